"""Joint paths of military spending: thousands of futures in which every country's is drawn together with all others'.

Each path draws a shock a year for the world, for each region and for each country, correlated between current dollars, share of
GDP, constant dollars and the state's own money as they were in the past. Their sum over the years, turned into a rank, picks the
error from the measure's own table for that horizon (see `fit`): each country's odds for a year are those of the table, and years,
measures and countries hang together. Exchange rates, prices and GDP are what lies between the measures of one path. Releases
revise their figures again and again, so each path moves from what its last figure may become.

The same seed gives the same bytes. A country's paths do not change with the countries, measures or years that are asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import OutOfScope
from dragoman.estimate.fit import HORIZONS, OLDEST, QUANTILES, Parameters, Projection, ages, project, state
from dragoman.estimate.panel import MEASURES, Array, Panel, regions, row_of

Draws = NDArray[Any]
SEED, COUNT = 20, 10_000
REACH, CELLS = 4.5, 2048
FEW = 4000
"""Up to so many paths a process keeps the shocks of the countries that it was asked about."""


@dataclass(frozen=True, eq=False)
class Paths:
    """Joint paths: for each measure an array of logs, shape (countries, years ahead, paths).

    Args:
        actors: countries, one a row.
        years: the calendar years, the known ones of countries whose figures reach further than others' among them.
        values: by measure; `level` and `constant` in dollars, `share` in percent of GDP, `local` in the state's own money, all as
            natural logs. NaN rows where the country has no usable series of that measure.
        panel: what was known, the same countries first to last as in `actors`.
        notes: what the odds rest on, a sentence each.
    """

    actors: tuple[str, ...]
    years: tuple[int, ...]
    values: dict[str, Draws]
    panel: Panel
    notes: tuple[str, ...] = ()

    def draws(self, actor: str, measure: str, year: int) -> Draws:
        """Return a country's value of a year in every path, in the measure's unit: the known one where the year has one.

        Raises:
            OutOfScope: the country has no usable series, or the year lies outside what is held and ten years ahead.
        """
        drawn: Draws = np.exp(self.logs(actor, measure, year))
        return drawn

    def logs(self, actor: str, measure: str, year: int) -> Draws:
        """Return the natural logarithms of `draws`."""
        row = row_of(actor, self.actors)
        if year in self.years and measure in self.values:
            out: Draws = self.values[measure][row, self.years.index(year)]
        elif year in self.panel.years:
            known = self.panel.series(measure)[self.panel.row(actor), self.panel.years.index(year)]
            out = np.full(self.count, known, dtype=np.float32)
        else:
            out = np.full(self.count, np.nan, dtype=np.float32)
        if not np.isfinite(out).all():
            reach = f"{self.panel.years[0]} to {self.years[-1]}"
            raise OutOfScope(
                f"no {NAMES[measure]} of {actor} for {year}: the series is too short, has a gap there, or ends (years {reach})",
                do="ask about another year, or add the full series with `dragoman evidence add sipri FILE`",
            )
        return out

    @property
    def count(self) -> int:
        """The number of paths."""
        return int(next(iter(self.values.values())).shape[-1])

    def has(self, actor: str, measure: str) -> bool:
        """Return whether the country has paths of the measure."""
        if actor not in self.actors or measure not in self.values:
            return False
        return bool(np.isfinite(self.values[measure][row_of(actor, self.actors), -1, 0]))

    def last(self, actor: str, measure: str) -> int:
        """Return the year of a country's last known value."""
        known = np.flatnonzero(np.isfinite(self.panel.series(measure)[self.panel.row(actor)]))
        return self.panel.years[int(known[-1])] if len(known) else self.panel.years[0] - 1

    def ahead(self, actor: str, measure: str) -> tuple[int, ...]:
        """Return the years after a country's last known value."""
        last = self.last(actor, measure)
        return tuple(year for year in self.years if year > last)

    def quantiles(self, actor: str, measure: str, probabilities: Sequence[float]) -> Array:
        """Return quantiles by year ahead of the country: shape (years, probabilities), in the measure's unit."""
        self.draws(actor, measure, self.years[-1])
        logs = self.values[measure][row_of(actor, self.actors)][-len(self.ahead(actor, measure)) :]
        out: Array = np.exp(np.quantile(logs, probabilities, axis=-1)).T.astype(float)
        return out

    def within(self, actor: str, measure: str, years: Sequence[int], low: float | None, high: float | None) -> NDArray[np.bool_]:
        """Return, for each path, whether the value lies between `low` and `high` in every one of the years."""
        out: NDArray[np.bool_] = np.all([_between(self.draws(actor, measure, year), low, high) for year in years], axis=0)
        return out

    def rate(self, actor: str, year: int) -> Draws:
        """Return the country's money for one US dollar, average of a year, in every path."""
        return self.draws(actor, "local", year) / self.draws(actor, "level", year)

    def inflation(self, actor: str, start: int, end: int) -> Draws:
        """Return how the country's prices rise from one year to another in every path, in percent."""
        first, last = (self.draws(actor, "local", year) / self.draws(actor, "constant", year) for year in (start, end))
        return (last / first - 1) * 100

    def growth(self, actor: str, measure: str, start: int, end: int) -> Draws:
        """Return the change from one year to another in every path, in percent."""
        return (self.draws(actor, measure, end) / self.draws(actor, measure, start) - 1) * 100

    def total(self, actor: str, measure: str, years: Sequence[int]) -> Draws:
        """Return the sum over the years in every path."""
        out: Draws = np.array([self.draws(actor, measure, year) for year in years]).sum(axis=0)
        return out

    def rank(self, actor: str, measure: str, year: int) -> NDArray[np.int64]:
        """Return the country's rank among all that have a value, 1 the largest, in every path."""
        own = self.logs(actor, measure, year)
        place = np.ones(self.count, dtype=np.int64)
        for other in self.actors:
            if other != actor and (values := self._or_none(other, measure, year)) is not None:
                place += values > own
        return place

    def _or_none(self, actor: str, measure: str, year: int) -> Draws | None:
        try:
            return self.logs(actor, measure, year)
        except OutOfScope:
            return None

    def overtakes(self, actor: str, other: str, measure: str, year: int) -> NDArray[np.bool_]:
        """Return, for each path, whether the country is above the other in the year."""
        return self.logs(actor, measure, year) > self.logs(other, measure, year)

    def first_year(self, actor: str, measure: str, *, at_least: float) -> NDArray[np.int64]:
        """Return, for each path, the first year ahead in which the value reaches `at_least`; 0 where none does."""
        found = np.zeros(self.count, dtype=np.int64)
        for year in self.ahead(actor, measure):
            found = np.where((found == 0) & (self.draws(actor, measure, year) >= at_least), year, found)
        return found

    def until(self, year: int) -> Paths:
        """Return the paths without the years after `year`."""
        kept = sum(1 for known in self.years if known <= year)
        return replace(self, years=self.years[:kept], values={name: draws[:, :kept] for name, draws in self.values.items()})

    def moved(self, moves: Mapping[str, Array]) -> Paths:
        """Return the paths with countries' logs moved in every measure, each by an array of shape (years, paths).

        What is known of a measure stays.
        """
        values = {measure: draws.copy() for measure, draws in self.values.items()}
        for actor, move in moves.items():
            for measure, draws in values.items():
                years = len(self.ahead(actor, measure))
                draws[row_of(actor, self.actors), -years:] += move[-years:].astype(np.float32)
        return replace(self, values=values)


