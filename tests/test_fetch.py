"""Fetching, against a local server that serves the publishers' layouts and every fault that they have been seen with."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dragoman.errors import RefusedAddress, SourceChanged, UnreadableValue
from dragoman.evidence import fetch, ingest
from dragoman.evidence.fetch import Fetcher
from dragoman.evidence.rows import Fact, Release, Series, year
from dragoman.evidence.sources import sources
from dragoman.evidence.store import Store
from dragoman.evidence.writer import Writer
from dragoman.model import Vintage

ROOT = Path(ingest.__file__).parent / "sources"
HOST = "data.example.org"
JSON = "application/json"
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers from the table of its server; notes every request."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        answers = self.server.answers
        path = urlsplit(self.path).path
        todo = answers.get(self.path) or answers.get(path)
        if not todo:
            return self.send(404, b"no such page", "text/html")
        (todo.pop(0) if len(todo) > 1 else todo[0])(self)

    def send(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", headers.pop("length", str(len(body))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    one = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one.answers, one.seen = {}, []
    thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield one
    one.shutdown()
    one.server_close()
    thread.join()


@pytest.fixture
def fetcher(server, tmp_path) -> Fetcher:
    return getter(server, tmp_path, HOST)


def getter(server, folder: Path, *hosts: str) -> Fetcher:
    mirror = f"http://127.0.0.1:{server.server_port}"
    return Fetcher(hosts, folder / "got", tries=3, timeout=0.5, pause=0.01, mirrors=dict.fromkeys(hosts, mirror))


def reply(body: bytes, kind: str = JSON, status: int = 200, **headers: str) -> Answer:
    return lambda handler: handler.send(status, body, kind, **headers)


GOOD = reply(b'{"a": 1}')


def get(fetcher: Fetcher, path: str = "/file.json", kind: str = "json") -> bytes:
    return fetcher.get(f"https://{HOST}{path}", "file", kind).read_bytes()


def test_a_file_is_kept_whole_with_its_progress(server, fetcher):
    server.answers["/file.json"] = [GOOD]
    seen = []
    fetcher.progress = lambda *step: seen.append(step)
    assert get(fetcher) == b'{"a": 1}'
    assert seen[-1] == ("file", 8, 8)
    assert [path.name for path in fetcher.folder.iterdir()] == ["file"]


@pytest.mark.parametrize("status", [429, 500, 503, 408])
def test_a_server_in_haste_is_asked_again(server, fetcher, status):
    server.answers["/file.json"] = [reply(b"later", "text/plain", status), GOOD]
    assert get(fetcher) == b'{"a": 1}'
    assert len(server.seen) == 2


def test_the_wait_that_the_server_asks_for_is_kept(server, fetcher, monkeypatch):
    waits = []
    monkeypatch.setattr(fetch.time, "sleep", waits.append)
    server.answers["/file.json"] = [reply(b"", "text/plain", 429, Retry_After="7"), GOOD]
    assert get(fetcher) == b'{"a": 1}'
    assert waits == [7.0]


def test_patience_ends(server, fetcher):
    server.answers["/file.json"] = [reply(b"", "text/plain", 503)]
    with pytest.raises(RefusedAddress, match="503, 3 times"):
        get(fetcher)
    assert len(server.seen) == 3


def test_a_file_that_breaks_off_is_gone_on_with(server, fetcher):
    whole = json.dumps({"a": "x" * 5000}).encode()

    def rest(handler: Handler) -> None:
        assert handler.headers["If-Range"] == '"v1"'
        start = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        handler.send(206, whole[start:], JSON, ETag='"v1"', Content_Range=f"bytes {start}-{len(whole) - 1}/{len(whole)}")

    server.answers["/file.json"] = [reply(whole[:3000], length=str(len(whole)), ETag='"v1"'), rest]
    assert get(fetcher) == whole
    assert "Range" not in server.seen[0][1]


def test_a_file_that_changed_meanwhile_is_fetched_whole(server, fetcher):
    whole = json.dumps({"a": "x" * 5000}).encode()
    server.answers["/file.json"] = [reply(whole[:3000], length=str(len(whole)), ETag='"v1"'), reply(b'{"new": 1}', ETag='"v2"')]
    assert get(fetcher) == b'{"new": 1}'


def test_a_part_that_no_longer_fits_is_dropped(server, fetcher):
    server.answers["/file.json"] = [
        reply(b'{"a": ', length="900", ETag='"v1"'),
        reply(b"", JSON, 416),
        GOOD,
    ]
    assert get(fetcher) == b'{"a": 1}'


def test_the_next_pull_goes_on_where_the_last_gave_up(server, fetcher):
    whole = json.dumps({"a": "x" * 5000}).encode()
    server.answers["/file.json"] = [reply(whole[:3000], length=str(len(whole)), ETag='"v1"')]
    fetcher.tries = 1
    with pytest.raises(RefusedAddress, match="broke off"):
        get(fetcher)
    server.answers["/file.json"] = [lambda handler: handler.send(206, whole[3000:], JSON, ETag='"v1"')]
    assert get(fetcher) == whole


def test_a_silent_server_is_given_up(server, fetcher):
    server.answers["/file.json"] = [lambda handler: time.sleep(1.2)]
    fetcher.tries, fetcher.timeout = 2, 0.1
    with pytest.raises(RefusedAddress, match="no answer in time, 2 times"):
        get(fetcher)


def test_nobody_there_is_one_sentence(tmp_path):
    fetcher = Fetcher([HOST], tmp_path, tries=2, timeout=0.5, pause=0.01, mirrors={HOST: "http://127.0.0.1:9"})
    with pytest.raises(RefusedAddress, match="the connection failed"):
        get(fetcher)


@pytest.mark.parametrize(
    "answer, words",
    [
        (reply(b"<!DOCTYPE html><p>Sorry", "text/html"), "sent text/html"),
        (reply(b"<!DOCTYPE html><p>Sorry"), "a web page instead"),
        (reply(b"  <html><p>Sorry"), "a web page instead"),
        (reply(b""), "nothing instead"),
        (reply(b"PK\x03\x04"), "something else instead"),
        (reply(b"{}", "video/mp4"), "sent video/mp4"),
        (reply(b"{}", length=str(10**12)), "a file of 1,000,000,000,000 bytes"),
    ],
)
def test_what_is_not_the_file_is_refused(server, fetcher, answer, words):
    server.answers["/file.json"] = [answer]
    with pytest.raises(SourceChanged, match=words):
        get(fetcher)
    assert not (fetcher.folder / "file").exists()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_refusal_is_not_asked_again(server, fetcher, status):
    server.answers["/file.json"] = [reply(b"no", "text/html", status)]
    with pytest.raises(RefusedAddress, match=str(status)):
        get(fetcher)
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "url", [f"http://{HOST}/x", "https://elsewhere.org/x", "https://127.0.0.1/x", f"https://user@evil.org:443/{HOST}", "file:///etc/passwd",
            f"https://{HOST}.evil.org/x"]
)  # fmt: skip
def test_only_the_hosts_of_the_source_are_asked(fetcher, url):
    with pytest.raises(RefusedAddress, match="not an address of this source"):
        fetcher.get(url, "file", "json")


@pytest.mark.parametrize("target", ["https://elsewhere.org/file.json", "http://data.example.org/file.json", "https://127.0.0.1/"])
def test_a_redirect_elsewhere_is_refused(server, fetcher, target):
    server.answers["/file.json"] = [reply(b"", JSON, 302, Location=target)]
    with pytest.raises(RefusedAddress, match="not an address of this source"):
        get(fetcher)


def test_a_redirect_within_the_host_is_followed_and_a_loop_is_not(server, fetcher):
    server.answers["/old.json"] = [reply(b"", JSON, 301, Location="/file.json")]
    server.answers["/file.json"] = [GOOD]
    assert get(fetcher, "/old.json") == b'{"a": 1}'
    server.answers["/loop.json"] = [reply(b"", JSON, 302, Location="/loop.json")]
    with pytest.raises(RefusedAddress, match="too often"):
        get(fetcher, "/loop.json")


# --- whole pulls ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path) -> Path:
    path = tmp_path / "s.duckdb"
    made = Release(Vintage("made", "1", None, None), [(Series("gdp"), [Fact("JPN", *year(2000), "1")])])
    with Writer(path) as writer:
        writer.add(made, sources()["ecb"].about)
        return writer.finish()


def pull(name: str, server, folder: Path, store: Path, **options: object):
    source = sources()[name]
    return fetch.pull(source, store=store, fetcher=getter(server, folder, *source.about.hosts), **options)  # type: ignore[arg-type]


def observation(actor: str, when: int, value: float | None) -> dict[str, object]:
    indicator = {"id": "SP.POP.TOTL", "value": "Population, total"}
    country = {"id": actor[:2], "value": actor}
    return {"indicator": indicator, "country": country, "countryiso3code": actor, "date": str(when), "value": value,
            "unit": "", "obs_status": "", "decimal": 0}  # fmt: skip


def page(number: int, of: int, *rows: dict[str, object]) -> bytes:
    head = {"page": number, "pages": of, "per_page": 2, "total": 3, "sourceid": "2", "lastupdated": "2026-07-13"}
    return json.dumps([head, rows]).encode()


def test_all_pages_of_the_world_bank_are_fetched(server, tmp_path, store):
    path = "/v2/country/all/indicator/SP.POP.TOTL?format=json&per_page=20000&source=2&date=2022:2023"
    server.answers[f"{path}&page=1"] = [reply(page(1, 2, observation("JPN", 2022, 125e6), observation("JPN", 2023, 124e6)))]
    server.answers[f"{path}&page=2"] = [
        reply(b"", "text/plain", 429),
        reply(page(2, 2, observation("KOR", 2023, None), observation("USA", 2023, 335e6))),
    ]
    ((release, count),) = pull("worldbank", server, tmp_path, store, only=("SP.POP.TOTL",), years="2022:2023")
    assert (release.vintage.label, count) == ("2026-07-13/SP.POP.TOTL", 3)
    assert not (tmp_path / "got").exists()


def test_an_error_sent_with_a_good_status_is_told(server, tmp_path, store):
    before = store.read_bytes()
    words = json.dumps(
        [{"message": [{"id": "120", "key": "Invalid value", "value": "The provided parameter value is not valid"}]}]
    ).encode()
    server.answers["/v2/country/all/indicator/SP.POP.TOTL"] = [reply(words)]
    with pytest.raises(SourceChanged, match="The provided parameter value is not valid"):
        pull("worldbank", server, tmp_path, store, only=("SP.POP.TOTL",))
    assert store.read_bytes() == before


def test_the_link_on_sipris_page_is_followed(server, tmp_path, store):
    name = "SIPRI-Milex-data-1949-2023_1.xlsx"
    old = '<html><a href="/sites/default/files/SIPRI-Milex-data-1949-2021.xlsx">old</a>'
    links = f'{old}<a href="/sites/default/files/{name}">new</a>'
    server.answers["/databases/milex"] = [reply(links.encode(), "text/html; charset=utf-8")]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    server.answers[f"/sites/default/files/{name}"] = [reply((ROOT / "sipri" / "sample.xlsx").read_bytes(), kind)]
    ((release, _),) = pull("sipri", server, tmp_path, store)
    assert release.vintage.label == "2024-04"


def test_a_page_of_sipris_without_the_link_says_what_to_do(server, tmp_path, store):
    server.answers["/databases/milex"] = [reply(b"<html>under construction", "text/html")]
    with pytest.raises(SourceChanged, match="evidence add sipri"):
        pull("sipri", server, tmp_path, store)


@pytest.mark.parametrize(
    "name, path, sample, kind, only",
    [
        (
            "nato",
            "/content/dam/nato/webready/documents/finance/def-exp-2026-en.xlsx",
            "sample.xlsx",
            "application/octet-stream",
            (),
        ),
        (
            "nato",
            "/content/dam/nato/webready/documents/finance/def-exp-2025-en.xlsx",
            "sample.xlsx",
            "application/octet-stream",
            ("2025",),
        ),
        ("fred", "/graph/fredgraph.csv?id=AEXTAUS", "sample.csv", "application/csv", ("AEXTAUS",)),
        ("imf", "/external/datamapper/api/v1/NGDPD", "sample.json", "application/json", ("NGDPD",)),
    ],
)
def test_the_others_are_fetched_from_their_addresses(server, tmp_path, store, name, path, sample, kind, only):
    server.answers[path] = [reply((ROOT / name / sample).read_bytes(), kind)]
    added = pull(name, server, tmp_path, store, only=only)
    assert added[0][0].vintage.source == name
    with Store.open(store) as opened:
        assert name in {vintage.source for vintage in opened.vintages.values()}


def test_the_ecbs_archive_is_fetched(server, tmp_path, store):
    import zipfile

    archive = tmp_path / "x.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(ROOT / "ecb" / "sample.csv", "eurofxref-hist.csv")
    server.answers["/stats/eurofxref/eurofxref-hist.zip"] = [reply(archive.read_bytes(), "application/zip")]
    ((release, count),) = pull("ecb", server, tmp_path, store)
    assert (release.vintage.label, count > 0) == ("2024-01-02", True)


def test_a_vintage_that_is_held_is_not_loaded_twice(server, tmp_path, store):
    path = "/graph/fredgraph.csv?id=AEXTAUS"
    server.answers[path] = [reply((ROOT / "fred" / "sample.csv").read_bytes(), "text/csv")]
    pull("fred", server, tmp_path, store, only=("AEXTAUS",))
    before = store.read_bytes()
    with pytest.raises(SourceChanged, match="held already"):
        pull("fred", server, tmp_path, store, only=("AEXTAUS",))
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    "name, options, words",
    [
        ("kiel", {}, "cannot be fetched"),
        ("worldbank", {"years": "ever"}, "no span of years"),
        ("worldbank", {"only": ("X",)}, "unknown indicator"),
        ("fred", {"only": ("X",)}, "unknown series"),
        ("imf", {"only": ("X",)}, "unknown indicator"),
        ("nato", {"only": ("1999",)}, "unknown edition '1999'"),
    ],
)
def test_what_cannot_be_fetched_is_one_sentence(server, tmp_path, store, name, options, words):
    with pytest.raises(UnreadableValue, match=words):
        pull(name, server, tmp_path, store, **options)


def test_only_this_module_opens_the_network_for_data():
    users = [path.name for path in ROOT.parent.rglob("*.py") if "httpx" in path.read_text(encoding="utf-8")]
    assert users == ["fetch.py"]
