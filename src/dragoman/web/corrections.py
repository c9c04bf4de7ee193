"""Corrections by readers: a claim marked as misread, or one of its slots changed; and the cases they leave for the tests."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from dragoman.errors import UnreadableValue
from dragoman.export import words
from dragoman.intake import to_date
from dragoman.lexicon import rows, values
from dragoman.model import Article, Claim, Finding, Period, Report
from dragoman.model.wire import claim_to_dict
from dragoman.web import keep
from dragoman.web.saved import Correction

NO_MEASURES = frozenset({"inflation", "exchange_rate", "exchange_rate_eur", "gdp_growth", "gdp_ppp"})
SLOTS = ("subject", "object", "measure", "start", "end")
_YEAR = re.compile(r"\d{4}")


def changed(claim: Claim, slots: Mapping[str, str]) -> Claim:
    """Return a claim with the slots that a reader filled in; an empty one is left as it was.

    Args:
        slots: any of `SLOTS`: actors by name or id, split by semicolons; a measure's name; years or days.

    Raises:
        UnreadableValue: a slot that means nothing, or that this kind of claim does not have.
    """
    made = claim
    if slots.get("subject"):
        made = replace(made, subject=actors(slots["subject"]))
    if slots.get("object"):
        made = replace(made, object=actors(slots["object"]))
    if slots.get("measure"):
        made = _measured(made, slots["measure"])
    if slots.get("start") or slots.get("end"):
        made = _dated(made, period(slots.get("start", ""), slots.get("end", "")))
    return made


def actors(text: str) -> tuple[str, ...]:
    """Return the actor ids of names or ids split by semicolons.

    >>> actors("Japan; org:NATO")
    ('JPN', 'org:NATO')
    """
    return tuple(_actor(name.strip()) for name in text.split(";") if name.strip())


def _actor(name: str) -> str:
    known = known_actors()
    if name in known.values() or (name.startswith("person:") and len(name) > 7):
        return name
    found = known.get(name.lower())
    if found is None:
        raise UnreadableValue(
            f"no state or organisation is known as “{name[:60]}”", do="give its usual English name or its ISO code"
        )
    return found


@cache
def known_actors() -> dict[str, str]:
    """Return the ids of states and organisations by their ids and names in lower case; a name that several share is left out."""
    found: dict[str, set[str]] = {}
    for row in [*rows("territories.csv"), *rows("organisations.csv")]:
        for name in (row["id"], *values(row["names"])):
            found.setdefault(name.lower(), set()).add(row["id"])
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}


def measures() -> dict[str, str]:
    """Return what a reader may choose as a figure's measure: words by name."""
    found = words.words()["measures"]
    return {name: str(shown) for name, shown in found.items() if name not in NO_MEASURES}


def _measured(claim: Claim, measure: str) -> Claim:
    if claim.figure is None:
        raise UnreadableValue("this claim has no measure to change", do="leave it empty")
    if measure not in measures():
        raise UnreadableValue(f"no measure is called “{measure[:60]}”", do="choose one of the list")
    return replace(claim, figure=replace(claim.figure, measure=measure, definition=None))


def _dated(claim: Claim, when: Period) -> Claim:
    if claim.figure is not None:
        return replace(claim, figure=replace(claim.figure, period=when))
    if claim.tie is not None:
        return replace(claim, tie=replace(claim.tie, date=when))
    raise UnreadableValue("this claim has no period to change", do="leave it empty")


def period(start: str, end: str) -> Period:
    """Return the period from one day or year to another, either of which may be left out for the other.

    Raises:
        UnreadableValue: no day or year, or the end before the start.
    """
    first, last = _edge(start or end, end=False), _edge(end or start, end=True)
    if last < first:
        raise UnreadableValue(f"the period ends ({last}) before it begins ({first})", do="swap them")
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    grain = ("year" if first.year == last.year else "years") if whole else "day"
    return Period(first, last, grain)


def _edge(text: str, *, end: bool) -> date:
    given = text.strip()
    if _YEAR.fullmatch(given) and given != "0000":
        return date(int(given), 12, 31) if end else date(int(given), 1, 1)
    return to_date(given)


def applied(report: Report, made: Sequence[Correction]) -> Report:
    """Return the report with the corrected claims and their new findings, and a note that says so."""
    by_claim = {one.claim: one for one in made if not one.misread}
    claims = tuple(keep.loads(Claim, by_claim[c.id].corrected) if c.id in by_claim else c for c in report.claims)
    findings = {**report.findings, **{key: keep.loads(Finding, one.finding) for key, one in by_claim.items()}}
    return replace(report, claims=claims, findings=findings, notes=(*report.notes, *_note(made)))


def _note(made: Sequence[Correction]) -> list[str]:
    misread = sum(one.misread for one in made)
    counts = [(len(made) - misread, "corrected"), (misread, "marked as misread")]
    told = [f"{number} claim{'' if number == 1 else 's'} {what}" for number, what in counts if number]
    return [f"By a reader: {' and '.join(told)}."] if told else []


def case(article: Article, claim: Claim, one: Correction) -> dict[str, Any]:
    """Return a correction as a case: the sentence, what was found in it, and what should be (null: nothing)."""
    sentence = next((s for s in article.sentences if s.start <= claim.anchor.start < s.end), None)
    return {
        "text": sentence.text if sentence else claim.quote,
        "published": article.published.isoformat() if article.published else None,
        "kind": claim.kind,
        "found": _bare(claim, sentence.start if sentence else claim.start),
        "expected": None if one.misread else _bare(keep.loads(Claim, one.corrected), sentence.start if sentence else claim.start),
        "verdict": None if one.misread else keep.loads(Finding, one.finding).verdict,
        "note": one.note or None,
        "made": one.made,
    }


def _bare(claim: Claim, offset: int) -> dict[str, Any]:
    """Return a claim's JSON with offsets into its sentence, without finding."""
    found = claim_to_dict(claim, None)
    del found["finding"]
    return {
        **found,
        "start": claim.start - offset,
        "end": claim.end - offset,
        "anchor": {"start": claim.anchor.start - offset, "end": claim.anchor.end - offset},
    }


def lines(cases: Sequence[Mapping[str, Any]]) -> str:
    """Return cases as JSON Lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in cases)
