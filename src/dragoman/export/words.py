"""What a reader is shown for the names used in the code: labels, actors, amounts, periods, dates."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources

from dragoman.lexicon import rows, values
from dragoman.lexicon.numbers import plural
from dragoman.model import FigureBody, Interval, Period, Statement

_SCALES = ((Decimal("1e12"), "trillion"), (Decimal("1e9"), "billion"), (Decimal("1e6"), "million"))
_ISO_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MONEY = re.compile(r"([\d.,]+(?: (?:million|billion|trillion))?) ([A-Z]{3})")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_QUARTER = {1: "first", 4: "second", 7: "third", 10: "fourth"}


@cache
def words() -> dict[str, dict[str, object]]:
    """Return words.toml."""
    return tomllib.loads(resources.files("dragoman.export").joinpath("words.toml").read_text(encoding="utf-8"))


def word(group: str, name: str | None) -> str:
    """Return the words for a name; the name with spaces where the list has none; "" for None."""
    if name is None:
        return ""
    found = words().get(group, {}).get(name)
    return found if isinstance(found, str) else name.replace("_", " ")


@cache
def verdict(name: str) -> dict[str, str]:
    """Return label, icon, style, line and meaning of a verdict."""
    found = words()["verdicts"].get(name)
    return (
        {k: str(v) for k, v in found.items()}
        if isinstance(found, dict)
        else {"label": name.replace("_", " "), "icon": "·", "style": "", "line": "solid", "means": ""}
    )


@cache
def actor(code: str) -> str:
    """Return the name of an actor id as an English reader knows it; what follows the prefix where it is unknown.

    >>> actor("person:Ada Byron"), actor("org:NATO")
    ('Ada Byron', 'NATO')
    """
    prefix, _, rest = code.partition(":")
    if prefix == "person" and rest:
        return rest
    return _names().get(code) or (rest or code)


def actors(codes: Iterable[str]) -> str:
    """Return the names of actors as one phrase: "Japan, Italy and NATO"."""
    return listed([actor(code) for code in codes])


def listed(names: Sequence[str]) -> str:
    """Return names as one phrase.

    >>> listed(["Japan", "Italy", "NATO"]), listed(["Japan"]), listed([])
    ('Japan, Italy and NATO', 'Japan', '')
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@cache
def _names() -> dict[str, str]:
    listed = [*rows("territories.csv"), *rows("organisations.csv")]
    return {row["id"]: names[0] for row in reversed(listed) if (names := values(row["names"]))}


def plain(value: Decimal, places: int = 2) -> str:
    """Return a number with thousands separators and at most `places` decimals, without trailing zeros.

    >>> plain(Decimal("1234567.50")), plain(Decimal("2"))
    ('1,234,567.5', '2')
    """
    shown = f"{value:,.{places}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def amount(value: Decimal, unit: str | None = None, currency: str | None = None) -> str:
    """Return a value with its unit: "$46 billion", "1.2 %", "230,000 people".

    >>> amount(Decimal("46e9"), "money", "USD"), amount(Decimal("5.4e12"), "money", "JPY"), amount(Decimal("1.07"), "percent")
    ('$46 billion', '¥5.4 trillion', '1.07 %')
    """
    if unit == "percent":
        return f"{plain(value)} %"
    if unit == "money" or currency:
        sign = words()["currencies"].get(currency or "")
        return (
            f"{'-' if value < 0 else ''}{sign}{scaled(abs(value))}"
            if sign
            else f"{scaled(value)}{' ' + currency if currency else ''}"
        )
    return f"{scaled(value)}{_counted(unit, value) if unit and unit not in ('rank', 'ratio', 'count', 'none') else ''}"


def _counted(unit: str, value: Decimal) -> str:
    """Return a unit after a number, in the plural where it is not one.

    >>> _counted("per_usd", Decimal("132.6"))
    ' per USD'
    """
    if unit.startswith("per_"):
        return f" per {unit.removeprefix('per_').upper()}"
    return f" {unit if value == 1 else plural(unit)}"


def printable(text: str) -> str:
    """Return text on one line without control, direction and zero-width characters: what a terminal may be given.

    >>> printable("a\x1b[31m b\\n c\u202e")
    'a[31m b c'
    """
    kept = "".join(c if unicodedata.category(c) not in _UNSEEN else " " if c.isspace() else "" for c in text)
    return " ".join(kept.split())


