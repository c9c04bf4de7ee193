"""The database file of a store: how it is opened, and what its errors mean in words.

With `runners/tables.py` the only module that imports the database.
"""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path

import duckdb

from dragoman.errors import StoreError

SCHEMA = "2"
EPOCH = "DATE '0001-01-01'"
ANEW = "give another file, or make a new one with 'dragoman evidence add NAME FILE --store NEW'"
HERE = Path(__file__).parent
Connection = duckdb.DuckDBPyConnection


@lru_cache(maxsize=8)
def statement(name: str) -> str:
    """Return the SQL of a file beside this one."""
    return (HERE / name).read_text(encoding="utf-8")


def quoted(path: Path) -> str:
    """Return a path as it is written between quotes in SQL."""
    return str(path).replace("'", "''")


def to_read(path: Path) -> tuple[Connection, str]:
    """Return a store file opened read-only, and its hash.

    Raises:
        StoreError: no store there, or it is locked, broken or of another version.
    """
    if not path.is_file():
        raise StoreError("there is no evidence store", where=str(path), do="give another file, or leave --store out")
    try:
        # attached, not connected to: connections of one process to one path share what the first of them opened, even when the
        # file has been replaced since
        connection = duckdb.connect(config={"temp_directory": tempfile.gettempdir()})
        connection.execute(f"ATTACH '{quoted(path)}' AS record (READ_ONLY); USE record")
        noted = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    except duckdb.Error as error:
        raise unreadable(error, path) from error
    if noted.get("schema") != SCHEMA:
        found = f"the store is of schema {noted.get('schema')}, this version of Dragoman reads {SCHEMA}"
        raise StoreError(found, where=str(path), do=ANEW)
    return connection, noted["hash"]


def to_write(path: Path) -> Connection:
    """Return a new database file with the tables of a store, empty."""
    connection = duckdb.connect(str(path))
    connection.execute(statement("schema.sql"))
    return connection


def unreadable(error: Exception, path: Path) -> StoreError:
    """Return what a reader is told of an error of the database."""
    text = str(error)
    if "lock" in text.lower():
        found = "the store is being written by another program"
    elif isinstance(error, duckdb.CatalogException):
        found = "the file is a database, but no evidence store"
    else:
        found = "the file is no evidence store, or is broken"
    return StoreError(found, where=str(path), do=ANEW)


class Explained:
    """Turns what the database says of a full disk or a broken file into one sentence. A context around a piece of writing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        if isinstance(error, duckdb.Error | OSError):
            text = str(error).splitlines()[0]
            full = "no space" in text.lower() or getattr(error, "errno", None) == 28
            found = "the disk is full, the store was left as it was" if full else f"the store could not be written ({text[:160]})"
            raise StoreError(found, where=str(self.path.parent), do="free some room and run it again" if full else "") from error


Broken = duckdb.IOException
"""What the database raises where the file went bad under a reader."""
