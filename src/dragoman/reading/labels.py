"""Numbers that are no quantities: dates, years, times, scores, telephone numbers, list numbers and names with a number."""

from __future__ import annotations

from dragoman.lexicon.numbers import currencies, number_context, number_words, unit_senses, units
from dragoman.lexicon.scan import Scan
from dragoman.reading.numerals import DENOMINATORS, ORDINAL_ENDS
from dragoman.reading.units import is_airliner, is_plural, measure_after, money_after, plain_noun_at, sign_before, singular

_PREFIXES = frozenset(
    {"sub", "minus", "plus", "now", "nearly", "almost", "some", "over", "under", "then", "pre", "non", "up", "to"}
)


def skip_digits(scan: Scan, at: int) -> int:
    """Return the token after the construct in which the digits at `at` are no quantity, or `at` where they can be one."""
    if sign_before(scan, at):
        return _long(scan, at)
    for rule in (
        _long, _address, _airliner, _clock, _slashes, _dashes, _glued_letters, _date, _year, _list_item, _bracketed, _label, _name
    ):  # fmt: skip
        end = rule(scan, at)
        if end > at:
            return end
    return at


def _long(scan: Scan, at: int) -> int:
    printed = scan.text[at]
    return at + 1 if len(printed) > 25 or (len(printed) > 13 and printed.isdecimal()) else at


_UNITS = frozenset("Squadron Regiment Brigade Battalion Division Corps Wing Commando Fleet Company Platoon Army Group".split())
_STREETS = frozenset("street st road rd avenue ave drive lane boulevard blvd way square court terrace highway".split())


def _address(scan: Scan, at: int) -> int:
    """Read "1.2.3", "#5", "№ 7", "@2020", "x_12", "49 Ranch Road", "the 90049 ZIP" and the like."""
    if scan.text[at].isdecimal() and scan.raw(at + 1)[:1].isupper():
        for i in range(at + 1, min(at + 5, scan.size)):
            if scan.is_word(i) and scan.text[i][0].isupper() and (scan.low[i] in _STREETS or scan.low[i] == "zip"):
                return i + 1
            if not (scan.is_word(i) and scan.text[i][0].isupper()) and not scan.is_number(i) and scan.low[i] not in ORDINAL_ENDS:
                break
    if scan.text[at].isdecimal() and (unit := _unit_name(scan, at + 1)):
        return unit
    if scan.hyphen(at - 1) and scan.glued(at) and not scan.glued(at - 1) and scan.at(at - 2) in number_context().labels:
        return at + 1
    if scan.at(at - 1) in ("#", "№", "@", "§", "_", "\\", "=") and (scan.glued(at) or scan.at(at - 1) in ("№", "§")):
        return at + 1
    if scan.at(at - 1) == "+" and scan.glued(at) and scan.is_number(at - 2) and scan.is_word(at - 3) and scan.glued(at - 2):
        return at + 1
    if scan.is_number(at + 1) and scan.glued(at + 1):
        end = at + 1
        while scan.glued(end) and (scan.is_number(end) or scan.at(end) == "."):
            end += 1
        return end
    if scan.at(at + 1) == "_" and scan.glued(at + 1):
        return at + 1
    return at


_ONE_OF_THEM = frozenset("a an the another each this that his her its their own new boeing airbus".split())
_PLANES = frozenset({"jet", "plane", "aircraft", "airliner", "freighter", "tanker", "airframe", "fleet", "max"})


def _airliner(scan: Scan, at: int) -> int:
    """Read the number of an airliner as its name: "a 747", "the 787 Dreamliner", "smaller 757s", "767-300s"."""
    if not is_airliner(scan.text[at]) or (scan.text[at][0] != "7" and scan.at(at - 1) != "airbus"):
        return at
    variant = scan.hyphen(at + 1) and scan.glued(at + 1) and scan.is_number(at + 2) and scan.glued(at + 2)
    end = at + 3 if variant else at + 1
    if scan.is_word(end) and scan.glued(end) and scan.low[end] == "s":
        return end + 1
    if variant:
        return end
    named = scan.is_word(end) and (scan.text[end][0].isupper() or scan.low[end] in _PLANES)
    return end if scan.at(at - 1) in _ONE_OF_THEM and (named or not plain_noun_at(scan, end)) else at


def _unit_name(scan: Scan, at: int) -> int:
    """Return the end of a formation's name at `at` ("Squadron", "Air Assault Brigade"), or 0."""
    for i in range(at, min(at + 4, scan.size)):
        if not scan.is_word(i) or scan.glued(i) or not scan.text[i][0].isupper():
            return 0
        if scan.text[i] in _UNITS:
            return i + 1
    return 0


