"""Levels, totals and differences: one amount, a sum over years, one amount less another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dragoman.kinds.compare import Grade, Recorded
from dragoman.kinds.figure import measures, words
from dragoman.kinds.figure.conversions import Rate, currencies_of
from dragoman.kinds.figure.periods import calendar_year, same_year
from dragoman.kinds.figure.record import Case, price_basis, recorded_interval
from dragoman.kinds.figure.stated import stated
from dragoman.model import Interval, Period, Statement

FORMS = ("level", "total", "count")
PER_HEAD = ("capita", "person", "head", "inhabitant", "citizen", "resident")
ONE = Rate(Decimal(1), "")


@dataclass(frozen=True, slots=True)
class Amount:
    """One recorded amount in the claim's unit: its statement, the conversion used (factor 1 without), and its grade."""

    statement: Statement
    rate: Rate
    grade: Grade

    @property
    def value(self) -> Interval:
        """The amount with its rounding, in the claim's unit."""
        return recorded_interval(self.statement).scaled(self.rate.factor)


def level_records(case: Case) -> list[Recorded]:
    """Return what the record holds for a level: every definition, release, alignment and conversion."""
    if len(case.claim.subject) > 1:
        return list(_combined(case))
    found = [to_record(case, amount) for amount in amounts(case, case.claim.subject[:1], case.meant.years)]
    return standing_in(case, found)


def _combined(case: Case) -> Iterator[Recorded]:
    """Yield the sum over several states, for each definition, release and year that holds all of them."""
    for year in case.meant.years:
        held = [list(amounts(case, (actor,), (year,))) for actor in case.claim.subject]
        for key in sorted({_release(amount) for amount in held[0]}):
            rows = [[a for a in one if _release(a) == key][:1] for one in held]
            if all(rows):
                yield _sum(case, [row[0] for row in rows])


def standing_in(case: Case, records: Sequence[Recorded]) -> list[Recorded]:
    """Return the records, those of another definition with its own narrow margin where the claim's own definition is held.

    The wide margin is for a definition that stands in for one that is not held.
    """
    if not any(record.grade is Grade.ORDINARY for record in records):
        return list(records)
    narrow = measures.margin("level")
    return [replace(r, margin=_middle(r.value) * (narrow + case.revision(r.statements[0]))) if _wide(r) else r for r in records]


def _wide(record: Recorded) -> bool:
    return record.grade is Grade.OTHER and record.margin is not None


def amounts(case: Case, actors: Sequence[str], years: Sequence[Period], *, unit: str | None = None) -> Iterator[Amount]:
    """Yield the amounts held for some actors in some years, in the claim's unit and currency.

    A statement in another currency is converted only where its definition has none in the claim's own, where the article states
    the rate, or where it is a plan: its dollars are what the press made of it on one day.
    """
    wanted = unit or ("money" if case.figure.currency else case.figure.unit)
    fitting = [(s, g) for s in case.held if (g := _fits(case, s, actors, years, wanted)) is not None]
    own = {(measures.definition(s), s.actor) for s, _ in fitting if s.currency == case.figure.currency}
    for statement, grade in fitting:
        if wanted != "money" or statement.currency == case.figure.currency:
            yield Amount(statement, ONE, grade)
        elif (measures.definition(statement), statement.actor) not in own or statement.kind == "plan":
            yield from (Amount(statement, rate, grade) for rate in conversions(case, statement))
        else:
            yield from (Amount(statement, rate, grade) for rate in _stated(case, statement))


def _fits(case: Case, statement: Statement, actors: Sequence[str], years: Sequence[Period], unit: str | None) -> Grade | None:
    right = (
        statement.actor in actors
        and _right_form(case, statement)
        and statement.unit == unit
        and statement.value is not None
        and price_basis(statement) == ("constant" if case.figure.basis == "real" else "current")
        and not statement.parties
        and any(same_year(year, statement.period) for year in years)
    )
    return case.grade(statement) if right else None


def _right_form(case: Case, statement: Statement) -> bool:
    if case.figure.per in PER_HEAD:
        return statement.form == "rate" and statement.of == "capita"
    return statement.form in FORMS


