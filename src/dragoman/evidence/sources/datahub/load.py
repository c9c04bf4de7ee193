"""Read datahub.io's gdp.csv: country name, code, year, GDP in current dollars. It carries no date: give `--published`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from dragoman.errors import SourceChanged
from dragoman.evidence import files
from dragoman.evidence.rows import Fact, Release, Series, year
from dragoman.evidence.sources.base import UserFiles, about, undated
from dragoman.evidence.sources.worldbank.load import actor_of

HERE = Path(__file__).parent
TABLE = ("Country Name", "Country Code", "Year", "Value")
SERIES = Series("gdp", unit="money", currency="USD", basis="current", definition="World Bank")


class Datahub(UserFiles):
    """GDP of the World Bank, in one table."""

    about = about(HERE)

    def releases(self, path: Path) -> Iterator[Release]:
        """Yield the release of a file, named by the day on which it was added."""
        yield _release(path)


def _release(path: Path) -> Release:
    facts = []
    for line, row in files.rows(files.text(path), TABLE, str(path)):
        where = f"{path.name}, line {line}"
        actor, flags = actor_of(row["Country Code"], where)
        number = files.decimal(row["Value"], where)
        if Decimal(number) < 0:
            raise SourceChanged(f"a GDP of {number}", where=where, do="it cannot be below zero")
        facts.append(Fact(actor, *year(int(row["Year"])), number, flags, where))
    return Release(undated("datahub", "{today}", path), [(SERIES, facts)])