NAMES = {
    "level": "spending in dollars",
    "share": "share of GDP",
    "constant": "spending in constant dollars",
    "local": "spending in its own money",
}


def _between(values: Draws, low: float | None, high: float | None) -> NDArray[np.bool_]:
    above = np.ones(len(values), dtype=bool) if low is None else values >= low
    return above if high is None else above & (values <= high)


def simulate(
    panel: Panel,
    parameters: Parameters,
    *,
    to: int,
    actors: Sequence[str] | None = None,
    measures: Sequence[str] = MEASURES,
    count: int = COUNT,
    seed: int = SEED,
) -> Paths:
    """Return joint paths to the year `to`, inclusive, from the year after the panel's last.

    Where the figures of a country that is asked for end before, they begin with the year after those.

    Args:
        actors: the countries wanted; None is all. The panel may hold more: they inform the forecast.
        count: how many paths.

    Raises:
        OutOfScope: the horizon is past ten years or not ahead, or a country is not in the panel.
    """
    ahead = to - panel.years[-1]
    if not 1 <= ahead <= HORIZONS:
        where = f"lies {ahead} years after the last figures, of {panel.years[-1]}"
        raise OutOfScope(
            f"{to} {where}" if ahead > 0 else f"{to} is no year ahead: figures reach to {panel.years[-1]}",
            do=f"odds are given for one to {HORIZONS} years ahead",
        )
    wanted = tuple(actors) if actors is not None else panel.actors
    rows = [panel.row(actor) for actor in wanted]
    design = state(panel, parameters)
    behind = max((_behind(panel.series(measure)[rows]) for measure in measures), default=0)
    span = range(1 - behind, ahead + 1)
    known = {measure: project(panel, parameters, design, measure, ahead=span) for measure in measures}
    shocks = _shocks(parameters, seed, count)
    layers = max(MEASURES.index(measure) for measure in measures) + 1
    values = {measure: np.empty((len(rows), len(span), count), dtype=np.float32) for measure in measures}
    for place, row in enumerate(rows):
        cells = shocks.of(panel.actors[row], ahead, layers)
        revised = shocks.revision(panel.actors[row])
        for measure in measures:
            table, revision = shocks.tables[measure], shocks.revisions.get(measure)
            _fill(values[measure][place], cells[MEASURES.index(measure)], table, known[measure], row)
            if revision is not None:
                _revise(values[measure][place], known[measure].horizon[row], revision, revised)
    return Paths(wanted, tuple(panel.years[-1] + year for year in span), values, panel)


