"""How a clause stands to what is to come: what its doer undertakes, only tries or wants, or what it would bring about.

The kinds ask here for acts and for judgements alike, so that "seeks to intimidate", "would undermine" and "we will keep
fighting" are of one kind wherever they are read. Words: `lexicon/modal_words.toml`.
"""

from __future__ import annotations

from dragoman.kinds.ahead import GOING, NEEDED, POSSIBLE
from dragoman.lexicon.interpretation_words import interpretation_words
from dragoman.lexicon.modal import modal_words
from dragoman.lexicon.reporting import reporting
from dragoman.model import Reading, Span
from dragoman.reading.arguments import Arguments

CAN = frozenset(("can", "ca", "cannot"))
LIKELY = frozenset(("likely", "probably", "presumably"))
_FIRST = ("we", "i")
_THIRD = ("it", "he", "she", "they")
_PERSONS = ("he", "she", "they", "we", "i")
_WHOLE = ("state", "organisation")
_THINGS = ("it", "this", "that", "which", "these", "those", "there")
_WOULD = ("would", "'d", "’d")
_ALL = ("everything", "whatever", "anything", "utmost")
_INFINITIVE = frozenset(("to",))


def is_motive(args: Arguments, verb: int) -> bool:
    """Return whether an infinitive is what somebody tries or wants ("seeks to divide", "a bid to divide"): that is judged."""
    words, first = modal_words(), verb
    while args.tokens[first].dep == "conj" and args.tokens[first].head != first:
        first = args.tokens[first].head
    token = args.tokens[first]
    if is_meant(args, first):
        return True
    if token.head == first or "to" not in args.auxiliaries(first):
        return False
    above = args.lemma(token.head)
    if args.tokens[token.head].tag.startswith("NN"):
        return token.dep == "acl" and above in words["motive_noun"]
    if above == "be":
        return any(args.lemma(subject) in words["motive_noun"] for subject in args.surface_subjects(token.head))
    return token.dep == "xcomp" and above in words["motive"] and not args.auxiliaries(token.head) & words["will"]


def is_meant(args: Arguments, verb: int) -> bool:
    """Return whether a verb is what a thing is said to be for ("designed to deter", "aimed at dividing"), or says that itself."""
    meant, token = modal_words()["meant"], args.tokens[verb]
    if args.lemma(verb) in meant and token.tag == "VBN":
        return any(args.below(prep, "pcomp") for prep in args.below(verb, "prep") if args.lemma(prep) == "at")
    above = args.tokens[token.head].head if token.dep == "pcomp" else token.head
    infinitive = token.dep in ("xcomp", "advcl") and "to" in args.auxiliaries(verb)
    at = token.dep == "pcomp" and args.lemma(token.head) == "at"
    stated = bool(args.below(above, "auxpass"))  # "is meant to enter service": a plan
    return (infinitive or at) and args.lemma(above) in meant and args.tokens[above].tag == "VBN" and not stated


def binds(args: Arguments, verb: int) -> bool:
    """Return whether a pact is said to cover what its members are bound to defend ("the treaty extends to its ships")."""
    words = modal_words()
    if args.lemma(verb) not in words["scope"]:
        return False
    names = (one for head in args.below(verb, "nsubj") for one in (head, *args.below(head, "compound")))  # "Article 5 covers"
    covered = (*args.below(verb, "dobj"), *args.prepositional(verb, "to"))
    return any(args.lemma(one) in words["pact"] for one in names) and any(args.lemma(one) in words["defended"] for one in covered)


def threatened_with(args: Arguments, verb: int) -> tuple[int, ...]:
    """Return what somebody vows or warns of to be done in answer ("vowed revenge", "warned of a swift response")."""
    words, lemma = modal_words(), args.lemma(verb)
    if lemma not in words["vow"] | words["threat"] or args.below(verb, "xcomp"):
        return ()
    nouns = (*args.below(verb, "dobj"), *(args.prepositional(verb, "of") if lemma in words["threat"] else ()))
    return tuple(noun for noun in nouns if args.lemma(noun) in words["reprisal"])


def charged(args: Arguments, verb: int) -> tuple[int, ...]:
    """Return what somebody is accused of or reproached for: verbs and nouns after "of" or "for" ("of playing with fire").

    A participle is the charge wherever the "of" was hung ("accused the army's men of looting").
    """
    words = reporting()
    if args.lemma(verb) not in words.charging:
        return ()
    own = [prep for prep in args.below(verb, "prep") if args.lows[prep] in ("of", "for")]
    kinds = ("pcomp", "pobj") if args.lemma(verb) in words.accusing else ("pcomp",)
    heads = [head for prep in own for head in args.below(prep, *kinds)]
    nouns = (*args.below(verb, "dobj"), *args.prepositional(verb))
    beside = (prep for noun in nouns for prep in args.below(noun, "prep") if args.lows[prep] in ("of", "for"))
    return (*heads, *(head for prep in beside for head in args.below(prep, "pcomp")))


