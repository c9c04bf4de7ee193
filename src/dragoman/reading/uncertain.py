"""Whether a sentence leaves open if something is so, who says so, or how many it speaks of: hedges and weasel words together.

Encyclopedias and news differ here: "may have", "it is believed" and "many critics" all make a sentence uncertain, while only the
first bears on a claim's certainty. So this is kept apart from the cues of `modality`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dragoman.lexicon import sections

_COUNTED = re.compile(
    r"\b(?:the|as|so|too|how|his|her|its|their|our|my)\s+(?:very\s+)?(?:many|few)\b|\bsome\s+\d|"
    r"\bmany\s+(?:years|times)\b",
    re.IGNORECASE,
)
"""Words of amount that are no vague crowd: "the few", "as many", "some 20"."""


def _either(words: Iterable[str]) -> str:
    """Return the pattern of any of some words or phrases, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for word in ordered)


@cache
def _open() -> re.Pattern[str]:
    """Return the pattern of hedges, hidden voices, unanswered praise and near amounts."""
    found = sections("weasel.txt")
    hidden = rf"(?:is|are|was|were|been|being)\s+(?:\w+ly\s+|also\s+|often\s+)?(?:{_either(found['hidden'])})\b(?!\s+as\b)"
    judged = r"(?:seen|viewed|considered|regarded|hailed|recogni[sz]ed|described|praised|criticised|criticized|credited)\s+as"
    praise = rf"{_either(found['praise'])}|(?:the|a|\w+['’]s)\s+most\s+(?!\w*ern\b|recent)\w+"
    what = r"\d+|\w+ty|half|time|turn|early|late|mid|certain|all|every|entire|world"
    nearly = rf"(?:{_either(found['nearly'])})\s+(?:the\s+)?(?:{what})"
    return re.compile(rf"\b(?:{_either(found['hedge'])}|{hidden}|{judged}|{praise}|{nearly})\b", re.IGNORECASE)


@cache
def _amount() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(sections('weasel.txt')['amount'])})\b", re.IGNORECASE)


def is_uncertain(text: str) -> bool:
    """Return whether a sentence is hedged, hides who vouches for it, or rests on an amount that it leaves vague."""
    if len(text.split()) < 4:
        return False
    return bool(_open().search(text) or _amount().search(_COUNTED.sub(" ", text)))
