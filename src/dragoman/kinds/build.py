"""The one place where a claim is put together: what every kind's claims have in common, taken from the reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.lexicon.reporting import reporting
from dragoman.model import Article, Attribution, Claim, CommitmentBody, FigureBody, Modality, Period, Reading, Span, TieBody
from dragoman.reading.arguments import Arguments, arguments


def build(
    kind: str,
    reading: Reading,
    article: Article,
    *,
    anchor: Span,
    span: Span,
    subject: Sequence[str],
    object_: Sequence[str],
    modality: Modality,
    figure: FigureBody | None = None,
    tie: TieBody | None = None,
    commitment: CommitmentBody | None = None,
) -> Claim:
    """Return a claim over `span` of the article and the subject right before it, in the mouth of whoever says its anchor."""
    span = _spoken(_bare(_with_its_subject(span, anchor, reading), anchor, reading), anchor, reading)
    return Claim(
        id="",
        kind=kind,
        start=span.start,
        end=span.end,
        quote=span.of(article.text),
        anchor=anchor,
        subject=tuple(subject),
        object=tuple(object_),
        figure=figure,
        tie=_from_now_on(tie, article) if kind == "forecast" else tie,
        commitment=commitment,
        attribution=_whose(kind, reading, anchor),
        modality=modality,
        framing=tuple(f for f in reading.framing if span.start <= f.start < span.end),
        sentence=reading.sentence.index,
    )


def _from_now_on(tie: TieBody | None, article: Article) -> TieBody | None:
    """Return the tie of an act to come, which lies after the article's day where its words name no time."""
    if tie is None or tie.date is not None or article.published is None:
        return tie
    return replace(tie, date=Period(article.published, None, "ahead"), date_from="context")


_NEAR = 60
"""Characters between a claim and its subject up to which the subject is a part of it."""


def _with_its_subject(span: Span, anchor: Span, reading: Reading) -> Span:
    """Return a claim's span from the grammatical subject on that its verb has right before it ("it is expected to fall")."""
    args = arguments(reading)
    place = _subject_of(anchor, args)
    if place is None:
        return span
    subject = args.tokens[place]
    start = min(args.tokens[one].start for one in args.subtree(place))
    between = reading.sentence.text[start - reading.sentence.start : max(0, span.start - reading.sentence.start)]
    near = start < span.start <= start + len(subject.text) + _NEAR and not set(between) & set("“”\"«»;:")
    return Span(start, span.end) if near else span


def _subject_of(anchor: Span, args: Arguments) -> int | None:
    """Return the subject of an anchor's verb, or of the verb that it completes ("was expected to *fall*", "is a *member*")."""
    tokens = args.tokens
    at = next((token for token in tokens if anchor.start <= token.start < anchor.end), None)
    for _ in range(_DEEP):
        if at is None:
            return None
        if subjects := args.below(at.index, "nsubj", "nsubjpass"):
            return subjects[0]
        inside = anchor.start <= tokens[at.head].start < anchor.end
        at = tokens[at.head] if at.head != at.index and (inside or at.dep in _COMPLETES) else None
    return None


_COMPLETES = frozenset({"xcomp", "attr", "acomp", "aux", "auxpass", "prt"})
_DEEP = 4
"""Steps up a sentence's syntax from a claim's anchor to the verb that has its subject."""


def _bare(span: Span, anchor: Span, reading: Reading) -> Span:
    """Return a claim's span without what only hangs it on its surroundings: "that", a comma, an "and" at its end."""
    inside = [token for token in reading.tokens if span.start <= token.start and token.end <= span.end]
    while inside and inside[0].end <= anchor.start and (inside[0].text in _POINTS or (inside[0].lemma, inside[0].dep) == _THAT):
        inside.pop(0)
    while inside and inside[-1].start >= anchor.end and (inside[-1].text in _POINTS or inside[-1].dep == "cc"):
        inside.pop()
    whole = inside and inside[0].start <= anchor.start and anchor.end <= inside[-1].end
    return Span(inside[0].start, inside[-1].end) if whole else span


def _spoken(span: Span, anchor: Span, reading: Reading) -> Span:
    """Return a claim's span without the name of whoever has the turn in a transcript ("MR. HOLT: We left")."""
    for one in reading.attributions:
        if one.source_span and one.cue_span is None and one.direct and one.content and one.source_span.start <= span.start:
            spoken = one.content[0].start
            if span.start < one.source_span.end <= spoken <= anchor.start:
                return Span(spoken, span.end)
    return span


_POINTS = frozenset({",", ";", ":", "—", "–", "--"})
_THAT = ("that", "mark")


def _whose(kind: str, reading: Reading, anchor: Span) -> Attribution:
    """Return who says a claim.

    Who acts by saying something ("Oslo announced aid") does not say that he does; who claims an act, or threatens one, does.
    """
    found = reading.attribution_at(anchor)
    if kind == "commitment" and found.type == "author":
        threats = (one for one in reading.attributions if one.source and _said(reading, one, anchor) & reporting().announcing)
        return next(threats, found)
    said = _said(reading, found, anchor)
    acts = kind == "tie" and said and found.type != "document" and not said & reporting().of_oneself
    return reading.attribution_at(anchor, but=found) if acts else found


def _said(reading: Reading, one: Attribution, anchor: Span) -> frozenset[str]:
    """Return the lemmas of an attribution's cue where an anchor holds some of it."""
    cue = one.cue_span
    if cue is None or not cue.overlaps(anchor):
        return frozenset()
    return frozenset(token.lemma for token in reading.tokens if cue.start <= token.start < cue.end)
