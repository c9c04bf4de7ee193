"""ATOP: alliances since 1815 by member spell, with the obligations of each."""

from dragoman.evidence.sources.atop.load import Atop

__all__ = ["Atop"]
