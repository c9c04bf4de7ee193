"""Comparing a claimed interval with what the record says. Pure; knows nothing of where the figures came from.

A claim is an interval in some unit. The record is a set of `Recorded`: one for each accepted definition, release, alignment
of periods and conversion, already in the claim's unit. `agreement` compares one, `settle` weighs all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from dragoman.model import Interval, Period, Statement

ZERO = Decimal(0)
EXACT = Decimal("1e-9")
"""Relative slack for figures that a source's file holds as binary fractions."""
COARSE = Decimal("0.025")
"""Half of a record's rounding, as a part of its size, up to which a claim anywhere within it is borne out."""


class Agreement(StrEnum):
    """How a claimed interval lies to a recorded one: they share a point, lie close, or lie clearly apart."""

    MEETS = "meets"
    NEAR = "near"
    OUTSIDE = "outside"


class Grade(StrEnum):
    """How much a definition counts for the measure that the words name.

    ORDINARY ones decide. OTHER ones (a budget for an expenditure) may support, and stop a refutation when they lie near.
    COARSE ones (rounded estimates) count as ordinary only where there is no ordinary one.
    """

    ORDINARY = "ordinary"
    OTHER = "other"
    COARSE = "coarse"


_ORDER = {Grade.ORDINARY: 0, Grade.OTHER: 1, Grade.COARSE: 2}


@dataclass(frozen=True, slots=True)
class Recorded:
    """One figure of the record, in the claim's own unit.

    Args:
        value: the recorded figure with its rounding.
        definition: whose definition (SIPRI, NATO, national budget …).
        line: how it came about, with numbers, units, source and release, so that a reader can redo it.
        shown: the value as a reader would print it.
        margin: how far beyond rounding a claim must lie to be clearly outside, in the claim's unit; None: never clearly.
        grade: how much the definition counts.
        superseded: a later release of the same source gives another figure.
        supports: False where meeting it would be chance (another year than the one most likely meant).
        refutes: False where being clearly outside it proves nothing by itself: it only leaves room for another record to refute.
        rounded: the width of the value is rounding; False where every point of it holds, as of a shared rank.
        statements: what it was computed from, the main one first.
        span: the stretch that a sum covers; None where it covers the main statement's own period.
    """

    value: Interval
    definition: str
    line: str
    shown: str = ""
    margin: Decimal | None = ZERO
    grade: Grade = Grade.ORDINARY
    superseded: bool = False
    supports: bool = True
    refutes: bool = True
    rounded: bool = True
    statements: tuple[Statement, ...] = ()
    span: Period | None = None

    @property
    def period(self) -> Period | None:
        """What the figure covers; None where it rests on no statement."""
        return self.span or (self.statements[0].period if self.statements else None)


@dataclass(frozen=True, slots=True)
class Settlement:
    """A verdict with its grounds and the records that decide it, the weightiest first."""

    verdict: str
    grounds: tuple[str, ...] = ()
    deciding: tuple[Recorded, ...] = ()


def gap(one: Interval, other: Interval) -> Decimal:
    """Return the distance between two intervals, 0 where they share a point.

    >>> gap(Interval(Decimal(5), Decimal(6)), Interval(Decimal(8), None))
    Decimal('2')
    """
    above = one.low - other.high if one.low is not None and other.high is not None else ZERO
    below = other.low - one.high if other.low is not None and one.high is not None else ZERO
    return max(above, below, ZERO)


def size(value: Interval) -> Decimal:
    """Return the magnitude of an interval: its middle, or its only end, without sign; 0 where both are open."""
    ends = [end for end in (value.low, value.high) if end is not None]
    return abs(sum(ends, ZERO) / len(ends)) if ends else ZERO


def agreement(claimed: Interval, recorded: Recorded) -> Agreement:
    """Return how a claim lies to one recorded figure."""
    distance = gap(claimed, recorded.value)
    if distance <= EXACT * size(recorded.value) and not _only_touch(claimed, recorded.value):
        sure = recorded.supports and not (recorded.rounded and _at_the_edge(claimed, recorded.value))
        return Agreement.MEETS if sure else Agreement.NEAR
    if recorded.margin is None or distance <= recorded.margin:
        return Agreement.NEAR
    return Agreement.OUTSIDE


def _only_touch(one: Interval, other: Interval) -> bool:
    """Return whether two roundings share no more than their last point: 45.9 printed for 46.0 is another number."""
    if one.low == one.high or other.low == other.high:
        return False
    return (one.high is not None and one.high == other.low) or (other.high is not None and other.high == one.low)


