"""Finding forecast claims in a reading: figures and acts that the text places after the article's date."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.kinds.interpretation.find import judgements
from dragoman.kinds.route import claims
from dragoman.model import Article, Claim, Reading


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the forecast claims of one sentence."""
    return [*claims(reading, article, "forecast"), *judgements(reading, article, "forecast")]
