"""What a number counts: money, units of measurement, or the noun phrase after it, by rules on words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from dragoman.lexicon.numbers import Unit, currencies, number_context, number_words, unit_senses, units
from dragoman.lexicon.scan import Scan

_LONGEST_NOUN = 9
_RATES = frozenset(
    "second minute hour day week month quarter year decade share barrel gallon ounce pound ton tonne "
    "head person piece dozen kilo litre liter "
    "mile night unit game match household inhabitant resident capita gram kilogram kilometre kilometer "
    "student worker employee citizen annum minute "
    "vehicle aircraft plane copy soldier missile shell round launch strike sq square mwh kwh".split()
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a number counts: tokens `first` to `last` (exclusive), singular `name`, `kind`, and for money its currency.

    `kind`: money, percent, percentage_point, noun, or the kind of a unit of measurement. `factor` turns subunits into
    whole ones (cents: 0.01).
    """

    first: int
    last: int
    name: str
    kind: str
    currencies: tuple[str, ...] = ()
    factor: Decimal = Decimal(1)


def sign_before(scan: Scan, at: int) -> tuple[int, tuple[str, ...]] | None:
    """Return the first token of a currency sign that stands right before token `at`, and its codes, or None.

    Single letters ("A$") must be glued to their sign; a code such as "USD" may stand a blank away.
    """
    table = currencies()
    if scan.raw(at - 1) not in table.last:
        return None
    for width in (4, 3, 2, 1):
        first = at - width
        if first < 0:
            continue
        shape = tuple(scan.text[first:at])
        codes = table.signs.get(shape) or (
            table.signs.get(tuple(map(str.upper, shape))) if shape[-1] == "$" and len(shape[0]) == 3 else None
        )
        if codes is None or not _sign_fits(scan, first, at, shape):
            continue
        return first, codes
    return None


def _sign_fits(scan: Scan, first: int, at: int, shape: tuple[str, ...]) -> bool:
    inner = all(scan.glued(i) for i in range(first + 1, at))
    wide = shape[0] in ("US", "AU", "NZ", "HK", "c", "U.S.") and shape[-1] == "$"
    if not (inner or wide):
        return False
    if first and scan.glued(first) and scan.is_word(first) and scan.is_word(first - 1):
        return False
    last = shape[-1]
    if len(shape) == 1 and last.isalpha() and len(last) == 1 and last.isascii():
        free = first == 0 or not scan.glued(first) or not (scan.is_word(first - 1) or scan.hyphen(first - 1))
        return scan.glued(at) and free and (last == "R" or _large(scan, at))
    if last in ("kn", "Ft"):
        return False
    if last in ("PS", "LE", "DM", "SR", "TL", "RM", "Sh", "Ft", "TRY", "ALL", "SOS", "MAD", "MOP", "CUP", "BAM"):
        return scan.glued(at) or last in ("RM", "DM", "LE")
    return True


def _large(scan: Scan, at: int) -> bool:
    """Return whether a scale follows the number at `at`: what a letter that names much else ("P", "N") needs to be money."""
    after = at + 2 if scan.hyphen(at + 1) else at + 1
    return scan.at(after) in ("million", "billion", "trillion", "bn", "tn", "trn", "mn")


def money_after(scan: Scan, at: int, *, signed: bool) -> Head | None:
    """Return the currency named right after a number that ends before token `at` ("euros", "Australian dollars", "€", "USD")."""
    table = currencies()
    start = at + 1 if scan.hyphen(at) and scan.glued(at) and scan.glued(at + 1) else at
    if scan.at(start) in _FURTHER and scan.at(at - 1) in ("million", "billion", "trillion"):
        start += 1
    if scan.at(start) not in table.first:
        return None
    for width in (4, 3, 2, 1):
        if start + width > scan.size:
            continue
        codes = table.words.get(tuple(scan.low[start : start + width]))
        if codes is not None and not _not_money(scan, start, start + width, signed=signed):
            return Head(start, start + width, "money", "money", codes)
    for width in (3, 2, 1):
        if start + width > scan.size:
            continue
        shape = tuple(scan.text[start : start + width])
        codes = table.signs.get(shape) or (table.signs.get((shape[0].upper(),)) if shape[0] in _LOWER_CODES else None)
        if codes and _code_fits(scan, start, start + width, shape):
            return Head(start, start + width, "money", "money", codes)
    part = table.parts.get(scan.at(start))
    if part is not None and not signed and not (scan.at(start) == "sen" and scan.raw(start) != "sen"):
        return Head(start, start + 1, "money", "money", part[0], part[1])
    return None


