"""The web app, asked by somebody who means harm, and on a bad day: each refusal as a page and as JSON, the app up afterwards."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
import sample_report
import web_server
from lxml import html as lxml_html

from dragoman.errors import DragomanError, RefusedAddress, StoreError
from dragoman.intake.fetch import fetch
from dragoman.web.saved import Saved
from dragoman.web.settings import Settings
from dragoman.web.workers import Busy, Died, Pool, TooSlow

PAGE = {"accept": "text/html"}
JSON = {"content-type": "application/json"}
SENTENCE = "Japan spent 1.1 percent of its GDP on defence in 2022."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[httpx.Client]:
    """A client of an app without workers that takes two new checks at once; its pool does what `monkeypatch` makes it do."""
    chosen = Settings(saved=tmp_path / "checks.sqlite3", workers=0, rate=1, burst=2)
    with web_server.running(tmp_path, chosen) as address, httpx.Client(base_url=address, follow_redirects=True, timeout=60) as client:
        yield client


def told(answer: Any, status: int) -> str:
    """Return the one sentence of a refusal, from a page or from JSON."""
    assert answer.status_code == status, answer.text
    assert "Traceback" not in answer.text
    if answer.headers["content-type"].startswith("application/json"):
        found = answer.json()["error"]
        assert found["status"] == status
        sentence = str(found["message"])
    else:
        sentence = lxml_html.document_fromstring(answer.text).xpath("//*[@role='alert']")[0].text_content()
    assert sentence.endswith(".")
    return sentence


# A bad day: what a check can end in.


@pytest.mark.parametrize(
    "error, status, words",
    [
        (TooSlow("the check took longer than 60 seconds and was ended", do="give a shorter article"), 504, "took longer"),
        (Died("the check used more than it may and was ended", do="give a shorter article"), 422, "more than it may"),
        (Busy("too many checks are waiting", do="try again in a minute"), 429, "too many"),
        (StoreError("the store cannot be opened", do="pull it anew", where="store"), 503, "cannot be opened"),
        (DragomanError("a part failed", do="try again"), 500, "a part failed"),
    ],
)
def test_what_ends_a_check_is_told_as_a_page_and_as_json(
    alone: httpx.Client, monkeypatch: pytest.MonkeyPatch, error: DragomanError, status: int, words: str
) -> None:
    async def run(self: Pool, job: Any, tell: Any = None) -> Any:
        raise error

    monkeypatch.setattr(Pool, "run", run)
    assert words in told(alone.post("/checks", data={"text": SENTENCE}, headers=PAGE), status)
    assert words in told(alone.post("/api/checks", json={"text": SENTENCE}), status)
    assert alone.get("/healthz").json()["status"] == "ok"


def test_too_many_new_checks_are_told_when_to_come_back(alone: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run(self: Pool, job: Any, tell: Any = None) -> Any:
        raise Busy("too many checks are waiting", do="try again in a minute")

    monkeypatch.setattr(Pool, "run", run)
    for number in range(2):
        alone.post("/api/checks", json={"text": f"{SENTENCE} {number}"})
    for answer in (alone.post("/api/checks", json={"text": SENTENCE}), alone.post("/checks", data={"text": SENTENCE}, headers=PAGE)):
        assert "from this address" in told(answer, 429)
        assert 1 <= int(answer.headers["retry-after"]) <= 61
    assert alone.get("/outlook", params={"country": "Japan"}, headers=PAGE).status_code == 429
    assert alone.get("/", headers=PAGE).status_code == 200


@pytest.mark.parametrize("path", ["/checks/0123", "/jobs/none", "/evidence/Atlantis", "/checks/0123/as/csv", "/checks/0123/claims/c/chart", "/x"])
def test_what_is_not_there_is_told(alone: httpx.Client, path: str) -> None:
    told(alone.get(path, headers=PAGE), 404)
    told(alone.get(path), 404)


def test_a_killed_app_loses_no_saved_check(tmp_path: Path) -> None:
    path = tmp_path / "checks.sqlite3"
    code = (
        "import os, sys, pathlib, sample_report; from dragoman.web.saved import Saved; saved = Saved(pathlib.Path(sys.argv[1]));"
        "[saved.add(str(n), sample_report.report(), title='t', summary='s') for n in range(20)]; os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(path)], env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)}, check=False)
    assert ended.returncode == -9
    saved = Saved(path)
    assert {entry.id for entry in saved.list()} == {str(number) for number in range(20)}
    assert saved.get("7") == sample_report.report()
    saved.close()


# Bodies that mean harm.


def test_a_body_without_a_length_is_counted_while_it_arrives(web_address: str) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(110):
            yield b"a" * 100_000

    answer = httpx.post(f"{web_address}/api/checks", content=endless(), headers=JSON, timeout=60)
    assert "more than 10 MB" in told(answer, 413)
    form = {"content-type": "application/x-www-form-urlencoded", **PAGE}
    assert "more than 10 MB" in told(httpx.post(f"{web_address}/checks", content=endless(), headers=form, timeout=60), 413)


@pytest.mark.parametrize(
    "content, headers, status",
    [
        (b"[" * 200_000, JSON, 400), (b'{"text": "\xff\xfe"}', JSON, 400), (b"{", JSON, 422), (b"text=a", PAGE, 415), (b"{}", {"content-type": "text/plain"}, 415),
        (b'{"text": "a", "url": "http://127.0.0.1/"}', JSON, 400),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_refused(web_address: str, content: bytes, headers: dict[str, str], status: int) -> None:
    told(httpx.post(f"{web_address}/api/checks", content=content, headers=headers), status)


def test_a_form_has_one_file_and_few_fields(web_address: str) -> None:
    files = [("file", (f"{number}.txt", b"a")) for number in range(30)]
    told(httpx.post(f"{web_address}/checks", files=files, headers=PAGE), 400)
    told(httpx.post(f"{web_address}/checks", data={f"f{number}": "a" for number in range(2000)}, headers=PAGE), 400)


# Files that mean harm.


def word(document: str) -> bytes:
    """Return a Word file whose document part is as given."""
    office = "http://schemas.openxmlformats.org"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{office}/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def paragraph(words: str) -> str:
    """Return a document part of one paragraph."""
    return f"<w:document {W}><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"


def upload(address: str, name: str, data: bytes) -> httpx.Response:
    """Return the page that an upload ends at."""
    with httpx.Client(base_url=address, headers=PAGE, follow_redirects=True, timeout=90) as client:
        answer = client.post("/checks", files={"file": (name, data)})
        until = time.monotonic() + 80
        while answer.url.path.startswith("/jobs/") and answer.status_code == 200 and time.monotonic() < until:
            time.sleep(0.2)
            answer = client.get(answer.url)
        return answer


def test_a_word_file_opens_no_other_file(web_address: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    answer = upload(web_address, "a.docx", word(f"{entity}{paragraph(f'{SENTENCE} Then: &x;')}"))
    assert "the secret words" not in answer.text
    assert answer.status_code in (200, 422)


def test_entities_that_multiply_and_parts_that_swell_end_in_a_sentence(web_address: str) -> None:
    grown = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol" * 10}">' for n in range(10))
    told(upload(web_address, "laughs.docx", word(f"<!DOCTYPE d [{grown}]>{paragraph('&l9;')}")), 422)
    told(upload(web_address, "swollen.docx", word(paragraph("A" * 400_000_000))), 422)
    assert httpx.get(f"{web_address}/healthz").json()["status"] == "ok"


@pytest.mark.parametrize("name", ["/etc/passwd", "..\\..\\boot.ini", "con", "a\r\nSet-Cookie: b=c", "<script>alert(1)</script>.txt", "‮txt.exe"])
def test_a_file_s_name_is_shown_and_nothing_else(web_address: str, name: str) -> None:
    answer = upload(web_address, name, SENTENCE.encode())
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert "<script>alert" not in answer.text
    assert "root:" not in answer.text


# Who may ask, and what their browser is told.


PATHS = ["/", "/checks", "/evidence", "/evidence/JPN", "/outlook", "/commitments", "/repeats", "/x", "/healthz", "/static/report.js", "/openapi.json"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_policies(web_address: str, path: str) -> None:
    first, second = (httpx.get(f"{web_address}{path}", headers=PAGE) for _ in range(2))
    policy = first.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert policy != second.headers["content-security-policy"]
    assert first.headers["x-content-type-options"] == "nosniff"
    assert first.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in first.headers
    assert "server" not in {name.lower() for name in first.headers if "dragoman" in first.headers[name].lower()}
    if first.headers["content-type"].startswith("text/html"):
        tree = lxml_html.document_fromstring(first.text)
        assert not tree.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]")
        assert len({one.get("nonce") for one in tree.xpath("//script")}) == 1


@pytest.mark.parametrize("headers", [{"origin": "https://example.org"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}])
@pytest.mark.parametrize(
    "method, path",
    [
        ("POST", "/checks"), ("POST", "/checks/a/delete"), ("POST", "/checks/a/claims/c/correct"), ("POST", "/checks/a/claims/c/withdraw"),
        ("POST", "/api/checks"), ("DELETE", "/api/checks/a"), ("POST", "/api/checks/a/claims/c/correction"),
        ("DELETE", "/api/checks/a/claims/c/correction"),
    ],
)  # fmt: skip
def test_another_site_may_not_write(web_address: str, method: str, path: str, headers: dict[str, str]) -> None:
    told(httpx.request(method, f"{web_address}{path}", headers={**JSON, **headers}, content=b"{}"), 403)


@pytest.mark.parametrize(
    "path", ["/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/app.py", "/static//etc/passwd", "/checks/%2e%2e%2f%2e%2e", "/evidence/..%2f..%2fetc%2fpasswd", "/repeats/..%2f.."]
)
def test_no_path_of_a_request_opens_a_file(web_address: str, path: str) -> None:
    answer = httpx.get(f"{web_address}{path}", headers=PAGE)
    assert answer.status_code == 404
    assert "root:" not in answer.text


# Addresses that lead inside.


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/", "http://127.1/", "http://0/", "http://0x7f000001/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1]/", "http://10.1.2.3/",
        "http://192.168.0.1/", "http://172.16.0.1/", "http://100.64.0.1/", "http://169.254.169.254/", "http://[fd00:ec2::254]/", "http://224.0.0.1/",
        "http://user:pass@example.org/", "ftp://example.org/", "javascript:alert(1)", "//example.org", "http://", "http://exa mple.org/",
    ],
)  # fmt: skip
def test_an_address_inside_is_never_fetched(web_address: str, url: str) -> None:
    told(httpx.post(f"{web_address}/api/checks", json={"url": url}, timeout=60), 422)


@pytest.mark.parametrize("second", ["10.0.0.1", "169.254.169.254", "::1"])
def test_a_name_that_also_leads_inside_is_never_fetched(monkeypatch: pytest.MonkeyPatch, second: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", (second, 80))])
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was connected to"))
    with pytest.raises(RefusedAddress, match="private or local"):
        fetch("http://both.example/")


def test_an_article_is_fetched_from_an_address(tmp_path: Path) -> None:
    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/moved":
                self.send_response(302)
                self.send_header("Location", "/article")
                self.end_headers()
                return
            filler = "<p>The talks went on through the night, and nobody in the hall would say what had been put on the table.</p>" * 6
            head = "<html><head><title>A fetched article</title></head><body><article><h1>A fetched article</h1>"
            body = f"{head}<p>{SENTENCE}</p>{filler}</article></body></html>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    site = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    chosen = Settings(saved=tmp_path / "checks.sqlite3", workers=1, fetch_private=True)
    try:
        with web_server.running(tmp_path, chosen) as address:
            url = f"http://127.0.0.1:{site.server_port}/moved"
            answer = httpx.post(f"{address}/api/checks", json={"url": url, "published": "2023-05-01"}, timeout=120)
            assert answer.status_code == 200, answer.text
            assert answer.json()["article"]["source"].endswith("/article")
            assert [claim["kind"] for claim in answer.json()["claims"]] == ["figure"]
            page = httpx.get(f"{address}/checks/{answer.json()['check']}", headers=PAGE).text
            assert "A fetched article" in page
    finally:
        site.shutdown()
        site.server_close()
