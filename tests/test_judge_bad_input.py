"""What no record can settle, from the sentence to the reason: each case is named in the reason, none is an exception."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import dragoman


@pytest.fixture(scope="module")
def store() -> Iterator[Any]:
    with dragoman.Store.open() as opened:
        yield opened


def reasons(text: str, store: Any) -> list[tuple[str, str]]:
    """Return the verdict and the reason of every claim of a sentence that holds a figure."""
    report = dragoman.check(text, published="2024-06-10", store=store)
    return [(report.findings[c.id].verdict, report.findings[c.id].reason) for c in report.claims if c.figure is not None]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Germany spent 50 billion marks on its military in 2010.", "out of use"),
        ("The Soviet Union spent $246 billion on its military in 2010.", "ceased to exist in 1991"),
        ("East Germany spent $10 billion on its military in 1995.", "ceased to exist in 1990"),
        ("East Germany spent $10 billion on its military in 1940.", "came into being in 1949"),
        ("Japan spent $2 billion on its military in 1930.", "No source held gives military expenditure of Japan for 1930"),
        ("Costa Rica's military spending doubled in 2020.", "multiple"),
        ("Japan spent 2 billion ngultrum on its military in 2020.", "No source held"),
        ("Russian casualties came to 300,000 in Ukraine.", "No source held counts casualties"),
    ],
)
def test_what_cannot_be_settled_is_said_by_name(text: str, said: str, store: Any) -> None:
    found = reasons(text, store)
    assert found, "the figure was not found"
    assert all(verdict == "not_enough_evidence" and said in reason for verdict, reason in found), found


@pytest.mark.parametrize(
    ("old", "now"),
    [("Burma", "MMR"), ("Swaziland", "SWZ"), ("Zaire", "COD"), ("Ceylon", "LKA"), ("Upper Volta", "BFA"), ("Türkiye", "TUR")],
)
def test_a_state_that_changed_its_name_is_itself(old: str, now: str, store: Any) -> None:
    report = dragoman.check(f"{old} spent $90 million on its military in 2010.", published="2024-06-10", store=store)
    assert [claim.subject for claim in report.claims] == [(now,)]


@pytest.mark.parametrize(
    "text",
    [
        "Japan spent $0 on its military in 2020.",
        "Iceland's military spending rose from nothing in 2020.",
        "Iceland spends infinitely less on its military than Japan.",
        "Japan spent $999999999999999999999999 billion on its military in 2023.",
        "Japan spent -5 percent of GDP on its military in 2023.",
        "Japan spent 2 percent of GDP on its military in the year 0.",
        "Nowhere spent nothing on nobody's military in no year.",
        "Japan's military spending was 0 times that of Iceland.",
    ],
)
def test_odd_numbers_are_judged_or_left_open_and_never_an_error(text: str, store: Any) -> None:
    verdicts = {"supported", "refuted", "conflicting", "not_enough_evidence", "forecast", "not_checkable"}
    report = dragoman.check(text, published="2024-06-10", store=store)
    assert {finding.verdict for finding in report.findings.values()} <= verdicts
