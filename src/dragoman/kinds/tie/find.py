"""Finding tie claims in a reading: acts and relations that the text asserts."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.kinds.route import claims
from dragoman.model import Article, Claim, Reading


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the tie claims of one sentence."""
    return claims(reading, article, "tie")
