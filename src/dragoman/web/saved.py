"""Saved checks and corrections: one SQLite file, safe against a kill, shared by the threads of one app."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dragoman.errors import StoreError
from dragoman.model import Report
from dragoman.web import keep

_SCHEMA = """
CREATE TABLE IF NOT EXISTS checks (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, published TEXT, source TEXT, summary TEXT NOT NULL, made TEXT NOT NULL,
  report TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS corrections (
  id INTEGER PRIMARY KEY AUTOINCREMENT, check_id TEXT NOT NULL REFERENCES checks(id) ON DELETE CASCADE, claim TEXT NOT NULL,
  made TEXT NOT NULL, misread INTEGER NOT NULL, note TEXT NOT NULL, slots TEXT NOT NULL, corrected TEXT NOT NULL,
  finding TEXT NOT NULL, UNIQUE (check_id, claim)
);
"""
MOST = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of saved checks. `made` is an ISO time in UTC."""

    id: str
    title: str
    published: str
    source: str
    summary: str
    made: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader corrected in one claim.

    `slots` is JSON of the words they gave; `corrected` and `finding` are JSON of the model, "" where it was marked as misread.
    """

    check: str
    claim: str
    made: str
    misread: bool
    note: str
    slots: str
    corrected: str
    finding: str


class Saved:
    """The saved checks of one file. Every method is one transaction."""

    def __init__(self, path: Path) -> None:
        """Open the file, making it (readable by its owner only) where there is none.

        Raises:
            StoreError: it cannot be opened or is no such file.
        """
        self.path, self._lock = path, threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._held = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
            path.chmod(0o600)
            self._held.executescript(f"PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; {_SCHEMA}")
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"the saved checks cannot be opened ({error})",
                do="move the file away or name another with --saved",
                where=str(path),
            ) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._held.execute("BEGIN IMMEDIATE")
            try:
                yield self._held
            except BaseException:
                self._held.execute("ROLLBACK")
                raise
            self._held.execute("COMMIT")

    def _rows(self, sql: str, given: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            found: list[tuple[Any, ...]] = self._held.execute(sql, given).fetchall()
        return found

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._held.close()

    def add(self, key: str, report: Report, *, title: str, summary: str) -> None:
        """Save a report under its address. One that is there already is left as it is."""
        article = report.article
        row = (
            key,
            title,
            article.published.isoformat() if article.published else "",
            article.source or "",
            summary,
            _now(),
            keep.dumps(report),
        )
        with self._transaction() as held:
            held.execute("INSERT OR IGNORE INTO checks VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def get(self, key: str) -> Report | None:
        """Return a saved report, or None."""
        rows = self._rows("SELECT report FROM checks WHERE id = ?", (key,))
        return keep.loads(Report, rows[0][0]) if rows else None

    def has(self, key: str) -> bool:
        """Return whether a check is saved."""
        return bool(self._rows("SELECT 1 FROM checks WHERE id = ?", (key,)))

    def list(self) -> tuple[Entry, ...]:
        """Return the saved checks, newest first, at most `MOST`."""
        rows = self._rows(
            "SELECT id, title, published, source, summary, made FROM checks ORDER BY made DESC, id LIMIT ?", (MOST,)
        )
        return tuple(Entry(*row) for row in rows)

    def delete(self, key: str) -> bool:
        """Delete a check and its corrections; return whether there was one."""
        with self._transaction() as held:
            return held.execute("DELETE FROM checks WHERE id = ?", (key,)).rowcount > 0

    def correct(self, one: Correction) -> None:
        """Keep a correction; it replaces an earlier one of the same claim."""
        row = (one.check, one.claim, one.made or _now(), int(one.misread), one.note, one.slots, one.corrected, one.finding)
        with self._transaction() as held:
            held.execute(
                "INSERT OR REPLACE INTO corrections (check_id, claim, made, misread, note, slots, corrected, finding)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row,
            )  # fmt: skip

    def withdraw(self, key: str, claim: str) -> bool:
        """Withdraw a correction; return whether there was one."""
        with self._transaction() as held:
            return held.execute("DELETE FROM corrections WHERE check_id = ? AND claim = ?", (key, claim)).rowcount > 0

    def corrections(self, key: str | None = None) -> tuple[Correction, ...]:
        """Return the corrections of one check, or all, oldest first."""
        where, given = ("WHERE check_id = ?", (key,)) if key else ("", ())
        columns = "check_id, claim, made, misread, note, slots, corrected, finding"
        rows = self._rows(f"SELECT {columns} FROM corrections {where} ORDER BY id", given)
        return tuple(Correction(row[0], row[1], row[2], bool(row[3]), row[4], row[5], row[6], row[7]) for row in rows)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
