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
