"""Charts as Vega-Lite specifications, and their SVG. One chart a claim at most, only where it shows more than a number would.

Colours in a specification are the names of `THEME`; the SVG carries them as CSS variables with a fallback, so one picture
serves light, dark and paper.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.export import words
from dragoman.export.view import Card
from dragoman.model import Article, Claim, Interval, Statement

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH, HEIGHT = 460, 230
THEME = {
    "ink": "#1d2329",
    "muted": "#5b636e",
    "grid": "#dedad1",
    "claim": "#a3341f",
    "s1": "#1f5f8b",
    "s2": "#8a5a00",
    "s3": "#2e6b4f",
    "s4": "#6a4c93",
    "s5": "#7a4a3a",
}
_SERIES = ("s1", "s2", "s3", "s4", "s5")
MOST_LINES, LEAST_POINTS, MOST_NODES = 12, 3, 16


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with what it shows in words. `rows` are the figures behind it under `columns`, for those who read a table."""

    kind: str
    title: str
    description: str
    spec: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def chart(card: Card, article: Article) -> Chart | None:
    """Return the chart of a claim, or None where a picture would show no more than the words."""
    held = _unique((*card.finding.used, *card.finding.series))
    if card.claim.kind == "commitment":
        return network(card.claim, held)
    if any(one.kind == "model" and one.high is not None for one in held):
        return fan(card.claim, held)
    if card.claim.figure is not None:
        return series(card.claim, held)
    return timeline(card.claim, held, article)


