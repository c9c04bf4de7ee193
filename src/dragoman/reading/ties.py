"""Tie frames: who does what with whom, when, under which instrument.

Three passes over a parsed sentence: verbs (with the event noun they govern), event nouns that no verb took
("Tokyo's accession to the Quad"), and nouns of membership ("the two NATO allies"). The words are in
`lexicon/tie_verbs.toml`. A clause placed in the future that states no tie gives a frame with the type "": the raw material
of forecasts and commitments about other acts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.lexicon.figure_words import organisation_sort
from dragoman.lexicon.modal import modal_words
from dragoman.lexicon.reporting import reporting
from dragoman.lexicon.tie_words import TiePhase, TieVerb, TieWords, tie_words
from dragoman.model import Context, Reading, Span, TieFrame
from dragoman.reading.act_fits import OUT_OF, Fits
from dragoman.reading.act_slots import Slots
from dragoman.reading.arguments import arguments
from dragoman.reading.carried import carried_on, grouped
from dragoman.reading.coming import Coming
from dragoman.reading.event_nouns import Event, Nouns, unique, without
from dragoman.reading.gate import field_words
from dragoman.reading.in_turn import told_in_turn
from dragoman.reading.members import NOUNS, Members

FORBIDDEN = {"end": "resume", "suspend": "resume", "plan": "plan"}
"""What a phase of a ban means for the act banned; any other phase suspends it."""
CONVENED = ("exercise", "meeting", "operation", "agreement", "alliance", "partnership")
SOFT = ("agreement", "partnership", "declaration", "meeting")
INVOLVING = ("involve", "include", "bring", "gather", "feature", "unite", "see")
GROUNDS = ("under", "through", "pursuant", "within", "per", "via")
ANYBODY = ("one", "us", "any", "anyone", "another", "all", "we", "both", "either", "each")
ANY = frozenset(("a", "an", "any", "either", "each", "one", "both"))
BACKGROUND = ("after", "before", "since", "following", "during", "despite", "amid", "until", "about", "because", "to")
ABOUT = ("of", "on", "about", "over", "regarding", "for", "concerning")
VOTING = ("vote", "to")
MODAL = frozenset(("should", "would", "could", "might", "must", "may", "can", "will"))
EVENT_PREPOSITIONS = ("in", "on", "at", "for", "to", "of", "into", "with", "from")


def find_ties(reading: Reading, context: Context) -> tuple[tuple[TieFrame, ...], Context]:
    """Return the tie frames of a reading whose tokens, periods, mentions and cues are filled, and the context."""
    if not any(token.dep for token in reading.tokens) or reading.sentence.text.rstrip(" \"'”’)").endswith("?"):
        return (), context
    finder = _Finder(reading, context)
    frames = told_in_turn(finder.frames(), reading)
    return frames, context.but(acts=carried_on(context, frames), groups=grouped(context, finder.args, frames))


class _Finder:
    """The search through one sentence. Nouns that a verb took are not reported again."""

    def __init__(self, reading: Reading, context: Context) -> None:
        self.reading = reading
        self.context = context
        self.words: TieWords = tie_words()
        self.args = arguments(reading)
        self.nouns = Nouns(self.args, reading.periods)
        self.fits = Fits(self.args, self.nouns)
        self.slots = Slots(self.args, reading, context)
        self.taken: set[int] = set()
        cues = [attribution.cue_span for attribution in reading.attributions if attribution.cue_span]
        self.said = {at for cue in cues for at, token in enumerate(reading.tokens) if cue.start <= token.start < cue.end}

    def frames(self) -> list[TieFrame]:
        """Return the frames of the sentence in text order, none twice."""
        tokens = self.args.tokens
        members = Members(self.args, self.nouns, self.slots, self.reading)
        coming = Coming(self.args, self.slots, self.reading, self.context, self.said)
        verbs = [place for place, token in enumerate(tokens) if token.tag.startswith("VB")]
        nouns = [place for place, token in enumerate(tokens) if token.tag.startswith(("NN", "VBG"))]
        found = [frame for place in verbs if (frame := self.verb(place))]
        found += [frame for place in nouns if (frame := self.noun(place))]
        found += [frame for place in nouns if self.args.lemmas[place] in NOUNS and (frame := members.frame(place))]
        kept: list[TieFrame] = []
        for frame in found:
            if any(frame.anchor.overlaps(other.anchor) for other in kept):
                frame = self._of_its_clause(frame)
            if any(frame.anchor.overlaps(other.anchor) for other in kept) or self._stated_elsewhere(frame):
                continue
            outer = self._sent_for(frame, kept)
            if outer is None:
                kept.append(frame)
            else:
                kept[outer] = _joined(kept[outer], frame, sent=self._sent_something(kept[outer]))
        found_at = [p for p in verbs if any(frame.anchor.start <= tokens[p].start < frame.anchor.end for frame in kept)]
        stated = {self.args.distinguished(place) for place in found_at}
        for place in verbs:
            other = coming.frame(place) if place not in stated else None
            if other and not any(other.anchor.overlaps(frame.anchor) for frame in kept):
                kept.append(other)
        return sorted(kept, key=lambda frame: (frame.anchor, frame.span))

    def _of_its_clause(self, frame: TieFrame) -> TieFrame:
        """Return the frame of a dated clause on a noun that another verb took, held by its verb ("the pact, signed in 1995,")."""
        args = self.args
        if frame.body.date is None or frame.body.date_from != "own":
            return frame
        inside = [token for token in args.tokens if frame.anchor.start <= token.start < frame.anchor.end]
        own = frame.body.action in ("enter_into_force", "end")  # "the pact, brokered by Chad, came into force on 5 May"
        clauses = (token for token in inside if args.is_verb(token.index) and (own or token.dep in ("relcl", "acl")))
        return next((replace(frame, anchor=Span(token.start, token.end)) for token in clauses), frame)

    def _stated_elsewhere(self, frame: TieFrame) -> bool:
        """Whether a frame only repeats a figure ("doubled"), or the background of its clause ("since the war began")."""
        whole = frame.subject and frame.object and not frame.body.inferred and frame.body.type in ("aid", "deployment")
        if any(figure.anchor.start <= frame.anchor.start < figure.anchor.end for figure in self.reading.figures) and not whole:
            return True
        if frame.body.type in SOFT and self._is_of_another_field(frame.span):
            return True
        news = frame.body.type in ("agreement", "partnership") and frame.body.date is not None and frame.body.date_from == "own"
        if not frame.body.inferred or frame.object or news:
            return False
        first = next((p for p, token in enumerate(self.args.tokens) if token.start == frame.anchor.start), 0)
        return self.args.is_verb(first) and self.args.tokens[first].dep in ("advcl", "relcl")

    def _is_of_another_field(self, span: Span) -> bool:
        """Whether words of trade, science or the like, and none of armed forces, say what an agreement is about."""
        words = {token.text.lower() for token in self.args.tokens if span.start <= token.start < span.end}
        return not self.words.elsewhere.isdisjoint(words) and (field_words()[0] | self.words.military).isdisjoint(words)

    def _sent_for(self, frame: TieFrame, kept: list[TieFrame]) -> int | None:
        """Return which act already found this one only says the end of ("sent aircraft to take part in the drill")."""
        args = self.args
        for place, token in enumerate(args.tokens):
            if token.start == frame.anchor.start and args.is_verb(place) and self._for_another(place):
                head = args.tokens[place].head
                head = args.tokens[head].head if not args.is_verb(head) else head
                start = args.tokens[head].start if args.is_verb(head) else -1
                outer = (i for i, other in enumerate(kept) if other.body.type != "declaration")
                return next((i for i in outer if kept[i].anchor.start <= start < kept[i].anchor.end), None)
        return None

    def _sent_something(self, frame: TieFrame) -> bool:
        """Whether the verb of a frame has an object ("sent ships")."""
        verbs = [token.index for token in self.args.tokens if frame.anchor.start <= token.start < frame.anchor.end]
        return any(self.args.is_verb(place) and self.args.undergoers(place) for place in verbs)

    def _for_another(self, place: int) -> bool:
        """Whether a verb hangs on another as what it was done for (sent ships "to join")."""
        args, token = self.args, self.args.tokens[place]
        helped = token.dep == "ccomp" and token.tag == "VB" and args.lemma(token.head) == "help"
        return ("to" in args.auxiliaries(place) and token.dep != "conj") or helped

    # ---- verbs

    def verb(self, place: int) -> TieFrame | None:
        """Return the frame of a verb: a phase of an event, or an act of its own."""
        args = self.args
        if not args.is_verb(place) or self._only_says(place):
            return None
        word = args.lemma(place)
        return self._phase(place, word) or self._act(place, word)

    def _only_says(self, place: int) -> bool:
        """Whether a verb only introduces what somebody says."""
        if place not in self.said or self.args.lemma(place) not in reporting().clausal | reporting().attitude:
            return False
        asks = any(entry.speech for entry in self.words.verbs.get(self.args.lemma(place), ()))
        return bool(self.args.below(place, "ccomp", "parataxis") or not self.args.undergoers(place)) and not asks

    def _phase(self, place: int, word: str) -> TieFrame | None:
        counted = any(one.anchor.start <= self.args.tokens[place].start < one.anchor.end for one in self.reading.figures)
        if counted and not self.args.undergoers(place):
            return None  # "with its accession, the border more than doubled"
        for phase in self.words.phases.get(word, ()):
            if not self.fits.matches(place, phase.words) or (phase.action == "hold" and self._only_describes(place)):
                continue
            if self.args.is_passive(place) and self.args.below(place, "xcomp"):
                continue  # "the pact is seen to strengthen"
            if phase.action == "sign" and word in self.words.unfinished and self.args.tokens[place].tag in ("VB", "VBG"):
                continue  # "are negotiating a treaty"
            for event in self._convened(place) if phase.subject else self._governed(place, phase):
                barred = event.noun.type in phase.barred or (event.noun.phased and not phase.types)
                if event.noun.type in phase.types or not (phase.types or barred):
                    action = self._phased(event, phase)
                    moved = self.args.undergoers(place) if phase.words[1:] == OUT_OF else ()
                    frame = self._event_frame(place, event, action, convening=phase.subject, moved=moved)
                    if frame:
                        return frame
        return None

    @staticmethod
    def _phased(event: Event, phase: TiePhase) -> str:
        """Return what a phase makes of an event: a withdrawal that is announced, begun or carried out ends a presence."""
        if event.noun.action in ("end", "suspend") and phase.action not in ("suspend", "resume"):
            return event.noun.action
        return phase.action if phase.action in ("end", "suspend") else event.change or phase.action

    def _only_describes(self, place: int) -> bool:
        """Whether an undated participle describes an event of which another verb tells ("the drills led by India ended")."""
        tokens, head = self.args.tokens, self.args.tokens[place].head
        above = tokens[head].head
        phases = self.words.phases.get(self.args.lemma(above), ())
        described = tokens[place].dep == "acl" and tokens[head].dep in ("nsubj", "nsubjpass") and not self.nouns.dated(place)
        return described and any(self.fits.matches(above, phase.words) for phase in phases)

    def _convened(self, verb: int) -> Iterator[Event]:
        """Yield the event that is a verb's subject ("the drill brought together four navies")."""
        if self.args.tokens[verb].dep == "relcl":
            return
        for head in self.args.surface_subjects(verb):
            event = self.nouns.event(self.nouns.content(head))
            if event and event.noun.type in CONVENED:
                yield event

    def _governed(self, verb: int, phase: TiePhase) -> Iterator[Event]:
        """Yield the event nouns that a verb governs: objects first, then prepositional ones, then an intransitive subject."""
        args = self.args
        heads = [*args.undergoers(verb)]
        if not heads:
            heads += args.prepositional(verb, *EVENT_PREPOSITIONS, *phase.words[1:])
            whole = phase.words[0] == "be" or args.is_passive(verb) or args.below(verb, "attr", "acomp", "ccomp", "xcomp")
            heads += [] if whole else args.surface_subjects(verb)
        else:
            ends = (verb, *heads) if len(phase.words) > 2 else ()  # "put an end to", wherever "to" was hung
            heads += [head for one in ends for head in args.prepositional(one, *phase.words[1:])]
            heads += args.prepositional(verb, "in", "on")
            joined = ("with", "for", "at", "during") if args.lemma(verb) in self.words.convening else ("with",)
            heads += args.prepositional(verb, *joined) if self.nouns.are_actors(heads) else ()
        for head in heads:
            for one in args.coordinated(self.nouns.content(head)):
                event = self.nouns.event(self.nouns.content(one))
                if event:
                    yield replace(event, change=self.words.phase_nouns.get(args.lemma(head), ""))
                    break

    def _event_frame(
        self, verb: int, event: Event, action: str, *, convening: bool = False, moved: Sequence[int] = ()
    ) -> TieFrame | None:
        """Return the frame of a verb of phase with its event noun, or None where nothing ties it to anybody.

        `moved` is whom a verb has as object who does what it says ("took Chad out of the pact").
        """
        args = self.args
        doers = tuple(self.nouns.named(moved)) or args.doers(verb)
        intransitive = event.place in args.surface_subjects(verb) and not args.is_passive(verb)
        owners, targets = self.nouns.sides(event)
        owners = without(owners, self._itself(event.noun.type, event.place))
        if intransitive:
            doers = ()
        if convening:
            owners = (*owners, *self.nouns.named(args.undergoers(verb)))
        if not owners and event.noun.mutual:
            owners = unique(self.nouns.named(self.nouns.between(verb))) or self._involved(event)
        targets += self.nouns.toward(verb, self.nouns.ways(event.noun.type, action))
        if self.nouns.shared_body(event.place):
            targets += args.actors(event.place)
        if not intransitive and not args.is_passive(verb):
            targets += [a for head in args.undergoers(verb) if self.nouns.are_actors((head,)) for a in args.actors(head)]
        subject = doers or owners
        object_ = without([*targets, *(owners if doers else ())], subject)
        if not object_ and event.noun.type in ("aid", "arms_transfer"):
            object_ = without(args.reached(event.place), subject)
        if event.noun.type == "aid" and action == "end" and not object_:
            return None  # one's own training, completed
        background = args.lemma(event.place) in self.words.standing and args.tokens[verb].dep == "advcl"
        if intransitive and background and not self.nouns.dated(event.place, verb):
            return None  # "before the war began"
        if self._is_recalled(verb, event.place) and self.slots.carried.told_of(event.noun.type, subject, object_):
            return None  # "before the strike was carried out"
        empty = not subject and not object_
        if empty and event.noun.type == "meeting" and action == "hold" and not self.nouns.dated(event.place, verb):
            return None
        parties = 2 if event.noun.type == "meeting" and args.lemma(verb) not in self.words.hosting else 1
        bare = event.noun.type == "operation" and event.noun.light and not args.kids[event.place]
        if bare and len({*subject, *object_}) < 2 and not self.nouns.dated(event.place, verb):
            return None  # "renounces war"
        if event.noun.light and len({*subject, *object_}) < parties and not self._strong(event.place, verb):
            return None
        stands = event.noun.type in ("exercise", "operation", "deployment", "meeting") or bool(args.surface_subjects(verb))
        background = event.noun.type == "operation" and args.tokens[verb].dep in ("relcl", "acl")
        if empty and (not stands or background):
            return None
        self._take(event.place)
        action = FORBIDDEN.get(action, "suspend") if event.noun.inverse else action
        body = self.slots.body(event.noun.type, action, event.place, args.clause(verb))
        return self.slots.frame(verb, event.place, subject, object_, body)

    def _is_recalled(self, verb: int, event: int) -> bool:
        """Whether an undated subordinate clause is about a definite event, as one already known."""
        known = self.args.tokens[verb].dep == "advcl" and event in self.args.surface_subjects(verb) and self._is_definite(event)
        return known and not self.nouns.dated(event, verb)

    def _itself(self, type_: str, *places: int) -> tuple[str, ...]:
        """Return the office itself where it is named, which does not open itself ("a Joint Logistics Centre will be set up")."""
        mentions = [mention for place in places if type_ == "office" and (mention := self.args.mention(place)) is not None]
        named = (actor for mention in mentions for actor in mention.actors)
        return tuple(actor for actor in named if actor.startswith("org:") and not organisation_sort(actor))

    def _involved(self, event: Event) -> tuple[str, ...]:
        """Return who takes part in an event by a clause on it ("the drill, which involved troops from Spain and Italy")."""
        clauses = [kid for kid in self.args.below(event.place, "relcl", "acl") if self.args.lemma(kid) in INVOLVING]
        heads = [head for kid in clauses for head in (*self.args.undergoers(kid), *self.args.prepositional(kid, "from"))]
        return unique(self.nouns.named(heads))

    def _strong(self, place: int, verb: int | None = None) -> bool:
        return self.nouns.military(place) or self.nouns.dated(place, verb)

    def _take(self, place: int) -> None:
        self.taken.update(one for one in self.args.coordinated(place) if one == place or not self._stands_apart(one))
        self.taken.update(self._said_again(place))
        head = self.args.tokens[place].head
        if self.args.tokens[head].dep == "prep" or self.args.tokens[place].dep == "pobj":
            self.taken.add(self.args.tokens[head].head)

    def _said_again(self, place: int) -> list[int]:
        """Return the nouns in apposition to an event that are the same event ("a pact, the Nordic Defence Agreement")."""
        event = self.nouns.event(place)
        again = self.args.below(place, "appos") if event else []
        return [one for one in again if (other := self.nouns.event(one)) and event and other.noun.type == event.noun.type]

    def _stands_apart(self, place: int) -> bool:
        """Whether a noun coordinated with another is an event with words of its own ("drills with Oman and raids into Yemen")."""
        apart = self.args.below(place, "prep", "poss", "acl", "relcl", "amod", "compound")
        return bool(apart) and self.nouns.event(place) is not None

    def _act(self, place: int, word: str) -> TieFrame | None:
        for verb in self.words.verbs.get(word, ()):
            if self.fits.matches(place, verb.words):
                frame = self._own_act(place, verb)
                if frame:
                    return frame
        return None

    def _own_act(self, place: int, verb: TieVerb) -> TieFrame | None:
        """Return the frame of a verb with its own type, or None where its arguments are not what it needs."""
        args = self.args
        if verb.subjects and not self.fits.is_done_by(place, verb.subjects):
            by_all = verb.subjects == {"doer"} and self.slots.together(place)  # "the parties agreed to"
            if not by_all:
                return None
        themes = [self.nouns.content(one) for head in args.undergoers(place) for one in args.coordinated(head)]
        if verb.words == VOTING and any(args.lemma(kid) in modal_words()["by_vote"] for kid in self.fits.to_do(place)):
            return None  # "voted to extend the mandate" extends it
        if verb.type == "aid" and not themes:
            themes = [kid for clause in args.below(place, "ccomp") for kid in args.below(clause, "nsubj")]
        prepositions = verb.with_ or self.nouns.ways(verb.type, verb.action)
        given = self.fits.given(place, themes, verb)
        receivers = [a for theme in themes if given and theme not in given for a in args.actors(theme)]
        themes = given or themes
        around = args.prepositional(place, *prepositions, *verb.words[-1:])
        if len(verb.words) > 2:
            around += tuple(p for kid in args.below(place, "acomp", "advmod") for p in args.prepositional(kid, verb.words[-1]))
        if len(verb.words) > 2:
            around += tuple(p for theme in themes for p in args.prepositional(theme, verb.words[-1]))
            themes = []
        if verb.type == "aid" and themes and all(map(self.nouns.is_money, themes)):
            themes = [head for head in args.prepositional(place, "in") if self.nouns.is_one((head,), verb.objects)] or themes
        if verb.type == "meeting" and themes:
            around += tuple(p for theme in themes for p in args.prepositional(theme, *verb.with_))
        if verb.suffered and not themes:
            themes = list(args.prepositional(place, verb.words[-1]))
        if themes and all(theme in self.taken and self.nouns.event(theme) for theme in themes):
            return None
        if verb.far and self.fits.by_nobody(place):
            return None
        if verb.speech and self._by_an_event(place):
            return None  # "the aggression demands a response"
        if verb.type == "declaration" and args.tokens[place].dep == "relcl" and args.tokens[place].head in themes:
            return None  # "the islands that it claims": no news of them
        given_by_nobody = verb.type == "aid" and args.is_passive(place) and not args.doers(place)
        if given_by_nobody and not receivers and not any(self.nouns.toward(one, prepositions) for one in (place, *themes)):
            return None
        if verb.type == "operation" and self.nouns.is_one(args.surface_subjects(place), frozenset(("harmless",))):
            return None
        if verb.type in ("deployment", "operation") and self._only_says_which(place, verb.type):
            return None
        if verb.type == "deployment" and verb.subjects == {"forces"} and self._of_anybody_at_sea(place):
            return None  # "the tanker was heading for port"
        if verb.type == "deployment" and not verb.objects and themes and not self._may_be_reached(themes):
            return None  # "vessels flying a flag", "ships that entered service"
        if verb.type == "deployment" and self._is_at_home(place, verb):
            return None
        understood = self._understood(place, verb)
        if verb.objects and not understood and not self._fits(place, themes, around, verb):
            return None
        self._take_subject(place)
        if verb.type == "partnership" and self._by_one_unknown(place):
            return None
        if verb.several and not self._by_several(place, verb):
            return None
        subject, object_ = self._parties(place, verb, themes, receivers)
        object_ = without(understood, subject) or object_
        bare = verb.type not in ("operation", "deployment", "exercise")
        meant = self.slots.together(place) or (verb.type == "meeting" and self.fits.by_leaders(place))
        if not subject and (verb.speech or (bare and not object_)) and not meant:
            speakers = self.words.collective | (self.words.classes["document"] if verb.speech else frozenset())
            by_some = bool(object_) and any(args.lemma(head) in speakers for head in args.surface_subjects(place))
            if not by_some:
                return None
        for theme in themes:
            self._take(theme)
        last = themes[0] if themes and themes[0] > place else place
        last = next(iter(self.fits.to_do(place)), last) if "infinitive" in verb.objects and not around else last
        action = self._action(place, verb, object_, themes)
        traded = verb.type == "agreement" and any(map(self.nouns.is_for_arms, themes))
        type_ = "arms_transfer" if traded or self._is_handed_over(verb, themes, object_) else verb.type
        body = self.slots.body(type_, action, themes[0] if themes else None, args.clause(place))
        return self.slots.frame(place, last, subject, object_, body)

    def _is_at_home(self, place: int, verb: TieVerb) -> bool:
        """Whether a participle only says where at home forces are based ("the Belgian battalion, based in Bierset")."""
        token, args = self.args.tokens[place], self.args
        if token.dep != "acl" or verb.words[0] != "base" or args.below(place, "agent"):
            return False
        owners = set(args.actors(token.head))
        return not owners or set(self.nouns.toward(place, ("in", "at", "near", "on"), anywhere=True)) <= owners

    def _of_anybody_at_sea(self, place: int) -> bool:
        """Whether what goes somewhere is a ship, an aircraft or the like of nobody named, and so perhaps no forces at all."""
        heads = self.args.surface_subjects(place)
        civil = self.words.classes["civil"]
        return bool(heads) and not self.args.doers(place) and all(self.args.lemma(head) in civil for head in heads)

    def _by_several(self, place: int, verb: TieVerb) -> bool:
        """Whether two act together, or at a meeting people of unnamed states or we who speak ("NATO ministers discussed")."""
        if len({*self.args.doers(place), *self.slots.together(place), *self._with(place)}) > 1:
            return True
        heads = self.args.surface_subjects(place)
        many = any(self.args.plural(head) in self.words.collective for head in heads)
        we = any(self.args.lows[head] == "we" for head in heads)
        return verb.type == "meeting" and (many or we)

    def _with(self, place: int) -> list[str]:
        return self.nouns.named(self.args.prepositional(place, "with"))

    def _is_handed_over(self, verb: TieVerb, themes: list[int], object_: tuple[str, ...]) -> bool:
        """Whether jets or boats are sent for good: to somebody told of as being given arms or aid."""
        if verb.objects != {"crewed"} or not self.slots.carried.armed(object_):
            return False
        return self.nouns.is_one(themes, frozenset(("arms",))) and not self.nouns.is_one(themes, frozenset(("troops",)))

    def _fits(self, place: int, themes: list[int], around: tuple[int, ...], verb: TieVerb) -> bool:
        """Whether the arguments of a verb meet its entry, by their own words or by what a pronoun among them stands for."""
        if self.fits.fits(place, themes, around, verb) or self._one_another(place, themes, verb):
            return True
        called = [kid for theme in themes for kid in self.args.below(theme, "appos")] if verb.type == "agreement" else []
        if called and self.fits.fits(place, called, around, verb):
            return True
        if verb.undergoer and self.slots.together(place):
            return self.nouns.are_bodies(around)
        meant = [self._stood_for(theme, place) for theme in themes]
        return meant != themes and self.fits.fits(place, meant, around, verb)

    def _one_another(self, place: int, themes: list[int], verb: TieVerb) -> bool:
        """Whether several do to each other what may be done to somebody ("accused one another")."""
        args = self.args
        mutual = any(args.lows[theme] in ("another", "other") and args.lows[theme - 1] in ("one", "each") for theme in themes)
        return mutual and "actor" in verb.objects and len({*args.doers(place), *self.slots.together(place)}) > 1

    def _stood_for(self, theme: int, verb: int) -> int:
        """Return the last noun of its number before a "them" or "it" that stands for no party ("raised troops and sent them")."""
        tag = {"them": "NNS", "it": "NN"}.get(self.args.lows[theme])
        if tag is None:
            return theme
        tokens, actors = self.args.tokens, self.args.actors(theme)
        party = len(actors) > 1 if tag == "NNS" else bool(set(actors) - set(self.args.doers(verb)))
        if party:
            return theme
        parts = ("dobj", "nsubj", "nsubjpass")
        return next((at for at in range(theme - 2, -1, -1) if tokens[at].tag == tag and tokens[at].dep in parts), theme)

    def _by_an_event(self, place: int) -> bool:
        """Whether an act of force is the subject of a verb of speech, and so nobody speaks."""
        events = [self.nouns.event(head) for head in self.args.surface_subjects(place)]
        return bool(events) and all(event is not None and event.noun.type == "operation" for event in events)

    def _by_one_unknown(self, place: int) -> bool:
        """Whether a verb's subject is one name of nobody known, such as an author ("Doe works closely with the Kenyan army")."""
        args, heads = self.args, self.args.surface_subjects(place)
        return len(heads) == 1 and args.tokens[heads[0]].tag == "NNP" and not args.actors(heads[0])

    def _may_be_reached(self, themes: list[int]) -> bool:
        """Whether what a verb of going has as object is a place, somebody, forces or a mission."""
        known = frozenset(("place", "base", "town", "frontier", "airspace", "forces", "operation", "exercise", "name"))
        return self.nouns.are_actors(themes) or self.nouns.is_one(themes, known)

    def _understood(self, place: int, verb: TieVerb) -> tuple[str, ...]:
        """Return what a state joined or was admitted to that the verb leaves out: what the acts just told of were about."""
        args = self.args
        if verb.type != "membership" or verb.action != "join" or len(verb.words) > 1:
            return ()
        alone = args.is_passive(place) and not args.below(place, "agent") if verb.undergoer else not args.below(place, "dobj")
        heads = args.surface_subjects(place)
        states = self.nouns.are_actors(heads) and all(len(actor) == 3 for head in heads for actor in args.actors(head))
        followed = {"xcomp", "ccomp", "dobj", "prt", "advcl"} & {args.relations[kid] for kid in args.kids[place]}
        if not alone or not states or followed or not all(self._is_when(prep) for prep in args.below(place, "prep")):
            return ()
        return self.slots.carried.group_joined()

    def _is_when(self, prep: int) -> bool:
        """Whether a preposition says only when ("in 2016")."""
        heads = [self.args.tokens[kid].start for kid in self.args.below(prep, "pobj", "pcomp")]
        return bool(heads) and all(any(one.start <= at < one.end for one in self.reading.periods) for at in heads)

    def _action(self, place: int, verb: TieVerb, object_: tuple[str, ...], themes: list[int]) -> str:
        """Return the action of a verb: forces that stand somewhere are held there, what leaves no foreign land sets out, and arms
        that have gone or go on going to somebody are a supply that holds, unless they are the first."""
        above = self.args.leading_to(place)
        if above is not None and self.args.lemma(above) in modal_words()["sought"]:
            return "plan"
        if verb.type == "arms_transfer" and verb.action == "begin" and not verb.receiver:
            before = {self.args.lemma(kid) for theme in themes for kid in self.args.below(theme, "amod")}
            token = self.args.tokens[place]
            lasting = token.tag == "VBG" or (token.tag, token.dep) == ("VBN", "acl")  # "weapons supplied to Chad by Kenya"
            lasting = lasting or self.slots.tense(place) in ("present", "progressive", "perfect")
            return "hold" if lasting and not before & {"first", "initial"} else "begin"
        if verb.type == "deployment" and verb.action == "begin" and (self.fits.stands(place) or self._goes_on(place, verb)):
            return "hold"
        if verb.action == "begin" and verb.type in ("deployment", "aid") and self._are_more(themes):
            return "strengthen"
        if verb.type == "deployment" and verb.words[0] in ("leave", "depart") and not (object_ or verb.objects):
            return "begin"
        if verb.type == "deployment" and verb.words == ("order",) and self.fits.sent_away(place):
            return "end"
        return verb.action

    def _only_says_which(self, place: int, type_: str) -> bool:
        """Whether a participle only says which forces another verb moves or strikes ("the troops stationed in Mali left")."""
        token, tokens = self.args.tokens[place], self.args.tokens
        noun = token.head
        while tokens[noun].dep == "pobj" and self.args.lows[tokens[noun].head] == "of":
            noun = tokens[tokens[noun].head].head  # "freed two of the soldiers captured"
        if token.dep != "acl" or tokens[noun].dep not in ("nsubj", "nsubjpass", "dobj") or self.args.below(place, "agent"):
            return False
        over = self.args.lemma(tokens[noun].head)
        bare = tokens[noun].tag == "NNS" and not self.args.below(noun, "det", "nummod", "poss")
        if bare and tokens[noun].dep != "dobj" and self.args.auxiliaries(tokens[noun].head) & MODAL:
            return True  # "troops deployed to Chad should be armed"
        return any(entry.type == type_ for entry in self.words.verbs.get(over, ()))

    def _goes_on(self, place: int, verb: TieVerb) -> bool:
        """Whether forces are told of where they are ("troops stationed in Chad") or by what they keep doing ("are sailing")."""
        token = self.args.tokens[place]
        there = token.dep == "acl" and token.tag == "VBN" and not self.args.below(place, "agent") and not self.nouns.dated(place)
        return there or (bool(verb.subjects) and self.slots.tense(place) == "progressive")

    def _are_more(self, themes: list[int]) -> bool:
        """Whether what is sent or given comes on top of what was ("20,000 additional troops", "more aid")."""
        kids = [self.args.lows[kid] for theme in themes for kid in self.args.below(theme, "amod", "det")]
        return not self.words.further.isdisjoint(kids)

    def _parties(
        self, place: int, verb: TieVerb, themes: list[int], receivers: list[str]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return who does what a verb says, and towards whom."""
        args = self.args
        subject = without(args.doers(place), receivers)
        ways = (*(verb.with_ or self.nouns.ways(verb.type, verb.action)), *verb.words[-1:])
        within = [kid for kid in args.below(place, "acomp", "advmod") if args.lows[kid] in verb.words[1:]]  # "drew closer to"
        ends = (place, *within, *themes)
        toward = receivers or [actor for one in ends for actor in self.nouns.toward(one, ways, anywhere=verb.speech)]
        acted_on = self._acted_on(themes, verb) if not verb.objects or verb.objects - {"arms", "attack", "fire"} else []
        if verb.undergoer:
            return unique(acted_on), without([*toward, *subject], acted_on)
        if verb.speech:
            asked = [heads[0] for kid in args.below(place, "ccomp") if (heads := args.below(kid, "nsubj"))]
            asked += args.prepositional(place, *verb.words[1:]) if len(verb.words) > 1 else ()
            acted_on += self.nouns.named(asked) or [a for head in asked for a in self.nouns.toward(head, ways, anywhere=True)]
            attacked = any((event := self.nouns.event(theme)) and event.noun.far and not args.owners(theme) for theme in themes)
            hit = tuple(acted_on or toward)
            told = self.slots.carried
            attackers = ((() if hit else told.blamed()) or told.doers("operation", hit)) if attacked else ()
            return subject, without(attackers or acted_on or toward, subject)
        if not subject and args.is_passive(place) and not verb.far and not receivers:
            owned = [actor for theme in themes for actor in args.owners(theme)]
            subject = next((named for one in (acted_on, owned) if (named := without(one, self._itself(verb.type, *themes)))), ())
            acted_on = [actor for actor in acted_on if actor not in subject]
        if verb.suffered:
            by = self.nouns.named(p for one in (place, *themes) for p in args.prepositional(one, "from", "by"))
            by += [actor for theme in themes for actor in args.owners(theme)]
            struck = unique(self.nouns.named(args.surface_subjects(place)))
            return without(by, struck), struck
        if verb.receiver:
            toward = self.nouns.named(p for one in (place, *themes) for p in args.prepositional(one, "from"))
            toward = toward or [actor for theme in themes for actor in (*args.owners(theme), *acted_on)]
        object_ = without([*acted_on, *toward] if verb.far or "actor" in verb.objects else toward or acted_on, subject)
        if not object_ and verb.type == "deployment" and verb.action == "end":
            object_ = without(self._where_stationed(place), subject)
        if not object_ and verb.type in ("aid", "arms_transfer"):
            givers = () if verb.receiver else (p for theme in themes for p in args.prepositional(theme, "from", "by"))
            object_ = without([a for theme in themes for a in args.reached(theme)], (*subject, *self.nouns.named(givers)))
        return subject, object_

    def _where_stationed(self, place: int) -> list[str]:
        """Return whose soil the forces that leave were told to stand on ("the troops stationed in Chad will leave")."""
        args = self.args
        heads = (*args.surface_subjects(place), *args.undergoers(place))
        stood = [kid for head in heads for kid in args.below(head, "acl") if args.lemma(kid) in self.words.stationed]
        return [actor for kid in stood for actor in self.nouns.toward(kid, ("in", "at", "on"))]

    def _take_subject(self, place: int) -> None:
        """Take an event that is the subject of an act of its own ("air strikes hit the port"): one claim, not two."""
        for head in self.args.surface_subjects(place):
            event = self.nouns.event(self.nouns.content(head))
            if event and event.noun.type == "operation" and not self.args.is_passive(place):
                self.taken.add(event.place)

    def _acted_on(self, themes: list[int], verb: TieVerb) -> list[str]:
        if verb.far or "actor" in verb.objects or verb.objects & {"group", "any", "agreement", "office", "operation"}:
            return [actor for theme in themes for actor in self.args.actors(theme)]
        return [actor for theme in themes if self.args.mention(theme) is not None for actor in self.args.actors(theme)]

    # ---- nouns

    def noun(self, place: int) -> TieFrame | None:
        """Return the frame of an event noun that no verb took."""
        args = self.args
        if place in self.taken:
            return None
        phased = self._phase_noun(place)
        event, action = phased if phased else (self.nouns.event(place), "")
        if event is None or event.place in self.taken or (event.noun.phased and not phased):
            return None
        if event.noun.type == "office" and args.tokens[event.place].dep == "nsubj":
            return None  # "the embassy in Chad said"
        if self.nouns.is_body(event) or self._only_owns(event):
            return None
        owners, targets = self.nouns.sides(event)
        if not owners and event.noun.mutual:
            owners = self.slots.together(event.place)
        if not owners and event.noun.type == "meeting":
            owners = self.slots.between_them(event.place)
        owners = owners or self._shared_doers(event.place) or self._charged(event)
        if phased:
            more, further = self.nouns.sides(Event(place, event.noun))
            owners, targets = more + owners, targets + further
        if self._unrealised(place) or self._cited(event) or self._of_anybody(event) or self._is_a_sum(event):
            return None
        attending = self._attending(event)
        if attending:
            owners, targets = attending, [*owners, *targets]
        towards = without(targets, owners)
        if not self._states_something(event, owners, towards, bool(phased)):
            return None
        if not phased and self._told_before(event, owners, towards):
            return None
        if not towards and self.nouns.is_imagined(place):
            return None
        self._take(event.place)
        first = min(place, event.place)
        action = action or self.nouns.adjective(event) or event.noun.action
        action = FORBIDDEN.get(action, "suspend") if event.noun.inverse else action
        body = self.slots.body(event.noun.type, action, event.place, args.phrase(place))
        over = args.tokens[event.place]
        when = over.head if over.dep == "nsubj" and args.lemma(over.head) == "date" else None  # "the pact dates from 1951"
        frame = self.slots.frame(first, max(place, event.place), owners, towards, body, phrase=place, when=when)
        return self._with_purpose(frame, place) if event.noun.direction == "theme" else frame

    def _only_owns(self, event: Event) -> bool:
        """Whether a bond is named only for something of it ("the treaty's Article 5", "the alliance's members")."""
        bond = event.noun.type in ("agreement", "alliance", "partnership", "membership")
        return bond and self.args.tokens[event.place].dep == "poss"

    def _charged(self, event: Event) -> tuple[str, ...]:
        """Return whom a verb accuses of an act of force ("accused Chad of an attack on its posts")."""
        args, token = self.args, self.args.tokens[event.place]
        verb = args.tokens[token.head].head if token.dep == "pobj" and args.lows[token.head] in ("of", "for", "over") else -1
        if event.noun.type != "operation" or verb < 0 or args.lemma(verb) not in self.words.blame:
            return ()
        return unique(self.nouns.named(args.undergoers(verb)))

    def _shared_doers(self, place: int) -> tuple[str, ...]:
        """Return who does what a noun says that is coordinated with one a verb took ("held drills with Oman and [raids]")."""
        token = self.args.tokens[place]
        if token.dep != "conj" or token.head not in self.taken:
            return ()
        verb = self.args.tokens[token.head].head
        return self.args.doers(verb) if self.args.is_verb(verb) else ()

    def _with_purpose(self, frame: TieFrame, place: int) -> TieFrame:
        """Return a frame whose span takes in the infinitive that says what it was done for."""
        args = self.args
        ends = [args.tokens[max(args.subtree(kid, without=("relcl", "advcl", "punct")))].end for kid in self.nouns.purpose(place)]
        return replace(frame, span=Span(frame.span.start, max([frame.span.end, *ends])))

    def _phase_noun(self, place: int) -> tuple[Event, str] | None:
        token = self.args.tokens[place]
        action = self.words.phase_nouns.get(token.text.lower()) or self.words.phase_nouns.get(self.args.lemma(place))
        if not action or not token.tag.startswith(("NN", "VBG")):
            return None
        for head in self.args.prepositional(place, "of", "in", "to", "from"):
            event = self.nouns.event(self.nouns.content(head))
            if event:
                return event, action
        return None

    def _states_something(self, event: Event, owners: tuple[str, ...], targets: tuple[str, ...], phased: bool) -> bool:
        """Whether an event noun alone states an act: light nouns need two parties, or one and a change or a date."""
        parties = len(set(owners) | set(targets)) + self._by_somebody(event.place)
        parties = max(parties, 2) if parties and self.nouns.opposed(event.place) else parties
        changed = phased or bool(self.nouns.adjective(event)) or self.nouns.dated(event.place)
        if parties and event.noun.direction == "theme" and owners and self._of_arms(event):
            return True
        word = self.args.lemma(event.place)
        if event.noun.type == "meeting" and not parties:
            return False
        if word in ("tie", "relation", "relationship", "contact", "link", "bond"):
            settled = changed or (len(owners) > 1 and self.nouns.military(event.place))
            return (parties >= 2 and settled) or (parties == 1 and phased)
        if event.noun.type in ("partnership", "alliance"):
            return parties >= 2 or (parties == 1 and phased)
        if event.noun.type == "operation" and not parties:
            weapons = self.words.classes["arms"] | {"air", "ground"}
            armed = any(self.args.lemma(kid) in weapons for kid in self.args.below(event.place, "compound"))
            return (armed or self._by_fighters(event.place)) and not event.noun.light
        if event.noun.light:
            return parties >= 2 or (parties >= 1 and changed) or (changed and self.nouns.military(event.place))
        return parties >= 1 or changed

    def _by_fighters(self, place: int) -> bool:
        """Whether an act of force is that of fighters of no name against forces or people ("rebel attacks on army posts")."""
        args = self.args
        fighters = any(args.lemma(kid) in self.words.classes["irregulars"] for kid in args.below(place, "compound", "amod"))
        return fighters and bool(args.prepositional(place, "on", "against"))

    def _by_somebody(self, place: int) -> bool:
        """Whether a noun is the act of a person named but not known ("the visit to Taipei by Nancy Pelosi")."""
        args = self.args
        return any(args.tokens[head].tag == "NNP" and not args.actors(head) for head in args.prepositional(place, "by"))

    def _of_arms(self, event: Event) -> bool:
        """Whether a noun of supply says what arms or forces it was of ("Peru's purchase of frigates")."""
        return self.nouns.is_one(self.args.prepositional(event.place, "of"), frozenset(("arms", "forces", "aid")))

    def _told_before(self, event: Event, owners: tuple[str, ...], targets: tuple[str, ...]) -> bool:
        """Whether a noun only says to which war or after which raid an act took place that the text spoke of before ("since the
        invasion of Chad", "following the Chad strike")."""
        stands = self.args.lemma(event.place) in self.words.standing or self._is_background(event.place)
        if not stands or self.nouns.dated(event.place):
            return False
        return self.slots.carried.told_of(event.noun.type, owners, targets)

    def _is_background(self, place: int) -> bool:
        """Whether a definite noun only says when or in answer to what something else was done ("before the strike")."""
        token = self.args.tokens[place]
        return token.dep == "pobj" and self._is_definite(place) and self.args.lows[token.head] in BACKGROUND

    def _is_definite(self, place: int) -> bool:
        return bool(self.args.determined(place) & {"the", "this", "that", "these", "those"})

    def _unrealised(self, place: int) -> bool:
        """Whether a noun is the object of a verb that does not bring it about ("blocked the accession"), or only thought of ("the
        question of a withdrawal").
        """
        token = self.args.tokens[place]
        over = self.args.tokens[token.head].head if token.dep == "pobj" else place
        if over != place and self.args.lemma(over) in self.words.notions and self.args.lows[token.head] in ABOUT:
            return True
        under = token.dep in ("dobj", "nsubjpass") or (token.dep == "pobj" and self.args.tokens[token.head].text.lower() == "for")
        verb = token.head if token.dep != "pobj" else self.args.tokens[token.head].head
        asked = f"{self.args.lemma(verb)} {self.args.lows[token.head]}" in self.words.unrealising  # "called for a withdrawal"
        return under and (asked or self.args.lemma(verb) in self.words.unrealising)

    def _of_anybody(self, event: Event) -> bool:
        """Whether an act of force is one in general, against nobody in particular ("an attack on one", "on a member")."""
        args, place = self.args, event.place
        if event.noun.type != "operation" or not args.determined(place) & {"a", "an", "any"}:
            return False
        heads = args.prepositional(place, "on", "against", "of")
        return any(args.determined(head) & ANY or args.lemma(head) in ANYBODY for head in heads)

    def _is_a_sum(self, event: Event) -> bool:
        """Whether a noun of help or supply only says what a sum is of ("brings total aid to", "two billion dollars in aid")."""
        args, token = self.args, self.args.tokens[event.place]
        if event.noun.type not in ("aid", "arms_transfer"):
            return False
        if any(args.lemma(kid) in self.words.sums for kid in args.below(event.place, "amod")):
            return True
        if token.dep != "pobj" or args.lows[token.head] not in ("of", "in"):
            return False
        over = args.tokens[token.head].head
        return args.lemma(over) in self.words.sums or self.nouns.is_money(over)

    def _cited(self, event: Event) -> bool:
        """Whether an agreement is only what another act is done under ("under the treaty, it receives ...")."""
        token = self.args.tokens[event.place]
        ground = token.dep == "pobj" and self.args.tokens[token.head].text.lower() in GROUNDS
        return ground and event.noun.type in ("agreement", "partnership", "alliance")

    def _attending(self, event: Event) -> tuple[str, ...]:
        """Return who was at a meeting, or made a statement: the subject of a clause set there ("said at the meeting of")."""
        args, token = self.args, self.args.tokens[event.place]
        if event.noun.type not in ("meeting", "declaration") or token.dep != "pobj":
            return ()
        verb, how = args.tokens[token.head].head, args.tokens[token.head].text.lower()
        inside = how == "in" and (args.lemma(verb) == "be" or event.noun.type == "declaration")
        going = how == "on" and args.lemma(event.place) in self.words.going
        if how not in ("at", "during") and not inside and not going:
            return ()
        attended = inside or going or verb in self.said or self.nouns.dated(event.place)
        if event.noun.type == "meeting" and not attended:
            return ()  # where another act took place
        return args.doers(verb) if args.is_verb(verb) and not args.is_passive(verb) else ()


def _joined(outer: TieFrame, inner: TieFrame, *, sent: bool) -> TieFrame:
    """Return an act with the parties and scope of the one it was done for; forces sent to a drill join it.

    Args:
        sent: whether the outer act moves somebody or something.
    """
    drilled = sent and inner.body.type == "exercise" and outer.body.type == "deployment"
    type_, action = ("exercise", "join") if drilled else (outer.body.type, outer.body.action)
    scope, date = unique((*outer.body.scope, *inner.body.scope)), outer.body.date or inner.body.date
    body = replace(outer.body, type=type_, action=action, scope=scope, date=date)
    further = outer.object or without((*inner.subject, *inner.object), outer.subject)
    span = Span(min(outer.span.start, inner.span.start), max(outer.span.end, inner.span.end))
    return replace(outer, object=further, span=span, body=body)
