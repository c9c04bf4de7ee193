"""Finding forecast claims in a reading: figures and acts that the text places after the article's date."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.kinds.figure.route import claim, routed
from dragoman.kinds.forecast.acts import find_acts
from dragoman.model import Article, Claim, Reading


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the forecast claims of one sentence."""
    figures = [claim("forecast", reading, frame, modality, article) for frame, modality in routed(reading, article, "forecast")]
    return (*figures, *find_acts(reading, article))
