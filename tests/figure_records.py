"""A record of made-up figures, held in memory, and claims to put to it. The amounts are invented; only the codes are real."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from dragoman.kinds.figure.ask import ask
from dragoman.kinds.figure.judge import judge
from dragoman.model import (
    Answers,
    Article,
    Claim,
    FigureBody,
    Finding,
    Interval,
    Period,
    Question,
    Sentence,
    Span,
    Statement,
    Vintage,
)

BILLION = 10**9
TEXT = "The figure, of money or of GDP, is said."


def year(number: int) -> Period:
    """Return a calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def fiscal(number: int, state: str = "JPN") -> Period:
    """Return the fiscal year that starts in April."""
    return Period(date(number, 4, 1), date(number + 1, 3, 31), "year", f"fiscal:{state}")


def between(low: object, high: object) -> Interval:
    """Return an interval from anything that makes a decimal; None leaves a side open."""
    return Interval(None if low is None else Decimal(str(low)), None if high is None else Decimal(str(high)))


def observation(actor: str, when: Period | int, value: object, *, release: int = 2024, **fields: Any) -> Statement:
    """Return one observation in dollars under SIPRI's definition, released in April of a year; `fields` change the rest."""
    period = year(when) if isinstance(when, int) else when
    shared: dict[str, Any] = {
        "kind": "observation",
        "measure": "military_expenditure",
        "form": "level",
        "unit": "money",
        "currency": "USD",
        "basis": "current",
        "definition": "SIPRI",
        "publisher": "Institute",
        "title": "Tables",
        "url": "https://example.org/tables",
        "vintage": Vintage(str(fields.pop("source", "tables")), f"{release}-04", date(release, 4, 20)),
    } | fields
    parts = (shared["vintage"].source, release, actor, shared["measure"], shared["form"], shared["currency"], shared["basis"])
    name = ":".join(str(part) for part in (*parts, shared["definition"], period.start, shared.get("of")))
    return Statement(id=name, actor=actor, period=period, value=Decimal(str(value)), **shared)


def share(actor: str, when: Period | int, value: object, **fields: Any) -> Statement:
    """Return a share of GDP."""
    return observation(
        actor, when, value, **{"form": "share", "of": "gdp", "unit": "percent", "currency": None, "basis": ""} | fields
    )


def plan(actor: str, when: Period, value: object, name: str, announced: date, **fields: Any) -> Statement:
    """Return a plan or budget in yen, known from the day of its announcement."""
    vintage = Vintage("register", "2026-11-22", announced)
    base = {"kind": "plan", "measure": "defence_budget", "currency": "JPY", "definition": "national initial budget", "name": name}
    return observation(actor, when, value, **base | {"vintage": vintage} | fields)


def rate(currency: str, when: Period, value: object) -> Statement:
    """Return an exchange rate in units per US dollar, known from the end of its period."""
    made = observation(f"cur:{currency}", when, value, measure="exchange_rate", form="rate", unit="per_usd", currency=None)
    return Statement(**{f: getattr(made, f) for f in made.__slots__} | {"vintage": Vintage("rates", "all", when.end)})


@dataclass(frozen=True)
class Record:
    """Statements that answer questions the way the store does."""

    statements: tuple[Statement, ...] = field(default=())

    def ask(self, questions: Iterable[Question]) -> Answers:
        """Return the statements that answer each question."""
        return {question: tuple(s for s in self.statements if _answers(question, s)) for question in questions}


def _answers(question: Question, s: Statement) -> bool:
    return (
        s.measure in question.measures
        and (not question.actors or s.actor in question.actors)
        and (not question.forms or s.form in question.forms)
        and (question.start is None or s.period.end is None or s.period.end >= question.start)
        and (question.end is None or s.period.start is None or s.period.start <= question.end)
        and (question.known_by is None or (s.vintage.known is not None and s.vintage.known <= question.known_by))
    )


def claim(body: FigureBody, text: str = TEXT, *, subject: tuple[str, ...] = ("JPN",), anchor: str = "") -> Claim:
    """Return a figure claim whose one sentence is `text`."""
    at = text.find(anchor)
    return Claim("c001", "figure", 0, len(text), text, Span(at, at + max(len(anchor), 1)), subject=subject, figure=body)


def article(text: str = TEXT, published: date | None = date(2024, 6, 1)) -> Article:
    """Return an article of one sentence."""
    return Article("a", text, published=published, sentences=(Sentence(0, 0, len(text), text),))


def judged(
    body: FigureBody,
    statements: Iterable[Statement],
    text: str = TEXT,
    *,
    subject: tuple[str, ...] = ("JPN",),
    published: date | None = date(2024, 6, 1),
    anchor: str = "",
) -> Finding:
    """Return the finding on one figure, given a record."""
    made, within = claim(body, text, subject=subject, anchor=anchor), article(text, published)
    return judge(made, within, Record(tuple(statements)).ask(ask(made, within)))


def money(low: object, high: object, when: Period | None = None, *, currency: str = "USD", **fields: Any) -> FigureBody:
    """Return a claimed level of military expenditure in billions of a currency."""
    ends = [None if end is None else Decimal(str(end)) * BILLION for end in (low, high)]
    base = {"measure": "military_expenditure", "form": "level", "unit": "money", "currency": currency, "period": when}
    return FigureBody(value=Interval(ends[0], ends[1]), **base | fields)


def percent(low: object, high: object, when: Period | None = None, **fields: Any) -> FigureBody:
    """Return a claimed share of GDP."""
    base = {"measure": "military_expenditure", "form": "share", "unit": "percent", "of": "gdp", "period": when}
    return FigureBody(value=between(low, high), **base | fields)
