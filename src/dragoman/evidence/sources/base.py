"""What the built-in sources share. A source from outside may build on it, or keep to `rows.Source` by itself."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.errors import UnreadableValue
from dragoman.evidence import files
from dragoman.evidence.rows import About, Release
from dragoman.model import Vintage


@cache
def toml(folder: Path, name: str = "oddities.toml") -> dict[str, Any]:
    """Return a table that lies in a source's folder: its strange values with their reasons, its indicators, its addresses."""
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


def about(folder: Path) -> About:
    """Return what a source says of itself in the `source.toml` of its folder."""
    cells: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in toml(folder, "source.toml").items()
        if key in About.__dataclass_fields__
    }
    return About(**cells)


class UserFiles:
    """A source of which nothing comes with the package: the user brings its files, or has them fetched.

    A subclass gives `about`, and `releases` for what one file holds; one whose files belong together gives `load` instead.
    """

    about: About

    def embedded(self) -> Sequence[Path]:
        """Return nothing."""
        return []

    def load(self, files: Sequence[Path]) -> Iterator[Release]:
        """Yield the releases of each file."""
        for path in files:
            yield from self.releases(path)

    def releases(self, path: Path) -> Iterator[Release]:
        """Yield the releases that one file holds."""
        raise NotImplementedError


def undated(source: str, label: str, path: Path) -> Vintage:
    """Return the vintage of a file that carries no date of publication: it counts from today, the day on which it was got.

    `{today}` in the label becomes that day.
    """
    today = date.today()
    return Vintage(source, label.replace("{today}", today.isoformat()), None, today, files.sha256(path))


def chosen(only: Sequence[str], known: Collection[str], what: str) -> Sequence[str]:
    """Return the parts of a source to be fetched: those that the user names, else all.

    Raises:
        UnreadableValue: one is not known.
    """
    for name in only:
        if name not in known:
            raise UnreadableValue(f"unknown {what} {name!r}", where="--only", do=f"known are {', '.join(known)}")
    return only or list(known)
