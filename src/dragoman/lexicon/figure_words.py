"""Words that tell what a figure measures, from figure_words.toml (its syntax stands on top of it)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from dragoman.lexicon.sieve import Sieve

CIVIL = ("other", "public_spending")
"""Measures of phrases that name no spending on the military."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one measure as one expression; `strength` 2 names it outright, 1 hints at it."""

    measure: str
    strength: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Word lists by section, all in lower case; see figure_words.toml."""

    phrases: tuple[Phrases, ...]
    sieve: Sieve
    equipment: frozenset[str]
    designations: re.Pattern[str]
    ships: re.Pattern[str]
    arms_trade: Sieve
    deployed: re.Pattern[str]
    missions: re.Pattern[str]
    events: re.Pattern[str]
    forces: frozenset[str]
    handling: frozenset[str]
    containing: frozenset[str]
    casualty_words: re.Pattern[str]
    casualty_nouns: frozenset[str]
    hurt: frozenset[str]
    numbered_losses: frozenset[str]
    numbered_people: frozenset[str]
    others: frozenset[str]
    abstract: frozenset[str]
    affairs: Sieve
    weapons: frozenset[str]
    idioms: re.Pattern[str]
    flying: re.Pattern[str]
    sized: re.Pattern[str]
    ranked: tuple[tuple[str, str], ...]
    security: Sieve
    real: re.Pattern[str]
    nominal: re.Pattern[str]
    per_head: re.Pattern[str]
    economy: re.Pattern[str]
    civil: re.Pattern[str]
    spent: frozenset[str]
    several: frozenset[str]
    deciding: frozenset[str]
    wide_before: re.Pattern[str]
    wide_after: re.Pattern[str]

    def named(self, text: str) -> list[tuple[int, int, str, int]]:
        """Return the start, end, measure and strength of every phrase that names a measure."""
        rows = self.phrases
        return [(*match.span(), rows[row].measure, rows[row].strength) for row, match in self.sieve.matches(text)]

    def is_weapon(self, unit: str | None) -> bool:
        """Return whether what a count counts is a weapon whatever the sentence is about: "howitzer", "f-16", not "vehicle"."""
        return unit is not None and (unit in self.weapons or self.designations.match(unit) is not None)


@cache
def figure_words() -> FigureWords:
    """Return the table of figure_words.toml."""
    data = tomllib.loads(files("dragoman.lexicon").joinpath("figure_words.toml").read_text(encoding="utf-8"))
    ranked = data["ranked"]
    nouns = sorted(((noun, measure) for measure, words in ranked.items() for noun in words), key=lambda pair: -len(pair[0]))
    wide = "|".join(sorted(map(_plain, (*data["wide"]["whole"], *data["wide"]["regions"])), key=len, reverse=True))
    phrases = tuple(Phrases(row["measure"], row["strength"], _pattern(row["words"])) for row in data["phrases"])
    return FigureWords(
        phrases=phrases,
        sieve=Sieve(row.pattern for row in phrases),
        equipment=frozenset(data["equipment"]["nouns"]),
        designations=_designations(data["equipment"]["designations"]),
        ships=_words(data["equipment"]["sized"]),
        arms_trade=Sieve((_words(data["trade"]["words"]),)),
        deployed=_words(data["people"]["deployed"]),
        missions=_words(data["people"]["missions"]),
        events=_words(data["people"]["events"]),
        forces=frozenset(data["people"]["forces"]),
        handling=frozenset(data["people"]["handling"]),
        containing=frozenset(data["people"]["containing"]),
        casualty_words=_words(data["casualties"]["verbs"]),
        casualty_nouns=frozenset(data["casualties"]["nouns"]),
        hurt=frozenset(data["casualties"]["others_hurt"]),
        numbered_losses=frozenset(data["numbered"]["losses"]),
        numbered_people=frozenset(data["numbered"]["people"]),
        others=frozenset(data["others"]["nouns"]),
        abstract=frozenset(data["others"]["abstract"]),
        affairs=Sieve((_words(data["others"]["affairs"]),)),
        weapons=frozenset(data["equipment"]["nouns"]) - frozenset(data["equipment"]["civil"]),
        idioms=_words(data["others"]["idioms"]),
        flying=_words(data["equipment"]["flying"]),
        sized=_words(data["equipment"]["dimensions"]),
        ranked=tuple(nouns),
        security=Sieve((_words(data["security"]["words"]),)),
        real=_words(data["growth"]["real"]),
        nominal=_nominal(data["growth"]),
        per_head=_per_head(data["per_head"]),
        economy=_words(data["economy"]["words"]),
        civil=_words([form for word in data["civil"]["purposes"] for form in (word, _plural(word))]),
        spent=frozenset(data["economy"]["spent"]),
        several=frozenset(data["wide"]["several"]),
        deciding=frozenset(data["wide"]["deciding"]),
        wide_before=re.compile(
            rf"\b(?:{wide})(?:['’]s)?\s(?:(?:total|overall|annual|combined|aggregate|collective)\s)?(?=military|defen[cs]e|arms|weapons|spending)",
            re.IGNORECASE,
        ),
        wide_after=re.compile(
            rf"\s(?:worldwide|globally)\b|\s(?:in|across|around|by|throughout|of)\s(?:the\s)?(?:\w+\s)?(?:{wide})\b(?!['’]s|n)",
            re.IGNORECASE,
        ),
    )


@lru_cache(maxsize=8)
def speaks_of_security(text: str) -> bool:
    """Return whether a sentence brings one of the words that make it one about security affairs."""
    return figure_words().security.found(text)


def _designations(names: list[str]) -> re.Pattern[str]:
    """Return an expression that matches a designation as the words after a number: a name, a number, letters ("mig-29s")."""
    longest = "|".join(sorted((re.escape(name.lower()) for name in names), key=len, reverse=True))
    return re.compile(rf"(?:[\w-]+\s){{0,2}}?(?:{longest})[- ]?\d{{1,3}}[a-z]{{0,3}}\d{{0,2}}[a-z]?(?:/[a-z]+)?s?$")


def _words(words: list[str]) -> re.Pattern[str]:
    """Return an expression that finds any of the words or phrases as whole words, whatever their case."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(_plain, longest))})\b", re.IGNORECASE)


