"""Comparing a tie claim with what the record holds, part by part: parties, name, act, date, scope, first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from dragoman.lexicon import rows, values
from dragoman.lexicon.names import entries
from dragoman.model import Claim, Period, Statement

NOT_DONE = ("planned", "not-adopted", "negotiation", "proposal")
NOT_YET = ("commitment", "proposal", "negotiation")


@cache
def words() -> dict[str, Any]:
    """Return `names.toml`, its two long lists as sets."""
    raw = tomllib.loads(files("dragoman.kinds.tie").joinpath("names.toml").read_text(encoding="utf-8"))
    return {**raw, "generic": frozenset(raw["generic"]), "common": frozenset(raw["common"])}


@cache
def _states() -> dict[str, tuple[str, frozenset[str]]]:
    """Each territory's usual name and, in lower case, everything it and its people are called."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for row in rows("territories.csv"):
        names = frozenset(n.lower() for column in ("names", "demonyms") for n in values(row[column])) | {row["id"].lower()}
        name, before = found.get(row["id"], ((*values(row["names"]), row["id"])[0], frozenset()))
        found[row["id"]] = (name, before | names)  # the first row gives the usual name
    return found


def name_of(actor: str) -> str:
    """Return an actor's name for a reader."""
    special = words()["display"].get(actor)
    if special:
        return str(special)
    if ":" in actor:
        return actor.partition(":")[2]
    return _states().get(actor, (actor, frozenset()))[0]


def named(actors: Iterable[str]) -> str:
    """Return names in a list: "Japan, Australia and NATO"."""
    names = [name_of(actor) for actor in actors]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else "nobody named"


def shown(period: Period | None) -> str:
    """Return a period as a reader would write it, to its own grain."""
    if period is None or (period.start is None and period.end is None):
        return "no date"
    start, end = period.start, period.end
    if start is None:
        return f"until {end}"
    if end is None:
        return f"since {start}"
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and end.day >= 28:
        return f"{start:%Y-%m}"
    return f"{start} to {end}"


def when(period: Period | None) -> str:
    """Return a period with its preposition: "on 2024-03-07", "in 2024"."""
    text = shown(period)
    return f"on {text}" if len(text) == 10 else text if text.startswith(("since", "until", "no ")) else f"in {text}"


def cited(fact: Statement) -> str:
    """Return an entry as a line of working names it: its name, and who states it where."""
    when = f", {fact.source_date or fact.vintage.published}" if (fact.source_date or fact.vintage.published) else ""
    by = fact.publisher or fact.vintage.source
    return f"“{fact.name}” ({by}{when})"


def parties_of(claim: Claim) -> tuple[str, ...]:
    """Return the states and organisations that a claim's own words bind, its subject first."""
    guessed = claim.tie.inferred if claim.tie else ()
    name = (claim.tie.instrument or "").lower() if claim.tie and claim.tie.type != "membership" else ""
    found = (
        words()["one_state"].get(actor, actor)
        for actor in (*claim.subject, *claim.object)
        if not actor.startswith("person:") and actor not in guessed and not _is_of_name(actor, name, claim.quote)
    )
    all_ = tuple(dict.fromkeys(found))
    if claim.tie is None or claim.tie.type not in ("agreement", "alliance", "basing") or sum(":" not in a for a in all_) < 2:
        return all_
    return tuple(actor for actor in all_ if not (actor.startswith("org:") and _short(actor) in name.split()))


def _is_of_name(actor: str, name: str, quote: str) -> bool:
    """Whether an actor stands within a treaty's name and is no party: "Falepili Union", the city of "Minsk II"."""
    if actor.startswith("org:"):
        return " " in actor and name_of(actor).lower() in name
    if not name or not any(re.search(rf"\b{re.escape(city)}\b", name) for city in _capitals().get(actor, ())):
        return False
    return not any(re.search(rf"\b{re.escape(word)}\b", quote.lower()) for word in _states().get(actor, ("", ()))[1])


@cache
def _capitals() -> dict[str, tuple[str, ...]]:
    """Each state's seats of power in lower case."""
    found: dict[str, tuple[str, ...]] = {}
    for surface, meanings in entries().items():
        for entry in meanings:
            if entry.kind == "capital":
                for actor in entry.ids:
                    found[actor] = (*found.get(actor, ()), surface.lower())
    return found


def _short(actor: str) -> str:
    return actor.partition(":")[2].lower()


@lru_cache(maxsize=2048)
def content(text: str) -> tuple[str, ...]:
    """Return the words of a name that tell it apart, in one spelling, without articles, states and generic words."""
    lists = words()
    found = []
    for word in re.findall(r"[A-Za-z0-9][\w+-]*", text.lower().replace("’s", "").replace("'s", "")):
        for part in word.split("-") if word not in lists["generic"] else ():
            part = lists["same"].get(part, part)
            for one in part.split("-"):
                if one and one not in lists["generic"] and one not in _state_words():
                    found.append(one)
    return tuple(dict.fromkeys(found))


@cache
def _state_words() -> frozenset[str]:
    return frozenset(word for _, names in _states().values() for name in names for word in name.split()) - {"and", "islands"}


def is_of_state(word: str) -> bool:
    """Return whether a word is one of a state's names or of its people's."""
    return word.lower() in _state_words()


