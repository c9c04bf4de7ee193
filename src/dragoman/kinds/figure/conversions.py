"""Money from one currency to another: every rate that could be meant, each with its line of working."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

from dragoman.kinds.figure import words
from dragoman.kinds.figure.measures import value
from dragoman.kinds.figure.periods import length, overlap
from dragoman.model import Period, Statement

NEARBY = timedelta(days=10)
"""How old the last rate before a day may be (weekends and holidays)."""
RATE = "exchange_rate"
AVERAGES = ("month", "quarter", "year")
"""Grains of the rates that may stand for a period: those of single days are needed near the article's day only."""
MONTH, COVERED = timedelta(days=31), 0.9
"""An average of months stands for a period once they cover this part of it."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A factor from one currency to another, how it came about, and the rates it rests on."""

    factor: Decimal
    line: str
    statements: tuple[Statement, ...] = ()


@cache
def _tender() -> tuple[tuple[str, str, date | None, date | None, str], ...]:
    text = files("dragoman.kinds.figure").joinpath("currencies.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple((row["state"], row["currency"], _day(row["from"]), _day(row["until"]), row["name"]) for row in rows)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=1024)
def currencies_of(state: str, start: date | None, end: date | None) -> tuple[str, ...]:
    """Return the currencies that a state used at any time between two days, open ends included."""
    return tuple(
        dict.fromkeys(
            code
            for territory, code, since, until, _ in _tender()
            if territory == state
            and (end is None or since is None or since <= end)
            and (start is None or until is None or until >= start)
        )
    )


def out_of_use(currency: str, start: date | None) -> str:
    """Return a clause saying since when a currency is no longer in use, "" where it was in use on that day or is unknown."""
    rows = [(until, name) for _, code, _, until, name in _tender() if code == currency]
    if not rows or start is None or any(until is None or until >= start for until, _ in rows):
        return ""
    until, name = max(rows, key=lambda row: row[0] or date.min)
    return f"the {name} ({currency}) went out of use on {until}"


def rates(
    held: Iterable[Statement], source: str, target: str, period: Period, *, published: date | None, by: date | None
) -> tuple[Rate, ...]:
    """Return the rates at which money of `period` in `source` may have been turned into `target`.

    The average of the period first, then the rate on the article's day. `by` drops rates of days that had not come; None keeps
    all. The same currency gives the factor 1; a missing rate gives nothing.
    """
    if source == target:
        return (Rate(Decimal(1), ""),)
    usable = [s for s in held if s.measure == RATE and s.value and (by is None or s.period.end is None or s.period.end <= by)]
    found = [
        _cross(
            _average(usable, source, period),
            _average(usable, target, period),
            source,
            target,
            f"average of {words.period(period)}",
        )
    ]
    if published is not None:
        ends = (_on(usable, source, published), _on(usable, target, published))
        found.append(_cross(*ends, source, target, f"rate of {published}"))
    unique = {rate.factor: rate for rate in reversed([rate for rate in found if rate is not None])}
    return tuple(reversed(tuple(unique.values())))


def _cross(
    source: tuple[Decimal, tuple[Statement, ...]] | None,
    target: tuple[Decimal, tuple[Statement, ...]] | None,
    source_code: str,
    target_code: str,
    name: str,
) -> Rate | None:
    if source is None or target is None or not source[0]:
        return None
    factor = target[0] / source[0]
    statements = (*source[1], *target[1])
    where = words.source(statements[0]) if statements else "parity"
    shown = (
        f"{words.plain(1 / factor, 4)} {source_code} per {target_code}"
        if factor < 1
        else (f"{words.plain(factor, 4)} {target_code} per {source_code}")
    )
    return Rate(factor, f"{shown} ({name}; {where})", statements[:2])


def _average(held: Sequence[Statement], currency: str, period: Period) -> tuple[Decimal, tuple[Statement, ...]] | None:
    """Return units per US dollar over a period: its own average, that of the months held in it, or the year it mostly covers."""
    if currency == "USD":
        return Decimal(1), ()
    own = [s for s in held if s.actor == f"cur:{currency}" and s.period.grain != "day"]
    exact = [s for s in own if (s.period.start, s.period.end) == (period.start, period.end)]
    if exact:
        return value(exact[0]), (exact[0],)
    months = [s for s in own if s.period.grain == "month" and _within(s.period, period)]
    if len(months) * MONTH > (length(period) or timedelta.max) * COVERED:
        return sum((value(s) for s in months), Decimal(0)) / len(months), tuple(months)
    years = [
        s for s in own if s.period.grain == "year" and overlap(s.period, period) * 2 > (length(s.period) or timedelta.max / 4)
    ]
    return (value(years[0]), (years[0],)) if years else None


def _within(part: Period, whole: Period) -> bool:
    inside = part.start is not None and part.end is not None and whole.start is not None and whole.end is not None
    return inside and whole.start <= part.start and part.end <= whole.end  # type: ignore[operator]


def _on(held: Sequence[Statement], currency: str, day: date) -> tuple[Decimal, tuple[Statement, ...]] | None:
    """Return units per US dollar on a day, or on the last day before it with a rate, or in its month."""
    if currency == "USD":
        return Decimal(1), ()
    own = [s for s in held if s.actor == f"cur:{currency}" and s.period.start is not None and s.period.end is not None]
    days = [s for s in own if s.period.grain == "day" and s.period.end <= day and day - s.period.end <= NEARBY]  # type: ignore[operator]
    if days:
        last = max(days, key=lambda s: s.period.end or date.min)
        return value(last), (last,)
    months = [s for s in own if s.period.grain == "month" and s.period.start <= day <= s.period.end]  # type: ignore[operator]
    return (value(months[0]), (months[0],)) if months else None
