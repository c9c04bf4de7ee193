"""Finding interpretation claims in a reading."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Article, Claim, Reading


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the interpretation claims of one sentence."""
    return ()
