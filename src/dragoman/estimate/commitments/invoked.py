"""How often a pledge was kept when war put it to the test: one alliance in one war is one case."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dragoman.estimate.commitments.model import parameters, sigmoid

NAMES = ("defense", "offense", "neutral", "nonagg", "consul", "multilateral", "since_1946")


def kept(case: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the probability that each invoked alliance is honoured.

    Args:
        case: arrays by the names of `NAMES`, 0 or 1.
    """
    fitted = parameters()["invoked"]
    rows = np.column_stack([case[name] for name in NAMES])
    return sigmoid(rows @ np.array(fitted["coefficients"]) + fitted["intercept"])


def kept_interval(case: Mapping[str, float]) -> tuple[float, float, float]:
    """Return the probability that one invoked alliance is honoured, with its 90 % interval (refits on resampled wars)."""
    row = np.array([1.0, *(case[name] for name in NAMES)])
    fitted = parameters()["invoked"]
    point = float(sigmoid(row @ np.array([fitted["intercept"], *fitted["coefficients"]])))
    low, high = np.percentile(sigmoid(np.array(fitted["draws"]) @ row), [5, 95])
    return point, min(float(low), point), max(float(high), point)
