"""The slips that real articles make. One is named only where the corrected reading meets the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from dragoman.kinds.compare import Agreement, Grade, Recorded, agreement, size
from dragoman.kinds.figure import words
from dragoman.kinds.figure.aid import COMMITTED
from dragoman.kinds.figure.growth import is_own
from dragoman.kinds.figure.record import Case
from dragoman.model import FigureBody, Interval, Period

Records = Callable[[Case], Sequence[Recorded]]
SCALES = (
    (Decimal(1000), "a thousand times more"),
    (Decimal("0.001"), "a thousandth"),
    (Decimal(10) ** 6, "a million times more"),
    (Decimal("0.000001"), "a millionth"),
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: its ground, one clause that names it, and the record that the corrected reading meets."""

    ground: str
    clause: str
    record: Recorded


def find_slips(case: Case, records: Records) -> tuple[Slip, ...]:
    """Return the first slip of each sort that makes a refuted figure right, the likeliest sort first; at most two."""
    found: list[Slip] = []
    if case.figure.value in (Interval(Decimal(0), None), Interval(None, Decimal(0))):
        return ()  # a bare rise or fall would meet some other year, state or basis by chance
    for sort in (_currency, _scale, _basis, _points, _total, _measure, _committed, _period, _actor):
        found.extend(list(sort(case, records))[:1])
    return tuple(found[:2])


def _variant(case: Case, **changes: Any) -> Case:
    figure = replace(case.figure, **changes)
    return replace(case, claim=replace(case.claim, figure=figure))


def _met(case: Case, records: Sequence[Recorded]) -> Recorded | None:
    """Return the first record of a corrected reading that it meets.

    Never through a conversion, never an earlier release, nor a rounded estimate where a figure is held.
    """
    fine = [r for r in records if r.grade is not Grade.COARSE] or records
    whole = [r for r in fine if not r.superseded and r.supports and _is_own(case, r) and fits(case.figure.value, r)]
    return min(whole, key=lambda r: (r.grade is not Grade.ORDINARY, r.line), default=None)


def _is_own(case: Case, record: Recorded) -> bool:
    """Return whether growth is that of the claim's own measure: a budget's growth explains nothing about growth of spending."""
    return case.figure.form != "growth" or all(is_own(case, s) for s in record.statements[:1])


def _plain(case: Case, records: Sequence[Recorded]) -> list[Recorded]:
    """Return the records that stand in the claim's own currency."""
    return [r for r in records if r.statements and r.statements[0].currency == case.figure.currency]


def _currency(case: Case, records: Records) -> Iterator[Slip]:
    """Yield the currency in which the number printed would be right."""
    if case.figure.currency is None:
        return
    held = {s.currency for s in case.held if s.currency and s.actor in case.claim.subject} - {case.figure.currency}
    for code in sorted(held):
        variant = _variant(case, currency=code)
        record = _any_year(variant, _plain(variant, records(variant)))
        if record is not None:
            yield Slip("currency_slip", f"the number is right in {code}, not in {case.figure.currency}", record)


def _any_year(case: Case, records: Sequence[Recorded]) -> Recorded | None:
    return _met(case, records) or _met(case, [replace(r, supports=True) for r in records])


def _scale(case: Case, records: Records) -> Iterator[Slip]:
    if case.figure.form not in ("level", "total", "count", "difference"):
        return
    for factor, name in SCALES:
        variant = _variant(case, value=case.figure.value.scaled(factor))
        record = _met(variant, records(variant))
        if record is not None:
            yield Slip("scale_slip", f"the record has {name}", record)


def _basis(case: Case, records: Records) -> Iterator[Slip]:
    if case.figure.form != "growth" or case.figure.basis is None:
        return
    other = "nominal" if case.figure.basis == "real" else "real"
    record = _met(variant := _variant(case, basis=other), records(variant))
    if record is not None:
        yield Slip("basis_slip", f"the figure is the {other} growth, not the {case.figure.basis}", record)


