"""Fit the commitments model and write its parameters.

    python -m evaluation._fit_commitments                      # fit on ../shared/data/ties, write parameters.json
    python -m evaluation._fit_commitments --cv                 # figures on episodes left out of the fit, nothing written
    python -m evaluation._fit_commitments --data FOLDER --out FILE

Needs the development extra (scikit-learn grows the trees; at run time numpy evaluates them). Same data, same parameters.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from dragoman.estimate.commitments import invoked
from dragoman.estimate.commitments.features import features, products, today
from dragoman.estimate.commitments.model import Shared, build, logit, sigmoid
from evaluation._backtest import Backtest, gain, log_loss, only, read, scores

DATA = Path(__file__).parents[2] / "shared" / "data" / "ties"
OUT = Path(__file__).parents[1] / "src" / "dragoman" / "estimate" / "commitments" / "parameters.json"
PENALTY = 400.0
"""On the sum of squares of standardised coefficients; chosen with the trees' settings by leaving episodes out."""
RISES = ("ob_defense", "ob_offense", "ob_def_bilat", "ob_def_multi", "rival_opponent", "power", "land_opponent", "major_joiner")
FALLS = ("far_opponent", "rival_principal", "opp_ob_defense")
"""Features that may only raise, or only lower, the chance that the trees give: what they mean, and fewer accidents of one war."""
TREES = {"learning_rate": 0.04, "max_iter": 150, "max_leaf_nodes": 16, "min_samples_leaf": 50, "l2_regularization": 10.0}
FOLDS, DRAWS, SEED = 5, 60, 20261122
ALLIANCE = ("ob_defense", "ob_offense", "ob_neutral", "ob_nonagg", "ob_consul", "target", "war")


def ridge(
    x: np.ndarray, y: np.ndarray, penalty: float, weight: np.ndarray | None = None, start: np.ndarray | None = None
) -> np.ndarray:
    """Return intercept and coefficients of a logistic regression, the squares of the latter penalised.

    Newton's method, each step halved until the fit gets better. `start`: where to begin, such as the fit without weights.
    """
    full = np.column_stack([np.ones(len(x)), x])
    weight = np.ones(len(x)) if weight is None else weight
    fine = np.diag([1e-9, *np.full(x.shape[1], penalty)])

    def loss(at: np.ndarray) -> float:
        z = full @ at
        return float((weight * (np.logaddexp(0, z) - y * z)).sum() + 0.5 * at @ fine @ at)

    at = np.zeros(full.shape[1]) if start is None else start
    if start is None:
        at[0] = logit(np.array((weight * y).sum() / weight.sum()))
    now = loss(at)
    for _ in range(100):
        p = sigmoid(full @ at)
        step = np.linalg.solve((full * (weight * p * (1 - p))[:, None]).T @ full + fine, full.T @ (weight * (y - p)) - fine @ at)
        size = 1.0
        while size > 1e-4 and loss(at + size * step) > now:
            size /= 2
        before, at = now, at + size * step
        now = loss(at)
        if before - now < 1e-5:
            return at
    raise ArithmeticError("the logistic regression did not settle")


def fit_logistic(found: dict[str, np.ndarray], y: np.ndarray, episode: np.ndarray, draws: int) -> dict[str, Any]:
    """Return the logistic part, with `draws` refits on resampled episodes."""
    made = {**found, **products(found)}
    names = list(made)
    raw = np.column_stack([made[name] for name in names])
    mean, scale = np.nanmean(raw, axis=0), np.nanstd(raw, axis=0)
    scale[scale == 0] = 1
    x = np.nan_to_num((raw - mean) / scale)
    at = ridge(x, y, PENALTY)
    numbers, of = np.unique(episode, return_inverse=True)
    luck = np.random.default_rng(SEED)
    even = np.full(len(numbers), 1 / len(numbers))
    again = [ridge(x, y, PENALTY, luck.multinomial(len(numbers), even)[of].astype(float), at) for _ in range(draws)]
    return {
        "names": names,
        "mean": rounded(mean, 6),
        "scale": rounded(scale, 6),
        "intercept": round(float(at[0]), 5),
        "coefficients": rounded(at[1:], 5),
        "draws": [rounded(row, 4) for row in again],
    }


