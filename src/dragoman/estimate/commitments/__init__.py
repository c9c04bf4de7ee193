"""Who would be drawn in: the chance of joining with force, the cascade, and how often pledges were kept."""

from dragoman.estimate.commitments.features import features
from dragoman.estimate.commitments.model import Model, load, parameters

__all__ = ["Model", "features", "load", "parameters"]
