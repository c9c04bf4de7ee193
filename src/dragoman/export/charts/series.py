"""A figure through time: a line for each vintage of each source, and the claimed value on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.export import words
from dragoman.export.charts.spec import SERIES, THEME, TOLD, Chart, Line, Spec, layer, number, spec, values, years
from dragoman.model import Claim, Interval, Statement

MOST_LINES, LEAST_POINTS = 48, 3
COLUMNS = ("Year", "Value", "Source and vintage")
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))

Point = dict[str, Any]


def series(claim: Claim, held: Sequence[Statement]) -> Chart | None:
    """Return the recorded values through time, a line a vintage, with the claimed value as a band; None under three points."""
    comparable = _comparable(claim, held)
    points = sorted((point(one) for one in comparable), key=_order)
    if len({one["year"] for one in points}) < LEAST_POINTS or len({one["line"] for one in points}) > MOST_LINES:
        return None
    unit, factor, axis = scaled(points)
    told = ", ".join(part for part in (measured(comparable[0]), unit) if part)
    whose = words.actors(claim.subject)
    last = max(points, key=lambda one: (one["published"], one["year"]))
    newest = f"; the newest, {last['line']}, ends at {last['label']} in {last['year']}"
    layers, lines = drawn(points, factor, axis)
    title = f"{whose}: {told}" if whose else told
    every = [*layers, *claimed(claim, factor, points)]
    return _chart(title, points, every, lines, more=newest, extra=_claimed_row(claim))


def record(held: Sequence[Statement]) -> Chart | None:
    """Return observations of one measure, form and unit through time, a line a vintage and actor; None under three years."""
    if len({one.period.start for one in held}) < LEAST_POINTS:
        return None
    points = [point(one) for one in held]
    if len({one.actor for one in held}) > 1:
        for made, one in zip(points, held, strict=True):
            whose = words.actor(one.actor)
            made |= {"source": whose, "series": f"{whose}, {made['series']}", "line": f"{whose}, {made['line']}"}
    points.sort(key=_order)
    unit, factor, axis = scaled(points)
    prices = f"{held[0].basis} prices" if held[0].basis else ""
    layers, lines = drawn(points, factor, axis)
    return _chart(", ".join(part for part in (measured(held[0]), unit, prices) if part), points[::-1], layers, lines)


def _chart(
    title: str,
    points: Sequence[Point],
    layers: Sequence[Spec],
    lines: tuple[Line, ...],
    *,
    more: str = "",
    extra: Sequence[tuple[str, str, str]] = (),
) -> Chart:
    at = [one["year"] for one in points]
    described = f"Line chart of {len(points)} recorded values, {min(at)} to {max(at)}, by source and vintage{more}."
    rows = (*extra, *((str(one["year"]), one["label"], one["line"]) for one in points))
    return Chart("series", title, described, spec(layers, title), COLUMNS, rows, lines)


def measured(one: Statement) -> str:
    """Return what a statement measures: "military expenditure, share of GDP"."""
    form = "" if one.form in ("level", "count") else words.word("forms", one.form)
    of = words.word("whole", one.of) if one.of else ""
    return ", ".join(part for part in (words.word("measures", one.measure), f"{form} {of}".strip()) if part)


def _comparable(claim: Claim, held: Sequence[Statement]) -> list[Statement]:
    """Return the statements of the form, unit and currency that the claim speaks of, else the commonest of what is held."""
    usable = [one for one in held if one.kind in ("observation", "plan") and one.value is not None and one.period.start]
    body = claim.figure
    if body is None or not usable:
        return []
    wanted = [one for one in usable if one.form == body.form and (body.form != "level" or one.currency == body.currency)]
    if len(wanted) >= LEAST_POINTS:
        return wanted
    groups: dict[tuple[str, str, str | None], list[Statement]] = {}
    for one in usable:
        groups.setdefault((one.measure, one.form, one.currency), []).append(one)
    return max(groups.values(), key=len)


def point(one: Statement) -> Point:
    """Return a statement of a year as a point with its words: coloured by `source`, replaced by newer lines of its `series`."""
    assert one.value is not None
    assert one.period.start is not None
    known, source = one.vintage.known, one.definition or words.short_source(one)
    return {
        "year": one.period.start.year,
        "value": float(one.value),
        "source": source,
        "series": source,
        "line": f"{source}, {f'{known:%B %Y}' if known else one.vintage.label}",
        "published": known.isoformat() if known else "",
        "label": words.recorded(one),
        "unit": one.unit,
        "currency": one.currency,
    }


def _order(one: Point) -> tuple[str, str, int]:
    return one["source"], one["published"], one["year"]


def scaled(points: Sequence[Point]) -> tuple[str, float, str]:
    """Return (unit in words, divisor, axis format) that keep the axis' numbers short."""
    top, first = max(abs(one["value"]) for one in points), points[0]
    if first["unit"] == "percent":
        return "percent", 1.0, ",.2~f"
    if first["unit"] == "rank":
        return "", 1.0, "d"
    factor, scale = next(((f, name) for f, name in _SCALES if top >= f), (1.0, ""))
    named = (first["currency"] or "") if first["unit"] == "money" else (first["unit"] or "")
    return " ".join(part for part in (scale, named) if part), factor, ",.2~f"


