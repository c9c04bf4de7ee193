"""The whole walk: an article in, a report out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dragoman import __version__, plugins
from dragoman.intake import to_article
from dragoman.model import Answers, Article, Claim, Question, Reading, Report
from dragoman.reading.read import read as read_article

if TYPE_CHECKING:
    from collections.abc import Iterable


class Asks(Protocol):
    """What the walk needs of a store."""

    hash: str

    def ask(self, questions: Iterable[Question]) -> Answers:
        """Return the statements that answer each question."""


def read(article: str | Path | Article, *, published: str | date | None = None) -> tuple[Reading, ...]:
    """Return the readings of an article's gated sentences, in reading order."""
    return read_article(to_article(article, published=published))


def check(
    article: str | Path | Article, *, published: str | date | None = None, store: Asks | str | Path | None = None
) -> Report:
    """Return the report on one article.

    Args:
        article: text, a path, or an `Article`.
        published: the article's date (ISO), where the text does not carry it.
        store: an open store, a store file, or None for the embedded evidence.

    Raises:
        UnusableInput: the article cannot be read.
        StoreError: the store cannot be opened.
    """
    taken = to_article(article, published=published)
    return judge(taken, find(taken, read_article(taken)), _open(store))


def find(article: Article, readings: Sequence[Reading]) -> tuple[Claim, ...]:
    """Return the claims of an article in reading order, each with its id."""
    kinds = plugins.kinds().values()
    found = [claim for reading in readings for kind in kinds for claim in kind.find(reading, article)]
    unique = {(claim.kind, claim.anchor, claim.start, claim.end): claim for claim in found}
    ordered = sorted(unique.values(), key=lambda claim: (claim.anchor, claim.start, claim.end, claim.kind))
    return tuple(replace(claim, id=f"c{number:03d}") for number, claim in enumerate(ordered, 1))


def questions(article: Article, claims: Sequence[Claim]) -> dict[str, tuple[Question, ...]]:
    """Return what each claim, by id, needs to know."""
    kinds = plugins.kinds()
    return {claim.id: tuple(kinds[claim.kind].ask(claim, article)) for claim in claims}


def conclude(article: Article, claims: Sequence[Claim], answers: Answers, *, store: str) -> Report:
    """Return the report: each claim judged on the answers. `store` is the hash of the store that gave them."""
    kinds = plugins.kinds()
    findings = {claim.id: kinds[claim.kind].judge(claim, article, answers) for claim in claims}
    notes = (UNDATED,) if claims and article.published is None else ()
    return Report(article=article, claims=tuple(claims), findings=findings, store=store, version=__version__, notes=notes)


UNDATED = (
    "No date of publication is known, so that “last year” and the like stay open and every verdict is as of now; give the date."
)


def judge(article: Article, claims: Sequence[Claim], store: Asks) -> Report:
    """Return the report: every claim's questions put to the store at once, then each claim judged on its answers."""
    asked = questions(article, claims)
    answers = store.ask(dict.fromkeys(question for group in asked.values() for question in group))
    return conclude(article, claims, answers, store=store.hash)


def _open(store: Asks | str | Path | None) -> Asks:
    if store is None or isinstance(store, str | Path):
        from dragoman.evidence.store import Store

        return Store.open(store)
    return store
