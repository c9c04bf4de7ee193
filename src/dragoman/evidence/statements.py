"""Rows as held become statements: a fact with its series and vintage, a tie as it was known by a day. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dragoman.evidence.rows import FOREVER, Series, printed_day
from dragoman.model import Period, Statement, Vintage


@lru_cache(maxsize=65536)
def _period(start: date | None, end: date | None, grain: str, calendar: str) -> Period:
    return Period(start, end, grain, calendar)


@lru_cache(maxsize=64)
def _ten(power: int) -> Decimal:
    return Decimal(10) ** power if power else Decimal(1)


@lru_cache(maxsize=4096)
def words(text: str | None) -> tuple[str, ...]:
    """Return words that are held in one text, joined by `;`."""
    return tuple(text.split(";")) if text else ()


@dataclass(frozen=True, slots=True)
class Line:
    """A series as held: its own fields, its vintage and the stem of its statements' ids."""

    series: Series
    vintage: Vintage
    stem: str


TIE = (
    "id", "vintage", "key", "type", "parties", "name", "subtype", "start", "stop", "grain", "signed", "in_force", "ended",
    "status", "scope", "known", "in_force_known", "ended_known", "flags", "rule", "note", "locator", "publisher", "title", "url",
    "source_date", "verified",
)  # fmt: skip


def stem(vintage: Vintage, series: Series) -> str:
    """Return what the ids of a series' statements begin and end with, `{}` standing for the actor and `{}` for the period."""
    calendar = "" if series.calendar == "calendar" else "fiscal"
    form = "" if series.form == "level" else series.form
    parts = (series.measure, form, series.of, series.currency, series.basis if series.basis != "current" else "", calendar)
    slug = ":".join(part for part in (*parts, series.key) if part)
    return f"{vintage.source}:{vintage.label}:{{}}:{slug}:{{}}"


def ordered(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return statements in the order of the day from which they were known, then of their ids."""
    if len(statements) < 2:
        return tuple(statements)
    return tuple(sorted(statements, key=lambda s: (s.vintage.known or date.max, s.id)))


@lru_cache(maxsize=65536)
def _as_known(vintage: Vintage, known: date) -> Vintage:
    return replace(vintage, published=known)


@lru_cache(maxsize=65536)
def _label(start: date, stop: date, grain: str) -> str:
    whole = {"year": 4, "month": 7, "day": 10}
    return start.isoformat()[: whole[grain]] if grain in whole and start.day == 1 else f"{start}" + (f"/{stop}" * (stop != start))


def quantity(line: Line, row: tuple[Any, ...]) -> Statement:
    """Return the statement of a row that facts.sql read."""
    _, _, actor, start, stop, grain, number, flags, locator, partner, known, high, places, surface = row
    series = line.series
    scale = series.scale
    if places is None and series.rounded and number is not None:
        places = scale - len(number.partition(".")[2])
    if series.calendar != "calendar" and start.day == 1 and start.month != 1:
        shown = f"{start}/{stop}"
    else:
        shown = _label(start, stop, grain)
    return Statement(  # by position: half the time, and this runs for every row found. The order is that of the type's fields.
        line.stem.format(f"{actor}>{partner}" if partner else actor, shown),
        series.kind,
        actor,
        series.measure,
        line.vintage if known is None else _as_known(line.vintage, known),
        _period(start, None if stop == FOREVER else stop, grain, series.calendar),
        series.publisher,
        series.title,
        series.url,
        tuple(sorted((actor, partner))) if partner else (),
        series.form,
        series.of,
        None if number is None else Decimal(number) * _ten(scale),
        None if high is None else Decimal(high) * _ten(scale),
        places,
        surface or number or "",
        series.unit,
        series.currency,
        series.basis,
        series.definition,
        series.calendar,
        words(flags),
        series.name,
        "",
        series.status,
        (),
        None,
        None,
        None,
        series.rule,
        locator or "",
        series.note,
        series.source_date,
        series.verified,
    )


def unknown(cells: Mapping[str, Any], name: str, known_by: date | None) -> bool:
    """Return whether one of a tie's later facts (`in_force`, `ended`) was not known by a day."""
    return known_by is not None and cells[f"{name}_known"] is not None and cells[f"{name}_known"] > known_by


def tie(vintage: Vintage, cells: Mapping[str, Any], known_by: date | None) -> Statement:
    """Return a tie as it was known by a day: what happened to it later is left out, and its status says no more than that."""
    hide = {name: unknown(cells, name, known_by) for name in ("in_force", "ended")}
    in_force, ended = (None if hide[name] else cells[name] for name in ("in_force", "ended"))
    status = cells["status"]
    if hide["ended"]:
        status = "in-force" if in_force else "signed-or-announced"
    elif hide["in_force"]:
        status = "signed-or-announced"
    stop = None if hide["ended"] else cells["stop"]
    return Statement(
        id=f"{vintage.source}:tie:{cells['key']}",
        kind="tie",
        actor="",
        measure=cells["type"],
        vintage=vintage if cells["known"] is None else _as_known(vintage, cells["known"]),
        period=_period(cells["start"], stop, cells["grain"] if stop == cells["stop"] else "open", "calendar"),
        publisher=cells["publisher"],
        title=cells["title"],
        url=cells["url"],
        parties=words(cells["parties"]),
        form="",
        flags=words(cells["flags"]),
        name=cells["name"],
        subtype=cells["subtype"],
        status=status,
        scope=words(cells["scope"]),
        signed=printed_day(cells["signed"] or ""),
        in_force=printed_day(in_force or ""),
        ended=printed_day(ended or ""),
        rule=cells["rule"],
        locator=cells["locator"],
        note=cells["note"],
        source_date=cells["source_date"],
        verified=words(cells["verified"]),
    )
