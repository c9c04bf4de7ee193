"""What a commitment claim needs from the record."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Article, Claim, Question

TREATIES = ("alliance", "agreement", "partnership", "declaration")
MEMBERS = ("org:NATO",)


def ask(claim: Claim, article: Article) -> Sequence[Question]:
    """Return the questions of one claim, for both dates: the treaties of the register, and who is a member of what.

    They are the same for every claim of an article, so that they are asked once.
    """
    dates = dict.fromkeys((article.published, None))
    return tuple(
        question
        for known_by in dates
        for question in (
            Question("tie", TREATIES, (), known_by=known_by),
            *(Question("tie", ("membership",), (organisation,), known_by=known_by) for organisation in MEMBERS),
        )
    )
