"""Fiscal years by state and named eras, from the CSV files beside this module."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
"""The names of the months, as alternatives of a pattern."""


def _rows(name: str) -> list[dict[str, str]]:
    text = files("dragoman.lexicon").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """When a state's fiscal year begins, and whether it is named after the year in which it begins or ends."""

    month: int
    day: int
    named_by_end: bool


@cache
def fiscal_years() -> dict[str, FiscalYear]:
    """Return the fiscal years that differ from the calendar year, by ISO alpha-3 code."""
    return {
        row["iso3"]: FiscalYear(int(row["start_month"]), int(row["start_day"]), row["named_by"] == "end")
        for row in _rows("fiscal_years.csv")
    }


@dataclass(frozen=True, slots=True)
class Era:
    """A named stretch of time; `since` is the day from which "since X" counts, `states` whose it is if its name does not say."""

    patterns: tuple[str, ...]
    start: date
    end: date | None
    since: date
    states: frozenset[str] = frozenset()


@cache
def eras() -> tuple[Era, ...]:
    """Return the named eras."""
    found = []
    for row in _rows("eras.csv"):
        start = date.fromisoformat(row["start"])
        end = date.fromisoformat(row["end"]) if row["end"] else None
        since = end if row["since"] == "end" and end else start
        states = frozenset(row["states"].split(";")) if row["states"] else frozenset()
        found.append(Era(tuple(row["pattern"].split("|")), start, end, since, states))
    return tuple(found)
