"""The chance that a state outside a conflict joins one of its sides with force: history's frequency, given what the model reads.

Half logistic regression, half boosted trees, averaged on the logit scale; and one effect shared by all states of a conflict, for
conflicts spread or they do not (treating states as independent says that 61 % of unseen wars find a joiner; 29 % did). Parameters
are in `parameters.json`; `python -m evaluation._fit_commitments` fits them. Numpy only, nothing is fitted here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.estimate.commitments.features import Table, features, products

Array = NDArray[np.float64]
KINDS = ("dispute", "war")


def sigmoid(logit: Array) -> Array:
    """Return probabilities of logits, without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(logit, dtype=float)))


def logit(probability: Array) -> Array:
    """Return logits of probabilities, cut at one in a million."""
    cut = np.clip(probability, 1e-6, 1 - 1e-6)
    return np.log(cut) - np.log1p(-cut)


@dataclass(frozen=True)
class Logistic:
    """Coefficients on standardised features; a feature that is unknown counts as its mean.

    `draws`: refits on resampled episodes, one a row (intercept first), for intervals; may be empty.
    """

    names: tuple[str, ...]
    mean: Array
    scale: Array
    coefficients: Array
    intercept: float
    draws: Array

    def standardised(self, found: Mapping[str, Array]) -> Array:
        """Return rows x names, unknown as 0."""
        made = {**found, **products(found)}
        raw = np.column_stack([made[name] for name in self.names])
        return np.nan_to_num((raw - self.mean) / self.scale)

    def __call__(self, found: Mapping[str, Array]) -> Array:
        """Return one logit a row."""
        return self.standardised(found) @ self.coefficients + self.intercept


@dataclass(frozen=True)
class Trees:
    """Boosted regression trees as flat arrays, one row a tree; a leaf points at itself. `value` holds the leaves' shares."""

    names: tuple[str, ...]
    base: float
    feature: NDArray[np.int32]
    threshold: Array
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    unknown_left: NDArray[np.bool_]
    value: Array
    depth: int

    def __call__(self, found: Mapping[str, Array]) -> Array:
        """Return one logit a row: every row falls through all trees at once."""
        rows = np.column_stack([found[name] for name in self.names])
        total = np.full(len(rows), self.base)
        for first in range(0, len(rows), _ROWS):
            part = slice(first, first + _ROWS)
            for grown in self._leaves(rows[part]):  # one by one: the same sum to the last bit however many rows there are
                total[part] += grown
        return total

    def _leaves(self, rows: Array) -> Array:
        """Return, trees x rows, the share that each row gets of each tree."""
        tree, index = np.arange(len(self.feature))[:, None], np.arange(len(rows))
        at = np.zeros((len(self.feature), len(rows)), dtype=np.int32)
        for _ in range(self.depth):
            seen = rows[index, self.feature[tree, at]]
            goes_left = (seen <= self.threshold[tree, at]) | (np.isnan(seen) & self.unknown_left[tree, at])
            at = np.where(goes_left, self.left[tree, at], self.right[tree, at])
        return self.value[tree, at]


_ROWS = 256
"""Rows that fall through the trees at once: enough to be quick, few enough to stay in the processor's cache."""


@cache
def _quadrature() -> tuple[Array, Array]:
    at, weight = np.polynomial.hermite_e.hermegauss(31)
    return at, weight


@dataclass(frozen=True)
class Shared:
    """The effect that all states of one conflict share: normal on the logit scale.

    Args:
        shift, slope: bring a state's own logit to the scale on which the effect is added.
        sd: the effect's standard deviation.
    """

    shift: float
    slope: float
    sd: float

    def given(self, own: Array) -> Array:
        """Return the logits that hold where the effect is 0."""
        return self.shift + self.slope * own

    def nodes(self) -> tuple[Array, Array]:
        """Return values of the effect and their weights (Gauss-Hermite, 31)."""
        at, weight = _quadrature()
        return self.sd * at, weight / weight.sum()

    def average(self, own: Array) -> Array:
        """Return each state's probability, the effect averaged out."""
        at, weight = self.nodes()
        return np.asarray(sigmoid(self.given(own)[:, None] + at) @ weight)

    def anyone(self, own: Array, conflict: NDArray[np.int64]) -> Array:
        """Return, for each conflict 0, 1, …, the probability that at least one of its rows joins."""
        at, weight = self.nodes()
        stay = -np.logaddexp(0, self.given(own)[:, None] + at)
        total = np.zeros((int(conflict.max()) + 1, len(at)))
        np.add.at(total, conflict, stay)
        return np.asarray(1 - np.exp(total) @ weight)


@dataclass(frozen=True)
class Model:
    """One fitted set: `full` reads every feature, `today` those known for states of today from what is shipped."""

    name: str
    logistic: Logistic
    trees: Trees
    shared: Mapping[str, Shared]
    surely: Mapping[str, tuple[float, float]]

    def own(self, table: Table) -> Array:
        """Return the logit of each row before the shared effect."""
        found = features(table)
        return 0.5 * self.logistic(found) + 0.5 * self.trees(found)

    def probability(self, table: Table) -> Array:
        """Return each row's probability of joining with force."""
        own, war = self.own(table), table["war"] == 1
        found = np.empty(len(own))
        for kind, rows in (("war", war), ("dispute", ~war)):
            if rows.any():
                found[rows] = self.shared[kind].average(own[rows])
        return found

    def anyone(self, own: Array, conflict: NDArray[np.int64], kind: str) -> Array:
        """Return, for each conflict, the probability that anyone joins, set right on conflicts that the fit did not see."""
        start, slope = self.surely[kind]
        return sigmoid(start + slope * logit(self.shared[kind].anyone(own, conflict)))


@cache
def parameters() -> dict[str, Any]:
    """Return `parameters.json`."""
    text = files("dragoman.estimate.commitments").joinpath("parameters.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def load(name: str = "today") -> Model:
    """Return a fitted set of the shipped parameters: `today` or `full`."""
    return build(name, parameters()["models"][name])


def build(name: str, raw: Mapping[str, Any]) -> Model:
    """Return a model from its JSON."""
    line, wood = raw["logistic"], raw["trees"]
    logistic = Logistic(
        tuple(line["names"]), np.array(line["mean"]), np.array(line["scale"]), np.array(line["coefficients"]),
        float(line["intercept"]), np.array(line["draws"], dtype=float).reshape(-1, len(line["names"]) + 1),
    )  # fmt: skip
    return Model(
        name,
        logistic,
        _trees(wood),
        {kind: Shared(*values) for kind, values in raw["shared"].items()},
        {kind: (values[0], values[1]) for kind, values in raw["surely"].items()},
    )


def _trees(raw: Mapping[str, Any]) -> Trees:
    """Return trees from their compact form: each a list of [feature, threshold, left, right, unknown left] or [leaf]."""
    grown = raw["trees"]
    shape = (len(grown), max(len(tree) for tree in grown))
    feature, left, right = (np.zeros(shape, dtype=np.int32) for _ in range(3))
    threshold, value = np.zeros(shape), np.zeros(shape)
    unknown = np.zeros(shape, dtype=bool)
    for row, tree in enumerate(grown):
        for at, node in enumerate(tree):
            if len(node) == 1:
                left[row, at] = right[row, at] = at
                value[row, at] = node[0]
            else:
                feature[row, at], threshold[row, at], left[row, at], right[row, at], unknown[row, at] = node
    return Trees(tuple(raw["names"]), float(raw["base"]), feature, threshold, left, right, unknown, value, int(raw["depth"]))
