"""Word files, through python-docx: paragraphs and table rows in order, parted by blank lines."""

from __future__ import annotations

import io

from dragoman.errors import UnusableInput
from dragoman.intake.page import Extracted


def extract(data: bytes, *, where: str) -> Extracted:
    """Return the text of a DOCX file.

    Raises:
        UnusableInput: it is no Word file, or holds no text.
    """
    from docx import Document
    from docx.table import Table

    try:
        document = Document(io.BytesIO(data))
        blocks = [_row(block) if isinstance(block, Table) else block.text for block in document.iter_inner_content()]
        title = document.core_properties.title or None
    except Exception as error:  # python-docx raises KeyError, ValueError and zip errors on files it does not know
        raise UnusableInput(
            "this Word file is damaged or of another kind", do="save it as .docx or plain text", where=where
        ) from error
    text = "\n\n".join(block.strip() for block in blocks if block.strip())
    if not text:
        raise UnusableInput("this Word file holds no text", do="give a file with the article's text", where=where)
    return Extracted(text, title)


def _row(table: object) -> str:
    rows = getattr(table, "rows", ())
    return "\n".join("\t".join(cell.text for cell in row.cells) for row in rows)
