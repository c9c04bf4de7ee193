"""One folder a source: `source.toml` (what it is, its terms), `load.py` (how its files are read), a sample, a README."""

from __future__ import annotations

from dragoman.evidence.rows import Source


def sources() -> dict[str, Source]:
    """Return the sources that are installed, built in or not, by name."""
    from dragoman import plugins

    return plugins.load("dragoman.sources")
