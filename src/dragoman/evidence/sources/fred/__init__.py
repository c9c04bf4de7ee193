"""The Federal Reserve's annual exchange rates."""

from dragoman.evidence.sources.fred.load import Fred

__all__ = ["Fred"]
