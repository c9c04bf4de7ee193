"""US forces abroad by country and year."""

from dragoman.evidence.sources.troops.load import Troops

__all__ = ["Troops"]
