"""Quantities as written. A value is an interval, never a midpoint."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dragoman.model.quick import quick


class Relation(StrEnum):
    """How the words bound the number."""

    EQUALS = "equals"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


@quick
@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval; None is open on that side. Both None means nothing is known."""

    low: Decimal | None
    high: Decimal | None

    def scaled(self, factor: Decimal) -> Interval:
        """Return the interval multiplied by a positive factor."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )


@quick
@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as written.

    Args:
        start, end: the number with hedge-free unit or noun head: the anchor of a figure (`$56 billion`, `third largest`).
        number_start, number_end: digits or number words alone, scale word included.
        surface: text[start:end].
        form: `count`, `money`, `percent`, `percentage_point`, `rank`, `ratio`, `measure` (km, tonnes …), `bare`.
        printed: the value as printed, in whole units (43 trillion is 43e12); a range has two ends, a bound one.
        value: what the words allow: `printed` widened by rounding, opened or widened by the hedge.
        rounding: half the last printed place, whole units (`$56 billion`: 0.5e9).
        unit: singular noun or unit name (`percent`, `person`, `aircraft`, `kilometre`), `money` for money, None if bare.
        unit_start, unit_end: where the unit or noun stands, or None.
        currency: ISO 4217 code, or None where not money or left open (see `currencies`).
        currencies: the possible codes where the sign is ambiguous ("$" in an Australian text), most likely first.
        relation: how the words bound it.
        change: `up`, `down` or None: the number is the size of a change ("rose by 26 percent").
        change_from: the earlier level in "from 1.2 to 2 percent", as printed, or None.
        hedges: the words that widened or opened the value.
        rate: what it is per ("year", "capita", "day"), or None.
        scale: `million`, `billion` … as written, or None.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    surface: str
    form: str
    printed: Interval
    value: Interval
    rounding: Decimal
    unit: str | None = None
    unit_start: int | None = None
    unit_end: int | None = None
    currency: str | None = None
    currencies: tuple[str, ...] = ()
    relation: Relation = Relation.EQUALS
    change: str | None = None
    change_from: Interval | None = None
    hedges: tuple[str, ...] = ()
    rate: str | None = None
    scale: str | None = None
