"""Who would be drawn in, played through many times: each new belligerent brings its own pledges into play.

A run draws the model's parameters, one effect shared by all states of the conflict, and one number for each state and side. Then
it goes in rounds: every state outside looks at both sides as they stand; it joins the side that its number and chances say; the
pledges to those who have joined count from the next round on. All numbers come from one seed, so that a run can be played again
with one commitment cut: what changes, that commitment carried.

The chance of the model is that of joining at any time in the conflict. In the first round it is used as it is; in later rounds a
state that has stayed out joins only by as much as its chance has risen since (the same number is compared with the new chance).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from dragoman.estimate.commitments.features import NUMBERS, PLEDGES, features
from dragoman.estimate.commitments.model import Model, sigmoid
from dragoman.estimate.commitments.states import State

Array = NDArray[np.float64]
SIDES = ("attacker", "target")
PLEDGE_KINDS = ("defense", "offense", "neutral", "nonagg", "consul")
OUT, ATTACKER, TARGET = -1, 0, 1
Owed = dict[str, dict[str, NDArray[np.bool_]]]
"""Instrument → pledge column → candidates x everyone: who owes whom."""


@dataclass(frozen=True, slots=True)
class Pledge:
    """What one state owes another by one instrument.

    Args:
        instrument: id of the instrument (one treaty, one id).
        by, to: actor ids.
        kinds: of PLEDGE_KINDS.
        bilateral: whether the instrument has two parties.
        unconditional: whether the pledge names no condition.
        organised: it sets up an organisation; `command`: an integrated command; `bases`: troops or bases on the other's soil.
    """

    instrument: str
    by: str
    to: str
    kinds: frozenset[str]
    bilateral: bool = True
    unconditional: bool = False
    organised: bool = False
    command: bool = False
    bases: bool = False


@dataclass(frozen=True)
class Situation:
    """A contingency: who begins against whom, which states are watched, what is owed among all of them, who are known rivals."""

    attackers: tuple[str, ...]
    targets: tuple[str, ...]
    candidates: tuple[str, ...]
    states: Mapping[str, State]
    pledges: Sequence[Pledge]
    year: int
    war: bool = True
    rivals: frozenset[frozenset[str]] = frozenset()

    def rival(self, name: str, others: Sequence[str]) -> float:
        """Return 1 where a state is known as a rival of one of the others, NaN where it is not known."""
        return 1.0 if any(frozenset((name, other)) in self.rivals for other in others) else np.nan


@dataclass(frozen=True)
class Outcome:
    """What the runs came to. Probabilities are shares of runs.

    Args:
        runs: how many.
        joined: state → side → share of runs in which it joined that side.
        interval: state → side → 50 % and 90 % interval of the chance over the parameters, (5th, 25th, 75th, 95th percentile).
        alone: state → side → chance at the outset, before anybody else has joined.
        anyone: share of runs with at least one joiner.
        anyone_interval: 5th and 95th percentile over the parameters.
        count: share of runs with 0, 1, 2 … joiners.
        error: largest Monte Carlo standard error of the shares.
    """

    runs: int
    joined: Mapping[str, Mapping[str, float]]
    interval: Mapping[str, Mapping[str, tuple[float, float, float, float]]]
    alone: Mapping[str, Mapping[str, float]]
    anyone: float
    anyone_interval: tuple[float, float]
    count: tuple[float, ...]
    error: float
    carried: tuple[Carried, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """How much one instrument carried: shares of runs. `joins`: state → fall in its share of joins when the pledge is cut."""

    instrument: str
    anyone: float
    joins: Mapping[str, float]


class Cascade:
    """A situation ready to be played. Chances are worked out once for every state of sides that turns up."""

    def __init__(self, situation: Situation, model: Model, *, runs: int = 2000, seed: int = 20261122, rounds: int = 4) -> None:
        self.situation, self.model, self.runs, self.rounds = situation, model, runs, rounds
        self.kind = "war" if situation.war else "dispute"
        luck = np.random.default_rng(seed)
        states = len(situation.candidates)
        draws = max(1, len(model.logistic.draws))
        self.draw = np.arange(runs) % draws
        self.effect = np.array([_NORMAL.inv_cdf(x) for x in _spread_evenly(luck, runs, 1)[:, 0]]) * model.shared[self.kind].sd
        self.number = _spread_evenly(luck, runs, states)
        self._owed = _owed(situation.pledges, situation.candidates, everyone(situation))
        self._places: dict[tuple[frozenset[str], bytes], NDArray[np.int64]] = {}
        self._rows: dict[int, int] = {}
        self._own = np.zeros(0)
        self._shifts = np.zeros((0, draws))

    def play(
        self, *, cut: Collection[str] = (), only: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
        """Return, runs x candidates, the side joined (OUT where none) and the round, with some instruments cut.

        `only`: play these runs alone; the others come back as if nobody joined.
        """
        size = (self.runs, len(self.situation.candidates))
        side, at = np.full(size, OUT, dtype=np.int8), np.zeros(size, dtype=np.int8)
        open_ = np.flatnonzero(np.ones(self.runs, dtype=bool) if only is None else only)
        for round_ in range(1, self.rounds + 1):
            if not len(open_):
                break
            new = self._round(side[open_], open_, frozenset(cut))
            side[open_] = np.where(new != OUT, new, side[open_])
            at[open_] = np.where(new != OUT, round_, at[open_])
            open_ = open_[(new != OUT).any(axis=1)]
        return side, at

    def _round(self, side: NDArray[np.int8], runs: NDArray[np.int64], cut: frozenset[str]) -> NDArray[np.int8]:
        """Return who joins which side in one round, runs x candidates."""
        patterns, which = np.unique(side, axis=0, return_inverse=True)
        self._work_out(list(patterns), cut)
        new = np.full(side.shape, OUT, dtype=np.int8)
        shared = self.model.shared[self.kind]
        for number, pattern in enumerate(patterns):
            mine = np.flatnonzero(which.ravel() == number)
            own, shifts = self._at(pattern, cut)
            drawn = np.moveaxis(shifts[:, :, self.draw[runs[mine]]], 2, 0)
            chance = sigmoid(shared.given(own + drawn) + self.effect[runs[mine]][:, None, None])
            attacker, target = chance[:, :, ATTACKER], chance[:, :, TARGET]
            either = 1 - (1 - attacker) * (1 - target)
            joins = (self.number[runs[mine]] < either) & (pattern == OUT)
            share = attacker / np.maximum(attacker + target, 1e-12)
            with_attacker = self.number[runs[mine]] < either * share
            new[mine] = np.where(joins, np.where(with_attacker, ATTACKER, TARGET), OUT)
        return new

    def _at(self, pattern: NDArray[np.int8], cut: frozenset[str]) -> tuple[Array, Array]:
        """Return, where sides stand as in `pattern`, candidates x 2 logits and candidates x 2 x draws shifts of them."""
        place = self._places[cut, pattern.tobytes()]
        return self._own[place], self._shifts[place]

    def _work_out(self, patterns: list[NDArray[np.int8]], cut: frozenset[str]) -> None:
        """Work out the logits (and their shifts by parameter draw) for patterns not met before.

        Between patterns only pledges change, and few combinations of them occur: each is worked out once.
        """
        fresh = [pattern for pattern in patterns if (cut, pattern.tobytes()) not in self._places]
        if not fresh:
            return
        table = tables(self.situation, fresh, cut, owed=self._owed)
        keys = _keys(table, len(self.situation.candidates))
        unmet, first = np.unique(keys, return_index=True)
        new = np.array([key not in self._rows for key in unmet.tolist()], dtype=bool)
        self._rows |= {int(key): len(self._own) + number for number, key in enumerate(unmet[new])}
        self._add({name: values[first[new]] for name, values in table.items()})
        places = np.array([self._rows[key] for key in keys.tolist()]).reshape(len(fresh), -1, 2)
        self._places |= {(cut, pattern.tobytes()): place for pattern, place in zip(fresh, places, strict=True)}

    def _add(self, table: dict[str, Array]) -> None:
        """Append the logits of a table's rows."""
        if not len(table["war"]):
            return
        own, shifts = logits(table, self.model)
        self._own = np.concatenate([self._own, own])
        self._shifts = np.concatenate([self._shifts, shifts.T])

    def outcome(self, *, carried: bool = True) -> Outcome:
        """Return the shares over all runs, with what each commitment carried unless `carried` is False."""
        side, _ = self.play()
        names = self.situation.candidates
        joins = side != OUT
        empty = np.full(len(names), OUT, dtype=np.int8)
        own, moved = self._at(empty, frozenset())
        shifts = np.moveaxis(moved, 2, 0)
        shared = self.model.shared[self.kind]
        by_draw = np.stack([shared.average((own + shift).ravel()).reshape(own.shape) for shift in shifts])
        outset = shared.average(own.ravel()).reshape(own.shape)
        any_by_draw = np.array([
            float(shared.anyone((own + shift).ravel(), np.zeros(own.size, dtype=np.int64))[0]) for shift in shifts
        ])  # fmt: skip
        shares = {name: {label: float((side[:, i] == k).mean()) for k, label in enumerate(SIDES)} for i, name in enumerate(names)}
        largest = max((share for row in shares.values() for share in row.values()), default=0.0)
        any_ = float(joins.any(axis=1).mean())
        worst = max((value * (1 - value) for value in (largest, any_)), default=0.0)
        low, high = np.percentile(any_by_draw, [5, 95])
        return Outcome(
            runs=self.runs,
            joined=shares,
            interval={
                name: {
                    label: _spread(by_draw[:, i, k], shares[name][label], float(outset[i, k])) for k, label in enumerate(SIDES)
                }
                for i, name in enumerate(names)
            },
            alone={name: {label: float(outset[i, k]) for k, label in enumerate(SIDES)} for i, name in enumerate(names)},
            anyone=any_,
            anyone_interval=(float(min(low, any_)), float(max(high, any_))),
            count=tuple(float((joins.sum(axis=1) == n).mean()) for n in range(int(joins.sum(axis=1).max(initial=0)) + 1)),
            error=float(np.sqrt(worst / self.runs)),
            carried=self._carried(side) if carried else (),
        )

    def _carried(self, side: NDArray[np.int8]) -> tuple[Carried, ...]:
        """Return what each instrument carried: the same runs played again without it, those alone in which a holder joined."""
        found = []
        place = {name: i for i, name in enumerate(self.situation.candidates)}
        for instrument in dict.fromkeys(pledge.instrument for pledge in self.situation.pledges):
            holders = sorted({place[p.by] for p in self.situation.pledges if p.instrument == instrument and p.by in place})
            touched = (side[:, holders] != OUT).any(axis=1) if holders else np.zeros(self.runs, dtype=bool)
            if not touched.any():
                continue
            again, _ = self.play(cut=(instrument,), only=touched)
            before, after = side[touched] != OUT, again[touched] != OUT
            falls = (before.sum(axis=0) - after.sum(axis=0)) / self.runs
            lost = (before.any(axis=1) & ~after.any(axis=1)).sum() / self.runs
            joins = {name: float(falls[i]) for name, i in place.items() if abs(falls[i]) > 0}
            if joins:
                found.append(Carried(instrument, float(lost), joins))
        return tuple(sorted(found, key=lambda row: -sum(row.joins.values())))


