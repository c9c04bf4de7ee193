"""HTML pages, through trafilatura: the article without navigation, its title and its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.errors import UnusableInput


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a document held: its text, and title and date where it says them."""

    text: str
    title: str | None = None
    published: date | None = None


def extract(data: bytes, *, where: str, url: str | None = None) -> Extracted:
    """Return the article on a page.

    Raises:
        UnusableInput: the page holds no article.
    """
    from trafilatura import bare_extraction

    found = bare_extraction(data, url=url, include_comments=False, include_tables=True, with_metadata=True)
    text = (getattr(found, "text", None) or "").strip()
    if len(text.split()) < 20:
        raise UnusableInput(
            "no article was found on this page", do="save the article's text to a file and check that", where=where
        )
    return Extracted(text, getattr(found, "title", None) or None, _day(getattr(found, "date", None)))


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
    return day if day and day <= date.today() else None
