"""Charts as Vega-Lite specifications, and their SVG. One chart a claim at most, only where it shows more than a number would."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.export.charts.fan import fan, outlook
from dragoman.export.charts.network import network, ring
from dragoman.export.charts.series import record, series
from dragoman.export.charts.spec import Chart, svg
from dragoman.export.charts.timeline import spread, ties, timeline
from dragoman.export.view import Card
from dragoman.model import Article, Statement

__all__ = ["Chart", "chart", "outlook", "record", "ring", "spread", "svg", "ties"]


def chart(card: Card, article: Article) -> Chart | None:
    """Return the chart of a claim, or None where a picture would show no more than the words."""
    held = _unique((*card.finding.used, *card.finding.series))
    if card.claim.kind == "commitment":
        return network(card.claim, held)
    if any(one.kind == "model" and one.high is not None for one in held):
        return fan(card.claim, held)
    if card.claim.figure is not None:
        return series(card.claim, held)
    return timeline(card.claim, held, article)


def _unique(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple({one.id: one for one in statements}.values())
