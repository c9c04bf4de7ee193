"""Reading the backtest of who joined whom: rows of `backtest_wars_*.csv.gz` and `backtest_mids_*.csv.gz`, and their scores."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman.estimate.commitments.features import NUMBERS, OUTCOMES
from dragoman.estimate.commitments.model import logit

DERIVED = ("war", "target", "conflict", "n_opponents")
SETS = ("wars", "wars_relevant", "disputes", "allies", "pacts")


@dataclass(frozen=True)
class Backtest:
    """Rows of state x conflict x side. `table` holds predictors only; `conflict` and `episode` number what rows belong to."""

    table: dict[str, np.ndarray]
    joined: np.ndarray
    conflict: np.ndarray
    episode: np.ndarray
    rows: int

    def part(self, rows: np.ndarray) -> Backtest:
        """Return some of the rows; whole conflicts are expected, for some features look at a conflict's other rows."""
        table = {name: values[rows] for name, values in self.table.items()}
        _, table["conflict"] = np.unique(table["conflict"], return_inverse=True)
        return Backtest(table, self.joined[rows], self.conflict[rows], self.episode[rows], int(rows.sum()))

    def sets(self) -> dict[str, np.ndarray]:
        """Return the rows of each set that is scored.

        `wars_relevant`: allies of the side, states that border on one of the two, and major powers. `allies`: any pledge to the
        side. `pacts`: a pledge of defence or offence to the side.
        """
        t = self.table
        war, ally = t["war"] == 1, t["ally_any"] == 1
        near = (t["cont_principal"] > 0) | (t["cont_opponent"] > 0) | (t["major_joiner"] == 1)
        pact = (t["ob_defense"] == 1) | (t["ob_offense"] == 1)
        return dict(zip(SETS, (war, war & (ally | near), ~war, ally, pact), strict=True))


def only(folder: Path, pattern: str) -> Path:
    """Return the one file of a folder that matches.

    Raises:
        FileNotFoundError: none does, or several do.
    """
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise FileNotFoundError(f"{folder} holds {len(found)} files {pattern}; one is expected")
    return found[0]


def read(folder: Path) -> Backtest:
    """Return the wars and disputes of a folder as one table."""
    rows = [row for kind in ("wars", "mids") for row in _rows(only(folder, f"backtest_{kind}_*.csv.gz"))]
    table = {name: _numbers(row[name] for row in rows) for name in NUMBERS if name not in DERIVED}
    table["war"] = np.array([row["kind"] == "war" for row in rows], dtype=float)
    table["target"] = np.array([row["side_role"] == "target" for row in rows], dtype=float)
    table["n_opponents"] = np.array([row["opponents"].count(";") + 1 for row in rows], dtype=float)
    table["conflict"] = _codes(f"{row['conflict_id']} {row['side']}" for row in rows).astype(float)
    return Backtest(
        table,
        _numbers(row["joined"] for row in rows),
        _codes(row["conflict_id"] for row in rows),
        _codes(row["episode_id"] for row in rows),
        len(rows),
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    wanted = {*NUMBERS, *OUTCOMES, "kind", "side", "side_role", "opponents", "conflict_id", "episode_id"}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {name: value for name, value in row.items() if name in wanted}


def _numbers(cells: Iterator[str]) -> np.ndarray:
    return np.array([float(cell) if cell not in ("", "NA") else np.nan for cell in cells])


def _codes(names: Iterator[str]) -> np.ndarray:
    return np.unique(list(names), return_inverse=True)[1]


def log_loss(chance: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Return the log-loss of each row, chances cut at one in a million."""
    cut = np.clip(chance, 1e-6, 1 - 1e-6)
    return -(seen * np.log(cut) + (1 - seen) * np.log(1 - cut))


def auc(chance: np.ndarray, seen: np.ndarray) -> float | None:
    """Return how often a row that joined ranks above one that did not, ties half; None where there is only one sort."""
    ones = int(seen.sum())
    if not 0 < ones < len(seen):
        return None
    _, at, counts = np.unique(chance, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    rank = (last - (counts - 1) / 2)[at]
    return float((rank[seen == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(seen) - ones)))


def slope(chance: np.ndarray, seen: np.ndarray) -> float | None:
    """Return the calibration slope: the coefficient of the logit in a logistic regression of what was seen; ideal 1."""
    if not 0 < seen.sum() < len(seen):
        return None
    z = logit(chance)
    x = np.column_stack([np.ones(len(seen)), z - z.mean()])
    at = np.array([float(logit(np.array(seen.mean()))), 0.0])

    def loss(at: np.ndarray) -> float:
        return float((np.logaddexp(0, x @ at) - seen * (x @ at)).sum())

    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(x @ at, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-9 * np.eye(2), x.T @ (seen - p))
        size, now = 1.0, loss(at)
        while size > 1e-6 and loss(at + size * step) > now:
            size /= 2
        at = at + size * step
        if now - loss(at) < 1e-9:
            break
    return float(at[1])


def scores(chance: np.ndarray, seen: np.ndarray) -> dict[str, float | int | None]:
    """Return the figures of one set."""
    return {
        "log_loss": float(log_loss(chance, seen).mean()),
        "brier": float(((chance - seen) ** 2).mean()),
        "auc": auc(chance, seen),
        "n": len(seen),
        "joins": int(seen.sum()),
        "calibration_slope": slope(chance, seen),
    }


def gain(better: np.ndarray, worse: np.ndarray, episode: np.ndarray, *, draws: int = 1000, seed: int = 20261122) -> list[float]:
    """Return the 5th, 50th and 95th percentile of `worse` minus `better` (mean loss a row), whole episodes resampled."""
    numbers, at = np.unique(episode, return_inverse=True)
    size = np.bincount(at).astype(float)
    total = np.bincount(at, worse - better)
    weight = np.random.default_rng(seed).multinomial(len(numbers), np.full(len(numbers), 1 / len(numbers)), size=draws)
    return [float(x) for x in np.percentile((weight @ total) / (weight @ size), [5, 50, 95])]
