"""From bytes to an `Article` whose text is fixed; every later offset counts its characters."""

from dragoman.intake.article import MAX_BYTES, from_bytes, to_article
from dragoman.intake.dates import to_date

__all__ = ["MAX_BYTES", "from_bytes", "to_article", "to_date"]