def _clock(scan: Scan, at: int) -> int:
    """Read "10:30", "10.45pm", "5 a.m.", "1700 GMT", "17:22"."""
    end = at
    if scan.at(at + 1) == ":" and scan.glued(at + 1) and scan.is_number(at + 2) and scan.glued(at + 2):
        end = at + 3
        while scan.at(end) in (":", ".") and scan.glued(end) and scan.is_number(end + 1) and scan.glued(end + 1):
            end += 2
    zones = number_context().zones
    after = end if end > at else at + 1
    word = scan.at(after)
    if word in ("am", "pm", "a.m.", "p.m.", "gmt", "utc", "hrs") or (word in zones and word not in ("o", "am") and end > at):
        if word == "hrs" and end == at and len(scan.text[at]) != 4:
            return end
        return after + 1
    if word == "o" and scan.at(after + 1) in ("'", "’"):
        return after + 3
    if word in ("a", "p") and scan.at(after + 1) == "." and scan.at(after + 2) == "m":
        return after + 3
    return end


def _slashes(scan: Scan, at: int) -> int:
    """Read "9/11", "14/04/2023", "24/7"; true fractions were read before."""
    if not (scan.at(at + 1) == "/" and scan.glued(at + 1) and scan.is_number(at + 2) and scan.glued(at + 2)):
        return at
    over, under = scan.text[at], scan.text[at + 2]
    digits = over.isdecimal() and under.isdecimal() and len(over) <= 2 and len(under) <= 3
    if digits and scan.at(at + 3) != "/" and int(under) in DENOMINATORS and 0 < int(over) < int(under):
        return at
    end = at + 3
    while scan.at(end) == "/" and scan.is_number(end + 1):
        end += 2
    return end


def _dashes(scan: Scan, at: int) -> int:
    """Read "2012-13", "2023-04-14", telephone numbers and scores ("2-1", "3-0")."""
    end, parts = at + 1, [scan.text[at]]
    while scan.hyphen(end) and scan.glued(end) and scan.is_number(end + 1) and scan.glued(end + 1):
        parts.append(scan.text[end + 1])
        end += 2
    if len(parts) == 1:
        return at
    if len(parts) > 2:
        return end
    low, high = parts
    if not (low.isdecimal() and high.isdecimal()):
        return at
    if len(low) == 4 and len(high) in (2, 4) and 1500 <= int(low) <= 2199 and _year_span(int(low), high):
        return end if not (len(high) == 4 and _amount_follows(scan, end)) else at
    if int(low) >= int(high) and not sign_before(scan, at) and scan.at(end) not in ("%", "percent") and scan.at(end - 2) != "—":
        if scan.at(end) in number_words().scales or measure_after(scan, end):
            return at
        return end
    if low.startswith("0") and len(low) > 1:
        return end
    return at


def _year_span(low: int, high: str) -> bool:
    top = int(high) if len(high) == 4 else low - low % 100 + int(high)
    return 0 < (top - low) % 100 <= 60 if len(high) == 2 else low < top <= 2199


def _glued_letters(scan: Scan, at: int) -> int:
    """Read digits that hang on letters: "F-35", "Su-27", "5G", "7th", "1990s", "M777", "COVID-19"; units and scales pass."""
    if scan.is_word(at - 1) and scan.glued(at) and not sign_before(scan, at) and not _code_scale(scan, at):
        return _glued_end(scan, at)
    if (
        scan.hyphen(at - 1)
        and scan.glued(at)
        and scan.glued(at - 1)
        and scan.is_word(at - 2)
        and (
            scan.low[at - 2] not in _PREFIXES
            and scan.at(at - 1) not in ("—", "–")
            and scan.low[at - 2] not in number_words().cardinals
            and not (scan.is_number(at - 3) and not _designates(scan, at - 2) and _counts_on(scan, at - 2))
        )
    ):
        return _glued_end(scan, at)
    after = at + 1
    if scan.is_word(after) and scan.glued(after):
        if scan.low[after] in ORDINAL_ENDS or scan.low[after] == "s":
            return at if scan.low[after] == "s" and _seconds(scan, at) else after + 1
        if scan.low[after] not in number_words().scales and not _unit_glued(scan, after):
            return _glued_end(scan, after)
        if scan.is_number(after + 1) and scan.glued(after + 1) and scan.text[after] not in ("m", "km", "cm", "ft", "x"):
            return _glued_end(scan, after)
    return at


