"""Where stores live, how the embedded one is built, and how files are added to a user's own.

The embedded evidence is built on first use into the user's cache, in a file named by a hash of what it is built from. The user's
own store lives in the user's data folder: a file named by the hash of its content, and `current`, a line with that name. It holds
the embedded evidence and everything added since; when a newer Dragoman brings newer embedded evidence, it is layered anew.
`DRAGOMAN_CACHE` names another folder for both.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from dragoman.errors import StoreError, UnreadableValue
from dragoman.evidence.database import SCHEMA
from dragoman.evidence.files import sha256
from dragoman.evidence.rows import Release, Source
from dragoman.evidence.sources import sources
from dragoman.evidence.store import Store
from dragoman.evidence.writer import Writer
from dragoman.model import Vintage

HERE = Path(__file__).parent
KEPT, AT_HAND = 30 * 86_400, 3600


def cache_folder() -> Path:
    """Return where the embedded evidence is built."""
    named = os.environ.get("DRAGOMAN_CACHE")
    return Path(named).expanduser() if named else Path(platformdirs.user_cache_dir("dragoman", appauthor=False))


def data_folder() -> Path:
    """Return where the user's own store lives."""
    named = os.environ.get("DRAGOMAN_CACHE")
    return Path(named).expanduser() / "own" if named else Path(platformdirs.user_data_dir("dragoman", appauthor=False))


def embedded_key() -> str:
    """Return a hash of everything that the embedded evidence is built from: schema, loaders, our files, versions of packages."""
    parts = [SCHEMA, *(sha256(HERE / name) for name in ("rows.py", "schema.sql", "coverage.sql"))]
    for name, source in sorted(_embedded().items()):
        package = source.about.package
        parts += [name, f"{package} {version(package)}" if package else "", *(sha256(path) for path in _code(source))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _embedded() -> dict[str, Source]:
    return {name: source for name, source in sources().items() if source.about.embedded}


def _code(source: Source) -> list[Path]:
    """Return the loader of a source and the tables beside it."""
    folder = Path(str(sys.modules[source.__class__.__module__].__file__)).parent
    return sorted(
        path for path in folder.iterdir() if path.suffix in (".py", ".toml", ".csv") and not path.name.startswith("sample")
    )


def current() -> Path:
    """Return the store in use: the user's own where there is one, else the embedded evidence, built where it is not there yet."""
    pointer = data_folder() / "current"
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except OSError:
        return embedded()
    path = pointer.with_name(name)
    if not path.is_file():
        raise StoreError(
            f"the user's store {name} is gone", where=str(pointer), do="remove this file to use the embedded evidence"
        )
    return _layered(path)


def embedded(*, anew: bool = False) -> Path:
    """Return the embedded evidence, building it where it is not there yet; `anew` where what is there turned out broken."""
    path = cache_folder() / f"embedded-{embedded_key()}.duckdb"
    if path.is_file() and not anew:
        return path
    with Writer(path) as writer:
        add_all(writer, ((source, source.embedded()) for source in _by_order(_embedded().values())), embedded=True)
        writer.note("embedded", embedded_key())
        written = writer.finish()
    for old in path.parent.glob("embedded-*.duckdb"):
        if old != written and time.time() - old.stat().st_mtime > KEPT:
            _drop(old)
    return written


def _by_order(held: Iterable[Source]) -> list[Source]:
    return sorted(held, key=lambda source: (source.about.order, source.about.name))


def add_all(
    writer: Writer, files: Iterable[tuple[Source, Sequence[Path]]], *, embedded: bool = False, published: date | None = None
) -> list[tuple[Release, int]]:
    """Load files into a store being written; return each release with the number of its statements."""
    added = []
    for source, paths in files:
        for release in source.load(paths):
            if published is not None:
                release.vintage = _dated(release.vintage, published)
            added.append((release, writer.add(release, source.about, embedded=embedded)))
    return added


def _dated(vintage: Vintage, published: date) -> Vintage:
    """Return a vintage with the day that the user gives it. A file that carries its own is not given another."""
    if vintage.published is not None and vintage.published != published:
        raise UnreadableValue(f"the file itself says that it was published on {vintage.published}", where="--published",
                              do="leave the option out")  # fmt: skip
    label = vintage.label.replace(str(vintage.retrieved), str(published)) if vintage.retrieved else vintage.label
    return replace(vintage, published=published, retrieved=None, label=label)


def add(
    source: Source, files: Sequence[Path], *, store: Path | None = None, published: date | None = None
) -> list[tuple[Release, int]]:
    """Load files into the user's store, or into the store file named; return each release with its number of statements.

    The store is written whole to a new file and moved into place: whoever reads the old one goes on reading it, and if anything
    fails the old one stays. A store file that does not exist yet starts from the embedded evidence.

    Raises:
        SourceChanged: a file is not laid out as its loader knows it, or its vintage is held already.
        StoreError: another load is going on, or the disk is full.
    """
    with change(store) as writer:
        return add_all(writer, [(source, files)], published=published)


def remove(name: str, *, store: Path | None = None) -> int:
    """Remove everything that came from a source; return how many vintages went."""
    with change(store) as writer:
        gone = writer.remove(name)
        if not gone:
            raise StoreError(f"nothing from a source called {name!r} is held", do="see 'dragoman evidence list'")
        removed = set(filter(None, (writer.noted("removed") or "").split(";")))
        writer.note("removed", ";".join(sorted(removed | {name})))
        return gone


@contextmanager
def change(store: Path | None = None) -> Iterator[Writer]:
    """Give a writer that starts as a copy of the store, and put what it wrote in the store's place at the end.

    Raises:
        StoreError: another process is changing the same store.
    """
    folder = data_folder() if store is None else store.absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"no store can be written here ({error.strerror})", where=str(folder)) from error
    lock = FileLock(folder / (".own.lock" if store is None else f".{store.name}.lock"))
    try:
        lock.acquire(timeout=30)
    except Timeout:
        raise StoreError("another load into this store is going on", where=str(folder), do="wait for it to end") from None
    try:
        base = current() if store is None else store if store.exists() else embedded()
        Store.open(base).close()
        target = store.absolute() if store is not None else folder / "{hash}.duckdb"
        with Writer(target, base=base) as writer:
            yield writer
            written = writer.finish()
        if store is None:
            _point(folder, written)
    finally:
        lock.release()


def _point(folder: Path, written: Path) -> None:
    """Make a store the current one and drop those before it, once nobody can be about to open them."""
    temporary = folder / f".current-{os.getpid()}"
    temporary.write_text(written.name + "\n", encoding="utf-8")
    os.replace(temporary, folder / "current")
    for old in folder.glob("*.duckdb"):
        if old != written and time.time() - old.stat().st_mtime > AT_HAND:
            _drop(old)


def _drop(path: Path) -> None:
    with suppress(OSError):  # somebody reads it on a system that does not let go; the next change drops it
        path.unlink()


def _layered(path: Path) -> Path:
    """Return the user's store, with the embedded evidence of this version under what the user added."""
    store = Store.open(path)
    noted = dict(store.rows("SELECT key, value FROM meta"))
    store.close()
    if noted.get("embedded") == embedded_key():
        return path
    with Writer(path.with_name("{hash}.duckdb"), base=embedded()) as writer:
        writer.note("embedded", embedded_key())
        for name in filter(None, noted.get("removed", "").split(";")):
            writer.remove(name)
        writer.note("removed", noted.get("removed", ""))
        writer.copy_vintages(path, embedded=False)
        written = writer.finish()
    _point(path.parent, written)
    return written
