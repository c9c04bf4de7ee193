"""Ranks: where a state stands among those a release covers, in the world or in a group, with ties and coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dragoman.kinds.compare import Agreement, Grade, Recorded, agreement
from dragoman.kinds.figure import clauses, measures, scopes, words
from dragoman.kinds.figure.levels import is_likeliest
from dragoman.kinds.figure.periods import same_year
from dragoman.kinds.figure.record import Case, price_basis, release
from dragoman.model import Interval, Period, Statement

ZERO = Decimal(0)
FULL = 100
"""States that a release must cover for a rank in the world to be told from it; fewer only bound it."""


@dataclass(frozen=True, slots=True)
class Table:
    """One release's figures of one year: statement by state."""

    rows: Mapping[str, Statement]
    year: Period
    superseded: bool
    grade: Grade = Grade.ORDINARY


def rank_records(case: Case, group: scopes.Scope | None) -> list[Recorded]:
    """Return what the record holds for a rank: as sources print it (world only), and counted in each release.

    `group` is the group ranked in, None for the world.
    """
    printed = [] if group else list(_printed(case))
    found = [*printed, *(record for one in _each(case) for table in tables(one) for record in _ranked(one, table, group))]
    told = {record.statements[0].period.start for record in found if record.value.high is not None}
    found = _of_all(case, found)
    return _as_told(case, [r for r in found if r.value.high is not None or r.statements[0].period.start not in told])


def _each(case: Case) -> list[Case]:
    """Return a case once for each state of several that it names together, else as it is."""
    named = [actor for actor in case.claim.subject if ":" not in actor]
    return [replace(case, claim=replace(case.claim, subject=(actor,))) for actor in named] if len(named) > 1 else [case]


def _of_all(case: Case, records: list[Recorded]) -> list[Recorded]:
    """Return the records of several states named together ("the five largest are …"), no one's supporting what is not all's.

    A release bears the claim out only where it puts every one of them there.
    """
    named = [actor for actor in case.claim.subject if ":" not in actor]
    if len(named) < 2:
        return records
    there: dict[tuple[str, date | None], set[str]] = defaultdict(set)
    for record in records:
        first = record.statements[0]
        if agreement(case.figure.value, record) is Agreement.MEETS:
            there[first.vintage.label, first.period.start].add(first.actor)
    whole = {key for key, actors in there.items() if set(named) <= actors}
    return [
        r if (r.statements[0].vintage.label, r.statements[0].period.start) in whole else replace(r, supports=False)
        for r in records
    ]


def what(case: Case) -> tuple[str, str | None]:
    """Return the form and whole by which states are ranked: amounts in dollars, or shares of GDP."""
    shares = case.figure.of in ("gdp", "government_spending")
    return ("share", case.figure.of) if shares else ("level", None)


def _printed(case: Case) -> Iterator[Recorded]:
    for statement in case.held:
        grade = case.grade(statement)
        right = statement.actor in case.claim.subject and statement.form == "rank" and statement.value is not None
        if (
            grade is None
            or not right
            or what(case)[0] != "level"
            or not any(same_year(y, statement.period) for y in case.meant.years)
        ):
            continue
        rank = statement.value or Decimal(0)
        yield Recorded(
            value=Interval(rank, rank),
            definition=measures.definition(statement),
            line=f"{words.source(statement)}: {words.actor(statement.actor)} ranks {rank} in {words.period(statement.period)}",
            shown=f"rank {rank}",
            margin=measures.margin("rank_places") if case.meant.refutable else None,
            grade=Grade.ORDINARY if grade is Grade.OTHER else grade,
            superseded=not case.is_newest(statement),
            supports=case.meant.stated or is_likeliest(case, statement),
            statements=(statement,),
        )


def tables(case: Case) -> Iterator[Table]:
    """Yield one table for each definition, release and year that may be meant and that holds the subject."""
    form, of = what(case)
    found: dict[tuple[str, str, str, Period], dict[str, Statement]] = defaultdict(dict)
    for s in case.held:
        if s.form == form and (form == "level" or s.of == of) and _rankable(s) and case.grade(s) is not None:
            for year in case.meant.years:
                if same_year(year, s.period):
                    found[measures.definition(s), s.vintage.label, s.vintage.source, year].setdefault(s.actor, s)
    for key in sorted(found, key=str):
        rows = found[key]
        subject = rows.get(case.claim.subject[0]) if case.claim.subject else None
        if subject is not None:
            coarse = case.grade(subject) is Grade.COARSE
            last = _is_last(subject, [t for t in found if t[0] == key[0] and t[3] == key[3]], found)
            yield Table(rows, key[3], not last, Grade.COARSE if coarse else Grade.ORDINARY)


def _is_last(
    subject: Statement,
    keys: list[tuple[str, str, str, Period]],
    found: Mapping[tuple[str, str, str, Period], Mapping[str, Statement]],
) -> bool:
    newest = max(release(row)[:2] for key in keys for row in found[key].values())
    return release(subject)[:2] == newest


