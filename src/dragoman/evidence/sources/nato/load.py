"""Read NATO's defence expenditure tables, by NATO's own definition, as the editions since 2024 lay them out.

A sheet a table: a title `Table N : …` near the top, a header row of years (`2019`, `2023e`: estimates), blocks stacked under one
another, each under its own line, stars after the names of states with a national pledge. Totals and notes end a block.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.errors import SourceChanged
from dragoman.evidence import files, states
from dragoman.evidence.rows import Fact, Release, Series, year
from dragoman.evidence.sources.base import UserFiles, about, chosen, toml
from dragoman.model import Vintage

HERE = Path(__file__).parent
NOTHING = {"", "#REF!", "..", "…", "...", "-", "–", "na", "n/a"}


class Nato(UserFiles):
    """One edition's workbook, or several."""

    about = about(HERE)

    def releases(self, path: Path) -> Iterator[Release]:
        """Yield a workbook as one release, named by its last year of data."""
        yield _release(path)

    def pull(self, fetcher: Any, *, only: Sequence[str], years: str | None) -> Iterator[Path]:
        """Yield the newest edition that is known, or those of the years named."""
        editions = toml(HERE, "source.toml")["editions"]
        for edition in chosen(only or list(editions)[:1], editions, "edition"):
            yield fetcher.get(editions[edition], editions[edition].rpartition("/")[2], "xlsx")


@dataclass(frozen=True)
class _Table:
    """One table as found: its number, the column of its names, the years' columns with whether each is an estimate, its rows."""

    number: str
    where: str
    names: int
    years: dict[int, tuple[int, bool]]
    rows: list[tuple[int, Sequence[Any]]]
    base: str | None


def _release(path: Path) -> Release:
    book = files.workbook(path)
    tables = [table for table in (_table(ws, path) for ws in book.worksheets) if table]
    book.close()
    if not tables:
        raise SourceChanged("no table of NATO's", where=str(path), do="give the defence expenditure workbook")
    base = next((table.base for table in tables if table.base), None)
    if base is None:
        raise SourceChanged(
            "no year of constant prices in any title", where=str(path), do="expected one such as 'Constant 2015 prices'"
        )
    last = max(max(table.years) for table in tables)
    published = _published(path, last)
    label = published.isoformat()[:7] if published else f"edition-{last}"
    release = Release(Vintage("nato", label, published, None if published else date.today(), files.sha256(path)))
    facts: dict[Series, list[Fact]] = defaultdict(list)
    for table in tables:
        for series, fact in _facts(table, base):
            facts[series].append(fact)
    release.series += facts.items()
    return release


def _published(path: Path, last: int) -> date | None:
    """Return the day of an edition: from the file's name (240617-…), else from the list."""
    named = re.match(r"(\d{2})(\d{2})(\d{2})-def-exp", path.name)
    if named:
        return date(2000 + int(named[1]), int(named[2]), int(named[3]))
    known: date | None = toml(HERE)["published"].get(str(last))
    return known


def _table(ws: Any, path: Path) -> _Table | None:
    rows: list[tuple[int, Sequence[Any]]] = [
        (number, [cell.value for cell in cells]) for number, cells in enumerate(ws.iter_rows(), 1)
    ]
    where = f"{path.name}, sheet {ws.title!r}"
    texts = [str(value) for _, cells in rows for value in cells if isinstance(value, str)]
    found = next((match for text in texts[:60] if (match := re.match(r"\s*Table\s+(\d+[ab]?)\s*:", text))), None)
    if not found:
        return None
    number = found[1]
    known = toml(HERE)["tables"]
    if number in known["ignored"]:
        return None
    if number not in known:
        raise SourceChanged(f"a table {number}", where=where, do="expected tables 1 to 8b")
    for at, (_, cells) in enumerate(rows):
        years: dict[int, tuple[int, bool]] = {}
        for column, value in enumerate(cells):
            match = re.fullmatch(r"(20\d\d)(e?)", str(value).strip().removesuffix(".0")) if value is not None else None
            if match:
                years.setdefault(int(match[1]), (column, match[2] == "e"))
        if len(years) >= 5:
            # a column of changes may follow that is headed by a span of years, not by one: it is not matched
            first = min(column for column, _ in years.values())
            bases = [m[1] for text in texts if (m := re.search(r"(20\d\d) prices", text))]
            return _Table(number, where, first, dict(sorted(years.items())), rows[at + 1 :], bases[0] if bases else None)
    raise SourceChanged("no header row with years", where=where)