def _unique(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple({one.id: one for one in statements}.values())


# The series with every vintage, and the claimed value on it.


def series(claim: Claim, held: Sequence[Statement]) -> Chart | None:
    """Return the recorded values through time, a line a vintage, with the claimed value as a band; None under three points."""
    comparable = _comparable(claim, held)
    points = [_point(one) for one in comparable]
    if len({point["year"] for point in points}) < LEAST_POINTS or len({point["line"] for point in points}) > MOST_LINES * 4:
        return None
    points.sort(key=lambda point: (point["source"], point["published"], point["year"]))
    unit, factor, name = _axis(points)
    for point in points:
        point["shown"] = point["value"] / factor
    layers = [*_lines(points, name), *_claimed(claim, factor)]
    rows = tuple((str(p["year"]), p["label"], p["line"]) for p in points)
    whose = words.actors(claim.subject)
    what = ", ".join(part for part in (_measured(comparable[0]), unit) if part)
    title = f"{whose}: {what}" if whose else what
    last = max(points, key=lambda p: (p["published"], p["year"]))
    years = [p["year"] for p in points]
    described = (
        f"Line chart of {len(points)} recorded values, {min(years)} to {max(years)}, "
        f"by source and vintage; the newest, {last['line']}, ends at {last['label']} in {last['year']}."
    )
    return Chart("series", title, described, _spec(layers, title), ("Year", "Value", "Source and vintage"), rows)


def _measured(one: Statement) -> str:
    """Return what a statement measures: "military expenditure, share of GDP"."""
    form = "" if one.form in ("level", "count") else words.word("forms", one.form)
    of = words.word("whole", one.of) if one.of else ""
    return ", ".join(part for part in (words.word("measures", one.measure), f"{form} {of}".strip()) if part)


def record(held: Sequence[Statement]) -> Chart | None:
    """Return observations of one measure, form and unit through time, a line a vintage and actor; None under three years."""
    if len({one.period.start for one in held}) < LEAST_POINTS:
        return None
    whose = list(dict.fromkeys(one.actor for one in held))
    points = [_point(one) for one in held]
    if len(whose) > 1:
        for point, one in zip(points, held, strict=True):
            point["source"], point["line"] = words.actor(one.actor), f"{words.actor(one.actor)}, {point['line']}"
    points.sort(key=lambda point: (point["source"], point["published"], point["year"]))
    unit, factor, axis = _axis(points)
    for point in points:
        point["shown"] = point["value"] / factor
    prices = f"{held[0].basis} prices" if held[0].basis else ""
    title = ", ".join(part for part in (_measured(held[0]), unit, prices) if part)
    years = [point["year"] for point in points]
    described = f"Line chart of {len(points)} recorded values, {min(years)} to {max(years)}, by source and vintage."
    rows = tuple((str(p["year"]), p["label"], p["line"]) for p in reversed(points))
    return Chart("series", title, described, _spec(_lines(points, axis), title), ("Year", "Value", "Source and vintage"), rows)


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


def _point(one: Statement) -> dict[str, Any]:
    assert one.value is not None
    assert one.period.start is not None
    known = one.vintage.known
    label = words.recorded(one)
    source = one.definition or words.short_source(one)
    release = f"{known:%B %Y}" if known else one.vintage.label
    return {
        "year": one.period.start.year,
        "value": float(one.value),
        "source": source,
        "line": f"{source}, {release}",
        "published": known.isoformat() if known else "",
        "label": label,
        "unit": one.unit,
        "currency": one.currency,
        "vintage": one.vintage.label,
    }


def _axis(points: Sequence[dict[str, Any]]) -> tuple[str, float, str]:
    """Return (unit in words, divisor, axis format) that keep the axis' numbers short."""
    top, first = max(abs(point["value"]) for point in points), points[0]
    factor, scale = next(((f, n) for f, n in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")) if top >= f), (1.0, ""))
    if first["unit"] == "percent":
        return "percent", 1.0, ",.2~f"
    if first["unit"] == "rank":
        return "", 1.0, "d"
    named = (first["currency"] or "") if first["unit"] == "money" else (first["unit"] or "")
    return " ".join(part for part in (scale, named) if part), factor, ",.2~f"


def _lines(points: Sequence[dict[str, Any]], axis: str) -> list[dict[str, Any]]:
    """Return a line and points for each vintage: colour by source, the older the vintage the paler."""
    sources = list(dict.fromkeys(point["source"] for point in points))[: len(_SERIES)]
    newest = {source: max(point["published"] for point in points if point["source"] == source) for source in sources}
    kept = [{**p, "age": "newest" if p["published"] == newest[p["source"]] else "older"} for p in points if p["source"] in newest]
    ranked = points[0]["unit"] == "rank"
    colour = {
        "field": "source",
        "type": "nominal",
        "title": None,
        "scale": {"domain": sources, "range": [THEME[name] for name in _SERIES[: len(sources)]]},
        "legend": {"orient": "top", "symbolType": "circle", "symbolStrokeWidth": 2, "symbolOpacity": 1},
    }
    both = {
        "x": {
            "field": "year",
            "type": "quantitative",
            "title": None,
            "axis": {"format": "d", "tickMinStep": 1, "grid": False},
            "scale": {"nice": False, "zero": False, "padding": 14},
        },
        "y": {
            "field": "shown",
            "type": "quantitative",
            "title": None,
            "axis": {"format": axis, "tickCount": 5, **({"tickMinStep": 1} if ranked else {})},
            "scale": {"zero": False, "nice": not ranked, "reverse": ranked, "padding": 8 if ranked else 0},
        },
        "color": colour,
        "detail": {"field": "line"},
        "opacity": {
            "field": "age",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": ["newest", "older"], "range": [1, 0.4]},
        },
    }
    dash = {
        "strokeDash": {
            "field": "age",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": ["newest", "older"], "range": [[1, 0], [4, 3]]},
        }
    }
    named = {**both, "description": {"field": "told", "type": "nominal"}}
    told = [{**p, "told": f"{p['year']}: {p['label']} ({p['line']})"} for p in kept]
    return [
        {"data": {"values": told}, "mark": {"type": "line", "strokeWidth": 1.75}, "encoding": {**both, **dash}},
        {"data": {"values": told}, "mark": {"type": "point", "filled": True, "size": 34}, "encoding": named},
    ]


def _claimed(claim: Claim, factor: float) -> list[dict[str, Any]]:
    """Return the claimed interval at its period: a bar over the years, with a label."""
    body = claim.figure
    if body is None or body.form not in ("level", "share", "growth", "count"):
        return []
    low, high = _ends(body.value)
    if low is None or high is None:
        return []
    if body.period is None or body.period.start is None:
        return _claimed_undated(claim, (low + high) / 2 / factor)
    first = body.period.start.year
    last = body.period.end.year if body.period.end else first
    told = f"Claimed: {words.interval(body.value, body.unit, body.currency)}, {words.period(body.period)}"
    band = {
        "x": first - 0.32,
        "x2": last + 0.32,
        "low": low / factor,
        "high": high / factor,
        "mid": (low + high) / 2 / factor,
        "told": told,
        "text": "claimed",
    }
    place = {"x": {"field": "x", "type": "quantitative"}, "x2": {"field": "x2"}}
    return [
        {
            "data": {"values": [band]},
            "mark": {"type": "rect", "fill": THEME["claim"], "fillOpacity": 0.25, "stroke": THEME["claim"], "strokeWidth": 1},
            "encoding": {
                **place,
                "y": {"field": "low", "type": "quantitative"},
                "y2": {"field": "high"},
                "description": {"field": "told", "type": "nominal"},
            },
        },
        {
            "data": {"values": [band]},
            "mark": {"type": "rule", "color": THEME["claim"], "strokeWidth": 2},
            "encoding": {**place, "y": {"field": "mid", "type": "quantitative"}},
        },
        {
            "data": {"values": [band]},
            "mark": {
                "type": "text",
                "align": "right",
                "baseline": "bottom",
                "dx": -5,
                "dy": -2,
                "color": THEME["claim"],
                "fontWeight": "bold",
            },
            "encoding": {
                "x": {"field": "x", "type": "quantitative"},
                "y": {"field": "mid", "type": "quantitative"},
                "text": {"field": "text"},
            },
        },
    ]


def _claimed_undated(claim: Claim, middle: float) -> list[dict[str, Any]]:
    """Return a line across the whole picture at a value that was claimed of no stated period."""
    body = claim.figure
    told = f"Claimed: {words.interval(body.value, body.unit, body.currency)}, no period stated" if body else ""
    data = {"values": [{"mid": middle, "told": told, "text": "claimed"}]}
    y = {"field": "mid", "type": "quantitative"}
    label = {"align": "left", "baseline": "bottom", "dx": 3, "dy": -2, "color": THEME["claim"], "fontWeight": "bold"}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "color": THEME["claim"], "strokeDash": [6, 3]},
            "encoding": {"y": y, "description": {"field": "told", "type": "nominal"}},
        },
        {"data": data, "mark": {"type": "text", **label}, "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "text"}}},
    ]


def _ends(value: Interval) -> tuple[float | None, float | None]:
    low = value.low if value.low is not None else value.high
    high = value.high if value.high is not None else value.low
    return (None if low is None else float(low)), (None if high is None else float(high))


# The fan of a forecast.


def fan(claim: Claim, held: Sequence[Statement]) -> Chart | None:
    """Return the recorded series and the intervals of the outlook beyond it, the wider the paler; None under two years."""
    every = [one for one in held if one.kind == "model" and one.value is not None and one.high is not None and one.period.start]
    day = min((one.vintage.known or date.max for one in every), default=date.max)
    model = [one for one in every if (one.vintage.known or date.max) == day]
    if len({one.period.start for one in model}) < 2:
        return None
    past = [
        _point(one)
        for one in held
        if one.kind == "observation"
        and one.value is not None
        and one.period.start
        and (one.form, one.currency) == (model[0].form, model[0].currency)
    ]
    bands = sorted((_band(one) for one in model), key=lambda b: (-b["width"], b["year"]))
    widths = list(dict.fromkeys(band["name"] for band in bands))
    unit, factor, axis = _axis(
        [*past, *({"value": b["high"], "unit": model[0].unit, "currency": model[0].currency} for b in bands)]
    )
    for band in bands:
        band["low"], band["high"] = band["low"] / factor, band["high"] / factor
    for point in past:
        point["shown"] = point["value"] / factor
    whose = words.actors(claim.subject) or words.actor(model[0].actor)
    title = f"{whose}: {_measured(model[0])}, odds as of {'today' if day == date.max else words.day(day)}, {unit}"
    x = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "axis": {"format": "d", "tickMinStep": 1, "grid": False},
        "scale": {"nice": False, "zero": False, "padding": 8},
    }
    layers = [_band_layer([b for b in bands if b["name"] == name], x, axis, 0.16 + 0.16 * at) for at, name in enumerate(widths)]
    layers += _lines(past, axis) if past else []
    layers += _claimed(claim, factor)
    rows = tuple((str(b["year"]), b["label"], b["name"]) for b in sorted(bands, key=lambda b: (b["year"], b["width"])))
    described = (
        f"Fan chart of the outlook, {min(b['year'] for b in bands)} to {max(b['year'] for b in bands)}: {', '.join(widths)}."
    )
    return Chart("fan", title, described, _spec(layers, title), ("Year", "Range", "Interval"), rows)


