"""What a person does with a report and with the app, in a real browser."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sample_report
import web_server
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
WIDTHS = (390, 1000, 1600)
expect.set_options(timeout=30_000)  # a busy machine answers late; what is asserted is that it answers


def accessible(page: Any) -> None:
    """Fail where axe finds a violation, naming each."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []


def fits(page: Any) -> None:
    """Fail where the page is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def check_example(page: Any, address: str, published: str = "2023-04-14") -> None:
    """Paste the example, give its date, wait for the report. Checks of different dates are kept apart."""
    page.goto(address)
    page.get_by_label("Paste the text").fill(web_server.EXAMPLE.read_text(encoding="utf-8"))
    page.get_by_label("When it was published").fill(published)
    page.get_by_role("button", name="Check it").click()
    page.wait_for_url(re.compile("/checks/[0-9a-f]{24}$"), timeout=60_000)


def press(page: Any, within: Any, name: str) -> None:
    """Press a button that sends a form, and wait for the page that answers it."""
    with page.expect_navigation():
        within.get_by_role("button", name=name).click()


# The report as a file.


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_file_is_accessible_and_fits(open_page: Any, report_file: Path, width: int, dark: bool) -> None:
    page = open_page(width, dark=dark)
    page.goto(report_file.as_uri())
    fits(page)
    page.locator(".chip").nth(1).click()
    page.locator("#c002 .plot").wait_for()
    fits(page)
    accessible(page)


def test_the_file_asks_for_nothing(open_page: Any, report_file: Path) -> None:
    page, asked = open_page(1000), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report_file.as_uri())
    page.locator(".chip").first.click()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_a_claim_opens_from_the_text_and_gives_the_focus_back(open_page: Any, report_file: Path) -> None:
    page = open_page(390)
    page.goto(report_file.as_uri())
    chip = page.get_by_role("link", name="Claim 4: Refuted")
    chip.click()
    card = page.locator("#c004")
    expect(card).to_have_class(re.compile(r"\bsheet\b"))
    expect(card.get_by_text("2019 is before 2021")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).not_to_have_class(re.compile(r"\bsheet\b"))
    expect(chip).to_be_focused()


def test_claims_can_be_walked_by_keyboard(open_page: Any, report_file: Path) -> None:
    page = open_page(1600)
    page.goto(report_file.as_uri())
    page.locator("#c001 summary").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#c003 details").first).to_have_attribute("open", "")
    expect(page.locator("#c003").get_by_text("20,000 joint paths")).to_be_visible()


def test_the_list_keeps_pace_with_the_reader(open_page: Any, tmp_path: Path) -> None:
    from dragoman.export.html import page as written

    path = tmp_path / "long.html"
    path.write_text(written(sample_report.long(70)), encoding="utf-8")
    page = open_page(1200)
    page.goto(path.as_uri())
    fits(page)
    first, last = page.locator("#c001"), page.locator("#c070")
    expect(last).not_to_be_in_viewport()
    page.locator("[data-chip=c070]").scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    expect(first).not_to_be_in_viewport()
    page.evaluate("window.scrollTo(0, 0)")
    expect(first).to_be_in_viewport()
    accessible(page)


def test_filters_hide_claims_and_their_marks(open_page: Any, report_file: Path) -> None:
    page = open_page(1000)
    page.goto(report_file.as_uri())
    page.get_by_role("button", name="Refuted").click()
    expect(page.locator(".card:visible")).to_have_count(2)
    expect(page.locator(".chip:visible")).to_have_count(2)
    expect(page.get_by_role("status")).to_have_text("2 of 9 claims shown.")
    page.get_by_role("button", name="Tie").click()
    expect(page.locator(".card:visible")).to_have_count(1)
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".card:visible")).to_have_count(9)


def test_a_link_to_a_claim_and_a_citation_can_be_copied(open_page: Any, report_file: Path) -> None:
    page = open_page(1000)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(report_file.as_uri())
    page.locator(".chip").nth(8).click()
    page.locator("#c009").get_by_role("button", name="Copy link").click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{report_file.as_uri()}#c009"
    page.locator("#c009").get_by_role("button", name="Copy citation").first.click()
    assert "SIPRI Military Expenditure Database” (2024-04-22)" in page.evaluate("navigator.clipboard.readText()")
    other = open_page(1000)
    other.goto(link)
    expect(other.locator("#c009").get_by_text("1.08 lies within 1.05 to 1.15.")).to_be_visible()


def test_it_prints_with_every_card_open(open_page: Any, report_file: Path) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    page = open_page(1000)
    page.goto(report_file.as_uri())
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    words = unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in printed.pages))
    assert 3 <= len(printed.pages) <= 14
    for shown in ("20,000 joint paths", "The number fits yen", "https://example.org/sipri/2024-04"):
        assert shown in re.sub(r"\s+", " ", words)
    assert "Copy citation" not in words


def test_it_reads_without_script(open_page: Any, report_file: Path) -> None:
    page = open_page(1000, script=False)
    page.goto(report_file.as_uri())
    page.locator("#c002 summary").first.click()
    expect(page.locator("#c002").get_by_text("10 % below: outside")).to_be_visible()


# The app.


@pytest.mark.parametrize("width", WIDTHS)
def test_a_person_checks_an_article_and_works_with_the_report(open_page: Any, web_address: str, width: int) -> None:
    page = open_page(width)
    check_example(page, web_address)
    fits(page)
    refuted = page.locator(".card[data-verdict=refuted]").first
    name = refuted.get_attribute("id")
    page.locator(f"[data-chip={name}]").click()
    expect(refuted.locator(".working li").first).to_be_visible()
    accessible(page)
    source = refuted.locator(".sources a[href^=http]").first
    page.context.route(re.compile("^https?://(?!127)"), lambda route: route.fulfill(body="the source", content_type="text/plain"))
    source.click()
    expect(page.get_by_text("the source")).to_be_visible()
    page.go_back()
    if page.locator(".filters:visible").count():
        page.get_by_role("button", name=re.compile("^Refuted")).click()
        expect(page.locator(".card:visible")).to_have_count(page.locator(".card[data-verdict=refuted]").count())
    page.emulate_media(media="print")
    expect(page.locator(".lazy:visible, .correct:visible, .site:visible")).to_have_count(0)
    expect(refuted.locator(".working li").first).to_be_visible()
    assert len(page.pdf(format="A4")) > 10_000


PAGES = {
    "new check": "/", "saved": "/checks", "evidence": "/evidence", "search": "/evidence?q=reciprocal+access", "state": "/evidence/JPN",
    "two states": "/evidence/JPN?other=Germany", "organisation": "/evidence/org:NATO", "no such state": "/evidence/Atlantis",
    "outlook": "/outlook", "odds": "/outlook?country=Japan&over=Germany", "rank": "/outlook?country=Japan&rank=yes",
    "outlook refused": "/outlook?country=Atlantis", "commitments": "/commitments",
    "who is bound": "/commitments?attacker=Russia&target=Poland&on=2024-06-01", "no such page": "/nothing-here",
    "repeats": "/repeats", "refuted repeats": "/repeats?refuted=yes&order=first",
}  # fmt: skip


def looks(page: Any) -> Iterator[None]:
    """Show a page at each width, light and dark."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            yield


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_the_pages_are_accessible_and_fit(open_page: Any, web_address: str, path: str) -> None:
    page = open_page(1000)
    page.goto(f"{web_address}{path}", timeout=90_000)
    for summary in page.locator("figure summary").all():
        summary.click()
    for _ in looks(page):
        fits(page)
        accessible(page)


