"""One running app for the web and browser tests: real workers, the embedded evidence, a list of checks of its own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from dragoman.web.app import create_app
from dragoman.web.settings import Settings

EXAMPLE = Path(__file__).parents[1] / "examples" / "tokyo-nato.txt"


def settings(folder: Path) -> Settings:
    """Return the settings of the app under test: one worker, generous rates, saved checks in a folder that goes away."""
    return Settings(saved=folder / "checks.sqlite3", workers=1, rate=60_000, burst=10_000, seconds=60)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Start the app on a free port of this machine; give its address; end it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(settings(folder)), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + 60
        while not server.started and thread.is_alive() and time.monotonic() < until:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)