def drawn(points: Sequence[Point], factor: float, axis: str) -> tuple[list[Spec], tuple[Line, ...]]:
    """Return a layer of line and one of points for each vintage, older ones pale and beneath the newest; and their names."""
    sources = list(dict.fromkeys(one["source"] for one in points))[: len(SERIES)]
    colours = dict(zip(sources, SERIES, strict=False))
    newest: dict[str, str] = {}
    for one in points:
        newest[one["series"]] = max(one["published"], newest.get(one["series"], ""))
    groups: dict[str, list[Point]] = {}
    for one in points:
        if one["source"] in colours:
            told = f"{one['year']}: {one['label']} ({one['line']})"
            groups.setdefault(one["line"], []).append({**one, "shown": one["value"] / factor, "told": told})
    newest_first = sorted(groups.values(), key=lambda kept: kept[0]["published"], reverse=True)
    ordered = sorted(newest_first, key=lambda kept: sources.index(kept[0]["source"]))
    lines = tuple(_line(kept[0], colours, newest) for kept in ordered)
    encoding = {"x": years(padding=14), "y": _value(points, axis), "color": _colour(sources)}
    layers = []
    for at, (line, kept) in reversed(list(enumerate(zip(lines, ordered, strict=True)))):
        pale = {"opacity": 0.45} if line.older else {"opacity": 1}
        dash = {"strokeDash": [4, 3]} if line.older else {}
        layers.append(layer(kept, "line", name=f"line{at}_stroke", strokeWidth=1.75, encoding=encoding, **pale, **dash))
        layers.append(layer(kept, "point", name=f"line{at}_dots", filled=True, size=34, encoding={**encoding, **TOLD}, **pale))
    return layers, lines


def _line(one: Point, colours: Mapping[str, str], newest: Mapping[str, str]) -> Line:
    return Line(one["line"], colours[one["source"]], older=one["published"] < newest[one["series"]])


def _value(points: Sequence[Point], axis: str) -> Spec:
    if points[0]["unit"] != "rank":
        return values("shown", axis, nice=True)
    places = sorted({round(one["value"]) for one in points})
    made = values("shown", axis, nice=False, reverse=True, padding=8)
    return {**made, "axis": {**made["axis"], "values": list(range(places[0], places[-1] + 1, (places[-1] - places[0]) // 6 + 1))}}


def _colour(sources: Sequence[str]) -> Spec:
    scale = {"domain": list(sources), "range": [THEME[name] for name in SERIES[: len(sources)]]}
    legend = {"orient": "top", "symbolType": "circle", "symbolStrokeWidth": 2, "symbolOpacity": 1}
    return {"field": "source", "type": "nominal", "title": None, "scale": scale, "legend": legend}


# The claimed value.


def claimed(claim: Claim, factor: float, points: Sequence[Point] = ()) -> list[Spec]:
    """Return the claimed interval at its period, a bar over its years with a label; a line across where no period is stated."""
    body = claim.figure
    if body is None or body.form not in ("level", "share", "growth", "count"):
        return []
    low, high = _ends(body.value)
    if low is None or high is None:
        return []
    told = _told(claim)
    if body.period is None or body.period.start is None:
        return _across(told, (low + high) / 2 / factor)
    first = body.period.start.year
    last = body.period.end.year if body.period.end else first
    ends = {"x": first - 0.32, "x2": last + 0.32, "low": low / factor, "high": high / factor, "mid": (low + high) / 2 / factor}
    return _band({**ends, "told": told, "text": "claimed"}, [one["year"] for one in points])


def _band(band: Point, at: Sequence[int]) -> list[Spec]:
    """Return the bar with its middle and label; the label above it, towards the side where there is room."""
    late = bool(at) and band["x"] + band["x2"] > min(at) + max(at)
    label: Spec = {
        "align": "right" if late else "left",
        "baseline": "bottom",
        "dy": -3,
        "color": THEME["claim"],
        "fontWeight": "bold",
    }
    across = {"x": number("x"), "x2": {"field": "x2"}}
    edge = {"x": number("x2" if late else "x"), "y": number("high"), "text": {"field": "text"}}
    style: Spec = {"fill": THEME["claim"], "fillOpacity": 0.25, "stroke": THEME["claim"], "strokeWidth": 1}
    return [
        layer([band], "rect", encoding={**across, "y": number("low"), "y2": {"field": "high"}, **TOLD}, **style),
        layer([band], "rule", encoding={**across, "y": number("mid")}, color=THEME["claim"], strokeWidth=2),
        layer([band], "text", encoding=edge, **label),
    ]


def _across(told: str, middle: float) -> list[Spec]:
    data, y = [{"mid": middle, "told": told, "text": "claimed"}], number("mid")
    label: Spec = {"align": "left", "baseline": "bottom", "dx": 3, "dy": -2, "color": THEME["claim"], "fontWeight": "bold"}
    return [
        layer(data, "rule", encoding={"y": y, **TOLD}, color=THEME["claim"], strokeDash=[6, 3]),
        layer(data, "text", encoding={"x": {"value": 0}, "y": y, "text": {"field": "text"}}, **label),
    ]


def _told(claim: Claim) -> str:
    body = claim.figure
    assert body is not None
    when = words.period(body.period) or "no period stated"
    return f"Claimed: {words.interval(body.value, body.unit, body.currency)}, {when}"


def _claimed_row(claim: Claim) -> list[tuple[str, str, str]]:
    """Return the claimed value as the table's first row."""
    body = claim.figure
    shown = words.interval(body.value, body.unit, body.currency) if body else ""
    return [(words.period(body.period) or "not stated", shown, "claimed")] if body and shown else []


def _ends(value: Interval) -> tuple[float | None, float | None]:
    low = value.low if value.low is not None else value.high
    high = value.high if value.high is not None else value.low
    return (None if low is None else float(low)), (None if high is None else float(high))
