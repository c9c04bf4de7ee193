"""Which stretch of time a figure may mean, and which statements cover it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.model import Article, Claim, Period

YEAR = timedelta(days=340)
"""What counts as at least a year's figure."""
LONG = timedelta(days=400)
"""What counts as more than a year."""
_TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.I)
CHANGES = ("growth", "ratio", "difference")
"""Forms that set the end of a span of years against its start."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The time that a figure covers.

    Args:
        years: the one-year periods that could be meant, the likeliest first.
        stated: the words name it.
        refutable: no other year could be meant, so that a clear difference counts.
        problem: why yearly figures cannot settle it, or "".
    """

    years: tuple[Period, ...]
    stated: bool = True
    refutable: bool = True
    problem: str = ""


def calendar_year(number: int) -> Period:
    """Return a calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def length(period: Period) -> timedelta | None:
    """Return how long a period is, None where it is open."""
    if period.start is None or period.end is None:
        return None
    return period.end - period.start + timedelta(days=1)


def overlap(one: Period, other: Period) -> timedelta:
    """Return how much time two periods share."""
    start = max(one.start or date.min, other.start or date.min)
    end = min(one.end or date.max, other.end or date.max)
    return max(timedelta(0), end - start + timedelta(days=1)) if end >= start else timedelta(0)


def same_year(meant: Period, held: Period) -> bool:
    """Return whether a held year is the one meant: they share more than half of it (calendar and fiscal years align so)."""
    whole = length(held)
    return whole is not None and YEAR <= whole <= LONG and overlap(meant, held) * 2 > whole


def equal(one: Period, other: Period) -> bool:
    """Return whether two periods are the same days."""
    return one.start == other.start and one.end == other.end


def is_part(period: Period) -> bool:
    """Return whether a period is shorter than a year."""
    whole = length(period)
    return whole is not None and whole < YEAR


def is_span(period: Period | None) -> bool:
    """Return whether a period is longer than a year, or open at its start or end with the other end given."""
    if period is None:
        return False
    whole = length(period)
    return whole > LONG if whole is not None else period.start is not None


def year_meant(claim: Claim, article: Article) -> Meant:
    """Return the years that a yearly figure may mean.

    Without a stated year: the newest that had been reported by the article's date, the article's own or the one before. A day
    or month says when something was announced, so nothing is refuted by it; a quarter or half is a figure of its own.
    """
    figure = claim.figure
    period = figure.period if figure else None
    if period is None or (period.start is None and period.end is None):
        return _unstated(article)
    if period.start == period.end == article.published and not _TODAY.search(claim.quote):
        return _unstated(article)  # the present tense, and no day that the words name
    if is_part(period):
        return _part(period, article)
    if figure is not None and figure.form in CHANGES and period.end is not None and is_span(period):
        if article.published is not None and (period.end.month, period.end.day) != (12, 31) and period.end >= article.published:
            return Meant(tuple(calendar_year(article.published.year - back) for back in (1, 0)), stated=False)
        return Meant((calendar_year(period.end.year),), refutable=not period.approximate)
    if is_span(period) or period.start is None or period.end is None:
        return Meant((), problem=f"the figure covers {period.start or '…'} to {period.end or '…'}, not one year")
    return Meant((period,), refutable=not period.approximate)


def _part(period: Period, article: Article) -> Meant:
    if period.grain in ("quarter", "half") and not period.approximate:
        return Meant((), problem=f"the figure covers only a {period.grain} of a year, and the sources held give whole years")
    near = _unstated(article)
    around = period.start.year if period.start else None
    years = tuple(dict.fromkeys((*((calendar_year(around),) if around else ()), *near.years)))
    return Meant(years, stated=False, refutable=False)


def _unstated(article: Article) -> Meant:
    if article.published is None:
        return Meant((), stated=False, refutable=False)
    year = article.published.year
    return Meant(tuple(calendar_year(y) for y in (year - 1, year, year - 2)), stated=False)
