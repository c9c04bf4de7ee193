"""What a predicted figure says will happen, as a question that every path answers with yes or no."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import OutOfScope
from dragoman.estimate.paths import Paths
from dragoman.kinds.forecast.record import Record, years_of
from dragoman.model import Claim, FigureBody, Interval, Period, Relation

Answer = NDArray[np.bool_]
HORIZON = 5
NEGATIVE = (Relation.AT_LEAST, Relation.MORE_THAN, Relation.AT_MOST, Relation.LESS_THAN)


@dataclass(frozen=True)
class Event:
    """A question to the paths.

    Args:
        actor: the country.
        measure: `level` or `share`.
        years: the years it is about; all of them, where several.
        low, high: the bounds, in dollars, percent, percent of growth or a rank; None is open.
        form: level, share, growth, total, rank, ratio or difference.
        base: for growth, ratio and difference, the year compared with.
        words: what counts as coming true, for a reader.
        assumed: what the claim leaves open and was assumed.
    """

    actor: str
    measure: str
    years: tuple[int, ...]
    low: float | None
    high: float | None
    form: str
    words: str
    base: int | None = None
    negated: bool = False
    assumed: tuple[str, ...] = ()

    def values(self, paths: Paths) -> NDArray[np.float64]:
        """Return, for each path, the number that the bounds are about, shape (years, paths)."""
        last, base = self.years[-1], self.base or self.years[-1] - 1
        if self.form == "total":
            out: NDArray[Any] = paths.total(self.actor, self.measure, self.years)[None]
        elif self.form == "rank":
            out = paths.rank(self.actor, self.measure, last)[None]
        elif self.form == "growth":
            out = paths.growth(self.actor, self.measure, base, last)[None]
        elif self.form in ("ratio", "difference"):
            later, earlier = paths.draws(self.actor, self.measure, last), paths.draws(self.actor, self.measure, base)
            out = (later / earlier if self.form == "ratio" else later - earlier)[None]
        else:
            out = np.array([paths.draws(self.actor, self.measure, year) for year in self.years])
        return np.asarray(out, dtype=float)

    def near(self, value: float, room: float) -> bool:
        """Return whether a value lies so close to a bound that another way of counting may fall on its other side.

        Args:
            room: as a part of the bound; of growth ten points, of a rank one place, whatever the room.
        """
        bounds = [bound for bound in (self.low, self.high) if bound]
        if self.form == "growth":
            return any(abs(value - bound) < 10 for bound in bounds)
        if self.form == "rank":
            return any(0 < abs(value - bound) <= 1 for bound in bounds)
        return any(abs(value / bound - 1) < room for bound in bounds)

    def holds(self, paths: Paths) -> Answer:
        """Return, for each path, whether the prediction comes true."""
        values = self.values(paths)
        low = -np.inf if self.low is None else self.low
        high = np.inf if self.high is None else self.high
        out: Answer = np.all((values >= low) & (values <= high), axis=0)
        return np.logical_not(out) if self.negated else out


def events(
    claim: Claim, held: Record, *, published: date | None, horizon: int | None, factor: Decimal | None
) -> tuple[Event, ...]:
    """Return the events that must all happen for a claim to come true, one for each subject.

    Args:
        horizon: the year of a plan that the claim may lean on where it names none ("would then become").
        factor: US dollars for one unit of the claim's currency; None where no rate is held.

    Raises:
        OutOfScope: the figure is not one that the paths can answer, with what is missing.
    """
    figure = claim.figure
    if figure is None or not claim.subject:
        raise OutOfScope("the prediction names no figure, or nobody whose figure it is")
    years, assumed = _years(figure, published, held.panel.years[-1], horizon)
    bounds, base = _bounds(figure, factor), None
    if figure.form in ("growth", "ratio", "difference"):
        base = _base(figure, years, held.panel.years[-1])
        if figure.form == "growth" and base is None:
            base = years[-1] - 1
    negated = claim.modality.polarity == "negative" and figure.relation not in NEGATIVE
    return tuple(_event(figure, actor, years, bounds, base, negated, assumed, held) for actor in claim.subject)


def _event(
    figure: FigureBody,
    actor: str,
    years: tuple[int, ...],
    bounds: Interval,
    base: int | None,
    negated: bool,
    assumed: tuple[str, ...],
    held: Record,
) -> Event:
    measure = "share" if figure.form == "share" else "level"
    form = figure.form if figure.form in ("total", "rank", "growth", "ratio", "difference") else measure
    low, high = (float(end) if end is not None else None for end in (bounds.low, bounds.high))
    event = Event(actor, measure, years, low, high, form, "", base, negated, assumed)
    return _reached(event, figure, held) if figure.relation in (Relation.EQUALS, Relation.ABOUT) else _worded(event)


def _reached(event: Event, figure: FigureBody, held: Record) -> Event:
    """Return the event with an exact figure read as a mark to reach, from the side on which the last known one lies.

    "Will spend 100 billion" is not refuted by 110. A rank counts as reached by a higher one.
    """
    if event.form == "rank":
        return _worded(replace(event, low=None))
    if event.form in ("growth", "ratio", "difference"):
        falls = (event.high or 0) <= (1 if event.form == "ratio" else 0)
    elif event.form == "total":
        falls = False
    else:
        last = held.last(event.actor, event.measure)
        falls = last is not None and last.value is not None and event.high is not None and float(last.value) > event.high
    return _worded(replace(event, low=None) if falls else replace(event, high=None))


def _worded(event: Event) -> Event:
    """Return the event with its condition in words."""
    unit = {"rank": "rank", "share": "percent of GDP", "growth": "percent growth"}.get(event.form, "")
    low, high = (None if end is None else _number(end, event) for end in (event.low, event.high))
    if event.form == "rank":
        bound = f"rank {high} or higher" if low is None or low == high else f"rank {low} or lower"
    else:
        bound = f"at least {low}" if high is None else f"at most {high}" if low is None else f"between {low} and {high}"
        bound = f"{bound} {unit}".strip()
    if event.form in ("growth", "ratio", "difference"):
        bound += f" from {event.base} to {event.years[-1]}"
    elif event.form == "total":
        bound += f" in all from {event.years[0]} to {event.years[-1]}"
    else:
        several = f"every year from {event.years[0]} to {event.years[-1]}"
        bound += f" in {event.years[0]}" if len(event.years) == 1 else f" in {several}"
    return replace(event, words=f"not {bound}" if event.negated else bound)


def _number(value: float, event: Event) -> str:
    if event.form in ("level", "total", "difference"):
        return money(value)
    return f"{value:.4g}"


def money(value: float) -> str:
    """Return dollars as a reader would write them.

    >>> money(54.1e9)
    '$54.1 billion'
    """
    size, name = next(((s, n) for s, n in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")) if abs(value) >= s), (1.0, ""))
    return f"${value / size:,.1f} {name}".strip()


def _years(
    figure: FigureBody, published: date | None, known: int, horizon: int | None
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the years that the claim is about, and what was assumed where it leaves them open."""
    period = figure.period
    if period is not None and period.end is not None:
        years = years_of(period)
        spans = figure.form == "total" or figure.relation in NEGATIVE
        return (years if spans and period.start is not None and len(years) > 1 else years[-1:]), ()
    if horizon is not None and figure.form != "total":
        return (horizon,), (f"No year is given: taken as {horizon}, the year of the announced plan.",)
    start = period.start.year if period is not None and period.start is not None else (published.year if published else known + 1)
    if figure.form == "total":
        raise OutOfScope("the prediction of a total names no years")
    last = max(start, published.year if published else start) + HORIZON
    return (last,), (f"No year is given: taken as {last}, five years on.",)


