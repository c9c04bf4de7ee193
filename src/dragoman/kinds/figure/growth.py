"""Growth: from one year's figure to another's, real, nominal, or from budget to budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from dragoman.kinds.compare import Grade, Recorded, gap
from dragoman.kinds.figure import measures, wording, words
from dragoman.kinds.figure.levels import is_likeliest
from dragoman.kinds.figure.periods import calendar_year, is_span, same_year
from dragoman.kinds.figure.record import Case, days, price_basis, recorded_interval, series
from dragoman.model import Interval, Period, Statement

HUNDRED = Decimal(100)


def growth_records(case: Case) -> list[Recorded]:
    """Return what the record holds for growth: computed within one series of one release, and as sources print it.

    Growth that could neither support nor refute (in another state's dollars) is left out unless the claim is that very figure.
    """
    if isinstance(case.figure.compared_with, tuple) and case.figure.compared_with:
        return []
    found = [*_computed(case), *_printed(case)]
    return [
        record for record in found if record.supports or record.margin is not None or not gap(case.figure.value, record.value)
    ]


def base_year(case: Case, year: Period) -> Period | None:
    """Return the year that growth to `year` starts from: the one the words name, else the year before."""
    with_ = case.figure.compared_with
    if isinstance(with_, Period) and with_.start is not None:
        return with_ if with_.end is not None else calendar_year(with_.start.year)
    return _before(year)


def _before(year: Period) -> Period | None:
    if year.start is None or year.end is None:
        return None
    return Period(_earlier(year.start), _earlier(year.end))


def _earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _computed(case: Case) -> Iterator[Recorded]:
    for year in case.meant.years:
        for later in case.held:
            grade = _level(case, later)
            if grade is not None and same_year(year, later.period):
                for base in base_years(case, year):
                    if same_year(base, later.period):
                        continue
                    yield from (_growth(case, earlier, later, grade) for earlier in _bases(case, later, base))


def base_years(case: Case, year: Period) -> tuple[Period, ...]:
    """Return the years that growth to `year` may start from.

    The one that the words name; over a span of years its first, and where it is longer than two and no "from" or "between" leads
    it, the year before it as well; else the year before.
    """
    span = case.figure.period
    if not isinstance(case.figure.compared_with, Period) and span is not None and span.start is not None and is_span(span):
        first = span.start.year
        before = len(span.years) > 2 and not wording.starts_from(case.text, first)
        return tuple(calendar_year(y) for y in ((first, first - 1) if before else (first,)))
    base = base_year(case, year)
    return (base,) if base is not None else ()


def _level(case: Case, statement: Statement) -> Grade | None:
    right = statement.actor in case.claim.subject[:1] and statement.form == "level" and statement.value and not statement.parties
    return _basis_grade(case, statement, case.grade(statement)) if right else None


def _basis_grade(case: Case, statement: Statement, grade: Grade | None) -> Grade | None:
    """Return the grade of a series under the claim's price basis: real growth from constant prices, nominal from current ones.

    Where the words say neither, growth of expenditure is taken in real terms, as statistics print it, and nominal growth stands
    beside it; growth in dollars only shows beside both, for exchange rates are in it.
    """
    constant = price_basis(statement) == "constant"
    if grade is None or (case.figure.basis == "real") > constant or (case.figure.basis == "nominal" and constant):
        return None
    if statement.currency != "USD" and wording.is_in_dollars(case.text):
        return None
    beside = _foreign(case, statement) or (not constant and case.figure.basis is None and _in_real_terms(case))
    return Grade.OTHER if beside and grade is Grade.ORDINARY else grade


def _in_real_terms(case: Case) -> bool:
    """Return whether growth of this measure is usually given in real terms: expenditure in statistics, never a voted budget."""
    return case.figure.measure == "military_expenditure"


def _foreign(case: Case, statement: Statement) -> bool:
    """Return whether growth of a series would hold the exchange rate's: dollars at current prices of another state."""
    dollars = statement.currency == "USD" and price_basis(statement) == "current" and statement.kind != "plan"
    said = case.figure.currency == "USD" or wording.is_in_dollars(case.text)
    return dollars and "USA" not in case.claim.subject and not said


def _bases(case: Case, later: Statement, base: Period) -> Sequence[Statement]:
    """Return the statements that growth to `later` may start from: the same series, release and price base."""
    rows = [s for s in case.held if s.value and same_year(base, s.period) and _comparable(s, later)]
    own = [s for s in rows if s.vintage.label == later.vintage.label]
    return own or (rows if later.kind == "plan" else [])


def _comparable(earlier: Statement, later: Statement) -> bool:
    if later.kind == "plan":
        same = (earlier.actor, earlier.measure, earlier.currency, earlier.kind) == (
            later.actor,
            later.measure,
            later.currency,
            "plan",
        )
        return same and (earlier.definition == later.definition or "" in (earlier.definition, later.definition))
    return series(earlier) == series(later) and earlier.basis == later.basis and earlier.vintage == later.vintage


def _growth(case: Case, earlier: Statement, later: Statement, grade: Grade) -> Recorded:
    old, new = recorded_interval(earlier), recorded_interval(later)
    ends = (_change(old.high, new.low), _change(old.low, new.high))
    middle = _change(earlier.value, later.value)
    name = f"{measures.definition(later)}, {_kind(later)}"
    return Recorded(
        value=Interval(min(ends), max(ends)),
        definition=name,
        line=(
            f"{words.source(later)}: {words.actor(later.actor)}, {words.measure(later.measure)} ({name}): "
            f"{_printed_amount(earlier)} in {words.period(earlier.period)}, {_printed_amount(later)} in "
            f"{words.period(later.period)}: ({_bare(later)} ÷ {_bare(earlier)} − 1) × 100 = {words.amount(middle, 'percent')}"
        ),
        shown=words.amount(middle, "percent"),
        margin=_margin(case, earlier, later, grade, middle) if case.meant.refutable and not _foreign(case, later) else None,
        grade=grade,
        superseded=not case.is_newest(later),
        supports=(case.meant.stated or is_likeliest(case, later)) and not _foreign(case, later),
        refutes=is_own(case, later),
        statements=(later, earlier),
    )


def is_own(case: Case, statement: Statement) -> bool:
    """Return whether a statement is of the claim's own measure, and no voted budget where the words speak of spending.

    A budget grows otherwise than what is spent, and neither refutes the other's growth.
    """
    own = statement.measure in measures.record_of(case.figure.measure)
    return own and not (statement.kind == "plan" and case.figure.measure == "military_expenditure")


def _margin(case: Case, earlier: Statement, later: Statement, grade: Grade, value: Decimal) -> Decimal:
    """Return the margin of a growth rate: a narrower one where the words name the source and all its releases agree on the rate.

    Both years of a release are revised together: a rate that two releases give alike is given otherwise by a later one far more
    seldom than one that stands in one release alone. Another source's rate may lie further off, so that the words must name it.
    """
    plain = growth_margin(case, value, grade)
    if grade is not Grade.ORDINARY or case.named is None or not _agreed(case, earlier, later):
        return plain
    return min(plain, max(measures.margin("settled_growth_points"), abs(value) * measures.margin("settled_growth")))


def _agreed(case: Case, earlier: Statement, later: Statement) -> bool:
    """Return whether two releases at least, and all of them, give the same growth within half a point."""
    held = case.record.by_series[series(later)]
    new, old = ({s.vintage.label: s.value for s in held.get(days(one.period), ())} for one in (later, earlier))
    rates = [_change(old[label], value) for label, value in new.items() if old.get(label)]
    return len(rates) > 1 and max(rates) - min(rates) <= measures.margin("agreed_points")


def growth_margin(case: Case, value: Decimal, grade: Grade) -> Decimal:
    """Return how many percentage points beyond rounding make a growth rate clearly another.

    Fewer where the words say only that something rose or fell.
    """
    if case.figure.value in (Interval(Decimal(0), None), Interval(None, Decimal(0))):
        return measures.margin("direction_points")
    kind = "other_growth" if grade is Grade.OTHER else "growth"
    return max(measures.margin(f"{kind}_points"), abs(value) * measures.margin(kind))


def _kind(statement: Statement) -> str:
    if price_basis(statement) == "constant":
        return "real, constant prices"
    return "budget to budget" if statement.kind == "plan" else f"nominal, in {statement.currency}"


def _printed_amount(statement: Statement) -> str:
    return words.amount(statement.value or Decimal(0), statement.unit, statement.currency)


def _bare(statement: Statement) -> str:
    return words.amount(statement.value or Decimal(0), "money")


def _change(old: Decimal | None, new: Decimal | None) -> Decimal:
    return HUNDRED * ((new or Decimal(0)) / old - 1) if old else Decimal(0)


def _printed(case: Case) -> Iterator[Recorded]:
    """Yield growth that a source prints itself, where it is over one year and the claim's is too."""
    if not _over_one_year(case):
        return
    years = [year for year in case.meant.years if _is_from_the_year_before(case, year)]
    for statement in case.held:
        grade = _printed_grade(case, statement)
        if grade is not None and any(same_year(year, statement.period) for year in years):
            yield _as_printed(case, statement, grade)


def _is_from_the_year_before(case: Case, year: Period) -> bool:
    before = _before(year)
    return before is not None and any(same_year(before, base) for base in base_years(case, year))


def _over_one_year(case: Case) -> bool:
    return any(_is_from_the_year_before(case, year) for year in case.meant.years)


def _printed_grade(case: Case, statement: Statement) -> Grade | None:
    if statement.actor not in case.claim.subject[:1] or statement.form != "growth" or statement.value is None:
        return None
    if (
        statement.basis
        and case.figure.basis
        and (price_basis(statement) == "constant" or statement.basis == "real") != (case.figure.basis == "real")
    ):
        return None
    return case.grade(statement)


def _as_printed(case: Case, statement: Statement, grade: Grade) -> Recorded:
    shown = words.amount(statement.value or Decimal(0), "percent")
    return Recorded(
        value=recorded_interval(statement),
        definition=f"{measures.definition(statement)}, as printed",
        line=f"{words.source(statement)}: {words.actor(statement.actor)}, growth of {words.measure(statement.measure)} "
        f"({measures.definition(statement)}), {words.period(statement.period)}: {shown}",
        shown=shown,
        margin=growth_margin(case, statement.value or Decimal(0), grade) if case.meant.refutable else None,
        grade=grade,
        superseded=not case.is_newest(statement),
        supports=case.meant.stated or is_likeliest(case, statement),
        refutes=is_own(case, statement),
        statements=(statement,),
    )
