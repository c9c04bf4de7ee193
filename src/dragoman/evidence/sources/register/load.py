"""Read the register's four tables.

Rows of confidence `general-knowledge` are leads: they are not loaded. Of `partly-verified` rows the dates that the cited page was
seen to state are given, to the grain that it stated; the others only bound the period.

When a row counts as known: a treaty is public on the day it is signed, whenever the page was written that we cite; a plan for
2027 that a page of 2025 reports was public in 2025. So a row is known from the earlier of its first act's last day and the
page's. Entry into force and end are known from their own last day, and are hidden from whoever asks what was known before. A
date long after the page was written cannot have come from it: it only bounds the period, like other dates that the page does
not state.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from dragoman.errors import SourceChanged
from dragoman.evidence import states
from dragoman.evidence.rows import FOREVER, Fact, Release, Series, Tie, coarser, printed_day, year
from dragoman.evidence.sources.base import about, toml
from dragoman.model import Period, Vintage

HERE = Path(__file__).parent
GROUPS = {"BALTIC": ("EST", "LVA", "LTU")}
SHEETS = ("ties.csv", "plans.csv", "spending.csv", "observations.csv")
COLUMNS = {
    "ties.csv": "id parties instrument_type name signed_date in_force_date ended_date status scope_keywords note "
    "source_publisher source_title source_date source_url confidence verified_fields type doers",
    "plans.csv": "id country announced_date plan_name amount currency usd_as_reported period rule definition_notes status "
    "source_publisher source_title source_date source_url confidence measure form start end shares growth press_usd_billion",
    "spending.csv": "country year measure usd_billion unit definition percent_of_gdp world_rank vintage published source_title "
    "source_url confidence",
    "observations.csv": "name measure time actors rule unit low high currency start end known note source_publisher source_title "
    "source_date source_url",
}
TIMES = ("event", "stock", "toll", "fixed")
SCHEDULED = timedelta(days=45)
Row = dict[str, str]


class Register:
    """The register that comes with the package, or another folder's tables of the same columns."""

    about = about(HERE)

    def embedded(self) -> Sequence[Path]:
        """Return the tables."""
        return [HERE / name for name in SHEETS]

    def load(self, files: Sequence[Path]) -> Iterator[Release]:
        """Yield one release of ties, plans and observations, and one for each release of figures in spending.csv."""
        for path in files:
            if path.name not in COLUMNS:
                raise SourceChanged(
                    f"no table of the register is called {path.name}", where=str(path), do=f"give {', '.join(SHEETS)}"
                )
        tables = {path.name: _table(path) for path in files}
        sha256 = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
        compiled = toml(HERE, "source.toml")["compiled"]
        release = Release(Vintage("register", compiled.isoformat(), None, compiled, sha256))
        types = _types()
        release.ties = [_tie(row, types) for row in tables.get("ties.csv", ()) if row["confidence"] != "general-knowledge"]
        for row in tables.get("plans.csv", ()):
            if row["confidence"] != "general-knowledge" and row["measure"]:
                release.series += _plan(row)
        release.series += [_observed(row, number) for number, row in enumerate(tables.get("observations.csv", ()), 2)]
        yield release
        yield from _spending(tables.get("spending.csv", ()), sha256)


def _table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        expected = COLUMNS[path.name].split()
        if reader.fieldnames != expected:
            raise SourceChanged(f"columns {reader.fieldnames}", where=str(path), do=f"expected {expected}")
        rows = list(reader)
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise SourceChanged("a row of another length than the header", where=f"{path}, line {number}", do="mend its commas")
    return rows


def _types() -> dict[str, str]:
    raw = toml(HERE, "instruments.toml")
    return {instrument: type_ for type_, instruments in raw.items() for instrument in instruments}


def _actor(code: str, where: str) -> str:
    """Return the actor id of a code: a state's own, an organisation's by its short name, `World` for all states."""
    if code == "World":
        return "region:World"
    if code in states.territories():
        return code
    if f"org:{code}" in states.organisations():
        return f"org:{code}"
    raise SourceChanged(f"{code!r} is neither a state's code nor an organisation's short name", where=where,
                        do="add it to the lexicon's organisations.csv")  # fmt: skip


