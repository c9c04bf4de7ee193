"""Quantities in text, by rules on characters alone: no parser, time linear in the length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from dragoman.lexicon.numbers import number_context, number_words
from dragoman.lexicon.scan import Scan
from dragoman.model import Interval, Quantity, Relation
from dragoman.reading.bounds import CHANGE_NOUNS, Bound, bound_after, bound_before, change_at, ends_in_plus
from dragoman.reading.found import Found
from dragoman.reading.labels import one_is_pronoun, skip_digits
from dragoman.reading.numerals import Numeral, plain_noun, read_digits, read_words
from dragoman.reading.ranks import read_multiple, read_nothing, read_rank, times_follow
from dragoman.reading.units import (
    Head,
    Nouns,
    is_plural,
    measure_after,
    money_after,
    noun_phrase,
    plain_noun_at,
    rate_after,
    rate_past,
    sign_before,
    singular,
)

_RELATIONS = {
    "about": Relation.ABOUT, "nearly": Relation.ABOUT, "at_least": Relation.AT_LEAST, "at_most": Relation.AT_MOST,
    "more_than": Relation.MORE_THAN, "less_than": Relation.LESS_THAN, "exactly": Relation.EQUALS,
}  # fmt: skip
_WIDEST_HEDGE = Decimal("0.25")
_NEARLY = Decimal("0.9")
_SEED = re.compile(r"\d|[½¼¾⅓⅔⅛⅜⅝⅞]|[A-Za-z]{2}")
_VULGAR = frozenset("½¼¾⅓⅔⅛⅜⅝⅞")


def find_quantities(text: str, *, offset: int = 0, currency: str | None = None) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence in text order; `offset` is added to every position.

    Ranks ("third largest"), multiples ("doubled"), shares ("half", "one in five") and zeros ("no casualties") count as
    quantities. Dates, years, times, labels ("Article 5", "F-35") and scores do not. Ages have the unit `year of age`.

    Args:
        currency: what a bare "dollars", "$" or "crowns" means where the words leave it open; None leaves it open.

    >>> [(q.surface, int(q.value.low), q.currency) for q in find_quantities("It spent US$1.7bn on 300 tanks in 2012-13.")]
    [('US$1.7bn', 1650000000, 'USD'), ('300 tanks', 300, None)]
    """
    if not _SEED.search(text):
        return ()
    scan = Scan(text)
    found = _merge(scan, list(_find(scan)))
    return tuple(_changes_shared([_quantity(scan, item, offset, currency) for item in found], text, offset))


def _changes_shared(quantities: list[Quantity], text: str, offset: int) -> list[Quantity]:
    """Return the quantities with the change of the one before where a list parts them ("by 11 and 1.1 percent")."""
    for i in range(1, len(quantities)):
        earlier, item = quantities[i - 1], quantities[i]
        if earlier.change is None or item.change is not None or item.form != earlier.form:
            continue
        if _LISTED.fullmatch(text[earlier.end - offset : item.start - offset]):
            quantities[i] = replace(item, change=earlier.change)
    return quantities


_LISTED = re.compile(
    r"(?:\s(?:in|for|by|at)\s(?:the\s)?[A-Z][\w.’'-]*(?:\s(?:and\s)?[A-Z][\w.’'-]*){0,3})?\s?(?:,|,? and|or)\s"
    r"(?:a\s|by\s|about\s|some\s|nearly\s)?"
)


_LED = {**dict.fromkeys(("more", "higher", "larger", "bigger", "greater"), "than"), "all": "-"}
"""Words with which a place in an order starts only before another: "more than ever", "all-time high"."""


@cache
def _starters() -> frozenset[str]:
    """Return the lower-case words and signs at which a number in words, a rank or a multiple can start."""
    words = number_words()
    others = "a an another half quarter several few couple no not most fewest least unprecedented record top number".split()
    return frozenset({*words.cardinals, *words.vague, *words.multiples, *words.ordinals, *words.superlatives, *others}) | _VULGAR


def _find(scan: Scan) -> Iterator[Found]:
    """Yield what can be read at each token, left to right, never twice over the same token."""
    starters, at = _starters(), 0
    while at < scan.size:
        found: Found | None = None
        if scan.kind[at] == "n":
            found = read_rank(scan, at)
            if found is None:
                end = skip_digits(scan, at)
                if end > at:
                    at = end
                    continue
                found = _digits(scan, at)
        elif scan.low[at] in starters or _LED.get(scan.low[at]) == scan.at(at + 1):
            found = read_rank(scan, at) or read_multiple(scan, at) or read_nothing(scan, at) or _in_words(scan, at)
        if found is None:
            at += 1
            continue
        yield found
        at = max(at + 1, found.resume)


def _digits(scan: Scan, at: int) -> Found | None:
    sign = sign_before(scan, _before_minus(scan, at))
    code_scale = _scaled_code(scan, at - 1)
    numeral = read_digits(scan, at, money=sign is not None or code_scale is not None or _upper_end(scan, at))
    if numeral is None:
        return None
    first, negative = _minus(scan, at)
    if sign:
        first = sign[0]
        stands_apart = scan.hyphen(first - 1) and not scan.glued(first)  # "in 2024 - $5 billion - ..." is a dash
        if _is_minus(scan, first - 1) and not scan.is_word(first - 2) and not stands_apart:
            negative = True
    if code_scale is not None:
        codes, factor = code_scale
        numeral = numeral.times(factor, last=numeral.last, scale=scan.low[at - 1])
        head = Head(at - 1, at, "money", "money", codes)
        return Found(numeral, at - 1, numeral.last, numeral.last, head, signed=True)
    return _complete(scan, numeral, first, sign[1] if sign else None, negative)


