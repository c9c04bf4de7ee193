"""The sieve finds what `finditer` finds, for the expressions of the house and for others, in any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.lexicon.figure_words import figure_words
from dragoman.lexicon.interpretation_words import interpretation_words
from dragoman.lexicon.sieve import Sieve, beginnings
from dragoman.reading import periods, time_words

PATTERNS = (
    r"\b(?:military|defen[cs]e)[\s-]+(?:budget|spending)\b",
    r"(?i)\b(?:the\s)?(?P<n>\d{1,3}|a|few)\s(?:years?|months?)\b",
    r"(?<!\d)\d{4}(?!\d)",
    r"(?i:last|next)\s(?:May|June)\b",
    r"(?:no\s+)*longer",
    r"[“\"‘].{0,9}?[”\"’]",
    r"K(?:elvin|yiv)s?",
    r"(a)(?(1)bc|cd)e|x{2,3}y",
)
FLAGS = (0, re.IGNORECASE)
WORDS = "the last next MAY june Defense-budget military\tspending 12 years 2024 1,2024 a few months no no longer Kelvin Kyiv “so” xxxy abce".split(
    " "
)
MADE = (
    Sieve(re.compile(pattern, flag) for pattern in PATTERNS for flag in FLAGS),
    figure_words().sieve,
    figure_words().security,
    interpretation_words().phrases,
    time_words._patterns()[0],
    periods._seed(),
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(alphabet="aſKİı١ \u00a0\n.é’A1", max_size=4)), max_size=14).map(" ".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_finds_what_finditer_finds(text: str) -> None:
    for sieve in MADE:
        expected = [(n, m.span()) for n, pattern in enumerate(sieve.patterns) for m in pattern.finditer(text)]
        assert [(number, match.span()) for number, match in sieve.matches(text)] == expected
        assert sieve.found(text) == bool(expected)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:army|navy)\b", {"army", "navy"}),
        (r"(?:the\s)?end", {"the e", "end"}),
        (r"\d\dth", {f"{n:02d}th" for n in range(100)}),
        (r"arm(?:y|ed)", {"army", "armed"}),
        (r".*army", None),
        (r"\w+ army", None),
        (r"(?:army)?", None),
    ],
)
def test_tells_what_a_match_begins_with(pattern: str, expected: set[str] | None) -> None:
    found = beginnings(re.compile(pattern))
    assert found == expected
