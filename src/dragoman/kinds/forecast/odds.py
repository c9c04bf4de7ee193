"""Odds of a predicted figure, as of the article's day and of today, and what came once the year is known. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

import numpy as np

from dragoman.errors import OutOfScope
from dragoman.estimate.paths import Paths
from dragoman.kinds.figure.conversions import rates
from dragoman.kinds.figure.periods import overlap
from dragoman.kinds.figure.wording import is_from_no_record
from dragoman.kinds.forecast import working
from dragoman.kinds.forecast.ask import dates, modelled, path_questions, rate_questions
from dragoman.kinds.forecast.events import Event, ends, events, printed, reworded
from dragoman.kinds.forecast.fan import fan
from dragoman.kinds.forecast.known import Known, followed, free_paths, known, rivals
from dragoman.kinds.forecast.plans import PLANNED, WHOLE, newest_value
from dragoman.kinds.forecast.record import Record
from dragoman.kinds.forecast.wording import says
from dragoman.kinds.tie.record import name_of
from dragoman.model import Answers, Article, Claim, FigureBody, Finding, Judgement, Period, Probability, Statement

PATHS = 2500
LEAST, MOST = 0.001, 0.999
FOLLOWS = timedelta(days=730)
SAME, TELLING = 0.02, 0.05
COUNT_ROOM, BUDGET_ROOM = 0.15, 0.30
"""How far SIPRI's figure must lie from the mark to settle a prediction: NATO's and national counts differ from it by as much."""


@dataclass(frozen=True)
class Case:
    """A claim's question at one date, the same for every claim that asks it: what was known, and the events asked for.

    `other`: whether the claim counts otherwise than the series do, as national budgets and sums in other money do.
    """

    known: Known
    wanted: tuple[Event, ...]
    other: bool

    @property
    def subject(self) -> tuple[str, ...]:
        """The countries that it is about."""
        return tuple(event.actor for event in self.wanted)


@dataclass(frozen=True)
class Outlook:
    """The odds at one date, and how they came about.

    `due`: the years are known; the odds are then 1 or 0, None where it was too close to tell. `given`: the odds where the
    country's announced plans are kept, None where there are none.
    """

    odds: float | None
    due: bool
    lines: tuple[str, ...]
    used: tuple[Statement, ...]
    value: str
    assumption: str = ""
    series: tuple[Statement, ...] = ()
    given: float | None = None


LOOKED_AT = 120
"""Characters after a figure in which what it is set against is looked for."""


def judge_figure(claim: Claim, article: Article, answers: Answers) -> Finding:
    """Return the finding of a predicted figure."""
    assert claim.figure is not None
    if not modelled(claim.figure):
        return unknown(claim, _unmodelled(claim.figure))
    if groups := [actor for actor in claim.subject if len(actor) != 3]:
        return unknown(claim, f"No odds: they are of single states' spending, and {name_of(groups[0])} is no state.")
    after = article.text[claim.anchor.end : claim.anchor.end + LOOKED_AT]
    if claim.figure.form == "difference" and is_from_no_record(after):
        return unknown(claim, "No odds: the words set this against what no source held gives.")
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
        return unknown(claim, f"No odds: {now}")
    return _finding(claim, then, now)


def _unmodelled(figure: FigureBody) -> str:
    what = "this" if figure.measure == "other" else figure.measure.replace("_", " ")
    return f"No source held keeps series of {what} that a forecast could rest on, so no odds are given."


def announced_since(claim: Claim, article: Article, answers: Answers) -> Statement | None:
    """Return the first plan of what a claim says that one of its subjects announced within two years after the article."""
    if article.published is None or claim.figure is None:
        return None
    rows = {row.id: row for question in path_questions(claim, article, None) for row in answers.get(question, ())}
    found = [row for row in rows.values() if _says(row, claim, claim.figure, article.published)]
    return min(found, key=lambda row: (row.vintage.published or date.max, row.id)) if found else None


def _says(plan: Statement, claim: Claim, figure: FigureBody, published: date) -> bool:
    """Return whether a statement is a plan of what a claim says, announced within two years after a day."""
    day, value = plan.vintage.published, plan.value
    if (
        plan.kind != "plan"
        or plan.status not in PLANNED
        or plan.actor not in claim.subject
        or value is None
        or plan.high is not None
    ):
        return False
    low, high = printed(ends(figure.value), figure.relation)
    if (plan.form, plan.of, plan.currency) != (figure.form, figure.of, figure.currency):
        return False
    if low is None or high is None:
        return False
    period, target = figure.period, plan.period
    # "Will agree this month on 5 percent" names the month of the pledge, not the year that it is for.
    open_ = period is None or period.end is None or target.end is None or plan.actor.startswith("org:")
    fits = open_ or (period is not None and bool(overlap(period, target)))
    return day is not None and published < day <= published + FOLLOWS and fits and low <= float(value) <= high


def unknown(claim: Claim, reason: str) -> Finding:
    """Return a forecast without odds."""
    waiting = Judgement("forecast", note="no odds", grounds=("not_yet_due",))
    return Finding(claim.id, waiting, waiting, reason=reason, probability=Probability(None, None))


def _case(claim: Claim, article: Article, answers: Answers, day: date | None, asked: tuple[Event, ...]) -> Case:
    """Return what the odds at one date rest on. `asked` are the events settled for the earlier date: the question stays the same.

    Raises:
        OutOfScope: the record does not carry the question.
    """
    found = known(answers, path_questions(claim, article, day), day)
    horizon = max(
        (rule.end if rule.end < 9999 else rule.year for rule, _ in found.plans if rule.actor in claim.subject), default=None
    )
    factor = _factor(claim, article, answers, day)
    wanted = asked or events(claim, found.held, published=article.published, horizon=horizon, factor=factor)
    figure = claim.figure
    if figure is not None and not asked:
        if figure.measure == "programme_cost":
            wanted = tuple(_whole(event, found.held, claim, figure) for event in wanted)
        if figure.measure != "military_expenditure":
            wanted = tuple(_in_count(event, found) for event in wanted)
    other = figure is not None and (figure.measure != "military_expenditure" or figure.currency not in (None, "USD"))
    return Case(found, wanted, other)


def _whole(event: Event, held: Record, claim: Claim, figure: FigureBody) -> Event:
    """Return the event of a sum for "programmes" as one of spending as a whole, where it is about as much a year as that.

    Raises:
        OutOfScope: it is much less, or more, or the words name a part or no military: no series of that is held.
    """
    if says(claim, "part") or not says(claim, "security"):
        raise OutOfScope(_unmodelled(figure))
    bound, last = event.low or event.high or 0.0, newest_value(held, event.actor, event.measure)
    if not last or event.via or not WHOLE[0] <= bound / len(event.years) / last <= WHOLE[1]:
        raise OutOfScope(_unmodelled(figure))
    assumed = "Read as the whole of military spending: it is about as much a year as the country spends."
    return replace(event, assumed=(*event.assumed, assumed))


def _in_count(event: Event, known: Known) -> Event:
    """Return the event of a national budget with its bounds in SIPRI's count, where that differs from the country's budgets."""
    times = known.counted(event.actor)
    if event.form not in ("level", "local", "total") or abs(times - 1) < SAME:
        return event
    low, high = (None if bound is None else bound * times for bound in (event.low, event.high))
    assumed = f"SIPRI has counted {times:.2f} for each unit of the country's budgets: the mark was moved by as much."
    return reworded(replace(event, low=low, high=high, assumed=(*event.assumed, assumed)))


def _factor(claim: Claim, article: Article, answers: Answers, day: date | None) -> Decimal | None:
    """Return US dollars for one unit of the claim's currency on the article's day, None where no rate is held."""
    currency = claim.figure.currency if claim.figure else None
    if currency in (None, "USD"):
        return Decimal(1) if currency else None
    if article.published is None:
        return None
    around = Period(date(article.published.year, 1, 1), date(article.published.year, 12, 31))
    statements = [row for question in rate_questions(claim, article, day) for row in answers.get(question, ())]
    found = rates(statements, str(currency), "USD", around, published=article.published, by=day)
    return found[-1].factor if found else None


@lru_cache(maxsize=64)
def _outlook(case: Case) -> Outlook:
    """Return the odds of one case, or what came: reckoned once for all articles that ask it of the same record.

    Raises:
        OutOfScope: a series is too short, or the year too far.
    """
    held, wanted = case.known.held, case.wanted
    last = max(year for event in wanted for year in event.years)
    actors = list(dict.fromkeys(actor for event in wanted for actor in event.actors))
    ranked = any(event.form == "rank" for event in wanted)
    free = free_paths(case.known, rivals(held, actors) if ranked else actors, last, PATHS)
    due = all(last <= free.last(event.actor, event.measure) for event in wanted)
    return _due(case, free) if due else _ahead(case, free)


def _due(case: Case, paths: Paths) -> Outlook:
    """Return what came, once the years are known."""
    held, wanted = case.known.held, case.wanted
    came = all(bool(event.holds(paths)[0]) for event in wanted)
    room = BUDGET_ROOM if case.other else COUNT_ROOM
    near = any(event.near(float(value), room) for event in wanted for value in event.values(paths)[:, 0])
    lines, used, values = [], [], []
    for event in wanted:
        value = working.shown(event, float(event.values(paths)[-1, 0]))
        values.append(value)
        said = f"Due: {name_of(event.actor)} {value} in {event.years[-1]}; asked for: {event.words}."
        if near:
            lines.append(f"{said} That is too near the mark to settle it: another count than SIPRI's may fall on its other side.")
        else:
            lines.append(f"{said} Came true: {'yes' if came else 'no'} by SIPRI's count.")
        used += working.own(held, event, event.years)
    series = working.series(held, wanted)
    return Outlook(None if near else float(came), True, tuple(lines), tuple(used), ", ".join(values), series=series)


def _ahead(case: Case, free: Paths) -> Outlook:
    """Return the odds of what lies ahead. `free` are the paths without the announced plans."""
    held, wanted = case.known.held, case.wanted
    paths = followed(free, [rule for rule, _ in case.known.plans])
    holds = np.all([event.holds(paths) for event in wanted], axis=0)
    odds = min(max(float(holds.mean()), LEAST), MOST)
    lines, used = [], []
    for event in wanted:
        lines += [line for actor in event.sides for line in working.newest(held, replace(event, actor=actor))]
        lines += working.needed(held, event, paths)
        used += working.own(held, event, held.panel.years)
    own = [pair for pair in case.known.plans if pair[0].actor in case.subject]
    lines += [working.plan(pair, case.known.day) for pair in own]
    used += [source for _, source in own]
    asked = "; ".join(dict.fromkeys(event.words for event in wanted))
    lines.append(f"Asked for: {asked}. {int(holds.sum())} of {paths.count} joint paths meet it: {working.percent(odds)}.")
    assumption, given = working.assumption(wanted, free, paths, [rule for rule, _ in own], holds)
    for event in wanted:
        lines += event.assumed
    said = (*dict.fromkeys(lines), assumption)
    drawn = (*working.series(held, wanted), *fan(paths.until(wanted[0].years[-1]), wanted, case.known.day))
    return Outlook(odds, False, said, tuple(used), working.percent(odds), assumption, drawn, given)


def _finding(claim: Claim, then: Outlook | str, now: Outlook | str) -> Finding:
    """Return the finding from the odds at both dates; a string says why one has none."""
    lines: list[str] = []
    for name, outlook in (("Then", then), ("Now", now)):
        rows = (f"no odds: {outlook}",) if isinstance(outlook, str) else outlook.lines
        lines += [f"{name}: {row}" for row in rows if row]
    outcome = bool(now.odds) if isinstance(now, Outlook) and now.due and now.odds is not None else None
    odds = Probability(_odds(then), _odds(now), outcome)
    first, last = _judgement(then), _judgement(now)
    used = {s.id: s for row in (now, then) if isinstance(row, Outlook) for s in row.used}
    held = next((row.series for row in (now, then) if isinstance(row, Outlook)), ())
    bands = then.series if isinstance(then, Outlook) else ()
    series = tuple({s.id: s for s in (*held, *(band for band in bands if band.kind == "model"))}.values())
    reason = _reason(claim, then, now)
    return Finding(claim.id, first, last, tuple(lines), reason, probability=odds, used=tuple(used.values()), series=series)


def _judgement(row: Outlook | str) -> Judgement:
    if isinstance(row, str):
        return Judgement("forecast", note=row)
    return Judgement(
        "forecast",
        value=row.value,
        definition="SIPRI",
        evidence=tuple(dict.fromkeys(statement.id for statement in row.used)),
        note=row.assumption or None,
        grounds=() if row.due else ("not_yet_due",),
    )


def _odds(outlook: Outlook | str) -> float | None:
    return None if isinstance(outlook, str) or outlook.odds is None else round(outlook.odds, 3)


def _reason(claim: Claim, then: Outlook | str, now: Outlook | str) -> str:
    before = (
        "the record held then gives no odds" if isinstance(then, str) else f"the record of the day gave it {_given(claim, then)}"
    )
    if isinstance(then, Outlook) and then.due:
        before = "it was already settled when written"
    if isinstance(now, str):
        return f"A prediction: {before}; today's gives none."
    if now.odds is None:
        return f"A prediction: {before}; what came ({now.value} by SIPRI's count) is too near the mark to settle it."
    if now.due:
        return f"A prediction: {before}; it {'came true' if now.odds else 'did not come true'} ({now.value} by SIPRI's count)."
    return f"A prediction: {before}, today's gives it {_given(claim, now)}."


def _given(claim: Claim, outlook: Outlook) -> str:
    """Return odds in words; of a conditional prediction also those where the announced plans are kept."""
    if claim.modality.certainty != "conditional" or outlook.given is None or abs(outlook.given - (outlook.odds or 0.0)) < TELLING:
        return outlook.value
    return f"{outlook.value} ({working.percent(outlook.given)} if what was announced is kept)"
