"""Documents that a state or an organisation publishes alone: strategies, white papers, doctrines, laws, plans.

An entry of one has who published it, the day, and the names by which the press calls it. It bears out that such a document was
published by that side at that time, and nothing of what stands in it. Nothing here refutes: a state publishes more than we hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.kinds.tie.acts import clause_of, told_numbers
from dragoman.kinds.tie.case import Case, supported
from dragoman.kinds.tie.record import Outcome, dated_by, doers, shown
from dragoman.model import Statement

PAPER = "policy-document"
_PUBLISHED = re.compile(
    r"\b(?:adopt|agree|announc|approv|enact|endors|introduc|issu|launch|outlin|pass|present|promulgat|publish|releas|sign|unveil)\w*"
    r"|\b(?:set|sets|setting|laid|lays|roll(?:s|ed)?)\s(?:\w+\s)?out\b|\bcame out\b|\bmade public\b",
    re.I,
)
_FIRST = re.compile(r"\bfirst\b", re.I)


def published(case: Case, facts: Sequence[Statement]) -> Outcome | None:
    """Return the support of an entry that the claim's subject published such a document at the date claimed, or None."""
    subject = {actor for actor in case.claim.subject if not actor.startswith("person:")}
    if case.tie.date is None or not subject or not _PUBLISHED.search(case.act):
        return None
    clause = clause_of(case)
    words, numbers = _plain(f"{clause} {case.tie.instrument or ''}"), told_numbers(clause)
    agree = [
        fact
        for fact in facts
        if fact.subtype == PAPER
        and subject <= doers(fact)
        and dated_by(case.tie.date, fact.signed)
        and any(re.search(rf"\b{re.escape(name)}\b", words) for name in _names(fact))
        and numbers <= set(fact.scope)
        and (not _FIRST.search(clause) or "first" in fact.scope)
    ]
    return supported(case, agree, f"dated {shown(agree[0].signed)}") if agree else None


def _names(fact: Statement) -> list[str]:
    return [_plain(name) for name in fact.scope if not name.isdigit() and name != "first"]


def is_told_first(facts: Sequence[Statement]) -> bool:
    """Return whether entries are of a document that the cited page itself calls the first of its kind."""
    return any(fact.subtype == PAPER and "first" in fact.scope for fact in facts)


def _plain(text: str) -> str:
    """Return words in one spelling.

    >>> _plain("National Defense Programme")
    'national defence program'
    """
    return text.lower().replace("defense", "defence").replace("programme", "program")
