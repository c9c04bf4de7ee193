"""Announced plans as rules: "2% of GDP in 2027", "at least 3.5% of GDP by 2035", "7% a year to 2030", "100 billion USD in 2027".

A rule moves the paths in which it is kept, smoothly from the first year ahead, and leaves the others as they are.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.errors import OutOfScope, UnreadableValue
from dragoman.estimate.panel import Array
from dragoman.estimate.paths import Paths

SCALES = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
_BOUND = r"(?P<bound>at least|no less than|not below|more than|at most|no more than|not above|less than)?\s*"
_NUMBER, _PERCENT = r"(?P<value>-?\d+(?:\.\d+)?)\s*", r"(?:%|percent|per cent)\s+"
_SCALE = r"(?P<scale>million|billion|trillion)\s*(?:USD|US dollars|dollars)?"
_YEARS = r"(?:FY|fiscal year )?(?P<year>\d{4})(?:\s*(?:-|to)\s*(?P<end>\d{4}))?"
_WHEN = r"\s*,?\s+(?P<when>in|by|from|since|to|until|through)\s+" + _YEARS
_FORMS = tuple(
    (form, re.compile(_BOUND + middle + _WHEN + "$", re.IGNORECASE))
    for form, middle in (
        ("share", _NUMBER + _PERCENT + r"of\s+(?:its |the )?GDP"),
        ("growth", _NUMBER + _PERCENT.replace(r"\s+", r"\s*") + r"\s(?:a|per|every|each)\s+year"),
        ("level", r"(?:USD|US\$|\$)?\s*" + _NUMBER + _SCALE),
    )
)
_BOUNDS = {
    **dict.fromkeys(("at least", "no less than", "not below", "more than"), "at_least"),
    **dict.fromkeys(("at most", "no more than", "not above", "less than"), "at_most"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for one country.

    Args:
        actor: country code.
        form: `share` (percent of GDP), `level` (US dollars a year) or `growth` (percent a year, in dollars).
        value: in that unit.
        year: the year in which it is to hold (for growth, the last year of it).
        end: the last year in which it is to hold; the rule's year itself, or later where it goes on.
        bound: `equals`, `at_least` or `at_most`.
        kept: the chance that it is kept.
        words: as announced.
        exact: whether it counts as SIPRI counts; where not, what is kept differs by the spread of rules.toml.
    """

    actor: str
    form: str
    value: float
    year: int
    end: int
    bound: str = "equals"
    kept: float = 1.0
    words: str = ""
    exact: bool = True


def parse(text: str, actor: str) -> Rule:
    """Return the rule that a text states, taken as kept.

    Raises:
        UnreadableValue: the text states none, or its years run backwards.

    >>> parse("2% of GDP in 2027", "JPN").value
    2.0
    """
    for form, pattern in _FORMS:
        found = pattern.match(text.strip())
        if found:
            return _rule(form, found, actor, text.strip())
    raise UnreadableValue(
        f"the rule {text!r} is not understood",
        do='write it like "2% of GDP in 2027", "7% a year to 2030" or "90 billion USD in 2027"',
    )


def _rule(form: str, found: re.Match[str], actor: str, text: str) -> Rule:
    value = float(found["value"]) * (SCALES[found["scale"].lower()] if form == "level" else 1.0)
    year = int(found["year"])
    end = int(found["end"]) if found["end"] else (9999 if found["when"].lower() in ("from", "since") else year)
    if end < year:
        raise UnreadableValue(f"the rule {text!r} ends in {end}, before it begins in {year}", do="give the earlier year first")
    if form != "growth" and value <= 0:
        raise UnreadableValue(f"the rule {text!r} asks for nothing", do="give an amount above zero")
    bound = _BOUNDS.get((found["bound"] or "").lower(), "equals")
    return Rule(actor, form, value, year, end, bound, 1.0, text)


def check(rules: Sequence[Rule], known: int, last: int) -> None:
    """Refuse rules that nothing can meet.

    Args:
        known: the last year with a figure.
        last: the last year asked for.

    Raises:
        OutOfScope: a rule for a year that has a figure, for a year too late to matter, or two rules that contradict each other.
    """
    for rule in rules:
        if rule.end <= known:
            raise OutOfScope(f"the rule {rule.words!r} is for {rule.end}, and figures reach to {known}", do="give a later year")
        if rule.year > known + 10:
            raise OutOfScope(
                f"the rule {rule.words!r} is for {rule.year}, more than ten years after {known}", do="give an earlier year"
            )
    for first in rules:
        for second in rules:
            if first is not second and _clash(first, second):
                raise OutOfScope(f"the rules {first.words!r} and {second.words!r} contradict each other", do="leave one out")


