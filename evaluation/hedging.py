"""Uncertain sentences, on CoNLL-2010 task 1 (Wikipedia): precision, recall and F1 of `uncertain`.

A row is one sentence or article title with `uncertain`: whether an annotator found a hedge or a weasel word in it.

The labels of the development file are broken: all 1,500 rows are marked uncertain, bare titles included. What is known of the
true labels lies in the ids, which keep the order of the whole set of 1,500 certain and 1,500 uncertain rows: up to about 1914
they run through articles with their titles in the corpus's natural mix; from 1915 on there is not one title and hardly a
sentence without a cue, since only uncertain ones were added to balance the set. So the rows from `ADDED` on are uncertain, and
of those before it (1500 - 1086) / 1914 = 0.216 are. Where a file has one label only, recall is measured on the rows that were
added, and precision is worked out from how often the reader fires on the natural mix; it is an estimate and printed as one.
"""

from __future__ import annotations

import json
import re
from argparse import Namespace
from pathlib import Path
from typing import Any

from dragoman.reading.uncertain import is_uncertain

DATA = "bench/conll2010-uncertainty/wiki.dev.jsonl"
ADDED = 1915
"""The first id of the rows that were added because they are uncertain."""
NATURAL = 0.216
"""The share of uncertain rows before it."""


def run(data: Path, *, store: Path | None, options: Namespace) -> dict[str, Any]:
    """Return the figures for one file or every JSONL file of a folder."""
    rows = []
    for path in sorted(data.glob("*.jsonl")) if data.is_dir() else [data]:
        rows += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[: options.limit]]
    judged = [(row, is_uncertain(row["text"])) for row in rows]
    for row, mine in judged if options.audit else ():
        if mine != row["uncertain"]:
            print("EXTRA " if mine else "MISSED", row["text"])
    broken = len({row["uncertain"] for row in rows}) < 2
    precision, recall, gold = _estimated(judged) if broken else _measured(judged)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    how = "estimated from the ids: the file has one label only" if broken else f"{gold:.0f} gold"
    print(f"uncertain   precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}   ({how})")
    return {"precision": precision, "recall": recall, "f1": f1, "estimated": broken}


def _measured(judged: list[tuple[dict[str, Any], bool]]) -> tuple[float, float, float]:
    gold = sum(row["uncertain"] for row, _ in judged)
    said = sum(mine for _, mine in judged)
    right = sum(mine and row["uncertain"] for row, mine in judged)
    return right / max(said, 1), right / max(gold, 1), gold


def _estimated(judged: list[tuple[dict[str, Any], bool]]) -> tuple[float, float, float]:
    """Return (precision, recall, uncertain rows) from the order of the ids, as the module's docstring says."""
    added = [mine for row, mine in judged if _number(row["id"]) >= ADDED]
    natural = [mine for row, mine in judged if _number(row["id"]) < ADDED]
    recall = sum(added) / max(len(added), 1)
    gold = len(added) + NATURAL * len(natural)
    return min(1.0, recall * gold / max(sum(added) + sum(natural), 1)), recall, gold


def _number(name: str) -> int:
    digits = re.search(r"\d+$", name)
    return int(digits[0]) if digits else 0
