"""The words of `interpretation.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.lexicon.sieve import Sieve


@dataclass(frozen=True, slots=True)
class Word:
    """A word that makes an interpretation: its type, its weight, and what must stand with it or where it must stand."""

    type: str
    weight: int
    needs: str
    passive: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """What a clause needs to be an interpretation, and what adds to or takes from the weight of its sign."""

    enough: int
    abstract: int
    loaded: int
    aside: int
    foreign: int
    heading: int
    counted: int
    myself: int


@dataclass(frozen=True, slots=True)
class Predicates:
    """What stands after "is": the weights of an adjective and a noun, those that only state a fact, subjects of a life."""

    weight: int
    nouns: int
    factual: frozenset[str]
    nouns_factual: frozenset[str]
    subjects: frozenset[str]
    standing: frozenset[str]


@dataclass(frozen=True, slots=True)
class InterpretationWords:
    """Everything in `interpretation.toml`, by lemma or word."""

    weights: Weights
    verbs: dict[str, tuple[Word, ...]]
    nouns: dict[str, tuple[Word, ...]]
    adjectives: frozenset[str]
    predicates: Predicates
    abstract: frozenset[str]
    endings: tuple[str, ...]
    loaded: frozenset[str]
    degrees: frozenset[str]
    manner: frozenset[str]
    manner_weight: int
    phrases: Sieve
    phrase_weights: tuple[int, ...]
    purposes: dict[str, int]
    done: frozenset[str]
    built_up: dict[str, str]
    openers: frozenset[str]
    need: frozenset[str]
    need_weight: int
    able: frozenset[str]
    able_weight: int
    skip: frozenset[str]
    telling: frozenset[str]

    def judges(self, lemma: str, tag: str) -> bool:
        """Return whether an adjective or noun after "is" judges, by its Penn tag."""
        if tag.startswith("JJ"):
            return lemma in self.adjectives or lemma not in self.predicates.factual
        return lemma in self.nouns

    def is_abstract(self, lemma: str) -> bool:
        """Return whether a noun names what cannot be counted or pointed at."""
        return lemma in self.abstract or (len(lemma) > 6 and lemma.endswith(self.endings))


@cache
def interpretation_words() -> InterpretationWords:
    """Return the word lists of interpretations."""
    data = tomllib.loads(files("dragoman.lexicon").joinpath("interpretation.toml").read_text(encoding="utf-8"))
    predicate, modal = data["predicate"], data["modal"]
    return InterpretationWords(
        weights=Weights(**data["weights"]),
        verbs=_words(data["verb"], "verbs", "with"),
        nouns=_words(data["noun"], "nouns", "role"),
        adjectives=frozenset(word for entry in data["adjective"] for word in entry["words"]),
        predicates=Predicates(
            predicate["weight"],
            predicate["nouns"],
            *(frozenset(predicate[name]) for name in ("factual", "nouns_factual", "subjects", "standing")),
        ),
        abstract=frozenset(data["abstract"]["nouns"]),
        endings=tuple(data["abstract"]["endings"]),
        loaded=frozenset(data["loaded"]["adverbs"]),
        degrees=frozenset(data["degrees"]["adverbs"]),
        manner=frozenset(data["manner"]["adverbs"]),
        manner_weight=data["manner"]["weight"],
        phrases=Sieve(_any(entry["phrases"]) for entry in data["phrase"]),
        phrase_weights=tuple(entry["weight"] for entry in data["phrase"]),
        purposes={verb: entry["weight"] for entry in data["purpose"] for verb in entry["verbs"]},
        done=frozenset(data["done"]["verbs"]),
        built_up={noun: type_ for type_, nouns in data["done"].items() if type_ != "verbs" for noun in nouns},
        openers=frozenset(data["openers"]["verbs"]),
        need=frozenset(modal["need"]),
        need_weight=modal["need_weight"],
        able=frozenset(modal["able"]),
        able_weight=modal["able_weight"],
        skip=frozenset(data["skip"]["nouns"]),
        telling=frozenset(data["telling"]["verbs"]),
    )


def _words(entries: list[dict[str, Any]], key: str, needs: str) -> dict[str, tuple[Word, ...]]:
    found: dict[str, tuple[Word, ...]] = {}
    for entry in entries:
        for word in entry[key]:
            made = Word(entry["type"], entry["weight"], entry[needs], entry.get("passive", False))
            found[word] = (*found.get(word, ()), made)
    return found


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern for phrases in which "*" stands for up to three words."""
    made = [
        re.escape(p).replace(r"\ \*\ ", r"\s+(?:\S+\s+){0,3}").replace(r"\ ", r"\s+")
        for p in sorted(phrases, key=lambda p: -len(p))
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(made) + r")(?!\w)", re.I)
