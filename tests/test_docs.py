"""Docs keep up with the program: every command, verdict and ground has its place, links lead somewhere, figures have commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.cli.app import COMMANDS
from dragoman.model import GROUNDS, VERDICTS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
PAGE_OF = {"serve": "web"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_page(command):
    page = DOCS / f"{PAGE_OF.get(command, command)}.md"
    assert f"dragoman {command}" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*VERDICTS, *GROUNDS])
def test_every_verdict_and_ground_is_explained(name):
    assert f"`{name}`" in (DOCS / "verdicts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_names_its_two_commands_and_shows_the_report():
    first = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:60])
    assert "./run check examples/tokyo-nato.txt --published 2023-04-14" in first
    assert "./run test" in first
    assert re.search(r"!\[[^\]]+\]\(docs/images/[^)]+\.png\)", first)
