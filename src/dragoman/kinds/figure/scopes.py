"""The groups among which states are ranked, and which of them words name. The groups stand in scopes.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.kinds.figure import words

WORLD = "the world"
_WORLD = re.compile(r"\b(world|world's|worldwide|global|globally|planet|on earth|international(?:ly)?)\b", re.I)
_REGION = re.compile(
    r"\b(region|regional|region's|continent|bloc|alliance|hemisphere|neighbou?rhood|group(?:ing)?|peers|members?|allies)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A group among which states are ranked. `sure` always belong; `open_` may be counted in or not."""

    name: str
    called: tuple[str, ...]
    sure: tuple[tuple[str, int, int], ...]
    open_: tuple[str, ...]

    def members(self, year: int) -> frozenset[str]:
        """Return the states that belong in a year."""
        return frozenset(state for state, since, until in self.sure if since <= year < until)


@cache
def scopes() -> tuple[Scope, ...]:
    """Return the groups of scopes.csv."""
    text = files("dragoman.kinds.figure").joinpath("scopes.csv").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return tuple(_scope(*row) for row in rows)


def _scope(name: str, called: str, members: str) -> Scope:
    cells = members.split()
    sure = tuple(_member(cell) for cell in cells if not cell.startswith("["))
    return Scope(name, tuple(called.split(";")), sure, tuple(cell.strip("[]") for cell in cells if cell.startswith("[")))


def _member(cell: str) -> tuple[str, int, int]:
    state, since, until = [*cell.split(":"), "", ""][:3]
    return state, int(since or 0), int(until or 9999)


def by_id(identifier: str) -> Scope | None:
    """Return the group of an organisation's id."""
    return next((scope for scope in scopes() if identifier in scope.called), None)


@cache
def _scope_words() -> tuple[tuple[re.Pattern[str], Scope], ...]:
    pairs = [(word, scope) for scope in scopes() for word in scope.called if not word.startswith("org:")]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple((_whole(word), scope) for word, scope in pairs)


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.I if len(word) > 5 else 0)


def named_scope(text: str, start: int = 0, end: int = 0) -> Scope | str | None:
    """Return the group that words name for the rank at `start` to `end`.

    WORLD for the world, "?" for a group that is not held, None where they name none. The world after the rank goes before
    everything; else the mention nearest to the rank counts. Names of states are no groups ("South African").

    >>> named_scope("the fourth largest in the world")
    'the world'
    >>> named_scope("the biggest spender in Southeast Asia").name
    'Southeast Asia'
    """
    rest = text
    states = words.spans_of_states(text)
    found = [(_distance(match, start, end), WORLD) for match in _WORLD.finditer(rest)]
    if any(match.start() >= end for match in _WORLD.finditer(rest)):
        return WORLD
    taken: list[tuple[int, int]] = []
    for pattern, scope in _scope_words():
        for match in pattern.finditer(rest):
            inside = any(
                low <= match.start() and match.end() <= high and high - low > len(match.group(0)) for low, high in states
            )
            if not inside and not any(low < match.end() and match.start() < high for low, high in taken):
                taken.append(match.span())
                found.append((_distance(match, start, end), scope))  # type: ignore[arg-type]
    if found:
        return min(found, key=lambda row: row[0])[1]
    return "?" if _REGION.search(rest) else None


def _distance(match: re.Match[str], start: int, end: int) -> int:
    return max(match.start() - end, start - match.end(), 0)
