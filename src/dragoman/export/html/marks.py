"""The article cut where claims begin and end, so that marks nest and cross without a character lost."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.export.view import Card
from dragoman.model import Article

_LINE = re.compile(r"\n+")
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Layer:
    """One claim over one piece. `depth` counts from 0 (outermost); `core` where the piece belongs to its anchor."""

    card: Card
    depth: int
    core: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same claims. `layers` outermost first; `ends` are the claims whose core ends here."""

    text: str
    layers: tuple[Layer, ...]
    ends: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article, its white space included."""

    pieces: tuple[Piece, ...]
    heading: bool
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words as they stand in the article."""
        return "".join(piece.text for piece in self.pieces)


def paragraphs(article: Article, cards: Sequence[Card]) -> tuple[Paragraph, ...]:
    """Return the article's paragraphs in reading order; joined they are the article's text.

    Claims out of the text's range, and empty ones, are left unmarked.
    """
    size = len(article.text)
    marked = [one for one in cards if 0 <= one.start < one.end <= size]
    ordered = sorted(marked, key=lambda one: (one.start, -one.end, one.number))
    return tuple(
        Paragraph(_pieces(article.text, start, end, ordered), heading, start, end) for start, end, heading in _blocks(article)
    )


def _blocks(article: Article) -> list[tuple[int, int, bool]]:
    """Return (start, end, is a heading) of each paragraph: as intake numbered them, else by line."""
    text = article.text
    begins: dict[int, tuple[int, bool]] = {}
    for sentence in article.sentences:
        start, heading = begins.get(sentence.paragraph, (sentence.start, True))
        begins[sentence.paragraph] = (start, heading and sentence.heading)
    starts = sorted(begins.values()) or [(m.end(), False) for m in _LINE.finditer(text)]
    if starts and not text[: starts[0][0]].strip():
        starts[0] = (0, starts[0][1])
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, False))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [(start, end, heading) for (start, heading), end in zip(starts, ends, strict=True) if start < end]


def _pieces(text: str, start: int, end: int, ordered: Sequence[Card]) -> tuple[Piece, ...]:
    here = [one for one in ordered if one.start < end and start < one.end]
    cuts = {start, end}
    for one in here:
        for cut in (one.start, one.end, *_core(one)):
            if start < cut < end:
                cuts.add(cut)
    places = sorted(cuts)
    return tuple(_piece(text, a, b, here) for a, b in itertools.pairwise(places))


def _core(one: Card) -> tuple[int, int]:
    """Return the anchor within the claim's words; the whole claim where they do not meet."""
    low, high = max(one.claim.anchor.start, one.start), min(one.claim.anchor.end, one.end)
    return (low, high) if low < high else (one.start, one.end)


def _piece(text: str, start: int, end: int, here: Sequence[Card]) -> Piece:
    over = [one for one in here if one.start <= start and end <= one.end]
    layers = tuple(
        Layer(one, min(depth, DEEPEST - 1), _core(one)[0] <= start and end <= _core(one)[1]) for depth, one in enumerate(over)
    )
    return Piece(text[start:end], layers, tuple(one for one in over if _core(one)[1] == end))
