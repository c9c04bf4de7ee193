"""Who is judged: whose the thing judged is or who does what is judged, else whom its clause speaks of, else who was told of.

Nobody is, where what is judged is the world's, a region's, or things and people in general.
"""

from __future__ import annotations

from dragoman.lexicon.figure_words import can_act, figure_words
from dragoman.lexicon.names import name_words, regions
from dragoman.lexicon.reporting import reporting
from dragoman.lexicon.tie_words import tie_words
from dragoman.model import Mention, Reading, Span, TieFrame
from dragoman.reading.arguments import Arguments, arguments
from dragoman.reading.carried import MUTUAL

Ids = tuple[str, ...]

_WE = frozenset(("we", "our", "us", "ours", "i"))
_RELATIVE = ("WDT", "WP", "WP$")
_AGAIN = frozenset(("the", "this", "that", "these", "those", "such", "both", "all"))
"""What makes a noun one that was told of."""
_WITHIN = frozenset(("in", "across", "inside", "within"))

_DEEDS = frozenset(("move", "step", "decision", "action", "announcement", "gesture"))
"""Nouns that take up whatever was told to have been done last."""
_NEAR = 300
_CALLING = frozenset(("call", "term", "deem", "judge", "name"))
_CHARGING = frozenset(("of", "for"))
_SOIL = ("state", "capital", "place")
_OF_ALL = frozenset(("international", "global", "world"))


def who_is_judged(reading: Reading, clause: int, first: int, last: int) -> tuple[Ids, Ids]:
    """Return who is judged by a sign of tokens `first` to `last` in the clause of the token `clause`, and towards whom they acted
    where the clause takes up an act that was told of ("the raid was a provocation")."""
    sign = _Judged(reading, clause, first, last)
    return tuple(dict.fromkeys(sign.found())), sign.towards


