"""What a forecast claim needs from the record."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Article, Claim, Question


def ask(claim: Claim, article: Article) -> Sequence[Question]:
    """Return the questions of one claim, for both dates."""
    return ()