def _upper_end(scan: Scan, at: int) -> bool:
    """Return whether the digits at `at` end a range of money that a sign opens ("£80–95m"), so that a last m is a scale."""
    if not (scan.hyphen(at - 1) and scan.glued(at)):
        return False
    low = at - 2 if scan.is_number(at - 2) else at - 3
    return scan.is_number(low) and sign_before(scan, low) is not None


def _scaled_code(scan: Scan, at: int) -> tuple[tuple[str, ...], Decimal] | None:
    """Return codes and scale of "MUSD", "MAUD" at a token, or None."""
    word = scan.raw(at)
    if len(word) == 4 and word[0] in "MB" and word.isupper():
        from dragoman.lexicon.numbers import currencies

        codes = currencies().signs.get((word[1:],))
        if codes:
            return codes, Decimal(10) ** (6 if word[0] == "M" else 9)
    return None


def _is_minus(scan: Scan, at: int) -> bool:
    return (scan.hyphen(at) and scan.at(at) not in ("—", "–")) or scan.at(at) in ("minus", "negative")


def _before_minus(scan: Scan, at: int) -> int:
    """Return where a currency sign before digits ends: past a minus between sign and digits ("$-50.8bn")."""
    return at - 1 if at and scan.hyphen(at - 1) and scan.at(at - 2) in ("$", "£", "€", "¥") else at


def _minus(scan: Scan, at: int) -> tuple[int, bool]:
    """Return the first token of a signed number and whether it is negative ("-5", "minus 387", "minus-260", "$-50.8bn")."""
    before = at - 1
    if scan.at(before) in ("minus", "negative"):
        return before, True
    if not scan.hyphen(before) or scan.at(before) in ("—", "–"):
        return at, False
    if scan.at(before - 1) in ("minus", "negative"):
        return before - 1, True
    free = before == 0 or not scan.glued(before) or scan.at(before - 1) in ("$", "(", "£", "€")
    if free and scan.glued(at) and not scan.is_number(before - 1):
        return before, True
    if free and not scan.glued(at) and scan.at(at + 1) in ("degrees", "degree", "°", "celsius", "fahrenheit", "c", "f"):
        return before, True
    return at, False


def _in_words(scan: Scan, at: int) -> Found | None:
    if scan.low[at] == "one" and not _one_of_many(scan, at) and one_is_pronoun(scan, at):
        return None
    if (
        scan.hyphen(at - 1)
        and scan.glued(at)
        and scan.glued(at - 1)
        and scan.is_word(at - 2)
        and scan.at(at - 2) not in ("minus", "sub", "mid", "some")
    ):
        return None
    numeral = read_words(scan, at)
    if numeral is None or _named(scan, numeral):
        return None
    first, negative = _minus(scan, at)
    sign = sign_before(scan, at)
    return _complete(scan, numeral, sign[0] if sign else first, sign[1] if sign else None, negative)


def _one_of_many(scan: Scan, at: int) -> bool:
    """Return whether "one" at `at` counts before a word that would else show a pronoun: "one in five", "one percent"."""
    words = number_words()
    skip = {"in": 2, "out": 3}.get(scan.at(at + 1), 0)
    if skip and (scan.is_number(at + skip) or scan.at(at + skip) in words.cardinals or scan.at(at + skip) == "every"):
        return True
    if scan.hyphen(at + 1) and scan.at(at + 2) in words.fractions:
        return True
    return scan.at(at + 1) == "percent" or (scan.at(at + 1) == "per" and scan.at(at + 2) == "cent")


def _named(scan: Scan, numeral: Numeral) -> bool:
    """Return whether number words are part of a name of something: "Group of Seven", "World War Two", "the Five Eyes"."""
    at = numeral.first
    if numeral.kind == "vague" or numeral.scale or not scan.text[at][:1].isupper():
        return scan.at(at - 1) in ("group", "number", "war") and not numeral.scale
    before = scan.raw(at - 1)
    if scan.newline(at) or at == 0 or scan.at(at - 1) in (".", "“", '"', "‘", ":", "-", "–", "—", "•", "*", "'"):
        return False
    if scan.at(at - 1) == "of" and scan.raw(at - 2)[:1].isupper():
        return True
    return before[:1].isupper() or (
        scan.at(at - 1) in ("of", "the", "chapter") and numeral.last < scan.size and scan.text[numeral.last][:1].isupper()
    )


def _complete(scan: Scan, numeral: Numeral, first: int, signed: tuple[str, ...] | None, negative: bool) -> Found | None:
    """Return a numeral with its unit, currency or noun; None where it turns out to be no quantity."""
    ratio = _one_in(scan, numeral)
    if ratio is not None:
        nouns = noun_phrase(scan, ratio.last)
        return Found(ratio, first, ratio.last, ratio.last, nouns=nouns, form="share")
    numeral = _outer_scale(scan, numeral, signed)
    at = _past_suffix(scan, numeral.last)
    if (end := times_follow(scan, at) or _to_one(scan, numeral)) and signed is None:
        return Found(numeral, first, end, end, form="ratio")
    if scan.at(at) == "of" and numeral.kind in ("vague", "fraction"):
        at += 1
    head = _head(scan, at, numeral, signed)
    if head is not None:
        if head.kind == "time" and _clock_or_ordinal(scan, numeral, head):
            return None
        rate = rate_after(scan, max(head.last, numeral.last))
        last = max(head.last, numeral.last)
        resume, per = rate or (last, rate_past(scan, last))
        start = min(first, head.first)
        return Found(numeral, start, last, resume, head, negative=negative, rate=per, signed=signed is not None)
    if _is_age(scan, first):
        return Found(numeral, first, numeral.last, numeral.last, Head(numeral.first, numeral.last, "year of age", "age"))
    if numeral.kind == "fraction":
        nouns = _fraction_nouns(scan, numeral)
        return Found(numeral, first, numeral.last, numeral.last, nouns=nouns, form="share", negative=negative)
    nouns, partitive = _counted(scan, numeral, at)
    if nouns is None and scan.at(first - 1) == "or" and scan.is_word(first - 2) and scan.at(first - 3) in ("a", "an", "another"):
        nouns = Nouns(first - 2, first - 1, singular(scan.low[first - 2]), False)
        return Found(numeral, first, numeral.last, numeral.last, nouns=nouns)
    if nouns is None and numeral.kind == "words" and numeral.low == 1 and numeral.scale is None:
        return None
    if nouns is not None and nouns.head in ("half", "third", "quarter") and nouns.plural is False:
        nouns = None
    rate = rate_after(scan, nouns.last if nouns and not partitive else numeral.last)
    last = nouns.last if nouns else numeral.last
    per = rate[1] if rate else rate_past(scan, last)
    return Found(numeral, first, last, numeral.last, nouns=nouns, negative=negative, rate=per, partitive=partitive)


