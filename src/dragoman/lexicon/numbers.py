"""The tables that reading numbers needs, from the TOML files beside this module (their syntax stands on top of each)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("dragoman.lexicon").joinpath(name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Number words in lower case and what they stand for; `bounds` map a phrase (a tuple of words) to a relation."""

    cardinals: dict[str, Decimal]
    scales: dict[str, Decimal]
    vague: dict[str, tuple[Decimal, Decimal | None]]
    fractions: dict[str, Decimal]
    ordinals: dict[str, Decimal]
    multiples: dict[str, Decimal]
    before: dict[tuple[str, ...], str]
    after: dict[tuple[str, ...], str]
    negations: frozenset[str]
    between: frozenset[str]
    superlatives: frozenset[str]
    plain: frozenset[str]
    after_most: frozenset[str]
    places: frozenset[str]
    ranked: frozenset[str]


@cache
def number_words() -> NumberWords:
    """Return the table of number_words.toml."""
    data = _load("number_words.toml")
    before: dict[tuple[str, ...], str] = {}
    after: dict[tuple[str, ...], str] = {}
    for entry in data["bounds"]:
        before.update({split(phrase): entry["relation"] for phrase in entry.get("before", ())})
        after.update({split(phrase): entry["relation"] for phrase in entry.get("after", ())})
    rank = data["rank"]
    return NumberWords(
        cardinals=_decimals(data["cardinals"]),
        scales=_decimals(data["scales"]),
        vague={word: (Decimal(low), Decimal(high) if high else None) for word, (low, high) in data["vague"].items()},
        fractions=_decimals(data["fractions"]),
        ordinals=_decimals(data["ordinals"]),
        multiples=_decimals(data["multiples"]),
        before=before,
        after=after,
        negations=frozenset(data["negations"]["words"]),
        between=frozenset(data["negations"]["between"]),
        superlatives=frozenset(rank["superlatives"]),
        plain=frozenset(rank["plain"]),
        after_most=frozenset(rank["after_most"]),
        places=frozenset(rank["places"]),
        ranked=frozenset(rank["ranked"]),
    )


def split(phrase: str) -> tuple[str, ...]:
    """Return the words and signs of a phrase in lower case, split as text is split (`a.b` is three)."""
    from dragoman.lexicon.scan import TOKEN

    return tuple(match.group().lower() for match in TOKEN.finditer(phrase))


def _decimals(table: dict[str, str]) -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in table.items()}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement: canonical singular name and kind (`percent`, `time`, `age`, `length` …)."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Units:
    """Unit forms. `forms`: lower-case words; `symbols`: words whose case matters; `longest`: words in the longest form.

    `first` holds every first word, so that most look-ups end at once; `named` has them by name.
    """

    forms: dict[tuple[str, ...], Unit]
    symbols: dict[tuple[str, ...], Unit]
    longest: int
    first: frozenset[str]
    named: dict[str, Unit]


@cache
def units() -> Units:
    """Return the table of units.toml, plurals added."""
    forms: dict[tuple[str, ...], Unit] = {}
    symbols: dict[tuple[str, ...], Unit] = {}
    named = {name: Unit(name, entry["kind"]) for name, entry in _load("units.toml").items()}
    for name, entry in _load("units.toml").items():
        unit = named[name]
        for form in entry["forms"]:
            for shape in (form, *plurals(form)):
                forms[split(shape)] = unit
                forms.setdefault(split(shape.replace("-", " ")), unit)
        for symbol in entry["symbols"]:
            symbols[_keep(symbol)] = unit
    first = frozenset(shape[0] for table in (forms, symbols) for shape in table)
    return Units(forms, symbols, max(map(len, (*forms, *symbols))), first, named)


@dataclass(frozen=True, slots=True)
class Senses:
    """What a word or symbol of several meanings can mean: sense → whole words and beginnings of words that speak for it.

    `only`: without such a word it is no unit at all.
    """

    words: dict[str, frozenset[str]]
    starts: dict[str, tuple[str, ...]]
    only: bool

    def pick(self, near: list[str]) -> str | None:
        """Return the sense for which most of the words `near` speak; where none does the first, or None if `only`."""
        score = {
            sense: sum(word in self.words[sense] or word.startswith(self.starts[sense]) for word in near) for sense in self.words
        }
        best = max(score, key=lambda sense: score[sense])
        return None if self.only and not score[best] else best


@cache
def unit_senses() -> dict[str, Senses]:
    """Return the table of unit_senses.toml."""
    made = {}
    for form, entry in _load("unit_senses.toml").items():
        only = bool(entry.pop("only", False))
        whole = {sense: frozenset(word for word in words if word[-1] != "*") for sense, words in entry.items()}
        starts = {sense: tuple(word[:-1] for word in words if word[-1] == "*") for sense, words in entry.items()}
        made[form] = Senses(whole, starts, only)
    return made


def _keep(phrase: str) -> tuple[str, ...]:
    from dragoman.lexicon.scan import TOKEN

    return tuple(match.group() for match in TOKEN.finditer(phrase))


