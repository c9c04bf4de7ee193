"""Kinds, sources and exporters: the contracts, and how they are found.

All three are entry-point groups (`dragoman.kinds`, `dragoman.sources`, `dragoman.exporters`). The built-in ones are
registered there too, so an outside package is used exactly as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import entry_points
from typing import Any, Protocol, runtime_checkable

from dragoman.model import Answers, Article, Claim, Finding, Question, Reading, Report


@runtime_checkable
class Kind(Protocol):
    """One kind of claim. All three steps are pure: the same input gives the same output, nothing is read or written."""

    name: str

    def find(self, reading: Reading, article: Article) -> Sequence[Claim]:
        """Return the claims of this kind in one sentence. Ids are given later by the pipeline; leave them empty."""

    def ask(self, claim: Claim, article: Article) -> Sequence[Question]:
        """Return everything the judgement will want to know, for both dates."""

    def judge(self, claim: Claim, article: Article, answers: Answers) -> Finding:
        """Return the finding, from the answers to this claim's questions (a question without an answer maps to ())."""


@runtime_checkable
class Exporter(Protocol):
    """One way of writing a report."""

    name: str
    suffix: str
    media_type: str

    def export(self, report: Report) -> str | bytes:
        """Return the report as text or bytes."""


def load(group: str) -> dict[str, Any]:
    """Return one instance of each plugin of an entry-point group, by name, in name order."""
    return {point.name: _instance(point.value, point) for point in _points(group)}


@cache
def _points(group: str) -> tuple[Any, ...]:
    """Return a group's entry points in name order, looked up once: a look-up reads every installed package's metadata."""
    return tuple(sorted(entry_points(group=group), key=lambda point: point.name))


@cache
def _instance(value: str, point: Any) -> Any:
    return point.load()()


def names(group: str) -> tuple[str, ...]:
    """Return the names in an entry-point group, loading nothing."""
    return tuple(dict.fromkeys(point.name for point in _points(group)))


def exporter(name: str) -> Exporter:
    """Return one exporter by name; KeyError where none is installed under it."""
    point = next((point for point in _points("dragoman.exporters") if point.name == name), None)
    if point is None:
        raise KeyError(name)
    found: Exporter = _instance(point.value, point)
    return found


def kinds() -> dict[str, Kind]:
    """Return the kinds of claim that are installed."""
    return load("dragoman.kinds")


def exporters() -> dict[str, Exporter]:
    """Return the exporters that are installed."""
    return load("dragoman.exporters")
