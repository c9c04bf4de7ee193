"""Sentences about military expenditure whose truth is known: how many verdicts are right, reversed, silent, or never read.

One case a line: `{"id", "form", "published", "text", "anchor": {"start", "end"}, "want"}`. `want` is the verdict on what had been
published by the case's date. A case counts by the claim whose anchor shares most characters with the case's: `right` where its
verdict is the one wanted, `reversed` where it is supported for refuted or the other way round, `unread` where no claim is there,
`silent` for anything else. Rates are given for all cases, by form, and by the verdict wanted.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dragoman.errors import UnusableInput
from dragoman.evidence.store import Store
from dragoman.intake import to_article
from dragoman.model import Claim, Report
from dragoman.pipeline import find, judge
from dragoman.reading.read import read

DATA = "bench/figure_cases/dev.jsonl"
OUTCOMES = ("right", "reversed", "silent", "unread")
SIDES = {"supported", "refuted"}
Case = dict[str, Any]


def run(data: Path, *, store: Path | None, options: argparse.Namespace) -> dict[str, Any]:
    """Print the rates and return them; with `--audit` print every case that is not right, with its working."""
    cases = load(data)[: options.limit]
    table: dict[str, Counter[str]] = defaultdict(Counter)
    with Store.open(store) as held:
        for case in cases:
            report, claim = check(case, held)
            verdict = report.findings[claim.id].then.verdict if claim else None
            outcome = outcome_of(case["want"], verdict)
            for key in ("all", case["form"], case["want"]):
                table[key][outcome] += 1
            if options.audit and outcome != "right":
                print("\n".join(described(case, report, claim, outcome)))
    figures = rates(table)
    show(figures)
    return figures


def load(data: Path) -> list[Case]:
    """Return the cases of a file, or of every .jsonl file of a folder.

    Raises:
        UnusableInput: a line is no case.
    """
    files = sorted(data.glob("*.jsonl")) if data.is_dir() else [data]
    cases: list[Case] = []
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                case = json.loads(line)
                case["anchor"]["start"], case["anchor"]["end"], case["want"], case["text"], case["form"], case["published"]
            except (ValueError, KeyError, TypeError) as error:
                raise UnusableInput(f"not a case ({error})", where=f"{path}, line {number}") from error
            cases.append(case)
    return cases


def check(case: Case, store: Store) -> tuple[Report, Claim | None]:
    """Return the report on the claim that a case is about, and that claim; all claims and None where it was not found."""
    article = to_article(case["text"], published=case["published"])
    claims = find(article, read(article))
    claim = nearest(claims, case)
    return judge(article, (claim,) if claim else (), store), claim


def nearest(claims: Iterable[Claim], case: Case) -> Claim | None:
    """Return the claim whose anchor shares most characters with the case's, None where none shares any."""
    start, end = case["anchor"]["start"], case["anchor"]["end"]
    shared = [(min(c.anchor.end, end) - max(c.anchor.start, start), c.kind == "figure", c.figure is not None, c) for c in claims]
    meeting = [row for row in shared if row[0] > 0]
    return max(meeting, key=lambda row: row[:3])[3] if meeting else None


def outcome_of(want: str, verdict: str | None) -> str:
    """Return how a verdict stands to the one wanted."""
    if verdict is None:
        return "unread"
    if verdict == want:
        return "right"
    return "reversed" if {verdict, want} == SIDES else "silent"


def rates(table: dict[str, Counter[str]]) -> dict[str, Any]:
    """Return the share of each outcome, and the number of cases, for each group of cases."""
    return {key: {**{o: row[o] / row.total() for o in OUTCOMES}, "n": row.total()} for key, row in sorted(table.items())}


def show(figures: dict[str, Any]) -> None:
    """Print the rates as a table."""
    print(f"{'':11s}{' '.join(f'{o:>8s}' for o in OUTCOMES)} {'n':>5s}")
    for key, row in figures.items():
        print(f"{key:11s}{' '.join(f'{row[o]:8.3f}' for o in OUTCOMES)} {row['n']:5d}")


def described(case: Case, report: Report, claim: Claim | None, outcome: str) -> Sequence[str]:
    """Return the lines that show one case: its text, what was read, the verdict and the working."""
    head = f"{outcome}: {case['id']} {case['published']} {case['text']} (wanted {case['want']})"
    if claim is None:
        return [head, "    nothing read there"]
    finding = report.findings[claim.id]
    return [head, f"    {claim.kind} {claim.subject} {claim.figure}", *(f"    {line}" for line in finding.working),
            f"    {finding.then.verdict}: {finding.reason}"]  # fmt: skip
