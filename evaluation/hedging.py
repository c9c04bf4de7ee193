"""Uncertain sentences, on CoNLL-2010 task 1 (Wikipedia): precision, recall and F1 of `uncertain`."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from dragoman.reading.uncertain import is_uncertain

DATA = "bench/conll2010-uncertainty/wiki.dev.jsonl"


def run(data: Path, *, store: Path | None, options: Namespace) -> dict[str, Any]:
    """Return the figures for one file or every JSONL file of a folder."""
    right = said = gold = 0
    for path in sorted(data.glob("*.jsonl")) if data.is_dir() else [data]:
        for line in path.read_text(encoding="utf-8").splitlines()[: options.limit]:
            row = json.loads(line)
            mine = is_uncertain(row["text"])
            right, said, gold = right + (mine and row["uncertain"]), said + mine, gold + row["uncertain"]
            if options.audit and mine != row["uncertain"]:
                print("EXTRA " if mine else "MISSED", row["text"])
    precision, recall = right / max(said, 1), right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"uncertain   precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}   ({gold} gold)")
    return {"precision": precision, "recall": recall, "f1": f1}
