"""Ties and commitments, written: rows, CSV, GraphML, a timeline and a network drawing (Vega-Lite, drawn offline)."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from dragoman.estimate.commitments.states import states
from dragoman.estimate.network import Edge, graph

COLUMNS = ("since", "until", "type", "subtype", "weight", "status", "parties", "name", "publisher", "url", "note", "id")
COLOURS = {"treaty": "#1f4e79", "executive": "#4d8fac", "political": "#b08d3c", "act": "#999999", "": "#cccccc"}
FONT = "Helvetica, Arial, sans-serif"


def row(edge: Edge) -> dict[str, str | None]:
    """Return one tie by COLUMNS, all plain text; None where unknown."""
    one = edge.statement
    return {
        "since": _day(edge.since, edge.grain),
        "until": edge.until.isoformat() if edge.until else None,
        "type": edge.type,
        "subtype": edge.subtype,
        "weight": edge.weight or None,
        "status": edge.status or None,
        "parties": ";".join(edge.parties),
        "name": edge.name,
        "publisher": one.publisher,
        "url": one.url,
        "note": one.note or None,
        "id": edge.id,
    }


def _day(day: date | None, grain: str) -> str | None:
    if day is None:
        return None
    return day.isoformat()[: {"year": 4, "month": 7}.get(grain, 10)]


def to_csv(found: Sequence[Edge]) -> str:
    """Return the ties as CSV with a header row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row(edge) for edge in found)
    return out.getvalue()


def to_json(found: Sequence[Edge], **more: Any) -> str:
    """Return the ties as one JSON object, with whatever else is given."""
    return (
        json.dumps(
            {**more, "ties": [{**row(edge), "parties": list(edge.parties)} for edge in found]}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def to_graphml(found: Sequence[Edge]) -> str:
    """Return the network as GraphML: a node an actor, an edge a tie between two of its parties."""
    import networkx

    made = networkx.MultiGraph()
    actors, pairs = graph(found)
    made.add_nodes_from(actors)
    for a, b, edge in pairs:
        made.add_edge(
            a, b, key=edge.id, **{name: value or "" for name, value in row(edge).items() if name not in ("parties", "id")}
        )
    return "\n".join(networkx.generate_graphml(made)) + "\n"


def timeline(found: Sequence[Edge], *, until: date) -> dict[str, Any]:
    """Return a Vega-Lite chart: a bar a tie from its beginning to its end, those that go on drawn to `until`.

    A mark stands at each beginning, so that what lasted a day is seen; what the record does not bear out as standing is pale.
    """
    values = [
        {
            "name": f"{edge.name[:70]} ({';'.join(name.removeprefix('org:') for name in edge.parties)[:30]})",
            "since": edge.since.isoformat(),
            "until": max(edge.until or until, edge.since).isoformat(),
            "weight": edge.weight or "unknown",
            "sure": not edge.unsure,
        }
        for edge in found
        if edge.since is not None
    ]
    place: dict[str, Any] = {
        "y": {"field": "name", "type": "nominal", "sort": {"field": "since"}, "axis": {"title": None, "labelLimit": 420}},
        "x": {"field": "since", "type": "temporal", "axis": {"title": None}},
        "color": _colour("weight"),
        "opacity": {"condition": {"test": "datum.sure", "value": 1}, "value": 0.3},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 640,
        "config": {"font": FONT},
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "bar", "height": 6}, "encoding": {**place, "x2": {"field": "until"}}},
            {"mark": {"type": "tick", "thickness": 3, "size": 10}, "encoding": place},
        ],
    }


def _colour(field: str) -> dict[str, Any]:
    names = [name or "unknown" for name in COLOURS]
    return {
        "field": field,
        "type": "nominal",
        "scale": {"domain": names, "range": list(COLOURS.values())},
        "legend": {"title": "legal weight", "orient": "top", "symbolStrokeWidth": 4},
    }


def network(found: Sequence[Edge], *, centre: Sequence[str] = ()) -> dict[str, Any]:
    """Return a Vega-Lite drawing of the network: actors as points, pairs as lines as wide as they have ties."""
    actors, pairs = graph(found)
    best: dict[tuple[str, str], list[Edge]] = {}
    for a, b, edge in pairs:
        best.setdefault((a, b), []).append(edge)
    lines = [(a, b, len(held), _heaviest(held)) for (a, b), held in best.items()]
    return drawing(actors, lines, centre=centre)


def _heaviest(held: Sequence[Edge]) -> str:
    order = list(COLOURS)
    return min((edge.weight for edge in held), key=order.index)


