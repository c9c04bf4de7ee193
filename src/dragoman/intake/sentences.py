"""Sentences of a text, by rules."""

from __future__ import annotations

import re

from dragoman.model import Sentence

_PARAGRAPH = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")


def split(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in reading order; `text[s.start:s.end] == s.text` for each."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        start = paragraph.start()
        cuts = [m.end() for m in _END.finditer(text, paragraph.start(), paragraph.end())]
        for cut in [*cuts, paragraph.end()]:
            words = text[start:cut]
            left = len(words) - len(words.lstrip())
            body = words.strip()
            if body:
                found.append(Sentence(len(found), start + left, start + left + len(body), body, number))
            start = cut
    return tuple(found)
