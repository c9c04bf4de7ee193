"""The record against a tidy transcription of the same files: every row is looked for in the store loaded from the raw file.

`data` is a folder with `raw/` (the publishers' own files) and `tidy/` (one CSV a source and vintage, columns country_iso3, year,
series, value, unit, source, vintage). A row is equal where the store has the same actor, year, measure, unit and vintage with
the value that the tidy table prints, to its last digit; different where the value is another; missing where there is none.
"""

from __future__ import annotations

import csv
import re
import tempfile
from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dragoman.evidence import ingest
from dragoman.evidence.sources import sources
from dragoman.evidence.store import Store

DATA = "data/figures"
Key = tuple[str, ...]
UNDATED = {"datahub": "wb_gdp_datahub.csv", "fred": "fred_fx_annual.csv"}


def run(data: Path, *, store: Path | None, options: Namespace) -> dict[str, Any]:
    """Load the raw files into a store of their own and compare every tidy row; print and return the counts by source."""
    with tempfile.TemporaryDirectory() as folder:
        path = store or _loaded(data, Path(folder) / "evidence.duckdb")
        opened = Store.open(path)
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for name, rows, known in _comparisons(data / "tidy", opened):
            held = known()
            for key, value in rows():
                outcome = _outcome(held.get(key), value)
                counts[name][outcome] += 1
                if options.audit and outcome != "equal":
                    print(f"{outcome} {name} {' '.join(key)}: {value}, held {held.get(key)}")
        opened.close()
    return _report(counts)


def _report(counts: dict[str, Counter[str]]) -> dict[str, Any]:
    print(f"{'source':28s} {'compared':>9s} {'equal':>9s} {'different':>9s} {'missing':>9s}")
    figures: dict[str, Any] = {"compared": 0, "equal": 0, "different": 0, "missing": 0, "sources": {}}
    for name, count in sorted(counts.items()):
        row = {"compared": sum(count.values()), **{outcome: count[outcome] for outcome in ("equal", "different", "missing")}}
        figures["sources"][name] = row
        for outcome, number in row.items():
            figures[outcome] += number
        print(f"{name:28s} {row['compared']:9,d} {row['equal']:9,d} {row['different']:9,d} {row['missing']:9,d}")
    print(f"{'all':28s} {figures['compared']:9,d} {figures['equal']:9,d} {figures['different']:9,d} {figures['missing']:9,d}")
    return figures


def _loaded(data: Path, path: Path) -> Path:
    """Return a store with the embedded evidence and every raw file that is there.

    Files that carry no date (FRED, datahub) are given the one that the transcription has for them.
    """
    raw, known = data / "raw", sources()
    files = [
        ("sipri", [[file] for file in sorted((raw / "sipri").glob("*.xlsx"))]),
        (
            "worldbank",
            [[file] for suffix in ("csv", "zip", "json") for file in sorted((raw / "worldbank").glob(f"[!M]*.{suffix}"))],
        ),
        ("nato", [[file] for file in sorted((raw / "nato").glob("*.xlsx"))]),
        ("kiel", [sorted((raw / "kiel").glob("*.csv"))] if (raw / "kiel").is_dir() else []),
        ("imf", [[file] for file in sorted((raw / "imf").glob("*.json"))]),
        ("fred", [[file] for file in sorted((raw / "datahub").glob("exchange-rates*.csv"))]),
        ("datahub", [[file] for file in sorted((raw / "datahub").glob("gdp*.csv"))]),
    ]
    with ingest.change(path) as writer:
        for name, groups in files:
            for group in groups:
                ingest.add_all(writer, [(known[name], group)], published=_dated(data, name))
    return path


def _dated(data: Path, name: str) -> date | None:
    file = data / "tidy" / UNDATED.get(name, "")
    if name not in UNDATED or not file.is_file():
        return None
    return date.fromisoformat(next(_table(file))["vintage"])


def _outcome(held: Any, value: str) -> str:
    if held is None:
        return "missing"
    if isinstance(held, str):
        return "equal" if held == value else "different"
    printed = Decimal(value)
    step = Decimal(1).scaleb(_last(value))
    return "equal" if abs(Decimal(held) - printed) <= step * Decimal("0.500001") else "different"


def _last(text: str) -> int:
    """Return the exponent of the last digit of a printed number, of seven significant ones at most.

    >>> _last("45992.09"), _last("5.48694e+12"), _last("1"), _last("321692705.3")
    (-2, 6, -6, -1)
    """
    value = Decimal(text)
    exponent = int(value.as_tuple().exponent)
    magnitude = value.adjusted() if value else 0
    return min(exponent, magnitude - 6) if len(value.as_tuple().digits) < 7 else exponent