_FURTHER = frozenset({"additional", "extra", "more", "new", "further"})
_LOWER_CODES = frozenset("usd eur gbp inr rmb aud cad jpy cny chf nzd sgd hkd".split())


def _code_fits(scan: Scan, start: int, end: int, shape: tuple[str, ...]) -> bool:
    if not all(scan.glued(i) for i in range(start + 1, end)):
        return False
    last = shape[-1]
    if scan.is_number(end) and scan.glued(end):
        return False
    if last in unit_senses():
        return sense_at(scan, start, last) == "money"
    if len(shape) == 1 and last in ("$", "£", "₹", "¥") and scan.is_number(end):
        return False
    if (
        last.isalpha()
        and last.isascii()
        and (len(last) < 3 or last in ("ALL", "TRY", "MAD", "PEN", "SOS", "CUP", "BAM", "GEL", "RON", "LAK", "CFA", "NIS"))
    ):
        return last in ("R", "TL", "RM", "zl", "Kč", "kr", "Rs", "Tk", "DM", "kn", "CFA", "Ft", "GEL", "RON", "NIS") and (
            last != "R" or _ends(scan, end)
        )
    return True


def _ends(scan: Scan, at: int) -> bool:
    return at >= scan.size or scan.kind[at] == "s"


def _not_money(scan: Scan, start: int, end: int, *, signed: bool) -> bool:
    """Return whether a currency word right after a number is something else: "20 pound bombs", "500-pound", "3 marks"."""
    word = scan.at(end - 1)
    if signed:
        return word not in ("dollars", "dollar", "euros", "euro", "pounds", "yen")
    if scan.hyphen(end) and scan.glued(end) and scan.at(end + 1) == "class":
        return True
    if end - start > 1:
        return False
    if word in ("pound", "pounds"):
        if scan.at(end) in ("of", "heavier", "lighter", "feet", "foot", "force"):
            return True
        one = scan.at(start - 1) in ("one", "1", "a")
        adjective = scan.hyphen(start - 1) or (scan.is_word(end) and scan.at(end) not in number_context().stops and not one)
        if word == "pound" and adjective:
            return scan.at(end) not in ("coin", "note", "a")
        return sense_at(scan, start, "pound") != "money"
    if word in ("dram", "drams"):
        return sense_at(scan, start, "dram") != "money"
    return word in ("real", "sol", "mark")


_REACH = 25


def sense_at(scan: Scan, at: int, form: str) -> str | None:
    """Return what a form of several meanings at token `at` stands for, by the words within reach; `form` must be in the table."""
    return unit_senses()[form].pick(scan.low[max(0, at - _REACH) : at + _REACH])