def conversions(case: Case, statement: Statement) -> tuple[Rate, ...]:
    """Return the rates that may turn a statement into the claim's currency, the article's own first; empty without any."""
    if statement.currency is None or case.figure.currency is None:
        return ()
    return _stated(case, statement) + case.record.rate(
        statement.currency,
        case.figure.currency,
        statement.period,
        published=case.article.published,
        by=case.by,
    )


def _stated(case: Case, statement: Statement) -> tuple[Rate, ...]:
    if statement.currency is None or case.figure.currency is None:
        return ()
    return stated(case.article.text, statement.currency, case.figure.currency)


def to_record(case: Case, amount: Amount, *, sure: bool | None = None) -> Recorded:
    """Return an amount as a record to compare with: its line, its margin, and whether meeting it could be chance.

    `sure` says that the amount's period is the one meant; None works it out.
    """
    statement, value = amount.statement, amount.value
    size = abs(value.low or Decimal(0))
    share = measures.margin("level") + case.revision(statement)
    share = max(share, stand_in_margin(case, statement, value)) if amount.grade is Grade.OTHER else share
    share = max(share, measures.margin("abroad")) if _is_told_abroad(case, statement) else share
    return Recorded(
        value=value,
        definition=measures.definition(statement),
        line=line(case, amount),
        shown=words.amount(_middle(value), statement.unit, case.figure.currency or statement.currency),
        margin=size * share if case.meant.refutable and not measures.is_loose(statement, case.figure.measure) else None,
        grade=amount.grade,
        superseded=not case.is_newest(statement),
        supports=(case.meant.stated or is_likeliest(case, statement)) if sure is None else sure,
        statements=(statement, *amount.rate.statements),
    )


def _is_told_abroad(case: Case, statement: Statement) -> bool:
    """Whether a claim gives a budget in money that its state does not use: at which rate the words do not say."""
    if statement.kind != "plan" or statement.unit != "money" or case.figure.currency is None:
        return False
    own = currencies_of(statement.actor, statement.period.start, statement.period.end)
    return bool(own) and case.figure.currency not in own


def stand_in_margin(case: Case, statement: Statement, value: Interval) -> Decimal:
    """Return how far, as a fraction, a claim may lie from a figure of another definition or measure before it is clearly another.

    A budget is not what is spent: it may leave out pensions and police or put several years' orders into one. Only a budget of
    more than `other_measure` times the spending, or less than one part in as many, is clearly wrong.
    """
    if case.figure.measure != "defence_budget" or statement.measure != "military_expenditure":
        return measures.margin("other_level")
    times = measures.margin("other_measure")
    above = case.figure.value.low is not None and value.high is not None and case.figure.value.low > value.high
    return times - 1 if above else 1 - 1 / times


def line(case: Case, amount: Amount) -> str:
    """Return the working of one amount: source and release, whose, when, the value, and the conversion."""
    statement = amount.statement
    printed = words.interval(_point(recorded_interval(statement)), statement.unit, statement.currency)
    name = f"{words.measure(statement.measure)} ({measures.definition(statement)})" if not statement.name else statement.name
    first = f"{words.source(statement)}: {words.actor(statement.actor)}, {name}, {words.period(statement.period)}: {printed}"
    if not amount.rate.line:
        return first
    return f"{first} at {amount.rate.line} = {words.amount(_middle(amount.value), 'money', case.figure.currency)}"


def is_likeliest(case: Case, statement: Statement) -> bool:
    """Return whether a statement covers the year that a figure without one means.

    That is the newest year held, the running one where its estimate was out by the article's date, or the budget year at hand.
    """
    published = case.article.published
    if published is None or statement.period.start is None or statement.period.end is None:
        return False
    if statement.kind == "plan":
        return statement.period.start.year in (published.year, published.year + (published.month > 9)) or (
            statement.period.start <= published <= statement.period.end
        )
    known = statement.vintage.known
    running = statement.period.start <= published <= statement.period.end and known is not None and known <= published
    return running or statement.period.end == newest_end(case, statement)