def _past_suffix(scan: Scan, at: int) -> int:
    """Return where what is counted begins after a bound on the number ("120-plus missiles", "150+ jets", "60 or more ships")."""
    if scan.at(at) == "+" and scan.glued(at) and not scan.is_number(at + 1):
        return at + 1
    if scan.hyphen(at) and scan.glued(at) and scan.at(at + 1) in ("plus", "odd") and scan.is_word(at + 2):
        return at + 2
    if ends_in_plus(scan, at):
        return at + 1
    if scan.at(at) == "or" and (scan.at(at), scan.at(at + 1)) in number_words().after and plain_noun(scan, at + 2):
        return at + 2
    return at


def _to_one(scan: Scan, numeral: Numeral) -> int:
    """Return the end of a ratio to one after a numeral ("outnumbered 3 to 1", "ten-to-one"), or 0."""
    at = numeral.last
    if numeral.kind not in ("digits", "words") or numeral.scale is not None or numeral.low <= 1:
        return 0
    if scan.at(numeral.first - 1) == "from":
        return 0
    hyphened = scan.hyphen(at) and scan.glued(at)
    to = at + 1 if hyphened else at
    one = to + 2 if hyphened and scan.hyphen(to + 1) else to + 1
    if scan.at(to) != "to" or scan.at(one) not in ("1", "one") or scan.hyphen(one + 1):
        return 0
    return one + 1 if not plain_noun_at(scan, one + 1) or scan.at(one + 1) in ("ratio", "advantage", "odds", "superiority") else 0


def _is_age(scan: Scan, first: int) -> bool:
    """Return whether a bare number is an age: "aged 25 to 54", "at the age of 19", "Jamie, 25, said"."""
    at = first - 1
    while (
        scan.hyphen(at)
        or scan.at(at) in ("between", "about", "around", "from", "over", "under", "just", "only", "to", "and")
        or (scan.is_number(at) and at > first - 4)
    ):
        at -= 1
    if scan.at(at) in ("aged", "age", "ages") or (scan.at(at) == "of" and scan.at(at - 1) in ("age", "ages")):
        return True
    if "expectancy" in scan.low[max(0, first - 14) : first] and scan.at(at) in (
        "is",
        "was",
        "of",
        "at",
        "to",
        "by",
        "reach",
        "reached",
    ):
        return True
    if scan.at(first - 1) in ("turn", "turns", "turned", "turning") and _ends_phrase(scan, first + 1):
        return True
    if _is_persons(scan, first) and _ends_phrase(scan, first + 1):
        return True
    number = scan.text[first]
    named = scan.at(first - 1) == "," and scan.is_word(first - 2)
    if not (named and number.isdecimal() and len(number) <= 3 and 1 <= int(number) <= 110):
        return False
    if first + 1 >= scan.size:
        return True
    return scan.at(first + 1) in (",", ")") and scan.raw(first + 2)[:1].islower() and scan.at(first + 2) not in ("and", "or")


def _is_persons(scan: Scan, first: int) -> bool:
    """Return whether a bare number is what one person is, or will be: "she is 44", "he will be 35"."""
    if not (scan.text[first].isdecimal() and 9 < int(scan.text[first][:4]) < 110 and scan.at(first - 1) in ("is", "was", "be")):
        return False
    before = scan.low[max(0, first - 4) : first - 1]
    while before and before[-1] in ("will", "would", "now", "only", "already"):
        before.pop()
    return bool(before) and before[-1] in ("he", "she", "i")


def _ends_phrase(scan: Scan, at: int) -> bool:
    return not scan.is_word(at) or scan.low[at] in number_context().stops


def _outer_scale(scan: Scan, numeral: Numeral, signed: tuple[str, ...] | None) -> Numeral:
    """Read a scale after or in the currency: "75 USD million", "30 MUSD"."""
    code = _scaled_code(scan, numeral.last)
    if code is not None and numeral.scale is None:
        return numeral.times(code[1], last=numeral.last, scale=scan.low[numeral.last])
    if (
        numeral.scale is None
        and scan.at(numeral.last).isalpha()
        and scan.at(numeral.last + 1) in ("million", "billion", "trillion")
    ):
        codes = money_after(scan, numeral.last, signed=signed is not None)
        if codes is not None and codes.last == numeral.last + 1:
            factor = number_words().scales[scan.at(numeral.last + 1)]
            return numeral.times(factor, last=numeral.last, scale=scan.at(numeral.last + 1))
    return numeral


