"""Plain text: bytes to characters, nothing else changed."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import UnusableInput

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, *, where: str) -> str:
    """Return the characters of a text file: by its byte order mark, else as UTF-8, else as Windows-1252.

    Raises:
        UnusableInput: the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if b"\x00" in data[:65536]:
        raise _binary(where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    sample = text[:65536]
    if len(_CONTROL.findall(sample)) + sample.count("\ufffd") > len(sample) // 50:
        raise _binary(where)
    return text


def headline(text: str) -> str | None:
    """Return the first line where it stands alone above a blank line and is no sentence, else None."""
    first, _, rest = text.lstrip("\ufeff\r\n ")[:1000].partition("\n")
    line = first.strip()
    alone = not rest.strip() or not rest.split("\n", 1)[0].strip()
    return line if alone and 8 <= len(line) <= 160 and line[-1] not in ".:;,[]()" else None


def _binary(where: str) -> UnusableInput:
    return UnusableInput("this is a binary file, not text", do="give plain text, HTML, PDF or DOCX", where=where)
