"""Checks under way: what the progress page asks about."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from dragoman.errors import DragomanError
from dragoman.export.view import view
from dragoman.web.saved import Saved
from dragoman.web.work import Job, identity
from dragoman.web.workers import Pool

KEPT, FORGOTTEN_AFTER = 400, 900.0


@dataclass(slots=True)
class State:
    """One check under way or just done. `check` is its address once done; `error` what ended it."""

    id: str
    step: str = "waiting"
    check: str | None = None
    error: DragomanError | None = None
    made: float = field(default_factory=time.monotonic)
    task: asyncio.Task[None] | None = None

    @property
    def over(self) -> bool:
        """Whether it is done, well or not."""
        return self.check is not None or self.error is not None


class Jobs:
    """The checks of one app. A check goes on when its reader goes away, and is saved when it is done."""

    def __init__(self, pool: Pool, saved: Saved) -> None:
        self.pool, self.saved = pool, saved
        self._held: OrderedDict[str, State] = OrderedDict()
        self._now: dict[str, State] = {}

    def get(self, key: str) -> State | None:
        """Return a check under way, or None where it is not known (any more)."""
        return self._held.get(key)

    def kept(self, job: Job) -> str | None:
        """Return the address of the same check made before, or None."""
        if job.data is None or not self.pool.store:
            return None
        key = identity(job.data, job.published, self.pool.store)
        return key if self.saved.has(key) else None

    def submit(self, job: Job) -> State:
        """Begin a check; the same one already under way is joined."""
        key = identity(job.data or (job.url or "").encode(), job.published, "running")
        if key in self._now:
            return self._now[key]
        state = State(secrets.token_urlsafe(12))
        self._held[state.id] = self._now[key] = state
        state.task = asyncio.get_running_loop().create_task(self._run(job, state, key))
        self._forget()
        return state

    async def _run(self, job: Job, state: State, key: str) -> None:
        def tell(step: str) -> None:
            state.step = step

        try:
            address, report = await self.pool.run(job, tell)
            shown = view(report)
            await asyncio.to_thread(self.saved.add, address, report, title=shown.title, summary=shown.summary)
            state.check = address
        except DragomanError as error:
            state.error = error
        except Exception as error:
            state.error = DragomanError(f"the check failed inside ({type(error).__name__})", do="try again")
            raise
        finally:
            self._now.pop(key, None)

    def _forget(self) -> None:
        now = time.monotonic()
        for key, state in list(self._held.items()):
            if state.over and (len(self._held) > KEPT or now - state.made > FORGOTTEN_AFTER):
                del self._held[key]

    async def wait(self, state: State, seconds: float | None) -> bool:
        """Wait for a check, at most so long; return whether it is over. The check itself goes on."""
        assert state.task is not None
        await asyncio.wait({state.task}, timeout=seconds)
        return state.over

    def close(self) -> None:
        """Give up every check under way."""
        for state in self._now.values():
            if state.task:
                state.task.cancel()