def fit_trees(found: dict[str, np.ndarray], y: np.ndarray) -> dict[str, Any]:
    """Return the boosted trees in their compact form."""
    names = list(found)
    sign = [1 if name in RISES else -1 if name in FALLS else 0 for name in names]
    grown = HistGradientBoostingClassifier(random_state=0, early_stopping=False, monotonic_cst=sign, **TREES)
    grown.fit(np.column_stack([found[name] for name in names]), y)
    trees, depth = [], 0
    for (tree,) in grown._predictors:
        depth = max(depth, int(tree.nodes["depth"].max()))
        trees.append([_node(node) for node in tree.nodes])
    return {"names": names, "base": round(float(grown._baseline_prediction[0, 0]), 6), "depth": depth, "trees": trees}


def _node(node: Any) -> list[float]:
    if node["is_leaf"]:
        return [round(float(node["value"]), 5)]
    return [
        int(node["feature_idx"]),
        float(node["num_threshold"]),
        int(node["left"]),
        int(node["right"]),
        int(node["missing_go_to_left"]),
    ]


def rounded(values: np.ndarray, places: int) -> list[float]:
    """Return a list of plain rounded numbers."""
    return [round(float(value), places) for value in values]


def grid(own: np.ndarray, y: np.ndarray, conflict: np.ndarray, shared: Shared) -> float:
    """Return the log-likelihood of conflicts under a shared effect."""
    at, weight = shared.nodes()
    z = shared.given(own)[:, None] + at
    each = np.where(y[:, None] > 0, -np.logaddexp(0, -z), -np.logaddexp(0, z))
    _, of = np.unique(conflict, return_inverse=True)
    total = np.zeros((of.max() + 1, len(at)))
    np.add.at(total, of, each)
    most = total.max(axis=1, keepdims=True)
    return float((most[:, 0] + np.log(np.exp(total - most) @ weight)).sum())


def climb(score: Any, at: list[float], step: float = 0.4) -> list[float]:
    """Return the point where `score` is highest, by coordinate steps that shrink; enough for two or three numbers."""
    best = score(at)
    while step > 0.004:
        moved = False
        for i in range(len(at)):
            for sign in (1, -1):
                trial = [*at]
                trial[i] += sign * step
                value = score(trial)
                if value > best + 1e-9:
                    at, best, moved = trial, value, True
        step = step if moved else step / 2
    return at


def fit_shared(own: np.ndarray, y: np.ndarray, conflict: np.ndarray, kind: str) -> Shared:
    """Return the shared effect from logits of episodes that the model had not seen.

    Disputes: all three numbers by likelihood. Wars (few, and one of them half of all joins): the spread by likelihood, shift and
    slope so that each state's own probability stays what it was.
    """
    if kind == "dispute":
        a, b, c = climb(lambda t: grid(own, y, conflict, Shared(t[0], t[1], np.exp(t[2]))), [0.0, 1.3, 0.8])
        return Shared(round(a, 3), round(b, 3), round(float(np.exp(c)), 3))

    def keep(sd: float) -> Shared:
        p = sigmoid(own)
        near = climb(
            lambda t: (
                -float(
                    (
                        p * log_loss(Shared(*t, sd).average(own), np.ones(1))
                        + (1 - p) * log_loss(Shared(*t, sd).average(own), np.zeros(1))
                    ).mean()
                )
                * 1e4
            ),
            [-1.0, 1.0],
        )
        return Shared(round(near[0], 3), round(near[1], 3), sd)

    tried = [keep(sd) for sd in (1.0, 1.5, 2.0, 2.5, 3.0)]
    return max(tried, key=lambda shared: grid(own, y, conflict, shared))


