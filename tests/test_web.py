"""The web app, asked as a browser and as a program would ask it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
import sample_report
import web_server
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from dragoman.cli import serve
from dragoman.errors import StoreError, UnreadableValue, UnusableInput
from dragoman.model import Article, Report
from dragoman.web import corrections, keep, spread, state
from dragoman.web.guard import Rate, known_host
from dragoman.web.saved import Correction, Saved
from dragoman.web.settings import Settings
from dragoman.web.work import Job, identity
from dragoman.web.workers import Pool, TooSlow, Worker

PAGE = {"accept": "text/html"}
TEXT = "Norway and Japan\n\nJapan spent 1.1 percent of its GDP on defence in 2022, officials said. <script>alert(1)</script>\n"


@pytest.fixture(scope="module")
def web(web_address: str) -> Iterator[httpx.Client]:
    """A client of the running app."""
    with httpx.Client(base_url=web_address, timeout=90) as client:
        yield client


@pytest.fixture(scope="module")
def example(web: httpx.Client) -> dict[str, object]:
    """The example article, checked through the API."""
    given = {"text": web_server.EXAMPLE.read_text(encoding="utf-8"), "published": "2023-04-14"}
    answer = web.post("/api/checks", json=given)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def figure_of(example: dict[str, object]) -> dict[str, object]:
    """Return the first figure or tie of the example's claims."""
    claims = example["claims"]
    assert isinstance(claims, list)
    return next(one for one in claims if one["kind"] in ("figure", "tie"))


# Checking.


def test_pasted_text_becomes_a_report_at_a_permanent_address(web: httpx.Client) -> None:
    answer = web.post("/checks", data={"text": TEXT, "published": "2023-05-01"}, headers=PAGE, follow_redirects=True)
    if "/jobs/" in str(answer.url):
        answer = finished(web, str(answer.url))
    assert answer.status_code == 200
    assert re.search(r"/checks/[0-9a-f]{24}$", str(answer.url))
    assert "1.1 percent" in answer.text
    assert "alert(1)" in lxml_html.document_fromstring(answer.text).get_element_by_id("article").text_content()
    again = web.post("/checks", data={"text": TEXT, "published": "2023-05-01"}, headers=PAGE)
    assert again.headers["location"] == answer.url.path
    assert answer.url.path in web.get("/checks", headers=PAGE).text


def finished(web: httpx.Client, url: str) -> httpx.Response:
    """Ask a progress page's state until it says where to go, as htmx does; return the page it leads to."""
    for _ in range(400):
        now = web.get(f"{url}/state")
        if "hx-redirect" in now.headers:
            return web.get(now.headers["hx-redirect"], headers=PAGE, follow_redirects=True)
        assert 'role="status"' in now.text
        time.sleep(0.1)
    raise AssertionError("the check never ended")


def test_the_api_answers_with_the_json_of_the_contract(example: dict[str, object], web: httpx.Client) -> None:
    assert example["schema"] == "dragoman/1"
    text = web_server.EXAMPLE.read_text(encoding="utf-8")
    assert example["article"]["text"] == text  # type: ignore[index]
    assert all(text[c["start"] : c["end"]] == c["quote"] for c in example["claims"])  # type: ignore[attr-defined]
    kept = web.get(f"/api/checks/{example['check']}")
    assert kept.json() == example


@pytest.mark.parametrize("form", ["csv", "html", "jsonld", "annotations", "markdown", "docx", "json", "table"])
def test_a_saved_check_can_be_taken_away_in_every_form(example: dict[str, object], web: httpx.Client, form: str) -> None:
    answer = web.get(f"/api/checks/{example['check']}/as/{form}")
    assert answer.status_code == 200
    assert len(answer.content) > 500
    assert answer.headers["content-disposition"].startswith('attachment; filename="dragoman-')


@pytest.mark.parametrize("form, name", [("jsonld", "@graph"), ("annotations", "items")])
def test_linked_data_from_the_app_names_the_report_s_address(
    example: dict[str, object], web: httpx.Client, form: str, name: str
) -> None:
    written = web.get(f"/checks/{example['check']}/as/{form}").json()
    ids = [one.get("@id") or one["id"] for one in written[name]]
    assert ids
    assert all(one.startswith(f"{web.base_url}/checks/{example['check']}#c") for one in ids)


