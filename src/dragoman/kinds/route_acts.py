"""Which kind of claim an act is: settled here once, so that the kinds do not overlap.

Asserted → `tie`; planned or predicted → `forecast`; in a contingency, threatened, promised or obliged → `commitment`; only
tried or wanted, or the effect of what does not act → `interpretation`. Words: `lexicon/modal_words.toml`.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.kinds.ahead import NEEDED, POSSIBLE, condition_of, placed_ahead
from dragoman.kinds.obligations import weighed
from dragoman.kinds.stance import (
    acts,
    binds,
    charged,
    has_to,
    is_able,
    is_effect,
    is_kept_open,
    is_meant,
    is_motive,
    is_needed,
    is_once_thought,
    is_reaction,
    is_ready,
    is_reprisal,
    is_sought,
    is_undertaken,
    is_will,
    modals,
    speaks_of_itself,
    threatened_with,
)
from dragoman.lexicon.interpretation_words import interpretation_words
from dragoman.lexicon.modal import modal_words
from dragoman.lexicon.reporting import reporting
from dragoman.lexicon.tie_words import tie_words
from dragoman.model import Article, Modality, Reading, Span, TieFrame
from dragoman.reading.arguments import Arguments

DENIALS = frozenset(("not", "no", "never", "n't", "n’t", "neither", "nor", "hardly"))
TOLD_OF = frozenset(("the", "this", "that", "these", "those", "any"))
BESIDE = ("appos", "compound", "nmod", "amod")
WOULD = frozenset(("would", "could"))
_THROUGH = ("xcomp", "conj", "oprd")


def route_act(reading: Reading, frame: TieFrame, article: Article, args: Arguments) -> tuple[str, Modality]:
    """Return the kind of one frame ("" where it is no claim of its own: a condition), and its modality."""
    words = modal_words()
    verb = _verb(args, frame.anchor)
    modality = reading.modality_at(frame.anchor)
    modality = replace(modality, polarity=_denied_in_passing(args, frame) or modality.polarity)
    text = reading.sentence.text.lower()
    condition = condition_of(args)
    if condition and condition.start <= frame.anchor.start < condition.end:
        return "", modality
    if _whichever(args, frame.anchor) or (frame.body.type in ("", "operation") and weighed(reading, frame.span)):
        return "", modality
    if verb is not None and _tells_none(reading, frame, args, verb):
        return "", modality
    if _imagined(args, frame.anchor):
        return "forecast", _as(modality, "possible")
    if verb is None and _may_come(args, frame.anchor):
        return "forecast", modality if modality.certainty != "asserted" else _as(modality, "planned")
    past = verb is not None and args.tokens[verb].tag == "VBD"
    later = not past and bool(reading.periods) and _dated_ahead(frame, article)
    if verb is not None and _only_their_state(args, verb, frame):
        return "interpretation", _judged(args, verb, modality)
    named = verb is None or not frame.anchor.start <= args.tokens[verb].start < frame.anchor.end
    if named and _dated_before(frame, article):
        return ("tie" if frame.body.type else ""), _as(modality, "asserted") if modality.certainty == "planned" else modality
    cued = verb is not None and _cued(reading, frame, args, verb)
    if verb is not None and is_sought(args, verb):
        return ("tie" if frame.body.type else ""), _as(modality, "asserted")
    ahead = (verb is not None and placed_ahead(args, verb, _THROUGH) not in ("", "possible")) or cued or later
    mood = _mood(args, verb, modality, ahead)
    above = _above(args, verb)
    if _threatened(reading, frame, args, verb, above):
        return "commitment", _as(mood, "conditional")
    if verb is not None and frame.body.type and (is_able(args, verb) or is_meant(args, verb)):
        which = args.tokens[verb].dep == "relcl"  # "damage that they can inflict": tells which
        which = which or (args.lemma(verb) in reporting().speech and args.speaks_itself(verb))  # "we can assure you"
        return "" if which else "interpretation", _judged(args, verb, mood)
    if verb is not None and is_ready(args, verb, reading) and not _counted(reading, frame):
        return "commitment", _as(mood, "conditional" if condition is not None else "asserted")
    answers = verb is not None and ahead and is_reaction(args, verb, reading, frame.anchor, frame.subject)
    if answers or (verb is not None and is_reprisal(args, verb, reading, frame.anchor)):
        return "commitment", mood
    if verb is not None and not ahead and frame.body.type == "declaration" and _of_a_bond(args, verb):
        return "", modality
    own_word = verb is not None and _its_own_word(reading, frame, args, verb)
    supports = verb is not None and args.lemma(verb) in words["support"] and (acts(args, verb) or own_word)
    keeps = verb is not None and bool({args.lemma(verb), *above} & words["keep"]) and _its_own(args, verb, reading, frame)
    pledges = bool(above & words["pledge"]) or keeps
    if verb is not None and condition is not None and (supports or own_word) and (ahead or args.auxiliaries(verb) & WOULD):
        return "commitment", _as(mood, "conditional")
    if ahead and supports and not later and frame.body.type in ("", "aid", "declaration", "alliance"):
        return "commitment", mood
    open_ = not later and not _counted(reading, frame)
    if ahead and pledges and open_:
        return "commitment", mood
    if verb is not None and open_ and (frame.body.type == "aid" or frame.body.type not in words["concrete"]):
        if frame.body.type != "aid" and (is_motive(args, verb) or is_effect(args, verb, reading)):
            return "interpretation", _judged(args, verb, mood)
        if is_undertaken(args, verb, reading, frame.anchor):
            return "commitment", mood
    if ahead and frame.body.type != "declaration" and _inside(reading, frame.span, words["obligation"], text):
        return "commitment", mood
    if not ahead and (_unrealised(args, verb) or (verb is not None and (is_needed(args, verb) or _only_able(args, verb)))):
        return "", mood
    if ahead or (verb is not None and args.auxiliaries(verb) & POSSIBLE and not args.auxiliaries(verb) & {"have"}):
        return "forecast", _denied(args, verb, mood)
    if verb is not None and _weighed(args, verb):
        return "forecast", _as(mood, "possible") if mood.certainty == "asserted" else mood
    return ("tie" if frame.body.type else ""), _denied(args, verb, mood)


def _tells_none(reading: Reading, frame: TieFrame, args: Arguments, verb: int) -> bool:
    """Whether a verb tells of no act: one that is asked for, thought, judged or any of many, or a word of another claim."""
    if _asked(args, verb) or _bidden(args, verb) or _whenever(args, verb) or _any(args, verb) or _only_named(frame, args, verb):
        return True
    if is_once_thought(args, verb) or _on_a_judgement(args, verb) or binds(args, verb) or is_kept_open(args, verb):
        return True
    if frame.body.type == "declaration" and (_only_accuses(args, verb) or _endangers(args, verb)):
        return True
    if (frame.body.type == "aid" and _to_oneself(args, verb)) or threatened_with(args, verb):
        return True
    said = args.below(verb, "ccomp") if frame.anchor.start <= args.tokens[verb].start and _only_foretells(args, verb) else ()
    return bool(said) and not weighed(reading, args.clause(said[0]))


def _endangers(args: Arguments, verb: int) -> bool:
    """Whether what threatens is no actor, and so a danger ("the sale threatens NATO")."""
    return args.lemma(verb) == "threaten" and bool(args.surface_subjects(verb)) and not acts(args, verb)


def _only_accuses(args: Arguments, verb: int) -> bool:
    """Whether a verb says nothing but the charge beside it, which is the claim ("accused Chad of arming rebels")."""
    mutual = any(args.lows[kid] in ("other", "another") for kid in args.below(verb, "dobj"))  # "each other": the act of both
    return args.lemma(verb) in reporting().accusing and not mutual and bool(charged(args, verb))


def _only_foretells(args: Arguments, verb: int) -> bool:
    """Whether a warning to nobody says nothing but what may come, which is the claim ("warned that Chad may attack")."""
    return bool(args.below(verb, "ccomp")) and not args.below(verb, "dobj", "dative") and _warns_of_another(args, verb)


def _on_a_judgement(args: Arguments, verb: int) -> bool:
    """Whether what somebody does is only told by a word that judges it ("stepped up its provocations")."""
    words = interpretation_words()
    heads = args.below(verb, "dobj")
    return bool(heads) and all(any(one.type == "conduct" for one in words.nouns.get(args.lemma(head), ())) for head in heads)


def _only_their_state(args: Arguments, verb: int, frame: TieFrame) -> bool:
    """Whether a clause says no more than how relations fare ("have soured"), or that one side woos the other."""
    if frame.body.type != "partnership":
        return False
    words, lemma = modal_words(), args.lemma(verb)
    fares = lemma in words["stand_between"] and not args.below(verb, "dobj", "agent")
    return lemma in words["woo"] or (fares and any(args.lemma(head) in words["between"] for head in args.surface_subjects(verb)))


def _to_oneself(args: Arguments, verb: int) -> bool:
    """Whether whoever acts does it to himself ("helped themselves to the spoils"), which helps nobody else."""
    return any(args.lows[kid].endswith(("self", "selves")) for kid in args.below(verb, "dobj"))


def _only_named(frame: TieFrame, args: Arguments, verb: int) -> bool:
    """Whether an act is what a clause judges and not said to be done ("supporting Kyiv is cheaper")."""
    if frame.body.date is not None or args.tokens[verb].tag != "VBG":
        return False
    first = args.tokens[verb].head if args.tokens[verb].dep == "conj" else verb
    return args.tokens[first].dep == "csubj" and not args.below(verb, "nsubj", "poss") and not args.auxiliaries(verb)


def _denied_in_passing(args: Arguments, frame: TieFrame) -> str:
    """Return the polarity of a bond named beside a party: no denial of the clause reaches it ("its ally Chad did not"), only its
    own ("Chad, not an ally"). "" where it is not named beside anybody.
    """
    if frame.body.type not in ("membership", "alliance", "partnership"):
        return ""
    nouns = [place for place, token in enumerate(args.tokens) if frame.anchor.start <= token.start < frame.anchor.end]
    if not nouns or not all(args.tokens[noun].dep in BESIDE or args.below(noun, "appos") for noun in nouns):
        return ""
    places = [place for noun in nouns for place in args.subtree(noun, without=("relcl", "appos"))]
    return "negative" if DENIALS.intersection(args.lows[max(min(places) - 1, 0) : max(places) + 1]) else "positive"


def _imagined(args: Arguments, anchor: Span) -> bool:
    """Whether an act is named by a noun that says it may come about or not ("a possible attack on Chad")."""
    inside = [place for place, token in enumerate(args.tokens) if anchor.start <= token.start < anchor.end]
    nouns = inside if not any(map(args.is_verb, inside)) else []
    return any(args.lows[kid] in tie_words().imagined for noun in nouns for kid in args.below(noun, "amod"))


def _may_come(args: Arguments, anchor: Span) -> bool:
    """Whether an act named by a noun, and not told of before, is what somebody may or will do ("may employ missile strikes")."""
    place = next((p for p, token in reversed(list(enumerate(args.tokens))) if anchor.start <= token.start < anchor.end), None)
    if place is None or args.determined(place) & TOLD_OF or args.below(place, "poss"):
        return False
    for _ in range(6):
        token = args.tokens[place]
        if token.head == place or token.dep not in ("pobj", "prep", "dobj", "conj", "nmod", "compound"):
            return False
        if token.dep == "prep" and args.lows[place] not in ("of", "in", "for", "on", "with"):
            return False  # "may respond after the attack"
        if token.dep in ("pobj", "dobj") and args.determined(place) & TOLD_OF:
            return False
        place = token.head
        if args.is_verb(place):
            may = token.dep == "dobj" and bool(modals(args, place) & (POSSIBLE | modal_words()["will"]))
            return may and acts(args, place) and args.lemma(place) not in tie_words().unrealising  # "will avoid a war"
    return False


def _whenever(args: Arguments, verb: int) -> bool:
    """Whether a clause says of an act only when something is to come ("when they attack, we will answer")."""
    if args.tokens[verb].dep not in ("advcl", "relcl") or args.tokens[verb].tag in ("VBD", "VBG"):
        return False
    opens = {args.lows[kid] for kid in args.below(verb, "advmod", "mark")}
    if opens & {"whenever", "wherever", "anywhere"}:
        return True
    present = args.tokens[verb].tag in ("VBZ", "VBP") and not args.auxiliaries(verb)
    return bool(opens & {"when", "once", "until"}) and present and is_will(args, args.tokens[verb].head)


def _any(args: Arguments, verb: int) -> bool:
    """Whether an act is one of any number, or one of two that may be ("every tank destroyed", "either arms Chad or")."""
    either = any(args.lows[kid] == "either" for kid in args.below(verb, "preconj", "cc", "advmod"))
    described = args.tokens[verb].dep == "acl" and args.determined(args.tokens[verb].head) & {"every", "each", "any"}
    return either or bool(described)


def _whichever(args: Arguments, anchor: Span) -> bool:
    """Whether an act is named as any there may be, of which a clause says what it would bring ("any attack would be met")."""
    nouns = [place for place, token in enumerate(args.tokens) if anchor.start <= token.start < anchor.end]
    return not any(map(args.is_verb, nouns)) and any(
        args.determined(noun) & {"any"} and args.tokens[noun].dep in ("nsubj", "nsubjpass") for noun in nouns
    )


def _bidden(args: Arguments, verb: int) -> bool:
    """Whether a verb is an imperative or a greeting ("support our troops", "welcome to the summit")."""
    if args.tokens[verb].dep != "ROOT" or args.auxiliaries(verb) or args.surface_subjects(verb):
        return False
    return args.tokens[verb].tag == "VB" or (args.tokens[verb].tag == "VBP" and args.lemma(verb) in modal_words()["greeting"])


def _its_own(args: Arguments, verb: int, reading: Reading, frame: TieFrame) -> bool:
    """Whether what goes on is told by whoever does it: of others it is foretold ("Chad is likely to remain at war")."""
    here = verb
    for _ in range(4):
        if args.tokens[here].dep not in ("xcomp", "conj") or args.below(here, "nsubj", "nsubjpass"):
            break
        here = args.tokens[here].head
    told = reading.attribution_at(frame.anchor).type == "document" or reading.author is not None
    return told or speaks_of_itself(args, here, reading, frame.anchor)


def _its_own_word(reading: Reading, frame: TieFrame, args: Arguments, verb: int) -> bool:
    """Whether what would be done is told by whoever would do it, or by somebody whose side is not known."""
    said = reading.attribution_at(frame.anchor)
    own = said.type != "author" and acts(args, verb) and (said.actor is None or said.actor in frame.subject)
    return own or speaks_of_itself(args, verb, reading, frame.anchor)


def _of_a_bond(args: Arguments, verb: int) -> bool:
    """Whether somebody only affirms what binds him ("reaffirmed its commitment to"), which is a commitment."""
    binding = modal_words()["bond"] | modal_words()["resolve"]
    bonds = (noun for noun in args.below(verb, "dobj") if args.lemma(noun) in binding)
    to_what = (kid for noun in bonds for kid in args.below(noun, "prep", "acl", "relcl"))
    bound = any(args.lows[kid] == "to" or "to" in args.auxiliaries(kid) for kid in to_what)
    return bound and args.lemma(verb) in modal_words()["affirm"]


def _threatened(reading: Reading, frame: TieFrame, args: Arguments, verb: int | None, above: set[str]) -> bool:
    """Whether an act is threatened: by whoever would do it, not foretold by somebody who warns of it.

    What is no actor threatens nobody with anything: it is a danger ("the sale threatens NATO").
    """
    threat = modal_words()["threat"]
    if verb is not None and _endangers(args, verb):
        return False
    if verb is None or _warns_of_another(args, verb) or not (above & threat or args.lemma(verb) in threat):
        return False
    own = reading.attribution_at(frame.anchor).actor in frame.subject or not frame.subject
    return own or args.lemma(verb) in threat or args.tokens[verb].dep != "ccomp"


def _judged(args: Arguments, verb: int, mood: Modality) -> Modality:
    """Return the modality of a judgement: an aim is asserted, an effect put conditionally or as possible."""
    return _as(mood, "conditional" if "would" in args.auxiliaries(verb) else "asserted") if mood.certainty == "planned" else mood


def _cued(reading: Reading, frame: TieFrame, args: Arguments, verb: int) -> bool:
    """Whether a cue of its own clause, or of one that shares its verb, places an act ahead."""
    top = verb
    while args.tokens[top].dep in (*_THROUGH, "acl", "dobj") and args.tokens[top].head != top:
        top = args.tokens[top].head
    low = args.tokens[min(args.subtree(top))].start
    return any(
        cue.type in ("future", "planned", "expectation") and low <= cue.start < args.tokens[verb].end
        and cue.end <= frame.anchor.end and not frame.anchor.start <= args.tokens[verb].start < cue.end
        for cue in reading.cues_at(frame.anchor)
    )  # fmt: skip


def _counted(reading: Reading, frame: TieFrame) -> bool:
    """Whether a promised act has a number, which makes it a plan; "the two sides" are no number."""
    inside = [q for q in reading.quantities if frame.anchor.start <= q.start < frame.span.end]
    before = {token.end: token.text.lower() for token in reading.tokens}
    return any(before.get(q.start - 1) not in ("the", "both", "these", "those", "its", "their", "our") for q in inside)


def _verb(args: Arguments, anchor: Span) -> int | None:
    """The verb that carries the anchor: its own, else the one its noun depends on as object or subject.

    What an act could bring about does not make the act itself uncertain ("the invasion could trigger").
    """
    inside = [p for p, token in enumerate(args.tokens) if anchor.start <= token.start < anchor.end]
    for place in inside:
        if args.is_verb(place):
            return place
    for place in inside:
        here = place
        for _ in range(4):
            token = args.tokens[here]
            if token.head == here or token.dep in ("pobj", "poss", "relcl", "acl", "appos", "compound"):
                break
            here = token.head
            if args.is_verb(here):
                return None if token.dep == "nsubj" and args.auxiliaries(here) & POSSIBLE else here
    return None


def _above(args: Arguments, verb: int | None) -> set[str]:
    """The lemmas of the verbs and predicates that an infinitive hangs on."""
    found: set[str] = set()
    here = verb
    while here is not None:
        token = args.tokens[here]
        if token.dep not in ("xcomp", "conj", "acl", "oprd", "ccomp", "pcomp") or token.head == here:
            break
        if token.dep == "ccomp" and (token.tag != "VB" or _warns_of_another(args, token.head)):
            break
        if token.dep != "conj":
            found.add(args.lemma(token.head))
        here = token.head
        if len(found) > 6:
            break
    return found


def _warns_of_another(args: Arguments, verb: int) -> bool:
    """Whether a warning is of what others do or should not do, and so no threat ("warned that Chad may attack", "against it").

    "Warned Chad to withdraw or face war" is a threat.
    """
    orders = [kid for to in args.below(verb, "xcomp", "ccomp") for kid in args.below(to, "cc")]
    if args.lemma(verb) != "warn" or any(args.lemma(kid) == "or" for kid in orders):
        return False
    subjects = [head for kid in args.below(verb, "ccomp") for head in args.below(kid, "nsubj")]  # what befalls one is no threat
    told = args.below(verb, "ccomp")
    if args.below(verb, "dobj", "dative") and told and not any(args.auxiliaries(kid) & modal_words()["future"] for kid in told):
        return True  # "warned Chad it was playing with fire"
    if any(args.auxiliaries(kid) & POSSIBLE or has_to(args, kid) for kid in told):
        return True  # "warned that it could fall apart", "that the public would have to fight"
    own = any(args.tokens[head].tag == "PRP" or set(args.actors(head)) & set(args.doers(verb)) for head in subjects)
    return not own


def _asked(args: Arguments, verb: int) -> bool:
    """Whether a clause only asks ("how Chile could pay for it", "whether it will join")."""
    first = min(args.subtree(verb, without=("conj",)))
    own = args.below(verb, "advmod", "mark", "dobj", "pobj")
    words = {args.lows[kid] for kid in (*own, *(det for kid in own for det in args.below(kid, "det")))}
    asks = words & {"how", "whether", "what", "why"}
    if asks == {"why"} and args.lemma(args.tokens[verb].head) == "be":
        return False  # "that is why": the clause is asserted
    return bool(asks) and args.tokens[verb].dep in ("ccomp", "pcomp", "advcl") and first != verb


def _unrealised(args: Arguments, verb: int | None) -> bool:
    """Whether an infinitive or gerund states no act: a purpose, a wish, an ability ("to support", "capable of striking")."""
    if verb is None:
        return False
    stated = args.distinguished(verb)
    if stated is not None:
        return bool(args.auxiliaries(stated) & (POSSIBLE | NEEDED)) or _unrealised(args, stated)
    token = args.tokens[verb]
    head = args.lemma(token.head)
    if token.tag == "VBG" and token.dep in ("xcomp", "ccomp", "dobj") and head in modal_words()["avert"]:
        return True
    if token.tag == "VBG" and token.dep == "xcomp" and head in tie_words().implicative and _unrealised(args, token.head):
        return True  # "demanded that Chad stop sending"
    if token.dep == "pcomp" and head == "on":
        return args.lemma(args.tokens[token.head].head) not in modal_words()["done_on"]
    bound = modal_words()["bind"] | modal_words()["bound"]
    if token.dep == "pcomp" and args.lemma(args.tokens[token.head].head) in bound:
        return True  # "was committed to protecting"
    if token.dep == "pcomp" and not args.is_held_against(verb):
        return head in modal_words()["not_done"] or args.tokens[args.tokens[token.head].head].tag.startswith(("JJ", "NN"))
    if token.tag == "VBG" and token.dep == "conj" and args.tokens[token.head].tag.startswith(("NN", "JJ", "IN")):
        return not args.below(verb, "nsubj")  # "a pillar of the alliance, as well as arming Kyiv"
    if _refused(args, verb) or (head == "vote" and args.lemma(verb) in modal_words()["by_vote"]):
        return False
    own = args.below(verb, "nsubj")
    single = any(args.tokens[head].tag in ("NN", "NNP") and not args.lows[head].endswith("s") for head in own)
    asked = token.tag == "VB" or (token.tag == "VBP" and single)  # "that Chad leave" may be tagged as a plural's verb
    if asked and token.dep == "ccomp" and own and not args.auxiliaries(verb) - {"should"}:
        return not _came_about(args, token.head) or _unrealised(args, token.head)  # "demanded that Chad withdraw"
    if token.tag == "VB" and "to" in args.auxiliaries(verb) and token.dep in ("advcl", "acl", "xcomp", "relcl", "ccomp", "conj"):
        return not _came_about(args, token.head) or (args.is_verb(token.head) and _unrealised(args, token.head))
    if token.tag in ("VB", "VBG") and token.dep == "conj" and not args.auxiliaries(verb) and token.head != verb:
        return _unrealised(args, token.head)
    return False


def _came_about(args: Arguments, above: int) -> bool:
    """Whether the infinitive that hangs on a word did happen: by that word ("began to withdraw"), by what somebody feels about it
    ("is proud to host", "it is an honour to host"), or by an ability that was used ("was able to reach").
    """
    words, able = tie_words(), modal_words()["able"]
    if args.lemma(above) == "have" and args.tokens[above].tag == "VBD" and not args.below(above, "neg"):
        return True  # "had to withdraw"
    predicates = args.below(above, "acomp", "attr") if args.lemma(above) == "be" else ()
    if any(args.lemma(one) in words.implicative | words.glad for one in (above, *predicates)):
        return True
    verb = next((args.tokens[one].head for one in (above, *predicates) if args.lemma(one) in able), None)
    return verb is not None and args.is_verb(verb) and (args.tokens[verb].tag == "VBD" or "have" in _lemmas(args, verb))


def _lemmas(args: Arguments, verb: int) -> set[str]:
    return {args.lemma(kid) for kid in args.below(verb, "aux", "auxpass")}


def _only_able(args: Arguments, verb: int) -> bool:
    """Whether a clause says what somebody can do, not that they do it ("can strike any city")."""
    return "can" in args.auxiliaries(verb)


def _weighed(args: Arguments, verb: int) -> bool:
    """Whether somebody only thinks of an act ("is considering sending troops")."""
    token = args.tokens[verb]
    return token.tag == "VBG" and token.dep in ("xcomp", "ccomp", "dobj") and args.lemma(token.head) in modal_words()["weigh"]


def _refused(args: Arguments, verb: int) -> bool:
    """Whether an infinitive says what somebody did not do ("refused to send", "failed to reach")."""
    token = args.tokens[verb]
    return token.tag in ("VB", "VBG") and token.dep == "xcomp" and args.lemma(token.head) in modal_words()["refuse"]


def _denied(args: Arguments, verb: int | None, mood: Modality) -> Modality:
    """Return the modality, negative where an act was refused, or hangs on a plan that there is not ("has no plans to send")."""
    if verb is not None and _refused(args, verb):
        return Modality(mood.certainty, "negative", mood.cues, mood.future)
    head = args.tokens[verb].head if verb is not None and args.tokens[verb].dep == "acl" else None
    none = head is not None and any(args.tokens[kid].text.lower() == "no" for kid in args.below(head, "det", "neg"))
    return Modality(mood.certainty, "negative", mood.cues, mood.future) if none else mood


def _dated_ahead(frame: TieFrame, article: Article) -> bool:
    period = frame.body.date
    return bool(article.published and period and period.start and period.start > article.published)


def _dated_before(frame: TieFrame, article: Article) -> bool:
    period = frame.body.date
    return bool(article.published and period and period.end and period.end < article.published)


def _mood(args: Arguments, verb: int | None, modality: Modality, ahead: bool) -> Modality:
    if modality.certainty != "asserted" or verb is None:
        return modality if modality.certainty != "asserted" or not ahead else _as(modality, "planned")
    if args.auxiliaries(verb) & POSSIBLE:
        return _as(modality, "possible")
    return _as(modality, "planned") if ahead else modality


def _as(modality: Modality, certainty: str) -> Modality:
    return Modality(certainty, modality.polarity, modality.cues, modality.future)


def _inside(reading: Reading, span: Span, phrases: frozenset[str], text: str) -> bool:
    low = text[max(0, span.start - reading.sentence.start) : span.end - reading.sentence.start]
    return any(phrase in low for phrase in phrases)
