"""Who joined whom: the shipped model on conflicts, against the base rate and against pledges alone. Nothing is fitted here."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.estimate.commitments import invoked
from dragoman.estimate.commitments.model import load, parameters, sigmoid
from evaluation._backtest import Backtest, gain, log_loss, only, read, scores

DATA = "data/ties"


def run(data: Path, *, store: Path | None, options: Any) -> dict[str, Any]:
    """Print each set's scores beside the base rate's and the pledges' alone, and return the figures of docs/contract.md.

    `today` holds the same figures of the smaller set of features that `dragoman commitments` has for states of today.
    """
    rows = read(data)
    figures: dict[str, Any] = {}
    fitted = parameters()["base"]
    if rows.rows == fitted["war"]["rows"] + fitted["dispute"]["rows"]:
        print("These are the conflicts that the parameters were fitted to: for figures on unseen ones see docs/commitments.md.")
    for name in ("full", "today"):
        model = load(name)
        own = model.own(rows.table)
        chance = model.probability(rows.table)
        print(f"{name}: rows, joins, log-loss, Brier, AUC, calibration slope | log-loss base, pledges alone | gain on each, 90 %")
        found = {label: _one(label, chance[at], rows, at) for label, at in rows.sets().items() if at.any()}
        for kind, flag, label in (("war", 1, "anyone_joins_war"), ("dispute", 0, "anyone_joins_dispute")):
            at = rows.table["war"] == flag
            if at.any():
                found[label] = _anyone(label, model.anyone(own[at], _numbered(rows.conflict[at]), kind), rows, at, kind)
        if name == "full":
            figures |= found
        else:
            figures["today"] = found
    kept = _invoked(data)
    if kept:
        figures["invoked"] = kept
    return figures


def _numbered(codes: np.ndarray) -> np.ndarray:
    return np.asarray(np.unique(codes, return_inverse=True)[1])


def base(rows: Backtest) -> np.ndarray:
    """Return each row's base rate: how many joined of those the parameters were fitted on, by kind of conflict."""
    rates = parameters()["base"]
    return np.where(rows.table["war"] == 1, rates["war"]["joined"], rates["dispute"]["joined"])


def pledges_alone(rows: Backtest) -> np.ndarray:
    """Return each row's probability by a logistic on pledges, role and kind alone."""
    fitted = parameters()["alliance"]
    x = np.column_stack([rows.table[name] for name in fitted["names"]])
    return sigmoid(fitted["coefficients"][0] + x @ np.array(fitted["coefficients"][1:]))


def _one(label: str, chance: np.ndarray, rows: Backtest, at: np.ndarray) -> dict[str, Any]:
    """Return one set's figures, with how much better it is than the two rivals (90 % interval, episodes resampled)."""
    seen, episode = rows.joined[at], rows.episode[at]
    found: dict[str, Any] = scores(chance, seen)
    loss = log_loss(chance, seen)
    rivals = {"base": base(rows)[at], "pledges": pledges_alone(rows)[at]}
    for name, rival in rivals.items():
        found[f"{name}_log_loss"] = float(log_loss(rival, seen).mean())
        found[f"gain_on_{name}"] = gain(loss, log_loss(rival, seen), episode)
    auc, slope = (format(value, ".3f") if value is not None else "-" for value in (found["auc"], found["calibration_slope"]))
    print(
        f"  {label:14} {found['n']:6} {found['joins']:4}  {found['log_loss']:.5f} {found['brier']:.5f} {auc} {slope} | "
        f"{found['base_log_loss']:.5f} {found['pledges_log_loss']:.5f} | "
        + "  ".join(f"{g[1]:+.5f} ({g[0]:+.5f} to {g[2]:+.5f})" for g in (found["gain_on_base"], found["gain_on_pledges"]))
    )
    return found


def _anyone(label: str, chance: np.ndarray, rows: Backtest, at: np.ndarray, kind: str) -> dict[str, Any]:
    """Return how well "does anyone join" is told, beside the base rate and what independent states would imply."""
    of = _numbered(rows.conflict[at])
    seen = np.zeros(of.max() + 1)
    np.maximum.at(seen, of, rows.joined[at])
    rate = np.full(len(seen), parameters()["base"][kind]["anyone"])
    found = {
        "brier": float(((chance - seen) ** 2).mean()),
        "log_loss": float(log_loss(chance, seen).mean()),
        "n": len(seen),
        "seen": float(seen.mean()),
        "mean": float(chance.mean()),
        "base_brier": float(((rate - seen) ** 2).mean()),
        "base_log_loss": float(log_loss(rate, seen).mean()),
    }
    print(f"  {label:21} {found['n']} conflicts, {found['seen']:.3f} seen, {found['mean']:.3f} said; Brier {found['brier']:.4f} "
          f"log-loss {found['log_loss']:.4f} | base {found['base_brier']:.4f} {found['base_log_loss']:.4f}")  # fmt: skip
    return found


def _invoked(folder: Path) -> dict[str, Any]:
    """Return the scores of "kept, when invoked", empty where the folder has no `alliance_performance_bf2018_*.csv`."""
    try:
        path = only(folder, "alliance_performance_bf2018_*.csv")
    except FileNotFoundError as error:
        print(f"  invoked: {error}")
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        cases = [row for row in csv.DictReader(lines) if row["outcome_llm"] in ("honored", "violated")]
    if not cases:
        return {}
    made = [{**row, "since_1946": float(float(row["year"] or 0) >= 1946)} for row in cases]
    columns = {name: np.array([float(row[name] or 0) for row in made]) for name in invoked.NAMES}
    seen = np.array([float(row["outcome_llm"] == "honored") for row in cases])
    chance = invoked.kept(columns)
    found = scores(chance, seen)
    print(
        f"  invoked        {len(seen)} alliances, {int(seen.sum())} kept; log-loss {found['log_loss']:.4f} "
        f"Brier {found['brier']:.4f}"
    )
    return found
