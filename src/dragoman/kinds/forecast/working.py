"""The lines of a forecast's working: what was known, what it takes, which plan was followed, what matters most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dragoman.estimate.paths import Paths
from dragoman.estimate.rules import Rule, chance
from dragoman.kinds.forecast.events import Event, money
from dragoman.kinds.forecast.known import followed
from dragoman.kinds.forecast.plans import Announced
from dragoman.kinds.forecast.record import Record
from dragoman.kinds.tie.record import name_of
from dragoman.model import Statement

MOVING = {"share": "of its share of GDP", "level": "in dollars", "constant": "after inflation", "local": "in its own money"}


def percent(odds: float) -> str:
    """Return odds as a reader would write them; never 0 or 100 %, which no count of paths can show."""
    if odds < 0.01 or odds > 0.99:
        return "under 1 %" if odds < 0.5 else "over 99 %"
    return f"{odds * 100:.0f} %"


def own(held: Record, event: Event, years: Iterable[int]) -> list[Statement]:
    """Return the newest statements behind an event's figures of some years, three at most."""
    found = [held.statement(event.actor, event.measure, year) for year in sorted(years, reverse=True)]
    return [statement for statement in found if statement is not None][:3]


def series(held: Record, wanted: Sequence[Event]) -> tuple[Statement, ...]:
    """Return the newest figures of the countries through time, oldest first: worth drawing, no part of the reasoning."""
    asked = {(event.measure, event.actor) for event in wanted}
    return tuple(held.cells[key] for key in sorted(held.cells) if key[:2] in asked)


def newest(held: Record, event: Event) -> list[str]:
    """Return what the record's newest figure of the country is."""
    measure = event.measure if held.last(event.actor, event.measure) else "level"
    last = held.last(event.actor, measure)
    if last is None or last.value is None or last.period.start is None:
        return []
    currency = last.currency or "USD"
    value = shown(replace(event, form=measure, currency=currency), float(last.value))
    line = f"Last known: {name_of(event.actor)} {value} in {last.period.start.year} ({last.publisher}, {last.vintage.label})."
    if event.form == "rank":
        panel = held.panel
        levels = [values[np.isfinite(values)][-1] for values in panel.level if np.isfinite(values).any()]
        values = panel.level[panel.row(event.actor)]
        place = 1 + sum(value > values[np.isfinite(values)][-1] for value in levels)
        line = f"{line[:-1]}, rank {place} of the {len(levels)} countries whose figures are held."
    return [line]


def shown(event: Event, value: float) -> str:
    """Return a figure of the event's form as a reader would write it."""
    if event.form == "rank":
        return f"ranks {value:.0f}"
    if event.form in ("share", "growth"):
        return f"{value:.2f} percent of GDP" if event.form == "share" else f"grew {value:.1f} percent"
    if event.form == "ratio":
        return f"{value:.2f} times"
    points = event.form == "difference" and event.measure == "share"
    return f"{value:.2f} points" if points else money(value, event.currency)


def needed(held: Record, event: Event, paths: Paths) -> list[str]:
    """Return what growth a year the prediction takes, and how often the country had it: "needs 9.8 % a year …"."""
    if event.negated:
        return []
    if event.form == "total":
        return _needed_total(event, paths)
    year, target = event.years[-1], _target(event, paths)
    values = held.panel.series(event.measure)[held.panel.row(event.actor)]
    known = np.flatnonzero(np.isfinite(values))
    if target is None or len(known) == 0 or event.via:
        return []
    span = year - held.panel.years[int(known[-1])]
    if span <= 0:
        return []
    rate = (target - values[known[-1]]) / span
    steps = np.diff(values)
    steps = steps[np.isfinite(steps)]
    rising = rate >= 0
    often = int((steps >= rate).sum() if rising else (steps <= rate).sum())
    a_year = f"{abs(np.expm1(rate)) * 100:.1f} % a year {MOVING[event.measure]} for {span} year{'s' if span > 1 else ''}"
    line = f"Needs {'growth' if rising else 'a fall'} of {a_year}"
    if not rising and event.low is not None:
        line = f"Stays met unless it falls by {a_year}"
    elif rising and event.low is None and event.high is not None and event.form != "rank":
        line = f"Stays met unless it grows by {a_year}"
    if event.form == "rank":
        line += f" (to pass {money(float(np.exp(target)))}, the middle of the odds for the country in the way)"
    did = "rose" if rising else "fell"
    changes = f"{len(steps)} yearly change{'s' if len(steps) > 1 else ''} held"
    return [f"{line}; it {did} that fast in {often} of the {changes}." if len(steps) else f"{line}."]


