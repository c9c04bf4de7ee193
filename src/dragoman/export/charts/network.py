"""Who is bound to whom: the parties of a claim, and the states round a contingency."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.export import words
from dragoman.export.charts.spec import THEME, TOLD, Chart, Spec, layer, number, spec
from dragoman.model import Claim, Statement

MOST_NODES, LARGEST_PACT, UPRIGHT = 16, 6, 12

Node = dict[str, Any]


def network(claim: Claim, held: Sequence[Statement]) -> Chart | None:
    """Return who is bound to whom by the ties in the record: a node a party, an edge a tie; None without a tie of two."""
    wanted = {*claim.subject, *claim.object}
    if claim.commitment:
        wanted |= {one for one in (claim.commitment.actor, *claim.commitment.on_side_of) if one}
    bonds = _bonds(held, wanted)
    parties = sorted({party for pair in bonds for party in pair})
    if not bonds or len(parties) > MOST_NODES:
        return None
    nodes = _ring({party: "named in the claim" if party in wanted else "also bound" for party in parties})
    edges = [_bond(nodes[left], nodes[right], names) for (left, right), names in bonds.items()]
    title = f"Who is bound to whom: {words.actors(claim.subject) or 'the parties'}"
    described = f"Network of {len(nodes)} parties and {len(edges)} bonds between them."
    return _chart(title, described, list(nodes.values()), edges, ("named in the claim", "also bound"), height=230)


def _bonds(held: Sequence[Statement], wanted: set[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the names of the ties between each pair of parties; of a large pact only the parties that the claim names."""
    bonds: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in held:
        parties = [party for party in one.parties if party in wanted] if len(one.parties) > LARGEST_PACT else list(one.parties)
        for at, left in enumerate(parties):
            for right in parties[at + 1 :]:
                pair = (min(left, right), max(left, right))
                bonds[pair] = tuple(dict.fromkeys((*bonds.get(pair, ()), one.name)))
    return dict(sorted(bonds.items()))


def ring(drawn: Mapping[str, Any]) -> Chart:
    """Return a drawing of `export.ties.drawing` with attacker and target as hubs and round them who is bound to either.

    Bonds among those around are left out: they would hide the answer.
    """
    points, lines = drawn["layer"][-1]["data"]["values"], drawn["layer"][0]["data"]["values"]
    names = {(one["x"], one["y"]): one["actor"] for one in points}
    hubs = sorted(one["actor"] for one in points if one["centre"])
    ends = [(names[one["x"], one["y"]], names[one["x2"], one["y2"]], one) for one in lines]
    bonds = [(left, right, one) for left, right, one in ends if left in hubs or right in hubs]
    bound = {hub: {end for left, right, _ in bonds if hub in (left, right) for end in (left, right)} - set(hubs) for hub in hubs}
    order = sorted(set().union(*bound.values()), key=lambda name: ([name in bound[hub] for hub in hubs], name))
    nodes = _ring(dict.fromkeys(order, "bound to one of them"), turn=_turn(order, bound, hubs))
    nodes |= {hub: _node(hub, "attacker and target", (0.36 * (1 if at else -1), 0.0)) for at, hub in enumerate(hubs)}
    edges = [_bond(nodes[left], nodes[right], (f"{one['weight']}, {one['ties']} in force",)) for left, right, one in bonds]
    title = "Who is bound to fight for either side"
    described = f"Network of {len(order)} states bound to either of {words.actors(hubs)}."
    height = 430 if len(nodes) > UPRIGHT else 230
    return _chart(title, described, list(nodes.values()), edges, ("attacker and target", "bound to one of them"), height=height)


def _turn(order: Sequence[str], bound: Mapping[str, set[str]], hubs: Sequence[str]) -> float:
    """Return the angle that puts those bound to the second hub alone, who come first in `order`, round the right."""
    if len(hubs) < 2 or not order:
        return 0.0
    alone = sum(name in bound[hubs[1]] and name not in bound[hubs[0]] for name in order)
    return -math.pi * max(alone - 1, 0) / len(order)