def measure_after(scan: Scan, at: int) -> Head | None:
    """Return the unit of measurement right after a number that ends before token `at`, the longest that fits, or None."""
    table = units()
    spaced = scan.hyphen(at) and not scan.glued(at) and scan.kind[at - 1] != "s" and (scan.at(at + 1),) in table.forms
    hyphened = scan.hyphen(at) and ((scan.glued(at) and scan.glued(at + 1)) or (spaced and scan.at(at + 1)[-1:] != "s"))
    bracketed = scan.at(at) in ("(", "[") and scan.is_word(at + 1) and scan.at(at + 2) in (")", "]")
    start = at + 1 if hyphened or bracketed else at
    if scan.at(start) not in table.first and scan.raw(start) not in table.first:
        return None
    for width in range(min(table.longest, scan.size - start), 0, -1):
        unit = table.forms.get(tuple(scan.low[start : start + width]))
        if unit is None and hyphened:
            unit = table.forms.get(tuple(word for word in scan.low[start : start + width] if word != "-"))
        if unit is not None and unit.name == "second" and scan.hyphen(start + width) and scan.glued(start + width):
            return None
        if unit is not None and not _glued_on(scan, start + width):
            return _unit_head(start, start + width, unit)
        unit = table.symbols.get(tuple(scan.text[start : start + width]))
        if unit is not None and _symbol_fits(scan, start, start + width):
            senses = unit_senses().get(scan.text[start]) if width == 1 else None
            if senses is not None:
                sense = sense_at(scan, start, scan.text[start])
                unit = table.named.get(sense or "")
            if unit is not None:
                return _unit_head(start, start + width, unit)
    return None


def _glued_on(scan: Scan, at: int) -> bool:
    """Return whether a letter or digit hangs on to the token before `at`."""
    return at < scan.size and scan.glued(at) and scan.kind[at] != "s"


def _unit_head(first: int, last: int, unit: Unit) -> Head:
    return Head(first, last, unit.name, unit.kind)


_LETTERS = frozenset("CFGANJVWLcghsmlt")


def _symbol_fits(scan: Scan, start: int, end: int) -> bool:
    """Return whether a symbol can be read as a unit where it stands: short letters must be glued, or end a phrase."""
    shape = scan.text[start]
    if _glued_on(scan, end) or (end < scan.size and scan.glued(end) and scan.text[end] == "'" and scan.is_word(end + 1)):
        return False
    if not all(scan.glued(i) for i in range(start + 1, end)) and shape not in ("°", "º", "sq", "lb", "fl", "sq.", "cu"):
        return False
    if shape in ("'", "′"):
        return (scan.glued(start) and not scan.is_word(end) and not scan.quoted_before(start)) or (
            scan.glued(start) and scan.is_word(end) and not scan.glued(end) and not scan.quoted_before(start)
        )
    if not shape[0].isalpha():
        return True
    if end - start == 1 and shape in _LETTERS:
        if scan.glued(start):
            return not scan.hyphen(start - 1)
        if shape == "t":
            return _spaced_thousands(scan.text[start - 1]) or scan.at(end) == "of"
        return shape in ("m", "C", "c", "F", "V", "W", "g", "l") and (not scan.glued(end) or scan.at(end) in (",", ".", ";", ")"))
    return shape not in ("in.",)


def _spaced_thousands(number: str) -> bool:
    """Return whether a number is written as the metric world writes it: "940 000", "1,200"."""
    return not number.isdecimal() and number[-3:].isdecimal() and len(number) >= 5


def rate_after(scan: Scan, at: int) -> tuple[int, str] | None:
    """Return the end and the name of what a number is per: "per gallon", "a day", "-a-day", "/month", "annually"."""
    word = scan.at(at)
    if word in ("annually", "yearly", "monthly", "weekly", "daily", "hourly") and not scan.hyphen(at + 1):
        names = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}
        if word in ("annually", "yearly") or _ends(scan, at + 1):
            return at + 1, names[word]
        return None
    i = at
    if scan.hyphen(i):
        i += 1
    if scan.at(i) in ("per", "a", "an", "each", "every", "/"):
        article = scan.at(i) != "per" and scan.at(i) != "/"
        j = i + 2 if scan.hyphen(i + 1) else i + 1
        noun = singular(scan.at(j))
        if noun in ("sq", "square", "cubic"):
            follows = singular(scan.at(j + 1))
            return (j + 2, f"{noun} {follows}") if follows else None
        if scan.is_word(j) and (noun in _RATES if article or scan.at(i) == "/" else noun not in number_context().stops):
            if scan.at(i) == "per" and noun == "cent":
                return None
            if scan.at(j + 1) in ("earlier", "ago", "before", "later", "old", "previously", "prior", "from"):
                return None
            unit = units().forms.get((noun,))
            return j + 1, unit.name if unit and unit.kind != "other" else noun
    return None


