"""Read SIPRI's military expenditure workbook: the data sheets of every release since that of April 2020.

Each sheet is a table of states by years under a header row that is found, not counted to: layouts move by a row or a column
from one release to the next. Shares are fractions (turned into percent), dollars are in millions, regional totals in billions,
local currency in whole units. Font colours are flags: blue an estimate, red highly uncertain. `. .`, `...`, `xxx` and their
like are no figures. Where a state's own money is the US dollar, its local-currency figures have the price basis `local`, so
that a comparison among dollar figures meets each state once.
"""

from __future__ import annotations

import calendar
import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from dragoman.errors import SourceChanged
from dragoman.evidence import files
from dragoman.evidence.rows import Fact, Release, Series, year
from dragoman.evidence.sources.base import UserFiles, about, toml
from dragoman.model import Vintage

HERE = Path(__file__).parent
MISSING = {"", "...", "..", ". .", "…", "xxx", "#VALUE!"}
NOTE_FLAGS = {"†": "without_pensions", "‡": "current_spending_only", "§": "adopted_budget", "¶": "without_paramilitary",
              "‖": "redenominated"}  # fmt: skip
BASE = Series("military_expenditure", definition="SIPRI")
MONEY = replace(BASE, unit="money", currency="USD", basis="current", scale=6)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True, slots=True)
class Layout:
    """What a sheet holds. `kind`: regions, states, local (currency by state), fiscal (the same by fiscal years)."""

    title: str
    series: Series
    columns: tuple[str, ...]
    kind: str = "states"


LAYOUTS = (
    Layout(r"Regional totals", replace(MONEY, scale=9), ("Region",), "regions"),
    Layout(r"Local currency financial years", replace(MONEY, currency=None, scale=0),
           ("Country", "Currency", "Fiscal Year", "Notes"), "fiscal"),
    Layout(r"Local currency calendar years", replace(MONEY, currency=None, scale=0), ("Country", "Currency", "Notes"), "local"),
    Layout(r"Constant \((?P<base>\d{4})\) (US\$|USD)", MONEY, ("Country", "", "Notes")),
    Layout(r"Current (US\$|USD)", MONEY, ("Country", "Notes")),
    Layout(r"Share of GDP", replace(BASE, form="share", of="gdp", unit="percent", scale=2), ("Country", "Notes")),
    Layout(r"Per capita", replace(BASE, form="rate", of="capita", unit="money", currency="USD", basis="current"),
           ("Country", "Notes")),
    Layout(r"Share of Govt\. spending", replace(BASE, form="share", of="government_spending", unit="percent", scale=2),
           ("Country", "Notes", "Reporting year")),
)  # fmt: skip
IGNORED = ("Front page", "Footnotes")


class Sipri(UserFiles):
    """The workbook of one release, or several."""

    about = about(HERE)

    def pull(self, fetcher: Any, *, only: Sequence[str], years: str | None) -> Iterator[Path]:
        """Yield the workbook that the landing page links to: its name changes with every release."""
        landing = toml(HERE, "source.toml")["landing"]
        page = fetcher.get(landing, "milex.html", "html").read_text(encoding="utf-8", errors="replace")
        links = re.findall(r'href="([^"]*SIPRI-Milex-data-[^"]*\.xlsx)"', page)
        if not links:
            raise SourceChanged(
                "no link to the workbook", where=landing, do="download it by hand and use 'dragoman evidence add sipri'"
            )
        address = urljoin(landing, max(links, key=lambda link: re.findall(r"\d{4}", link)[-1]))
        yield fetcher.get(address, address.rpartition("/")[2], "xlsx")

    def releases(self, path: Path) -> Iterator[Release]:
        """Yield a workbook as one release, named by the April after its last year of data."""
        yield _release(path)


@dataclass
class _Sheet:
    """One sheet as found: its title, layout, columns by name, columns by year, and its rows with their numbers."""

    title: str
    layout: Layout
    named: dict[str, int]
    years: dict[int, int]
    current: tuple[int, int] | None
    rows: list[tuple[int, Sequence[Any]]]
    base: str | None