def is_able(args: Arguments, verb: int) -> bool:
    """Return whether somebody only can do what a verb says ("can strike", "is able to deploy"): a judgement."""
    here = verb
    for _ in range(3):
        token = args.tokens[here]
        if args.auxiliaries(here) & CAN:
            return True
        if token.dep == "xcomp" and args.lemma(token.head) == "able" and "to" in args.auxiliaries(here):
            return args.tokens[args.tokens[token.head].head].tag in ("VBZ", "VBP")
        if token.dep != "conj" or token.head == here or args.below(here, "nsubj", "nsubjpass", "aux"):
            return False
        here = token.head
    return False


def is_effect(args: Arguments, verb: int, reading: Reading) -> bool:
    """Return whether a clause only weighs what something that does not act would or could bring about ("it would divide them").

    "Would" in reported speech is "will" told in the past.
    """
    helpers = args.auxiliaries(verb)
    if "have" in helpers or not args.surface_subjects(verb) or acts(args, verb):
        return False
    done = "would" in helpers and args.is_passive(verb)  # "would be donated": somebody is to act
    if any(args.lows[kid] in LIKELY for kid in args.below(verb, "advmod")) or _is_timed(args, verb):
        return False
    return bool(helpers & POSSIBLE) or ("would" in helpers and not done and not _is_told(args, verb, reading))


def acts(args: Arguments, verb: int) -> bool:
    """Return whether somebody is the subject of a verb, not an event or a thing ("a Russian victory", "it", "which")."""
    subjects = args.surface_subjects(verb)
    named = (head for head in subjects if args.mention(head) is not None and args.lows[head] not in _THINGS)
    sides = (head for head in subjects if args.lemma(head) in modal_words()["side"] or args.tokens[head].tag == "NNPS")
    if next(named, None) is not None or next(sides, None) is not None:  # "the allies", "Europeans"
        return True
    return not args.is_passive(verb) and any(args.lows[head] in _PERSONS for head in subjects)


def _is_told(args: Arguments, verb: int, reading: Reading) -> bool:
    """Return whether the "would" of a verb is "will" told in the past."""
    at = args.tokens[verb].start
    cues = [cue for cue in reading.cues if cue.surface.lower() in _WOULD and cue.scope.start <= at < cue.scope.end]
    return bool(cues) and all(cue.type != "conditional" for cue in cues)


def is_will(args: Arguments, verb: int) -> bool:
    """Return whether a verb, or the one it carries on, stands after "will" or "going to"."""
    words, here = modal_words(), verb
    for _ in range(4):
        if args.auxiliaries(here) & words["will"]:
            return True
        token = args.tokens[here]
        if token.dep == "xcomp" and args.lemma(token.head) == "go" and args.auxiliaries(token.head) & GOING:
            return True
        if token.dep not in ("conj", "xcomp") or token.head == here or args.below(here, "nsubj", "nsubjpass"):
            return False
        here = token.head
    return False


def is_needed(args: Arguments, verb: int) -> bool:
    """Return whether a verb, or the one it carries on, stands after "must" ("must keep fighting", "must arm and train")."""
    return bool(modals(args, verb) & NEEDED)


def modals(args: Arguments, verb: int) -> frozenset[str]:
    """Return the auxiliaries of a verb, else of the one it carries on ("may cross the river and strike")."""
    here = verb
    for _ in range(4):
        token, own = args.tokens[here], args.auxiliaries(here)
        carries_on = token.dep in ("conj", "xcomp") and token.head != here and not args.below(here, "nsubj", "nsubjpass")
        if own - _INFINITIVE or not carries_on:
            return own
        here = token.head
    return frozenset()


def is_foretold(args: Arguments, verb: int) -> bool:
    """Return whether a clause says what somebody may or would do, or what may come in a time that is named ("could soon fail").

    What a thing or an event could do at any time, what would be, and what somebody may have to do, is weighed; "would have" is
    over, and what somebody once thought is no forecast.
    """
    found, lemma = modals(args, verb), args.lemma(verb)
    if "have" in found or not found & (POSSIBLE | frozenset(_WOULD)) or is_once_thought(args, verb):
        return False
    if any(args.lows[kid] in LIKELY for kid in args.below(verb, "advmod")):
        return True
    event = lemma in ("be", "have") and bool(found & POSSIBLE) and _is_event(args, verb)
    if has_to(args, verb) or (lemma in modal_words()["standing"] and not event):
        return False
    return acts(args, verb) or _is_timed(args, verb) or bool(found & POSSIBLE and args.below(verb, "expl"))