def _behind(values: Array) -> int:
    """Return by how many years the series that ends first of those that can be used ends before the panel does."""
    found = ages(values)
    return int(found[found <= OLDEST].max(initial=0))


def _fill(out: Draws, cells: Draws, table: Draws, known: Projection, row: int) -> None:
    """Write one country's logs of one measure: the error that each path's rank picks, in the country's units.

    A year before the panel's last, of which the country has no figure yet, takes the rank of the first year ahead.

    Args:
        cells: the rank of each pair of paths by year; the second path of a pair has the rank from the other end.
    """
    if not np.isfinite(known.last[row]):
        out[:] = np.nan
        return
    first, behind = cells.shape[-1], len(out) - len(cells)
    for year, horizon in enumerate(known.horizon[row]):
        centre = np.float32(known.last[row] + known.centre[row, year])
        if horizon < 1:
            out[year] = centre
            continue
        scaled = table[min(horizon, len(table)) - 1] * np.float32(known.unit[row, year]) + centre
        rank = cells[max(year - behind, 0)]
        np.take(scaled, rank, out=out[year, :first], mode="clip")
        np.take(scaled[::-1], rank[: out.shape[1] - first], out=out[year, first:], mode="clip")


def _revise(out: Draws, horizon: Array, table: Draws, ranks: Draws) -> None:
    """Add to the years ahead what becomes of the last figure in each path, more for later years."""
    for year, ahead in enumerate(horizon):
        if ahead >= 1:
            out[year] += table[min(ahead, len(table)) - 1][ranks]


@cache
def _ranks() -> Array:
    """Return the rank that belongs to each cell of normal scores."""
    score = (np.arange(CELLS) + 0.5) * (2 * REACH / CELLS) - REACH
    return np.array([NormalDist().cdf(value) for value in score])


