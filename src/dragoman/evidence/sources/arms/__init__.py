"""SIPRI's arms transfers, in a table of supplier, recipient and year."""

from dragoman.evidence.sources.arms.load import Arms

__all__ = ["Arms"]
