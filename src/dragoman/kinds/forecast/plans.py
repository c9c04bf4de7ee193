"""Announced plans as rules that paths may follow: what a government, or an alliance for its members, has set itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median

import numpy as np

from dragoman.estimate.panel import MEASURES
from dragoman.estimate.rules import Rule, chance
from dragoman.kinds.forecast.record import Record, years_of
from dragoman.model import Period, Statement

PLANNED = ("announced", "enacted", "superseded")
"""What a plan may be to be followed; one that was superseded counts until what took its place was announced."""
BUDGETS = ("budgeted", "enacted")
ALIKE = (0.7, 1.6)
WHOLE = (0.7, 3.0)
"""A plan in money whose amount for a year lies outside these multiples of the last year's spending is a part of it, or something
else: it is not followed."""
Announced = tuple[Rule, Statement]


def announced(statements: Iterable[Statement], held: Record, day: date | None) -> tuple[Announced, ...]:
    """Return the rules that still lie ahead of each country's figures, each with the statement that announces it.

    Shares of GDP: of a country's plans for the same year the one announced last counts, and one that was brought forward does not
    count any more. A pledge of an alliance binds each member that has not set itself a share for the same year or later since; of
    its parts only the core is military expenditure. Money: totals over years and yearly amounts in the state's own money or in
    dollars, of plans that state no share. Budgets of a single year are not counted among plans.
    """
    rows = sorted((row for row in statements if row.kind in ("plan", "tie")), key=lambda row: (_announced(row), row.id))
    plans = [row for row in rows if row.kind == "plan" and row.status in PLANNED and row.value is not None]
    shares = _shares(plans)
    pledges = [row for row in shares if row.actor.startswith("org:")]
    own = [row for row in shares if not row.actor.startswith("org:")]
    found = [_share(row, row.actor, day) for row in own if _standing(row, own) and not _restated(row, pledges)]
    for pledge in pledges:
        found += [
            _share(pledge, member, day)
            for member in _members(pledge.actor, rows, day)
            if not _apart(member, pledge, own, pledges)
        ]
    found += [_money(row, held, rows, day) for row in _monies(plans, {row.name for row in shares})]
    ahead = [(rule, row) for rule, row in found if rule.actor in held.panel.actors and _ahead(rule, held) and _fits(rule, held)]
    return tuple(sorted(ahead, key=lambda pair: (pair[0].actor, pair[0].year, pair[0].form, pair[1].id)))


def _shares(plans: Sequence[Statement]) -> list[Statement]:
    """Return the plans of shares of GDP; of those that name their parts only the core, which is what SIPRI counts."""
    found = [row for row in plans if row.form == "share" and row.of == "gdp" and _year(row.period) is not None]
    cores = {(row.actor, row.name) for row in found if row.definition.startswith("core ")}
    return [row for row in found if (row.actor, row.name) not in cores or row.definition.startswith("core ")]


def _standing(plan: Statement, plans: Sequence[Statement]) -> bool:
    """Return whether no later plan of the country took a plan's place: for the same year, or for as much in an earlier one."""
    at = plans.index(plan)
    for other in plans[at + 1 :]:
        if other.actor != plan.actor:
            continue
        year, own = _year(other.period), _year(plan.period)
        if year == own or (year < own and _value(other) >= _value(plan)):  # type: ignore[operator]
            return False
    return True


def _restated(plan: Statement, pledges: Sequence[Statement]) -> bool:
    """Return whether a country's plan is its alliance's pledge in its whole (core and what is related to it)."""
    wholes = [(row, re.match(r"([\d.]+)% of GDP:", row.rule)) for row in pledges if row.definition.startswith("core ")]
    return any(whole and float(whole[1]) == _value(plan) and _year(row.period) == _year(plan.period) for row, whole in wholes)


def _apart(member: str, pledge: Statement, own: Sequence[Statement], pledges: Sequence[Statement]) -> bool:
    """Return whether a member has set itself a share for the pledge's year or later, at the time or since.

    So it has where it was the day's other announcement, known by its month alone.
    """
    for plan in own:
        same = _announced(plan) >= _announced(pledge).replace(day=1)
        if (
            plan.actor == member
            and same
            and (_year(plan.period) or 0) >= (_year(pledge.period) or 0)
            and not _restated(plan, pledges)
        ):
            return True
    return False


def _members(alliance: str, rows: Iterable[Statement], day: date | None) -> list[str]:
    """Return the states that were members on a day."""
    found = set()
    for row in rows:
        joined = row.period.start is None or day is None or row.period.start <= day
        left = row.ended is not None and row.ended.start is not None and (day is None or row.ended.start <= day)
        if row.kind == "tie" and row.measure == "membership" and alliance in row.parties and joined and not left:
            found |= {party for party in row.parties if len(party) == 3}
    return sorted(found)


