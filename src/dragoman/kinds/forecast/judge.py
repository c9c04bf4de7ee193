"""Judging a forecast claim. Pure.

A figure that a plan sets is first judged as a statement about the plan. Any other predicted figure gets the odds that the record
supported on the day it was written and those that it supports now, and what came once the year is known. A predicted act is
looked up in the register: it stays a forecast until an entry shows that it was done. What nothing held can give odds for is a
forecast without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import OutOfScope
from dragoman.estimate.fit import shipped
from dragoman.estimate.paths import Paths, simulate
from dragoman.estimate.rules import Rule, apply, chance
from dragoman.kinds.figure.conversions import rates
from dragoman.kinds.figure.plans import judge_plan
from dragoman.kinds.forecast.ask import MEASURES, dates, questions_at
from dragoman.kinds.forecast.events import Event, events, money
from dragoman.kinds.forecast.fan import fan
from dragoman.kinds.forecast.record import Record, record, rules
from dragoman.kinds.tie.judge import judge as judge_tie
from dragoman.kinds.tie.record import name_of
from dragoman.model import Answers, Article, Claim, Finding, Judgement, Modality, Period, Probability, Statement, as_of

PATHS = 2500
RIVALS = 60
LEAST, MOST = 0.001, 0.999
COUNT_ROOM, BUDGET_ROOM = 0.15, 0.30
"""How far SIPRI's figure must lie from the mark to settle a prediction: NATO's and national counts differ from it by as much."""


@dataclass(frozen=True)
class Case:
    """A claim's question at one date: the record as known by `day`, the events asked for, and the rules announced."""

    claim: Claim
    held: Record
    wanted: tuple[Event, ...]
    announced: tuple[tuple[Rule, Statement], ...]
    day: date | None


@dataclass(frozen=True)
class Outlook:
    """The odds at one date, and how they came about.

    `due`: the years are known; the odds are then 1 or 0, None where it was too close to tell.
    """

    odds: float | None
    due: bool
    lines: tuple[str, ...]
    used: tuple[Statement, ...]
    value: str
    assumption: str = ""
    series: tuple[Statement, ...] = ()


PATIENCE = timedelta(days=730)
"""A prediction without a date counts as fallen due this long after it was written; a conditional one never does."""


def judge(claim: Claim, article: Article, answers: Answers) -> Finding:
    """Return the finding of one claim; one that fell due without a trace in the record is no forecast any more."""
    claim = claim.as_told
    return _overdue(claim, article, _judged(claim, article, answers), as_of(answers))


def _overdue(claim: Claim, article: Article, finding: Finding, today: date | None) -> Finding:
    odds = finding.probability
    known = odds is not None and (odds.now is not None or odds.outcome is not None)
    due = _falls_due(claim, article)
    if finding.now.verdict != "forecast" or known or due is None or today is None or due >= today:
        return finding
    period = _when(claim)
    dated = period is not None and period.end is not None
    head = f"It fell due on {due}" if dated else f"Written without a date and more than two years old (counted as due on {due})"
    reason = f"{head}, and no source held shows whether it came about. {finding.reason}"
    return replace(finding, now=Judgement("not_enough_evidence", note=reason), reason=reason)


def _when(claim: Claim) -> Period | None:
    return claim.figure.period if claim.figure else claim.tie.date if claim.tie else None


def _falls_due(claim: Claim, article: Article) -> date | None:
    """Return the day on which a prediction falls due, None where it never does by itself."""
    period = _when(claim)
    if period is not None and period.end is not None and article.published and period.end >= article.published:
        return period.end
    if claim.modality.certainty in ("possible", "conditional") or article.published is None:
        return None
    return article.published + PATIENCE


def _judged(claim: Claim, article: Article, answers: Answers) -> Finding:
    if claim.figure is not None:
        odds = _figure(claim, article, answers)
        return _planned(claim, article, answers, odds) or odds
    if claim.tie is not None:
        return _tie(claim, article, answers)
    return _open(claim, "A prediction of something that no source held keeps count of; a later report of the act would show.")


@cache
def _plan_words() -> re.Pattern[str]:
    rows = (Path(__file__).parent / "plan_words.txt").read_text(encoding="utf-8").splitlines()
    return re.compile(rf"\b({'|'.join(row for row in rows if row and not row.startswith('#'))})\b", re.IGNORECASE)


