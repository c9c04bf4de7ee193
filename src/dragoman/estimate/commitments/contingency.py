"""One question: if A attacks B on a day, who is obliged, and who would be drawn in?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.errors import OutOfScope
from dragoman.estimate.commitments.cascade import Cascade, Outcome, Pledge, Situation, at_outset
from dragoman.estimate.commitments.invoked import NAMES, kept_interval
from dragoman.estimate.commitments.model import load, parameters
from dragoman.estimate.commitments.states import State, existing, rivalries, rivals, states
from dragoman.estimate.obligations import Instrument, Obligation, owed, reaches, triggered
from dragoman.model import Statement

LEAVES_OUT = (
    "whether leaders decide as others did before: this is history's frequency, no prediction of a decision",
    "form of government, exercises and arms sales (known for the past, not shipped), and seas between states",
    "help short of force: arms, money, bases, intelligence, sanctions",
    "attacks other than an armed one on a state: cyber attacks, blockades, incidents",
    "laws and statements that promise no force, which are listed but move no number",
)
THIN = "a side has nuclear weapons, which hardly any war of the sample had"


@dataclass(frozen=True)
class Answer:
    """What the record and the model say about one contingency.

    Args:
        obligations: what is owed to the target or by a law is said about it, those that apply first.
        outcome: the cascade, or None where only the obligations were asked for.
        base: share of states that joined a war of the sample, and share of wars that anyone joined; `rows`, `wars`, `years`.
        thin: why the answer is weaker than the backtest's figures suggest; empty where there is no such reason.
        rivals: the rivalries of the two that the model reads, in words.
    """

    attacker: State
    target: State
    on: date
    known_by: date
    obligations: tuple[Obligation, ...]
    outcome: Outcome | None
    base: dict[str, Any]
    candidates: tuple[str, ...]
    thin: tuple[str, ...]
    instruments: dict[str, str]
    pledged: tuple[Obligation, ...]
    tested: dict[str, Any]
    rivals: tuple[str, ...] = ()


def contingency(
    attacker: str,
    target: str,
    statements: Sequence[Statement],
    *,
    on: date,
    known_by: date | None = None,
    runs: int = 2000,
    seed: int = 20261122,
    play: bool = True,
) -> Answer:
    """Return who is obliged and who would be drawn in if `attacker` attacks `target` on a day.

    Args:
        statements: ties of the store (members of organisations, citations).
        known_by: only what was public by then; None: by `on`.

    Raises:
        UnreadableValue: a code that no state has.
        OutOfScope: one state twice, a state that did not exist on the day, or a day before 1816.
    """
    if attacker == target:
        raise OutOfScope(f"{attacker} cannot attack itself here", do="name two different states")
    one, other = existing(attacker, on.year), existing(target, on.year)
    pledged = owed(statements, on, known_by=known_by)
    near = [triggered(obligation, attacker, target) for obligation in pledged if target in (obligation.to, obligation.by)]
    mine = [obligation for obligation in near if obligation.to == target]
    candidates = relevant(attacker, target, pledged, on.year)
    outcome = (
        Cascade(situation(attacker, target, pledged, candidates, on), load("today"), runs=runs, seed=seed).outcome()
        if play
        else None
    )
    return Answer(
        one, other, on, known_by or on,
        tuple(sorted(mine, key=lambda row: (not row.applies, not row.fights, row.instrument.id, row.by))),
        outcome,
        {**parameters()["base"]["war"], "of": "wars between states"},
        candidates,
        tuple([THIN] if one.nuclear or other.nuclear else []),
        {row.instrument.id: row.instrument.name for row in pledged},
        pledged,
        parameters()["invoked"],
        _rivals(attacker, target, on),
    )  # fmt: skip


def _rivals(attacker: str, target: str, on: date) -> tuple[str, ...]:
    """Return the rivalries of either of the two that the model reads, each in words."""
    known = states()
    return tuple(
        " and ".join(known[name].name for name in sorted(one.states)) + f" ({one.why})"
        for one in rivalries()
        if one.since <= on and one.states & {attacker, target}
    )


def relevant(attacker: str, target: str, pledged: Sequence[Obligation], year: int) -> tuple[str, ...]:
    """Return the states watched: allies of either, neighbours of either by land, great powers, and allies of all of these.

    Other states joined too seldom for a chance of their own.
    """
    known = states()
    fights = [(row.by, row.to) for row in pledged if row.fights]
    first = {name for name, row in known.items() if row.major} | known[attacker].land | known[target].land
    first |= {by for by, to in fights if to in (attacker, target)}
    second = first | {by for by, to in fights if to in first}
    held = {name for name in second if name in known and (known[name].since or 0) <= year}
    return tuple(sorted(held - {attacker, target}))


def situation(attacker: str, target: str, pledged: Sequence[Obligation], candidates: Sequence[str], on: date) -> Situation:
    """Return the contingency as the cascade takes it: the pledges of treaties whose area the war is fought in.

    The war is fought in the target's home territory, also for those who join it: an attack on a joiner's own territory, which
    would set off further treaties, is another contingency.
    """
    known = states()
    pledges = [
        Pledge(
            row.instrument.id, row.by, row.to, row.instrument.kinds, len(row.instrument.members) == 2,
            row.instrument.unconditional, row.instrument.organised, row.instrument.command, row.instrument.bases,
        )
        for row in pledged
        if row.instrument.kinds and row.instrument.treaty and reaches(row.instrument, target)
    ]  # fmt: skip
    return Situation((attacker,), (target,), tuple(candidates), known, pledges, on.year, rivals=rivals(on))


def kept(instrument: Instrument) -> tuple[float, float, float]:
    """Return how often pledges like an instrument's were kept when war put them to the test, with its 90 % interval.

    One case is one alliance in one war; it says nothing of whether the case for the pledge will arise.
    """
    case = {name: float(name in instrument.kinds) for name in NAMES}
    case |= {"multilateral": float(len(instrument.members) != 2), "since_1946": float(instrument.since.year >= 1946)}
    return kept_interval(case)


@dataclass(frozen=True)
class Chance:
    """The chance that one state joins one side, with its 90 % interval, what it rests on and the steps to it."""

    chance: float
    low: float
    high: float
    basis: str
    working: tuple[str, ...]

    def opposite(self) -> Chance:
        """Return the chance that it stays out of that side."""
        return Chance(1 - self.chance, 1 - self.high, 1 - self.low, f"{self.basis} (here: of staying out)", self.working)


def chance(
    attacker: str,
    target: str,
    joiner: str,
    statements: Sequence[Statement],
    *,
    on: date,
    side: str = "target",
    pledged: Sequence[Obligation] | None = None,
) -> Chance:
    """Return the chance that `joiner` joins a side of a war with force, at the outset (nobody else has joined).

    Where a side has nuclear weapons the sample hardly says anything: then the base rate of great powers, allies and neighbours
    stands, and the model's figure is only named in the working. `pledged` is what is owed on the day, where that is worked out.

    Raises:
        UnreadableValue, OutOfScope: as `contingency`.
    """
    for actor in (attacker, target, joiner):
        existing(actor, on.year)
    if len({attacker, target, joiner}) < 3:
        raise OutOfScope("one state stands on two sides", do="name three different states")
    pledged = owed(statements, on) if pledged is None else pledged
    place = situation(attacker, target, pledged, [joiner], on)
    point, low, high = at_outset(place, load("today"))[joiner][side]
    base = parameters()["base"]["war"]
    model = f"the model gives {point:.1%} ({low:.1%} to {high:.1%}, 90 %) that {joiner} joins the {side} with force in such a war"
    near = base["relevant"]
    rate, spread = near["joined"], near["interval"]
    rest = (
        f"base rate: {near['joins']} of {near['rows']} great powers, allies and neighbours joined a side ({rate:.1%}), "
        f"{base['conflicts']} wars {base['years'][0]} to {base['years'][1]}; joined with force at any time in the war"
    )
    if states()[attacker].nuclear or states()[target].nuclear:
        return Chance(
            rate,
            spread[0],
            spread[1],
            "the record says little of wars with nuclear weapons, so that only the base rate of joining a side stands",
            (rest, f"not used: {model}"),
        )
    return Chance(point, low, high, "by the model, states in such a place join in about this share of wars", (model, rest))
