"""Writing a store: whole, to a temporary file, moved into place at the end."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.errors import SourceChanged, StoreError
from dragoman.evidence.database import EPOCH, SCHEMA, Explained, quoted, statement, to_write
from dragoman.evidence.rows import About, Fact, Release, Series, Tie
from dragoman.evidence.statements import TIE
from dragoman.model import Period

DAY = 86_400


class Writer:
    """Writes a store, whole: to a temporary file beside its place, moved there by `finish`. Use it as a context.

    Leaving the context without `finish`, by an error or otherwise, removes the temporary file and leaves what stood before.
    """

    def __init__(self, path: Path, *, base: Path | None = None) -> None:
        self.path = path
        self._closed = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _sweep(path.parent)
            handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=path.parent)
            os.close(handle)
            os.unlink(name)
        except OSError as error:
            raise StoreError(f"no store can be written here ({error.strerror})", where=str(path.parent),
                             do="set DRAGOMAN_CACHE to a folder that can be written") from error  # fmt: skip
        self._temporary = Path(name)
        with self._explained():
            self._connection = to_write(self._temporary)
            if base is not None:
                self._copy(base)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self._discard()

    def _discard(self) -> None:
        if not self._closed:
            self._connection.close()
            self._closed = True
        for leftover in self._temporary.parent.glob(f"{self._temporary.name}*"):
            leftover.unlink(missing_ok=True)

    def _explained(self) -> Explained:
        return Explained(self.path)

    def _copy(self, base: Path) -> None:
        """Copy everything that another store holds."""
        self._connection.execute(f"ATTACH '{quoted(base)}' AS base (READ_ONLY)")
        for table in ("source", "vintage", "coverage", "series", "quantity", "tie", "party"):
            self._connection.execute(f"INSERT INTO {table} SELECT * FROM base.{table}")
        self._connection.execute("INSERT INTO meta SELECT * FROM base.meta WHERE key NOT IN ('schema', 'hash')")
        self._connection.execute("DETACH base")

    def copy_vintages(self, base: Path, *, embedded: bool) -> None:
        """Copy the vintages of another store that did, or did not, come with the package."""
        with self._explained():
            self._connection.execute(f"ATTACH '{quoted(base)}' AS base (READ_ONLY)")
            rows = self._connection.execute("SELECT id FROM base.vintage WHERE embedded = ? ORDER BY id", [embedded]).fetchall()
            for (old,) in rows:
                self._copy_vintage(old)
            self._connection.execute("DETACH base")

    def _copy_vintage(self, old: int) -> None:
        new, series, tie = self._next("vintage"), self._next("series"), self._next("tie")
        run = self._connection.execute
        run(
            "INSERT OR IGNORE INTO source SELECT s.* FROM base.source s JOIN base.vintage v ON v.source = s.name WHERE v.id = ?",
            [old],
        )
        run(f"INSERT INTO vintage SELECT {new} AS id, * EXCLUDE (id) FROM base.vintage WHERE id = ?", [old])
        run(f"INSERT INTO coverage SELECT {new} AS vintage, * EXCLUDE (vintage) FROM base.coverage WHERE vintage = ?", [old])
        run("CREATE OR REPLACE TEMP TABLE renumbered AS SELECT id AS old, "
            f"{series} - 1 + row_number() OVER (ORDER BY id) AS new FROM base.series WHERE vintage = ?", [old])  # fmt: skip
        run(f"INSERT INTO series SELECT r.new AS id, {new} AS vintage, s.* EXCLUDE (id, vintage) "
            "FROM base.series s JOIN renumbered r ON r.old = s.id ORDER BY r.new")  # fmt: skip
        run("INSERT INTO quantity SELECT r.new AS series, q.* EXCLUDE (series) FROM base.quantity q JOIN renumbered r "
            "ON r.old = q.series ORDER BY r.new")  # fmt: skip
        run("CREATE OR REPLACE TEMP TABLE renumbered AS SELECT id AS old, "
            f"{tie} - 1 + row_number() OVER (ORDER BY id) AS new FROM base.tie WHERE vintage = ?", [old])  # fmt: skip
        run(f"INSERT INTO tie SELECT r.new AS id, {new} AS vintage, t.* EXCLUDE (id, vintage) "
            "FROM base.tie t JOIN renumbered r ON r.old = t.id ORDER BY r.new")  # fmt: skip
        run("INSERT INTO party SELECT r.new AS tie, p.actor FROM base.party p JOIN renumbered r ON r.old = p.tie ORDER BY r.new")

    def _next(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchall()[0][0])

    def vintages(self) -> list[tuple[str, str, str]]:
        """Return (source, label, sha256) of what is held so far."""
        with self._explained():
            return self._connection.execute("SELECT source, label, sha256 FROM vintage ORDER BY id").fetchall()

    def note(self, key: str, value: str) -> None:
        """Keep a remark about the store."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, value])

    def noted(self, key: str) -> str | None:
        """Return a remark kept about the store."""
        rows = self._connection.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchall()
        return rows[0][0] if rows else None

    def remove(self, source: str) -> int:
        """Remove everything that came from a source; return how many vintages went."""
        with self._explained():
            run = self._connection.execute
            numbers = [row[0] for row in run("SELECT id FROM vintage WHERE source = ?", [source]).fetchall()]
            run("DELETE FROM party WHERE tie IN (SELECT id FROM tie WHERE vintage IN (SELECT unnest($1::INTEGER[])))", [numbers])
            run("DELETE FROM tie WHERE vintage IN (SELECT unnest($1::INTEGER[]))", [numbers])
            run(
                "DELETE FROM quantity WHERE series IN (SELECT id FROM series WHERE vintage IN (SELECT unnest($1::INTEGER[])))",
                [numbers],
            )
            run("DELETE FROM series WHERE vintage IN (SELECT unnest($1::INTEGER[]))", [numbers])
            run("DELETE FROM coverage WHERE vintage IN (SELECT unnest($1::INTEGER[]))", [numbers])
            run("DELETE FROM vintage WHERE source = ?", [source])
            run("DELETE FROM source WHERE name = ?", [source])
        return len(numbers)

    def add(self, release: Release, about: About, *, embedded: bool = False) -> int:
        """Add one release; return how many statements it had.

        Raises:
            SourceChanged: the vintage is held already, or two facts say the same thing twice.
            StoreError: the disk is full or the file cannot be written.
        """
        vintage = release.vintage
        if any(row[:2] == (vintage.source, vintage.label) for row in self.vintages()):
            raise SourceChanged(f"vintage {vintage.label} of {vintage.source} is held already", where=about.title,
                                do=f"use 'dragoman evidence remove {vintage.source}' first to load it anew")  # fmt: skip
        with self._explained():
            number = self._next("vintage")
            names = ("name", "publisher", "title", "url", "licence", "redistribute", "citation", "bibtex")
            values = [getattr(about, name) for name in names]
            self._connection.execute("INSERT OR IGNORE INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
            self._connection.execute(
                "INSERT INTO vintage VALUES (?, ?, ?, ?, ?, ?, NULL, 0, ?)",
                [number, vintage.source, vintage.label, vintage.published, vintage.retrieved, vintage.sha256, embedded],
            )
            self._add_series(number, release, about)
            self._add_ties(number, release.ties, about)
            self._seal(number)
        return sum(len(facts) for _, facts in release.series) + len(release.ties)

    def _add_series(self, vintage: int, release: Release, about: About) -> None:
        first = self._next("series")
        names = list(Series.__dataclass_fields__)
        rows = []
        for offset, (series, _) in enumerate(release.series):
            cells = {name: getattr(series, name) for name in names}
            cells["verified"] = ";".join(series.verified)
            for name in ("publisher", "title", "url"):
                cells[name] = cells[name] or getattr(about, name)
            rows.append([first + offset, vintage, *cells.values()])
        if rows:
            self._insert("series", ("id", "vintage", *names), [list(column) for column in zip(*rows, strict=True)])
        self._add_facts(first, release)

    def _add_facts(self, first: int, release: Release) -> None:
        import numpy as np

        numbers: list[int] = []
        facts: list[Fact] = []
        for offset, (_, held) in enumerate(release.series):
            facts.extend(held)
            numbers.extend([first + offset] * len(held))
        if not facts:
            return
        columns = dict(zip(Fact._fields, zip(*facts, strict=True), strict=True))
        table: dict[str, Any] = {"series": np.array(numbers, dtype=np.int32)}
        for name, column in columns.items():
            if name in ("start", "end"):
                table[name] = np.array(list(map(date.toordinal, column)), dtype=np.int32)
            elif name == "known":
                table[name] = np.array([0 if day is None else day.toordinal() for day in column], dtype=np.int32)
            elif name == "places":
                table[name] = np.array([-999 if n is None else n for n in column], dtype=np.int16)
            else:
                table[name] = np.array(column, dtype=object)
        self._connection.register("incoming", table)
        self._connection.execute(f"""
            INSERT INTO quantity
            SELECT i.series, actor, {EPOCH} + (start - 1), {EPOCH} + ("end" - 1), grain, number,
                   CAST(number AS DOUBLE) * pow(10, s.scale), nullif(flags, ''), nullif(locator, ''), partner,
                   CASE WHEN known = 0 THEN NULL ELSE {EPOCH} + (known - 1) END, high, nullif(places, -999), nullif(surface, ''),
                   CASE WHEN "end" - start > 366 THEN -1 ELSE year({EPOCH} + (start - 1)) END
            FROM incoming i JOIN series s ON s.id = i.series""")
        self._connection.unregister("incoming")

    def _add_ties(self, vintage: int, ties: Sequence[Tie], about: About) -> None:
        first = self._next("tie")
        rows, parties = [], []
        for offset, tie in enumerate(ties):
            cells = _tie_cells(tie)
            for name in ("publisher", "title", "url"):
                cells[name] = cells[name] or getattr(about, name)
            rows.append([{"id": first + offset, "vintage": vintage, **cells}[name] for name in TIE])
            parties += [(first + offset, actor) for actor in tie.parties]
        if rows:
            self._insert("tie", TIE, [list(column) for column in zip(*rows, strict=True)])
            self._insert("party", ("tie", "actor"), [list(column) for column in zip(*parties, strict=True)])

    def _insert(self, table: str, names: Sequence[str], columns: Sequence[list[Any]]) -> None:
        types = dict(self._connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? "
            "AND database_name = current_database()", [table]
        ).fetchall())  # fmt: skip
        picks = ", ".join(f"unnest($c{n}::{types[name]}[])" for n, name in enumerate(names))
        quoted = ", ".join(f'"{name}"' for name in names)
        self._connection.execute(f"INSERT INTO {table} ({quoted}) SELECT {picks}", {f"c{n}": c for n, c in enumerate(columns)})

    def _seal(self, vintage: int) -> None:
        """Check that no statement is there twice, and write the vintage's coverage, count and digest."""
        twice = self._connection.execute(
            "SELECT s.measure, q.actor, q.start FROM quantity q JOIN series s ON s.id = q.series WHERE s.vintage = ? "
            "GROUP BY q.series, s.measure, q.actor, q.partner, q.start, q.stop, q.grain HAVING count(*) > 1 LIMIT 1", [vintage]
        ).fetchall() or self._connection.execute(
            "SELECT type, key, start FROM tie WHERE vintage = ? GROUP BY type, key, start HAVING count(*) > 1 LIMIT 1", [vintage]
        ).fetchall()  # fmt: skip
        if twice:
            raise SourceChanged(
                f"{twice[0][0]} of {twice[0][1]} from {twice[0][2]} is there twice", do="each figure is expected once"
            )
        self._connection.execute(statement("coverage.sql"), [vintage])
        self._connection.execute("UPDATE vintage SET digest = ?, rows = (SELECT coalesce(sum(rows), 0) FROM coverage c "
                                 "WHERE c.vintage = $2) WHERE id = $2", [self._digest(vintage), vintage])  # fmt: skip

    def _digest(self, vintage: int) -> str:
        """Return a fingerprint of a vintage's statements that does not depend on their order or numbering."""
        shared = ", ".join(f"s.{name}" for name in Series.__dataclass_fields__)
        lines = f"SELECT id, md5(concat_ws('|', {shared})) AS line FROM series s WHERE vintage = {vintage}"
        facts = "q.actor, q.start, q.stop, q.grain, q.number, q.flags, q.locator, q.partner, q.known, q.high, q.places, q.surface"
        ties = ", ".join(f"t.{name}" for name in TIE if name not in ("id", "vintage"))
        sums = self._connection.execute(f"""
            SELECT coalesce(sum(md5_number_lower(concat_ws('|', l.line, {_shown(facts)}))::HUGEINT), 0)
            FROM quantity q JOIN ({lines}) l ON l.id = q.series
            UNION ALL SELECT coalesce(sum(md5_number_lower(concat_ws('|', {_shown(ties)}))::HUGEINT), 0)
            FROM tie t WHERE vintage = {vintage}""").fetchall()
        return hashlib.sha256("|".join(str(row[0]) for row in sums).encode()).hexdigest()

    def content(self) -> str:
        """Return the name of the content: a hash over every vintage with its statements' fingerprint."""
        rows = self._connection.execute(
            "SELECT concat_ws('|', source, label, published, retrieved, sha256, digest) FROM vintage ORDER BY source, label"
        ).fetchall()
        return hashlib.sha256("\n".join([SCHEMA, *(row[0] for row in rows)]).encode()).hexdigest()

    def finish(self) -> Path:
        """Close the file and move it into its place; return the place."""
        with self._explained():
            content = self.content()
            self.note("schema", SCHEMA)
            self.note("hash", content)
            self._connection.execute("CHECKPOINT")
            self._connection.close()
            self._closed = True
            target = self.path.with_name(self.path.name.replace("{hash}", content[:16]))
            os.replace(self._temporary, target)
        return target


def _sweep(folder: Path) -> None:
    """Remove what loads that were killed have left behind, once it is a day old."""
    for leftover in folder.glob(".*.tmp*"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > DAY:
                leftover.unlink()


def _shown(names: str) -> str:
    """Return SQL that makes NULL and '' different things before columns are joined into one text."""
    return ", ".join(f"coalesce({name}::VARCHAR, '\\N')" for name in names.split(", "))


def _tie_cells(tie: Tie) -> dict[str, Any]:
    cells: dict[str, Any] = {name: getattr(tie, name) for name in Tie.__dataclass_fields__ if name != "period"}
    for name in ("parties", "scope", "flags", "verified"):
        cells[name] = ";".join(cells[name])
    for name in ("signed", "in_force", "ended"):
        cells[name] = _printed(cells[name])
    return {**cells, "start": tie.period.start, "stop": tie.period.end, "grain": tie.period.grain}


def _printed(period: Period | None) -> str | None:
    if period is None or period.start is None:
        return None
    return period.start.isoformat()[: {"year": 4, "month": 7}.get(period.grain, 10)]
