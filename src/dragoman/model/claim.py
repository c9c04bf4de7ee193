"""Claims: what an article says. Field by field the shape of docs/contract.md."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.model.number import Interval, Quantity, Relation
from dragoman.model.period import Period
from dragoman.model.quick import quick, replace
from dragoman.model.text import Span

KINDS = ("figure", "tie", "forecast", "commitment", "interpretation")


@quick
@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it. `type`: author, named, unnamed, document. `chain`: sources inside one another, outermost first.

    `content` holds the spans of what is said (several where a quotation is interrupted); empty for the author.
    """

    type: str = "author"
    source: str | None = None
    actor: str | None = None
    cue: str | None = None
    chain: tuple[str, ...] = ()
    source_span: Span | None = None
    cue_span: Span | None = None
    content: tuple[Span, ...] = ()
    direct: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Modality:
    """How surely. `certainty`: asserted, probable, possible, planned, conditional. `polarity`: positive, negative.

    `future` says that the words place it after the article's date ("will", "is to", "by 2030").
    """

    certainty: str = "asserted"
    polarity: str = "positive"
    cues: tuple[str, ...] = ()
    future: bool = False


@dataclass(frozen=True, slots=True)
class Framing:
    """Loaded wording that carries a judgement and no fact."""

    start: int
    end: int
    type: str


@quick
@dataclass(frozen=True, slots=True)
class FigureBody:
    """What a figure claims. Values and names as in docs/contract.md, "A figure".

    `compared_with` holds actor ids, or a Period for growth over time. `basis`: `real`, `nominal` or None where the words
    do not say. `quantity` is the number as written. `per`: "capita", "year" … `inferred` names the slots (`measure`,
    `subject`) that the clause does not state and its context suggests; nothing is refuted on them.
    """

    measure: str
    form: str
    value: Interval
    unit: str | None = None
    currency: str | None = None
    relation: Relation = Relation.EQUALS
    of: str | None = None
    period: Period | None = None
    compared_with: tuple[str, ...] | Period | None = None
    basis: str | None = None
    per: str | None = None
    definition: str | None = None
    quantity: Quantity | None = None
    inferred: tuple[str, ...] = ()


HELD = ("meeting", "declaration")
"""Ties that are there only while they are held."""
SENT = ("deployment", "arms_transfer", "office")
"""Ties that the verb alone begins ("will send", "will buy", "will open"): to come, they are planned."""


@quick
@dataclass(frozen=True, slots=True)
class TieBody:
    """What a tie claims. Values and names as in docs/contract.md, "A tie".

    `inferred` holds the parties that the clause does not name and its context implies; nothing is judged on them.
    `about` is the type under which an act to come is put by what its clause speaks of alone: nothing is judged by it.
    `date_from` says where the date stands: `own` with the act, `clause` with another verb of the sentence (nothing is refuted
    by it), `context` in what was told before or in the tense alone (nothing is judged by it).
    """

    type: str
    action: str
    instrument: str | None = None
    register_id: str | None = None
    date: Period | None = None
    first: bool = False
    scope: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    date_from: str = "own"
    about: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentBody:
    """Who is said to do what in which contingency."""

    trigger: str | None
    actor: str | None
    action: str
    on_side_of: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that the article says and that could be right or wrong on its own."""

    id: str
    kind: str
    start: int
    end: int
    quote: str
    anchor: Span
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    figure: FigureBody | None = None
    tie: TieBody | None = None
    commitment: CommitmentBody | None = None
    attribution: Attribution = field(default_factory=Attribution)
    modality: Modality = field(default_factory=Modality)
    framing: tuple[Framing, ...] = ()
    sentence: int = 0

    @property
    def span(self) -> Span:
        """The words that state the claim."""
        return Span(self.start, self.end)

    @property
    def action(self) -> str | None:
        """What is done to a tie: an act to come of which no phase is said is planned, a meeting or a statement held."""
        if self.tie is None:
            return None
        open_ = ("plan", "hold", "begin") if self.tie.type in SENT else ("plan", "hold")
        if self.kind != "forecast" or self.tie.action not in open_:
            return self.tie.action
        return "hold" if self.tie.type in HELD else "plan"

    @property
    def as_told(self) -> Claim:
        """The claim less what only its context implies: the date, and the type by subject matter. This is what is judged."""
        if self.tie is not None and self.tie.about:
            return replace(self, tie=None)
        if self.tie is None or self.tie.date_from != "context":
            return self
        return replace(self, tie=replace(self.tie, date=None, date_from="own"))