def _counts_on(scan: Scan, at: int) -> bool:
    return scan.low[at] in number_words().scales or _unit_glued(scan, at)


def _designates(scan: Scan, at: int) -> bool:
    """Return whether a letter opens a type's name after a count ("12 A-29 aircraft", "10 B-52 bombers"), no unit ("5B-6B")."""
    return len(scan.text[at]) == 1 and scan.text[at].isupper() and not scan.glued(at)


def _seconds(scan: Scan, at: int) -> bool:
    return "." in scan.text[at] or not (len(scan.text[at]) in (2, 4) and scan.text[at].endswith("0"))


def _unit_glued(scan: Scan, at: int) -> bool:
    table = units()
    if scan.text[at] in unit_senses():
        return measure_after(scan, at) is not None or money_after(scan, at, signed=False) is not None
    return any(
        tuple(scan.text[at : at + width]) in table.symbols or tuple(scan.low[at : at + width]) in table.forms
        for width in (1, 2, 3)
    ) or (money_after(scan, at, signed=False) is not None or scan.low[at] in ("x", "p", "plus"))


def _code_scale(scan: Scan, at: int) -> bool:
    """Return whether the letters glued before digits are money in millions ("MUSD", "MAUD")."""
    return scan.text[at - 1][:1] in "MB" and (scan.text[at - 1][1:],) in currencies().signs and len(scan.text[at - 1]) == 4


def _glued_end(scan: Scan, at: int) -> int:
    end = at + 1
    while end < scan.size and scan.glued(end) and (scan.kind[end] != "s" or (scan.hyphen(end) and scan.glued(end + 1))):
        end += 1
    return end


def _is_month(scan: Scan, at: int) -> bool:
    word = scan.at(at)
    return word in number_context().months and (
        scan.raw(at)[0].isupper()
        or word not in ("may", "march", "mar", "dec", "jan", "sep", "oct")
        or (word not in ("may", "march") and scan.at(at + 1) == ".")
    )


def _date(scan: Scan, at: int) -> int:
    """Read "April 3-6", "3 April", "Aug. 14", "3rd of April", "26 to 28 August"."""
    printed = scan.text[at]
    if not printed.isdecimal() or len(printed) > 2 or not 1 <= int(printed) <= 31:
        return at
    before = at - 1
    if scan.at(before) == "." and scan.glued(before):
        before -= 1
    after = at + 1
    if scan.at(after) in ORDINAL_ENDS and scan.glued(after):
        after += 1
    if scan.at(before) == "the" and _is_month(scan, before - 1):
        before -= 1
    if _is_month(scan, before) and (scan.at(before - 1) != "in" or scan.at(after) in (",", ".")) and not _is_unit(scan, after):
        while scan.at(after) in ("-", "–", "to", "and", ",", "or") and scan.is_number(after + 1) and _day(scan, after + 1):
            after += 2
        return after
    if _is_month(scan, before) and not (
        scan.at(after) in number_words().scales or scan.at(after) in ("%", "percent") or plain_plural(scan, after)
    ):
        while scan.at(after) in ("-", "–", "to", "and", ",", "or") and scan.is_number(after + 1) and _day(scan, after + 1):
            after += 2
        return after
    probe = after
    if scan.at(probe) == "of":
        probe += 1
    if _is_month(scan, probe):
        return probe + 1
    if scan.at(after) in ("-", "–", "to", "and") and scan.is_number(after + 1) and _day(scan, after + 1):
        last = after + 2
        if scan.at(last) == "of":
            last += 1
        if _is_month(scan, last):
            return last + 1
    return at


def plain_plural(scan: Scan, at: int) -> bool:
    """Return whether a lower-case plural noun stands at `at` ("May 300 tanks" is no date)."""
    return scan.is_word(at) and scan.text[at].islower() and is_plural(scan.low[at]) and scan.low[at] not in number_context().stops


def _day(scan: Scan, at: int) -> bool:
    printed = scan.text[at]
    return printed.isdecimal() and len(printed) <= 2 and 1 <= int(printed) <= 31 and not _is_unit(scan, at + 1)


def _is_unit(scan: Scan, at: int) -> bool:
    return scan.at(at) in ("%", "percent") or scan.at(at) in number_words().scales


