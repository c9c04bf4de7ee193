"""The one place where a claim is put together: what every kind's claims have in common, taken from the reading."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.lexicon.reporting import reporting
from dragoman.model import Article, Attribution, Claim, CommitmentBody, FigureBody, Modality, Reading, Span, TieBody


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
    """Return a claim over `span` of the article, in the mouth of whoever says its anchor."""
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
        tie=tie,
        commitment=commitment,
        attribution=_told_by(reading, anchor) if kind == "tie" else reading.attribution_at(anchor),
        modality=modality,
        framing=tuple(f for f in reading.framing if span.start <= f.start < span.end),
        sentence=reading.sentence.index,
    )


def _told_by(reading: Reading, anchor: Span) -> Attribution:
    """Return who tells of an act: who acts by saying something ("Oslo announced aid") does not, who claims an act does."""
    found = reading.attribution_at(anchor)
    cue = found.cue_span
    if cue is None or found.type == "document" or not cue.overlaps(anchor):
        return found
    said = {token.lemma for token in reading.tokens if cue.start <= token.start < cue.end}
    return found if said & reporting().of_oneself else reading.attribution_at(anchor, but=found)
