"""Evidence: what sources say, and the questions put to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dragoman.model.period import Period
from dragoman.model.quick import quick


@dataclass(frozen=True, slots=True)
class Vintage:
    """One publication of a source.

    Args:
        source: the source's short name (`sipri`, `register`, `factbook`, `ecb`).
        label: the publisher's own name of the release (`2023-04`).
        published: the day it appeared; where only a month is known, its last day. None: counts as published when retrieved.
        retrieved: the day the file was fetched.
        sha256: of the file it was loaded from.
    """

    source: str
    label: str
    published: date | None
    retrieved: date | None = None
    sha256: str = ""

    @property
    def known(self) -> date | None:
        """The day from which the vintage counts as known."""
        return self.published or self.retrieved


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says: one observation, tie, plan or model run. Never edited; a new vintage adds statements.

    Args:
        id: unique and stable in a store (`sipri:2023-04:JPN:military_expenditure:USD:2022`).
        kind: observation, tie, plan, model.
        actor: actor id, or `cur:JPY` for an exchange rate (units of the currency per USD).
        parties: for ties, all parties' ids, sorted; else empty.
        measure: as docs/contract.md (military_expenditure, defence_budget …) and, for what comparisons need: gdp,
            gdp_growth, inflation, gdp_deflator_growth, population, exchange_rate, government_spending. For ties the
            tie type.
        form: level, share, growth, total, rank, count, rate; "" for ties.
        of: for a share, the whole.
        period: what it covers; for ties from signature (or begin) to end, open where it goes on.
        value: in whole units of `unit`; None for ties and for a plan that is only a rule.
        high: the upper end where the source gives a range, else None.
        places: decimal exponent of the last printed place in whole units (46.0 billion: 8), or None where exact.
        surface: the value as printed by the source.
        unit: `money`, `percent`, `person` …
        currency, basis: ISO code; `current`, `constant:2021`, or "" where it does not apply.
        definition: SIPRI, NATO, `national initial budget` … the words a reader would use.
        calendar: `calendar` or `fiscal:JPN`.
        flags: `estimate`, `uncertain`, `unverified` …
        name, action, status, scope, dates: for ties: instrument's name, tie type in `measure`, register's own type in
            `subtype`, status, scope keywords, `signed`, `in_force`, `ended` as Period of the printed grain.
        locator: where in the source (sheet and cell, row id).
        note: caveats in the source's or our words.
        publisher, title, url: citation.
        verified: the fields that the cited source was seen to state, where the source keeps count; empty means all.
    """

    id: str
    kind: str
    actor: str
    measure: str
    vintage: Vintage
    period: Period
    publisher: str
    title: str
    url: str
    parties: tuple[str, ...] = ()
    form: str = "level"
    of: str | None = None
    value: Decimal | None = None
    high: Decimal | None = None
    places: int | None = None
    surface: str = ""
    unit: str | None = None
    currency: str | None = None
    basis: str = ""
    definition: str = ""
    calendar: str = "calendar"
    flags: tuple[str, ...] = ()
    name: str = ""
    subtype: str = ""
    status: str = ""
    scope: tuple[str, ...] = ()
    signed: Period | None = None
    in_force: Period | None = None
    ended: Period | None = None
    rule: str = ""
    locator: str = ""
    note: str = ""
    source_date: date | None = None
    verified: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Question:
    """What a kind asks the store. Hashable, so that the same question is asked once.

    Args:
        table: `quantity` or `tie`.
        measures: measures wanted (quantity), or tie types (tie; empty means every type).
        actors: actor ids; empty means every actor (ranks, joint forecasts). For ties: statements that involve all of them.
        start, end: only statements whose period touches these days; None is open.
        known_by: only vintages known by that day; None means everything held.
        forms: forms wanted; empty means every form.
        grains: grains of period wanted (`day`, `month`, `year` …); empty means every grain.
    """

    table: str
    measures: tuple[str, ...]
    actors: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    known_by: date | None = None
    forms: tuple[str, ...] = ()
    grains: tuple[str, ...] = ()


Answers = Mapping[Question, tuple[Statement, ...]]


def as_of(answers: Answers) -> date | None:
    """Return the day up to which the store that gave the answers speaks: its newest release; None where it does not say."""
    found: date | None = getattr(answers, "as_of", None)
    return found
