"""The gate: which sentences can hold a claim, from raw text alone.

The whole article is weighed first: where words of armed forces, arms and alliances are frequent it is security reporting,
and nearly every sentence is read, because claims there also stand in sentences without such words ("It will double by
then"). Elsewhere a sentence must bring such a word itself, with an actor or a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.lexicon import sections
from dragoman.model import Article, Sentence

LENGTH = 20
"""Words of an ordinary sentence: densities are given by as many, since talk has short ones."""
DENSE = 0.40
"""Strong words in `LENGTH` words, a weak one counting a quarter, from which an article counts as security reporting."""
OFTEN = 5
"""Strong words that an article of short sentences must bring in all: a few of them prove nothing."""
FEW = 3
"""Sentences up to which a text is read whole: it is too short to be weighed, and costs nothing."""
SPARSE = 0.20
"""Strong words a sentence below which it counts as general news."""

_WORD = re.compile(r"[^\W\d_]+(?:-\d+s?)?")
_NUMBER = re.compile(
    r"\d|\b(?:half|third|twice|doubl\w+|tripl\w+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"dozens?|hundreds?|thousands?|millions?|billions?|quarter|first)\b", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Weight:
    """What the gate sees of a sentence: words in all, strong and weak ones."""

    size: int
    strong: int
    weak: int


@cache
def field_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the strong and the weak words of security affairs."""
    found = sections("security_words.txt")
    return frozenset(" ".join(found["strong"]).split()), frozenset(" ".join(found["weak"]).split())


def gate(article: Article) -> tuple[bool, ...]:
    """Return for each sentence whether it is worth reading."""
    return weighed(article)[0]


def weighed(article: Article) -> tuple[tuple[bool, ...], bool]:
    """Return for each sentence whether it is worth reading, and whether the article as a whole is security reporting."""
    weights = [_weigh(sentence) for sentence in article.sentences]
    strong = sum(min(weight.strong, 3) for weight in weights)
    weak = sum(min(weight.weak, 3) for weight in weights)
    words = sum(weight.size for weight in weights)
    often = strong >= OFTEN and (strong + weak / 4) * LENGTH >= DENSE * words
    dense = often or strong >= sum(weight.size > 3 for weight in weights) / 2
    if dense or len(weights) <= FEW:
        rule = _dense
    else:
        rule = _middling if strong >= SPARSE * sum(weight.size > 3 for weight in weights) else _sparse
    wanted = tuple(rule(sentence, weight) for sentence, weight in zip(article.sentences, weights, strict=True))
    return wanted, dense and len(weights) > FEW


def of_the_field(sentence: Sentence) -> bool:
    """Return whether a sentence brings a word of security affairs."""
    weight = _weigh(sentence)
    return weight.strong + weight.weak > 0


def _weigh(sentence: Sentence) -> _Weight:
    return _weighed(sentence.text)


@lru_cache(maxsize=256)
def _weighed(text: str) -> _Weight:
    """Weigh a sentence once for the gate and for all who ask later whether it is of the field."""
    strong, weak = field_words()
    words = _WORD.findall(text.lower())
    return _Weight(len(words), _count(words, strong), _count(words, weak))


def _count(words: list[str], among: frozenset[str]) -> int:
    return 0 if among.isdisjoint(words) else sum(map(among.__contains__, words))


def _dense(sentence: Sentence, weight: _Weight) -> bool:
    """Read whatever has the size of a claim; shorter headings and captions where they bring a word of the field or a number."""
    return weight.size >= 4 or (weight.size >= 2 and (weight.strong + weight.weak > 0 or bool(_NUMBER.search(sentence.text))))


def _middling(sentence: Sentence, weight: _Weight) -> bool:
    """Read what brings a strong word, two weak ones, or a weak one with an actor or a number."""
    if weight.strong or weight.weak >= 2:
        return weight.size >= 2
    return weight.weak > 0 and (bool(_NUMBER.search(sentence.text)) or _has_actor(sentence))


def _sparse(sentence: Sentence, weight: _Weight) -> bool:
    """Read what brings a strong word together with an actor or a number and a second word of the field."""
    if not weight.strong or weight.strong + weight.weak < 2:
        return False
    return _has_actor(sentence) or bool(_NUMBER.search(sentence.text))


def _has_actor(sentence: Sentence) -> bool:
    """Return whether a state or organisation is named, by the gazetteer."""
    from dragoman.reading.actors import scan

    return any(hit.kind in ("state", "demonym", "capital", "organisation", "ministry", "force") for hit in scan(sentence.text))