def test_a_report_with_its_corrections_is_accessible_and_fits(open_page: Any, web_address: str) -> None:
    page = open_page(1000)
    check_example(page, web_address)
    page.evaluate("for (const one of document.querySelectorAll('.card > details')) one.open = true")
    for number in range(3):
        page.get_by_role("link", name="Something is misread").last.click()
        expect(page.get_by_role("button", name="Save and judge again")).to_have_count(number + 1)
    expect(page.locator(".lazy")).to_have_count(0, timeout=60_000)
    for _ in looks(page):
        fits(page)
        accessible(page)


def test_a_chart_comes_when_its_card_is_opened(open_page: Any, web_address: str) -> None:
    page = open_page(1000)
    check_example(page, web_address)
    name = page.locator(".card:has(.lazy)").first.get_attribute("id")
    lazy = page.locator(f"#{name}")
    expect(page.locator(".plot")).to_have_count(0)
    lazy.locator("summary").first.click()
    lazy.locator(".plot").wait_for(timeout=20_000)
    expect(lazy.locator("figcaption")).not_to_be_empty()


def test_a_person_corrects_a_claim_and_takes_it_back(open_page: Any, web_address: str) -> None:
    page = open_page(1000)
    check_example(page, web_address, "2023-04-15")
    name = page.locator(".card[data-kind=figure], .card[data-kind=tie]").first.get_attribute("id")
    card = page.locator(f"#{name}")
    card.locator("summary").first.click()
    card.get_by_role("link", name="Something is misread").click()
    expect(card.get_by_label("This is no such claim")).to_be_focused()
    accessible(page)
    card.get_by_label("Subject").fill("Norway")
    card.get_by_label("Period from").fill("2001")
    press(page, card, "Save and judge again")
    expect(page.get_by_text("By a reader: 1 claim corrected.")).to_be_visible()
    expect(card.get_by_text("Corrected by a reader")).to_be_visible()
    expect(card.locator(".slots").first.get_by_text("Norway")).to_be_visible()
    press(page, card, "Withdraw the correction")
    expect(page.locator(".card").first).to_be_visible()
    expect(page.get_by_text("Corrected by a reader")).to_have_count(0)


