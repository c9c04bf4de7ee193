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
        attribution=_whose(kind, reading, anchor),
        modality=modality,
        framing=tuple(f for f in reading.framing if span.start <= f.start < span.end),
        sentence=reading.sentence.index,
    )


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