def _amount_follows(scan: Scan, at: int) -> bool:
    """Return whether what stands after a four-digit number shows that it is an amount and no year."""
    context = number_context()
    word = scan.at(at)
    if scan.hyphen(at) and scan.glued(at):
        word = scan.at(at + 1)
        return word in context.year_plain or singular(word) != word
    if word in context.year_plain or scan.raw(at) in ("MW", "Nm", "mAh", "°", "%"):
        return word not in (
            "north",
            "foreign",
            "military",
            "armed",
            "us",
            "russian",
            "ukrainian",
            "american",
            "british",
            "french",
            "german",
            "chinese",
        ) or _plural_ahead(scan, at + 1)
    return False


def _plural_ahead(scan: Scan, at: int) -> bool:
    return scan.at(at) in number_context().year_plain or scan.at(at + 1) in number_context().year_plain


def _year(scan: Scan, at: int) -> int:
    """Read a year: four digits without separators, with nothing after that counts."""
    printed = scan.text[at]
    if not (printed.isdecimal() and len(printed) == 4 and 1400 <= int(printed) <= 2199):
        return at
    value, after = int(printed), at + 1
    if (
        sign_before(scan, at)
        or scan.at(after) in ("%", "percent", "per")
        or (scan.at(after) in number_words().scales and scan.at(after) not in ("m", "b", "t"))
    ):
        return at
    if scan.hyphen(after) and scan.is_number(after + 1) and (_amount_follows(scan, after + 2) or measure_after(scan, after + 2)):
        return at
    if (
        value % 100 == 0
        and plain_plural(scan, after)
        and scan.at(at - 1) in ("to", "from", "of", "the", "with", "have", "has", "had", "and", ",")
    ):
        return at
    if money_after(scan, after, signed=False) or (
        (scan.raw(after)[:1].islower() or not scan.is_word(after))
        and (measure_after(scan, after) and scan.at(after) not in ("s", "second"))
    ):
        return at
    before = scan.at(at - 1)
    if before in (
        "about",
        "around",
        "some",
        "than",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "least",
        "most",
        "over",
        "exactly",
        "minus",
        "$",
    ):
        if before in ("over", "around", "about") and not _amount_follows(scan, after):
            return after if value >= 1900 and not plain_noun_at(scan, after) else at
        return at
    if before in ("to", "at") and value < 1900:
        return at
    if _amount_follows(scan, after) and before not in ("in", "since", "of", "early", "late", "by", "fiscal", "until", "during"):
        return at
    if value >= 1900:
        return after
    if before in number_context().before_year and before not in ("the", "to", "for", "of", "a", "his", "its", "their"):
        return after if not plain_plural(scan, after) else at
    return after if before == "to" and scan.is_number(at - 2) and scan.at(at - 3) == "from" else at


def _list_item(scan: Scan, at: int) -> int:
    """Read the number of a list item at the start of a line: "1.", "2)", "(3)"."""
    if (
        scan.newline(at)
        and scan.at(at + 1) in (".", ")")
        and scan.glued(at + 1)
        and len(scan.text[at]) <= 2
        and at + 2 < scan.size
    ):
        return at + 2
    return at


def _bracketed(scan: Scan, at: int) -> int:
    """Read a bare number alone in brackets: a note, a hit, an age ("[12]", "(3)")."""
    alone = scan.at(at - 1) in ("(", "[") and scan.at(at + 1) in (")", "]")
    if not alone or not scan.text[at].isdecimal() or len(scan.text[at]) > 3:
        return at
    note = scan.at(at - 1) == "[" or scan.newline(at - 1)
    return at + 1 if note or not scan.is_word(at - 2) or scan.text[at - 2][:1].islower() else at


def _label(scan: Scan, at: int) -> int:
    """Read a number after a word that takes numbers as names: "Article 5", "resolution 1701", "No. 2", "Articles 4 and 5"."""
    before = at - 1
    if scan.at(before) == "." and scan.glued(before):
        before -= 1
    word = singular(scan.at(before))
    context = number_context()
    if word == "p" and (scan.at(before - 1) in ("&", "s") or (scan.at(before - 1) == "and" and scan.at(before - 2) == "s")):
        return at + 1
    if scan.at(before) == "number" and plain_noun_at(scan, before - 1) and not is_plural(scan.low[before - 1]):
        return at + 1  # "satellite vehicle number 76"
    if not scan.is_word(before) or word not in context.labels or scan.newline(at):
        return at
    capital = scan.text[before][0].isupper()
    if word in context.capital_labels and not (capital and before > 0):
        return at
    if not capital and (scan.at(at + 1) in number_words().scales or plain_plural(scan, at + 1) or _is_unit(scan, at + 1)):
        return at
    if (
        _is_unit(scan, at + 1)
        or money_after(scan, at + 1, signed=False)
        or (scan.at(at + 1) in number_words().scales and scan.at(at + 1) not in ("a", "b", "m", "t", "k"))
    ):
        return at
    if (
        word in ("no", "number")
        and scan.is_word(at + 1)
        and scan.at(before) != "no"
        and not capital
        and is_plural(scan.low[at + 1])
    ):
        return at
    end = at + 1
    while (
        scan.at(end) in ("-", "–", "and", ",", "or", "to", "/")
        and scan.is_number(end + 1)
        and len(scan.text[end + 1]) <= len(scan.text[at]) + 1
    ):
        if plain_noun_at(scan, end + 2) and not scan.glued(end) and scan.at(end) != "-":
            break
        end += 2
    return end


