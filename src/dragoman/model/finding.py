"""Findings: what the record says about a claim; and the report that gathers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dragoman.model.claim import Claim
from dragoman.model.evidence import Statement
from dragoman.model.quick import quick
from dragoman.model.text import Article

VERDICTS = ("supported", "refuted", "conflicting", "not_enough_evidence", "forecast", "not_checkable")

GROUNDS = (
    "within_rounding",
    "within_hedge",
    "other_definition",
    "revised_since",
    "near_miss",
    "outside_coverage",
    "not_yet_due",
    "currency_slip",
    "scale_slip",
    "period_slip",
    "actor_slip",
    "basis_slip",
    "unit_slip",
    "measure_slip",
    "attribution_only",
)


@quick
@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict at one date. `value` is the recorded value as a reader would print it (with unit); `grounds` a few of
    GROUNDS; `evidence` the ids of the statements it rests on, those first that decide."""

    verdict: str
    value: str | None = None
    definition: str | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Probability:
    """Odds of a forecast or commitment, 0 to 1; `outcome` is None until the horizon has passed. Intervals are 90 %."""

    then: float | None
    now: float | None
    outcome: bool | None = None
    then_interval: tuple[float, float] | None = None
    now_interval: tuple[float, float] | None = None


@quick
@dataclass(frozen=True, slots=True)
class Finding:
    """What the record says about one claim, with its working.

    `used` holds the statements that `evidence` names, so that a report can cite them. `series` are further statements
    worth drawing (a country's figure through time), never part of the reasoning.
    """

    claim: str
    then: Judgement
    now: Judgement
    working: tuple[str, ...] = ()
    reason: str = ""
    off_by: Decimal | None = None
    probability: Probability | None = None
    used: tuple[Statement, ...] = ()
    series: tuple[Statement, ...] = ()

    @property
    def verdict(self) -> str:
        """The verdict as it stands now."""
        return self.now.verdict

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of everything it rests on, the deciding ones first, without repeats."""
        return tuple(dict.fromkeys((*self.now.evidence, *self.then.evidence)))


@dataclass(frozen=True, slots=True)
class Report:
    """A checked article: claims in reading order, a finding for each, the evidence cited, and the store it came from."""

    article: Article
    claims: tuple[Claim, ...]
    findings: Mapping[str, Finding]
    store: str = ""
    checked: date | None = None
    version: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def evidence(self) -> dict[str, Statement]:
        """The cited statements by id, in order of first use."""
        return {statement.id: statement for claim in self.claims for statement in self.findings[claim.id].used}

    def to_dict(self) -> dict[str, object]:
        """Return the report as the JSON object of docs/contract.md."""
        from dragoman.model.wire import report_to_dict

        return report_to_dict(self)
