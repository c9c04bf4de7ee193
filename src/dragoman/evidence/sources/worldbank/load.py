"""Read the World Bank's indicators in its two layouts: pages of the API's JSON, and the CSV of a download, in its zip or alone.

A vintage is one indicator as last updated on a day (`2026-02-24/MS.MIL.XPND.GD.ZS`), because indicators are fetched one by one.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.errors import SourceChanged
from dragoman.evidence import files, states
from dragoman.evidence.rows import Fact, Release, Series, year
from dragoman.evidence.sources.base import UserFiles, about, chosen, toml
from dragoman.model import Vintage

HERE = Path(__file__).parent
Cell = tuple[str, int, str, str]


class WorldBank(UserFiles):
    """Indicators of the World Bank."""

    about = about(HERE)

    def releases(self, path: Path) -> Iterator[Release]:
        """Yield a file as one release of one indicator; files of metadata are passed over."""
        if not path.name.startswith("Metadata_"):
            yield _from_json(path) if path.suffix == ".json" else _from_csv(path)

    def pull(self, fetcher: Any, *, only: Sequence[str], years: str | None) -> Iterator[Path]:
        """Yield a file for each indicator, with all pages of the API's answer."""
        for code in chosen(only, _indicators(), "indicator"):
            query = "format=json&per_page=20000&source=2" + (f"&date={years}" if years else "")
            address = f"{_api()}/country/all/indicator/{code}?{query}"
            pages = [fetcher.get(f"{address}&page=1", f"{code}-1.json", "json")]
            count = int(_page(files.read_json(pages[0]), address)[0]["pages"])
            pages += [fetcher.get(f"{address}&page={n}", f"{code}-{n}.json", "json") for n in range(2, count + 1)]
            whole = pages[0].with_name(f"{code}.json")
            whole.write_text(json.dumps([files.read_json(page) for page in pages]), encoding="utf-8")
            yield whole


def _api() -> str:
    return str(toml(HERE, "source.toml")["api"])


def _indicators() -> dict[str, dict[str, Any]]:
    return toml(HERE, "indicators.toml")


def _page(value: Any, where: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return (head, observations) of one page of the API."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict) and "message" in value[0]:
        words = "; ".join(str(part.get("value", part)) for part in value[0]["message"])
        raise SourceChanged(f"the World Bank answers: {words[:200]}", where=where, do="check the indicator and the years")
    good = isinstance(value, list) and len(value) == 2 and isinstance(value[0], dict) and isinstance(value[1], list)
    if not good or not {"page", "pages", "lastupdated"} <= set(value[0]):
        raise SourceChanged("not laid out as the API's answers", where=where, do="expected a head and a list of observations")
    return value[0], value[1]


def _from_json(path: Path) -> Release:
    """Read one page, or a list of the pages of one indicator as `pull` keeps them."""
    value = files.read_json(path)
    pages = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
    heads, cells, codes, names = [], [], set(), set()
    for page in pages:
        head, observations = _page(page, str(path))
        heads.append(head)
        for number, row in enumerate(observations, 1):
            where = f"{path}, page {head['page']}, observation {number}"
            try:
                code, name = row["indicator"]["id"], row["indicator"]["value"]
                actor, when, value = row["countryiso3code"] or f"group {row['country']['id']}", row["date"], row["value"]
            except (KeyError, TypeError) as error:
                raise SourceChanged("not laid out as the API's observations", where=where) from error
            codes.add(code)
            names.add(name)
            if value is not None:
                if not isinstance(value, int | float) or not re.fullmatch(r"\d{4}", str(when)):
                    raise SourceChanged(f"value {value!r} for {when!r}", where=where, do="expected a number for a year")
                cells.append((str(actor), int(when), repr(value), where))
    if len(codes) != 1:
        raise SourceChanged(f"indicators {', '.join(sorted(codes)) or 'none'}", where=str(path), do="expected one a file")
    if sorted(int(head["page"]) for head in heads) != list(range(1, int(heads[0]["pages"]) + 1)):
        raise SourceChanged(f"{len(heads)} of {heads[0]['pages']} pages", where=str(path), do="fetch all pages")
    return _release(codes.pop(), names.pop(), str(heads[0]["lastupdated"]), cells, path)


def _from_csv(path: Path) -> Release:
    content = files.text(path) if path.suffix != ".zip" else _unzipped(path)
    reader = csv.reader(io.StringIO(content))
    preamble = [next(reader, []) for _ in range(5)]
    day = preamble[2][1] if len(preamble[2]) > 1 and preamble[2][0] == "Last Updated Date" else ""
    header = preamble[4]
    if (
        preamble[0][:1] != ["Data Source"]
        or not day
        or header[:4] != ["Country Name", "Country Code", "Indicator Name", "Indicator Code"]
    ):
        raise SourceChanged(
            "not laid out as the World Bank's download",
            where=str(path),
            do="expected Data Source, Last Updated Date, then the table",
        )
    columns = {int(name): at for at, name in enumerate(header[4:], 4) if re.fullmatch(r"\d{4}", name)}
    if len(columns) < len([name for name in header[4:] if name]):
        raise SourceChanged("columns that are no years", where=f"{path}, header", do="expected a column a year")
    cells: list[Cell] = []
    kinds = set()
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        if len(row) != len(header):
            raise SourceChanged(f"{len(row)} cells", where=where, do=f"expected {len(header)}")
        kinds.add((row[3], row[2]))
        cells += [(row[1], when, files.decimal(row[at], f"{where}, {when}"), where) for when, at in columns.items() if row[at]]
    if len(kinds) != 1:
        raise SourceChanged(f"{len(kinds)} indicators", where=str(path), do="expected one a file")
    code, name = kinds.pop()
    return _release(code, name, day, cells, path)


def _unzipped(path: Path) -> str:
    with files.check_archive(path) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"API_.*\.csv", name)]
    if len(names) != 1:
        raise SourceChanged(f"{len(names)} data files in the archive", where=str(path), do="expected one API_….csv")
    return files.member(path, names[0])