def _release(path: Path) -> Release:
    book = files.workbook(path)
    try:
        sheets = [sheet for sheet in (_sheet(ws, path) for ws in book.worksheets) if sheet]
    finally:
        book.close()
    if not sheets:
        raise SourceChanged("no sheet of SIPRI's workbook", where=str(path), do="give the military expenditure workbook")
    last = max(max(sheet.years) for sheet in sheets)
    label = f"{last + 1}-04"
    published = toml(HERE)["published"].get(label)
    retrieved = None if published else date.today()
    release = Release(Vintage("sipri", label, published, retrieved, files.sha256(path)))
    states = [sheet for sheet in sheets if sheet.layout.kind == "states"]
    dollars = next((sheet for sheet in states if sheet.layout is LAYOUTS[4]), None)
    rates = _implied(dollars, next((sheet for sheet in sheets if sheet.layout.kind == "local"), None))
    for sheet in sheets:
        facts: dict[Series, list[Fact]] = defaultdict(list)
        for series, fact in _regions(sheet, path) if sheet.layout.kind == "regions" else _states(sheet, path, rates):
            facts[series].append(fact)
        release.series += facts.items()
    title = f"SIPRI Military Expenditure Database, release of {label}"
    release.series = [(replace(series, title=title), held) for series, held in release.series]
    return release


@lru_cache(maxsize=1)
def _countries() -> dict[str, tuple[str, str, frozenset[str]]]:
    """Return {SIPRI's name: (actor, currency, SIPRI's words for the currency)}."""
    with (HERE / "countries.csv").open(encoding="utf-8", newline="") as lines:
        found = {}
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            for name in row["names"].split("|"):
                found[name] = (row["actor"], row["currency"], frozenset(row["currency_names"].split("|")))
    return found


def _sheet(ws: Any, path: Path) -> _Sheet | None:
    """Return a sheet with its header found, or None for one that holds no data."""
    title = ws.title.strip()
    if title in IGNORED:
        return None
    where = f"{path.name}, sheet {title!r}"
    for layout in LAYOUTS:
        match = re.fullmatch(layout.title, title)
        if match:
            break
    else:
        raise SourceChanged("a sheet of another name than SIPRI uses", where=where, do="give the publisher's own workbook")
    rows = [(number, cells) for number, cells in enumerate(ws.iter_rows(), 1)]
    for at, (number, cells) in enumerate(rows[:40]):
        years = {int(cell.value): column for column, cell in enumerate(cells) if _is_year(cell.value)}
        if len(years) > 10:
            named, current = _columns(cells, years, layout, f"{where}, row {number}")
            base = match.groupdict().get("base") or _base_year(rows[:at], layout)
            return _Sheet(title, layout, named, years, current, rows[at + 1 :], base)
    raise SourceChanged("no header row with years", where=where, do="expected one in the first forty rows")


