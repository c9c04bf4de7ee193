"""A fan chart of an outlook as a Vega-Lite specification: what was, the middle of the odds, and bands of 50 and 90 percent."""

from __future__ import annotations

from typing import Any

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"


def fan(outlook: dict[str, Any]) -> dict[str, Any]:
    """Return the specification of the chart of an outlook as `dragoman outlook --format json` writes it."""
    scale, unit = _unit(outlook)
    past = [{"year": _day(row["year"]), "value": row["value"] / scale} for row in outlook["history"]]
    ahead = [
        {key: value / scale for key, value in row.items() if key != "year"} | {"year": _day(row["year"])}
        for row in outlook["odds"]
    ]
    if past:
        last = past[-1]
        ahead.insert(0, {"year": last["year"], **dict.fromkeys(("p5", "p25", "p50", "p75", "p95"), last["value"])})
    x = {"field": "year", "type": "temporal", "timeUnit": "utcyear", "title": None, "axis": {"format": "%Y", "tickCount": 8}}
    top = {"type": "quantitative", "title": unit, "scale": {"zero": True}}

    def band(low: str, high: str, opacity: float) -> dict[str, Any]:
        return {
            "data": {"values": ahead},
            "mark": {"type": "area", "color": "#2b6ca3", "opacity": opacity},
            "encoding": {"x": x, "y": {"field": low, **top}, "y2": {"field": high}},
        }

    def line(values: list[dict[str, Any]], field: str, **mark: Any) -> dict[str, Any]:
        return {
            "data": {"values": values},
            "mark": {"type": "line", "strokeWidth": 2, **mark},
            "encoding": {"x": x, "y": {"field": field, **top}},
        }

    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": outlook["title"], "subtitle": outlook["subtitle"], "anchor": "start"},
        "width": 560,
        "height": 320,
        "background": "white",
        "config": {"font": FONT, "view": {"stroke": None}, "axis": {"grid": True, "gridColor": "#e5e5e5"}},
        "layer": [
            band("p5", "p95", 0.18),
            band("p25", "p75", 0.32),
            line(past, "value", color="#222222", point={"color": "#222222", "size": 18}),
            line(ahead, "p50", color="#2b6ca3", strokeDash=[5, 3]),
        ],
    }


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
