"""What the past says about how the future departs from the present: one regression for each measure and horizon.

For a country at the end of year t and a horizon of h years the change in logs, in units of the country's own usual step, is

    (value[t+h] - value[t]) / scale = a + (0.1 / scale) * (b0 + sum of b * feature[t]) + error

so that a calm country's forecast moves in log points like a restless one's, and its error is as large as its own past (and a
little smaller for large spenders, whose figures are steadier than their past steps say). The
coefficients are pooled over all countries and years that had ended by t (ridge, Huber weights, recent years weighing more); the
errors are kept as they were, by their quantiles: fat tails, skew and past breaks (wars, collapses of currencies) included. What
moved many countries at once in those years is kept as correlation, of the world, of the region, and between the four measures.

Every choice here (half-lives, ridge, windows) was made on forecasts from 1967 to 1984; docs/outlook.md has what was tried.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np

from dragoman.errors import OutOfScope
from dragoman.estimate.panel import MEASURES, Array, Panel, as_list, features, lag, regions, scales

HORIZONS = 10
WINDOW, HALF_LIFE, ERROR_YEARS, FIRST = 60, 20.0, 40, 8
RIDGE, HUBER, ROUNDS = 50.0, 1.0, 6
STEP = 0.1
GROWTH_OF_SCALE = 0.4
QUANTILES = 201
FEWEST, FEWEST_REVISED = 400, 100
OLDEST = 3
TABLES = ("weights", "calm", "errors", "region", "own", "revisions")
REGION_PRIOR = 500.0
PARAMETERS = Path(__file__).parent / "parameters"


@dataclass(frozen=True, eq=False)
class Parameters:
    """Everything that a forecast needs beside the panel.

    Args:
        names: features in the order of the coefficients.
        centre, spread: median and standard deviation of each feature; one that is not known counts as its median.
        usual: the median country's yearly step in logs by measure.
        weights: by measure, shape (horizons, 2 + features): a, b0, and one for each feature in units of its spread.
        calm: by measure, shape (horizons,): how the logarithm of the errors falls with a country's size (`size` in `features`).
        errors: by measure, shape (horizons, QUANTILES): evenly spaced quantiles of the errors, from the lowest to the highest.
        world: covariance of the shocks to the four measures that all countries share, shape (4, 4).
        region: covariance of those that a region shares beyond that, by region; "" for regions not named.
        own: covariance of a country's own, by region likewise. For each region the three sum to ones on the diagonal.
        revisions: by measure, shape (years, QUANTILES): quantiles of what a release's newest figures become in releases of one
            year later, two years and so on, in logs; empty where no two were compared, and then no room is left for revision.
        until: the last year seen.
        basis: what they were fitted on, in words.
    """

    names: tuple[str, ...]
    centre: Array
    spread: Array
    usual: Mapping[str, float]
    weights: Mapping[str, Array]
    calm: Mapping[str, Array]
    errors: Mapping[str, Array]
    world: Array
    region: Mapping[str, Array]
    own: Mapping[str, Array]
    revisions: Mapping[str, Array]
    until: int
    basis: str = ""

    def to_json(self) -> str:
        """Return the parameters as JSON text."""
        body: dict[str, Any] = {
            "basis": self.basis,
            "until": self.until,
            "names": list(self.names),
            "centre": as_list(self.centre),
            "spread": as_list(self.spread),
            "usual": {name: round(value, 6) for name, value in self.usual.items()},
            "world": as_list(self.world),
            "region": {name: as_list(value) for name, value in self.region.items()},
            "own": {name: as_list(value) for name, value in self.own.items()},
            "weights": {name: as_list(value) for name, value in self.weights.items()},
            "calm": {name: as_list(value) for name, value in self.calm.items()},
            "errors": {name: as_list(value) for name, value in self.errors.items()},
            "revisions": {name: as_list(value) for name, value in self.revisions.items()},
        }
        return json.dumps(body) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Parameters:
        """Return the parameters that `to_json` wrote."""
        raw = json.loads(text)
        arrays: dict[str, Any] = {name: np.array(raw[name]) for name in ("centre", "spread", "world")}
        tables: dict[str, Any] = {name: {key: np.array(value) for key, value in raw[name].items()} for name in TABLES}
        return cls(names=tuple(raw["names"]), usual=raw["usual"], until=raw["until"], basis=raw["basis"], **arrays, **tables)


def shipped(known_by: date | None = None) -> Parameters:
    """Return the newest parameters of the package that were fitted on figures published by a day; None is today.

    The folder has a set for each release of SIPRI's that could be had whole, named by the day of its release and fitted on it and
    on those before it. For days before the first of them it is the first.
    """
    days = _days()
    return _set(max((day for day in days if known_by is None or day <= known_by), default=min(days)))


@cache
def _days() -> tuple[date, ...]:
    return tuple(sorted(date.fromisoformat(path.stem) for path in PARAMETERS.glob("*.json")))


@cache
def _set(day: date) -> Parameters:
    return Parameters.from_json((PARAMETERS / f"{day}.json").read_text(encoding="utf-8"))


def fit(panel: Panel, *, horizons: int = HORIZONS, releases: Sequence[Panel] = (), basis: str = "") -> Parameters:
    """Return the parameters that the panel's years support.

    Args:
        releases: releases of the same series, oldest first, to learn from how they revise their newest year.

    Raises:
        OutOfScope: fewer than 400 country-years of some measure and horizon: too little to say how forecasts err.
    """
    known = features(panel)
    names = tuple(known)
    stack = np.stack([known[name] for name in names], axis=-1)
    centre, spread = _centre(stack, np.isfinite(panel.level))
    design = np.where(np.isfinite(stack), stack, centre) / spread
    size = np.nan_to_num(known["size"])
    weights: dict[str, Array] = {}
    calm: dict[str, Array] = {}
    errors: dict[str, Array] = {}
    first_errors: list[Array] = []
    usual: dict[str, float] = {}
    for measure in MEASURES:
        values = panel.series(measure)
        scale = scales(values)
        rows = [_regress(values, scale, design, size, horizon) for horizon in range(1, horizons + 1)]
        weights[measure] = np.stack([row[0] for row in rows])
        calm[measure] = np.array([row[3] for row in rows])
        errors[measure] = np.stack([row[1] for row in rows])
        first_errors.append(rows[0][2])
        now = np.isfinite(values[:, -10:]).any(axis=1)
        usual[measure] = float(np.median(scale[now, -1]))
    world, region, own = _shared(np.stack(first_errors), panel.actors)
    revised = revisions(releases)
    return Parameters(names, centre, spread, usual, weights, calm, errors, world, region, own, revised, panel.years[-1], basis)


def revisions(releases: Sequence[Panel]) -> dict[str, Array]:
    """Return, by measure, quantiles of the change in logs from a release's newest year to the same year in later releases.

    One row for each number of years between the two releases, up to the most that was seen; a number that no two releases are
    apart, or too few figures, has the row of the one before it. Figures are revised again and again, so rows grow wider. Constant
    dollars change their base from release to release, and money changes its name: both are taken to be revised as dollars are.
    """
    found: dict[str, dict[int, list[float]]] = {"level": {}, "share": {}}
    for older, newer in combinations(releases, 2):
        apart = newer.years[-1] - older.years[-1]
        for measure, changes in found.items():
            changes.setdefault(apart, []).extend(_revised(older, newer, measure))
    tables = {measure: _by_lag(changes) for measure, changes in found.items()}
    known = {measure: table for measure, table in tables.items() if len(table)}
    return known | ({"constant": known["level"], "local": known["level"]} if "level" in known else {})


def _revised(older: Panel, newer: Panel, measure: str) -> list[float]:
    """Return what the figures of a release's newest year have become in another, in logs."""
    year = older.years[-1]
    if year not in newer.years:
        return []
    both = [actor for actor in older.actors if actor in newer.actors]
    before = older.series(measure)[[older.row(actor) for actor in both], -1]
    after = newer.series(measure)[[newer.row(actor) for actor in both], newer.years.index(year)]
    return [float(change) for change in after - before if np.isfinite(change)]


