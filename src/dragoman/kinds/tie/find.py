"""Finding tie claims in a reading: acts and relations that the text asserts."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.kinds.interpretation.find import judgements
from dragoman.kinds.route import claims
from dragoman.model import Article, Claim, Reading


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the tie claims of one sentence: acts, and what somebody is told to build up."""
    return [*claims(reading, article, "tie"), *judgements(reading, article, "tie")]
