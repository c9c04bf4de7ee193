"""From what a share or a multiple takes its measure besides words for one: its subject, or the sum that it converts."""

from __future__ import annotations

import re

from dragoman.lexicon.figure_words import figure_words
from dragoman.lexicon.numbers import number_context, number_words
from dragoman.model import Quantity
from dragoman.reading.counted import FORMATIONS
from dragoman.reading.measured import Measured
from dragoman.reading.scene import Scene
from dragoman.reading.units import singular

_OF_AN_ECONOMY = re.compile(
    r"\s*of\s(?:[\w’'-]+\s){0,3}?(?:GDP|GNI|GNP|gross domestic product|(?:national|economic) (?:income|output)|budget"
    r"|(?:fiscal|government|public|state|federal) (?:spending|expenditure))\b",
    re.IGNORECASE,
)
_OR = re.compile(
    r"\)?\s?(?:[(,–—-]+\s?)?(?:or|equal to|equivalent to|the equivalent of|which is|that is|i\.e\.)?,?\s?"
    r"(?:the equivalent of\s|equivalent to\s|equal to\s|about\s|some\s|around\s|roughly\s|nearly\s|just\s|over\s)*"
)
_AND = re.compile(r"\s?(?:,|and|or)\s(?:about\s|some\s)?")


def said_again(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a share only says again what the sum right before it is ("$22 billion, or 1 percent of GDP")."""
    if quantity.form != "percent" or quantity.change is not None or not _OF_AN_ECONOMY.match(scene.after(quantity.end, 60)):
        return False
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start]
    if not earlier or scene.topic is None or earlier[-1].form not in ("money", "percent"):
        return False
    gap = scene.between(earlier[-1].end, quantity.start)
    if earlier[-1].form == "money":
        return bool(gap.strip()) and _OR.fullmatch(gap) is not None
    joined = _OF_AN_ECONOMY.match(gap + " ")
    return joined is not None and _AND.fullmatch(gap[joined.end() :]) is not None and said_again(scene, earlier[-1])


def said_of(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return the measure of what becomes more or fewer in a clause: "desertions doubled", "cut its tanks by 30 percent"."""
    verb, tokens = scene.clause(quantity.number_start), scene.reading.tokens
    if verb is None or not scene.secure or not _changes(scene, quantity, verb):
        return None
    for head in (*scene.args.below(verb, "nsubj", "nsubjpass"), *scene.args.below(verb, "dobj")):
        amount = tokens[head].text.lower() in _AMOUNTS
        inside = [tokens[i] for i in scene.args.subtree(head, without=("relcl", "acl"))] if amount else [tokens[head]]
        for token in reversed(inside):
            if token.tag.startswith("NN") and (measure := _of_noun(scene, token.text)) is not None:
                unit = singular(token.text.lower()) if quantity.form == "bare" else None
                return Measured(measure, None, guessed=True, unit=unit)
    return None


_AMOUNTS = frozenset(
    "production output number numbers stock stocks stockpile stockpiles supply supplies fleet inventory deliveries orders "
    "strength readiness availability".split()
)
"""Nouns that say how much there is of what stands beside them."""


def _changes(scene: Scene, quantity: Quantity, verb: int) -> bool:
    """Return whether the verb of a clause says that its subject became more or fewer, or is the multiple itself."""
    token = scene.reading.tokens[verb]
    context = number_context()
    word = token.text.lower()
    known = context.up | context.down | number_words().multiples.keys()
    moved = word in known or _DOUBLING.fullmatch(word) or token.lemma in _MISSES
    return bool(moved) or quantity.start <= token.start < quantity.end


_DOUBLING = re.compile(r"doubling|tripling|trebling|quadrupling|halving")
_MISSES = frozenset({"miss", "exceed", "overshoot", "undershoot", "lag", "draw", "deplete"})


_PLAIN = frozenset("force army military unit set system transport piece charge engine".split())
"""Nouns that name who acts as often as what is counted."""


def _of_noun(scene: Scene, word: str) -> str | None:
    noun, words = singular(word.lower()), figure_words()
    if noun in _PLAIN:
        return None
    if noun in FORMATIONS:
        return "deployment" if noun in ("battlegroup", "contingent") else "personnel"
    if noun in words.numbered_losses:
        return "casualties"
    if noun in words.numbered_people:
        return "deployment" if words.deployed.search(scene.text) else "personnel"
    return "equipment" if noun in words.equipment or words.is_weapon(noun) else None
