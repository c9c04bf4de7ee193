"""Quantities in news sentences, NewsQuant's matching rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evaluation._quantities import score, table

DATA = "bench/newsquant"


def rows(data: Path) -> list[dict[str, Any]]:
    """Return the annotated sentences of a JSONL file, or of every one in a folder."""
    files = sorted(data.glob("*.jsonl")) if data.is_dir() else [data]
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def run(data: Path, *, store: Path | None, options: Any) -> dict[str, Any]:
    """Print and return F1 of value and of value with unit, false alarms, and sentences a second."""
    found = rows(data)[: options.limit] if options.limit else rows(data)
    figures = score(found, audit=options.audit)
    table("newsquant", figures)
    return figures
