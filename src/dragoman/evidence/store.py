"""The evidence store: one DuckDB file of dated statements. The only module that imports the database.

A store file is never changed once it stands: it is written whole to a temporary file by `Writer`, which moves it into place.
`Store` opens it read-only, so that any number of processes may read while another is written.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb

from dragoman.errors import SourceChanged, StoreError
from dragoman.evidence.rows import FOREVER, About, Fact, Release, Series, Tie, printed_day
from dragoman.model import Answers, Period, Question, Statement, Vintage

SCHEMA = "2"
_ANEW = "give another file, or make a new one with 'dragoman evidence add NAME FILE --store NEW'"
HERE = Path(__file__).parent
DAY = 86_400
_EPOCH = "DATE '0001-01-01'"


@lru_cache(maxsize=65536)
def _period(start: date | None, end: date | None, grain: str, calendar: str) -> Period:
    return Period(start, end, grain, calendar)


@lru_cache(maxsize=64)
def _ten(power: int) -> Decimal:
    return Decimal(10) ** power if power else Decimal(1)


@lru_cache(maxsize=4096)
def _words(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A series as held: its own fields, its vintage and the stem of its statements' ids."""

    series: Series
    vintage: Vintage
    stem: str


class Store:
    """Dated statements, read-only.

    `Store.open()` opens the user's store or the embedded evidence, building the latter in the user's cache on first use;
    `Store.open(path)` opens a store file. `hash` names the content: the same hash means the same statements.
    """

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, content: str) -> None:
        self.path, self.hash, self._connection = path, content, connection
        self._turn = threading.Lock()
        self._kept = _Kept()
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
        unique = list(dict.fromkeys(questions))
        _ = self._lines  # read now: answers may be looked at after the store is closed
        if self._kept.full:
            self._kept = _Kept()
        kept = self._kept
        new = [question for question in unique if question not in kept.answers]
        found: list[list[int]] = [[] for _ in new]
        self._find_quantities(new, found, kept)
        self._find_ties(new, found, kept)
        kept.answers.update((question, _Answer(rows)) for question, rows in zip(new, found, strict=True))
        kept.weight += sum(len(rows) for rows in found)
        return _Found(self, kept, {question: kept.answers[question] for question in unique})

    def rows(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, for listings and plots. Threads may share a store: they take turns."""
        with self._turn:
            try:
                return self._connection.execute(sql, parameters).fetchall()
            except duckdb.IOException as error:
                raise StoreError(_why(error), where=str(self.path), do=_ANEW) from error

    @cached_property
    def vintages(self) -> dict[int, Vintage]:
        """The vintages held, by their number in this file."""
        rows = self.rows("SELECT id, source, label, published, retrieved, sha256 FROM vintage ORDER BY id")
        return {row[0]: Vintage(*row[1:]) for row in rows}

    @cached_property
    def _lines(self) -> dict[int, _Line]:
        names = ", ".join(name for name in Series.__dataclass_fields__)
        rows = self.rows(f"SELECT id, vintage, {names} FROM series ORDER BY id")
        at = list(Series.__dataclass_fields__).index("verified") + 2
        lines = {}
        for row in rows:
            series = Series(**dict(zip(Series.__dataclass_fields__, (*row[2:at], _words(row[at]), *row[at + 1 :]), strict=True)))
            vintage = self.vintages[row[1]]
            lines[row[0]] = _Line(series, vintage, stem(vintage, series))
        return lines

    @cached_property
    def _with_days_of_their_own(self) -> frozenset[int]:
        """The series some of whose facts were known on another day than their vintage."""
        return frozenset(row[0] for row in self.rows("SELECT DISTINCT series FROM quantity WHERE known IS NOT NULL"))

    @cached_property
    def _by_measure(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, line in self._lines.items():
            found[line.series.measure].append(number)
        return found

    def _group(self, measures: tuple[str, ...], forms: tuple[str, ...]) -> list[int]:
        """Return the series that have one of the measures and, where forms are named, one of the forms."""
        numbers = [number for measure in dict.fromkeys(measures) for number in self._by_measure.get(measure, ())]
        return [number for number in numbers if not forms or self._lines[number].series.form in forms]

    def _find_quantities(self, questions: Sequence[Question], found: list[list[int]], kept: _Kept) -> None:
        """Put the rows that answer figure questions into `found`, by the number of the question."""
        groups: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
        names: dict[str, int] = {}
        lines: dict[tuple[bool, bool], list[tuple[int | str, ...]]] = defaultdict(list)
        for number, question in enumerate(questions):
            if question.table != "quantity":
                continue
            group = groups.setdefault((question.measures, question.forms), len(groups))
            first = 1 if question.start is None else question.start.toordinal()
            last = _LAST if question.end is None else question.end.toordinal()
            known = _LAST + 1 if question.known_by is None else question.known_by.toordinal()
            short = last - first < _SHORT
            grains = f"|{'|'.join(question.grains)}|" if question.grains else ""
            for actor in set(question.actors) or (None,):
                who = -1 if actor is None else names.setdefault(actor, len(names))
                lines[actor is not None, short].append((number, group, who, first, last, known, grains))
        pairs = [(group, series) for key, group in groups.items() for series in self._group(*key)]
        matches = [
            match
            for (named, short), asked in lines.items()
            for match in self._matches(asked, pairs, list(names), named=named, short=short)
        ]
        for number, row in matches:
            found[number].append(row)
        new = {row for _, row in matches} - kept.facts.keys()
        if new:  # only the facts in the rows that match are read whole
            kept.facts.update((fact[0], fact) for fact in self.rows(_sql("facts.sql"), {"rows": ",".join(map(str, new))}))

    def _matches(
        self,
        lines: Sequence[tuple[int | str, ...]],
        pairs: Sequence[tuple[int, int]],
        names: list[str],
        *,
        named: bool,
        short: bool,
    ) -> list[tuple[Any, ...]]:
        if not lines or not pairs:
            return []
        columns = ("question", "grp", "actor", "start", "stop", "known", "grains")
        parameters: dict[str, object] = {
            name: ",".join(map(str, column)) for name, column in zip(columns, zip(*lines, strict=True), strict=True)
        }
        parameters["names"] = names
        parameters["group_of"] = ",".join(str(group) for group, _ in pairs)
        parameters["series"] = ",".join(str(series) for _, series in pairs)
        days = [self._lines[series].vintage.known for _, series in pairs]
        known = [_LAST + 1 if day is None else day.toordinal() for day in days]
        parameters["series_known"] = ",".join(map(str, known))
        own = self._with_days_of_their_own
        parameters["gate"] = ",".join(str(0 if series in own else day) for (_, series), day in zip(pairs, known, strict=True))
        years = ", unnest(list_append(range(year(first) - 1, year(last) + 1), -1)) AS bucket" if short else ""
        sql = _sql("ask.sql").format(
            actor="q.actor = w.actor" if named else "true", years=years, bucket="AND q.bucket = w.bucket" if short else ""
        )
        return self.rows(sql, parameters)

    def _find_ties(self, questions: Sequence[Question], found: list[list[int]], kept: _Kept) -> None:
        """Put the ids of the ties that answer tie questions into `found`, by the number of the question."""
        asked = [(number, question) for number, question in enumerate(questions) if question.table == "tie"]
        if not asked:
            return
        self._learn_parties({actor for _, question in asked for actor in question.actors} - kept.parties.keys(), kept)
        near = [(number, question, self._ties_near(question, kept)) for number, question in asked]
        new = {tie for _, _, ties in near for tie in ties} - kept.ties.keys()
        if new:
            sql = "SELECT * FROM tie WHERE id IN (SELECT unnest(string_split($ids, ',')::INTEGER[]))"
            kept.ties.update(
                (row[0], dict(zip(_TIE, row, strict=True))) for row in self.rows(sql, {"ids": ",".join(map(str, new))})
            )
        for number, question, ties in near:
            found[number] += [tie for tie in sorted(ties) if self._answers(question, kept.ties[tie])]

    def _learn_parties(self, actors: set[str], kept: _Kept) -> None:
        """Look up which ties some actors are party to."""
        if actors:
            sql = "SELECT actor, list(tie) FROM party WHERE actor IN (SELECT unnest($actors::VARCHAR[])) GROUP BY actor"
            held = dict(self.rows(sql, {"actors": sorted(actors)}))
            kept.parties.update((actor, frozenset(held.get(actor, ()))) for actor in actors)

    def _ties_near(self, question: Question, kept: _Kept) -> frozenset[int]:
        """Return the ties of all the actors of a question; where it names none, those of its types."""
        if question.actors:
            return frozenset.intersection(*(kept.parties[actor] for actor in question.actors))
        if question.measures not in kept.types:
            only = "WHERE type IN (SELECT unnest($types::VARCHAR[]))" if question.measures else ""
            rows = self.rows(f"SELECT id FROM tie {only}", {"types": list(question.measures)} if only else ())
            kept.types[question.measures] = frozenset(row[0] for row in rows)
        return kept.types[question.measures]

    def _answers(self, question: Question, cells: Mapping[str, Any]) -> bool:
        """Return whether a tie of the right actors is of a type, time and knowledge that a question asks for."""
        if question.measures and cells["type"] not in question.measures:
            return False
        start, stop, by = cells["start"], cells["stop"], question.known_by
        if question.start is not None and stop is not None and stop < question.start:
            return False
        if question.end is not None and start is not None and start > question.end:
            return False
        known = cells["known"] or self.vintages[cells["vintage"]].known
        return by is None or (known is not None and known <= by)

    def statements(self, question: Question, rows: Sequence[int], kept: _Kept) -> tuple[Statement, ...]:
        """Return the statements of the rows found for a question, in order; `kept` keeps those that answer several questions."""
        if question.table == "quantity":
            facts = kept.facts
            for row in rows:
                fact = facts[row]
                if isinstance(fact, tuple):
                    facts[row] = _quantity(self._lines[fact[1]], fact)
            return _ordered([facts[row] for row in rows])
        return _ordered([self._tie(kept.ties[tie], question.known_by, kept) for tie in rows])

    def _tie(self, cells: Mapping[str, Any], known_by: date | None, kept: _Kept) -> Statement:
        """Return a tie as known by a day, made once for each state of knowledge."""
        key = (cells["id"], *(_unknown(cells, name, known_by) for name in ("in_force", "ended")))
        if key not in kept.made:
            kept.made[key] = _tie(self.vintages[cells["vintage"]], cells, known_by)
        return kept.made[key]


@dataclass(slots=True)
class _Answer:
    """The rows (of facts, or of ties) that answer a question, and the statements once they were looked at."""

    rows: Sequence[int]
    statements: tuple[Statement, ...] | None = None


@dataclass(slots=True)
class _Kept:
    """What was read and made for earlier questions. It is given up as a whole once `full`.

    Args:
        facts: by row of the table, the row as read until its statement was made, then that.
        ties: rows by id; `made`: their statements by id and by what of them was not known yet.
        parties: the ids of the ties of each actor looked up; `types`: of each set of types.
        answers, weight: what answers each question, and how many rows that is in all.
    """

    facts: dict[int, Any] = field(default_factory=dict)
    ties: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    made: dict[tuple[int, bool, bool], Statement] = field(default_factory=dict)
    parties: dict[str, frozenset[int]] = field(default_factory=dict)
    types: dict[tuple[str, ...], frozenset[int]] = field(default_factory=dict)
    answers: dict[Question, _Answer] = field(default_factory=dict)
    weight: int = 0

    @property
    def full(self) -> bool:
        """Whether it has grown to some hundred megabytes."""
        return len(self.facts) + len(self.ties) > _FACTS or len(self.answers) > _QUESTIONS or self.weight > _WEIGHT


_FACTS, _QUESTIONS, _WEIGHT = 40_000, 20_000, 1_000_000


class _Found(Mapping[Question, tuple[Statement, ...]]):
    """Answers by question. Statements are made when first looked at, and kept."""

    def __init__(self, store: Store, kept: _Kept, answers: dict[Question, _Answer]) -> None:
        self._store, self._kept, self._answers = store, kept, answers

    def __getitem__(self, question: Question) -> tuple[Statement, ...]:
        answer = self._answers[question]
        if answer.statements is None:
            answer.statements = self._store.statements(question, answer.rows, self._kept) if answer.rows else ()
        return answer.statements

    @property
    def as_of(self) -> date | None:
        """The day of the newest release held."""
        return max((v.known for v in self._store.vintages.values() if v.known), default=None)

    def __iter__(self) -> Iterator[Question]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)


_TIE = (
    "id", "vintage", "key", "type", "parties", "name", "subtype", "start", "stop", "grain", "signed", "in_force", "ended",
    "status", "scope", "known", "in_force_known", "ended_known", "flags", "rule", "note", "locator", "publisher", "title", "url",
    "source_date", "verified",
)  # fmt: skip

_LAST = FOREVER.toordinal()
_SHORT = 366 * 12


def stem(vintage: Vintage, series: Series) -> str:
    """Return what the ids of a series' statements begin and end with, `{}` standing for the actor and `{}` for the period."""
    calendar = "" if series.calendar == "calendar" else "fiscal"
    form = "" if series.form == "level" else series.form
    parts = (series.measure, form, series.of, series.currency, series.basis if series.basis != "current" else "", calendar)
    slug = ":".join(part for part in (*parts, series.key) if part)
    return f"{vintage.source}:{vintage.label}:{{}}:{slug}:{{}}"


def _ordered(statements: list[Statement]) -> tuple[Statement, ...]:
    if len(statements) < 2:
        return tuple(statements)
    return tuple(sorted(statements, key=lambda s: (s.vintage.known or date.max, s.id)))


@lru_cache(maxsize=65536)
def _as_known(vintage: Vintage, known: date) -> Vintage:
    return replace(vintage, published=known)


@lru_cache(maxsize=65536)
def _label(start: date, stop: date, grain: str) -> str:
    whole = {"year": 4, "month": 7, "day": 10}
    return start.isoformat()[: whole[grain]] if grain in whole and start.day == 1 else f"{start}" + (f"/{stop}" * (stop != start))


def _quantity(line: _Line, row: tuple[Any, ...]) -> Statement:
    _, _, actor, start, stop, grain, number, flags, locator, partner, known, high, places, surface = row
    series = line.series
    scale = series.scale
    if places is None and series.rounded and number is not None:
        places = scale - len(number.partition(".")[2])
    if series.calendar != "calendar" and start.day == 1 and start.month != 1:
        shown = f"{start}/{stop}"
    else:
        shown = _label(start, stop, grain)
    return Statement(  # by position: half the time, and this runs for every row found. The order is that of the type's fields.
        line.stem.format(f"{actor}>{partner}" if partner else actor, shown),
        series.kind,
        actor,
        series.measure,
        line.vintage if known is None else _as_known(line.vintage, known),
        _period(start, None if stop == FOREVER else stop, grain, series.calendar),
        series.publisher,
        series.title,
        series.url,
        tuple(sorted((actor, partner))) if partner else (),
        series.form,
        series.of,
        None if number is None else Decimal(number) * _ten(scale),
        None if high is None else Decimal(high) * _ten(scale),
        places,
        surface or number or "",
        series.unit,
        series.currency,
        series.basis,
        series.definition,
        series.calendar,
        _words(flags),
        series.name,
        "",
        series.status,
        (),
        None,
        None,
        None,
        series.rule,
        locator or "",
        series.note,
        series.source_date,
        series.verified,
    )


def _unknown(cells: Mapping[str, Any], name: str, known_by: date | None) -> bool:
    """Return whether one of a tie's later facts (`in_force`, `ended`) was not known by a day."""
    return known_by is not None and cells[f"{name}_known"] is not None and cells[f"{name}_known"] > known_by


def _tie(vintage: Vintage, cells: Mapping[str, Any], known_by: date | None) -> Statement:
    """Return a tie as it was known by a day: what happened to it later is left out, and its status says no more than that."""
    hide = {name: _unknown(cells, name, known_by) for name in ("in_force", "ended")}
    in_force, ended = (None if hide[name] else cells[name] for name in ("in_force", "ended"))
    status = cells["status"]
    if hide["ended"]:
        status = "in-force" if in_force else "signed-or-announced"
    elif hide["in_force"]:
        status = "signed-or-announced"
    stop = None if hide["ended"] else cells["stop"]
    return Statement(
        id=f"{vintage.source}:tie:{cells['key']}",
        kind="tie",
        actor="",
        measure=cells["type"],
        vintage=vintage if cells["known"] is None else _as_known(vintage, cells["known"]),
        period=_period(cells["start"], stop, cells["grain"] if stop == cells["stop"] else "open", "calendar"),
        publisher=cells["publisher"],
        title=cells["title"],
        url=cells["url"],
        parties=_words(cells["parties"]),
        form="",
        flags=_words(cells["flags"]),
        name=cells["name"],
        subtype=cells["subtype"],
        status=status,
        scope=_words(cells["scope"]),
        signed=printed_day(cells["signed"] or ""),
        in_force=printed_day(in_force or ""),
        ended=printed_day(ended or ""),
        rule=cells["rule"],
        locator=cells["locator"],
        note=cells["note"],
        source_date=cells["source_date"],
        verified=_words(cells["verified"]),
    )


@lru_cache(maxsize=8)
def _sql(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _open(path: Path) -> Store:
    if not path.is_file():
        raise StoreError("there is no evidence store", where=str(path), do="give another file, or leave --store out")
    try:
        # attached, not connected to: connections of one process to one path share what the first of them opened, even when the
        # file has been replaced since
        connection = duckdb.connect(config={"temp_directory": tempfile.gettempdir()})
        connection.execute(f"ATTACH '{_quoted(path)}' AS record (READ_ONLY); USE record")
        rows = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    except duckdb.Error as error:
        raise StoreError(_why(error), where=str(path), do=_ANEW) from error
    if rows.get("schema") != SCHEMA:
        raise StoreError(
            f"the store is of schema {rows.get('schema')}, this version of Dragoman reads {SCHEMA}",
            where=str(path),
            do=_ANEW,
        )
    return Store(path, connection, rows["hash"])


@lru_cache(maxsize=2)
def _shared(path: Path, inode: int, process: int) -> Store:
    store = _open(path)
    store.shared = True
    return store


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _why(error: Exception) -> str:
    text = str(error)
    if "lock" in text.lower():
        return "the store is being written by another program"
    if isinstance(error, duckdb.CatalogException):
        return "the file is a database, but no evidence store"
    return "the file is no evidence store, or is broken"


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
            self._connection = duckdb.connect(str(self._temporary))
            self._connection.execute(_sql("schema.sql"))
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

    def _explained(self) -> _Explained:
        return _Explained(self.path)

    def _copy(self, base: Path) -> None:
        """Copy everything that another store holds."""
        self._connection.execute(f"ATTACH '{_quoted(base)}' AS base (READ_ONLY)")
        for table in ("source", "vintage", "coverage", "series", "quantity", "tie", "party"):
            self._connection.execute(f"INSERT INTO {table} SELECT * FROM base.{table}")
        self._connection.execute("INSERT INTO meta SELECT * FROM base.meta WHERE key NOT IN ('schema', 'hash')")
        self._connection.execute("DETACH base")

    def copy_vintages(self, base: Path, *, embedded: bool) -> None:
        """Copy the vintages of another store that did, or did not, come with the package."""
        with self._explained():
            self._connection.execute(f"ATTACH '{_quoted(base)}' AS base (READ_ONLY)")
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
            SELECT i.series, actor, {_EPOCH} + (start - 1), {_EPOCH} + ("end" - 1), grain, number,
                   CAST(number AS DOUBLE) * pow(10, s.scale), nullif(flags, ''), nullif(locator, ''), partner,
                   CASE WHEN known = 0 THEN NULL ELSE {_EPOCH} + (known - 1) END, high, nullif(places, -999), nullif(surface, ''),
                   CASE WHEN "end" - start > 366 THEN -1 ELSE year({_EPOCH} + (start - 1)) END
            FROM incoming i JOIN series s ON s.id = i.series""")
        self._connection.unregister("incoming")

    def _add_ties(self, vintage: int, ties: Sequence[Tie], about: About) -> None:
        first = self._next("tie")
        rows, parties = [], []
        for offset, tie in enumerate(ties):
            cells = _tie_cells(tie)
            for name in ("publisher", "title", "url"):
                cells[name] = cells[name] or getattr(about, name)
            rows.append([{"id": first + offset, "vintage": vintage, **cells}[name] for name in _TIE])
            parties += [(first + offset, actor) for actor in tie.parties]
        if rows:
            self._insert("tie", _TIE, [list(column) for column in zip(*rows, strict=True)])
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
        self._connection.execute(
            "INSERT INTO coverage SELECT s.vintage, s.measure, min(q.start), max(q.stop), count(DISTINCT q.actor), count(*) "
            "FROM quantity q JOIN series s ON s.id = q.series WHERE s.vintage = $1 GROUP BY s.vintage, s.measure UNION ALL "
            "SELECT t.vintage, t.type, min(t.start), max(t.stop), count(DISTINCT p.actor), count(DISTINCT t.id) "
            "FROM tie t JOIN party p ON p.tie = t.id WHERE t.vintage = $1 GROUP BY t.vintage, t.type", [vintage]
        )  # fmt: skip
        self._connection.execute("UPDATE vintage SET digest = ?, rows = (SELECT coalesce(sum(rows), 0) FROM coverage c "
                                 "WHERE c.vintage = $2) WHERE id = $2", [self._digest(vintage), vintage])  # fmt: skip

    def _digest(self, vintage: int) -> str:
        """Return a fingerprint of a vintage's statements that does not depend on their order or numbering."""
        shared = ", ".join(f"s.{name}" for name in Series.__dataclass_fields__)
        lines = f"SELECT id, md5(concat_ws('|', {shared})) AS line FROM series s WHERE vintage = {vintage}"
        facts = "q.actor, q.start, q.stop, q.grain, q.number, q.flags, q.locator, q.partner, q.known, q.high, q.places, q.surface"
        ties = ", ".join(f"t.{name}" for name in _TIE if name not in ("id", "vintage"))
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


class _Explained:
    """Turns what the database says of a full disk or a broken file into one sentence."""

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