def same_name(wanted: Sequence[str], fact: Statement, short: str = "") -> bool:
    """Return whether an entry is the instrument that the words name: all of them are in it, and they identify it.

    Two words identify an instrument, or one that is not among the common ones, or its initials (`short`). The year of an entry's
    signature or entry into force may stand among the words ("the 1951 treaty").
    """
    years = {str(one.start.year) for one in (fact.signed, fact.in_force) if one and one.start}
    wanted = [word for word in wanted if word not in years]
    if not wanted:
        return False
    held = set(content(" ".join((fact.name, fact.subtype.replace("-", " "), *fact.scope))))
    held |= {initials(fact.name)}
    if short and len(short) >= 3 and short in held:
        return True
    if not set(wanted) <= held:
        return False
    return len(wanted) >= 2 or wanted[0] not in words()["common"]


def calls(instrument: str | None, fact: Statement) -> bool:
    """Return whether an entry's own name has the very words of an instrument ("Iran nuclear deal"), two at least."""
    name = re.sub(r"^(?:the|a|an|its|their|this|that)\s", "", (instrument or "").strip().lower())
    return " " in name and re.search(rf"\b{re.escape(name)}\b", fact.name.lower()) is not None and bool(content(name))


def is_own_name(instrument: str | None) -> bool:
    """Return whether an instrument is called by a name that only one has, and is not described.

    >>> is_own_name("the Elysee Treaty"), is_own_name("New START"), is_own_name("Mutual Defense Treaty"), is_own_name("a pact")
    (True, True, False, False)
    """
    proper = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", instrument or "") if word[:1].isupper()]
    return bool(set(content(" ".join(proper))) - set(words()["common"]))


def initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Z]\w+", name)).lower()


def meeting_kind(text: str) -> str:
    """Return the kind of meeting that words name, or ""."""
    low = text.lower()
    for term, kind in sorted(words()["meeting"].items(), key=lambda item: -len(item[0])):
        if term in low:
            return str(kind)
    return ""


def act_date(claim: Claim, fact: Statement) -> Period | None:
    """Return the date of an entry that answers the claim's act: signature, entry into force, end, or the event's own days."""
    action = claim.tie.action if claim.tie else "hold"
    if action == "sign":  # an entry into force says nothing of the day of signature
        return fact.signed
    if action == "enter_into_force":
        return fact.in_force
    if action == "end":
        return fact.ended
    if claim.tie and claim.tie.type == "membership":
        return fact.in_force or fact.signed
    return fact.signed or fact.in_force


def spell(fact: Statement) -> Period | None:
    """Return the days of an event: from its begin to its end where both are stated."""
    begin = fact.signed or fact.in_force
    if begin is None or fact.ended is None:
        return begin
    return Period(begin.start, fact.ended.end, begin.grain)


def meets(claimed: Period | None, held: Period | None) -> bool | None:
    """Return whether two periods share a day; None where either is not dated."""
    if claimed is None or held is None or (claimed.start is None and claimed.end is None):
        return None
    after = claimed.start is not None and held.end is not None and held.end < claimed.start
    before = claimed.end is not None and held.start is not None and held.start > claimed.end
    return not (after or before)


FEW = timedelta(days=2)
"""What an entry's own date may span to bear out a day all the same: a night, or two clocks."""


def as_fine(claimed: Period | None, held: Period | None) -> bool:
    """Return whether an entry is dated as finely as a claim: one of a month does not bear out a day of it."""
    if claimed is None or held is None or claimed.start is None or claimed.end is None or held.start is None or held.end is None:
        return True
    return (claimed.end - claimed.start).days >= (held.end - held.start).days or held.end - held.start <= FEW


def dated_by(claimed: Period | None, held: Period | None) -> bool:
    """Return whether a claimed date is borne out by an entry's: they share a day, and the entry's is no coarser."""
    return bool(meets(claimed, held)) and as_fine(claimed, held)


def months_before(day: date, months: int) -> date:
    """Return the day that many months earlier (the first of the month where it has no such day)."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, min(day.day, 28))


def involves(fact: Statement, parties: Iterable[str]) -> bool:
    """Return whether an entry binds all of them."""
    return set(parties) <= set(fact.parties)


def doers(fact: Statement) -> frozenset[str]:
    """Return who did the act that an entry records, where it says so: of its parties those flagged `by:`."""
    return frozenset(flag.removeprefix("by:") for flag in fact.flags if flag.startswith("by:"))


def done(fact: Statement) -> bool:
    """Return whether an entry records something that came about, not a plan, a proposal or talks."""
    return fact.status not in NOT_DONE and fact.subtype not in NOT_YET


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict on one set of entries, with what it rests on."""

    verdict: str
    reason: str
    lines: tuple[str, ...] = ()
    facts: tuple[Statement, ...] = ()
    grounds: tuple[str, ...] = ()
    value: str | None = None
    """What the record says, where that is not a date: "number 31"."""


def open_(reason: str, *lines: str, facts: Sequence[Statement] = (), near: bool = False) -> Outcome:
    """Return `not_enough_evidence`: what is missing, and the entries that come near."""
    return Outcome("not_enough_evidence", reason, lines, tuple(facts), ("near_miss",) if near else ())