def rate_past(scan: Scan, at: int) -> str | None:
    """Return what a number is per where what it is of stands between ("30 tons of copper a year", "$3bn in aid a year")."""
    if scan.at(at) not in ("of", "in"):
        return None
    stops = number_context().stops
    for i in range(at + 1, min(at + 6, scan.size)):
        if i > at + 1 and scan.low[i] in ("per", "a", "annually", "yearly"):
            found = rate_after(scan, i)
            return found[1] if found and found[1] in _SPANS else None
        if not scan.is_word(i) or scan.low[i] in stops:
            return None
    return None


_SPANS = frozenset("second minute hour day week month quarter year decade".split())


@cache
def singular(word: str) -> str:
    """Return the singular of an English noun in lower case; a word that is no plural comes back as it is.

    >>> [singular(word) for word in ("troops", "countries", "people", "aircraft", "classes", "virus", "tanks")]
    ['troop', 'country', 'person', 'aircraft', 'class', 'virus', 'tank']
    """
    context = number_context()
    if word in context.plural:
        return context.plural[word]
    if word == "troops":
        return "troop"
    if (
        word in context.same
        or word in context.false_plurals
        or len(word) < 4
        or not word.endswith("s")
        or word.endswith(("ss", "us", "is"))
    ):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    """Return whether a lower-case word can be a plural noun."""
    return singular(word) != word or word in number_context().same


@dataclass(frozen=True, slots=True)
class Nouns:
    """A noun phrase after a number: tokens `first` to `last` (exclusive); the head is the last of them."""

    first: int
    last: int
    head: str
    plural: bool


def noun_phrase(scan: Scan, at: int, *, one: bool = False) -> Nouns | None:
    """Return the noun phrase that starts at token `at`: modifiers up to the first plural (for one: up to the first verb or stop).

    Args:
        one: the number is one, so that the head is singular and an s marks a verb.
    """
    context = number_context()
    start, i, head = at, at, -1
    hyphened = scan.hyphen(at) and scan.glued(at) and scan.glued(at + 1)
    if hyphened:
        start = i = at + 1
        if scan.low[start] in context.stops:
            return None
        if scan.is_word(start) and not is_plural(scan.low[start]) and not (scan.hyphen(start + 1) and scan.glued(start + 1)):
            return Nouns(start, start + 1, scan.low[start], False)
    elif scan.is_number(at) and (size := _size_after(scan, at)) is not None:
        start = i = size.last
    elif scan.is_number(at) and scan.at(at - 1) in number_words().cardinals and scan.text[at].isdecimal():
        i = at + 1
        while scan.glued(i) and (scan.is_number(i) or scan.hyphen(i)):
            i += 1
    while i < scan.size and i - start < _LONGEST_NOUN:
        word = scan.low[i]
        if scan.kind[i] == "s":
            if word == "—":
                break
            if scan.hyphen(i) and i > start and scan.glued(i) and i + 1 < scan.size and scan.glued(i + 1):
                i += 1
                continue
            if word in ("'", "’") and scan.glued(i) and scan.at(i + 1) == "s" and scan.glued(i + 1):
                i += 2
                continue
            if word in ("“", "‘", '"') and i == start and scan.is_word(i + 1):
                i += 1
                start = i
                continue
            if word in ("”", '"') and i > start and scan.at(start - 1) in ("“", '"') and scan.is_word(i + 1):
                i += 1
                continue
            if word == "(" and head < 0 and i > start and _glossed(scan, i):
                i += 3
                continue
            if word == "/" and scan.glued(i) and scan.glued(i + 1) and i > start:
                i += 1
                continue
            if word == "&" and i > start:
                i += 1
                continue
            if word == "," and head < 0 and i > start and _describes(scan, i - 1) and _described(scan, i + 1):
                i += 1
                continue
            break
        if scan.newline(i) and i > start:
            break
        if scan.kind[i] == "n":
            if (i > start and (scan.hyphen(i - 1) or scan.glued(i))) or (
                i > start and scan.text[i - 1][0].isupper() and i + 1 < scan.size
            ):
                i += 1
                continue
            break
        inner = i > start and (scan.hyphen(i - 1) or (scan.glued(i) and scan.is_number(i - 1)))
        if (
            word in context.stops
            and scan.text[i] != "US"
            and not inner
            and not (scan.hyphen(i + 1) and scan.glued(i + 1) and scan.glued(i + 2))
            and not (word in context.open and i == start)
            and not _capital_inside(scan, i, start)
        ):
            if not (word in ("and", "or") and _joined(scan, i, start, head)):
                break
            i += 1
            continue
        if i > start and (named := _designation(scan, i)) is not None:
            return Nouns(start, i + 1, named, True)
        if one:
            if i > start and head >= 0 and not inner and _verb_like(scan, i):
                break
            head = i
            i += 1
            continue
        if word == "military" and plain_noun_at(scan, i + 1) and not scan.newline(i + 1):
            i += 1
            continue
        if word in context.same and _leads_on(scan, i):
            i += 2
            continue
        if is_plural(word) and not (scan.hyphen(i + 1) and scan.glued(i + 1) and scan.glued(i + 2)):
            head = i
            if not _plural_goes_on(scan, i):
                break
        elif head >= 0:
            break
        i += 1
    if head < 0:
        return _singular_phrase(scan, start, i, hyphened=hyphened)
    return Nouns(start, head + 1, singular(scan.low[head]), is_plural(scan.low[head]))


