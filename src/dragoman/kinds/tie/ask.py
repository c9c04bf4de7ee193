"""What a tie claim needs from the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.kinds.tie.record import is_own_name, parties_of, words
from dragoman.model import Article, Claim, Question

MOST = 6
"""Parties beyond which the pairs are not asked for one by one."""


def ask(claim: Claim, article: Article) -> Sequence[Question]:
    """Return the questions of one claim: entries on all its parties, on each pair, on each organisation, for both dates.

    An agreement of which the words name no party, but its own name, is looked for among all.
    """
    parties = parties_of(claim)
    days: tuple[date | None, ...] = (article.published, None) if article.published else (None,)
    if claim.tie is None:
        return ()
    if not parties:
        types = tuple(words()["record"].get(claim.tie.type, ())) if is_own_name(claim.tie.instrument) else ()
        return [Question("tie", types, (), known_by=day) for day in days] if types and claim.tie.type == "agreement" else ()
    groups = {tuple(sorted(parties))} | {(actor,) for actor in parties if actor.startswith("org:")}
    if len(parties) <= MOST:
        groups |= {tuple(sorted((one, other))) for one in claim.subject for other in claim.object if {one, other} <= set(parties)}
    if claim.tie.type == "alliance":
        groups |= {(alliance,) for alliance in words()["allies"]}
    if claim.tie.type == "membership":
        groups |= {(actor,) for actor in parties}
    return [Question("tie", (), group, known_by=day) for day in days for group in sorted(groups)]
