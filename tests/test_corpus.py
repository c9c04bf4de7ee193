"""Corpora: every input form, every bad article a row, the same bytes after any kill and from every engine."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dragoman.errors import UnusableInput
from dragoman.runners import tables
from dragoman.runners.corpus import run
from dragoman.runners.records import Columns, inputs, read
from dragoman.runners.repeats import cluster, repeats
from dragoman.runners.watch import Entry, Watch

SENTENCES = (
    "Japan spent {} billion dollars on its military in 2023.",
    "Poland and France signed a defence agreement on 5 May 2023.",
    "The match ended in a draw and the crowd went home in the rain.",
)


def _articles(count: int):
    for number in range(count):
        text = " ".join(SENTENCES).format(40 + number % 3)
        yield {"id": f"a{number}", "text": text, "published": f"2024-05-{1 + number % 28:02d}", "outlet": f"paper {number % 4}"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("in") / "articles.jsonl"
    lines = [json.dumps(article) for article in _articles(12)]
    lines += [
        "{broken",
        json.dumps({"id": "a1", "text": "The same identifier again."}),
        json.dumps({"id": "b", "title": "no text"}),
    ]
    lines += [json.dumps({"id": "c", "text": "A day that is none.", "published": "soon"})]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def done(corpus, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("out") / "run"
    rows = run([str(corpus)], out, articles=4, workers=1)
    assert rows["articles"] == 12
    assert rows["errors"] == 4
    return out


def _hashes(out: Path) -> dict[str, str]:
    return {p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(out.rglob("*.parquet"))}


def test_errors_are_rows_with_their_reason(done):
    _, rows = tables.query(done, "SELECT article, reason FROM errors ORDER BY article")
    reasons = dict(rows)
    assert "used before" in reasons["a1"]
    assert "no text" in reasons["b"]
    assert "not a date" in reasons["c"]
    assert "JSON" in reasons["articles.jsonl:13"]


def test_tables_join(done):
    _, rows = tables.query(done, "SELECT count(*), count(verdict_now) FROM checks")
    assert rows[0][0] == rows[0][1] > 0


@pytest.mark.parametrize(
    "sql", ["COPY (SELECT 1) TO '{out}/x.csv'", "SELECT 1; DROP VIEW claims", "ATTACH '{out}/x.db'", "", "EXPLAIN ANALYZE COPY (SELECT 1) TO '{out}/x.csv'"]
)
def test_a_query_changes_nothing(done, tmp_path, sql):
    with pytest.raises(UnusableInput, match="changes nothing"):
        tables.query(done, sql.format(out=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_finished_run_does_nothing_again(done, corpus):
    before = {p: p.stat().st_mtime_ns for p in done.rglob("*.parquet")}
    run([str(corpus)], done, articles=4, workers=1)
    assert {p: p.stat().st_mtime_ns for p in done.rglob("*.parquet")} == before


def test_a_damaged_output_is_made_again(corpus, done, tmp_path):
    import shutil

    out = tmp_path / "copy"
    shutil.copytree(done, out)
    victim = next((out / "claims").glob("*.parquet"))
    victim.write_bytes(victim.read_bytes()[:-7])
    run([str(corpus)], out, articles=4, workers=1)
    assert _hashes(out) == _hashes(done)


def test_another_runs_folder_is_left_alone(done, tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "x", "text": "Something else."}) + "\n")
    before = _hashes(done)
    with pytest.raises(UnusableInput, match="other inputs"):
        run([str(other)], done, articles=4, workers=1)
    assert _hashes(done) == before


def test_a_folder_with_other_things_is_refused(tmp_path, corpus):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UnusableInput, match="not empty"):
        run([str(corpus)], tmp_path)


@pytest.mark.parametrize("victim", ["driver", "worker"])
def test_after_a_kill_the_output_is_the_same(corpus, done, tmp_path, victim):
    out = tmp_path / "run"
    command = [
        sys.executable,
        "-m",
        "dragoman",
        "corpus",
        "run",
        str(corpus),
        "--out",
        str(out),
        "--shard",
        "4",
        "--workers",
        "1",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    pause = random.Random(victim).uniform(0.0, 0.3)
    deadline = time.monotonic() + 120
    while not list(out.glob("markers/*.json")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(pause)
    killed = process.pid if victim == "driver" else _worker_of(process.pid)
    if killed:
        os.kill(killed, signal.SIGKILL)
    process.wait(120)
    if victim == "driver":
        assert not (out / "markers").exists() or process.returncode
    run([str(corpus)], out, articles=4, workers=1)
    assert _hashes(out) == _hashes(done)


def _worker_of(parent: int) -> int | None:
    found = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True, check=False).stdout
    workers = [int(line.split()[0]) for line in found.splitlines() if "spawn_main" in line]
    return workers[-1] if workers else None


def test_dask_gives_the_same_bytes(corpus, done, tmp_path):
    pytest.importorskip("distributed", reason="the scale extra is not installed")
    out = tmp_path / "run"
    script = (
        "import sys\nfrom pathlib import Path\nfrom dragoman.runners.corpus import run\n"
        "if __name__ == '__main__':\n    run([sys.argv[1]], Path(sys.argv[2]), articles=4, workers=1, engine='dask')\n"
    )
    file = tmp_path / "go.py"
    file.write_text(script)
    subprocess.run([sys.executable, str(file), str(corpus), str(out)], check=True, capture_output=True, timeout=240)
    assert _hashes(out) == _hashes(done)


def test_a_scheduler_that_is_not_there(corpus, tmp_path):
    pytest.importorskip("distributed", reason="the scale extra is not installed")
    command = ["corpus", "run", str(corpus), "--out", str(tmp_path / "o"), "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    process = subprocess.run(
        [sys.executable, "-m", "dragoman", *command], capture_output=True, text=True, check=False, timeout=120
    )
    assert process.returncode == 2
    assert "no scheduler answers there" in process.stderr
    assert "Traceback" not in process.stderr


def _records(path: Path, **columns: str):
    return list(read(path, Columns(**columns)))


def test_gzip_zstd_and_renamed_columns(tmp_path):
    import zstandard

    line = json.dumps({"key": 7, "body": "Some text.", "day": "2024-01-02"}).encode() + b"\n"
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(line) + gzip.compress(line.replace(b"7", b"8")))
    (tmp_path / "b.jsonl.zst").write_bytes(zstandard.compress(line))
    for name, ids in (("a.jsonl.gz", ["7", "8"]), ("b.jsonl.zst", ["7"])):
        found = _records(tmp_path / name, id="key", text="body", published="day")
        assert [record.id for record in found] == ids
        assert {record.published for record in found} == {"2024-01-02"}


def test_a_corrupt_gzip_member_is_an_error_row(tmp_path):
    whole = gzip.compress(b"".join(json.dumps({"id": i, "text": "Some text."}).encode() + b"\n" for i in range(3)))
    (tmp_path / "a.jsonl.gz").write_bytes(whole + gzip.compress(b"more" * 2000)[:-30])
    found = _records(tmp_path / "a.jsonl.gz")
    assert [record.error is None for record in found[:3]] == [True] * 3
    assert "breaks off" in (found[-1].error or "")


def test_invalid_utf8_and_a_line_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.runners.records.MAX_BYTES", 1000)
    good = json.dumps({"id": 1, "text": "Some text."}).encode()
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "\xff\xfe"}\n' + b"x" * 5000 + b"\n" + good + b"\n")
    found = _records(tmp_path / "a.jsonl")
    assert ["UTF-8" in (found[0].error or ""), "larger" in (found[1].error or ""), found[2].text] == [True, True, "Some text."]


def test_parquet_and_its_missing_column(tmp_path):
    import duckdb

    path = tmp_path / "a.parquet"
    duckdb.execute(f"COPY (SELECT 'x' AS id, 'Some text.' AS body) TO '{path}' (FORMAT parquet)")
    assert _records(path, text="body")[0].text == "Some text."
    with pytest.raises(UnusableInput, match="no column 'text', only id, body"):
        _records(path)
    path.write_bytes(b"PAR1 nothing")
    with pytest.raises(UnusableInput, match="cannot be read"):
        _records(path)


def test_warc(tmp_path):
    page = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/a\r\nContent-Length: {len(page)}\r\n\r\n"
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(head.encode() + page + b"\r\n\r\n"))
    assert [(record.id, bool(record.data)) for record in _records(path)] == [("http://example.org/a", True)]
    path.write_bytes(b"no archive at all")
    assert "breaks off" in (_records(path)[0].error or "")


def test_folders_and_unknown_files(tmp_path):
    (tmp_path / "a.txt").write_text("Some text.")
    (tmp_path / "b.exe").write_text("no")
    assert [p.name for p in inputs([str(tmp_path)])] == ["a.txt"]
    with pytest.raises(UnusableInput, match="not known"):
        inputs([str(tmp_path / "b.exe")])
    with pytest.raises(UnusableInput, match="nothing matches"):
        inputs([str(tmp_path / "*.jsonl")])


def _claim(number, subject="JPN", low=45.5, high=46.5, **more):
    base = {
        "article": f"a{number}", "claim": "c1", "kind": "figure", "quote": "Japan spent much", "subject": [subject], "object": [],
        "measure": "military_expenditure", "form": "level", "low": low, "high": high, "unit": "money", "currency": "USD",
        "period_start": "2022-01-01", "tie_type": None, "tie_action": None, "verdict_now": "refuted", "polarity": "positive",
    }  # fmt: skip
    return {**base, **more}


def test_the_same_claim_in_other_words_is_one_cluster():
    claims = [
        _claim(1),
        _claim(2, quote="Tokyo’s outlays came to 46 billion dollars", low=45.9, high=46.1),
        _claim(3, low=60.0, high=61.0),
        _claim(4, subject="KOR"),
        _claim(5, period_start="2021-01-01"),
        _claim(6, low=46.0, high=None),
    ]
    sizes = Counter(len(group) for group in cluster(claims))
    assert sizes == {2: 1, 1: 4}


def test_without_a_subject_the_words_decide():
    claims = [
        _claim(1, subject="", quote="spending rose to a record"),
        _claim(2, subject="", quote="an entirely different thing"),
    ]
    claims = [{**claim, "subject": []} for claim in claims]
    assert sorted(len(group) for group in cluster(claims)) == [1, 1]


def test_order_does_not_matter():
    claims = [_claim(number, low=40 + number % 7, high=40.5 + number % 7) for number in range(50)]
    shuffled = random.Random(1).sample(claims, len(claims))

    def members(rows):
        return sorted(sorted(claim["article"] for claim in group) for group in cluster(rows))

    assert members(claims) == members(shuffled)


def test_repeats_of_a_run(done):
    found = repeats(done)
    assert found
    assert max(repeat.articles for repeat in found) >= 4
    assert all(repeat.first_seen is not None for repeat in found)


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>One</title><link>{base}/one</link><pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate></item>
<item><title>Two</title><link>{base}/private/two</link></item></channel></rss>"""


