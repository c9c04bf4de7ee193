"""What a running app may use: places, limits, names."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


def data_folder() -> Path:
    """Return the folder of the user's saved checks, by the system's own custom."""
    from platformdirs import user_data_path

    return user_data_path("dragoman", appauthor=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one app. Sizes in bytes, times in seconds.

    Args:
        saved: the file of the saved checks (SQLite); made on first use, readable by its owner only.
        store: a store file instead of the embedded evidence.
        corpus: the folder of a corpus run, whose repeats are shown.
        workers: processes that read and check; each holds the parser once (about 400 MB).
        memory: the address space of one such process.
        seconds: how long one check may take before its process is ended.
        upload: the largest request body.
        queue: checks that may wait for a worker; more are turned away (429).
        rate, burst: new checks a minute and at once, for each client address.
        hosts: names under which the app answers, besides addresses of this machine.
        fetch_private: let an address given by a user reach private networks. For tests only.
    """

    saved: Path = field(default_factory=lambda: data_folder() / "checks.sqlite3")
    store: Path | None = None
    corpus: Path | None = None
    workers: int = 2
    memory: int = 3_000_000_000
    seconds: float = 60.0
    upload: int = 10_000_000
    queue: int = 32
    rate: float = 60.0
    burst: int = 30
    hosts: tuple[str, ...] = ()
    fetch_private: bool = False
