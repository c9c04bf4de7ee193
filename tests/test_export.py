"""The exporters: nothing lost, nothing unescaped, nothing from the network, and the shapes that others read."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import jsonschema_rs
import pytest
import sample_report
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from rich.console import Console

from dragoman import plugins
from dragoman.export import charts, words
from dragoman.export.csv import CsvExporter
from dragoman.export.cut import excerpt, shorten
from dragoman.export.docx import DocxExporter, clean
from dragoman.export.html import page
from dragoman.export.html.marks import paragraphs
from dragoman.export.jsonld import annotation_page, reviews
from dragoman.export.markdown import MarkdownExporter
from dragoman.export.table import TableExporter, render
from dragoman.export.view import view, web_address
from dragoman.model import Article, Attribution, Claim, Finding, Judgement, Probability, Report, Span

HOSTILE = '</span><script>alert("x")</script>"\'><img src=x onerror=alert(1)>&amp;{{ 7*7 }}'


@pytest.fixture(scope="module")
def report() -> Report:
    """The report put together by hand."""
    return sample_report.report()


@pytest.fixture(scope="module")
def written_page(report: Report) -> str:
    """Its HTML page."""
    return page(report)


@pytest.fixture
def tree(written_page: str) -> lxml_html.HtmlElement:
    """Its HTML page, parsed anew for each test."""
    return lxml_html.document_fromstring(written_page)


@st.composite
def marked(draw: st.DrawFn) -> Report:
    """Any text with claims anywhere in it, nested and crossing."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80) | st.just(HOSTILE))
    made = []
    for number in range(draw(st.integers(0, 5))):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        low, high = sorted((draw(st.integers(start, end)), draw(st.integers(start, end))))
        said = Attribution("named", draw(st.sampled_from([None, HOSTILE])))
        made.append(Claim(f"c{number}", "tie", start, end, text[start:end], Span(low, high), attribution=said))
    found = {c.id: Finding(c.id, Judgement("refuted", HOSTILE), Judgement("supported"), (HOSTILE,), HOSTILE) for c in made}
    return Report(Article("a", text, title=draw(st.sampled_from([None, HOSTILE]))), tuple(made), found)


# HTML.


@given(marked())
@settings(max_examples=60, deadline=None)
def test_cutting_the_article_loses_nothing(report: Report) -> None:
    cut = paragraphs(report.article, view(report).cards)
    assert "".join(paragraph.text for paragraph in cut) == report.article.text
    for paragraph in cut:
        at = paragraph.start
        for piece in paragraph.pieces:
            for layer in piece.layers:
                assert layer.card.claim.start <= at
                assert at + len(piece.text) <= layer.card.claim.end
            at += len(piece.text)


@given(marked())
@settings(max_examples=40, deadline=None)
def test_no_words_of_an_article_become_markup(report: Report) -> None:
    written = page(report)
    tree = lxml_html.document_fromstring(written)
    assert len(tree.findall(".//script")) == 1
    assert not tree.xpath("//img | //iframe | //link | //object | //embed | //base | //form")
    assert not tree.xpath("//@*[starts-with(name(), 'on')] | //@style")
    assert "<script>alert" not in written


def test_the_page_carries_the_article_word_for_word(tree: lxml_html.HtmlElement) -> None:
    body = tree.get_element_by_id("article")
    for chip in body.xpath("//a[contains(@class, 'chip')]"):
        chip.drop_tree()
    heading = tree.find(".//h1").text_content()
    assert [" ".join(heading.split()), *("".join(p.text_content()).strip() for p in body.findall("p"))] == [
        line for line in sample_report.TEXT.split("\n") if line
    ]