def _planned(claim: Claim, article: Article, answers: Answers, odds: Finding) -> Finding | None:
    """Return what the announced plans say about a figure that the words call planned, with the odds that it will be met.

    None where no plan settles it, or where the words predict and name no plan. A plan that was announced after the article cannot
    refute it: then it is a forecast.
    """
    attribution = claim.attribution
    words = " ".join((claim.quote, *claim.modality.cues, attribution.source or "", attribution.cue or ""))
    if claim.modality.certainty in ("possible", "conditional") or not _plan_words().search(words):
        return None
    plan = judge_plan(claim, article, answers)
    if plan is None or plan.now.verdict not in ("supported", "refuted"):
        return None
    if plan.now.verdict == "supported" and plan.then.verdict != "supported":
        plan = replace(plan, then=Judgement("forecast", note="the plan that settles it had not been announced"))
    elif plan.now.verdict == "refuted" and plan.then.verdict != "refuted":
        return None
    met = tuple(f"Whether it will be met: {line}" for line in odds.working)
    known = odds.probability is not None and odds.probability.now is not None
    return replace(plan, probability=odds.probability, working=(*plan.working, *met)) if known else plan


def _open(claim: Claim, reason: str) -> Finding:
    """Return a forecast without odds."""
    waiting = Judgement("forecast", note="no odds", grounds=("not_yet_due",))
    return Finding(claim.id, waiting, waiting, reason=reason, probability=Probability(None, None))


DATED = ("membership", "agreement", "alliance", "office", "meeting", "aid", "arms_transfer")
"""Acts that a record of the day may already hold as announced. Conduct to come ("will continue to cooperate") it never does."""


def _tie(claim: Claim, article: Article, answers: Answers) -> Finding:
    """Return the finding of a predicted act: done by now, done already then, or not seen."""
    written = judge_tie(claim, article, answers)
    tries = [judge_tie(done, article, answers) for done in _as_done(claim, article)]
    since = next((found for found in tries if found.now.verdict == "supported"), tries[0])
    on_record = written.then.verdict == "supported" and claim.tie is not None and claim.tie.type in DATED
    then = written.then if on_record else Judgement("forecast", note=written.then.note)
    if on_record:
        return replace(written, probability=Probability(1.0, 1.0, True))
    if since.now.verdict == "supported" and _later(since.used, article.published):
        reason = f"A forecast when written; since then: {since.now.note or since.reason}"
        return replace(since, then=then, reason=reason, probability=Probability(None, 1.0, True))
    if since.now.verdict == "refuted":
        now = replace(since.now, verdict="forecast")
        reason = f"A forecast when written; it came otherwise: {since.now.note or since.reason}"
        return replace(since, then=then, now=now, reason=reason, probability=Probability(None, 0.0, False))
    now = Judgement("forecast", note=since.now.note, grounds=("not_yet_due",))
    before = "What the record holds was done before it was written." if since.now.verdict == "supported" else since.reason
    reason = f"Announced or expected, and no entry held shows that it was done since. {before}"
    return replace(since, then=then, now=now, reason=reason, probability=Probability(None, None))


def _later(facts: Iterable[Statement], day: date | None) -> bool:
    """Return whether one of the entries records something that came about after a day."""
    spells = [spell for fact in facts for spell in (fact.signed, fact.in_force, fact.period) if spell is not None]
    return day is None or any(spell.start is not None and spell.start > day for spell in spells)


def _as_done(claim: Claim, article: Article) -> tuple[Claim, ...]:
    """Return the claim as an act that was done: on the day it names, or at any time since the article.

    By its name first, then by what it is about ("an agreement on visiting forces"). What entered into force was signed.
    """
    assert claim.tie is not None
    tie = claim.tie
    day = tie.date or (Period(article.published, None, "open") if article.published else None)
    about = " ".join(tie.scope).replace("_", " ")
    names = (tie.instrument, about) if about and tie.type == "agreement" else (tie.instrument,)
    action = "begin" if tie.action in ("plan", "sign") and tie.type == "agreement" else tie.action
    ties = (replace(tie, date=day, instrument=name, action=action) for name in names)
    return tuple(replace(claim, tie=done, modality=Modality()) for done in ties)


def _figure(claim: Claim, article: Article, answers: Answers) -> Finding:
    assert claim.figure is not None
    if claim.figure.measure not in MEASURES:
        what = "this" if claim.figure.measure == "other" else claim.figure.measure.replace("_", " ")
        return _open(claim, f"No source held keeps series of {what} that a forecast could rest on, so no odds are given.")
    found: list[Outlook | str] = []
    asked: tuple[Event, ...] = ()
    for day in dates(article):
        try:
            case = _case(claim, article, answers, day, asked)
            asked = case.wanted
            found.append(_outlook(case))
        except OutOfScope as error:
            found.append(str(error))
    then, now = found[0], found[-1]
    if isinstance(then, str) and isinstance(now, str):
        return _open(claim, f"No odds: {now}")
    return _finding(claim, then, now)