def _earlier(act: Period | None, page: Period | None) -> date | None:
    """Return the day from which an act counts as known: the earlier of its own last day and the citing page's."""
    days = [period.end for period in (act, page) if period is not None and period.end is not None]
    return min(days) if days else None


def _statable(act: Period | None, page: Period | None) -> bool:
    """Return whether a page of that date can have stated the act: scheduled a few weeks ahead at most."""
    if act is None or act.start is None or page is None or page.end is None:
        return True
    return act.start <= page.end + SCHEDULED


def _seen(row: Row) -> dict[str, str]:
    """Return, for `signed`, `in_force` and `ended`, the grain to which the cited page was seen to state it (day, month, year)."""
    if row["confidence"] == "verified":
        return dict.fromkeys(("signed", "in_force", "ended"), "day")
    fields = set(row["verified_fields"].split(";"))
    seen: dict[str, str] = {name: "day" for name in ("signed", "in_force", "ended") if name in fields}
    first = "in_force" if row["instrument_type"] == "nato-accession" or not row["signed_date"] else "signed"
    for name, (target, grain) in {
        "year": (first, "year"),
        "month": (first, "month"),
        "date": (first, "day"),
        "first date": (first, "day"),
        "first year": (first, "year"),
        "year_signed": ("signed", "year"),
        "year_in_force": ("in_force", "year"),
        "opening": ("in_force", "day"),
        "date of announcement": ("signed", "day"),
    }.items():
        if name in fields:
            seen.setdefault(target, grain)
            if name == "month":
                seen[target] = "month"
    if "dates" in fields:
        seen |= {"signed": "day", "ended": "day"}
    return seen


def _tie(row: Row, types: dict[str, str]) -> Tie:
    kind, where = row["type"] or types.get(row["instrument_type"], ""), f"ties.csv, row {row['id']}"
    if not kind:
        raise SourceChanged(f"unknown instrument type {row['instrument_type']}", where=where, do="add it to instruments.toml")
    page, seen = printed_day(row["source_date"]), _seen(row)
    dates = {name: printed_day(row[f"{name}_date"]) for name in ("signed", "in_force", "ended")}
    shown = {
        name: coarser(period, seen[name]) if name in seen and _statable(period, page) else None for name, period in dates.items()
    }
    first = dates["signed"] or dates["in_force"]
    parties = tuple(sorted(_actor(code, where) for code in row["parties"].split(";")))
    doers = tuple(_actor(code, where) for code in row["doers"].split(";") if code)
    if not set(doers) <= set(parties):
        raise SourceChanged(f"doers {row['doers']} are not all among the parties", where=where, do="name them in `parties` too")
    unseen = [name for name, period in dates.items() if period and not shown[name]]
    return Tie(
        key=_key(parties, row["name"], first),
        type=kind,
        parties=parties,
        name=row["name"],
        subtype=row["instrument_type"],
        period=_span(kind, row, dates, shown),
        signed=shown["signed"],
        in_force=shown["in_force"],
        ended=shown["ended"],
        status=_status(row, shown),
        scope=tuple(word for word in row["scope_keywords"].split(";") if word),
        known=_earlier(first or dates["ended"], page),
        in_force_known=dates["in_force"].end if dates["in_force"] else None,
        ended_known=dates["ended"].end if dates["ended"] else None,
        flags=(*(f"by:{actor}" for actor in doers), *(f"unverified:{name}" for name in unseen)),
        note=row["note"],
        locator=where,
        publisher=row["source_publisher"],
        title=row["source_title"],
        url=row["source_url"],
        source_date=page.end if page else None,
        verified=tuple(row["verified_fields"].split(";")) if row["confidence"] == "partly-verified" else (),
    )


def _span(kind: str, row: Row, dates: dict[str, Period | None], shown: dict[str, Period | None]) -> Period:
    """Return the days over which a tie holds: open where it goes on; an event without a last day lasts as long as it is dated."""
    first = shown["signed"] or shown["in_force"] or dates["signed"] or dates["in_force"]
    if kind == "membership":
        first = shown["in_force"] or dates["in_force"] or first
    last = dates["ended"]
    if first is None:
        return Period(None, last.end if last else None, "open")
    standing = row["instrument_type"] in ("assistance", "sanctions")
    event = row["instrument_type"] in ("exercise", "first-event", "summit", "meeting", "attack") or kind in (
        "declaration",
        "aid",
        "meeting",
    )
    if last is None and event and not standing:
        return first
    return Period(first.start, last.end if last else None, "open" if last is None else "day")


