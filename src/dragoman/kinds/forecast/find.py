"""Finding forecast claims in a reading."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.kinds.forecast.acts import find_acts
from dragoman.model import Article, Claim, Reading


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the forecast claims of one sentence."""
    return tuple(find_acts(reading, article))
