"""GDP of the World Bank in datahub.io's one table."""

from dragoman.evidence.sources.datahub.load import Datahub

__all__ = ["Datahub"]
