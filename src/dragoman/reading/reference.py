"""Who is meant by what names nobody: "he", "it", "both", "the two sides", "the bloc", "the ministry".

Each is resolved by what the sentence named before it and, after that, by what the article's context keeps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import pairwise

from dragoman.lexicon.figure_words import organisation_sort
from dragoman.lexicon.names import name_words
from dragoman.lexicon.tie_words import tie_words
from dragoman.model import Context, Mention, Sentence, Token

_LED = 1.5
"""What the subject of the sentence before adds to whose a bare institution is; in a new paragraph, the article's main actor."""
SIZES = {"two": 2, "three": 3, "four": 4}
"""The ids of `lexicon/descriptions.csv` that mean as many parties named together."""
REACH = 900
"""Characters over which "he" and "she" still mean the person named last."""

_MY = re.compile(r"\b[Mm]y\s+(?:[\w-]+\s+){0,2}[\w-]+$")
_POSSESSIVE = re.compile(r"\b(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur)\s+(?:[\w-]+\s+){0,2}$")
_IN = re.compile(r"(?:\b(?:in|across|inside)|^(?:In|Across|Inside))\s(?:the\s)?$")
_THERE = re.compile(r",?\swhere\s(?:the\s|its\s)?(?:[a-z-]+\s){0,2}|,\s(?:the\s)?(?:[a-z-]+\s){0,2}")
_MALE = r"\b(?:Mr|Sir|[Ll]ord|[Kk]ing|[Pp]rince|[Ss]pokesman|[Cc]ongressman|[Cc]hairman|[Ee]mperor|[Hh]e|[Hh]is|[Hh]im)\b"
_FEMALE = r"\b(?:Ms|Mrs|Lady|Dame|[Qq]ueen|[Pp]rincess|[Ss]pokeswoman|[Cc]ongresswoman|[Cc]hairwoman|[Ss]he|[Hh]er)\b"
_HEADS = {"company": "body:Company", "institute": "body:Institute", "group": "body:Movement"}
"""The heads that stand for the listed organisations of a sort."""


