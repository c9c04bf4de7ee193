"""Text, path or `Article` in, `Article` out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.intake.sentences import split
from dragoman.model import Article


def to_article(article: str | Path | Article, *, published: str | date | None = None) -> Article:
    """Return an article with its sentences."""
    day = date.fromisoformat(published) if isinstance(published, str) else published
    if isinstance(article, Article):
        taken = article
    elif isinstance(article, Path):
        taken = _from_text(article.read_text(encoding="utf-8"), source=article.name)
    else:
        taken = _from_text(article)
    return replace(taken, published=day or taken.published, sentences=taken.sentences or split(taken.text))


def _from_text(text: str, *, source: str | None = None) -> Article:
    return Article(id=hashlib.sha256(text.encode()).hexdigest()[:16], text=text, source=source)