def _band(one: Statement) -> dict[str, Any]:
    assert one.value is not None
    assert one.high is not None
    assert one.period.start is not None
    year, label = one.period.start.year, words.recorded(one)
    return {
        "year": year,
        "low": float(one.value),
        "high": float(one.high),
        "width": _width(one),
        "name": one.definition or "interval",
        "label": label,
        "told": f"{year}: {label} ({one.definition})",
    }


def _width(one: Statement) -> float:
    found = re.search(r"\d+", one.definition)
    return float(found.group()) if found else 0.0


def _band_layer(bands: list[dict[str, Any]], x: dict[str, Any], axis: str, opacity: float) -> dict[str, Any]:
    y = {
        "field": "low",
        "type": "quantitative",
        "title": None,
        "axis": {"format": axis, "tickCount": 5},
        "scale": {"zero": False},
    }
    return {
        "data": {"values": bands},
        "mark": {"type": "area", "color": THEME["s1"], "opacity": opacity},
        "encoding": {"x": x, "y": y, "y2": {"field": "high"}},
    }


def outlook(body: Mapping[str, Any]) -> Chart:
    """Return the fan chart of an outlook as `dragoman outlook --format json` writes it: past, middle, 50 and 90 % bands."""
    share = body["unit"] == "percent of GDP"
    factor, axis, unit = (1.0, ",.2~f", "percent of GDP") if share else (1e9, ",.2~f", f"billion {body['unit']}")
    past = [
        {"year": row["year"], "shown": row["value"] / factor, "told": f"{row['year']}: {row['value'] / factor:,.2f}"}
        for row in body["history"]
    ]
    ahead = [
        {"year": row["year"], **{name: row[name] / factor for name in ("p5", "p25", "p50", "p75", "p95")}} for row in body["odds"]
    ]
    x = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "axis": {"format": "d", "tickMinStep": 1, "grid": False},
        "scale": {"nice": False, "zero": False, "padding": 8},
    }
    joined = (
        [{"year": past[-1]["year"], **dict.fromkeys(("p5", "p25", "p50", "p75", "p95"), past[-1]["shown"])}, *ahead]
        if past
        else ahead
    )
    bands = [
        {
            "data": {"values": joined},
            "mark": {"type": "area", "color": THEME["s1"], "opacity": opacity},
            "encoding": {"x": x, "y": {**_plain_y(axis), "field": low}, "y2": {"field": high}},
        }
        for low, high, opacity in (("p5", "p95", 0.18), ("p25", "p75", 0.32))
    ]
    middle = [
        {**row, "told": f"{row['year']}: middle {row['p50']:,.2f}, 90 % from {row['p5']:,.2f} to {row['p95']:,.2f}"}
        for row in ahead
    ]
    spoken = {"description": {"field": "told", "type": "nominal"}}
    layers = [
        *bands,
        {
            "data": {"values": joined},
            "mark": {"type": "line", "color": THEME["s1"], "strokeDash": [5, 3]},
            "encoding": {"x": x, "y": {**_plain_y(axis), "field": "p50"}},
        },
        {
            "data": {"values": middle},
            "mark": {"type": "point", "filled": True, "size": 30, "color": THEME["s1"]},
            "encoding": {"x": x, "y": {**_plain_y(axis), "field": "p50"}, **spoken},
        },
        {
            "data": {"values": past},
            "mark": {"type": "line", "color": THEME["ink"]},
            "encoding": {"x": x, "y": {**_plain_y(axis), "field": "shown"}},
        },
        {
            "data": {"values": past},
            "mark": {"type": "point", "filled": True, "size": 22, "color": THEME["ink"]},
            "encoding": {"x": x, "y": {**_plain_y(axis), "field": "shown"}, **spoken},
        },
    ]
    rows = tuple((str(row["year"]), *(f"{row[name]:,.2f}" for name in ("p5", "p25", "p50", "p75", "p95"))) for row in ahead)
    title = f"{words.actor(body['country'])}: {body['measure'].replace('_', ' ')}, {unit}"
    last = ahead[-1]
    described = (
        f"Fan chart to {last['year']}: 90 percent of the paths end between {last['p5']:,.1f} and {last['p95']:,.1f} {unit}."
    )
    return Chart("fan", title, described, _spec(layers, title), ("Year", "5 %", "25 %", "Middle", "75 %", "95 %"), rows)


