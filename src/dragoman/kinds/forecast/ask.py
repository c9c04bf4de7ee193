"""What a forecast claim needs from the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.kinds.figure.conversions import AVERAGES, NEARBY, RATE
from dragoman.kinds.figure.plans import ask_plan
from dragoman.kinds.tie.ask import ask as ask_tie
from dragoman.model import Article, Claim, Question

MEASURES = ("military_expenditure", "defence_budget")
"""Measures whose paths are modelled: a budget is judged as the military expenditure that it makes up most of."""
YEARS_BACK = 5


def ask(claim: Claim, article: Article) -> Sequence[Question]:
    """Return the questions of one claim, for both dates."""
    if claim.figure is not None:
        return (*series_questions(claim, article), *ask_plan(claim, article))
    return tuple(ask_tie(claim, article)) if claim.tie is not None else ()


def dates(article: Article) -> tuple[date | None, ...]:
    """Return the days by which the record must have been known: the article's, and None for everything held."""
    return (article.published, None) if article.published else (None,)


def series_questions(claim: Claim, article: Article) -> Sequence[Question]:
    """Return the questions for paths: the subjects' series as far back as they go, and everybody's of the last years."""
    if claim.figure is None or claim.figure.measure not in MEASURES:
        return ()
    return tuple(question for day in dates(article) for question in questions_at(claim, article, day))


def questions_at(claim: Claim, article: Article, day: date | None) -> tuple[Question, ...]:
    """Return the questions for paths as known by one day."""
    asked = [
        Question("quantity", ("military_expenditure",), (subject,), known_by=day, forms=("level", "share"))
        for subject in claim.subject
    ]
    asked.append(Question("quantity", MEASURES, (), start=_start(article), known_by=day, forms=("level", "share", "rank")))
    currency = claim.figure.currency if claim.figure else None
    if currency and currency != "USD" and article.published:
        start = date(article.published.year - 1, 1, 1)
        codes, published = (f"cur:{currency}",), article.published
        asked.append(Question("quantity", (RATE,), codes, start, published, day, grains=AVERAGES))
        asked.append(Question("quantity", (RATE,), codes, published - NEARBY, published, day))
    return tuple(asked)


def _start(article: Article) -> date | None:
    return date(article.published.year - YEARS_BACK, 1, 1) if article.published else None