Comparison = tuple[str, Callable[[], Iterable[tuple[Key, str]]], Callable[[], dict[Key, Any]]]


def _comparisons(tidy: Path, store: Store) -> Iterator[Comparison]:
    for path in sorted(tidy.glob("*.csv")):
        if path.name.startswith("sipri_milex_"):
            yield f"sipri {path.stem[12:]}", _rows(path), _sipri(store)
        elif path.name in ("wb_milex.csv", "wb_macro.csv"):
            yield path.stem, _rows(path), _worldbank(store)
        elif path.name == "wb_gdp_datahub.csv":
            yield path.stem, _rows(path), _simple(store, "datahub", lambda _: "NY.GDP.MKTP.CD")
        elif path.name.startswith("nato_defexp"):
            yield path.stem, _rows(path), _nato(store)
        elif path.name.startswith("kiel"):
            yield path.stem, _rows(path), _kiel(store)
        elif path.name == "cia_factbook.csv":
            yield path.stem, _rows(path), _factbook(store)
        elif path.name == "ecb_fx_annual.csv":
            yield path.stem, _rows(path, "currency"), _ecb(store)
        elif path.name == "fred_fx_annual.csv":
            yield path.stem, _currency_rows(path), _fred(store)
        elif path.name == "cia_orgs.csv":
            yield path.stem, _organisations(path), _memberships(store)
        elif path.name == "sipri_regional_totals.csv":
            yield path.stem, _rows(path, "region"), _regions(store)
        elif path.name == "sipri_flags.csv":
            yield path.stem, _flags(path), _flagged(store)
        elif path.name == "sipri_rank15.csv":
            yield path.stem, _ranked(path), _ranks(store)


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _rows(path: Path, actor: str = "country_iso3") -> Callable[[], Iterator[tuple[Key, str]]]:
    def rows() -> Iterator[tuple[Key, str]]:
        for row in _table(path):
            unit = row["unit"]
            yield (row["vintage"], row[actor], row["year"], row["series"], unit), row["value"]

    return rows


