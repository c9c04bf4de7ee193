"""What counts as the record of a measure: read from judging.toml beside this module."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.kinds.compare import Grade
from dragoman.model import Claim, Statement


@cache
def _table() -> dict[str, Any]:
    text = files("dragoman.kinds.figure").joinpath("judging.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def record_of(measure: str) -> tuple[str, ...]:
    """Return the measures whose statements are the record of `measure`; empty where no source can hold it."""
    return tuple(_table()["measure"].get(measure, {}).get("record", ()))


def also_for(measure: str) -> tuple[str, ...]:
    """Return the measures that stand close to `measure` under another definition."""
    return tuple(_table()["measure"].get(measure, {}).get("also", ()))


def margin(name: str) -> Decimal:
    """Return one margin of judging.toml, as a fraction or in percentage points as described there."""
    return Decimal(_table()["margin"][name])


def value(statement: Statement) -> Decimal:
    """Return the number that a statement gives, zero where it gives none."""
    return statement.value or Decimal(0)


def definition(statement: Statement) -> str:
    """Return the name under which a statement's definition goes: SIPRI's own and a mirror of it are one."""
    return _definition(statement.definition) or statement.publisher


@cache
def _definition(printed: str) -> str:
    text = printed.casefold()
    for name, row in _table()["definition"].items():
        if any(text.startswith(word.casefold()) for word in row["match"]):
            return str(name)
    return printed


def named_definition(text: str) -> str | None:
    """Return the definition that an article's words name, or None."""
    return next((name for name, pattern in _named() if pattern.search(text)), None)


def of_publisher(actor: str | None) -> str | None:
    """Return the definition whose publisher an actor is ("org:SIPRI"), or None."""
    rows = _table()["definition"].items()
    return next((str(name) for name, row in rows if actor is not None and actor == row.get("actor")), None)


def definition_for(claim: Claim, sentence: str) -> str | None:
    """Return the definition that a claim's source or sentence names, None where they name none."""
    publisher = of_publisher(claim.attribution.actor)
    if publisher is not None:
        return publisher
    printed = claim.figure.definition if claim.figure else None
    return named_definition(" ".join((printed or "", claim.attribution.source or "", claim.quote, sentence)))


def counted_by(definition: str | None) -> str | None:
    """Return the one measure of military money that the publisher of a definition keeps, None where it keeps several or none.

    >>> counted_by("SIPRI"), counted_by(None)
    ('military_expenditure', None)
    """
    found = _table()["definition"].get(definition, {}).get("counts")
    return None if found is None else str(found)


@cache
def _named() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return, for each definition, a pattern of the words that name it."""
    return tuple(
        (str(name), re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, row['words']))})(?!\w)"))
        for name, row in _table()["definition"].items()
        if row["words"]
    )


def grade(statement: Statement, measure: str, named: str | None) -> Grade | None:
    """Return how much a statement counts for a claim about `measure`, None where it does not bear on it.

    Where the words name a definition that is held, the others only stand beside it.
    """
    name = definition(statement)
    if statement.measure in record_of(measure):
        own = Grade(_table()["definition"].get(name, {}).get("grade", "ordinary"))
        if named is not None and named != name:
            return Grade.OTHER if own is Grade.ORDINARY else Grade.COARSE
        return Grade.ORDINARY if named == name else own
    return Grade.OTHER if statement.measure in also_for(measure) else None


def is_loose(statement: Statement, measure: str) -> bool:
    """Return whether a statement is of another measure and a rounded estimate too: it refutes nothing."""
    coarse = _table()["definition"].get(definition(statement), {}).get("grade") == Grade.COARSE
    return coarse and statement.measure not in record_of(measure)


def where(measure: str) -> str:
    """Return which source would hold a measure."""
    table = _table()["where"]
    return str(table.get(measure, table["other"]))
