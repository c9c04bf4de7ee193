"""What a worker process does: read, check, judge again. Runs apart from the app, with limits on memory; knows no request."""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman import __version__
from dragoman.errors import DragomanError, UnusableInput
from dragoman.model import Article, Claim, Finding, Report

if TYPE_CHECKING:
    from dragoman.evidence.store import Store

Tell = Callable[[str], None]
STEPS = ("fetching", "reading", "finding", "asking", "judging")


@dataclass(frozen=True, slots=True)
class Job:
    """One article to check: its bytes, or an address. `name` is only ever shown, never opened."""

    data: bytes | None
    name: str
    url: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """One claim to judge again."""

    article: Article
    claim: Claim


def identity(data: bytes, published: date | None, store: str) -> str:
    """Return the address of a check: a hash of what decides it (the bytes, the date, the evidence, the version)."""
    head = f"{__version__}|{store}|{published.isoformat() if published else ''}|".encode()
    return hashlib.sha256(head + data).hexdigest()[:24]


def serve(pipe: Connection, store: Path | None, memory: int, private: bool) -> None:
    """Answer jobs from a pipe until it closes. Each answer is ("step", name)*, then ("done", value) or ("failed", error)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit(memory)
    try:
        held = warm(store)
    except BaseException as error:
        pipe.send(("failed", _error(error)))
        return
    pipe.send(("ready", held.hash))
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = ("done", run(job, held, lambda step: pipe.send(("step", step)), private=private))
        except BaseException as error:
            answer = ("failed", _error(error))
        pipe.send(answer)


def limit(memory: int) -> None:
    """Bound this process' address space, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def warm(store: Path | None) -> Store:
    """Return the open store, with the parser loaded."""
    from dragoman import pipeline
    from dragoman.evidence.store import Store

    held = Store.open(store)
    pipeline.check("Japan spent 1 percent of its GDP on defence in 2020.", published="2021-01-01", store=held)
    return held


def _error(error: BaseException) -> DragomanError:
    if isinstance(error, DragomanError):
        return error
    if isinstance(error, MemoryError):
        return UnusableInput("reading this article needs more memory than a check may have", do="give a shorter one")
    return UnusableInput(
        f"the check failed inside ({type(error).__name__})", do="try plain text, and report it if that fails too"
    )


def run(job: Any, store: Store, tell: Tell, *, private: bool) -> Any:
    """Return (address, report) of a job, the finding of a claim judged again, or the answer of the outlook or commitments."""
    if isinstance(job, Job):
        return _check(job, store, tell, private)
    if isinstance(job, Again):
        return _again(job, store)
    from dragoman.web.look import answer

    return answer(job, store)


def _again(job: Again, store: Store) -> Finding:
    from dragoman import pipeline

    return pipeline.judge(job.article, (job.claim,), store).findings[job.claim.id]


def _check(job: Job, store: Store, tell: Tell, private: bool) -> tuple[str, Report]:
    from dragoman import intake, pipeline
    from dragoman.reading.read import read

    data, name = job.data, job.name
    if job.url is not None:
        from dragoman.intake.fetch import fetch

        tell("fetching")
        page = fetch(job.url, allow=lambda _: True) if private else fetch(job.url)
        data, name = page.data, page.url
    if not data:
        raise UnusableInput("there is no text in it", do="paste an article, choose a file or give an address")
    tell("reading")
    taken = intake.from_bytes(data, name=name, url=name if job.url else None)
    article = intake.to_article(taken, published=job.published)
    readings = read(article)
    tell("finding")
    claims = pipeline.find(article, readings)
    tell("asking")
    report = pipeline.judge(article, claims, store)
    tell("judging")
    return identity(data, job.published, store.hash), replace(report, checked=date.today())
