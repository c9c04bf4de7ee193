"""The two ways of running shards: processes on this machine, or a Dask cluster. Both run the same function."""

from __future__ import annotations

import atexit
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from dragoman.errors import UnusableInput
from dragoman.runners.plan import Shard
from dragoman.runners.work import Done, give_up, open_store, work

TRIES = 4


def local(shards: list[Shard], out: str, store: str, *, workers: int) -> Iterator[Done]:
    """Return the markers of shards as they are done, from worker processes. A killed worker's shards are done again."""
    tries: Counter[int] = Counter()
    left = {shard.number: shard for shard in shards}
    while left:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_follow, initargs=(os.getpid(),)) as pool:
            try:
                for done in _through(pool, left, tries, out, store, workers):
                    del left[done["shard"]]
                    yield done
            except BrokenProcessPool:
                for shard in [left[number] for number in list(left) if tries[number] >= TRIES]:
                    del left[shard.number]
                    reason = f"the worker died {TRIES} times on this shard, perhaps for want of memory"
                    yield give_up(shard, out, open_store(store).hash, reason)


def _through(
    pool: ProcessPoolExecutor, left: dict[int, Shard], tries: Counter[int], out: str, store: str, workers: int
) -> Iterator[Done]:
    waiting = iter(list(left.values()))
    running: set[Future[Done]] = set()
    while True:
        while len(running) < 2 * workers and (shard := next(waiting, None)):
            tries[shard.number] += 1
            running.add(pool.submit(work, shard, out, store))
        if not running:
            return
        ready, running = wait(running, return_when=FIRST_COMPLETED)
        for future in ready:
            yield future.result()


def _follow(parent: int) -> None:
    """Make a worker end when its driver was killed."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    atexit.register(open_store.cache_clear)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def dask(shards: list[Shard], out: str, store: str, *, workers: int, scheduler: str | None) -> Iterator[Done]:
    """Return the markers of shards as they are done, from a Dask cluster: the scheduler's, or one made on this machine.

    Raises:
        UnusableInput: Dask is not installed, or the scheduler does not answer.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise UnusableInput("Dask is not installed", do="install dragoman[scale]", where="--engine dask") from error
    if scheduler:
        try:
            client = Client(scheduler, timeout=10)
        except (OSError, ValueError) as error:
            raise UnusableInput(
                "no scheduler answers there", do="start one, or leave --scheduler out", where=scheduler
            ) from error
        with client:
            yield from _gather(client, shards, out, store)
    else:
        with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
            yield from _gather(client, shards, out, store)


def _gather(client: Any, shards: list[Shard], out: str, store: str) -> Iterator[Done]:
    from distributed import KilledWorker, as_completed

    futures = dict(zip(client.map(work, shards, out=out, store=store, pure=False), shards, strict=True))
    for future in as_completed(futures):
        try:
            yield future.result()
        except KilledWorker:
            reason = "the worker died again and again on this shard, perhaps for want of memory"
            yield give_up(futures[future], out, open_store(store).hash, reason)