def _plain_y(axis: str) -> dict[str, Any]:
    return {"type": "quantitative", "title": None, "axis": {"format": axis, "tickCount": 5}, "scale": {"zero": False}}


# The timeline of a tie.


def timeline(claim: Claim, held: Sequence[Statement], article: Article) -> Chart | None:
    """Return the ties of the record as bars from signature to end, the claimed date beside them; None without a dated tie."""
    title = f"Ties in the record: {words.actors((*claim.subject, *claim.object)) or 'the parties'}"
    return ties(held, title, published=article.published, extra=_dates(claim, article))


def ties(
    held: Sequence[Statement],
    title: str,
    *,
    published: date | None = None,
    extra: Sequence[dict[str, Any]] = (),
    most: int = MOST_LINES,
) -> Chart | None:
    """Return ties as bars from signature to end, the newest `most` of them, oldest on top; None under two dated ones."""
    dated = [one for one in held if one.kind in ("tie", "plan") and one.name and (one.signed or one.period).start]
    if len(dated) < 2:
        return None
    ends = (published, *(one.vintage.known for one in dated), *((one.ended or one.period).end for one in dated))
    until = max((day for day in ends if day), default=date.max)
    dated.sort(key=lambda one: (one.signed or one.period).start or date.min)
    bars = [_bar(one, until) for one in dated[-most:]]
    y = {
        "field": "name",
        "type": "nominal",
        "title": None,
        "sort": None,
        "axis": {"labelLimit": 165, "labelPadding": 14, "ticks": False, "domain": False, "grid": True},
    }
    x = {"field": "start", "type": "temporal", "title": None, "axis": {"grid": False, "tickCount": 6}}
    layers = [
        {
            "data": {"values": bars},
            "mark": {"type": "rule", "strokeWidth": 6, "color": THEME["s1"], "opacity": 0.45, "strokeCap": "round"},
            "encoding": {"x": x, "x2": {"field": "end"}, "y": y},
        },
        {
            "data": {"values": bars},
            "mark": {"type": "point", "filled": True, "size": 60, "color": THEME["s1"]},
            "encoding": {"x": x, "y": y, "description": {"field": "told", "type": "nominal"}},
        },
        *extra,
    ]
    rows = tuple((one["name"], one["dates"]) for one in bars)
    described = f"Timeline of {len(bars)} ties from {bars[0]['start'][:4]} on."
    height = 28 * len(bars) + 44
    return Chart("timeline", title, described, _spec(layers, title, height=height), ("Tie", "Dates"), rows)