def _is_event(args: Arguments, verb: int) -> bool:
    """Return whether "is" tells of an event or a place, not of what something is like ("may be at war", "could be a war")."""
    if args.below(verb, "expl"):
        return not any(args.lemma(noun) in interpretation_words().nouns for noun in args.below(verb, "attr"))
    return not args.below(verb, "acomp", "attr", "oprd")


def _is_timed(args: Arguments, verb: int) -> bool:
    """Return whether a clause that goes on telling names a time to come ("could soon fail", "may fail in the coming years")."""
    if args.tokens[verb].dep == "relcl" and not args.goes_on(verb):
        return False
    words = modal_words()
    soon = any(args.lows[kid] in words["soon"] for kid in args.below(verb, "advmod", "npadvmod"))
    return soon or any(args.lemma(noun) in words["span_ahead"] for noun in args.prepositional(verb, "in", "within", "over", "by"))


def is_once_thought(args: Arguments, verb: int) -> bool:
    """Return whether a clause only says what somebody once thought ("had hoped that NATO would break")."""
    here = verb
    for _ in range(4):
        token, above = args.tokens[here], args.tokens[here].head
        if token.dep == "ccomp" and args.lemma(above) in modal_words()["thought"]:
            return args.tokens[above].tag == "VBD" or bool(args.auxiliaries(above) & {"had"})
        if token.dep not in ("conj", "xcomp") or above == here:
            return False
        here = above
    return False


def has_to(args: Arguments, verb: int) -> bool:
    """Return whether a verb is what somebody may "have to" or "need to" do, or that "have" itself: a need, not an act to come."""
    token = args.tokens[verb]
    above = token.head if token.dep == "xcomp" else verb
    return args.lemma(above) in ("have", "need") and any("to" in args.auxiliaries(kid) for kid in args.below(above, "xcomp"))


def is_likely(args: Arguments, verb: int) -> bool:
    """Return whether an infinitive is held likely ("is likely to anger", "is bound to fail")."""
    token = args.tokens[verb]
    compared = any(args.tokens[kid].text.lower() == "as" for kid in args.below(token.head, "advmod"))  # "as likely to … as"
    foreseen = args.lemma(token.head) in modal_words()["foreseen"] and not compared
    return foreseen and token.dep == "xcomp" and "to" in args.auxiliaries(verb)


def is_planned(args: Arguments, verb: int) -> bool:
    """Return whether an infinitive is planned or expected today ("intends to annex the valley", "is to retake the town")."""
    token, words = args.tokens[verb], modal_words()
    above = token.head
    if token.dep != "xcomp" or "to" not in args.auxiliaries(verb):
        return False
    if args.lemma(above) not in words["intent"] and not _is_to(args, above, verb):
        return False
    stands = above if args.is_verb(above) and args.tokens[above].dep != "acomp" else args.tokens[above].head
    now = args.tokens[stands].tag in ("VBZ", "VBP") or bool(args.auxiliaries(stands) & GOING)
    return now and "have" not in args.auxiliaries(verb)


def _is_to(args: Arguments, be: int, verb: int) -> bool:
    """Return whether "is to" places an act ahead ("the ships are to sail") and tells no aim or way ("the point is to win")."""
    if args.lemma(be) != "be" or args.lemma(verb) == "blame" or args.below(be, "acomp", "attr"):
        return False
    words, subjects = interpretation_words(), args.surface_subjects(be)
    lemmas = [args.lemma(head) for head in subjects]
    told = (one not in _THINGS and one not in words.nouns and not words.is_abstract(one) for one in lemmas)
    return bool(subjects) and all(told) and not any(args.lows[kid] == "yet" for kid in args.below(be, "advmod"))


def is_undertaken(args: Arguments, verb: int, reading: Reading, anchor: Span) -> bool:
    """Return whether a speaker says what they themselves will do ("we will stay the course"): a promise, no forecast."""
    told = "would" in args.auxiliaries(verb) and _is_told(args, verb, reading)
    if not (told or is_will(args, verb)) or args.is_passive(verb):
        return False
    if args.lemma(verb) in modal_words()["idle"] and not is_all_out(args, verb):
        return False
    if any(args.lows[kid] in LIKELY for kid in args.below(verb, "advmod")):
        return False
    return speaks_of_itself(args, verb, reading, anchor)


def is_all_out(args: Arguments, verb: int) -> bool:
    """Return whether a verb leaves nothing undone ("do everything to", "take all necessary measures", "spare no effort")."""
    words, things = modal_words(), args.below(verb, "dobj", "ccomp")
    whole = (thing for thing in things if args.lows[thing] in _ALL)
    every = (thing for thing in things if args.lemma(thing) in words["all_out"] and args.determined(thing) & words["all"])
    return next(whole, None) is not None or next(every, None) is not None


