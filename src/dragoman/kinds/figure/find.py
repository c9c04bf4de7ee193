"""Finding figure claims in a reading: the figure frames that are asserted. What is planned or predicted is a forecast."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.kinds.route import claims
from dragoman.model import Article, Claim, Reading


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the figure claims of one sentence."""
    return claims(reading, article, "figure")
