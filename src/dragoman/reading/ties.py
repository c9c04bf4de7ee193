"""Tie frames: who does what with whom, when, under which instrument.

Three passes over a parsed sentence: verbs (with the event noun they govern), event nouns that no verb took
("Tokyo's accession to the Quad"), and nouns of membership ("the two NATO allies"). The words are in
`lexicon/tie_verbs.toml`. A clause placed in the future that states no tie gives a frame with the type "": the raw material
of forecasts and commitments about other acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.lexicon.interpretation_words import interpretation_words
from dragoman.lexicon.tie_words import TieNoun, TieVerb, TieWords, tie_words
from dragoman.model import Context, Period, Reading, Span, TieBody, TieFrame
from dragoman.reading.arguments import Arguments

FIRST = re.compile(
    r"\b(?:for the (?:very )?first(?: ever)? time|first[- ]ever|first time (?:ever|in history)|never before|"
    r"first (?:joint|such))\b",
    re.I,
)
NOT_FIRST = re.compile(r"\bfirst time (?:since|in (?!history)(?:\w+[ -]){0,3}?(?:years?|decades?|months?|weeks?))\b", re.I)
FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo", "would"))
PLANS = frozenset(
    ("plan", "intend", "expect", "set", "prepare", "schedule", "aim", "promise", "pledge", "vow", "want", "hope", "due", "likely",
     "poised", "agree", "decide", "look", "propose", "commit", "mean", "about", "threaten", "slate", "seek")
)  # fmt: skip
NAMED = ("agreement", "exercise", "meeting", "office", "membership", "aid", "declaration", "alliance", "partnership")
DESIGNATION = re.compile(r"[A-Z]{1,5}-?\d{1,3}[A-Z]{0,2}s?|F-\d+s?")
"""What weapons and aircraft are called ("F-16s", "S-300", "HIMARS" is a word of the list)."""
PLACES = frozenset("in at near from inside across along around off over into toward towards".split())
FORBIDDEN = {"end": "resume", "suspend": "resume", "plan": "plan"}
"""What a phase of a ban means for the act banned; any other phase suspends it."""
CONVENED = ("exercise", "meeting", "operation", "agreement", "alliance", "partnership")
NO_ACT = frozenset(
    "have do go see say tell know get think hear remember claim show ensure mean argue insist entitle".split()
)
"""Verbs that, in the future, state no act that could come about."""
EVENT_PREPOSITIONS = ("in", "on", "at", "for", "to", "of", "into", "with", "from")


@dataclass(frozen=True, slots=True)
class _Event:
    """An event noun met in a sentence: its token and its entry."""

    place: int
    noun: TieNoun


def find_ties(reading: Reading, context: Context) -> tuple[tuple[TieFrame, ...], Context]:
    """Return the tie frames of a reading whose tokens, periods, mentions and cues are filled, and the context."""
    if not any(token.dep for token in reading.tokens) or reading.sentence.text.rstrip(" \"'”’)").endswith("?"):
        return (), context
    return tuple(_Finder(reading, context).frames()), context


class _Finder:
    """The search through one sentence. Nouns that a verb took are not reported again."""

    def __init__(self, reading: Reading, context: Context) -> None:
        self.reading = reading
        self.context = context
        self.words: TieWords = tie_words()
        self.args = Arguments(reading.tokens, reading.mentions)
        self.taken: set[int] = set()
        self.said = {
            place
            for place, token in enumerate(reading.tokens)
            for attribution in reading.attributions
            if attribution.cue_span and attribution.cue_span.start <= token.start < attribution.cue_span.end
        }

    def frames(self) -> list[TieFrame]:
        """Return the frames of the sentence in text order, none twice."""
        tokens = self.args.tokens
        verbs = [place for place, token in enumerate(tokens) if token.tag.startswith("VB")]
        nouns = [place for place, token in enumerate(tokens) if token.tag.startswith(("NN", "VBG"))]
        found = [frame for place in verbs if (frame := self.verb(place))]
        found += [frame for place in nouns if (frame := self.noun(place))]
        found += [frame for place in nouns if (frame := self.membership(place))]
        kept: list[TieFrame] = []
        for frame in found:
            if any(frame.anchor.overlaps(other.anchor) for other in kept) or self._stated_elsewhere(frame):
                continue
            outer = self._sent_for(frame, kept)
            if outer is None:
                kept.append(frame)
            else:
                kept[outer] = _joined(kept[outer], frame)
        found_at = [p for p in verbs if any(frame.anchor.start <= tokens[p].start < frame.anchor.end for frame in kept)]
        stated = {self.args.distinguished(place) for place in found_at}
        for place in verbs:
            other = self.future_act(place) if place not in stated else None
            if other and not any(other.anchor.overlaps(frame.anchor) for frame in kept):
                kept.append(other)
        return sorted(kept, key=lambda frame: (frame.anchor, frame.span))

    def _stated_elsewhere(self, frame: TieFrame) -> bool:
        """Whether a frame only repeats a figure ("doubled"), or the background of its clause ("since the war began")."""
        if any(figure.anchor.start <= frame.anchor.start < figure.anchor.end for figure in self.reading.figures):
            return True
        if not frame.body.inferred or frame.object:
            return False
        first = next((p for p, token in enumerate(self.args.tokens) if token.start == frame.anchor.start), 0)
        return self.args.is_verb(first) and self.args.tokens[first].dep in ("advcl", "relcl")

    def _sent_for(self, frame: TieFrame, kept: list[TieFrame]) -> int | None:
        """Return which act already found this one only says the end of ("sent aircraft to take part in the drill")."""
        args = self.args
        for place, token in enumerate(args.tokens):
            if token.start == frame.anchor.start and args.is_verb(place) and self._for_another(place):
                head = args.tokens[place].head
                head = args.tokens[head].head if not args.is_verb(head) else head
                start = args.tokens[head].start if args.is_verb(head) else -1
                return next((i for i, other in enumerate(kept) if other.anchor.start <= start < other.anchor.end), None)
        return None

    def _for_another(self, place: int) -> bool:
        """Whether a verb hangs on another as what it was done for (sent ships "to join")."""
        args, token = self.args, self.args.tokens[place]
        helped = token.dep == "ccomp" and token.tag == "VB" and args.lemma(token.head) == "help"
        return "to" in args.auxiliaries(place) or helped

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
        if place not in self.said:
            return False
        asks = any(entry.speech for entry in self.words.verbs.get(self.args.lemma(place), ()))
        return bool(self.args.below(place, "ccomp", "parataxis") or not self.args.undergoers(place)) and not asks

    def _matches(self, place: int, words: tuple[str, ...]) -> bool:
        """Whether a verb phrase stands here: its words follow one another, adverbs and a particle's object apart."""
        if len(words) == 1:
            return True
        tokens, here = self.args.tokens, place + 1
        for word in words[1:]:
            while here < len(tokens) and tokens[here].tag in ("RB", "JJ", "DT", "PRP$") and tokens[here].text.lower() != word:
                here += 1
            if here >= len(tokens) or word not in (tokens[here].text.lower(), self.args.lemma(here)):
                return len(words) == 2 and any(tokens[kid].text.lower() == words[1] for kid in self.args.below(place, "prt"))
            here += 1
        return True

    def _phase(self, place: int, word: str) -> TieFrame | None:
        for phase in self.words.phases.get(word, ()):
            if not self._matches(place, phase.words):
                continue
            for event in self._convened(place) if phase.subject else self._governed(place):
                if event.noun.type in phase.types or not (phase.types or event.noun.phased):
                    frame = self._event_frame(place, event, phase.action, convening=phase.subject)
                    if frame:
                        return frame
        return None

    def _convened(self, verb: int) -> Iterator[_Event]:
        """Yield the event that is a verb's subject ("the drill brought together four navies")."""
        if self.args.tokens[verb].dep == "relcl":
            return
        for head in self.args.surface_subjects(verb):
            event = self.event(self.content(head))
            if event and event.noun.type in CONVENED:
                yield event

    def _governed(self, verb: int) -> Iterator[_Event]:
        """Yield the event nouns that a verb governs: objects first, then prepositional ones, then an intransitive subject."""
        args = self.args
        heads = [*args.undergoers(verb)]
        if not heads:
            heads += args.prepositional(verb, *EVENT_PREPOSITIONS)
            heads += [] if args.is_passive(verb) else args.surface_subjects(verb)
        else:
            heads += args.prepositional(verb, "in", "on")
            heads += args.prepositional(verb, "with") if self._are_actors(heads) else ()
        for head in heads:
            for one in args.coordinated(self.content(head)):
                event = self.event(self.content(one))
                if event:
                    yield event
                    break

    def content(self, place: int) -> int:
        """Return the noun meant: what a counting head counts ("one of the largest attacks"), what "which" stands for."""
        if self.args.tokens[place].tag in ("WDT", "WP", "IN") and self.args.tokens[place].dep != "pobj":
            antecedent = self.args.antecedent(place)
            place = place if antecedent is None else antecedent
        for _ in range(4):
            below, word = (), self.args.lemma(place)
            if self.args.tokens[place].tag == "CD" or word in ("million", "billion", "worth"):
                below = self.args.prepositional(place, "of", "in")
            elif word in self.words.partitive:
                below = self.args.prepositional(place, "of")
            elif word in self.words.sharing:
                below = self.args.prepositional(place, "in", "to", "of")
            if not below:
                return place
            if self.event(place) or any(self.args.tokens[kid].tag in ("IN",) for kid in below):
                return place
            place = below[0]
        return place

    def event(self, place: int) -> _Event | None:
        """Return the event that a noun names, following "strengthening of ties" to the ties."""
        args, token = self.args, self.args.tokens[place]
        if not token.tag.startswith("NN") and token.tag != "VBG":
            return None
        word = args.lemma(place)
        if word in self.words.stops:
            for head in args.prepositional(place, "on", "of"):
                stopped = self.event(head)
                if stopped:
                    return _Event(place, replace(stopped.noun, inverse=True))
        for kid in args.below(place, "compound", "amod"):
            noun = self.words.nouns.get(f"{args.lemma(kid)} {word}")
            if noun is None and token.tag.startswith("NNP") and args.tokens[kid].text.istitle():
                noun = self.words.nouns.get(args.tokens[kid].text.lower())
                noun = noun if noun and noun.type == "exercise" else None
            if noun:
                return _Event(place, noun)
        if self._shared_body(place):
            return _Event(place, self.words.nouns["membership"])
        noun = self.words.nouns.get(word)
        if noun is None and token.tag.startswith("NNP"):
            noun = self.words.nouns.get(word.removesuffix("s"))
        if noun is None or not token.tag.startswith("NN") or args.tokens[place].dep == "compound":
            return None
        if noun.military and not self._military(place):
            return None
        return _Event(place, noun)

    def _shared_body(self, place: int) -> bool:
        """Whether a noun is an organisation in whose work somebody shares ("its participation in the CSTO")."""
        args, token = self.args, self.args.tokens[place]
        mention = args.mention(place)
        if mention is None or mention.kind != "organisation" or token.dep != "pobj":
            return False
        return args.tokens[token.head].text.lower() == "in" and args.lemma(args.tokens[token.head].head) in self.words.sharing

    def _military(self, place: int) -> bool:
        """Whether a security word modifies a noun, or the sentence's phrase around it holds one."""
        return any(self.args.lemma(kid) in self.words.military for kid in self.args.subtree(place, without=("relcl", "advcl")))

    def _event_frame(self, verb: int, event: _Event, action: str, *, convening: bool = False) -> TieFrame | None:
        """Return the frame of a verb of phase with its event noun, or None where nothing ties it to anybody."""
        args = self.args
        doers = args.doers(verb)
        intransitive = event.place in args.surface_subjects(verb) and not args.is_passive(verb)
        owners, targets = self._sides(event)
        if intransitive:
            doers = ()
        if convening:
            owners = (*owners, *self._named(args.undergoers(verb)))
        targets += self._toward(verb, self._ways(event.noun.type, action))
        if self._shared_body(event.place):
            targets += args.actors(event.place)
        if not intransitive and not args.is_passive(verb):
            targets += [a for head in args.undergoers(verb) if self._are_actors((head,)) for a in args.actors(head)]
        subject = doers or owners
        object_ = _without([*targets, *(owners if doers else ())], subject)
        empty = not subject and not object_
        if empty and event.noun.type == "meeting" and action == "hold" and not self._dated(event.place, verb):
            return None
        if event.noun.light and not (subject or object_ or self._strong(event.place, verb)):
            return None
        stands = event.noun.type in ("exercise", "operation", "deployment", "meeting") or bool(args.surface_subjects(verb))
        if empty and not stands:
            return None
        self._take(event.place)
        action = FORBIDDEN.get(action, "suspend") if event.noun.inverse else action
        body = self._body(event.noun.type, action, event.place, args.clause(verb))
        return self._frame(verb, event.place, subject, object_, body)

    def _ways(self, type_: str, action: str) -> tuple[str, ...]:
        """Return the prepositions that introduce a tie's object: what ends is ended "from" or "in" somewhere."""
        known = self.words.prepositions.get(type_, ())
        if action == "end" and type_ in ("deployment", "membership", "basing"):
            return ("from", *(one for one in known if one not in ("to", "into", "toward", "towards")))
        return known

    def _strong(self, place: int, verb: int | None = None) -> bool:
        return self._military(place) or self._dated(place, verb)

    def _dated(self, place: int, verb: int | None = None) -> bool:
        """Whether a noun phrase, or the clause of its verb, names a time."""
        spans = [self.args.phrase(place)] + ([self.args.clause(verb)] if verb is not None else [])
        return any(span.start <= period.start < span.end for span in spans for period in self.reading.periods)

    def _take(self, place: int) -> None:
        for one in self.args.coordinated(place):
            self.taken.add(one)
        head = self.args.tokens[place].head
        if self.args.tokens[head].dep == "prep" or self.args.tokens[place].dep == "pobj":
            self.taken.add(self.args.tokens[head].head)

    def _act(self, place: int, word: str) -> TieFrame | None:
        for verb in self.words.verbs.get(word, ()):
            if self._matches(place, verb.words):
                frame = self._own_act(place, verb)
                if frame:
                    return frame
        return None

    def _own_act(self, place: int, verb: TieVerb) -> TieFrame | None:
        """Return the frame of a verb with its own type, or None where its arguments are not what it needs."""
        args = self.args
        themes = [self.content(one) for head in args.undergoers(place) for one in args.coordinated(head)]
        if verb.type == "aid" and not themes:
            themes = [kid for clause in args.below(place, "ccomp") for kid in args.below(clause, "nsubj")]
        prepositions = verb.with_ or self._ways(verb.type, verb.action)
        given = self._given(place, themes, verb)
        receivers = [actor for theme in themes for actor in args.actors(theme)] if given else []
        themes = given or themes
        around = args.prepositional(place, *prepositions, *verb.words[-1:])
        if len(verb.words) > 2:
            around += tuple(p for theme in themes for p in args.prepositional(theme, verb.words[-1]))
            themes = []
        if themes and all(theme in self.taken for theme in themes):
            return None
        if verb.far and self._by_nobody(place):
            return None
        if verb.subjects and not self._is_done_by(place, verb.subjects):
            return None
        if verb.objects and not self._fits(place, themes, around, verb):
            return None
        subject = args.doers(place)
        self._take_subject(place)
        if verb.several and len(subject) + len(self._named(args.prepositional(place, "with"))) < 2:
            return None
        toward = [actor for one in (place, *themes) for actor in self._toward(one, (*prepositions, *verb.words[-1:]))]
        toward += receivers
        acted_on = self._acted_on(themes, verb)
        if verb.speech and self._are_actors(themes):
            toward = []
        if verb.undergoer:
            subject, acted_on, toward = tuple(acted_on), [], [*toward, *subject]
        if verb.speech:
            acted_on += self._named(args.below(kid, "nsubj")[0] for kid in args.below(place, "ccomp") if args.below(kid, "nsubj"))
            if not subject:
                return None
        if not subject and args.is_passive(place) and not verb.far:
            subject = tuple(acted_on) or tuple(a for theme in themes for a in args.owners(theme))
            acted_on = [actor for actor in acted_on if actor not in subject]
        if not subject and not toward and not acted_on and verb.type not in ("operation", "deployment", "exercise"):
            return None
        if verb.receiver:
            toward = self._named(p for one in (place, *themes) for p in args.prepositional(one, "from"))
            toward = toward or [actor for theme in themes for actor in (*args.owners(theme), *acted_on)]
        object_ = _without([*acted_on, *toward] if verb.far or "actor" in verb.objects else toward or acted_on, subject)
        for theme in themes:
            self._take(theme)
        last = themes[0] if themes and themes[0] > place else place
        action = "hold" if verb.action == "begin" and verb.type == "deployment" and self._stands(place) else verb.action
        body = self._body(verb.type, action, themes[0] if themes else None, args.clause(place))
        return self._frame(place, last, subject, object_, body)

    def _given(self, place: int, themes: list[int], verb: TieVerb) -> list[int]:
        """Return what is given where the verb's object is who gets it ("provided Kyiv with missiles")."""
        if verb.type not in ("arms_transfer", "aid") or verb.receiver or not self._are_actors(themes):
            return []
        return [head for head in self.args.prepositional(place, "with") if self._is_one((head,), verb.objects)]

    def _stands(self, place: int) -> bool:
        """Whether a passive says where something is, not that it was brought there ("are based in")."""
        args = self.args
        present = any(args.tokens[kid].tag in ("VBZ", "VBP") for kid in args.below(place, "auxpass"))
        return present and args.is_passive(place) and not args.below(place, "agent", "aux")

    def _is_done_by(self, place: int, classes: frozenset[str]) -> bool:
        """Whether the doer of a verb is one of the classes; a passive without an agent leaves it open."""
        args = self.args
        if args.is_passive(place):
            heads = [kid for by in args.below(place, "agent") for kid in args.below(by, "pobj")]
            if not heads:
                return "actor" in classes
        else:
            heads = [self.content(head) for head in args.surface_subjects(place)]
        return ("actor" in classes and self._are_actors(heads)) or self._is_one(heads, classes)

    def _take_subject(self, place: int) -> None:
        """Take an event that is the subject of an act of its own ("air strikes hit the port"): one claim, not two."""
        for head in self.args.surface_subjects(place):
            event = self.event(self.content(head))
            if event and event.noun.type == "operation" and not self.args.is_passive(place):
                self.taken.add(event.place)

    def _by_nobody(self, place: int) -> bool:
        """Whether what a verb of force says is done by no actor ("hit by an earthquake", "missiles launched from afar")."""
        args = self.args
        if args.below(place, "agent"):
            heads = [kid for by in args.below(place, "agent") for kid in args.below(by, "pobj")]
            return not args.doers(place) and not self._is_one(heads, frozenset(("forces", "arms")))
        if args.tokens[place].dep not in ("acl", "relcl") or args.doers(place):
            return False
        return not any(args.actors(head) for head in (*args.undergoers(place), *args.prepositional(place)))

    def _acted_on(self, themes: list[int], verb: TieVerb) -> list[str]:
        if verb.far or "actor" in verb.objects or verb.objects & {"group", "any", "agreement", "office", "operation"}:
            return [actor for theme in themes for actor in self.args.actors(theme)]
        return [a for theme in themes for a in (self.args.mention(theme).actors if self.args.mention(theme) else ())]  # type: ignore[union-attr]

    def _fits(self, place: int, themes: list[int], around: tuple[int, ...], verb: TieVerb) -> bool:
        """Whether the arguments of a verb meet its entry."""
        if "any" in verb.objects:
            return bool(themes) or self.args.tokens[place].dep != "amod"
        if verb.type == "exercise" and self.args.is_passive(place):
            return False
        if verb.far and not themes and len(verb.words) > 1 and self.args.is_passive(place):
            return True
        if "none" in verb.objects and not themes:
            return bool(self._named(around)) or self._together(place, verb)
        if "security" in verb.objects and self._about_security(place, themes, around):
            return True
        if "group" in verb.objects and self._are_bodies((*themes, *(around if len(verb.words) > 1 else ()))):
            return True
        if verb.undergoer:
            return self._are_actors(themes) and self._are_bodies((*around, *self.args.surface_subjects(place)))
        if "organisation" in verb.objects and any((m := self.args.mention(t)) and m.kind == "organisation" for t in themes):
            return True
        if verb.speech and any(self.args.owners(theme) for theme in themes):
            return True
        if verb.type == "aid" and self.args.is_passive(place) and self.args.doers(place) and "actor" in verb.objects:
            return self._are_actors(themes) or self._is_one(themes, frozenset(("forces", "people")))
        if "actor" in verb.objects and (self._are_actors(themes) or (verb.with_ and self._named(around))):
            return True
        if "actor" in verb.objects and len(verb.words) > 1 and self._are_actors(around):
            return True
        if len(verb.words) > 1 and not themes:
            return self._is_one(around, verb.objects)
        return self._is_one(themes, verb.objects)

    def _together(self, place: int, verb: TieVerb) -> bool:
        """Whether a verb without an object still states an act: by two actors, together, or of exercise or partnership."""
        args = self.args
        doers = args.doers(place)
        jointly = any(args.tokens[kid].text.lower() in ("together", "jointly") for kid in args.below(place, "advmod"))
        heads = args.surface_subjects(place)
        bodies = self._is_one(heads, frozenset(("forces",))) or any(
            (mention := args.mention(head)) is not None and mention.kind in ("state", "organisation", "force") for head in heads
        )
        if verb.type == "meeting" and any(actor.startswith("org:") for actor in doers):
            return True
        return jointly or len(doers) > 1 or (verb.type in ("exercise", "partnership") and bool(doers) and bodies)

    def _about_security(self, place: int, themes: Iterable[int], around: Iterable[int]) -> bool:
        """Whether what a verb asks for or speaks of is a security matter."""
        args = self.args
        heads = [*themes, *around, *args.below(place, "ccomp", "xcomp", "advcl")]
        for prep in args.below(place, "prep"):
            heads += args.below(prep, "pobj", "pcomp")
        return any(args.lemma(p) in self.words.military for head in heads for p in args.subtree(head))

    def _are_bodies(self, heads: Iterable[int]) -> bool:
        """Whether one of the heads is an organisation by name."""
        return any((mention := self.args.mention(head)) is not None and mention.kind == "organisation" for head in heads)

    def _are_actors(self, heads: Iterable[int]) -> bool:
        """Whether one of the heads is itself an actor, not merely a thing of one."""
        return any((mention := self.args.mention(head)) is not None and (mention.actors or mention.candidates) for head in heads)

    def _is_one(self, heads: Iterable[int], classes: frozenset[str]) -> bool:
        """Whether a head noun belongs to one of the classes (noun classes, or the type of an event noun)."""
        for head in heads:
            for one in self.args.coordinated(head):
                one = self.content(one)
                word = self.args.lemma(one)
                event = self.words.nouns.get(word)
                if "name" in classes and self.args.tokens[one].tag.startswith("NNP"):
                    return True
                for name in classes:
                    if word in self.words.classes.get(name, ()) or word == name:
                        return True
                    if event and (event.type == name or (name == "attack" and event.type == "operation")):
                        return True
                if "forces" in classes and self._is_ship(one):
                    return True
                if classes & {"forces", "arms"} and DESIGNATION.fullmatch(self.args.tokens[one].text):
                    return True
        return False

    def _is_ship(self, place: int) -> bool:
        """Whether a proper name is a vessel's: its kind or its prefix stands before it ("destroyer USS Barry")."""
        known = self.words.classes["hull"] | self.words.classes["forces"]
        named = self.args.tokens[place].tag.startswith("NNP")
        return named and any(self.args.lemma(kid) in known for kid in self.args.below(place, "compound", "nmod"))

    # ---- nouns

    def noun(self, place: int) -> TieFrame | None:
        """Return the frame of an event noun that no verb took."""
        args = self.args
        if place in self.taken:
            return None
        phased = self._phase_noun(place)
        event, action = phased if phased else (self.event(place), "")
        if event is None or event.place in self.taken or (event.noun.phased and not phased):
            return None
        owners, targets = self._sides(event)
        if phased:
            more, further = self._sides(_Event(place, event.noun))
            owners, targets = more + owners, targets + further
        if self._unrealised(place):
            return None
        attending = self._attending(event)
        if attending:
            owners, targets = attending, [*owners, *targets]
        towards = _without(targets, owners)
        if not self._states_something(event, owners, towards, bool(phased)):
            return None
        self._take(event.place)
        first = min(place, event.place)
        action = action or self._adjective(event) or event.noun.action
        action = FORBIDDEN.get(action, "suspend") if event.noun.inverse else action
        body = self._body(event.noun.type, action, event.place, args.phrase(place))
        frame = self._frame(first, max(place, event.place), owners, towards, body, phrase=place)
        return self._with_purpose(frame, place) if event.noun.direction == "theme" else frame

    def _with_purpose(self, frame: TieFrame, place: int) -> TieFrame:
        """Return a frame whose span takes in the infinitive that says what it was done for."""
        args = self.args
        ends = [args.tokens[max(args.subtree(kid, without=("relcl", "advcl", "punct")))].end for kid in self._purpose(place)]
        return replace(frame, span=Span(frame.span.start, max([frame.span.end, *ends])))

    def _phase_noun(self, place: int) -> tuple[_Event, str] | None:
        token = self.args.tokens[place]
        action = self.words.phase_nouns.get(token.text.lower()) or self.words.phase_nouns.get(self.args.lemma(place))
        if not action or not token.tag.startswith(("NN", "VBG")):
            return None
        for head in self.args.prepositional(place, "of", "in", "to", "from"):
            event = self.event(self.content(head))
            if event:
                return event, action
        return None

    def _states_something(self, event: _Event, owners: tuple[str, ...], targets: tuple[str, ...], phased: bool) -> bool:
        """Whether an event noun alone states an act: light nouns need two parties, or one and a change or a date."""
        parties = len(set(owners) | set(targets))
        changed = phased or bool(self._adjective(event)) or self._dated(event.place)
        word = self.args.lemma(event.place)
        if word in ("tie", "relation", "relationship", "contact", "link", "bond"):
            return (parties >= 2 and changed) or (parties == 1 and phased)
        if event.noun.type in ("partnership", "alliance"):
            return parties >= 2 or (parties == 1 and phased)
        if event.noun.type == "operation" and not parties:
            weapons = self.words.classes["arms"] | {"air", "ground"}
            armed = any(self.args.lemma(kid) in weapons for kid in self.args.below(event.place, "compound"))
            return armed and not event.noun.light
        if event.noun.light:
            return parties >= 2 or (parties >= 1 and changed) or (changed and self._military(event.place))
        return parties >= 1 or changed

    def _sides(self, event: _Event) -> tuple[tuple[str, ...], list[str]]:
        """Return whose an event is, and towards whom it goes."""
        args, place, noun = self.args, event.place, event.noun
        owners = list(args.owners(place))
        owners += self._named(args.prepositional(place, "by"))
        targets: list[str] = []
        owners += self._named(args.prepositional(place, "between", "among"))
        led = [by for kid in args.below(place, "amod", "acl") for by in args.below(kid, "npadvmod", "compound")]
        of = self._named(args.prepositional(place, "of"))
        if noun.direction == "target":
            targets += of
        elif noun.direction == "doer" or (noun.direction == "theme" and not owners):
            owners += of
        things = (place, *args.prepositional(place, "of")) if noun.direction == "theme" else (place,)
        for one in (*things, *(kid for thing in things for kid in args.below(thing, "acl")), *self._purpose(place)):
            targets += self._toward(one, self._ways(noun.type, noun.action))
            if "to" in args.auxiliaries(one):
                targets += args.reached(one)
        return _unique(owners or self._named(led)), list(_without(targets, owners))

    def _purpose(self, place: int) -> tuple[int, ...]:
        """Return the infinitive that follows a noun phrase at once, where the parser hung it on the verb before it."""
        args, end = self.args, max(self.args.subtree(place, without=("relcl", "acl")))
        return tuple(
            kid
            for kid in args.below(args.tokens[place].head, "advcl", "xcomp")
            if args.is_verb(args.tokens[place].head) and "to" in args.auxiliaries(kid) and min(args.subtree(kid)) == end + 1
        )

    def _unrealised(self, place: int) -> bool:
        """Whether a noun is the object of a verb that does not bring it about ("blocked the accession")."""
        token = self.args.tokens[place]
        under = token.dep in ("dobj", "nsubjpass") or (token.dep == "pobj" and self.args.tokens[token.head].text.lower() == "for")
        verb = token.head if token.dep != "pobj" else self.args.tokens[token.head].head
        return under and self.args.lemma(verb) in self.words.unrealising

    def _attending(self, event: _Event) -> tuple[str, ...]:
        """Return who was at a meeting: the subject of a clause set there ("said at the meeting of ministers")."""
        args, token = self.args, self.args.tokens[event.place]
        if event.noun.type != "meeting" or token.dep != "pobj":
            return ()
        verb, how = args.tokens[token.head].head, args.tokens[token.head].text.lower()
        if how not in ("at", "during") and not (how == "in" and args.lemma(verb) == "be"):
            return ()
        return args.doers(verb) if args.is_verb(verb) and not args.is_passive(verb) else ()

    def _adjective(self, event: _Event) -> str:
        for kid in self.args.below(event.place, "amod", "nmod", "compound"):
            action = self.words.adjectives.get(self.args.tokens[kid].text.lower())
            if action:
                return action
        return ""

    # ---- membership

    def membership(self, place: int) -> TieFrame | None:
        """Return the frame of "NATO member Poland", "the two NATO allies", "Poland is a member of NATO"."""
        args = self.args
        if args.lemma(place) not in ("member", "ally", "alliance", "member-state") or not args.tokens[place].tag.startswith("NN"):
            return None
        groups = [a for kid in args.below(place, "compound", "poss", "nmod", "amod") for a in args.actors(kid)]
        groups += self._named(args.prepositional(place, "of", "in"))
        groups += self._counting(place)
        groups = [actor for actor in groups if actor.startswith("org:")]
        states = _without(self._members(place), groups)
        counted = {args.tokens[kid].text.lower() for kid in args.below(place, "nummod", "det")}
        if not states and counted & {"two", "both"}:
            states = tuple(actor for actor in self.reading.topic if len(actor) == 3)[:2]
            mention = args.mention(place)
            groups = [actor for actor in (mention.actors if mention else ()) if ":" in actor] or groups
        if not groups and args.lemma(place) == "ally":
            return self._allies(place)
        if not groups or not states:
            return None
        token = args.tokens[place]
        joined = token.dep in ("attr", "oprd") and args.lemma(token.head) == "become"
        body = self._body("membership", "join" if joined else "hold", None, args.phrase(place))
        body = replace(body, inferred=states if counted & {"two", "both"} else ())
        when = token.head if token.dep in ("attr", "oprd") and args.is_verb(token.head) else None
        return self._frame(place, place, states, _unique(groups), body, phrase=place, when=when)

    def _allies(self, place: int) -> TieFrame | None:
        """Return the frame of states that are called allies of one another ("A and B are allies", "A is an ally of B")."""
        args, token = self.args, self.args.tokens[place]
        if token.dep not in ("attr", "oprd") or not args.is_verb(token.head):
            return None
        states = _unique(self._named(args.surface_subjects(token.head)))
        others = _unique([*args.owners(place), *self._named(args.prepositional(place, "of", "to"))])
        if len(states) + len(others) < 2:
            return None
        body = self._body("alliance", "begin" if args.lemma(token.head) == "become" else "hold", None, args.phrase(place))
        return self._frame(place, place, states, others, body, phrase=place, when=token.head)

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
        own += self._named(args.prepositional(place, "like", "as"))
        if token.dep in ("attr", "oprd"):
            own += [a for head in args.surface_subjects(token.head) for a in args.actors(head)]
        if token.dep in ("appos", "compound", "nmod"):
            own += args.actors(token.head)
        if token.dep == "pobj" and args.tokens[token.head].text.lower() == "as":
            verb = args.tokens[token.head].head
            own += [a for head in args.undergoers(verb) for a in args.actors(head)] if args.is_verb(verb) else []
        return own

    # ---- acts to come that are no tie

    def future_act(self, place: int) -> TieFrame | None:
        """Return a frame without a type for a clause placed in the future ("will be operational by 2029")."""
        args = self.args
        if not args.is_verb(place) or place in self.said or not self._to_come(place):
            return None
        if args.lemma(place) in NO_ACT:
            return None
        subject = args.doers(place) or tuple(a for head in args.surface_subjects(place) for a in args.actors(head))
        themes = args.undergoers(place) or args.below(place, "acomp", "attr", "prep")
        span = args.clause(place)
        if not subject and not self._speaks_of_security(span):
            return None
        if any(span.start <= figure.anchor.start < span.end for figure in self.reading.figures):
            return None
        if args.lemma(place) == "be" and any(self._judges(theme) for theme in args.below(place, "acomp", "attr")):
            return None
        for kid in args.below(place, "xcomp"):
            themes = (*themes, kid, *args.undergoers(kid))
        last = max((theme for theme in themes if place < theme <= place + 7), default=place)
        return self._frame(place, last, subject, (), TieBody("", "plan"))

    def _speaks_of_security(self, span: Span) -> bool:
        inside = [p for p, token in enumerate(self.args.tokens) if span.start <= token.start < span.end]
        return any(self.args.lemma(p) in self.words.military or self.args.mention(p) for p in inside)

    def _judges(self, place: int) -> bool:
        """Whether a predicate is a judgement ("will be a historic moment"), which no outcome settles."""
        words = interpretation_words()
        terms = [self.args.tokens[p].text.lower() for p in (place, *self.args.below(place, "amod"))]
        return any(term in words.adjectives for term in terms) or self.args.lemma(place) in words.nouns

    def _to_come(self, place: int) -> bool:
        """Whether a verb stands in the future: by its auxiliary, or under a verb of planning."""
        args, token = self.args, self.args.tokens[place]
        if args.auxiliaries(place) & FUTURE:
            return True
        if token.dep != "xcomp" or token.tag != "VB" or args.lemma(token.head) not in PLANS:
            return False
        return not (args.lemma(token.head) in ("intend", "mean") and args.is_passive(token.head))

    # ---- slots

    def _named(self, heads: Iterable[int]) -> list[str]:
        return [actor for head in heads for actor in self.args.actors(head)]

    def _toward(self, place: int, prepositions: Iterable[str]) -> list[str]:
        """Return the actors that prepositions point to; those of place need a place or an actor itself after them."""
        found: list[str] = []
        for preposition in prepositions:
            for head in self.args.prepositional(place, preposition):
                spot = self.args.lemma(head) in self.words.classes["place"]
                if spot:
                    found += self.args.reached(head)
                elif self.args.mention(head) is not None or preposition not in PLACES:
                    found += self.args.actors(head)
        return found

    def _frame(
        self, first: int, last: int, subject: Iterable[str], object_: Iterable[str], body: TieBody, phrase: int | None = None,
        when: int | None = None,
    ) -> TieFrame:
        span = self.args.clause(first) if phrase is None else self.args.phrase(phrase)
        anchor = self._anchor(first, last)
        loose = body.type not in ("agreement", "membership", "alliance", "partnership", "office")
        dated = when if when is not None else first if phrase is None else phrase
        period, own = self._date(dated, loose=loose)
        body = replace(body, date=period, date_inferred=not own)
        stated = self.args.distinguished(first) if phrase is None else None
        if stated is not None:
            words = Span(self.args.tokens[stated].start, anchor.start).of(self._text()).lower()
            span = Span(min(span.start, self.args.clause(stated).start), span.end)
            body = replace(body, first=body.first or (" first " in words and not re.search(r"\b(?:since|in \w+ years)\b", words)))
        span = Span(min(span.start, anchor.start), max(span.end, anchor.end))
        subject, object_ = _unique(subject), _unique(object_)
        if not subject:
            subject = self._implied(first, object_, span)
            body = replace(body, inferred=subject)
        return TieFrame(anchor, span, subject, _without(object_, subject), body)

    def _implied(self, place: int, object_: tuple[str, ...], span: Span) -> tuple[str, ...]:
        """Return who must be meant where the clause names no doer: an enclosing subject, "we" by who speaks, or the topic."""
        near = _without(self.args.nearest(place), object_)
        if near:
            return near
        speaker = self.reading.attribution_at(span).actor
        if speaker and speaker not in object_ and not speaker.startswith("person:"):
            return (speaker,)
        return tuple(actor for actor in self.reading.topic if actor not in object_)[:1]

    def _anchor(self, first: int, last: int) -> Span:
        """Return the words of the act: verb to event noun where they stand close and no number lies between."""
        tokens = self.args.tokens
        low, high = min(first, last), max(first, last)
        between = Span(tokens[low].start, tokens[high].end)
        far = high - low > 8 or any(self.args.is_verb(place) for place in range(low + 1, high))
        if far or any(q.start < between.end and between.start < q.end for q in self.reading.quantities):
            high = first
            low = first
            for kid in self.args.below(first, "prt"):
                high = max(high, kid)
        return Span(tokens[low].start, tokens[high].end)

    def _body(self, type_: str, action: str, noun: int | None, clause: Span) -> TieBody:
        words = clause.of(self._text()).lower() if clause else ""
        return TieBody(
            type=type_,
            action=action,
            instrument=self._instrument(type_, noun),
            first=bool(FIRST.search(words)) and not NOT_FIRST.search(words),
            scope=tuple(name for name, terms in self.words.scope.items() if any(_holds(words, term) for term in terms)),
        )

    def _text(self) -> str:
        """The sentence padded so that article offsets index it."""
        sentence = self.reading.sentence
        return " " * sentence.start + sentence.text

    def _date(self, place: int, *, loose: bool) -> tuple[Period | None, bool]:
        """Return when an act happened: the period among its own words, else its clause's, else the only one of the sentence.

        And whether that period dates the act for sure, not another verb of the sentence.

        `loose` lets a noun take the sentence's only period; a treaty that is ratified in March was not made in March.
        """
        usual = [p for p in self.reading.periods if p.kind not in ("over", "per")]
        own = self.args.subtree(place, without=("advcl", "acl", "relcl", "ccomp", "conj", "parataxis"))
        span = self.args.clause(place) if self.args.is_verb(place) else self.args.phrase(place)
        starts = {self.args.tokens[p].start for p in own}
        whole = self.args.is_verb(place) or loose
        for chosen in (
            [p for p in usual if any(p.start <= start < p.end for start in starts)],
            [p for p in usual if span.start <= p.start < span.end],
            usual if len(usual) == 1 and whole else [],
        ):
            if chosen:
                return chosen[0].period, self._shares(place, chosen[0].start, chosen[0].end)
        return None, True

    def _shares(self, place: int, start: int, end: int) -> bool:
        """Whether a period may date an act: its verb is the act's own or one above it, with no clause of its own between.

        "Sweden, which joined NATO, held an exercise in 2025" and "it joined NATO, and spent more in 2024" date the other act.
        """
        tokens = self.args.tokens
        inside = next((token.index for token in tokens if start <= token.start < end), None)
        if inside is None or not tokens[place].tag:
            return True
        verb = inside
        while not tokens[verb].tag.startswith("VB") and tokens[verb].head != verb:
            verb = tokens[verb].head
        at = place
        for _ in tokens:
            if at == verb:
                return True
            if tokens[at].dep in ("relcl", "acl", "advcl", "ccomp", "parataxis") or tokens[at].head == at:
                return False
            at = tokens[at].head
        return False

    def _instrument(self, type_: str, noun: int | None) -> str | None:
        """Return the name of the agreement, exercise, meeting or office as written, its article left out."""
        if noun is None or type_ not in NAMED:
            return None
        span = self.args.phrase(noun)
        text = self._text()[span.start : span.end]
        named = re.search(r"[“\"‘']([^”\"’']{4,60})[”\"’']", text)
        if named:
            return named.group(1)
        proper = [self.args.tokens[kid] for kid in self.args.below(noun, "compound", "amod", "nummod", "nmod")]
        if any(t.tag.startswith("NNP") for t in proper) or self.args.tokens[noun].tag.startswith("NNP"):
            return re.sub(r"^(?:the|an?)\s+", "", text, flags=re.I)
        return text if type_ in ("agreement", "office", "meeting", "partnership") else None


def _joined(outer: TieFrame, inner: TieFrame) -> TieFrame:
    """Return an act with the parties and scope of the one it was done for."""
    body = replace(outer.body, scope=_unique((*outer.body.scope, *inner.body.scope)), date=outer.body.date or inner.body.date)
    further = _without((*outer.object, *inner.subject, *inner.object), outer.subject)
    span = Span(min(outer.span.start, inner.span.start), max(outer.span.end, inner.span.end))
    return replace(outer, object=further, span=span, body=body)


def _holds(words: str, term: str) -> bool:
    return re.search(rf"(?<![a-z]){re.escape(term)}", words) is not None


def _unique(actors: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actors))


def _without(actors: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    drop = set(others)
    return tuple(dict.fromkeys(actor for actor in actors if actor not in drop))
