"""The European Central Bank's daily reference rates."""

from dragoman.evidence.sources.ecb.load import Ecb

__all__ = ["Ecb"]