def fit_surely(own: np.ndarray, y: np.ndarray, conflict: np.ndarray, shared: Shared) -> list[float]:
    """Return intercept and slope that set "does anyone join" right, held towards 0 and 1 (sd 0.5): conflicts are few."""
    _, of = np.unique(conflict, return_inverse=True)
    any_ = np.zeros(of.max() + 1)
    np.maximum.at(any_, of, y)
    z = logit(shared.anyone(own, of))
    best = climb(
        lambda t: -float(log_loss(sigmoid(t[0] + t[1] * z), any_).sum()) - 2 * t[0] ** 2 - 2 * (t[1] - 1) ** 2, [0.0, 1.0]
    )
    return [round(value, 3) for value in best]


def fit_one(name: str, data: Backtest, *, draws: int = 0, inner: bool = True) -> dict[str, Any]:
    """Return one fitted set as JSON. `inner`: with the shared effect, which needs fits that leave episodes out."""
    found = features(data.table)
    if name == "today":
        found = {feature: found[feature] for feature in today(tuple(found))}
    fitted: dict[str, Any] = {
        "logistic": fit_logistic(found, data.joined, data.episode, draws),
        "trees": fit_trees(found, data.joined),
        "shared": {"war": [0, 1, 1], "dispute": [0, 1, 1]},
        "surely": {"war": [0, 1], "dispute": [0, 1]},
    }
    if inner:
        fitted |= effects(left_out(name, data, folds(data, SEED)), data)
    return fitted


def effects(own: np.ndarray, data: Backtest, rows: np.ndarray | None = None) -> dict[str, Any]:
    """Return the shared effects and what sets "anyone" right, by kind."""
    found: dict[str, Any] = {"shared": {}, "surely": {}}
    for kind, flag in (("war", 1), ("dispute", 0)):
        at = data.table["war"] == flag
        at = at if rows is None else at & rows
        shared = fit_shared(own[at], data.joined[at], data.conflict[at], kind)
        found["shared"][kind] = [shared.shift, shared.slope, shared.sd]
        found["surely"][kind] = fit_surely(own[at], data.joined[at], data.conflict[at], shared)
    return found


def folds(data: Backtest, seed: int) -> np.ndarray:
    """Return a fold for each row, whole episodes together, war x anyone-joined spread evenly."""
    luck, fold = np.random.default_rng(seed), np.zeros(len(data.joined), dtype=int)
    war = np.zeros(data.episode.max() + 1)
    joined = np.zeros(data.episode.max() + 1)
    np.maximum.at(war, data.episode, data.table["war"])
    np.maximum.at(joined, data.episode, data.joined)
    of = np.zeros(len(war), dtype=int)
    for stratum in range(4):
        members = luck.permutation(np.flatnonzero(war * 2 + joined == stratum))
        of[members] = (np.arange(len(members)) + stratum) % FOLDS
    fold[:] = of[data.episode]
    return fold


def left_out(name: str, data: Backtest, fold: np.ndarray) -> np.ndarray:
    """Return each row's logit from a fit that did not see its episode."""
    own = np.zeros(len(fold))
    for number in range(FOLDS):
        model = build(name, fit_one(name, data.part(fold != number), inner=False))
        own[fold == number] = model.own(data.part(fold == number).table)
    return own


def fit_invoked(folder: Path) -> dict[str, Any]:
    """Return the fit of "kept, when invoked" (ridge, penalty 1), with refits on resampled wars."""
    x, y, war = cases(folder)
    at = ridge(x, y, 1.0)
    names, of = np.unique(war, return_inverse=True)
    luck, even = np.random.default_rng(SEED), np.full(len(names), 1 / len(names))
    again = [ridge(x, y, 1.0, luck.multinomial(len(names), even)[of].astype(float), at) for _ in range(DRAWS)]
    return {
        "coefficients": rounded(at[1:], 4),
        "intercept": round(float(at[0]), 4),
        "draws": [rounded(row, 3) for row in again],
        "n": len(y),
        "kept": int(y.sum()),
        "years": [1848, 2003],
    }


