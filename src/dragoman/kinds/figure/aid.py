"""Aid from one state to another: a year's, or the sum from a start to the article's day. Committed is not allocated."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from dragoman.kinds.compare import Grade, Recorded
from dragoman.kinds.figure import measures, words
from dragoman.kinds.figure.conversions import Rate
from dragoman.kinds.figure.levels import ONE, conversions
from dragoman.kinds.figure.periods import is_part, is_span, same_year
from dragoman.kinds.figure.record import Case
from dragoman.model import Interval, Period, Statement

COMMITTED, ALLOCATED = "commitments", "allocations"
LAG = timedelta(days=150)
"""How long before the end of a claimed span a release may stop: the tracker comes out every few months."""
_PROMISED = re.compile(r"\b(?:commit(?:s|ted|ments?)?|pledg\w+|promis\w+|earmark\w+|set aside|plan\w*)\b", re.I)


def aid_records(case: Case) -> list[Recorded]:
    """Return what the record holds for aid to the states that the claim or its sentence names.

    Words of promise are set against commitments, all others against what was allocated. A single gift is less than the sum, so
    that a figure below it is never clearly wrong; above it, donors and the tracker count so differently that the margin is wide.
    """
    wanted = COMMITTED if case.figure.definition == COMMITTED or _PROMISED.search(case.text) else ALLOCATED
    held = [s for s in case.held if _fits(case, s) and s.definition.startswith(wanted)]
    if is_span(case.figure.period):
        return list(_since(case, held))
    return [record for year in case.meant.years if case.meant.stated for record in _in_year(case, held, year)]


def _fits(case: Case, s: Statement) -> bool:
    to = {*case.claim.object, *words.states_in(case.text)} - set(case.claim.subject)
    mine = s.actor in case.claim.subject[:1] and s.measure in measures.record_of(case.figure.measure)
    return mine and s.unit == "money" and s.value is not None and bool(to & set(s.parties))


def _in_year(case: Case, held: Sequence[Statement], year: Period) -> Iterator[Recorded]:
    for s in held:
        if same_year(year, s.period) and s.form == "level" and "part" not in s.flags:
            yield from _records(case, [s], s.period)


def _since(case: Case, held: Sequence[Statement]) -> Iterator[Recorded]:
    """Yield the sum of the months from the claimed start to its end, for each release that reaches near enough to it."""
    start = (case.figure.period.start if case.figure.period else None) or date.min
    end = min((case.figure.period.end if case.figure.period else None) or date.max, case.article.published or date.max)
    months: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for s in held:
        if is_part(s.period) and s.period.start and s.period.end and start <= s.period.start and s.period.start <= end:
            months[s.vintage.label, s.definition, *s.parties].append(s)
    for key in sorted(months):
        rows = sorted(months[key], key=lambda s: s.period.start or date.min)
        newest = max((s.period.end for s in held if is_part(s.period) and s.period.end), default=date.min)
        if newest + LAG >= end:
            yield from _records(case, rows, Period(rows[0].period.start, rows[-1].period.end, "years"))


def _records(case: Case, rows: Sequence[Statement], period: Period) -> Iterator[Recorded]:
    first = rows[0]
    whole = sum((s.value or Decimal(0) for s in rows), Decimal(0))
    rates: Sequence[Rate] = (ONE,) if first.currency == case.figure.currency else conversions(case, first)
    for rate in rates:
        value = whole * rate.factor
        shown = words.amount(value, "money", case.figure.currency)
        printed = words.amount(whole, "money", first.currency)
        turned = f" at {rate.line} = {shown}" if rate.line else ""
        to = words.actors(tuple(actor for actor in first.parties if actor != first.actor))
        name = f"{words.measure(first.measure)} to {to} ({first.definition})"
        span = f"{words.period(period)}{f', sum of {len(rows)} months' if len(rows) > 1 else ''}"
        yield Recorded(
            value=Interval(value, value),
            definition=f"{first.publisher}, {first.definition}",
            line=f"{words.source(first)}: {words.actor(first.actor)}, {name}, {span}: {printed}{turned}",
            shown=shown,
            margin=_margin(case, value),
            grade=Grade.ORDINARY,
            superseded=not case.is_newest(first),
            statements=(first, *rows[1:], *rate.statements),
            span=period,
        )


def _margin(case: Case, value: Decimal) -> Decimal | None:
    below = case.figure.value.high is not None and case.figure.value.high < value
    return None if below or not case.meant.refutable else value * measures.margin("aid")
