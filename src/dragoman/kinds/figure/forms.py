"""The record for each form of figure: level, share, growth, total, rank, ratio, count, difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.kinds.compare import Grade, Recorded
from dragoman.kinds.figure import clauses, scopes, wording
from dragoman.kinds.figure.aid import aid_records
from dragoman.kinds.figure.deployments import MOVED, NOWHERE, deployment_records, host_of, is_standing
from dragoman.kinds.figure.growth import growth_records
from dragoman.kinds.figure.headcount import headcount_records, is_headcount
from dragoman.kinds.figure.history import peak_records, since_year, streak_records
from dragoman.kinds.figure.levels import level_records, total_records
from dragoman.kinds.figure.periods import is_span
from dragoman.kinds.figure.plans import has_own_purpose, is_named, plan_records
from dragoman.kinds.figure.ranks import rank_records
from dragoman.kinds.figure.record import Case
from dragoman.kinds.figure.relations import difference_records, group_share_records, ratio_records
from dragoman.kinds.figure.shares import share_records
from dragoman.model import Period


@dataclass(frozen=True, slots=True)
class Found:
    """The records of a case, or why there are none."""

    records: Sequence[Recorded] = ()
    missing: str = ""


def records_for(case: Case) -> Found:
    """Return the records that bear on a case, by the form of its figure."""
    form = case.figure.form
    clause = _clause(case)
    if form in ("rank", "count", "growth") and case.figure.unit in ("year", None) and wording.is_streak(clause):
        return Found(streak_records(case))
    if is_headcount(case.claim):
        return Found(headcount_records(case))
    if case.figure.measure == "deployment":
        return _deployed(case)
    if form in ("level", "count", "total"):
        return _amount(case)
    if form == "share":
        return _share(case)
    if form == "growth":
        return Found(growth_records(case))
    if form == "rank":
        return _rank(case)
    if form == "ratio":
        alone = not case.figure.compared_with and not is_span(case.figure.period)
        return Found(ratio_records(case), "the words do not say what it is a multiple of" if alone else "")
    return _difference(case) if form == "difference" else Found()


def _deployed(case: Case) -> Found:
    host = host_of(case)
    if host is None or case.figure.form != "count":
        return Found(missing=NOWHERE)
    return Found(deployment_records(case, host)) if is_standing(_clause(case)) else Found(missing=MOVED)


def _difference(case: Case) -> Found:
    """Return what is held for a difference; a plan that the sentence names stands with its whole amount and refutes no part."""
    plans = plan_records(case) if case.figure.unit == "money" else []
    return Found([replace(plan, margin=None) for plan in plans] or difference_records(case))


def _clause(case: Case) -> str:
    anchor = case.claim.anchor
    return clauses.clause_of(case.text, anchor.start, anchor.end, case.article.text)


def _share(case: Case) -> Found:
    """Return what is held for a share: of GDP or of the budget as sources print it, of a group's total worked out."""
    of = case.figure.of
    if of in ("gdp", "government_spending"):
        return Found(share_records(case))
    if of is None:
        return Found(missing="the words do not say what it is a share of")
    group = scopes.by_id(of) or next((scope for scope in scopes.scopes() if scope.name.casefold() == of.casefold()), None)
    if group is None and "world" not in of and "global" not in of:
        return Found(missing=f"the sources held give no total of {of.replace('_', ' ')}")
    return Found(group_share_records(case, group))


def _amount(case: Case) -> Found:
    """Return what is held for an amount: the plan it names where it names one, else the yearly figures or their sum."""
    plans = plan_records(case)
    if plans and _was_spent(case, plans):
        beside = [replace(record, grade=Grade.OTHER, refutes=False) for record in plans]
        return Found([*total_records(case), *beside])
    if plans:
        return Found(plans)
    if is_span(case.figure.period) and case.figure.measure == "programme_cost" and has_own_purpose(case):
        return Found(missing="the words give the sum to one purpose, and the plans held are of the whole")
    if case.figure.form == "total" and is_span(case.figure.period) and case.figure.measure not in ("military_aid", "aid"):
        return Found(total_records(case))
    if case.figure.measure in ("military_aid", "aid"):
        return Found(aid_records(case))
    if case.figure.measure == "programme_cost":
        return Found(missing="")
    if is_span(case.figure.period):
        return Found(missing=case.meant.problem)
    return Found(level_records(case), case.meant.problem)


def _was_spent(case: Case, plans: Sequence[Recorded]) -> bool:
    """Return whether the words give what was spent over years gone by, and name no plan: a plan for them was only meant."""
    period, published, figure = case.figure.period, case.article.published, case.figure
    over = period is not None and period.end is not None and published is not None and period.end < published
    named = any(is_named(record.statements[0].name, case.text) for record in plans)
    return over and figure.measure == "military_expenditure" and figure.form == "total" and not named


def _rank(case: Case) -> Found:
    clause = _clause(case)
    own = isinstance(case.figure.compared_with, Period) or wording.is_peak(clause)
    if own and case.figure.value.high == case.figure.value.low == 1:
        return Found(peak_records(case, since_year(case), share=case.figure.of == "gdp"))
    anchor = case.claim.anchor
    at = clauses.place_in(clause, case.text, anchor.start, anchor.end, case.article.text)
    scope = scopes.rank_scope(clause, at, at + anchor.end - anchor.start)
    ids = case.figure.compared_with if isinstance(case.figure.compared_with, tuple) else ()
    groups = [group for group in map(scopes.by_id, ids) if group is not None]
    group = groups[0] if groups else scope
    if group == "?":
        return Found(missing="the words rank it within a group whose members are not held, or do not say clearly within which")
    return Found(rank_records(case, group if isinstance(group, scopes.Scope) else None))