def _head(scan: Scan, at: int, numeral: Numeral, signed: tuple[str, ...] | None) -> Head | None:
    if signed is not None:
        after = money_after(scan, at, signed=True)
        trailing = _trailing_country(scan, at)
        if trailing is not None:
            return Head(numeral.first, trailing[0], "money", "money", trailing[1])
        last = after.last if after else numeral.last
        narrow = after.currencies if after and len(after.currencies) < len(signed) else signed
        return Head(numeral.first, last, "money", "money", narrow)
    code = _scaled_code(scan, at)
    if code is not None:
        return Head(at, at + 1, "money", "money", code[0])
    money = money_after(scan, at, signed=False)
    longer = measure_after(scan, at) if money is not None else None
    if money is not None and longer is not None and longer.last > money.last:
        return longer
    if money is not None and scan.at(money.last) in ("million", "billion", "trillion") and numeral.scale == scan.at(money.last):
        money = replace(money, last=money.last + 1)
    if (
        money is not None
        and scan.at(at) not in ("p", "sen")
        and not (numeral.low < 100 and scan.at(at) in ("won", "crown", "crowns", "mark", "marks", "rand"))
    ):
        return money
    measure = measure_after(scan, at)
    if measure is not None and not (measure.kind == "length" and numeral.scale == "m"):
        return measure
    return _in_money(scan, at) if numeral.scale is not None else None


def _in_money(scan: Scan, at: int) -> Head | None:
    """Return the money that a scaled number is said to be in ("one billion in taxpayer dollars", "3 million in cash dollars")."""
    if scan.at(at) != "in":
        return None
    named = money_after(scan, at + 1, signed=False)
    if named is None and plain_noun_at(scan, at + 1):
        named = money_after(scan, at + 2, signed=False)
    return named if named is not None and is_plural(scan.at(named.last - 1)) else None


def _trailing_country(scan: Scan, at: int) -> tuple[int, tuple[str, ...]] | None:
    """Return the end and codes of a country or code after a signed amount: "$76 US a barrel", "$5 million CAD"."""
    if scan.glued(at) or scan.text[at : at + 1] in ([], [""]):
        return None
    word = scan.raw(at)
    follows = scan.raw(at + 1)
    if word in ("US", "U.S.", "USD") and (follows in ("a", "per", ".", ",", "in", "bail", "to", "for", "", ")") or word == "USD"):
        return at + 1, ("USD",)
    if word in ("CAD", "AUD", "NZD", "SGD", "HKD", "TWD"):
        return at + 1, (word,)
    return None


def _clock_or_ordinal(scan: Scan, numeral: Numeral, head: Head) -> bool:
    """Return whether a number before a word of time is no duration: "second-quarter", "the one day"."""
    return numeral.kind == "fraction" and scan.at(head.first) in ("second", "seconds")


def _one_in(scan: Scan, numeral: Numeral) -> Numeral | None:
    """Read "one in five", "3 in 10", "one out of three", "nine out of every ten" as a share."""
    at = numeral.last
    if numeral.scale or numeral.low > 100 or numeral.kind not in ("digits", "words"):
        return None
    if scan.at(at) == "in" or (scan.at(at) == "out" and scan.at(at + 1) == "of"):
        i = at + (1 if scan.at(at) == "in" else 2)
        if scan.at(i) == "every":
            i += 1
        if scan.is_number(i) and len(scan.text[i]) <= 5 and scan.text[i].replace(",", "").isdecimal():
            whole: Numeral | None = read_digits(scan, i)
        else:
            whole = read_words(scan, i) if scan.is_word(i) else None
        if (
            whole is None
            or whole.low <= numeral.low
            or whole.low > 10000
            or whole.kind not in ("digits", "words")
            or whole.low == 0
        ):
            return None
        if scan.at(at) == "in" and (scan.at(whole.last) in _NOT_A_WHOLE or measure_after(scan, whole.last) or whole.low >= 1900):
            return None
        value = numeral.low / whole.low
        return Numeral(numeral.first, whole.last, value, value, Decimal(0), Decimal("0.01"), "fraction")
    return None


_NOT_A_WHOLE = frozenset(
    "different other separate countries locations places cities sites areas provinces regions states "
    "batches phases stages days years months".split()
)


def _fraction_nouns(scan: Scan, numeral: Numeral) -> Nouns | None:
    at = numeral.last
    if scan.at(at) == "of":
        at += 1
    if scan.at(at) in ("the", "its", "their", "his", "her", "our", "all", "a", "an", "these", "those"):
        at += 1
    return noun_phrase(scan, at, one=True)


