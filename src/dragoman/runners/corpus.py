"""A corpus run: plan, run what is not done yet, keep count."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from dragoman.errors import UnusableInput
from dragoman.runners.plan import Shard, plan
from dragoman.runners.records import Columns, inputs
from dragoman.runners.work import Done, finished, open_store

FREE_BYTES = 50_000_000


def run(
    patterns: list[str],
    out: Path,
    *,
    columns: Columns | None = None,
    store: Path | None = None,
    articles: int = 200,
    workers: int | None = None,
    engine: str = "local",
    scheduler: str | None = None,
    progress: Callable[[int, int, int], None] = lambda shards, articles, total: None,
) -> Counter[str]:
    """Check every article of the inputs; return how many rows each table got.

    What was done before, by a run that was killed, is kept. The inputs must be the same.

    Args:
        patterns: files, folders and globs.
        out: folder for the tables `articles`, `claims`, `findings`, `errors`, and `markers`.
        articles: how many a shard holds at most.
        workers: processes; None for one a core.
        progress: called with shards done, articles done, articles in all.

    Raises:
        UnusableInput: inputs, columns or folder that cannot be used.
    """
    files = inputs(patterns)
    with _alone(out):
        shards = plan(files, out, columns=columns or Columns(), articles=articles)
        held = str(store.absolute()) if store else ""
        opened = open_store(held)
        kept = [(shard, finished(shard, out, opened.hash)) for shard in shards]
        if any(not done and not Path(shard.path).exists() for shard, done in kept):
            (out / "plan.json").unlink()  # finished once, under another store or version: cut the inputs up again
            shards = plan(files, out, columns=columns or Columns(), articles=articles, again=True)
            kept = [(shard, finished(shard, out, opened.hash)) for shard in shards]
        total, rows = sum(shard.articles for shard in shards), Counter[str]()
        counted = 0
        todo = [shard for shard, done in kept if not done]
        before = [done for _, done in kept if done]
        for number, done in enumerate(chain(before, _engine(engine, todo, out, held, workers, scheduler)), 1):
            rows.update(done["rows"])
            counted += done["rows"]["articles"] + done["rows"]["errors"]
            progress(number, counted, total)
        shutil.rmtree(out / "shards", ignore_errors=True)
    return rows


def _engine(
    engine: str, shards: list[Shard], out: Path, store: str, workers: int | None, scheduler: str | None
) -> Iterator[Done]:
    from dragoman.runners import engines

    count = workers or os.cpu_count() or 1
    place = str(out.absolute())
    if not shards:
        return iter(())
    if engine == "local":
        return engines.local(shards, place, store, workers=min(count, len(shards)))
    if engine == "dask":
        return engines.dask(shards, place, store, workers=min(count, len(shards)), scheduler=scheduler)
    raise UnusableInput(f"there is no engine {engine!r}", do="take local or dask", where="--engine")


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold a run's folder for one driver at a time."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(out).free
    except OSError as error:
        raise UnusableInput(f"the folder cannot be made ({error.strerror})", do="give another --out", where=str(out)) from error
    if free < FREE_BYTES:
        raise UnusableInput("the disk is almost full", do="make room first", where=str(out))
    with (out / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UnusableInput(
                "another run is writing there", do="wait for it, or give another --out", where=str(out)
            ) from error
        yield
