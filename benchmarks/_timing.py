"""Timing that a shared machine does not spoil: the things compared take turns, and the best of the rounds counts."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of processor and wall time over the rounds, and the highest resident memory in MB (0 where not measured)."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]
    memory: float = 0.0

    def __str__(self) -> str:
        memory = f", peak {self.memory:.0f} MB" if self.memory else ""
        return f"cpu {min(self.cpu):.3f} s (median {statistics.median(self.cpu):.3f}), wall {min(self.wall):.3f} s{memory}"


def in_turns(rounds: int, **calls: Callable[[], object]) -> dict[str, Timed]:
    """Time each call once a round, in turns, within this process."""
    cpu: dict[str, list[float]] = {name: [] for name in calls}
    wall: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            started, clock = time.process_time(), time.perf_counter()
            call()
            cpu[name].append(time.process_time() - started)
            wall[name].append(time.perf_counter() - clock)
    return {name: Timed(tuple(cpu[name]), tuple(wall[name])) for name in calls}


def processes(rounds: int, **commands: list[str]) -> dict[str, Timed]:
    """Time whole processes in turns, after one round that does not count. Each command is given to this Python.

    All of them find their modules compiled, as installed packages do, whatever the environment says about writing bytecode.
    """
    rows: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for number in range(rounds + 1):
            for name, command in commands.items():
                clock = time.perf_counter()
                child = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, env=environment)
                _, status, usage = os.wait4(child.pid, 0)
                child.returncode = os.waitstatus_to_exitcode(status)
                if child.returncode:
                    raise SystemExit(f"{name} ended with {child.returncode}")
                if number:
                    rows[name].append((usage.ru_utime + usage.ru_stime, time.perf_counter() - clock, usage.ru_maxrss / 1024))
    return {
        name: Timed(tuple(r[0] for r in found), tuple(r[1] for r in found), max(r[2] for r in found))
        for name, found in rows.items()
    }


def ratio(ours: Timed, theirs: Timed) -> str:
    """Return ours as a share of theirs, by processor time and by wall time, the best rounds of each."""
    return f"{min(ours.cpu) / min(theirs.cpu):.2f} by processor time, {min(ours.wall) / min(theirs.wall):.2f} by wall time"