def told(value: str) -> str:
    """Return a judge's value as the rest of the report writes such: a day in words, a currency by its sign.

    >>> told("2025-01-16"), told("54.1 billion USD"), told("43 trillion yen")
    ('16 January 2025', '$54.1 billion', '43 trillion yen')
    """
    if _ISO_DAY.fullmatch(value):
        with suppress(ValueError):
            return day(date.fromisoformat(value))
    found = _MONEY.fullmatch(value)
    sign = words()["currencies"].get(found[2]) if found else None
    return f"{sign}{found[1]}" if found and sign else value


def scaled(value: Decimal) -> str:
    """Return a number with its scale word, from a million up.

    >>> scaled(Decimal("46000000000")), scaled(Decimal("950"))
    ('46 billion', '950')
    """
    for factor, name in _SCALES:
        if abs(value) >= factor:
            return f"{plain(value / factor)} {name}"
    return plain(value)


def interval(value: Interval, unit: str | None = None, currency: str | None = None) -> str:
    """Return what an interval allows: "$55.5 billion to $56.5 billion", "up to 2 %", "more than 3"; "" where nothing is known."""
    low, high = value.low, value.high
    if low is not None and high is not None:
        return amount(low, unit, currency) if low == high else f"{amount(low, unit, currency)} to {amount(high, unit, currency)}"
    if high is not None:
        return f"up to {amount(high, unit, currency)}"
    return f"{amount(low, unit, currency)} or more" if low is not None else ""


def figure(body: FigureBody) -> str:
    """Return what a figure claims in a few words: "defence budget, growth"."""
    parts = [word("measures", body.measure), "" if body.form in ("level", "count") else word("forms", body.form)]
    whole = word("whole", body.of) if body.of else ""
    return " ".join(part for part in (", ".join(p for p in parts if p), whole) if part)


def day(value: date | None) -> str:
    """Return a date as a reader writes it: "14 April 2023"; "" for None."""
    return f"{value.day} {value:%B %Y}" if value else ""


def period(value: Period | None) -> str:
    """Return a period as a reader writes it: "2022", "April 2023", "fiscal year 2023", "2023 to 2027"; "" for None.

    >>> period(Period(date(2022, 1, 1), date(2022, 12, 31)))
    '2022'
    """
    if value is None:
        return ""
    start, end = value.start, value.end
    if start is not None and value.grain == "ahead":
        return f"from {day(start)} on"
    if start is None or end is None:
        return f"since {_edge(start, value.grain)}" if start else (f"until {_edge(end, value.grain)}" if end else "")
    fiscal = value.calendar.startswith("fiscal") and (end - start).days < 370
    shown = f"fiscal year {start.year}" if fiscal else _closed(start, end)
    return f"around {shown}" if value.approximate else shown


def _edge(value: date | None, grain: str) -> str:
    if value is None:
        return ""
    return str(value.year) if grain in ("year", "years", "decade") else day(value)


def _closed(start: date, end: date) -> str:
    """Return a closed stretch of days in the coarsest words that are exact."""
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    if start == end:
        return day(start)
    if whole and start.month == 1 and end.month == 12:
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if whole and (start.year, start.month) == (end.year, end.month):
        return f"{start:%B %Y}"
    if whole and start.year == end.year and start.month in _QUARTER and end.month == start.month + 2:
        return f"{_QUARTER[start.month]} quarter of {start.year}"
    return f"{day(start)} to {day(end)}"


def source(statement: Statement) -> str:
    """Return the short name of a statement's publisher."""
    return statement.publisher or word("sources", statement.vintage.source)


def short_source(statement: Statement) -> str:
    """Return the shortest usual name of a statement's publisher ("SIPRI"), else its name."""
    known = words()["publishers"].get(statement.publisher)
    return str(known) if known else source(statement)


def unnamed(who: str) -> bool:
    """Return whether the words for a source say themselves that it is not named.

    >>> unnamed("unnamed officials"), unnamed("experts")
    (True, False)
    """
    return who.lower().startswith(("unnamed", "anonymous", "unidentified"))


def dated(statement: Statement) -> date | None:
    """Return the day a statement became public: its own date, else its vintage's."""
    return statement.source_date or statement.vintage.known


def citation(statement: Statement) -> str:
    """Return a citation on one line: publisher, title (date), locator, vintage, address."""
    on = dated(statement)
    head = f"{source(statement)}, “{statement.title}”" if statement.title else source(statement)
    parts = [f"{head} ({on.isoformat()})" if on else head, statement.locator, statement.url]
    return ", ".join(part for part in parts if part) + "."


def recorded(statement: Statement) -> str:
    """Return what a statement says in a few words: the value with its unit, or the tie's name; "" where it has neither."""
    if statement.value is not None:
        return interval(Interval(statement.value, statement.high or statement.value), statement.unit, statement.currency)
    return statement.name or statement.rule or statement.surface