def drawing(
    actors: Sequence[str],
    lines: Sequence[tuple[str, str, int, str]],
    *,
    centre: Sequence[str] = (),
    chances: Mapping[str, float] | None = None,
) -> dict[str, Any]:
    """Return a Vega-Lite network of actors and lines (from, to, number, weight): the centre in the middle, the others around it.

    Those around stand by group: states that have much to do with one another side by side. `chances`: an actor with a greater one
    is drawn larger.
    """
    at = _places(actors, lines, centre)
    points = [
        {
            "actor": name.removeprefix("org:"),
            "name": _known(name),
            "x": x,
            "y": y,
            "centre": name in centre,
            "side": "above" if name in centre else _side(x, y),
            "size": round(60 + 900 * min((chances or {}).get(name, 0.0), 0.5)) if chances is not None else 80,
        }
        for name, (x, y) in at.items()
    ]
    drawn = [
        {"x": at[a][0], "y": at[a][1], "x2": at[b][0], "y2": at[b][1], "ties": number, "weight": weight or "unknown"}
        for a, b, number, weight in lines
    ]
    place_at: dict[str, Any] = {
        "x": {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-1.6, 1.6]}},
        "y": {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [-1.15, 1.15]}},
    }
    labels: list[dict[str, Any]] = [
        {
            "data": {"values": points},
            "transform": [{"filter": f"datum.side == '{side}'"}],
            "mark": {"type": "text", "dx": dx, "dy": dy, "align": align, "baseline": "middle", "fontSize": 12},
            "encoding": {**place_at, "text": {"field": "name"}},
        }
        for side, dx, dy, align in _LABELS
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 760,
        "height": 500,
        "config": {"font": FONT, "view": {"stroke": None}},
        "layer": [
            {
                "data": {"values": drawn},
                "mark": {"type": "rule", "opacity": 0.6},
                "encoding": {
                    **place_at, "x2": {"field": "x2"}, "y2": {"field": "y2"}, "color": _colour("weight"),
                    "size": {"field": "ties", "type": "quantitative", "scale": {"range": [1, 5]}, "legend": None},
                },
            },
            {
                "data": {"values": points},
                "mark": {"type": "circle", "opacity": 1},
                "encoding": {
                    **place_at,
                    "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
                    "color": {"condition": {"test": "datum.centre", "value": "#b03a2e"}, "value": "#333333"},
                },
            },
            *labels,
        ],
    }  # fmt: skip


def _places(
    actors: Sequence[str], lines: Sequence[tuple[str, str, int, str]], centre: Sequence[str]
) -> dict[str, tuple[float, float]]:
    """Return where each actor stands: the centre near the middle, the others on a ring by group."""
    import networkx

    made = networkx.Graph()
    made.add_nodes_from(sorted(actors))
    made.add_weighted_edges_from((a, b, float(number)) for a, b, number, _ in sorted(lines))
    middle = [name for name in centre if name in made]
    around = made.subgraph([name for name in made if name not in middle])
    groups = (
        networkx.community.greedy_modularity_communities(around, weight="weight") if around.number_of_edges() else [around.nodes]
    )
    order = [name for group in sorted(groups, key=lambda group: (-len(group), min(group, default=""))) for name in sorted(group)]
    order += [name for name in sorted(around) if name not in order]
    inner = 0.0 if len(middle) < 2 else 0.4
    return {**_circle(middle, inner, math.pi), **_circle(order, 1.0, math.pi / 2)}


def _circle(names: Sequence[str], radius: float, start: float) -> dict[str, tuple[float, float]]:
    turn = 2 * math.pi / max(1, len(names))
    return {
        name: (round(radius * math.cos(start - turn * i), 4), round(radius * math.sin(start - turn * i), 4))
        for i, name in enumerate(names)
    }


_LABELS = (("left", -10, 0, "right"), ("right", 10, 0, "left"), ("above", 0, -14, "center"), ("below", 0, 14, "center"))
"""Where a name stands beside its point: side, shift across, shift down, alignment."""


def _side(x: float, y: float) -> str:
    """Return on which side of its point a name on the ring keeps clear of the lines."""
    if abs(x) > 0.15:
        return "left" if x < 0 else "right"
    return "above" if y > 0 else "below"


def _known(actor: str) -> str:
    """Return an actor's name as a reader knows it."""
    return states()[actor].name if actor in states() else actor.removeprefix("org:")


def svg(spec: Mapping[str, Any]) -> str:
    """Return a chart as SVG, drawn offline."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(dict(spec)))


def page(
    title: str,
    *,
    notes: Sequence[str],
    tables: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]],
    charts: Sequence[str],
    after: Sequence[str] = (),
) -> str:
    """Return a page that needs nothing from outside: notes, charts (SVG), tables (caption, header, rows), notes after them."""
    body = [f"<h1>{escape(title)}</h1>", *(f"<p>{escape(note)}</p>" for note in notes), *charts]
    for caption, header, rows in tables:
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
        cells = "".join("<tr>" + "".join(_cell(cell) for cell in line) + "</tr>" for line in rows)
        body.append(f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table>")
    body += [f"<p>{escape(note)}</p>" for note in after]
    style = (
        "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
        "table{border-collapse:collapse;width:100%;margin:1.5rem 0}"
        "th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd;"
        "vertical-align:top;font-size:.9rem}caption{text-align:left;font-weight:600;padding:.4rem 0}"
        "svg{max-width:100%;height:auto}.day{white-space:nowrap}"
    )
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{style}</style></head>\n<body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def _cell(text: str) -> str:
    if text.startswith(("https://", "http://")):
        return f'<td><a href="{escape(text, quote=True)}">source</a></td>'
    return f'<td class="day">{escape(text)}</td>' if text[:4].isdigit() and len(text) <= 10 else f"<td>{escape(text)}</td>"
