"""The words of `tie_verbs.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.lexicon.sieve import Sieve


@dataclass(frozen=True, slots=True)
class TieVerb:
    """A verb with a tie type of its own, and what its arguments must be."""

    type: str
    action: str
    words: tuple[str, ...]
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    with_: tuple[str, ...] = ()
    mutual: bool = False
    far: bool = False
    receiver: bool = False
    several: bool = False
    speech: bool = False
    undergoer: bool = False
    suffered: bool = False
    aimed: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class TiePhase:
    """A verb of phase: it takes the type from its event noun, which is its object, or its subject."""

    words: tuple[str, ...]
    action: str
    types: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    subject: bool = False


@dataclass(frozen=True, slots=True)
class TieNoun:
    """A noun that names an act or a relation."""

    type: str
    action: str = "hold"
    mutual: bool = False
    direction: str = ""
    light: bool = False
    military: bool = False
    far: bool = False
    inverse: bool = False
    phased: bool = False


@dataclass(frozen=True, slots=True)
class TieWords:
    """Everything in `tie_verbs.toml`, indexed by first word (verbs) or by word (the rest)."""

    verbs: dict[str, tuple[TieVerb, ...]]
    phases: dict[str, tuple[TiePhase, ...]]
    nouns: dict[str, TieNoun]
    phase_nouns: dict[str, str]
    classes: dict[str, frozenset[str]]
    prepositions: dict[str, tuple[str, ...]]
    scope: Sieve
    scopes: tuple[str, ...]
    military: frozenset[str]
    adjectives: dict[str, str]
    object_control: frozenset[str] = field(default_factory=frozenset)
    partitive: frozenset[str] = field(default_factory=frozenset)
    implicative: frozenset[str] = field(default_factory=frozenset)
    glad: frozenset[str] = field(default_factory=frozenset)
    going: frozenset[str] = field(default_factory=frozenset)
    hosting: frozenset[str] = field(default_factory=frozenset)
    sums: frozenset[str] = field(default_factory=frozenset)
    notions: frozenset[str] = field(default_factory=frozenset)
    imagined: frozenset[str] = field(default_factory=frozenset)
    convening: frozenset[str] = field(default_factory=frozenset)
    fought: frozenset[str] = field(default_factory=frozenset)
    naming: frozenset[str] = field(default_factory=frozenset)
    brokering: frozenset[str] = field(default_factory=frozenset)
    groups: frozenset[str] = field(default_factory=frozenset)
    not_owners: frozenset[str] = field(default_factory=frozenset)
    unrealising: frozenset[str] = field(default_factory=frozenset)
    phrasal: frozenset[str] = field(default_factory=frozenset)
    stops: frozenset[str] = field(default_factory=frozenset)
    venues: frozenset[str] = field(default_factory=frozenset)
    sharing: frozenset[str] = field(default_factory=frozenset)
    embodied: frozenset[str] = field(default_factory=frozenset)
    stationed: frozenset[str] = field(default_factory=frozenset)
    leaving: frozenset[str] = field(default_factory=frozenset)
    unfinished: frozenset[str] = field(default_factory=frozenset)
    residents: frozenset[str] = field(default_factory=frozenset)
    done: frozenset[str] = field(default_factory=frozenset)
    related: frozenset[str] = field(default_factory=frozenset)
    idle: frozenset[str] = field(default_factory=frozenset)
    sales: frozenset[str] = field(default_factory=frozenset)
    bargains: frozenset[str] = field(default_factory=frozenset)
    trading: frozenset[str] = field(default_factory=frozenset)
    fighting: frozenset[str] = field(default_factory=frozenset)
    further: frozenset[str] = field(default_factory=frozenset)
    entering: dict[str, str] = field(default_factory=dict)
    states: frozenset[str] = field(default_factory=frozenset)
    carriers: frozenset[str] = field(default_factory=frozenset)
    elsewhere: frozenset[str] = field(default_factory=frozenset)
    envoys: frozenset[str] = field(default_factory=frozenset)
    blame: frozenset[str] = field(default_factory=frozenset)
    collective: frozenset[str] = field(default_factory=frozenset)
    standing: frozenset[str] = field(default_factory=frozenset)
    about_verbs: dict[str, str] = field(default_factory=dict)
    about_nouns: dict[str, str] = field(default_factory=dict)
    hulls: dict[str, str] = field(default_factory=dict)
    treaties: frozenset[str] = field(default_factory=frozenset)


@cache
def tie_words() -> TieWords:
    """Return the word lists of ties."""
    data = tomllib.loads(files("dragoman.lexicon").joinpath("tie_verbs.toml").read_text(encoding="utf-8"))
    return TieWords(
        verbs=_verbs(data["verb"]),
        phases=_phases(data["phase"]),
        nouns={word: _noun(entry, word) for entry in data["noun"] for word in entry["words"]},
        phase_nouns={word: entry["action"] for entry in data["phase_noun"] for word in entry["words"]},
        classes={name: frozenset(words) for name, words in data["classes"].items()} | {"hull": frozenset(data["hulls"])},
        prepositions={name: tuple(words) for name, words in data["prepositions"].items()},
        scope=Sieve(map(_any_of, data["scope"].values())),
        scopes=tuple(data["scope"]),
        military=frozenset(data["military"]["words"]),
        adjectives={word: action for action, words in data["adjective"].items() for word in words},
        object_control=frozenset(data["control"]["object"]),
        partitive=frozenset(data["control"]["partitive"]),
        implicative=frozenset(data["control"]["implicative"]),
        glad=frozenset(data["control"]["glad"]),
        going=frozenset(data["control"]["going"]),
        hosting=frozenset(data["control"]["hosting"]),
        sums=frozenset(data["control"]["sums"]),
        notions=frozenset(data["control"]["notions"]),
        imagined=frozenset(data["control"]["imagined"]),
        convening=frozenset(data["control"]["convening"]),
        fought=frozenset(data["control"]["fought"]),
        naming=frozenset(data["control"]["naming"]),
        brokering=frozenset(data["control"]["brokering"]),
        groups=frozenset(data["control"]["groups"]),
        not_owners=frozenset(data["control"]["not_owners"]),
        unrealising=frozenset(data["control"]["unrealising"]),
        phrasal=frozenset(data["control"]["phrasal"]),
        stops=frozenset(data["control"]["stops"]),
        venues=frozenset(data["control"]["venues"]),
        sharing=frozenset(data["control"]["sharing"]),
        embodied=frozenset(data["control"]["embodied"]),
        stationed=frozenset(data["control"]["stationed"]),
        leaving=frozenset(data["control"]["leaving"]),
        unfinished=frozenset(data["control"]["unfinished"]),
        residents=frozenset(data["control"]["residents"]),
        done=frozenset(data["control"]["done"]),
        related=frozenset(data["control"]["related"]),
        idle=frozenset(data["control"]["idle"]),
        sales=frozenset(data["control"]["sales"]),
        bargains=frozenset(data["control"]["bargains"]),
        trading=frozenset(data["control"]["trading"]),
        fighting=frozenset(data["control"]["fighting"]),
        further=frozenset(data["control"]["further"]),
        entering=data["entering"],
        collective=frozenset(data["control"]["collective"]),
        states=frozenset(data["control"]["states"]),
        standing=frozenset(data["standing"]["words"]),
        about_verbs={word: entry["type"] for entry in data["about"] for word in entry.get("verbs", ())},
        about_nouns={word: entry["type"] for entry in data["about"] for word in entry.get("nouns", ())},
        carriers=frozenset(data["control"]["carriers"]),
        elsewhere=frozenset(data["control"]["elsewhere"]),
        envoys=frozenset(data["control"]["envoys"]),
        blame=frozenset(data["control"]["blame"]),
        hulls=data["hulls"],
        treaties=frozenset(data["treaties"]["names"]),
    )


def _any_of(terms: list[str]) -> re.Pattern[str]:
    """Return an expression that finds any of the terms where a word begins, in lower case."""
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, sorted(terms, key=len, reverse=True)))})")


def _verbs(entries: list[dict[str, Any]]) -> dict[str, tuple[TieVerb, ...]]:
    index: dict[str, list[TieVerb]] = {}
    for entry in entries:
        for phrase in entry["verbs"]:
            words = tuple(phrase.split())
            verb = TieVerb(
                type=entry["type"],
                action=entry["action"],
                words=words,
                objects=frozenset(entry.get("object", ())),
                subjects=frozenset(entry.get("subject", ())),
                with_=tuple(entry.get("with", ())),
                mutual=entry.get("mutual", False),
                far=entry.get("far", False),
                receiver=entry.get("receiver", False),
                several=entry.get("several", False),
                speech=entry.get("speech", False),
                undergoer=entry.get("undergoer", False),
                suffered=entry.get("suffered", False),
                aimed=entry.get("aimed", False),
                bare=entry.get("bare", False),
            )
            index.setdefault(words[0], []).append(verb)
    return {word: tuple(sorted(found, key=lambda verb: -len(verb.words))) for word, found in index.items()}


def _phases(entries: list[dict[str, Any]]) -> dict[str, tuple[TiePhase, ...]]:
    index: dict[str, list[TiePhase]] = {}
    for entry in entries:
        for phrase in entry["verbs"]:
            found = tuple(phrase.split())
            types, barred = frozenset(entry.get("types", ())), frozenset(entry.get("barred", ()))
            phase = TiePhase(found, entry["action"], types, barred, entry.get("subject", False))
            index.setdefault(found[0], []).append(phase)
    return {word: tuple(sorted(found, key=lambda phase: (-len(phase.words), not phase.types))) for word, found in index.items()}


def _noun(entry: dict[str, Any], word: str) -> TieNoun:
    return TieNoun(
        type=entry["type"],
        action=entry.get("action", "hold"),
        mutual=entry.get("mutual", False),
        direction=entry.get("direction", ""),
        light=word in entry.get("light", ()),
        military=entry.get("military", False),
        far=entry.get("far", False),
        inverse=entry.get("inverse", False),
        phased=entry.get("phased", False),
    )