def _base(figure: FigureBody, years: tuple[int, ...], known: int) -> int | None:
    """Return the year that growth, a ratio or a difference is counted from."""
    with_ = figure.compared_with
    if isinstance(with_, Period) and with_.start is not None:
        return years_of(with_)[-1]
    period = figure.period
    if figure.form == "growth" and period is not None and period.start is not None and period.end is not None:
        covered = years_of(period)
        return covered[0] - 1 if len(covered) == 1 else covered[0]
    return min(known, years[-1] - 1)


def _bounds(figure: FigureBody, factor: Decimal | None) -> Interval:
    """Return the claim's bounds in the unit of the paths: dollars, percent, a ratio or a rank."""
    if figure.form in ("level", "total") or (figure.form == "difference" and figure.unit == "money"):
        if figure.unit not in (None, "money") or figure.per:
            raise OutOfScope(f"paths are of spending in dollars, the prediction is in {figure.unit} per {figure.per or 'year'}")
        if figure.currency is None:
            raise OutOfScope("the words leave open which currency is meant")
        if factor is None:
            raise OutOfScope(f"no exchange rate of {figure.currency} is held for the article's date")
        return figure.value.scaled(factor)
    if figure.form == "share" and figure.of not in (None, "gdp"):
        raise OutOfScope(f"paths are of shares of GDP, the prediction is of a share of {figure.of}")
    if figure.form not in ("share", "growth", "ratio", "rank"):
        raise OutOfScope(f"the paths do not answer a prediction of this form ({figure.form})")
    if figure.basis == "real" and figure.form == "growth":
        raise OutOfScope("the paths that are held are in current dollars, the prediction is of real growth")
    return figure.value
