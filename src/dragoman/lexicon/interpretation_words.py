"""The words of `interpretation.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Word:
    """A word that makes an interpretation: its type, and what must stand with it or where it must stand."""

    type: str
    needs: str
    passive: bool = False


@dataclass(frozen=True, slots=True)
class InterpretationWords:
    """Everything in `interpretation.toml`, by lemma or word."""

    verbs: dict[str, Word]
    nouns: dict[str, tuple[Word, ...]]
    adjectives: dict[str, Word]
    phrases: re.Pattern[str]
    purposes: frozenset[str]
    leads: re.Pattern[str]
    need: frozenset[str]
    able: frozenset[str]
    skip: frozenset[str]


@cache
def interpretation_words() -> InterpretationWords:
    """Return the word lists of interpretations."""
    data = tomllib.loads(files("dragoman.lexicon").joinpath("interpretation.toml").read_text(encoding="utf-8"))
    nouns: dict[str, tuple[Word, ...]] = {}
    for entry in data["noun"]:
        for word in entry["nouns"]:
            nouns[word] = (*nouns.get(word, ()), Word(entry["type"], entry["role"]))
    return InterpretationWords(
        verbs={w: Word(e["type"], e["with"], e.get("passive", False)) for e in data["verb"] for w in e["verbs"]},
        nouns=nouns,
        adjectives=_adjectives(data["adjective"]),
        phrases=_any(phrase for entry in data["phrase"] for phrase in entry["phrases"]),
        purposes=frozenset(data["purpose"]["verbs"]),
        leads=_any(data["purpose"]["lead"]),
        need=frozenset(data["modal"]["need"]),
        able=frozenset(data["modal"]["able"]),
        skip=frozenset(data["skip"]["nouns"]),
    )


def _adjectives(entries: list[dict[str, Any]]) -> dict[str, Word]:
    return {word: Word(entry["type"], entry["role"]) for entry in entries for word in entry["words"]}


def _any(phrases: Any) -> re.Pattern[str]:
    """Return one pattern for phrases in which "*" stands for up to three words."""
    made = [
        re.escape(p).replace(r"\ \*\ ", r"\s+(?:\S+\s+){0,3}").replace(r"\ ", r"\s+")
        for p in sorted(phrases, key=lambda p: -len(p))
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(made) + r")(?!\w)", re.I)
