"""What a figure claim needs from the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from dragoman.kinds.figure.conversions import AVERAGES, NEARBY, RATE, currencies_of
from dragoman.kinds.figure.headcount import is_headcount
from dragoman.kinds.figure.measures import also_for, record_of
from dragoman.kinds.figure.observed import may_be_observed, question
from dragoman.kinds.figure.prepare import prepared, sentence_of
from dragoman.kinds.figure.scopes import scopes
from dragoman.kinds.figure.wording import is_peak, is_streak
from dragoman.kinds.figure.words import states_in
from dragoman.model import Article, Claim, Period, Question
from dragoman.reading import same

BACK, AHEAD = 4, 2
MOST = 6
"""Years around the claim's own that are asked for too: a source's habit of revising, and other years' figures.
MOST: states named beside a figure that are asked for."""
PLANNED = ("programme_cost", "military_aid", "defence_budget")
AID = ("military_aid", "aid")


@same.claims
def ask(claim: Claim, article: Article) -> Sequence[Question]:
    """Return the questions of one claim, for both dates: its measure and those close to it, and the rates that may apply.

    Nothing is asked about a measure that no source can hold, or a figure whose actor is not known.
    """
    claim = prepared(claim, article)
    if is_headcount(claim):
        return [Question("tie", ("membership",), claim.subject, known_by=day) for day in _dates(article)]
    seen = (question(),) if may_be_observed(claim) else ()
    if claim.figure is None or not claim.subject or not record_of(claim.figure.measure):
        return seen
    wanted = list(_wanted(claim, article))
    dated = [_known(question, by) for by in _dates(article) for question in wanted]
    return (*dated, *_rates(claim, article), *seen)


def _dates(article: Article) -> tuple[date | None, ...]:
    return (None,) if article.published is None else (article.published, None)


def _known(question: Question, by: date | None) -> Question:
    return replace(question, known_by=by)


def _wanted(claim: Claim, article: Article) -> Iterator[Question]:
    figure = claim.figure
    assert figure is not None
    start, end = window(claim, article)
    measures = (*record_of(figure.measure), *also_for(figure.measure), *PLANNED, *(AID if figure.measure in AID else ()))
    actors = (*claim.subject, *compared_actors(claim), *_named_beside(claim, article))
    yield Question("quantity", tuple(dict.fromkeys(measures)), tuple(dict.fromkeys(actors)), start, end)
    if figure.form in ("rank", "ratio") or (figure.form == "share" and figure.of not in ("gdp", "government_spending")):
        first, last = _core(claim, article)
        form = "share" if figure.of == "gdp" else "level"
        yield Question("quantity", (*record_of(figure.measure), *also_for(figure.measure)), (), first, last, None, (form, "rank"))


def _named_beside(claim: Claim, article: Article) -> tuple[str, ...]:
    """Return the states that the sentence names beside the figure's own: one of them may be whose figure it is."""
    if claim.figure is None or claim.figure.form not in ("level", "share", "growth", "difference", "total"):
        return ()
    return (*claim.object, *states_in(sentence_of(claim, article))[:MOST])


@cache
def _europe() -> frozenset[str]:
    return frozenset(state for scope in scopes() if scope.name == "Europe" for state in scope.members(2025))


def _rates(claim: Claim, article: Article) -> Iterator[Question]:
    """Yield what rates are needed, once for both dates: a rate counts as known from the end of its own period on."""
    figure = claim.figure
    assert figure is not None
    open_ = figure.quantity.currencies if figure.quantity and figure.unit == "money" else ()
    if figure.currency is None and not open_:
        return
    start, end = _core(claim, article)
    own = (code for state in claim.subject for code in currencies_of(state, start, end))
    euro = ("EUR",) if _europe() & set(claim.subject) or figure.measure in AID else ()
    codes = {figure.currency or "USD", *open_, *own, *euro} - {"USD"}
    actors = tuple(f"cur:{code}" for code in sorted(codes))
    if actors:
        yield Question("quantity", (RATE,), actors, start, end, grains=AVERAGES)
        if article.published:
            yield Question("quantity", (RATE,), actors, article.published - NEARBY, article.published)


def compared_actors(claim: Claim) -> tuple[str, ...]:
    """Return the actors that a figure is compared with."""
    with_ = claim.figure.compared_with if claim.figure else None
    return with_ if isinstance(with_, tuple) else ()


def window(claim: Claim, article: Article) -> tuple[date, date]:
    """Return the first and last day asked for: the claim's years, what they are compared with, and a few around."""
    first, last = _core(claim, article)
    with_ = claim.figure.compared_with if claim.figure else None
    if isinstance(with_, Period):
        first = min(first, with_.start or first)
        last = max(last, with_.end or last)
    back = date(1948, 1, 1) if _own_years(claim) else date(max(first.year - BACK, 1), 1, 1)
    ahead = FAR_AHEAD if _of_an_alliance(claim) else AHEAD
    return min(first, back), date(min(last.year + ahead, 9998), 12, 31)


FAR_AHEAD = 30
"""Years ahead for which an alliance may have set its members a share of output."""


def _of_an_alliance(claim: Claim) -> bool:
    figure = claim.figure
    return figure is not None and figure.form == "share" and any(actor.startswith("org:") for actor in claim.subject)


def _own_years(claim: Claim) -> bool:
    """Return whether a figure is set against all the years before it: a record, or a run of rising years."""
    form = claim.figure.form if claim.figure else ""
    return form in ("rank", "count", "growth") and (is_peak(claim.quote) or is_streak(claim.quote))


def _core(claim: Claim, article: Article) -> tuple[date, date]:
    period = claim.figure.period if claim.figure else None
    year = article.published.year if article.published else None
    start = period.start if period and period.start else None
    end = period.end if period and period.end else None
    if start is None and end is None:
        return (date(year - 2, 1, 1), date(year + 1, 12, 31)) if year else (date(1988, 1, 1), date(2035, 12, 31))
    start, end = start or end, end or (date(year, 12, 31) if year else date(2035, 12, 31))
    assert start is not None
    unsure = period is not None and (period.approximate or period.grain in ("day", "month"))
    if unsure and year:
        return date(min(start.year, year - 2), 1, 1), date(max(end.year, year + 1), 12, 31)
    return date(start.year, 1, 1), date(max(end.year, start.year), 12, 31)
