"""The outlook of one country as plain data: what `dragoman outlook` and the web page show. Pure; the caller asks the store.

asked = Asked("JPN", to=2030)
known_ = known(store.ask(wanted(asked)), wanted(asked), asked.day)
odds(asked, known_)          # or rank(asked, known_, 2027)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from dragoman.errors import OutOfScope, UnreadableValue
from dragoman.estimate.fit import OLDEST
from dragoman.estimate.paths import Draws, Paths
from dragoman.estimate.rules import Rule, chance, check, parse
from dragoman.kinds.forecast.events import converted
from dragoman.kinds.forecast.known import Known, followed, free_paths, questions, rivals
from dragoman.kinds.forecast.plans import Announced
from dragoman.kinds.forecast.working import described
from dragoman.kinds.tie.record import name_of
from dragoman.model import Question

MEASURES = {
    "military_expenditure": ("level", "US dollars"),
    "military_expenditure_constant": ("constant", "constant US dollars"),
    "military_expenditure_share": ("share", "percent of GDP"),
}
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
TOPS = (1, 2, 3, 5, 10, 15, 20)
YEARS_AHEAD = 5
Span = tuple[int, int]


@dataclass(frozen=True)
class Asked:
    """A question to the outlook.

    Args:
        actor: country code.
        measure: one of MEASURES.
        to: the last year; five after the last figures where it is None.
        day: only what had been published by it; None is everything held.
        today: the day on which it is asked: `day` cannot lie after it.
        rules: taken as kept, as `estimate.rules.parse` reads them.
        plans: whether announced plans are followed.
        at_least, at_most: bounds in the measure's unit; of the total or of growth in percent where one of those is asked for.
        over: a country to spend more than.
        currency: the money that amounts are given in; US dollars where it is None.
        total, growth: first and last year of a sum, or of a change in percent.
        place: for a rank, the place to reach.
        count: how many joint paths.
    """

    actor: str
    measure: str = "military_expenditure"
    to: int | None = None
    day: date | None = None
    today: date | None = None
    rules: tuple[str, ...] = ()
    plans: bool = True
    at_least: float | None = None
    at_most: float | None = None
    over: str | None = None
    currency: str | None = None
    total: Span | None = None
    growth: Span | None = None
    place: int | None = None
    count: int = 10_000

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise UnreadableValue(f"no measure is called {self.measure!r}", do=f"choose {', '.join(MEASURES)}")
        if self.day and self.today and self.day > self.today:
            raise OutOfScope(f"what will have been published by {self.day} is not known yet", do="give a day up to today")
        for name, bound in (("--at-least", self.at_least), ("--at-most", self.at_most)):
            low = float("-inf") if self.growth else 0.0
            if bound is not None and not low <= bound < float("inf"):
                raise UnreadableValue(f"{bound:g} is no amount", where=name, do="give a number from zero on")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise UnreadableValue("--at-least lies above --at-most", do="give the smaller one to --at-least")
        if self.over == self.actor:
            raise UnreadableValue(f"{self.actor} cannot be compared with itself", where="--over", do="name another country")
        if self.currency and self.measure != "military_expenditure":
            raise UnreadableValue("--currency is asked of military_expenditure only", do="leave it out")
        if self.total and self.growth:
            raise UnreadableValue("a total and a growth are two questions", do="ask for one of them at a time")
        if self.total and self.measure == "military_expenditure_share":
            raise UnreadableValue("shares of GDP have no total", do="ask for the total of military_expenditure")
        for span in (self.total, self.growth):
            if span and span[0] >= span[1]:
                raise UnreadableValue(f"{span[0]}-{span[1]} are no years from an earlier to a later one", do="write 2025-2030")


def wanted(asked: Asked) -> tuple[Question, ...]:
    """Return what to ask the store."""
    return questions((asked.actor,), asked.day, (asked.day or asked.today or date.max).year)


def odds(asked: Asked, known: Known) -> dict[str, Any]:
    """Return the odds of a country's spending, year by year, with what was asked of them.

    Raises:
        OutOfScope: a series is too short or missing, a year too far, or a rule cannot be met.
        UnreadableValue: a rule is not understood.
    """
    name, unit = MEASURES[asked.measure]
    actor, last = asked.actor, known.held.panel.years[-1]
    rules, notes = _rules(asked, known)
    money = converted(asked.currency, actor, known.held) if asked.currency else (name, None)
    others = [other for other in (asked.over, money[1]) if other and other != actor]
    end = known.held.end(actor, name)
    if asked.to is not None and asked.to <= (end or last):
        raise OutOfScope(f"{asked.to} is no year ahead: figures reach to {end or last}", do="give a later year to --to")
    until = _until(asked, last)
    paths = followed(free_paths(known, [actor, *dict.fromkeys(others)], until, asked.count), rules).until(until)
    if not paths.has(actor, name):
        what = f"{asked.measure.replace('_', ' ')} of {actor}"
        raise OutOfScope(
            f"no series of {what} is held, or it is too short or ended more than {OLDEST} years ago",
            do="choose another measure, or add SIPRI's workbook with `dragoman evidence add sipri FILE`",
        )
    view = _View(paths, actor, *money)
    years = tuple(year for year in view.years if asked.to is None or year <= asked.to) if asked.to else view.years
    body: dict[str, Any] = {
        "title": f"{name_of(actor)}: {asked.measure.replace('_', ' ')}",
        "country": actor,
        "measure": asked.measure,
        "unit": unit if not asked.currency or asked.currency == "USD" else asked.currency,
        "known_by": asked.day.isoformat() if asked.day else None,
        "paths": asked.count,
        "notes": notes,
        "history": [{"year": year, "value": _plain(float(view.draws(year)[0]))} for year in view.known],
        "odds": [{"year": year, **_quantiles(view.draws(year))} for year in years],
    }
    body |= {name: bound for name, bound in (("at_least", asked.at_least), ("at_most", asked.at_most)) if bound is not None}
    _bounds(body, asked, view, years)
    if asked.over:
        body["over"] = asked.over
        for row in body["odds"]:
            row["over"] = _share(paths.overtakes(actor, asked.over, name, row["year"]))
        body["first_over"] = _first([paths.overtakes(actor, asked.over, name, year) for year in years], years)
    if name != "share" and not (asked.total or asked.growth):
        body["total"] = {"from": years[0], "to": years[-1], **_quantiles(np.sum([view.draws(year) for year in years], axis=0))}
    return body


def _bounds(body: dict[str, Any], asked: Asked, view: _View, years: Sequence[int]) -> None:
    """Add the odds of the bounds: of the total, of the growth, or of each year, of every year and of the first that meets it."""
    low, high = asked.at_least, asked.at_most
    bounded = low is not None or high is not None
    for form, span in (("total", asked.total), ("growth", asked.growth)):
        if span is None:
            continue
        first, last = (view.draws(year) for year in span)
        found = (
            (last / first - 1) * 100 if form == "growth" else np.sum([view.draws(y) for y in range(span[0], span[1] + 1)], axis=0)
        )
        body[form] = {"from": span[0], "to": span[1], **_quantiles(found)}
        if bounded:
            body[form]["odds"] = _share(_between(found, low, high))
        return
    if bounded:
        each = [_between(view.draws(year), low, high) for year in years]
        for row, held in zip(body["odds"], each, strict=True):
            row["odds"] = _share(held)
        body["every_year"] = _share(np.all(each, axis=0))
        body["first_year"] = _first(each, years)


def rank(asked: Asked, known: Known, year: int) -> dict[str, Any]:
    """Return the odds of a country's rank in a year, among the countries whose figures are held.

    Raises:
        OutOfScope, UnreadableValue: as `odds`.
    """
    if not (asked.at_least is None and asked.at_most is None and asked.over is None):
        raise UnreadableValue("--at-least, --at-most and --over are asked of spending, not of a rank", do="leave them out")
    panel, actor = known.held.panel, asked.actor
    panel.row(actor)
    rules, notes = _rules(asked, known)
    paths = followed(free_paths(known, rivals(known.held, [actor]), max(year, panel.years[-1] + 1), asked.count), rules)
    ranks = paths.rank(actor, "level", year)
    others = [other for other in paths.actors if other != actor and paths.has(other, "level")]
    body = {
        "country": actor,
        "year": year,
        "known_by": asked.day.isoformat() if asked.day else None,
        "paths": asked.count,
        "of": len(others) + 1,
        "notes": [*notes, f"Among the {len(others) + 1} countries whose figures are held."],
        "rank": {str(place): _share(ranks == place) for place in range(1, int(ranks.max()) + 1)},
        "at_least": {str(top): _share(ranks <= top) for top in TOPS},
        "above": {other: _share(paths.overtakes(actor, other, "level", year)) for other in others[:20]},
    }
    if asked.place:
        years = [ahead for ahead in paths.ahead(actor, "level") if ahead <= year]
        reached = [paths.rank(actor, "level", ahead) <= asked.place for ahead in years]
        body["place"] = asked.place
        body["by_year"] = {str(ahead): _share(held) for ahead, held in zip(years, reached, strict=True)}
        body["first_year"] = _first(reached, years)
    return body


@dataclass(frozen=True)
class _View:
    """A country's paths of one measure, in dollars or another money: `via` is the country by whose rate dollars are turned."""

    paths: Paths
    actor: str
    measure: str
    via: str | None

    @property
    def last(self) -> int:
        """The last year with a figure."""
        ends = [self.paths.last(self.actor, self.measure)]
        return min([*ends, self.paths.last(self.via, "local")] if self.via else ends)

    @property
    def years(self) -> tuple[int, ...]:
        """The years ahead."""
        return tuple(year for year in self.paths.years if year > self.last)

    @property
    def known(self) -> list[int]:
        """The years with a figure."""
        return [year for year in self.paths.panel.years if year <= self.last and self._has(year)]

    def _has(self, year: int) -> bool:
        try:
            self.draws(year)
        except OutOfScope:
            return False
        return True

    def draws(self, year: int) -> Draws:
        """Return the value of a year in every path."""
        found = self.paths.draws(self.actor, self.measure, year)
        return found * self.paths.rate(self.via, year) if self.via else found