def _by_lag(changes: Mapping[int, Sequence[float]]) -> Array:
    rows: list[Array] = []
    for apart in range(1, max(changes, default=0) + 1):
        if len(changes.get(apart, ())) >= FEWEST_REVISED:
            rows.append(np.quantile(changes[apart], np.linspace(0, 1, QUANTILES)))
        elif rows:
            rows.append(rows[-1])
    return np.array(rows)


def _centre(stack: Array, held: Array) -> tuple[Array, Array]:
    """Return each feature's median and standard deviation over the country-years that have a level."""
    rows = stack[held]
    known = np.isfinite(rows)
    filled = np.where(known, rows, np.nan)
    some = known.any(axis=0)
    centre = np.where(some, np.nan_to_num(np.nanmedian(np.where(some, filled, 0.0), axis=0)), 0.0)
    gap = np.where(known, rows - centre, 0.0)
    spread = np.sqrt((gap**2).sum(axis=0) / np.maximum(known.sum(axis=0), 1))
    return centre, np.maximum(spread, 1e-3)


def terms(design: Array, scale: Array) -> Array:
    """Return the regressors: one, and STEP/scale times one and each feature. Shape (…, 2 + features)."""
    inverse = (STEP / scale)[..., None]
    return np.concatenate([np.ones_like(inverse), inverse, design * inverse], axis=-1)


