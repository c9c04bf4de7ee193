"""The slots of an act: its words, its parties where they are only implied, its date, its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from dragoman.lexicon.figure_words import can_act
from dragoman.lexicon.modal import modal_words
from dragoman.lexicon.tie_words import tie_words
from dragoman.model import Context, Period, PeriodMention, Reading, Span, TieBody, TieFrame
from dragoman.reading.arguments import Arguments
from dragoman.reading.carried import MUTUAL, Carried
from dragoman.reading.event_nouns import unique, without

FIRST = re.compile(
    r"\b(?:for the (?:very )?first(?: ever)? time|first[- ]ever|first time (?:ever|in history)|never before|"
    r"first (?:joint|such))\b",
    re.I,
)
NOT_FIRST = re.compile(r"\bfirst time (?:since|in (?!history)(?:\w+[ -]){0,3}?(?:years?|decades?|months?|weeks?))\b", re.I)
SINCE_WHEN = re.compile(
    r"\b(?:first|(?:larg|bigg|high|great|heavi|dead|bloodi)\w*est|worst|most|unprecedented|unparalleled|unmatched|unseen"
    r"|(?:not|never)\s(?:been\s)?(?:held|known|seen|witnessed))\b[^,;.]{0,60}\bsince(?:\s(?:the|early|late))?\s*$",
    re.I,
)
IN = re.compile(r"\b(?:in|across|inside|near|outside|from)\s(?:(?:the|northern|southern|eastern|western|central)\s)*$")
SINCE_THEN = re.compile(r"\b(?:[Ss]ince then|[Ee]ver since)\b")
NAMED = ("agreement", "exercise", "meeting", "office", "membership", "aid", "declaration", "alliance", "partnership")
NAMING = ("sign", "hold", "begin", "join", "enter_into_force")
"""What is done to an agreement in the year that it is called by."""
SPEAKERS = ("i", "we", "you", "he", "she")
SIZES = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
TOLD_OF = frozenset(("the", "this", "that", "these", "those", "such"))
SIDED = {"bilateral": 2, "two-way": 2, "trilateral": 3, "three-way": 3, "tripartite": 3, "quadrilateral": 4}
"""Adjectives that say between how many something is."""
CLAUSES = ("relcl", "acl", "advcl", "ccomp", "parataxis")


_APART = frozenset(("after", "before", "since", "until"))
"""Words by which a clause tells of another time than the one it hangs on."""
_FAR_UP = 8


class Slots:
    """What fills the slots of the acts of one sentence."""

    def __init__(self, args: Arguments, reading: Reading, context: Context) -> None:
        self.args = args
        self.reading = reading
        self.context = context
        self.words = tie_words()
        self.carried = Carried(context, reading.sentence)

    def frame(
        self,
        first: int,
        last: int,
        subject: Iterable[str],
        object_: Iterable[str],
        body: TieBody,
        phrase: int | None = None,
        when: int | None = None,
    ) -> TieFrame:
        span = self.args.clause(first) if phrase is None else self.args.phrase(phrase)
        anchor = self._anchor(first, last)
        loose = body.type not in ("agreement", "membership", "alliance", "partnership", "office")
        dated = when if when is not None else first if phrase is None else phrase
        named = self.args.phrase(last) if last != first and body.action not in NAMING and not loose else None
        period, where = self._date(dated, body.type, loose=loose, named=named)
        stated = self.args.distinguished(first) if phrase is None else None
        if stated is not None:
            words = Span(self.args.tokens[stated].start, anchor.start).of(self._text()).lower()
            span = Span(min(span.start, self.args.clause(stated).start), span.end)
            body = replace(body, first=body.first or (" first " in words and not re.search(r"\b(?:since|in \w+ years)\b", words)))
        span = Span(min(span.start, anchor.start), max(span.end, anchor.end))
        subject, object_ = unique(subject), without(object_, subject)
        object_ = self._struck(object_) if body.type == "operation" else object_
        whole = without(self.together(first), object_) if subject else ()
        implied = whole if set(subject) < set(whole) else () if subject else self._implied(first, object_, span, body.type)
        subject = implied or subject
        implied = implied or (subject if self._are_sides(first) else ())
        object_ = without(object_, subject)
        besides = set() if object_ else self._named(subject)
        against = () if object_ else self.carried.against(body.type, subject, besides) or self._the_other(body, subject, besides)
        object_ = without(object_ or against, subject)
        if period is None and not self.args.is_verb(dated):
            period, where = self.carried.day_of(body.type, subject, object_), "context"
        body = replace(body, action=self._entered_on(first) or body.action) if body.action == "hold" else body
        body = replace(body, inferred=(*implied, *against), date=period, date_from=where if period else "own")
        return TieFrame(anchor, span, subject, object_, body)

    def _entered_on(self, place: int) -> str:
        """Return what a verb of phase over an act makes of it: "began consulting", "started to train", "stopped patrolling"."""
        token = self.args.tokens[place]
        under = self.args.is_verb(place) and token.dep == "xcomp" and token.head != place
        return self.words.entering.get(self.args.lemma(token.head), "") if under else ""

    def _struck(self, object_: tuple[str, ...]) -> tuple[str, ...]:
        """Return whom an act of force goes against: not the state on whose soil a group named with it is ("the PKK in Iraq")."""
        text, start = self.reading.sentence.text, self.reading.sentence.start
        if not any(actor.startswith("org:") for actor in object_):
            return object_
        places = (mention for mention in self.reading.mentions if mention.kind in ("state", "capital", "town", "place"))
        where = (one for one in places if IN.search(text[max(0, one.start - start - 40) : one.start - start]))
        soil = {actor for one in where for actor in one.actors}
        return tuple(actor for actor in object_ if actor not in soil)

    def _the_other(self, body: TieBody, subject: tuple[str, ...], named: set[str]) -> tuple[str, ...]:
        """Return the other of the only two states that a text speaks of, where one fights and the sentence names nobody else."""
        two = tuple(actor for actor, times in self.context.counts if len(actor) == 3 and times > 1)
        told = body.type == "operation" and len(two) == 2 and len(subject) == 1 and subject[0] in two
        return tuple(actor for actor in two if actor not in subject) if told and not named else ()

    def _named(self, besides: tuple[str, ...]) -> set[str]:
        """Return the other states and groups that the sentence names, those left out who only say it."""
        sources = [one.source_span for one in self.reading.attributions if one.source_span]
        named = {
            actor
            for mention in self.reading.mentions
            if mention.kind != "pronoun" and not any(span.start <= mention.start < span.end for span in sources)
            for actor in mention.actors
        }
        return named - set(besides)

    def _implied(self, place: int, object_: tuple[str, ...], span: Span, type_: str) -> tuple[str, ...]:
        """Return who must be meant where the clause names no doer: who did it when it was last told of, an enclosing subject,
        "we" by who speaks, or the topic."""
        person = any(self.args.lemma(head) in SPEAKERS for head in self.args.surface_subjects(place))
        told = self.together(place) or (() if person else without(self.carried.doers(type_, object_), object_))
        told = told or (without(self.carried.attackers(), object_) if self._by_the_attack(place, type_) else ())
        if told or (told := self._again(place, type_)):
            return told
        heads = self.args.surface_subjects(place) if self.args.is_verb(place) else ()
        if any(self._nobody_in_particular(head) or self._somebody_unknown(head) for head in heads):
            return ()
        struck = {actor for head in self.args.surface_subjects(place) for actor in self.args.actors(head)} & set(object_)
        if type_ == "operation" and self.args.is_verb(place) and (self.args.is_passive(place) or struck):
            return ()  # "when it was attacked, its allies stood by it": not by them
        unnamed = type_ == "operation" and not self.args.is_verb(place) and bool(object_)  # "since the invasion of Ukraine"
        if unnamed or (type_ in ("operation", "membership") and self._done_by_others(place)):
            return ()
        speaker = self.reading.attribution_at(span).actor
        if any(self.args.lemma(head) == "you" for head in self.args.surface_subjects(place)):
            return tuple(actor for actor in self.reading.topic if actor not in (*object_, speaker))[:1]
        if self.args.speaks_itself(place):
            return tuple(actor for actor in (speaker or self.context.author,) if actor and actor not in object_)
        near = without(self.args.nearest(place), object_)
        near = tuple(actor for actor in near if can_act(actor) or actor != speaker)
        if near:
            return near
        if speaker and can_act(speaker) and speaker not in object_:
            return (speaker,)
        return () if person else tuple(actor for actor in self.reading.topic if actor not in object_ and can_act(actor))[:1]

    def _by_the_attack(self, place: int, type_: str) -> bool:
        """Whether what acts is a definite act of force ("the raid killed"), and so whoever did the last one told."""
        args = self.args
        hits = type_ == "operation" and args.is_verb(place) and bool(args.undergoers(place))
        heads = args.below(place, "nsubj") if hits else ()
        known = (head for head in heads if args.determined(head) & TOLD_OF)
        return any((noun := self.words.nouns.get(args.lemma(head))) and noun.type == "operation" for head in known)

    def _again(self, place: int, type_: str) -> tuple[str, ...]:
        """Return the parties of what a noun takes up that nobody is named with: "the manoeuvres will begin", "these talks"."""
        args = self.args
        heads = args.surface_subjects(place) if args.is_verb(place) else (place,)
        named = (head for head in heads if {args.lows[head], args.lemma(head)} & self.words.nouns.keys())
        again = any(args.determined(head) & TOLD_OF and not self._speaks_of(head) for head in named) if type_ in MUTUAL else False
        return self.carried.parties() if again else ()

    def _speaks_of(self, head: int) -> bool:
        """Whether a noun's own phrase names anybody."""
        return any(self.args.mention(place) for place in self.args.subtree(head, without=("relcl", "advcl")))

    def _are_sides(self, place: int) -> bool:
        """Whether those who act are named by how many they are ("the three countries"), and so only by what was told before."""
        heads = self.args.below(place, "nsubj", "nsubjpass")
        return any((mention := self.args.mention(head)) is not None and mention.kind == "sides" for head in heads)

    def _nobody_in_particular(self, head: int) -> bool:
        """Whether a subject is people or states in the plural that nothing names ("European leaders", "several countries")."""
        plural = self.args.plural(head) in self.words.collective
        return plural and not self.args.actors(head)

    def _somebody_unknown(self, head: int) -> bool:
        """Whether a subject is a person's name that stands for nobody known ("Ana Roca, a former general, visited Oman")."""
        args = self.args
        before = [args.tokens[kid] for kid in args.below(head, "compound")]
        named = args.tokens[head].tag == "NNP" and len(before) == 1 and before[0].tag == "NNP" and not args.determined(head)
        return named and not args.actors(head) and before[0].text.lower() not in self.words.nouns

    def _done_by_others(self, place: int) -> bool:
        """Whether the clause says who or what acts, by a noun that stands for nobody known ("gunmen seized")."""
        args = self.args
        heads = () if args.is_passive(place) else args.below(place, "nsubj")
        if args.fights(place):
            heads = (args.tokens[place].head,)  # "rebels fighting Chad"
        named = (head for head in heads if args.tokens[head].tag.startswith(("NN", "CD")))
        return any(args.lemma(head) not in self.words.collective or "every" in args.lows[: head + 1] for head in named)

    def together(self, place: int) -> tuple[str, ...]:
        """Return who "they", "the leaders" or "the three countries" are that act: who acted together last."""
        args = self.args
        heads = args.surface_subjects(place) if args.is_verb(place) else args.prepositional(place, "between", "among")
        heads += tuple(kid for head in heads for kid in args.prepositional(head, "between", "among", "of"))
        for head in heads:
            one = args.mention(head)
            if one is not None and one.kind == "description" and any(actor.startswith("org:") for actor in one.actors):
                continue  # "the rebels": one group
            counts = [args.tokens[kid].text.lower() for kid in args.below(head, "nummod", "det", "predet")]
            definite = bool({"the", "both", "these", "all"} & set(counts)) or args.lemma(head) == "they"
            plural = args.plural(head) in self.words.collective | self.words.groups
            plural = plural or args.lows[head] in SIZES  # "all three were suspended"
            counts += [args.lows[head]]
            if definite and (plural or args.lemma(head) == "they"):
                size = next((SIZES[count] for count in counts if count in SIZES), None)
                group = self.carried.group(size, latest=args.lemma(head) == "they")
                bodies = args.lemma(head) in self.words.groups  # "members of the bloc" are not the bloc
                named = {actor for actor in args.actors(head) if not (bodies and actor.startswith("org:"))}
                return group if named <= set(group) else ()
        return ()

    def between_them(self, noun: int) -> tuple[str, ...]:
        """Return whom an act named by a noun is between that only says how many they are ("bilateral talks")."""
        if self.args.determined(noun) & TOLD_OF or self.args.below(noun, "poss"):
            return ()
        sizes = (SIDED.get(self.args.lows[kid]) for kid in self.args.below(noun, "amod"))
        size = next((size for size in sizes if size), None)
        return self.carried.group(size, latest=False) if size else ()

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

    def body(self, type_: str, action: str, noun: int | None, clause: Span) -> TieBody:
        words = clause.of(self._text()).lower() if clause else ""
        return TieBody(
            type=type_,
            action=action,
            instrument=self._instrument("agreement" if (type_, action) == ("arms_transfer", "sign") else type_, noun),
            first=bool(FIRST.search(words)) and not NOT_FIRST.search(words),
            scope=tuple(dict.fromkeys(self.words.scopes[number] for number, _ in self.words.scope.matches(words))),
        )

    def _text(self) -> str:
        """The sentence padded so that article offsets index it."""
        sentence = self.reading.sentence
        return " " * sentence.start + sentence.text

    def _date(self, place: int, type_: str, *, loose: bool, named: Span | None = None) -> tuple[Period | None, str]:
        """Return when an act happened, and where that stands (`TieBody.date_from`).

        The period among its own words, else its clause's, else the only one of the sentence where no act of another clause
        has it. `loose` lets a noun take that one; a treaty that is ratified in March was not made in March. An act that
        tells no day has the one of the telling: today's in the progressive, for what was said or met over, and for news at the
        head of a text; else the last one told of.
        """
        verb = self.args.is_verb(place)
        whole = verb or loose
        lasting = [p for p in self.reading.periods if p.kind == "over" and p.period.start]  # "in recent weeks"
        for mentions in ([p for p in self.reading.periods if p.kind not in ("over", "per")], lasting if verb else []):
            mentions = [one for one in mentions if not self._is_since_when(one) and not self._is_name(one, named)]
            for chosen in self._nearby(place, mentions, whole=whole):
                one = self._closest(place, chosen)
                if self._at_another_time(place, one):
                    return None, "own"
                where = self._shared(place, one.start, one.end)
                if where and not (where == "clause" and self._still_ahead(place, one.period)):
                    return self._told(one, place), where
        tense = self.tense(place)
        if verb and tense in ("perfect", "present", "progressive") and SINCE_THEN.search(self.reading.sentence.text):
            return self.carried.since_then() or self.carried.date(tense), "context"
        if not whole or not (loose or tense != "past" or self._told_now(place)) or (tense == "future" and not verb):
            return None, "own"
        force = type_ == "operation" and self.args.lemma(place) not in self.words.standing
        told = loose and tense in ("past", "pluperfect") and (verb or force or type_ == "meeting")
        return self.carried.date(tense, spoken=told and type_ in ("declaration", "meeting"), news=told), "context"

    @staticmethod
    def _is_name(period: PeriodMention, named: Span | None) -> bool:
        """Whether a year is part of what an agreement is called that something was done to ("suspended the treaty of 1960")."""
        return named is not None and period.period.grain == "year" and named.start <= period.start < named.end

    def _is_since_when(self, period: PeriodMention) -> bool:
        """Whether a period only says since when nothing like it was ("the first visit since 1979")."""
        before = self.reading.sentence.text[: period.start - self.reading.sentence.start]
        return SINCE_WHEN.search(before + "since" if period.kind == "since" else before) is not None

    def _at_another_time(self, place: int, period: PeriodMention) -> bool:
        """Whether an act came before or after what the period dates ("a year after it struck, others did on 5 May")."""
        args, here = self.args, place
        for _ in range(_FAR_UP):
            token = args.tokens[here]
            first = {args.lows[kid] for kid in args.below(here, "mark", "advmod") if kid < here}
            if token.dep in ("advcl", "pcomp") and (first | ({args.lows[token.head]} & _APART)) & _APART:
                if period.period.grain == "year" and not args.below(here, "npadvmod"):
                    return False  # both may be of one year, unless it was "two years after"
                inside = (args.tokens[at] for at in args.subtree(here))
                return not any(period.start <= one.start < period.end for one in inside)
            if token.head == here:
                return False
            here = token.head
        return False

    def _nearby(self, place: int, mentions: list[PeriodMention], *, whole: bool) -> Iterator[list[PeriodMention]]:
        """Yield the periods among an act's own words, those of its clause, and the only one of the sentence."""
        own = self.args.subtree(place, without=("advcl", "acl", "relcl", "ccomp", "conj", "parataxis"))
        span = self.args.clause(place) if self.args.is_verb(place) else self.args.phrase(place)
        starts = {self.args.tokens[p].start for p in own}
        for chosen in (
            [p for p in mentions if self._is_when(place, p)],
            [p for p in mentions if any(p.start <= start < p.end for start in starts)],
            [p for p in mentions if span.start <= p.start < span.end],
            mentions if len(mentions) == 1 and whole else [],
        ):
            if chosen:
                yield chosen

    def _is_when(self, place: int, period: PeriodMention) -> bool:
        """Whether a "when" clause says what happened at a time named before it ("in August 2022, when she visited Taiwan")."""
        token = self.args.tokens[place]
        when = token.dep == "relcl" and any(self.args.lows[kid] == "when" for kid in self.args.below(place, "advmod"))
        return when and period.start <= self.args.tokens[token.head].start < period.end

    def _still_ahead(self, place: int, period: Period) -> bool:
        """Whether an act was to come when it was told of on a day now past ("said on Friday that it would deploy")."""
        today = self.context.published
        to_come = bool(self.args.auxiliaries(place) & {"will", "would", "'ll", "’ll", "shall"})
        return to_come and today is not None and period.end is not None and period.end < today

    def _closest(self, place: int, mentions: list[PeriodMention]) -> PeriodMention:
        """Return the period that hangs closest on a word ("ordered in 2013 under Goal 2030"), or a finer one within it."""
        first = min(mentions, key=lambda one: self._depth(place, one.start, one.end))
        start, end = first.period.start, first.period.end
        finer = [one for one in mentions if one.period.grain in ("day", "month") and first.period.grain == "year"]
        inside = [one for one in finer if start and end and one.period.start and start <= one.period.start <= end]
        return inside[0] if inside else first

    def _depth(self, place: int, start: int, end: int) -> int:
        """Return how many words lie between a period and the word it may date, along the syntax."""
        tokens = self.args.tokens
        return min((self._steps(at, place) for at, token in enumerate(tokens) if start <= token.start < end), default=99)

    def _steps(self, at: int, place: int) -> int:
        for steps in range(20):
            if at == place:
                return steps
            if self.args.tokens[at].head == at:
                break
            at = self.args.tokens[at].head
        return 50

    def _told_now(self, place: int) -> bool:
        """Whether an act is what the sentence tells, not the background of a subordinate clause."""
        args, here = self.args, place
        while args.tokens[here].dep in ("conj", "xcomp") and args.tokens[here].head != here:
            here = args.tokens[here].head
        return args.tokens[here].dep not in ("relcl", "acl", "advcl", "pcomp")

    def _shared(self, place: int, start: int, end: int) -> str:
        """Return `own` where a period may date an act: its verb is the act's own or one above it, with no clause of its own
        between; `clause` where its verb stands above that; "" where another clause has it.

        "Sweden, which joined NATO, held an exercise in 2025" and "it joined NATO, and spent more in 2024" date the other act.
        """
        tokens = self.args.tokens
        inside = next((token.index for token in tokens if start <= token.start < end), None)
        if inside is None or not tokens[place].tag:
            return "own"
        verb = inside
        while (not tokens[verb].tag.startswith("VB") or self._is_dated_as_its_noun(verb)) and tokens[verb].head != verb:
            if verb == place:
                return "own"
            if tokens[verb].dep == "appos" and tokens[tokens[verb].head].dep in ("nsubj", "nsubjpass"):
                return ""  # "Oman, a member since 2010, sent ships" says when it became one
            verb = tokens[verb].head
        at, where = place, "own"
        for _ in tokens:
            if at == verb:
                return where
            if tokens[at].dep in CLAUSES:
                where = "clause"
            if tokens[at].head == at:
                return "" if tokens[verb].dep in CLAUSES else "clause"
            at = tokens[at].head
        return "clause"

    def _told(self, mention: PeriodMention, place: int) -> Period:
        """Return a period, put back by a week or a year where it names none, lies ahead, and what it dates is past."""
        period, today = mention.period, self.context.published
        if today is not None and mention.kind == "by" and period.start is None and period.end is not None and period.end > today:
            return replace(period, start=today)
        ahead = today is not None and period.start is not None and period.start > today
        if not ahead or self.tense(place) != "past" or re.search(r"\d{4}|\b(?:next|this|later|coming)\b", mention.surface, re.I):
            return period
        back = 7 if period.grain == "day" and not re.search(r"\d", mention.surface) else 365
        ends = [end - timedelta(days=back) if end else None for end in (period.start, period.end)]
        return replace(period, start=ends[0], end=ends[1])

    def tense(self, place: int) -> str:
        """Return the tense of the verb that a word is or hangs on, "" where it has none.

        Returns:
            `past`, `perfect`, `pluperfect`, `progressive`, `present` or `future`.
        """
        args, here = self.args, place
        while not self._tells_when(here) and args.tokens[here].head != here:
            here = args.tokens[here].head
        helpers = args.auxiliaries(here)
        tag = args.tokens[here].tag
        if tag in ("VBZ", "VBP"):
            return "present"
        if tag == "VBN" and "had" in helpers:
            return "pluperfect"
        if helpers & modal_words()["future"] or args.is_headed(here):
            return "future"
        if tag == "VBG" and helpers & {"is", "are", "am", "'s", "'re", "’s", "’re"}:
            return "progressive"
        if tag == "VBG" and "been" in helpers:
            return "pluperfect" if "had" in helpers else "progressive"
        if tag == "VBN" and helpers & {"is", "are"} and not helpers & {"has", "have", "been"}:
            return "present"
        if tag == "VBN" and helpers & {"has", "have", "'ve", "’ve"}:
            return "perfect"
        if tag == "VBD" or (tag in ("VBN", "VBG") and helpers & {"was", "were", "had"}):
            return "past"
        return ""

    def _tells_when(self, place: int) -> bool:
        """Whether a word is a verb with a tense of its own: no gerund, bare infinitive or participle that hangs on another."""
        args, token = self.args, self.args.tokens[place]
        if not args.is_verb(place):
            return False
        if token.tag == "VB" and token.dep in ("xcomp", "ccomp", "advcl") and "to" in args.auxiliaries(place):
            return args.lemma(token.head) not in self.words.implicative  # "rallied to announce" was done when they rallied
        hanging = token.dep in ("pcomp", "xcomp", "advcl", "acl")
        return not hanging or token.tag not in ("VBG", "VBN") or bool(args.auxiliaries(place) - {"to"})

    def _instrument(self, type_: str, noun: int | None) -> str | None:
        """Return the name of the agreement, exercise, meeting or office as written, its article left out."""
        mention = None if noun is None else self.args.mention(noun)
        if noun is None or type_ not in NAMED or (mention is not None and mention.kind != "organisation"):
            return None
        called = self._called(noun)
        if called:
            return called
        span = self.args.phrase(noun)
        text = self._text()[span.start : span.end]
        named = re.search(r"[“\"‘']([^”\"’']{4,60})[”\"’']", text)
        if named:
            return named.group(1)
        proper = [self.args.tokens[kid] for kid in self.args.below(noun, "compound", "amod", "nummod", "nmod")]
        if any(t.tag.startswith("NNP") for t in proper) or self.args.tokens[noun].tag.startswith("NNP"):
            return re.sub(r"^(?:the|an?)\s+", "", text, flags=re.I)
        return text if type_ in ("agreement", "office", "meeting", "partnership") else None

    def _called(self, noun: int) -> str:
        """Return the proper name that an event is said to have ("drills dubbed X", "known as X", "a pact, the X"), else ""."""
        args = self.args
        participles = [kid for kid in args.below(noun, "acl") if args.tokens[kid].tag == "VBN"]
        naming = [kid for kid in participles if args.lemma(kid) in self.words.naming]
        given = [one for verb in naming for one in (*args.below(verb, "oprd", "dobj", "attr"), *args.prepositional(verb, "as"))]
        several = [one for one in args.below(noun, "appos") if args.below(one, "compound", "nmod", "amod")]
        again = [one for one in several if "(" not in args.lows[max(0, one - 3) : one]]
        for name in (*given, *again):
            if args.tokens[name].tag.startswith("NNP") and args.mention(name) is None:
                span = args.phrase(name)
                words = re.sub(r",\s(?:in|on|at|last|this)\b.*$", "", self._text()[span.start : span.end])
                return re.sub(r"^(?:the|an?)\s+", "", words.strip("“”\"‘’'"), flags=re.I)
        return ""

    def _is_dated_as_its_noun(self, verb: int) -> bool:
        """Whether the day of a participle is that of the event it is said of ("drills codenamed X in May", "brokered in May")."""
        telling = self.args.lemma(verb) in self.words.naming | self.words.brokering
        return telling and self.args.tokens[verb].tag == "VBN" and self.args.tokens[verb].dep == "acl"
