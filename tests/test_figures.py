"""Figure and forecast claims: example sentences as data, read on 1 May 2024; and what carries over between sentences."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.intake import to_article
from dragoman.model import Article, Claim, Context, Period, Reading, Sentence
from dragoman.pipeline import find
from dragoman.reading.figures import find_figures
from dragoman.reading.numbers import find_quantities
from dragoman.reading.periods import find_periods
from dragoman.reading.read import read

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "figures.jsonl").read_text("utf-8").splitlines()]


def claims(text: str) -> list[Claim]:
    article = to_article(Article(id="test", text=text, published=date(2024, 5, 1)))
    return [claim for claim in find(article, read(article)) if claim.figure is not None]


def year(period: Period | None) -> str | None:
    day = period and (period.start or period.end)
    return str(day.year) if day else None


def row(claim: Claim, text: str) -> list[Any]:
    assert claim.figure is not None
    figure = claim.figure
    shown = text[claim.anchor.start : claim.anchor.end]
    return [claim.kind, shown, figure.measure, figure.form, list(claim.subject), year(figure.period), figure.of]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_finds_the_figures_of_a_sentence(case: dict[str, Any]) -> None:
    found = [row(claim, case["text"]) for claim in claims(case["text"])]
    for want in case["claims"]:
        if want[0] == "forecast" and want[5] is None:
            found = [[*got[:5], None, got[6]] if got[:5] == want[:5] else got for got in found]
    assert found == case["claims"], case["text"]


def test_a_cut_is_negative_growth() -> None:
    figure = claims("Brazil cut its defence budget by 5 percent in 2020.")[0].figure
    assert figure is not None
    assert figure.value.low == Decimal("-5.5")


def test_a_decline_in_nouns_is_negative_growth() -> None:
    figure = claims("The real decline in Peruvian military spending was 3.4 percent in 2022.")[0].figure
    assert figure is not None
    assert figure.value.high == Decimal("-3.35")


@pytest.mark.parametrize(
    ("text", "of", "apart"),
    [
        ("Peru spent less on its military than Chile in 2021; the difference was $2 billion.", ("PER",), ("CHL",)),
        ("The gap between Peruvian and Chilean military spending was $2 billion in 2021.", ("PER",), ("CHL",)),
        ("Peruvian military spending surpassed Bolivian military spending by $2 billion in 2021.", ("PER",), ("BOL",)),
    ],
)
def test_a_difference_is_between_the_two_that_are_named(text: str, of: tuple[str, ...], apart: tuple[str, ...]) -> None:
    found = next(claim for claim in claims(text) if claim.figure and claim.figure.form == "difference")
    assert (found.subject, found.figure and found.figure.compared_with) == (of, apart)


def test_growth_without_a_number_is_growth_above_zero() -> None:
    rose, fell = (
        claims("Japan raised its defence budget in 2023.")[0].figure,
        claims("Military spending fell in Hungary in 2019.")[0].figure,
    )
    assert rose is not None
    assert fell is not None
    assert (rose.form, rose.value.low, rose.value.high) == ("growth", 0, None)
    assert (fell.form, fell.value.low, fell.value.high) == ("growth", None, 0)
    assert claims("Poland wants to raise its defence budget.") == []


def test_real_terms_are_kept_as_the_basis() -> None:
    real = claims("Spanish military spending rose 8 percent in 2023, adjusted for inflation.")[0].figure
    bare = claims("Spanish military spending rose 8 percent in 2023.")[0].figure
    assert real is not None
    assert bare is not None
    assert (real.basis, bare.basis) == ("real", None)


def test_growth_is_set_against_the_year_before() -> None:
    figure = claims("Spanish military spending rose 8 percent in 2023 compared with 2020.")[0].figure
    assert figure is not None
    assert isinstance(figure.compared_with, Period)
    assert year(figure.compared_with) == "2020"
    assert year(figure.period) == "2023"


def test_a_pronoun_goes_on_with_the_measure_before() -> None:
    found = claims("Norway raised its defence budget to $9 billion in 2023. It will never drop under 1.5 percent of GDP.")
    assert [(claim.figure.measure, claim.figure.form) for claim in found if claim.figure] == [
        ("defence_budget", "level"),
        ("defence_budget", "share"),
    ]
    assert found[1].kind == "forecast"
    assert found[1].subject == ("NOR",)


def test_the_sum_of_several_planned_years_is_a_programme() -> None:
    figure = claims("Over the next five years, total Japanese military spending will be $320 billion.")[0].figure
    assert figure is not None
    assert (figure.measure, figure.form) == ("programme_cost", "total")

def test_a_government_speaks_for_its_state() -> None:
    said = "THE PRESIDENT: We met in the Oval Office.\n\nWe sent Ukraine $350 million in military aid. My administration ordered 40 howitzers."
    assert [claim.subject for claim in claims(said)] == [("USA",), ("USA",)]
    held = "We met in the Oval Office.\n\nWe sent Ukraine $350 million in military aid."
    assert [claim.subject for claim in claims(held)] == [()]


def test_a_quoted_minister_speaks_for_the_state() -> None:
    text = "“I have ordered 12 more frigates for the navy,” French Defence Minister Sébastien Lecornu said."
    assert [claim.subject for claim in claims(text)] == [("FRA",)]


def test_aid_goes_on_to_whoever_got_the_last() -> None:
    text = "Norway gave Ukraine $350 million in military aid. Norway then announced an additional $90 million in military aid."
    assert [claim.object for claim in claims(text)] == [("UKR",), ("UKR",)]

TOLD = [
    (
        "Taiwan let its defences slide. Outlays fell from 3 percent of national income in 1999 to 1.8 percent in 2016. They have since "
        "climbed to 2.5 percent, or NT$606 billion ($19 billion), and the cabinet wants a further rise of 7.7 percent in 2025. China has "
        "raised its official budget by 7.2 percent.",
        [
            ["3 percent", "military_expenditure", "TWN", "1999"],
            ["1.8 percent", "military_expenditure", "TWN", "2016"],
            ["2.5 percent", "military_expenditure", "TWN", "2024"],
            ["NT$606 billion", "military_expenditure", "TWN", "2024"],
            ["$19 billion", "military_expenditure", "TWN", "2024"],
            ["7.7 percent", "military_expenditure", "TWN", "2025"],
            ["7.2 percent", "military_expenditure", "CHN", None],
        ],
    ),
    (
        "Somalia's army has 24,000 soldiers. Turkey has trained 16,000 of them at its base in Mogadishu, its largest abroad.\n\nThe war "
        "has driven 380,000 people from home, food prices have tripled, and aid agencies have received 12 percent of what they "
        "need.",
        [
            ["24,000 soldiers", "personnel", "SOM", "2024"],
            ["16,000", "personnel", "TUR", "2024"],
            ["largest", "other", "TUR", "2024"],
            ["380,000 people", "other", "SOM", "2024"],
            ["tripled", "other", "SOM", "2024"],
            ["12 percent", "other", "SOM", "2024"],
        ],
    ),
    (
        "The Government of Canada announced $650 million in military aid for Ukraine. We have trained 40,000 members of the Armed Forces of "
        "Ukraine and delivered:\n\n- 8 Leopard 2 tanks;\n- 20,000 rounds of 155mm ammunition.",
        [
            ["$650 million", "military_aid", "CAN", "2024"],
            ["40,000 members", "personnel", "CAN", "2022"],
            ["8 Leopard 2 tanks", "equipment", "CAN", "2024"],
            ["20,000 rounds", "equipment", "CAN", "2024"],
        ],
    ),
]


@pytest.mark.parametrize(("text", "want"), TOLD, ids=["goes on", "relief", "list"])
def test_what_earlier_sentences_said_carries_as_far_as_the_words_allow(text: str, want: list[list[str | None]]) -> None:
    assert [[row(c, text)[1], row(c, text)[2], ",".join(c.subject), row(c, text)[5]] for c in claims(text)] == want


def test_an_institute_that_counts_owns_no_figure() -> None:
    assert claims("According to SIPRI, Chilean military spending was $6 billion in 2019.")[0].subject == ("CHL",)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(
    "Japan spent $5 billion on 300 tanks in 2022 and 26 percent of GDP , killed third largest army half doubled ( - no".split(" ")
), max_size=60))  # fmt: skip
def test_any_words_give_frames_inside_the_sentence(words: list[str]) -> None:
    text = " ".join(words)
    reading = Reading(
        Sentence(0, 0, len(text), text), quantities=find_quantities(text), periods=find_periods(text, published=date(2024, 5, 1))
    )
    frames, _ = find_figures(reading, Context(published=date(2024, 5, 1)))
    for frame in frames:
        assert 0 <= frame.span.start <= frame.anchor.start < frame.anchor.end <= frame.span.end <= len(text)


def test_an_endless_sentence_is_read_to_its_end() -> None:
    text = "The army has 300 tanks and " * 400
    reading = Reading(Sentence(0, 0, len(text), text), quantities=find_quantities(text))
    frames, _ = find_figures(reading, Context())
    assert frames[-1].anchor.start > len(text) - 60
    assert len(frames) >= 390


def test_a_record_since_a_year_is_not_where_growth_starts_from() -> None:
    rise, since = (
        claims("Chilean military spending rose by 4 percent in 2021, the steepest increase since 2009.")[0].figure,
        claims("Chilean military spending has risen by 4 percent since 2009.")[0].figure,
    )
    assert rise is not None
    assert since is not None
    assert [year(one.compared_with) for one in (rise, since) if isinstance(one.compared_with, Period)] == ["2020", "2009"]


def test_a_security_article_counts_from_its_first_sentence() -> None:
    field = "The army fired missiles.\n\nNATO troops and tanks deployed.\n\nThe navy lost a frigate.\n\nSoldiers fought on."
    opening = "The carrier dragged its anchor for 90 nautical miles off Gotland."
    assert [c.anchor.start for c in claims(f"{opening}\n\n{field}")] == [len(opening[: opening.index("90")])]
    assert claims(f"{opening}\n\nThe sea was calm.\n\nThe crew rested.\n\nThe harbour was near.") == []


def test_whose_our_budget_is_is_a_guess_where_nobody_is_known_to_speak() -> None:
    ours = claims("North Korea has fired 90 missiles this year. Our defence budget was 57 trillion won in 2023.")[-1]
    assert ours.figure is not None
    assert "subject" in ours.figure.inferred


def test_a_contract_of_a_sum_is_with_somebody():
    claim = claims("BAE Systems signed a deal worth £60 million with the Peruvian Navy.")[0]
    assert (claim.subject, claim.object) == (("org:BAE Systems",), ("PER",))


@pytest.mark.parametrize("told", ["without allowing for inflation", "not taking account of inflation", "before any adjustment for inflation"])
def test_inflation_left_in_is_nominal_growth(told: str) -> None:
    figure = claims(f"Peruvian military spending grew by 5 percent in 2022, {told}.")[0].figure
    assert figure is not None
    assert figure.basis == "nominal"
