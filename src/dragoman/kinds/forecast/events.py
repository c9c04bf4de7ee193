"""What a predicted figure says will happen, as a question that every path answers with yes or no."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import OutOfScope
from dragoman.estimate.fit import OLDEST, ages
from dragoman.estimate.paths import Paths
from dragoman.kinds.forecast.record import Record, years_of
from dragoman.kinds.forecast.wording import says
from dragoman.kinds.tie.record import name_of
from dragoman.model import Claim, FigureBody, Interval, Period, Relation

Answer = NDArray[np.bool_]
HORIZON = 5
MARK, FAR = 0.025, 1.25
NEGATIVE = (Relation.AT_LEAST, Relation.MORE_THAN, Relation.AT_MOST, Relation.LESS_THAN)


@dataclass(frozen=True)
class Event:
    """A question to the paths.

    Args:
        actor: the country.
        measure: `level` (US dollars), `local` (the state's own money), `constant` or `share`.
        years: the years it is about; all of them, where several.
        low, high: the bounds, in money, percent, percent of growth or a rank; None is open.
        form: level, share, growth, total, rank, ratio or difference.
        base: for growth, ratio and difference, the year compared with.
        words: what counts as coming true, for a reader.
        assumed: what the claim leaves open and was assumed.
        currency: the money of the bounds.
        via: the country by whose money dollars are turned into it, where it is neither dollars nor the country's own.
        other: for a ratio or a difference between countries, the one compared with, in the same year.
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
    currency: str = "USD"
    via: str | None = None
    other: str | None = None

    @property
    def actors(self) -> tuple[str, ...]:
        """The countries whose paths it needs."""
        return (self.actor, *(name for name in (self.via, self.other) if name))

    @property
    def sides(self) -> tuple[str, ...]:
        """The country, and the one it is compared with."""
        return (self.actor, self.other) if self.other else (self.actor,)

    def draws(self, paths: Paths, year: int) -> NDArray[Any]:
        """Return the country's figure of a year in every path, in the event's money where it is one of money."""
        found = paths.draws(self.actor, self.measure, year)
        return found * paths.rate(self.via, year) if self.via else found

    def values(self, paths: Paths) -> NDArray[np.float64]:
        """Return, for each path, the number that the bounds are about, shape (years, paths)."""
        last, base = self.years[-1], self.base or self.years[-1] - 1
        if self.form == "total":
            out: NDArray[Any] = np.sum([self.draws(paths, year) for year in self.years], axis=0)[None]
        elif self.form == "rank":
            out = paths.rank(self.actor, self.measure, last)[None]
        elif self.form == "growth":
            out = paths.growth(self.actor, self.measure, base, last)[None]
        elif self.form in ("ratio", "difference"):
            later = self.draws(paths, last)
            earlier = replace(self, actor=self.other).draws(paths, last) if self.other else self.draws(paths, base)
            out = (later / earlier if self.form == "ratio" else later - earlier)[None]
        else:
            out = np.array([self.draws(paths, year) for year in self.years])
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
    years, assumed = _years(claim, figure, published, held.panel.years[-1], horizon)
    base, other = None, _other(figure)
    if figure.form in ("growth", "ratio", "difference") and other is None:
        base = _base(figure, years, held.panel.years[-1])
        if figure.form == "growth" and base is None:
            base = years[-1] - 1
    negated = claim.modality.polarity == "negative" and figure.relation not in NEGATIVE
    negated = negated != (figure.form == "rank" and says(claim, "leaving"))
    made = []
    for actor in claim.subject:
        meant = _money(figure, actor, held, factor)
        low, high = ends(meant.bounds)
        form = figure.form if figure.form in ("total", "rank", "growth", "ratio", "difference") else meant.measure
        said = (*assumed, *meant.assumed)
        event = Event(actor, meant.measure, years, low, high, form, "", base, negated, said, meant.currency, meant.via, other)
        exact = figure.relation in (Relation.EQUALS, Relation.ABOUT)
        made.append(_reached(event, claim, held) if exact else reworded(event))
    return tuple(made)


def _reached(event: Event, claim: Claim, held: Record) -> Event:
    """Return the event with an exact figure read as a mark to reach: from above where the words speak of a fall, else from below.

    "Will spend 100 billion" is not refuted by 110, and not met by what would only be rounded to it: the mark is the figure as
    printed, with a tenth of what its rounding leaves, 2.5 percent at most. A rank counts as reached by a higher one.

    Raises:
        OutOfScope: the last known figure lies far above the mark and nothing is said of a fall: another count must be meant.
    """
    falls = says(claim, "falling")
    if event.form == "rank":
        return reworded(replace(event, high=None) if falls and not says(claim, "leaving") else replace(event, low=None))
    relation = claim.figure.relation if claim.figure else Relation.ABOUT
    low, high = printed((event.low, event.high), relation)
    if event.form in ("growth", "ratio", "difference"):
        falls = (high or 0) <= (1 if event.form == "ratio" else 0)
    elif event.form == "total":
        falls = False
    elif (last := _last(event, held)) is not None and high is not None and last > high * FAR and not falls:
        raise OutOfScope(
            "the figure lies far below the last one held and the words speak of no fall: another count must be meant"
        )
    return reworded(replace(event, low=None, high=high) if falls else replace(event, low=low, high=None))


def ends(interval: Interval) -> tuple[float | None, float | None]:
    """Return the ends of an interval as numbers."""
    return tuple(None if end is None else float(end) for end in (interval.low, interval.high))  # type: ignore[return-value]


def printed(bounds: tuple[float | None, float | None], relation: Relation) -> tuple[float | None, float | None]:
    """Return the bounds of an exact figure as printed, with a tenth of what its rounding leaves; others as they are."""
    low, high = bounds
    if relation != Relation.EQUALS or low is None or high is None:
        return bounds
    middle = (low + high) / 2
    room = min((high - low) / 20, abs(middle) * MARK)
    return middle - room, middle + room


def _last(event: Event, held: Record) -> float | None:
    """Return the country's last known figure in the measure of the event, None where another money is meant or none is held."""
    values = held.panel.series(event.measure)[held.panel.row(event.actor)] if event.actor in held.panel.actors else np.array([])
    known = values[np.isfinite(values)]
    return float(np.exp(known[-1])) if len(known) and not event.via else None


def reworded(event: Event) -> Event:
    """Return the event with its condition in words."""
    unit = {"rank": "rank", "share": "percent of GDP", "growth": "percent growth", "ratio": "times"}.get(event.form, "")
    low, high = (None if end is None else _number(end, event) for end in (event.low, event.high))
    if event.form == "rank":
        bound = f"rank {high} or higher" if low is None or low == high else f"rank {low} or lower"
    else:
        bound = f"at least {low}" if high is None else f"at most {high}" if low is None else f"between {low} and {high}"
        bound = f"{bound} {unit}".strip()
    if event.other:
        bound += f" that of {name_of(event.other)} in {event.years[-1]}"
        if event.form == "ratio" and event.low == 1 and event.high is None:
            bound = f"more than {name_of(event.other)} in {event.years[-1]}"
    elif event.form in ("growth", "ratio", "difference"):
        bound += f" from {event.base} to {event.years[-1]}"
    elif event.form == "total":
        bound += f" in all from {event.years[0]} to {event.years[-1]}"
    else:
        several = f"every year from {event.years[0]} to {event.years[-1]}"
        bound += f" in {event.years[0]}" if len(event.years) == 1 else f" in {several}"
    return replace(event, words=f"not {bound}" if event.negated else bound)


def _number(value: float, event: Event) -> str:
    if event.form in ("level", "local", "constant", "total") or (event.form == "difference" and event.measure != "share"):
        return money(value, event.currency, places=2)
    return f"{value:.4g}"


def money(value: float, currency: str = "USD", *, places: int = 1) -> str:
    """Return money as a reader would write it.

    >>> money(54.1e9), money(43e12, "JPY")
    ('$54.1 billion', '43 trillion JPY')
    """
    size, name = next(((s, n) for s, n in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")) if abs(value) >= s), (1.0, ""))
    number = f"{value / size:,.{places}f}"
    if currency != "USD" or places > 1:
        number = number.rstrip("0").rstrip(".")
    return f"${number} {name}".strip() if currency == "USD" else f"{number} {name}".strip() + f" {currency}"


def _years(
    claim: Claim, figure: FigureBody, published: date | None, known: int, horizon: int | None
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the years that the claim is about, and what was assumed where it leaves them open."""
    period = figure.period
    if figure.form == "level" and says(claim, "summed") and (period is None or len(years_of(period)) < 2):
        raise OutOfScope("the words name a sum over years that could not be placed")
    if figure.form == "total" and (period is None or period.start is None or period.end is None):
        raise OutOfScope("the prediction of a total does not name its first and last year")
    if period is not None and period.end is not None:
        years = years_of(period)
        spans = figure.form == "total" or figure.relation in NEGATIVE
        if spans and period.start is not None and len(years) > 1:
            return years, ()
        if figure.form in ("level", "share") and figure.relation in NEGATIVE and published and says(claim, "lasting"):
            return tuple(range(min(published.year, years[-1]), years[-1] + 1)), ()
        return years[-1:], ()
    if horizon is not None:
        return (horizon,), (f"No year is given: taken as {horizon}, the year of the announced plan.",)
    start = period.start.year if period is not None and period.start is not None else (published.year if published else known + 1)
    last = max(start, published.year if published else start) + HORIZON
    return (last,), (f"No year is given: taken as {last}, five years on.",)


def _other(figure: FigureBody) -> str | None:
    """Return the one country that a ratio or a difference is counted from, None where it is a year.

    Raises:
        OutOfScope: several, or a comparison of another form.
    """
    if not isinstance(figure.compared_with, tuple) or not figure.compared_with or figure.form == "rank":
        return None
    if figure.form not in ("ratio", "difference") or len(figure.compared_with) != 1 or len(figure.compared_with[0]) != 3:
        raise OutOfScope("the prediction compares with others in a way that the paths do not answer")
    return figure.compared_with[0]


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


@dataclass(frozen=True)
class _Money:
    """A claim's bounds, and which series they are about: see `Event`."""

    bounds: Interval
    measure: str
    currency: str = "USD"
    via: str | None = None
    assumed: tuple[str, ...] = ()


def _money(figure: FigureBody, actor: str, held: Record, factor: Decimal | None) -> _Money:
    """Return the claim's bounds in the unit of the paths: money, percent, a ratio or a rank."""
    if figure.form in ("level", "total") or (figure.form == "difference" and figure.unit == "money"):
        if figure.unit not in (None, "money") or figure.per:
            raise OutOfScope(f"paths are of spending as a whole, the prediction is in {figure.unit} per {figure.per or 'year'}")
        if figure.currency is None:
            raise OutOfScope("the words leave open which currency is meant")
        return _in_currency(figure, actor, held, factor)
    if figure.form == "share" and figure.of not in (None, "gdp"):
        raise OutOfScope(f"paths are of shares of GDP, the prediction is of a share of {figure.of}")
    if figure.form not in ("share", "growth", "ratio", "rank"):
        raise OutOfScope(f"the paths do not answer a prediction of this form ({figure.form})")
    if figure.basis == "real" and figure.form == "growth":
        if not _held(held, actor, "constant"):
            raise OutOfScope("the paths that are held are in current dollars, the prediction is of real growth")
        return _Money(figure.value, "constant")
    if figure.form == "growth" and _held(held, actor, "local"):
        return _Money(figure.value, "local", held.monies[actor])  # a state's plans and budgets grow in its own money
    return _Money(figure.value, "share" if figure.form == "share" else "level")


def _in_currency(figure: FigureBody, actor: str, held: Record, factor: Decimal | None) -> _Money:
    """Return bounds in dollars, in the country's own money, or in another's whose rate has paths; else at the day's rate."""
    currency, value = str(figure.currency), figure.value
    try:
        measure, via = converted(currency, actor, held)
    except OutOfScope:
        if factor is None:
            raise
        return _Money(value.scaled(factor), "level", assumed=(f"{currency} is counted at its rate on the article's date.",))
    return _Money(value, measure, currency, via)


def converted(currency: str, actor: str, held: Record) -> tuple[str, str | None]:
    """Return the series that gives a country's spending in a money, and the country by whose rate dollars are turned into it.

    Of the countries that share a money it is the one that spends most.

    Raises:
        OutOfScope: no path of its rate is held.
    """
    if currency == "USD":
        return "level", None
    if held.monies.get(actor) == currency and _held(held, actor, "local"):
        return "local", None
    users = [user for user, code in sorted(held.monies.items()) if code == currency and _held(held, user, "local", "level")]
    if not users:
        raise OutOfScope(f"no exchange rate of {currency} is held that paths could start from", do="ask in US dollars")
    levels = held.panel.level
    return "level", max(users, key=lambda user: float(np.nanmax(levels[held.panel.row(user)])))


def _held(held: Record, actor: str, *measures: str) -> bool:
    """Return whether a country has figures of each measure that paths can start from."""
    if actor not in held.panel.actors:
        return False
    row = held.panel.row(actor)
    return all(ages(held.panel.series(measure))[row] <= OLDEST for measure in measures)