class _Judged:
    """One sign of a sentence. Places are indices of its tokens."""

    def __init__(self, reading: Reading, clause: int, first: int, last: int) -> None:
        self.reading = reading
        self.args: Arguments = arguments(reading)
        self.clause, self.first, self.last = clause, first, last
        tokens = self.args.tokens
        self.anchor = Span(tokens[min(first, last)].start, tokens[max(first, last)].end)
        self.verb = self.args.is_verb(clause)
        self.towards: Ids = ()

    def found(self) -> Ids:
        return self._called() or self._owned() or self._acting() or self._implied()

    def _called(self) -> Ids:
        """Return who or whose it is that somebody calls what a sign says ("Togo condemned Chad's raid as reckless")."""
        args = self.args
        verb = self._calling()
        things = args.below(verb, "dobj", "nsubjpass") if verb is not None else ()
        things = tuple(thing for thing in things if not self.first <= thing <= self.last or args.is_verb(self.first))
        if verb is None or not things or (args.tokens[things[0]].dep == "dobj" and things[0] > self.last):
            return ()
        callers = tuple(a for by in args.below(verb, "agent") for head in args.below(by, "pobj") for a in args.actors(head))
        callers = callers if args.is_passive(verb) else args.doers(verb)
        found = tuple(actor for thing in things for actor in args.actors(thing)) or self._told(things[0])
        self.towards = (self.towards or callers) if found else ()
        return found

    def _calling(self) -> int | None:
        """Return the verb by which a sign is what somebody calls something."""
        args = self.args
        for place in (self.clause, args.tokens[self.last].head, args.tokens[args.tokens[self.last].head].head):
            if args.is_verb(place) and args.lemma(place) in _CALLING | reporting().naming:
                says = args.below(place, "oprd") or any(args.lows[kid] == "as" for kid in args.below(place, "prep"))
                return place if says else None
        return None

    def _acts(self, place: int) -> list[TieFrame]:
        """Return the acts told of before a token, newest first, that somebody did."""
        here = (act for act in reversed(self.reading.ties) if act.anchor.end <= self.args.tokens[place].start)
        return [act for act in (*here, *self.reading.told) if act.subject]

    def _owned(self) -> Ids:
        """Return whose the noun is that a sign judges."""
        args = self.args
        if args.is_verb(self.first):
            return ()
        nouns = [place for place in range(self.first, self.last + 1) if args.tokens[place].tag.startswith("NN")]
        nouns = nouns or list(self._described())
        owners = tuple(actor for noun in nouns for actor in args.owners(noun))
        return owners or tuple(actor for noun in nouns for actor in (self._charged(noun) or self._coming_from(noun)))

    def _charged(self, noun: int) -> Ids:
        """Return who is accused of what a noun says ("accused Chad of open aggression")."""
        args, prep = self.args, self.args.tokens[noun].head
        verb = args.tokens[prep].head
        if args.tokens[noun].dep != "pobj" or args.lows[prep] not in _CHARGING or args.lemma(verb) not in tie_words().blame:
            return ()
        return tuple(actor for head in args.undergoers(verb) for actor in args.actors(head))

    def _coming_from(self, noun: int) -> Ids:
        """Return from whom a noun comes that names nobody before it ("growing threats emanating from Chad", "posed by Chad")."""
        args = self.args
        joined = (noun, *(kid for kid in args.below(noun, "acl") if args.tokens[kid].tag in ("VBG", "VBN")))
        heads = (head for place in joined for head in args.prepositional(place, "from", "by"))
        return tuple(actor for head in heads for actor in args.actors(head))

    def _described(self) -> tuple[int, ...]:
        """Return the noun that an adjective stands before ("Russia's *unprovoked* and cruel war")."""
        token = self.args.tokens[self.first]
        if token.dep == "conj" and self.args.tokens[token.head].dep == "amod":
            token = self.args.tokens[token.head]
        return (token.head,) if token.dep == "amod" else ()

    def _acting(self) -> Ids:
        """Return who does what the clause says, or of whom it says something."""
        args = self.args
        if not self.verb:
            return ()
        return args.doers(self.clause) or tuple(a for head in args.surface_subjects(self.clause) for a in self._behind(head))

    def _behind(self, head: int) -> Ids:
        """Return the actors of a subject; of "which" and "that" without any, whose what they stand for is, or who did it."""
        found = self.args.actors(head)
        if not found and self.args.tokens[head].dep in ("appos", "npadvmod"):
            return self.args.nearest(head)  # "Oslo sent ships, a move aimed at deterring"
        if found or self.args.tokens[head].tag not in _RELATIVE:
            return found
        noun = self.args.antecedent(head)
        return self.args.nearest(noun) if noun is not None else ()

    # where the clause does not say

    def _implied(self) -> Ids:
        reading = self.reading
        speaker = reading.attribution_at(self.anchor).actor
        heads = [head for head in self._heads() if self.args.tokens[head].tag.startswith("NN")]
        if told := next((parties for head in heads if (parties := self._told(head))), ()):
            return told
        if speaker and any(self.args.lemma(place) in _WE for place in self.args.subtree(self.clause)):
            return (speaker,)
        placed = self._placed() if heads else None
        if placed is not None or any(self._is_nobodys(head) for head in heads):
            return placed or ()
        named = self._named()
        within = [m for m in named if self._reach().contains(Span(m.start, m.end))]
        topic = tuple(actor for actor in reading.topic if can_act(actor))
        if heads and not within:
            return topic[:1]
        meant = next((m for actor in reading.topic for m in within if actor in m.actors), None)
        chosen = [m for m in within if m.start >= self.anchor.start] or within or named
        if meant or chosen:
            one = meant or chosen[0]
            if one.kind in ("group", "sides"):
                return one.actors  # "the Baltic states' posture"
            return next(((actor,) for actor in reading.topic if actor in one.actors), one.actors[:1])
        return (speaker,) if speaker else topic[:1]

    def _told(self, head: int) -> Ids:
        """Return who did what a noun takes up ("the strikes", "these talks"): the parties of the last such act told of."""
        args = self.args
        noun = tie_words().nouns.get(args.lows[head]) or tie_words().nouns.get(args.lemma(head))
        if not args.determined(head) & _AGAIN or any(args.mention(at) for at in args.subtree(head)):
            return ()
        acts = self._acts(head)
        if noun is None:
            last = acts[0] if acts and args.lemma(head) in _DEEDS else None
            near = last is not None and self.reading.sentence.start - last.anchor.start < _NEAR
            return last.subject if last is not None and near else ()
        if noun.type in MUTUAL:
            shared = (tuple(dict.fromkeys((*act.subject, *act.object))) for act in acts if act.body.type in MUTUAL)
            return next((parties for parties in shared if len(parties) > 1), ())
        act = next((act for act in acts if act.body.type == noun.type), None)
        self.towards = act.object if act else ()
        return act.subject if act else ()

    def _heads(self) -> tuple[int, ...]:
        return self.args.surface_subjects(self.clause)

    def _named(self) -> list[Mention]:
        """Return who is named in the sentence other than to say it, those first who are no mere place."""
        source = self.reading.attribution_at(self.anchor).source_span
        named = [m for m in self.reading.mentions if m.actors and not (source and source.start <= m.start < source.end)]
        return [m for m in named if not m.where] or named

    def _reach(self) -> Span:
        """Return the stretch of everything below the clause."""
        places = self.args.subtree(self.clause)
        return Span(self.args.tokens[places[0]].start, self.args.tokens[places[-1]].end)

    def _placed(self) -> Ids | None:
        """Return whose is what a clause places at its outset ("In Chad, the ruling party …"): nobody's, where it is a region."""
        args, subject = self.args, min(self._heads())
        for prep in args.below(self.clause, "prep"):
            if prep < subject and args.lows[prep] in _WITHIN:
                for head in args.below(prep, "pobj"):
                    mention = args.mention(head)
                    if mention is not None and mention.kind in _SOIL:
                        return mention.actors
                    if args.tokens[head].text in regions():
                        return ()
        return None

    def _is_nobodys(self, head: int) -> bool:
        """Whether a subject is a part of the world that is no actor ("Europe", "the European left", "the South China Sea")."""
        args = self.args
        before = args.below(head, "amod", "poss", "nmod")
        if any(args.tokens[at].text in regions() for at in (head, *before)) or args.lows[head] in name_words("grounds"):
            return True
        return self._is_general(head) or (args.lows[head] == "community" and any(args.lows[at] in _OF_ALL for at in before))

    def _is_general(self, head: int) -> bool:
        """Whether a subject is states, groups or arms in general: a plural that nothing goes before but what it is like."""
        args = self.args
        some = args.lemma(head) in tie_words().groups - {"member"} or args.lemma(head) in figure_words().equipment
        bare = args.tokens[head].tag == "NNS" and not args.below(head, "det", "predet", "poss", "nummod", "nmod")
        told = any(args.lows[kid] in ("such", "other") for kid in args.below(head, "amod"))
        return some and bare and not told and not any(args.mention(at) for at in args.subtree(head))