class Resolver:
    """Resolves the mentions of one sentence, `text` of which has every blank a space."""

    def __init__(self, sentence: Sentence, text: str, tokens: Sequence[Token], context: Context) -> None:
        self.sentence = sentence
        self.text = text
        self.tokens = tokens
        self.context = context
        self.done: list[Mention] = []
        self.barred: tuple[str, ...] = ()

    @cached_property
    def tag_at(self) -> dict[int, Token]:
        return tagged_at(self.sentence, self.tokens)

    def resolved(self, found: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return the mentions with pronouns and descriptions resolved; those that stay open are left out."""
        for mention in found:
            clear = self._resolve(mention)
            if clear is not None:
                self.done.append(clear)
        return tuple(self.done)

    def _resolve(self, mention: Mention) -> Mention | None:
        if mention.kind == "pronoun":
            return self._pronoun(mention)
        if mention.kind == "named_group":
            return replace(mention, kind="group")
        if mention.kind == "sides":
            size = SIZES[mention.actors[0]]
            parties = self._joined_before(size) or self._together(size)
            return replace(mention, actors=parties) if len(parties) == size else None
        if mention.kind == "description?":
            return self._described(mention)
        if mention.kind == "description":
            return self._held(mention)
        return mention

    def _earlier(self) -> list[Mention]:
        """Return what was named before, newest first, this sentence's included."""
        return [*reversed(self.done), *self.context.recent]

    def _described(self, mention: Mention) -> Mention | None:
        wanted = set(mention.actors)
        if "ship" in wanted:
            named = (earlier for earlier in self._earlier() if earlier.surface.split()[0].lower() in tie_words().hulls)
            ship = next(named, None)
            return replace(mention, actors=ship.actors, kind="force") if ship else None
        noun = mention.surface.lower().rsplit(" ", 1)[-1]
        for earlier in self._earlier():
            if earlier.kind == "ministry" and len(earlier.actors) == 1 and noun in earlier.surface.lower().split():
                return replace(mention, actors=earlier.actors, kind="description")
            for actor in earlier.actors:
                if actor in wanted or ("state" in wanted and is_state(actor)) or head_of(actor) in wanted:
                    return replace(mention, actors=(actor,), kind="description")
        return None

    def _held(self, mention: Mention) -> Mention | None:
        """Resolve "the ministry", "the prime minister" by the one named before, else by the state most spoken of."""
        homes = mention.actors or mention.candidates
        mention = replace(mention, actors=(), candidates=())
        if _MY.search(self.text[: mention.end - self.sentence.start]):
            return replace(mention, kind="pronoun")
        own = _POSSESSIVE.search(self.text[: mention.start - self.sentence.start])
        noun = mention.surface.lower().rsplit(" ", 1)[-1]
        if not own:
            for earlier in self._earlier():
                if (
                    earlier.kind in ("person", "office", "ministry", "force")
                    and earlier.actors
                    and noun in earlier.surface.lower()
                ):
                    return replace(mention, actors=earlier.actors, person=earlier.person)
        actors = () if own else self._where(mention, homes)
        actors = actors or salient_state(self.done, self.sentence, self.context, homes)
        return replace(mention, actors=actors) if actors else None

    def _where(self, mention: Mention, homes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the state where the words before place a bare institution ("in Chad, where the army", "In Mali, the army")."""
        place = next(iter(reversed(self.done)), None)
        if place is None or place.kind not in ("state", "capital", "place") or not all(map(is_state, place.actors)):
            return ()
        start, base = place.start - self.sentence.start, self.sentence.start
        said = _IN.search(self.text[:start]) and _THERE.fullmatch(self.text[place.end - base : mention.start - base])
        return place.actors if said and (not homes or set(place.actors) <= set(homes)) else ()

    def _joined_before(self, size: int) -> tuple[str, ...]:
        """Return those whom this sentence joined last by "and" as its subject, where they are so many."""
        for token in reversed(self.tokens):
            head = self.tokens[token.head]
            if token.dep not in ("nsubj", "nsubjpass") or head.dep == "relcl":
                continue
            parties = tuple(actor for actor in self._actors_of(token, plural=True) if not actor.startswith("person:"))
            if len(parties) == size:
                return tuple(sorted(parties))
        return ()

    def _together(self, size: int) -> tuple[str, ...]:
        """Return those named together last who are so many; of two, within reach, else the last two named."""
        near = (parties for at, parties in self.context.groups if size > 2 or self.sentence.start - at <= REACH)
        parties = next((parties for parties in near if len(parties) == size), ())
        if parties or size > 2:
            return parties
        found: list[str] = []
        for mention in self._earlier():
            for actor in mention.actors:
                told = actor.startswith("person:") or mention.where or organisation_sort(actor) == "media"
                if actor not in found and not told:
                    found.append(actor)
            if len(found) >= 2:
                return tuple(sorted(found[:2]))
        return tuple(found)

    def _pronoun(self, mention: Mention) -> Mention | None:
        word = mention.surface.lower()
        if word in ("we", "us", "our", "ours", "ourselves"):
            return mention
        if word in ("he", "him", "his", "himself", "she", "her", "herself"):
            found = self._person_before(mention, female=word.startswith(("she", "her")))
            return replace(mention, actors=found.actors, person=found.person) if found else None
        plural = word.startswith("the")
        self.barred = ()
        if word == "it" and not self._refers(mention):
            return None
        actors = self._governing(mention, plural)
        if actors:
            return replace(mention, actors=actors)
        if word == "their" and self._of_somebody_else(mention):
            return None
        return self._antecedent(mention, plural)

    def _person_before(self, mention: Mention, *, female: bool) -> Mention | None:
        """Return the person that "he" or "she" means: the last one named within reach whose title does not forbid it."""
        barred = re.compile(_MALE if female else _FEMALE)
        for earlier in self._earlier():
            if mention.start - earlier.end > REACH:
                return None
            named = earlier.person and earlier.kind in ("person", "pronoun", "description")
            held = earlier.kind == "office" and earlier.surface.lower().rsplit(" ", 1)[-1] in name_words("holders")
            if (named or held) and not barred.search(earlier.surface):
                return earlier
        return None

    def _refers(self, mention: Mention) -> bool:
        """Return whether an "it" can stand for an actor: not "it is clear that", "it seems"."""
        token = self.tag_at.get(mention.start - self.sentence.start)
        if token is None:
            return False
        if self._is_somebody(token):
            return True
        return token.dep in ("nsubj", "nsubjpass", "dobj", "pobj") and self.tokens[token.head].lemma not in (
            "be",
            "seem",
            "appear",
            "take",
            "make",
            "remain",
            "become",
            "mean",
            "turn",
            "come",
            "depend",
            "cost",
            "matter",
        )

    def _is_somebody(self, token: Token) -> bool:
        """Whether an "it" is said to be what only states and organisations are ("it was the largest buyer")."""
        above = self.tokens[token.head]
        after = self.tokens[above.index + 1 :]
        said = above.lemma in ("be", "become", "remain") and token.dep == "nsubj" and token.index < above.index
        return said and any(one.head == above.index and one.dep == "attr" and one.lemma in name_words("roles") for one in after)

    def _governing(self, mention: Mention, plural: bool) -> tuple[str, ...]:
        """Return the actors of the subject that governs a pronoun's clause, where it stands before the pronoun."""
        token = self.tag_at.get(mention.start - self.sentence.start)
        steps = 0
        suffers = token is not None and token.dep in ("dobj", "dative") and token.text.lower() in ("it", "them")
        which = False
        while token is not None and steps < 12:
            above = self.tokens[token.head]
            which = which or token.dep == "relcl"
            for child in (*self._governors(above, token), *(() if which else self._possessors(above))):
                actors = self._actors_of(child, plural)
                if actors and suffers:
                    self.barred, suffers = actors, False  # nobody strikes "it" who strikes itself
                elif actors and actors != self.barred:
                    return actors
            if above.index == token.index:
                break
            token, steps = above, steps + 1
        return ()

    def _of_somebody_else(self, mention: Mention) -> bool:
        """Whether the subject of a "their" is states or people that are nobody known ("many states raised their budgets")."""
        here, words = self.tag_at.get(mention.start - self.sentence.start), tie_words()
        while here is not None and here.head != here.index:
            here = self.tokens[here.head]
            own = [one for one in self.tokens[: here.index] if one.head == here.index and one.dep in ("nsubj", "nsubjpass")]
            if own:
                plural = (one for one in own if one.tag == "NNS")
                return any(one.lemma in words.collective | words.groups | words.residents for one in plural)
        return False

    def _governors(self, above: Token, token: Token) -> list[Token]:
        """Return who the clause of a token above a pronoun is about: its subject, before it whom it made do what follows
        ("prompted Chad to say that it would leave")."""
        near = self.tokens[max(0, above.index - 25) : token.index]
        own = [one for one in near if one.head == above.index]
        if above.tag.startswith("NN"):  # "Chad's war since its coup": whose the thing is
            return [one for one in own if one.dep == "poss"]
        made = token.tag == "VB" and token.dep in ("xcomp", "ccomp", "advcl") and above.lemma in tie_words().object_control
        told = [one for one in own if made and one.dep == "dobj" and one.index > above.index]
        return told + [one for one in own if one.dep in ("nsubj", "nsubjpass") and one.index < above.index]

    def _possessors(self, above: Token) -> list[Token]:
        """Return whose the subject of a verb is ("Chad's threats meant that it")."""
        before = self.tokens[: above.index] if above.tag.startswith("VB") else ()
        heads = {one.index for one in before if one.dep in ("nsubj", "nsubjpass") and one.head == above.index}
        return [one for one in before if one.dep == "poss" and one.head in heads]

    def _actors_of(self, token: Token, plural: bool) -> tuple[str, ...]:
        """Return the actors of a subject: those of the mention on it, with its coordinated ones where plural."""
        wanted = [token]
        if plural:
            for other in self.tokens[token.index + 1 : token.index + 12]:
                listed = other.dep == "conj" or (other.dep == "appos" and self._is_state(other))
                if listed and other.head in [w.index for w in wanted]:
                    wanted.append(other)
        actors: list[str] = []
        for one in wanted:
            for mention in self.done:
                if mention.start <= one.start < mention.end and mention.actors:
                    actors += [a for a in mention.actors if a not in actors]
        if (not plural and len(actors) != 1) or any(actor.startswith("person:") for actor in actors):
            return ()
        return tuple(actors)

    def _is_state(self, token: Token) -> bool:
        return any(one.start <= token.start < one.end and one.kind == "state" for one in self.done)

    def _antecedent(self, mention: Mention, plural: bool) -> Mention | None:
        """Resolve a pronoun by what was named before; one that means those whom a list named together is `sides`."""
        groups = self.context.groups if plural else ()
        for earlier in self._earlier()[:8]:
            if not earlier.actors or earlier.where or any(actor.startswith("person:") for actor in earlier.actors):
                continue
            if earlier.actors == self.barred:
                continue
            if all(organisation_sort(actor) == "media" for actor in earlier.actors):
                continue  # who tells is not who acts
            if joined := next((ids for at, ids in groups if earlier.start <= at < earlier.end and ids != self.barred), ()):
                return replace(mention, actors=joined, kind="sides")
            single = len(earlier.actors) == 1 and not earlier.person and earlier.kind != "demonym"
            if self._is_several(earlier) if plural else single:
                return replace(mention, actors=earlier.actors)
        return None

    @staticmethod
    def _is_several(mention: Mention) -> bool:
        """Whether words mean more than one: several actors, forces, or a plural ("the Houthis")."""
        if len(mention.actors) > 1 or mention.kind in ("force", "group", "sides"):
            return True
        plural = mention.surface.endswith("s") and mention.kind not in ("state", "capital", "pronoun")
        return plural and mention.actors != ("org:UN",)


def tagged_at(sentence: Sentence, tokens: Sequence[Token]) -> dict[int, Token]:
    """Return the tokens by where they begin in the sentence; none where it was not parsed."""
    return {token.start - sentence.start: token for token in tokens} if tokens and tokens[0].tag else {}


def salient_state(
    named: Sequence[Mention], sentence: Sentence, context: Context, homes: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the state or organisation most likely meant by a bare institution: named last, named often.

    Args:
        named: the sentence's mentions so far.
        homes: whose it can only be; the first of them where none was named.
    """
    seen = [*reversed(named), *context.recent]
    earlier = [m for m in seen if not m.where] or seen
    score: dict[str, float] = {}
    weight = 1.0
    for mention in earlier[:12]:
        for actor in mention.actors[:1]:
            if is_state(actor) or actor in homes:
                score[actor] = score.get(actor, 0.0) + weight
        weight *= 0.75
    same = sentence.paragraph == context.paragraph
    for actor in context.topic_actor[:1]:
        if actor in score:
            score[actor] += 0.5 if same else _LED
    if same and context.led_by in score:
        score[context.led_by or ""] += _LED
    if homes:
        likely = [actor for actor in (*score, *dict(context.counts)) if actor in homes]
        return (max(likely, key=lambda actor: score.get(actor, 0.0)),) if likely else homes[:1]
    return (max(score, key=lambda actor: score[actor]),) if score else ()


def is_state(actor: str) -> bool:
    """Return whether an actor is a state: its id is an ISO alpha-3 code."""
    return len(actor) == 3 and actor.isupper()


@cache
def head_of(actor: str) -> str:
    """Return by which noun a later sentence may call an organisation, "" for a state or a person.

    >>> head_of("org:Blue Nile Front"), head_of("org:Institute for Nordic Security")
    ('body:Front', 'body:Institute')
    """
    if not actor.startswith("org:") or organisation_sort(actor):
        return _HEADS.get(organisation_sort(actor), "")
    words = actor.removeprefix("org:").split()
    return "body:" + next((before for before, after in pairwise(words) if after in ("for", "of", "on", "in")), words[-1])
