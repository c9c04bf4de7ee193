"""The record as one claim sees it: the statements held at one date, sorted by series and release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from dragoman.kinds.compare import Grade
from dragoman.kinds.figure import measures
from dragoman.kinds.figure.conversions import RATE, Rate, rates
from dragoman.kinds.figure.periods import Meant, year_meant
from dragoman.kinds.figure.prepare import sentence_of
from dragoman.model import Article, Claim, FigureBody, Interval, Period, Statement

FLAGS = ("estimate", "uncertain")
Series = tuple[str, ...]
Days = tuple[date | None, date | None]


@dataclass(frozen=True, eq=False)
class Held:
    """What was held at one date: statements, exchange rates, memberships; sorted by series once for all readings.

    `observed` is all that is observed, whenever it was known: the same for every claim.
    """

    statements: tuple[Statement, ...]
    rates: tuple[Statement, ...] = ()
    ties: tuple[Statement, ...] = ()
    observed: tuple[Statement, ...] = ()

    def rate(self, source: str, target: str, period: Period, *, published: date | None, by: date | None) -> tuple[Rate, ...]:
        """Return `conversions.rates` of the rates held, worked out once."""
        key = (source, target, period, published, by)
        if key not in self._rates:
            self._rates[key] = rates(self.rates, source, target, period, published=published, by=by)
        return self._rates[key]

    @cached_property
    def _rates(self) -> dict[tuple[object, ...], tuple[Rate, ...]]:
        return {}

    @cached_property
    def by_series(self) -> dict[Series, dict[Days, tuple[Statement, ...]]]:
        """Statements by series and period, the newest release first."""
        found: dict[Series, dict[Days, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for statement in self.statements:
            found[series(statement)][days(statement.period)].append(statement)
        return {
            key: {period: tuple(sorted(rows, key=release, reverse=True)) for period, rows in periods.items()}
            for key, periods in found.items()
        }


@dataclass(frozen=True)
class Case:
    """One claim with what was held at one date.

    Args:
        record: what was held at the date.
        by: the day whose knowledge `record` is (the article's date), None for everything held.
        text: the sentence that states the claim.
    """

    claim: Claim
    article: Article
    record: Held
    by: date | None
    text: str

    @property
    def figure(self) -> FigureBody:
        """The claimed figure."""
        if self.claim.figure is None:
            raise ValueError("a case needs a figure")
        return self.claim.figure

    @property
    def held(self) -> tuple[Statement, ...]:
        """The statements held at the date, in the order of their ids, without exchange rates."""
        return self.record.statements

    @property
    def ties(self) -> tuple[Statement, ...]:
        """The memberships held at the date."""
        return self.record.ties

    @cached_property
    def meant(self) -> Meant:
        """The years that may be meant."""
        return year_meant(self.claim, self.article)

    @cached_property
    def named(self) -> str | None:
        """The definition that the words name."""
        return measures.definition_for(self.claim, self.text)

    def grade(self, statement: Statement) -> Grade | None:
        """Return how much a statement counts for this claim, None where it does not bear on it."""
        return measures.grade(statement, self.figure.measure, self.named)

    def is_newest(self, statement: Statement) -> bool:
        """Return whether no later release of the series gives this period another figure. Plans are not replaced."""
        if statement.kind == "plan":
            return True
        newest = self.record.by_series[series(statement)][days(statement.period)][0]
        return release(newest)[:2] == release(statement)[:2]

    def revision(self, statement: Statement) -> Decimal:
        """Return the widest change, as a fraction, that the source made between releases to other years of the series.

        The year itself is left out, so that a revision of the very figure can still be told from a wrong one. At most
        `revision_most` of judging.toml; and `first_release` more for a figure that only one release has given.
        """
        own = days(statement.period)
        spreads = [
            spread([row.value for row in rows if row.value])
            for period, rows in self.record.by_series[series(statement)].items()
            if period != own and len(rows) > 1
        ]
        seen = min(max(spreads, default=Decimal(0)), measures.margin("revision_most"))
        once = len(self.record.by_series[series(statement)][own]) == 1 and statement.kind != "plan"
        guessed = sum((measures.margin(flag) for flag in FLAGS if flag in statement.flags), Decimal(0))
        return seen + guessed + (measures.margin("first_release") if once else Decimal(0))


def case(
    claim: Claim, article: Article, held: Iterable[Statement], by: date | None, observed: tuple[Statement, ...] = ()
) -> Case:
    """Return the case of one claim at one date, statements without repeats and in the order of their ids."""
    unique = {statement.id: statement for statement in held}
    ordered = _without_empty(_without_twins([unique[key] for key in sorted(unique)]))
    plain = tuple(s for s in ordered if s.measure != RATE and s.kind != "tie")
    record = Held(plain, tuple(s for s in ordered if s.measure == RATE), tuple(s for s in ordered if s.kind == "tie"), observed)
    return Case(claim, article, record, by, sentence_of(claim, article))


def _without_twins(held: list[Statement]) -> list[Statement]:
    """Return the statements without those that another gives unrounded: the same release, excerpted by a second source."""
    rounded = {_subject(s) for s in held if s.places is not None}
    full = {_identity(s) for s in held if s.places is None and s.kind != "plan" and _subject(s) in rounded}
    return [s for s in held if s.places is None or _identity(s) not in full] if full else held


def _without_empty(held: list[Statement]) -> list[Statement]:
    """Return the statements without zeros of money that the same release gives in another currency: it left them unconverted.

    SIPRI's current dollars of Czechoslovakia before 1990 are such zeros; Iceland's are true ones.
    """
    empty = {_paid(s) for s in held if s.unit == "money" and s.value == 0}
    spent = {_paid(s) for s in held if s.unit == "money" and s.value} if empty else set()
    return [s for s in held if s.unit != "money" or s.value != 0 or _paid(s) not in spent] if spent else held


def _paid(statement: Statement) -> tuple[object, ...]:
    """Return whose money of which year and release a statement gives, whatever the currency."""
    year = statement.period.start.year if statement.period.start else None
    return statement.actor, statement.measure, statement.form, statement.vintage.source, statement.vintage.label, year


def _subject(statement: Statement) -> tuple[object, ...]:
    """Return part of the identity: statements that differ in it are no twins."""
    return statement.actor, statement.measure, statement.form, statement.currency, *days(statement.period)


def _identity(statement: Statement) -> tuple[object, ...]:
    return (*series(statement), statement.vintage.label, *days(statement.period))


def days(period: Period) -> Days:
    """Return the first and last day of a period."""
    return period.start, period.end


def price_basis(statement: Statement) -> str:
    """Return `constant` or `current`: constant prices of different base years are one kind."""
    return "constant" if statement.basis.startswith("constant") else "current"


def series(statement: Statement) -> Series:
    """Return what the figures of one series share, whatever the release."""
    return (
        statement.actor,
        ";".join(statement.parties),
        measures.definition(statement),
        statement.measure,
        statement.form,
        statement.of or "",
        statement.unit or "",
        statement.currency or "",
        price_basis(statement),
        statement.calendar,
        statement.kind,
    )


def release(statement: Statement) -> tuple[int, int, str, str]:
    """Return a key that orders releases: year and month first known, then label, then id."""
    known = statement.vintage.known
    return (
        (known.year, known.month, statement.vintage.label, statement.id)
        if known
        else (0, 0, statement.vintage.label, statement.id)
    )


def spread(values: Sequence[Decimal]) -> Decimal:
    """Return the largest of some figures over the smallest, less one; 0 where they are fewer than two or differ in sign."""
    if len(values) < 2 or min(values) <= 0:
        return Decimal(0)
    return max(values) / min(values) - 1


def recorded_interval(statement: Statement) -> Interval:
    """Return a statement's value with the rounding of its last printed place, or the range that the source gives as it is.

    Raises:
        ValueError: the statement has no value.
    """
    if statement.value is None:
        raise ValueError(f"{statement.id} has no value")
    if statement.high is not None:
        return Interval(statement.value, statement.high)
    half = Decimal(5).scaleb(statement.places - 1) if statement.places is not None else Decimal(0)
    return Interval(statement.value - half, statement.value + half)