def _needed_total(event: Event, paths: Paths) -> list[str]:
    """Return what is known of a total, and what a year the rest takes."""
    bound = event.low if event.low is not None else event.high
    known = [year for year in event.years if year <= paths.last(event.actor, event.measure)]
    rest = len(event.years) - len(known)
    if bound is None or not rest:
        return []
    spent = sum(float(np.median(event.draws(paths, year))) for year in known)
    line = f"{money(spent, event.currency)} of it are known ({known[0]} to {known[-1]}); the" if known else "The"
    middle = float(np.median(event.values(paths)[-1]))
    each = money(max(bound - spent, 0.0) / rest, event.currency)
    return [
        f"{line} {rest} years ahead take {each} each. The middle of the odds for the whole is {money(middle, event.currency)}."
    ]


def _target(event: Event, paths: Paths) -> float | None:
    """Return the log of the value that must be reached in the last year, None where the form names none."""
    bound = event.low if event.low is not None else event.high
    if bound is None or (bound <= 0 and event.form != "growth"):
        return None
    if event.form in ("level", "local", "constant", "share"):
        return float(np.log(bound))
    if (
        event.form == "growth"
        and event.base is not None
        and bound > -100
        and event.base <= paths.last(event.actor, event.measure)
    ):
        return float(np.median(paths.logs(event.actor, event.measure, event.base)) + np.log1p(bound / 100))
    if event.form == "rank" and event.high is not None:
        others = [actor for actor in paths.actors if actor != event.actor and paths.has(actor, event.measure)]
        middle = sorted((float(np.median(paths.logs(actor, event.measure, event.years[-1]))) for actor in others), reverse=True)
        place = int(event.high) - 1
        return middle[place] if place < len(middle) else None
    return None


def plan(pair: Announced, day: date | None) -> str:
    """Return the line that names an announced plan and how often it is taken as kept."""
    rule, source = pair
    odds, kept, due = chance(day)
    record = f"{kept} of {due} such pledges that had fallen due were kept" if due else "no such pledge had fallen due"
    return f"Announced: {described(rule, source)}; taken as kept in {percent(odds)} of the paths ({record})."


def stated(plan: Statement) -> str:
    """Return a plan's name and what it states, in the words of the record."""
    value = float(plan.value or 0)
    amount = f"{value:g} percent of GDP" if plan.form == "share" else money(value, plan.currency or "USD")
    start, end = plan.period.start, plan.period.end
    span = "" if start is None or end is None else f" for {start.year}" if start.year == end.year else f" for {start} to {end}"
    return f"{plan.name or plan.title}, {amount}{span}"


def described(rule: Rule, source: Statement) -> str:
    """Return a plan's name and what it sets, in the words of the record, and in SIPRI's count where that differs."""
    name = source.name or source.title
    if source.actor != rule.actor:
        name = f"{name} of {name_of(source.actor)}"
    if rule.form == "share":
        least = "at least " if rule.bound == "at_least" else ""
        return f"{name}, {least}{rule.value:g} percent of GDP in {rule.year}"
    years = f"in all from {rule.year} to {rule.end}" if rule.form == "total" else f"in {rule.year}"
    text = f"{name}, {money(float(source.value or 0), source.currency or 'USD')} {years}"
    times = rule.value / float(source.value or 1)
    return text if abs(times - 1) < 0.005 else f"{text} (SIPRI has counted {times:.2f} for each unit of its budgets)"


def _whose(actor: str) -> str:
    name = name_of(actor)
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def assumption(
    wanted: Sequence[Event], free: Paths, paths: Paths, rules: Sequence[Rule], holds: NDArray[np.bool_]
) -> tuple[str, float | None]:
    """Return the assumption that moves the odds most, with the odds on either side; and the odds where the plans are kept."""
    found: list[tuple[float, str]] = []
    given = None
    if rules:
        kept = followed(free, [replace(rule, kept=1.0) for rule in rules])
        given, without = (float(np.mean(np.all([event.holds(side) for event in wanted], axis=0))) for side in (kept, free))
        which = "the plan is kept" if len(rules) == 1 else "the plans are kept"
        rest = "it is" if len(rules) == 1 else "they are"
        found.append((abs(given - without), f"whether {which}: {percent(given)} if {rest}, {percent(without)} if not"))
    event = wanted[0]
    last = event.years[-1]
    for other in paths.actors[:6] if event.form == "rank" else event.actors:
        measure = event.measure if paths.has(other, event.measure) else "level"
        if not paths.has(other, measure) or last not in paths.ahead(other, measure):
            continue
        values = paths.logs(other, measure, last)
        high = values >= np.median(values)
        sides = [float(holds[high].mean()), float(holds[~high].mean())]
        text = f"how {_whose(other)} spending goes: {percent(sides[0])} if it ends above the middle of its odds"
        found.append((abs(sides[0] - sides[1]), f"{text}, {percent(sides[1])} if below"))
    if not found or max(found)[0] < 0.01:
        return "No single assumption moves the odds by a percentage point.", given
    return f"What matters most is {max(found)[1]}.", given
