"""Finding figure claims in a reading: the figure frames that are asserted. What is planned or predicted is a forecast."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.kinds.figure.route import claim, routed
from dragoman.model import Article, Claim, Reading


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the figure claims of one sentence."""
    return tuple(claim("figure", reading, frame, modality, article) for frame, modality in routed(reading, article, "figure"))
