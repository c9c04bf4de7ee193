"""How good odds were: continuous ranked probability score, Brier score, coverage, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from dragoman.estimate.panel import Array


def crps(draws: Array, outcome: Array) -> Array:
    """Return the continuous ranked probability score of each forecast, in the outcome's unit; lower is better.

    It is the mean distance of the draws from the outcome less half their mean distance from one another. A forecast of a single
    value scores its absolute error (Gneiting and Raftery 2007, section 4.2).

    Args:
        draws: shape (…, draws), ascending along the last axis.
        outcome: shape (…).

    >>> float(crps(np.array([2.0, 2.0]), np.array(5.0)))
    3.0
    """
    count = draws.shape[-1]
    weights = (2 * np.arange(1, count + 1) - count - 1) / count**2
    out: Array = np.abs(draws - outcome[..., None]).mean(axis=-1) - (draws * weights).sum(axis=-1)
    return out


def brier(probability: Array, outcome: Array) -> float:
    """Return the mean squared distance of probabilities from what happened (0 or 1); lower is better.

    >>> brier(np.array([1.0, 0.5]), np.array([1, 0]))
    0.125
    """
    return float(np.mean((np.asarray(probability) - np.asarray(outcome)) ** 2))


def skill(score: float, baseline: float) -> float:
    """Return the part of the baseline's score that was saved: 0 is no better, 1 is perfect, below 0 is worse.

    >>> skill(0.75, 1.0)
    0.25
    """
    return 1 - score / baseline


def covered(draws: Array, outcome: Array, level: float) -> Array:
    """Return whether each outcome lies within the central interval of that probability, ends inclusive.

    Args:
        draws: shape (…, draws), ascending.
        outcome: shape (…).
        level: 0.9 for the interval from the 5th to the 95th percentile.
    """
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=-1)
    out: Array = (outcome >= low) & (outcome <= high)
    return out


def calibration(probability: Array, outcome: Array, edges: Sequence[float] = (0, 0.1, 0.3, 0.5, 0.7, 0.9, 1)) -> list[Array]:
    """Return, for each band of probability that is not empty, how many, the mean probability and how often it happened."""
    place = np.clip(np.searchsorted(edges, probability, side="right") - 1, 0, len(edges) - 2)
    rows = []
    for band in range(len(edges) - 1):
        here = place == band
        if here.any():
            rows.append(np.array([here.sum(), probability[here].mean(), outcome[here].mean()]))
    return rows


def normal_draws(centre: Array, spread: Array, count: int = 200) -> Array:
    """Return evenly spaced quantiles of normal distributions, shape (…, count)."""
    score = np.array([NormalDist().inv_cdf((place + 0.5) / count) for place in range(count)])
    out: Array = centre[..., None] + spread[..., None] * score
    return out


def random_walk(values: Array, horizons: int, *, drift: bool, count: int = 200) -> Array:
    """Return the naive forecast from each series' own past: a normal random walk, shape (series, horizons, count).

    With `drift` it goes on by the mean of its past yearly steps, uncertain by their spread; without, it stays at its last value,
    uncertain by the root mean square of its past steps. NaN for series without a last value or with fewer than five steps.

    Args:
        values: logs, shape (series, years); the last column is the origin.
    """
    steps = np.diff(values, axis=1)
    known = np.isfinite(steps)
    number = known.sum(axis=1)
    usable = (number >= 5) & np.isfinite(values[:, -1])
    total = np.where(known, steps, 0.0)
    mean = total.sum(axis=1) / np.maximum(number, 1) * drift
    square = np.where(known, (steps - mean[:, None]) ** 2, 0.0).sum(axis=1)
    spread = np.sqrt(square / np.maximum(number - drift, 1))
    ahead = np.arange(1, horizons + 1)
    centre = values[:, -1:] + mean[:, None] * ahead
    out = normal_draws(centre, spread[:, None] * np.sqrt(ahead), count)
    out[~usable] = np.nan
    return out