def test_nothing_is_fetched_and_only_the_two_inlined_pieces_may_run(tree: lxml_html.HtmlElement) -> None:
    assert not tree.xpath("//@src | //link | //img | //iframe | //@style | //@*[starts-with(name(), 'on')]")
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    for name in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(tree.find(f".//{name}").text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_every_claim_has_a_card_a_mark_and_a_word_for_its_verdict(tree: lxml_html.HtmlElement, report: Report) -> None:
    for number, claim in enumerate(report.claims, 1):
        label = words.verdict(report.findings[claim.id].verdict)["label"]
        card = tree.get_element_by_id(claim.id)
        assert label in card.find(".//summary").text_content()
        chip = tree.get_element_by_id(f"m-{claim.id}")
        assert chip.get("href") == f"#{claim.id}"
        assert chip.get("aria-label") == f"Claim {number}: {label}"
        for step in report.findings[claim.id].working:
            assert step in card.text_content()


def test_nested_claims_are_marked_inside_one_another(tree: lxml_html.HtmlElement) -> None:
    inner = tree.xpath("//span[@data-claim='c008' and contains(@class, 'core')]")[0]
    assert inner.getparent().get("data-claim") == "c007"
    assert "d0" in inner.getparent().get("class")
    assert "d1" in inner.get("class")


def test_sources_are_linked_only_to_web_addresses(report: Report) -> None:
    first = report.findings["c001"]
    used = replace(first.used[0], url="javascript:alert(1)")
    written = page(replace(report, findings={**report.findings, "c001": replace(first, used=(used,))}))
    assert "javascript:" not in "".join(lxml_html.document_fromstring(written).xpath("//@href"))
    assert web_address(" https://example.org") == ""


def test_ids_and_links_inside_the_page_agree(tree: lxml_html.HtmlElement) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//@href") if href.startswith("#")} <= set(ids)


# Charts.


def test_charts_are_drawn_where_they_help(report: Report) -> None:
    drawn = {one.number: made.kind for one in view(report).cards if (made := charts.chart(one, report.article))}
    assert drawn == {2: "series", 3: "fan", 4: "timeline", 5: "timeline", 6: "network", 9: "series"}


def test_a_series_shows_every_vintage_and_the_claimed_value(report: Report) -> None:
    made = charts.chart(view(report).cards[1], report.article)
    assert made is not None
    assert {row[2] for row in made.rows[1:]} == {"SIPRI, April 2023", "SIPRI, April 2024", "NATO, June 2024"}
    assert len(made.rows) == 15
    assert made.rows[0] == ("2023", "$55.5 billion to $56.5 billion", "claimed")
    picture = charts.svg(made.spec)
    assert "Claimed: $55.5 billion to $56.5 billion, 2023" in picture
    assert "2022: $46 billion (SIPRI, April 2023)" in picture


def test_a_picture_holds_no_script_link_or_style(report: Report) -> None:
    for one in view(report).cards:
        made = charts.chart(one, report.article)
        if made:
            picture = charts.svg(made.spec)
            assert not re.search(r"<script|<image|<foreignObject|href=|style=|\son\w+=", picture)
            assert re.search(r"var\(--\w+,#", picture)


# The other forms.


def test_every_exporter_is_deterministic_and_registered(report: Report) -> None:
    found = plugins.exporters()
    assert {"table", "json", "csv", "html", "jsonld", "annotations", "markdown", "docx"} <= set(found)
    for exporter in found.values():
        assert exporter.export(report) == exporter.export(report)


def test_json_is_that_of_the_contract(report: Report) -> None:
    written = json.loads(plugins.exporters()["json"].export(report))
    assert written == json.loads(json.dumps(report.to_dict()))
    assert all(written["article"]["text"][c["start"] : c["end"]] == c["quote"] for c in written["claims"])


def test_csv_has_a_row_a_claim(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(CsvExporter().export(report).removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == [claim.id for claim in report.claims]
    assert [row["number"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert rows[1]["verdict"] == "conflicting"
    assert rows[1]["verdict_then"] == "refuted"
    assert rows[0]["record"] == "'+26.3 %"
    assert rows[3]["url"] == "https://example.org/ties?a=1&b=2"


def test_claim_reviews_have_the_published_shape(report: Report) -> None:
    written = reviews(report, address="https://example.org/checks/1")
    jsonschema_rs.Draft202012Validator(shapes.CLAIM_REVIEW).validate(json.loads(json.dumps(written)))
    graph = written["@graph"]
    assert len(graph) == len({one["url"] for one in graph}) == 8
    assert [one["reviewRating"].get("ratingValue") for one in graph] == [5, 3, None, 1, None, None, 1, 5]


def test_annotations_have_the_published_shape_and_find_their_words(report: Report) -> None:
    written = annotation_page(report)
    jsonschema_rs.Draft202012Validator(shapes.ANNOTATION_PAGE).validate(json.loads(json.dumps(written)))
    text = report.article.text
    for claim, item in zip(report.claims, written["items"], strict=True):
        position, quote = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"] == claim.quote
        assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1


@pytest.mark.parametrize(
    "change", [{"claimReviewed": ""}, {"reviewRating": {"@type": "Rating"}}, {"url": "no address"}, {"verdict": "x"}]
)
def test_the_shape_refuses_what_is_not_a_claim_review(report: Report, change: dict[str, object]) -> None:
    written = json.loads(json.dumps(reviews(report)))
    written["@graph"][0].update(change)
    assert not jsonschema_rs.Draft202012Validator(shapes.CLAIM_REVIEW).is_valid(written)


def test_markdown_shows_words_as_they_are(report: Report) -> None:
    written = MarkdownExporter().export(report)
    assert written.count("\n## ") == len(report.claims)
    assert re.findall(r"\n- (\S) (\d): ", written) == [("✗", "4"), ("✗", "8"), ("≠", "2")]
    assert not re.search(r"(?<!\\)<(?!https?://)", written)


def test_word_comments_stand_at_the_claims(report: Report) -> None:
    made = docx.Document(io.BytesIO(DocxExporter().export(report)))
    assert len(made.comments) == len(report.claims)
    told = [comment.text for comment in made.comments]
    assert "Conflicting (2, figure)" in told[1]
    assert "Then: refuted, $46 billion" in told[1]
    assert "\n".join(p.text for p in made.paragraphs).count("would fight alongside the United States") == 1


def test_word_takes_characters_that_xml_cannot_hold(report: Report) -> None:
    article = Article("b", "Norland\x00 \x0bspent \ud83d 5.")
    made = DocxExporter().export(Report(article, (), {}))
    assert docx.Document(io.BytesIO(made)).paragraphs[-1].text == clean("Norland spent  5.")


# The terminal.


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_table_fits_the_terminal(report: Report, width: int) -> None:
    out = io.StringIO()
    render(report, Console(file=out, width=width, color_system=None))
    lines = out.getvalue().splitlines()
    assert max(len(line) for line in lines) <= width
    body = "\n".join(lines)
    for claim in report.claims:
        assert words.verdict(report.findings[claim.id].verdict)["icon"] in body
    assert "9 claims: 2 supported, 2 refuted, 1 conflicting" in body
    assert len([line for line in lines if line and line[0] in "✓✗≠?→○"]) == len(report.claims)


def test_a_pipe_gets_no_escape_codes_and_a_terminal_gets_colour(report: Report) -> None:
    assert "\x1b" not in TableExporter().export(report)
    out = io.StringIO()
    render(report, Console(file=out, width=120, force_terminal=True, color_system="standard"))
    assert "\x1b[" in out.getvalue()


def test_terminal_controls_in_an_article_never_reach_the_terminal() -> None:
    text = "Norland spent \x1b[31m$5 billion\x1b]0;owned\x07 in 2022."
    claim = Claim("c001", "figure", 0, len(text), text, Span(14, 30))
    judged = Judgement("refuted", "\x1b[2J$4 billion")
    written = TableExporter().export(Report(Article("a", text), (claim,), {"c001": Finding("c001", judged, judged)}))
    assert "\x1b" not in written
    assert "\x07" not in written


def test_an_article_without_claims_says_so() -> None:
    empty = Report(Article("a", "Nothing to check here.", published=date(2024, 1, 1)), (), {})
    assert "No checkable claim found." in TableExporter().export(empty)
    assert "No checkable claim found." in page(empty)


# Words.


@given(st.text(max_size=60), st.integers(1, 40))
def test_shortened_text_fits(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= width


@given(st.integers(8, 90))
def test_an_excerpt_fits_and_keeps_its_core(width: int) -> None:
    for one in view(sample_report.report()).cards:
        before, core, after = excerpt(one, width)
        assert len(before + core + after) <= width
        if len(one.core) <= width:
            assert core == one.core


@pytest.mark.parametrize(
    "value, unit, currency, shown",
    [
        ("46e9", "money", "USD", "$46 billion"),
        ("5e9", "money", "CHF", "5 billion CHF"),
        ("1.10", "percent", None, "1.1 %"),
        ("230000", "person", None, "230,000 people"),
        ("1", "person", None, "1 person"),
        ("12", "aircraft", None, "12 aircraft"),
        ("-2.5e6", "money", "EUR", "-€2.5 million"),
    ],
)
def test_amounts_read_well(value: str, unit: str, currency: str | None, shown: str) -> None:
    assert words.amount(Decimal(value), unit, currency) == shown


@pytest.mark.parametrize(
    "value, shown",
    [("1951-08-30", "30 August 1951"), ("2025-02-31", "2025-02-31"), ("15 million USD", "$15 million"), ("rank 9", "rank 9"), ("", "")],
)
def test_a_judge_s_value_is_told_as_a_reader_writes_it(value: str, shown: str) -> None:
    assert words.told(value) == shown


def test_a_forecast_without_odds_says_so(report: Report) -> None:
    waiting = Judgement("forecast")
    found = replace(report.findings["c003"], then=waiting, now=waiting, probability=Probability(None, None), reason="")
    assert view(replace(report, findings={**report.findings, "c003": found})).cards[2].record == "no odds from the record held"


def test_a_newer_vintage_replaces_only_its_own_source(report: Report) -> None:
    years = range(2019, 2022)
    old, new = date(2022, 4, 25), date(2023, 4, 24)
    held = [sample_report.observation("2022-04", old, year, "50e9") for year in years]
    held += [sample_report.observation("2023-04", new, year, "51e9") for year in years]
    held += [sample_report.observation("2022-06", date(2022, 6, 1), year, "53e9", source="nato", definition="NATO") for year in years]
    held += [sample_report.observation("2022-04", old, year, "40e9", actor="KOR") for year in years]
    made = charts.record(held)
    assert made is not None
    older = {line.name: line.older for line in made.lines}
    assert older == {
        "Japan, SIPRI, April 2023": False, "Japan, SIPRI, April 2022": True, "Japan, NATO, June 2022": False,
        "South Korea, SIPRI, April 2022": False,
    }  # fmt: skip
    assert len({line.colour for line in made.lines}) == 2
