"""Joint paths of military spending: thousands of futures in which every country's is drawn together with all others'.

Each path draws a shock a year for the world, for each region and for each country, correlated between current dollars, constant
dollars and share of GDP as they were in the past. Their sum over the years, turned into a rank, picks the error from the
measure's own table for that horizon (see `fit`): each country's odds for a year are those of the table, and years and countries
hang together. Releases revise their newest figures, so each path starts from what its last figure may become.

The same seed gives the same bytes; a country's paths do not change with the list of countries that are asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import OutOfScope
from dragoman.estimate.fit import HORIZONS, Parameters, project, state
from dragoman.estimate.panel import MEASURES, Array, Panel, regions

Draws = NDArray[Any]
SEED, COUNT = 20, 10_000
REACH, CELLS = 4.5, 2048


@dataclass(frozen=True)
class Paths:
    """Joint paths: for each measure an array of logs, shape (countries, years ahead, paths).

    Args:
        actors: countries, one a row.
        years: the calendar years ahead.
        values: by measure; `level` and `constant` in dollars, `share` in percent of GDP, all as natural logs. NaN rows where the
            country has no usable series of that measure.
        panel: what was known, the same countries first to last as in `actors`.
        notes: what the odds rest on, a sentence each.
    """

    actors: tuple[str, ...]
    years: tuple[int, ...]
    values: dict[str, Draws]
    panel: Panel
    notes: tuple[str, ...] = ()

    def draws(self, actor: str, measure: str, year: int) -> Draws:
        """Return a country's value of a year in every path, in dollars or percent: the known one where the year has one.

        Raises:
            OutOfScope: the country has no usable series, or the year lies outside what is held and ten years ahead.
        """
        row = self._row(actor)
        if year in self.years:
            out = np.exp(self.values[measure][row, self.years.index(year)])
        elif year in self.panel.years:
            known = self.panel.series(measure)[self.panel.row(actor), self.panel.years.index(year)]
            out = np.full(self.count, np.exp(known), dtype=np.float32)
        else:
            out = np.full(self.count, np.nan, dtype=np.float32)
        if not np.isfinite(out).all():
            reach = f"{self.panel.years[0]} to {self.years[-1]}"
            raise OutOfScope(
                f"no {NAMES[measure]} of {actor} for {year}: the series is too short, has a gap there, or ends (years {reach})",
                do="ask about another year, or add the full series with `dragoman evidence add sipri FILE`",
            )
        drawn: Draws = out
        return drawn

    @property
    def count(self) -> int:
        """The number of paths."""
        return int(next(iter(self.values.values())).shape[-1])

    def _row(self, actor: str) -> int:
        if actor not in self.actors:
            raise OutOfScope(f"no series of military expenditure is held for {actor}", do="add one with `dragoman evidence add`")
        return self.actors.index(actor)

    def has(self, actor: str, measure: str) -> bool:
        """Return whether the country has paths of the measure."""
        return (
            actor in self.actors and measure in self.values and bool(np.isfinite(self.values[measure][self._row(actor), 0, 0]))
        )

    def quantiles(self, actor: str, measure: str, probabilities: Sequence[float]) -> Array:
        """Return quantiles by year ahead: shape (years, probabilities), in dollars or percent."""
        self.draws(actor, measure, self.years[0])
        logs = self.values[measure][self._row(actor)]
        out: Array = np.exp(np.quantile(logs, probabilities, axis=-1)).T.astype(float)
        return out

    def within(self, actor: str, measure: str, years: Sequence[int], low: float | None, high: float | None) -> NDArray[np.bool_]:
        """Return, for each path, whether the value lies between `low` and `high` in every one of the years."""
        out: NDArray[np.bool_] = np.all([_between(self.draws(actor, measure, year), low, high) for year in years], axis=0)
        return out

    def growth(self, actor: str, measure: str, start: int, end: int) -> Draws:
        """Return the change from one year to another in every path, in percent."""
        return (self.draws(actor, measure, end) / self.draws(actor, measure, start) - 1) * 100

    def total(self, actor: str, measure: str, years: Sequence[int]) -> Draws:
        """Return the sum over the years in every path."""
        out: Draws = np.array([self.draws(actor, measure, year) for year in years]).sum(axis=0)
        return out

    def rank(self, actor: str, measure: str, year: int) -> NDArray[np.int64]:
        """Return the country's rank among all that have a value, 1 the largest, in every path."""
        own = self.draws(actor, measure, year)
        place = np.ones(self.count, dtype=np.int64)
        for other in self.actors:
            if other != actor and (values := self._or_none(other, measure, year)) is not None:
                place += values > own
        return place

    def _or_none(self, actor: str, measure: str, year: int) -> Draws | None:
        try:
            return self.draws(actor, measure, year)
        except OutOfScope:
            return None

    def overtakes(self, actor: str, other: str, measure: str, year: int) -> NDArray[np.bool_]:
        """Return, for each path, whether the country is above the other in the year."""
        return self.draws(actor, measure, year) > self.draws(other, measure, year)

    def first_year(self, actor: str, measure: str, *, at_least: float) -> NDArray[np.int64]:
        """Return, for each path, the first year ahead in which the value reaches `at_least`; 0 where none does."""
        found = np.zeros(self.count, dtype=np.int64)
        for year in self.years:
            found = np.where((found == 0) & (self.draws(actor, measure, year) >= at_least), year, found)
        return found

    def moved(self, moves: Mapping[str, Array]) -> Paths:
        """Return the paths with countries' logs moved, each by an array of shape (years, paths), in every measure."""
        values = {measure: draws.copy() for measure, draws in self.values.items()}
        for actor, move in moves.items():
            for draws in values.values():
                draws[self._row(actor)] += move.astype(np.float32)
        return replace(self, values=values)


