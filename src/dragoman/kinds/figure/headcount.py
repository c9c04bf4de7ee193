"""How many members an organisation has: counted from the dates of accession, or from a list without dates."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache

from dragoman.kinds.compare import Recorded
from dragoman.kinds.figure import words
from dragoman.kinds.figure.record import Case
from dragoman.kinds.members import joined, members
from dragoman.lexicon.names import entries
from dragoman.model import Claim, Interval, Period, Statement

_WHOLE = re.compile(
    r"(?:\b(?:has|had|have|all|its|of|with|counts?|numbers?|comprises?"
    r"|(?:gr[eo]w[ns]?|expand(?:s|ed)?|enlarged?|rose)\s(?:from\s\w+\s)?to)(?:\s+(?:now|currently|then|just))?|['\u2019]s|s['\u2019])\s*$",
    re.I,
)
_BODY = re.compile(
    r"(?:,|\b(?:is|remains))\s(?:now\s)?(?:an?|the)\s(?:[\w-]+\s){0,2}(?:alliance|bloc|union|organi[sz]ation|grouping|pact)\sof\s*$",
    re.I,
)
"""What a number of states makes up: "NATO, an alliance of 32 countries"."""
_THE = re.compile(r"\bthe\s*$", re.I)
_OF_IT = re.compile(r"\s+of\s", re.I)
_PART = re.compile(
    r"\s*,?\s*(?:\w+ing|who|that|which|whose|have|had|spend|spent|meet|met\s(?:the|its|their)|"
    r"in|on|at|along|from|near|outside|with|without|to)\b",
    re.I,
)
_SOME = re.compile(r"\b(?:coalition|group|majority|minority|handful|number|club|summit|meeting)\s+of\s*$", re.I)
_AS_NAME = re.compile(r"[\w-]+-(?:nation|member|state|country)", re.I)
_NAMED = re.compile(r"\s(?:[A-Z]\w+\s){0,2}(?:bloc|[aA]lliance|[uU]nion|organi[sz]ation|grouping|pact|NATO|Nato|EU|ASEAN)\b")
"""A number that is part of an organisation's name, and what follows there: "28-nation bloc", "27-member European Union"."""
_STRONG = re.compile(r"\s+strong\b", re.I)
NOUNS = ("member", "member state", "ally", "member country", "member nation")
STATES = ("nation", "state", "country")


def is_headcount(claim: Claim) -> bool:
    """Return whether a figure counts the members of one organisation."""
    figure = claim.figure
    one = len(claim.subject) == 1 and claim.subject[0].startswith("org:")
    if figure is None or not one or figure.form not in ("count", "level") or figure.quantity is None:
        return False
    noun = figure.quantity.unit
    return (noun in NOUNS and _stands_first(claim)) or (noun in (*NOUNS, *STATES) and _is_name_or_strength(claim))


def _is_name_or_strength(claim: Claim) -> bool:
    """Return whether a number names an organisation ("the 28-nation bloc", "an alliance of 32 countries") or says how strong it
    is ("32 nations strong")."""
    anchor = claim.quote[claim.anchor.start - claim.start : claim.anchor.end - claim.start]
    after = claim.quote[claim.anchor.end - claim.start :]
    made_of = _BODY.search(claim.quote[: claim.anchor.start - claim.start]) and not _PART.match(after)
    return bool((_AS_NAME.fullmatch(anchor.strip()) and _NAMED.match(after)) or _STRONG.match(after) or made_of)


def _stands_first(claim: Claim) -> bool:
    """Return whether the words make the number that of all members: "NATO has 31 members", "all 27 members of the EU".

    A number that opens a clause may be of those alone that the clause goes on to speak of ("twenty-three Allies now meet").
    """
    before = claim.quote[: max(claim.anchor.start - claim.start, 0)]
    after = claim.quote[claim.anchor.end - claim.start :]
    if _PART.match(after) or _SOME.search(before):
        return False
    return bool(_WHOLE.search(before) or (_THE.search(before) and _OF_IT.match(after)))


def headcount_records(case: Case) -> list[Recorded]:
    """Return how many members the organisation had on the day that the claim speaks of."""
    day = _day(case)
    if day is None or _of_another_body(case):
        return []
    told = members(case.claim.subject[0], case.ties)
    if told.dated and (told.complete or not told.listed):
        sure, unsure = told.on(day)
        found, least, most = sure, len(sure), len(sure) + len(unsure)
    else:
        found = sorted(told.listed.values(), key=lambda fact: fact.id)
        least = most = len(found)
    if not found:
        return []
    last = max(found, key=lambda fact: ((joined(fact) or Period(None, None)).start or date.min, fact.id))
    return [_record(case, day, Interval(Decimal(least), Decimal(most)), last, sure=told.complete)]


_INITIALS = re.compile(r"\b[A-Z]{2,6}\b")


def _of_another_body(case: Case) -> bool:
    """Return whether the sentence calls a body by its initials and does not name the one that a count was read with."""
    called = _INITIALS.search(case.text) is not None
    return called and not any(re.search(rf"\b{re.escape(name)}\b", case.text) for name in _names(case.claim.subject[0]))


@cache
def _names(actor: str) -> tuple[str, ...]:
    """Return the names of an organisation that are its own, and no common noun for one ("Alliance")."""
    held = {surface for surface, meanings in entries().items() if any(actor in entry.ids for entry in meanings)}
    return tuple(sorted(name for name in held if name != name.lower() and name.lower() not in held))


_HAD = re.compile(r"\b(?:(?:had|were)(?:\s\w+)?|(?:grew|expanded|enlarged|rose)\s(?:from\s\w+\s)?to)\s*$", re.I)


def _day(case: Case) -> date | None:
    period = case.figure.period
    before = case.claim.quote[: max(case.claim.anchor.start - case.claim.start, 0)]
    dated = period is not None and (period.start, period.end) != (case.article.published, case.article.published)
    if _HAD.search(before) and not dated:
        return None  # a time gone by that the words do not name
    return period.end if period is not None and period.end is not None else case.article.published


def _record(case: Case, day: date, value: Interval, last: Statement, *, sure: bool) -> Recorded:
    """Return the count as a record; one that may not be whole supports and never refutes."""
    group = case.claim.subject[0]
    number = words.plain(value.low or Decimal(0))
    dated = joined(last)
    name = words.actors(tuple(party for party in last.parties if party != group))
    newest = f", the last to join {name}, {words.period(dated)}" if dated else ""
    return Recorded(
        value=value,
        definition=f"members of {words.actor(group)}",
        line=f"{words.source(last)}: {words.actor(group)} had {number} members on {day}{newest}",
        shown=f"{number} members",
        margin=Decimal(0) if sure else None,
        rounded=False,
        statements=(last,),
    )
