"""The IMF's DataMapper."""

from dragoman.evidence.sources.imf.load import Imf

__all__ = ["Imf"]