def _rankable(s: Statement) -> bool:
    state = ":" not in s.actor and len(s.actor) == 3
    money = s.unit != "money" or (s.currency == "USD" and price_basis(s) == "current")
    return (
        state
        and s.form in ("level", "share")
        and s.value is not None
        and s.kind == "observation"
        and s.calendar == "calendar"
        and money
        and not s.parties
    )


def _ranked(case: Case, table: Table, group: scopes.Scope | None) -> Iterator[Recorded]:
    """Yield the rank in one table, once with and once without the states that a group may or may not count in."""
    year = table.year.start.year if table.year.start else 0
    subject = case.claim.subject[0]
    pools = [frozenset(table.rows)]
    if group is not None:
        pools = [group.members(year), group.members(year) | frozenset(group.open_)]
    for pool in dict.fromkeys(pools):
        rows = {actor: row for actor, row in table.rows.items() if actor in pool or actor == subject}
        if subject in pool or group is None:
            yield _rank(case, table, rows, group, len(pool))


def _rank(case: Case, table: Table, rows: Mapping[str, Statement], group: scopes.Scope | None, size: int) -> Recorded:
    subject = rows[case.claim.subject[0]]
    own = subject.value or Decimal(0)
    room = 1 + measures.margin("rank_value")
    greater = sorted((r for r in rows.values() if r.value is not None and r.value > own), key=lambda r: -(r.value or 0))
    ties = [r for r in rows.values() if r.value == own and r.actor != subject.actor]
    low = 1 + sum((row.value or Decimal(0)) > own * room for row in rows.values())
    high = 1 + sum((row.value or Decimal(0)) * room > own for row in rows.values() if row.actor != subject.actor)
    rank = 1 + len(greater)
    complete = len(rows) >= (FULL if group is None else max(2, int(size * 0.75)))
    least = ZERO if _far_apart(case, subject, rows) else measures.margin("rank_places")
    wide = max(Decimal(rank - low), Decimal(high - rank), least)
    return Recorded(
        value=Interval(Decimal(rank), Decimal(rank + len(ties)) if complete else None),
        definition=measures.definition(subject),
        line=_line(subject, greater, group, len(rows), complete),
        shown=f"rank {rank}" if complete else f"rank {rank} or lower",
        margin=wide if case.meant.refutable else None,
        grade=table.grade,
        superseded=table.superseded,
        supports=complete and (case.meant.stated or is_likeliest(case, subject)) and _among_them(case, rank, len(rows)),
        rounded=False,
        statements=(subject, *greater[:12]),
    )


LEADING = 10
"""One in so many of the states covered, and the first three of any, are called one of the largest."""


def _among_them(case: Case, rank: int, covered: int) -> bool:
    """Return whether a place bears out what the words make of it: "one of the largest" is not said of the middle of a list."""
    return case.figure.value.high is not None or rank <= max(3, covered // LEADING)


def _as_told(case: Case, records: list[Recorded]) -> list[Recorded]:
    """Return the records, none of which supports where the words put others ahead ("behind only A and B") than those that are."""
    at = case.text.find(case.claim.anchor.of(case.article.text))
    told = set(clauses.put_behind(case.text[at:])) - set(case.claim.subject) if at >= 0 else set()
    wrong = {
        record.statements[0].period.start
        for record in records
        if len(record.statements) > 1 and not told <= {statement.actor for statement in record.statements}
    }
    return [replace(r, supports=False) if r.statements[0].period.start in wrong else r for r in records]


def _far_apart(case: Case, subject: Statement, rows: Mapping[str, Statement]) -> bool:
    """Return whether the figure at the claimed place is plainly another than the subject's own, whatever its revisions."""
    place = case.figure.value.low
    ranked = sorted((r.value or ZERO for r in rows.values()), reverse=True)
    if place is None or place != case.figure.value.high or not 1 <= place <= len(ranked):
        return False
    there, own = ranked[int(place) - 1], subject.value or ZERO
    return max(there, own) > min(there, own) * (1 + measures.margin("rank_apart"))


def _line(
    subject: Statement, greater: list[Statement], group: scopes.Scope | None, covered: int, complete: bool
) -> str:
    place = group.name if group else "the world"
    own = words.amount(subject.value or Decimal(0), subject.unit, subject.currency)
    ahead = ", ".join(f"{words.actor(r.actor)} {words.amount(r.value or Decimal(0), r.unit, r.currency)}" for r in greater[:12])
    more = f", and {len(greater) - 12} more" if len(greater) > 12 else ""
    gaps = "" if complete else "; too few states are held to tell the rank, only how many stand ahead at least"
    return (
        f"{words.source(subject)}: {words.actor(subject.actor)} {own} in {words.period(subject.period)}, "
        f"rank {1 + len(greater)} of the {covered} states of {place} covered; ahead: {ahead or 'none'}{more}{gaps}"
    )