NAMES = {"level": "spending in dollars", "constant": "spending in constant dollars", "share": "share of GDP"}


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
    """Return joint paths from the year after the panel's last to `to`, inclusive.

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
    known = [project(panel, parameters, design, measure, horizons=ahead) for measure in measures]
    tables = [_table(parameters.errors[measure]) for measure in measures]
    layers = [MEASURES.index(measure) for measure in measures]
    shared = _Shocks(parameters, layers, ahead, count, seed)
    values = {measure: np.empty((len(rows), ahead, count), dtype=np.float32) for measure in measures}
    for place, row in enumerate(rows):
        sums = shared.of(panel.actors[row])
        for layer, measure in enumerate(measures):
            last, age, centre, unit = (part[row] for part in known[layer])
            _fill(values[measure][place], sums[layer], tables[layer], float(last), int(age), centre, unit)
            if measure in parameters.revisions:
                values[measure][place] += shared.revision(panel.actors[row], parameters.revisions[measure])
    return Paths(wanted, tuple(range(panel.years[-1] + 1, to + 1)), values, panel)


def _fill(out: Draws, sums: Draws, table: Draws, last: float, age: int, centre: Array, unit: Array) -> None:
    """Write one country's logs of one measure: the error that each path's rank picks, in the country's units."""
    if not np.isfinite(last):
        out[:] = np.nan
        return
    np.multiply(sums, np.float32(CELLS / (2 * REACH)), out=sums)
    sums += np.float32(CELLS / 2)
    np.clip(sums, 0, CELLS - 1, out=sums)
    cells = sums.astype(np.int32)
    for year in range(len(out)):
        scaled = table[min(year + age, len(table) - 1)] * np.float32(unit[year]) + np.float32(last + centre[year])
        np.take(scaled, cells[year], out=out[year], mode="clip")


@cache
def _ranks() -> Array:
    """Return the rank that belongs to each cell of normal scores."""
    score = (np.arange(CELLS) + 0.5) * (2 * REACH / CELLS) - REACH
    return np.array([NormalDist().cdf(value) for value in score])


def _table(errors: Array) -> Draws:
    """Return each horizon's errors by cell of normal scores, shape (horizons, CELLS)."""
    places = np.linspace(0, 1, errors.shape[1])
    return np.stack([np.interp(_ranks(), places, row) for row in errors]).astype(np.float32)


class _Shocks:
    """Yearly shocks of the world and its regions, drawn once; a country's own are drawn when it is asked for."""

    def __init__(self, parameters: Parameters, layers: Sequence[int], years: int, count: int, seed: int) -> None:
        self.shape, self.seed = (years, count), seed
        pick = np.ix_(layers, layers)
        self.region_mix = {name: _root(value[pick]) for name, value in parameters.region.items()}
        self.own_mix = {name: _root(value[pick]) for name, value in parameters.own.items()}
        self.world = self._draw("world", _root(parameters.world[pick]))
        self.regions: dict[str, Draws] = {}
        self.scale = (1 / np.sqrt(np.arange(1, years + 1, dtype=np.float32)))[:, None]

    def _draw(self, name: str, mix: Array) -> Draws:
        """Return the shocks of a name, shape (measures, years, paths), correlated between the measures as `mix` says."""
        stream = np.random.Generator(np.random.SFC64([self.seed, zlib.crc32(name.encode())]))
        raw = stream.standard_normal((len(mix), *self.shape), dtype=np.float32)
        out: Draws = (mix.astype(np.float32) @ raw.reshape(len(mix), -1)).reshape(raw.shape)
        return out

    def revision(self, actor: str, table: Array) -> Draws:
        """Return what becomes of a country's last figure in each path, in logs, of one rank in every measure: shape (paths,)."""
        stream = np.random.Generator(np.random.SFC64([self.seed, zlib.crc32(f"revision:{actor}".encode())]))
        out: Draws = table.astype(np.float32)[stream.integers(0, len(table), self.shape[1])]
        return out

    def of(self, actor: str) -> Draws:
        """Return a country's normal scores, shape (measures, years, paths): sums of its shocks, of variance one each year."""
        name = regions().get(actor, actor)
        if name not in self.regions:
            mix = self.region_mix.get(name, self.region_mix[""])
            self.regions[name] = self._draw(f"region:{name}", mix) + self.world
        total = self._draw(f"country:{actor}", self.own_mix.get(name, self.own_mix[""]))
        total += self.regions[name]
        for year in range(1, self.shape[0]):
            total[:, year] += total[:, year - 1]
        total *= self.scale
        return total


def _root(matrix: Array) -> Array:
    """Return a square root of a covariance that depends on each measure's own rows only as far as they are ordered."""
    return np.linalg.cholesky(matrix + 1e-9 * np.eye(len(matrix)))
