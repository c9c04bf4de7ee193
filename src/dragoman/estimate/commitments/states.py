"""States of today as the model sees them: power, place, neighbours, rivals.

From `states.csv` and `rivalries.csv`, each of which says at its top where it comes from.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from dragoman.errors import OutOfScope, UnreadableValue


@dataclass(frozen=True, slots=True)
class State:
    """One state. `capability`: share of the world's, 0 to 1. `since`: year it began, None where older than 1816."""

    actor: str
    name: str
    lat: float
    lon: float
    since: int | None
    capability: float
    major: bool
    nuclear: bool
    land: frozenset[str]

    def distance(self, other: State) -> float:
        """Return the great-circle distance between the capitals in km (sphere of 6,371 km: within 0.6 %)."""
        a, b = math.radians(self.lat), math.radians(other.lat)
        turn = math.radians(other.lon - self.lon)
        arc = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
        return 2 * 6371 * math.asin(math.sqrt(arc))


@cache
def states() -> dict[str, State]:
    """Return the states of today by actor id."""
    text = files("dragoman.estimate.commitments").joinpath("states.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {
        row["actor"]: State(
            row["actor"], row["name"], float(row["lat"]), float(row["lon"]),
            int(row["since"]) if row["since"] else None, float(row["capability"]), row["major"] == "1", row["nuclear"] == "1",
            frozenset(row["land"].split(";")) - {""},
        )
        for row in rows
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Two states that are rivals by a government's document or by dead soldiers, with the page on which it was read."""

    states: frozenset[str]
    since: date
    why: str
    source: tuple[str, str, str]


@cache
def rivalries() -> tuple[Rivalry, ...]:
    """Return the rivalries that are held."""
    text = files("dragoman.estimate.commitments").joinpath("rivalries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Rivalry(
            frozenset((row["a"], row["b"])), date.fromisoformat(row["since"]), row["why"],
            (row["publisher"], row["title"], row["url"]),
        )
        for row in rows
    )  # fmt: skip


def rivals(on: date) -> frozenset[frozenset[str]]:
    """Return the pairs of states that are known as rivals on a day; any other pair is unknown."""
    return frozenset(one.states for one in rivalries() if one.since <= on)


def state(actor: str) -> State:
    """Return one state of today.

    Raises:
        UnreadableValue: no state has that code.
    """
    try:
        return states()[actor]
    except KeyError:
        raise UnreadableValue(
            f"no state of today is called {actor}", do="give its name or ISO 3166-1 alpha-3 code, such as Japan or JPN"
        ) from None


def existing(actor: str, year: int) -> State:
    """Return one state of today that existed in a year.

    Raises:
        UnreadableValue: no state has that code.
        OutOfScope: the state had not begun, or the year is before 1816, where the record starts.
    """
    if year < 1816:
        raise OutOfScope(f"{year} is before 1816, where the record starts", do="give a date from 1816 on")
    found = state(actor)
    if found.since is not None and year < found.since:
        raise OutOfScope(
            f"{found.name} did not exist as a state in {year}; it began in {found.since}", do=f"give a date from {found.since} on"
        )
    return found
