"""Ties through time, and the spread of a repeated claim: bars and dots by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dragoman.export import words
from dragoman.export.charts.spec import THEME, TOLD, Chart, Spec, layer, spec
from dragoman.model import Article, Claim, Statement

MOST, ROW, NAME = 12, 34, 74
_MOMENTS = ("exercise", "meeting", "declaration")

Mark = dict[str, Any]


def timeline(claim: Claim, held: Sequence[Statement], article: Article) -> Chart | None:
    """Return the ties of the record as bars from signature to end, the claimed date beside them; None without a dated tie."""
    title = f"Ties in the record: {words.actors((*claim.subject, *claim.object)) or 'the parties'}"
    return ties(held, title, published=article.published, extra=_dates(claim, article))


def ties(
    held: Sequence[Statement], title: str, *, published: date | None = None, extra: Sequence[Mark] = (), most: int = MOST
) -> Chart | None:
    """Return ties as bars from signature to end, the newest `most` of them, oldest on top; None under two dated ones."""
    dated = [one for one in held if one.kind in ("tie", "plan") and one.name and (one.signed or one.period).start]
    if len(dated) < 2:
        return None
    ends = (published, *(one.vintage.known for one in dated), *((one.ended or one.period).end for one in dated))
    until = max((day for day in ends if day and day.year < 9999), default=date.max)
    dated.sort(key=lambda one: (one.signed or one.period).start or date.min)
    bars = [_bar(one, until) for one in dated[-most:]]
    described = f"Timeline of {len(bars)} ties from {bars[0]['start'][:4]} on."
    made = spec([*_bars(bars), *_rules(extra)], title, height=ROW * len(bars) + 40)
    return Chart("timeline", title, described, made, ("Tie", "Dates"), tuple((one["tie"], one["dates"]) for one in bars))


def _bars(bars: Sequence[Mark]) -> list[Spec]:
    """Return a bar a tie with its name above it, over the whole width."""
    x = _day("start")
    y = {"field": "row", "type": "ordinal", "title": None, "axis": None, "scale": {"paddingInner": 0}}
    name = {"x": {"value": 0}, "y": y, "text": {"field": "name"}}
    return [
        layer(bars, "rule", encoding={"x": x, "x2": {"field": "end"}, "y": y},
              strokeWidth=6, yOffset=8, color=THEME["s1"], opacity=0.45, strokeCap="round"),
        layer(bars, "point", encoding={"x": x, "y": y, **TOLD}, filled=True, size=60, yOffset=8, color=THEME["s1"]),
        layer(bars, "text", encoding=name, align="left", dy=-5, color=THEME["ink"]),
    ]  # fmt: skip


def _day(field: str) -> Spec:
    return {"field": field, "type": "temporal", "title": None, "axis": {"grid": True, "tickCount": 6}}


def _bar(one: Statement, until: date) -> Mark:
    begun = one.signed or one.period
    ended = one.ended or (one.period if one.period.end and one.period.end > (begun.end or until) else None)
    start = begun.start or until
    stop = ended.end if ended and ended.end else begun.end if one.measure in _MOMENTS else until
    end = min(max(stop or start, start), max(until, start))
    dates = [f"signed or begun {words.period(begun)}"]
    dates += [f"in force {words.period(one.in_force)}"] if one.in_force else []
    dates += [f"ended {words.period(one.ended)}"] if one.ended else []
    told = ", ".join(dates)
    names = {"row": f"{start.isoformat()} {one.id}", "tie": one.name, "name": _short(one.name)}
    return {**names, "start": start.isoformat(), "end": end.isoformat(), "told": f"{one.name}: {told}", "dates": told}


def _dates(claim: Claim, article: Article) -> list[Mark]:
    """Return the claimed date, where the words tell it, and the article's date, as marks with labels."""
    tie = claim.as_told.tie
    said = tie.date if tie else None
    marks = []
    if said and said.start:
        marks.append({"start": said.start.isoformat(), "text": "claimed", "colour": THEME["claim"]})
    if article.published:
        marks.append({"start": article.published.isoformat(), "text": "article", "colour": THEME["muted"]})
    return marks


def _rules(marks: Sequence[Mark]) -> list[Spec]:
    layers, x = [], {"field": "start", "type": "temporal"}
    for at, mark in enumerate(marks):
        label = {"x": x, "y": {"value": -6 - 13 * at}, "text": {"field": "text"}}
        layers.append(layer([mark], "rule", encoding={"x": x}, color=mark["colour"], strokeDash=[3, 3]))
        layers.append(layer([mark], "text", encoding=label, color=mark["colour"], align="right", dx=-4, fontWeight="bold"))
    return layers


def spread(rows: Sequence[Mark], title: str, of: str = "Outlet") -> Chart | None:
    """Return dots by day, a row an outlet or a claim, as large as their articles, red where refuted; None without days.

    Args:
        rows: `row` (the name of its row, in order of appearance), `day` (ISO), `articles`, whether `refuted`.
    """
    if not rows:
        return None
    shown = [{**one, "told": _spread(one), "share": "refuted" if one["refuted"] else "not refuted"} for one in rows]
    days: dict[str, list[str]] = {}
    for one in shown:
        days.setdefault(one["row"], []).append(one["day"])
    spans = [{"row": name, "name": _short(name), "start": min(at), "end": max(at)} for name, at in days.items()]
    total, every = sum(one["articles"] for one in shown), sorted(one["day"] for one in shown)
    described = f"Timeline of {total} articles, {every[0]} to {every[-1]}, a row for each {of.lower()}."
    made = spec(_spread_layers(shown, spans), title, height=ROW * len(days) + 60)
    table = tuple((one["row"], one["day"], str(one["articles"]), one["share"]) for one in shown)
    return Chart("spread", title, described, made, (of, "Day", "Articles", "By the record"), table)


def _spread_layers(shown: Sequence[Mark], spans: Sequence[Mark]) -> list[Spec]:
    order = [one["row"] for one in spans]
    y = {"field": "row", "type": "ordinal", "title": None, "axis": None, "sort": order, "scale": {"paddingInner": 0}}
    share = {"domain": ["refuted", "not refuted"], "range": [THEME["claim"], THEME["s1"]]}
    colour = {"field": "share", "type": "nominal", "title": None, "legend": {"orient": "top"}, "scale": share}
    size = {"field": "articles", "type": "quantitative", "legend": None, "scale": {"domainMin": 1, "range": [50, 260]}}
    dots = {"x": _day("day"), "y": y, "color": colour, "size": size, **TOLD}
    name = {"x": {"value": 0}, "y": y, "text": {"field": "name"}}
    line = {"x": _day("start"), "x2": {"field": "end"}, "y": y}
    return [
        layer(spans, "rule", encoding=line, yOffset=8, color=THEME["muted"], opacity=0.5),
        layer(shown, "point", encoding=dots, filled=True, yOffset=8, opacity=0.85),
        layer(spans, "text", encoding=name, align="left", dy=-6, color=THEME["ink"]),
    ]


def _short(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"


def _spread(one: Mark) -> str:
    many = f"{one['articles']} article{'' if one['articles'] == 1 else 's'}"
    return f"{one['day']}: {one['row']}, {many}{', refuted by the record' if one['refuted'] else ''}"
