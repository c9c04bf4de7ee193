"""R-Text: currency, dimension, age and temperature sentences, the same matching rule as NewsQuant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evaluation._quantities import score, table
from evaluation.newsquant import rows

DATA = "bench/r-text"


def run(data: Path, *, store: Path | None, options: Any) -> dict[str, Any]:
    """Print and return the figures of each set (a file named SET.*.jsonl)."""
    files = sorted(data.glob("*.jsonl")) if data.is_dir() else [data]
    figures = {}
    for file in files:
        name = file.name.partition(".")[0]
        figures[name] = score(rows(file)[: options.limit or None], audit=options.audit)
        table(name, figures[name])
    return figures
