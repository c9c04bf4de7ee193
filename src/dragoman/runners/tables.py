"""The Parquet tables of a corpus run: their columns, how they are written and asked.

`articles`: one row an article. `claims`: one row a claim. `findings`: one row a claim, joined by (article, claim).
`errors`: one row an article that could not be read, with its reason.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.errors import UnusableInput

SCHEMA: dict[str, dict[str, str]] = {
    "articles": {
        "article": "VARCHAR", "outlet": "VARCHAR", "title": "VARCHAR", "published": "DATE", "input": "VARCHAR",
        "sha256": "VARCHAR", "characters": "BIGINT", "claims": "BIGINT", "supported": "BIGINT", "refuted": "BIGINT",
        "conflicting": "BIGINT", "not_enough_evidence": "BIGINT", "forecast": "BIGINT", "not_checkable": "BIGINT",
    },
    "claims": {
        "article": "VARCHAR", "claim": "VARCHAR", "kind": "VARCHAR", "start": "BIGINT", "end": "BIGINT",
        "anchor_start": "BIGINT", "anchor_end": "BIGINT", "quote": "VARCHAR", "subject": "VARCHAR[]", "object": "VARCHAR[]",
        "measure": "VARCHAR", "form": "VARCHAR", "low": "DOUBLE", "high": "DOUBLE", "unit": "VARCHAR", "currency": "VARCHAR",
        "relation": "VARCHAR", "of": "VARCHAR", "period_start": "DATE", "period_end": "DATE", "tie_type": "VARCHAR",
        "tie_action": "VARCHAR", "instrument": "VARCHAR", "attribution": "VARCHAR", "source": "VARCHAR", "speaker": "VARCHAR",
        "certainty": "VARCHAR", "polarity": "VARCHAR",
    },
    "findings": {
        "article": "VARCHAR", "claim": "VARCHAR", "verdict_then": "VARCHAR", "verdict_now": "VARCHAR", "value": "VARCHAR",
        "off_by": "DOUBLE", "probability_then": "DOUBLE", "probability_now": "DOUBLE", "outcome": "BOOLEAN",
        "grounds": "VARCHAR[]", "evidence": "VARCHAR[]", "reason": "VARCHAR", "working": "VARCHAR[]",
    },
    "errors": {"article": "VARCHAR", "input": "VARCHAR", "reason": "VARCHAR"},
}  # fmt: skip

VIEWS = {
    "checks": "SELECT * FROM claims JOIN findings USING (article, claim) JOIN "
    "(SELECT article, outlet, title, published FROM articles) USING (article)",
    "verdicts_by_outlet": "SELECT outlet, verdict_now AS verdict, count(*) AS claims FROM checks GROUP BY ALL ORDER BY ALL",
    "refuted": "SELECT published, outlet, article, quote, value, reason FROM checks WHERE verdict_now = 'refuted' ORDER BY ALL",
}


def write(table: str, rows: Iterable[dict[str, Any]], target: Path) -> None:
    """Write rows as one Parquet file, aside first and then moved into place. The same rows give the same bytes."""
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    lines = aside.with_suffix(".jsonl")
    names = ", ".join(f"'{name}': '{kind}'" for name, kind in SCHEMA[table].items())
    try:
        with lines.open("w", encoding="utf-8", errors="replace") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        with _writer().cursor() as database:
            database.execute(
                f"COPY (SELECT * FROM read_json({_quoted(lines)}, format = 'newline_delimited', columns = {{{names}}}, "
                f"maximum_object_size = 268435456)) TO {_quoted(aside)} (FORMAT parquet, COMPRESSION zstd)"
            ).fetchall()
        aside.replace(target)
    finally:
        lines.unlink(missing_ok=True)
        aside.unlink(missing_ok=True)


def rows(path: Path, text: str) -> Iterator[dict[str, Any]]:
    """Return the rows of a Parquet file, a few at a time.

    Raises:
        UnusableInput: it is damaged, or has no column `text`.
    """
    import duckdb

    with _connection() as database:
        try:
            names = [row[0] for row in database.execute(f"DESCRIBE SELECT * FROM read_parquet({_quoted(path)})").fetchall()]
        except duckdb.Error as error:
            raise UnusableInput("this Parquet file cannot be read", do="write it anew", where=str(path)) from error
        if text not in names:
            raise UnusableInput(
                f"there is no column {text!r}, only {', '.join(names)}", do="name it with --text", where=str(path)
            )
        cursor = database.execute(f"SELECT * FROM read_parquet({_quoted(path)})")
        while batch := cursor.fetchmany(200):
            yield from (dict(zip(names, row, strict=True)) for row in batch)


def query(folder: Path, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the column names and rows of a SQL query over a run's tables and ready views.

    Raises:
        UnusableInput: the folder holds no run, or the query is wrong or would change something.
    """
    import duckdb

    if not (folder / "claims").is_dir():
        raise UnusableInput("this folder holds no corpus run", do="run dragoman corpus run first", where=str(folder))
    with _connection(threads=None) as database:
        for table in SCHEMA:
            files = _quoted(folder / table / "*.parquet")
            database.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({files})").fetchall()
        for name, body in VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {body}").fetchall()
        try:
            _only_asks(sql)
            result = database.execute(sql)
            return [column[0] for column in result.description], result.fetchall()
        except duckdb.Error as error:
            raise UnusableInput(" ".join(str(error).split()), do="see docs/corpus.md for the columns", where="query") from error


def _only_asks(sql: str) -> None:
    """Refuse what is not one question: a query never writes a file, loads an extension or attaches a database."""
    import duckdb

    if [statement.type for statement in duckdb.extract_statements(sql)] != [duckdb.StatementType.SELECT]:
        raise UnusableInput(
            "a query asks and changes nothing", do="give one SELECT; take --format csv or json for a file", where="query"
        )


@cache
def _writer() -> Any:
    """Return the one connection of a process that writes: opening another takes five times as long as writing a table."""
    return _connection()


def _connection(threads: int | None = 1) -> Any:
    import duckdb

    return duckdb.connect(config={"threads": threads} if threads else {})


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
