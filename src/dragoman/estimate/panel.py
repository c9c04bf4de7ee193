"""Series of military spending side by side, and what can be read from them about the next years.

A panel holds four series for each country and calendar year as natural logarithms: `level` (current US dollars), `share`
(percent of GDP), `constant` (US dollars of one base year) and `local` (the state's own money of the time). Missing is NaN. Only
differences of `constant` are ever used, so its base year, which was chosen after the fact, tells the forecast nothing. What the
four say together: `local` less `level` is the exchange rate, `local` less `constant` the prices at home, `level` less `share` the
GDP.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import OutOfScope

Array = NDArray[Any]
MEASURES = ("level", "share", "constant", "local")
SCALE_HALF_LIFE, SCALE_PRIOR_YEARS, LARGEST_STEP = 5.0, 4.0, 1.0
PEER_YEARS = 20


@dataclass(frozen=True)
class Panel:
    """Logs of four series: arrays of shape (countries, years), NaN where nothing is known.

    Args:
        actors: country codes, one a row.
        years: calendar years, one a column, without a gap.
        level, share, constant, local: see the module.
    """

    actors: tuple[str, ...]
    years: tuple[int, ...]
    level: Array
    share: Array
    constant: Array
    local: Array

    @classmethod
    def of(cls, series: Mapping[str, Mapping[str, Mapping[int, float]]]) -> Panel:
        """Return the panel of `{measure: {actor: {year: value}}}`, values above zero in dollars or percent.

        Values of zero (states without armed forces) and below are left out.

        Raises:
            OutOfScope: no value at all.
        """
        kept = {
            (measure, actor, year): value
            for measure, by_actor in series.items()
            for actor, by_year in by_actor.items()
            for year, value in by_year.items()
            if value > 0
        }
        if not kept:
            raise OutOfScope("no series of military expenditure is held", do="add one with `dragoman evidence add sipri FILE`")
        actors = tuple(sorted({actor for _, actor, _ in kept}))
        first, last = min(year for *_, year in kept), max(year for *_, year in kept)
        row = {actor: index for index, actor in enumerate(actors)}
        arrays = {measure: np.full((len(actors), last - first + 1), np.nan) for measure in MEASURES}
        for (measure, actor, year), value in kept.items():
            arrays[measure][row[actor], year - first] = np.log(value)
        return cls(actors, tuple(range(first, last + 1)), **arrays)

    def until(self, year: int) -> Panel:
        """Return the panel with nothing after `year`.

        Raises:
            OutOfScope: no year is left.
        """
        width = year - self.years[0] + 1
        if width < 1:
            raise OutOfScope(f"no figure of {year} or earlier", do=f"the series start in {self.years[0]}")
        return self._columns(slice(0, width))

    def since(self, year: int) -> Panel:
        """Return the panel with nothing before `year`."""
        return self._columns(slice(max(year - self.years[0], 0), None))

    def _columns(self, part: slice) -> Panel:
        return self.with_series(self.years[part], {measure: self.series(measure)[:, part] for measure in MEASURES})

    def with_series(self, years: tuple[int, ...], series: Mapping[str, Array], actors: tuple[str, ...] | None = None) -> Panel:
        """Return a panel of other years, series and, where given, countries."""
        return Panel(actors or self.actors, years, *(series[measure] for measure in MEASURES))

    def series(self, measure: str) -> Array:
        """Return one of the four arrays, shape (countries, years)."""
        return {"level": self.level, "share": self.share, "constant": self.constant, "local": self.local}[measure]

    def row(self, actor: str) -> int:
        """Return the row of a country.

        Raises:
            OutOfScope: it is not in the panel.
        """
        return row_of(actor, self.actors)


def row_of(actor: str, actors: Sequence[str]) -> int:
    """Return the row of a country among others.

    Raises:
        OutOfScope: it is not among them.
    """
    if actor not in actors:
        raise OutOfScope(f"no series of military expenditure is held for {actor}", do="add one with `dragoman evidence add`")
    return actors.index(actor)


@cache
def regions() -> dict[str, str]:
    """Return the region of each country code, from regions.csv."""
    with (Path(__file__).parent / "regions.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(line for line in lines if not line.startswith("#"))
        return dict(rows)


def lag(values: Array, years: int) -> Array:
    """Return the values of so many years before; NaN where there are none."""
    out = np.full_like(values, np.nan)
    if years < values.shape[1]:
        out[:, years:] = values[:, : values.shape[1] - years]
    return out


def change(values: Array, years: int, limit: float) -> Array:
    """Return the change in logs over so many years, cut at plus and minus `limit`."""
    out: Array = np.clip(values - lag(values, years), -limit, limit)
    return out


def middle(values: Array) -> Array:
    """Return each year's median over the countries, shape (1, years); NaN where no country has a value."""
    count = np.isfinite(values).sum(axis=0)
    ordered = np.sort(values, axis=0)  # NaN goes last
    column = np.arange(values.shape[1])
    low, high = (ordered[np.maximum(place, 0), column] for place in ((count - 1) // 2, count // 2 - (count == 0)))
    out: Array = np.where(count > 0, (low + high) / 2, np.nan)[None, :]
    return out


def running(values: Array, half_life: float, weight: float, prior: Array) -> Array:
    """Return each country's mean so far, recent years weighing more, drawn to `prior` as if that were `weight` years of it.

    Args:
        values: shape (countries, years); NaN is skipped.
        prior: shape (1, years).
    """
    keep = 0.5 ** (1 / half_life)
    total = np.zeros(len(values))
    count = np.zeros(len(values))
    out = np.empty_like(values)
    for year in range(values.shape[1]):
        known = np.isfinite(values[:, year])
        total = total * keep + np.where(known, values[:, year], 0.0)
        count = count * keep + known
        drawn = np.nan_to_num(prior[:, year])
        out[:, year] = (total + weight * drawn) / (count + weight)
    return out


def trailing(values: Array, years: int, *, skip: int = 0) -> Array:
    """Return each country's mean over the `years` years before and including the year, from `skip` years ago on."""
    stack = np.stack([lag(values, step) if step else values for step in range(skip, years + skip)])
    known = np.isfinite(stack).sum(axis=0)
    return np.where(known > 0, np.nansum(stack, axis=0) / np.maximum(known, 1), np.nan)


def regional(values: Array, actors: Sequence[str]) -> Array:
    """Return, for each country, its region's median of the year; the world's where its region is not known."""
    names = np.array([regions().get(actor, "") for actor in actors])
    out = np.repeat(middle(values), len(actors), axis=0)
    for name in set(names) - {""}:
        rows = names == name
        out[rows] = middle(values[rows])
    return out


def peers(values: Array, *, since: int = 0) -> Array:
    """Return, for each country and year, the mean of the others weighted by the square of their correlation so far.

    Correlations are those of the PEER_YEARS years before, drawn to zero as if there were eight more years of none; negative ones
    count as zero. Columns before `since` are left at zero.
    """
    out = np.zeros_like(values)
    for year in range(max(3, since), values.shape[1]):
        window = values[:, max(0, year - PEER_YEARS) : year]
        known = np.isfinite(window)
        count = np.maximum(known.sum(axis=1, keepdims=True), 1)
        filled = np.where(known, window, 0.0)
        deviation = np.where(known, window - filled.sum(axis=1, keepdims=True) / count, 0.0)
        spread = np.sqrt((deviation**2).sum(axis=1, keepdims=True) / count) + 0.03
        score = deviation / spread
        both = known.astype(float) @ known.T.astype(float)
        weight = np.maximum(score @ score.T / (both + 8), 0.0) ** 2
        np.fill_diagonal(weight, 0.0)
        now = np.isfinite(values[:, year])
        total = weight @ now.astype(float)
        out[:, year] = np.where(total > 0, weight @ np.where(now, values[:, year], 0.0) / np.maximum(total, 1e-12), 0.0)
    return out


def features(panel: Panel, *, since: int = 0) -> dict[str, Array]:
    """Return what is known at the end of each year, by name: arrays of shape (countries, years), NaN where unknown.

    Only columns from `since` on are promised.

    Prices are the dollar prices of a country (current over constant dollars: its inflation less its currency's fall), `inflation`
    is that of its own money. All are differences or distances from a country's own past, but for `share` (from 2 percent of GDP)
    and `size` (from the median country's level).
    """
    level, constant, share, actors = panel.level, panel.constant, panel.share, panel.actors
    price, home = level - constant, panel.local - constant
    output = level - share - price
    grown, shares, prices = change(level, 1, 0.5), change(share, 1, 0.5), change(price, 1, 0.5)
    everyone = np.ones_like(level)
    return {
        "grown": grown,
        "grown_before": lag(grown, 1),
        "grown_3": change(level, 3, 1.0),
        "share_change": shares,
        "share_before": lag(shares, 1),
        "share_5": change(share, 5, 1.5),
        "price_change": prices,
        "price_before": lag(prices, 1),
        "price_5": change(price, 5, 1.5),
        "constant_5": change(constant, 5, 1.5),
        "inflation": change(home, 1, 1.0),
        "inflation_3": change(home, 3, 2.0),
        "output": change(output, 1, 0.3),
        "output_5": change(output, 5, 1.0),
        "share_gap": np.clip(share - running(share, 15, 2, middle(share)), -1.5, 1.5),
        "share_gap_5": np.clip(share - trailing(share, 5, skip=1), -1, 1),
        "share": np.clip(share - np.log(2), -2, 2),
        "price_gap": np.clip(price - trailing(price, 10, skip=1), -1, 1),
        "price_gap_20": np.clip(price - trailing(price, 20, skip=1), -1.5, 1.5),
        "drift": running(change(level, 1, 0.6), 10, 5, middle(grown)),
        "drift_constant": running(change(constant, 1, 0.6), 10, 5, middle(change(constant, 1, 0.6))),
        "region_grown": regional(grown, actors),
        "region_share": regional(shares, actors),
        "region_price": regional(prices, actors),
        "region_grown_3": regional(change(level, 3, 1.0), actors),
        "world_grown": middle(grown) * everyone,
        "world_share": middle(shares) * everyone,
        "world_price": middle(prices) * everyone,
        "world_price_5": middle(change(price, 5, 9.0)) * everyone,
        "world_grown_3": middle(change(level, 3, 9.0)) * everyone,
        "peers_grown": peers(grown, since=since),
        "peers_price": peers(prices, since=since),
        "peers_share": peers(shares, since=since),
        "size": np.clip(level - middle(level), -4, 4),
    }


def scales(values: Array, prior: float | None = None) -> Array:
    """Return each country's usual yearly step in logs, as known at the end of each year: shape (countries, years).

    The mean size of its own steps, recent ones weighing more (half-life five years), drawn to the median country's as if that
    were four years of it. Steps above 1 (a currency thrown out, a war) count as 1.

    Args:
        prior: the median country's step where the panel is too small to say (fewer than 30 countries).
    """
    size = np.minimum(np.abs(values - lag(values, 1)), LARGEST_STEP)
    keep = 0.5 ** (1 / SCALE_HALF_LIFE)
    total, count = np.zeros(len(values)), np.zeros(len(values))
    out = np.empty_like(values)
    for year in range(values.shape[1]):
        known = np.isfinite(size[:, year])
        total = total * keep + np.where(known, size[:, year], 0.0)
        count = count * keep + known
        some = count > 0
        if prior is not None and some.sum() < 30:
            usual = prior
        else:
            usual = float(np.exp(np.median(np.log(total[some] / count[some] + 0.005)))) if some.any() else (prior or 0.1)
        out[:, year] = (total + SCALE_PRIOR_YEARS * usual) / (count + SCALE_PRIOR_YEARS)
    return out


def as_list(values: Any) -> list[Any]:
    """Return an array as nested lists of numbers rounded to five places, for JSON."""
    return np.round(np.asarray(values, dtype=float), 5).tolist()  # type: ignore[no-any-return]
