"""Articles of a corpus, one after another, from any input; what cannot be read is a record with its reason."""

from __future__ import annotations

import base64
import glob
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dragoman.errors import UnusableInput
from dragoman.intake import MAX_BYTES

LINES = (".jsonl", ".ndjson")
DOCUMENTS = (".txt", ".html", ".htm", ".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column or key holds what. An empty name means that the input has none."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    published: str = "published"
    outlet: str = "outlet"


@dataclass(frozen=True, slots=True)
class Record:
    """One article as found: text, or a document's bytes or path; or the reason why it is none."""

    id: str
    input: str
    text: str | None = None
    data: str | None = None
    path: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    error: str | None = None

    def dump(self) -> str:
        """Return it as one line of JSON, fields without a value left out."""
        return json.dumps(
            {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}, ensure_ascii=False
        )


def inputs(patterns: list[str]) -> list[Path]:
    """Return the input files of paths, globs and folders, each once, in name order.

    Raises:
        UnusableInput: a pattern that matches nothing, or a file of an unknown kind.
    """
    found: dict[Path, None] = {}
    for pattern in patterns:
        paths = [Path(p) for p in sorted(glob.glob(pattern, recursive=True))]
        if not paths:
            raise UnusableInput("nothing matches", do="give files, folders or globs", where=pattern)
        for path in paths:
            inside = sorted(p for p in path.rglob("*") if p.is_file() and _kind(p)) if path.is_dir() else [path]
            found.update(dict.fromkeys(inside))
    unknown = [path for path in found if not _kind(path)]
    if unknown:
        raise UnusableInput(
            "this kind of file is not known", do="give .jsonl, .parquet, .warc, .txt, .html, .pdf or .docx", where=str(unknown[0])
        )
    if not found:
        raise UnusableInput("no article was found in there", do="give files, folders or globs", where=" ".join(patterns))
    return list(found)


def read(path: Path, columns: Columns) -> Iterator[Record]:
    """Return the records of one input file in order, reading as it goes.

    Raises:
        UnusableInput: a Parquet file without the text column.
    """
    kind = _kind(path)
    if kind == "lines":
        yield from _lines(path, columns)
    elif kind == "parquet":
        yield from _parquet(path, columns)
    elif kind == "warc":
        yield from _warc(path)
    else:
        yield Record(id=path.name, input=str(path), path=str(path.absolute()))


def _kind(path: Path) -> str | None:
    name = path.name.lower().removesuffix(".gz").removesuffix(".zst")
    if name.endswith(LINES):
        return "lines"
    if name.endswith(".parquet"):
        return "parquet"
    if name.endswith(".warc"):
        return "warc"
    return "document" if name == path.name.lower() and name.endswith(DOCUMENTS) else None


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.name.lower().endswith(".gz"):
        with gzip.open(path, "rb") as file:
            yield file  # type: ignore[misc]
    elif path.name.lower().endswith(".zst"):
        import zstandard

        with path.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True) as stream:
            yield io.BufferedReader(stream)
    else:
        with path.open("rb") as file:
            yield file


def _lines(path: Path, columns: Columns) -> Iterator[Record]:
    number = 0
    try:
        with _opened(path) as file:
            for number, line in enumerate(_bounded_lines(file), 1):
                if line is None or line.strip():
                    yield _line(line, f"{path.name}:{number}", path, columns)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        yield _bad(f"{path.name}:{number + 1}", path, f"the file breaks off after line {number} ({error})")
    except Exception as error:
        if type(error).__name__ != "ZstdError":
            raise
        yield _bad(f"{path.name}:{number + 1}", path, f"the file breaks off after line {number} ({error})")


def _bounded_lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """Return each line; None for one that is too long, without ever holding it."""
    while line := file.readline(MAX_BYTES + 1):
        if len(line) <= MAX_BYTES or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
            pass
        yield None


def _line(line: bytes | None, place: str, path: Path, columns: Columns) -> Record:
    if line is None:
        return _bad(place, path, f"the article is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return _bad(place, path, "the line is not valid UTF-8")
    except (ValueError, RecursionError):
        return _bad(place, path, "the line is not valid JSON")
    if not isinstance(row, dict):
        return _bad(place, path, "the line is not a JSON object")
    return _row(row, place, path, columns)


def _row(row: dict[str, Any], place: str, path: Path, columns: Columns) -> Record:
    own = row.get(columns.id)
    text = row.get(columns.text)
    name = str(own) if own not in (None, "") else place
    if not isinstance(text, str):
        return _bad(name, path, f"there is no text under {columns.text!r}")
    return Record(
        id=name,
        input=str(path),
        text=text,
        title=_text(row.get(columns.title)),
        published=_text(row.get(columns.published)),
        outlet=_text(row.get(columns.outlet)),
    )


def _text(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)


def _bad(name: str, path: Path, reason: str) -> Record:
    return Record(id=name, input=str(path), error=reason)


def _parquet(path: Path, columns: Columns) -> Iterator[Record]:
    from dragoman.runners.tables import rows

    for number, row in enumerate(rows(path, columns.text), 1):
        yield _row(row, f"{path.name}:{number}", path, columns)


def _warc(path: Path) -> Iterator[Record]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        with _opened(path) if path.name.lower().endswith(".zst") else path.open("rb") as file:
            for entry in ArchiveIterator(file):
                if entry.rec_type not in ("response", "resource"):
                    continue
                number += 1
                yield _warc_record(entry, f"{path.name}:{number}", path)
    except (ArchiveLoadFailed, OSError, EOFError, zlib.error, ValueError) as error:
        yield _bad(f"{path.name}:{number + 1}", path, f"the archive breaks off after record {number} ({error})")


def _warc_record(entry: Any, place: str, path: Path) -> Record:
    url = entry.rec_headers.get_header("WARC-Target-URI") or place
    body = entry.content_stream().read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        return _bad(url, path, f"the article is larger than {MAX_BYTES // 1_000_000} MB")
    return Record(id=url, input=str(path), data=base64.b64encode(body).decode("ascii"))
