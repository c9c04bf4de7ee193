"""Words that bound a number ("more than", "nearly", "up to") and words that make it the size of a change ("rose by")."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.lexicon.numbers import number_context, number_words
from dragoman.lexicon.scan import Scan

_TURNED = {"less_than": "at_least", "at_most": "more_than", "more_than": "at_most", "at_least": "less_than"}
_RISE_NOUNS = frozenset(
    "increase increases rise rises hike hikes growth jump surge boost uplift gain gains raise bump expansion "
    "upturn uptick".split()
)
_CUT_NOUNS = frozenset(
    "decrease decreases drop drops fall cut cuts decline declines reduction reductions slump contraction "
    "loss losses dip slide drawdown".split()
)
_AFTER_UP = frozenset(("in", "on", "from", "over", "compared", "year", "this", "last", ".", ",", ""))
"""What may follow "up" or "down" where it says which way a number changed: "was 5 percent up on 2021"."""
_OBJECTS = frozenset("spending expenditure expenditures outlay outlays budget budgets investment".split())
"""What a verb of change may have between itself and a number: "cut its budget 5 percent"."""
CHANGE_NOUNS = _RISE_NOUNS | _CUT_NOUNS


_PREPOSITIONS = frozenset({"under", "over", "above", "below", "around", "about", "beyond", "beneath", "of"})
_THRESHOLDS = frozenset(
    "mark target threshold level goal limit guideline benchmark line barrier cap ceiling floor minimum commitment average".split()
)


def _threshold_near(scan: Scan, at: int) -> bool:
    """Return whether the number at `at` is a threshold ("below the 2 percent target"; not "under the $61bn bill")."""
    return any(word in _THRESHOLDS for word in scan.low[at : at + 6])


@dataclass(frozen=True, slots=True)
class Bound:
    """A relation ("about", "nearly", "at_least" …) and the words that say it."""

    relation: str
    hedges: tuple[str, ...]
    first: int


@cache
def _longest() -> tuple[int, int]:
    words = number_words()
    return max(map(len, words.before)), max(map(len, words.after))


_QUOTES = frozenset("“‘”’\"'")


def bound_before(scan: Scan, at: int) -> Bound | None:
    """Return the bound that stands right before token `at`; two in a row ("just over about") keep the stronger, the nearer first.

    A negation shortly before turns it round: "may not drop under 7" is at least 7.
    """
    words = number_words()
    if scan.at(at - 1) in _QUOTES:
        at -= 1  # "over “120 missiles”"
    if (
        scan.at(at - 1) in ("a", "an", "the")
        and scan.at(at - 2) not in ("than",)
        and _match_before(scan, at, words.before) is None
    ):
        if scan.at(at - 2) in _PREPOSITIONS and not _threshold_near(scan, at):
            return None
        at -= 1
    if scan.hyphen(at - 1) and scan.at(at - 2) == "sub":
        return Bound("less_than", ("sub-",), at - 2)
    match = _match_before(scan, at, words.before)
    if match is None:
        return None
    relation, first = match
    if scan.low[first:at] == ["over"] and _is_overflown(scan, at):
        return None
    if tuple(scan.low[first : first + 2]) == ("up", "to") and _is_raised(scan.at(first - 1)):
        return None  # "shot up to 34 percent"
    hedges: tuple[str, ...] = (scan.source[scan.start[first] : scan.end[at - 1]],)
    outer = _match_before(scan, first, words.before)
    if outer is not None and relation in ("about", "exactly", "nearly") and outer[0] not in ("exactly", "about"):
        relation, first, hedges = outer[0], outer[1], (scan.source[scan.start[outer[1]] : scan.end[first - 1]], *hedges)
    if relation in _TURNED and (turn := _negated(scan, first)) is not None:
        relation = _TURNED[relation]
        hedges = (scan.source[scan.start[turn] : scan.end[at - 1]],)
        first = turn
    return Bound(relation, hedges, first)


_REACHED = ("in", "across", "from", "at", "of", "to", "for", "hit", "throughout", "with", "has", "have", "had", "than")


def _is_overflown(scan: Scan, at: int) -> bool:
    """Return whether "over" before the number at `at` is where something flew ("downed over seven regions"), and no bound."""
    return scan.at(at - 2) not in _REACHED and any(word in number_context().overflown for word in scan.low[at + 1 : at + 4])


_RAISED = frozenset(
    "shot shoots shoot went goes go gone going came comes come coming moved moves pushed pushes brought brings taken took takes "
    "crept creeps inched inches drove driven drives scaled stepped got gets back all way".split()
)


def _is_raised(word: str) -> bool:
    """Return whether a word before "up to" makes it the end of a rise, and no bound."""
    return word in _RAISED or word in number_context().up - _RISE_NOUNS - {"increment", "upsurge", "up"}


def _match_before(scan: Scan, at: int, table: dict[tuple[str, ...], str]) -> tuple[str, int] | None:
    for width in range(min(_longest()[0], at), 0, -1):
        relation = table.get(tuple(scan.low[at - width : at]))
        if relation is not None:
            return relation, at - width
    return None


def _negated(scan: Scan, first: int) -> int | None:
    """Return the token of a negation that governs a bound starting at `first`, or None."""
    words = number_words()
    i = first - 1
    for _ in range(5):
        if i < 0:
            return None
        word = scan.low[i]
        if word == "not" and scan.at(i - 1) == ",":
            return None  # set against, not denied: "more than 240, not over 600"
        if word in words.negations or (word == "t" and scan.at(i - 1) in ("'", "’")):
            return i - 2 if word == "t" else i
        if word not in words.between:
            return None
        i -= 1
    return None


def bound_after(scan: Scan, number_end: int, anchor_end: int) -> Bound | None:
    """Return the bound right after a number or after its unit ("50 or more", "20 ships or fewer", "100+", "30-odd")."""
    table = number_words().after
    for at in dict.fromkeys((number_end, anchor_end, _after_whole(scan, anchor_end))):
        for width in range(min(_longest()[1], scan.size - at), 0, -1):
            relation = table.get(tuple(scan.low[at : at + width]))
            if relation is None:
                continue
            if scan.low[at] in ("plus", "+") and not scan.glued(at) and not ends_in_plus(scan, at):
                continue
            if (
                width == 1
                and scan.low[at] in ("maximum", "odd", "tops", "approximately")
                and scan.is_word(at + 1)
                and scan.low[at] != "odd"
            ):
                continue
            return Bound(relation, (scan.source[scan.start[at] : scan.end[at + width - 1]],), at)
    return None


_WHOLES = (("of", "gdp"), ("of", "its", "gdp"), ("of", "their", "gdp"), ("of", "gross", "domestic", "product"), ("of", "output"))


def _after_whole(scan: Scan, at: int) -> int:
    """Return the token after the whole that a percentage is of ("2 percent of GDP or more"), or where none is told `at`."""
    return next((at + len(whole) for whole in _WHOLES if tuple(scan.low[at : at + len(whole)]) == whole), at)


def ends_in_plus(scan: Scan, at: int) -> bool:
    """Return whether a "plus" at `at` ends what it bounds ("300,000 plus.", "a 100,000 plus force") and adds nothing."""
    if scan.at(at) != "plus":
        return False
    if scan.raw(at + 1) in ("", ".", ",", ";", ":", ")", "”", "“", '"', "‘", "’"):
        return True
    counts = scan.is_word(at + 1) and scan.raw(at + 1).islower() and scan.low[at + 1] not in number_context().stops | _ADDED
    return counts and scan.is_number(at - 1)


_ADDED = frozenset("hundreds thousands dozens interest tax taxes two three four five six seven eight nine ten".split())


def change_at(scan: Scan, first: int, last: int) -> str | None:
    """Return "up" or "down" where the number of tokens `first` to `last` is the size of a change, else None.

    "rose by 26 percent", "up 5%", "an increase of 3 percent", "a 26 percent increase"; not the level in "rose to $56 billion".
    """
    return _change_before(scan, first) or _change_after(scan, last)


def _is_particle(scan: Scan, at: int) -> bool:
    """Return whether the "up" at `at` belongs to a past verb before it that is none of motion ("chalked up", "totted up")."""
    context = number_context()
    verb = scan.at(at - 1)
    moves = verb in context.up | context.down | context.neutral | context.climbing or verb in _ENDED
    return verb.endswith("ed") and scan.is_word(at - 1) and not moves


_ENDED = frozenset({"closed", "ended", "opened", "finished", "traded", "edged", "inched", "nudged", "pushed", "priced", "need"})


def _change_before(scan: Scan, first: int) -> str | None:
    context = number_context()
    bound = bound_before(scan, first)
    i = (bound.first if bound else first) - 1
    if scan.at(i) in ("+",):
        return "up"
    if scan.at(i) in _OBJECTS:
        return _objects_change(scan, i, stops=(".", ";", ":", ","))
    for _ in range(7):
        if i < 0:
            return None
        word = scan.low[i]
        climbs = scan.at(i - 1) in context.climbing and _is_percent(scan, first)
        joined = scan.at(i - 1) in context.phrasal or (_is_particle(scan, i) and not _is_percent(scan, first))
        if word == "up" and joined and scan.at(i + 1) != "by" and not climbs:
            return None
        if word in context.up or word in _RISE_NOUNS:
            return "down" if scan.at(i - 1) == "negative" else "up"
        if word in context.down or word in _CUT_NOUNS:
            return "down"
        if word in (
            "by",
            "of",
            "a",
            "an",
            "the",
            "another",
            "further",
            "additional",
            "some",
            "estimated",
            "only",
            "real",
            "inflation",
            "adjusted",
            "terms",
            "in",
            "sharply",
            "year",
            "-",
            "on",
            "at",
            "rate",
            "pace",
            "clip",
            "annual",
            "average",
        ) or word.endswith("ly"):
            if word == "in" and scan.at(i + 1) not in ("real", "nominal"):
                return None
            if word == "at" and not (scan.at(i - 1) in context.up or scan.at(i - 1) in context.down):
                return None  # "grew at 5 percent", not "the increase stands at"
            i -= 1
            continue
        if scan.is_word(i) and scan.at(i - 1) in ("a", "an") and scan.at(i - 2) == "by":
            i -= 1
            continue
        return _objects_change(scan, i) if scan.at(_by(scan, first)) == "by" else None
    return None


def _is_percent(scan: Scan, first: int) -> bool:
    return any(word in ("%", "percent", "per", "pct") for word in (scan.at(first + 1), scan.at(first + 2)))


def _by(scan: Scan, first: int) -> int:
    bound = bound_before(scan, first)
    return (bound.first if bound else first) - 1


def _objects_change(scan: Scan, at: int, *, stops: tuple[str, ...] = (".", ";", ":")) -> str | None:
    """Return the change that governs "by" over its object: "increased its military budget by 26 percent"."""
    context = number_context()
    for i in range(at, max(-1, at - 9), -1):
        word = scan.low[i]
        if word in stops or (scan.kind[i] == "n" and not (scan.text[i].isdecimal() and len(scan.text[i]) == 4)):
            return None
        if word in context.up:
            return "up"
        if word in context.down:
            return "down"
    return None


def _change_after(scan: Scan, last: int) -> str | None:
    for i in range(last, min(last + 4, scan.size)):
        word = scan.low[i]
        if word in _RISE_NOUNS:
            return "up"
        if word in _CUT_NOUNS:
            return "down"
        if i == last and word in ("more", "higher", "larger", "bigger", "greater", "above"):
            return "up" if scan.at(i + 1) not in ("likely",) else None
        if i == last and word in ("less", "lower", "smaller", "fewer"):
            return "down"
        if i == last and word in ("up", "down") and scan.at(i + 1) in _AFTER_UP:
            return word
        if not (scan.is_word(i) or scan.hyphen(i)) or word in (
            "of",
            "to",
            "in",
            "and",
            "for",
            "on",
            "from",
            "at",
            "which",
            "that",
            "as",
            "after",
            "by",
            "with",
            "while",
            "was",
            "is",
            "were",
        ):
            return None
    return None