def is_reaction(args: Arguments, verb: int, reading: Reading, anchor: Span, subject: tuple[str, ...]) -> bool:
    """Return whether a side says that it will answer what another does ("would retaliate", "will hit back")."""
    words, said = modal_words(), reading.attribution_at(anchor)
    back = args.lemma(verb) in words["back"] and any(args.lows[kid] == "back" for kid in args.below(verb, "prt", "advmod"))
    if not (back or args.lemma(verb) in words["reaction"]):
        return False
    return said.type in ("named", "document") and (said.actor is None or said.actor in subject)


def is_reprisal(args: Arguments, verb: int, reading: Reading, anchor: Span) -> bool:
    """Return whether a side says what would befall another in answer ("would face consequences", "will be met with force")."""
    words = modal_words()
    if args.lemma(verb) not in words["befall"] or not modals(args, verb) & words["future"] or "have" in modals(args, verb):
        return False
    said = reading.attribution_at(anchor)
    if said.type not in ("named", "document") or said.actor is None or said.actor.startswith("person:"):
        return False
    by = (noun for agent in args.below(verb, "agent") for noun in args.below(agent, "pobj"))
    nouns = (*args.below(verb, "dobj"), *args.prepositional(verb, "with", "in", "to"), *by)
    answered = any(args.lemma(noun) in words["reprisal"] | words["bond"] for noun in nouns)
    answered = answered or any(args.lows[kid] in words["unanswered"] for kid in args.below(verb, "acomp", "advmod", "oprd"))
    return answered and not speaks_of_itself(args, verb, reading, anchor)


def is_kept_open(args: Arguments, verb: int) -> bool:
    """Return whether somebody who could act does not rule it out ("refused to rule out the use of force"): a threat."""
    token = args.tokens[verb]
    if args.lemma(verb) != "rule" or not any(args.lows[kid] == "out" for kid in args.below(verb, "prt", "advmod", "prep")):
        return False
    refused = token.dep == "xcomp" and args.lemma(token.head) in modal_words()["refuse"]
    return bool(args.doers(verb)) and (refused or bool(args.below(verb, "neg")))


def speaks_of_itself(args: Arguments, verb: int, reading: Reading, anchor: Span) -> bool:
    """Return whether the subject of a verb is whoever speaks: "we", "it" in what was said, the state whose statement it is.

    A statement speaks for the whole of its state: what one of its ministries will do is a plan.
    """
    attribution, subjects = reading.attribution_at(anchor), args.surface_subjects(verb)
    if any(args.lemma(subject) in _FIRST for subject in subjects):
        return True
    told = args.tokens[verb].dep == "ccomp" and attribution.type == "named" and not attribution.direct
    if told and any(args.lows[subject] in _THIRD for subject in subjects):
        return True
    speaker, whole = (reading.author, _WHOLE) if attribution.type == "author" else (attribution.actor, None)
    for subject in subjects:
        mention = args.mention(subject)
        if mention is not None and (whole is None or mention.kind in whole) and speaker in args.actors(subject):
            return speaker is not None
    return False


def is_pledged(args: Arguments, verb: int) -> bool:
    """Return whether an infinitive is what somebody vows or promises ("vowed to deepen the alliance")."""
    token = args.tokens[verb]
    return token.dep == "xcomp" and "to" in args.auxiliaries(verb) and args.lemma(token.head) in modal_words()["vow"]


def is_sought(args: Arguments, verb: int) -> bool:
    """Return whether somebody asked to be let do, or is keen on, what a verb says ("applied to join", "is interested in buying"):
    that is a fact.
    """
    above = args.leading_to(verb)
    if above is None or args.lemma(above) not in modal_words()["sought"]:
        return False
    told = args.tokens[above].head if args.tokens[above].dep in ("acomp", "dobj", "attr") else above
    return args.is_verb(told) and not args.auxiliaries(told) & (modal_words()["future"] | POSSIBLE)


def is_ready(args: Arguments, verb: int, reading: Reading) -> bool:
    """Return whether an infinitive is what a speaker says to be ready for ("we are prepared to strike")."""
    token = args.tokens[verb]
    if token.dep != "xcomp" or args.lows[token.head] not in modal_words()["ready"] or "to" not in args.auxiliaries(verb):
        return False
    stands = args.tokens[token.head].head
    now = args.tokens[stands].tag in ("VBZ", "VBP") or reading.attribution_at(_at(args, verb)).type != "author"
    return now and speaks_of_itself(args, stands, reading, _at(args, verb))


def _at(args: Arguments, place: int) -> Span:
    return Span(args.tokens[place].start, args.tokens[place].end)
