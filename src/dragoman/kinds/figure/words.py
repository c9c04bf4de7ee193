"""How figures, periods, actors and sources are printed in a working line. Nothing here decides anything."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from importlib.resources import files

from dragoman.lexicon.numbers import plural
from dragoman.lexicon.sieve import Sieve
from dragoman.model import Interval, Period, Statement

_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def plain(value: Decimal, places: int = 2) -> str:
    """Return a number rounded to `places` decimals, thousands parted by commas, without idle zeros.

    >>> plain(Decimal("1234.50"))
    '1,234.5'
    """
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def amount(value: Decimal, unit: str | None, currency: str | None = None) -> str:
    """Return a value with its unit as a reader would print it.

    >>> amount(Decimal("45992000000"), "money", "USD")
    '45.99 billion USD'
    """
    if unit == "percent":
        return f"{plain(value)} percent"
    if unit in (None, "", "ratio"):
        return plain(value)
    name = currency or "" if unit == "money" else str(unit) if value == 1 else plural(str(unit))
    scale = next((row for row in _SCALES if abs(value) >= row[0]), None)
    if scale is None:
        return f"{plain(value)} {name}".strip()
    places = 3 if abs(value) < 10 * scale[0] else 2 if abs(value) < 100 * scale[0] else 1
    return f"{plain(value / scale[0], places)} {scale[1]} {name}".strip()


def _between(low: str, high: str) -> str:
    """Return `45 to 46 billion USD` from two printed amounts: what follows both numbers is said once."""
    (first, _, tail), (second, _, same) = low.partition(" "), high.partition(" ")
    return f"{first} to {second} {same}".strip() if tail == same else f"{low} to {high}"


def interval(value: Interval, unit: str | None, currency: str | None = None) -> str:
    """Return an interval in words: `5 to 6 percent`, `5 percent or more`."""
    low, high = value.low, value.high
    if low is not None and high is not None:
        if low == high:
            return amount(low, unit, currency)
        return _between(amount(low, unit, currency), amount(high, unit, currency))
    if low is not None:
        return f"{amount(low, unit, currency)} or more"
    return f"{amount(high, unit, currency)} or less" if high is not None else "anything"


def period(value: Period | None) -> str:
    """Return a period as a reader would print it: `2022`, `fiscal year 2023/24`, `2019 to 2023`."""
    if value is None or (value.start is None and value.end is None):
        return "no stated period"
    if value.start is None:
        return f"up to {value.end}"
    if value.end is None:
        return f"from {value.start} on"
    if (value.start.month, value.start.day, value.end.month, value.end.day) == (1, 1, 12, 31):
        return str(value.start.year) if value.start.year == value.end.year else f"{value.start.year} to {value.end.year}"
    if value.start == value.end:
        return value.start.isoformat()
    if value.grain == "year" and value.start.year + 1 == value.end.year:
        return f"fiscal year {value.start.year}/{value.end.year % 100:02d}"
    if value.grain in ("year", "years") and value.start.day == 1:
        return f"{value.start:%Y-%m} to {value.end:%Y-%m}"
    return f"{value.start} to {value.end}"


@cache
def _names() -> dict[str, str]:
    folder = files("dragoman.lexicon")
    found: dict[str, str] = {}
    for name in ("territories.csv", "organisations.csv"):
        table = folder.joinpath(name)
        if not table.is_file():
            continue
        for line in table.read_text(encoding="utf-8").splitlines():
            cells = line.split("|")
            if not line.startswith("#") and len(cells) > 1 and cells[0] != "id":
                found.setdefault(cells[0], cells[1].split(";")[0])
    return found


def actor(identifier: str) -> str:
    """Return the usual name of an actor id, the bare id where none is known."""
    return _names().get(identifier, identifier.removeprefix("org:"))


def actors(identifiers: tuple[str, ...]) -> str:
    """Return the names of several actors joined by commas and `and`."""
    names = [actor(identifier) for identifier in identifiers]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def source(statement: Statement) -> str:
    """Return where a statement stands: publisher, release and its day."""
    day = statement.source_date or statement.vintage.published
    where = statement.publisher or statement.vintage.source
    if statement.measure == "exchange_rate":
        return where
    if statement.kind == "plan" or statement.vintage.source == "register":
        known = statement.vintage.known
        before = f" (public since {known})" if day and known is not None and known < day else ""
        return f"{where}{f', {day}' if day else ''}{before}"
    return f"{where}, {release(statement)}{f' of {day}' if day and str(day) != statement.vintage.label else ''}"


def release(statement: Statement) -> str:
    """Return which release a statement is of: `release 2024-04`."""
    return f"release {statement.vintage.label.removeprefix('release-')}"


def measure(name: str) -> str:
    """Return a measure's name in words."""
    return name.replace("_", " ")


@cache
def _state_pattern() -> tuple[Sieve, dict[str, str]]:
    names: dict[str, str] = {}
    for line in files("dragoman.lexicon").joinpath("territories.csv").read_text(encoding="utf-8").splitlines():
        cells = line.split("|")
        if not line.startswith("#") and len(cells) > 2 and len(cells[0]) == 3:
            for name in (*cells[1].split(";"), *cells[2].split(";")):
                if name:
                    names.setdefault(name, cells[0])
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in longest)})(?![\w$])")
    return Sieve((pattern,)), names


@cache
def capitals() -> dict[str, tuple[str, ...]]:
    """Return the capitals of each state, by its id."""
    found: dict[str, tuple[str, ...]] = {}
    for line in files("dragoman.lexicon").joinpath("territories.csv").read_text(encoding="utf-8").splitlines():
        cells = line.split("|")
        if not line.startswith("#") and len(cells) > 3 and len(cells[0]) == 3 and cells[3]:
            found.setdefault(cells[0], tuple(cells[3].split(";")))
    return found


def states_in(text: str) -> tuple[str, ...]:
    """Return the states that a text names, in order, without repeats."""
    return tuple(dict.fromkeys(state for _, state in places_of_states(text)))


def spans_of_states(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text that name states or their people."""
    return tuple(found.span() for _, found in _state_pattern()[0].matches(text))


def places_of_states(text: str) -> tuple[tuple[int, str], ...]:
    """Return where a text names states, and which."""
    sieve, names = _state_pattern()
    return tuple((found.start(), names[found.group(0)]) for _, found in sieve.matches(text))
