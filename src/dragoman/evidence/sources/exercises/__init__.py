"""Multinational military exercises, 1980 to 2010."""

from dragoman.evidence.sources.exercises.load import Exercises

__all__ = ["Exercises"]
