"""Verdicts on sentences in the manner of the wire, on the embedded evidence: what may be said of each number or act, and no more.

`cases/verdicts.jsonl`: a row for each, with the sentence, its date, the words of the claim and the verdicts that are right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import dragoman

ROWS = [json.loads(line) for line in (Path(__file__).parent / "cases" / "verdicts.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def store() -> Iterator[Any]:
    with dragoman.Store.open() as opened:
        yield opened


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['anchor']}: {row['text'][:40]}" for row in ROWS])
def test_no_verdict_goes_further_than_the_record(row: dict[str, Any], store: Any) -> None:
    report = dragoman.check(row["text"], published=row["published"], store=store)
    found = [report.findings[claim.id] for claim in report.claims if row["anchor"] in claim.anchor.of(row["text"])]
    assert found, "the claim was not found"
    assert {verdict for one in found for verdict in (one.then.verdict, one.verdict)} <= {*row["allowed"], "not_enough_evidence"}
    assert {one.verdict for one in found} <= set(row["allowed"])
