"""Who has pledged what to whom: treaties by article, as in force on a day, with what sets them off.

A pledge in force is one thing, whether it applies to a given attack another, and whether it was kept a third: this module answers
the first two, from `obligations.toml` (articles, conditions, sources) and the register's statements (members, citations).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.model import Period, Statement, Vintage

FIGHTING = frozenset(("defense", "offense"))


@dataclass(frozen=True, slots=True)
class Instrument:
    """One treaty, law or arrangement; fields as at the top of `obligations.toml`."""

    id: str
    name: str
    members: tuple[str, ...]
    matches: tuple[str, ...]
    kinds: frozenset[str]
    article: str
    pledge: str
    conditions: tuple[str, ...]
    weight: str
    signed: date
    source: tuple[str, str, str]
    in_force: date | None = None
    ended: date | None = None
    scope: str = ""
    binds: tuple[str, ...] = ()
    owed_to: tuple[str, ...] = ()
    joined: Mapping[str, date] = field(default_factory=dict, hash=False)
    left: Mapping[str, date] = field(default_factory=dict, hash=False)
    binding: bool = True
    denies: bool = False
    without: tuple[tuple[str, str, date], ...] = ()
    unconditional: bool = False
    organised: bool = False
    command: bool = False
    bases: bool = False
    all_for_one: bool = False
    founded: str = ""
    articles: tuple[str, ...] = ()

    @property
    def organisation(self) -> str:
        """The organisation that it founds, as an actor id, or empty."""
        return self.members[0] if self.members[0].startswith("org:") else self.founded

    @property
    def since(self) -> date:
        """The day from which it counts: entry into force, else signature."""
        return self.in_force or self.signed

    def standing(self, on: date, *, known_by: date | None = None) -> bool:
        """Return whether it is in force on a day, as far as was public by another."""
        public = self.signed <= (known_by or on)
        return public and self.since <= on and (self.ended is None or self.ended > on)

    @property
    def treaty(self) -> bool:
        """Whether it is a treaty, and not a law, an order or a statement."""
        return self.weight == "treaty"

    @property
    def force(self) -> str:
        """In words, since when it counts."""
        if not self.binding:
            return f"signed on {self.signed}; its entry into force was not seen"
        if self.in_force is None:
            return f"made on {self.signed}"
        return f"signed on {self.signed}, in force since {self.in_force}"

    def cited(self, statements: Iterable[Statement]) -> tuple[str, ...]:
        """Return ids of the statements that are this instrument in the register: its name, and only its parties."""
        parties, founded = set(self.members), self.members[0].startswith("org:")
        near = statements if founded else [one for one in statements if parties.issuperset(one.parties)]
        found = []
        for one in near:
            name = one.name.lower()
            if any(part in name for part in self.matches):
                found.append(one.id)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Obligation:
    """What `by` owes `to` under one instrument.

    Args:
        applies: whether the contingency asked about sets it off: True, False, or None where the wording leaves it open.
        why: the reason, as a sentence without its full stop.
        evidence: ids of the register's statements that bear it out.
    """

    instrument: Instrument
    by: str
    to: str
    applies: bool | None
    why: str
    evidence: tuple[str, ...] = ()

    @property
    def fights(self) -> bool:
        """Whether it is a pledge to help with force."""
        return not self.instrument.kinds.isdisjoint(FIGHTING)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(files("dragoman.estimate").joinpath("obligations.toml").read_text(encoding="utf-8"))


@cache
def instruments() -> tuple[Instrument, ...]:
    """Return every instrument that is coded."""
    plural = ("members", "matches", "conditions", "binds", "owed_to", "source", "articles")
    found = []
    for row in _file()["instrument"]:
        made = {**row, "kinds": frozenset(row["kinds"]), **{name: tuple(row[name]) for name in plural if name in row}}
        made["without"] = tuple((by, to, day) for by, to, day in row.get("without", ()))
        found.append(Instrument(**made))
    return tuple(found)


def scopes() -> Mapping[str, Sequence[str]]:
    """Return which states' home territory lies in each region that an instrument names."""
    found: dict[str, Sequence[str]] = _file()["scopes"]
    return found


