"""SIPRI's military expenditure workbook."""

from dragoman.evidence.sources.sipri.load import Sipri

__all__ = ["Sipri"]
