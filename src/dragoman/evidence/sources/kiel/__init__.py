"""The Kiel Institute's Ukraine Support Tracker."""

from dragoman.evidence.sources.kiel.load import Kiel

__all__ = ["Kiel"]