def _case(claim: Claim, article: Article, answers: Answers, day: date | None, asked: tuple[Event, ...]) -> Case:
    """Return what the odds at one date rest on. `asked` are the events settled for the earlier date: the question stays the same.

    Raises:
        OutOfScope: the record does not carry the question.
    """
    statements = _statements(claim, article, answers, day)
    held = record(statements)
    announced = [pair for pair in rules(statements, _own_last(claim, held), day) if pair[0].actor in held.panel.actors]
    horizon = max((rule.year for rule, _ in announced if rule.actor in claim.subject), default=None)
    factor = _factor(claim, article, statements, day)
    wanted = asked or events(claim, held, published=article.published, horizon=horizon, factor=factor)
    return Case(claim, held, wanted, tuple(announced), day)


def _outlook(case: Case) -> Outlook:
    """Return the odds of one case, or what came.

    Raises:
        OutOfScope: a series is too short, or the year too far.
    """
    known = case.held.panel.years[-1]
    last = max(year for event in case.wanted for year in event.years)
    paths = _paths(case.held, case.wanted, max(last, known + 1))
    return _due(case, paths) if last <= known else _ahead(case, paths)


def _statements(claim: Claim, article: Article, answers: Answers, day: date | None) -> tuple[Statement, ...]:
    asked = questions_at(claim, article, day)
    return tuple({statement.id: statement for question in asked for statement in answers.get(question, ())}.values())


def _own_last(claim: Claim, held: Record) -> int:
    """Return the last year of which the subjects have a figure."""
    years = [year for _, actor, year in held.cells if actor in claim.subject]
    return max(years, default=held.panel.years[-1])


def _factor(claim: Claim, article: Article, statements: Iterable[Statement], day: date | None) -> Decimal | None:
    """Return US dollars for one unit of the claim's currency on the article's day, None where no rate is held."""
    currency = claim.figure.currency if claim.figure else None
    if currency in (None, "USD"):
        return Decimal(1) if currency else None
    if article.published is None:
        return None
    around = Period(date(article.published.year, 1, 1), date(article.published.year, 12, 31))
    found = rates(statements, str(currency), "USD", around, published=article.published, by=day)
    return found[-1].factor if found else None


def _paths(held: Record, wanted: tuple[Event, ...], to: int) -> Paths:
    """Return the paths that the events need: the countries themselves, and for ranks the largest ones and their likes."""
    panel = held.panel
    actors = list(dict.fromkeys(event.actor for event in wanted))
    for actor in actors:
        panel.row(actor)
    if any(event.form == "rank" for event in wanted):
        newest = np.where(np.isfinite(panel.level), panel.level, -np.inf).max(axis=1)
        actors += [panel.actors[row] for row in np.argsort(-newest, kind="stable")[:RIVALS] if panel.actors[row] not in actors]
    measures = tuple(name for name in ("level", "share") if np.isfinite(panel.series(name)).any())
    return simulate(panel, shipped(), to=to, actors=actors, measures=measures, count=PATHS)


def _due(case: Case, paths: Paths) -> Outlook:
    """Return what came, once the years are known."""
    held, wanted = case.held, case.wanted
    came = all(bool(event.holds(paths)[0]) for event in wanted)
    figure = case.claim.figure
    other = figure is not None and (figure.measure != "military_expenditure" or figure.currency not in (None, "USD"))
    room = BUDGET_ROOM if other else COUNT_ROOM
    near = any(event.near(float(value), room) for event in wanted for value in event.values(paths)[:, 0])
    lines, used, values = [], [], []
    for event in wanted:
        value = _shown(event, float(event.values(paths)[-1, 0]))
        values.append(value)
        said = f"Due: {name_of(event.actor)} {value} in {event.years[-1]}; asked for: {event.words}."
        verdict = "by SIPRI's count, and near enough for another count to differ" if near else "by SIPRI's count"
        lines.append(f"{said} Came true: {'yes' if came else 'no'} {verdict}.")
        used += _own(held, event, event.years)
    series = _series(held, wanted)
    return Outlook(None if near else float(came), True, tuple(lines), tuple(used), ", ".join(values), series=series)