def _counted(scan: Scan, numeral: Numeral, at: int) -> tuple[Nouns | None, bool]:
    """Return the noun phrase counted and whether it stands after "of" ("two of its three ships", "31 of the tanks")."""
    one = numeral.low == 1 and numeral.high == 1
    if scan.at(at) == "out" and scan.at(at + 1) == "of" and at == numeral.last:
        i = at + 3 if scan.at(at + 2) in ("the", "its", "their", "his", "her", "our", "all") else at + 2
        i = _past_owner(scan, i)
        told = i > at + 2 and (scan.is_number(i) or scan.at(i) in number_words().cardinals)
        nouns = noun_phrase(scan, i + 1) if told else None
        return nouns, nouns is not None
    if scan.at(at) == "of" or (at > numeral.last and scan.at(at - 1) == "of"):
        i = at + 1 if scan.at(at) == "of" else at
        if scan.at(i) in ("the", "its", "their", "his", "her", "our", "these", "those", "my", "your", "all") or (
            scan.at(i) in ("some", "about", "around", "nearly", "roughly") and scan.is_number(i + 1)
        ):
            i = _past_owner(scan, i + 1)
        elif (owned := _past_owner(scan, i)) > i:
            i = owned
        elif at == numeral.last and not (scan.raw(i)[:1].isupper() or numeral.scale or scan.is_number(i)):
            return None, False
        if scan.at(i) in number_words().cardinals or scan.is_number(i):
            if (sized := measure_after(scan, i + 1)) is not None and scan.hyphen(i + 1):
                nouns = noun_phrase(scan, sized.last)
                return nouns and replace(nouns, first=i), at == numeral.last
            i += 1
        return noun_phrase(scan, i), at == numeral.last
    if scan.at(at) in ("more", "additional", "other", "further", "extra") and _ends_phrase(scan, at + 1):
        return (Nouns(at, at + 1, "other", False), False) if scan.at(at) == "other" else (None, False)
    if scan.at(at) in ("more", "less", "fewer", "higher", "lower") and scan.at(at + 1) in ("than", "in", "this", "over"):
        return None, False
    if scan.at(at) == "others":
        return Nouns(at, at + 1, "other", True), False
    if scan.at(at) == "more" and not scan.newline(at + 1):
        at += 1
    if scan.newline(at) and at > 0:
        return None, False
    return noun_phrase(scan, at, one=one), False


def _past_owner(scan: Scan, at: int) -> int:
    """Return the number after a possessive name at `at` ("11 of NATO's 31 members"), or `at` where none stands there."""
    i = at
    while scan.is_word(i) and scan.text[i][0].isupper() and i < at + 5:
        i += 1
    if i > at and scan.at(i) in ("'", "’") and scan.glued(i):
        i += 2 if scan.at(i + 1) == "s" and scan.glued(i + 1) else 1
        return i if scan.is_number(i) or scan.at(i) in number_words().cardinals else at
    return at


# ---------------------------------------------------------------------------------------------------------------- ranges


def _merge(scan: Scan, found: Sequence[Found]) -> list[Found]:
    """Return the quantities with ranges joined, changes marked and units carried over to bare neighbours."""
    out: list[Found] = []
    for item in found:
        if out and (summed := _with_cents(scan, out[-1], item)) is not None:
            out[-1] = summed
        elif out and (joined := _join(scan, out[-1], item)) is not None:
            out[-1] = joined
        elif out and (changed := _from_to(scan, out, item)) is not None:
            if out[-1].head is None and out[-1].nouns is None:
                out[-1] = _with_unit(out[-1], changed)
            out.append(changed)
        else:
            out.append(item)
    return _carry_back(_carry(scan, out), scan)


def _with_cents(scan: Scan, whole: Found, part: Found) -> Found | None:
    """Return "3 dollars 50 cents", "15 dollars 50" and "15 USD 50" as one sum, None for any other pair."""
    if whole.head is None or whole.head.kind != "money" or whole.signed or whole.head.factor != 1 or part.numeral.low >= 100:
        return None
    shared = part.signed and part.first < whole.last
    gap = scan.low[whole.last : part.numeral.first if shared else part.first]
    cents = part.head is not None and part.head.factor != 1
    lettered = scan.is_word(part.last) and scan.glued(part.last)
    bare = (part.head is None or shared) and part.nouns is None and part.form is None and not lettered
    if gap not in ([], ["and"]) or not (cents or bare) or whole.numeral.scale is not None or scan.kind[whole.last - 1] == "s":
        return None
    total = whole.numeral.low + part.numeral.low / 100
    half = Decimal("0.005")
    numeral = replace(whole.numeral, low=total, high=total, half=half, coarse=half, last=part.numeral.last)
    return replace(whole, numeral=numeral, last=part.last)


def _join(scan: Scan, low: Found, high: Found) -> Found | None:
    """Return the range of two neighbours ("3-4 billion", "between 1 and 1.5 percent", "$89 to $93 billion"), or None."""
    if _amount_then_level(scan, low, high):
        return None
    if (
        low.form
        or high.form
        or low.upto is not None
        or low.numeral.kind in ("vague", "none")
        or high.numeral.kind in ("vague", "none")
    ):
        return None
    gap = [scan.low[i] for i in range(_tail(low), high.first)]
    word = next(iter(gap), "") if len(gap) == 1 else "- -" if gap in (["-", "-"], ["-", "to", "-"], ["-", "or", "-"]) else ""
    if scan.hyphen(low.last) and len(gap) == 3 and gap[1] == "to":
        word = "to"
    dash = word in ("-", "–", "—", "‑", "−") or word == "- -"
    if not (
        dash
        or word == "to"
        or (word == "and" and _between(scan, low))
        or (word == "or" and _alternatives(low, high))
        or gap == ["up", "to"]
    ):
        return None
    if word == "to" and (led := _led_from(scan, low.first - 1)) is not None and _changing(scan, led):
        return None
    if word == "to" and low.head is not None and high.head is not None and low.numeral.low > high.numeral.low:
        return None
    if not _same_kind(low, high) or (word == "—" and low.head is not None):
        return None
    return _range(low, high)


def _amount_then_level(scan: Scan, low: Found, high: Found) -> bool:
    """Return whether two sums are a change and the level reached ("rose by $43.6 billion to $419.2 billion"), no range."""
    word = scan.at(low.first - 1)
    by = word == "by" or (word == "of" and scan.at(low.first - 2) in CHANGE_NOUNS)
    bare = low.head is None and low.nouns is None and high.head is None and high.nouns is None
    apart = bare and high.numeral.low > 3 * low.numeral.low
    return by and (apart or (low.head is not None and high.head is not None)) and scan.low[_tail(low) : high.first] == ["to"]


