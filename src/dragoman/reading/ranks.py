"""Places in an order, multiples and nothing-at-all: "third largest", "number two", "doubled", "no casualties"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dragoman.lexicon.numbers import number_context, number_words
from dragoman.lexicon.scan import Scan
from dragoman.reading.found import Found
from dragoman.reading.numerals import ORDINAL_ENDS, Numeral
from dragoman.reading.units import is_plural, noun_phrase

_COUNTED = frozenset(
    {
        "time",
        "occasion",
        "country",
        "nation",
        "state",
        "member",
        "ally",
        "spender",
        "exporter",
        "importer",
        "supplier",
        "recipient",
        "buyer",
        "economy",
        "power",
        "contributor",
        "donor",
    }
)
_TRADERS = frozenset({"spender", "exporter", "importer", "supplier", "buyer", "donor", "contributor", "recipient", "producer"})
_BEFORE_TOP = ("the", "its", "their", "s", "’", "'", "single", "as", "world", "global")
_TIMES = frozenset(
    "time occasion attack strike call package tranche round summit launch test coup visit incursion drill exercise meeting talks "
    "raid shipment delivery drawdown assault ambush offensive airstrike incident sortie patrol transit "
    "deployment rotation evacuation clash massacre kidnapping intercept violation".split()
)
"""What an ordinal counts the happening of: "the third time", "its sixth call", "a 14th round"."""
_BEFORE_NTH = ("the", "a", "its", "his", "their", "for", "s", "’")
_RUNNING = frozenset({"consecutive", "straight", "successive"})
_ORDER_NOUNS = _COUNTED - {"time", "occasion"}


def _exact(first: int, last: int, value: Decimal, kind: str) -> Numeral:
    return Numeral(first, last, value, value, Decimal(0), Decimal(0), kind)


def ordinal_at(scan: Scan, at: int) -> tuple[int, Decimal] | None:
    """Return the end and value of an ordinal at token `at` ("third", "3rd", "twenty-first"), or None."""
    words = number_words()
    if scan.is_number(at):
        if scan.text[at].isdecimal() and len(scan.text[at]) <= 3 and scan.at(at + 1) in ORDINAL_ENDS and scan.glued(at + 1):
            return at + 2, Decimal(scan.text[at])
        return None
    if scan.at(at) in words.ordinals:
        return at + 1, words.ordinals[scan.at(at)]
    tens = words.cardinals.get(scan.at(at))
    if (
        tens is not None
        and tens >= 20
        and scan.hyphen(at + 1)
        and scan.at(at + 2) in words.ordinals
        and words.ordinals[scan.at(at + 2)] < 10
    ):
        return at + 3, tens + words.ordinals[scan.at(at + 2)]
    return None


def read_rank(scan: Scan, at: int) -> Found | None:
    """Return the place in an order that starts at token `at`, or None.

    "third largest" is 3, "largest" 1, "one of the largest" at least 1 (open above), "top five" at most 5.
    """
    return (
        _one_of_the(scan, at)
        or _ordinal_rank(scan, at)
        or _number_rank(scan, at)
        or _top(scan, at)
        or _superlative_rank(scan, at)
        or _unprecedented(scan, at)
        or _more_than_ever(scan, at)
        or _the_most(scan, at)
    )


def superlative_at(scan: Scan, at: int) -> int:
    """Return the end of a superlative at token `at` ("largest", "most powerful", "highest"), or 0."""
    words = number_words()
    word = scan.at(at)
    if word in words.superlatives:
        return at + (3 if scan.hyphen(at + 1) and scan.at(at + 2) == "ever" else 1)
    if word == "most" and scan.at(at + 1) in words.after_most:
        return at + (3 if scan.at(at + 1) == "heavily" else 2)
    return 0


def _one_of_the(scan: Scan, at: int) -> Found | None:
    """Read "one of the largest …", "among the top …", "one of the world's biggest …"."""
    if scan.at(at) != "one" or scan.at(at + 1) != "of":
        return None
    i = at + 2
    for _ in range(5):
        if (end := superlative_at(scan, i)) and scan.low[i] not in number_words().plain:
            numeral = Numeral(at, at + 1, Decimal(1), None, Decimal(0), Decimal(0), "superlative")
            nouns = noun_phrase(scan, end)
            last = nouns.last if nouns else end
            return Found(numeral, at, last, end, nouns=nouns, form="rank", partitive=True)
        if not (scan.is_word(i) or scan.at(i) in ("'", "’", "“", '"')):
            return None
        i += 1
    return None


def _ordinal_rank(scan: Scan, at: int) -> Found | None:
    """Read "third largest", "3rd-biggest", "second only to", "the third-highest", "ranked third", "in third place"."""
    ordinal = ordinal_at(scan, at)
    if ordinal is None:
        return None
    end, value = ordinal
    i = end + 1 if scan.hyphen(end) else end
    last = superlative_at(scan, i)
    if last:
        return Found(_exact(at, end, value, "ordinal"), at, last, last, form="rank")
    if value == 2 and scan.at(end) == "only" and scan.at(end + 1) == "to":
        return Found(_exact(at, end, value, "ordinal"), at, end + 2, end + 2, form="rank")
    if scan.at(end) in ("and", "or") and (joined := ordinal_at(scan, end + 1)) is not None:
        after = joined[0] + 1 if scan.hyphen(joined[0]) else joined[0]
        if superlative_at(scan, after):
            return Found(_exact(at, end, value, "ordinal"), at, end, end, form="rank")
    words = number_words()
    if scan.at(i) in words.places and scan.at(at - 1) in ("in", "the", "a", "to", "into", "for", "took", "place"):
        return Found(_exact(at, end, value, "ordinal"), at, i + 1, i + 1, form="rank")
    placed = scan.at(at - 1) in words.ranked or (scan.at(at - 1) in ("as", "the") and scan.at(at - 2) in words.ranked)
    if placed and (not scan.is_word(i) or scan.low[i] in number_context().stops):
        return Found(_exact(at, end, value, "ordinal"), at, end, end, form="rank")
    if (running := _running(scan, end)) and value > 1:
        return Found(
            _exact(at, end, value, "ordinal"), at, running, running, nouns=noun_phrase(scan, end, one=True), form="ordinal"
        )
    i += scan.at(i) == "such"
    nouns = noun_phrase(scan, i, one=True) if value > 1 and scan.is_word(i) and scan.text[i].islower() else None
    if nouns is not None and scan.at(i) in _TIMES:
        nouns = replace(nouns, last=i + 1, head=scan.at(i))
    if nouns is not None and nouns.head in _TIMES and scan.at(at - 1) in _BEFORE_NTH:
        return Found(_exact(at, end, value, "ordinal"), at, nouns.last, nouns.last, nouns=nouns, form="ordinal")
    if scan.at(i) in _ORDER_NOUNS and scan.at(at - 1) in ("the", "became", "become", "a", "only", "becoming", "’", "s"):
        return Found(_exact(at, end, value, "ordinal"), at, i + 1, i + 1, form="rank")
    return None


def _running(scan: Scan, at: int) -> int:
    """Return the end of "consecutive year", "straight annual rise" and the like at token `at`, or 0."""
    if scan.at(at) not in _RUNNING:
        return 0
    if scan.at(at + 1) in ("year", "month", "quarter", "week", "day"):
        return at + 2
    nouns = noun_phrase(scan, at + 1, one=True)
    return nouns.last if nouns and nouns.head in _CHANGES | _TIMES else 0


_CHANGES = frozenset("rise increase growth decline fall drop cut decrease budget".split())
"""What can come year upon year: "the eighth straight annual rise"."""


def _number_rank(scan: Scan, at: int) -> Found | None:
    """Read "number two", and "No. 2" of an owner before a noun ("Africa's No. 1 importer")."""
    if scan.at(at) == "number":
        value = number_words().cardinals.get(scan.at(at + 1))
        if value is None or not 1 <= value <= 20:
            return None
        return Found(_exact(at, at + 2, value, "ordinal"), at, at + 2, at + 2, form="rank")
    if scan.at(at) != "no" or scan.at(at - 1) not in ("s", "’", "'", "the", "its", "their", "as"):
        return None
    digits = at + 2 if scan.at(at + 1) == "." else at + 1
    placed = scan.raw(digits).isdecimal() and 1 <= int(scan.raw(digits)[:3]) <= 20
    if not placed or not scan.is_word(digits + 1) or not scan.text[digits + 1][0].islower():
        return None
    return Found(_exact(at, digits + 1, Decimal(scan.raw(digits)), "ordinal"), at, digits + 1, digits + 1, form="rank")


def _top(scan: Scan, at: int) -> Found | None:
    """Read "top five", "top 10": a place no lower than that; "the top arms exporter": the first."""
    if scan.at(at) != "top":
        return None
    nouns = noun_phrase(scan, at + 1, one=True)
    if nouns is not None and not nouns.plural and scan.at(nouns.last - 1) in _TRADERS and scan.at(at - 1) in _BEFORE_TOP:
        return Found(_exact(at, at + 1, Decimal(1), "superlative"), at, nouns.last, nouns.last, form="rank")
    value = number_words().cardinals.get(scan.at(at + 1))
    if value is None and scan.is_number(at + 1) and scan.text[at + 1].isdecimal() and len(scan.text[at + 1]) <= 3:
        value = Decimal(scan.text[at + 1])
    if value is None or value < 2 or scan.at(at + 2) in ("percent", "%", "per"):
        return None
    numeral = Numeral(at, at + 2, Decimal(1), value, Decimal(0), Decimal(0), "superlative")
    return Found(numeral, at, at + 2, at + 2, form="rank")


def _superlative_rank(scan: Scan, at: int) -> Found | None:
    """Read a superlative of size alone: "the largest", "the world's biggest", "its highest"."""
    end = superlative_at(scan, at)
    if not end or scan.low[at] in number_words().plain:
        return None
    before = scan.at(at - 1)
    if before in ("at", "not", "or", "and") and scan.low[at] != "largest":
        return None
    several = number_words().cardinals.get(before)
    if several is None and scan.is_number(at - 1) and scan.text[at - 1].isdecimal() and len(scan.text[at - 1]) <= 3:
        several = Decimal(scan.text[at - 1])
    if several is not None and several >= 2:
        numeral = Numeral(at, end, Decimal(1), several, Decimal(0), Decimal(0), "superlative")
        return Found(numeral, at, end, end, nouns=noun_phrase(scan, end), form="rank")
    nouns = noun_phrase(scan, end, one=True)
    numeral = _exact(at, end, Decimal(1), "superlative")
    if "among" in scan.low[max(0, at - 5) : at]:
        numeral = Numeral(at, end, Decimal(1), None, Decimal(0), Decimal(0), "superlative")
    return Found(numeral, at, end, end, nouns=nouns, form="rank")


def _unprecedented(scan: Scan, at: int) -> Found | None:
    """Read "an unprecedented number of", "a record number of", "an all-time high", "a record low": first of its order."""
    if scan.at(at) == "all" and scan.hyphen(at + 1) and scan.at(at + 2) == "time" and scan.at(at + 3) in ("high", "low"):
        end = at + 4
    elif _record(scan, at):
        end = at + (2 if scan.is_word(at + 1) and scan.at(at + 1) in _OF_NOTHING else 1)
    else:
        return None
    return Found(_exact(at, end, Decimal(1), "superlative"), at, end, end, form="rank")


def _the_most(scan: Scan, at: int) -> Found | None:
    """Read "the most since …", "the fewest of any …", said of a number before it or with "is": the first place."""
    said = scan.at(at - 1) == "the" and scan.at(at - 2) in (*_ASIDE, "is", "was", "are", "were")
    if scan.at(at) not in ("most", "fewest", "least") or not said or scan.at(at + 1) not in _OF_ALL:
        return None
    return Found(_exact(at, at + 1, Decimal(1), "superlative"), at, at + 1, at + 1, form="rank")


_OF_ALL = ("since", "in", "of", "on", "ever", "for", "by", "yet", "any")


def _more_than_ever(scan: Scan, at: int) -> Found | None:
    """Read "more than ever", "higher than ever before": the first place among all times."""
    more = scan.at(at) in ("more", "higher", "larger", "bigger", "greater")
    if not more or scan.low[at + 1 : at + 3] != ["than", "ever"]:
        return None
    end = at + 4 if scan.at(at + 3) == "before" else at + 3
    return Found(_exact(at, end, Decimal(1), "superlative"), at, end, end, form="rank")


_OF_NOTHING = ("number", "amount", "level", "sum", "high", "low")
_ASIDE = (",", "—", "–", "-")


def _record(scan: Scan, at: int) -> bool:
    """Return whether "a record number", "an unprecedented level" or "a record high" of nothing named stands at `at`."""
    if scan.at(at + 1) in ("number", "amount", "level", "sum"):
        return scan.at(at) in ("unprecedented", "record")
    if scan.at(at) == "record" and scan.at(at - 1) == "a" and scan.at(at - 2) in _ASIDE and _closes(scan, at + 1):
        return True
    return (
        scan.at(at) == "record"
        and scan.at(at + 1) in ("high", "low")
        and scan.at(at - 1) in ("a", "at")
        and _closes(scan, at + 2)
    )


def _closes(scan: Scan, at: int) -> bool:
    """Return whether no noun follows at `at`, nor the number that a record is ("a record high of 5,000")."""
    return not scan.is_word(at) or (scan.low[at] in number_context().stops and scan.low[at] != "of")


def read_multiple(scan: Scan, at: int) -> Found | None:
    """Return the multiple that starts at token `at`: "twice", "doubled", "threefold", "halved", "half as many", or None."""
    words = number_words()
    word = scan.at(at)
    value = words.multiples.get(word)
    if value is None:
        return None
    if (word in ("double", "triple", "treble") and scan.hyphen(at + 1)) or scan.at(at + 1) == "down":
        return None
    if word == "double" and scan.at(at + 1) in (
        "digit",
        "digits",
        "standard",
        "standards",
        "down",
        "check",
        "agent",
        "blow",
        "room",
        "tap",
    ):
        return None
    if word in ("twice", "thrice") and not (_compares(scan, at + 1) or _owned(scan, at + 1)):
        return None
    return Found(_exact(at, at + 1, value, "multiple"), at, at + 1, at + 1, form="ratio")


def _compares(scan: Scan, at: int) -> bool:
    return scan.at(at) in (
        "as",
        "the",
        "that",
        "its",
        "their",
        "what",
        "more",
        "larger",
        "bigger",
        "higher",
        "greater",
        "his",
        "those",
        "size",
    )


def times_follow(scan: Scan, at: int) -> int:
    """Return the end of "times" at token `at` where it compares ("three times as many", "2.5 times the size"), else 0."""
    i = at + 1 if scan.hyphen(at) else at
    if scan.at(i) == "fold":
        return i + 1
    if scan.at(i) == "times" and (_compares(scan, i + 1) or _owned(scan, i + 1) or _by_times(scan, at)):
        return i + 1
    if scan.at(at) == "x" and scan.glued(at) and not scan.is_number(at + 1):
        return at + 1
    return 0


_LONGEST_NAME = 3


def _owned(scan: Scan, at: int) -> bool:
    """Return whether a name in the genitive starts at token `at`: what it owns is multiplied ("twice South Korea's")."""
    for i in range(at, at + _LONGEST_NAME):
        if not scan.raw(i)[:1].isupper():
            return False
        if scan.at(i + 1) in ("'", "’"):
            return True
    return False


def _by_times(scan: Scan, at: int) -> bool:
    """Return whether "by" leads to a multiple that ends at token `at` ("outspent them by five times", "grew by 2.5 times")."""
    after = at + 2 if scan.hyphen(at) else at + 1
    ends = not scan.is_word(after) or scan.at(after) in ("in", "last", "during", "over", "since", "between")
    return "by" in scan.low[max(0, at - 4) : at] and ends


def read_nothing(scan: Scan, at: int) -> Found | None:
    """Return zero for "no casualties", "not a single drone", "not one soldier", "zero"; None for any other "no"."""
    context = number_context()
    if scan.at(at) == "not" and scan.at(at + 1) in ("a", "one") and (scan.at(at + 1) == "one" or scan.at(at + 2) == "single"):
        start = at + 3 if scan.at(at + 2) == "single" else at + 2
        nouns = noun_phrase(scan, start, one=True)
        if nouns is None:
            return None
        nouns = type(nouns)(nouns.first, nouns.first + 1, scan.low[nouns.first], False)
        return Found(_exact(at, start, Decimal(0), "none"), at, nouns.last, nouns.last, nouns=nouns)
    if scan.at(at) == "no" and scan.is_word(at + 1) and scan.low[at + 1] not in context.stops and not scan.hyphen(at - 1):
        nouns = noun_phrase(scan, at + 1)
        if nouns is not None and nouns.plural and is_plural(scan.low[nouns.last - 1]):
            return Found(_exact(at, at + 1, Decimal(0), "none"), at, nouns.last, nouns.last, nouns=nouns)
    return None
