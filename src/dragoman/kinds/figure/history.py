"""A year among a state's own years: "the highest since 1990", "a record", "the eighth rise in a row"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from dragoman.kinds.compare import Grade, Recorded
from dragoman.kinds.figure import measures, wording, words
from dragoman.kinds.figure.levels import is_likeliest
from dragoman.kinds.figure.periods import same_year
from dragoman.kinds.figure.record import Case, price_basis, series
from dragoman.model import Interval, Period, Statement

Run = Mapping[int, Statement]
LEAST, LONG = 3, 30
"""Years that a series must hold for a place among them to mean anything; and for it to bear out a record of "ever"."""


def peak_records(case: Case, since: int | None, *, share: bool) -> list[Recorded]:
    """Return where the year stands among the state's own years from `since` on (None: all that are held), 1 for the highest.

    Each series is a definition of its own: constant prices, national currency, dollars. A series with a gap, or that does not
    reach back to `since`, only shows how many years stood higher at least.
    """
    found = [record for run in runs(case, share=share) for record in _peak(case, run, since)]
    return [replace(r, grade=g) for r in found if (g := _grade(case, r.statements[0], streak=False)) is not None]


def streak_records(case: Case) -> list[Recorded]:
    """Return for how many years running the figure has risen up to the year meant, in each series."""
    found = [record for run in runs(case, share=False) for record in _streak(case, run)]
    return [replace(r, grade=g) for r in found if (g := _grade(case, r.statements[0], streak=True)) is not None]


def runs(case: Case, *, share: bool) -> Iterator[Run]:
    """Yield one release's figures of one series of the subject, by year."""
    form = "share" if share else "level"
    keys: dict[tuple[object, ...], dict[int, Statement]] = {}
    for s in case.held:
        if s.actor in case.claim.subject[:1] and s.form == form and s.value is not None and s.kind != "plan" and s.period.start:
            if share and s.of != case.figure.of:
                continue
            if case.grade(s) is None or (case.figure.basis == "real") > (price_basis(s) == "constant" or share):
                continue
            keys.setdefault((*series(s), s.basis, s.vintage.label, s.vintage.source), {})[s.period.start.year] = s
    for key in sorted(keys, key=str):
        yield keys[key]


def _grade(case: Case, statement: Statement, *, streak: bool) -> Grade | None:
    """Return how much a series counts: real terms first for a run of years; another state's dollars hold the exchange rate."""
    if price_basis(statement) == "constant" or statement.form == "share":
        return Grade.ORDINARY
    if statement.currency == "USD" and "USA" not in case.claim.subject:
        return None if streak else Grade.OTHER
    return Grade.OTHER if streak else Grade.ORDINARY


def _years(case: Case, run: Run) -> Iterator[int]:
    for year, statement in run.items():
        if any(same_year(meant, statement.period) for meant in case.meant.years):
            yield year


def _peak(case: Case, run: Run, since: int | None) -> Iterator[Recorded]:
    first = min(run) if since is None else since
    for year in _years(case, run):
        span = [run[y] for y in range(first, year + 1) if y in run]
        if len(span) < LEAST:
            continue
        gaps = len(span) < year - first or (since is not None and first not in run and first + 1 not in run)
        own = run[year].value or Decimal(0)
        after = [s for s in span if s is not run.get(since or 0)]  # the year since which it is the highest may have been higher
        higher = sorted((s for s in after if (s.value or Decimal(0)) > own), key=lambda s: -(s.value or Decimal(0)))
        top = words.amount((higher[0] if higher else run[year]).value or Decimal(0), run[year].unit, run[year].currency)
        close = higher and (higher[0].value or Decimal(0)) < own * (1 + measures.margin("level"))
        rest = f"; highest {top} in {words.period(higher[0].period)}" if higher else "; the highest of them"
        short = since is None and len(span) < (wording.years_named(case.text) or LONG)
        if (gaps or short) and not higher:
            continue
        place = f"rank {1 + len(higher)} of {len(span)} years"
        yield _record(case, run[year], Decimal(1 + len(higher)), f"{first} to {year}, {place}{rest}",
                      None if close else Decimal(0), place, open_=gaps)  # fmt: skip


def _streak(case: Case, run: Run) -> Iterator[Recorded]:
    for year in _years(case, run):
        length = 0
        while year - length - 1 in run and (run[year - length].value or 0) > (run[year - length - 1].value or 0):
            length += 1
        open_ = year - length - 1 not in run
        text = f"risen {length} years running up to {year}" + (" (earlier years not held)" if open_ else "")
        margin = None if (case.figure.value.high or 0) < length else Decimal(1)  # "the third year running" of seven is no lie
        yield _record(case, run[year], Decimal(length), text, margin, f"{length} years running", open_=open_)


def _record(
    case: Case, statement: Statement, value: Decimal, text: str, margin: Decimal | None, shown: str, *, open_: bool = False
) -> Recorded:
    kind = "constant prices" if price_basis(statement) == "constant" else statement.currency or "share"
    own = words.amount(statement.value or Decimal(0), statement.unit, statement.currency)
    return Recorded(
        value=Interval(value, None if open_ else value),
        definition=f"{measures.definition(statement)}, {kind}",
        line=f"{_source(statement)} {own} in {words.period(statement.period)} ({kind}): {text}",
        shown=shown,
        margin=margin if case.meant.refutable else None,
        superseded=not case.is_newest(statement),
        supports=not open_ and (case.meant.stated or is_likeliest(case, statement)),
        statements=(statement,),
    )


def _source(statement: Statement) -> str:
    return f"{words.source(statement)}: {words.actor(statement.actor)}"


def since_year(case: Case) -> int | None:
    """Return the year since which a record is claimed, None for "ever"."""
    with_ = case.figure.compared_with
    if isinstance(with_, Period) and with_.start is not None:
        return with_.start.year
    said = wording.since(case.article.text[case.claim.anchor.end : case.claim.anchor.end + 60])
    return said or None


__all__: Sequence[str] = ("peak_records", "since_year", "streak_records")
