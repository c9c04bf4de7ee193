"""Finding commitments: what an actor says it would do in a contingency, or is obliged to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.kinds.ahead import condition_of
from dragoman.kinds.build import build
from dragoman.kinds.interpretation.find import judgements
from dragoman.kinds.obligations import phrased
from dragoman.kinds.parties import around, others
from dragoman.kinds.route import claim, routed
from dragoman.kinds.stance import binds, threatened_with
from dragoman.lexicon.modal import modal_words
from dragoman.model import Article, Claim, CommitmentBody, Reading, Span, TieFrame
from dragoman.reading.arguments import Arguments, arguments
from dragoman.reading.gate import of_the_field

_TALKED_OF = frozenset(("on", "about", "over", "regarding", "concerning"))
"""Prepositions of a bond that is only talked of ("the debate on Berlin's commitment to")."""
_INFINITIVES = ("acl", "xcomp", "advcl", "relcl", "ccomp")
SIDE = re.compile(
    r"\b(?:on|at) .{0,60}?\bsides?\b|\balongside\b|\bside(?:s|d)? with\b|"
    r"\bdefen[dcs]\w*|\bcome to the (?:aid|help|defen[cs]e) of\b",
    re.I,
)


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the commitments of one sentence."""
    acts = [(frame, modality) for frame, modality in routed(reading, article, "commitment") if isinstance(frame, TieFrame)]
    found = [_with_body(reading, claim("commitment", reading, frame, modality, article), article) for frame, modality in acts]
    found += [_with_body(reading, one, article) for one in judgements(reading, article, "commitment")]
    taken = [frame.anchor for kind in ("tie", "forecast") for frame, _ in routed(reading, article, kind)]
    stated = [one for one in _stated(reading, article) if not any(one.anchor.overlaps(other) for other in taken)]
    found = [one for one in found if not any(_wraps(one, other) for other in found)]
    return [one for one in found if not any(one.anchor.overlaps(other.anchor) for other in stated)] + stated


def _wraps(one: Claim, other: Claim) -> bool:
    """Whether a claim only leads up to another that ends with it ("will continue to | support Ukraine")."""
    return one is not other and one.anchor.end <= other.anchor.start < one.end == other.end


def _with_body(reading: Reading, made: Claim, article: Article) -> Claim:
    """Return a claim on an act as a commitment: with its condition, who is bound, to what and on whose side."""
    args, span = arguments(reading), Span(made.start, made.end)
    trigger = _trigger(condition_of(args), article)
    action = article.text[made.anchor.start : made.end]
    body = CommitmentBody(trigger, made.subject[0] if made.subject else None, action, _side(reading, span))
    if made.modality.certainty == "planned":
        made = replace(made, modality=replace(made.modality, certainty="asserted"))
    return replace(made, object=made.object or others(reading, span, made.subject), tie=None, commitment=body)


def _side(reading: Reading, span: Span) -> tuple[str, ...]:
    """Return on whose side: the actors named near "on ... side", "defend", "alongside"."""
    text = " " * reading.sentence.start + reading.sentence.text
    match = SIDE.search(text, span.start, span.end)
    if not match:
        return ()
    near = Span(match.start(), min(span.end, match.end() + 40))
    found = [a for m in reading.mentions if near.start <= m.start < near.end for a in m.actors]
    return tuple(dict.fromkeys(found))


def _stated(reading: Reading, article: Article) -> list[Claim]:
    """Return the obligations stated as such: "an attack on one is an attack on all", "a commitment to defend", "committed to".

    A pledge in numbers is a plan, and its figure the claim.
    """
    if not any(token.dep for token in reading.tokens):
        return []
    args, near = arguments(reading), of_the_field(reading.sentence)
    found: list[Claim] = []
    for actors, anchor, span in (*_bound(args, near), *_stands(args), *(phrased(reading) if near else ())):
        counted = any(span.start <= figure.anchor.start < span.end for figure in reading.figures)
        if not counted and not any(anchor.overlaps(other.anchor) for other in found):
            found.append(_claim(reading, article, args, actors, anchor, span))
    return found


def _bound(args: Arguments, near: bool) -> Iterator[tuple[tuple[str, ...], Span, Span]]:
    """Yield (actors, anchor, span) of nouns and verbs that bind: "Japan's commitment to …", "is committed to …".

    Where the sentence is not `near` to security affairs, or denies it, only those that bind to stand by somebody.
    """
    words = modal_words()
    binding = words["bond"] | words["bind"] | words["bound"] | words["resolve"]
    for place in [at for at, lemma in enumerate(args.lemmas) if lemma in binding]:
        token = args.tokens[place]
        affirmed = args.lemma(place) in words["resolve"] and args.lemma(token.head) in words["affirm"] and token.dep == "dobj"
        noun = token.tag.startswith("NN") and (affirmed or args.lemma(place) in words["bond"])
        verb = (args.is_verb(place) or token.tag.startswith("JJ") or token.dep == "ROOT") and (
            args.lemma(place) in words["bind"] | words["bound"]
        )
        if not (noun or verb):
            continue
        if token.dep == "pobj" and args.lows[token.head] in _TALKED_OF and not args.is_verb(args.tokens[token.head].head):
            continue
        to_what = _to_what(args, place)
        first = min((place, *(kid for kid in args.below(place, "det", "neg") if args.tokens[kid].text.lower() in ("no", "not"))))
        if to_what is None or not ((near and first == place) or args.lemma(to_what) in words["support"]):
            continue
        actors = args.owners(place) if noun else _whom(args, place)
        actors = actors or (args.doers(token.head) if affirmed else ())
        if not (actors or args.nearest(place)):
            continue
        further = [verb for verb in args.below(to_what, "conj") if args.tokens[verb].tag == "VB" and args.is_verb(to_what)]
        for low, act in ((first, to_what), *((verb, verb) for verb in further)):  # "to arm and train": two
            high = max(act, *args.undergoers(act), place if low == first else act)
            anchor = Span(args.tokens[low].start, args.tokens[high].end)
            aside = ("relcl", "advcl", "parataxis", *(("conj", "cc") if further else ()))
            end = args.tokens[max(args.subtree(act, without=aside))].end
            yield tuple(actors) or args.nearest(place), anchor, Span(anchor.start, max(end, anchor.end))


