"""The plan of a run: the inputs cut into shards of a bounded size, written down so that a run can go on after a kill."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dragoman.errors import UnusableInput
from dragoman.runners.records import Columns, Record, read

SHARD_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class Shard:
    """One input shard: its number, the file that holds its records, the hash of that file, how many articles."""

    number: int
    path: str
    sha256: str
    articles: int

    @property
    def name(self) -> str:
        """The name that its outputs share."""
        return f"part-{self.number:06d}"


def plan(files: list[Path], out: Path, *, columns: Columns, articles: int, again: bool = False) -> list[Shard]:
    """Return the shards of a run, cutting the inputs up unless that was done before.

    Args:
        articles: how many articles a shard holds at most; one of 8 MB is closed earlier.
        again: the folder is known to be a run's own.

    Raises:
        UnusableInput: the folder belongs to a run of other inputs or options.
    """
    wanted = {
        "inputs": [[str(path.absolute()), path.stat().st_size, path.stat().st_mtime_ns] for path in files],
        "columns": asdict(columns),
        "shard": articles,
    }
    done = out / "plan.json"
    if done.exists():
        kept = json.loads(done.read_text(encoding="utf-8"))
        if kept["wanted"] != wanted:
            raise UnusableInput("this folder holds a run of other inputs or options", do="give a new --out", where=str(out))
        return [Shard(**row) for row in kept["shards"]]
    if not again and any(not p.name.startswith(".") and p.name != "shards" for p in out.iterdir()):
        raise UnusableInput("this folder is not empty and holds no corpus run", do="give a new --out", where=str(out))
    shards = list(_cut(files, out / "shards", columns, articles))
    aside = out / ".plan.json"
    aside.write_text(json.dumps({"wanted": wanted, "shards": [asdict(shard) for shard in shards]}), encoding="utf-8")
    aside.replace(done)
    return shards


def _cut(files: list[Path], folder: Path, columns: Columns, articles: int) -> Iterator[Shard]:
    folder.mkdir(parents=True, exist_ok=True)
    seen = sqlite3.connect("")  # a temporary file of its own: ids of ten million articles do not fit in memory
    seen.execute("CREATE TABLE seen (id BLOB PRIMARY KEY) WITHOUT ROWID")
    lines: list[str] = []
    size = number = 0
    try:
        for record in (record for path in files for record in read(path, columns)):
            line = _once(record, seen).dump()
            lines.append(line)
            size += len(line)
            if len(lines) >= articles or size >= SHARD_BYTES:
                yield _write(lines, folder, number)
                lines, size, number = [], 0, number + 1
        if lines:
            yield _write(lines, folder, number)
    finally:
        seen.close()


def _once(record: Record, seen: sqlite3.Connection) -> Record:
    key = hashlib.sha256(record.id.encode("utf-8", "replace")).digest()[:16]
    if seen.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,)).rowcount:
        return record
    return replace(record, text=None, data=None, path=None, error=f"the id {record.id!r} was used before")


def _write(lines: list[str], folder: Path, number: int) -> Shard:
    path = folder / f"{number:06d}.jsonl"
    data = ("\n".join(lines) + "\n").encode("utf-8", "replace")
    path.write_bytes(data)
    return Shard(number, str(path), hashlib.sha256(data).hexdigest(), len(lines))
