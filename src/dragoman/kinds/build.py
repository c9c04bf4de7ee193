"""The one place where a claim is put together: what every kind's claims have in common, taken from the reading."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Article, Claim, CommitmentBody, FigureBody, Modality, Reading, Span, TieBody


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
        attribution=reading.attribution_at(anchor),
        modality=modality,
        framing=tuple(f for f in reading.framing if span.start <= f.start < span.end),
        sentence=reading.sentence.index,
    )
