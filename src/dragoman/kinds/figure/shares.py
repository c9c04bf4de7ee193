"""Shares: of gross domestic product, of government spending, of the world's or a group's total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dragoman.kinds.compare import Grade, Recorded
from dragoman.kinds.figure import measures, words
from dragoman.kinds.figure.levels import is_likeliest
from dragoman.kinds.figure.periods import same_year
from dragoman.kinds.figure.record import Case, recorded_interval
from dragoman.model import Interval, Statement

HUNDRED = Decimal(100)


def share_records(case: Case) -> list[Recorded]:
    """Return what the record holds for a share as sources print it; rounded estimates of another measure for want of better."""
    fitting = [(s, g) for s in case.held if (g := _fits(case, s)) is not None]
    firm = [(s, g) for s, g in fitting if not measures.is_loose(s, case.figure.measure)]
    return [_record(case, s, g) for s, g in firm or fitting]


def _fits(case: Case, statement: Statement) -> Grade | None:
    right = (
        statement.actor in case.claim.subject[:1]
        and statement.form == "share"
        and statement.of == case.figure.of
        and statement.value is not None
        and statement.kind != "plan"
        and any(same_year(year, statement.period) for year in case.meant.years)
    )
    return case.grade(statement) if right else None


def _record(case: Case, statement: Statement, grade: Grade) -> Recorded:
    value = recorded_interval(statement)
    size = statement.value or Decimal(0)
    wide = share_margin(size, case.revision(statement))
    if grade is Grade.COARSE:
        wide = max(wide, size * measures.margin("coarse_share"))
    if statement.of == "government_spending" and _BUDGET.search(case.text):
        wide = max(wide, size * (measures.margin("other_measure") - 1))
    shown = words.amount(size, "percent")
    name = f"{words.measure(statement.measure)} ({measures.definition(statement)}) as a share of {whole(statement.of)}"
    return Recorded(
        value=value,
        definition=measures.definition(statement),
        line=f"{words.source(statement)}: {words.actor(statement.actor)}, {name}, {words.period(statement.period)}: {shown}",
        shown=shown,
        margin=wide if case.meant.refutable and not measures.is_loose(statement, case.figure.measure) else None,
        grade=grade,
        superseded=not case.is_newest(statement),
        supports=case.meant.stated or is_likeliest(case, statement),
        statements=(statement,),
    )


_BUDGET = re.compile(r"\b(?<!defen[cs]e )(?<!military )budgets?\b", re.I)
"""A budget that a share is of: one government's, where the record's share is of what all levels of government spend."""


def share_margin(size: Decimal, revision: Decimal) -> Decimal:
    """Return how many percentage points beyond rounding make a share clearly another."""
    return max(measures.margin("share_points"), size * measures.margin("share")) + size * revision


def whole(name: str | None) -> str:
    """Return the whole that a share is of, in words.

    >>> whole("gdp")
    'GDP'
    """
    return "GDP" if name == "gdp" else (name or "an unstated whole").replace("_", " ")


def computed(
    case: Case, part: Decimal, total: Decimal, line: str, statements: tuple[Statement, ...], definition: str
) -> Iterator[Recorded]:
    """Yield a share worked out from two amounts, nothing where the whole is zero."""
    if not total:
        return
    value = HUNDRED * part / total
    yield Recorded(
        value=Interval(value, value),
        definition=definition,
        line=f"{line} = {words.amount(value, 'percent')}",
        shown=words.amount(value, "percent"),
        margin=share_margin(value, Decimal(0)) if case.meant.refutable else None,
        statements=statements,
    )