def _stands(args: Arguments) -> Iterator[tuple[tuple[str, ...], Span, Span]]:
    """Yield (actors, anchor, span) of who stands by whom today ("stands with Kyiv"), of what is vowed ("vowed revenge"), and of
    what a pact covers ("the treaty extends to attacks on its ships").
    """
    words = modal_words()
    for verb in (place for place, token in enumerate(args.tokens) if token.tag.startswith("VB")):
        lemma, helpers = args.lemma(verb), args.auxiliaries(verb)
        nouns = list(threatened_with(args, verb))
        if args.tokens[verb].tag in ("VBZ", "VBP") and not helpers:
            beside = (prep for prep in args.below(verb, "prep") if f"{lemma} {args.lows[prep]}" in words["beside"])
            sides = (one for prep in beside for one in args.below(prep, "pobj"))
            nouns += [one for one in sides if args.actors(one) or args.lows[one] == "you" or args.lemma(one) in words["side"]]
            if binds(args, verb):
                covered = (*args.below(verb, "dobj"), *args.prepositional(verb, "to"))
                yield from ((args.nearest(verb), _from_to(args, verb, noun), args.clause(verb)) for noun in covered[:1])
        actors = tuple(args.doers(verb)) or (args.nearest(verb) if args.speaks_itself(verb) else ())
        if nouns and (actors or args.speaks_itself(verb)) and not args.below(verb, "neg"):
            yield actors, _from_to(args, verb, max(nouns)), args.clause(verb)


def _from_to(args: Arguments, first: int, last: int) -> Span:
    return Span(args.tokens[min(first, last)].start, args.tokens[max(first, last)].end)


def _to_what(args: Arguments, place: int) -> int | None:
    """Return the noun or verb that somebody is bound to, after "to" or "that", or None."""
    by_what = [noun for kid in args.below(place, "agent", "prep") for noun in args.below(kid, "pobj")]
    for kid in (*args.kids[place], *(kid for noun in by_what for kid in args.kids[noun])):
        token = args.tokens[kid]
        if kid > place and token.tag == "VB" and token.dep in _INFINITIVES and "to" in args.auxiliaries(kid):
            return kid
        if kid > place and token.text.lower() == "to" and token.dep in ("prep", "dative"):
            return next(iter(args.below(kid, "pobj", "pcomp")), None)
        if kid > place and token.dep in _INFINITIVES and any(args.lows[mark] == "that" for mark in args.below(kid, "mark")):
            return kid  # "an obligation that its way of life is not upset"
    return None


def _whom(args: Arguments, place: int) -> tuple[str, ...]:
    """Return who is bound by a verb or adjective: its object ("obliges members to …"), else its subject."""
    bound = () if args.is_passive(place) else args.undergoers(place)
    return tuple(a for head in bound for a in args.actors(head)) or args.doers(place) or _subjects(args, place)


def _subjects(args: Arguments, place: int) -> tuple[str, ...]:
    """Return the actors of the subject of a participle or adjective ("was committed to")."""
    head = place if args.is_verb(place) else args.tokens[place].head
    return tuple(actor for subject in args.surface_subjects(head) for actor in args.actors(subject)) if args.is_verb(head) else ()


def _claim(
    reading: Reading, article: Article, args: Arguments, actors: tuple[str, ...], anchor: Span, span: Span
) -> Claim:
    condition = condition_of(args)
    certainty = "conditional" if condition else "asserted"
    modality = reading.modality_at(anchor)
    polarity = "negative" if anchor.of(article.text).lower().startswith(("no ", "not ")) else modality.polarity
    body = CommitmentBody(_trigger(condition, article), next(iter(actors), None), span.of(article.text), _side(reading, span))
    return build(
        "commitment",
        reading,
        article,
        anchor=anchor,
        span=span,
        subject=actors,
        object_=around(reading, span, anchor, actors),
        commitment=body,
        modality=replace(modality, certainty=certainty, polarity=polarity),
    )


def _trigger(condition: Span | None, article: Article) -> str | None:
    """Return the words of a condition without the word that opens it."""
    return re.sub(r"^(?:if|should|were|had)\s+", "", condition.of(article.text), flags=re.IGNORECASE) if condition else None