def _status(row: Row, shown: dict[str, Period | None]) -> str:
    """Return the row's status where the cited page bears it out, else what the dates that it states imply."""
    if row["confidence"] == "verified" or "status" in row["verified_fields"].split(";"):
        return row["status"]
    if row["status"] not in ("in-force", "ended"):
        return row["status"]
    if shown["ended"]:
        return "ended"
    if row["status"] == "in-force" and (shown["in_force"] or "member" in row["verified_fields"].split(";")):
        return "in-force"
    return "signed-or-announced" if row["status"] == "in-force" else "ended"


def _slug(text: str, *, length: int = 48) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:length].strip("-")


def _key(parties: Sequence[str], name: str, first: Period | None) -> str:
    """Return a tie's stable name, from what it is and not from its row: `jpn-nato-itpp-2023-2026-2023-07`."""
    when = first.start.isoformat()[:7] if first and first.start else "undated"
    return "-".join([*(_slug(party.removeprefix("org:")) for party in parties[:4]), _slug(name), when])


def _plan(row: Row) -> Iterator[tuple[Series, list[Fact]]]:
    """Yield a plan's amount, the press's dollars for it, its shares of GDP and its growth, each as a statement of its own."""
    where = f"plans.csv, row {row['id']}"
    page, announced = printed_day(row["source_date"]), printed_day(row["announced_date"])
    known = _earlier(announced, page)
    start = date.fromisoformat(row["start"])
    end = date.fromisoformat(row["end"]) if row["end"] else FOREVER
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    fiscal = row["end"] != "" and not whole and row["form"] == "level"
    grain = "open" if not row["end"] else "year" if end.year - start.year <= (1 if fiscal else 0) else "years"
    key = f"{_slug(row['plan_name'], length=56)}-{row['announced_date']}"
    shared = {
        "measure": row["measure"],
        "definition": _definition(row),
        "kind": "plan",
        "name": row["plan_name"],
        "status": row["status"],
        "rule": row["rule"],
        "note": row["definition_notes"],
        "publisher": row["source_publisher"],
        "title": row["source_title"],
        "url": row["source_url"],
        "source_date": page.end if page else None,
        "verified": ("amount", "rule") if row["confidence"] == "partly-verified" else (),
    }
    for actor in GROUPS.get(row["country"], (row["country"],)):
        calendar = f"fiscal:{actor}" if fiscal else "calendar"
        common = {**shared, "calendar": calendar}
        base = Fact(_actor(actor, where), start, end, grain, None, "plan", where, None, known)
        for series, number, high, places, flags in _plan_figures(row, key):
            yield (
                Series(**{**common, **series}),  # type: ignore[arg-type]
                [base._replace(number=number, high=high, places=places, flags=";".join(["plan", *flags]))],
            )


def _plan_figures(row: Row, key: str) -> Iterator[tuple[dict[str, object], str, str | None, int | None, list[str]]]:
    money: dict[str, object] = {"form": row["form"], "unit": "money", "basis": "current"}
    if row["amount"]:
        yield {**money, "currency": row["currency"], "key": key}, row["amount"], None, _places(row["amount"]), []
    if row["press_usd_billion"]:
        low, _, high = row["press_usd_billion"].partition(";")
        press = {**money, "currency": "USD", "scale": 9, "key": f"{key}-press"}
        yield press, low, high or None, 9 - len(low.partition(".")[2]), ["press_conversion"]
    for text in filter(None, row["shares"].split(";")):
        span, _, part = text.partition(" ")
        low, _, high = span.partition("..")
        share: dict[str, object] = {"form": "share", "of": "gdp", "unit": "percent", "key": f"{key}-{part}" if part else key}
        if part:
            share["definition"] = f"{part} spending, of {row['plan_name']}"
        yield share, low, high or None, -len(low.partition(".")[2]), []
    if row["growth"]:
        growth: dict[str, object] = {"form": "growth", "unit": "percent", "basis": "current", "key": key}
        yield growth, row["growth"], None, -len(row["growth"].partition(".")[2]), []