def _clash(first: Rule, second: Rule) -> bool:
    """Return whether two rules of one country and form cannot both hold in a year that both name."""
    if (first.actor, first.form) != (second.actor, second.form) or first.end < second.year or second.end < first.year:
        return False
    low = max((rule.value for rule in (first, second) if rule.bound != "at_most"), default=0.0)
    high = min((rule.value for rule in (first, second) if rule.bound != "at_least"), default=float("inf"))
    return low > high


def chance(known_by: date | None) -> tuple[float, int, int]:
    """Return the chance that an announced rule is kept, and the kept and due pledges that it rests on, as known by a day."""
    settled = [row for row in _record()["settled"] if known_by is None or row["known"] <= known_by]
    kept, due = sum(row["kept"] for row in settled), sum(row["due"] for row in settled)
    return (kept + 1) / (due + 2), kept, due


@cache
def _record() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))


def apply(paths: Paths, rules: Sequence[Rule], *, seed: int = 1) -> Paths:
    """Return the paths with the rules followed, each in its own share of them; who keeps one rule of a country keeps the others.

    A rule of share or level moves the three measures of a path together, in equal steps up to its year and by as much after it;
    `at least` moves only paths that would fall short, in each year that it covers, `at most` only those above. A rule of growth
    puts the middle of the paths on that growth. Rules for countries that have no such series are left out.
    """
    known = paths.panel.years[-1]
    moves: dict[str, Array] = {}
    for rule in rules:
        measure = "share" if rule.form == "share" else "level"
        if rule.end <= known or not paths.has(rule.actor, measure):
            continue
        stream = np.random.Generator(np.random.SFC64([seed, zlib.crc32(rule.actor.encode())]))
        kept = stream.random(paths.count) < rule.kept
        noise = 0.0 if rule.exact else stream.standard_normal(paths.count) * _record()["spread"]
        logs = paths.values[measure][paths.actors.index(rule.actor)] + moves.get(rule.actor, 0.0)
        moves[rule.actor] = moves.get(rule.actor, 0.0) + np.where(kept, _moves(paths, rule, measure, logs, noise), 0.0)
    return paths.moved(moves)


def _moves(paths: Paths, rule: Rule, measure: str, logs: Array, noise: Array | float) -> Array:
    """Return the moves that a rule asks of its country's logs of one measure, both of shape (years, paths)."""
    ahead = np.arange(1, len(paths.years) + 1)
    first = max(rule.year - paths.panel.years[-1], 1)
    if rule.form == "growth":
        return _grown(paths, rule, measure, logs, ahead, first)
    target = np.log(rule.value) + noise
    out: Array = np.zeros_like(logs, dtype=float)
    if first > len(ahead):
        # The rule's year lies beyond the last one asked for: go the same part of the way that the years allow.
        return out + _bounded(target - np.median(logs[-1]), rule.bound) * (ahead / first)[:, None]
    due = _bounded(target - logs[first - 1], rule.bound)
    out += due * np.minimum(ahead / first, 1.0)[:, None]
    for year in range(first, len(ahead)):
        if paths.years[year] <= rule.end:
            out[year] = _bounded(target - logs[year], rule.bound)
    return out


def _grown(paths: Paths, rule: Rule, measure: str, logs: Array, ahead: Array, first: int) -> Array:
    """Return the moves that put the middle of the paths on a yearly growth up to the rule's year, and on as before after it."""
    values = paths.panel.series(measure)[paths.panel.row(rule.actor)]
    last, middle = values[np.isfinite(values)][-1], np.median(logs, axis=1)
    steps = np.minimum(ahead, first) * np.log1p(rule.value / 100)
    if first < len(ahead):
        steps = np.where(ahead > first, steps + middle - middle[first - 1], steps)
    out: Array = np.repeat((last + steps - middle)[:, None], paths.count, axis=1)
    return out


def _bounded(move: Array, bound: str) -> Array:
    low, high = {"at_least": (0.0, np.inf), "at_most": (-np.inf, 0.0)}.get(bound, (-np.inf, np.inf))
    out: Array = np.clip(move, low, high)
    return out
