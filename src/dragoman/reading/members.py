"""Nouns of membership and alliance: "NATO member Poland", "the two NATO allies", "Albania is an ally of Italy"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Reading, Span, TieFrame
from dragoman.reading.act_slots import Slots
from dragoman.reading.arguments import Arguments
from dragoman.reading.event_nouns import Nouns, unique, without

NOUNS = ("member", "ally", "alliance", "member-state", "partner", "observer")


SOME = frozenset("most many some several other few all".split())
"""Words that pick some of those known to be allies."""


class Members:
    """The nouns of membership of one sentence."""

    def __init__(self, args: Arguments, nouns: Nouns, slots: Slots, reading: Reading) -> None:
        self.args = args
        self.nouns = nouns
        self.slots = slots
        self.reading = reading

    def frame(self, place: int) -> TieFrame | None:
        """Return the frame of one of the `NOUNS`: "NATO member Poland", "the two NATO allies", "Poland is a member of NATO"."""
        args = self.args
        if not args.tokens[place].tag.startswith("NN") or self._excluded(place):
            return None  # "a non-member" is told by no word of its own
        if self._singled_out(place):
            return None
        before = args.below(place, "compound", "poss", "nmod", "amod")
        groups = [a for kid in before if not self._excluded(kid) for a in args.actors(kid)]
        ways = ("of", "in", "at", "to") if args.lemma(place) == "observer" else ("of", "in")
        groups += self.nouns.named(head for head in args.prepositional(place, *ways) if not self.nouns.is_part(head))
        groups += self._counting(place)
        groups = [actor for actor in groups if actor.startswith("org:")]
        states = without(self._members(place), groups)
        counted = {args.tokens[kid].text.lower() for kid in args.below(place, "nummod", "det")}
        if not states and counted & {"two", "both"}:
            states = tuple(actor for actor in self.reading.topic if len(actor) == 3)[:2]
            mention = args.mention(place)
            groups = [actor for actor in (mention.actors if mention else ()) if ":" in actor] or groups
        if args.lemma(place) == "partner" or (not groups and args.lemma(place) == "ally"):
            return self._allies(place)
        if not groups or not states:
            return None
        token = args.tokens[place]
        joined = token.dep in ("attr", "oprd") and args.lemma(token.head) == "become"
        observes = args.lemma(place) == "observer"  # takes part, and is no member
        phase = ("begin" if joined else "hold") if observes else "join" if joined else "hold"
        body = self.slots.body("partnership" if observes else "membership", phase, None, args.phrase(place))
        body = replace(body, inferred=states if counted & {"two", "both"} else ())
        when = token.head if token.dep in ("attr", "oprd") and args.is_verb(token.head) else None
        frame = self.slots.frame(place, place, states, unique(groups), body, phrase=place, when=when)
        if when is None:
            return frame
        verb = min((when, *args.below(when, "aux", "neg")))  # tense and denial are the verb's: "was once", "is not"
        words = [args.tokens[p] for p in args.subtree(when, without=("punct", "conj", "cc"))]
        denied = any(token.text.lower() in ("not", "n't", "n’t", "never", "no") for token in words)
        end = max(token.end for token in words) if denied else 0  # a denial is plain only if nothing follows it
        return replace(frame, span=Span(min(frame.span.start, args.tokens[verb].start), max(frame.span.end, end)))

    def _singled_out(self, place: int) -> bool:
        """Whether one member is called the first, or the only one, to do something: that it belongs is taken as known."""
        args = self.args
        if not args.ranked(place):
            return False
        over = args.tokens[place].head if args.tokens[place].dep in ("attr", "oprd") else place
        below = (*args.below(place, "acl", "relcl", "advcl", "xcomp"), *args.below(over, "acl", "relcl", "advcl", "xcomp"))
        return any(args.is_verb(kid) and "to" in args.auxiliaries(kid) and kid > place for kid in below)

    def _excluded(self, place: int) -> bool:
        """Whether "non-" or "ex-" stands before a word ("a non-NATO ally", "a non-member")."""
        before = "".join(token.text.lower() for token in self.args.tokens[max(place - 2, 0) : place])
        return before.endswith(("non-", "ex-")) or self.args.tokens[place].text.lower().startswith(("non-", "ex-"))

    def _allies(self, place: int) -> TieFrame | None:
        """Return the frame of parties that are called allies or partners ("A and B are allies", "A is a partner of B")."""
        args, token = self.args, self.args.tokens[place]
        named = args.below(place, "appos")
        if not args.owners(place) and not {args.lows[kid] for kid in args.below(place, "amod", "det", "advmod")}.isdisjoint(SOME):
            return None  # "most allies, notably Chad, object"
        counted = self._counted_among(place)
        if token.dep not in ("attr", "oprd", "appos") and not (named and args.lemma(place) == "ally") and counted is None:
            return None
        over = token.head if counted is None else counted
        heads = named or ((token.head,) if token.dep == "appos" else args.surface_subjects(over))
        states = unique(self.nouns.named(heads))
        outside = any(self._excluded(kid) for kid in args.below(place, "compound", "nmod", "amod"))
        by = args.doers(token.head) if args.is_verb(token.head) and args.is_passive(token.head) else ()  # "named an ally by"
        others = unique([*args.owners(place), *self.nouns.named(args.prepositional(place, "of", "to", "for")), *by])
        if len({*states, *others}) < 2:
            return None
        type_ = "alliance" if args.lemma(place) == "ally" and not outside else "partnership"
        begun = bool(by) or args.lemma(token.head) == "become"
        body = self.slots.body(type_, "begin" if begun else "hold", None, args.phrase(place))
        when = place if token.dep == "appos" else over
        return self.slots.frame(place, place, states, others, body, phrase=place, when=when)

    def _counted_among(self, place: int) -> int | None:
        """The "is" of parties that are among somebody's allies or partners ("Chad was among its closest partners"), or None."""
        args, token = self.args, self.args.tokens[place]
        if token.dep != "pobj" or args.lows[token.head] not in ("among", "amongst"):
            return None
        verb = args.tokens[token.head].head
        return verb if args.lemma(verb) in ("be", "remain", "rank") else None

    def _counting(self, place: int) -> tuple[str, ...]:
        """The organisation that "counts" or "admits" states "as members"."""
        token = self.args.tokens[place]
        if token.dep != "pobj" or self.args.tokens[token.head].text.lower() != "as":
            return ()
        verb = self.args.tokens[token.head].head
        return self.args.doers(verb) if self.args.is_verb(verb) else ()

    def _members(self, place: int) -> list[str]:
        """The states that a noun of membership speaks of: its own mention, its apposition, or the copula's subject."""
        args, token = self.args, self.args.tokens[place]
        own = list(args.mention(place).actors) if args.mention(place) else []  # type: ignore[union-attr]
        own += [a for kid in args.below(place, "appos") for a in args.actors(kid)]
        own += self.nouns.named(args.prepositional(place, "like", "as"))
        if token.dep in ("attr", "oprd"):
            own += [a for head in args.surface_subjects(token.head) for a in args.actors(head)]
        if token.dep in ("appos", "compound", "nmod"):
            own += args.actors(token.head)
        if token.dep == "pobj" and args.tokens[token.head].text.lower() == "as":
            verb = args.tokens[token.head].head
            own += [a for head in args.undergoers(verb) for a in args.actors(head)] if args.is_verb(verb) else []
        return own