_NORMAL = NormalDist()


def _spread_evenly(luck: np.random.Generator, runs: int, columns: int) -> Array:
    """Return uniform numbers, runs x columns, each column with one in each of `runs` equal parts: less noise for as many runs."""
    parts = luck.permuted(np.tile(np.arange(runs)[:, None], (1, columns)), axis=0)
    drawn: Array = (parts + luck.uniform(1e-9, 1 - 1e-9, (runs, columns))) / runs
    return drawn


def at_outset(situation: Situation, model: Model) -> dict[str, dict[str, tuple[float, float, float]]]:
    """Return, state → side, the chance of joining before anybody else has, with its 5th and 95th percentile (parameters)."""
    empty = np.full(len(situation.candidates), OUT, dtype=np.int8)
    own, shifts = logits(tables(situation, [empty]), model)
    shared = model.shared["war" if situation.war else "dispute"]
    point = shared.average(own)
    low, high = np.percentile(np.stack([shared.average(own + shift) for shift in shifts]), [5, 95], axis=0)
    triples = [(float(p), float(min(a, p)), float(max(b, p))) for p, a, b in zip(point, low, high, strict=True)]
    return {name: {label: triples[2 * i + k] for k, label in enumerate(SIDES)} for i, name in enumerate(situation.candidates)}


