"""Worker processes with limits on time and memory. One that dies or takes too long is replaced; the others never notice."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from dragoman.errors import DragomanError
from dragoman.web import work
from dragoman.web.settings import Settings

START_SECONDS = 180.0


class TooSlow(DragomanError):
    """A check took longer than it may."""


class Died(DragomanError):
    """A worker process ended in the middle of a check."""


class Busy(DragomanError):
    """Too many checks are waiting."""


@dataclass(slots=True)
class Worker:
    """One process, started on first use and again after it was ended. Used by one thread at a time."""

    settings: Settings
    process: Any = None
    pipe: Connection | None = None
    store: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, job: Any, tell: work.Tell) -> Any:
        """Return the answer to a job.

        Raises:
            TooSlow, Died: see there.
            DragomanError: what the job itself raised.
        """
        with self.lock:
            return self._run(job, tell)

    def _run(self, job: Any, tell: work.Tell) -> Any:
        pipe = self._started()
        try:
            pipe.send(job)
            return self._answer(pipe, self.settings.seconds, tell)
        except (EOFError, OSError) as error:
            self.end()
            raise Died("the check used more than it may and was ended", do="give a shorter or plainer article") from error

    def _started(self) -> Connection:
        if self.pipe is not None and self.process.is_alive():
            return self.pipe
        self.end()
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        given = (theirs, self.settings.store, self.settings.memory, self.settings.fetch_private)
        self.process = context.Process(target=work.serve, args=given, daemon=True, name="dragoman-worker")
        self.process.start()
        theirs.close()
        try:
            self.store = self._answer(self.pipe, START_SECONDS, lambda _: None)
        except (EOFError, OSError) as error:
            self.end()
            raise Died("no worker process can be started", do="see the server's log") from error
        return self.pipe

    def _answer(self, pipe: Connection, seconds: float, tell: work.Tell) -> Any:
        until = time.monotonic() + seconds
        while pipe.poll(max(until - time.monotonic(), 0)):
            kind, value = pipe.recv()
            if kind == "step":
                tell(value)
            elif kind == "failed":
                raise value
            else:
                return value
        self.end()
        raise TooSlow(f"the check took longer than {seconds:.0f} seconds and was ended", do="give a shorter article")

    def start(self) -> str:
        """Start the process if need be; return the hash of its store."""
        with self.lock:
            self._started()
            return self.store

    def end(self) -> None:
        """End the process, if there is one."""
        if self.pipe is not None:
            self.pipe.close()
        if self.process is not None:
            self.process.kill()
            self.process.join(5)
        self.pipe = self.process = None


@dataclass(slots=True)
class Pool:
    """A fixed number of workers and a bounded line of jobs before them."""

    settings: Settings
    store: str = ""
    waiting: int = 0
    _free: asyncio.Queue[Worker] = field(default_factory=asyncio.Queue)
    _all: list[Worker] = field(default_factory=list)

    def open(self) -> None:
        """Make the workers; their processes start when they are first used, or by `warm`."""
        self._all = [Worker(self.settings) for _ in range(self.settings.workers)]
        for one in self._all:
            self._free.put_nowait(one)

    async def warm(self) -> None:
        """Start the processes one after the other, so that the first visitor does not wait for all of them."""
        for _ in self._all:
            worker = await self._free.get()
            try:
                self.store = await asyncio.to_thread(worker.start)
            except DragomanError:
                return
            finally:
                self._free.put_nowait(worker)

    async def run(self, job: Any, tell: Callable[[str], None] = lambda _: None) -> Any:
        """Return the answer to a job once a worker is free.

        Raises:
            Busy: more jobs wait than may.
            DragomanError: as `Worker.run`.
        """
        if self.waiting >= self.settings.queue + len(self._all):
            raise Busy("too many checks are waiting", do="try again in a minute")
        self.waiting += 1
        try:
            worker = await self._free.get()
            try:
                answer = await asyncio.to_thread(worker.run, job, tell)
                self.store = worker.store
                return answer
            finally:
                self._free.put_nowait(worker)
        finally:
            self.waiting -= 1

    async def finish(self, job: Any) -> Any:
        """Return the answer to a job, seen through to its end even where the one who asked goes away."""
        return await asyncio.shield(asyncio.ensure_future(self.run(job)))

    def close(self) -> None:
        """End every process."""
        for one in self._all:
            with contextlib.suppress(OSError, ValueError):
                one.end()
