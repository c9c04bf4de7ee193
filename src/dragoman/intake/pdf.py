"""PDF files, through pypdf. Lines of a paragraph are joined; a word broken at a line's end is made whole."""

from __future__ import annotations

import io
import logging
import re

from dragoman.errors import UnusableInput
from dragoman.intake.page import Extracted

_BROKEN_WORD = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_SOFT_BREAK = re.compile(r"(?<![.!?:”\"])\n(?=\S)|(?<=[.!?:”\"])\n(?=[a-z])")


def extract(data: bytes, *, where: str) -> Extracted:
    """Return the text of a PDF, pages parted by a blank line.

    Raises:
        UnusableInput: it cannot be opened, is locked, or holds pictures of text only.
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnusableInput("this PDF is locked with a password", do="save an unlocked copy and check that", where=where)
        pages = [page.extract_text() for page in reader.pages]
        title = (reader.metadata.title if reader.metadata else None) or None
    except UnusableInput:
        raise
    except Exception as error:  # pypdf raises many kinds on damaged files
        raise UnusableInput("this PDF is damaged and cannot be read", do="save it anew and check that", where=where) from error
    text = "\n\n".join(_paragraphs(page) for page in pages if page.strip()).strip()
    if len(text.split()) < 5:
        raise UnusableInput(
            "this PDF holds no text, perhaps only scanned pages", do="run text recognition (OCR) over it first", where=where
        )
    return Extracted(text, title)


def _paragraphs(page: str) -> str:
    return _SOFT_BREAK.sub(" ", _BROKEN_WORD.sub("", page))
