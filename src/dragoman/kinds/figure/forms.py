"""The record for each form of figure: level, share, growth, total, rank, ratio, count, difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.kinds.compare import Recorded
from dragoman.kinds.figure import wording
from dragoman.kinds.figure.growth import growth_records
from dragoman.kinds.figure.levels import level_records, total_records
from dragoman.kinds.figure.periods import is_span
from dragoman.kinds.figure.plans import plan_records
from dragoman.kinds.figure.ranks import rank_records
from dragoman.kinds.figure.record import Case
from dragoman.kinds.figure.shares import share_records


@dataclass(frozen=True, slots=True)
class Found:
    """The records of a case, or why there are none."""

    records: Sequence[Recorded] = ()
    missing: str = ""


def records_for(case: Case) -> Found:
    """Return the records that bear on a case, by the form of its figure."""
    form = case.figure.form
    if form in ("level", "count", "total"):
        return _amount(case)
    if form == "share":
        return Found(share_records(case))
    if form == "growth":
        return Found(growth_records(case))
    if form == "rank":
        return _rank(case)
    return Found()


def _amount(case: Case) -> Found:
    """Return what is held for an amount: the plan it names where it names one, else the yearly figures or their sum."""
    plans = plan_records(case)
    if plans:
        return Found(plans)
    if case.figure.form == "total" and is_span(case.figure.period):
        return Found(total_records(case))
    if case.figure.measure in ("programme_cost", "military_aid"):
        return Found(missing="")
    if is_span(case.figure.period):
        return Found(missing=case.meant.problem)
    return Found(level_records(case), case.meant.problem)


def _rank(case: Case) -> Found:
    anchor = case.claim.anchor
    clause = wording.clause_of(case.text, anchor.start, anchor.end, case.article.text)
    at = max(clause.find(anchor.of(case.article.text)), 0)
    scope = wording.named_scope(clause, at, at + anchor.end - anchor.start)
    ids = case.figure.compared_with if isinstance(case.figure.compared_with, tuple) else ()
    groups = [group for group in map(wording.by_id, ids) if group is not None]
    group = groups[0] if groups else scope
    if group == "?":
        return Found(missing="the words rank it within a group whose members are not held")
    return Found(rank_records(case, group if isinstance(group, wording.Scope) else None))
