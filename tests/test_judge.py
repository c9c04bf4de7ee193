"""Verdicts on figures: what the record says of levels, shares, growth, totals, ranks, ratios and plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from figure_records import (
    BILLION,
    Record,
    article,
    between,
    claim,
    fiscal,
    judged,
    money,
    observation,
    percent,
    plan,
    rate,
    share,
    year,
)

from dragoman.kinds.compare import Agreement, Grade, Recorded, agreement, settle
from dragoman.kinds.figure.ask import ask
from dragoman.kinds.figure.judge import judge
from dragoman.kinds.figure.plans import is_named, judge_plan
from dragoman.model import FigureBody, Interval, Modality, Period, Relation, Statement

STATES = [f"{a}{b}{c}" for a in "QRS" for b in "ABCDEFG" for c in "ABCDEF"]
SPENDING = [observation("JPN", y, v * 10**9) for y, v in ((2021, 51), (2022, 46), (2023, 50))]


def world(year_: int = 2023, **fields: object) -> list[Statement]:
    """Return a table of 130 made-up states, the first the largest; JPN is fourth."""
    names = [*STATES[:3], "JPN", *STATES[3:]]
    return [observation(name, year_, (200 - n) * 10**9, **fields) for n, name in enumerate(names)]


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (49.5, 50.5, "supported"),
        (99.5, 100.5, "refuted"),
        (4.95, 5.05, "refuted"),
        (0.95, 1.05, "not_enough_evidence"),
        (52, 53, "not_enough_evidence"),
        (None, 60, "supported"),
        (40, None, "supported"),
        (2, None, "not_enough_evidence"),
        (80, None, "refuted"),
    ],
)
def test_a_level_is_held_against_the_year_it_names(low: float, high: float, verdict: str) -> None:
    assert judged(money(low, high, year(2023)), SPENDING).now.verdict == verdict


def test_a_near_miss_says_so_and_is_no_refutation() -> None:
    finding = judged(money(52, 53, year(2023)), SPENDING)
    assert finding.now.grounds == ("near_miss",)
    assert any("within the margin" in line for line in finding.working)


def test_a_source_that_revises_much_refutes_less() -> None:
    calm = judged(money(61, 62, year(2023)), SPENDING).now.verdict
    revised = [observation("JPN", 2021, 58 * 10**9, release=2023), *SPENDING]
    assert (calm, judged(money(61, 62, year(2023)), revised).now.verdict) == ("refuted", "not_enough_evidence")


def test_a_list_of_the_largest_is_borne_out_only_by_all_of_them() -> None:
    first, second, third = STATES[:3]
    body = FigureBody("military_expenditure", "rank", Interval(Decimal(1), Decimal(3)), None, None, Relation.EQUALS, period=year(2023))
    assert judged(body, world(), subject=(first, second, third)).now.verdict == "supported"
    assert judged(body, world(), subject=(first, second, STATES[40])).now.verdict == "not_enough_evidence"


def test_a_release_that_came_after_the_article_and_was_replaced_bears_out_nothing() -> None:
    first, second = (observation("JPN", 2023, v * 10**9, release=r) for v, r in ((50, 2025), (52, 2026)))
    claimed = money(49.5, 50.5, year(2023))
    assert judged(claimed, [*SPENDING[:2], first]).now.verdict == "supported"
    assert judged(claimed, [*SPENDING[:2], first, second]).now.verdict == "not_enough_evidence"
    assert judged(money(51.5, 52.5, year(2023)), [*SPENDING[:2], first, second]).now.verdict == "supported"


def test_the_release_of_the_day_decides_then_and_a_later_one_now() -> None:
    later = observation("JPN", 2023, 70 * 10**9, release=2025)
    finding = judged(money(49.5, 50.5, year(2023)), [*SPENDING, later])
    assert (finding.then.verdict, finding.now.verdict) == ("supported", "refuted")
    assert "revised_since" in finding.now.grounds
    assert "revised" in finding.reason


def test_a_figure_of_an_earlier_release_stands_while_the_newest_is_close() -> None:
    later = observation("JPN", 2023, 51 * 10**9, release=2025)
    finding = judged(money(49.5, 50.5, year(2023)), [*SPENDING, later])
    assert (finding.now.verdict, finding.now.grounds[0]) == ("supported", "revised_since")


def test_two_definitions_that_disagree_conflict() -> None:
    other = observation("JPN", 2023, 70 * 10**9, definition="NATO definition")
    assert judged(money(49.5, 50.5, year(2023)), [*SPENDING, other]).now.verdict == "conflicting"


def test_a_definition_that_the_words_name_decides_alone() -> None:
    other = observation("JPN", 2023, 70 * 10**9, definition="NATO definition")
    text = "Japan spent 70 billion dollars, according to SIPRI."
    misnamed = judged(money(69.5, 70.5, year(2023)), [*SPENDING, other], text).now
    assert (misnamed.verdict, misnamed.grounds) == ("refuted", ("measure_slip",))
    assert judged(money(49.5, 50.5, year(2023)), [*SPENDING, other], text).now.verdict == "supported"


def test_a_year_that_no_source_covers_is_open_and_says_who_would_know() -> None:
    finding = judged(money(49.5, 50.5, year(1935)), SPENDING)
    assert finding.now.verdict == "not_enough_evidence"
    assert "SIPRI" in finding.reason
    assert "1935" in finding.reason


def test_without_a_year_only_the_newest_supports_and_only_all_refute() -> None:
    assert judged(money(49.5, 50.5), SPENDING).now.verdict == "supported"
    assert judged(money(50.6, 51.4), SPENDING).now.verdict == "not_enough_evidence"
    assert judged(money(99, 101), SPENDING).now.verdict == "refuted"


def test_without_a_date_nothing_is_refuted() -> None:
    assert judged(money(99, 101), SPENDING, published=None).now.verdict == "not_enough_evidence"


@pytest.mark.parametrize(
    "text",
    [
        "Japan spent 99 billion dollars on its navy in 2023.",
        "In the first quarter Japan spent 99 billion dollars on defence.",
        "Japan put 99 billion dollars into procurement in 2023.",
        "Its coast guard received 99 billion dollars in 2023.",
    ],
)
def test_a_figure_of_a_part_is_not_judged_by_the_whole(text: str) -> None:
    finding = judged(money(98.5, 99.5, year(2023)), SPENDING, text, anchor="99 billion dollars")
    assert finding.now.verdict == "not_enough_evidence"
    assert "part" in finding.reason


def test_a_research_institute_is_no_research_budget() -> None:
    text = "Japan spent 50 billion dollars in 2023, a research institute says."
    assert judged(money(49.5, 50.5, year(2023)), SPENDING, text, anchor="50 billion dollars").now.verdict == "supported"


def test_money_is_converted_at_every_rate_that_may_be_meant() -> None:
    rates = [rate("JPY", year(2023), 140), rate("JPY", Period(date(2024, 5, 31), date(2024, 5, 31), "day"), 156)]
    finding = judged(money(6995, 7005, year(2023), currency="JPY"), [*SPENDING, *rates])
    assert finding.now.verdict == "supported"
    assert any("140 JPY per USD" in line for line in finding.working)
    assert any("156 JPY per USD" in line for line in finding.working)


def test_a_missing_rate_is_named() -> None:
    finding = judged(money(6995, 7005, year(2023), currency="JPY"), SPENDING)
    assert finding.now.verdict == "not_enough_evidence"
    assert "rate" in finding.reason


def test_a_currency_out_of_use_is_named() -> None:
    finding = judged(money(79, 81, year(2012), currency="DEM"), SPENDING, subject=("DEU",))
    assert "went out of use" in finding.reason


def test_a_state_that_is_gone_is_named() -> None:
    finding = judged(money(2, 3, year(2012)), SPENDING, subject=("YUG",))
    assert finding.now.verdict == "not_enough_evidence"
    assert "ceased to exist" in finding.reason


def test_a_figure_of_nobody_or_of_nothing_that_is_counted_is_open() -> None:
    assert judged(money(49.5, 50.5, year(2023)), SPENDING, subject=()).now.verdict == "not_enough_evidence"
    other = FigureBody("other", "count", between(3, 3), unit="house")
    assert judged(other, SPENDING).now.verdict == "not_enough_evidence"


@pytest.mark.parametrize(
    ("low", "high", "verdict"), [(1.15, 1.25, "supported"), (1.95, 2.05, "refuted"), (1.26, 1.3, "not_enough_evidence")]
)
def test_a_share_of_gdp(low: float, high: float, verdict: str) -> None:
    assert judged(percent(low, high, year(2023)), [share("JPN", 2023, "1.2")]).now.verdict == verdict


def test_a_rounded_estimate_counts_only_where_nothing_better_is_held() -> None:
    coarse = share("JPN", 2023, "2.6", definition="CIA estimate", source="almanac")
    assert judged(percent(1.15, 1.25, year(2023)), [coarse]).now.verdict == "refuted"
    assert judged(percent(1.15, 1.25, year(2023)), [coarse, share("JPN", 2023, "1.2")]).now.verdict == "supported"


def test_a_share_of_an_unknown_whole_is_open() -> None:
    body = percent(1.15, 1.25, year(2023), of=None)
    assert "share of" in judged(body, [share("JPN", 2023, "1.2")]).reason


def growth(low: float, high: float, basis: str | None = None) -> FigureBody:
    return FigureBody("military_expenditure", "growth", between(low, high), unit="percent", period=year(2023), basis=basis)


PRICES = [observation("JPN", y, v, basis="constant:2022") for y, v in ((2022, 100), (2023, 110))]
YEN = [observation("JPN", y, v, currency="JPY") for y, v in ((2022, 100), (2023, 120))]


@pytest.mark.parametrize(
    ("low", "high", "basis", "verdict"),
    [
        (9.5, 10.5, "real", "supported"),
        (19.5, 20.5, "nominal", "supported"),
        (19.5, 20.5, "real", "refuted"),
        (9.5, 10.5, None, "supported"),
        (19.5, 20.5, None, "conflicting"),
        (39.5, 40.5, None, "refuted"),
        (11, 12, "real", "not_enough_evidence"),
    ],
)
def test_growth_under_the_price_basis_that_the_words_name(low: float, high: float, basis: str | None, verdict: str) -> None:
    assert judged(growth(low, high, basis), [*PRICES, *YEN]).now.verdict == verdict


def test_constant_prices_of_two_base_years_are_never_mixed() -> None:
    mixed = [observation("JPN", 2022, 100, basis="constant:2021"), observation("JPN", 2023, 200, basis="constant:2022")]
    assert judged(growth(99, 101, "real"), mixed).now.verdict == "not_enough_evidence"


def test_growth_in_anothers_dollars_neither_supports_nor_refutes() -> None:
    assert judged(growth(39.5, 40.5), SPENDING).now.verdict == "not_enough_evidence"
    assert judged(growth(8.5, 8.8), SPENDING).now.verdict == "not_enough_evidence"


def test_a_zero_that_was_left_unconverted_is_no_figure() -> None:
    left = [observation("CSK", 1988, 0), observation("CSK", 1988, 29 * 10**9, currency="CSK")]
    body = money(1.5, 2.5, year(1988))
    assert judged(body, left, subject=("CSK",)).now.verdict == "not_enough_evidence"
    assert judged(body, left[:1], subject=("CSK",)).now.verdict == "refuted", "who has no forces spends nothing"


def test_growth_from_nothing_is_no_error() -> None:
    held = [observation("JPN", 2022, 0, currency="JPY"), observation("JPN", 2023, 120, currency="JPY")]
    assert judged(growth(19, 21), held).now.verdict == "not_enough_evidence"


BUDGETS = [
    plan("JPN", fiscal(2022), 5 * 10**12, "FY2022 budget", date(2021, 12, 24)),
    plan("JPN", fiscal(2023), 6 * 10**12, "FY2023 budget", date(2022, 12, 23)),
]


def test_growth_from_budget_to_budget_is_worked_out() -> None:
    body = FigureBody("defence_budget", "growth", between(19.5, 20.5), unit="percent", period=fiscal(2023))
    finding = judged(body, BUDGETS)
    assert finding.now.verdict == "supported"
    assert any("÷ 5 trillion" in line for line in finding.working)


def test_a_total_needs_every_year_of_it() -> None:
    body = money(146.5, 147.5, Period(date(2021, 1, 1), date(2023, 12, 31), "years"), form="total")
    assert judged(body, SPENDING).now.verdict == "supported"
    assert judged(body, SPENDING[:2]).now.verdict == "not_enough_evidence"
    assert judged(money(296, 298, body.period, form="total"), SPENDING).now.verdict == "refuted"


def rank(place: int, text: str, statements: list[Statement], **fields: object) -> str:
    body = FigureBody("military_expenditure", "rank", between(place, place), period=year(2023), **fields)  # type: ignore[arg-type]
    return judged(body, statements, text, anchor="largest").now.verdict


@pytest.mark.parametrize(("place", "verdict"), [(4, "supported"), (12, "refuted"), (5, "not_enough_evidence")])
def test_a_rank_in_the_world_is_counted(place: int, verdict: str) -> None:
    assert rank(place, "Japan was the nth largest spender in the world in 2023.", world()) == verdict


def test_too_few_states_bound_a_rank_and_never_support_it() -> None:
    few = world()[:12]
    assert rank(4, "Japan was the largest spender in the world.", few) == "not_enough_evidence"
    last = [s if s.actor != "JPN" else observation("JPN", 2023, 10**9) for s in few]
    assert rank(1, "Japan was the largest spender in the world.", last) == "refuted"


@pytest.mark.parametrize(("ahead", "verdict"), [("Chad", "supported"), ("Chile", "not_enough_evidence")])
def test_those_that_the_words_put_ahead_must_stand_ahead(ahead: str, verdict: str) -> None:
    rows = [observation(s, 2023, v) for s, v in (("TCD", 90), ("JPN", 80), ("CHL", 70))]
    rows += [observation(f"Q{chr(65 + n // 26)}{chr(65 + n % 26)}", 2023, 1 + n % 9) for n in range(100)]
    text = f"Japan was the second largest military spender in 2023, behind only {ahead}."
    body = FigureBody("military_expenditure", "rank", between(2, 2), period=year(2023))
    assert judged(body, rows, text, anchor="second largest").now.verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Japan has 900 troops in Djibouti.", "supported"),
        ("Japan sent 900 troops to Djibouti.", "not_enough_evidence"),
        ("Japan has 9000 troops in Djibouti.", "not_enough_evidence"),
    ],
)
def test_troops_abroad_are_those_stationed_there_and_the_count_never_refutes(text: str, verdict: str) -> None:
    number = 9000 if "9000" in text else 900
    held = [observation("JPN", 2023, 900, measure="deployment", unit="person", currency=None, parties=("DJI", "JPN"))]
    body = FigureBody("deployment", "count", between(number, number), unit="person", period=year(2023))
    made = replace(claim(body, text, anchor=f"{number} troops"), object=("DJI",))
    within = article(text)
    answers = Record(tuple(held)).ask(ask(made, within))
    assert judge(made, within, answers).now.verdict == verdict


def test_ties_share_their_ranks() -> None:
    tied = [*world(), observation("ZZZ", 2023, 197 * 10**9)]
    text = "Japan was the fifth largest spender in the world in 2023."
    assert rank(5, text, tied) == "supported"


def test_a_rank_within_a_group_counts_the_group() -> None:
    europe = [
        observation(s, 2023, v * 10**9) for s, v in (("DEU", 60), ("FRA", 50), ("ITA", 30), ("ESP", 20), ("POL", 25), ("GBR", 70))
    ]
    body = FigureBody("military_expenditure", "rank", between(2, 2), period=year(2023), compared_with=("org:NATO",))
    rows = [
        *europe,
        *(observation(s, 2023, 10**9) for s in "BEL NLD DNK NOR PRT GRC TUR ROU HUN BGR CZE SVK SVN HRV EST LVA LTU USA".split()),
    ]
    assert judged(body, rows, "Germany was second in NATO.", subject=("DEU",)).now.verdict == "supported"
    assert judged(body, rows, "Spain was second in NATO.", subject=("ESP",)).now.verdict == "refuted"


def test_a_group_that_is_not_held_is_open() -> None:
    assert rank(1, "Japan is the largest spender of the region.", world()) == "not_enough_evidence"


def test_a_rank_from_the_bottom_is_open() -> None:
    assert rank(4, "Japan was the fourth smallest, not largest, in the world.", world()) == "not_enough_evidence"


def ratio(low: float | None, high: float | None, **fields: object) -> FigureBody:
    return FigureBody("military_expenditure", "ratio", between(low, high), period=year(2023), **fields)  # type: ignore[arg-type]


def test_a_ratio_to_another_state() -> None:
    held = [observation("JPN", 2023, 50), observation("KOR", 2023, 25)]
    assert judged(ratio(2, 2, compared_with=("KOR",)), held).now.verdict == "supported"
    assert judged(ratio(5, 5, compared_with=("KOR",)), held).now.verdict == "refuted"
    assert judged(ratio(2, 2, compared_with=("PRK",)), held).now.verdict == "not_enough_evidence"


@pytest.mark.parametrize(("own", "low", "high", "verdict"), [
    (50, 1, None, "supported"), (80, None, 1, "refuted"), (39, 1, None, "not_enough_evidence"), (41, 1, None, "not_enough_evidence"),
    (20, 1, None, "refuted"), (20, None, 1, "supported"),
])  # fmt: skip
def test_a_bare_more_or_less_is_open_where_the_two_are_close(own: int, low: int | None, high: int | None, verdict: str) -> None:
    held = [observation("JPN", 2023, own), observation("KOR", 2023, 40)]
    assert judged(ratio(low, high, compared_with=("KOR",)), held).now.verdict == verdict


def test_a_ratio_to_nothing_is_no_error() -> None:
    held = [observation("JPN", 2023, 50), observation("ISL", 2023, 0)]
    assert judged(ratio(2, 2, compared_with=("ISL",)), held).now.verdict == "not_enough_evidence"


def test_more_than_the_next_few_together() -> None:
    text = "Japan spent more than the next three countries combined."
    rows = [observation(name, 2023, (10 if name != "JPN" else 35) * 10**9) for name in ["JPN", *STATES]]
    assert judged(ratio(1, None), rows, text).now.verdict == "supported"
    assert judged(ratio(1, None), rows, text.replace("three", "nine")).now.verdict == "refuted"


def test_a_difference_between_two_years() -> None:
    body = money(3.5, 4.5, year(2023), form="difference", compared_with=year(2022))
    assert judged(body, SPENDING).now.verdict == "supported"
    assert judged(money(30, 31, year(2023), form="difference"), SPENDING).now.verdict == "refuted"


@pytest.mark.parametrize(("told", "verdict"), [("$4 billion more", "refuted"), ("$4 billion less", "supported")])
def test_a_difference_goes_the_way_that_the_words_say(told: str, verdict: str) -> None:
    held = [observation("JPN", 2023, 46 * BILLION), observation("JPN", 2022, 50 * BILLION)]
    held += [observation("JPN", y, b * BILLION, basis="constant:2022") for y, b in ((2023, 45), (2022, 50))]
    text = f"Japan's military spending in 2023 was {told} than in 2022."
    body = money(3.5, 4.5, year(2023), form="difference", compared_with=year(2022))
    assert judged(body, held, text, anchor="$4 billion").now.verdict == verdict


def test_dollars_changed_by_the_exchange_rate_alone_refute_no_rise() -> None:
    held = [observation("JPN", 2023, 46 * BILLION), observation("JPN", 2022, 50 * BILLION)]
    held += [observation("JPN", y, b * BILLION, basis="constant:2022") for y, b in ((2023, 54), (2022, 50))]
    body = money(2.5, 3.5, year(2023), form="difference", compared_with=year(2022))
    text = "Japan raised its military spending by $3 billion in 2023."
    assert judged(body, held, text, anchor="$3 billion").now.verdict == "not_enough_evidence"


@pytest.mark.parametrize(
    ("again", "said", "verdict"),
    [
        (True, ", SIPRI said", "refuted"),
        (True, "", "not_enough_evidence"),
        (False, ", SIPRI said", "not_enough_evidence"),
    ],
)
def test_growth_of_a_named_source_whose_releases_agree_has_a_narrow_margin(again: bool, said: str, verdict: str) -> None:
    releases = (2023, 2024) if again else (2024,)
    pairs = ((2022, 104), (2021, 100))
    held = [observation("JPN", y, b * BILLION, basis="constant:2020", release=r) for r in releases for y, b in pairs]
    body = FigureBody("military_expenditure", "growth", between(6.95, 7.05), unit="percent", period=year(2022), basis="real")
    text = f"Japan's military spending rose 7.0 percent in real terms in 2022{said}."
    assert judged(body, held, text, anchor="7.0 percent").now.verdict == verdict


def test_what_was_spent_over_years_is_refuted_by_no_plan_for_them() -> None:
    span = Period(date(2021, 1, 1), date(2023, 12, 31), "years")
    fields: dict[str, object] = {"form": "total", "currency": "USD", "measure": "programme_cost"}
    meant = plan("JPN", span, 140 * BILLION, "Build-up Programme", date(2020, 12, 18), **fields)
    body = money(146.5, 147.5, span, form="total")
    text = "Japanese military expenditure from 2021 to 2023 summed to $147 billion."
    assert judged(body, [*SPENDING, meant], text, anchor="$147 billion").now.verdict == "supported"


def test_a_sum_by_which_one_lags_another_is_no_level() -> None:
    text = "Japan's military spending ended up behind by $12 billion in 2023."
    assert judged(money(11.5, 12.5, year(2023)), SPENDING, text, anchor="$12 billion").now.verdict == "not_enough_evidence"


def test_what_a_sum_includes_narrows_it_not() -> None:
    text = "Japan's military expenditure - including pensions - was $50 billion in 2023."
    assert judged(money(49.5, 50.5, year(2023)), SPENDING, text, anchor="$50 billion").now.verdict == "supported"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Japan, at $50 billion in military spending in 2023, was not among the leaders.", "supported"),
        ("Japan did not, the report says, spend $50 billion on its military in 2023.", "not_enough_evidence"),
        ("Japan spent $50 billion on its military in 2023, which is not true.", "not_enough_evidence"),
        ("Reports that Japan spent $50 billion on its military in 2023, he said, are not true.", "not_enough_evidence"),
    ],
)
def test_a_denial_reaches_no_figure_beyond_a_comma_unless_it_says_so(text: str, verdict: str) -> None:
    made = replace(claim(money(49.5, 50.5, year(2023)), text, anchor="$50 billion"), modality=Modality(polarity="negative"))
    within = article(text)
    assert judge(made, within, Record(tuple(SPENDING)).ask(ask(made, within))).now.verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "Japan should have spent $50 billion on its military in 2023.",
        "If Japan had spent $50 billion on its military in 2023, it would be safe.",
        "Japan denied having spent $50 billion on its military in 2023.",
        "Japan spent $50 billion on defence and security in 2023.",
    ],
)
def test_what_is_not_said_to_be_so_is_not_judged(text: str) -> None:
    assert judged(money(49.5, 50.5, year(2023)), SPENDING, text, anchor="$50 billion").now.verdict == "not_enough_evidence"


@pytest.mark.parametrize(("whole", "verdict"), [("its federal budget", "not_enough_evidence"), ("government spending", "refuted")])
def test_a_share_of_one_budget_is_not_one_of_all_public_spending(whole: str, verdict: str) -> None:
    held = [share("JPN", 2023, "18.6", of="government_spending")]
    body = percent(31.5, 32.5, year(2023), of="government_spending")
    assert judged(body, held, f"Japan spent 32 percent of {whole} on its military in 2023.", anchor="32 percent").now.verdict == verdict


@pytest.mark.parametrize(("first", "verdict"), [(1958, "supported"), (1953, "refuted")])
def test_a_record_since_a_year_is_counted_from_it_in_shares_of_its_own_whole(first: int, verdict: str) -> None:
    held = [share("JPN", y, "2.2" if y < 1957 else "1.0" if y < 2023 else "1.4") for y in range(1950, 2024)]
    held += [share("JPN", y, "3" if y < 2023 else "4", of="government_spending") for y in range(1988, 2024)]
    rank = FigureBody("military_expenditure", "rank", between(1, 1), period=year(2023))
    text = f"Japan spent 1.4 percent of GDP on its military in 2023, the highest since {first}."
    assert judged(rank, held, text, anchor="highest").now.verdict == verdict


def test_growth_by_a_year_without_its_start_is_not_judged() -> None:
    period = Period(None, date(2023, 12, 31), "year")
    body = FigureBody("military_expenditure", "growth", between(39.5, 40.5), unit="percent", period=period)
    found = judged(body, SPENDING, "Japan's military spending had risen 40 percent by 2023.", anchor="40 percent")
    assert found.now.verdict == "not_enough_evidence"


def test_a_record_and_a_run_of_years() -> None:
    levels = (*range(3, 27), 9, 5, 4, 5, 6, 7, 8, 9, 30)
    rows = [observation("JPN", y, v, basis="constant:2022") for y, v in zip(range(1991, 2024), levels, strict=True)]
    peak = FigureBody("military_expenditure", "rank", between(1, 1), period=year(2023), basis="real")
    assert judged(peak, rows, "Spending hit a record in 2023.", anchor="record").now.verdict == "supported"
    short = judged(peak, rows[-9:], "Spending hit a record in 2023.", anchor="record")
    assert short.now.verdict == "not_enough_evidence"  # nine years are no history
    higher = [*rows[:3], observation("JPN", 1999, 40, basis="constant:2022"), *rows[-3:]]
    assert judged(peak, higher, "Spending hit a record in 2023.", anchor="record").now.verdict == "refuted"  # gaps or none
    streak = FigureBody("military_expenditure", "count", between(6, 6), unit="year", period=year(2023))
    assert judged(streak, rows, "It rose for the sixth consecutive year.", anchor="sixth").now.verdict == "supported"
    assert (
        judged(streak, rows[-6:], "It rose for the sixth consecutive year.", anchor="sixth").now.verdict == "not_enough_evidence"
    )
    third = FigureBody("military_expenditure", "count", between(3, 3), unit="year", period=year(2023))
    assert judged(third, rows, "It rose for the third consecutive year.", anchor="third").now.verdict == "not_enough_evidence"
    long = FigureBody("military_expenditure", "count", between(12, 12), unit="year", period=year(2023))
    assert judged(long, rows, "It rose for the twelfth consecutive year.", anchor="twelfth").now.verdict == "refuted"


def test_a_named_programme_is_judged_by_its_own_amount() -> None:
    aid = plan(
        "JPN", fiscal(2023), 3 * 10**9, "Harbour Partners Assistance budget FY2023", date(2023, 4, 5), measure="military_aid"
    )
    text = "Tokyo approved 3 billion yen for its Harbour Partners Assistance."
    body = money("2.95", "3.05", currency="JPY", measure="military_aid")
    assert judged(body, [aid], text, published=date(2023, 5, 1)).now.verdict == "supported"
    assert (
        judged(body, [aid], "Tokyo approved 3 billion yen for Kyiv.", published=date(2023, 5, 1)).now.verdict
        == "not_enough_evidence"
    )


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Defense Buildup Program", "the defence buildup programme of 2022", True),
        ("2023 defence budget", "the 2023 defence budget", False),
        ("Acceleration fund", "the fund", False),
    ],
)
def test_a_plan_is_named_by_its_telling_words(name: str, text: str, found: bool) -> None:
    assert is_named(name, text) is found


def test_a_pledge_supports_a_target_and_never_refutes_a_new_one() -> None:
    from figure_records import Record, article, claim

    from dragoman.kinds.figure.ask import ask

    pledge = share("JPN", fiscal(2027), "2", kind="plan", name="Pledge", measure="defence_budget")
    for low, high, found in ((1.95, 2.05, "supported"), (4.5, 5.5, None)):
        made = claim(percent(low, high, measure="defence_budget"))
        finding = judge_plan(made, article(), Record((pledge,)).ask(ask(made, article())))
        assert (finding.now.verdict if finding else None) == found


def test_every_verdict_shows_source_release_and_numbers() -> None:
    finding = judged(money(99.5, 100.5, year(2023)), SPENDING)
    shown = "\n".join(finding.working)
    assert all(part in shown for part in ("Institute", "2024-04", "50 billion USD"))
    assert finding.off_by == Decimal("2.0000")
    assert {s.id for s in finding.used} >= set(finding.evidence)


def test_roundings_that_only_touch_do_not_meet() -> None:
    recorded = Recorded(between("45.95", "46.05"), "SIPRI", "line", margin=Decimal(1))
    assert agreement(between("45.85", "45.95"), recorded) is Agreement.NEAR
    assert agreement(between("45.95", "46.05"), recorded) is Agreement.MEETS


def test_definitions_that_may_stand_in_hold_back_a_refutation() -> None:
    far = Recorded(Interval(Decimal(10), Decimal(10)), "SIPRI", "line", margin=Decimal(1))
    near = Recorded(Interval(Decimal(20), Decimal(20)), "budget", "line", margin=Decimal(5), grade=Grade.OTHER)
    claimed = Interval(Decimal(24), Decimal(25))
    assert settle(claimed, [far]).verdict == "refuted"
    assert settle(claimed, [far, near]).verdict == "not_enough_evidence"


@pytest.mark.parametrize(("release", "verdict"), [(2024, "refuted"), (2025, "not_enough_evidence")])
def test_a_figure_without_a_year_is_refuted_only_where_its_latest_year_is_held_as_it_was_then(release: int, verdict: str) -> None:
    earlier = [observation("JPN", y, 50 * 10**9, release=2023) for y in (2021, 2022)]
    finding = judged(money(99.5, 100.5), [*earlier, observation("JPN", 2023, 50 * 10**9, release=release)])
    assert {finding.then.verdict, finding.now.verdict} == {verdict}


@pytest.mark.parametrize(
    ("purpose", "verdict"), [("on defence", "refuted"), ("on its armed forces", "refuted"), ("on AUKUS", "not_enough_evidence")]
)
def test_a_sum_for_one_purpose_is_held_against_no_whole_defence_plan(purpose: str, verdict: str) -> None:
    span = Period(date(2024, 1, 1), date(2033, 12, 31), "years")
    whole = plan("JPN", span, 270 * 10**9, "ten-year plan", date(2024, 1, 5), form="total", measure="programme_cost")
    body = money(49.5, 50.5, span, currency="JPY", measure="programme_cost", form="total")
    text = f"Japan plans to spend 50 billion yen over ten years {purpose}."
    assert judged(body, [whole], text, anchor="50 billion yen").now.verdict == verdict


def test_a_grant_to_one_state_is_part_of_a_programme_and_a_larger_one_is_not() -> None:
    whole = plan("JPN", fiscal(2023), 2 * 10**9, "Official Security Assistance", date(2023, 4, 5), measure="military_aid")
    text = "Japan gave Fiji {} billion yen under its Official Security Assistance in fiscal 2023."
    small, large = (
        judged(
            money(n - 0.01, n + 0.01, fiscal(2023), currency="JPY", measure="military_aid"),
            [whole],
            text.format(n),
            anchor=f"{n} billion yen",
        ).now.verdict
        for n in (0.4, 9)
    )
    assert (small, large) == ("not_enough_evidence", "refuted")


def test_growth_of_spending_is_not_refuted_by_a_budgets_growth() -> None:
    budgets = [plan("JPN", fiscal(y), v * 10**12, f"FY{y} budget", date(y - 1, 12, 20)) for y, v in ((2022, 5), (2023, 6), (2024, 7))]
    body = FigureBody("military_expenditure", "growth", between(10.5, 11.5), unit="percent", period=year(2023))
    found = judged(body, budgets, "Japan's military spending rose by 11 percent in 2023.", anchor="11 percent")
    assert (found.now.verdict, "period_slip" in found.now.grounds) == ("not_enough_evidence", False)
    doubled = FigureBody("military_expenditure", "growth", between(99.5, 100.5), unit="percent", period=year(2023))
    spent = [observation("JPN", y, v * 10**9, basis="constant 2021") for y, v in ((2022, 50), (2023, 55))]
    assert judged(doubled, budgets).now.verdict == "not_enough_evidence"
    assert judged(doubled, [*budgets, *spent]).now.verdict == "refuted"
    budget = FigureBody("defence_budget", "growth", between(10.5, 11.5), unit="percent", period=fiscal(2023))
    assert judged(budget, budgets, "Japan's defence budget rose by 11 percent in 2023.", anchor="11 percent").now.verdict == "refuted"


@pytest.mark.parametrize(
    ("claimed", "relation", "places", "verdict"),
    [
        ((3.35, 3.45), Relation.EQUALS, 0, "not_enough_evidence"),  # "3.4 percent" of a record printed as 3
        ((2.95, 3.05), Relation.EQUALS, 0, "supported"),
        ((2.5, 3.5), Relation.EQUALS, 0, "supported"),
        ((None, 3), Relation.LESS_THAN, -1, "not_enough_evidence"),  # "less than 3" of 3.0
        ((None, 3), Relation.AT_MOST, -1, "supported"),
        ((3, None), Relation.MORE_THAN, -1, "not_enough_evidence"),
        ((3, None), Relation.AT_LEAST, -1, "supported"),
        ((2.9, None), Relation.MORE_THAN, -1, "supported"),
    ],
)
def test_a_record_bears_out_no_more_than_it_is_printed_to(
    claimed: tuple[float | None, float | None], relation: Relation, places: int, verdict: str
) -> None:
    body = replace(percent(*claimed, year(2023)), relation=relation)
    assert judged(body, [share("JPN", 2023, 3, places=places)]).now.verdict == verdict


@pytest.mark.parametrize(("held", "verdict"), [(1.7, "not_enough_evidence"), (3.4, "refuted")])
def test_a_rounded_estimate_refutes_only_what_is_far_from_it(held: float, verdict: str) -> None:
    held_ = [share("ETH", 2022, held, places=-1, definition="CIA estimate", publisher="Central Intelligence Agency")]
    body = percent(1.05, 1.15, year(2022))
    assert judged(body, held_, subject=("ETH",)).now.verdict == verdict
