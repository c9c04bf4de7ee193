"""Named programmes and announced plans: amounts, totals over years and shares that a government has set itself.

A plan is a fact about a plan: "the programme is worth 43 trillion yen" is right or wrong on the day it is written, whatever is
spent later. `ask_plan` and `judge_plan` serve planned figures of any kind of claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dragoman.kinds.compare import Grade, Recorded, settle
from dragoman.kinds.figure import around, clauses, wording, words
from dragoman.kinds.figure.ask import AID, ask
from dragoman.kinds.figure.conversions import Rate
from dragoman.kinds.figure.levels import ONE, Amount, conversions, same_span, to_record
from dragoman.kinds.figure.periods import is_span, overlap, same_year
from dragoman.kinds.figure.record import Case, recorded_interval
from dragoman.kinds.figure.slips import find_slips
from dragoman.model import Answers, Article, Claim, Finding, Interval, Period, Question, Statement

_COMMON = frozenset(
    "a an and the of for to in with without initial draft budget defence national plan path goal request total year "
    "spending programme under estimate first special fund long term decision this by reached support new law act".split()
)
_SPELLING = (
    (re.compile(r"defense"), "defence"),
    (re.compile(r"program\b"), "programme"),
    (re.compile(r"modernization"), "modernisation"),
)


def plan_records(case: Case) -> list[Recorded]:
    """Return the plans that a figure may state: those that the sentence names, and programmes over the same years."""
    found = [s for s in case.held if s.kind == "plan" and s.actor in case.claim.subject and s.value is not None]
    exact = [s for s in found if bears_on(case, s)]
    same = exact or [s for s in found if _is_like(case, s) and _same_length(case, s)]
    return [_part_of(case, s, record) for s in same for record in _records(case, s)]


def _part_of(case: Case, plan: Statement, record: Recorded) -> Recorded:
    """Return the record of a plan, unable to refute a smaller sum that goes to one recipient, or one by which spending grows."""
    to = {*case.claim.object, *(words.states_in(case.text) if plan.measure in AID else ())} - {*case.claim.subject, *plan.parties}
    high, whole = case.figure.value.high, record.value.low
    less = high is not None and whole is not None and high < whole
    added = around.is_added(case.text[: max(case.text.find(case.claim.anchor.of(case.article.text)), 0)])
    return replace(record, margin=None) if (to and less) or added else record


def bears_on(case: Case, plan: Statement) -> bool:
    """Return whether a plan is the one that a figure states: named in the sentence, or a programme over the same span."""
    if plan.measure in ("programme_cost", "military_aid") and is_named(plan.name, case.text):
        return True
    period = case.figure.period
    return _is_like(case, plan) and period is not None and is_span(period) and same_span(period, plan.period)


def _is_like(case: Case, plan: Statement) -> bool:
    """Return whether a plan that the sentence does not name may be its sum: a total, and the words name no purpose."""
    total = plan.unit == "money" and case.figure.currency is not None and plan.form == "total"
    return total and not has_own_purpose(case)


def has_own_purpose(case: Case) -> bool:
    """Return whether the words give a sum to one purpose ("on AUKUS", "to buy frigates"): no whole defence plan is that sum."""
    anchor = case.claim.anchor
    clause = clauses.clause_of(case.text, anchor.start, anchor.end, case.article.text)
    at = clauses.place_in(clause, case.text, anchor.start, anchor.end, case.article.text)
    what = clauses.purpose(clause[at + anchor.end - anchor.start :])
    return bool(what and not wording.speaks_of_spending(what)) or clauses.narrowed(clause) is not None


def _same_length(case: Case, plan: Statement) -> bool:
    """Return whether a sentence names as many years as a plan covers ("over the next five years") and may mean those."""
    years, period = wording.years_named(case.text), case.figure.period
    if period is not None and not overlap(period, plan.period):
        return False
    if period is not None and case.figure.form == "level" and not is_span(period) and is_span(plan.period):
        return False  # a sum for one year, told beside the plan that it is a part of
    if plan.period.start is None or plan.period.end is None:
        return False
    return years == round((plan.period.end - plan.period.start).days / 365.25)


def is_named(name: str, text: str) -> bool:
    """Return whether every telling word of a plan's name stands in a text; names of common words only are never found.

    >>> is_named("Official Security Assistance budget FY2023", "approves an Official Security Assistance program")
    True
    >>> is_named("2023 defence budget", "the defence budget for 2023")
    False
    """
    telling = [word for word in _words(name) if word not in _COMMON and not any(c.isdigit() for c in word)]
    held = set(_words(text))
    whole = len(_words(name)) >= 3 and all(word in held for word in _words(name))
    return bool(telling) and all(word in held for word in telling) and (len(telling) >= 2 or whole)


def _words(text: str) -> list[str]:
    low = text.casefold()
    for pattern, spelling in _SPELLING:
        low = pattern.sub(spelling, low)
    return re.findall(r"[\w-]+", low)


def _records(case: Case, plan: Statement) -> Iterator[Recorded]:
    grade = Grade.ORDINARY
    if plan.unit != "money" or plan.currency == case.figure.currency:
        yield to_record(case, Amount(plan, ONE, grade), sure=_sure(case, plan))
        return
    rates: Sequence[Rate] = conversions(case, plan)
    yield from (to_record(case, Amount(plan, rate, grade), sure=_sure(case, plan)) for rate in rates)


def _sure(case: Case, plan: Statement) -> bool:
    """Return whether a plan's period is the one meant: the claim's own, or without one, the year at hand."""
    period, published = case.figure.period, case.article.published
    if period is not None and period.start is not None and period.end is not None and is_span(period):
        return same_span(period, plan.period)
    if period is not None and period.start is not None and not is_span(plan.period):
        return same_year(period, plan.period)
    if published is None:
        return False
    start, end = plan.period.start or date.min, plan.period.end or date.max
    return start.year - 1 <= published.year <= max(end.year, start.year)


def share_plan_records(case: Case) -> list[Recorded]:
    """Return the shares of GDP that a subject has planned or pledged for, or in, the years that a figure may mean.

    They may support and never refute: a pledge of 2 percent says nothing against a later one of 5.
    """
    plans = [s for s in case.held if s.kind == "plan" and s.form == "share" and s.of == case.figure.of and s.value is not None]
    return [_share(case, s) for s in plans if s.actor in case.claim.subject and _same_target(case, s)]


def target_records(case: Case) -> list[Recorded]:
    """Return the share of GDP, and its core, that an alliance had last set its members by the article's day.

    It is for words that speak of a target, and may support and never refute: a target of other years, or of a part, may be meant.
    """
    day, figure = case.article.published, case.figure
    if day is None or figure.form != "share" or figure.of != "gdp":
        return []
    plans = [s for s in case.held if s.kind == "plan" and s.form == "share" and s.of == "gdp" and s.value is not None]
    set_ = [s for s in plans if s.actor in case.claim.subject and s.actor.startswith("org:") and _announced(s) <= day]
    newest = max(map(_announced, set_), default=None)
    last = [s for s in set_ if _announced(s) == newest]
    whole = max((s.value for s in last if s.value is not None), default=None)
    return [_share(case, s) for s in last if s.value == whole or s.definition.startswith("core ")]


def _announced(plan: Statement) -> date:
    return plan.vintage.known or plan.vintage.published or date.max


def _same_target(case: Case, plan: Statement) -> bool:
    period = case.figure.period
    announced = plan.vintage.published
    at = Period(announced, announced, "day") if announced else None
    return period is None or bool(overlap(period, plan.period)) or (at is not None and bool(overlap(period, at)))


def _share(case: Case, plan: Statement) -> Recorded:
    value = recorded_interval(plan)
    period = case.figure.period
    whole_span = period is not None and is_span(period) and not is_span(plan.period)
    unsaid = period is not None and plan.status == "superseded" and plan.period.end is None  # replaced, and for no named year
    shown = words.interval(value if plan.high else Interval(plan.value, plan.value), "percent")
    return Recorded(
        value=Interval(plan.value, plan.high or plan.value),
        definition=plan.definition or plan.publisher,
        line=f"{words.source(plan)}: {words.actor(plan.actor)}, {plan.name}, {words.period(plan.period)}: {shown} of GDP",
        shown=f"{shown} of GDP",
        margin=None,
        supports=not whole_span and not unsaid,
        statements=(plan,),
    )


def ask_plan(claim: Claim, article: Article) -> Sequence[Question]:
    """Return what judging a planned figure needs: the same as for any figure."""
    return ask(claim, article)


def judge_plan(claim: Claim, article: Article, answers: Answers) -> Finding | None:
    """Return what the announced plans say about a planned figure, None where no plan held bears on it or none settles it."""
    from dragoman.kinds.figure.judge import judge_with

    if claim.figure is None or not claim.subject:
        return None
    finding = judge_with(claim, article, answers, _plan_settlement)
    return finding if finding.now.verdict in ("supported", "refuted", "conflicting") else None


def _plan_settlement(case: Case):  # type: ignore[no-untyped-def]
    from dragoman.kinds.figure.judge import Weighed, bounded
    from dragoman.kinds.figure.limits import may_be_spent

    records = _planned(case)
    settlement = bounded(case, settle(case.figure.value, records))
    slips = find_slips(case, _planned) if settlement.verdict == "refuted" else ()
    if settlement.verdict == "refuted" and not slips and may_be_spent(case, settlement, records):
        settlement = replace(settlement, verdict="not_enough_evidence", grounds=("near_miss",))
    return Weighed(case, tuple(records), settlement, slips)


def _planned(case: Case) -> Sequence[Recorded]:
    return share_plan_records(case) if case.figure.form == "share" else plan_records(case) or budget_records(case)


def budget_records(case: Case) -> list[Recorded]:
    """Return the budgets announced for the year that a planned figure names."""
    if case.figure.form != "level" or case.figure.period is None or has_own_purpose(case):
        return []
    from dragoman.kinds.figure.levels import level_records

    return [record for record in level_records(case) if record.statements[0].kind == "plan"]