def members(
    instrument: Instrument, statements: Iterable[Statement], on: date, *, known_by: date | None = None
) -> tuple[str, ...]:
    """Return the parties to an instrument on a day; an organisation's are those whose accession the register holds by then."""
    if not instrument.members[0].startswith("org:"):
        return tuple(one for one in instrument.members if _party(instrument, one, on))
    organisation = instrument.members[0]
    found = set()
    for one in statements:
        if one.measure != "membership" or organisation not in one.parties:
            continue
        joined = one.in_force.start if one.in_force and one.in_force.start else one.period.start
        left = one.ended.start if one.ended else None
        signed = (one.signed.start if one.signed else None) or joined
        if joined and joined <= on and (left is None or left > on) and (known_by is None or (signed and signed <= known_by)):
            found |= {party for party in one.parties if party != organisation}
    return tuple(sorted(found))


def _party(instrument: Instrument, actor: str, on: date) -> bool:
    left = instrument.left.get(actor)
    return instrument.joined.get(actor, date.min) <= on and (left is None or on < left)


def statement(instrument: Instrument) -> Statement:
    """Return the instrument as a statement that a report can cite: its article, on the page where it was read."""
    publisher, title, url = instrument.source
    day = Period(instrument.signed, instrument.signed, "day")
    return Statement(
        id=f"treaty:{instrument.id}",
        kind="tie",
        actor="",
        measure="alliance" if instrument.kinds & {"defense", "offense"} else "agreement",
        vintage=Vintage("treaties", "2026-11", instrument.signed),
        period=Period(instrument.signed, instrument.ended, "open" if instrument.ended is None else "day"),
        publisher=publisher,
        title=title,
        url=url,
        parties=tuple(sorted(instrument.members)),
        form="",
        name=f"{instrument.name}, {instrument.article}",
        status="in-force" if instrument.in_force else "signed-or-announced",
        signed=day,
        in_force=Period(instrument.in_force, instrument.in_force, "day") if instrument.in_force else None,
        note=instrument.pledge,
    )


def owed(statements: Sequence[Statement], on: date, *, known_by: date | None = None) -> tuple[Obligation, ...]:
    """Return every obligation in force on a day between any two states, whatever the contingency (`applies` is None)."""
    found = []
    for instrument in instruments():
        if not instrument.standing(on, known_by=known_by):
            continue
        parties, evidence = members(instrument, statements, on, known_by=known_by), instrument.cited(statements)
        lifted = {(by, to) for by, to, day in instrument.without if day <= on}
        found += [
            Obligation(instrument, by, to, None, "", evidence)
            for by in parties
            if not instrument.binds or by in instrument.binds
            for to in parties
            if to != by and (by, to) not in lifted and (not instrument.owed_to or to in instrument.owed_to)
        ]
    return tuple(found)


def triggered(obligation: Obligation, attacker: str, target: str, *, where: str | None = None) -> Obligation:
    """Return the obligation with whether an armed attack by `attacker` on `target` sets it off.

    Args:
        where: the state on whose territory the attack falls; None: the target's own.
    """
    instrument = obligation.instrument
    if not obligation.fights:
        return _with(obligation, False, f"no duty to fight; {instrument.article}: {instrument.pledge}")
    if obligation.to != target:
        return _with(obligation, False, f"it is owed to {obligation.to}, not to {target}")
    if obligation.by == attacker:
        return _with(obligation, False, f"{attacker} is the attacker")
    home = where or target
    if not reaches(instrument, home):
        return _with(obligation, False, f"{home} lies outside the area that {instrument.article} names")
    if not instrument.binding:
        return _with(obligation, None, f"{instrument.force}; {instrument.article}: {instrument.pledge}")
    return _with(obligation, True, f"{instrument.article}: {instrument.pledge}")


def reaches(instrument: Instrument, theatre: str) -> bool:
    """Return whether a war fought in a state's home territory lies in the area that an instrument names."""
    area = instrument.members if instrument.scope == "parties" else scopes().get(instrument.scope, ())
    return not instrument.scope or theatre in area


def _with(obligation: Obligation, applies: bool | None, why: str) -> Obligation:
    return replace(obligation, applies=applies, why=why)