def test_an_uploaded_word_file_is_read(web: httpx.Client) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("In 2022 Japan spent 1.1 percent of its GDP on defence, the ministry of finance said on Tuesday.")
    out = io.BytesIO()
    made.save(out)
    files = {"file": ("../../etc/report.docx", out.getvalue(), "application/octet-stream")}
    answer = web.post("/checks", files=files, headers=PAGE, follow_redirects=True)
    if "/jobs/" in str(answer.url):
        answer = finished(web, str(answer.url))
    assert "the ministry of finance" in answer.text
    assert "report.docx" in answer.text
    assert "etc/report" not in answer.text


# Refusals: a page or a JSON body with one sentence, and the right status.


def zipped() -> bytes:
    """Return a ZIP archive that is no Word file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    "form, file, status",
    [
        ({}, None, 400),
        ({"text": "a", "url": "https://example.org/"}, None, 400),
        ({"text": TEXT, "published": "the day before"}, None, 422),
        ({"url": "http://127.0.0.1:1/"}, None, 422),
        ({"url": "http://169.254.169.254/latest/meta-data"}, None, 422),
        ({"url": "http://[::1]/"}, None, 422),
        ({"url": "http://2130706433/"}, None, 422),
        ({"url": "file:///etc/passwd"}, None, 422),
        ({"url": "gopher://example.org/"}, None, 422),
        ({"text": "Der Minister sagte am Dienstag, dass die Ausgaben in diesem Jahr deutlich steigen werden. " * 3}, None, 422),
        ({}, ("a.bin", b"MZ\x00\x01\x02\x00\xff" * 40), 415),
        ({}, ("a.docx", zipped()), 422),
        ({}, ("a.pdf", b"%PDF-1.7\nbroken"), 422),
        ({}, ("a.txt", b"a" * 10_100_000), 413),
    ],
)
def test_refusals_are_one_sentence_with_the_right_status(
    web: httpx.Client, form: dict[str, str], file: tuple[str, bytes] | None, status: int
) -> None:
    answer = web.post("/checks", data=form, files={"file": file} if file else None, headers=PAGE, follow_redirects=True)
    if "/jobs/" in str(answer.url) and answer.status_code == 200:
        answer = finished(web, str(answer.url))
    assert answer.status_code == status, answer.text
    told = lxml_html.document_fromstring(answer.text).xpath("//*[@role='alert']")[0].text_content()
    assert told.endswith(".")
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "body, status",
    [("{}", 400), ("[]", 422), ("{", 422), ('{"text": 5}', 422), ('{"url": "http://10.0.0.8/"}', 422), ('{"texd": "a"}', 422)],
)
def test_the_api_refuses_in_json(web: httpx.Client, body: str, status: int) -> None:
    answer = web.post("/api/checks", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.json()["error"]["status"] == status
    assert answer.json()["error"]["message"].endswith(".")


def test_a_path_in_a_request_is_only_ever_text(web: httpx.Client) -> None:
    answer = web.post("/api/checks", json={"text": str(web_server.EXAMPLE)})
    assert "43 trillion" not in answer.text
    assert web.get("/static/../app.py").status_code == 404
    assert web.get("/static/%2e%2e/app.py").status_code == 404
    assert web.get("/checks/..%2f..%2fetc%2fpasswd").status_code == 404


def test_other_sites_and_foreign_names_are_turned_away(web: httpx.Client, example: dict[str, object]) -> None:
    address = f"/api/checks/{example['check']}"
    for headers in ({"origin": "https://example.org"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert web.delete(address, headers=headers).status_code == 403
        assert web.post("/checks", data={"text": TEXT}, headers=headers).status_code == 403
    assert web.get(address, headers={"host": "attacker.example"}).status_code == 400
    assert web.get(address).status_code == 200


def test_pages_run_no_script_without_the_nonce(web: httpx.Client, example: dict[str, object]) -> None:
    for path in ("/", "/checks", f"/checks/{example['check']}", "/evidence", "/nothing-here"):
        answer = web.get(path, headers=PAGE)
        policy = answer.headers["content-security-policy"]
        nonce = re.search(r"script-src 'nonce-([\w-]+)'", policy)
        assert nonce
        assert "unsafe" not in policy
        tree = lxml_html.document_fromstring(answer.text)
        assert {one.get("nonce") for one in tree.xpath("//script | //link[@rel='stylesheet']")} == {nonce[1]}
        assert not tree.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]")


def test_the_rate_of_new_checks_is_bounded() -> None:
    now = [0.0]
    rate = Rate(60, 3, clock=lambda: now[0])
    assert [rate.take("a") for _ in range(3)] == [0, 0, 0]
    assert 0 < rate.take("a") <= 1
    assert rate.take("b") == 0
    now[0] = 1.0
    assert rate.take("a") == 0


@pytest.mark.parametrize(
    "host, known",
    [
        ("127.0.0.1:8000", True), ("localhost", True), ("[::1]:80", True), ("192.168.1.4", True), ("check.example", True),
        ("attacker.example", False), ("", False), ("127.0.0.1.attacker.example", False), ("a@127.0.0.1", False), ("[", False),
    ],
)  # fmt: skip
def test_only_addresses_and_given_names_are_answered(host: str, known: bool) -> None:
    assert known_host(host, Settings(hosts=("check.example",))) is known


# Workers.


def test_a_check_that_takes_too_long_ends_alone(web: httpx.Client, tmp_path: Path) -> None:
    slow = Worker(replace(web_server.settings(tmp_path), seconds=0.0))
    try:
        with pytest.raises(TooSlow, match="took longer"):
            slow.run(Job(TEXT.encode(), "text"), lambda _: None)
        assert slow.process is None
    finally:
        slow.end()
    assert web.get("/healthz").json()["status"] == "ok"


def test_a_worker_that_dies_is_replaced(web: httpx.Client) -> None:
    import multiprocessing

    assert web.get("/healthz").json()["store"]
    workers = [child for child in multiprocessing.active_children() if child.name == "dragoman-worker"]
    assert workers
    for child in workers:
        child.kill()
        child.join(5)
    answer = web.post("/api/checks", json={"text": TEXT + "Japan spent 1 percent of its GDP on defence in 2021.\n"})
    assert answer.status_code == 200, answer.text


def test_a_worker_may_not_take_more_memory_than_it_is_given() -> None:
    code = "from dragoman.web.work import limit; limit(600_000_000); bytearray(900_000_000)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in ended.stderr


def test_a_line_too_long_is_refused() -> None:
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    pool = Pool(Settings(queue=0, workers=0))
    with ThreadPoolExecutor(1) as thread, pytest.raises(Exception, match="too many checks"):  # a browser test may hold this thread's loop
        thread.submit(lambda: asyncio.run(pool.run(Job(b"a", "a")))).result()


@pytest.mark.parametrize("host", ["127.0.0.1", "no such host"])
def test_an_address_that_cannot_be_listened_on_is_refused_in_one_sentence(web_address: str, host: str) -> None:
    port = int(web_address.rsplit(":", 1)[1])
    with pytest.raises(UnusableInput, match="cannot be listened on"):
        serve.free(host, port)


# Saved checks and corrections.


def test_what_is_kept_comes_back_whole() -> None:
    report = sample_report.report()
    assert keep.loads(Report, keep.dumps(report)) == report


@given(
    st.builds(
        Article,
        id=st.text(),
        text=st.text(st.characters(exclude_categories=["Cs"])),
        title=st.none() | st.text(),
        published=st.none() | st.dates(),
    )
)
def test_any_article_comes_back_whole(article: Article) -> None:
    assert keep.loads(Article, keep.dumps(article)) == article


@pytest.mark.parametrize("text", ["5", "{}", '{"article": 3}', "[1]"])
def test_what_is_no_kept_report_is_told_apart(text: str) -> None:
    with pytest.raises(ValueError, match="not a kept Report"):
        keep.loads(Report, text)


def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "checks.sqlite3"
    report = sample_report.report()
    first = Saved(path)
    first.add("k1", report, title="t", summary="s")
    first.correct(Correction("k1", "c001", "2026-01-01", True, "no", "{}", "", ""))
    first.close()
    second = Saved(path)
    assert second.get("k1") == report
    assert [one.claim for one in second.corrections("k1")] == ["c001"]
    assert path.stat().st_mode & 0o077 == 0
    assert second.delete("k1")
    assert second.corrections() == ()
    assert not second.delete("k1")
    second.close()


def test_a_file_that_is_no_list_of_checks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "checks.sqlite3"
    path.write_bytes(b"not a database at all, but long enough to look like one " * 40)
    with pytest.raises(StoreError, match="cannot be opened"):
        Saved(path)


def test_a_correction_judges_the_claim_again_and_is_exported(web: httpx.Client, example: dict[str, object]) -> None:
    key, claim = example["check"], figure_of(example)
    at = f"/api/checks/{key}/claims/{claim['id']}/correction"
    answer = web.post(at, json={"subject": "Norway", "start": "2001", "note": "the sentence before names Norway"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["subject"] == ["NOR"]
    body = answer.json()[claim["kind"]]
    assert (body.get("period") or body.get("date")) == {"start": "2001-01-01", "end": "2001-12-31"}
    case = json.loads(web.get(f"/checks/{key}/cases.jsonl").text)
    assert case["expected"]["subject"] == ["NOR"]
    assert case["found"]["subject"] == claim["subject"]
    assert case["text"][case["found"]["start"] : case["found"]["end"]] == claim["quote"]
    assert "By a reader: 1 claim corrected." in web.get(f"/checks/{key}", headers=PAGE).text
    assert web.delete(at).status_code == 204
    assert web.get(f"/api/checks/{key}").json() == example


def test_a_claim_can_be_marked_as_misread(web: httpx.Client, example: dict[str, object]) -> None:
    key, claim = example["check"], example["claims"][0]  # type: ignore[index]
    answer = web.post(f"/checks/{key}/claims/{claim['id']}/correct", data={"misread": "yes"}, headers=PAGE, follow_redirects=True)
    assert "Marked as misread by a reader." in answer.text
    assert json.loads(web.get("/api/cases", params={"check": key}).text)["expected"] is None
    back = web.post(f"/checks/{key}/claims/{claim['id']}/withdraw", headers=PAGE, follow_redirects=True)
    assert "Marked as misread by a reader." not in back.text


@pytest.mark.parametrize(
    "given", [{}, {"subject": "Atlantis"}, {"start": "soon"}, {"start": "2022", "end": "2020"}, {"measure": "love"}]
)
def test_corrections_that_mean_nothing_are_refused(web: httpx.Client, example: dict[str, object], given: dict[str, str]) -> None:
    answer = web.post(f"/api/checks/{example['check']}/claims/{figure_of(example)['id']}/correction", json=given)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"].endswith(".")


def test_a_deleted_check_is_gone(web: httpx.Client) -> None:
    key = web.post("/api/checks", json={"text": TEXT + "NATO has 32 members.\n"}).json()["check"]
    assert web.post(f"/checks/{key}/delete").status_code == 303
    assert web.get(f"/api/checks/{key}").status_code == 404
    assert web.delete(f"/api/checks/{key}").status_code == 404


def test_the_address_of_a_check_depends_on_what_decides_it() -> None:
    keys = {
        identity(b"a", None, "s"), identity(b"b", None, "s"), identity(b"a", date(2023, 1, 1), "s"), identity(b"a", None, "t"),
    }  # fmt: skip
    assert len(keys) == 4
    assert identity(b"a", None, "s") in keys


def test_a_changed_slot_changes_only_that_slot() -> None:
    claim = sample_report.claims()[1][0]
    made = corrections.changed(claim, {"measure": "defence_budget", "start": "2021"})
    assert claim.figure is not None
    assert made == replace(
        claim, figure=replace(claim.figure, measure="defence_budget", period=corrections.period("2021", ""), definition=None)
    )
    with pytest.raises(UnreadableValue):
        corrections.changed(sample_report.claims()[6][0], {"measure": "gdp"})


def test_what_is_longest_unused_is_forgotten() -> None:
    kept = state.Kept[int](2)
    kept.put(("a", ""), 1)
    kept.put(("b", ""), 2)
    assert kept.get(("a", "")) == 1
    kept.put(("c", ""), 3)
    assert [kept.get((name, "")) for name in "abc"] == [1, None, 3]


@pytest.mark.parametrize(
    "name, shown", [("../../a.txt", "a.txt"), ("C:\\x\\b.pdf", "b.pdf"), ("\x00\n", "uploaded file"), ("", "uploaded file")]
)
def test_a_file_name_is_only_shown(name: str, shown: str) -> None:
    assert state.shown_name(name) == shown


# The evidence.


def test_the_evidence_of_a_state_is_shown_by_source_and_vintage(web: httpx.Client) -> None:
    page = web.get("/evidence/JPN", headers=PAGE)
    assert page.status_code == 200
    tree = lxml_html.document_fromstring(page.text)
    assert tree.find(".//h1").text_content() == "Japan"
    assert "military expenditure" in tree.find(".//figcaption").text_content()
    assert tree.xpath("//svg")
    values = [cell.text_content() for cell in tree.xpath("//table//td[2]")]
    assert any("%" in value for value in values)
    plans = tree.xpath("//section[@aria-labelledby='plans']//tbody/tr")
    assert any("Defense Buildup Program" in row.text_content() and "43 trillion" in row.text_content() for row in plans)
    assert any(re.search(r"% in 20\d\d \(", row.text_content()) for row in plans)
    assert "China" in web.get("/evidence/JPN", params={"other": "china"}, headers=PAGE).text


def test_the_evidence_can_be_searched(web: httpx.Client) -> None:
    assert web.get("/evidence", params={"q": "Japan"}, headers=PAGE).headers["location"] == "/evidence/JPN"
    assert "Reciprocal Access" in web.get("/evidence", params={"q": "reciprocal access"}, headers=PAGE).text
    assert "Nothing held goes by that name." in web.get("/evidence", params={"q": "zzzz"}, headers=PAGE).text
    hostile = web.get("/evidence", params={"q": '"><script>alert(1)</script>'}, headers=PAGE).text
    assert "<script>alert" not in hostile
    assert web.get("/evidence/Atlantis", headers=PAGE).status_code == 404


def test_amounts_in_the_evidence_keep_their_digits() -> None:
    one = sample_report.observation("2024-04", date(2024, 4, 22), 2023, "50.2e9")
    assert one.value == Decimal("50.2e9")
    assert keep.loads(type(one), keep.dumps(one)) == one


# The outlook and the commitments.


def test_the_outlook_answers_its_controls(web: httpx.Client) -> None:
    page = web.get("/outlook", params={"country": "Japan", "over": "China"}, headers=PAGE)
    assert page.status_code == 200, page.text
    tree = lxml_html.document_fromstring(page.text)
    assert tree.xpath("//svg")
    middles = [float(cell.text_content().replace(",", "")) for cell in tree.xpath("//details//td[4]")]
    assert len(middles) == 5
    assert all(10 < middle < 1000 for middle in middles)
    ranks = web.get("/outlook", params={"country": "JPN", "rank": "yes"}, headers=PAGE)
    cells = lxml_html.document_fromstring(ranks.text).xpath("//tbody//td[2]")
    odds = [float(cell.text_content().removeprefix("under ").removesuffix(" %")) for cell in cells]
    assert 90 < sum(odds) < 105
    for wrong in ({"country": "Atlantis"}, {"country": "Japan", "to": "1950"}, {"country": "Japan", "rule": "more"}):
        answer = web.get("/outlook", params=wrong, headers=PAGE)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text


def test_the_commitments_answer_their_controls(web: httpx.Client) -> None:
    page = web.get("/commitments", params={"attacker": "Russia", "target": "Poland", "on": "2024-06-01"}, headers=PAGE)
    assert page.status_code == 200, page.text
    tree = lxml_html.document_fromstring(page.text)
    owed = [[cell.text_content() for cell in row] for row in tree.xpath("//section[@aria-labelledby='owed']//tbody/tr")]
    assert "North Atlantic Treaty" in owed[0][0]
    assert owed[0][1] == "applies"
    assert "Germany" in owed[0][2]
    assert len({row[0] for row in owed}) == len(owed)
    bonds = [row[0].text_content() for row in tree.xpath("//figure//tbody/tr")]
    assert bonds
    assert all("Poland" in bond or "Russia" in bond for bond in bonds)
    assert web.get("/commitments", params={"attacker": "Nowhere", "target": "Poland"}, headers=PAGE).status_code == 422


# Repeats of a corpus.


def test_the_repeats_of_a_corpus_are_listed_and_ordered(web: httpx.Client) -> None:
    tree = lxml_html.document_fromstring(web.get("/repeats", headers=PAGE).text)
    assert tree.get_element_by_id("list").text_content() == "2 claims made more than once"
    entries = [" ".join(entry.text_content().split()) for entry in tree.xpath("//ul[@class='entries']/li")]
    assert entries == [
        "Norland spent $9 billion in 2023 7 articles in 3 outlets · first seen 1 May 2024 in Harbour <b>Daily</b> refuted in 100 %",
        "Sudmark joined the <i>pact</i> 3 articles in 3 outlets · first seen 1 May 2024 in Harbour <b>Daily</b> not refuted",
    ]
    rows = [[cell.text_content() for cell in row] for row in tree.xpath("//figure//tbody/tr")]
    assert len(rows) == 10
    assert rows[0] == ["Norland spent $9 billion in 2023", "2024-05-01", "1", "refuted"]
    assert not tree.xpath("//ul[@class='entries']//i | //ul[@class='entries']//b")


@pytest.mark.parametrize(
    "given, quotes",
    [
        ({"refuted": "yes"}, ["Norland"]), ({"kind": "tie"}, ["Sudmark"]), ({"q": "PACT"}, ["Sudmark"]), ({"q": "nothing"}, []),
        ({"order": "last"}, ["Norland", "Sudmark"]), ({"order": "no such order"}, ["Norland", "Sudmark"]), ({"page": "2"}, []),
    ],
)  # fmt: skip
def test_repeats_can_be_narrowed(web: httpx.Client, given: dict[str, str], quotes: list[str]) -> None:
    tree = lxml_html.document_fromstring(web.get("/repeats", params=given, headers=PAGE).text)
    assert [link.text_content().split()[0] for link in tree.xpath("//ul[@class='entries']//a")] == quotes


def test_a_repeated_claim_shows_where_it_was_made(web: httpx.Client) -> None:
    listed = lxml_html.document_fromstring(web.get("/repeats", headers=PAGE).text)
    page = web.get(listed.xpath("//ul[@class='entries']//a/@href")[0], headers=PAGE)
    tree = lxml_html.document_fromstring(page.text)
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in tree.xpath("//section[@aria-labelledby='where']//tbody/tr")]
    assert [row[2] for row in rows] == [f"Story {number}" for number in range(7)]
    assert rows[1] == ["2 May 2024", "O'Brien's Ledger", "Story 1", "Norland spent $9 billion in 2023", "Refuted$8 billionThe record says so."]
    assert "<b>Daily" not in page.text
    assert web.get("/repeats/nothing", headers=PAGE).status_code == 404
    assert web.get("/repeats?page=0", headers=PAGE).status_code == 422


def test_an_app_without_a_corpus_says_how_to_give_it_one() -> None:
    held = state.State(Settings(), Any, Any, Any, Any)  # type: ignore[arg-type]
    with pytest.raises(state.NotFound, match="--corpus"):
        spread.found(held)


def test_a_folder_that_is_no_corpus_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="holds no corpus run"):
        serve.serve(corpus=tmp_path)
