"""Periods: example sentences as data, read on 14 April 2023 in Japan's calendar, and laws for any text."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.reading.calendars import current_fiscal, fiscal_period
from dragoman.reading.periods import find_periods

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "periods.jsonl").read_text("utf-8").splitlines()]
DAY = date(2023, 4, 14)
PIECES = st.sampled_from(
    "in since by until 2022 2023-24 FY23 April 3 - 6 , the next last five years year a ago fiscal quarter of first Q3 1990s "
    "early mid-2024 from to between and Wednesday today month decade Cold War 2023-02-30 31 \n 9999".split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join))


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_reads_the_periods_of_a_sentence(case: dict[str, Any]) -> None:
    found = find_periods(case["text"], published=DAY, fiscal="JPN")
    rows = [[m.surface, iso(m.period.start), iso(m.period.end), m.period.grain, m.kind] for m in found]
    assert rows == case["periods"], case["text"]


@pytest.mark.parametrize(
    ("text", "spoken", "start", "end"),
    [
        ("In July of that year it sailed.", 2016, "2016-07-01", "2016-07-31"),
        ("On 3 July of the same year it sailed.", 2016, "2016-07-03", "2016-07-03"),
        ("In 2011 it was built, and in the spring of that year it sailed.", 2016, "2011-03-01", "2011-05-31"),
        ("Later that year it sailed.", 2016, "2016-01-01", "2016-12-31"),
        ("The following year it sailed.", 2016, "2017-01-01", "2017-12-31"),
        ("In July it sailed.", 2016, "2022-07-01", "2022-07-31"),
        ("By late November there were ten ships.", 2016, "None", "2022-11-30"),
    ],
)
def test_that_year_is_the_one_named_last(text: str, spoken: int, start: str, end: str) -> None:
    last = find_periods(text, published=DAY, spoken=spoken)[-1]
    assert (str(last.period.start), str(last.period.end)) == (start, end)
    assert find_periods("They say that year after year.", published=DAY, spoken=spoken) == ()


def test_the_year_named_last_is_carried_over_sentences() -> None:
    text = "Kenya signed a treaty with Oman in 2014. In September of that year Kenya sent 300 soldiers to Oman."
    report = dragoman.check(text, published=DAY)
    dated = [claim.figure.period for claim in report.claims if claim.figure and claim.figure.period]
    assert [period.start for period in dated] == [date(2014, 9, 1)]


@pytest.mark.parametrize(
    ("state", "start", "end"),
    [
        ("JPN", "2023-04-01", "2024-03-31"),
        ("USA", "2022-10-01", "2023-09-30"),
        ("AUS", "2022-07-01", "2023-06-30"),
        ("DEU", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_fiscal_year_follows_the_states_own_calendar(state: str, start: str, end: str) -> None:
    period = fiscal_period(2023, state)
    assert (iso(period.start), iso(period.end), period.calendar) == (start, end, f"fiscal:{state}")


def test_both_years_given_leave_no_doubt_which_fiscal_year_is_meant() -> None:
    assert fiscal_period(2023, "USA", spanned=True).start == date(2023, 10, 1)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from(["JPN", "USA", "IND", "AUS", "DEU", "IRN"]))
def test_the_current_fiscal_year_holds_its_day(day: date, state: str) -> None:
    period = current_fiscal(day, state)
    assert period.start is not None
    assert period.end is not None
    assert period.start <= day <= period.end


def test_relative_periods_need_the_articles_date() -> None:
    found = find_periods("It fell last year, in May and in 2019.")
    starts = [m.period.start and m.period.start.year for m in found]
    assert [m.surface for m in found] == ["last year", "in May", "in 2019"]
    assert starts == [None, None, 2019]
    assert [m.surface for m in find_periods("It fell in 2020.")] == ["in 2020"]


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 9999))
def test_every_mention_returns_its_surface_and_runs_forward(text: str, published: date, offset: int) -> None:
    found = find_periods(text, offset=offset, published=published, fiscal="USA")
    assert list(found) == sorted(found, key=lambda m: (m.start, m.end))
    for mention in found:
        assert text[mention.start - offset : mention.end - offset] == mention.surface
        start, end = mention.period.start, mention.period.end
        assert start is None or end is None or start <= end


def test_the_war_that_began_is_of_those_the_text_is_about() -> None:
    said = "Since the war began 40 ships were lost."
    day = date(2024, 7, 31)
    starts = [
        [m.period.start for m in find_periods(said, published=day, actors=actors)]
        for actors in (("USA", "UKR"), ("ISR",), ("JPN",), ())
    ]
    assert starts == [[date(2022, 2, 24)], [date(2023, 10, 7)], [], []]
    assert find_periods(said, published=date(2016, 5, 1), actors=("UKR",)) == ()


def test_a_relative_period_of_an_undated_text_keeps_its_place_from_another_date() -> None:
    report = dragoman.check(
        "Spain will spend 90 billion euros on defence in the next four years under a plan approved in May 2021."
    )
    periods = [claim.figure.period for claim in report.claims if claim.figure is not None]
    assert periods
    assert not any(period is not None and period.start is not None for period in periods)
    assert any("last year" in note for note in report.notes)
