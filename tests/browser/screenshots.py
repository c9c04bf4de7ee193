"""Takes the pictures of docs/images with the example article.  `python tests/browser/screenshots.py`"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

import web_server  # noqa: E402
from conftest import ARGS, chromium  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

OUT = ROOT / "docs" / "images"


def shot(page: Any, name: str) -> None:
    """Save what the window shows, once charts are drawn."""
    page.wait_for_timeout(400)
    page.screenshot(path=OUT / f"{name}.png")


def opened(page: Any) -> None:
    """Open the first refuted figure, else the first refuted claim."""
    cards = page.locator(".card[data-verdict=refuted]")
    figures = page.locator(".card[data-verdict=refuted][data-kind=figure]")
    name = (figures if figures.count() else cards).first.get_attribute("id")
    page.locator(f"[data-chip={name}]").click()
    page.wait_for_timeout(1500)
    if page.viewport_size["width"] > 960:
        page.evaluate("window.scrollTo(0, 0)")


def main() -> None:
    """Take them all."""
    from dragoman import check
    from dragoman.export.html import page as written

    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, web_server.running(Path(folder)) as address, sync_playwright() as playwright:
        file = Path(folder) / "report.html"
        file.write_text(written(check(web_server.EXAMPLE, published="2023-04-14")), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGS)
        for name, width, height, dark in (
            ("report", 1600, 1000, False), ("report-dark", 1000, 900, True), ("report-phone", 390, 844, False),
        ):  # fmt: skip
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
            )
            page = context.new_page()
            page.goto(file.as_uri())
            opened(page)
            shot(page, name)
            context.close()
        page = browser.new_page(viewport={"width": 1200, "height": 860})
        page.goto(address)
        page.get_by_label("Paste the text").fill(web_server.EXAMPLE.read_text(encoding="utf-8"))
        page.get_by_label("When it was published").fill("2023-04-14")
        shot(page, "web-new")
        page.get_by_role("button", name="Check it").click()
        page.wait_for_url(re.compile("/checks/[0-9a-f]{24}$"), timeout=120_000)
        opened(page)
        shot(page, "web")
        page.goto(f"{address}/evidence/JPN")
        shot(page, "evidence")
        page.goto(f"{address}/outlook?country=Japan", timeout=120_000)
        shot(page, "outlook")
        browser.close()


if __name__ == "__main__":
    main()
