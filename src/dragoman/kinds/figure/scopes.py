"""The groups among which states are ranked, and which of them words name. The groups stand in scopes.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.kinds.figure import words
from dragoman.lexicon.numbers import number_words

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


def rank_scope(text: str, start: int, end: int) -> Scope | str | None:
    """Return the group that words name for one rank, as `named_scope` does, but from the rank's own phrase.

    What leads the words in holds for every rank ("In Asia, Chad is the largest and Mali the second largest"). A group named with
    another rank of the same state is no group of this one; one that may be shared, or stands apart from any rank, is "?".

    >>> rank_scope("Japan was the ninth largest spender, the second largest in East Asia", 14, 27)
    >>> rank_scope("Japan was the ninth largest spender, the second largest in East Asia", 41, 55).name
    'East Asia'
    >>> rank_scope("Japan is the ninth largest spender as tensions in East Asia grow", 13, 26)
    '?'
    >>> rank_scope("China was the largest spender and India the second largest in Asia", 14, 21)
    '?'
    """
    ranks = [span for span in rank_spans(text) if span[1] <= start or span[0] >= end]
    before, after = [span for span in ranks if span[1] <= start], [span for span in ranks if span[0] >= end]
    low = _last(text, before[-1][1], start) if before else _last(text, 0, start, 0)
    high = _last(text, end, after[0][0]) if after else len(text)
    aside = _ASIDE.search(text, end, high)
    high = aside.start() if aside else high
    lead = _LEAD.match(text)
    own = named_scope(text[low:high], start - low, end - low) or (named_scope(lead.group(0)) if lead else None)
    if own is not None:
        return own
    alone = not any(_names_state(text, min(start, first), max(end, last)) for first, last in ranks)
    elsewhere = named_scope(text)
    return None if elsewhere == WORLD or (ranks and alone) else elsewhere and "?"


def _names_state(text: str, start: int, end: int) -> bool:
    return any(start <= low and high <= end for low, high in words.spans_of_states(text))


@cache
def _rank_words() -> re.Pattern[str]:
    numbers = number_words()
    place = rf"(?:{'|'.join(map(re.escape, numbers.ordinals))}|\d{{1,3}}(?:st|nd|rd|th))"
    size = rf"(?:{'|'.join(map(re.escape, numbers.superlatives))})"
    return re.compile(rf"\b(?:{place}[\s-]{size}|{size}|{place})\b", re.I)


def rank_spans(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text that give a place in an order."""
    return [found.span() for found in _rank_words().finditer(text)]


_JOIN = re.compile(r",\s|\sand\s")
_LEAD = re.compile(r"\W*(?:in|among|within|across|of)\b[^,]*", re.I)
_ASIDE = re.compile(r",\s|\s(?:as|amid|after|while|when|where|because|since|but|which|who)\s", re.I)


def _last(text: str, start: int, end: int, least: int | None = None) -> int:
    """Return where the last phrase of a stretch begins: after its last comma or "and", else at `least` or its end."""
    return max((found.end() for found in _JOIN.finditer(text, start, end)), default=end if least is None else least)


def _distance(match: re.Match[str], start: int, end: int) -> int:
    return max(match.start() - end, start - match.end(), 0)
