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
from dragoman.reading.units import singular

IDLE = frozenset(("be", "avoid", "prevent", "deter", "stop", "leave", "cause", "need", "fear", "risk", "lose", "rely", "depend"))
"""Verbs after which the words that follow say nothing of what is done."""
STANDS_FOR = frozenset("it this that they these those more others another further".split())
"""Subjects that stand for what was told before."""
VAGUE = frozenset(("declaration", "membership"))
"""Types whose verbs say as much of what is no tie ("support", "join")."""
PHASES = ("begin", "strengthen", "resume", "suspend", "end")
AIMED = ("to", "for", "with", "against", "on", "at", "toward", "towards")


@cache
def alliances() -> frozenset[str]:
    """Return the organisations that are alliances."""
    return frozenset(row["id"] for row in rows("organisations.csv") if row["sort"] == "alliance")


def about(args: Arguments, place: int, subject: tuple[str, ...], told: str = "") -> TieBody:
    """Return the body of an act to come of no type of its own, with what its clause is about ("" where it is about no tie).

    Args:
        told: the type of the act told last, which a clause that names nothing ("more will follow") goes on with.
    """
    verbs = (place, *args.below(place, "xcomp"))
    return TieBody("", _action(args, verbs), about=_type(args, verbs, subject, told))


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


def _type(args: Arguments, verbs: tuple[int, ...], subject: tuple[str, ...], told: str) -> str:
    """Return the type of an act to come: by its verbs, by what they act on, by who or what acts, by the other nouns of its
    clause; "" where nothing says it, or where it is what should not come about.
    """
    groups = tie_words().groups
    if any(args.lemma(verb) in modal_words()["avert"] for verb in verbs):
        return ""
    acting = (verb for verb in verbs if args.lemma(verb) not in IDLE)
    acted = next((type_ for verb in acting if (type_ := _of_verb(args.lemma(verb)))), "")
    heads = [head for verb in verbs for head in (*args.undergoers(verb), *args.prepositional(verb, *AIMED))]
    heads += [below for head in heads for below in args.prepositional(head, "of", "for", "to")]
    doers = [head for head in args.surface_subjects(verbs[0]) if not args.actors(head) and args.lemma(head) not in groups]
    inside = args.subtree(verbs[0], without=("advcl", "relcl", "acl", "ccomp", "nsubj", "nsubjpass"))
    aims = (at for aim in _aims(args, verbs) for at in args.subtree(aim, without=("advcl", "relcl", "ccomp")))
    allied = any(actor in alliances() for actor in subject)
    nouns = (at for at in (*heads, *doers, *inside, *aims) if args.tokens[at].tag.startswith("NN"))
    found = (_of_noun(singular(args.lemma(at)) if args.tokens[at].tag == "NNPS" else args.lemma(at)) for at in nouns)
    named = next((type_ for type_ in found if type_ and (type_ != "alliance" or allied)), "")
    goes_on = told if any(args.lemma(head) in STANDS_FOR for head in args.surface_subjects(verbs[0])) else ""
    return acted or named or goes_on


@cache
def _of_verb(word: str) -> str:
    """Return the type a verb puts an act under: its own, else the one type of all ties that it can state."""
    words = tie_words()
    types = {verb.type for verb in words.verbs.get(word, ())}
    return words.about_verbs.get(word) or (types.pop() if len(types) == 1 and types.isdisjoint(VAGUE) else "")


@cache
def _of_noun(word: str) -> str:
    """Return the type a noun puts an act under: its own, else that of the tie it names."""
    words = tie_words()
    return words.about_nouns.get(word) or (words.nouns[word].type if word in words.nouns else "")
