"""What every chart has in common: the value, the colours, layers and axes, the specification and its picture.

Colours in a specification are the values of `THEME`; the SVG carries them as CSS variables with a fallback, so one picture
serves light, dark and paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
SERIES = ("s1", "s2", "s3", "s4", "s5")
_NAMED = re.compile(r'class="([^"]*?) line(\d+)(?:_\w+)?_marks"')
_OPENING = re.compile(r'<svg [^>]*?width="(\d+)" height="(\d+)"[^>]*>')
_UNUSED = re.compile(r' (?:style|pointer-events|aria-roledescription|role)="[^"]*"')
_QUIET = {
    "labelColor": THEME["muted"],
    "titleColor": THEME["muted"],
    "gridColor": THEME["grid"],
    "domainColor": THEME["grid"],
    "tickColor": THEME["grid"],
    "labelFontSize": 11,
    "domain": False,
    "aria": False,
}
_LEGEND = {
    "labelColor": THEME["ink"],
    "labelFontSize": 11,
    "labelLimit": 240,
    "titleColor": THEME["muted"],
    "padding": 0,
    "offset": 8,
    "columnPadding": 26,
    "aria": False,
}

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart that a reader may hide: its name, its colour in `THEME`, whether a newer one replaces it."""

    name: str
    colour: str
    older: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with what it shows in words. `rows` are the figures behind it under `columns`, for those who read a table.

    The marks of `lines[n]` carry `data-line="n"` in the SVG; every mark that tells something carries it as `aria-label`.
    """

    kind: str
    title: str
    description: str
    spec: Spec
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...] = ()


def layer(values: Sequence[Mapping[str, Any]], mark: str, *, encoding: Spec, name: str = "", **style: Any) -> Spec:
    """Return one layer: its own data, a mark with a style, its encoding. Without `TOLD` its marks tell nothing."""
    spoken = {"type": mark, "aria": "description" in encoding, **style}
    made = {"data": {"values": list(values)}, "mark": spoken, "encoding": encoding}
    return {"name": name, **made} if name else made


def number(field: str, **more: Any) -> Spec:
    """Return a channel that shows a number without a title."""
    return {"field": field, "type": "quantitative", "title": None, **more}


def years(*, padding: int = 8) -> Spec:
    """Return the horizontal axis of years, by the field `year`."""
    scale = {"nice": False, "zero": False, "padding": padding}
    return number("year", axis={"format": "d", "tickMinStep": 1, "grid": False}, scale=scale)


def values(field: str, axis: str, **scale: Any) -> Spec:
    """Return the vertical axis of values in a number format."""
    return number(field, axis={"format": axis, "tickCount": 5}, scale={"zero": False, **scale})


TOLD: Spec = {"description": {"field": "told", "type": "nominal"}}
"""The channel by which a mark says what it shows: to those who point at it, step to it or have it read out."""


def spec(layers: Sequence[Spec], title: str, *, height: int = HEIGHT) -> Spec:
    """Return the specification of layers."""
    return {
        "$schema": SCHEMA,
        "description": title,
        "width": WIDTH,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": None,
        "padding": 4,
        "layer": list(layers),
        "config": {
            "font": "Arial, Helvetica, Liberation Sans, sans-serif",
            "view": {"stroke": None},
            "axis": _QUIET,
            "legend": _LEGEND,
            "text": {"fontSize": 11, "color": THEME["ink"]},
        },
    }


def svg(made: Spec) -> str:
    """Return the SVG of a specification made here: scalable, colours as CSS variables, no style attribute, no script, no link."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(made)
    for name, colour in THEME.items():
        drawn = drawn.replace(f'"{colour}"', f'"var(--{name},{colour})"')
    attributes = 'xmlns="http://www.w3.org/2000/svg" class="plot" aria-hidden="true" focusable="false"'
    drawn = _OPENING.sub(rf'<svg {attributes} viewBox="0 0 \1 \2">', drawn, count=1)
    return _UNUSED.sub("", _NAMED.sub(r'class="\1" data-line="\2"', drawn))
