"""The words that place an act ahead, promise, weigh or refuse it, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def modal_words() -> dict[str, frozenset[str]]:
    """Return the word lists of `modal_words.toml` by section."""
    data = tomllib.loads(files("dragoman.lexicon").joinpath("modal_words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(next(iter(section.values()))) for name, section in data.items()}