def _monies(plans: Sequence[Statement], with_share: set[str]) -> list[Statement]:
    """Return the plans in money: of those of a country that share years, and of the same plan in two monies, one."""
    held: dict[str, list[Statement]] = defaultdict(list)
    for row in plans:
        money = row.unit == "money" and row.measure == "defence_budget" and row.currency and row.name not in with_share
        years = years_of(row.period) if row.period.end is not None else ()
        if money and row.high is None and (row.form == "total" or (row.form == "level" and row.status == "announced")) and years:
            kept = [old for old in held[row.actor] if not set(years_of(old.period)) & set(years)]
            held[row.actor] = [*kept, row]
    return [row for rows in held.values() for row in rows]


def _share(plan: Statement, actor: str, day: date | None) -> Announced:
    year = _year(plan.period) or 0
    lasting = plan.period.end is None
    floor = lasting or actor != plan.actor or re.search(r"at least|more than|minimum", plan.rule)
    bound = "at_least" if floor else "equals"
    end = 9999 if lasting else year
    return Rule(actor, "share", _value(plan), year, end, bound, chance(day)[0], plan.rule, exact=False, measure="share"), plan


def _money(plan: Statement, held: Record, rows: Iterable[Statement], day: date | None) -> Announced:
    """Return the rule of a plan in money, in SIPRI's count: times what that was for one unit of the country's budgets."""
    years = years_of(plan.period)
    measure = "level" if plan.currency == "USD" else "local"
    value = _value(plan) * counted(plan.actor, held, rows)
    if measure == "local" and held.monies.get(plan.actor) != plan.currency:
        measure = "none"
    form = "total" if len(years) > 1 else "level"
    words = f"{plan.name}, {plan.period}"
    return Rule(plan.actor, form, value, years[0], years[-1], "equals", chance(day)[0], words, exact=False, measure=measure), plan


def counted(actor: str, held: Record, rows: Iterable[Statement]) -> float:
    """Return what SIPRI counted for one unit of a country's budgets, the middle of the years of which both are held.

    1 where there are less than two such years, or where the two are too far apart to be of the same thing.
    """
    found = []
    for row in rows:
        budget = row.kind == "plan" and row.form == "level" and row.status in BUDGETS and row.measure == "defence_budget"
        own = budget and row.value and row.actor == actor and row.currency == held.monies.get(actor)
        years = years_of(row.period) if own else ()
        spent = _spent(held, row, years[0]) if len(years) == 1 else None
        if spent:
            found.append(spent / _value(row))
    times = median(found) if len(found) > 1 else 1.0
    return times if ALIKE[0] <= times <= ALIKE[1] else 1.0


def _spent(held: Record, budget: Statement, year: int) -> float | None:
    panel = held.panel
    if budget.actor not in panel.actors or year not in panel.years:
        return None
    value = float(panel.local[panel.row(budget.actor), panel.years.index(year)])
    return float(np.exp(value)) if np.isfinite(value) else None


def _fits(rule: Rule, held: Record) -> bool:
    """Return whether a plan in money is about as much a year as the country spends, so that it may be the whole of it."""
    if rule.measure == "share":
        return True
    if rule.measure == "none":
        return False
    newest = newest_value(held, rule.actor, rule.measure)
    return newest > 0 and WHOLE[0] <= rule.value / (rule.end - rule.year + 1) / newest <= WHOLE[1]


def _ahead(rule: Rule, held: Record) -> bool:
    """Return whether a rule's year (of a total, its last) lies after the country's figures, and a floor above them."""
    ends = [held.end(rule.actor, measure) for measure in {rule.measure, "level"} & set(MEASURES)]
    last = max((end for end in ends if end is not None), default=held.panel.years[-1])
    if (rule.end if rule.form == "total" else rule.year) <= last:
        return False
    return rule.bound != "at_least" or newest_value(held, rule.actor, rule.measure) < rule.value


def newest_value(held: Record, actor: str, measure: str) -> float:
    """Return a country's newest figure of a measure, 0 where it has none."""
    end = held.end(actor, measure)
    values = held.panel.series(measure)
    return 0.0 if end is None else float(np.exp(values[held.panel.row(actor), held.panel.years.index(end)]))


def _value(plan: Statement) -> float:
    return float(plan.value or 0)


def _announced(statement: Statement) -> date:
    return statement.vintage.published or statement.source_date or date.min


def _year(period: Period) -> int | None:
    """Return the year by which a plan's share is to be reached: its last one where it ends, else its first."""
    if period.end is not None and period.end.year < 3000:
        years = years_of(Period(period.start or date(period.end.year, 1, 1), period.end))
        return years[-1] if years else None
    return period.start.year if period.start else None
