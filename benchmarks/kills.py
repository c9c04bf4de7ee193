"""Kills: a corpus run is killed at random points and resumed; its output must equal an uninterrupted run's, byte for byte.

    python -m benchmarks.kills [--times 10]

Kills the driver, a worker, or both, so many times each, and prints how many outputs were equal.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import digest

TEXT = (
    "Japan spent {} billion dollars on its military in 2023. Poland and France signed a defence agreement on 5 May 2023. "
    "The defence minister said that the budget would grow by {} percent next year."
)


def main() -> None:
    """Print equal and all, for each victim."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        corpus = _write(place / "articles.jsonl")
        clock = time.perf_counter()
        _resume(corpus, place / "whole")
        length = time.perf_counter() - clock
        wanted = digest(place / "whole")
        for victim in ("driver", "worker", "both"):
            equal = 0
            for number in range(options.times):
                out = place / f"{victim}{number}"
                _killed(corpus, out, victim, rng.uniform(0.2, length))
                _resume(corpus, out)
                equal += digest(out) == wanted
            print(f"killed the {victim:7s} at a random point: {equal} of {options.times} outputs equal to an uninterrupted run's")


def _write(path: Path) -> Path:
    rows = [{"id": f"a{n}", "text": TEXT.format(40 + n % 9, n % 12), "published": "2024-05-01"} for n in range(240)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def _command(corpus: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "dragoman", "corpus", "run", str(corpus), "--out", str(out), "--shard", "10", "--workers", "2"]


def _resume(corpus: Path, out: Path) -> None:
    subprocess.run(_command(corpus, out), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _killed(corpus: Path, out: Path, victim: str, after: float) -> None:
    process = subprocess.Popen(_command(corpus, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    found = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False)
    workers = [int(line.split()[0]) for line in found.stdout.splitlines() if "spawn_main" in line]
    for pid in (workers[-1:] if victim != "driver" else []) + ([process.pid] if victim != "worker" else []):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


if __name__ == "__main__":
    main()
