"""One series for people: its kinds of figures apart, and of each kind the vintages side by side, as a table or a plot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dragoman.errors import OutOfScope, UnreadableValue
from dragoman.evidence import states
from dragoman.evidence.store import Store
from dragoman.model import Question, Statement

SCALES = {12: "tn", 9: "bn", 6: "m", 0: ""}
WIDE = 10_000
MARKS = {"estimate": ("e", "estimate"), "uncertain": ("?", "highly uncertain"), "part": ("*", "period not over")}
PLANS = ("", "plans")
WORDS = {"gdp": "GDP", "world": "the world"}


@dataclass(frozen=True, slots=True)
class Side:
    """One kind of figure of a series (one form, currency, price basis, calendar and definition), its vintages side by side.

    `columns` name the vintages, oldest first, with the base year of constant prices; `rows` give a period and its figure in each
    vintage, None where it has none; `revised` the largest move between vintages in percent, None where fewer than two have the
    period. `power` is the power of ten in which figures are shown, None where they differ too much for one.
    """

    title: str
    unit: str
    power: int | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Statement | None, ...], float | None], ...]

    @property
    def shown_unit(self) -> str:
        """The unit with its scale: `bn USD`."""
        return f"{SCALES[self.power or 0]} {self.unit}".strip()

    def cell(self, statement: Statement | None) -> str:
        """Return a figure as it is shown, with the marks of its flags; "" for none."""
        if statement is None or statement.value is None:
            return ""
        figure = shown(statement.value, self.unit, statement.places, self.power)
        return figure + "".join(MARKS[flag][0] for flag in statement.flags if flag in MARKS)

    def marks(self) -> list[str]:
        """Return what the marks in the table mean, those that occur in it."""
        flags = {flag for _, cells, _ in self.rows for cell in cells if cell is not None for flag in cell.flags}
        return [f"{mark} {meaning}" for flag, (mark, meaning) in MARKS.items() if flag in flags]


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
        raise OutOfScope(_nothing(actor, measure) + (f" in {years}" if years else ""), do=_instead(store, actor, measure))
    sides: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for s in found:
        basis, calendar = s.basis.partition(":")[0], s.calendar.partition(":")[0]
        sides[s.form, s.of or "", s.currency or "", basis, calendar, s.definition].append(s)
    return [_side(key, sides[key]) for key in sorted(sides, key=_order)]


def _order(key: tuple[str, ...]) -> tuple[Any, ...]:
    form, _, currency, basis, calendar, definition = key
    return ({"level": 0, "share": 1, "rank": 2}.get(form, 9), currency != "USD", basis != "current", calendar, definition, key)


def _nothing(actor: str, measure: str) -> str:
    if actor in states.territories() or ":" in actor:
        return f"nothing is held about {measure} of {actor}"
    return f"{actor!r} is no state's code, and no name such as org:NATO"


def _instead(store: Store, actor: str, measure: str) -> str:
    """Return what could be asked instead: the measures held of the actor, else all measures held."""
    own = store.rows(
        "SELECT DISTINCT s.measure FROM series s JOIN quantity q ON q.series = s.id WHERE q.actor = ? ORDER BY 1", [actor]
    )
    held = own or store.rows("SELECT DISTINCT measure FROM series ORDER BY 1")
    if (measure,) in own:
        ((first, last),) = store.rows(
            "SELECT min(q.start), max(q.start) FROM series s JOIN quantity q ON q.series = s.id "
            "WHERE q.actor = ? AND s.measure = ?",
            [actor, measure],
        )
        return f"held are the years {first.year} to {last.year}; leave out --years or --known-by"
    return f"{'of it are' if own else 'actors are ISO 3166 alpha-3 codes; measures'} held: {', '.join(row[0] for row in held)}"


def _side(key: tuple[str, ...], statements: Sequence[Statement]) -> Side:
    form, of, currency, basis, calendar, definition = key
    plans = all(s.kind == "plan" for s in statements)
    table: dict[tuple[str, str], dict[str, Statement]] = defaultdict(dict)
    for s in statements:
        table[PLANS if plans else (s.vintage.label, s.vintage.source)][_named(s)] = s
    vintages = dict(sorted(_merged(table).items()))
    names = sorted({name for cells in vintages.values() for name in cells})
    rows = []
    for name in names:
        cells = tuple(held.get(name) for held in vintages.values())
        rows.append((name, cells, _revised(cells)))
    sources = "" if plans else f"from {' and '.join(sorted({s.vintage.source for s in statements}))}"
    what = [
        "" if form == "level" else "per head" if (form, of) == ("rate", "capita") else form,
        f"of {WORDS.get(of, of.replace('_', ' '))}" if of and form != "rate" else "",
        f"{basis} prices" if basis else "",
        "fiscal years" if calendar == "fiscal" else "",
    ]
    labels = [label for label, _ in vintages]
    heads = tuple(_head(label, source, held.values(), labels.count(label) > 1) for (label, source), held in vintages.items())
    unit = currency or {"percent": "%"}.get(statements[0].unit or "", statements[0].unit or "")
    title = f"{definition or 'figures'}, {' '.join(filter(None, what[:2]))}".rstrip(", ")
    title = ", ".join(filter(None, (title, *what[2:], sources)))
    return Side(title, unit, _power(statements, unit), heads, tuple(rows))


def _head(label: str, source: str, cells: Iterable[Statement], several: bool) -> str:
    """Return a vintage's name: with its source where there are several, and with the base year of constant prices."""
    bases = sorted({cell.basis.partition(":")[2] for cell in cells} - {""})
    named = f"{source} {label.partition('/')[0]}" if several or not label else label.partition("/")[0]
    return " ".join([named.strip(), *(f"({base} prices)" for base in bases)])