def _points(case: Case, records: Records) -> Iterator[Slip]:
    """Yield percent said of a share that changed by so many percentage points."""
    if case.figure.form != "growth" or case.figure.unit != "percent":
        return
    variant = _variant(case, form="difference", unit="percentage_point", of="gdp")
    record = _met(variant, records(variant))
    if record is not None:
        yield Slip("unit_slip", "the figure is the change in percentage points, not in percent", record)


def _total(case: Case, records: Records) -> Iterator[Slip]:
    """Yield a total over several years said of one year."""
    if case.figure.form != "level" or case.figure.currency is None:
        return
    spans = sorted(
        {
            (s.period.start, s.period.end)
            for s in case.held
            if s.form == "total" and s.actor in case.claim.subject and s.period.start and s.period.end
        },
        key=str,
    )
    for start, end in spans:
        record = _met(variant := _variant(case, form="total", period=Period(start, end, "years")), records(variant))
        if record is not None:
            yield Slip("period_slip", f"the figure is the total of {words.period(record.statements[0].period)}", record)


def _measure(case: Case, records: Records) -> Iterator[Slip]:
    """Yield a share of one whole said of another."""
    other = {"gdp": "government_spending", "government_spending": "gdp"}.get(case.figure.of or "")
    if case.figure.form != "share" or other is None:
        return
    record = _met(variant := _variant(case, of=other), records(variant))
    if record is not None:
        yield Slip("measure_slip", f"the figure is the share of {words.measure(other).replace('gdp', 'GDP')}", record)


def _committed(case: Case, records: Records) -> Iterator[Slip]:
    """Yield what was committed said of what was delivered; the record counts commitments of all aid only."""
    if case.figure.measure not in ("military_aid", "aid") or case.figure.definition == COMMITTED:
        return
    record = _met(variant := _variant(case, measure="aid", definition=COMMITTED), records(variant))
    if record is not None:
        yield Slip("measure_slip", "the figure is what was committed, not what was allocated", record)


def _period(case: Case, records: Records) -> Iterator[Slip]:
    period = case.figure.period
    if not case.meant.stated or period is None or period.start is None or period.end is None:
        return
    if case.figure.form not in ("level", "share", "growth", "difference"):
        return
    for step in (-1, 1, -2, 2):
        shifted = Period(_shift(period.start, step), _shift(period.end, step), period.grain, period.calendar)
        if case.article.published is not None and _starts_after(shifted, case.article.published):
            continue
        record = _met(variant := _variant(case, period=shifted, **_shifted_base(case.figure, step)), records(variant))
        if record is not None:
            yield Slip("period_slip", f"the figure is that of {words.period(record.statements[0].period)}", record)


def _starts_after(period: Period, day: date) -> bool:
    return period.start is not None and period.start > day


def _shifted_base(figure: FigureBody, step: int) -> dict[str, Any]:
    base = figure.compared_with
    if not isinstance(base, Period) or base.start is None or base.end is None:
        return {}
    return {"compared_with": Period(_shift(base.start, step), _shift(base.end, step), base.grain, base.calendar)}


def _shift(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _actor(case: Case, records: Records) -> Iterator[Slip]:
    """Yield another state that the sentence names and whose figure it is."""
    named = words.states_in(case.text)
    for state in dict.fromkeys((*case.claim.object, *named)):
        if state in case.claim.subject:
            continue
        variant = replace(case, claim=replace(case.claim, subject=(state,)))
        record = _met(variant, records(variant))
        if record is not None:
            yield Slip("actor_slip", f"the figure is that of {words.actor(state)}", record)


CLOSE = 2
"""Times that a record may lie beyond a bound ("more than 5 billion") for the bound to be its slip."""


def fits(value: Interval, record: Recorded) -> bool:
    """Return whether a value meets a record, a bound by no more than lies near it."""
    if agreement(value, record) is not Agreement.MEETS:
        return False
    open_ = value.low is None or value.high is None
    return not open_ or size(value) / CLOSE <= size(record.value) <= size(value) * CLOSE
