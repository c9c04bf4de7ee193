"""The evidence store: one file of dated statements, read-only.

A store file is never changed once it stands: `Writer` writes it whole to a temporary file and moves it into place. `Store` opens
it for reading, so that any number of processes may read while another is written.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from dragoman.errors import StoreError
from dragoman.evidence import database
from dragoman.evidence.answers import Catalogue, Kept, Search
from dragoman.model import Answers, Question, Vintage


class Store:
    """Dated statements, read-only.

    `Store.open()` opens the user's store or the embedded evidence, building the latter in the user's cache on first use;
    `Store.open(path)` opens a store file. `hash` names the content: the same hash means the same statements.
    """

    def __init__(self, path: Path, connection: database.Connection, content: str) -> None:
        self.path, self.hash, self._connection = path, content, connection
        self._turn = threading.Lock()
        self._kept = Kept()
        self.shared = False

    @classmethod
    def open(cls, path: str | Path | None = None) -> Store:
        """Return a store opened read-only.

        Without a path it is the user's own store where there is one, else the embedded evidence; that one is opened once a
        process and shared, so closing it does nothing.

        Raises:
            StoreError: no store there, or it is locked, broken or of another version.
        """
        if path is not None:
            return _open(Path(path))
        from dragoman.evidence import ingest

        usual = ingest.current()
        try:
            return _shared(usual, usual.stat().st_ino, os.getpid())
        except StoreError:
            if usual.parent != ingest.cache_folder():
                raise
            return _open(ingest.embedded(anew=True))

    def close(self) -> None:
        """Let go of the file."""
        if not self.shared:
            self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, questions: Iterable[Question]) -> Answers:
        """Return the statements that answer each question, all figures in one query and all ties in another.

        A question that nothing answers maps to (). Statements come in the order of the day from which they were known, then id.
        They are made from the rows found when an answer is looked at, so answers that nobody reads cost little, and kept with
        the store up to a bound, since what it holds never changes.
        """
        if self._kept.full:
            self._kept = Kept()
        return Search(self.rows, self.vintages, self._catalogue, self._kept).answers(questions)

    def rows(
        self, sql: str, parameters: Sequence[object] | Mapping[str, object] = (), tables: Mapping[str, Any] | None = None, /
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a query, for listings and plots. Threads may share a store: they take turns.

        `tables` are columns of numbers or texts (arrays by name) that the query may name as tables.
        """
        with self._turn:
            try:
                for name, columns in (tables or {}).items():
                    self._connection.register(name, columns)
                return self._connection.execute(sql, parameters).fetchall()
            except database.Broken as error:
                raise database.unreadable(error, self.path) from error
            finally:
                for name in tables or ():
                    self._connection.unregister(name)

    @cached_property
    def vintages(self) -> dict[int, Vintage]:
        """The vintages held, by their number in this file."""
        rows = self.rows("SELECT id, source, label, published, retrieved, sha256 FROM vintage ORDER BY id")
        return {row[0]: Vintage(*row[1:]) for row in rows}

    @cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue(self.rows, self.vintages)


def _open(path: Path) -> Store:
    return Store(path, *database.to_read(path))


@lru_cache(maxsize=2)
def _shared(path: Path, inode: int, process: int) -> Store:
    store = _open(path)
    store.shared = True
    return store