Column = dict[str, Statement]


def _merged(table: Mapping[tuple[str, str], Column]) -> dict[tuple[str, str], Column]:
    """Return the vintages, those of one label as one where two sources say the same of it, such as an excerpt and the whole."""
    merged: dict[tuple[str, str], Column] = {}
    for (label, source), cells in sorted(table.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1])):
        twin = next((key for key in merged if key[0] == label and _agree(merged[key], cells)), None)
        if twin is None:
            merged[label, source] = dict(cells)
        else:
            merged[twin] = {name: _finer(merged[twin].get(name), cells.get(name)) for name in merged[twin].keys() | cells.keys()}
    return merged


def _finer(one: Statement | None, other: Statement | None) -> Statement:
    """Return the statement that is printed to more places, the first where they are alike."""
    both = [statement for statement in (one, other) if statement is not None]
    return min(both, key=lambda statement: -99 if statement.places is None else statement.places)


def _agree(one: Column, other: Column) -> bool:
    """Return whether two columns share periods and give the same figures for them, to the rounding of the coarser."""
    shared = one.keys() & other.keys()
    return bool(shared) and all(_same(one[name], other[name]) for name in shared)


def _same(one: Statement, other: Statement) -> bool:
    if one.value is None or other.value is None:
        return one.value is other.value
    places = [s.places for s in (one, other) if s.places is not None]
    return abs(one.value - other.value) <= (Decimal(10) ** max(places) / 2 if places else 0)


def _named(statement: Statement) -> str:
    start, end = statement.period.start, statement.period.end
    if start is None:
        return statement.name
    if start.month == 1 and end and end.year == start.year:
        plain = f"{start.year}"
    elif statement.calendar.startswith("fiscal") and end and (end - start).days < 367:
        plain = f"{start.year}/{end:%y}"
    else:
        plain = f"{start:%Y-%m}/{end:%Y-%m}" if end else f"{start:%Y}+"
    others = [party for party in statement.parties if party != statement.actor] or statement.parties[:1]
    name = statement.name.removeprefix(f"{plain} ")
    return " ".join(filter(None, (plain, name, *others)))


def _revised(cells: Sequence[Statement | None]) -> float | None:
    bases = {cell.basis for cell in cells if cell is not None}
    values = [float(cell.value) for cell in cells if cell is not None and cell.value is not None]
    if len(values) < 2 or len(bases) > 1 or min(values) <= 0:
        return None
    return 100 * (max(values) / min(values) - 1)


def _power(statements: Sequence[Statement], unit: str) -> int | None:
    """Return the power of ten for a table: that of its largest figure, None where the smallest would vanish beside it."""
    values = [abs(s.value) for s in statements if s.value]
    if not values or unit in ("%", "rank", "person"):
        return 0
    power = next(p for p in SCALES if max(values) >= 10**p or p == 0)
    return power if max(values) < WIDE * min(values) else None


def shown(value: Decimal | None, unit: str, places: int | None = None, power: int | None = None) -> str:
    """Return a figure for reading, with its word of scale or in the scale given; decimals as the source printed, else two.

    >>> shown(Decimal("46000000000"), "USD"), shown(Decimal("46000000000"), "USD", 8), shown(Decimal("1.0777"), "%")
    ('46.00 bn', '46.0 bn', '1.08')
    >>> shown(Decimal("46000000000"), "USD", 8, 9), shown(Decimal("250000000"), "USD", 8, 9)
    ('46.0', '0.2')
    """
    if value is None:
        return ""
    own = next(p for p in SCALES if abs(value) >= 10**p or p == 0) if power is None else power
    word = f" {SCALES[own]}" if power is None and own else ""
    whole = unit in ("rank", "person") or (not own and unit not in ("%", "percent") and value == value.to_integral_value())
    decimals = 2 if places is None else max(0, min(own - places, 6))
    return f"{float(value) / 10**own:,.{0 if whole and not own else decimals}f}{word}"


def plot(sides: Sequence[Side], title: str) -> dict[str, Any]:
    """Return a Vega-Lite chart of the first kind of figure that has two periods or more: a line a vintage, the newest darkest."""
    side = next((side for side in sides if len(side.rows) > 1), sides[0])
    power = side.power or (9 if side.power is None else 0)
    values = [
        {"period": name, "year": int(name[:4]), "vintage": side.columns[at], "value": float(cell.value) / 10**power}
        for name, cells, _ in side.rows
        for at, cell in enumerate(cells)
        if cell is not None and cell.value is not None and name[:4].isdigit()
    ]
    unit = f"{SCALES[power]} {side.unit}".strip()
    few = len({value["period"] for value in values}) <= 30
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "subtitle": side.title, "anchor": "start"},
        "width": 640,
        "height": 320,
        "background": "white",
        "data": {"values": values},
        "mark": {"type": "line", "point": {"size": 28} if few else False, "strokeWidth": 2},
        "encoding": {
            "x": {
                "field": "year",
                "type": "quantitative",
                "title": None,
                "axis": {"format": "d", "tickMinStep": 1, "grid": False},
                "scale": {"zero": False, "nice": False},
            },
            "y": {"field": "value", "type": "quantitative", "title": unit, "axis": {"format": "~f"}},
            "color": {
                "field": "vintage",
                "type": "ordinal",
                "title": "vintage",
                "sort": list(side.columns),
                "scale": {"scheme": "viridis", "reverse": True},
            },
            "tooltip": [{"field": name} for name in ("period", "vintage", "value")],
        },
    }