def logits(table: dict[str, Array], model: Model) -> tuple[Array, Array]:
    """Return each row's logit before the shared effect, and, draws x rows, how far each draw of the parameters moves it.

    The draws are refits of the logistic half on resampled episodes; their whole deviation is given to the mean of the halves.
    """
    found = features(table)
    rows = model.logistic.standardised(found)
    line = rows @ model.logistic.coefficients + model.logistic.intercept
    draws = model.logistic.draws
    shifts = draws[:, 1:] @ rows.T + draws[:, :1] - line if len(draws) else np.zeros((1, len(line)))
    return 0.5 * line + 0.5 * model.trees(found), shifts


def _keys(table: dict[str, Array], candidates: int) -> NDArray[np.int64]:
    """Return a number for each row, of its candidate, side, pledges and the side's pledges: same number, same row."""
    key = np.arange(len(table["war"])) % (2 * candidates)
    for name in sorted((*PLEDGES, "ob_milcon")):
        key = key * 2 + table[name].astype(np.int64)
    bilateral = np.rint(np.expm1(table["bilateral_side"])).astype(np.int64)
    return (
        (key * 32 + table["ob_n_alliances"].astype(np.int64)) * 4 + table["major_pacts_side"].astype(np.int64)
    ) * 512 + bilateral


