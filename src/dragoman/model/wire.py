"""The JSON of a check, both ways. The only module that knows it; docs/contract.md describes it field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dragoman.model.claim import Attribution, Claim, CommitmentBody, FigureBody, Modality, TieBody
from dragoman.model.evidence import Statement
from dragoman.model.finding import Finding, Judgement, Report
from dragoman.model.number import Interval
from dragoman.model.period import Period

SCHEMA = "dragoman/1"


def number(value: Decimal | None) -> int | float | None:
    """Return a decimal as the plainest JSON number: whole ones as integers."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _period(value: Period | None) -> dict[str, str | None] | None:
    return {"start": _day(value.start), "end": _day(value.end)} if value else None


def _interval(value: Interval) -> dict[str, int | float | None]:
    return {"low": number(value.low), "high": number(value.high)}


def _figure(body: FigureBody | None) -> dict[str, Any] | None:
    if body is None:
        return None
    with_ = body.compared_with
    return {
        "measure": body.measure,
        "form": body.form,
        "value": _interval(body.value),
        "unit": body.unit,
        "currency": body.currency,
        "relation": str(body.relation),
        "of": body.of,
        "period": _period(body.period),
        "compared_with": {"period": _period(with_)} if isinstance(with_, Period) else (list(with_) if with_ else None),
        "basis": body.basis,
        "per": body.per,
        "definition": body.definition,
    }


def _tie(body: TieBody | None, action: str | None) -> dict[str, Any] | None:
    if body is None:
        return None
    return {
        "type": body.type,
        "action": action,
        "instrument": body.instrument,
        "register_id": body.register_id,
        "date": _period(body.date),
        "first": body.first,
        "scope": list(body.scope),
    }


def _commitment(body: CommitmentBody | None) -> dict[str, Any] | None:
    if body is None:
        return None
    return {"trigger": body.trigger, "actor": body.actor, "action": body.action, "on_side_of": list(body.on_side_of) or None}


def _attribution(value: Attribution) -> dict[str, Any]:
    return {
        "type": value.type,
        "source": value.source,
        "actor": value.actor,
        "cue": value.cue,
        "chain": list(value.chain),
    }


def _modality(value: Modality) -> dict[str, Any]:
    return {"certainty": value.certainty, "polarity": value.polarity, "cues": list(value.cues)}


def _judgement(value: Judgement) -> dict[str, Any]:
    return {
        "verdict": value.verdict,
        "value": value.value,
        "definition": value.definition,
        "evidence": list(value.evidence),
        "note": value.note,
        "grounds": list(value.grounds),
    }


def _finding(value: Finding) -> dict[str, Any]:
    odds = value.probability
    return {
        "verdict": value.verdict,
        "then": _judgement(value.then),
        "now": _judgement(value.now),
        "off_by": None if value.off_by is None else float(value.off_by),
        "probability": None
        if odds is None
        else {
            "then": odds.then,
            "now": odds.now,
            "outcome": odds.outcome,
            "then_interval": list(odds.then_interval) if odds.then_interval else None,
            "now_interval": list(odds.now_interval) if odds.now_interval else None,
        },
        "working": list(value.working),
        "evidence": list(value.evidence),
        "reason": value.reason,
    }


def claim_to_dict(claim: Claim, finding: Finding | None) -> dict[str, Any]:
    """Return one claim with its finding (null where it was not judged)."""
    return {
        "id": claim.id,
        "kind": claim.kind,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "anchor": {"start": claim.anchor.start, "end": claim.anchor.end},
        "subject": list(claim.subject),
        "object": list(claim.object),
        "figure": _figure(claim.figure),
        "tie": _tie(claim.tie, claim.action),
        "commitment": _commitment(claim.commitment),
        "attribution": _attribution(claim.attribution),
        "modality": _modality(claim.modality),
        "framing": [{"start": f.start, "end": f.end, "type": f.type} for f in claim.framing],
        "finding": None if finding is None else _finding(finding),
    }


def statement_to_dict(statement: Statement) -> dict[str, Any]:
    """Return one piece of evidence."""
    return {
        "id": statement.id,
        "kind": statement.kind,
        "actor": statement.actor or (statement.parties[0] if statement.parties else None),
        "parties": list(statement.parties),
        "series": statement.measure,
        "form": statement.form or None,
        "name": statement.name or None,
        "period": _period(statement.period),
        "value": number(statement.value),
        "unit": statement.unit,
        "currency": statement.currency,
        "basis": statement.basis or None,
        "definition": statement.definition or None,
        "calendar": statement.calendar,
        "source": statement.vintage.source,
        "vintage": statement.vintage.label,
        "publisher": statement.publisher,
        "title": statement.title,
        "url": statement.url,
        "published": _day(statement.source_date or statement.vintage.published),
        "retrieved": _day(statement.vintage.retrieved),
        "locator": statement.locator or None,
        "note": statement.note or None,
    }


def report_to_dict(report: Report) -> dict[str, Any]:
    """Return a report as the JSON object of docs/contract.md."""
    article = report.article
    return {
        "schema": SCHEMA,
        "version": report.version,
        "store": report.store,
        "article": {
            "id": article.id,
            "title": article.title,
            "published": _day(article.published),
            "language": article.language,
            "text": article.text,
            "source": article.source,
        },
        "notes": list(report.notes),
        "claims": [claim_to_dict(claim, report.findings.get(claim.id)) for claim in report.claims],
        "evidence": {key: statement_to_dict(value) for key, value in report.evidence.items()},
    }


def dumps(value: Mapping[str, Any]) -> str:
    """Return the JSON text of a report in any of its shapes: UTF-8 kept, indented, keys in their order, newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