def width(scale: Array, horizon: int | Array) -> Array:
    """Return the unit of the errors at a horizon: the country's step times the horizon to the power 0.4."""
    return scale * np.power(horizon, GROWTH_OF_SCALE)


def _regress(values: Array, scale: Array, design: Array, size: Array, horizon: int) -> tuple[Array, Array, Array, float]:
    """Return the coefficients, the errors' quantiles, the errors by country and year of origin, and their slope with size."""
    last = values.shape[1] - 1 - horizon
    first = max(FIRST, last + 1 - WINDOW)
    years = np.arange(first, last + 1)
    if len(years) == 0:
        raise OutOfScope(f"the series are too short for a forecast of {horizon} years", do="give at least twenty years")
    unit = width(scale[:, years], horizon)
    target = (values[:, years + horizon] - values[:, years]) / unit
    known = np.isfinite(target)
    if known.sum() < FEWEST:
        raise OutOfScope(
            f"{int(known.sum())} country-years to learn a horizon of {horizon} years from, at least {FEWEST} are needed",
            do="use the parameters that come with Dragoman",
        )
    regressors = terms(design[:, years], unit)
    recent = np.broadcast_to(0.5 ** ((last - years) / HALF_LIFE), target.shape)
    weights = robust(regressors[known], target[known], recent[known])
    error = np.where(known, target - regressors @ weights, np.nan)
    slope = _slope(error[known], size[:, years][known], recent[known])
    error = error / np.exp(slope * size[:, years])
    tail = error[:, -ERROR_YEARS:]
    quantiles = np.quantile(tail[np.isfinite(tail)], np.linspace(0, 1, QUANTILES))
    return weights, quantiles, error[:, -25:], slope


def _slope(error: Array, size: Array, weight: Array) -> float:
    """Return how the logarithm of the errors' size changes with the country's, by weighted least squares."""
    target = np.log(np.abs(error) + 0.1)
    centred = size - np.average(size, weights=weight)
    return float((weight * centred * (target - np.average(target, weights=weight))).sum() / (weight * centred**2).sum())


def robust(regressors: Array, target: Array, weight: Array) -> Array:
    """Return ridge coefficients with Huber weights: errors beyond one unit count by their size, not its square."""
    penalty = np.eye(regressors.shape[1]) * RIDGE
    penalty[0, 0] = 1e-6
    found = np.zeros(regressors.shape[1])
    for _ in range(ROUNDS):
        size = np.abs(target - regressors @ found)
        weighted = regressors * (np.minimum(1.0, HUBER / np.maximum(size, 1e-9)) * weight)[:, None]
        found = np.linalg.solve(weighted.T @ regressors + penalty, weighted.T @ target)
    return found


def _shared(errors: Array, actors: Sequence[str]) -> tuple[Array, dict[str, Array], dict[str, Array]]:
    """Return the covariance of the measures' shocks that the world shares, that each region shares, and the rest.

    Errors become normal scores by rank first. What two countries of different regions share is the world's; what two of one
    region share beyond that is the region's, drawn to the mean of all regions as if it had REGION_PRIOR more pairs of countries
    and years.

    Args:
        errors: of one year ahead, shape (measures, countries, years).
    """
    score = np.stack([_normal(layer) for layer in errors])
    known = np.isfinite(score).all(axis=0)
    score = np.where(known, score, 0.0)
    total = np.einsum("aiy,biy->ab", score, score) / max(int(known.sum()), 1)
    names = np.array([regions().get(actor, actor) for actor in actors])
    same = (names[:, None] == names[None, :]) & ~np.eye(len(names), dtype=bool)
    world = _positive(_between(score, known, names[:, None] != names[None, :])[0])
    usual = _between(score, known, same)[0] - world
    region, own = {"": _positive(usual)}, {"": _positive(total - world - usual)}
    for name in sorted(set(names)):
        found, pairs = _between(score, known, same & (names == name)[:, None])
        if pairs:
            mixed = (pairs * (found - world) + REGION_PRIOR * usual) / (pairs + REGION_PRIOR)
            region[name], own[name] = _positive(mixed), _positive(total - world - _positive(mixed))
    # One scale for all, so that the world's shocks are the same size for every country; the own shocks take up the rest.
    size = np.sqrt(np.diag(total))
    unit = np.outer(size, size)
    world /= unit
    for name in region:
        region[name] /= unit
        region[name] = _at_most(region[name], 0.95 - np.diag(world))
        own[name] = _with_diagonal(own[name] / unit, 1 - np.diag(world) - np.diag(region[name]))
    return world, region, own


def _with_diagonal(matrix: Array, diagonal: Array) -> Array:
    """Return a covariance with the same correlations and another diagonal."""
    factor = np.sqrt(diagonal / np.diag(matrix))
    out: Array = matrix * np.outer(factor, factor)
    return out


