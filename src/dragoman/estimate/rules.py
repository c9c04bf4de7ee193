"""Announced plans as rules: "2% of GDP in 2027", "at least 3.5% of GDP by 2035", "7% a year to 2030" or
"43 trillion yen over 2023-27".

A rule moves the paths in which it is kept, smoothly from the first year ahead, and leaves the others as they are. Money is US
dollars or the state's own.
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
from dragoman.lexicon.numbers import currencies, split

LARGEST_MOVE = 1.0
SCALES = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
_BOUND = r"(?P<bound>at least|no less than|not below|more than|at most|no more than|not above|less than)?\s*"
_NUMBER, _PERCENT = r"(?P<value>-?\d+(?:\.\d+)?)\s*", r"(?:%|percent|per cent)\s+"
_SIGN = r"(?P<sign>US\$|[$€£¥₩₹]|[A-Z]{3}(?=\s))?\s*"
_MONEY = r"(?P<scale>million|billion|trillion)(?:\s+(?P<money>[A-Za-z.]+(?: [A-Za-z.]+){0,2}?))?"
_YEARS = r"(?:FY|fiscal year |fiscal )?(?P<year>\d{4})(?:\s*(?:-|–|to|and)\s*(?:FY)?(?P<end>\d{4}|\d{2}))?"
_WHEN = r"\s*,?\s+(?P<when>in|by|from|since|to|until|through|over)\s+" + _YEARS
_FORMS = tuple(
    (form, re.compile(_BOUND + middle + _WHEN + "$", re.IGNORECASE))
    for form, middle in (
        ("share", _NUMBER + _PERCENT + r"of\s+(?:its |the )?GDP"),
        ("growth", _NUMBER + _PERCENT.replace(r"\s+", r"\s*") + r"\s(?:a|per|every|each)\s+year"),
        ("level", _SIGN + _NUMBER + _MONEY),
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
        form: `share` (percent of GDP), `level` (money a year), `total` (money over several years) or `growth` (percent a year, in
            dollars).
        value: in that unit.
        year: the year in which it is to hold (for growth, the last year of it; for a total, the first).
        end: the last year in which it is to hold; the rule's year itself, or later where it goes on.
        bound: `equals`, `at_least` or `at_most`.
        kept: the chance that it is kept.
        words: as announced.
        exact: whether it counts as SIPRI counts; where not, what is kept differs by the spread of rules.toml.
        measure: the series that it is about: `share`, `level` (US dollars) or `local` (the state's own money).
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
    measure: str = "level"


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
        do='write it like "2% of GDP in 2027", "7% a year to 2030", "90 billion USD in 2027" or "43 trillion yen over 2023-2027"',
    )


def _rule(form: str, found: re.Match[str], actor: str, text: str) -> Rule:
    value = float(found["value"]) * (SCALES[found["scale"].lower()] if form == "level" else 1.0)
    when, year = found["when"].lower(), int(found["year"])
    end = (
        int(found["year"][: 4 - len(found["end"])] + found["end"])
        if found["end"]
        else (9999 if when in ("from", "since") else year)
    )
    if end < year:
        raise UnreadableValue(f"the rule {text!r} ends in {end}, before it begins in {year}", do="give the earlier year first")
    if form != "growth" and value <= 0:
        raise UnreadableValue(f"the rule {text!r} asks for nothing", do="give an amount above zero")
    if when == "over" and (form != "level" or end == year):
        raise UnreadableValue(
            f"the rule {text!r} names no amount over several years", do='write "over 2023-2027" after an amount'
        )
    measure = _money(found, actor, text) if form == "level" else "share" if form == "share" else "level"
    bound = _BOUNDS.get((found["bound"] or "").lower(), "equals")
    return Rule(actor, "total" if when == "over" else form, value, year, end, bound, 1.0, text, measure=measure)


def _money(found: re.Match[str], actor: str, text: str) -> str:
    """Return the series that an amount is about: `level` where it is in US dollars, `local` where it is in the state's own money.

    Raises:
        UnreadableValue: another money, or no money that is known.
    """
    known = currencies()
    own = known.home.get(actor, "USD")
    codes = set(_codes(found["sign"] or "")) | set(_codes(found["money"] or ""))
    if not codes or "USD" in codes:
        return "level"
    if own in codes:
        return "local"
    said = f"is in {', '.join(sorted(codes))}" if codes - {"?"} else "is in a money that is not known"
    raise UnreadableValue(f"the rule {text!r} {said}", do=f"give it in US dollars or in {actor}'s own money ({own})")


def _codes(text: str) -> tuple[str, ...]:
    """Return the currencies that a word, a sign or a code may mean; `?` where it is none."""
    if not text:
        return ()
    known = currencies()
    if text.upper() in known.names:
        return (text.upper(),)
    return known.words.get(split(text.lower())) or known.signs.get((text,)) or ("?",)


def check(rules: Sequence[Rule], known: int) -> None:
    """Refuse rules that nothing can meet.

    Args:
        known: the last year with a figure.

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
    if (
        (first.actor, first.form, first.measure) != (second.actor, second.form, second.measure)
        or first.end < second.year
        or second.end < first.year
    ):
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

    A rule moves all measures of a path together, in equal steps up to its year and by as much after it: spending changes, prices,
    exchange rate and GDP do not. `at least` moves only paths that would fall short, in each year that it covers, `at most` only
    those above. A rule of growth puts the middle of the paths on that growth. Totals are followed first, so that a share that is
    to be reached in a year is reached. Rules for countries that have no such series are left out.
    """
    moves: dict[str, Array] = {}
    for rule in sorted(rules, key=lambda rule: rule.form != "total"):
        if not follows(paths, rule):
            continue
        stream = np.random.Generator(np.random.SFC64([seed, zlib.crc32(rule.actor.encode())]))
        kept = stream.random(paths.count) < rule.kept
        noise = 0.0 if rule.exact else stream.standard_normal(paths.count) * _record()["spread"]
        logs = paths.values[rule.measure][paths.actors.index(rule.actor)] + moves.get(rule.actor, 0.0)
        moves[rule.actor] = moves.get(rule.actor, 0.0) + np.where(kept, _moves(paths, rule, logs, noise), 0.0)
    return paths.moved(moves)


def follows(paths: Paths, rule: Rule) -> bool:
    """Return whether a rule says something of a year ahead that the paths can follow."""
    if not paths.has(rule.actor, rule.measure) or rule.end <= paths.last(rule.actor, rule.measure):
        return False
    if rule.form != "total":
        return True
    return bool(np.isfinite(_past(paths, rule))) and rule.end <= paths.years[-1]


def _past(paths: Paths, rule: Rule) -> float:
    """Return what a total's years that are known come to; NaN where one of them is missing."""
    last, panel = paths.last(rule.actor, rule.measure), paths.panel
    values = panel.series(rule.measure)[panel.row(rule.actor)]
    years = range(rule.year, min(rule.end, last) + 1)
    return float(sum(np.exp(values[panel.years.index(year)]) if year in panel.years else np.nan for year in years))