def everyone(situation: Situation) -> tuple[str, ...]:
    """Return attackers, targets, candidates."""
    return (*situation.attackers, *situation.targets, *situation.candidates)


def _spread(draws: Array, share: float, outset: float) -> tuple[float, float, float, float]:
    """Return the percentiles of a chance over the parameters, moved from its value at the outset to its share of runs."""
    moved = draws * (share / outset if outset > 0 else 1.0)
    low, lower, upper, high = (float(x) for x in np.percentile(np.clip(moved, 0, 1), [5, 25, 75, 95]))
    return min(low, share), lower, upper, max(high, share)


def tables(
    situation: Situation, patterns: Sequence[NDArray[np.int8]], cut: Collection[str] = (), *, owed: Owed | None = None
) -> dict[str, Array]:
    """Return the model's table: for each pattern of sides, each candidate, then the two sides; unknown is NaN.

    Only pledges change as states join: owed to anybody who fights on the side. Power, place and number of a side stay those of
    the beginners, as in the backtest, whose rows are all of the day before; letting them grow would ask the model about wars that
    it has never seen. What is not shipped for states of today (regime, exercises) is NaN, and so is rivalry where none
    is known.
    """
    names = situation.candidates
    outset = np.full((1, len(names)), OUT, dtype=np.int8)
    on = _belligerents(situation, np.vstack([outset, np.array(patterns).reshape(-1, len(names))]))
    held = _owed(situation.pledges, names, everyone(situation)) if owed is None else owed
    held = {instrument: marks for instrument, marks in held.items() if instrument not in cut}
    shape = (len(patterns) + 1, len(names), 2)
    columns: dict[str, Array] = {name: np.full(shape, np.nan) for name in NUMBERS}
    columns |= {name: np.zeros(shape) for name in (*PLEDGES, "ob_milcon", "ob_n_alliances")}
    columns["conflict"] = np.broadcast_to(np.arange(2), shape).astype(float)
    for k in (ATTACKER, TARGET):
        _fill_pledges(columns, held, on[k], on[1 - k], k)
        for name, values in _setting(situation, k).items():
            columns[name][:, :, k] = values
    bilateral = columns["ob_def_bilat"][0].sum(axis=0)
    strong = (columns["ob_defense"][0] * columns["major_joiner"][0]).sum(axis=0)
    columns["bilateral_side"] = np.broadcast_to(np.log1p(bilateral), shape)
    columns["major_pacts_side"] = np.broadcast_to(np.minimum(strong, 3), shape)
    return {name: values[1:].reshape(-1) for name, values in columns.items()}