def _at_most(matrix: Array, diagonal: Array) -> Array:
    return _with_diagonal(matrix, np.minimum(np.diag(matrix), diagonal))


def _between(score: Array, known: Array, pairs: Array) -> tuple[Array, float]:
    """Return the covariance between the countries of the given pairs, and how many pairs and years it rests on."""
    held, chosen = known.astype(float), pairs.astype(float)
    count = float(np.einsum("iy,ij,jy->", held, chosen, held, optimize=True))
    found: Array = np.einsum("aiy,ij,bjy->ab", score, chosen, score, optimize=True) / max(count, 1.0)
    return (found + found.T) / 2, count


def _normal(values: Array) -> Array:
    """Return normal scores by rank, NaN kept."""
    out = np.full_like(values, np.nan)
    known = np.isfinite(values)
    order = np.argsort(np.argsort(values[known]))
    inverse = NormalDist().inv_cdf
    out[known] = np.array([inverse((rank + 0.5) / len(order)) for rank in order])
    return out


def _positive(matrix: Array) -> Array:
    """Return the nearest matrix without negative eigenvalues."""
    values, vectors = np.linalg.eigh(matrix)
    out: Array = (vectors * np.maximum(values, 1e-6)) @ vectors.T
    return out


def state(panel: Panel, parameters: Parameters) -> Array:
    """Return each country's features at its own last year, in the parameters' units: shape (countries, features)."""
    found = features(_carried(panel), since=len(panel.years) - 1)
    stack = np.stack([found[name][:, -1] for name in parameters.names], axis=-1)
    out: Array = np.where(np.isfinite(stack), stack, parameters.centre) / parameters.spread
    return out


@dataclass(frozen=True)
class Projection:
    """Where one measure of each country goes from its own last value, by year of `simulate`.

    Args:
        last: the last value, shape (countries,); NaN where the country has no usable series.
        horizon: how many years after it each year lies, shape (countries, years); zero and less are years that are known.
        centre, unit: a forecast is `last + centre + unit * error`, both of shape (countries, years); unit zero in known years.
    """

    last: Array
    horizon: Array
    centre: Array
    unit: Array


def ages(values: Array) -> Array:
    """Return how many years ago each country's last value was; 99 where it has none in the last three years or fewer than two.

    Args:
        values: shape (countries, years).
    """
    known = np.isfinite(values)
    age = np.where(known.any(axis=1), np.argmax(known[:, ::-1], axis=1), 99)
    return np.where((age <= OLDEST) & (known.sum(axis=1) >= 2), age, 99)


def project(panel: Panel, parameters: Parameters, design: Array, measure: str, *, ahead: Sequence[int]) -> Projection:
    """Return where a measure goes in the given years, counted from the panel's last (0 is that one).

    `design` is the panel's `state`. Where a country's last value is g years old its horizon counts from it: the odds are wider.
    """
    values, weights = panel.series(measure), parameters.weights[measure]
    age = ages(values)
    usable = age <= OLDEST
    rows = np.arange(len(values))
    last = np.where(usable, values[rows, values.shape[1] - 1 - np.minimum(age, values.shape[1] - 1)], np.nan)
    scale = scales(values, parameters.usual[measure])[:, -1]
    at = parameters.names.index("size")
    size = np.nan_to_num(design[:, at] * parameters.spread[at])
    horizons = np.array(ahead)[None, :] + np.where(usable, age, 0)[:, None]
    centre, unit = np.empty((2, *horizons.shape))
    for column, horizon in enumerate(horizons.T):
        row = np.clip(horizon, 1, len(weights)) - 1
        unit[:, column] = width(scale, np.maximum(horizon, 1)) * np.exp(parameters.calm[measure][row] * size)
        moved = width(scale, row + 1)
        centre[:, column] = moved * (terms(design, moved) * weights[row]).sum(axis=-1)
        past = horizon < 1
        if past.any():
            centre[past, column] = values[past, values.shape[1] - 1 + ahead[column]] - last[past]
            unit[past, column] = 0.0
    return Projection(last, horizons, centre, unit)


def _carried(panel: Panel) -> Panel:
    """Return the panel as seen from each country's own last year: its columns moved so that its last values come last."""
    known = np.isfinite(panel.level) | np.isfinite(panel.share)
    age = np.where(known.any(axis=1), np.argmax(known[:, ::-1], axis=1), 0)
    if not age.any():
        return panel
    moved = {}
    for measure in MEASURES:
        values = panel.series(measure).copy()
        for years in set(age.tolist()) - {0}:
            rows = age == years
            values[rows] = lag(panel.series(measure)[rows], years)
        moved[measure] = values
    return panel.with_series(panel.years, moved)
