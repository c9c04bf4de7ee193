"""What reading makes of a sentence. No parser object ever appears here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dragoman.model.claim import Attribution, FigureBody, Framing, Modality, TieBody
from dragoman.model.number import Quantity
from dragoman.model.period import Period, PeriodMention
from dragoman.model.text import Sentence, Span


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its syntax. `head` is the index of its head in the reading's tokens (its own for a root).

    `tag` is the Penn tag, `dep` the ClearNLP relation of the parser. All three are "" and `head` is its own index
    where the sentence was not parsed.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str = ""
    tag: str = ""
    dep: str = ""
    head: int = -1


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for one or more actors.

    Args:
        actors: ids as in docs/contract.md. Several where the words name a group ("the two sides").
        candidates: the possible ids where the words are ambiguous (Georgia, Washington); `actors` is then empty.
        kind: state, organisation, force, ministry, capital, demonym, office, person, pronoun, description, group (named as one),
            sides (as many as the words say, named before), place (a capital that only says where something is), town (any other
            place).
        state: where a person, ministry, force or capital stands for a state or organisation, that id.
        person: full name where the words name a person.
    """

    start: int
    end: int
    surface: str
    actors: tuple[str, ...]
    kind: str
    candidates: tuple[str, ...] = ()
    person: str | None = None

    @property
    def where(self) -> bool:
        """Whether the words only say where something is."""
        return self.kind in ("place", "town")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that bears on how surely something is said, with the stretch it bears on.

    `type`: possible, probable, planned, conditional, future, negation, expectation, formally, in_fact, scare_quote, hedge.
    """

    start: int
    end: int
    surface: str
    type: str
    scope: Span


@dataclass(frozen=True, slots=True)
class FigureFrame:
    """A number with what it measures: the raw material of figure and forecast claims, before modality routes it."""

    anchor: Span
    span: Span
    subject: tuple[str, ...]
    object: tuple[str, ...]
    body: FigureBody


@dataclass(frozen=True, slots=True)
class TieFrame:
    """An act or relation between actors: the raw material of tie, forecast and commitment claims."""

    anchor: Span
    span: Span
    subject: tuple[str, ...]
    object: tuple[str, ...]
    body: TieBody
    trigger: Span | None = None
    on_side_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One gated sentence, read. All offsets count the article's characters.

    `topic` holds the actors that the article is mainly about up to this sentence, most frequent first; `author` the state or body
    whose statement it is, None for any other article; `told` the acts told of before it, newest first.
    """

    sentence: Sentence
    tokens: tuple[Token, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[PeriodMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    cues: tuple[Cue, ...] = ()
    framing: tuple[Framing, ...] = ()
    figures: tuple[FigureFrame, ...] = ()
    ties: tuple[TieFrame, ...] = ()
    topic: tuple[str, ...] = ()
    author: str | None = None
    told: tuple[TieFrame, ...] = ()

    def attribution_at(self, span: Span, *, but: Attribution | None = None) -> Attribution:
        """Return the innermost attribution whose content covers the middle of `span`, else the author's own voice.

        One that names a source comes before one that names none ("X said it is believed that …" is X's).

        Args:
            but: an attribution to look past.
        """
        middle = (span.start + span.end) // 2
        inside = [
            (attribution.source is None, stretch.end - stretch.start, order, attribution)
            for order, attribution in enumerate(self.attributions)
            for stretch in attribution.content
            if attribution is not but and stretch.start <= middle < stretch.end
        ]
        return min(inside, key=lambda row: row[:3])[3] if inside else Attribution()

    def cues_at(self, span: Span) -> tuple[Cue, ...]:
        """Return the cues whose scope covers the middle of `span`, in text order."""
        middle = (span.start + span.end) // 2
        return tuple(cue for cue in self.cues if cue.scope.start <= middle < cue.scope.end)

    def modality_at(self, span: Span) -> Modality:
        """Return the modality at `span`: the least certain cue over it decides, negations flip the polarity."""
        cues = self.cues_at(span)
        order = ("conditional", "possible", "probable", "planned")
        alias = {"expectation": "probable", "future": "planned", "hedge": "probable"}
        found = {alias.get(cue.type, cue.type) for cue in cues}
        certainty = next((name for name in order if name in found), "asserted")
        negations = sum(cue.type == "negation" for cue in cues)
        return Modality(
            certainty=certainty,
            polarity="negative" if negations % 2 else "positive",
            cues=tuple(dict.fromkeys(cue.surface for cue in cues)),
            future=any(cue.type in ("future", "planned", "expectation") for cue in cues),
        )


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a text is as a transcript.

    Args:
        names: as they open its lines again and again, those who take turns.
        house: whose rooms it was spoken in, by its first lines; whoever is not known speaks for that house.
        blocks: where paragraphs set off as quotations ("> …") stand.
        answers: where somebody answers questions in an interview without being named each time.
        answering: who does.
        parts: surnames in lower case of those whom it introduces by what they are, with whom they speak for (None: nobody).
    """

    names: frozenset[str] = frozenset()
    house: str | None = None
    blocks: tuple[Span, ...] = ()
    answers: tuple[Span, ...] = ()
    answering: Attribution | None = None
    parts: tuple[tuple[str, str | None], ...] = ()

    def answer(self, sentence: Sentence) -> Attribution | None:
        """Return the attribution of a sentence that answers in an interview, None of any other."""
        if self.answering is None or not any(span.start <= sentence.start < span.end for span in self.answers):
            return None
        return replace(self.answering, content=(Span(sentence.start, sentence.end),))

    def quotes(self, at: int) -> bool:
        """Return whether an offset stands in a block quotation."""
        return any(block.start <= at < block.end for block in self.blocks)


@dataclass(frozen=True)
class Context:
    """What earlier sentences introduced: folded left to right, `(Context, Sentence) → (Reading, Context)`.

    Args:
        published: the article's date, against which "last year" is resolved; None where unknown.
        recent: actor mentions, newest first, a bounded number.
        names: surnames and abbreviations introduced so far → (actor ids, full name or None).
        topic_measure: the measure last spoken of ("defence_budget"), for elliptical figures.
        topic_period: the period last spoken of.
        said_year: the year that was named last, for "that year" and "the following year".
        topic_unit: what the last figure counted, None where it was no count.
        topic_actor: the states or organisations that the article is mainly about so far, most frequent first.
        speaker: the last attribution, for quotations that go on without a cue.
        speakers: surnames of those who spoke so far, with the state or organisation they were introduced as.
        people: surnames with the one full name of theirs that the article gives.
        roles: nouns by which those who spoke were introduced ("official", "aide"), newest last, with the source's type and actor.
        led_by: the state that is subject of the last sentence read.
        turn: who speaks in the current paragraph of a transcript ("NAME: …").
        transcript: who takes turns in the article, and in whose house.
        open_quote: whether a quotation is still open at the end of the last sentence.
        paragraph: of the last sentence.
        figure_subject, figure_object: whose the last figure was, and towards whom; lists go on with them.
        sentences, secure: how many sentences were read so far, and how many of them speak of security affairs.
        spoke: whether the last sentence read does.
        trade_paragraph: where the trade in arms was last spoken of.
        figure_at: where in the text the last figure stands.
        figure_paragraph: where the last figure stood; nothing is carried over further than the next paragraph.
        author: for whom "we" speaks where nobody is quoted, None where the article does not say.
        of_the_field: whether the article as a whole is security reporting.
        senses: ambiguous names of the article → the actors they mean in it (several where it stays open).
        counts: how often each state or organisation was named so far.
        acts: the acts last told of, newest first, for those that leave out parties or day.
        groups: where parties were last named together, and which, newest first, for "they" and "the three countries".
    """

    published: date | None = None
    author: str | None = None
    of_the_field: bool = False
    recent: tuple[Mention, ...] = ()
    names: tuple[tuple[str, tuple[str, ...], str | None], ...] = ()
    topic_measure: str | None = None
    topic_period: Period | None = None
    said_year: int | None = None
    topic_unit: str | None = None
    topic_actor: tuple[str, ...] = ()
    topic_currency: str | None = None
    speaker: Attribution | None = None
    speakers: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, str, str | None], ...] = ()
    led_by: str | None = None
    turn: Attribution | None = None
    transcript: Transcript = Transcript()
    open_quote: bool = False
    paragraph: int = -1
    senses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    figure_subject: tuple[str, ...] = ()
    figure_object: tuple[str, ...] = ()
    figure_paragraph: int = -9
    figure_at: int = -1
    trade_paragraph: int = -9
    sentences: int = 0
    secure: int = 0
    spoke: bool = False
    counts: tuple[tuple[str, int], ...] = ()
    acts: tuple[TieFrame, ...] = ()
    groups: tuple[tuple[int, tuple[str, ...]], ...] = ()

    def but(self, **changes: Any) -> Context:
        """Return the context with some fields changed.

        Seven times a sentence: `dataclasses.replace` takes ten times as long for so many fields, which is why it has no slots.
        """
        if not changes.keys() <= self.__dict__.keys():
            raise TypeError(f"a context has no {', '.join(changes.keys() - self.__dict__.keys())}")
        made = object.__new__(Context)
        made.__dict__.update(self.__dict__, **changes)
        return made
