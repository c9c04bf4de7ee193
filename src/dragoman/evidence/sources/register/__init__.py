"""The register: our own cited facts about security ties, spending plans and leading spenders."""

from dragoman.evidence.sources.register.load import Register

__all__ = ["Register"]