def _rules(asked: Asked, known: Known) -> tuple[list[Rule], list[str]]:
    """Return the rules to follow, and what is to be said about the country's own."""
    held = known.held
    held.panel.row(asked.actor)
    own = [parse(text, asked.actor) for text in asked.rules]
    check(own, held.panel.years[-1])
    notes = [f"Rule taken as kept: {rule.words}." for rule in own]
    plans = [pair for pair in known.plans if not (own and pair[0].actor == asked.actor)] if asked.plans else []
    notes += [_note(pair, asked.day) for pair in plans if pair[0].actor == asked.actor]
    return [*(rule for rule, _ in plans), *own], notes


def _note(pair: Announced, day: date | None) -> str:
    share, kept, due = chance(day)
    record = f"{kept} of {due} such pledges had been kept" if due else "no such pledge had fallen due"
    return f"Announced: {described(*pair)}; kept in {share:.0%} of the paths ({record})."


def _until(asked: Asked, last: int) -> int:
    """Return the last year that the paths must reach."""
    ends = [span[1] for span in (asked.total, asked.growth) if span]
    return max([asked.to or last + YEARS_AHEAD, *ends])


def _between(values: Draws, low: float | None, high: float | None) -> Draws:
    found: Draws = (values >= (-np.inf if low is None else low)) & (values <= (np.inf if high is None else high))
    return found


def _first(held: Sequence[Draws], years: Sequence[int]) -> dict[str, float]:
    """Return the odds that each year is the first that something holds in."""
    open_, found = np.ones_like(held[0], dtype=bool), {}
    for year, now in zip(years, held, strict=True):
        found[str(year)] = _share(open_ & now)
        open_ = open_ & ~now
    return {**found, "later or never": _share(open_)}


def _share(held: Draws) -> float:
    return round(float(held.mean()), 4)


def _quantiles(values: Draws) -> dict[str, float]:
    return {f"p{level * 100:.0f}": _plain(float(found)) for level, found in zip(LEVELS, np.quantile(values, LEVELS), strict=True)}


def _plain(value: float) -> float:
    """Return a number to six digits, whole where it is large."""
    rounded = float(f"{value:.6g}")
    return int(rounded) if abs(rounded) >= 1e6 else rounded
