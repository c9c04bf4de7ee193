"""The working and the reason: what was compared with what, in lines that a reader can redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.kinds.compare import Agreement, Grade, Recorded, agreement, gap
from dragoman.kinds.figure import words
from dragoman.model import Claim, FigureBody, Relation

if TYPE_CHECKING:
    from dragoman.kinds.figure.judge import Weighed
    from dragoman.kinds.figure.slips import Slip

LINES = 8
"""Comparisons shown a date; the weightiest come first."""


def claimed(claim: Claim) -> str:
    """Return the first line of the working: what is claimed, as read."""
    figure = claim.figure
    if figure is None:
        return f"Claimed: {claim.quote}"
    unit, with_ = unit_of(figure), ""
    if figure.form == "growth":
        with_ = {"real": ", in real terms", "nominal": ", in nominal terms"}.get(figure.basis or "", "")
    if figure.form == "share":
        with_ = f" of {words.measure(figure.of or 'an unstated whole').replace('gdp', 'GDP')}"
    value = words.interval(figure.value, unit, figure.currency)
    who = words.actors(claim.subject) or "nobody named"
    return f"Claimed: {who}, {words.measure(figure.measure)}, {figure.form}, {words.period(figure.period)}: {value}{with_}."


def unit_of(figure: FigureBody) -> str | None:
    """Return the unit in which a figure's values are printed."""
    if figure.form in ("growth", "share"):
        return "percent"
    if figure.measure == "other" and figure.unit == "person" and figure.quantity is not None and figure.quantity.unit:
        return f"{figure.quantity.unit}s"
    return "money" if figure.currency else None if figure.form in ("rank", "ratio") else figure.unit


def ordered(weighed: Weighed) -> list[Recorded]:
    """Return the records compared, those that decide first, then ordinary and newest ones."""
    value = weighed.case.figure.value
    deciding = weighed.settlement.deciding
    rest = sorted(
        (record for record in weighed.records if record not in deciding),
        key=lambda r: (r.grade is not Grade.ORDINARY, r.superseded, gap(value, r.value), r.line),
    )
    return [*deciding, *rest][:LINES]


def compared(weighed: Weighed, record: Recorded) -> str:
    """Return one line of working: how the record came about, and how the claim lies to it."""
    figure = weighed.case.figure
    unit = unit_of(figure)
    kind = agreement(figure.value, record)
    distance = words.amount(gap(figure.value, record.value), unit, figure.currency)
    room = "" if record.margin is None else words.amount(record.margin, unit, figure.currency)
    end = {
        Agreement.MEETS: "the claim allows it",
        Agreement.NEAR: f"{distance} outside the claim, within the margin of {room}"
        if room
        else f"{distance} outside the claim, which is not held against it (the year is not certain)",
        Agreement.OUTSIDE: f"{distance} outside the claim, beyond the margin of {room}: clearly another figure",
    }[kind]
    if kind is Agreement.NEAR and not gap(figure.value, record.value):
        end = "it fits, but may be another year's or plan's figure" if not record.supports else "it fits only within the rounding"
    old = " (since revised)" if record.superseded else ""
    return f"{record.line}{old}. {end[0].upper()}{end[1:]}."


def working(then: Weighed, now: Weighed) -> tuple[str, ...]:
    """Return the lines: the claim, what had been published by the article's date, what was published since, the slips."""
    lines = [claimed(now.case.claim)]
    published = then.case.by
    before = [compared(then, record) for record in ordered(then)] if published else []
    lines += [f"By {published}: {line}" for line in before] if published else []
    if published and not before:
        lines.append(f"By {published}: {then.missing or 'nothing held bears on it.'}")
    seen = {record.line for record in then.records} if published else set()
    lines += [f"{'Now' if published else 'Held'}: {compared(now, record)}" for record in ordered(now) if record.line not in seen]
    if published and not now.records:
        lines.append(f"Now: {now.missing or 'nothing held bears on it.'}")
    for weighed, name in ((then, "then"), (now, "now")):
        lines += [f"Slip ({name}): {slip.clause}. {slip.record.line}." for slip in weighed.slips]
    return tuple(dict.fromkeys(lines))


def note(weighed: Weighed) -> str | None:
    """Return a remark on one judgement: its slip, its revision, what is missing."""
    if weighed.slips:
        return "; ".join(slip.clause for slip in weighed.slips)
    if weighed.settlement.grounds == ("revised_since",):
        old, new = weighed.settlement.deciding[0], weighed.settlement.deciding[-1]
        return f"releases differ: {old.shown} and {new.shown}"
    return weighed.missing or None