def _moves(paths: Paths, rule: Rule, logs: Array, noise: Array | float) -> Array:
    """Return the moves that a rule asks of its country's logs of one measure, both of shape (years, paths)."""
    ahead = np.array(paths.years) - paths.last(rule.actor, rule.measure)
    steps = np.maximum(ahead, 0)
    if rule.form == "total":
        return _summed(paths, rule, logs, noise, steps)
    first = max(rule.year - paths.last(rule.actor, rule.measure), 1)
    if rule.form == "growth":
        return _grown(paths, rule, logs, steps, first)
    target = np.log(rule.value) + noise
    out: Array = np.zeros_like(logs, dtype=float)
    if first > ahead[-1]:
        # The rule's year lies beyond the last one asked for: go the same part of the way that the years allow.
        out += _bounded(target - np.median(logs[-1]), rule.bound) * (steps / first)[:, None]
        return out
    due = _bounded(target - logs[int(np.argmax(ahead == first))], rule.bound)
    out += due * np.minimum(steps / first, 1.0)[:, None]
    for year in np.flatnonzero(ahead > first):
        if paths.years[year] <= rule.end:
            out[year] = _bounded(target - logs[year], rule.bound)
    return out


def _summed(paths: Paths, rule: Rule, logs: Array, noise: Array | float, steps: Array) -> Array:
    """Return the moves after which the years of a total come to it, what is known of them counted: growing by equal steps.

    No path is moved by more than LARGEST_MOVE in logs: a total that was spent already cannot be kept by spending nothing.
    """
    covered = (steps > 0) & (np.array(paths.years) >= rule.year) & (np.array(paths.years) <= rule.end)
    weight = np.minimum(steps / steps[np.flatnonzero(covered)[-1]], 1.0)
    target = np.maximum(rule.value * np.exp(noise) - _past(paths, rule), 1e-9)
    values, part = np.exp(logs[covered].astype(float)), weight[covered][:, None]
    move = np.log(target / values.sum(axis=0))
    for _ in range(20):
        grown = values * np.exp(part * move)
        move = np.clip(move - (grown.sum(axis=0) - target) / (part * grown).sum(axis=0), -LARGEST_MOVE, LARGEST_MOVE)
    out: Array = weight[:, None] * _bounded(move, rule.bound)
    return out


def _grown(paths: Paths, rule: Rule, logs: Array, steps: Array, first: int) -> Array:
    """Return the moves that put the middle of the paths on a yearly growth up to the rule's year, and on as before after it."""
    values = paths.panel.series(rule.measure)[paths.panel.row(rule.actor)]
    last, middle = values[np.isfinite(values)][-1], np.median(logs, axis=1)
    grown = np.minimum(steps, first) * np.log1p(rule.value / 100)
    if first < steps[-1]:
        grown = np.where(steps > first, grown + middle - middle[int(np.argmax(steps == first))], grown)
    out: Array = np.where(steps > 0, last + grown - middle, 0.0)[:, None] * np.ones(paths.count)
    return out


def _bounded(move: Array, bound: str) -> Array:
    low, high = {"at_least": (0.0, np.inf), "at_most": (-np.inf, 0.0)}.get(bound, (-np.inf, np.inf))
    out: Array = np.clip(move, low, high)
    return out
