"""A measure found for a number, and which of the words that name one lies nearest to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.lexicon.figure_words import CIVIL
from dragoman.model import Quantity
from dragoman.reading.scene import Phrase, Scene

_FAR = 170.0
_AFFINITY = re.compile(r"^\s*(?:in|of|on|for|to|worth of|as|towards|toward)\b[^,;.]{0,25}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure, the words that name it where there are any, whether it was carried over from before, or only guessed.

    `unit` is what a bare number counts that goes on with a count before it.
    """

    measure: str
    phrase: Phrase | None = None
    carried: bool = False
    guessed: bool = False
    unit: str | None = None


def nearest(scene: Scene, quantity: Quantity, *, strength: int) -> Phrase | None:
    """Return the phrase of a strength that lies closest to a number and bears on it, or None."""
    rows = [
        (_cost(scene, quantity, phrase), phrase.start, phrase)
        for phrase in scene.phrases
        if phrase.strength == strength and phrase.measure != "nuclear_warheads" and not _compared_with(scene, quantity, phrase)
    ]
    if not rows:
        return None
    cost, _, phrase = min(rows, key=lambda row: row[:2])
    return (
        phrase
        if cost <= _FAR + (120 if scene.parsed and scene.clause(phrase.start) == scene.clause(quantity.number_start) else 0)
        else None
    )


_THAN = re.compile(
    r"(?:\s(?:for|in|over)\s[^,;.]{0,30}?)?\s?[,–—-]?\s(?:and\s)?(?:far\s|much\s|slightly\s|even\s)?(?:more|larger|bigger|higher|less|smaller|greater|lower)\sthan\b"
    r"|,?\sequal to\b|,?\sas much as\b|,?\s(?:twice|double|half|[\w-]+ times)\b",
    re.IGNORECASE,
)


_AS_OF = re.compile(r"^\s(?:as\s\w+\sas|(?:more|higher|larger|bigger|greater)\sthan|that\sof)\s(?:[\w.’'-]+\s){1,2}$")
"""Between a multiple and the words for what it is a multiple of: "four times as high as Norwegian …"."""
_SET_AGAINST = re.compile(r"\b(?:than|as|exceed(?:s|ed)?)\s(?:(?:its|their|the)\s)?$", re.IGNORECASE)


def _compared_with(scene: Scene, quantity: Quantity, phrase: Phrase) -> bool:
    """Return whether a sum is only set against what a phrase names ("an order of $14 billion, more than its budget")."""
    if phrase.measure == "public_spending" and quantity.form != "money":
        return True
    if quantity.form == "ratio" and phrase.start > quantity.end and _AS_OF.search(scene.between(quantity.end, phrase.start)):
        return any(other.end <= quantity.start and other.measure == phrase.measure for other in scene.phrases)
    if phrase.measure in CIVIL and _SET_AGAINST.search(scene.before(phrase.start, 20)):
        return True
    if quantity.form != "money" or phrase.start < quantity.end:
        return False
    return _THAN.match(scene.between(quantity.end, phrase.start)) is not None


def _cost(scene: Scene, quantity: Quantity, phrase: Phrase) -> float:
    cost = scene.distance(quantity, phrase.start, phrase.end)
    if scene.heads_clause(phrase.start, quantity.number_start):
        cost = min(cost, 12.0)
    if phrase.start >= quantity.end and _AFFINITY.match(scene.between(quantity.end, phrase.start)):
        cost -= 30
    if phrase.measure in ("gdp", "population"):
        cost += 60 if quantity.form in ("percent", "money") else 0
        whole = _A_PART_OF.search(scene.before(phrase.start, 60)) or re.match(r"\s*of\b", scene.after(quantity.end, 6))
        if phrase.measure == "gdp" and whole:
            cost += 400
    if phrase.measure == "military_aid" and quantity.form in ("percent", "percentage_point"):
        cost += 30
    return cost


_A_PART_OF = re.compile(
    r"(?:\b(?:share|percentage|proportion|part|fraction|slice|chunk|percent|per\scent)|%)\sof\s(?:the\s)?(?:[\w’'-]+\s){0,3}$",
    re.IGNORECASE,
)
"""Before a word for the economy: the economy is the whole, and no measure of its own."""
