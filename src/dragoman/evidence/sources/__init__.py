"""One folder a source: `source.toml` (what it is, its terms), `load.py` (how its files are read), a sample, a README."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from dragoman.evidence.rows import About, Source


def about(folder: Path) -> About:
    """Return what a source says of itself in the `source.toml` of its folder."""
    raw = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
    known = About.__dataclass_fields__
    cells: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in raw.items() if key in known
    }
    return About(**cells)


def sources() -> dict[str, Source]:
    """Return the sources that are installed, built in or not, by name."""
    from dragoman import plugins

    return plugins.load("dragoman.sources")
