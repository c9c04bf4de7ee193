"""The World Bank's World Development Indicators."""

from dragoman.evidence.sources.worldbank.load import WorldBank

__all__ = ["WorldBank"]