def _bar(one: Statement, until: date) -> dict[str, str]:
    begun = one.signed or one.period
    ended = one.ended or (one.period if one.period.end and one.period.end > (begun.end or until) else None)
    start = begun.start or until
    end = max(
        (ended.end if ended and ended.end else (begun.end if one.measure in ("exercise", "meeting", "declaration") else until))
        or start,
        start,
    )
    dates = [f"signed or begun {words.period(begun)}"]
    dates += [f"in force {words.period(one.in_force)}"] if one.in_force else []
    dates += [f"ended {words.period(one.ended)}"] if one.ended else []
    told = ", ".join(dates)
    return {"name": one.name, "start": start.isoformat(), "end": end.isoformat(), "told": f"{one.name}: {told}", "dates": told}


def _dates(claim: Claim, article: Article) -> list[dict[str, Any]]:
    """Return rules at the claimed date and at the article's date, with labels."""
    said = claim.tie.date if claim.tie else None
    marks = []
    if said and said.start:
        marks.append({"start": said.start.isoformat(), "text": "claimed", "colour": THEME["claim"]})
    if article.published:
        marks.append({"start": article.published.isoformat(), "text": "article", "colour": THEME["muted"]})
    x = {"field": "start", "type": "temporal"}
    layers: list[dict[str, Any]] = []
    for at, mark in enumerate(marks):
        layers.append(
            {
                "data": {"values": [mark]},
                "mark": {"type": "rule", "color": mark["colour"], "strokeDash": [3, 3]},
                "encoding": {"x": x},
            }
        )
        layers.append(
            {
                "data": {"values": [mark]},
                "mark": {"type": "text", "color": mark["colour"], "align": "right", "dx": -4, "fontWeight": "bold"},
                "encoding": {"x": x, "y": {"value": -6 - 13 * at}, "text": {"field": "text"}},
            }
        )
    return layers