def test_a_person_deletes_a_check(open_page: Any, web_address: str) -> None:
    page = open_page(1000)
    page.goto(web_address)
    page.get_by_label("Paste the text").fill("A check to delete\n\nPoland spent 4 percent of its GDP on defence in 2023.\n")
    page.get_by_role("button", name="Check it").click()
    page.wait_for_url(re.compile("/checks/[0-9a-f]{24}$"), timeout=60_000)
    page.goto(f"{web_address}/checks")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete A check to delete").click()
    page.get_by_role("link", name="A check to delete").wait_for(state="detached")


def test_a_check_works_without_script(open_page: Any, web_address: str) -> None:
    page = open_page(1000, script=False)
    check_example(page, web_address, "2023-04-16")
    page.locator(".card summary").first.click()
    expect(page.locator(".card").first.get_by_text("Then and now")).to_be_visible()
    page.locator(".card").first.get_by_role("link", name="Something is misread").click()
    page.get_by_label("This is no such claim").check()
    press(page, page, "Save and judge again")
    page.locator(".card summary").first.click()
    press(page, page, "Withdraw the correction")
    expect(page.locator(".card").first).to_be_visible()
    expect(page.get_by_text("Marked as misread")).to_have_count(0)


def test_a_person_follows_a_repeated_claim(open_page: Any, web_address: str) -> None:
    page = open_page(1000)
    page.goto(f"{web_address}/evidence")
    page.get_by_role("link", name="Repeats").click()
    page.get_by_label("Only those that the record refutes").check()
    page.get_by_role("button", name="Show").click()
    page.get_by_role("heading", name="1 of 2").wait_for()
    page.get_by_role("link", name="Norland spent $9 billion in 2023").click()
    page.get_by_role("heading", name="Where it was made").wait_for()
    page.wait_for_load_state()
    chart = page.locator("[data-chart]")
    chart.locator(".canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(chart.get_by_role("status")).to_have_text("2024-05-01: Harbour <b>Daily</b>, 1 article, refuted by the record")
    expect(page.get_by_role("region", name="Articles that make the claim").get_by_role("row")).to_have_count(8)
    for _ in looks(page):
        fits(page)
        accessible(page)


# Charts.


def test_a_chart_is_read_by_pointer_and_by_keyboard(open_page: Any, report_file: Path) -> None:
    page = open_page(1000)
    page.goto(report_file.as_uri())
    page.locator(".chip").nth(1).click()
    chart = page.locator("#c002 [data-chart]")
    told = chart.get_by_role("status")
    chart.locator(".plot [aria-label^='2018: $49.3']").hover(force=True)
    expect(told).to_have_text("2018: $49.3 billion (SIPRI, April 2024)")
    chart.locator(".canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(told).to_have_text("2019: $50.8 billion (SIPRI, April 2024)")
    page.keyboard.press("End")
    expect(told).to_have_text("Claimed: $55.5 billion to $56.5 billion, 2023")
    page.keyboard.press("Home")
    expect(told).to_have_text("2018: $49.4 billion (SIPRI, April 2023)")
    expect(chart.locator(".plot .at")).to_have_count(1)


def test_vintages_can_be_hidden_and_shown(open_page: Any, report_file: Path) -> None:
    page = open_page(1000)
    page.goto(report_file.as_uri())
    page.locator(".chip").nth(1).click()
    chart = page.locator("#c002 [data-chart]")
    marks = chart.locator(".plot [data-line]:not(.gone)")
    expect(marks).to_have_count(6)
    chart.get_by_role("button", name="Newest only").click()
    expect(marks).to_have_count(4)
    expect(chart.get_by_role("button", name="SIPRI, April 2023")).to_have_attribute("aria-pressed", "false")
    accessible(page)
    chart.get_by_role("button", name="NATO, June 2024").click()
    expect(marks).to_have_count(2)
    chart.locator(".canvas").focus()
    page.keyboard.press("Home")
    expect(chart.get_by_role("status")).to_contain_text("SIPRI, April 2024")
    chart.get_by_role("button", name="NATO, June 2024").click()
    chart.get_by_role("button", name="Newest only").click()
    expect(marks).to_have_count(6)


def test_a_chart_and_its_figures_can_be_saved(open_page: Any, report_file: Path) -> None:
    page = open_page(1000)
    page.goto(report_file.as_uri())
    page.locator(".chip").nth(1).click()
    chart = page.locator("#c002 [data-chart]")
    with page.expect_download() as saved:
        chart.get_by_role("button", name="Save as CSV").click()
    rows = list(csv.reader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8-sig"))))
    assert rows[:2] == [["Year", "Value", "Source and vintage"], ["2023", "$55.5 billion to $56.5 billion", "claimed"]]
    assert len(rows) == 16
    assert saved.value.suggested_filename == "japan-military-expenditure-billion-usd.csv"
    with page.expect_download() as saved:
        chart.get_by_role("button", name="Save as SVG").click()
    picture = etree.parse(saved.value.path()).getroot()
    assert picture.tag.endswith("svg")
    assert "2018: $49.3 billion (SIPRI, April 2024)" in picture.xpath("//@aria-label")