def _table(errors: Array) -> Draws:
    """Return each horizon's errors by cell of normal scores, shape (horizons, CELLS)."""
    places = np.linspace(0, 1, errors.shape[1])
    return np.stack([np.interp(_ranks(), places, row) for row in errors]).astype(np.float32)


@lru_cache(maxsize=4)
def _shocks(parameters: Parameters, seed: int, count: int) -> _Shocks:
    return _Shocks(parameters, seed, count)


class _Shocks:
    """Yearly shocks of the world, of regions and of countries, each from a stream of its own, drawn when first asked for.

    Half of them are drawn; the other half of the paths has the same ones with the other sign. Where the paths are few the
    countries' ranks are kept, so that the next question of the process finds them made.
    """

    def __init__(self, parameters: Parameters, seed: int, count: int) -> None:
        self.seed, self.count, self.half = seed, count, (count + 1) // 2
        self.tables = {measure: _table(errors) for measure, errors in parameters.errors.items()}
        self.revisions = {measure: table.astype(np.float32) for measure, table in parameters.revisions.items()}
        self.region_mix = {name: _root(value) for name, value in parameters.region.items()}
        self.own_mix = {name: _root(value) for name, value in parameters.own.items()}
        self.world_mix = _root(parameters.world)
        self.shared: dict[tuple[str, int, int], Draws] = {}
        self.kept: dict[str, Draws] = {}

    def _stream(self, name: str) -> np.random.Generator:
        return np.random.Generator(np.random.SFC64([self.seed, zlib.crc32(name.encode())]))

    def _draw(self, name: str, mix: Array, years: int, layers: int) -> Draws:
        """Return the shocks of a name, shape (layers, years, half), correlated between the measures as `mix` says.

        Each measure has its stream, and fewer years or measures are the first of more: what is asked for does not move it.
        """
        raw = np.empty((layers, years, self.half), dtype=np.float32)
        for layer in range(layers):
            self._stream(f"{name}:{MEASURES[layer]}").standard_normal(dtype=np.float32, out=raw[layer])
        out: Draws = (mix[:layers, :layers].astype(np.float32) @ raw.reshape(layers, -1)).reshape(raw.shape)
        return out

    def _regional(self, name: str, years: int, layers: int) -> Draws:
        """Return the shocks of the world and a region together."""
        if ("", years, layers) not in self.shared:
            self.shared["", years, layers] = self._draw("world", self.world_mix, years, layers)
        if (name, years, layers) not in self.shared:
            drawn = self._draw(f"region:{name}", self.region_mix.get(name, self.region_mix[""]), years, layers)
            self.shared[name, years, layers] = drawn + self.shared["", years, layers]
        return self.shared[name, years, layers]

    def of(self, actor: str, years: int, layers: int) -> Draws:
        """Return the ranks of a country's summed shocks as cells of `_ranks`, shape (layers, years, half)."""
        held = self.kept.get(actor)
        if held is not None and held.shape[0] >= layers and held.shape[1] >= years:
            return held[:layers, :years].astype(np.intp)
        name = regions().get(actor, actor)
        total = self._draw(f"country:{actor}", self.own_mix.get(name, self.own_mix[""]), years, layers)
        total += self._regional(name, years, layers)
        for year in range(1, years):
            total[:, year] += total[:, year - 1]
        total *= (CELLS / (2 * REACH) / np.sqrt(np.arange(1, years + 1))).astype(np.float32)[:, None]
        total += np.float32(CELLS / 2)
        np.clip(total, 0, CELLS - 1, out=total)
        if self.count <= FEW:
            self.kept[actor] = total.astype(np.uint16)
        cells: Draws = total.astype(np.intp)
        return cells

    def revision(self, actor: str) -> Draws:
        """Return the rank of what becomes of a country's last figures in each path, the same in every measure."""
        return self._stream(f"revision:{actor}").integers(0, QUANTILES, self.count)


def _root(matrix: Array) -> Array:
    """Return the square root of a covariance in which each measure rests on those before it."""
    return np.linalg.cholesky(matrix + 1e-4 * np.eye(len(matrix)))
