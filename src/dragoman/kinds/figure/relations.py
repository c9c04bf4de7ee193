"""Ratios, differences and shares of a group: one recorded figure set against others of the same release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from dragoman.kinds.compare import Grade, Recorded, gap
from dragoman.kinds.figure import measures, scopes, wording, words
from dragoman.kinds.figure.growth import base_year, growth_records
from dragoman.kinds.figure.levels import amounts, is_likeliest
from dragoman.kinds.figure.periods import is_span, same_year
from dragoman.kinds.figure.ranks import FULL, Table, tables
from dragoman.kinds.figure.record import Case, price_basis
from dragoman.kinds.figure.shares import computed, share_margin
from dragoman.model import Interval, Period, Statement

HUNDRED = Decimal(100)
WORLD = "region:World"
SHOWN = 12
"""States named in a line; the rest are counted."""


def ratio_records(case: Case) -> list[Recorded]:
    """Return what the record holds for a ratio: to another year, to other states, or to the next few states together."""
    with_ = case.figure.compared_with
    if isinstance(with_, Period) or (is_span(case.figure.period) and not with_):
        return [_as_ratio(case, record) for record in growth_records(case)]
    others = tuple(actor for actor in with_ or () if scopes.by_id(actor) is None)
    after = wording.next_together(case.text)
    if not others and not after:
        return []
    return [record for table in tables(case) for record in _to_others(case, table, others, after)]


def _as_ratio(case: Case, growth: Recorded) -> Recorded:
    ends = [None if end is None else 1 + end / HUNDRED for end in (growth.value.low, growth.value.high)]
    value = Interval(*ends)
    size = value.low or Decimal(0)
    return replace(
        growth,
        value=value,
        line=f"{growth.line}; as a ratio {words.plain(size, 3)}",
        shown=f"{words.plain(size, 2)} times",
        margin=ratio_margin(size) if case.meant.refutable else None,
    )


def ratio_margin(size: Decimal) -> Decimal:
    """Return how far from a recorded ratio a claimed one must lie to be clearly another."""
    return abs(size) * measures.margin("ratio")


def _to_others(case: Case, table: Table, others: Sequence[str], after: int) -> Iterator[Recorded]:
    rows = table.rows
    mine = [rows[actor] for actor in case.claim.subject if actor in rows]
    if len(mine) < len(case.claim.subject):
        return
    if after:
        lower = sorted((r for a, r in rows.items() if a not in case.claim.subject), key=lambda r: (-measures.value(r), r.actor))
        theirs = [row for row in lower if measures.value(row) <= max(map(measures.value, mine))][:after]
        complete = len(rows) >= FULL and len(theirs) == after
    else:
        theirs = [rows[actor] for actor in others if actor in rows]
        complete = len(theirs) == len(others)
    whole = sum(map(measures.value, theirs), Decimal(0))
    if complete and whole:
        yield _ratio(case, table, mine, theirs, whole)


def _ratio(case: Case, table: Table, mine: Sequence[Statement], theirs: Sequence[Statement], whole: Decimal) -> Recorded:
    value = sum(map(measures.value, mine), Decimal(0)) / whole
    first = mine[0]
    return Recorded(
        value=Interval(value, value),
        definition=measures.definition(first),
        line=f"{words.source(first)}, {words.period(first.period)}: {_sum(mine)} ÷ ({_sum(theirs)}) = {words.plain(value, 3)}",
        shown=f"{words.plain(value, 2)} times",
        margin=ratio_margin(value) if case.meant.refutable else None,
        grade=table.grade,
        superseded=table.superseded,
        supports=(case.meant.stated or is_likeliest(case, first)) and not _too_close(case, value),
        statements=(*mine, *theirs[:SHOWN]),
    )


def _too_close(case: Case, value: Decimal) -> bool:
    """Return whether a bare "more" or "less" rests on figures so close that they may change places."""
    bare = case.figure.value in (Interval(Decimal(1), None), Interval(None, Decimal(1)))
    return bare and not wording.next_together(case.text) and abs(value - 1) <= measures.margin("rank_value")


def _sum(rows: Sequence[Statement]) -> str:
    terms = [f"{words.actor(r.actor)} {words.amount(measures.value(r), r.unit, r.currency)}" for r in rows[:SHOWN]]
    more = f" + {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    return " + ".join(terms) + more


def group_share_records(case: Case, group: scopes.Scope | None) -> list[Recorded]:
    """Return a state's share of a group's total (the world's: None), in each release that covers the group."""
    found: list[Recorded] = []
    for table in tables(case):
        found.extend(_group_share(case, table, group))
    return found


def _group_share(case: Case, table: Table, group: scopes.Scope | None) -> Iterator[Recorded]:
    year = table.year.start.year if table.year.start else 0
    pool = group.members(year) if group else frozenset(table.rows)
    rows = {actor: row for actor, row in table.rows.items() if actor in pool}
    mine = [table.rows[actor] for actor in case.claim.subject if actor in table.rows]
    if len(rows) < (FULL if group is None else max(2, len(pool) * 3 // 4)) or len(mine) < len(case.claim.subject):
        return
    total, part = _total(rows), sum(map(measures.value, mine), Decimal(0))
    place = group.name if group else "the world"
    printed = _world(case, mine[0]) if group is None else None
    if printed is not None:
        total = measures.value(printed)
    counted = f"total of {place} as printed" if printed else f"{len(rows)} states of {place} covered"
    line = (
        f"{words.source(mine[0])}, {words.period(mine[0].period)}: {_sum(mine)} ÷ "
        f"{words.amount(total, 'money', mine[0].currency)} ({counted}) × 100"
    )
    for record in computed(case, part, total, line, tuple(mine), measures.definition(mine[0])):
        yield replace(
            record,
            superseded=table.superseded,
            grade=table.grade,
            supports=case.meant.stated or is_likeliest(case, mine[0]),
        )


def _world(case: Case, like: Statement) -> Statement | None:
    """Return the world total that the same release prints, which holds estimates for the states it leaves blank."""
    same = (s for s in case.held if s.actor == WORLD and s.vintage.label == like.vintage.label and s.form == "level")
    return next((s for s in same if s.period == like.period and s.currency == like.currency and s.basis == like.basis), None)


def _total(rows: Mapping[str, Statement]) -> Decimal:
    return sum(map(measures.value, rows.values()), Decimal(0))


def difference_records(case: Case) -> list[Recorded]:
    """Return what the record holds for a difference: between two years of one series, or between two states in one release."""
    with_ = case.figure.compared_with
    if case.figure.unit in ("percent", "percentage_point"):
        return list(_points(case))
    if isinstance(with_, tuple) and with_:
        return [_apart(case, mine, other) for mine in _own(case) for other in _others(case, mine, with_)]
    return [] if wording.compares_states(case.text, case.claim.subject) else list(_steps(case))


def _own(case: Case) -> list[Statement]:
    return [a.statement for a in amounts(case, case.claim.subject[:1], case.meant.years) if not a.rate.line]


def _others(case: Case, mine: Statement, actors: Sequence[str]) -> list[Statement]:
    same = [a.statement for a in amounts(case, actors[:1], case.meant.years) if not a.rate.line]
    return [s for s in same if s.vintage == mine.vintage and s.period == mine.period and s.currency == mine.currency]


def _apart(case: Case, mine: Statement, other: Statement) -> Recorded:
    """Return one state's figure less the other's, the other way round where the words say "less"; the gap as it is."""
    behind = wording.falls_short(*_around(case))
    apart = wording.is_gap(case.text) and measures.value(other) > measures.value(mine)
    new, old = (other, mine) if behind or apart else (mine, other)
    found = _difference(case, new, old, f"{words.actor(new.actor)} less {words.actor(old.actor)}, {words.period(new.period)}")
    return replace(found, margin=None) if _turned(case, found) else found


def _turned(case: Case, found: Recorded) -> bool:
    """Return whether a difference would be right the other way round: who is ahead may have been misread."""
    back = Interval(*(None if end is None else -end for end in (found.value.high, found.value.low)))
    slack = (found.margin or Decimal(0)) / 2
    return gap(case.figure.value, back) <= slack


def _around(case: Case) -> tuple[str, str]:
    """Return the words before and after a claim's figure, in its sentence."""
    told = case.claim.anchor.of(case.article.text)
    before, _, after = case.text.partition(told)
    return before, after


def _steps(case: Case) -> Iterator[Recorded]:
    """Yield how much an amount has changed by, the fall where the words speak of one.

    Dollars of another state's money hold the exchange rate's changes, so that the change at constant prices stands beside them.
    """
    for year in case.meant.years:
        base = base_year(case, year)
        if base is None:
            continue
        steps = [(_plain(case, year), _plain(case, base), False)]
        if case.figure.currency == "USD" and case.figure.basis is None and "USA" not in case.claim.subject:
            steps.append((_constant(case, year), _constant(case, base), True))
        for later, earlier, beside in steps:
            for new in later:
                yield from (_step(case, new, old, beside) for old in earlier if _goes_with(new, old))


def _plain(case: Case, year: Period) -> list[Statement]:
    return [a.statement for a in amounts(case, case.claim.subject[:1], (year,)) if not a.rate.line]


def _constant(case: Case, year: Period) -> list[Statement]:
    """Return a state's amounts in constant dollars of one year."""
    own = (s for s in case.held if s.actor in case.claim.subject[:1] and s.form == "level" and s.currency == "USD" and s.value)
    return [s for s in own if price_basis(s) == "constant" and case.grade(s) is not None and same_year(year, s.period)]


def _goes_with(new: Statement, old: Statement) -> bool:
    same = old.vintage.label == new.vintage.label and old.calendar == new.calendar and old.measure == new.measure
    return same and old.basis == new.basis


def _step(case: Case, new: Statement, old: Statement, beside: bool) -> Recorded:
    first, second = (old, new) if _falls(case) else (new, old)
    prices = " at constant prices" if beside else ""
    span = f"{words.actor(new.actor)}{prices}, {words.period(first.period)} less {words.period(second.period)}"
    found = _difference(case, first, second, span)
    found = replace(found, statements=(new, old))
    return replace(found, grade=Grade.OTHER, definition=f"{found.definition}, constant prices") if beside else found


def _falls(case: Case) -> bool:
    """Return whether the words give the size of a fall: "cut by 3 billion", "3 billion less than the year before"."""
    quantity = case.figure.quantity
    return (quantity is not None and quantity.change == "down") or wording.falls_short(*_around(case))


def _difference(case: Case, new: Statement, old: Statement, name: str) -> Recorded:
    value = measures.value(new) - measures.value(old)
    shown = words.amount(value, new.unit, new.currency)
    printed = " − ".join(words.amount(measures.value(row), row.unit, row.currency) for row in (new, old))
    slack = measures.margin("level") * max(measures.value(new), measures.value(old)) / 2
    return Recorded(
        value=Interval(value, value),
        definition=measures.definition(new),
        line=f"{words.source(new)}: {name}: {printed} = {shown}",
        shown=shown,
        margin=max(slack, abs(value) * measures.margin("growth")) if case.meant.refutable else None,
        grade=case.grade(new) or Grade.OTHER,
        superseded=not case.is_newest(new),
        supports=case.meant.stated or is_likeliest(case, new),
        statements=(new, old),
    )


def _points(case: Case) -> Iterator[Recorded]:
    """Yield how many percentage points a share has changed by, within one release."""
    of = case.figure.of or "gdp"
    held = [
        s for s in case.held if s.form == "share" and s.of == of and s.actor in case.claim.subject[:1] and s.value is not None
    ]
    for year in case.meant.years:
        base = base_year(case, year)
        for new in held:
            if base is None or new.kind == "plan" or case.grade(new) is None or not _covers(year, new.period):
                continue
            for old in held:
                if old.vintage == new.vintage and old.measure == new.measure and _covers(base, old.period):
                    yield _point_change(case, *((old, new) if _falls(case) else (new, old)))


def _covers(year: Period, held: Period) -> bool:
    return year.start is not None and held.start is not None and year.start.year == held.start.year


def _point_change(case: Case, new: Statement, old: Statement) -> Recorded:
    value = measures.value(new) - measures.value(old)
    span = f"{words.actor(new.actor)}, {words.period(new.period)} less {words.period(old.period)}"
    printed = f"{words.amount(measures.value(new), 'percent')} − {words.amount(measures.value(old), 'percent')}"
    return Recorded(
        value=Interval(value, value),
        definition=measures.definition(new),
        line=f"{words.source(new)}: {span}: {printed} = {words.plain(value)} percentage points",
        shown=f"{words.plain(value)} percentage points",
        margin=share_margin(measures.value(new), Decimal(0)) if case.meant.refutable else None,
        grade=case.grade(new) or Grade.OTHER,
        superseded=not case.is_newest(new),
        supports=case.meant.stated or is_likeliest(case, new),
        statements=(new, old),
    )