def _ahead(case: Case, free: Paths) -> Outlook:
    """Return the odds of what lies ahead. `free` are the paths without the announced plans."""
    claim, held, wanted, day = case.claim, case.held, case.wanted, case.day
    plans = [pair for pair in case.announced if free.has(pair[0].actor, "share")]
    paths = apply(free, [rule for rule, _ in plans])
    holds = np.all([event.holds(paths) for event in wanted], axis=0)
    odds = min(max(float(holds.mean()), LEAST), MOST)
    lines, used = [], []
    for event in wanted:
        lines += _known(held, event)
        lines += _needed(held, event, paths)
        used += _own(held, event, held.panel.years)
    own = [(rule, source) for rule, source in plans if rule.actor in claim.subject]
    for rule, source in own:
        lines.append(_plan_line(rule, source, day))
        used.append(source)
    lines.append(f"{int(holds.sum())} of {paths.count} joint paths meet it: {_percent(odds)}.")
    assumption = _assumption(wanted, free, paths, [rule for rule, _ in own], holds)
    for event in wanted:
        lines += event.assumed
    said = (*dict.fromkeys(lines), assumption)
    return Outlook(odds, False, said, tuple(used), _percent(odds), assumption, (*_series(held, wanted), *fan(paths, wanted, day)))


def _percent(odds: float) -> str:
    """Return odds as a reader would write them; never 0 or 100 %, which no count of paths can show."""
    if odds < 0.01 or odds > 0.99:
        return "under 1 %" if odds < 0.5 else "over 99 %"
    return f"{odds * 100:.0f} %"


def _own(held: Record, event: Event, years: Iterable[int]) -> list[Statement]:
    found = [held.statement(event.actor, event.measure, year) for year in sorted(years, reverse=True)]
    return [statement for statement in found if statement is not None][:3]


def _series(held: Record, wanted: tuple[Event, ...]) -> tuple[Statement, ...]:
    """Return the newest figures of the countries through time, oldest first: worth drawing, no part of the reasoning."""
    asked = {(event.measure, event.actor) for event in wanted}
    return tuple(held.cells[key] for key in sorted(held.cells) if key[:2] in asked)


def _known(held: Record, event: Event) -> list[str]:
    """Return what the record's newest figure of the country is."""
    last = held.last(event.actor, event.measure)
    if last is None or last.value is None or last.period.start is None:
        return []
    value = _shown(replace(event, form=event.measure), float(last.value))
    line = f"Last known: {name_of(event.actor)} {value} in {last.period.start.year} ({last.publisher}, {last.vintage.label})."
    if event.form == "rank":
        panel = held.panel
        newest = [values[np.isfinite(values)][-1] for values in panel.level if np.isfinite(values).any()]
        place = 1 + sum(value > panel_last(held, event.actor) for value in newest)
        line = f"{line[:-1]}, rank {place} of the {len(newest)} countries whose figures are held."
    return [line]


def panel_last(held: Record, actor: str) -> float:
    """Return the log of a country's newest level."""
    values = held.panel.level[held.panel.row(actor)]
    return float(values[np.isfinite(values)][-1])


def _shown(event: Event, value: float) -> str:
    if event.form == "rank":
        return f"ranks {value:.0f}"
    if event.form in ("share", "growth"):
        return f"{value:.2f} percent of GDP" if event.form == "share" else f"grew {value:.1f} percent"
    return f"{value:.2f} times" if event.form == "ratio" else money(value)


def _needed(held: Record, event: Event, paths: Paths) -> list[str]:
    """Return what growth a year the prediction takes, and how often the country had it: "needs 9.8 % a year …"."""
    years, target = event.years[-1], _target(event, paths)
    values = held.panel.series(event.measure)[held.panel.row(event.actor)]
    known = np.flatnonzero(np.isfinite(values))
    if target is None or len(known) == 0:
        return []
    span = years - held.panel.years[int(known[-1])]
    if span <= 0:
        return []
    needed = (target - values[known[-1]]) / span
    steps = np.diff(values)
    steps = steps[np.isfinite(steps)]
    rising = needed >= 0
    often = int((steps >= needed).sum() if rising else (steps <= needed).sum())
    rate = (np.exp(needed) - 1) * 100
    what = "of its share of GDP" if event.measure == "share" else "in dollars"
    line = f"Needs {rate:+.1f} % a year {what} for {span} years"
    if not rising and event.low is not None:
        line = f"Stays met unless it falls by {-rate:.1f} % a year {what} for {span} years"
    if event.form == "rank":
        line += f" (to pass {money(float(np.exp(target)))}, the middle of the odds for the country in the way)"
    did = "rose" if rising else "fell"
    return [f"{line}; it {did} that fast in {often} of the {len(steps)} yearly changes held." if len(steps) else f"{line}."]


