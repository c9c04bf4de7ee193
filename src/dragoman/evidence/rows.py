"""What a source's loader hands over: releases of series of facts, and ties. Standard library only.

A *release* is one vintage with its series and ties. A *series* is everything that its facts share (measure, unit, definition,
citation), a *fact* one number for one actor and period, in the publisher's own unit. Values keep the publisher's digits: a fact's
value is `number` times ten to the series' `scale`, which is exact.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

from dragoman.model import Period, Vintage

FOREVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Series:
    """What the facts of one series share. Fields as in `dragoman.model.Statement`.

    Args:
        scale: power of ten from the publisher's unit to whole units (6 for millions, 2 from fractions to percent).
        rounded: whether the digits printed are rounding, so that the last one gives `places`; False for unrounded files.
        key: tells apart series that agree in every other field, or the stable name of a plan; usually empty.
    """

    measure: str
    form: str = "level"
    of: str | None = None
    unit: str | None = None
    currency: str | None = None
    basis: str = ""
    definition: str = ""
    calendar: str = "calendar"
    scale: int = 0
    rounded: bool = False
    kind: str = "observation"
    name: str = ""
    status: str = ""
    rule: str = ""
    note: str = ""
    publisher: str = ""
    title: str = ""
    url: str = ""
    source_date: date | None = None
    verified: tuple[str, ...] = ()
    key: str = ""


class Fact(NamedTuple):
    """One number: for one actor, one period, as the publisher prints it.

    `number` is a plain decimal in the publisher's unit; None for a plan that is only a rule. `surface` is what was printed where
    that differs from `number`. `partner` is the second actor of a directed figure (recipient, host). `known` is the day from
    which this one fact counts as known, where that is not the vintage's. `flags` are joined by `;`.
    """

    actor: str
    start: date
    end: date
    grain: str
    number: str | None
    flags: str = ""
    locator: str = ""
    partner: str | None = None
    known: date | None = None
    high: str | None = None
    places: int | None = None
    surface: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation or act between actors. Fields as in `dragoman.model.Statement`; `key` makes its stable id.

    `known` is the day from which the tie counts as known, `in_force_known` and `ended_known` the same for those two later facts;
    None means from the vintage's own day on.
    """

    key: str
    type: str
    parties: tuple[str, ...]
    name: str = ""
    subtype: str = ""
    period: Period = field(default_factory=lambda: Period(None, None, "open"))
    signed: Period | None = None
    in_force: Period | None = None
    ended: Period | None = None
    status: str = ""
    scope: tuple[str, ...] = ()
    known: date | None = None
    in_force_known: date | None = None
    ended_known: date | None = None
    flags: tuple[str, ...] = ()
    rule: str = ""
    note: str = ""
    locator: str = ""
    publisher: str = ""
    title: str = ""
    url: str = ""
    source_date: date | None = None
    verified: tuple[str, ...] = ()


@dataclass
class Release:
    """One vintage as loaded: its series, each with its facts, and its ties."""

    vintage: Vintage
    series: list[tuple[Series, Sequence[Fact]]] = field(default_factory=list)
    ties: Sequence[Tie] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a source says of itself in `source.toml`. `package`: the installed package whose files an embedded source reads."""

    name: str
    publisher: str
    title: str
    url: str
    licence: str
    redistribute: str
    citation: str
    bibtex: str = ""
    hosts: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    embedded: bool = False
    order: int = 100
    package: str = ""


@runtime_checkable
class Source(Protocol):
    """A source of evidence: entry-point group `dragoman.sources`.

    `embedded()` returns the files that come with the installed package, empty where the user brings them; `load` reads files and
    yields releases, and raises SourceChanged where a file is not laid out as it should be.
    """

    about: About

    def embedded(self) -> Sequence[Path]:
        """Return the files that need no download, in a fixed order."""

    def load(self, files: Sequence[Path]) -> Iterable[Release]:
        """Yield the releases in `files`."""


@lru_cache(maxsize=4096)
def year(number: int) -> tuple[date, date, str]:
    """Return a calendar year's first day, last day and grain, ready to be spread into a `Fact`."""
    return date(number, 1, 1), date(number, 12, 31), "year"


@lru_cache(maxsize=65536)
def month(number: int, of_year: int) -> tuple[date, date, str]:
    """Return a month's first day, last day and grain."""
    return date(of_year, number, 1), date(of_year, number, calendar.monthrange(of_year, number)[1]), "month"


def printed_day(text: str) -> Period | None:
    """Return what `YYYY`, `YYYY-MM` or `YYYY-MM-DD` covers, or None where the text is none of them.

    >>> printed_day("2023-04").end
    datetime.date(2023, 4, 30)
    >>> printed_day("undated")
    """
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return Period(*year(parts[0]))
    if len(parts) == 2:
        return Period(*month(parts[1], parts[0]))
    day = date(*parts)
    return Period(day, day, "day")


def coarser(period: Period | None, grain: str) -> Period | None:
    """Return the year or month that a period lies in, where the source was seen to state no more than that."""
    if period is None or period.start is None or grain == "day":
        return period
    first = period.start
    return Period(*(year(first.year) if grain == "year" else month(first.month, first.year)))
