"""The register as a network over time: which ties two actors have on a day, since when, and what has changed between two days.

Three answers, never two: a tie is held, is known not to be (a source that is complete for that kind of tie covers the day), or is
unknown. A tie is between all its parties, so it is found from each of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any, Literal

from dragoman.errors import OutOfScope, UnreadableValue
from dragoman.model import Statement

Standing = Literal["held", "absent", "unknown"]
FIRST_YEAR = 1816


@dataclass(frozen=True, slots=True)
class Edge:
    """One tie as the network shows it.

    Args:
        since, until: first and last day as far as known; `until` None: it goes on, or its end is not known (see `standing`).
        grain: to which the beginning is known: day, month, year, open.
        weight: treaty, executive, political, act, or "" where the type is not known.
        unsure: whether the record says that it ended but not when, or that it was only planned.
    """

    id: str
    parties: tuple[str, ...]
    type: str
    subtype: str
    name: str
    since: date | None
    until: date | None
    grain: str
    weight: str
    status: str
    unsure: bool
    statement: Statement

    def between(self, one: str, other: str) -> bool:
        """Return whether it ties the two, in either order."""
        return one in self.parties and other in self.parties and one != other

    def on(self, day: date) -> bool | None:
        """Return whether it stood on a day; None where the record does not settle it."""
        if self.since is not None and day < self.since:
            return False
        if self.until is not None and day > self.until:
            return False
        return None if self.since is None or self.unsure else True


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(files("dragoman.estimate").joinpath("network.toml").read_text(encoding="utf-8"))


@cache
def _weights() -> dict[str, str]:
    return {subtype: weight for weight, subtypes in _file()["weight"].items() for subtype in subtypes}


def coverage() -> dict[str, dict[str, Any]]:
    """Return what each source covers: `about`, `first` and `last` year, and the tie types it is `complete` for."""
    found: dict[str, dict[str, Any]] = _file()["coverage"]
    return found


def actor_id(text: str, known: Iterable[str] = ()) -> str:
    """Return the actor id of a code as typed: a state's three letters, or an organisation with or without `org:`.

    Raises:
        UnreadableValue: it is neither.
    """
    code = text.strip()
    bare = code.removeprefix("org:")
    held = {one.upper(): one for one in known}
    for trial in (code.upper(), f"ORG:{bare.upper()}"):
        if trial in held:
            return held[trial]
    do = "give a name or code such as Japan, JPN or NATO"
    raise UnreadableValue(f"no state or organisation of the register is called {text}", do=do)


def edges(statements: Iterable[Statement]) -> tuple[Edge, ...]:
    """Return the ties among statements, in order of time and then id; statements that are no ties are left out."""
    found = [_edge(one) for one in statements if one.kind == "tie" and len(one.parties) > 1]
    return tuple(sorted(found, key=lambda edge: (edge.since or date.min, edge.id)))


def _edge(one: Statement) -> Edge:
    since = one.period.start or (one.signed.start if one.signed else None)
    until = (one.ended.end if one.ended else None) or one.period.end
    grain = (one.signed or one.in_force or one.period).grain
    unsure = (one.status == "ended" and until is None) or one.status in ("planned", "negotiation", "not-adopted")
    return Edge(one.id, one.parties, one.measure, one.subtype, one.name, since, until, grain,
                _weights().get(one.subtype, ""), one.status, unsure, one)  # fmt: skip


def ties(
    found: Sequence[Edge], one: str, other: str | None = None, *, on: date | None = None, types: Sequence[str] = ()
) -> tuple[Edge, ...]:
    """Return an actor's ties, or those between two actors, in order of time.

    Args:
        on: only those that stood on that day, or may have.
        types: only these tie types, or register types; empty: all.

    Raises:
        OutOfScope: an actor with itself, or a day before 1816.
    """
    if other == one:
        raise OutOfScope(f"{one} has no ties with itself", do="name two different actors")
    _scope(on)
    return tuple(
        edge
        for edge in found
        if one in edge.parties
        and (other is None or edge.between(one, other))
        and (not types or edge.type in types or edge.subtype in types)
        and (on is None or edge.on(on) is not False)
    )


def _scope(day: date | None) -> None:
    if day is not None and day.year < FIRST_YEAR:
        raise OutOfScope(f"{day} is before {FIRST_YEAR}, where the record starts", do=f"give a date from {FIRST_YEAR} on")


def standing(found: Sequence[Edge], one: str, other: str, type_: str, on: date, *, sources: Iterable[str]) -> Standing:
    """Return whether two actors had a tie of a type on a day: held, absent or unknown.

    Args:
        sources: short names of the sources that the ties were taken from. Absent needs one that is complete for the type and
            covers the day's year; what may have stood is unknown.
    """
    states = [edge.on(on) for edge in ties(found, one, other, types=(type_,))]
    if True in states:
        return "held"
    covered = any(
        row["first"] <= on.year <= row["last"] and type_ in row["complete"]
        for name, row in coverage().items()
        if name in set(sources)
    )
    return "absent" if covered and None not in states else "unknown"


def changes(
    found: Sequence[Edge], one: str, start: date, end: date, *, types: Sequence[str] = ()
) -> tuple[tuple[str, Edge], ...]:
    """Return what an actor's ties gained ("begun") and lost ("ended") from one day to another, both inclusive, in order of time.

    Raises:
        OutOfScope: the days are in the wrong order, or before 1816.
    """
    if start > end:
        raise OutOfScope(f"{start} is after {end}", do="give the earlier day first")
    _scope(start)
    own = ties(found, one, types=types)
    begun = [("begun", edge, edge.since) for edge in own if edge.since is not None and start <= edge.since <= end]
    ended = [
        ("ended", edge, edge.until)
        for edge in own
        if edge.until is not None and start <= edge.until <= end and edge.weight != "act"
    ]
    return tuple((what, edge) for what, edge, _ in sorted(begun + ended, key=lambda row: (row[2], row[1].id, row[0])))


def graph(found: Sequence[Edge]) -> tuple[tuple[str, ...], tuple[tuple[str, str, Edge], ...]]:
    """Return the network: actors in name order, and every pair of parties of every tie (the smaller id first)."""
    pairs = tuple((a, b, edge) for edge in found for a, b in combinations(sorted(edge.parties), 2))
    return tuple(sorted({actor for edge in found for actor in edge.parties})), pairs
