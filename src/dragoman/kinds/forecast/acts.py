"""Forecasts of acts: ties and other acts that the text places after the article's date."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.kinds.route import claim, routed
from dragoman.model import Article, Claim, Reading


def find_acts(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the planned and predicted acts of one sentence."""
    return [claim("forecast", reading, frame, modality, article) for frame, modality in routed(reading, article, "forecast")]