def _tail(item: Found) -> int:
    return max(item.head.last if item.head else 0, item.numeral.last) if item.nouns is None else item.numeral.last


def _between(scan: Scan, low: Found) -> bool:
    return "between" in (scan.at(low.first - 1), scan.at(low.first - 2), scan.at(low.first - 3))


def _alternatives(low: Found, high: Found) -> bool:
    return (
        low.head is None
        and low.nouns is None
        and not high.signed
        and high.numeral.low - low.numeral.low in (1, 2)
        and low.numeral.scale is None
    )


def _same_kind(low: Found, high: Found) -> bool:
    first, second = low.head, high.head
    if first is None:
        if low.nouns is not None and low.nouns.first == low.numeral.last:
            return high.head is None and high.nouns is not None and high.nouns.head == low.nouns.head
        return low.numeral.low <= high.numeral.low or low.negative or high.numeral.scale is not None
    if second is None:
        return high.nouns is None and first.kind == "money" and low.signed
    if first.kind != second.kind:
        return False
    if first.kind == "money":
        return first.currencies == second.currencies or len(first.currencies) > 1 or len(second.currencies) > 1
    return first.name == second.name


def _range(low: Found, high: Found) -> Found:
    bottom, top = low.numeral, high.numeral
    if bottom.scale is None and top.scale is not None and bottom.low * 1 <= top.low / top.factor and bottom.low < 1000:
        bottom = bottom.times(top.factor, last=bottom.last, scale=top.scale)
    head, nouns = high.head or low.head, high.nouns
    if head is not None and head.kind == "money" and low.head is not None and len(low.head.currencies) < len(head.currencies):
        head = replace(head, currencies=low.head.currencies)
    return replace(
        high,
        numeral=bottom,
        upto=top,
        first=low.first,
        head=head,
        nouns=nouns,
        negative=low.negative,
        signed=low.signed or high.signed,
    )


_OWNING = frozenset(("the", "its", "their", "a", "an", "his", "her"))
_HEDGING = frozenset("about approximately some around roughly nearly almost just over under".split())
_STANDING = frozenset(("current", "present", "existing", "previous", "earlier", "planned"))


def _led_from(scan: Scan, at: int) -> int | None:
    """Return where the "from" stands that leads a level, right before it or over "its current" and the like."""
    if scan.at(at) in _STANDING and scan.at(at - 1) in _OWNING:
        at -= 2
    if scan.at(at) in _HEDGING:
        at -= 1
    return at if scan.at(at) == "from" else None


def _changing(scan: Scan, at: int) -> bool:
    """Return whether "from" at `at` follows a word of change within a few words ("rose from", "increased sharply from")."""
    context = number_context()
    for i in range(at - 1, max(-1, at - 9), -1):
        word = scan.low[i]
        if word in context.up or word in context.down or word in context.neutral or word in number_words().multiples:
            return True
        if word in (".", ";", ":") or scan.kind[i] == "n":
            break
    return scan.at(at) == "from" and scan.at(at - 1) == ","


def _from_to(scan: Scan, out: Sequence[Found], item: Found) -> Found | None:
    """Return `item` with the earlier level where the words say "from A … to item" after a word of change."""
    earlier = out[-1]
    if earlier.form or item.form or item.first - earlier.last > 9 or earlier.upto is not None:
        return None
    gap = scan.low[earlier.last : item.first]
    if "to" not in gap or any(word in (";", ".", "from", "and") for word in gap):
        return None
    led = _led_from(scan, earlier.first - 1)
    start = earlier.first if led is None else led + 1
    bare = item.head is None and item.nouns is None and earlier.head is not None and scan.at(item.first - 1) == "to"
    if "from" not in scan.low[max(0, start - 3) : start] or not (bare or _same_kind(earlier, item) or earlier.head is None):
        return None
    if not _changing(scan, max(0, start - 1)):
        return None
    value = earlier.numeral
    if value.scale is None and item.numeral.scale is not None and earlier.head is None and value.low < 1000:
        value = value.times(item.numeral.factor, last=value.last, scale=item.numeral.scale)
    return replace(item, head=item.head or earlier.head, earlier=Interval(value.low, value.high))


def _carry(scan: Scan, found: list[Found]) -> list[Found]:
    """Return the quantities with the unit of a neighbour where their own is left out ("Poland 4.1 and Estonia 3.4 percent")."""
    for i in range(len(found) - 2, -1, -1):
        item, follows = found[i], found[i + 1]
        if item.nouns and follows.nouns and _of_two_nations(scan, item, follows):
            found[i] = replace(item, nouns=replace(follows.nouns, first=item.nouns.first, last=item.nouns.last))
            continue
        if not _wants_unit(item) or follows.form or item.last > follows.first:
            continue
        if follows.head is None:
            points = follows.nouns is not None and follows.nouns.head == "point" and _moved(scan, item.last, follows.first)
            if points or (follows.nouns is not None and _only_list(scan, item.last, follows.first)):
                found[i] = replace(item, nouns=follows.nouns)
            continue
        gap = scan.low[item.last : follows.first]
        if (
            len(gap) <= 8
            and _list_gap(scan, item.last, follows.first)
            and follows.head.kind in ("percent", "money", "length", "mass", "temperature", "power", "other")
            and not _said_in_percent(scan, item, follows)
        ):
            found[i] = _with_unit(item, follows)
    return found


def _said_in_percent(scan: Scan, item: Found, follows: Found) -> bool:
    """Return whether a percentage only says again how much a number is ("a rise of 1,060, or 9.2 percent")."""
    many = max(item.numeral.low or 0, item.numeral.high or 0) > _HUNDREDS
    percent = follows.head is not None and follows.head.kind == "percent"
    return percent and (many or scan.low[item.last : follows.first] == [",", "or"])


