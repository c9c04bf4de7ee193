"""Acts to come that are no tie: clauses placed in the future that speak of security affairs, the raw material of forecasts."""

from __future__ import annotations

from dragoman.lexicon.interpretation_words import interpretation_words
from dragoman.lexicon.modal import modal_words
from dragoman.lexicon.tie_words import tie_words
from dragoman.model import Context, Reading, Span, TieFrame
from dragoman.reading.about import AIMED, about
from dragoman.reading.act_slots import Slots
from dragoman.reading.arguments import Arguments
from dragoman.reading.event_nouns import without
from dragoman.reading.gate import field_words

NO_ACT = frozenset("have do go see say tell know get think hear remember claim show ensure mean argue insist entitle".split())
"""Verbs that, in the future, state no act that could come about."""


class Coming:
    """The clauses of one sentence that lie ahead."""

    def __init__(self, args: Arguments, slots: Slots, reading: Reading, context: Context, said: set[int]) -> None:
        self.args = args
        self.slots = slots
        self.reading = reading
        self.context = context
        self.said = said
        self.words = tie_words()

    def frame(self, place: int) -> TieFrame | None:
        """Return a frame without a type for a clause placed in the future ("will be operational by 2029")."""
        args = self.args
        if not args.is_verb(place) or place in self.said or not self._to_come(place):
            return None
        if args.lemma(place) in NO_ACT:
            return None
        subject = args.doers(place) or tuple(a for head in args.surface_subjects(place) for a in args.actors(head))
        themes = args.undergoers(place) or args.below(place, "acomp", "attr", "prep")
        span = args.clause(place)
        if not self._speaks_of_security(span, subject):
            return None
        if any(span.start <= figure.anchor.start < span.end for figure in self.reading.figures):
            return None
        if args.lemma(place) == "be" and not self._is_state(place):
            return None
        if args.lemma(place) == "be" and any(self._judges(theme) for theme in args.below(place, "acomp", "attr")):
            return None
        inner = [place, *args.below(place, "xcomp")]
        for kid in inner[1:]:
            themes = (*themes, kid, *args.undergoers(kid))
        reached = [head for verb in inner for head in (*args.undergoers(verb), *args.prepositional(verb, *AIMED))]
        object_ = without([actor for head in reached for actor in args.actors(head)], subject)
        last = max((theme for theme in themes if place < theme <= place + 7), default=place)
        return self.slots.frame(place, last, subject, object_, about(args, place, subject, self._told_last()))

    def _told_last(self) -> str:
        """Return the type of the act told last, near by."""
        return next((act.body.type for act in self.slots.carried.acts if act.body.type), "")

    def _speaks_of_security(self, span: Span, subject: tuple[str, ...]) -> bool:
        """Whether a clause speaks of security affairs: by a strong word, or, with an actor, by a weaker one or its condition."""
        strong, weak = field_words()
        words = {token.text.lower(): token.start for token in self.args.tokens}
        inside = {word for word, start in words.items() if span.start <= start < span.end}
        if not subject:
            field = self.context.secure >= 4 and self.context.secure >= 0.5 * self.context.sentences
            return not strong.isdisjoint(inside) or (field and not weak.isdisjoint(inside))
        return not (strong.isdisjoint(words) and weak.isdisjoint(words if "if" in words else inside))

    def _is_state(self, place: int) -> bool:
        """Whether a "will be" says a state that can be seen to come about ("operational", "the third largest")."""
        qualities = self.args.below(place, "acomp")
        return not qualities or any(self.args.lemma(kid) in self.words.states for kid in qualities)

    def _judges(self, place: int) -> bool:
        """Whether a predicate is a judgement ("will be a historic moment"), which no outcome settles."""
        words = interpretation_words()
        beside = [self.args.tokens[p].text.lower() for p in self.args.below(place, "amod")]
        judges = words.judges(self.args.lemma(place), self.args.tokens[place].tag)
        return judges or any(term in words.adjectives for term in beside)

    def _to_come(self, place: int) -> bool:
        """Whether a verb stands in the future: by its auxiliary, or under a verb of planning."""
        args, token = self.args, self.args.tokens[place]
        if args.auxiliaries(place) & modal_words()["future"] or args.is_headed(place):
            return True
        if token.tag != "VB" or "to" not in args.auxiliaries(place) or token.dep not in ("xcomp", "acl"):
            return False
        words, above = modal_words(), args.lemma(token.head)
        if token.dep == "acl":
            return above in words["plan_noun"] and args.tokens[token.head].dep in ("dobj", "attr", "nsubj", "nsubjpass")
        if above == "go":
            return args.tokens[token.head].tag == "VBG"
        if above == "be":
            return bool(args.doers(place)) and not args.below(token.head, "acomp", "attr")
        intended = above in ("intend", "mean") and args.is_passive(token.head)
        return above in words["plan"] | words["pledge"] | words["threat"] and not intended
