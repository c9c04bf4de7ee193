"""What a prediction's words make of its question: an overtaking, a mark to hold year by year, a sum over years."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from dragoman.lexicon.names import entries
from dragoman.model import Claim, FigureBody, Interval, Period, Relation

_YEAR = re.compile(r"\b(by|in|before|until|from)\s+(?:the end of\s+|fiscal\s+|FY\s?)?(20\d\d)\b", re.IGNORECASE)


def says(claim: Claim, what: str) -> bool:
    """Return whether a claim has one of the words of a list of wording.toml."""
    return _words(what).search(claim.quote) is not None


def overtaking(claim: Claim) -> Claim:
    """Return a claim that one state will spend more than another as one of a ratio above one; any other claim as it is.

    Such a claim names no number. The state overtaken is the only other one that it names after the verb; the year is the one that
    it names, if any.
    """
    verb = _words("overtake").search(claim.quote)
    if claim.figure is not None or claim.tie is not None or verb is None or len(claim.subject) != 1:
        return claim
    if not (says(claim, "spending") and (says(claim, "security") or claim.object)):
        return claim
    rest = claim.quote[verb.end() :]
    others = sorted(actor for actor in states_in(rest) | set(claim.object) if len(actor) == 3 and actor not in claim.subject)
    if len(others) != 1:
        return claim
    body = FigureBody(
        "military_expenditure",
        "ratio",
        Interval(Decimal(1), None),
        relation=Relation.MORE_THAN,
        period=_period(claim.quote),
        compared_with=(others[0],),
    )
    return replace(claim, figure=body)


def states_in(text: str) -> set[str]:
    """Return the states that a text names, by the longest names first: "South Korea" is not also Korea.

    >>> sorted(states_in("South Korea or the Japanese, by 2026"))
    ['KOR']
    """
    found = set()
    for surface, meanings in sorted(entries().items(), key=lambda row: (-len(row[0]), row[0])):
        named = len(meanings) == 1 and meanings[0].kind == "state" and len(meanings[0].ids) == 1
        if named and surface in text and re.search(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
            found.add(meanings[0].ids[0])
            text = text.replace(surface, " ")
    return found


def _period(text: str) -> Period | None:
    found = _YEAR.findall(text)
    if len({year for _, year in found}) != 1:
        return None
    word = found[0][0].lower()
    year = int(found[0][1]) - (word == "before")
    first = date(year, 1, 1) if word in ("in", "from") else None
    return Period(first, date(year, 12, 31), "year")


@cache
def _words(name: str) -> re.Pattern[str]:
    lists = tomllib.loads((Path(__file__).parent / "wording.toml").read_text(encoding="utf-8"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(lists[name])})(?!\w)", re.IGNORECASE)
