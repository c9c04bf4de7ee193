"""A quantity in the making, while the grammars of numbers, ranks and multiples pass it on."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Interval
from dragoman.reading.numerals import Numeral
from dragoman.reading.units import Head, Nouns


@dataclass(frozen=True, slots=True)
class Found:
    """A numeral with what it counts; `first` to `last` (exclusive) are the tokens of its anchor, `resume` where to read on.

    Args:
        form: set where the words decide it (`rank`, `ratio`, `age`), else None and the head decides.
        upto: the upper end of a range. earlier: the former level in "from 1.2 to 2 percent".
        bound: a relation that the number's own words carry ("top five").
    """

    numeral: Numeral
    first: int
    last: int
    resume: int
    head: Head | None = None
    nouns: Nouns | None = None
    negative: bool = False
    rate: str | None = None
    form: str | None = None
    upto: Numeral | None = None
    earlier: Interval | None = None
    bound: str | None = None
    signed: bool = False
    partitive: bool = False