def _target(event: Event, paths: Paths) -> float | None:
    """Return the log of the value that must be reached in the last year, None where the form names none."""
    bound = event.low if event.low is not None else event.high
    if bound is None or bound <= 0:
        return None
    if event.form in ("level", "share"):
        return float(np.log(bound))
    if event.form == "rank" and event.high is not None:
        others = [actor for actor in paths.actors if actor != event.actor and paths.has(actor, event.measure)]
        middle = sorted((float(np.median(paths.draws(actor, event.measure, event.years[-1]))) for actor in others), reverse=True)
        place = int(event.high) - 1
        return float(np.log(middle[place])) if place < len(middle) else None
    return None


def _plan_line(rule: Rule, source: Statement, day: date | None) -> str:
    odds, kept, due = chance(day)
    name = source.name or source.title
    record_ = f"{kept} of {due} such pledges that had fallen due were kept" if due else "no such pledge had fallen due"
    plan = f"Announced: {name}, {rule.value:g} percent of GDP in {rule.year}"
    return f"{plan}; taken as kept in {_percent(odds)} of the paths ({record_})."


def _assumption(
    wanted: tuple[Event, ...], free: Paths, paths: Paths, own: list[Rule], holds: NDArray[np.bool_]
) -> str:
    """Return the assumption that moves the odds most, with the odds on either side of it."""
    found: list[tuple[float, str]] = []
    if own:
        kept = apply(free, [replace(rule, kept=1.0) for rule in own])
        sides = [float(np.mean(np.all([event.holds(side) for event in wanted], axis=0))) for side in (kept, free)]
        text = f"whether the plan is kept: {_percent(sides[0])} if it is, {_percent(sides[1])} if not"
        found.append((abs(sides[0] - sides[1]), text))
    event = wanted[0]
    last = event.years[-1]
    if last in paths.years:
        for other in paths.actors[:6]:
            measure = event.measure if paths.has(other, event.measure) else "level"
            if (other != event.actor and event.form != "rank") or not paths.has(other, measure):
                continue
            values = paths.draws(other, measure, last)
            high = values >= np.median(values)
            sides = [float(holds[high].mean()), float(holds[~high].mean())]
            text = f"how {name_of(other)}'s spending goes: {_percent(sides[0])} if it ends above the middle of its odds"
            found.append((abs(sides[0] - sides[1]), f"{text}, {_percent(sides[1])} if below"))
    if not found or max(found)[0] < 0.01:
        return "No single assumption moves the odds by a percentage point."
    return f"What matters most is {max(found)[1]}."


def _finding(claim: Claim, then: Outlook | str, now: Outlook | str) -> Finding:
    """Return the finding from the odds at both dates; a string says why one has none."""
    lines: list[str] = []
    for name, outlook in (("Then", then), ("Now", now)):
        rows = (f"no odds: {outlook}",) if isinstance(outlook, str) else outlook.lines
        lines += [f"{name}: {row}" for row in rows if row]
    outcome = bool(now.odds) if isinstance(now, Outlook) and now.due and now.odds is not None else None
    odds = Probability(_odds(then), _odds(now), outcome)
    judgements = [
        Judgement("forecast", note=row)
        if isinstance(row, str)
        else Judgement(
            "forecast",
            value=row.value,
            definition="SIPRI",
            evidence=tuple(dict.fromkeys(statement.id for statement in row.used)),
            note=row.assumption or None,
            grounds=() if row.due else ("not_yet_due",),
        )
        for row in (then, now)
    ]
    used = {s.id: s for row in (now, then) if isinstance(row, Outlook) for s in row.used}
    ids = tuple(used.values())
    first, last = judgements
    held = next((row.series for row in (now, then) if isinstance(row, Outlook)), ())
    bands = then.series if isinstance(then, Outlook) else ()
    series = tuple({s.id: s for s in (*held, *(band for band in bands if band.kind == "model"))}.values())
    return Finding(claim.id, first, last, tuple(lines), _reason(then, now), probability=odds, used=ids, series=series)


def _odds(outlook: Outlook | str) -> float | None:
    return None if isinstance(outlook, str) or outlook.odds is None else round(outlook.odds, 3)


def _reason(then: Outlook | str, now: Outlook | str) -> str:
    before = "the record held then gives no odds" if isinstance(then, str) else f"the record of the day gave it {then.value}"
    if isinstance(then, Outlook) and then.due:
        before = "it was already settled when written"
    if isinstance(now, str):
        return f"A prediction: {before}; today's gives none."
    if now.odds is None:
        return f"A prediction: {before}; what came ({now.value} by SIPRI's count) is too near the mark to settle it."
    if now.due:
        return f"A prediction: {before}; it {'came true' if now.odds else 'did not come true'} ({now.value})."
    return f"A prediction: {before}, today's gives it {now.value}."
