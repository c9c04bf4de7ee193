"""The scoring of sentences whose truth is known."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from dragoman.errors import UnusableInput
from dragoman.model import Claim, Span
from evaluation import figure_cases
from evaluation._further_cases import FORMS

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize(
    ("want", "verdict", "outcome"),
    [
        ("supported", "supported", "right"),
        ("supported", "refuted", "reversed"),
        ("refuted", "supported", "reversed"),
        ("refuted", "not_enough_evidence", "silent"),
        ("refuted", "conflicting", "silent"),
        ("supported", None, "unread"),
    ],
)
def test_an_outcome_is_one_of_four(want: str, verdict: str | None, outcome: str) -> None:
    assert figure_cases.outcome_of(want, verdict) == outcome


def test_the_claim_of_a_case_is_the_one_that_shares_most_of_its_anchor() -> None:
    claims = [Claim(str(n), "figure", 0, 40, "", Span(*span)) for n, span in enumerate([(0, 5), (10, 16), (15, 20)])]
    found = figure_cases.nearest(claims, {"anchor": {"start": 11, "end": 17}})
    assert found is not None
    assert found.id == "1"
    assert figure_cases.nearest(claims, {"anchor": {"start": 30, "end": 35}}) is None


def test_a_line_that_is_no_case_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"line 1"):
        figure_cases.load(path)


@pytest.mark.parametrize("path", sorted(CASES.glob("figure_*.json")), ids=lambda path: path.stem)
def test_templates_have_a_figure_each(path: Path) -> None:
    templates = json.loads(path.read_text(encoding="utf-8"))
    assert set(templates) == {"level", "share", "growth", "rank"}
    fields = SimpleNamespace(country="Peru", demonym="Peruvian", year=2020, prev=2019, value="VALUE")
    assert all(text.format(**vars(fields)).count("VALUE") == 1 for texts in templates.values() for text in texts)


@pytest.mark.parametrize("path", sorted(CASES.glob("further_*.json")), ids=lambda path: path.stem)
def test_templates_of_further_forms_have_a_figure_each(path: Path) -> None:
    templates = json.loads(path.read_text(encoding="utf-8"))
    assert set(templates) <= set(FORMS)
    fields = {name: name for name in ("country", "demonym", "other", "odem", "year", "prev", "y0")}
    assert all(text.format(**fields, value="VALUE").count("VALUE") == 1 for texts in templates.values() for text in texts)
