"""Many expressions looked for at once: each is tried only where a match of it can begin.

An expression such as `(?:military|defence) (?:spending|budget)` is tried by the engine at every character of a text. What its
matches begin with can be told from the expression itself; the beginnings of all expressions are looked for in one pass over the
text (Aho and Corasick), and each expression is tried where one of its own stands. What is found is what `finditer` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

LONGEST = 5
"""Characters of a beginning that are looked for."""
MOST = 100
"""Beginnings that are told apart at once; where there are more, what follows is left open."""
WIDE = 40
"""Characters of a class that are told apart; a wider one may be anything."""

_ODD = re.compile("[\u0130\u0131\u017f\u212a]|[^\\D0-9]")
"""Letters that match another letter whatever the case, but are not it in lower case; digits other than 0 to 9."""
_BLANK = re.compile(r"\s")
_CATEGORIES = {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "0123456789"}
_grammar: Any = import_module("re._parser")


class Sieve:
    """Some expressions, and where in a text a match of each can begin."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        import ahocorasick

        self.patterns = tuple(patterns)
        self._anywhere: list[int] = []
        begun: dict[str, list[int]] = {}
        for index, pattern in enumerate(self.patterns):
            found = beginnings(pattern)
            if found is None:
                self._anywhere.append(index)
            for word in found or ():
                begun.setdefault(word, []).append(index)
        self._machine: Any = ahocorasick.Automaton()
        for word, indexes in begun.items():
            self._machine.add_word(word, (len(word) - 1, indexes))
        self._machine.make_automaton()

    def matches(self, text: str) -> list[tuple[int, re.Match[str]]]:
        """Return the matches of each expression with its number: expression by expression, each in text order."""
        low = _flat(text)
        if low is None:
            return [(index, match) for index, pattern in enumerate(self.patterns) for match in pattern.finditer(text)]
        starts: dict[int, set[int]] = {index: set() for index in self._anywhere}
        for end, (back, indexes) in self._machine.iter(low) if self._machine else ():
            for index in indexes:
                if index in starts:
                    starts[index].add(end - back)
                else:
                    starts[index] = {end - back}
        found: list[tuple[int, re.Match[str]]] = []
        for index in sorted(starts) if len(starts) > 1 else starts:
            pattern, after = self.patterns[index], 0
            if not starts[index]:
                found += [(index, match) for match in pattern.finditer(text)]
            for start in sorted(starts[index]):
                if start >= after and (match := pattern.match(text, start)) is not None:
                    found.append((index, match))
                    after = match.end()
        return found

    def found(self, text: str) -> bool:
        """Return whether any of the expressions matches anywhere."""
        low = _flat(text)
        if low is None:
            return any(pattern.search(text) for pattern in self.patterns)
        for end, (back, indexes) in self._machine.iter(low) if self._machine else ():
            if any(self.patterns[index].match(text, end - back) for index in indexes):
                return True
        return any(self.patterns[index].search(text) for index in self._anywhere)


def _flat(text: str) -> str | None:
    """Return a text in lower case with every blank a space, None where that is no letter-by-letter matter."""
    low = text.lower()
    if not text.isascii() and (len(low) != len(text) or _ODD.search(text)):
        return None
    return low if low.isprintable() else _BLANK.sub(" ", low)


def beginnings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return what the matches of an expression begin with, in lower case, blanks as " "; None where that may be anything."""
    whole, cut = _of_row(_grammar.parse(pattern.pattern, pattern.flags))
    found = frozenset(word[:LONGEST] for word in whole | cut)
    if any(len(word) < 2 and not word.isdigit() for word in found):
        return None
    return frozenset(word for word in found if not any(word[:size] in found for size in range(1, len(word))))


_Begun = tuple[frozenset[str], frozenset[str]]
"""What something begins with: strings that are all of it, and those after which more may follow."""
_NOTHING: _Begun = (frozenset(("",)), frozenset())
_ANYTHING: _Begun = (frozenset(), frozenset(("",)))


def _of_row(parts: Iterable[Any]) -> _Begun:
    """Return how a row of parts begins: the parts joined as long as they are told apart."""
    whole, cut = _NOTHING
    for part in parts:
        further, broken = _of_part(*part)
        if len(whole) > 1 and len(whole) * (len(further) + len(broken)) > MOST:
            short = {more[:2] for more in further | broken} if min(map(len, whole)) < 2 else {""}
            return frozenset(), cut | {word + more for word in whole for more in short}
        cut |= {word + more for word in whole for more in broken}
        joined = {word + more for word in whole for more in further}
        whole = frozenset(word for word in joined if len(word) < LONGEST)
        cut |= {word[:LONGEST] for word in joined - whole}
        if not whole:
            break
    return whole, cut


def _of_part(kind: Any, value: Any) -> _Begun:
    name = str(kind)
    if name == "LITERAL":
        return frozenset((chr(value).lower(),)), frozenset()
    if name == "IN":
        return _of_class(value)
    if name == "BRANCH":
        rows = [_of_row(row) for row in value[1]]
        return frozenset().union(*(row[0] for row in rows)), frozenset().union(*(row[1] for row in rows))
    if name in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _of_row(value[-1] if name == "SUBPATTERN" else value)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_repeat(*value)
    return _NOTHING if name in ("AT", "ASSERT", "ASSERT_NOT") else _ANYTHING


def _of_repeat(least: int, most: int, parts: Any) -> _Begun:
    whole, cut = _of_row([*parts] * min(least, 3))
    if least > 3:
        return frozenset(), whole | cut
    if most == least:
        return whole, cut
    more, broken = _of_row(parts)
    further = frozenset(word + one for word in whole for one in more | broken)
    return (whole | further, cut) if most == least + 1 and not broken else (whole, cut | further)


def _of_class(members: Any) -> _Begun:
    found: set[str] = set()
    for kind, value in members:
        name = str(kind)
        if name == "LITERAL":
            found.add(chr(value).lower())
        elif name == "RANGE" and value[1] - value[0] < WIDE:
            found.update(chr(code).lower() for code in range(value[0], value[1] + 1))
        elif name == "CATEGORY" and str(value) in _CATEGORIES:
            found.update(_CATEGORIES[str(value)])
        else:
            return _ANYTHING
    return frozenset(found), frozenset()
