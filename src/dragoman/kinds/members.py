"""Who belonged to an organisation on a day: its dated accessions, and the lists that name its members without a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.model import Period, Statement

WHOLE = ("org:NATO",)
"""Organisations of which the register keeps every accession since the founding; a test holds it against the lists of members."""


@dataclass(frozen=True, slots=True)
class Members:
    """The members of one organisation as the record has them.

    Args:
        dated: the entry of each state whose accession has a date.
        listed: the entry of each state that a list names without one.
        whole: whether the record keeps the accession of every member that there ever was.
    """

    dated: dict[str, Statement]
    listed: dict[str, Statement]
    whole: bool = False

    @property
    def complete(self) -> bool:
        """Whether members can be counted on any day: all accessions are kept, or every state on a list has a date too."""
        return set(self.listed) <= set(self.dated) and bool(self.listed or (self.whole and self.dated))

    def on(self, day: date) -> tuple[list[Statement], list[Statement]]:
        """Return the entries of the members on a day, and of those that joined or left around it on a day not known."""
        sure: list[Statement] = []
        unsure: list[Statement] = []
        for fact in self.dated.values():
            since, until = joined(fact), fact.ended
            if since is None or since.start is None or since.end is None or since.start > day:
                continue
            if until is not None and until.end is not None and until.end < day:
                continue
            vague = since.end > day or (until is not None and until.start is not None and until.start <= day)
            (unsure if vague else sure).append(fact)
        return sure, unsure


def members(group: str, facts: Iterable[Statement]) -> Members:
    """Return the members of an organisation among some entries."""
    found = Members({}, {}, group in WHOLE)
    for fact in facts:
        states = [party for party in fact.parties if ":" not in party]
        held = fact.measure == "membership" and fact.status in ("in-force", "ended")
        if not held or group not in fact.parties or len(states) != 1:
            continue
        if joined(fact) is not None:
            found.dated.setdefault(states[0], fact)
        elif fact.status == "in-force" and fact.signed is None:
            found.listed.setdefault(states[0], fact)
    return found


def joined(fact: Statement) -> Period | None:
    """Return when a state became a member: the accession's entry into force, for one of the first members the signature."""
    return fact.in_force or (fact.signed if is_first(fact) else None)


def is_first(fact: Statement) -> bool:
    """Return whether a state was a member from the start, by founding the organisation or by what sources count from."""
    name = fact.name.lower()
    return "founding" in name or "from the start" in name
