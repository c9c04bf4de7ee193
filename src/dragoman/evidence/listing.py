"""What a store holds, for people: its sources and vintages, one series with its vintages side by side, citations, differences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dragoman.errors import OutOfScope, UnreadableValue
from dragoman.evidence.store import Store
from dragoman.model import Question, Statement


@dataclass(frozen=True, slots=True)
class Holding:
    """One vintage of a source as held, with what it covers."""

    source: str
    publisher: str
    title: str
    label: str
    published: date | None
    retrieved: date | None
    sha256: str
    statements: int
    embedded: bool
    licence: str
    redistribute: str
    covers: tuple[tuple[str, str, str, int], ...]


def holdings(store: Store) -> list[Holding]:
    """Return what is held, by source and vintage; `covers` gives measure, first year, last year, actors."""
    covers: dict[int, list[tuple[str, str, str, int]]] = defaultdict(list)
    for vintage, measure, first, last, actors in store.rows(
        "SELECT vintage, measure, first, CASE WHEN year(last) > 2100 THEN NULL ELSE last END, actors FROM coverage ORDER BY ALL"
    ):
        covers[vintage].append((measure, str(first or "")[:4], str(last or "")[:4], actors))
    rows = store.rows(
        "SELECT v.id, s.name, s.publisher, s.title, v.label, v.published, v.retrieved, v.sha256, v.rows, v.embedded, s.licence, "
        "s.redistribute FROM vintage v JOIN source s ON s.name = v.source ORDER BY s.name, v.label"
    )
    names = list(Holding.__dataclass_fields__)
    return [Holding(**dict(zip(names, (*row[1:], tuple(covers[row[0]])), strict=True))) for row in rows]


@dataclass(frozen=True, slots=True)
class Side:
    """One kind of figure of a series (one form, currency, price basis, calendar and definition), its vintages side by side.

    `columns` name the vintages, oldest first; `rows` give a period and its figure in each vintage, None where it has none;
    `revised` the largest move between vintages in percent, None where fewer than two have the period.
    """

    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Statement | None, ...], float | None], ...]


def span(text: str | None) -> tuple[date | None, date | None]:
    """Return the days of `2015:2025`, `2015:`, `:2025` or `2022`.

    Raises:
        UnreadableValue: none of these.
    """
    if not text:
        return None, None
    found = re.fullmatch(r"(\d{4})?(:)?(\d{4})?", text)
    if not found or (found[1] and found[3] and not found[2]):
        raise UnreadableValue(f"no span of years: {text!r}", do="write it as 2015:2025")
    first = int(found[1]) if found[1] else None
    last = int(found[3]) if found[3] else None if found[2] else first
    if first and last and last < first:
        raise UnreadableValue(f"the span {text!r} ends before it begins", do="write it as 2015:2025")
    return (date(first, 1, 1) if first else None), (date(last, 12, 31) if last else None)


def series(store: Store, actor: str, measure: str, *, years: str | None = None, known_by: date | None = None) -> list[Side]:
    """Return everything held about one measure of one actor, each kind of figure apart.

    Raises:
        OutOfScope: nothing is held about it.
    """
    start, end = span(years)
    question = Question("quantity", (measure,), (actor,), start, end, known_by)
    found = [statement for statement in store.ask([question])[question] if statement.period.grain in ("year", "years", "open")]
    if not found:
        held = [row[0] for row in store.rows("SELECT DISTINCT measure FROM series ORDER BY 1")]
        raise OutOfScope(f"nothing is held about {measure} of {actor}" + (f" in {years}" if years else ""),
                         do=f"actors are ISO 3166 alpha-3 codes; measures held are {', '.join(held)}")  # fmt: skip
    sides: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for statement in found:
        basis = statement.basis.partition(":")[0]
        calendar = statement.calendar.partition(":")[0]
        sides[statement.form, statement.of or "", statement.currency or "", basis, calendar, statement.definition].append(
            statement
        )
    order = {"level": 0, "share": 1, "rank": 2}
    keys = sorted(sides, key=lambda k: (order.get(k[0], 9), k[2] != "USD", k))
    return [_side(key, sides[key]) for key in keys]


def _side(key: tuple[str, ...], statements: Sequence[Statement]) -> Side:
    form, of, currency, basis, calendar, definition = key
    what = [form if form != "level" else "", f"of {of.replace('_', ' ')}" if of else "", currency,
            f"{basis} prices" if basis else "",
            "fiscal years" if calendar == "fiscal" else ""]  # fmt: skip
    vintages = sorted({(s.vintage.label, s.vintage.source) for s in statements})
    if all(s.kind == "plan" for s in statements):
        vintages = [("", "plans")]
    table: dict[str, dict[tuple[str, str], Statement]] = defaultdict(dict)
    for s in statements:
        name = _named(s)
        table[name][(s.vintage.label, s.vintage.source) if vintages != [("", "plans")] else ("", "plans")] = s
    rows = []
    for name in sorted(table):
        cells = tuple(table[name].get(vintage) for vintage in vintages)
        rows.append((name, cells, _revised(cells)))
    unit = currency or {"percent": "%"}.get(statements[0].unit or "", statements[0].unit or "")
    title = f"{definition or 'figures'}: {', '.join(filter(None, what)) or 'level'}"
    return Side(title, unit, tuple(f"{source} {label}".strip() for label, source in vintages), tuple(rows))


def _named(statement: Statement) -> str:
    start, end = statement.period.start, statement.period.end
    if start is None:
        return statement.name
    plain = (
        f"{start.year}"
        if start.month == 1 and end and end.year == start.year
        else f"{start:%Y-%m}/{end:%Y-%m}"
        if end
        else f"{start:%Y}+"
    )
    return f"{plain} {statement.name}".strip()


def _revised(cells: Sequence[Statement | None]) -> float | None:
    bases = {cell.basis for cell in cells if cell is not None}
    values = [float(cell.value) for cell in cells if cell is not None and cell.value is not None]
    if len(values) < 2 or len(bases) > 1 or min(values) <= 0:
        return None
    return 100 * (max(values) / min(values) - 1)


def shown(value: Decimal | None, unit: str, places: int | None = None) -> str:
    """Return a figure for reading: money in words of scale, with two decimals or as many as the source printed.

    >>> shown(Decimal("46000000000"), "USD"), shown(Decimal("46000000000"), "USD", 8), shown(Decimal("1.0777"), "%")
    ('46.00 bn', '46.0 bn', '1.08')
    """
    if value is None:
        return ""
    power, word = next(((p, w) for p, w in ((12, " tn"), (9, " bn"), (6, " m")) if abs(value) >= 10**p), (0, ""))
    whole = unit in ("rank", "person") or (not word and unit not in ("%", "percent") and value == value.to_integral_value())
    decimals = 2 if places is None else max(0, min(power - places, 6))
    return f"{float(value) / 10**power:.{0 if whole and not word else decimals}f}{word}"


def citations(store: Store, *, bibtex: bool = False) -> list[str]:
    """Return a citation for each source held, with the vintages held; as BibTeX entries where asked."""
    lines = []
    for name, citation, entry in store.rows("SELECT name, citation, bibtex FROM source ORDER BY name"):
        labels = [row[0] for row in store.rows("SELECT label FROM vintage WHERE source = ? ORDER BY label", [name])]
        note = f"Vintages held: {', '.join(labels)}"
        if bibtex:
            lines.append(entry[: entry.rindex("}")] + f", note = {{{note}}}}}" if entry else f"% {name}: {citation} {note}.")
        else:
            lines.append(f"{citation} {note}.")
    lines.append(f"% store {store.hash}" if bibtex else f"Store {store.hash}.")
    return lines


@dataclass(frozen=True, slots=True)
class Change:
    """One statement that two stores do not share, or give differently. `what`: added, removed, changed."""

    what: str
    id: str
    before: str
    after: str


def difference(before: Store, after: Store) -> Iterator[Change]:
    """Yield the statements in which two stores differ, by source and vintage."""
    if before.hash == after.hash:
        return
    digests = [
        {(row[0], row[1]): row[2] for row in store.rows("SELECT source, label, digest FROM vintage")} for store in (before, after)
    ]
    for key in sorted(set(digests[0]) | set(digests[1])):
        if digests[0].get(key) != digests[1].get(key):
            yield from _changes(_held(before, key), _held(after, key))


def _held(store: Store, key: tuple[str, str]) -> dict[str, str]:
    """Return what a vintage says, as {name of the statement: its figure or its words}."""
    figures = store.rows(
        "SELECT concat_ws(':', v.source, v.label, q.actor, q.partner, s.measure, nullif(s.form, 'level'), s.of, s.currency, "
        "nullif(s.basis, 'current'), nullif(s.calendar, 'calendar'), nullif(s.key, ''), q.start, q.stop), "
        "concat_ws(' ', q.number, CASE WHEN s.scale <> 0 THEN 'e' || s.scale END, s.unit, q.flags) "
        "FROM quantity q JOIN series s ON s.id = q.series JOIN vintage v ON v.id = s.vintage "
        "WHERE v.source = ? AND v.label = ?", key
    )  # fmt: skip
    ties = store.rows(
        "SELECT concat_ws(':', v.source, v.label, 'tie', t.type, t.key), concat_ws(' ', t.name, t.status, t.start, t.stop, "
        "t.signed, t.in_force, t.ended) FROM tie t JOIN vintage v ON v.id = t.vintage WHERE v.source = ? AND v.label = ?", key
    )  # fmt: skip
    return dict([*figures, *ties])


def _changes(before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for name in sorted(set(before) | set(after)):
        old, new = before.get(name), after.get(name)
        if old != new:
            what = "added" if old is None else "removed" if new is None else "changed"
            yield Change(what, name, old or "", new or "")


def rank(store: Store, measure: str, actor: str, year: int, *, source: str, label: str, currency: str = "USD") -> int | None:
    """Return an actor's world rank in a year by one vintage: one more than the states that have more. None where it has no
    figure."""
    rows = store.rows(
        "SELECT q.actor, q.value FROM quantity q JOIN series s ON s.id = q.series JOIN vintage v ON v.id = s.vintage "
        "WHERE v.source = ? AND v.label = ? AND s.measure = ? AND s.form = 'level' AND s.currency = ? AND s.basis = 'current' "
        "AND s.calendar = 'calendar' AND q.grain = 'year' AND year(q.start) = ? AND q.actor NOT LIKE '%:%'",
        [source, label, measure, currency, year],
    )
    values: dict[str, float] = dict(rows)
    return None if actor not in values else 1 + sum(value > values[actor] for value in values.values())


def plot(sides: Sequence[Side], title: str) -> dict[str, Any]:
    """Return a Vega-Lite chart of the first kind of figure that has two periods or more: a line a vintage, a point a year."""
    side = next((side for side in sides if len(side.rows) > 1), sides[0])
    values = [
        {"period": name, "year": int(name[:4]), "vintage": side.columns[at], "value": float(cell.value)}
        for name, cells, _ in side.rows
        for at, cell in enumerate(cells)
        if cell is not None and cell.value is not None and name[:4].isdigit()
    ]
    axis = {"format": "~s"} if side.unit not in ("%", "rank") else {}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "subtitle": side.title},
        "width": 640,
        "height": 320,
        "background": "white",
        "data": {"values": values},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {
                "field": "year",
                "type": "quantitative",
                "title": None,
                "axis": {"format": "d", "tickMinStep": 1},
                "scale": {"zero": False},
            },
            "y": {"field": "value", "type": "quantitative", "title": side.unit, "axis": axis},
            "color": {"field": "vintage", "type": "nominal", "title": "vintage", "sort": list(side.columns)},
            "tooltip": [{"field": name} for name in ("period", "vintage", "value")],
        },
    }