def _setting(situation: Situation, k: int) -> dict[str, Array]:
    """Return the columns of side `k` that stay as they were at the outset: who began, their power, the candidates' places."""
    known = situation.states
    own, other = (situation.attackers, situation.targets)[k], (situation.attackers, situation.targets)[1 - k]
    me = [known[name] for name in situation.candidates]

    def column(values: list[float]) -> Array:
        return np.array(values, dtype=float)[None, :]

    return {
        "war": np.array(float(situation.war)),
        "target": np.array(float(k == TARGET)),
        "year": np.array(float(situation.year)),
        "n_originators": np.array(float(len(own))),
        "n_opponents": np.array(float(len(other))),
        "major_principal": np.array(float(known[own[0]].major)),
        "major_opponent": np.array(float(known[other[0]].major)),
        "cinc_side": np.array(sum(known[name].capability for name in own)),
        "cinc_opp": np.array(sum(known[name].capability for name in other)),
        "major_joiner": column([state.major for state in me]),
        "cinc_joiner": column([state.capability for state in me]),
        "rivals_orig": np.array(situation.rival(own[0], other)),
        "rival_principal": column([situation.rival(name, own) for name in situation.candidates]),
        "rival_opponent": column([situation.rival(name, other) for name in situation.candidates]),
        "cont_principal": column([any(name in state.land for name in own) for state in me]),
        "cont_opponent": column([any(name in state.land for name in other) for state in me]),
        "capdist_principal_km": column([state.distance(known[own[0]]) for state in me]),
        "capdist_opponent_km": column([state.distance(known[other[0]]) for state in me]),
    }


def _belligerents(situation: Situation, patterns: NDArray[np.int8]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return, for each side, patterns x (attackers, targets, candidates): who is on it."""
    first, second = len(situation.attackers), len(situation.targets)
    sides = []
    for k in (ATTACKER, TARGET):
        began = np.zeros((len(patterns), first + second), dtype=bool)
        began[:, slice(0, first) if k == ATTACKER else slice(first, None)] = True
        sides.append(np.hstack([began, patterns == k]))
    return sides[0], sides[1]


def _owed(pledges: Sequence[Pledge], names: Sequence[str], all_: Sequence[str]) -> Owed:
    """Return, for each instrument, its pledge columns as matrices candidates x everyone."""
    row, column = {name: i for i, name in enumerate(names)}, {name: i for i, name in enumerate(all_)}
    found: Owed = {}
    for pledge in pledges:
        if pledge.by not in row or pledge.to not in column:
            continue
        here = found.setdefault(pledge.instrument, {})
        for name in _marks(pledge):
            matrix = here.setdefault(name, np.zeros((len(names), len(all_)), dtype=bool))
            matrix[row[pledge.by], column[pledge.to]] = True
    return found


def _marks(pledge: Pledge) -> list[str]:
    """Return the columns that one pledge sets."""
    marks = ["ally_any", *(f"ob_{kind}" for kind in PLEDGE_KINDS if kind in pledge.kinds)]
    if "defense" in pledge.kinds:
        marks.append("ob_def_bilat" if pledge.bilateral else "ob_def_multi")
        marks += ["ob_def_uncond"] if pledge.unconditional else []
    for name, held in (("ob_organ", pledge.organised), ("ob_intcom", pledge.command), ("ob_base", pledge.bases)):
        marks += [name] if held else []
    return [*marks, "ob_milcon"] if pledge.organised or pledge.command else marks


def _fill_pledges(columns: dict[str, Array], owed: Owed, own: NDArray[np.bool_], other: NDArray[np.bool_], k: int) -> None:
    """Set the pledge columns of side `k`: own pledges to those on it, and `opp_` ones to those on the other side."""
    mine, theirs = own.T.astype(float), other.T.astype(float)
    for marks in owed.values():
        for name, matrix in marks.items():
            held = (matrix.astype(float) @ mine > 0).T
            columns[name][:, :, k] = np.maximum(columns[name][:, :, k], held)
            if name == "ally_any":
                columns["ob_n_alliances"][:, :, k] += held
            against = f"opp_{name}"
            if against in columns:
                columns[against][:, :, k] = np.maximum(columns[against][:, :, k], (matrix.astype(float) @ theirs > 0).T)