def plurals(form: str) -> tuple[str, ...]:
    """Return the plurals of a unit's form: on its last word, and on its first where the form is `x per y` or `x of y`."""
    head, _, rest = form.partition(" per ")
    if rest:
        return (f"{_plural(head)} per {rest}",)
    words = form.split(" ")
    first = " ".join((_plural(words[0]), *words[1:])) if len(words) > 1 else ""
    return tuple(shape for shape in (_plural(form), first) if shape)


@cache
def plural(noun: str) -> str:
    """Return the plural of an English noun in lower case; of several words that of the last before a "per".

    >>> [plural(noun) for noun in ("ally", "person", "aircraft", "member state", "kilometre per hour")]
    ['allies', 'people', 'aircraft', 'member states', 'kilometres per hour']
    """
    if " per " in noun:
        counted, _, each = noun.partition(" per ")
        return f"{plural(counted)} per {each}"
    *before, word = noun.split(" ")
    context = number_context()
    irregular = {one: many for many, one in reversed(context.plural.items())}
    return " ".join([*before, word if word in context.same else irregular.get(word, _plural(word))])


def _plural(word: str) -> str:
    if word.endswith(("ch", "sh", "x")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("foot"):
        return word[:-4] + "feet"
    return word if word.endswith("s") else word + "s"


@dataclass(frozen=True, slots=True)
class Currencies:
    """Currency words and signs → possible ISO codes, the most usual first.

    `words`: lower-case words. `signs`: case matters. `parts`: subunit word → (codes, size). `names`: code → English name.
    `home`: territory → code. `first`: first words of words and signs in lower case; `last`: last tokens of signs.
    """

    words: dict[tuple[str, ...], tuple[str, ...]]
    signs: dict[tuple[str, ...], tuple[str, ...]]
    parts: dict[str, tuple[tuple[str, ...], Decimal]]
    names: dict[str, str]
    home: dict[str, str]
    first: frozenset[str]
    last: frozenset[str]


@cache
def currencies() -> Currencies:
    """Return the table of currencies.toml, plurals added."""
    data = _load("currencies.toml")
    words: dict[tuple[str, ...], tuple[str, ...]] = {}
    signs: dict[tuple[str, ...], tuple[str, ...]] = {}
    home: dict[str, str] = {}
    for code, entry in data["codes"].items():
        for word in entry["words"]:
            words[split(word)] = words[split(_plural(word))] = (code,)
        for sign in entry["signs"]:
            signs[_keep(sign)] = (code,)
        home.update(dict.fromkeys(entry["home"], code))
    for shape, codes in data["shared"].items():
        if shape.isalpha() and shape.islower() and shape != "kr":
            words[(shape,)] = words[(_plural(shape),)] = tuple(codes)
        else:
            signs[_keep(shape)] = tuple(codes)
    parts = {
        form: (tuple(entry["codes"]), Decimal(entry["size"]))
        for word, entry in data["parts"].items()
        for form in (word, _plural(word), "pennies" if word == "penny" else word)
    }
    names = {code: entry["name"] for code, entry in data["codes"].items()}
    first = frozenset(shape[0].lower() for table in (words, signs) for shape in table) | frozenset(parts)
    return Currencies(words, signs, parts, names, home, first, frozenset(shape[-1] for shape in signs))


@dataclass(frozen=True, slots=True)
class NumberContext:
    """Words around numbers, all in lower case."""

    labels: frozenset[str]
    capital_labels: frozenset[str]
    stops: frozenset[str]
    open: frozenset[str]
    false_plurals: frozenset[str]
    same: frozenset[str]
    attributive: frozenset[str]
    people: frozenset[str]
    overflown: frozenset[str]
    year_plain: frozenset[str]
    plural: dict[str, str]
    before_year: frozenset[str]
    months: frozenset[str]
    days: frozenset[str]
    zones: frozenset[str]
    up: frozenset[str]
    down: frozenset[str]
    level: frozenset[str]
    neutral: frozenset[str]
    phrasal: frozenset[str]
    climbing: frozenset[str]


@cache
def number_context() -> NumberContext:
    """Return the table of number_context.toml."""
    data = _load("number_context.toml")
    nouns, temporal, verbs = data["nouns"], data["temporal"], data["verbs"]
    return NumberContext(
        labels=frozenset(data["labels"]["words"]),
        capital_labels=frozenset(data["labels"]["capital_only"]),
        stops=frozenset(data["stops"]["words"]),
        open=frozenset(data["stops"]["open"]),
        false_plurals=frozenset(nouns["false_plurals"]),
        same=frozenset(nouns["same"]),
        attributive=frozenset(nouns["attributive"]),
        people=frozenset(nouns["people"]),
        overflown=frozenset(nouns["overflown"]),
        year_plain=frozenset(map(str.lower, nouns["year_plain"])),
        plural=dict(nouns["plural"]),
        before_year=frozenset(temporal["before_year"]),
        months=frozenset(temporal["months"]),
        days=frozenset(temporal["days"]),
        zones=frozenset(temporal["zones"]),
        up=frozenset(verbs["up"]),
        down=frozenset(verbs["down"]),
        level=frozenset(verbs["level"]),
        neutral=frozenset(verbs["neutral"]),
        phrasal=frozenset(verbs["phrasal"]),
        climbing=frozenset(verbs["climbing"]),
    )