class _Feed(BaseHTTPRequestHandler):
    def do_GET(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path == "/feed" and self.headers.get("If-None-Match") == '"1"':
            return self._send(304, b"")
        answers = {
            "/feed": (200, FEED.format(base=base).encode()),
            "/robots.txt": (200, b"User-agent: *\nDisallow: /private"),
            "/one": (200, b"Some text."),
            "/endless": (200, b"x" * 10_000_001),
            "/page": (200, b"<html>no feed</html>"),
        }
        return self._send(*answers.get(self.path, (404, b"")))

    def _send(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "text/xml" if self.path == "/feed" else "text/plain")
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *args):
        pass


@pytest.fixture
def feed():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Feed)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)


def _watch(feed: str, path: Path, *, at: str = "/feed") -> Watch:
    return Watch([feed + at], path, pause=0.0, allow=lambda address: address == "127.0.0.1")


def test_a_feed_is_read_once_and_politely(feed, tmp_path):
    state = tmp_path / "watch.json"
    watching = _watch(feed, state)
    entries = [entry for entry in watching.new() if isinstance(entry, Entry)]
    assert [(entry.title, entry.published) for entry in entries] == [("Two", None), ("One", "2024-05-06")]
    assert watching.page(entries[1]).data == b"Some text."
    from dragoman.errors import RefusedAddress

    with pytest.raises(RefusedAddress, match="robots"):
        watching.page(entries[0])
    for entry in entries:
        watching.done(entry)
    assert list(_watch(feed, state).new()) == []


@pytest.mark.parametrize(("path", "words"), [("/endless", "larger"), ("/page", "no RSS"), ("/none", "404")])
def test_a_bad_feed_is_one_sentence(feed, tmp_path, path, words):
    (error,) = _watch(feed, tmp_path / "watch.json", at=path).new()
    assert words in str(error)
    assert not (tmp_path / "watch.json").exists()


def test_a_broken_state_file_is_left_alone(tmp_path):
    state = tmp_path / "watch.json"
    state.write_text("{half")
    with pytest.raises(UnusableInput, match="no state file"):
        Watch([], state)
    assert state.read_text() == "{half"