# The network of a commitment.


def network(claim: Claim, held: Sequence[Statement]) -> Chart | None:
    """Return who is bound to whom by the ties in the record: a node a party, an edge a tie; None without a tie of two."""
    import networkx

    graph = networkx.Graph()
    wanted = {*claim.subject, *claim.object}
    if claim.commitment:
        wanted |= {a for a in (claim.commitment.actor, *claim.commitment.on_side_of) if a}
    for one in held:
        parties = [p for p in one.parties if p in wanted] if len(one.parties) > 6 else list(one.parties)
        for at, left in enumerate(parties):
            for right in parties[at + 1 :]:
                names = graph.edges[left, right]["names"] if graph.has_edge(left, right) else ()
                graph.add_edge(left, right, names=tuple(dict.fromkeys((*names, one.name))))
    if graph.number_of_edges() == 0 or graph.number_of_nodes() > MOST_NODES:
        return None
    place = networkx.circular_layout(sorted(graph.nodes))
    nodes = [
        {
            "x": float(place[n][0]),
            "y": float(place[n][1]),
            "name": words.actor(n),
            "part": "named in the claim" if n in wanted else "also bound",
        }
        for n in sorted(graph.nodes)
    ]
    edges = [
        {
            "x": float(place[a][0]),
            "y": float(place[a][1]),
            "x2": float(place[b][0]),
            "y2": float(place[b][1]),
            **_bond(a, b, data["names"]),
        }
        for a, b, data in graph.edges(data=True)
    ]
    title = f"Who is bound to whom: {words.actors(claim.subject) or 'the parties'}"
    rows = tuple((str(edge["pair"]), str(edge["ties"])) for edge in edges)
    described = f"Network of {len(nodes)} parties and {len(edges)} bonds between them."
    return Chart("network", title, described, _spec(_graph(nodes, edges), title, height=210), ("Parties", "Ties"), rows)


