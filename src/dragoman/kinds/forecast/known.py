"""What was known by a day, and the paths that start from it: made once for all claims that rest on the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from dragoman.estimate.fit import HORIZONS, shipped
from dragoman.estimate.panel import MEASURES
from dragoman.estimate.paths import Paths, simulate
from dragoman.estimate.rules import Rule, apply, follows
from dragoman.kinds.figure.conversions import RATE
from dragoman.kinds.forecast.plans import Announced, announced, counted
from dragoman.kinds.forecast.record import Record, record
from dragoman.kinds.same import Same
from dragoman.model import Answers, Question, Statement

MODELLED = ("military_expenditure", "defence_budget")
"""Measures whose paths are modelled: a budget is judged as the military expenditure that it makes up most of."""
YEARS_BACK = 5
RIVALS = 60
ALLIANCES = ("org:NATO",)
"""Alliances whose pledges of a share of GDP bind their members."""


@dataclass(frozen=True, eq=False)
class Known:
    """The record as known by `day` (None is everything held), and the plans announced by then, as rules with their statements.

    `statements`: all plans and budgets.
    """

    held: Record
    plans: tuple[Announced, ...]
    statements: tuple[Statement, ...]
    day: date | None

    def counted(self, actor: str) -> float:
        """Return what SIPRI counted for one unit of a country's budgets (`plans.counted`)."""
        return counted(actor, self.held, self.statements)


def questions(actors: Sequence[str], day: date | None, start: int | None) -> tuple[Question, ...]:
    """Return what paths of some countries rest on.

    That is their own series as far back as they go, everybody's of the last years, what was announced, rates by year, and who is
    in an alliance.

    Args:
        start: the year at hand; everybody's figures go back YEARS_BACK years from it. None is as far as they go.
    """
    first = None if start is None else date(start - YEARS_BACK, 1, 1)
    return (
        *(Question("quantity", MODELLED[:1], (actor,), known_by=day, forms=("level", "share")) for actor in actors),
        Question("quantity", MODELLED, (), start=first, known_by=day, forms=("level", "share", "rank", "total")),
        Question("quantity", (RATE,), (), start=first, known_by=day, grains=("year",)),
        *(Question("tie", ("membership",), (alliance,), known_by=day) for alliance in ALLIANCES),
    )


def known(answers: Answers, asked: Iterable[Question], day: date | None) -> Known:
    """Return what the answers to `questions` say.

    Raises:
        OutOfScope: no series among them.
    """
    return _known(Same.of(answers, asked), day)


@lru_cache(maxsize=3)
def _known(same: Same, day: date | None) -> Known:
    statements = same.statements()
    held = record(statements)
    plans = tuple(row for row in statements if row.kind == "plan")
    return Known(held, announced(statements, held, day), plans, day)


def free_paths(known: Known, actors: Sequence[str], to: int, count: int) -> Paths:
    """Return paths without announced plans, to the year `to` at least: to the last plan's of the countries where that is later.

    Raises:
        OutOfScope: a country has no series, or the year is too far.
    """
    last = known.held.panel.years[-1]
    due = [rule.year if rule.form != "total" else rule.end for rule, _ in known.plans if rule.actor in actors]
    return _paths(known, tuple(actors), max([to, last + 1, *(year for year in due if year <= last + HORIZONS)]), count)


@lru_cache(maxsize=2)
def _paths(known: Known, actors: tuple[str, ...], to: int, count: int) -> Paths:
    panel = known.held.panel
    for actor in actors:
        panel.row(actor)
    measures = tuple(name for name in MEASURES if np.isfinite(panel.series(name)[[panel.row(actor) for actor in actors]]).any())
    return simulate(panel, shipped(known.day), to=to, actors=actors, measures=measures, count=count)


def followed(free: Paths, rules: Iterable[Rule]) -> Paths:
    """Return the paths with the rules followed that they can follow."""
    kept = tuple(rule for rule in rules if follows(free, rule))
    return _followed(free, kept) if kept else free


@lru_cache(maxsize=2)
def _followed(free: Paths, rules: tuple[Rule, ...]) -> Paths:
    return apply(free, rules)


def rivals(held: Record, actors: Sequence[str]) -> list[str]:
    """Return the countries and, after them, the largest others: those that a rank is decided among."""
    panel = held.panel
    newest = np.where(np.isfinite(panel.level), panel.level, -np.inf).max(axis=1)
    largest = (panel.actors[row] for row in np.argsort(-newest, kind="stable")[:RIVALS])
    return [*actors, *(actor for actor in largest if actor not in actors)]
