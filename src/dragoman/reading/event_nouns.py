"""Event nouns and the actors around them: what act a noun names, whose it is and towards whom it goes.

The words are in `lexicon/tie_verbs.toml`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dragoman.lexicon import rows, values
from dragoman.lexicon.figure_words import organisation_sort
from dragoman.lexicon.tie_words import TieNoun, TieWords, tie_words
from dragoman.model import Mention, PeriodMention
from dragoman.reading.arguments import Arguments, once
from dragoman.reading.units import singular

DESIGNATION = re.compile(r"(?:[A-Z]{1,5}-?|[A-Z][a-zA-Z]{1,3}-)\d{1,3}[A-Z]{0,2}s?")
"""What weapons and aircraft are called ("F-16s", "S-300", "MiG-29")."""
WHERE = frozenset("in near inside across along around off from".split())
"""Prepositions that say where an act takes place; who is pointed at directly is its object rather than who is there."""
BESIDE = frozenset(("by", "with", "alongside"))
"""Prepositions of who acts, or of whom somebody acts with."""
FORCES = frozenset(("forces",))
ARMS = frozenset(("forces", "arms"))
PLACES = frozenset("in at near from inside across along around off over into toward towards".split())


@dataclass(frozen=True, slots=True)
class Event:
    """An event noun met in a sentence: its token, its entry, and what a noun over it says of it ("a surge in aid")."""

    place: int
    noun: TieNoun
    change: str = ""


class Nouns:
    """What the nouns of one sentence name."""

    def __init__(self, args: Arguments, periods: tuple[PeriodMention, ...]) -> None:
        self.args = args
        self.periods = periods
        self.words: TieWords = tie_words()
        self.answers: defaultdict[object, dict[Any, Any]] = defaultdict(dict)

    @once
    def content(self, place: int) -> int:
        """Return the noun meant: what a counting head counts ("one of the largest attacks"), what "which" stands for."""
        if self.args.tokens[place].dep != "pobj":
            place = self._meant(place)
        for _ in range(4):
            below = self.args.prepositional(place, *ways) if (ways := self._through(place)) else ()
            if not below or self.event(place) or any(self.args.tokens[kid].tag == "IN" for kid in below):
                return place
            place = self._meant(below[0])
        return place

    def _meant(self, place: int) -> int:
        """Return the noun that a relative pronoun stands for, else the word itself."""
        antecedent = self.args.antecedent(place) if self.args.tokens[place].tag in ("WDT", "WP", "IN") else None
        return place if antecedent is None else antecedent

    def _through(self, place: int) -> tuple[str, ...]:
        """Return the prepositions that lead from a noun to the one meant: what it counts, changes, or shares in."""
        word, words = self.args.lemma(place), self.words
        if self.args.tokens[place].tag == "CD" or word in ("million", "billion", "worth") or word in words.phase_nouns:
            return ("of", "in")
        called = any(self.args.tokens[kid].tag.startswith("NN") for kid in self.args.below(place, "compound"))
        counts = word in words.partitive and not called  # "a group of ships", no "battle group"
        return ("of",) if counts else ("in", "to", "of") if word in words.sharing else ()

    @once
    def event(self, place: int) -> Event | None:
        """Return the event that a noun names, following "strengthening of ties" to the ties."""
        args, token = self.args, self.args.tokens[place]
        if not token.tag.startswith("NN") and token.tag != "VBG":
            return None
        word = args.lemma(place)
        if word in self.words.stops:
            for head in args.prepositional(place, "on", "of"):
                stopped = self.event(head)
                if stopped:
                    return Event(place, replace(stopped.noun, inverse=True))
        for kid in args.below(place, "compound", "amod"):
            noun = self.words.nouns.get(f"{args.lemma(kid)} {word}") or self.words.nouns.get(f"{args.lows[kid]} {word}")
            if noun is None and token.tag.startswith("NNP") and args.lows[kid] in ("exercise", "operation"):
                noun = self.words.nouns.get(args.lows[kid])
            if noun is None and word in self.words.carriers and (carried := self.words.nouns.get(args.lemma(kid))):
                noun = carried if not carried.military or self.military(place) else None
            if noun:
                return Event(place, noun)
        if self.shared_body(place):
            return Event(place, self.words.nouns["membership"])
        noun = self.words.nouns.get(word)
        if noun is None and token.tag.startswith("NNP"):
            noun = self.words.nouns.get(word.removesuffix("s"))
        if noun is None or not token.tag.startswith("NN") or args.tokens[place].dep == "compound":
            return None
        bare = token.dep == "pobj" and token.head == place - 1
        if bare and f"{args.lows[place - 1]} {args.lows[place]}" in self.words.idle:
            return None  # "in order to"
        if noun.military and not (self.military(place) or self._is_of_states(place, noun)):
            return None
        if noun.type == "membership" and any(map(self.is_part, args.prepositional(place, "to", "of", "in", "into", "from"))):
            return None
        if word in self.words.leaving and self.is_one(args.prepositional(place, "of"), frozenset(("ambassador",))):
            return Event(place, self.words.nouns["recall of envoys"])
        if noun.type == "agreement" and self.is_for_arms(place):
            return Event(place, replace(noun, type="arms_transfer", mutual=False))
        given = noun.type == "arms_transfer" and self.is_one(args.prepositional(place, "of"), frozenset(("aid",)))
        return Event(place, replace(noun, type="aid") if given else noun)

    def is_for_arms(self, place: int) -> bool:
        """Whether an agreement is one by which arms change hands ("a contract for frigates", "a deal to buy jets")."""
        args, words = self.args, self.words
        if args.lemma(place) not in words.bargains:
            return False
        goals = (*args.below(place, "acl", "relcl"), *self.purpose(place))
        trades = [kid for kid in goals if args.lemma(kid) in words.trading]
        heads = [*args.prepositional(place, "for", "of", "on"), *(head for kid in trades for head in args.undergoers(kid))]
        verb = args.tokens[place].head
        heads += args.prepositional(verb, "for") if args.tokens[place].dep == "dobj" and args.is_verb(verb) else ()
        kids = {args.lemma(kid) for kid in args.below(place, "compound", "nmod")}
        called = not (words.classes["arms"] - words.classes["ware"]).isdisjoint(kids)  # no "technology agreement"
        return (called and args.lemma(place) in words.sales) or self.is_one(heads, frozenset(("arms",)))

    def is_body(self, event: Event) -> bool:
        """Whether a noun is a body, by name or because it acts, and no act ("the African Union Mission", "by the mission")."""
        args, token = self.args, self.args.tokens[event.place]
        if event.noun.type != "operation" or args.lemma(event.place) not in self.words.embodied:
            return False
        called = any(args.tokens[kid].tag.startswith("NNP") for kid in args.below(event.place, "appos"))
        beside = token.dep == "pobj" and args.lows[token.head] in BESIDE
        return token.tag.startswith("NNP") or called or beside or (token.dep == "nsubj" and args.is_verb(token.head))

    def shared_body(self, place: int) -> bool:
        """Whether a noun is an organisation in whose work somebody shares ("its participation in the CSTO")."""
        args, token = self.args, self.args.tokens[place]
        league = args.lemma(place) in self.words.classes["whole"]
        named = (place, *(args.below(place, "compound", "nmod") if league else ()))  # "in the Aukus pact"
        mentions = (mention for one in named if (mention := args.mention(one)) is not None)
        if token.dep != "pobj" or not any(mention.kind == "organisation" for mention in mentions):
            return False
        return args.tokens[token.head].text.lower() == "in" and args.lemma(args.tokens[token.head].head) in self.words.sharing

    @once
    def military(self, place: int) -> bool:
        """Whether a security word modifies a noun, or the sentence's phrase around it holds one."""
        return any(self.args.lemma(kid) in self.words.military for kid in self.args.subtree(place, without=("relcl", "advcl")))

    def sides(self, event: Event) -> tuple[tuple[str, ...], list[str]]:
        """Return whose an event is, and towards whom it goes."""
        args, place, noun = self.args, event.place, event.noun
        owners = list(args.owners(place))
        owners += self.named(args.prepositional(place, "by", *(("from",) if noun.type in ("aid", "arms_transfer") else ())))
        spots = self._spots(place)
        owners = [actor for actor in owners if actor not in spots]
        targets: list[str] = list(spots) if noun.far or noun.type == "deployment" else []
        owners += self.named(self.between(place) if noun.mutual else args.prepositional(place, "between", "among"))
        led = [by for kid in args.below(place, "amod", "acl") for by in args.below(kid, "npadvmod", "compound")]
        of = self.named(args.prepositional(place, "of"))
        if noun.direction == "target":
            targets += of
        elif noun.direction == "doer" or (noun.direction == "theme" and not owners):
            owners += of
        things = (place, *args.prepositional(place, "of")) if noun.direction == "theme" else (place,)
        things += args.prepositional(place, "by")  # "a visit by the minister to Chad", whatever "to" was hung on
        for one in (*things, *(kid for thing in things for kid in args.below(thing, "acl")), *self.purpose(place)):
            targets += self.toward(one, self.ways(noun.type, noun.action))
            if "to" in args.auxiliaries(one):
                targets += args.reached(one)
        if not targets and (noun.far or noun.type == "deployment"):
            ways = ("on", "against") if noun.far else ("to",)
            targets += [actor for head in self._next_to(place, *ways) for actor in args.reached(head)]
        return unique(owners or self.named(led)), list(without(targets, owners))

    def _spots(self, place: int) -> tuple[str, ...]:
        """Return the states of the towns that a noun is called by: where it took place ("the Kharkiv strike")."""
        kids = self.args.below(place, "compound", "nmod", "amod")
        venue = ("town", "capital") if self.args.lemma(place) in self.words.venues else ("town",)
        return tuple(a for kid in kids if (m := self.args.mention(kid)) is not None and m.kind in venue for a in m.actors)

    def _next_to(self, place: int, *ways: str) -> tuple[int, ...]:
        """Return what a preposition introduces right after a noun phrase, wherever the parser hung it."""
        after = max(self.args.subtree(place, without=("relcl", "acl"))) + 1
        if after >= len(self.args.tokens) or self.args.tokens[after].text.lower() not in ways:
            return ()
        return self.args.below(after, "pobj")

    def ways(self, type_: str, action: str) -> tuple[str, ...]:
        """Return the prepositions that introduce a tie's object: what ends is ended "from" or "in" somewhere."""
        known = self.words.prepositions.get(type_, ())
        if action == "end" and type_ in ("deployment", "membership", "basing"):
            return ("from", *(one for one in known if one not in ("to", "into", "toward", "towards")))
        return known

    def toward(self, place: int, prepositions: Iterable[str], *, anywhere: bool = False) -> list[str]:
        """Return the actors that prepositions point to; those of place need a place or an actor itself after them."""
        found: list[str] = []
        around: list[str] = []
        introduced = self.args.introduced(place) if self.args.kids[place] else ()
        for preposition in prepositions if introduced else ():
            for head in (head for word, head in introduced if word == preposition):
                here = around if preposition in WHERE else found
                spot = self.args.lemma(head) in self.words.classes["place"]
                if spot or self.args.is_verb(head):
                    here += self.args.reached(head)
                elif anywhere or self.args.mention(head) is not None or preposition not in PLACES:
                    here += self.args.actors(head)
        return found or around

    def between(self, place: int) -> tuple[int, ...]:
        """Return the heads that "between" introduces below a noun or a phrase that hangs on it ("ties in defence between")."""
        own = self.args.prepositional(place, "between", "among")
        below = (head for word, head in self.args.introduced(place) if word in ("in", "of", "on", "for") and head > place)
        return own or next((found for head in below if (found := self.between(head))), ())

    def opposed(self, place: int) -> bool:
        """Whether a noun says between whom it is ("fighting between the army and the rebels")."""
        return any(len(tuple(self.args.coordinated(head))) > 1 for head in self.args.prepositional(place, "between", "among"))

    def named(self, heads: Iterable[int]) -> list[str]:
        return [actor for head in heads for actor in self.args.actors(head)]

    def dated(self, place: int, verb: int | None = None) -> bool:
        """Whether a noun phrase, or the clause of its verb, names a time."""
        spans = [self.args.phrase(place)] + ([self.args.clause(verb)] if verb is not None else [])
        return any(span.start <= period.start < span.end for span in spans for period in self.periods)

    def adjective(self, event: Event) -> str:
        for kid in self.args.below(event.place, "amod", "nmod", "compound"):
            action = self.words.adjectives.get(self.args.tokens[kid].text.lower())
            if action:
                return action
        return ""

    def is_imagined(self, place: int) -> bool:
        """Whether a noun is of an act that may come about or not ("a potential deployment")."""
        return any(self.args.lows[kid] in self.words.imagined for kid in self.args.below(place, "amod"))

    def purpose(self, place: int) -> tuple[int, ...]:
        """Return the infinitive that follows a noun phrase at once, where the parser hung it on the verb before it."""
        args, end = self.args, max(self.args.subtree(place, without=("relcl", "acl")))
        return tuple(
            kid
            for kid in args.below(args.tokens[place].head, "advcl", "xcomp")
            if args.is_verb(args.tokens[place].head) and "to" in args.auxiliaries(kid) and min(args.subtree(kid)) == end + 1
        )

    def are_bodies(self, heads: Iterable[int]) -> bool:
        """Whether one of the heads is an organisation, by name or description ("the alliance"), and no unit of armed forces."""
        named = [
            mention
            for head in heads
            if (mention := self.args.mention(self.content(head)))
            and (self._is_league(mention) or not self.is_one((head,), FORCES))  # "the Joint Expeditionary Force"
        ]
        return any(
            m.kind == "organisation" or (m.kind in ("description", "office") and m.actors[0].startswith("org:"))
            for m in named
            if m.actors
        )

    @staticmethod
    def _is_league(mention: Mention) -> bool:
        return any(organisation_sort(actor) in ("alliance", "union") for actor in mention.actors)

    def is_part(self, place: int) -> bool:
        """Whether a noun is something of a named organisation and not the organisation ("NATO's planning group")."""
        args, own = self.args, self.args.mention(place)
        if own is not None and own.actors:
            return args.lemma(place) in self.words.classes["organ"] and not any(
                args.lemma(place) in _first_names().get(actor, args.lemma(place)) for actor in own.actors
            )
        kids = args.below(place, "compound", "poss", "nmod", "amod")
        named = [kid for kid in kids if (m := args.mention(kid)) is not None and any(a.startswith("org:") for a in m.actors)]
        whole = args.lemma(place) in self.words.classes["whole"] and place - 1 in named
        return bool(named) and not whole

    def are_actors(self, heads: Iterable[int]) -> bool:
        """Whether one of the heads is itself an actor, not merely a thing of one."""
        return any((mention := self.args.mention(head)) is not None and (mention.actors or mention.candidates) for head in heads)

    def is_one(self, heads: Iterable[int], classes: frozenset[str]) -> bool:
        """Whether a head noun belongs to one of the classes (noun classes, or the type of an event noun)."""
        for head in heads:
            for one in self.args.coordinated(head):
                one = self.content(one)
                word = self.args.lemma(one)
                word = singular(word) if self.args.tokens[one].tag == "NNPS" else word
                pairs = {f"{self.args.lemma(kid)} {word}" for kid in self.args.below(one, "compound", "amod")}
                event = self.words.nouns.get(word)
                if "name" in classes and self.args.tokens[one].tag.startswith("NNP"):
                    return True
                if "town" in classes and self._is_town(one):
                    return True
                if "person" in classes and (mention := self.args.mention(one)) is not None and mention.kind == "person":
                    return True
                for name in classes:
                    if word == name or not self.words.classes.get(name, frozenset()).isdisjoint((word, *pairs)):
                        return True
                    if event and name == "arms" and event.type == "arms_transfer" and self.military(one):
                        return True  # "a shipment of arms"
                    if event and (event.type == name or (name == "attack" and event.type == "operation")):
                        return True
                if classes & {"forces", "crewed"} and (self._is_ship(one) or self._is_armed_group(one)):
                    return True
                if "aid" in classes and self.is_money(one) and self._for_a_state(one):
                    return True
                if classes & {"forces", "arms"} and self._is_designated(one):
                    return True
        return False

    def _is_of_states(self, place: int, noun: TieNoun) -> bool:
        """Whether a noun that needs a security word is a state's in another ("French operations in Mali"), or is of forces ("the
        navy cut back its operations", "the sale of frigates").
        """
        if noun.type == "aid":
            return self._is_given(place)
        if noun.type == "arms_transfer":
            between = len(self.args.owners(place)) == 1 and bool(self.named(self.args.prepositional(place, "to", "from")))
            return self.is_one(self.args.prepositional(place, "of"), ARMS if between else FORCES)
        owners, above = self.args.owners(place), self.args.tokens[place].head
        abroad = {actor for actor in self.named(self.args.prepositional(place, "in", "against")) if len(actor) == 3}
        fought = self.args.lemma(place) in self.words.fought and bool(owners and abroad - set(owners))
        fought = fought or (bool(abroad) and any(owner.startswith("org:") for owner in owners))  # "the NATO mission in Iraq"
        return fought or self.is_one(self.args.surface_subjects(above), FORCES)

    def _is_given(self, place: int) -> bool:
        """Whether help is a state's or an organisation's to another ("Spain's support for Ukraine")."""
        owned = any(not actor.startswith("person:") for actor in self.args.owners(place)) or self.args.below(place, "poss")
        return bool(owned and self.named(self.args.prepositional(place, "to", "for")))

    def is_money(self, place: int) -> bool:
        """Whether a number is a sum of money ("$350 million")."""
        signs = (self.args.tokens[kid].tag == "$" for kid in self.args.below(place, "quantmod"))
        return self.args.tokens[place].tag == "CD" and any(signs)

    def _for_a_state(self, sum_: int) -> bool:
        """Whether a sum is given to or meant for a state or its forces."""
        verb = self.args.tokens[sum_].head
        heads = [head for one in (sum_, verb) for head in self.args.prepositional(one, "to", "for")]
        states = {actor for head in heads if self.are_actors((head,)) for actor in self.args.actors(head) if ":" not in actor}
        return bool(states - set(self.args.doers(verb)))

    def _is_town(self, place: int) -> bool:
        """Whether a word is a proper name that may be a place: of no person, organisation or body of a state."""
        mention = self.args.mention(place)
        named = self.args.tokens[place].tag.startswith("NNP")
        return named and (mention is None or mention.kind in ("place", "town", "capital", "state"))

    def _is_designated(self, place: int) -> bool:
        """Whether a word is what a weapon is called, and no organisation's name ("G20")."""
        mention = self.args.mention(place)
        return bool(DESIGNATION.fullmatch(self.args.tokens[place].text)) and (mention is None or mention.kind != "organisation")

    def _is_armed_group(self, place: int) -> bool:
        """Whether a name is that of an armed group, which is its fighters ("the Wagner Group landed in")."""
        mention = self.args.mention(place)
        return mention is not None and any(organisation_sort(actor) == "group" for actor in mention.actors)

    def _is_ship(self, place: int) -> bool:
        """Whether a proper name is a vessel's: its kind or its prefix stands before it ("destroyer USS Barry")."""
        known = self.words.classes["hull"] | self.words.classes["forces"]
        named = self.args.tokens[place].tag.startswith("NNP")
        return named and any(self.args.lemma(kid) in known for kid in self.args.below(place, "compound", "nmod"))


@cache
def _first_names() -> dict[str, str]:
    """Each organisation's own name in lower case: the first that its row lists."""
    return {row["id"]: values(row["names"])[0].lower() for row in rows("organisations.csv")}


def unique(actors: Iterable[str]) -> tuple[str, ...]:
    """Return the actors, each once, in order."""
    return tuple(dict.fromkeys(actors))


def without(actors: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return the actors that are not among others, each once, in order."""
    drop = set(others)
    return tuple(dict.fromkeys(actor for actor in actors if actor not in drop))