def _name(scan: Scan, at: int) -> int:
    """Read a bare whole number right after a capitalised word, no noun after it: "iPhone 14", "Boeing 787 Dreamliner"."""
    printed = scan.text[at]
    if not printed.isdecimal() or len(printed) > 4 or not scan.is_word(at - 1) or scan.glued(at) or scan.newline(at):
        return at
    if _code_scale(scan, at):
        return at
    before = scan.text[at - 1]
    context = number_context()
    if not any(letter.isupper() for letter in before) or scan.low[at - 1] in context.stops or _is_month(scan, at - 1):
        return at
    if (
        (scan.low[at - 1],) in number_words().before
        or sign_before(scan, at)
        or (at == 1 or scan.at(at - 2) in (".", ":", "”", '"', "—", "–"))
    ):
        return at
    after = at + 1
    if _gapped(scan, at):
        return at
    if (
        _is_unit(scan, after)
        or money_after(scan, after, signed=False)
        or measure_after(scan, after)
        or (scan.glued(after) and scan.hyphen(after))
    ):
        return at
    if scan.is_word(after) and scan.text[after][0].islower() and scan.low[after] not in context.stops:
        return at
    if scan.is_word(after) and _lower_plural_ahead(scan, after):
        return at
    return after


def _gapped(scan: Scan, at: int) -> bool:
    """Return whether a number after a state's name counts: "sent Kyiv 13 MiG-29s", "19 jets, and the Netherlands 24"."""
    first = at - 1
    while scan.is_word(first - 1) and scan.text[first - 1][0].isupper() and first > at - 4:
        first -= 1
    from dragoman.lexicon.names import territories

    if " ".join(scan.text[first:at]) not in territories():
        return False
    if plain_noun_at(scan, at + 1):
        return scan.text[at] != "24" or _lower_plural_ahead(scan, at + 1)
    before = first - 1 if scan.at(first - 1) == "the" else first
    listed = scan.at(before - 1) in ("and", ",", ";", "while")
    return listed and any(scan.is_number(i) for i in range(max(0, before - 30), before))


def _lower_plural_ahead(scan: Scan, at: int) -> bool:
    """Return whether capitals from `at` on lead to a lower-case plural ("31 Abrams tanks")."""
    for i in range(at, min(at + 4, scan.size)):
        if scan.kind[i] != "w" and not scan.hyphen(i) and scan.kind[i] != "n":
            return False
        if plain_plural(scan, i):
            return True
    return False


def one_is_pronoun(scan: Scan, at: int) -> bool:
    """Return whether "one" at `at` counts nothing: "no one", "one another", "one should", "the one", "this one"."""
    before, after = scan.at(at - 1), scan.at(at + 1)
    context = number_context()
    if after == "of" and before not in ("no", "every", "any", "each", "which"):
        return False
    if before in (
        "no",
        "this",
        "that",
        "another",
        "each",
        "every",
        "any",
        "which",
        "some",
        "same",
        "new",
        "big",
        "last",
        "next",
        "day",
        "number",
        "air",
        "the",
    ):
        return not (
            before in ("the", "this", "that")
            and scan.is_word(at + 1)
            and after not in context.stops
            and not after.endswith("ing")
        )
    if after in ("another", "'", "’", "day", "thing", "should", "can", "must", "more", "-", "way", "side", "hand") and not (
        after == "-" and not _one_hyphen(scan, at)
    ):
        return after not in ("more",) and after not in ("side", "way", "day")
    if after == "of":
        return False
    return not scan.is_word(at + 1) or (after in context.stops and after not in context.open)


def _one_hyphen(scan: Scan, at: int) -> bool:
    return scan.at(at + 2) in (
        "time",
        "off",
        "on",
        "sided",
        "way",
        "stop",
        "size",
        "of",
        "shot",
        "man",
        "child",
        "third",
        "half",
        "fifth",
        "quarter",
    )
