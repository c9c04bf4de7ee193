"""Set phrases of duty: "an attack on one is an attack on all", "would be considered an act of war", "security guarantees"."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.lexicon.modal import modal_words
from dragoman.model import Reading, Span

_MARK = re.compile(r"[.;,]")
_ARTICLE_FIVE = re.compile(r"\bArticle (?:5|V|Five)\b(?! of)", re.IGNORECASE)
_AGREEMENT = re.compile(r"\s(?:treat(?:y|ies)|pacts?|agreements?|accords?|deals?|alliances?)\b")
_NATO = ("org:NATO",)
_REACH = 60
"""Characters of what a set phrase binds to that are shown, to the end of the word."""


def phrased(reading: Reading) -> tuple[tuple[tuple[str, ...], Span, Span], ...]:
    """Return (actors, anchor, span) of each set phrase of a sentence, up to the next mark."""
    start = reading.sentence.start
    return tuple(
        (_whose(reading, low, high), Span(start + low, start + high), _until(reading, low, high))
        for low, high in _found(reading.sentence.text)
    )


def weighed(reading: Reading, span: Span) -> bool:
    """Return whether a stretch holds what an attack would be taken for: a duty, and no attack that is foretold."""
    start = reading.sentence.start
    return any(span.start < start + high and start + low < span.end for low, high in _taken_for(reading.sentence.text))


@lru_cache(maxsize=256)
def _found(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the set phrases of a text stand: the first of each, longest first, none within another."""
    low, found = text.lower().replace("’", "'"), list(_taken_for(text))
    for phrase in (one for one in _phrases() if one in low):
        at = low.find(phrase)
        named = any(word[0].isupper() for word in text[at : at + len(phrase)].split()[1:])  # "the Mutual Defence Treaty"
        called = _AGREEMENT.match(low, at + len(phrase)) is not None
        if not named and not called and not any(first < at + len(phrase) and at < last for first, last in found):
            found.append((at, at + len(phrase)))
    return tuple(found)


@lru_cache(maxsize=1)
def _phrases() -> tuple[str, ...]:
    return tuple(sorted(modal_words()["obligation"], key=len, reverse=True))


@lru_cache(maxsize=256)
def _taken_for(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in [_all_for_one().search(text)] if match is not None)


@lru_cache(maxsize=1)
def _all_for_one() -> re.Pattern[str]:
    return re.compile("|".join(modal_words()["all_for_one"]), re.IGNORECASE)


def _whose(reading: Reading, low: int, high: int) -> tuple[str, ...]:
    """Return who is bound: all states that the sentence names where an attack on one concerns all, else who was named last."""
    text, start = reading.sentence.text, reading.sentence.start
    states = tuple(dict.fromkeys(actor for one in reading.mentions for actor in one.actors if ":" not in actor))
    if (low, high) in _taken_for(text) and len(states) > 1 and not _ARTICLE_FIVE.search(text):
        warns = text[:high].endswith("war")  # "would be considered an act of war": by whoever says so
        speaker = reading.attribution_at(Span(start + low, start + high)).actor or states[0]
        return (speaker,) if warns else states
    before = [mention for mention in reading.mentions if mention.end <= start + low and mention.actors]
    return before[-1].actors if before else _NATO if _ARTICLE_FIVE.search(text) else reading.topic[:1]


def _until(reading: Reading, low: int, high: int) -> Span:
    text, start = reading.sentence.text, reading.sentence.start
    stop = _MARK.search(text, high)
    end = stop.start() if stop else len(text)
    far = text.find(" ", high + _REACH, end)
    return Span(start + low, start + (far if far > 0 else end))