def _definition(row: Row) -> str:
    """Return the words for what a plan counts."""
    names = {"NATO": "NATO pledge", "EU": "EU programme"}
    if row["measure"] == "military_aid":
        return "national budget for security assistance"
    if row["measure"] == "programme_cost":
        return names.get(row["country"], "national programme")
    return names.get(row["country"], "national initial budget" if row["form"] == "level" else "national multi-year plan")


def _places(amount: str) -> int:
    """Return the last place that an amount in whole units states: its zeros at the end, but two significant digits at least.

    >>> _places("43000000000000"), _places("100000000000"), _places("1784665000000")
    (12, 10, 6)
    """
    zeros = len(amount) - len(amount.rstrip("0"))
    return min(zeros, len(amount) - 2)


def _observed(row: Row, number: int) -> tuple[Series, list[Fact]]:
    """Return a cited count or sum as a statement: what it counts, the words that name it (`rule`), how it stands in time."""
    where = f"observations.csv, line {number}"
    page, first, last = (printed_day(row[name]) for name in ("source_date", "start", "end"))
    last = last or first
    time = row["time"].split(";")
    if first is None or last is None or time[0] not in TIMES:
        raise SourceChanged(f"time {row['time']!r} from {row['start']!r}", where=where, do=f"give a day and {', '.join(TIMES)}")
    if not Decimal(row["low"]) <= Decimal(row["high"] or row["low"]):
        raise SourceChanged(f"from {row['low']} to {row['high']}", where=where, do="put the smaller number first")
    told = printed_day(row["known"])
    known = told.end if told else _earlier(last, page) if time[0] == "event" else page.end if page else None
    if known is None:
        raise SourceChanged("no day from which it was known", where=where, do="give the page's date, or fill `known`")
    actor, *others = (_actor(code, where) for code in row["actors"].split(";"))
    series = Series(
        measure=row["measure"], form="observed", unit=row["unit"] or None, currency=row["currency"] or None, name=row["name"],
        rule=row["rule"], note=row["note"], publisher=row["source_publisher"], title=row["source_title"], url=row["source_url"],
        source_date=page.end if page else None, key=f"{_slug(row['name'], length=64)}-{known}",
    )  # fmt: skip
    start, end = first.start or date.min, last.end or FOREVER
    fact = Fact(actor, start, end, "day" if start == end else "open", row["low"], ";".join(time), where,
                others[0] if others else None, known, row["high"] or None)  # fmt: skip
    return series, [fact]


def _spending(rows: Sequence[Row], sha256: str) -> Iterator[Release]:
    """Yield one release for each vintage: level in dollars, share of GDP, and world rank where it is given."""
    vintages: dict[tuple[str, str], list[tuple[int, Row]]] = defaultdict(list)
    for number, row in enumerate(rows, 2):
        if row["confidence"] == "verified":
            vintages[row["vintage"], row["published"]].append((number, row))
    for (label, published), held in sorted(vintages.items()):
        titles = {(row["source_title"], row["source_url"], row["definition"]) for _, row in held}
        if len(titles) != 1:
            raise SourceChanged(f"release {label} cites more than one title", where="spending.csv", do="one title a release")
        title, url, definition = titles.pop()
        shared = {"measure": "military_expenditure", "definition": definition, "rounded": True, "title": title, "url": url,
                  "publisher": "Stockholm International Peace Research Institute"}  # fmt: skip
        kinds = {
            "usd_billion": Series(**shared, unit="money", currency="USD", basis="current", scale=9),  # type: ignore[arg-type]
            "percent_of_gdp": Series(**shared, form="share", of="gdp", unit="percent"),  # type: ignore[arg-type]
            "world_rank": Series(**{**shared, "rounded": False}, form="rank", of="world", unit="rank"),  # type: ignore[arg-type]
        }
        release = Release(Vintage("register", label, date.fromisoformat(published), None, sha256))
        for name, series in kinds.items():
            facts = [_spent(row, number, name) for number, row in held if row[name]]
            if facts:
                release.series.append((series, facts))
        yield release


def _spent(row: Row, number: int, name: str) -> Fact:
    value = Decimal(row[name])
    if value < 0:
        raise SourceChanged(
            f"a negative {name} of {row[name]}", where=f"spending.csv, line {number}", do="it cannot be below zero"
        )
    return Fact(row["country"], *year(int(row["year"])), row[name], locator=f"spending.csv, line {number}")