def ring(drawn: Mapping[str, Any]) -> dict[str, Any]:
    """Return a drawing of `export.ties.drawing` with its actors on a ring, so that no two names overlap."""
    points, lines = drawn["layer"][-1]["data"]["values"], drawn["layer"][0]["data"]["values"]
    names = {(point["x"], point["y"]): point["actor"] for point in points}
    bound = {names[end] for line in lines for end in ((line["x"], line["y"]), (line["x2"], line["y2"]))}
    shown = sorted((point for point in points if point["centre"] or point["actor"] in bound), key=lambda point: point["actor"])
    place = {
        point["actor"]: (math.cos(2 * math.pi * at / len(shown)), math.sin(2 * math.pi * at / len(shown)))
        for at, point in enumerate(shown)
    }
    nodes = [
        {
            "x": place[point["actor"]][0],
            "y": place[point["actor"]][1],
            "name": words.actor(point["actor"]),
            "part": "attacker and target" if point["centre"] else "bound to fight",
        }
        for point in shown
    ]
    edges = []
    for line in lines:
        left, right = names[line["x"], line["y"]], names[line["x2"], line["y2"]]
        edge = _bond(left, right, (f"{line['weight']}, {line['ties']} in force",))
        (x, y), (x2, y2) = place[left], place[right]
        edges.append({"x": x, "y": y, "x2": x2, "y2": y2, **edge})
    return _spec(_graph(nodes, edges, ("attacker and target", "bound to fight")), "Who is bound to whom to fight", height=380)


def _bond(left: str, right: str, names: tuple[str, ...]) -> dict[str, str]:
    """Return what an edge tells: the pair, the names of its ties, and both as a sentence."""
    pair, ties = f"{words.actor(left)} – {words.actor(right)}", "; ".join(names)
    return {"pair": pair, "ties": ties, "told": f"{pair}: {ties}"}


def _graph(
    nodes: list[dict[str, Any]], edges: list[dict[str, Any]], parts: tuple[str, str] = ("named in the claim", "also bound")
) -> list[dict[str, Any]]:
    scale = {"domain": [-1.6, 1.6]}
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": scale}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [-1.3, 1.3]}}
    colour = {
        "field": "part",
        "type": "nominal",
        "title": None,
        "legend": {"orient": "top"},
        "scale": {"domain": list(parts), "range": [THEME["claim"], THEME["s1"]]},
    }
    return [
        {
            "data": {"values": edges},
            "mark": {"type": "rule", "color": THEME["muted"], "strokeWidth": 1.5},
            "encoding": {
                "x": x,
                "y": y,
                "x2": {"field": "x2"},
                "y2": {"field": "y2"},
                "description": {"field": "told", "type": "nominal"},
            },
        },
        {
            "data": {"values": nodes},
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour, "description": {"field": "name", "type": "nominal"}},
        },
        {
            "data": {"values": nodes},
            "mark": {"type": "text", "dy": -13, "color": THEME["ink"]},
            "encoding": {"x": x, "y": y, "text": {"field": "name"}},
        },
    ]


# Specification and picture.


def _spec(layers: list[dict[str, Any]], title: str, *, height: int = HEIGHT) -> dict[str, Any]:
    quiet = {
        "labelColor": THEME["muted"],
        "titleColor": THEME["muted"],
        "gridColor": THEME["grid"],
        "domainColor": THEME["grid"],
        "tickColor": THEME["grid"],
        "labelFontSize": 11,
        "domain": False,
    }
    return {
        "$schema": SCHEMA,
        "description": title,
        "width": WIDTH,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": None,
        "padding": 4,
        "layer": layers,
        "config": {
            "font": "Arial, Helvetica, Liberation Sans, sans-serif",
            "view": {"stroke": None},
            "axis": quiet,
            "legend": {
                "labelColor": THEME["ink"],
                "labelFontSize": 11,
                "titleColor": THEME["muted"],
                "padding": 0,
                "offset": 8,
                "columnPadding": 26,
            },
            "text": {"fontSize": 11, "color": THEME["ink"]},
        },
    }


def svg(spec: dict[str, Any]) -> str:
    """Return the SVG of a specification made here: scalable, colours as CSS variables, no style attribute, no script, no link."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec)
    for name, colour in THEME.items():
        drawn = drawn.replace(f'"{colour}"', f'"var(--{name},{colour})"')
    drawn = re.sub(
        r'<svg [^>]*?width="(\d+)" height="(\d+)"[^>]*>',
        r'<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 \1 \2" aria-hidden="true" focusable="false">',
        drawn,
        count=1,
    )
    return re.sub(r' (?:style|pointer-events|aria-roledescription|role)="[^"]*"', "", drawn)
