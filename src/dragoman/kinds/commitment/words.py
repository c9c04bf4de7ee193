"""What the words of a commitment say: patterns of `words.toml`, and the states that a stretch of text names."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from dragoman.lexicon.names import entries

_GENITIVE = re.compile(r"[’']s?$")
_WORD = re.compile(r"[^\W\d_](?:[\w.’'-]*[\w.])?", re.UNICODE)
_KINDS = frozenset(("state", "capital", "organisation", "demonym"))


@cache
def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the compiled patterns of one section."""
    data = tomllib.loads(files("dragoman.kinds.commitment").joinpath("words.toml").read_text(encoding="utf-8"))
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in data[name])


def says(name: str, text: str) -> bool:
    """Return whether any pattern of a section is in the text."""
    return any(pattern.search(text) for pattern in patterns(name))


@cache
def _longest() -> int:
    return max(surface.count(" ") for surface in entries()) + 1


def named(text: str) -> tuple[tuple[int, str], ...]:
    """Return the states and organisations that a text names, in order: offset and actor id.

    Names of several meanings are left out.

    >>> named("if China invades Taiwan")
    ((3, 'CHN'), (17, 'TWN'))
    """
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    found, at, known = [], 0, entries()
    while at < len(words):
        for size in range(min(_longest(), len(words) - at), 0, -1):
            start, end = words[at][0], words[at + size - 1][1]
            surface = text[start:end]
            bare = _GENITIVE.sub("", surface) if surface[-1] in "s’'" else surface
            meanings = known.get(surface) or known.get(bare) or known.get(bare.rstrip("."))
            if meanings:
                ids = {one for meaning in meanings if meaning.kind in _KINDS for one in meaning.ids}
                if len(ids) == 1:
                    found.append((start, next(iter(ids))))
                at += size
                break
        else:
            at += 1
    return tuple(found)


def attack(text: str) -> tuple[str | None, str | None]:
    """Return who attacks whom in a condition ("China invades Taiwan", "an attack on Japan"); None where it does not say.

    >>> attack("Taiwan is attacked by China")
    ('CHN', 'TWN')
    >>> attack("an armed attack on the Philippines")
    (None, 'PHL')
    """
    actors = [(at, actor) for at, actor in named(text) if not actor.startswith("org:")]
    passive = next((match for pattern in patterns("attacked_by") if (match := pattern.search(text))), None)
    verb = passive or next((match for pattern in patterns("attacks") if (match := pattern.search(text))), None)
    if verb is None:
        return None, None
    before = [actor for at, actor in actors if at < verb.start()]
    after = [actor for at, actor in actors if at >= verb.end()]
    if passive:
        by = re.search(r"\b(?:by|from)\b", text[verb.end() :])
        return (after[0] if by and after else None), (before[-1] if before else None)
    return (before[-1] if before else None), (after[0] if after else None)


def articles(text: str) -> tuple[str, ...]:
    """Return the numbers of treaty articles that a text names ("5", "42(7)"), Roman numerals as digits."""
    roman = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}
    found = [match.group(1).lower() for pattern in patterns("article") for match in pattern.finditer(text)]
    return tuple(roman.get(number, re.sub(r"\.(\d+)$", r"(\1)", number)) for number in found)


def years(text: str) -> frozenset[str]:
    """Return the years that a text names ("their 2021 agreement")."""
    return frozenset(match.group(1) for pattern in patterns("year") for match in pattern.finditer(text))