def _is_year(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 1940 < value < 2100 and value == int(value)


def _base_year(above: Sequence[tuple[int, Sequence[Any]]], layout: Layout) -> str | None:
    """Return the year of the constant prices that the lines above a regional table name."""
    if layout.kind != "regions":
        return None
    text = " ".join(str(cell.value) for _, cells in above for cell in cells if cell.value)
    found = re.search(r"at constant (\d{4}) prices", text)
    return found[1] if found else None


def _columns(
    cells: Sequence[Any], years: dict[int, int], layout: Layout, where: str
) -> tuple[dict[str, int], tuple[int, int] | None]:
    """Return the columns before the years by name, and the extra column at current prices as (year, column)."""
    first, last = min(years.values()), max(years.values())
    if sorted(years.values()) != [years[y] for y in sorted(years)] or len(years) != max(years) - min(years) + 1:
        raise SourceChanged("years out of order or missing", where=where, do="expected every year from the first to the last")
    named = {}
    for column, cell in enumerate(cells[:first]):
        name = re.sub(r"\s*\(.*", "", str(cell.value or "").strip())
        if name not in layout.columns:
            raise SourceChanged(f"column {name!r}", where=where, do=f"expected {', '.join(layout.columns)} before the years")
        named[name] = column
    missing = [name for name in layout.columns if name and name not in named]
    if missing:
        raise SourceChanged(f"no column {missing[0]!r}", where=where, do=f"expected {', '.join(layout.columns)} before the years")
    current = None
    for column, cell in enumerate(cells[first:], first):
        text = str(cell.value or "").strip()
        extra = re.fullmatch(r"(\d{4}) (?:\(current prices\)|Current)", text)
        if extra and column > last:
            current = (int(extra[1]), column)
        elif text and not _is_year(cell.value) and text != "Omitted countries":
            raise SourceChanged(
                f"column {text!r}", where=where, do="expected years, and nothing after them but the last at current prices"
            )
    return named, current


def _number(cell: Any, where: str) -> str | None:
    """Return a cell's number as text, or None where it holds none.

    Raises:
        SourceChanged: a text that is no known sign for missing data, or an expenditure below zero.
    """
    value = cell.value
    if value is None:
        return None
    if isinstance(value, str):
        if value.strip() in MISSING:
            return None
        raise SourceChanged(f"reads {value[:40]!r}", where=where, do="expected a number or a sign for missing data")
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise SourceChanged(f"reads {value!r}", where=where, do="expected a number")
    if value < 0:
        raise SourceChanged(f"military expenditure of {value}", where=where, do="it cannot be below zero")
    return repr(value)


def _colour(cell: Any) -> str:
    """Return the flag that a cell's font colour stands for."""
    colour = cell.font.color
    if colour is None:
        return ""
    if colour.type == "rgb":
        return {"FF0000FF": "estimate", "FFFF0000": "uncertain"}.get(colour.rgb, "")
    return {12: "estimate", 10: "uncertain"}.get(colour.indexed, "") if colour.type == "indexed" else ""


def _regions(sheet: _Sheet, path: Path) -> Iterator[tuple[Series, Fact]]:
    if sheet.base is None:
        raise SourceChanged("no year of constant prices above the table", where=f"{path.name}, sheet {sheet.title!r}")
    known = toml(HERE)["regions"]
    for number, cells in sheet.rows:
        name = str(cells[sheet.named["Region"]].value or "").strip()
        where = f"{path.name}, sheet {sheet.title!r}, row {number}"
        if not name:
            continue
        if name not in known:
            if any(isinstance(cells[column].value, int | float) for column in sheet.years.values()):
                raise SourceChanged(f"unknown region {name!r}", where=where, do="add it to oddities.toml")
            continue
        region, _, which = known[name].partition("|")
        constant = replace(sheet.layout.series, basis=f"constant:{sheet.base}", key=which.replace(" ", "-"), note=which)
        for when, column in sheet.years.items():
            text = _number(cells[column], f"{where}, {when}")
            if text is not None:
                yield constant, _fact(f"region:{region}", year(when), text, cells[column], "aggregate", sheet.title)
        if sheet.current:
            when, column = sheet.current
            text = _number(cells[column], f"{where}, {when} at current prices")
            if text is not None:
                yield (
                    replace(constant, basis="current"),
                    _fact(f"region:{region}", year(when), text, cells[column], "aggregate", sheet.title),
                )


def _fact(actor: str, span: tuple[date, date, str], text: str, cell: Any, flags: str, title: str) -> Fact:
    colour = _colour(cell)
    return Fact(actor, *span, text, ";".join(filter(None, (colour, flags))), f"{title}!{cell.coordinate}")


def _states(sheet: _Sheet, path: Path, rates: dict[str, float]) -> Iterator[tuple[Series, Fact]]:
    regions, countries = toml(HERE)["regions"], _countries()
    series = sheet.layout.series
    if sheet.base:
        series = replace(series, basis=f"constant:{sheet.base}")
    seen: set[str] = set()
    for number, cells in sheet.rows:
        name = str(cells[sheet.named["Country"]].value or "").strip()
        where = f"{path.name}, sheet {sheet.title!r}, row {number}"
        filled = any(isinstance(cells[column].value, int | float) for column in sheet.years.values())
        if name not in countries:
            if filled:
                raise SourceChanged(f"unknown country {name!r}", where=where, do="add it to countries.csv, or mend the name")
            if name and name not in regions and len(name) < 30:
                raise SourceChanged(f"unknown country or region {name!r}", where=where, do="add it to countries.csv")
            continue
        actor = countries[name][0]
        if actor in seen:
            raise SourceChanged(f"{name} is there twice", where=where, do="each state is expected once")
        seen.add(actor)
        mine = _local(series, sheet, cells, name, rates, where) if "Currency" in sheet.named else series
        spans = _fiscal_years(sheet, cells, where) if sheet.layout.kind == "fiscal" else None
        if spans is not None:
            mine = replace(mine, calendar=f"fiscal:{actor}")
        notes = _note_flags(cells[sheet.named["Notes"]].value)
        who = "org:EU" if actor == "EUU" else actor
        for when, column in sheet.years.items():
            text = _number(cells[column], f"{where}, {when}")
            if text is not None:
                span = year(when) if spans is None else spans(when)
                yield mine, _fact(who, span, text, cells[column], notes, sheet.title)


@lru_cache(maxsize=256)
def _note_flags(value: Any) -> str:
    return ";".join(flag for sign, flag in NOTE_FLAGS.items() if sign in str(value or ""))


def _local(series: Series, sheet: _Sheet, cells: Sequence[Any], name: str, rates: dict[str, float], where: str) -> Series:
    """Return the series with the currency of a state's figures.

    Raises:
        SourceChanged: the sheet names a currency that is not known for the state.
    """
    actor, currency, labels = _countries()[name]
    label = str(cells[sheet.named["Currency"]].value or "").strip().lower()
    if label not in labels:
        raise SourceChanged(f"currency {label!r} for {name}", where=where, do=f"expected {' or '.join(sorted(labels))}")
    for odd in toml(HERE)["currency"]:
        rate = rates.get(actor)
        if odd["actor"] == actor and odd["label"] == label and rate and odd.get("above", 0.0) < rate < odd.get("below", 1e99):
            currency = odd["currency"]
    return replace(series, currency=currency, basis="local" if currency == "USD" else "current")


def _implied(dollars: _Sheet | None, local: _Sheet | None) -> dict[str, float]:
    """Return each state's latest figure in local currency over that in dollars: the rate of exchange that SIPRI used."""
    if dollars is None or local is None:
        return {}
    newest: list[dict[str, dict[int, float]]] = []
    for sheet in (dollars, local):
        held: dict[str, dict[int, float]] = {}
        for _, cells in sheet.rows:
            name = str(cells[0].value or "").strip()
            if name in _countries():
                values = {when: cells[column].value for when, column in sheet.years.items()}
                held[_countries()[name][0]] = {w: float(v) for w, v in values.items() if isinstance(v, int | float) and v}
        newest.append(held)
    rates = {}
    for actor, by_year in newest[0].items():
        both = sorted(set(by_year) & set(newest[1].get(actor, ())))
        if both:
            rates[actor] = newest[1][actor][both[-1]] / (by_year[both[-1]] * 1e6)
    return rates


def _fiscal_years(sheet: _Sheet, cells: Sequence[Any], where: str) -> Any:
    """Return a function from a year to the fiscal year that starts in it, as (first day, last day, grain).

    The sheet says `Apr-Mar`, or for a state that changed, `Till: 1998 Jul-Jun, 1999: Jul-Dec, From 2000: Jan-Dec`.
    """
    value = str(cells[sheet.named["Fiscal Year"]].value or "").strip()
    return _spans(value, where)


@lru_cache(maxsize=512)
def _spans(value: str, where: str) -> Any:
    words = toml(HERE)["fiscal"]
    plain = value.lower()
    if plain in words["calendar"] or plain in words["unclear"]:
        return year
    text = re.sub(r"[–—-]", "-", plain).replace(".", " ")
    month = "|".join(MONTHS)
    clauses = re.findall(
        rf"(?:(?P<kind>till|to|from)?:?\s*(?P<when>\d{{4}}):?\s+)?(?:till:?\s*(?P<until>\d{{4}})\s+)?"
        rf"(?P<a>{month})[a-z]*\s*-\s*(?P<b>{month})[a-z]*",
        text,
    )
    if not clauses:
        raise SourceChanged(f"fiscal year {value!r}", where=where, do="expected months such as Apr-Mar")
    rules = [(kind, int(when) if when else None, MONTHS.index(a) + 1, MONTHS.index(b) + 1) for kind, when, _, a, b in clauses]

    @lru_cache(maxsize=256)
    def span(of: int) -> tuple[date, date, str]:
        first, last = _months(rules, of)
        end = of if last >= first else of + 1
        return date(of, first, 1), date(end, last, calendar.monthrange(end, last)[1]), "year"

    return span


def _months(rules: Sequence[tuple[str, int | None, int, int]], of: int) -> tuple[int, int]:
    """Return the first and the last month of the fiscal year that starts in a year."""
    for kind, when, first, last in rules:
        if when is None or (kind in ("till", "to") and of <= when) or (kind == "" and of == when):
            return first, last
    later = [(when, first, last) for kind, when, first, last in rules if kind == "from" and when is not None and of >= when]
    if later:
        return max(later)[1:]
    nearest = min(rules, key=lambda rule: abs((rule[1] or of) - of))
    return nearest[2], nearest[3]