_HUNDREDS = 100
"""A number above this is no percentage with its unit left out."""


def _carry_back(found: list[Found], scan: Scan) -> list[Found]:
    """Return the quantities with the unit of the one before where a contrast leaves it out ("rose 2 percent but fell by 1")."""
    for i in range(1, len(found)):
        item = found[i]
        earlier = next((found[j] for j in range(i - 1, max(-1, i - 4), -1) if found[j].form != "rank"), item)
        if earlier is item or not _wants_unit(item) or earlier.form or (earlier.head is None and earlier.nouns is None):
            continue
        gap = scan.low[earlier.last : item.first]
        if len(gap) > 14 or not gap or ";" in gap:
            continue
        before = scan.at(item.first - 1)
        percent = earlier.head is not None and earlier.head.kind == "percent"
        contrast = bool({"but", "while", "whilst", "whereas", "compared", "versus"} & set(gap)) and before in (
            "by",
            "with",
            "to",
            "is",
            "was",
            "of",
            "than",
            "about",
        )
        if (money := _money_before(scan, found[max(0, i - 3) : i], item)) is not None:
            found[i] = replace(item, head=money)
            continue
        rest = gap == ["to"] and "from" in scan.low[max(0, earlier.first - 3) : earlier.first]
        listed = percent and _list_on(scan, earlier, item)
        points = earlier.head is None and earlier.nouns is not None and earlier.nouns.head == "point" and gap == ["to"]
        owned = percent and len(gap) <= 6 and scan.at(item.first - 1) == "s" and scan.at(item.first - 2) in ("'", "’")
        owned = owned or (percent and scan.low[item.last : item.last + 2] in (["of", "it"], ["of", "that"], ["of", "which"]))
        if points or rest or listed or owned or (contrast and (before == "by" or not percent)):
            found[i] = replace(item, head=earlier.head, nouns=earlier.nouns)
    return found


def _money_before(scan: Scan, earlier: Sequence[Found], item: Found) -> Head | None:
    """Return the money of the last sum before a bare number of millions ("cost 8.2 billion kronor and now 25.3 billion")."""
    if item.numeral.scale not in ("million", "billion", "trillion", "bn") or scan.at(item.first - 1) == "of":
        return None
    last = next((one for one in reversed(earlier) if one.head is not None and one.head.kind == "money"), None)
    near = last is not None and item.first - last.last <= _REACH_OF_MONEY and ";" not in scan.low[last.last : item.first]
    return last.head if last is not None and near else None


_REACH_OF_MONEY = 14
"""Tokens over which a sum lends its currency to the next."""


def _list_on(scan: Scan, earlier: Found, item: Found) -> bool:
    """Return whether names and commas alone lead from one percentage to the next number ("Estonia 3.4", "Greece (3.0) and")."""
    gap = range(max(earlier.last, earlier.numeral.last), item.first)
    named = sum(scan.kind[i] == "w" and scan.text[i][0].isupper() for i in gap)
    plain = all(
        (scan.kind[i] == "w" and (scan.text[i][0].isupper() or scan.low[i] in ("and", "the", "at")))
        or scan.text[i] in (",", "(", ")", ";")
        for i in gap
    )
    return named > 0 and plain and len(gap) <= 8 and scan.kind[item.first] == "n" and _ends_phrase(scan, item.last)


def _wants_unit(item: Found) -> bool:
    return item.head is None and item.form is None and item.nouns is None and item.numeral.kind in ("digits", "words")


def _of_two_nations(scan: Scan, item: Found, follows: Found) -> bool:
    """Return whether a number counts what the next one names ("20 Indian and at least four Chinese soldiers")."""
    alone, whole = item.nouns, follows.nouns
    if alone is None or whole is None or alone.last - alone.first != 1 or alone.plural or whole.last - whole.first < 2:
        return False
    head = scan.text[whole.last - 1]
    capital = scan.text[alone.first][0].isupper() and scan.text[whole.first][0].isupper() and head.islower() and len(head) > 2
    gap = scan.low[alone.last : follows.first]
    return capital and gap[:1] in (["and"], [","], ["or"]) and len(gap) <= 4


def _moved(scan: Scan, start: int, end: int) -> bool:
    """Return whether only a word of rising or falling parts a level from its change ("1,334.20, up 12.3 points")."""
    gap = [word for word in scan.low[start:end] if word != ","]
    return len(gap) == 1 and (gap[0] in number_context().up or gap[0] in number_context().down)


def _only_list(scan: Scan, start: int, end: int) -> bool:
    """Return whether nothing but hyphens, commas, "and", "or" stands between two numbers ("four-, five- and six-cylinder")."""
    gap = scan.low[start:end]
    return 0 < len(gap) <= 4 and all(word in ("-", ",", "and", "or") for word in gap) and ("-" in gap or "," not in gap)


def _list_gap(scan: Scan, start: int, end: int) -> bool:
    """Return whether the words between two numbers are a list's: names, commas, "and", "or"."""
    linked = False
    for i in range(start, end):
        word = scan.low[i]
        if word in ("and", "or", ",", "/", "&"):
            linked = True
        elif (
            scan.kind[i] == "w"
            and (scan.text[i][0].isupper() or word in ("the", "in", "for", "about", "some", "around", "nearly", "to", "at"))
        ) or (scan.kind[i] == "s" and word in ("-", "'", "’", "(", ")", "$", "£", "€")):
            continue
        else:
            return False
    return linked


