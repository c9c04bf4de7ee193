"""What the words around a figure decide: whose it is, of which year, at which rate, who says it, and what they do not narrow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from figure_records import Record, article, between, claim, judged, money, observation, percent, share, year

from dragoman.kinds.figure.ask import ask
from dragoman.kinds.figure.judge import judge
from dragoman.model import Attribution, FigureBody, Modality, Period
from dragoman.model.number import Quantity


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Having spent $50 billion on its military in 2023, Japan is short of frigates.", "supported"),
        ("Japan, which spent $50 billion on its military in 2023, has ordered submarines.", "supported"),
        ("Japan spent $50 billion on its military in 2023, mostly on frigates.", "not_enough_evidence"),
        ("For frigates, Japan spent $50 billion on its military in 2023.", "not_enough_evidence"),
    ],
)
def test_what_another_piece_of_the_sentence_speaks_of_narrows_nothing(text: str, verdict: str) -> None:
    held = [observation("JPN", 2023, 50 * 10**9)]
    assert judged(money(49.5, 50.5, year(2023)), held, text, anchor="$50 billion").now.verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The $50 billion that Japan spent on its military in 2023 did not make it safe.", "supported"),
        ("The $50 billion was not spent on its military in 2023 by Japan.", "not_enough_evidence"),
    ],
)
def test_a_denial_of_another_verb_denies_no_figure(text: str, verdict: str) -> None:
    made = replace(claim(money(49.5, 50.5, year(2023)), text, anchor="$50 billion"), modality=Modality(polarity="negative"))
    within = article(text)
    answers = Record((observation("JPN", 2023, 50 * 10**9),)).ask(ask(made, within))
    assert judge(made, within, answers).now.verdict == verdict


def test_what_was_reached_by_a_year_was_there_in_it() -> None:
    held = [observation("JPN", y, v * 10**9) for y, v in ((2022, 46), (2023, 50))]
    until = Period(None, date(2023, 12, 31), "year")
    text = "By 2023 Japanese military spending had reached $50 billion."
    assert judged(money(49.5, 50.5, until), held, text, anchor="$50 billion").now.verdict == "supported"
    assert judged(money(79.5, 80.5, until), held, text, anchor="$50 billion").now.verdict == "refuted"


@pytest.mark.parametrize(("others", "verdict"), [("the United States and China", "supported"), ("Chad", "refuted")])
def test_the_biggest_after_others_ranks_behind_them(others: str, verdict: str) -> None:
    order = ("USA", "CHN", "JPN", "IND", "DEU", "FRA")
    rows = [observation(s, 2023, 1000 // 2**n * 10**9) for n, s in enumerate(order)]
    small = [observation(f"Q{chr(65 + n // 26)}{chr(65 + n % 26)}", 2023, 10**6 + n) for n in range(100)]
    body = FigureBody("military_expenditure", "rank", between(1, 1), period=year(2023))
    text = f"Japan was the biggest military spender after {others} in 2023."
    assert judged(body, [*rows, *small], text, anchor="biggest").now.verdict == verdict


def test_a_later_release_is_of_the_same_year() -> None:
    body = money(44.5, 45.5)
    held = [
        observation("JPN", 2023, 45 * 10**9),
        observation("JPN", 2023, 46 * 10**9, release=2026),
        observation("JPN", 2025, 70 * 10**9, release=2026),
    ]
    finding = judged(body, held)
    assert (finding.then.verdict, finding.now.verdict) == ("supported", "supported")
    assert "46 billion" in finding.reason
    assert "70 billion" not in finding.reason


def test_an_article_right_when_written_is_told_apart_from_a_wrong_one() -> None:
    held = [observation("JPN", 2023, 60 * 10**9), observation("JPN", 2023, 40 * 10**9, release=2026)]
    finding = judged(money(59.5, 60.5, year(2023)), held)
    assert (finding.then.verdict, finding.now.verdict) == ("supported", "refuted")
    assert finding.reason.startswith("It was right when written")


def test_a_bare_fall_is_refuted_by_a_plain_rise() -> None:
    held = [observation("JPN", y, v, basis="constant:2022") for y, v in ((2022, 100), (2023, 106))]
    fell = FigureBody("military_expenditure", "growth", between(None, 0), unit="percent", period=year(2023))
    assert judged(fell, held).now.verdict == "refuted"
    flat = [observation("JPN", y, v, basis="constant:2022") for y, v in ((2022, 100), (2023, 102))]
    assert judged(fell, flat).now.verdict == "not_enough_evidence"


def test_a_budget_is_not_refuted_by_somewhat_other_spending() -> None:
    held = [observation("MAR", 2024, 55 * 10**9, currency="MAD", release=2025)]
    budget = {"measure": "defence_budget", "currency": "MAD"}
    over = judged(money(124, 126, year(2024), **budget), held, subject=("MAR",))
    assert over.now.verdict == "not_enough_evidence"
    assert judged(money(224, 226, year(2024), **budget), held, subject=("MAR",)).now.verdict == "refuted"


def test_a_rounded_estimate_of_spending_refutes_no_budget() -> None:
    body = percent(4.9, 5.1, year(2023), measure="defence_budget")
    assert (
        judged(body, [share("EST", 2023, 3, definition="CIA estimate", places=0)], subject=("EST",)).now.verdict
        == "not_enough_evidence"
    )


def test_a_round_number_of_people_is_rounded() -> None:
    held = [observation("POL", 2024, 216_081, measure="personnel", unit="person", currency=None, basis="", definition="NATO")]
    body = FigureBody("personnel", "level", between(216_000, 216_000), unit="person", period=year(2024))
    assert judged(body, held, "Poland has 216,000 personnel.", subject=("POL",)).now.verdict == "supported"
    wrong = replace(body, value=between(266_000, 266_000))
    assert judged(wrong, held, "Poland has 266,000 personnel.", subject=("POL",)).now.verdict == "refuted"


@pytest.mark.parametrize(
    "text",
    [
        "Japan spent $44 billion on its military in 2023, at 150 yen to the dollar.",
        "Japan spent $44 billion on its military in 2023 ($1 = 150 yen).",
        "One dollar is worth 150 yen; Japan spent $44 billion on its military in 2023.",
    ],
)
def test_the_rate_that_the_article_states_is_used(text: str) -> None:
    held = [observation("JPN", 2023, 6600 * 10**9, currency="JPY")]
    finding = judged(money(43.5, 44.5, year(2023)), held, text, anchor="$44 billion")
    assert finding.now.verdict == "supported"
    assert any("150 JPY per USD" in line for line in finding.working)


def test_a_rate_is_no_sum_of_money() -> None:
    text = "Japan spent 6600 billion yen on its military in 2023, at 150 yen to the dollar."
    finding = judged(
        money(149.5e-9, 150.5e-9, year(2023), currency="JPY"),
        [observation("JPN", 2023, 6600 * 10**9, currency="JPY")],
        text,
        anchor="150 yen",
    )
    assert "exchange rate" in finding.reason


@pytest.mark.parametrize(
    ("who", "grounds", "line"),
    [
        (Attribution("named", "SIPRI", "org:SIPRI"), ("revised_since", "attribution_only"), "Said by SIPRI: borne out"),
        (Attribution("named", "the minister", "JPN"), ("revised_since",), "Said by the minister: not enough evidence"),
    ],
)
def test_the_figure_and_the_saying_are_two_questions(who: Attribution, grounds: tuple[str, ...], line: str) -> None:
    made = replace(claim(money(59.5, 60.5, year(2023))), attribution=who)
    held = (observation("JPN", 2023, 60 * 10**9), observation("JPN", 2023, 40 * 10**9, release=2026))
    finding = judge(made, article(), Record(held).ask(ask(made, article())))
    assert (finding.now.verdict, finding.now.grounds) == ("refuted", grounds)
    assert any(found.startswith(line) for found in finding.working)


def test_dollars_that_are_right_only_as_the_states_own_mislead() -> None:
    held = [observation("NZL", 2023, v * 10**9, currency=c) for v, c in ((3, "USD"), (4.4, "NZD"))]
    bare = Quantity(
        4,
        18,
        4,
        18,
        "44 bn",
        "money",
        between(4.4e9, 4.4e9),
        between(4.35e9, 4.45e9),
        Decimal(10**7),
        "money",
        currencies=("USD", "NZD"),
    )
    body = money(4.35, 4.45, year(2023), currency=None, quantity=bare)
    finding = judged(body, held, subject=("NZL",))
    assert finding.now.verdict == "conflicting"
    assert "NZD" in finding.reason
    american = replace(body, value=between(2.95e9, 3.05e9))
    assert judged(american, held, subject=("NZL",)).now.verdict == "supported"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Turkey has 480,000 soldiers.", "supported"),
        ("The Turkish armed forces number 480,000 personnel.", "supported"),
        ("Turkey maintains 480,000 troops in Cyprus.", "not_enough_evidence"),
        ("Turkey called up 480,000 reservists.", "not_enough_evidence"),
        ("Turkey has 480,000 soldiers at high readiness.", "not_enough_evidence"),
        ("Turkey lost 480,000 soldiers.", "not_enough_evidence"),
    ],
)
def test_only_all_of_a_states_forces_are_counted(text: str, verdict: str) -> None:
    held = [observation("TUR", 2023, 480_211, measure="personnel", unit="person", currency=None, basis="", definition="NATO")]
    body = FigureBody("personnel", "level", between(480_000, 480_000), unit="person", period=year(2023))
    assert judged(body, held, text, subject=("TUR",), anchor="480,000").now.verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Latvia spent 2 percent of GDP on its military in 2023.", "supported"),
        ("Latvia beat the target and spent 2 percent of GDP on its military in 2023.", "supported"),
        ("Guidelines call on Latvia for 2 percent of GDP in 2023.", "not_enough_evidence"),
        ("The recommended 2 percent of GDP was beyond Latvia in 2023.", "not_enough_evidence"),
        ("Latvia missed a goal of 2 percent of GDP in 2023.", "not_enough_evidence"),
    ],
)
def test_a_target_is_no_figure_of_what_was_spent(text: str, verdict: str) -> None:
    made = percent(1.95, 2.05, year(2023))
    assert judged(made, [share("LVA", 2023, 2)], text, subject=("LVA",), anchor="2 percent").now.verdict == verdict


def test_a_summits_place_owns_no_figure() -> None:
    body = percent(2, None, year(2023))
    text = "Only six allies met the Riga commitments to spend 2 percent of GDP in 2023."
    finding = judged(body, [share("LVA", 2023, 2.2)], text, subject=("LVA",), anchor="2 percent")
    assert (finding.now.verdict, "summit or a text" in finding.reason) == ("not_enough_evidence", True)
    assert judged(body, [share("LVA", 2023, 2.2)], "Latvia, at the Riga summit, said it spent 2 percent of GDP in 2023.",
                  subject=("LVA",), anchor="2 percent").now.verdict == "supported"  # fmt: skip


def test_a_share_far_above_its_bound_is_left_open() -> None:
    assert judged(percent(2, None, year(2023)), [share("LVA", 2023, 6)], subject=("LVA",)).now.verdict == "not_enough_evidence"


def test_the_running_years_estimate_counts_where_it_was_out() -> None:
    body = percent(3.95, 4.05)
    held = [share("LVA", 2023, 3), share("LVA", 2024, 4)]
    assert judged(body, held, subject=("LVA",), published=date(2024, 6, 1)).now.verdict == "supported"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Chad spent $80 billion on its military in 2023.", "refuted"),
        ("Chad spent $80 billion on oil and little on its military in 2023.", "not_enough_evidence"),
        ("Chad spent $80 billion on its war in the north in 2023.", "not_enough_evidence"),
        ("Chad spent $80 billion on average on its military in 2023.", "refuted"),
    ],
)
def test_what_a_sum_is_said_to_be_spent_on_counts(text: str, verdict: str) -> None:
    held = [observation("TCD", 2023, 50 * 10**9)]
    assert judged(money(79.5, 80.5, year(2023)), held, text, subject=("TCD",), anchor="$80 billion").now.verdict == verdict


@pytest.mark.parametrize(("billions", "verdict"), [(30, "not_enough_evidence"), (80, "refuted")])
def test_an_army_may_be_the_land_forces(billions: int, verdict: str) -> None:
    text = f"Chad spent ${billions} billion on its army in 2023."
    body = money(billions - 0.5, billions + 0.5, year(2023))
    assert judged(body, [observation("TCD", 2023, 50 * 10**9)], text, subject=("TCD",)).now.verdict == verdict


def test_an_army_in_its_own_clause_may_be_the_land_forces() -> None:
    text = "The army got $30 billion; Chad spent $50 billion on its military in 2023."
    held = [observation("TCD", 2023, 50 * 10**9)]
    assert judged(money(29.5, 30.5, year(2023)), held, text, subject=("TCD",), anchor="$30 billion").now.verdict == "not_enough_evidence"


def test_no_figure_is_that_of_a_year_to_come() -> None:
    held = [observation("TCD", y, v * 10**9, release=2026) for y, v in ((2023, 50), (2025, 90))]
    found = judged(money(89.5, 90.5, year(2023)), held, "Chad spent $90 billion in 2023.", subject=("TCD",))
    assert (found.now.verdict, "period_slip" in found.now.grounds) == ("refuted", False)


def test_a_publisher_of_the_whole_means_no_land_forces() -> None:
    text = "Chad spent $30 billion on its army in 2023, SIPRI says."
    body = money(29.5, 30.5, year(2023))
    assert judged(body, [observation("TCD", 2023, 50 * 10**9)], text, subject=("TCD",)).now.verdict == "refuted"


@pytest.mark.parametrize(("text", "verdict"), [("Chad's budget, SIPRI says.", "refuted"), ("Chad's budget.", "not_enough_evidence")])
def test_what_an_institute_of_spending_calls_a_budget_is_spending(text: str, verdict: str) -> None:
    body = money(79.5, 80.5, year(2023), measure="defence_budget")
    assert judged(body, [observation("TCD", 2023, 50 * 10**9)], text, subject=("TCD",)).now.verdict == verdict


def test_what_a_sum_put_in_covers_is_no_part_of_it() -> None:
    text = "Total military spending by Chad, $50 billion in 2023, covers salaries and equipment."
    held = [observation("TCD", 2023, 50 * 10**9)]
    assert judged(money(49.5, 50.5, year(2023)), held, text, subject=("TCD",), anchor="$50 billion").now.verdict == "supported"


def test_a_slip_that_the_release_of_the_day_shows_outlives_its_revision() -> None:
    held = [observation("IND", 2023, 84 * 10**9), observation("IND", 2023, 76 * 10**9, release=2026)]
    held += [observation("IND", 2023, 6900 * 10**9, release=r, currency="INR") for r in (2024, 2026)]
    finding = judged(money(83.5, 84.5, year(2023), currency="INR"), held, subject=("IND",))
    assert (finding.then.verdict, finding.now.verdict) == ("refuted", "refuted")
    assert "currency_slip" in finding.now.grounds