def _describes(scan: Scan, at: int) -> bool:
    """Return whether a word is a compound participle, which another may follow ("conventionally-armed, nuclear-powered")."""
    return scan.low[at].endswith(("ed", "ing")) and scan.hyphen(at - 1) and scan.glued(at)


def _described(scan: Scan, at: int) -> bool:
    """Return whether a compound participle and a plural noun begin at `at`: "nuclear-powered submarines"."""
    return scan.hyphen(at + 1) and at + 3 < scan.size and _describes(scan, at + 2) and is_plural(scan.low[at + 3])


def _size_after(scan: Scan, at: int) -> Head | None:
    """Return the measure that makes the number at `at` a size: "200,000 155mm shells", "200,000 155-mm shells"."""
    size = measure_after(scan, at + 1)
    return size if size is not None and (size.first == at + 1 or scan.hyphen(at + 1)) else None


def _glossed(scan: Scan, at: int) -> bool:
    """Return whether a bracket only abbreviates a modifier inside the phrase ("first-person-view (FPV) drones")."""
    return scan.raw(at + 1).isupper() and scan.at(at + 2) == ")" and scan.is_word(at + 3) and is_plural(scan.low[at + 3])


_PLURAL_S = re.compile(r"[A-Z]{0,2}s")
"""The end of a designation with its plural s: "F-35s", "B-1Bs", "C-130Js"."""


def _designation(scan: Scan, i: int) -> str | None:
    """Return the name of what is counted where a plural s hangs on a designation ("F-35s", "Leopard 2s", "F-16C/Ds"), or None."""
    if (
        not _PLURAL_S.fullmatch(scan.text[i])
        or not scan.glued(i)
        or not (scan.is_number(i - 1) or scan.at(i - 1) == "/")
    ):
        return None
    first = i
    while scan.glued(first):
        first -= 1
    if scan.is_number(first) and scan.raw(first - 1)[:1].isupper():
        first -= 1
    if not scan.is_word(first) and not is_airliner(scan.text[first]):
        return None
    return scan.source[scan.start[first] : scan.end[i] - 1].lower()


def is_airliner(number: str) -> bool:
    """Return whether digits are the number of a Boeing or Airbus airliner, which is its name: "a 747", "two 767-300s"."""
    return len(number) == 3 and number.isdecimal() and ((number[0] == number[2] == "7") or number in _AIRBUS)


