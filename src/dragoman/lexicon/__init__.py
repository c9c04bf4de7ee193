"""What words mean, as data files with their syntax on top, and one loader.

`rows("offices.csv")` and `lines("not_actors.txt")` read the two plain forms; TOML files are read by the module that knows
their shape. Nothing is read at import.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a text file of this folder that are neither blank nor comments."""
    text = files("dragoman.lexicon").joinpath(name).read_text(encoding="utf-8")
    return tuple(line.rstrip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a bar-separated file of this folder, by the names of its first line.

    Raises:
        ValueError: a row has more or fewer columns than the first line.
    """
    head, *body = lines(name)
    columns = head.split("|")
    found = []
    for line in body:
        cells = line.split("|")
        if len(cells) != len(columns):
            raise ValueError(f"{name}: {len(columns)} columns expected ({head}), {len(cells)} found in: {line}")
        found.append(dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
    return tuple(found)


def values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell, split by semicolons."""
    return tuple(value.strip() for value in cell.split(";") if value.strip())


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lines of a text file under each `[heading]`; lines before the first stand under the empty name."""
    found: dict[str, list[str]] = {"": []}
    here = found[""]
    for line in lines(name):
        if line.startswith("[") and line.endswith("]"):
            here = found.setdefault(line[1:-1], [])
        else:
            here.append(line)
    return {key: tuple(value) for key, value in found.items()}
