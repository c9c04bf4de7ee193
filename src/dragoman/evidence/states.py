"""Which codes are states, what money they have, and how other projects number them."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import dragoman.lexicon
from dragoman.errors import SourceChanged

HERE = Path(__file__).parent
LEXICON = Path(dragoman.lexicon.__file__).parent


def _table(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=delimiter))


@lru_cache(maxsize=1)
def territories() -> frozenset[str]:
    """Return the codes of every state and territory, present and past: the lexicon's and those that only statistics know."""
    return frozenset(row["id"] for row in _table(LEXICON / "territories.csv", "|")) | frozenset(local_currencies())


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Return {actor id: usual name} of the states, territories and organisations of the lexicon."""
    rows = [row for table in ("territories.csv", "organisations.csv") for row in _table(LEXICON / table, "|")]
    return {row["id"]: (row["names"].split(";")[0] or row["id"]).strip() for row in rows}


@lru_cache(maxsize=1)
def organisations() -> frozenset[str]:
    """Return the actor ids of the organisations that the lexicon knows (`org:NATO`)."""
    return frozenset(row["id"] for row in _table(LEXICON / "organisations.csv", "|"))


@lru_cache(maxsize=1)
def local_currencies() -> dict[str, str]:
    """Return {state: ISO 4217 code of its money today}."""
    return {row["actor"]: row["currency"] for row in _table(HERE / "local_currency.csv")}


@lru_cache(maxsize=1)
def cow() -> dict[str, str]:
    """Return {Correlates of War number: actor}."""
    return {row["code"]: row["actor"] for row in _table(HERE / "cow.csv")}


def state(code: str, where: str) -> str:
    """Return a state's code, checked.

    Raises:
        SourceChanged: it is no state's and no territory's.
    """
    if code not in territories():
        raise SourceChanged(f"{code!r} is no country's code", where=where, do="expected ISO 3166 alpha-3, such as JPN")
    return code


def from_cow(number: str, where: str) -> str:
    """Return the actor of a Correlates of War number such as `740` or `740.0`.

    Raises:
        SourceChanged: no state has that number.
    """
    code = number.split(".")[0]
    if code not in cow():
        raise SourceChanged(f"no state has the number {number!r}", where=where, do="add it to cow.csv")
    return cow()[code]


def issuers() -> dict[str, str]:
    """Return {state: currency} for the states whose official rate is their currency's own: one state a currency, no dollar, no
    euro."""
    shared: dict[str, list[str]] = {}
    for actor, currency in local_currencies().items():
        shared.setdefault(currency, []).append(actor)
    homes = {"AUD": "AUS", "CHF": "CHE", "ILS": "ISR", "XOF": "SEN", "XAF": "CMR", "XCD": "LCA"}
    return {
        homes.get(currency, actors[0]): currency
        for currency, actors in shared.items()
        if currency not in ("USD", "EUR") and (len(actors) == 1 or currency in homes)
    }
