"""Read the Federal Reserve's annual average rates: FRED's own CSV (a date and one series), or datahub's table of all of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dragoman.errors import SourceChanged
from dragoman.evidence import files
from dragoman.evidence.rows import Fact, Release, Series, year
from dragoman.evidence.sources.base import UserFiles, about, chosen, toml, undated

HERE = Path(__file__).parent
TABLE = ("Date", "Country", "Exchange rate")
SERIES = Series("exchange_rate", "rate", None, "per_usd", definition="annual average, Federal Reserve H.10", rounded=True)


class Fred(UserFiles):
    """Annual exchange rates of the H.10 release."""

    about = about(HERE)

    def releases(self, path: Path) -> Iterator[Release]:
        """Yield the release of a file, named by the day on which it was added: the files carry no date of their own."""
        yield _release(path)

    def pull(self, fetcher: Any, *, only: Sequence[str], years: str | None) -> Iterator[Path]:
        """Yield a file for each series."""
        address = toml(HERE, "source.toml")["download"]
        for name in chosen(only, toml(HERE)["ids"], "series"):
            yield fetcher.get(address.format(id=name), f"{name}.csv", "csv")


def _release(path: Path) -> Release:
    content = files.text(path)
    header = next(csv.reader(io.StringIO(content)), [])
    if header[:1] in (["DATE"], ["observation_date"]) and len(header) == 2 and header[1] in toml(HERE)["ids"]:
        facts = list(_series(content, header, path))
        label = f"{{today}}/{header[1]}"
    elif header == list(TABLE):
        facts = list(_table(content, path))
        label = "{today}/annual"
    else:
        raise SourceChanged(
            f"columns {header[:3]}", where=str(path), do="expected FRED's CSV of an annual rate, or Date,Country,Exchange rate"
        )
    return Release(undated("fred", label, path), [(SERIES, facts)])


def _series(content: str, header: list[str], path: Path) -> Iterator[Fact]:
    currency, turned = toml(HERE)["ids"][header[1]]
    for line, row in files.rows(content, header, str(path)):
        if row[header[1]] not in (".", ""):
            number = files.decimal(row[header[1]], f"{path}, line {line}")
            yield _fact(currency, row[header[0]], f"{1 / Decimal(number):.8g}" if turned else number, f"{path.name}, line {line}")


def _table(content: str, path: Path) -> Iterator[Fact]:
    for line, row in files.rows(content, TABLE, str(path)):
        where = f"{path.name}, line {line}"
        if row["Country"] not in toml(HERE)["names"]:
            raise SourceChanged(f"unknown country {row['Country']!r}", where=where, do="add it to oddities.toml")
        if row["Exchange rate"]:
            yield _fact(toml(HERE)["names"][row["Country"]], row["Date"], files.decimal(row["Exchange rate"], where), where)


def _fact(currency: str, day: str, number: str, where: str) -> Fact:
    try:
        when = date.fromisoformat(day)
    except ValueError as error:
        raise SourceChanged(f"{day!r} is no date", where=where) from error
    if (when.month, when.day) != (1, 1):
        raise SourceChanged(f"a rate of {day}", where=where, do="expected annual averages, dated 1 January")
    if Decimal(number) <= 0:
        raise SourceChanged(f"a rate of {number}", where=where, do="rates are above zero")
    return Fact(f"cur:{currency}", *year(when.year), number, "", where, known=date(when.year, 12, 31))
