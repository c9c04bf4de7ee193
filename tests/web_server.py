"""One running app for the web and browser tests: real workers, the embedded evidence, a list of checks of its own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from dragoman.runners import tables
from dragoman.web.app import create_app
from dragoman.web.settings import Settings

EXAMPLE = Path(__file__).parents[1] / "examples" / "tokyo-nato.txt"


OUTLETS = ("Harbour <b>Daily</b>", "O'Brien's Ledger", "Capital Wire")


def settings(folder: Path) -> Settings:
    """Return the settings of the app under test: one worker, generous rates, saved checks in a folder that goes away."""
    return Settings(saved=folder / "checks.sqlite3", corpus=corpus(folder / "run"), workers=1, rate=60_000, burst=10_000, seconds=60)


def corpus(folder: Path) -> Path:
    """Write the tables of a small corpus run put together by hand; return its folder."""
    wrong = {"kind": "figure", "quote": "Norland spent\n$9 billion in 2023", "subject": ["NOR"], "measure": "military_expenditure", "form": "level", "low": 9e9, "high": 9e9, "unit": "money", "currency": "USD", "period_start": "2023-01-01", "polarity": "positive"}
    right = {"kind": "tie", "quote": "Sudmark joined the <i>pact</i>", "subject": ["SWE"], "object": ["org:NATO"], "tie_type": "membership", "tie_action": "join", "polarity": "positive"}
    rows: dict[str, list[dict[str, object]]] = {"articles": [], "claims": [], "findings": [], "errors": []}
    for number in range(7):
        article = f"it's-{number}"
        rows["articles"].append({"article": article, "outlet": OUTLETS[number % 3], "title": f"Story {number}", "published": f"2024-05-{1 + number:02d}"})
        said = [("c1", wrong, "refuted", "$8 billion")] + ([("c2", right, "supported", "7 March 2024")] if number < 3 else [])
        for claim, body, verdict, value in said:
            rows["claims"].append({"article": article, "claim": claim, **body})
            rows["findings"].append({"article": article, "claim": claim, "verdict_now": verdict, "value": value, "reason": "The record says so."})
    for table, held in rows.items():
        (folder / table).mkdir(parents=True)
        tables.write(table, held, folder / table / "0.parquet")
    return folder


@contextmanager
def running(folder: Path, chosen: Settings | None = None) -> Iterator[str]:
    """Start the app on a free port of this machine, with settings or those of `settings`; give its address; end it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(chosen or settings(folder)), log_level="error"))
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