_AIRBUS = frozenset({"300", "310", "318", "319", "320", "321", "330", "340", "350", "380"})


def _capital_inside(scan: Scan, i: int, start: int) -> bool:
    """Return whether a stop word is part of a name inside the phrase ("Most Wanted", "Will"): capital between capitals."""
    return (
        i > start
        and scan.text[i][0].isupper()
        and scan.text[i - 1][:1].isupper()
        and scan.is_word(i + 1)
        and scan.low[i] not in ("in", "the", "of")
    )


def _joined(scan: Scan, at: int, start: int, head: int) -> bool:
    """Return whether "and" at `at` joins two modifiers before the head ("460 Kia and Hyundai vehicles")."""
    if head >= 0 or at == start:
        return False
    context = number_context()
    for i in range(at + 1, min(at + 10, scan.size)):
        if scan.hyphen(i) and scan.glued(i):
            continue
        if scan.kind[i] != "w" or (scan.low[i] in context.stops and not scan.glued(i)):
            return False
        if is_plural(scan.low[i]) and not scan.hyphen(i + 1):
            return i > at + 1
    return False


def _plural_goes_on(scan: Scan, i: int) -> bool:
    """Return whether the plural at `i` is a modifier of a plural right after it ("sales offices", "United States troops").

    Only plurals that English puts before nouns, and names, are; after any other the word in s is a verb ("66 jets arrives").
    """
    follows = scan.at(i + 1)
    if not scan.is_word(i + 1) or scan.newline(i + 1):
        return False
    context = number_context()
    if follows in context.stops or not is_plural(follows):
        return False
    return scan.low[i] in context.attributive or scan.text[i][0].isupper() or scan.low[i] in context.same


def _leads_on(scan: Scan, i: int) -> bool:
    """Return whether a noun without a plural of its own is the first of two before a plural ("infantry combat vehicles")."""
    first, last = scan.at(i + 1), scan.at(i + 2)
    stops = number_context().stops
    near = scan.is_word(i + 1) and scan.is_word(i + 2) and not scan.newline(i + 1) and not scan.newline(i + 2)
    if not near or first in stops or last in stops or is_plural(first):
        return False
    return first in _BEFORE_WEAPONS and is_plural(last)


_BEFORE_WEAPONS = frozenset(
    "combat fighting patrol rocket missile transport support mobility command recovery training carrier attack assault defence "
    "defense warfare surveillance reconnaissance medical response communication".split()
)
"""Nouns that stand before what weapons and vehicles are: "infantry fighting vehicles", "artillery rocket systems"."""


def _verb_like(scan: Scan, i: int) -> bool:
    word = scan.low[i]
    return (word.endswith(("ed", "ing")) and len(word) > 4) or (word.endswith("s") and is_plural(word)) or word.endswith("ly")


def _singular_phrase(scan: Scan, start: int, end: int, *, hyphened: bool) -> Nouns | None:
    """Return a phrase without any plural: the word after a hyphen ("eight-ship fleet"), or the last of its first words."""
    stop = start
    while stop < end and (scan.kind[stop] != "s" or scan.hyphen(stop) or scan.text[stop] in "'’&/"):
        stop += 1
    while stop > start and scan.kind[stop - 1] != "w":
        stop -= 1
    if stop <= start:
        return None
    if hyphened:
        return Nouns(start, start + 1, singular(scan.low[start]), False)
    last = start
    if _verb_like(scan, start) and scan.low[start].endswith(("ing", "ed")):
        return None
    for i in range(start, stop):
        if i > start and _verb_like(scan, i) and not scan.hyphen(i - 1):
            break
        last = i
    while last > start and scan.kind[last] != "w":
        last -= 1
    return Nouns(start, last + 1, singular(scan.low[last]), False)


def plain_noun_at(scan: Scan, at: int) -> bool:
    """Return whether a word that no stop list holds stands at `at`."""
    return scan.is_word(at) and scan.low[at] not in number_context().stops