def _ring(parts: Mapping[str, str], *, turn: float = 0.0) -> dict[str, Node]:
    step = 2 * math.pi / max(len(parts), 1)
    places = ((math.cos(turn + at * step), math.sin(turn + at * step)) for at in range(len(parts)))
    return {name: _node(name, part, place) for (name, part), place in zip(parts.items(), places, strict=True)}


def _node(actor: str, part: str, place: tuple[float, float]) -> Node:
    return {"x": place[0], "y": place[1], "name": words.actor(actor), "part": part, "hub": math.hypot(*place) < 0.5}


def _bond(left: Node, right: Node, names: Sequence[str]) -> Node:
    """Return what an edge tells: the pair, the names of its ties, and both as a sentence."""
    pair, ties = f"{left['name']} – {right['name']}", "; ".join(names)
    ends = {"x": left["x"], "y": left["y"], "x2": right["x"], "y2": right["y"]}
    return {**ends, "pair": pair, "ties": ties, "told": f"{pair}: {ties}"}


def _chart(title: str, described: str, nodes: list[Node], edges: list[Node], parts: tuple[str, str], *, height: int) -> Chart:
    rows = tuple((one["pair"], one["ties"]) for one in edges)
    made = spec(_graph(nodes, edges, parts, spread=460 / height), title, height=height)
    return Chart("network", title, described, made, ("Parties", "Ties"), rows)


def _graph(nodes: list[Node], edges: list[Node], parts: tuple[str, str], *, spread: float) -> list[Spec]:
    """Return edges, nodes and names; the names of a crowded ring stand along its rays."""
    crowded = len(nodes) > UPRIGHT
    reach = 1.65 if crowded else 1.35
    x = number("x", axis=None, scale={"domain": [-reach * spread, reach * spread]})
    y = number("y", axis=None, scale={"domain": [-reach, reach]})
    scale = {"domain": list(parts), "range": [THEME["claim"], THEME["s1"]]}
    colour = {"field": "part", "type": "nominal", "title": None, "legend": {"orient": "top"}, "scale": scale}
    tied = {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}, **TOLD}
    return [
        layer(edges, "rule", encoding=tied, color=THEME["muted"], strokeWidth=1.25, opacity=0.7),
        layer(nodes, "point", encoding={"x": x, "y": y, "color": colour, "description": {"field": "name"}}, filled=True,
              size=60 if crowded else 130, opacity=1),
        *(_names(nodes, side, x, y, crowded=crowded) for side in ("left", "right", "middle")),
    ]  # fmt: skip


def _names(nodes: list[Node], side: str, x: Spec, y: Spec, *, crowded: bool) -> Spec:
    """Return the names of the nodes on one side: outward of the ring, or above where they stand in the middle."""
    here = [{**one, "angle": _angle(one) if crowded else 0} for one in nodes if _side(one, crowded) == side]
    text = {"x": x, "y": y, "text": {"field": "name"}}
    if side == "middle":
        return layer(here, "text", encoding=text, dy=-14, fontWeight="bold", color=THEME["ink"])
    angle = {"angle": {"field": "angle", "type": "quantitative", "scale": None}}
    out: Spec = {"align": "left", "dx": 9} if side == "right" else {"align": "right", "dx": -9}
    return layer(here, "text", encoding={**text, **angle}, baseline="middle", color=THEME["ink"], **out)


def _side(one: Node, crowded: bool) -> str:
    if one["hub"] or (not crowded and abs(one["x"]) < 0.2 and one["y"] > 0):
        return "middle"
    return "right" if one["x"] >= -1e-9 else "left"


def _angle(one: Node) -> float:
    """Return by how many degrees a name turns to stand along its ray and still read from left to right."""
    degrees = -math.degrees(math.atan2(one["y"], one["x"]))
    return degrees if one["x"] >= -1e-9 else degrees + 180
