"""Read datahub.io's gdp.csv: country name, code, year, GDP in current dollars. It carries no date: give `--published`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from dragoman.errors import SourceChanged
from dragoman.evidence import files
from dragoman.evidence.rows import Fact, Release, Series, year
from dragoman.evidence.sources import about
from dragoman.evidence.sources.worldbank.load import _actor
from dragoman.model import Vintage

HERE = Path(__file__).parent
TABLE = ("Country Name", "Country Code", "Year", "Value")
SERIES = Series("gdp", unit="money", currency="USD", basis="current", definition="World Bank")


class Datahub:
    """GDP of the World Bank, in one table."""

    about = about(HERE)

    def embedded(self) -> Sequence[Path]:
        """Return nothing: the user brings the file."""
        return []

    def load(self, files: Sequence[Path]) -> Iterator[Release]:
        """Yield one release a file, named by the day on which it was added."""
        for path in files:
            yield _release(path)


def _release(path: Path) -> Release:
    facts = []
    for line, row in files.rows(files.text(path), TABLE, str(path)):
        where = f"{path.name}, line {line}"
        actor, flags = _actor(row["Country Code"], where)
        number = files.decimal(row["Value"], where)
        if Decimal(number) < 0:
            raise SourceChanged(f"a GDP of {number}", where=where, do="it cannot be below zero")
        facts.append(Fact(actor, *year(int(row["Year"])), number, flags, where))
    today = date.today()
    return Release(Vintage("datahub", str(today), None, today, files.sha256(path)), [(SERIES, facts)])