def newest_end(case: Case, like: Statement) -> date | None:
    """Return the last day of the newest year held of a statement's definition up to the article's date."""
    published = case.article.published or date.max
    name = measures.definition(like)
    ends = [
        s.period.end
        for s in case.held
        if s.actor == like.actor
        and s.measure == like.measure
        and s.calendar == like.calendar
        and s.kind != "plan"
        and s.form == like.form
        and s.of == like.of
        and s.period.end is not None
        and s.period.end <= published
        and measures.definition(s) == name
    ]
    return max(ends, default=None)


def total_records(case: Case) -> list[Recorded]:
    """Return what the record holds for a sum over years: totals as stated, and sums of whole years where all are held."""
    period = case.figure.period
    if period is None or not period.years:
        return []
    stated = [to_record(case, amount) for amount in _spanning(case, period)]
    return [*stated, *_sums(case, [calendar_year(year) for year in period.years])]


def _spanning(case: Case, period: Period) -> Iterator[Amount]:
    for statement in case.held:
        grade = case.grade(statement)
        fits = statement.actor in case.claim.subject and statement.unit == "money" and statement.value is not None
        if grade is not None and fits and same_span(period, statement.period):
            if statement.currency == case.figure.currency:
                yield Amount(statement, ONE, grade)
            else:
                yield from (Amount(statement, rate, grade) for rate in conversions(case, statement))


def same_span(one: Period, other: Period) -> bool:
    """Return whether two spans of years are the same but for calendar and fiscal year ends."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return abs((one.start - other.start).days) <= 183 and abs((one.end - other.end).days) <= 183


def _sums(case: Case, years: Sequence[Period]) -> Iterator[Recorded]:
    """Yield the sum over some years for each definition and release that holds all of them."""
    held = [list(amounts(case, case.claim.subject[:1], (year,))) for year in years]
    if not held or len(held) < 2:
        return
    for name, vintage, calendar in sorted({_release(a) for a in held[0]}):
        rows = [[a for a in year if _release(a) == (name, vintage, calendar)][:1] for year in held]
        if all(rows):
            yield _sum(case, [row[0] for row in rows])


def _release(amount: Amount) -> tuple[str, str, str]:
    return measures.definition(amount.statement), amount.statement.vintage.label, amount.statement.calendar


def _sum(case: Case, parts: Sequence[Amount]) -> Recorded:
    first = to_record(case, parts[0])
    ends = [part.value for part in parts]
    value = Interval(
        sum((end.low or Decimal(0) for end in ends), Decimal(0)), sum((end.high or Decimal(0) for end in ends), Decimal(0))
    )
    shown = words.amount(_middle(value), "money", case.figure.currency)
    terms = " + ".join(words.amount(_middle(end), "money", case.figure.currency) for end in ends)
    names = words.actors(tuple(dict.fromkeys(part.statement.actor for part in parts)))
    ends_ = dict.fromkeys(words.period(part.statement.period) for part in (parts[0], parts[-1]))
    text = f"{words.source(parts[0].statement)}: {names}, {' to '.join(ends_)}: {terms} = {shown}"
    share = measures.margin("other_level" if parts[0].grade is Grade.OTHER else "level")
    worst = max(case.revision(part.statement) for part in parts)
    return replace(
        first,
        value=value,
        line=text,
        shown=shown,
        margin=abs(value.low or Decimal(0)) * (share + worst),
        superseded=not all(case.is_newest(part.statement) for part in parts),
        supports=True,
        statements=tuple(part.statement for part in parts),
        span=Period(parts[0].statement.period.start, parts[-1].statement.period.end, parts[0].statement.period.grain),
    )


def _middle(value: Interval) -> Decimal:
    ends = [end for end in (value.low, value.high) if end is not None]
    return sum(ends, Decimal(0)) / len(ends) if ends else Decimal(0)


def _point(value: Interval) -> Interval:
    middle = _middle(value)
    wide = value.low is not None and value.high is not None and value.high - value.low > abs(middle) / 10
    return value if wide else Interval(middle, middle)
