"""What a forecast claim needs from the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.kinds.figure.conversions import AVERAGES, NEARBY, RATE
from dragoman.kinds.figure.plans import ask_plan
from dragoman.kinds.forecast.known import MODELLED, questions
from dragoman.kinds.forecast.wording import overtaking
from dragoman.kinds.tie.ask import ask as ask_tie
from dragoman.model import Article, Claim, FigureBody, Question


def ask(claim: Claim, article: Article) -> Sequence[Question]:
    """Return the questions of one claim, for both dates."""
    claim = claim.as_told
    if overtaking(claim).figure is not None:
        claim = overtaking(claim)
        return (*series_questions(claim, article), *ask_plan(claim, article))
    return tuple(ask_tie(claim, article)) if claim.tie is not None else ()


def dates(article: Article) -> tuple[date | None, ...]:
    """Return the days by which the record must have been known: the article's, and None for everything held."""
    return (article.published, None) if article.published else (None,)


def series_questions(claim: Claim, article: Article) -> Sequence[Question]:
    """Return the questions for paths and rates: none where the claim's measure has no paths."""
    if claim.figure is None or not modelled(claim.figure):
        return ()
    days = dates(article)
    return tuple(
        question for day in days for question in (*path_questions(claim, article, day), *rate_questions(claim, article, day))
    )


def modelled(figure: FigureBody) -> bool:
    """Return whether a figure is, or may be, one of spending as a whole: so may a sum of money over years."""
    summed = figure.measure == "programme_cost" and figure.form == "total" and figure.unit == "money"
    return summed or figure.measure in MODELLED


def path_questions(claim: Claim, article: Article, day: date | None) -> tuple[Question, ...]:
    """Return the questions for paths as known by one day."""
    return questions(claim.subject, day, article.published.year if article.published else None)


def rate_questions(claim: Claim, article: Article, day: date | None) -> tuple[Question, ...]:
    """Return the questions for what the claim's money was worth on the article's date, as known by one day."""
    currency = claim.figure.currency if claim.figure else None
    if currency in (None, "USD") or not article.published:
        return ()
    codes, published = (f"cur:{currency}",), article.published
    start = date(published.year - 1, 1, 1)
    return (
        Question("quantity", (RATE,), codes, start, published, day, grains=AVERAGES),
        Question("quantity", (RATE,), codes, published - NEARBY, published, day),
    )