def cases(folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features, outcome (1 honoured) and war of every invoked alliance in `alliance_performance_bf2018_*.csv`."""
    with only(folder, "alliance_performance_bf2018_*.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["outcome_llm"] in ("honored", "violated")]
    made = [{**row, "since_1946": float(float(row["year"] or 0) >= 1946)} for row in rows]
    x = np.array([[float(row[name] or 0) for name in invoked.NAMES] for row in made])
    return x, np.array([float(row["outcome_llm"] == "honored") for row in rows]), np.array([row["warid"] for row in rows])


def reference(data: Backtest) -> dict[str, Any]:
    """Return what the model is measured against: base rates, and a logistic on pledges alone."""
    x = np.column_stack([data.table[name] for name in ALLIANCE])
    war = data.table["war"] == 1
    first = {}
    for kind, rows in (("war", war), ("dispute", ~war)):
        any_ = np.zeros(data.conflict.max() + 1)
        np.maximum.at(any_, data.conflict[rows], data.joined[rows])
        first[kind] = {
            "joined": round(float(data.joined[rows].mean()), 6),
            "anyone": round(float(any_.sum() / len(np.unique(data.conflict[rows]))), 4),
            "conflicts": len(np.unique(data.conflict[rows])),
            "rows": int(rows.sum()),
            "joins": int(data.joined[rows].sum()),
            "relevant": near(data, rows & data.sets()["wars_relevant"]) if kind == "war" else {},
            "years": [int(data.table["year"][rows].min()), int(data.table["year"][rows].max())],
        }
    return {"base": first, "alliance": {"names": list(ALLIANCE), "coefficients": rounded(ridge(x, data.joined, 1.0), 5)}}


def near(data: Backtest, rows: np.ndarray) -> dict[str, Any]:
    """Return the base rate of great powers, allies and neighbours, with its 90 % interval (whole episodes resampled)."""
    numbers, at = np.unique(data.episode[rows], return_inverse=True)
    joined, size = np.bincount(at, data.joined[rows]), np.bincount(at)
    weight = np.random.default_rng(SEED).multinomial(len(numbers), np.full(len(numbers), 1 / len(numbers)), size=4000)
    low, high = np.percentile((weight @ joined) / (weight @ size), [5, 95])
    total = int(data.joined[rows].sum())
    return {"joined": round(total / int(rows.sum()), 4), "joins": total, "rows": int(rows.sum()),
            "interval": [round(float(low), 4), round(float(high), 4)]}  # fmt: skip


def cross_validate(data: Backtest, *, repeats: int) -> None:
    """Print the figures of every set on episodes left out, of the model and of what it is measured against.

    Then the gain on each rival with its 90 % interval (episodes resampled), the figures without the episode that holds most
    joins, and those of one era from a fit to the other.
    """
    sets = data.sets()
    kept: dict[str, np.ndarray] = {}
    for name in ("full", "today"):
        for seed in range(repeats):
            fold = folds(data, seed)
            own = left_out(name, data, fold)
            chance = np.zeros(len(own))
            surely: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {"war": [], "dispute": []}
            for number in range(FOLDS):
                fitted = effects(own, data, fold != number)
                for kind, flag in (("war", 1), ("dispute", 0)):
                    at = (fold == number) & (data.table["war"] == flag)
                    shared, (start, slope_) = Shared(*fitted["shared"][kind]), fitted["surely"][kind]
                    chance[at] = shared.average(own[at])
                    _, of = np.unique(data.conflict[at], return_inverse=True)
                    any_ = np.zeros(of.max() + 1)
                    np.maximum.at(any_, of, data.joined[at])
                    surely[kind].append((sigmoid(start + slope_ * logit(shared.anyone(own[at], of))), any_))
            print(f"{name}, folds {seed}")
            kept.setdefault(name, chance)
            for label, rows in sets.items():
                plain = scores(sigmoid(own[rows]), data.joined[rows])
                print(f"  {label:14}", _line(scores(chance[rows], data.joined[rows])), " without shared effect", _line(plain))
            for kind, parts in surely.items():
                p, seen = (np.concatenate(part) for part in zip(*parts, strict=True))
                base = np.full(len(seen), seen.mean())
                print(f"  anyone, {kind:8} brier {((p - seen) ** 2).mean():.4f} log-loss {log_loss(p, seen).mean():.4f}; base "
                      f"{((base - seen) ** 2).mean():.4f} {log_loss(base, seen).mean():.4f}")  # fmt: skip
    both = np.zeros(len(data.joined))
    alone = np.zeros(len(data.joined))
    fold = folds(data, 0)
    x = np.column_stack([data.table[name] for name in ALLIANCE])
    for number in range(FOLDS):
        out = fold == number
        at = ridge(x[~out], data.joined[~out], 1.0)
        alone[out] = sigmoid(at[0] + x[out] @ at[1:])
        for flag in (0, 1):
            kind_ = data.table["war"] == flag
            both[out & kind_] = data.joined[~out & kind_].mean()
    for label, rows in sets.items():
        print(f"  {label:14} base {log_loss(both[rows], data.joined[rows]).mean():.5f} alliance only "
              f"{log_loss(alone[rows], data.joined[rows]).mean():.5f}")  # fmt: skip
    rest = data.episode != int(np.argmax(np.bincount(data.episode, data.joined)))
    for name, chance in kept.items():
        for label, rows in sets.items():
            loss = log_loss(chance, data.joined)
            gains = [gain(loss[rows], log_loss(rival, data.joined)[rows], data.episode[rows]) for rival in (both, alone)]
            print(f"  {name:6}{label:14} gain on base {_span(gains[0])}, on alliance only {_span(gains[1])}; without the largest "
                  f"episode {_line(scores(chance[rows & rest], data.joined[rows & rest]))}")  # fmt: skip
    for late in (True, False):
        test = (data.table["year"] >= 1946) == late
        model = build("full", fit_one("full", data.part(~test), inner=False))
        chance = np.zeros(len(test))
        chance[test] = sigmoid(model.own(data.part(test).table))
        print(f"fit to {'before' if late else 'from'} 1946, scored on the rest, no shared effect")
        for label, rows in sets.items():
            base = data.joined[rows & ~test].mean()
            print(f"  {label:14} {_line(scores(chance[rows & test], data.joined[rows & test]))}; base "
                  f"{log_loss(np.full(int((rows & test).sum()), base), data.joined[rows & test]).mean():.5f}")  # fmt: skip


def _span(gained: list[float]) -> str:
    return f"{gained[1]:+.5f} ({gained[0]:+.5f} to {gained[2]:+.5f})"


def _line(figures: dict[str, Any]) -> str:
    return " ".join(f"{figures[name]:.5f}" if name in ("log_loss", "brier") else f"{figures[name]:.3f}"
                    for name in ("log_loss", "brier", "auc", "calibration_slope"))  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--cv", action="store_true", help="print figures on left-out episodes, write nothing")
    parser.add_argument("--repeats", type=int, default=1, help="with --cv: how many ways of folding")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"no folder at {options.data}; give --data FOLDER with the backtest files", file=sys.stderr)
        return 2
    data = read(options.data)
    if options.cv:
        cross_validate(data, repeats=options.repeats)
        return 0
    written = {
        "about": "Fitted by `python -m evaluation._fit_commitments` on wars 1823-2003, disputes 1816-2010; docs/commitments.md",
        "models": {"full": fit_one("full", data), "today": fit_one("today", data, draws=DRAWS)},
        "invoked": fit_invoked(options.data),
        **reference(data),
    }
    options.out.write_text(
        json.dumps(written, separators=(",", ":")).replace('"models"', '\n"models"').replace('"today"', '\n"today"') + "\n"
    )
    print(f"wrote {options.out}, {options.out.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
