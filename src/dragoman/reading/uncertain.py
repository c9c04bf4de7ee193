"""Whether a sentence leaves open if something is so or who says so: hedges and weasel words together.

Encyclopedias and news differ here: "may", "it is believed" and "many critics" all make a sentence uncertain, while only the
first bears on a claim's certainty. So this is kept apart from the cues of `modality`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dragoman.lexicon import sections

_CROWD_NOT = re.compile(
    r"\b(?:the|as|so|too|how|at|his|her|its|their|second|third|far)\s+(?:very\s+)?(?:many|most|few)\b|\bsome\s+\d|\bmost\s+[a-z]+ly\b|"
    r"\b(?:a|make|made)\s+(?:certain)\b|\beach\s+other|\bmany\s+(?:years|times)\b",
    re.IGNORECASE,
)


def _either(words: Iterable[str]) -> str:
    """Return the pattern of any of some words or phrases, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    found = sections("weasel.txt")
    who = r"(?:as|to|that|for|by\s+(?:some|many|most|critics))"
    passive = rf"(?:is|are|was|were|be|been|being|widely)\s+(?:\w+ly\s+|also\s+|often\s+)?(?:{_either(found['passive'])})\s+{who}"
    voices = rf"(?:several|various|numerous|countless|other)\s+(?:\w+\s+)?(?:{_either(found['voices'])})"
    return re.compile(rf"\b(?:{_either(found['sure'])}|{_either(found['adverb'])}|{passive}|{voices})\b", re.IGNORECASE)


@cache
def _crowd() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sections("weasel.txt")["crowd"]) + r")\b", re.IGNORECASE)


def is_uncertain(text: str) -> bool:
    """Return whether a sentence is hedged or hides who vouches for it."""
    if len(text.split()) < 4:
        return False
    if _pattern().search(text):
        return True
    return bool(_crowd().search(_CROWD_NOT.sub(" ", text)))
