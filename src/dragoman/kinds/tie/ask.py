"""What a tie claim needs from the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.kinds.tie.record import parties_of, words
from dragoman.model import Article, Claim, Question

MOST = 6
"""Parties beyond which the pairs are not asked for one by one."""


def ask(claim: Claim, article: Article) -> Sequence[Question]:
    """Return the questions of one claim: entries on all its parties, on each pair, on each organisation, for both dates."""
    parties = parties_of(claim)
    if not parties or claim.tie is None:
        return ()
    groups = {tuple(sorted(parties))} | {(actor,) for actor in parties if actor.startswith("org:")}
    if len(parties) <= MOST:
        groups |= {tuple(sorted((one, other))) for one in claim.subject for other in claim.object if {one, other} <= set(parties)}
    if claim.tie.type == "alliance":
        groups |= {(alliance,) for alliance in words()["allies"]}
    if claim.tie.type == "membership":
        groups |= {(actor,) for actor in parties}
    days: tuple[date | None, ...] = (article.published, None) if article.published else (None,)
    return [Question("tie", (), group, known_by=day) for day in days for group in sorted(groups)]