def _release(code: str, name: str, day: str, cells: Sequence[Cell], path: Path) -> Release:
    if code not in _indicators():
        raise SourceChanged(f"unknown indicator {code!r}", where=str(path), do=f"known are {', '.join(_indicators())}")
    try:
        published = date.fromisoformat(day)
    except ValueError as error:
        raise SourceChanged(f"last updated {day!r}", where=str(path), do="expected a date") from error
    release = Release(Vintage("worldbank", f"{day}/{code}", published, None, files.sha256(path)))
    facts: dict[Series, list[Fact]] = defaultdict(list)
    for series, fact in _facts(code, name, cells, published):
        facts[series].append(fact)
    release.series += facts.items()
    return release


def _facts(code: str, name: str, cells: Sequence[Cell], published: date) -> Iterator[tuple[Series, Fact]]:
    entry = dict(_indicators()[code])
    signed = entry.pop("signed", False)
    base = Series(
        **entry, title=f"World Development Indicators, {code}: {name}", url=f"https://data.worldbank.org/indicator/{code}"
    )
    if base.basis == "constant":
        found = re.search(r"constant (\d{4})", name)
        base = replace(base, basis=f"constant:{found[1]}" if found else "constant:national")
    issuers = states.issuers()
    for country, when, number, where in cells:
        actor, flags = actor_of(country, where)
        if number.startswith("-") and not signed:
            raise SourceChanged(f"{name} of {number}", where=f"{where}, {when}", do="it cannot be below zero")
        series = _in_money(base, actor)
        known = min(date(when, 12, 31), published) if base.measure == "exchange_rate" else None
        fact = Fact(actor, *year(when), number, flags, f"{country} {code} {when}", known=known)
        yield series, fact
        if base.measure == "exchange_rate" and actor in issuers and when >= toml(HERE)["rates_from"]:
            yield series, fact._replace(actor=f"cur:{issuers[actor]}")


def actor_of(code: str, where: str) -> tuple[str, str]:
    """Return (actor, flags) of a code of the Bank's. Groups of economies without a code of three letters are regions too."""
    if code.startswith("group "):
        return f"region:{code[6:]}", "aggregate"
    if code in toml(HERE)["aggregates"].split():
        return ("org:EU" if code == "EUU" else f"region:{code}"), "aggregate"
    if code in states.territories() or code in toml(HERE)["economies"].split():
        return code, ""
    raise SourceChanged(f"{code!r} is no country's code", where=where, do="add it to oddities.toml if the Bank has a new group")


@lru_cache(maxsize=4096)
def _in_money(base: Series, actor: str) -> Series:
    """Return the series with the state's own money where it is in local currency; dollars of states that use them stay apart."""
    if base.currency != "local":
        return base
    currency = states.local_currencies().get(actor)
    basis = base.basis if currency != "USD" or base.basis != "current" else "local"
    return replace(base, currency=currency, basis=basis)
