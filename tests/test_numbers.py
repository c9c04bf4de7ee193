"""Quantities: example sentences as data, and laws that hold for any text."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Quantity
from dragoman.reading.numbers import find_quantities

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "numbers.jsonl").read_text("utf-8").splitlines()]
PIECES = st.sampled_from(
    "Japan spent $ 5 .2 billion on 300 tanks , up 26 percent from 2.1 % in 2022 - 23 £ 3-4 half a million nearly not below "
    "twice third largest one of the ( ) “ ” F-35 US$1.7bn Rs lakh crore ½ ١٢ １２ \n € per year %".split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join))


def number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def row(quantity: Quantity) -> list[Any]:
    return [
        quantity.surface,
        quantity.form,
        quantity.value.low,
        quantity.value.high,
        quantity.unit if quantity.form != "rank" else None,
        quantity.currency,
        quantity.relation.value,
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_reads_the_quantities_of_a_sentence(case: dict[str, Any]) -> None:
    want = [[w[0], w[1], number(w[2]), number(w[3]), *w[4:]] for w in case["quantities"]]
    assert [row(quantity) for quantity in find_quantities(case["text"])] == want, case["text"]


def test_says_which_way_a_change_goes() -> None:
    texts = {
        "It rose by 26 percent.": "up",
        "A cut of 5 percent followed.": "down",
        "It reached 5 percent.": None,
        "a 3 percent rise": "up",
    }
    assert {text: find_quantities(text)[0].change for text in texts} == texts


def test_keeps_the_earlier_level_of_a_change() -> None:
    later = find_quantities("Spending went from 1.2 to 2 percent.")[-1]
    assert later.change_from is not None
    assert later.change_from.low == Decimal("1.2")


def test_reads_what_a_number_is_per() -> None:
    assert [q.rate for q in find_quantities("They pay $12 million a year and $40 per barrel; $9 a year ago.")] == [
        "year",
        "barrel",
        None,
    ]


def test_leaves_the_dollar_open_unless_the_context_says_which() -> None:
    assert find_quantities("It costs $5 million.")[0].currency is None
    assert find_quantities("It costs $5 million.", currency="AUD")[0].currency == "AUD"
    assert find_quantities("It costs $5 million.")[0].currencies[0] == "USD"
    assert find_quantities("It costs NZ$5 million.", currency="AUD")[0].currency == "NZD"


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 10_000))
def test_every_span_returns_its_surface(text: str, offset: int) -> None:
    for quantity in find_quantities(text, offset=offset):
        assert text[quantity.start - offset : quantity.end - offset] == quantity.surface
        assert quantity.start <= quantity.number_start or quantity.number_start >= 0
        assert offset <= quantity.number_start <= quantity.number_end <= offset + len(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_printed_number_lies_within_what_the_words_allow(text: str) -> None:
    for quantity in find_quantities(text):
        low, high = quantity.value.low, quantity.value.high
        assert low is not None or high is not None
        assert low is None or high is None or low <= high


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["thousand", "million", "billion", "trillion"]))
def test_a_scale_word_multiplies(amount: int, scale: str) -> None:
    quantity = find_quantities(f"It paid €{amount} {scale} for it.")[0]
    size = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}[scale]
    assert quantity.printed.low == Decimal(amount).scaleb(size)


def test_time_grows_with_the_text_and_no_faster() -> None:
    """Counts steps, not seconds: twice the text may cost little more than twice the look-ups."""
    from dragoman.lexicon import scan

    counts = []
    for size in (2_000, 8_000):
        steps = 0
        real = scan.Scan.at

        def counted(self: scan.Scan, index: int, real: Any = real) -> str:
            nonlocal steps
            steps += 1
            return real(self, index)

        scan.Scan.at = counted  # type: ignore[method-assign]
        try:
            find_quantities(("one of the 5 years in hundreds of 1/2 -3 (not $4 to " * size)[:size])
        finally:
            scan.Scan.at = real  # type: ignore[method-assign]
        counts.append(steps)
    assert counts[1] < 6 * counts[0]


@pytest.mark.parametrize(
    "text", ["7" * 100_000, "(" * 10_000 + "5" + ")" * 10_000, "hundred " * 3_000, "1," * 5_000, "½" * 2_000, "a" * 200_000]
)
def test_hostile_text_gives_a_reading(text: str) -> None:
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.surface
