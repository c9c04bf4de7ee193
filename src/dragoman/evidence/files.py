"""Reading publishers' files without trusting them: archives of sane size, workbooks, CSV with the columns that are expected."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from dragoman.errors import SourceChanged

LARGEST = 400_000_000
MOST = 200


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_archive(path: Path) -> zipfile.ZipFile:
    """Return an archive after a look at its directory: readable, and unpacked neither huge nor a multiple beyond reason.

    Raises:
        SourceChanged: it is cut short, no archive, or would unpack to more than `LARGEST` bytes or `MOST` times its size.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise SourceChanged("the file is cut short or is no archive", where=str(path), do="fetch it anew") from error
    whole = sum(member.file_size for member in archive.infolist())
    if whole > LARGEST or whole > MOST * max(path.stat().st_size, 10_000):
        archive.close()
        raise SourceChanged(
            f"the archive would unpack to {whole:,} bytes", where=str(path), do="no known release is near that size"
        )
    return archive


def member(path: Path, name: str) -> str:
    """Return one member of an archive as text (UTF-8, a mark at its start dropped)."""
    with check_archive(path) as archive:
        try:
            return archive.read(name).decode("utf-8-sig")
        except KeyError as error:
            raise SourceChanged(f"no {name} in the archive", where=str(path)) from error
        except (zipfile.BadZipFile, EOFError) as error:
            raise SourceChanged("the archive is damaged", where=str(path), do="fetch it anew") from error


def text(path: Path) -> str:
    """Return a text file (UTF-8, a mark at its start dropped)."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceChanged("the file is no text in UTF-8", where=str(path), do="give the publisher's own file") from error
    except OSError as error:
        raise SourceChanged(f"the file cannot be read ({error.strerror})", where=str(path)) from error


def read_json(path: Path) -> Any:
    """Return the content of a JSON file."""
    try:
        return json.loads(text(path))
    except ValueError as error:
        raise SourceChanged("the file is no JSON, or is cut short", where=str(path), do="fetch it anew") from error


def rows(content: str, expected: Sequence[str], where: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a CSV whose columns are exactly those expected, in order.

    Raises:
        SourceChanged: another header, or a row with more or fewer cells.
    """
    reader = csv.reader(io.StringIO(content))
    header = [name.strip() for name in next(reader, [])]
    if not header:
        raise SourceChanged("the file is empty", where=where, do=f"expected {','.join(expected)}")
    if header != list(expected):
        strange = [name for name in header if name not in expected] or [name for name in expected if name not in header] or header
        raise SourceChanged(
            f"columns are not as expected: {', '.join(strange[:5])}", where=where, do=f"expected {','.join(expected)}"
        )
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(header):
            raise SourceChanged(f"{len(cells)} cells", where=f"{where}, line {reader.line_num}", do=f"expected {len(header)}")
        yield reader.line_num, dict(zip(header, cells, strict=True))


def decimal(cell: str, where: str) -> str:
    """Return a cell's number as a plain text, checked.

    Raises:
        SourceChanged: it is no number.
    """
    try:
        value = Decimal(cell)
    except InvalidOperation as error:
        raise SourceChanged(f"{cell!r} is no number", where=where) from error
    if not value.is_finite():
        raise SourceChanged(f"{cell!r} is no number", where=where)
    return cell


def workbook(path: Path) -> Any:
    """Return an Excel workbook opened for reading its values, row by row.

    Raises:
        SourceChanged: it is cut short, no workbook, or would unpack to more than is sane.
    """
    import openpyxl

    with check_archive(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise SourceChanged("the file is no Excel workbook", where=str(path), do="give the publisher's own .xlsx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(path, data_only=True)
        except Exception as error:
            raise SourceChanged("the workbook cannot be read", where=str(path), do="fetch it anew") from error
