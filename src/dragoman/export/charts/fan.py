"""The fan of a forecast: what was recorded, and the intervals of the outlook beyond it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dragoman.export import words
from dragoman.export.charts.series import Point, claimed, drawn, measured, point, scaled
from dragoman.export.charts.spec import THEME, TOLD, Chart, Line, Spec, layer, number, spec, values, years
from dragoman.model import Claim, Statement

AXIS = ",.2~f"
_QUANTILES = ("p5", "p25", "p50", "p75", "p95")


def fan(claim: Claim, held: Sequence[Statement]) -> Chart | None:
    """Return the recorded series and the intervals of the outlook beyond it, the wider the paler; None under two years."""
    model, day = _model(held)
    if len({one.period.start for one in model}) < 2:
        return None
    first = model[0]
    past = [point(one) for one in held if _recorded(one) and (one.form, one.currency) == (first.form, first.currency)]
    bands = sorted((_band(one) for one in model), key=lambda band: (-band["width"], band["year"]))
    tops = [{"value": band["high"], "unit": first.unit, "currency": first.currency} for band in bands]
    unit, factor, axis = scaled([*past, *tops])
    shown = [{**band, "low": band["low"] / factor, "high": band["high"] / factor} for band in bands]
    layers, lines = drawn(past, factor, axis) if past else ([], ())
    whose = words.actors(claim.subject) or words.actor(first.actor)
    title = f"{whose}: {measured(first)}, odds as of {'today' if day == date.max else words.day(day)}, {unit}"
    every = [*_fan(shown, axis), *layers, *claimed(claim, factor, [*past, *shown])]
    return _chart(title, bands, every, lines)


def _model(held: Sequence[Statement]) -> tuple[list[Statement], date]:
    """Return the statements of the model's earliest run among those held, and its day."""
    every = [one for one in held if one.kind == "model" and one.value is not None and one.high is not None and one.period.start]
    day = min((one.vintage.known or date.max for one in every), default=date.max)
    return [one for one in every if (one.vintage.known or date.max) == day], day


def _recorded(one: Statement) -> bool:
    return one.kind == "observation" and one.value is not None and one.period.start is not None


def _chart(title: str, bands: Sequence[Point], layers: Sequence[Spec], lines: tuple[Line, ...]) -> Chart:
    at, names = [band["year"] for band in bands], dict.fromkeys(band["name"] for band in bands)
    described = f"Fan chart of the outlook, {min(at)} to {max(at)}: {', '.join(names)}."
    ordered = sorted(bands, key=lambda one: (one["year"], one["width"]))
    rows = tuple((str(one["year"]), one["label"], one["name"]) for one in ordered)
    return Chart("fan", title, described, spec(layers, title), ("Year", "Range", "Interval"), rows, lines)


def _band(one: Statement) -> Point:
    assert one.value is not None
    assert one.high is not None
    assert one.period.start is not None
    year, label, name = one.period.start.year, words.recorded(one), one.definition or "interval"
    width = re.search(r"\d+", name)
    ends = {"low": float(one.value), "high": float(one.high), "width": float(width.group()) if width else 0.0}
    return {"year": year, **ends, "name": name, "label": label, "told": f"{year}: {label} ({name})"}


def _fan(bands: Sequence[Point], axis: str) -> list[Spec]:
    """Return an area for each interval, its name at its end, and a mark a year that tells its range."""
    layers = []
    for at, name in enumerate(dict.fromkeys(band["name"] for band in bands)):
        kept = [band for band in bands if band["name"] == name]
        ends = {"x": years(), "y": values("low", axis), "y2": {"field": "high"}}
        layers.append(layer(kept, "area", encoding=ends, color=THEME["s1"], opacity=0.16 + 0.16 * at))
        layers.append(layer(kept, "rule", encoding={**ends, **TOLD}, color=THEME["s1"], opacity=0.18))
        short = f"{kept[-1]['width']:.0f} %" if kept[-1]["width"] else name
        layers.append(_ending({"year": kept[-1]["year"], "at": kept[-1]["high"], "text": short}))
    return layers


def _ending(label: Point) -> Spec:
    """Return a label just under the upper edge of a band at its last year."""
    where = {"x": years(), "y": number("at"), "text": {"field": "text"}}
    return layer([label], "text", encoding=where, align="right", baseline="top", dx=-4, dy=5, color=THEME["muted"])


def outlook(body: Mapping[str, Any]) -> Chart:
    """Return the fan chart of an outlook as `dragoman outlook --format json` writes it: past, middle, 50 and 90 % bands."""
    share = body["unit"] == "percent of GDP"
    factor, unit = (1.0, "percent of GDP") if share else (1e9, f"billion {body['unit']}")
    past = [{"year": row["year"], "p50": row["value"] / factor} for row in body["history"]]
    past = [{**row, "told": f"{row['year']}: {row['p50']:,.2f} recorded"} for row in past]
    ahead = [{"year": row["year"], **{name: row[name] / factor for name in _QUANTILES}} for row in body["odds"]]
    title = f"{words.actor(body['country'])}: {body['measure'].replace('_', ' ')}, {unit}"
    rows = tuple((str(row["year"]), *(f"{row[name]:,.2f}" for name in _QUANTILES)) for row in ahead)
    last = ahead[-1]
    ends = f"between {last['p5']:,.1f} and {last['p95']:,.1f} {unit}"
    described = f"Fan chart to {last['year']}: 90 percent of the paths end {ends}."
    columns = ("Year", "5 %", "25 %", "Middle", "75 %", "95 %")
    return Chart("fan", title, described, spec(_outlook(past, ahead), title), columns, rows)


def _outlook(past: Sequence[Point], ahead: Sequence[Point]) -> list[Spec]:
    start = [{"year": past[-1]["year"], **dict.fromkeys(_QUANTILES, past[-1]["p50"])}] if past else []
    joined, last = [*start, *ahead], ahead[-1]
    middle = [{**row, "told": _middle(row)} for row in ahead]
    at = {"x": years(), "y": values("p50", AXIS)}
    return [
        _between(joined, "p5", "p95", 0.18),
        _between(joined, "p25", "p75", 0.32),
        layer(joined, "line", encoding=at, color=THEME["s1"], strokeDash=[5, 3]),
        layer(past, "line", encoding=at, color=THEME["ink"]),
        layer(past, "point", encoding={**at, **TOLD}, filled=True, size=22, color=THEME["ink"]),
        layer(middle, "point", encoding={**at, **TOLD}, filled=True, size=30, color=THEME["s1"]),
        _ending({"year": last["year"], "at": last["p95"], "text": "90 %"}),
        _ending({"year": last["year"], "at": last["p75"], "text": "50 %"}),
    ]


def _between(rows: Sequence[Point], low: str, high: str, opacity: float) -> Spec:
    ends = {"x": years(), "y": values(low, AXIS), "y2": {"field": high}}
    return layer(rows, "area", encoding=ends, color=THEME["s1"], opacity=opacity)


def _middle(row: Point) -> str:
    return f"{row['year']}: middle {row['p50']:,.2f}, 90 % from {row['p5']:,.2f} to {row['p95']:,.2f}"
