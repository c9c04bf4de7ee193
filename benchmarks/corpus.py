"""Corpora: articles a second, end to end, beside bare spaCy's full pipeline on the same texts; scaling, overhead, memory.

    python -m benchmarks.corpus [--articles 10000] [--security FILE] [--news FILE] [--sample 400]

Texts are resampled, one in ten on security, from two JSONL files with a `text` field (the private reference folders beside the
checkout unless given). spaCy is timed on a sample, one core. Aim: at least 10 times bare spaCy per core, judging included;
overhead over the bare calls at most 10 %; two cores at least 1.7 times one; memory flat from 1,000 to 10,000 articles.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from dragoman.reading.network import MODEL

SHARED = Path(__file__).parents[2] / "shared" / "bench"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--security", type=Path, default=SHARED / "articles" / "articles.dev.jsonl")
    parser.add_argument("--news", type=Path, default=SHARED / "polnear" / "train.jsonl")
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    texts = _resample(options.security, options.news, options.articles)
    sample = texts[: options.sample]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        spacy, bare = _spacy(sample), _bare(sample)
        print(f"bare spaCy, full pipeline, one core     {spacy:8.1f} articles/s")
        print(f"bare dragoman calls, one core           {bare:8.1f} articles/s   {bare / spacy:5.1f} times spaCy")
        tenth = _run(_write(texts[: max(1, len(texts) // 10)], place / "tenth.jsonl"), place / "tenth", workers=1)
        one = _run(_write(texts, place / "all.jsonl"), place / "one", workers=1)
        two = _run(place / "all.jsonl", place / "two", workers=2)
        for name, rate, memory in (("a tenth of it, one worker", *tenth), ("one worker", *one), ("two workers", *two)):
            print(f"corpus run, {name:28s}{rate:8.1f} articles/s   {rate / spacy:5.1f} times spaCy   peak {memory} MB")
        print(f"two workers / one                       {two[0] / one[0]:8.2f}   (aim 1.70)")
        print(f"overhead of the run over the bare calls {1 - one[0] / bare:8.1%}   (aim 10 %)")
        same = digest(place / "one") == digest(place / "two")
        print(f"one and two workers give the same bytes {same}")


def _resample(security: Path, news: Path, count: int) -> list[str]:
    pools = [[json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()] for path in (security, news)]
    rng = random.Random(20261122)
    return [rng.choice(pools[0] if number % 10 == 0 else pools[1]) for number in range(count)]


def _write(texts: list[str], path: Path) -> Path:
    rows = (json.dumps({"id": f"a{number}", "text": text, "published": "2024-06-01"}) for number, text in enumerate(texts))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def _spacy(texts: list[str]) -> float:
    import spacy

    nlp = spacy.load(MODEL)
    nlp(texts[0])
    started = time.process_time()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    return len(texts) / (time.process_time() - started)


def _bare(texts: list[str]) -> float:
    import dragoman

    store = dragoman.Store.open()
    dragoman.check(texts[0], published="2024-06-01", store=store)
    started = time.process_time()
    for text in texts:
        dragoman.check(text, published="2024-06-01", store=store)
    return len(texts) / (time.process_time() - started)


def _run(path: Path, out: Path, *, workers: int) -> tuple[float, str]:
    """Return articles a second of processor time per worker times workers (wall time of the run less start-up), and memory."""
    count = sum(1 for _ in path.open(encoding="utf-8"))
    command = ["-m", "dragoman", "corpus", "run", str(path), "--out", str(out), "--workers", str(workers), "--shard", "100"]
    child = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks: dict[str, int] = {}
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(child.pid, peaks, stop))
    watcher.start()
    first = last = 0.0
    seen = 0
    while child.poll() is None:
        done = len(list(out.glob("markers/*.json")))
        if done > seen:
            seen, last = done, time.perf_counter()
            first = first or last
        time.sleep(0.05)
    stop.set()
    watcher.join()
    if child.returncode:
        raise SystemExit(f"the run ended with {child.returncode}")
    rate = (
        (seen - workers) * 100 / (last - first)
        if last > first
        else count / max(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, 1)
    )
    return rate, f"driver {peaks.get('driver', 0)}, worker {peaks.get('worker', 0)}"


def _watch(pid: int, peaks: dict[str, int], stop: threading.Event) -> None:
    while not stop.wait(0.5):
        found = subprocess.run(
            ["ps", "-o", "pid=,rss=,args=", "--pid", str(pid), "--ppid", str(pid)], capture_output=True, text=True, check=False
        )
        for line in found.stdout.splitlines():
            its, size, args = line.split(None, 2)
            name = "driver" if int(its) == pid else "worker" if "spawn_main" in args else ""
            if name:
                peaks[name] = max(peaks.get(name, 0), int(size) // 1024)


def digest(out: Path) -> str:
    """Return a hash of a run's tables with their names."""
    found = hashlib.sha256()
    for path in sorted(out.rglob("*.parquet")):
        found.update(path.relative_to(out).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    main()