def _nominal(lists: dict[str, list[str]]) -> re.Pattern[str]:
    """Return an expression that finds words for current prices: those listed, and "without allowing for inflation"."""
    allowed = rf"(?:{'|'.join(lists['deflating'])})"
    left_in = rf"\b(?:{'|'.join(lists['left_in'])})\s(?:\w+\s){{0,2}}?{allowed}\s(?:\w+\s){{0,3}}?inflation\b"
    return re.compile(rf"{_words(lists['nominal']).pattern}|{left_in}", re.IGNORECASE)


def _per_head(lists: dict[str, list[str]]) -> re.Pattern[str]:
    """Return an expression that finds words for "per inhabitant": those listed, and "each Norwegian citizen"."""
    each = rf"\b(?:each|every)\s(?:\w+\s)?(?:{'|'.join(lists['each'])})\b"
    return re.compile(rf"{_words(lists['words']).pattern}|{each}", re.IGNORECASE)


def _plural(word: str) -> str:
    """Return the plural of a noun: "universities", "schools"."""
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"


def _plain(phrase: str) -> str:
    return r"[\s-]+".join(re.escape(word) for word in phrase.split(" "))


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(_phrase, longest))})", re.IGNORECASE)


_PIECE = re.compile(r"\[(?P<one>[^\]]+)\]|\{(?P<maybe>[^}]+)\}|(?P<gap>\.{3,4})|(?P<word>[^\s\[\]{}]+)")


_POSSESSIVE = r"['’]s?"


def _phrase(phrase: str) -> str:
    """Return the expression of one phrase: `[a|b]` one of, `{a|b}` one or none, `...` up to five words, `....` up to nine."""
    parts: list[str] = []
    glue = ""
    for match in _PIECE.finditer(phrase.strip()):
        if match["gap"]:
            words = 9 if len(match["gap"]) == 4 else 5
            glue = rf"(?:[\s-]+[^\s;:]+){{0,{words}}}?[\s-]+" if parts else ""
            continue
        body = "|".join(_word(word) for word in (match["one"] or match["maybe"] or match["word"]).split("|"))
        joint = "" if body == _POSSESSIVE else glue or (r"[\s-]+" if parts else "")
        parts.append(rf"(?:{joint}(?:{body}))?" if match["maybe"] else rf"{joint}(?:{body})\b")
        glue = ""
    return "".join(parts)


def _word(word: str) -> str:
    if word == "'s":
        return _POSSESSIVE
    body = r"[\s-]+".join(_inflected(part) for part in word.split(" "))
    return body


def _inflected(word: str) -> str:
    shape = re.escape(word).replace("defence", "defen[cs]e").replace("'", "['’]")
    if not word.isalpha() or len(word) < 4 or word.endswith("s"):
        return shape
    if word.endswith("y") and word[-2] not in "aeiou":
        return rf"{shape[:-1]}(?:y|ies)"
    return rf"{shape}s?"


@cache
def _sorts() -> dict[str, str]:
    text = files("dragoman.lexicon").joinpath("organisations.csv").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("org:")]
    return {row[0]: row[3].strip() for row in rows}


_DOERS = frozenset(("alliance", "union", "body", "group", "company"))


def organisation_sort(actor: str) -> str:
    """Return what an organisation is (alliance, union, institute, media …); "" for a state or an unknown id."""
    return _sorts().get(actor, "")


def can_act(actor: str) -> bool:
    """Return whether a state or an organisation does what reporting tells of, and does not only report or study it."""
    return not actor.startswith(("org:", "person:")) or organisation_sort(actor) in _DOERS