def _at_the_edge(claimed: Interval, recorded: Interval) -> bool:
    """Return whether a claim fits a record only by the record's rounding: 3.4 where 3 is printed, "below 1" where 1.0 is."""
    if recorded.low is None or recorded.high is None:
        return False
    middle = (recorded.low + recorded.high) / 2
    if claimed.low is None or claimed.high is None:
        return gap(claimed, Interval(middle, middle)) > EXACT * abs(middle)
    room = COARSE * abs(middle)
    if recorded.high - recorded.low <= 2 * room:
        return False
    return abs((claimed.low + claimed.high) / 2 - middle) > max((claimed.high - claimed.low) / 2, room)


def settle(claimed: Interval, records: Sequence[Recorded]) -> Settlement:
    """Return what the records, taken together, say about a claim.

    Releases: the newest of each definition decides; an earlier one supports where the newest is not clearly elsewhere, and is
    `conflicting` with it where it is. Nothing is refuted unless every record, earlier releases and other definitions
    included, lies clearly outside, and one of them at least is what the words measure.
    """
    ranked = _promote(records)
    classes = [(agreement(claimed, record), record) for record in ranked]
    meets = _pick(classes, Agreement.MEETS, Grade.ORDINARY, superseded=False)
    apart = _apart(classes)
    if meets:
        return _met(meets, apart)
    earlier = _pick(classes, Agreement.MEETS, Grade.ORDINARY, superseded=True)
    if earlier:
        against = [r for r in apart if r.definition == earlier[0].definition and r.period == earlier[0].period]
        verdict = "conflicting" if against else "supported"
        return Settlement(verdict, ("revised_since",), (earlier[0], *(against or _newest(ranked, earlier[0]))))
    other = _pick(classes, Agreement.MEETS, Grade.OTHER, superseded=False)
    if other:
        return Settlement("conflicting" if apart else "supported", ("other_definition",), (*other[:1], *apart[:1]))
    if not classes:
        return Settlement("not_enough_evidence", ("outside_coverage",))
    if all(kind is Agreement.OUTSIDE for kind, _ in classes) and any(record.refutes for record in ranked):
        return Settlement("refuted", (), _nearest(claimed, [record for record in ranked if not record.superseded] or ranked))
    return Settlement("not_enough_evidence", ("near_miss",), _nearest(claimed, ranked))


def _met(meets: Sequence[Recorded], apart: Sequence[Recorded]) -> Settlement:
    against = [record for record in apart if record.definition != meets[0].definition]
    if against:
        return Settlement("conflicting", ("other_definition",), (meets[0], against[0]))
    return Settlement("supported", (), tuple(meets[:2]))


def _promote(records: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """Return the records in a fixed order; coarse ones only where nothing ordinary is held, and then as ordinary."""
    order = sorted(records, key=lambda r: (_ORDER[r.grade], r.superseded, r.definition, [s.id for s in r.statements], r.line))
    if any(record.grade is Grade.ORDINARY for record in order):
        return tuple(record for record in order if record.grade is not Grade.COARSE)
    return tuple(replace(record, grade=Grade.ORDINARY) if record.grade is Grade.COARSE else record for record in order)


def _pick(classes: Sequence[tuple[Agreement, Recorded]], kind: Agreement, grade: Grade, *, superseded: bool) -> list[Recorded]:
    return [r for found, r in classes if found is kind and r.grade is grade and r.superseded is superseded]


def _apart(classes: Sequence[tuple[Agreement, Recorded]]) -> list[Recorded]:
    """Return the ordinary records of the definitions whose every newest record lies clearly outside."""
    newest = [(kind, r) for kind, r in classes if r.grade is Grade.ORDINARY and not r.superseded]
    close = {record.definition for kind, record in newest if kind is not Agreement.OUTSIDE}
    return [record for _, record in newest if record.definition not in close]


def _newest(records: Sequence[Recorded], like: Recorded) -> tuple[Recorded, ...]:
    same = (r for r in records if r.definition == like.definition and not r.superseded and r.period == like.period)
    return tuple(same)[:1]


def _nearest(claimed: Interval, records: Sequence[Recorded]) -> tuple[Recorded, ...]:
    """Return the few records that lie closest to the claim, ordinary ones first."""
    return tuple(
        sorted(records, key=lambda r: (r.grade is not Grade.ORDINARY, not r.supports, r.superseded, gap(claimed, r.value)))[:3]
    )