def _held(store: Store, source: str) -> list[dict[str, Any]]:
    names = ("label", "published", "actor", "year", "grain", "number", "scale", "measure", "form", "of", "unit", "currency",
             "basis", "calendar", "definition", "flags", "key", "locator", "note")  # fmt: skip
    rows = store.rows(
        "SELECT v.label, v.published, q.actor, year(q.start), q.grain, q.number, s.scale, s.measure, s.form, s.of, s.unit, "
        "s.currency, s.basis, s.calendar, s.definition, coalesce(q.flags, ''), s.key, q.locator, s.note "
        "FROM quantity q JOIN series s ON s.id = q.series JOIN vintage v ON v.id = s.vintage "
        "WHERE v.source = ? AND number IS NOT NULL",
        [source],
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def _value(row: dict[str, Any], unit: int = 0) -> Decimal:
    """Return the value in tidy's unit, 10 to the `unit` of whole units."""
    return Decimal(row["number"]).scaleb(row["scale"] - unit)


def _iso(actor: str) -> str:
    return {"org:EU": "EUU", "org:NATO": "NATO", "region:NATO Europe and Canada": "NATO-EUR-CAN"}.get(
        actor, actor.removeprefix("region:")
    )


def _sipri(store: Store) -> Callable[[], dict[Key, Decimal]]:
    def held() -> dict[Key, Decimal]:
        found = {}
        for row in _held(store, "sipri"):
            if row["actor"].startswith("region:"):
                continue
            series, unit, power = _sipri_series(row)
            found[row["label"], _iso(row["actor"]), str(row["year"]), series, unit] = _value(row, power)
        return found

    return held


def _sipri_series(row: dict[str, Any]) -> tuple[str, str, int]:
    if row["form"] == "share":
        return (
            ("milex_gdp_share", "percent_of_gdp", 0) if row["of"] == "gdp" else ("milex_gov_share", "percent_of_gov_spending", 0)
        )
    if row["form"] == "rate":
        return "milex_per_capita_usd", "USD", 0
    if row["calendar"] != "calendar":
        return "milex_lcu_fy", "LCU", 0
    if row["basis"].startswith("constant"):
        return "milex_constant_usd", f"USD_million_constant_{row['basis'][9:]}", 6
    return ("milex_current_usd", "USD_million", 6) if row["locator"].startswith("Current") else ("milex_lcu_cy", "LCU", 0)


UNITS = {"MS.MIL.XPND.CD": "USD", "MS.MIL.XPND.GD.ZS": "percent_of_gdp", "NY.GDP.MKTP.CD": "USD", "NY.GDP.MKTP.CN": "LCU",
         "NY.GDP.MKTP.KN": "LCU_constant", "PA.NUS.FCRF": "LCU_per_USD", "PA.NUS.PPP": "LCU_per_international_dollar",
         "SP.POP.TOTL": "persons", "FP.CPI.TOTL.ZG": "percent", "NY.GDP.DEFL.KD.ZG": "percent"}  # fmt: skip


def _worldbank(store: Store) -> Callable[[], dict[Key, Decimal]]:
    def held() -> dict[Key, Decimal]:
        found = {}
        for row in _held(store, "worldbank"):
            day, _, code = row["label"].partition("/")
            found[day, _iso(row["actor"]), str(row["year"]), code, UNITS.get(code, "")] = _value(row)
        return found

    return held


def _simple(store: Store, source: str, series: Callable[[dict[str, Any]], str]) -> Callable[[], dict[Key, Decimal]]:
    def held() -> dict[Key, Decimal]:
        rows = _held(store, source)
        return {(str(r["published"]), _iso(r["actor"]), str(r["year"]), series(r), r["currency"] or ""): _value(r) for r in rows}

    return held


def _nato(store: Store) -> Callable[[], dict[Key, Decimal]]:
    def held() -> dict[Key, Decimal]:
        found = {}
        for row in _held(store, "nato"):
            series, unit, power = _nato_series(row)
            if "estimate" in row["flags"]:
                unit += ";estimate"
            found[str(row["published"]), _iso(row["actor"]), str(row["year"]), series, unit] = _value(row, power)
        return found

    return held


def _nato_series(row: dict[str, Any]) -> tuple[str, str, int]:
    base = row["basis"].partition(":")[2] or (re.search(r"\d{4}", row["note"] or "") or [""])[0]
    if row["measure"] == "personnel":
        return "nato_military_personnel", "thousand_persons", 3
    if row["measure"].startswith("military_expenditure_"):
        return f"nato_share_{row['measure'][21:]}", "percent_of_defexp", 0
    if row["form"] == "share":
        return "nato_defexp_gdp_share", "percent_of_real_gdp", 0
    if row["form"] == "growth":
        return "nato_defexp_real_change", "percent", 0
    if row["form"] == "rate":
        gdp = row["measure"] == "gdp"
        return (
            ("nato_gdp_per_capita", f"USD_thousand_constant_{base}", 3)
            if gdp
            else ("nato_defexp_per_capita", f"USD_constant_{base}", 0)
        )
    table1 = row["locator"].startswith("Table 1,")
    what, money = ("nato_gdp", "USD") if row["measure"] == "gdp" else ("nato_defexp", "LCU" if table1 else "USD")
    if row["basis"].startswith("constant"):
        return f"{what}_{'lcu_constant' if table1 else 'constant_usd'}", f"{money}_million_constant_{base}", 6
    return f"{what}_{'lcu' if table1 else 'current_usd'}", f"{money}_million", 6


def _kiel(store: Store) -> Callable[[], dict[Key, Decimal]]:
    names = {"military_aid": "military", "financial_aid": "financial", "humanitarian_aid": "humanitarian", "aid": "total"}

    def held() -> dict[Key, Decimal]:
        found = {}
        for row in _held(store, "kiel"):
            if row["grain"] == "year" and row["form"] == "level":
                name = "commitments" if row["key"] == "commitments" else names[row["measure"]]
                vintage = f"{row['label']}_{row['published']}"
                found[vintage, _iso(row["actor"]), str(row["year"]), f"ukraine_aid_{name}", "EUR_billion"] = _value(row, 9)
        return found

    return held


def _factbook(store: Store) -> Callable[[], dict[Key, Decimal]]:
    names = {"military_expenditure": ("cia_milex_gdp_share", "percent_of_gdp"), "gdp": ("cia_gdp_official_usd", "USD"),
             "exchange_rate": ("cia_fx_lcu_per_usd", "LCU_per_USD"), "gdp_ppp": ("cia_gdp_ppp", "USD_2021_PPP"),
             "inflation": ("cia_inflation", "percent"), "population": ("cia_population", "persons"),
             "public_debt": ("cia_public_debt", "percent_of_gdp"), "gdp_growth": ("cia_real_gdp_growth", "percent")}  # fmt: skip

    def held() -> dict[Key, Decimal]:
        rows = [row for row in _held(store, "factbook") if not row["actor"].startswith("cur:")]
        return {(r["label"], r["actor"], str(r["year"]), *names[r["measure"]]): _value(r) for r in rows}

    return held


def _ecb(store: Store) -> Callable[[], dict[Key, Decimal]]:
    def held() -> dict[Key, Decimal]:
        found: dict[Key, Decimal] = {}
        for row in _held(store, "ecb"):
            if row["grain"] == "year":
                currency, per = row["actor"][4:], "eur" if row["unit"] == "per_eur" else "usd"
                unit = f"{currency}_per_{per.upper()}"
                found[row["label"], currency, str(row["year"]), f"fx_lcu_per_{per}_avg", unit] = _value(row)
                found[row["label"], "USD", str(row["year"]), "fx_lcu_per_usd_avg", "USD_per_USD"] = Decimal(1)
        return found

    return held


def _currency_rows(path: Path) -> Callable[[], Iterator[tuple[Key, str]]]:
    def rows() -> Iterator[tuple[Key, str]]:
        for row in _table(path):
            yield (row["vintage"], row["unit"], row["year"], row["series"]), row["value"]

    return rows


def _fred(store: Store) -> Callable[[], dict[Key, Decimal]]:
    def held() -> dict[Key, Decimal]:
        rows = _held(store, "fred")
        return {(str(r["published"]), f"{r['actor'][4:]}_per_USD", str(r["year"]), "fx_lcu_per_usd"): _value(r) for r in rows}

    return held


def _organisations(path: Path) -> Callable[[], Iterator[tuple[Key, str]]]:
    return lambda: (((row["vintage"], row["country_iso3"], row["organization"]), row["status"]) for row in _table(path))


def _memberships(store: Store) -> Callable[[], dict[Key, str]]:
    def held() -> dict[Key, str]:
        rows = store.rows(
            "SELECT v.label, t.parties, t.name, t.note FROM tie t JOIN vintage v ON v.id = t.vintage WHERE v.source = 'factbook'"
        )
        found = {}
        for label, parties, name, note in rows:
            state = next(party for party in parties.split(";") if not party.startswith("org:"))
            found[label, state, name] = note.removeprefix("listed as ") or "member"
        return found

    return held


def _regions(store: Store) -> Callable[[], dict[Key, Decimal]]:
    from dragoman.evidence.sources.base import toml
    from dragoman.evidence.sources.sipri.load import HERE

    printed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, known in toml(HERE)["regions"].items():
        region, _, which = known.partition("|")
        printed[region, which].append(name)

    def held() -> dict[Key, Decimal]:
        found = {}
        for row in _held(store, "sipri"):
            if row["actor"].startswith("region:"):
                constant = row["basis"].startswith("constant")
                series = "milex_constant_usd" if constant else "milex_current_usd"
                unit = f"USD_billion_constant_{row['basis'][9:]}" if constant else "USD_billion"
                for name in printed[row["actor"][7:], row["note"]]:
                    found[row["label"], name, str(row["year"]), series, unit] = _value(row, 9)
        return found

    return held


def _flags(path: Path) -> Callable[[], Iterator[tuple[Key, str]]]:
    return lambda: (((row["vintage"], row["country_iso3"], row["year"], row["series"]), row["flag"]) for row in _table(path))


def _flagged(store: Store) -> Callable[[], dict[Key, str]]:
    def held() -> dict[Key, str]:
        found = {}
        for row in _held(store, "sipri"):
            flags = row["flags"].split(";")
            flag = "estimate" if "estimate" in flags else "highly_uncertain" if "uncertain" in flags else None
            if flag and not row["actor"].startswith("region:"):
                found[row["label"], _iso(row["actor"]), str(row["year"]), _sipri_series(row)[0]] = flag
        return found

    return held


def _ranked(path: Path) -> Callable[[], Iterator[tuple[Key, str]]]:
    return lambda: (((row["vintage"], row["year"], row["country_iso3"]), row["rank"]) for row in _table(path))


def _ranks(store: Store) -> Callable[[], dict[Key, str]]:
    def held() -> dict[Key, str]:
        values: dict[tuple[str, int], list[tuple[float, str]]] = defaultdict(list)
        for row in _held(store, "sipri"):
            if _sipri_series(row)[0] == "milex_current_usd" and ":" not in row["actor"]:
                values[row["label"], row["year"]].append((float(_value(row)), row["actor"]))
        return {(label, str(when), actor): str(1 + sum(other > value for other, _ in held))
                for (label, when), held in values.items() for value, actor in held}  # fmt: skip

    return held
