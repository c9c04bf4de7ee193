"""The stretch of a sentence that says a figure: where it begins and ends, what narrows it, what denies it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_DENIED = re.compile(
    r"(?:\b(?:did|does|do|has|have|had|was|is|were|are)(?: not|n['’]t)\b(?! only| just| merely)[^,;]{0,40}"
    r"|\b(?:not|never|rather than|instead of)(?: (?:the|a|an|about|some|at|by|in|to|from|on|with))*)\s*$",
    re.I,
)
_COMPARAND = re.compile(
    r"\b(?:more|less|larger|bigger|greater|smaller|higher|lower) than\b|\bas (?:much|large|big|great|high) as\b"
    r"|\b(?:equal|equivalent|comparable|close) to\b|\b(?:times|half|twice|double|triple|compared (?:with|to))\s"
    r"|\b(?:exceed|dwarf|surpass|outstrip|rival|match|overtak)\w*\b",
    re.I,
)


@cache
def _narrowing() -> re.Pattern[str]:
    lines = files("dragoman.kinds.figure").joinpath("narrowing.txt").read_text(encoding="utf-8").splitlines()
    entries = sorted((line.strip() for line in lines if line.strip() and not line.startswith("#")), key=len, reverse=True)
    return re.compile("|".join(_entry(entry) for entry in entries))


def _entry(entry: str) -> str:
    body = r"\b.{0,40}\b".join(re.escape(part) for part in entry.split(" ... "))
    whole = rf"(?<![\w-]){body}(?![\w-])"
    return whole if entry != entry.lower() else f"(?i:{whole})"


def narrowed(clause: str) -> str | None:
    """Return the words that make a figure one of a part (a branch, a purpose, a quarter), None where there are none.

    >>> narrowed("spent 3 billion dollars on its navy in 2022")
    'navy'
    """
    found = _narrowing().search(clause)
    return found.group(0) if found else None


_BREAK = re.compile(
    r"[;:—–]|,\s+(?:while|whereas|but|and|as|after|although|though|when|which|who|with|up|down|compared|making|putting|enough|or|against|said|says|according)\b"
    r"|\b(?:while|whereas|although|because|but)\b"
)


def clause(text: str, start: int, end: int) -> str:
    """Return the stretch of a sentence, between breaks, that holds the characters from `start` to `end`."""
    left = max((found.end() for found in _BREAK.finditer(text) if found.end() <= start), default=0)
    right = min((found.start() for found in _BREAK.finditer(text) if found.start() >= end), default=len(text))
    return text[left:right]


def clause_of(sentence: str, start: int, end: int, article: str) -> str:
    """Return the clause of `sentence` that holds the article's characters `start` to `end`; all of it where it has none."""
    offset = article.find(sentence, max(0, start - len(sentence)))
    if offset < 0 or not (offset <= start and end <= offset + len(sentence)):
        return sentence
    return clause(sentence, start - offset, end - offset)


def is_denied(before: str) -> bool:
    """Return whether the words before a number deny it.

    >>> is_denied("Chad did not spend "), is_denied("it spent 3 billion, not "), is_denied("not only spent ")
    (True, True, False)
    """
    return _DENIED.search(before) is not None


def compared_at(after: str) -> int | None:
    """Return where the words after a figure begin to say what it is compared with, None where they do not.

    >>> compared_at(", more than Russia spends on its army")
    2
    """
    found = _COMPARAND.search(re.split(r"[;:.]\s", after)[0])
    return found.start() if found else None
