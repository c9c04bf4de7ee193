"""From the frames of a reading to the claims of one kind. What the kind of a frame is, the routes of figures and acts say."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.kinds.build import build
from dragoman.kinds.parties import around
from dragoman.kinds.route_acts import route_act
from dragoman.kinds.route_figures import route_figure
from dragoman.model import Article, Claim, FigureFrame, Modality, Reading, TieBody, TieFrame
from dragoman.model.quick import replace
from dragoman.reading.arguments import Arguments, arguments
from dragoman.reading.same import latest

Frame = FigureFrame | TieFrame
WITH_A_VENUE = ("meeting", "agreement", "partnership", "alliance", "declaration", "exercise", "membership")
"""Ties between parties who may meet on anybody's soil."""


def claims(reading: Reading, article: Article, kind: str) -> list[Claim]:
    """Return the claims of one kind that the frames of a reading make, figures first."""
    return [claim(kind, reading, frame, modality, article) for frame, modality in routed(reading, article, kind)]


def routed(reading: Reading, article: Article, kind: str) -> Iterator[tuple[Frame, Modality]]:
    """Yield the frames of a reading that belong to one kind, with their modality."""
    return ((frame, modality) for frame, found, modality in routes(reading, article) if found == kind)


def routes(reading: Reading, article: Article) -> tuple[tuple[Frame, str, Modality], ...]:
    """Return every frame of a reading with its kind ("" where it is no claim of its own) and its modality."""
    return _routes(reading, article) if reading.figures or reading.ties else ()


@latest
def _routes(reading: Reading, article: Article) -> tuple[tuple[Frame, str, Modality], ...]:
    """Work out the routes once for the five kinds that ask."""
    args = arguments(reading)
    frames: tuple[Frame, ...] = (*reading.figures, *reading.ties)
    return tuple((frame, *route(reading, frame, article, args)) for frame in frames)


def route(reading: Reading, frame: Frame, article: Article, args: Arguments) -> tuple[str, Modality]:
    """Return the kind of one frame ("" where it is no claim of its own: a condition), and its modality."""
    if isinstance(frame, FigureFrame):
        return route_figure(reading, frame, article, args)
    return route_act(reading, frame, article, args)


def _tie(kind: str, frame: Frame) -> TieBody | None:
    """Return the tie of a frame; an act of no type has one only as a forecast, by what it is about."""
    if not isinstance(frame, TieFrame):
        return None
    body = frame.body
    if not body.type and body.about and kind == "forecast":
        return replace(body, type=body.about)
    return body if body.type else None


def claim(kind: str, reading: Reading, frame: Frame, modality: Modality, article: Article) -> Claim:
    """Return the claim that a frame makes; the tie of an act is left out where the act is of no type.

    Whoever else an act without an object names is taken for its object, and nothing is judged on that.
    """
    object_, tie = frame.object, _tie(kind, frame)
    if isinstance(frame, TieFrame) and not object_:
        object_ = around(reading, frame.span, frame.anchor, frame.subject, places=tie is None or tie.type not in WITH_A_VENUE)
        tie = replace(tie, inferred=(*tie.inferred, *object_)) if tie else None
    return build(
        kind,
        reading,
        article,
        anchor=frame.anchor,
        span=frame.span,
        subject=frame.subject,
        object_=object_,
        figure=frame.body if isinstance(frame, FigureFrame) else None,
        tie=tie if kind != "interpretation" else None,
        modality=modality,
    )
