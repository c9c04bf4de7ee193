"""Finding interpretations: motive, purpose, cause, need, framing and judgement, which no record settles.

Every clause gives one at most: the strongest sign in it, where it weighs enough. A sign weighs more beside nouns of will, power
and order and beside adverbs that judge, less in an aside. Words and weights: `lexicon/interpretation.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.kinds.ahead import condition_of
from dragoman.kinds.build import build
from dragoman.kinds.interpretation.judged import who_is_judged
from dragoman.kinds.obligations import weighed
from dragoman.kinds.parties import around
from dragoman.kinds.route import claims, routes
from dragoman.kinds.stance import (
    acts,
    charged,
    is_all_out,
    is_foretold,
    is_kept_open,
    is_likely,
    is_once_thought,
    is_planned,
    is_pledged,
    is_ready,
    is_reprisal,
    is_undertaken,
    is_will,
    modals,
)
from dragoman.lexicon.interpretation_words import InterpretationWords, Word, interpretation_words
from dragoman.lexicon.modal import modal_words
from dragoman.model import Article, Claim, Modality, Reading, Span, TieBody, TieFrame
from dragoman.reading.about import about
from dragoman.reading.arguments import ORDINALS, arguments
from dragoman.reading.gate import of_the_field
from dragoman.reading.same import latest

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
SHORT = 4
"""Letters of a longer word that stands in capitals only in a heading."""
ASIDE = frozenset(("threat", "conduct", "loaded", "graded"))
"""Types of signs that are nouns and adjectives, in a clause that may say something else."""
WEIGHED = ASIDE | {"view", "phrase", "need"}
"""Types of signs that judge whatever may come about."""
EFFECTS = frozenset(("assessment", "attitude", "judgement"))
"""Types of signs that judge what a thing or an event may bring about, not what somebody may do."""
NEAR = 7
"""Tokens that an anchor may take in after the word that makes the interpretation."""
TOLD = frozenset(("have", "has", "had", "'ve", "’ve", "is", "are", "'re", "’re", "was", "were", "been", "being", "'s", "’s"))
"""Auxiliaries of what is told as done or under way."""
PRONOUNS = frozenset(("it", "they", "which", "who", "that", "we"))
CLAUSES = frozenset(("ROOT", "ccomp", "advcl", "relcl", "conj", "acl", "pcomp", "parataxis"))


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word that makes an interpretation: its weight (highest wins in a clause), its anchor and the clause's verb."""

    weight: int
    first: int
    last: int
    clause: int
    type: str


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the interpretations of one sentence: judging clauses, and acts that are only tried or weighed."""
    judged = judgements(reading, article, "interpretation")
    acts = claims(reading, article, "interpretation")
    return [*judged, *(act for act in acts if not any(_covers(one, act) for one in judged))]


def judgements(reading: Reading, article: Article, kind: str) -> Sequence[Claim]:
    """Return what the judging clauses of one sentence make of one kind: judged, foretold ("will grow"), promised or done."""
    return [one for one in _judged(reading, article) if one.kind == kind]


def _covers(one: Claim, act: Claim) -> bool:
    return one.anchor.overlaps(act.anchor) or (one.start <= act.anchor.start and act.anchor.end <= one.end)


@latest
def _judged(reading: Reading, article: Article) -> tuple[Claim, ...]:
    """Return the claims that the judging clauses of one sentence make, each with its kind."""
    if not any(token.dep for token in reading.tokens):
        return ()
    finder = _Finder(reading, article)
    return tuple(finder.claim(sign, article, kind) for sign in finder.chosen() if (kind := finder.kind_of(sign)))


def _ahead(found: Modality) -> Modality:
    return replace(found, certainty="planned" if found.certainty == "asserted" else found.certainty, future=True)


class _Finder:
    """The search through one sentence."""

    def __init__(self, reading: Reading, article: Article) -> None:
        self.reading = reading
        self.words: InterpretationWords = interpretation_words()
        self.args = arguments(reading)
        self.condition = condition_of(self.args)
        kept = ((frame, kind) for frame, kind, _ in routes(reading, article) if isinstance(frame, TieFrame))
        self.acts = [frame.anchor for frame, kind in kept if kind not in ("", "interpretation")]
        self.figures = [frame.anchor for frame in reading.figures]
        self.named = any(m.actors and m.kind not in ("pronoun", "description") for m in reading.mentions)
        self.near = of_the_field(reading.sentence)
        spoken = any(said.type == "named" and said.actor and said.cue_span for said in reading.attributions)
        self.foreign = not (self.named or spoken or self.near)

    def chosen(self) -> list[_Sign]:
        """Return the strongest sign of each clause that weighs enough, none on the words of a tie or of who says it."""
        best: dict[int, _Sign] = {}
        for raw in self._signs():
            weight = raw.weight + self._balance(raw)
            if weight < self.words.weights.enough or not self._allowed(raw):
                continue
            sign = replace(raw, weight=weight)
            if sign.clause not in best or self._outweighs(sign, best[sign.clause]):
                best[sign.clause] = sign
        kept = {clause: sign for clause, sign in best.items() if not self._goes_on(clause, best)}
        for clause, sign in best.items():
            above = self.args.tokens[clause].head
            if clause not in kept and above in kept and self.args.tokens[clause].dep == "ccomp":
                kept[above] = replace(kept[above], last=max(kept[above].last, sign.last))
        return sorted(kept.values(), key=lambda sign: sign.first)

    @staticmethod
    def _outweighs(sign: _Sign, other: _Sign) -> bool:
        """Whether a sign of a clause counts before another: the heavier, and any before a mere adverb of degree."""
        return (sign.weight, sign.type != "graded") > (other.weight, other.type != "graded")

    def kind_of(self, sign: _Sign) -> str:
        """Return which kind a clause is: a promise, what will come about, a judgement; "" where it only asks what will be."""
        args, verb = self.args, sign.clause
        if self._is_bound(sign) or (args.is_verb(verb) and is_reprisal(args, verb, self.reading, self._anchor(sign))):
            return "commitment"
        worth = sign.type == "judgement" and bool(args.below(verb, "attr"))  # "will be a turning point"
        if not args.is_verb(verb) or worth:
            return "interpretation"
        if self._builds_up(sign.first, verb):
            return "tie"
        if is_undertaken(args, verb, self.reading, self._anchor(sign)) and not self._is_counted(verb):
            return "" if self.asks(sign) else "commitment"
        if sign.type == "view" and any(act.start <= args.tokens[verb].start < act.end for act in self.acts):
            return "" if args.auxiliaries(verb) & modal_words()["future"] else "interpretation"  # "will see it as" is an act
        seen = [args.tokens[sign.first].head] if sign.type == "view" and args.is_verb(args.tokens[sign.first].head) else []
        within = [verb, *seen, *(place for place in range(sign.first, sign.last + 1) if args.is_verb(place))]
        coming = any(is_will(args, place) or is_likely(args, place) or is_planned(args, place) for place in within)
        weighed = sign.type in WEIGHED or (sign.type in EFFECTS and not acts(args, verb)) or args.lows[sign.first] == "as"
        may = is_foretold(args, verb) and not weighed
        done = "would" in args.auxiliaries(verb) and args.is_passive(verb) and sign.type not in ("view", "attitude")
        if not coming and not may and not done:
            return "" if self._only_asks(sign) else "interpretation"
        return "" if self.asks(sign) else "forecast"

    def _builds_up(self, verb: int, clause: int) -> str:
        """Return the type of tie that somebody is said to build up ("is reinforcing its border"), "" where a verb only judges."""
        args = self.args
        stated = args.is_verb(verb) and args.lemma(verb) in self.words.done and (verb == clause or self._goes_along(verb))
        bare = args.tokens[verb].tag == "VBG" and not args.auxiliaries(verb) and not self._goes_along(verb)
        if not stated or bare or args.auxiliaries(verb) - TOLD or args.below(verb, "neg") or not self._some_side(verb):
            return ""
        heads = (head for head in args.undergoers(verb) if args.tokens[head].tag.startswith("NN"))
        return next((self.words.built_up[args.lemma(head)] for head in heads if args.lemma(head) in self.words.built_up), "")

    def _some_side(self, verb: int) -> bool:
        """Whether a state, a body or its people do what a verb says, by name, as "it" or as "the allies"."""
        args, heads = self.args, self.args.surface_subjects(verb)
        if any(self.words.is_abstract(args.lemma(head)) for head in heads):
            return False  # "a Russian victory"
        return acts(args, verb) or (any(args.lows[head] in PRONOUNS for head in heads) and bool(args.doers(verb)))

    def _goes_along(self, verb: int) -> bool:
        """Whether a verb carries on the one before it, with the same subject."""
        return self.args.tokens[verb].dep == "conj" and not self.args.below(verb, *_SUBJECTS)

    def _is_bound(self, sign: _Sign) -> bool:
        """Whether somebody vows what a sign says, says to be ready for it, or it is a duty."""
        args, verb = self.args, sign.clause
        if self._is_counted(verb) or sign.type in ASIDE:
            return False
        words, nouns = modal_words(), args.below(verb, "attr")
        pact = any(args.lemma(head) in words["pact"] for head in args.surface_subjects(verb))  # "Article 5 is a pledge"
        duty = any(args.lemma(noun) in (words["duty"] | words["bond"] if pact else words["duty"]) for noun in nouns)
        ready = (kid for adjective in args.below(verb, "acomp") for kid in args.below(adjective, "xcomp"))
        first = sign.first if args.is_verb(sign.first) else verb
        vowed = is_kept_open(args, first) or is_pledged(args, first)
        return duty or vowed or any(is_ready(args, kid, self.reading) for kid in (first, *ready))

    def asks(self, sign: _Sign) -> bool:
        """Whether a clause only asks ("how the bloc can meet it")."""
        own = self.args.below(sign.clause, "advmod", "mark", "dobj", "nsubj")
        asking = (*own, *(det for kid in own for det in self.args.below(kid, "det")))
        return any(self.args.lows[kid] in ("how", "whether", "what", "why", "who") for kid in asking)

    def _only_asks(self, sign: _Sign) -> bool:
        """Whether a need or an ability is what a clause asks about ("what the army needs", "Can it win?")."""
        plain = sign.type in ("need", "ability", "effect")
        if plain and self.reading.sentence.text.rstrip("”\"’ ").endswith("?"):
            return True
        token = self.args.tokens[sign.clause]
        inside = token.dep in ("ccomp", "pcomp", "csubj", "dobj") and self.args.lemma(token.head) != "be"  # "that is why"
        return inside and plain and self.asks(sign)

    def _goes_on(self, clause: int, best: dict[int, _Sign]) -> bool:
        """Whether a clause only carries on one that is claimed: the same subject's next verb, a participle, what is needed."""
        args, token = self.args, self.args.tokens[clause]
        if token.dep in ("acl", "relcl", "advcl") and "to" in args.auxiliaries(clause):
            does = token.head if args.is_verb(token.head) else args.tokens[token.head].head
            if args.is_verb(does) and is_all_out(args, does):
                return True  # "will do everything to protect"
        if token.head not in best or token.head == clause:
            return False
        own = bool(args.below(clause, "nsubj", "nsubjpass", "expl"))
        if token.dep == "conj" and is_will(args, clause) and args.below(clause, "dobj"):
            return False  # "will hold the line and retake the town": two
        if token.dep == "ccomp":
            return args.lemma(token.head) in self.words.openers
        return not own and (token.dep in ("conj", "xcomp", "pcomp") or (token.dep == "advcl" and token.tag == "VBG"))

    def _balance(self, sign: _Sign) -> int:
        """Return what the clause around a sign adds to its weight or takes from it."""
        args, weights, verb = self.args, self.words.weights, sign.clause
        balance = -weights.foreign if self.foreign and sign.type != "coming" else 0
        balance -= weights.heading if self.reading.sentence.heading else 0
        if not args.is_verb(verb) or sign.type in ("threat", "conduct", "loaded", "graded", "charge"):
            return balance
        token, plain = args.tokens[verb], sign.type in ("effect", "ability", "need")
        if self._is_loaded(verb):
            balance += weights.loaded
        aside = token.dep == "relcl" and not self.args.goes_on(verb)
        if aside or token.dep == "pcomp" or (token.dep == "acl" and not args.below(verb, "nsubj", "nsubjpass")):
            balance -= weights.aside if plain else 0
        if self._is_counted(verb) and sign.type != "assessment":
            balance -= weights.counted
        if any(args.lemma(head) in ("i", "you") for head in args.surface_subjects(verb)):
            balance -= weights.myself
        return balance

    def _is_counted(self, verb: int) -> bool:
        """Whether what a verb does or is stands in numbers ("needs 500 tanks", "is $5 billion")."""
        args = self.args
        heads = args.below(verb, "dobj", "attr")
        numbers = [kid for head in heads for kid in (head, *args.below(head, "nummod", "quantmod"))]
        return any(args.tokens[number].text[:1].isdigit() for number in numbers)

    def _is_loaded(self, verb: int) -> bool:
        """Whether an adverb of the clause judges, or an adjective on an argument of its verb."""
        args = self.args
        if any(args.tokens[kid].text.lower() in self.words.loaded for kid in args.below(verb, "advmod", "neg")):
            return True
        heads = args.below(verb, "dobj", "attr", "nsubj", "nsubjpass")
        return any(args.tokens[kid].text.lower() in self.words.adjectives for head in heads for kid in args.below(head, "amod"))

    def _unasserted(self, sign: _Sign) -> bool:
        """Whether a sign's verb only says what something is for ("steps to boost trade"), heads a headline or asks "whether"."""
        args, place = self.args, sign.first
        if sign.type in ("purpose", "motive", "need") or not args.is_verb(place):
            return False
        token, first = args.tokens[place], place
        while args.tokens[first].dep == "conj" and args.tokens[first].head != first and not args.below(first, *_SUBJECTS):
            first = args.tokens[first].head
        bare = token.tag == "VB" and "to" in args.auxiliaries(place) | args.auxiliaries(first)
        if any(args.tokens[kid].text.lower() == "whether" for kid in args.below(sign.clause, "mark")):
            return True
        headline = token.tag == "VBG" and args.tokens[first].dep == "ROOT" and not args.below(first, *_SUBJECTS, "aux")
        agreed = token.dep == "xcomp" and args.lemma(token.head) in modal_words()["acting"]
        return headline or (bare and (first != place or agreed or token.dep in ("acl", "relcl", "advcl")))

    def _allowed(self, sign: _Sign) -> bool:
        span = self._anchor(sign)
        first = self.args.tokens[sign.first].text
        if self._unasserted(sign) or (first.isupper() and len(first) > SHORT):
            return False
        if any(span.overlaps(act) for act in self.acts) or weighed(self.reading, span):
            return False
        if any(span.overlaps(figure) for figure in self.figures):
            return False
        if (self.condition and self.condition.contains(span)) or self._is_pledged(sign.clause):
            return False
        if sign.type in ("attitude", "view"):
            return True
        cues = (a.cue_span for a in self.reading.attributions if a.cue_span)
        return not any(span.overlaps(cue) for cue in cues)

    def _is_pledged(self, clause: int) -> bool:
        """Whether a clause says what somebody is committed to, which is a commitment."""
        above = self.args.tokens[clause].head
        if self.args.tokens[above].dep == "prep":
            above = self.args.tokens[above].head
        bonds = modal_words()["bond"] | modal_words()["bind"] | modal_words()["bound"]
        return above != clause and self.args.lemma(above) in bonds

    def _signs(self) -> Iterator[_Sign]:
        yield from self._phrases()
        for place, token in enumerate(self.args.tokens):
            if self.args.is_verb(place) and token.dep != "prep":
                yield from self._verb(place)
            elif token.tag.startswith("NN"):
                yield from self._noun(place)
            if token.tag.startswith("JJ") or token.tag in ("VBG", "VBN", "RB"):
                yield from self._adjective(place)

    def _phrases(self) -> Iterator[_Sign]:
        text, offset = self.reading.sentence.text, self.reading.sentence.start
        for number, match in self.words.phrases.matches(text):
            places = [p for p, t in enumerate(self.args.tokens) if match.start() + offset <= t.start < match.end() + offset]
            due = bool(places) and self.args.tokens[places[0]].tag == "JJ" and self.args.tokens[places[-1]].dep == "aux"
            if places and not due:  # "is due to arrive" gives no cause
                weight = self.words.phrase_weights[number]
                more = self.words.weights.abstract if self._leads_to_abstract(places[-1]) else 0
                yield _Sign(weight + more, places[0], places[-1], self._clause(places[0]), "phrase")

    def _leads_to_abstract(self, place: int) -> bool:
        """Whether what follows a phrase's last word, as its noun or the object of its verb, cannot be counted or pointed at."""
        args = self.args
        heads = args.below(place, "pobj", "pcomp") or (args.tokens[place].head,)
        if args.is_verb(heads[0]):
            return self._on_abstract(heads[0])
        return any(self.words.is_abstract(args.lemma(head)) for head in heads)

    def _verb(self, place: int) -> Iterator[_Sign]:
        args, words, lemma = self.args, self.words, self.args.lemma(place)
        aux = args.auxiliaries(place)
        clause = self._clause(place)
        if lemma == "be" and self._is_about(place):
            yield _Sign(words.predicates.nouns, place, self._reach(place), clause, "judgement")  # "is about more than oil"
        has_to = lemma == "have" and args.below(place, "xcomp") and not args.below(place, "dobj")
        if aux & words.need or (has_to and args.tokens[place].tag != "VBD"):  # "had to withdraw": they did
            yield _Sign(words.need_weight, place, self._reach(place), clause, "need")
        first = args.tokens[place].head if args.tokens[place].dep == "conj" else place
        weight = words.purposes.get(lemma, 0)
        if "to" in aux and weight and args.tokens[first].dep in ("advcl", "acl", "xcomp", "relcl"):
            above = args.lemma(args.tokens[first].head)
            if args.tokens[first].dep == "advcl" or above in ("effort", "bid", "move", "attempt", "aim", "design", "use", "mean"):
                yield _Sign(weight + self._more(place), place, self._reach(place), place, "purpose")
        if lemma in words.done and self._builds_up(place, clause):
            yield _Sign(words.weights.enough, place, self._reach(place), clause, "effect")
        for word in words.verbs.get(lemma, ()):
            if self._has(place, word.needs) and (not word.passive or args.is_passive(place)):
                by_somebody = args.below(place, "agent") or not args.is_passive(place)
                as_what = self._as_what(place) if word.needs == "as" and by_somebody else None
                first = place if as_what is None else as_what
                last = max(self._reach(place), first if as_what is None else self._whole(first, first))
                yield _Sign(word.weight + self._more(place), first, last, clause, word.type)
        yield from self._charges(place)
        if is_kept_open(args, place):
            yield _Sign(words.weights.enough + words.weights.abstract, place, self._reach(place), clause, "coming")
        if any(is_once_thought(args, kid) and modals(args, kid) for kid in args.below(place, "ccomp")) and args.doers(place):
            yield _Sign(words.weights.enough, place, self._reach(place), clause, "attitude")  # "thought that NATO would break"
        at = Span(args.tokens[place].start, args.tokens[place].end)
        ahead = is_will(args, place) or is_planned(args, place) or self._vows(place) or is_foretold(args, place)
        ahead = ahead or is_reprisal(args, place, self.reading, at)
        meant = self.near or args.doers(place) or (not self.named and self.reading.topic and not args.speaks_itself(place))
        if (ahead or is_pledged(args, place)) and meant and not self._only_tells_which(place):
            yield _Sign(words.weights.enough, place, self._reach(place), clause, "coming")
        manner = [kid for kid in args.below(place, "advmod") if args.lows[kid] in words.manner]
        if manner:
            yield _Sign(words.manner_weight, min(place, *manner), max(self._reach(place), *manner), clause, "manner")
        bare = lemma in ("be", "remain", "stay") and not args.below(place, "attr", "acomp", "expl")
        if bare and self._on_abstract(place) and not self._stands(place):
            yield _Sign(words.predicates.nouns, place, self._reach(place), clause, "judgement")
        if modals(args, place) & words.able and "have" not in aux and (args.doers(place) or self._on_abstract(place)):
            yield _Sign(words.able_weight, place, self._reach(place), clause, "ability")

    def _charges(self, place: int) -> Iterator[_Sign]:
        """Yield what somebody is accused of or reproached for doing ("accused Chad of playing with fire", "of hypocrisy")."""
        for act in (one for head in charged(self.args, place) for one in self.args.coordinated(head)):
            clause = act if self.args.is_verb(act) else self._clause(act)
            yield _Sign(self.words.weights.enough, act, self._reach(act), clause, "charge")

    def _vows(self, place: int) -> bool:
        """Whether a speaker was told to say what they would do ("said it would not sign")."""
        token = self.args.tokens[place]
        would = "would" in self.args.auxiliaries(place)
        return would and is_undertaken(self.args, place, self.reading, Span(token.start, token.end))

    def _only_tells_which(self, verb: int) -> bool:
        """Whether a clause tells which thing is meant ("a war that will be fought at sea"), or only asks ("Will it hold?")."""
        args = self.args
        if self.reading.sentence.text.rstrip("”\"’ ").endswith("?"):
            return True
        if args.tokens[verb].dep != "relcl":
            return False
        return args.tokens[min(args.subtree(verb))].text.lower() not in ("which", "who", "where")

    def _stands(self, place: int) -> bool:
        """Whether "is in force" or the like follows, which states a fact."""
        args = self.args
        found = ((prep, noun) for prep in args.below(place, "prep") for noun in args.below(prep, "pobj") if noun == prep + 1)
        return any(f"{args.lemma(prep)} {args.lemma(noun)}" in self.words.predicates.standing for prep, noun in found)

    def _has(self, place: int, needs: str) -> bool:
        args = self.args
        if needs == "object":
            return bool(args.undergoers(place) or args.below(place, "ccomp", "prt", "dative"))
        if needs == "clause":
            return bool(args.below(place, "xcomp", "ccomp"))
        if needs == "as":
            return self._as_what(place) is not None
        return True

    def _as_what(self, place: int) -> int | None:
        """Return where what something is called begins: the "as" after its verb."""
        args = self.args
        own = args.below(place, "prep", "mark")
        things = (*args.below(place, "dobj"), *(by for agent in args.below(place, "agent") for by in args.below(agent, "pobj")))
        below = (*own, *(kid for thing in things for kid in args.below(thing, "prep")))
        return next((kid for kid in below if kid > place and args.lemma(kid) == "as"), None)

    def _is_about(self, place: int) -> bool:
        """Whether a verb is followed by what it is about ("is about more than oil")."""
        args = self.args
        return any(args.lows[kid] == "about" and args.below(kid, "pobj", "pcomp") for kid in args.below(place, "prep"))

    def _more(self, verb: int) -> int:
        """Return what a verb on what cannot be counted or pointed at weighs more."""
        return self.words.weights.abstract if self._on_abstract(verb) else 0

    def _on_abstract(self, verb: int) -> bool:
        """Whether a verb's subject, object or a noun after its preposition cannot be counted or pointed at."""
        args = self.args
        bare = (*args.surface_subjects(verb), *args.undergoers(verb), *args.prepositional(verb))
        heads = [one for head in bare for one in args.coordinated(head)]
        return any(args.tokens[head].tag.startswith("NN") and self.words.is_abstract(args.lemma(head)) for head in heads)

    def _noun(self, place: int) -> Iterator[_Sign]:
        args, words = self.args, self.words
        lemma, token = args.lemma(place), self.args.tokens[place]
        if token.dep in ("attr", "oprd") and not self._is_ranked(place):
            weight = self._as_predicate(place, words.nouns.get(lemma, ()))
            if weight:
                first = token.head if token.dep == "attr" else place
                yield _Sign(weight, first, self._whole(place, place), self._clause(place), "judgement")
        for word in words.nouns.get(lemma, ()):
            if word.needs == "any" and token.dep != "compound" and self._somebodys(place):
                first = min((k for k in args.below(place, "poss", "amod", "compound")), default=place)
                yield _Sign(word.weight, first, place, self._clause(place), word.type)

    def _is_ranked(self, place: int) -> bool:
        args = self.args
        return any(
            args.tokens[kid].text.lower() in ORDINALS - {"only"} for kid in args.below(place, "amod", "compound")
        )

    def _as_predicate(self, place: int, listed: Sequence[Word]) -> int:
        """Return the weight of a noun after "is"; 0 where it states a fact."""
        args, predicates = self.args, self.words.predicates
        weight = max((word.weight for word in listed if word.needs == "predicate"), default=0)
        if weight:
            return weight
        lemma, token = args.lemma(place), args.tokens[place]
        judged = any(args.tokens[kid].text.lower() in self.words.adjectives for kid in args.below(place, "amod"))
        factual = lemma in predicates.nouns_factual or token.tag.startswith(("NNP", "CD")) or args.mention(place) is not None
        there = bool(args.below(token.head, "expl"))  # "there is a growing sense of": what cannot be counted is judged
        factual = factual or (there and not (self.near and self.words.is_abstract(lemma)))
        judged = judged or bool(args.determined(place) & {"no"})  # "is no vassal state"
        return 0 if (factual and not judged) or self._tells_a_life(token.head) else predicates.nouns

    def _tells_a_life(self, verb: int) -> bool:
        """Whether a clause speaks of one person ("he is a fellow of", "she was happy")."""
        return any(self.args.lemma(head) in self.words.predicates.subjects for head in self.args.surface_subjects(verb))

    def _somebodys(self, place: int) -> bool:
        """Whether a noun of threat or doubt is said of somebody, judged by an adjective, or is what the clause speaks of."""
        args, token = self.args, self.args.tokens[place]
        if token.dep in ("nsubj", "nsubjpass", "attr", "ROOT") or args.owners(place):
            return True
        judged = any(args.tokens[kid].text.lower() in self.words.adjectives for kid in args.below(place, "amod"))
        from_whom = args.prepositional(place, "from", "of", "to", "by", "with", "about", "on", "over")
        return judged or any(args.actors(head) for head in from_whom)

    def _adjective(self, place: int) -> Iterator[_Sign]:
        args, words, token = self.args, self.words, self.args.tokens[place]
        low = token.text.lower()
        if token.dep in ("acomp", "oprd", "ccomp") and token.tag.startswith("JJ") and args.is_verb(token.head):
            named = token.text[:1].isupper() and place > 0  # "are European"
            judges = words.judges(low, token.tag) and not self._leaves_open(place)
            judges = judges and (low in words.adjectives or not self._tells_a_life(token.head))
            if judges and not named and low[:1].isalpha():
                first = token.head if token.dep == "acomp" else place
                yield _Sign(words.predicates.weight, first, max(place, self._reach(place)), self._clause(place), "judgement")
            return
        noun = args.tokens[token.head].head if token.dep == "conj" and args.tokens[token.head].dep == "amod" else token.head
        if token.dep not in ("amod", "conj") or not args.tokens[noun].tag.startswith("NN") or args.lemma(noun) in words.skip:
            return
        if low in words.adjectives or self._graded(place):
            head = args.tokens[noun]
            act = any(act.start < head.end and head.start < act.end for act in self.acts)
            type_ = "loaded" if low in words.adjectives else "graded"
            yield _Sign(words.predicates.weight, place, place if act else noun, self._clause(place), type_)

    def _leaves_open(self, place: int) -> bool:
        """Whether an adjective says only how hard it is to tell ("it is difficult to say who won")."""
        args = self.args
        told = args.below(place, "xcomp", "ccomp", "advcl") or args.below(args.tokens[place].head, "xcomp", "ccomp")
        return any(args.lemma(verb) in self.words.telling for verb in told)

    def _graded(self, place: int) -> bool:
        """Whether an adjective stands in a degree that somebody gives it ("an increasingly hostile power")."""
        args, words = self.args, self.words
        plain = not self.near or not args.tokens[place].tag.startswith("JJ") or args.lows[place] in words.predicates.factual
        return not plain and any(args.lows[kid] in words.degrees for kid in args.below(place, "advmod"))

    def _reach(self, place: int) -> int:
        """Return the last token of the anchor: the head of the verb's complement where it stands near, with its own "of"."""
        after = [k for k in self.args.below(place, "dobj", "attr", "acomp", "xcomp", "prep", "oprd") if place < k <= place + NEAR]
        return self._whole(max(after, default=place), place)

    def _whole(self, last: int, first: int) -> int:
        """Return the noun that a preposition at the end of an anchor introduces, or that follows its noun by "of"."""
        args = self.args
        preps = (last,) if args.tokens[last].dep == "prep" else [k for k in args.below(last, "prep") if args.lemma(k) == "of"]
        nouns = [noun for prep in preps for noun in args.below(prep, "pobj", "pcomp") if noun <= first + NEAR]
        return max(nouns, default=last)

    def _clause(self, place: int) -> int:
        """Return the verb of the clause that a token stands in."""
        here = place
        for _ in range(20):
            token = self.args.tokens[here]
            if self.args.is_verb(here) and token.dep in CLAUSES:
                return here
            if token.head == here:
                return here
            here = token.head
        return here

    def _anchor(self, sign: _Sign) -> Span:
        low, high = min(sign.first, sign.last), max(sign.first, sign.last)
        return Span(self.args.tokens[low].start, self.args.tokens[high].end)

    def claim(self, sign: _Sign, article: Article, kind: str) -> Claim:
        """Return the claim that a sign makes, over the whole clause it stands in."""
        anchor = self._anchor(sign)
        span = self.args.clause(sign.clause) if self.args.is_verb(sign.clause) else self.args.phrase(sign.clause)
        span = Span(min(span.start, anchor.start), max(span.end, anchor.end))
        subject, towards = who_is_judged(self.reading, sign.clause, sign.first, sign.last)
        mood = self.reading.modality_at(anchor)
        return build(
            kind,
            self.reading,
            article,
            anchor=anchor,
            span=span,
            subject=subject,
            object_=around(self.reading, span, anchor, subject) or towards,
            tie=self._tie(sign, kind, subject),
            modality=_ahead(mood) if kind == "forecast" else self._mood(sign, mood),
        )

    def _tie(self, sign: _Sign, kind: str, subject: tuple[str, ...]) -> TieBody | None:
        """Return what is built up, or what an act to come is about (nothing is judged by it); None where it is no tie."""
        if kind != "forecast":
            return TieBody(self._builds_up(sign.first, sign.clause), "strengthen") if kind == "tie" else None
        body = about(self.args, sign.clause, subject) if self.args.is_verb(sign.clause) else None
        return replace(body, type=body.about) if body and body.about else None

    def _mood(self, sign: _Sign, found: Modality) -> Modality:
        """Return how surely an interpretation is put: what must be, or cannot be, is judged so now, whatever is still to come."""
        aux = self.args.auxiliaries(sign.clause) if self.args.is_verb(sign.clause) else frozenset()
        denied = bool(aux & self.words.able) and bool(self.args.below(sign.clause, "neg") or found.polarity == "negative")
        if found.certainty == "planned":
            return replace(found, certainty="conditional" if "would" in aux else "asserted")
        return replace(found, certainty="asserted") if found.certainty == "possible" and denied else found
