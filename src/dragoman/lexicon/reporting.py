"""The words of `reporting.txt`, as sets, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.lexicon import sections


@dataclass(frozen=True, slots=True)
class Reporting:
    """Lemmas by heading of `reporting.txt`; `clausal` are all verbs that take a clause as what is said."""

    speech: frozenset[str]
    finding: frozenset[str]
    thinking: frozenset[str]
    announcing: frozenset[str]
    attitude: frozenset[str]
    asking: frozenset[str]
    nouns: frozenset[str]
    thoughts: frozenset[str]
    impersonal: frozenset[str]
    unnamed: frozenset[str]
    document: frozenset[str]
    outlets: frozenset[str]
    persons: frozenset[str]
    bodies: frozenset[str]
    openers: frozenset[str]
    no_passive: frozenset[str]
    only_quoting: frozenset[str]
    of_object: frozenset[str]
    only_infinitive: frozenset[str]
    of_oneself: frozenset[str]
    light: frozenset[str]
    plainly: frozenset[str]
    views: frozenset[str]
    naming: frozenset[str]
    blaming: frozenset[str]
    definite: frozenset[str]
    shows: frozenset[str]
    viewing: frozenset[str]
    stances: frozenset[str]
    issued: frozenset[str]
    counts: frozenset[str]
    pointing: frozenset[str]
    charging: frozenset[str]
    accusing: frozenset[str]
    anyone: frozenset[str]
    acting: frozenset[str]
    comments: frozenset[str]
    weighed: frozenset[str]
    duty: frozenset[str]
    own_words: frozenset[str]
    generally: frozenset[str]
    afloat: frozenset[str]
    clausal: frozenset[str]


@cache
def reporting() -> Reporting:
    """Return the reporting words."""
    found = sections("reporting.txt")
    words = {name: frozenset(" ".join(found[name]).split()) for name in Reporting.__slots__ if name != "clausal"}
    clausal = frozenset().union(*(words[name] for name in ("speech", "finding", "thinking", "announcing", "asking")))
    return Reporting(**words, clausal=clausal)
