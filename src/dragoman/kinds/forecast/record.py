"""The record as a panel: statements of military expenditure, and yearly exchange rates, → series side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from dragoman.estimate.panel import Panel
from dragoman.kinds.figure.conversions import RATE
from dragoman.lexicon.numbers import currencies
from dragoman.model import Period, Statement

DEFINITION = "SIPRI"
AGGREGATES = ("EUU", "WLD")
Cell = dict[int, Statement]


@dataclass(frozen=True)
class Record:
    """What was held: the panel, and for each measure, country and year the statement that gave the value (newest vintage).

    `monies`: the currency of each country's `local` series.
    """

    panel: Panel
    cells: dict[tuple[str, str, int], Statement]
    monies: Mapping[str, str]

    def statement(self, actor: str, measure: str, year: int) -> Statement | None:
        """Return the statement behind one value, None where it was carried over from an older vintage or is missing.

        Behind a value in the state's own money that was reckoned from dollars stands the one in dollars.
        """
        found = self.cells.get((measure, actor, year))
        return self.cells.get(("level", actor, year)) if found is None and measure == "local" else found

    def last(self, actor: str, measure: str) -> Statement | None:
        """Return the newest statement of a country."""
        end = self.end(actor, measure)
        return None if end is None else self.cells.get((measure, actor, end))

    def end(self, actor: str, measure: str) -> int | None:
        """Return the last year of which a country has a figure, None where it has none."""
        if actor not in self.panel.actors:
            return None
        known = np.flatnonzero(np.isfinite(self.panel.series(measure)[self.panel.row(actor)]))
        return self.panel.years[int(known[-1])] if len(known) else None


def record(statements: Iterable[Statement]) -> Record:
    """Return the record of SIPRI's series in a set of statements.

    Of each series the newest vintage counts. Older vintages fill the years before it, scaled to meet it in the first year that
    both have, so that a change of method or of base year is not taken for growth. Where no figures in a state's own money are
    held they are those in dollars at the average rate of the year.

    Raises:
        OutOfScope: no series among them.
    """
    series: dict[tuple[str, str], dict[tuple[date, str], Cell]] = defaultdict(lambda: defaultdict(dict))
    rates: list[Statement] = []
    for statement in statements:
        if statement.measure == RATE:
            rates.append(statement)
            continue
        measure = _measure(statement)
        if measure and statement.value is not None and statement.period.start:
            vintage = (statement.vintage.known or date.min, f"{statement.vintage.label} {statement.basis}")
            series[measure, statement.actor][vintage].setdefault(statement.period.start.year, statement)
    values: dict[str, dict[str, dict[int, float]]] = defaultdict(dict)
    cells: dict[tuple[str, str, int], Statement] = {}
    for (measure, actor), vintages in sorted(series.items()):
        held: dict[int, float] = {}
        for vintage in sorted(vintages, reverse=True):
            years = {year: float(found.value or 0) for year, found in vintages[vintage].items()}
            fresh = _spliced(held, years, adjoin=measure != "constant")
            if not held:
                cells |= {(measure, actor, year): vintages[vintage][year] for year in years}
            held |= fresh
        values[measure][actor] = held
    monies = {actor: str(cells["local", actor, max(years)].currency) for actor, years in values["local"].items()}
    monies |= _converted(values, rates)
    return Record(Panel.of(values), cells, monies)


def _converted(values: dict[str, dict[str, dict[int, float]]], rates: Iterable[Statement]) -> dict[str, str]:
    """Add the missing series in a state's own money, at yearly rates; return whose money was taken for it."""
    found, added = _yearly(rates), {}
    for actor, level in values["level"].items():
        code = currencies().home.get(actor, "")
        years = {year: value * found[code][year] for year, value in level.items() if year in found.get(code, {})}
        if actor not in values["local"] and len(years) > 1:
            values["local"][actor], added[actor] = years, code
    return added


def _yearly(rates: Iterable[Statement]) -> dict[str, dict[int, float]]:
    """Return units per US dollar by currency and year, each currency from the source that has the most years of it."""
    tables: dict[str, dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    for rate in sorted(rates, key=lambda rate: rate.id):
        if rate.period.grain == "year" and rate.period.start and rate.value and rate.unit == "per_usd":
            tables[rate.actor.removeprefix("cur:")][rate.vintage.source][rate.period.start.year] = float(rate.value)
    best = {code: max(sorted(sources), key=lambda name: len(sources[name])) for code, sources in tables.items()}
    everyone = Counter(year for sources in tables.values() for years in sources.values() for year in years)
    return {code: tables[code][best[code]] for code in tables} | {"USD": dict.fromkeys(everyone, 1.0)}


def _measure(statement: Statement) -> str | None:
    """Return the panel's measure that a statement gives: yearly figures by SIPRI's definition only."""
    if (statement.kind, statement.measure, statement.calendar) != ("observation", "military_expenditure", "calendar"):
        return None
    basis = statement.basis.partition(":")[0]
    if statement.form == "share" and statement.of == "gdp":
        measure = "share"
    elif statement.form == "level" and statement.currency == "USD":
        measure = {"current": "level", "constant": "constant", "local": "local"}.get(basis, "")
    elif statement.form == "level" and statement.currency:
        measure = "local" if basis == "current" else ""
    else:
        return None
    start, end = statement.period.start, statement.period.end
    yearly = start is not None and end is not None and start.year == end.year
    state = len(statement.actor) == 3 and statement.actor not in AGGREGATES
    return measure if measure and yearly and state and statement.definition.startswith(DEFINITION) else None


def _spliced(held: dict[int, float], older: dict[int, float], *, adjoin: bool) -> dict[int, float]:
    """Return the older vintage's years before those held, in the newer one's measure.

    Where they have no year in common: the older one's as they are if they end just before and `adjoin` is set, else nothing.
    """
    if not held:
        return older
    shared = [year for year in older if year in held and older[year] > 0 and held[year] > 0]
    if not shared:
        return older if adjoin and max(older) == min(held) - 1 else {}
    ratio = held[min(shared)] / older[min(shared)]
    return {year: value * ratio for year, value in older.items() if year < min(held)}


def years_of(period: Period) -> tuple[int, ...]:
    """Return the calendar years of which a period covers at least half: fiscal year 2027 of Japan is 2027.

    >>> years_of(Period(date(2023, 4, 1), date(2028, 3, 31)))
    (2023, 2024, 2025, 2026, 2027)
    """
    start, end = period.start, period.end
    if end is None:
        return (start.year,) if start else ()
    if start is None:
        return (end.year - 1 if end.month < 7 else end.year,)
    covered = []
    for year in range(start.year, end.year + 1):
        first, last = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
        if (last - first).days + 1 >= 182:
            covered.append(year)
    return tuple(covered) or (start.year,)