def _facts(table: _Table, base: str) -> Iterator[tuple[Series, Fact]]:
    kind = toml(HERE)["tables"][table.number]
    blocks = [block for block in toml(HERE)["blocks"] if block["table"] == kind]
    block = next((one for one in blocks if one["begins"] == ""), None)
    for number, cells in table.rows:
        texts = [str(value).strip() for value in cells[: table.names] if value is not None and str(value).strip()]
        figures = [cells[column] for column, _ in table.years.values()]
        filled = any(isinstance(value, int | float) for value in figures)
        if not texts:
            continue
        text = texts[0]
        where = f"{table.where}, row {number}"
        if re.match(r"Notes?\b|\*|\([a-d]\)|-\d+-", text):
            continue
        if not filled:
            opened = next(
                (one for one in blocks if one["begins"] and any(text.startswith(b) for b in one["begins"].split("|"))), None
            )
            if opened is None and not re.match(r"[A-Z].*\(|Million|Thousand", text) and text not in toml(HERE)["rows"]:
                raise SourceChanged(f"a line {text[:50]!r}", where=where, do="expected a block's title, a state or a note")
            block = opened or block
            continue
        if block is None:
            raise SourceChanged("figures before any block's title", where=where)
        yield from _row(table, block, base, text, cells, where)


def _row(
    table: _Table, block: dict[str, Any], base: str, text: str, cells: Sequence[Any], where: str
) -> Iterator[tuple[Series, Fact]]:
    match = re.fullmatch(r"(?P<name>[^(*]+?)\s*\**\s*(?:\((?P<money>[^)]*)\))?\s*", text)
    name = match["name"] if match else text
    actor = toml(HERE)["rows"].get(name)
    if actor is None:
        raise SourceChanged(f"unknown state {name!r}", where=where, do="add it to oddities.toml")
    series = _series(block, base, actor, match["money"] if match else None, where)
    for when, (column, estimate) in table.years.items():
        value = cells[column]
        if value is None or (isinstance(value, str) and value.strip() in NOTHING):
            continue
        if not isinstance(value, int | float):
            raise SourceChanged(f"reads {value!r}", where=f"{where}, {when}", do="expected a number")
        if value < 0 and not block.get("signed"):
            raise SourceChanged(f"{series.measure} of {value}", where=f"{where}, {when}", do="it cannot be below zero")
        flags = ";".join(flag for flag, on in (("estimate", estimate), ("aggregate", ":" in actor)) if on)
        yield series, Fact(actor, *year(when), repr(value), flags, f"Table {table.number}, {name}, {when}")


def _series(block: dict[str, Any], base: str, actor: str, money: str | None, where: str) -> Series:
    cells: dict[str, Any] = {
        key: value.replace("{base}", base) if isinstance(value, str) else value for key, value in block["series"].items()
    }
    if cells.get("currency") == "local":
        code = toml(HERE)["money"].get(money or "")
        own = states.local_currencies()[actor]
        if code is None or code not in ("own", own, "EUR"):
            raise SourceChanged(f"money {money!r} for {actor}", where=where, do=f"expected that of {own}")
        cells["currency"] = own if code == "own" else code
        if cells["currency"] == "USD" and cells["basis"] == "current":
            cells["basis"] = "local"
        elif cells["currency"] == "USD":
            cells["key"] = "local"
    cells.setdefault("definition", "NATO")
    return Series(**cells)
