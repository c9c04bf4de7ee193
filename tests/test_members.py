"""Membership by date: who is a member, which in number, a founder, not one, no longer one; how many members there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from figure_records import article, between
from figure_records import claim as figure_claim
from test_tie_judge import YEAR, claim, entry, on, verdicts

from dragoman.kinds.figure.ask import ask
from dragoman.kinds.figure.judge import judge
from dragoman.kinds.members import members
from dragoman.model import FigureBody, Modality, Period, Statement
from dragoman.model.number import Quantity

FOUNDERS = [entry(f"Bloc founding member {s}", "membership", (s, "org:BLOC"), signed=on("1990-05-01")) for s in ("KEN", "UGA")]
JOINED = [
    entry("Bloc accession", "membership", ("SOM", "org:BLOC"), in_force=on("2010-03-01")),
    entry("Bloc accession of Chad", "membership", ("TCD", "org:BLOC"), in_force=on("2020-03-01")),
]
LEFT = entry(
    "Bloc accession of Mali", "membership", ("MLI", "org:BLOC"), in_force=on("2000-01-01"), ended=on("2012-07-01"), status="ended"
)
LISTS = [entry(f"Bloc {s}", "membership", (s, "org:BLOC"), known="2022-01-01") for s in ("KEN", "UGA", "SOM", "TCD")]
BLOC = [*FOUNDERS, *JOINED, *LISTS]
TRUE, FALSE, OPEN = "supported", "refuted", "not_enough_evidence"


@pytest.mark.parametrize(
    ("state", "quote", "expected"),
    [
        ("TCD", "the fourth member of the bloc", TRUE),
        ("TCD", "the 4th member of the bloc", TRUE),
        ("TCD", "the 7th member of the bloc", FALSE),
        ("SOM", "the third member of the bloc", TRUE),
        ("SOM", "the twenty-third member of the bloc", FALSE),
        ("KEN", "a founding member of the bloc", TRUE),
        ("TCD", "a founding member of the bloc", FALSE),
    ],
)
def test_the_number_and_the_founding_of_a_member_are_parts_of_their_own(state: str, quote: str, expected: str) -> None:
    assert verdicts(claim("membership", "hold", (state,), ("org:BLOC",), quote), *BLOC) == (expected, expected)


def test_a_list_that_names_more_than_are_dated_counts_nobody_out() -> None:
    more = entry("Bloc of Gabon", "membership", ("GAB", "org:BLOC"))
    one = claim("membership", "hold", ("TCD",), ("org:BLOC",), "the 7th member of the bloc")
    assert verdicts(one, *BLOC, more) == (OPEN, OPEN)
    assert not members("org:BLOC", [*BLOC, more]).complete


@pytest.mark.parametrize(
    ("state", "quote", "day", "expected"),
    [
        ("SOM", "Somalia is not a member of the bloc", date(2023, 6, 1), FALSE),
        ("SOM", "Somalia has not joined the bloc", date(2023, 6, 1), FALSE),
        ("SOM", "Somalia isn't a member of the bloc", date(2023, 6, 1), FALSE),
        ("TCD", "Chad is not a member of the bloc", date(2015, 6, 1), TRUE),
        ("MLI", "Mali is not a member of the bloc", date(2015, 6, 1), TRUE),
        ("GAB", "Gabon is not a member of the bloc", date(2023, 6, 1), OPEN),
        ("SOM", "Somalia has not joined the bloc to please its neighbours or to be rewarded for it", date(2023, 6, 1), OPEN),
        ("SOM", "Somalia did not join the bloc for money", date(2023, 6, 1), OPEN),
    ],
)
def test_a_plain_denial_is_held_against_the_dates(state: str, quote: str, day: date, expected: str) -> None:
    one = replace(claim("membership", "hold", (state,), ("org:BLOC",), quote), modality=Modality(polarity="negative"))
    assert verdicts(one, *FOUNDERS, *JOINED, LEFT, day=day)[1] == expected


@pytest.mark.parametrize(("when", "expected"), [(YEAR[2012], TRUE), (YEAR[2016], FALSE), (None, TRUE)])
def test_leaving_goes_by_the_recorded_end(when: Period | None, expected: str) -> None:
    one = claim("membership", "end", ("MLI",), ("org:BLOC",), "left the bloc", date=when)
    assert verdicts(one, *BLOC, LEFT)[1] == expected
    assert verdicts(claim("membership", "end", ("SOM",), ("org:BLOC",), "left the bloc", date=when), *BLOC, LEFT)[1] == OPEN


def counted(number: int, held: list[Statement], quote: str = "", day: date = date(2023, 6, 1)) -> str:
    text = quote or f"The Bloc has {number} members."
    at = text.index(str(number))
    whole = between(number, number)
    noun = Quantity(at, at + 9, at, at + 1, f"{number} members", "count", whole, whole, Decimal(0), "member")
    body = FigureBody("other", "count", whole, unit="person", quantity=noun)
    made = figure_claim(body, text, subject=("org:BLOC",), anchor=f"{number} members")
    within = article(text, day)
    asked = ask(made, within)
    answers = {
        q: tuple(s for s in held if q.known_by is None or (s.vintage.known and s.vintage.known <= q.known_by)) for q in asked
    }
    return judge(made, within, answers).now.verdict


def test_a_count_is_not_of_a_body_that_its_sentence_does_not_name() -> None:
    assert counted(7, BLOC) == FALSE
    assert counted(7, BLOC, "The XYZ has 7 members.") == OPEN
    assert counted(7, BLOC, "The bloc had 7 members.") == OPEN


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [(4, date(2023, 6, 1), TRUE), (7, date(2023, 6, 1), FALSE), (3, date(2015, 6, 1), TRUE), (4, date(2015, 6, 1), FALSE)],
)
def test_members_are_counted_on_the_day(number: int, day: date, expected: str) -> None:
    assert counted(number, BLOC, day=day) == expected


def test_an_undated_list_supports_its_count_and_refutes_none() -> None:
    assert counted(4, LISTS) == TRUE
    assert counted(9, LISTS) == OPEN


@pytest.mark.parametrize(
    "quote",
    [
        "Of the Bloc's states 9 members that pay met.",
        "Only 9 members met.",
        "9 members now pay the Bloc's full share.",
        "With 9 members paying their share, the Bloc lives.",
        "The Bloc has 9 members on the coast.",
        "The 9 members agreed.",
    ],
)
def test_a_part_of_the_members_is_not_their_number(quote: str) -> None:
    assert counted(9, BLOC, quote) == OPEN


def test_a_number_in_a_name_or_of_the_strength_supports_and_refutes_nothing_of_a_part() -> None:
    for text, wanted in (("The Bloc is 4 members strong.", TRUE), ("A coalition of 9 members of the Bloc met.", OPEN)):
        assert counted(int(text.split(" members")[0][-1]), BLOC, text) == wanted


@pytest.mark.parametrize("quote", ["All 9 members met.", "The Bloc's 9 members met.", "The 9 members of the Bloc met.", "The Bloc now has 9 members."])
def test_words_that_make_it_the_number_of_all_members(quote: str) -> None:
    assert counted(9, BLOC, quote) == FALSE


def test_every_accession_is_kept_of_the_organisations_that_are_counted_by_them() -> None:
    import dragoman
    from dragoman.kinds.members import WHOLE
    from dragoman.model import Question

    with dragoman.Store.open() as store:
        for group in WHOLE:
            question = Question("tie", ("membership",), (group,))
            told = members(group, store.ask([question])[question])
            assert told.listed
            assert set(told.listed) <= set(told.dated)
