"""What an act to come is about that no verb of ties states: the type it is put under, and what it does to it.

Nothing is judged by either (`TieBody.about`).
"""

from __future__ import annotations

from functools import cache

from dragoman.lexicon import rows
from dragoman.lexicon.modal import modal_words
from dragoman.lexicon.tie_words import tie_words
from dragoman.model import TieBody
from dragoman.reading.arguments import Arguments

IDLE = frozenset(("be", "avoid", "prevent", "deter", "stop", "leave", "cause", "need", "fear", "risk", "lose", "rely", "depend"))
"""Verbs after which the words that follow say nothing of what is done."""
PHASES = ("begin", "strengthen", "resume", "suspend", "end")
AIMED = ("to", "for", "with", "against", "on", "at", "toward", "towards")


@cache
def alliances() -> frozenset[str]:
    """Return the organisations that are alliances."""
    return frozenset(row["id"] for row in rows("organisations.csv") if row["sort"] == "alliance")


def about(args: Arguments, place: int, subject: tuple[str, ...]) -> TieBody:
    """Return the body of an act to come of no type of its own, with what its clause is about ("" where it is about no tie)."""
    verbs = (place, *args.below(place, "xcomp"))
    return TieBody("", _action(args, verbs), about=_type(args, verbs, subject))


def _action(args: Arguments, verbs: tuple[int, ...]) -> str:
    """Return what a verb of phase does to whatever it acts on ("will take steps to strengthen"); any other act is planned."""
    for verb in (*verbs, *_aims(args, verbs)):
        phases = (phase for phase in tie_words().phases.get(args.lemma(verb), ()) if len(phase.words) == 1)
        found = next((phase.action for phase in phases if not phase.types and phase.action in PHASES), "")
        if found and (verb in verbs or found == "strengthen"):
            return found
    return "plan"


def _aims(args: Arguments, verbs: tuple[int, ...]) -> tuple[int, ...]:
    """Return the infinitives that say what is done for what ("will take steps to strengthen", "will act to deepen")."""
    heads = (*verbs, *(head for verb in verbs for head in args.undergoers(verb)))
    return tuple(kid for head in heads for kid in args.below(head, "acl", "advcl") if "to" in args.auxiliaries(kid))


def _type(args: Arguments, verbs: tuple[int, ...], subject: tuple[str, ...]) -> str:
    """Return the type of an act of some party, by its verbs, else by what they act on; "" where there is none."""
    words = tie_words()
    if not subject or any(args.lemma(verb) in modal_words()["avert"] | IDLE for verb in verbs):
        return ""
    acted = next((words.about_verbs[args.lemma(verb)] for verb in verbs if args.lemma(verb) in words.about_verbs), "")
    heads = [head for verb in verbs for head in (*args.undergoers(verb), *args.prepositional(verb, *AIMED))]
    heads += [below for head in heads for below in args.prepositional(head, "of", "for", "to")]
    allied = any(actor in alliances() for actor in subject)
    found = (words.about_nouns.get(args.lemma(head), "") for head in heads if args.tokens[head].tag.startswith("NN"))
    return acted or next((type_ for type_ in found if type_ and (type_ != "alliance" or allied)), "")
