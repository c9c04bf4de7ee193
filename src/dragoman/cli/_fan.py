"""A fan chart of an outlook as a Vega-Lite specification: what was, the middle of the odds, and bands of 50 and 90 percent."""

from __future__ import annotations

import textwrap
from typing import Any

QUANTILES = ("p5", "p25", "p50", "p75", "p95")
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"


WIDTH, WRAP, MARK = 560, 88, "#b3541e"
ENDS = {"p95": "95 %", "p50": "middle", "p5": "5 %"}
X = {
    "field": "year",
    "type": "temporal",
    "timeUnit": "utcyear",
    "title": None,
    "axis": {"format": "%Y", "tickCount": 8, "labelFlush": False},
}


def fan(outlook: dict[str, Any]) -> dict[str, Any]:
    """Return the specification of the chart of an outlook as `dragoman outlook --format json` writes it."""
    scale, unit = _unit(outlook)
    past = [{"year": _day(row["year"]), "value": row["value"] / scale} for row in outlook["history"]]
    ahead = [{"year": _day(row["year"]), **{name: row[name] / scale for name in QUANTILES}} for row in outlook["odds"]]
    if past:
        ahead.insert(0, {"year": past[-1]["year"], **dict.fromkeys(QUANTILES, past[-1]["value"])})
    ends = [{"year": ahead[-1]["year"], "value": ahead[-1][name], "label": label} for name, label in ENDS.items()]
    y = {"type": "quantitative", "title": unit, "scale": {"zero": True}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {
            "text": outlook["title"],
            "subtitle": _subtitle(outlook),
            "anchor": "start",
            "subtitleColor": "#444444",
            "subtitlePadding": 6,
            "offset": 12,
        },
        "width": WIDTH,
        "height": 320,
        "background": "white",
        "padding": 12,
        "config": {"font": FONT, "view": {"stroke": None}, "axis": {"grid": True, "gridColor": "#e5e5e5"}},
        "layer": [
            _band(ahead, "p5", "p95", 0.18, y),
            _band(ahead, "p25", "p75", 0.32, y),
            *_bounds(outlook, scale, y),
            _line(past, "value", y, color="#222222", point={"color": "#222222", "size": 18}),
            _line(ahead, "p50", y, color="#2b6ca3", strokeDash=[5, 3]),
            _labels(ends, y, align="left", dx=5),
        ],
    }


def _subtitle(outlook: dict[str, Any]) -> list[str]:
    """Return the lines under the title: what was followed, and what the bands hold."""
    known = f", on what was published by {outlook['known_by']}" if outlook["known_by"] else ""
    lines = [f"Bands hold 50 and 90 % of {outlook['paths']:,} joint paths{known}. Series: SIPRI.", *outlook["notes"]]
    return [part for line in lines for part in textwrap.wrap(line, WRAP)]


def _band(rows: list[dict[str, Any]], low: str, high: str, opacity: float, y: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": rows},
        "mark": {"type": "area", "color": "#2b6ca3", "opacity": opacity},
        "encoding": {"x": X, "y": {"field": low, **y}, "y2": {"field": high}},
    }


def _line(rows: list[dict[str, Any]], field: str, y: dict[str, Any], **mark: Any) -> dict[str, Any]:
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "strokeWidth": 2, **mark},
        "encoding": {"x": X, "y": {"field": field, **y}},
    }


def _labels(rows: list[dict[str, Any]], y: dict[str, Any], **mark: Any) -> dict[str, Any]:
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "fontSize": 11, "color": "#444444", **mark},
        "encoding": {"x": X, "y": {"field": "value", **y}, "text": {"field": "label"}},
    }


def _bounds(outlook: dict[str, Any], scale: float, y: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a line across the years ahead for each bound that was asked for."""
    layers = []
    for name, words in (("at_least", "at least"), ("at_most", "at most")):
        bound = outlook.get(name)
        if bound is not None and "every_year" in outlook:
            rows = [{"year": _day(row["year"]), "value": bound / scale} for row in outlook["odds"]]
            label = [{**rows[0], "label": f"{words} {bound / scale:g}"}]
            layers.append(_line(rows, "value", y, color=MARK, strokeWidth=1.5))
            layers.append(_labels(label, y, align="right", dx=-5, color=MARK))
    return layers


def _day(year: int) -> str:
    return f"{year}-07-01T00:00:00Z"


def _unit(outlook: dict[str, Any]) -> tuple[float, str]:
    if outlook["unit"] == "percent of GDP":
        return 1.0, "percent of GDP"
    largest = max(row["p50"] for row in outlook["odds"])
    scale, name = (1e9, "billion") if largest >= 1e9 else (1e6, "million")
    return scale, f"{name} {outlook['unit']}"


def render(spec: dict[str, Any], form: str) -> bytes:
    """Return a specification drawn as `png`, `svg` or `html` (one file that needs no network)."""
    import vl_convert

    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=2))
    if form == "svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode()
    return str(vl_convert.vegalite_to_html(spec, bundle=True)).encode()
