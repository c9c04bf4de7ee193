"""Quotation marks: where quoted speech stands in a sentence, and whether it goes on in the next."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[“”„«»\"]|''|``")
"""Double marks, and two single ones that stand for one, as agencies' plain text has them."""
_ONE = re.compile("[‘’']")
_OPEN = frozenset(("“", "„", "«", "``"))
_EITHER = frozenset(('"', "''"))
_OPENING = re.compile(r"\s*(?:[“„«\"‘]|''|``|'(?=\w))")
_SINGLE_OPEN, _SINGLE_CLOSE = "‘'", "’'"


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch between quotation marks, marks included; offsets within the sentence.

    `opened` and `closed` say whether its first and last mark stand in this sentence.
    """

    start: int
    end: int
    opened: bool = True
    closed: bool = True


def find_quotes(text: str, *, open_before: bool = False, anew: bool = False) -> tuple[tuple[Quote, ...], bool]:
    """Return the quotations of a sentence and whether one is still open at its end.

    Args:
        open_before: whether a quotation was open when the sentence began.
        anew: whether the sentence opens a paragraph, where a mark goes on with an open quotation and does not close it.
    """
    found: list[Quote] = []
    start: int | None = 0 if open_before else None
    opened = not open_before
    marks = list(_MARK.finditer(text))
    for match in marks:
        at, mark = match.start(), match[0]
        resumes = anew and open_before and text[:at].strip() == ""
        opens = mark in _OPEN or (mark in _EITHER and (start is None or resumes))
        if opens and (start is None or resumes or (mark in _OPEN and not opened and text[:at].strip() == "")):
            start, opened = at, True
        elif not opens and start is not None:
            found.append(Quote(start, match.end(), opened))
            start, opened = None, True
    if start is not None:
        found.append(Quote(start, len(text), opened, closed=False))
    if not found or (open_before and not marks):
        return _single(text, open_before=open_before)
    return tuple(found), not found[-1].closed


def _single(text: str, *, open_before: bool = False) -> tuple[tuple[Quote, ...], bool]:
    """Return the quotations in single marks: an opening mark before a word, a closing one after a word or its comma.

    One that is not closed goes on in the next sentence only where it opens a sentence or follows a colon.
    """
    found: list[Quote] = []
    start: int | None = 0 if open_before else None
    opened, within = not open_before, 0
    for match in _ONE.finditer(text):
        at, mark = match.start(), match[0]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        opens = mark in _SINGLE_OPEN and not before.isalnum() and after.isalnum()
        if start is None and opens:
            start = at
        elif opens and not opened and at:
            within += 1  # “… called it an ‘act of war’ …”: a quotation within the one that was open before
        elif within and mark in _SINGLE_CLOSE and not after.isalnum() and before and not before.isspace():
            within -= 1
        elif start is not None and mark in _SINGLE_CLOSE and not after.isalnum() and before and not before.isspace():
            if before == "s" and after == " " and any(m in text[at + 1 :] for m in "’'") and text[at + 2 : at + 3].islower():
                continue
            found.append(Quote(start, at + 1, opened))
            start, opened = None, True
    speech = start is not None and (
        not opened or start == 0 or (text[:start].rstrip()[-1:] in (":", ",") and len(text) - start > 25)
    )
    if start is not None and speech and (not opened or text[start + 1 : start + 2].isupper()):
        found.append(Quote(start, len(text), opened, closed=False))
        return tuple(found), True
    return tuple(found), False


def opens_with_mark(text: str) -> bool:
    """Return whether a sentence opens with a quotation mark: so each further paragraph of a long quotation does."""
    return _OPENING.match(text) is not None


def words_in(text: str, quote: Quote) -> int:
    """Return how many words a quotation holds."""
    return len(text[quote.start : quote.end].split())