def _with_unit(item: Found, follows: Found) -> Found:
    numeral = item.numeral
    if (
        follows.numeral.scale
        and numeral.scale is None
        and numeral.low < 1000
        and follows.head is not None
        and follows.head.kind == "money"
    ):
        numeral = numeral.times(follows.numeral.factor, last=numeral.last, scale=follows.numeral.scale)
    return replace(item, numeral=numeral, head=follows.head)


# -------------------------------------------------------------------------------------------------------------- quantity


def _quantity(scan: Scan, item: Found, offset: int, currency: str | None) -> Quantity:
    """Return the quantity of a finished find, its value widened by rounding, opened or widened by its hedge."""
    numeral = item.numeral
    form, unit, unit_first, unit_last = _unit(item)
    factor = item.head.factor if item.head else Decimal(1)
    bound = _bound(scan, item)
    printed = _printed(item, factor)
    codes = item.head.currencies if item.head and form == "money" else ()
    first = item.first
    return Quantity(
        start=scan.start[first] + offset,
        end=scan.end[item.last - 1] + offset,
        number_start=scan.start[numeral.first] + offset,
        number_end=scan.end[(item.upto or numeral).last - 1] + offset,
        surface=scan.source[scan.start[first] : scan.end[item.last - 1]],
        form=form,
        printed=printed,
        value=_value(item, printed, numeral, factor, bound, form),
        rounding=numeral.half * factor,
        unit=unit,
        unit_start=scan.start[unit_first] + offset if unit_last else None,
        unit_end=scan.end[unit_last - 1] + offset if unit_last else None,
        currency=codes[0] if len(codes) == 1 else currency if currency in codes else None,
        currencies=codes,
        relation=_relation(item, bound),
        change=change_at(scan, item.first, max(item.last, item.numeral.last))
        if form != "rank" and (form != "ratio" or numeral.kind == "fraction")
        else None,
        change_from=item.earlier,
        hedges=bound.hedges if bound else (),
        rate=item.rate,
        scale=numeral.scale,
    )


def _unit(item: Found) -> tuple[str, str | None, int, int]:
    """Return form, unit and the tokens of the unit (0, 0 where there is none)."""
    nouns = item.nouns
    span = (nouns.first, nouns.last) if nouns else (0, 0)
    if item.form == "rank":
        return "rank", nouns.head if nouns else None, *span
    if item.form == "ratio":
        return "ratio", None, 0, 0
    if item.form == "share":
        return "ratio", None, *span
    if item.form == "ordinal":
        return "count", "time", *span
    head = item.head
    if head is not None:
        form = {"money": "money", "percent": "percent", "percentage_point": "percentage_point"}.get(head.kind, "measure")
        return form, head.name, head.first, head.last
    if nouns is not None:
        return "count", nouns.head, *span
    return "bare", None, 0, 0


def _printed(item: Found, factor: Decimal) -> Interval:
    numeral, sign = item.numeral, Decimal(-1) if item.negative else Decimal(1)
    low = numeral.low * factor * sign
    if item.upto is not None:
        high: Decimal | None = item.upto.low * factor
        return Interval(min(low, high), max(low, high)) if high is not None else Interval(low, high)
    if numeral.high is None:
        return Interval(low, None)
    return Interval(low, numeral.high * factor * sign)


def _bound(scan: Scan, item: Found) -> Bound | None:
    last = max(item.last, item.numeral.last)
    return bound_before(scan, item.first) or bound_after(scan, item.numeral.last, last)


def _relation(item: Found, bound: Bound | None) -> Relation:
    if item.numeral.kind == "vague" and (bound is None or bound.relation in ("about", "nearly", "exactly")):
        return Relation.AT_LEAST if item.numeral.high is None else Relation.ABOUT
    return _RELATIONS[bound.relation] if bound else Relation.EQUALS


def _value(item: Found, printed: Interval, numeral: Numeral, factor: Decimal, bound: Bound | None, form: str) -> Interval:
    """Return what the words allow: docs/contract.md and the annotation guide say how."""
    relation = bound.relation if bound else "exactly"
    if item.upto is not None:
        top = item.upto.low * factor
        if relation in ("more_than", "at_least"):
            return Interval(printed.low, None)
        if relation in ("less_than", "at_most"):
            return Interval(None, top)
        return printed
    if numeral.kind in ("vague", "superlative", "ordinal", "none") or printed.low is None or printed.high is None:
        return _opened(printed, relation) if numeral.kind == "vague" else printed
    if relation in ("more_than", "at_least", "less_than", "at_most"):
        return _opened(printed, relation)
    if relation == "nearly":
        ends = (printed.low * _NEARLY, printed.low)
        return Interval(min(ends), max(ends))
    half = _room(numeral, form, relation == "about") * factor
    return Interval(printed.low - half, printed.high + half)


def _opened(printed: Interval, relation: str) -> Interval:
    if relation in ("more_than", "at_least"):
        return Interval(printed.low, None)
    if relation in ("less_than", "at_most"):
        return Interval(None, printed.high)
    return printed


def _room(numeral: Numeral, form: str, hedged: bool) -> Decimal:
    """Return how far either way the words allow the number to lie: counts are exact unless hedged or scaled."""
    if hedged:
        return max(numeral.half, min(numeral.coarse, abs(numeral.low) * _WIDEST_HEDGE))
    if form in ("money", "percent", "percentage_point", "measure"):
        return numeral.half
    if form in ("count", "bare"):
        return numeral.half if numeral.scale not in (None, "dozen", "hundred") or numeral.half < Decimal("0.5") else Decimal(0)
    return Decimal("0.005") if numeral.kind == "fraction" else numeral.half if numeral.half < Decimal("0.5") else Decimal(0)
