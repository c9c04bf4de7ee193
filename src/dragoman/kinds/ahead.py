"""How the syntax over a word places it in the future: "will", "is to", "plans to", "is expected to", "would" in reported speech.

One mechanism for figures and acts. Words: `lexicon/modal_words.toml`.
"""

from __future__ import annotations

from dragoman.lexicon.modal import modal_words
from dragoman.model import Span
from dragoman.reading.arguments import Arguments, once

NEEDED = frozenset(("should", "must", "ought"))
POSSIBLE = frozenset(("may", "might", "could"))
GOING = frozenset(("is", "are", "am", "'s", "'re", "'m", "’s", "’re", "’m"))
FINITE = ("VBD", "VBZ", "VBP")
_DEEP = 12


def placed_ahead(args: Arguments, place: int, through: tuple[str, ...]) -> str:
    """Return `planned`, `probable`, `possible` or `conditional` where the verbs over a word place it ahead, else "".

    Args:
        through: the relations that a verb may stand in to share the time of the verb above it.
    """
    here = place
    for _ in range(_DEEP):
        token = args.tokens[here]
        if token.tag.startswith(("VB", "MD")) and token.dep != "amod":
            stated = args.distinguished(here)
            here = here if stated is None else stated
            token = args.tokens[here]
            found = _of_verb(args, here)
            if found is not None:
                return found
            own = args.below(here, "nsubj", "nsubjpass") or args.auxiliaries(here) - {"to"}
            if token.dep not in through or (token.dep == "conj" and own):
                return ""
        if any(args.tokens[verb].tag == "VBD" for verb in args.below(here, "relcl")) and _is_known(args, here):
            return ""  # "the 5 billion that it spent would pay for a fleet", "would spend more than the 5 billion it spent"
        if token.tag.startswith("NN") and args.lemma(here) in modal_words()["plan_noun"] and _to_do(args, here):
            return "planned"
        if token.head == here or not 0 <= token.head < len(args.tokens):
            return ""
        here = token.head
    return ""


def _is_known(args: Arguments, noun: int) -> bool:
    """Return whether a noun is the subject of its verb, or one that has been told of: "the 5 billion that"."""
    token = args.tokens[noun]
    return token.dep in ("nsubj", "nsubjpass") or any(args.tokens[kid].text.lower() == "the" for kid in args.below(noun, "det"))


def _to_do(args: Arguments, noun: int) -> bool:
    """Return whether an infinitive hangs on a noun: "a deal to buy 20 jets", not "a deal signed by Manila"."""
    return any(args.tokens[verb].tag == "VB" for verb in args.below(noun, "acl"))


def _of_verb(args: Arguments, place: int) -> str | None:
    """Return how far a verb's own auxiliaries and the word it hangs on place it ahead; None where they do not decide."""
    words, token, helpers = modal_words(), args.tokens[place], args.auxiliaries(place)
    if helpers & words["will"] or args.is_headed(place):
        return "planned"
    if token.tag in FINITE and any(args.tokens[kid].text.lower() in words["today"] for kid in args.below(place, "advmod")):
        return ""
    if "would" in helpers and "have" not in helpers:
        return "conditional" if condition_of(args) or any(t.text.lower() == "then" for t in args.tokens) else "planned"
    if helpers & POSSIBLE and "have" not in helpers:
        return "possible"
    if token.head != place and (("to" in helpers and token.tag == "VB") or token.dep in ("xcomp", "oprd")):
        above = args.lemma(token.head)
        if above == "go" and args.tokens[token.head].tag == "VBG" and args.auxiliaries(token.head) & GOING:
            return "planned"
        if above in words["predicted"]:
            return "" if "have" in helpers else "probable"
        if above in words["plan"] | words["pledge"] or (above == "be" and not args.below(token.head, "acomp")):
            return None if token.dep == "advcl" else "planned"
        if token.dep == "acl" and above in words["plan_noun"]:
            return "planned"
    stands = token.tag in FINITE and token.dep in ("ROOT", "ccomp", "relcl", "advcl", "conj", "parataxis")
    return "" if stands and (token.dep == "ROOT" or args.lemma(place) not in ("be", "have")) else None


_OPENING = frozenset(("mark", "advmod", "aux", "auxpass", "prep"))
"""Relations of a word that may open a condition."""


@once
def condition_of(args: Arguments) -> Span | None:
    """Return the stretch of the sentence's first condition ("if China invades", "should it be", "in the event of war")."""
    words = modal_words()
    for place, token in enumerate(args.tokens):
        if token.dep not in _OPENING:
            continue
        verb, low = token.head, args.lows[place]
        opens = token.dep in ("mark", "advmod") and low in words["condition"] and verb != place
        if opens and args.tokens[verb].dep in ("advcl", "ROOT", "ccomp", "pcomp", "conj", "dep"):
            places = args.subtree(verb, without=("parataxis",)) if args.tokens[verb].dep == "advcl" else [place, verb]
            return Span(args.tokens[min(place, *places)].start, args.tokens[max(places)].end)
        inverted = token.dep in ("aux", "auxpass") and low in words["inverted"] and args.tokens[verb].dep in ("advcl", "ccomp")
        if inverted and any(kid > place for kid in args.below(verb, "nsubj", "nsubjpass")):
            return args.clause(verb)
        if token.dep == "prep" and any(args.lemma(kid) in words["contingency"] for kid in args.below(place, "pobj")):
            places = args.subtree(place)
            return Span(token.start, args.tokens[max(places)].end)
    return None
