"""From bytes to an `Article` whose text is fixed; every later offset counts its characters."""

from dragoman.intake.article import to_article

__all__ = ["to_article"]
