"""Whose a figure is by syntax: the subject that governs it, who acts in its clause, whom a relative clause is about."""

from __future__ import annotations

import re

from dragoman.lexicon.figure_words import figure_words
from dragoman.model import Mention, Quantity
from dragoman.reading.measured import Measured
from dragoman.reading.nearby import PREPOSED, Ids, coordinated, group, usable
from dragoman.reading.scene import Scene


def grammatical(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Return the subject of the verb that governs the number, or that the clause before it shares."""
    if not scene.parsed:
        return _plain_subject(scene, quantity)
    at = scene.token_at(quantity.number_start)
    verb = scene.clause(quantity.number_start)
    tokens = scene.reading.tokens
    for _ in range(5):
        if verb is None or at is None:
            return ()
        found = subject_mentions(scene, verb)
        if found:
            return found
        above = tokens[verb].head
        if above == verb:
            return ()
        if tokens[verb].dep == "relcl" or tokens[verb].dep == "acl":
            noun = scene.args.mention(above)
            if noun is not None and usable(scene, noun):
                return usable(scene, noun)
            owner = _owner_below(scene, above) or _owner_below(scene, tokens[above].head)
            if owner:
                return owner
        if tokens[verb].dep == "ccomp" and scene.args.below(verb, "nsubj", "nsubjpass"):
            return ()
        verb = scene.clause(tokens[above].start)
    return ()


def subject_mentions(scene: Scene, verb: int) -> Ids:
    """Return the actors in the grammatical subject of a verb: its own head, or an actor that the head belongs to."""
    contains = scene.reading.tokens[verb].lemma in figure_words().containing
    for place in scene.args.below(verb, "nsubj", "nsubjpass", "csubj"):
        mention = scene.args.mention(place)
        if mention is not None and usable(scene, mention) and not (contains and mention.kind == "pronoun"):
            return _all_in(scene, place, mention)
        owner = _owner_below(scene, place) or _members(scene, place) or scene.args.made_by(place)
        if owner:
            return owner
    return ()


def _members(scene: Scene, place: int) -> Ids:
    """Return the alliance that "allies" or "members" without a name belong to: the last one spoken of."""
    if scene.reading.tokens[place].text.lower() not in ("allies", "members", "alliance", "bloc", "member"):
        return ()
    if scene.args.below(place, "amod"):
        return ()
    here = [m for m in scene.reading.mentions if m.end <= scene.reading.tokens[place].start]
    spoken = [one for mention in (*reversed(here), *scene.context.recent) for one in mention.actors]
    return next(((one,) for one in (*spoken, *scene.context.topic_actor) if one in ("org:NATO", "org:EU")), ())


def relative(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "the 200 missiles the group has launched": the subject of a relative clause on the thing counted."""
    place = scene.token_at(max(quantity.start, quantity.end - 1)) if scene.parsed else None
    if place is None:
        return ()
    joined = [place, *scene.args.below(place, "conj")]
    for verb in (verb for noun in joined for verb in scene.args.below(noun, "relcl")):
        for kid in scene.args.below(verb, "nsubj"):
            mention = scene.args.mention(kid)
            if mention is not None and usable(scene, mention):
                return usable(scene, mention)
            if _owner_below(scene, kid):
                return _owner_below(scene, kid)
    return ()


def _all_in(scene: Scene, place: int, mention: Mention) -> Ids:
    """Return a subject's actors with those joined to it ("Poland, Estonia and Latvia")."""
    ids = list(group(scene, mention))
    waiting = list(scene.args.below(place, "conj"))
    for here in waiting:
        waiting += scene.args.below(here, "conj") if len(waiting) < _MEMBERS else ()
        other = scene.args.mention(here)
        if other is not None:
            ids += usable(scene, other)
    return tuple(dict.fromkeys(ids))


_MEMBERS = 40
"""Joined names that are followed."""


def _owner_below(scene: Scene, place: int) -> Ids:
    """Return the actor that a noun belongs to: a possessive, an adjective, or an of-phrase below it."""
    tokens = scene.reading.tokens
    for kid in scene.args.below(place, "poss", "amod", "compound", "nmod"):
        mention = scene.args.mention(kid)
        if mention is not None and usable(scene, mention):
            return coordinated(scene, mention)
    for prep in scene.args.below(place, "prep"):
        if tokens[prep].text.lower() in ("of", "in", "by", "from"):
            for kid in scene.args.below(prep, "pobj"):
                mention = scene.args.mention(kid)
                if mention is not None and usable(scene, mention):
                    return usable(scene, mention)
                below = _owner_below(scene, kid)
                if below:
                    return below
    return ()


_JOINED_NOUN = re.compile(r"(?:\s(?:and|or)\s[a-z]+)?\s(?:that\s|which\s)?(?:the\s)?")
_ACTED = re.compile(
    r"\s(?:has\s|have\s|had\s)?(?:since\s|already\s)?(?:fired|launched|deployed|sent|supplied|used|ordered|built|bought|provided|donated|"
    r"delivered|stationed|promised|pledged|received|lost)\b"
)


def agent(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "were fired by Russia", "the 200 missiles the group has launched": whoever acted, no other number between."""
    for mention in scene.reading.mentions:
        close = 0 <= mention.start - quantity.end < 40 and _JOINED_NOUN.fullmatch(scene.between(quantity.end, mention.start))
        if close and _ACTED.match(scene.after(mention.end, 30)):
            return usable(scene, mention)
        if mention.start < quantity.end or any(quantity.end <= q.start < mention.start for q in scene.reading.quantities):
            continue
        if re.search(
            r"\b(?:fired|launched|deployed|sent|supplied|used|operated|owned|ordered|built|bought|provided|donated|"
            r"delivered|stationed|held|fielded)\sby\s(?:the\s)?$",
            scene.before(mention.start, 30),
        ):
            return group(scene, mention)
    return ()


def _plain_subject(scene: Scene, quantity: Quantity) -> Ids:
    """Without syntax: the first mention of the clause that no preposition governs."""
    span = scene.clause_span(quantity.number_start)
    for mention in scene.reading.mentions:
        free = span.start <= mention.start < quantity.start and usable(scene, mention) and not scene.is_source(mention)
        if free and not PREPOSED.search(scene.before(mention.start, 12)):
            return usable(scene, mention)
    return ()


def main_subject(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Return the subject of the main clause where the number stands in a phrase before it ("With $5 billion …, Japan has")."""
    if scene.parsed:
        root = next((i for i, token in enumerate(scene.reading.tokens) if token.dep == "ROOT"), None)
        if root is not None:
            found = subject_mentions(scene, root)
            sources = {m.actors for m in scene.reading.mentions if scene.is_source(m)}
            if found and found not in sources:
                return found
    return ()
