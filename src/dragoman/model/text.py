"""Articles, sentences and spans. Every offset counts Python characters of `Article.text`, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.model.quick import quick


@quick
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text, `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Return whether `other` lies wholly within."""
        return self.start <= other.start and other.end <= self.end


@quick
@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or headline, or list item): a span of the article and its place in reading order."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int = 0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read. `text` is fixed at intake and never rewritten.

    `published` is None where neither the user nor the page says it. `sentences` are spans of `text` in reading order.
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    language: str = "en"
    source: str | None = None
    sentences: tuple[Sentence, ...] = ()
