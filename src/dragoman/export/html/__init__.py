"""The report as one HTML file: no network, no inline handler, every word of the article escaped."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dragoman.export import charts, words
from dragoman.export.charts import Chart
from dragoman.export.cut import excerpt
from dragoman.export.html.marks import Paragraph, paragraphs
from dragoman.export.view import Card, View, view
from dragoman.model import Report


class HtmlExporter:
    """`--format html`: one file that opens without a network."""

    name = "html"
    suffix = ".html"
    media_type = "text/html"

    def export(self, report: Report) -> str:
        """Return the page."""
        return page(report)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its picture. `svg` was made by us from a specification; every text in it is escaped."""

    chart: Chart
    svg: Markup


def page(report: Report) -> str:
    """Return the whole report as one self-contained page. The same report gives the same bytes."""
    shown = view(report)
    css, js = asset("report.css"), asset("report.js")
    return environment().get_template("page.html").render(
        **body(shown, {one.id: made for one in shown.cards if (made := draw(one, shown))}),
        css=Markup(css),
        js=Markup(js),
        css_hash=_digest(css),
        js_hash=_digest(js),
    )  # fmt: skip


def body(shown: View, drawings: dict[str, Drawn]) -> dict[str, Any]:
    """Return what the templates `report.html` and `card.html` need."""
    cut = paragraphs(shown.report.article, shown.cards)
    headed, rest = _headline(cut, shown.title)
    return {
        "view": shown,
        "report": shown.report,
        "headline": headed,
        "paragraphs": rest,
        "drawings": drawings,
        "bar": bar(shown),
        "unit": words,
        "web": None,
    }


def draw(one: Card, shown: View) -> Drawn | None:
    """Return the chart of a claim with its picture, or None."""
    return drawn(charts.chart(one, shown.report.article))


def drawn(chart: Chart | None) -> Drawn | None:
    """Return a chart with its picture as markup: the specification is ours, and Vega escapes the texts in it."""
    return Drawn(chart, Markup(charts.svg(chart.spec))) if chart else None


def bar(shown: View) -> list[tuple[str, float, float]]:
    """Return (verdict, start, width) of each part of the summary bar, in percent, a gap between parts."""
    total = sum(number for _, number in shown.counts)
    parts, at = [], 0.0
    for name, number in shown.counts:
        width = 100 * number / total
        parts.append((name, round(at, 2), round(width, 2)))
        at += width
    return parts


def _headline(cut: tuple[Paragraph, ...], title: str) -> tuple[Paragraph | None, tuple[Paragraph, ...]]:
    """Return the first paragraph apart where it is the title, so that it is not printed twice."""
    if cut and cut[0].text.strip() == title.strip():
        return cut[0], cut[1:]
    return None, cut


@cache
def environment() -> Environment:
    """Return the templates: autoescape always on, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("dragoman.export.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["verdict"] = words.verdict
    made.filters["excerpt"] = excerpt
    made.filters["word"] = lambda name, group: words.word(group, name)
    return made


@cache
def asset(name: str) -> str:
    """Return a stylesheet or script of the report."""
    return resources.files("dragoman.export.html").joinpath("static", name).read_text(encoding="utf-8")


@cache
def asset_version() -> str:
    """Return a short hash of the stylesheet and script, to name them by where they are served apart."""
    return hashlib.sha256((asset("report.css") + asset("report.js")).encode()).hexdigest()[:12]


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
