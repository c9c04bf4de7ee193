"""The record as a panel: statements of military expenditure → series side by side, and announced plans → rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.estimate.panel import Panel
from dragoman.estimate.rules import Rule, chance
from dragoman.model import Period, Statement

DEFINITION = "SIPRI"
AGGREGATES = ("EUU", "WLD")
PLANNED = ("announced", "enacted")
Cell = dict[int, Statement]


@dataclass(frozen=True)
class Record:
    """What was held: the panel, and for each measure, country and year the statement that gave the value (newest vintage)."""

    panel: Panel
    cells: dict[tuple[str, str, int], Statement]

    def statement(self, actor: str, measure: str, year: int) -> Statement | None:
        """Return the statement behind one value, None where it was carried over from an older vintage or is missing."""
        return self.cells.get((measure, actor, year))

    def last(self, actor: str, measure: str) -> Statement | None:
        """Return the newest statement of a country."""
        years = [year for name, who, year in self.cells if (name, who) == (measure, actor)]
        return self.cells[measure, actor, max(years)] if years else None


def record(statements: Iterable[Statement]) -> Record:
    """Return the record of SIPRI's series in a set of statements.

    Of each series the newest vintage counts. Older vintages fill the years before it, scaled to meet it in the first year that
    both have, so that a change of method or of base year is not taken for growth.

    Raises:
        OutOfScope: no series among them.
    """
    series: dict[tuple[str, str], dict[tuple[date, str], Cell]] = defaultdict(lambda: defaultdict(dict))
    for statement in statements:
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
    return Record(Panel.of(values), cells)


def _measure(statement: Statement) -> str | None:
    """Return the panel's measure that a statement gives: yearly figures by SIPRI's definition only."""
    if (statement.kind, statement.measure, statement.calendar) != ("observation", "military_expenditure", "calendar"):
        return None
    if statement.form == "share" and statement.of == "gdp":
        measure = "share"
    elif statement.form == "level" and statement.currency == "USD":
        measure = {"current": "level", "constant": "constant"}.get(statement.basis.partition(":")[0], "")
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


def rules(statements: Sequence[Statement], known: int, known_by: date | None) -> tuple[tuple[Rule, Statement], ...]:
    """Return the announced rules of shares of GDP that still lie ahead, each with the statement that announces it.

    Of a country's plans for the same year the one announced last counts. Budgets of a single year are not counted among them,
    and a plan of an organisation binds none of its members here.
    """
    newest: dict[tuple[str, int], Statement] = {}
    for statement in statements:
        span = statement.period
        ahead = statement.kind == "plan" and statement.form == "share" and statement.of == "gdp" and statement.value is not None
        if ahead and statement.status in PLANNED and (year := _year(span)) and year > known:
            key = (statement.actor, year)
            if key not in newest or _announced(newest[key]) < _announced(statement):
                newest[key] = statement
    odds = chance(known_by)[0]
    ordered = sorted(newest.items(), key=lambda row: row[0])
    return tuple((_rule(statement, year, odds), statement) for (_, year), statement in ordered)


def _rule(statement: Statement, year: int, odds: float) -> Rule:
    value = float(statement.value or 0)
    lasting = statement.period.end is None
    bound = "at_least" if lasting or re.search(r"at least|more than|minimum", statement.rule) else "equals"
    return Rule(statement.actor, "share", value, year, 9999 if lasting else year, bound, odds, statement.rule, exact=False)


def _announced(statement: Statement) -> date:
    return statement.vintage.published or statement.source_date or date.min


def _year(period: Period) -> int | None:
    """Return the year by which a plan's share is to be reached: its last one where it ends, else its first."""
    if period.end is not None and period.end.year < 3000:
        years = years_of(Period(period.start or date(period.end.year, 1, 1), period.end))
        return years[-1] if years else None
    return period.start.year if period.start else None


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
