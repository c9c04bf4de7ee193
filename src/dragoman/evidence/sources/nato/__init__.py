"""NATO's defence expenditure tables."""

from dragoman.evidence.sources.nato.load import Nato

__all__ = ["Nato"]