def reason(then: Weighed, now: Weighed) -> str:
    """Return one plain sentence on the verdict as it stands now, with the change since then where there is one."""
    said = _said(now)
    if is_overtaken(then, now):
        new, old = now.settlement.deciding[0], now.settlement.deciding[-1]
        return (
            f"It was right when written: {_has(old).replace(' has ', ' had ', 1)}. "
            f"The source has since revised that to {new.shown} ({words.release(new.statements[0])})."
        )
    if then.settlement.verdict != now.settlement.verdict and then is not now:
        verdict = then.settlement.verdict.replace("_", " ")
        return f"{said} On what had been published by {then.case.by} it was {verdict}: {_clause(then)}."
    return said


def is_overtaken(then: Weighed, now: Weighed) -> bool:
    """Return whether what the source said when the article was written has clearly been revised since."""
    revised = now.settlement.verdict == "refuted" and now.settlement.grounds == ("revised_since",)
    return revised and then.settlement.verdict == "supported"


def _said(weighed: Weighed) -> str:
    return f"{_clause(weighed)[0].upper()}{_clause(weighed)[1:]}."


def _clause(weighed: Weighed) -> str:
    settlement = weighed.settlement
    if not settlement.deciding or (weighed.missing and settlement.verdict == "not_enough_evidence"):
        return (weighed.missing or "nothing held bears on it").rstrip(".")
    first, last = settlement.deciding[0], settlement.deciding[-1]
    has, said = _has(first), _said_as(weighed)
    if weighed.other is not None:
        right = f"{has}, so that the number is right in {weighed.case.figure.currency}"
        return f"{right} and not in {weighed.other} ({last.shown}), and the words do not say which is meant"
    if settlement.verdict == "supported":
        return f"{has}, which {said} allows{_aside(weighed)}"
    if settlement.verdict == "conflicting":
        return f"{has}, which {said} allows, but {_has(last)}"
    if settlement.verdict == "refuted":
        slip = f"; {_slip(weighed.slips[0], first)}" if weighed.slips else ""
        revised = f", revised from {last.shown}" if settlement.grounds == ("revised_since",) else ""
        return f"{has}{revised}, not {said}{slip}"
    if "actor_slip" in settlement.grounds:
        return f"{has} for {words.actor(first.statements[0].actor)}, whose figure the words may mean"
    if "period_slip" in settlement.grounds:
        return f"{has}, and the sentence names that year, which may be the one meant"
    if not gap(weighed.case.figure.value, first.value):
        how = " only within its rounding" if first.supports else ""
        return f"{has}; {said} fits that{how}, which does not settle it"
    return f"{has}; {said} lies outside that, but not surely enough to be refuted"


STRICTLY = {Relation.MORE_THAN: "more than", Relation.LESS_THAN: "less than"}


def _said_as(weighed: Weighed) -> str:
    """Return the claimed figure as the article prints it, with the range that its words allow where that is not plain."""
    case = weighed.case
    printed = case.claim.anchor.of(case.article.text)
    quantity = case.figure.quantity
    range_ = words.interval(case.figure.value, unit_of(case.figure), case.figure.currency)
    if quantity is None or not printed.strip():
        return f"the claimed {range_}"
    for relation, word in STRICTLY.items():
        if case.figure.relation == relation and range_.endswith((" or more", " or less")):
            range_ = f"{word} {range_.removesuffix(' or more').removesuffix(' or less')}"
    return f"“{printed}” ({range_} as worded)" if quantity.hedges else f"“{printed}”"


def _slip(slip: Slip, decides: Recorded) -> str:
    """Return what a slip says, with the record that its corrected reading meets where another one decides."""
    same = slip.record.statements[:1] == decides.statements[:1]
    return slip.clause if same else f"{slip.clause} ({_where(slip.record)}: {slip.record.shown})"


def _aside(weighed: Weighed) -> str:
    if "revised_since" in weighed.settlement.grounds:
        return f" (a later release has {weighed.settlement.deciding[-1].shown})"
    return " (under another definition than the words name)" if "other_definition" in weighed.settlement.grounds else ""


def _has(record: Recorded) -> str:
    """Return what a record has, for when: "SIPRI (release 2024-04) has 45 billion USD for 2023"."""
    year = "" if not record.statements or record.statements[0].kind != "observation" else f" for {words.period(record.period)}"
    return f"{_where(record)} has {record.shown}{year}"


def _where(record: Recorded) -> str:
    if not record.statements:
        return record.definition
    statement = record.statements[0]
    if statement.kind == "tie":
        return f"the record of the {record.definition}"
    if statement.form == "observed":
        return f"{statement.publisher} ({statement.name})"
    return f"{statement.name or record.definition}{'' if statement.kind == 'plan' else f' ({words.release(statement)})'}"
