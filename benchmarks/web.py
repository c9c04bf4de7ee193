"""The web app under load, beside the library in the same run.  `python -m benchmarks.web`

What is asked of it: 200 checks of the example from 8 clients on two cores without an error and with flat memory; the median of a
repeated check at most 50 ms; a new check within 1.5 times the library call.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

EXAMPLE = Path(__file__).parents[1] / "examples" / "tokyo-nato.txt"
CLIENTS, CHECKS, NEW, ROUNDS = 8, 200, 10, 10


def variant(number: int) -> str:
    """Return the example with a last line of its own, so that it is a new article."""
    return f"{EXAMPLE.read_text(encoding='utf-8')}\nThis is copy number {number}.\n"


def ask(client: httpx.Client, text: str) -> tuple[float, int]:
    """Return the seconds and the status of one check through the API."""
    started = time.perf_counter()
    answer = client.post("/api/checks", json={"text": text, "published": "2023-04-14"})
    return time.perf_counter() - started, answer.status_code


def memory(process: int) -> float:
    """Return the resident memory in MB of a process and its children, from /proc; 0 where there is none."""
    total = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "status").read_text()
        except OSError:
            continue
        fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        if int(folder.name) == process or int(fields["PPid"]) == process:
            total += int(fields.get("VmRSS", "0 kB").split()[0]) / 1024
    return total


def serve(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start the app on a free port; return its process and address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("dragoman")), "serve", "--port", str(port), "--rate", "1000000"]
    process = subprocess.Popen([*command, "--saved", str(folder / "checks.sqlite3")], stdout=subprocess.DEVNULL)
    return process, f"http://127.0.0.1:{port}"


def ready(client: httpx.Client) -> None:
    """Wait until both workers are warm: two new checks at once have come back three times."""
    done = 0
    for number in range(2000):
        try:
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(lambda n: ask(client, variant(-n)), (2 * number + 1, 2 * number + 2)))
            done += 1
            if done == 3:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("the app did not become ready")


def beside_library(client: httpx.Client) -> tuple[float, float]:
    """Return the median seconds of a new check by the library and through the app, taken in turns."""
    import dragoman
    from dragoman.evidence.store import Store

    store = Store.open()
    own, through = [], []
    for number in range(ROUNDS):
        text = variant(10_000 + number)
        started = time.perf_counter()
        dragoman.check(text, published="2023-04-14", store=store)
        own.append(time.perf_counter() - started)
        through.append(ask(client, text)[0])
    return statistics.median(own[2:]), statistics.median(through[2:])


def load(address: str, process: int) -> dict[str, float]:
    """Send 200 checks from 8 clients, one in `NEW` of them new; return counts, medians and memory in MB."""
    before, mine = memory(process), threading.local()

    def begin() -> None:
        mine.client = httpx.Client(base_url=address, timeout=120)

    def one(number: int) -> tuple[bool, float, int]:
        new = number % NEW == 0
        return (new, *ask(mine.client, variant(20_000 + number) if new else variant(10_000)))

    with ThreadPoolExecutor(CLIENTS, initializer=begin) as pool:
        found = list(pool.map(one, range(CHECKS)))
        middle = memory(process)
        found += list(pool.map(one, range(CHECKS, 2 * CHECKS)))
    return {
        "errors": sum(status != 200 for _, _, status in found),
        "repeated_ms": 1000 * statistics.median(seconds for new, seconds, _ in found if not new),
        "new_ms": 1000 * statistics.median(seconds for new, seconds, _ in found if new),
        "memory_before": before,
        "memory_middle": middle,
        "memory_after": memory(process),
    }


def main() -> None:
    """Run and print."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as folder:
        process, address = serve(Path(folder))
        try:
            with httpx.Client(base_url=address, timeout=120) as client:
                ready(client)
                library, app = beside_library(client)
                alone = [ask(client, variant(10_000))[0] for _ in range(50)]
            under = load(address, process.pid)
        finally:
            process.terminate()
            process.wait(20)
    print(f"one client: new check {1000 * app:.0f} ms, library {1000 * library:.0f} ms: ratio {app / library:.2f} (aim 1.5)")
    print(f"one client: repeated check, median {1000 * statistics.median(alone):.1f} ms")
    print(
        f"{CLIENTS} clients, 2 x {CHECKS} checks, one in {NEW} new: {under['errors']:.0f} errors; repeated, median "
        f"{under['repeated_ms']:.1f} ms (aim 50); new, median {under['new_ms']:.0f} ms"
    )
    print(
        f"memory of app and workers: {under['memory_before']:.0f} MB before, {under['memory_middle']:.0f} after {CHECKS}, "
        f"{under['memory_after']:.0f} after {2 * CHECKS}: ratio {under['memory_after'] / under['memory_middle']:.3f}"
    )


if __name__ == "__main__":
    main()
