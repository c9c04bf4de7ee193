"""Read the IMF DataMapper's JSON: {"values": {indicator: {country: {year: number}}}}.

Groups of countries (codes that are no state's) become regions. The file does not say what is a forecast: every year after the one
before the day it was fetched is flagged `forecast`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.errors import SourceChanged
from dragoman.evidence import files, states
from dragoman.evidence.rows import Fact, Release, Series, year
from dragoman.evidence.sources.base import UserFiles, about, chosen, toml, undated

HERE = Path(__file__).parent


class Imf(UserFiles):
    """Indicators of the World Economic Outlook."""

    about = about(HERE)

    def releases(self, path: Path) -> Iterator[Release]:
        """Yield one release an indicator, named by the day on which it was fetched."""
        return _releases(path)

    def pull(self, fetcher: Any, *, only: Sequence[str], years: str | None) -> Iterator[Path]:
        """Yield a file for each indicator."""
        address = toml(HERE, "source.toml")["download"]
        for name in chosen(only, toml(HERE)["ids"], "indicator"):
            yield fetcher.get(address.format(id=name), f"{name}.json", "json")


def _releases(path: Path) -> Iterator[Release]:
    value = files.read_json(path)
    values = value.get("values") if isinstance(value, dict) else None
    if not isinstance(values, dict) or not values:
        raise SourceChanged("no values", where=str(path), do="expected the DataMapper's answer")
    today = date.today()
    for name, countries in values.items():
        if name not in toml(HERE)["ids"]:
            raise SourceChanged(f"unknown indicator {name!r}", where=str(path), do=f"known are {', '.join(toml(HERE)['ids'])}")
        series = Series(**toml(HERE)["ids"][name], title=f"World Economic Outlook, {name}")
        facts = [fact for code, years in countries.items() for fact in _facts(code, years, f"{path}, {name}", series, today)]
        yield Release(undated("imf", f"{{today}}/{name}", path), [(series, facts)])


def _facts(code: str, years: Any, where: str, series: Series, today: date) -> Iterator[Fact]:
    where = f"{where}, {code}"
    if not isinstance(years, dict):
        raise SourceChanged("no years", where=where, do="expected numbers by year")
    actor = toml(HERE)["codes"].get(code, code)
    if actor not in states.territories():
        actor = "org:EU" if code == "EU" else f"region:IMF {code}"
    for when, value in years.items():
        if value is None:
            continue
        if not re.fullmatch(r"\d{4}", when) or not isinstance(value, int | float):
            raise SourceChanged(f"{value!r} for {when!r}", where=where, do="expected a number for a year")
        if value < 0 and series.form == "level":
            raise SourceChanged(f"{series.measure} of {value}", where=f"{where}, {when}", do="it cannot be below zero")
        flags = [flag for flag, on in (("forecast", int(when) >= today.year), ("aggregate", ":" in actor)) if on]
        yield Fact(actor, *year(int(when)), repr(value), ";".join(flags), f"{code} {when}")
