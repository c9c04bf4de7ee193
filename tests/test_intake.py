"""Intake: what is read, what is refused and in which words; the text is never rewritten."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DragomanError, RefusedAddress, UnusableInput
from dragoman.intake import fetch as fetching
from dragoman.intake import from_bytes, to_article, to_date

STORY = (
    "Norway will send two frigates to the exercise, the defence ministry said on Monday. "
    "The ships are to join a Danish vessel in the Skagerrak, and they will stay there for ten days. "
    "It is the third time that the two countries have trained together in that area this year."
)


def test_plain_text_is_kept_as_it_is():
    article = from_bytes(("\ufeff" + STORY).encode(), name="a.txt")
    assert article.text == STORY
    assert article.source == "a.txt"


def test_headline_and_dateline_are_found():
    article = from_bytes(f"Frigates to the Skagerrak\n\nPublished: 14 April 2023\n\n{STORY}".encode(), name="a.txt")
    assert article.title == "Frigates to the Skagerrak"
    assert article.published == date(2023, 4, 14)


def test_the_users_date_wins():
    article = to_article(f"2 May 2020\n\n{STORY}", published="2023-04-14")
    assert article.published == date(2023, 4, 14)


def test_html_page_without_its_navigation():
    page = f"""<!DOCTYPE html><html><head><title>Frigates</title><meta property="article:published_time" content="2023-04-14">
    </head><body><nav><a href="/">Home</a> <a href="/s">Sport</a></nav><article><h1>Frigates</h1><p>{STORY}</p>
    <p>{STORY.replace("Norway", "Iceland")}</p></article><footer>Imprint</footer></body></html>"""
    article = from_bytes(page.encode(), name="a.html")
    assert STORY in article.text
    assert "Imprint" not in article.text
    assert article.published == date(2023, 4, 14)


def test_word_file():
    from docx import Document

    document = Document()
    document.add_paragraph(STORY)
    file = io.BytesIO()
    document.save(file)
    assert from_bytes(file.getvalue(), name="a.docx").text == STORY


def _pdf(text: str) -> bytes:
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def test_pdf():
    text = "Norway will send two frigates to the exercise, the defence ministry said on Monday."
    assert from_bytes(_pdf(text), name="a.pdf").text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n\t ", "empty"),
        (b"\x7fELF\x00\x01\x02" * 50, "binary"),
        (bytes(range(1, 9)) * 200, "binary"),
        (_pdf(""), "no text"),
        (b"%PDF-1.4 broken", "damaged"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"<html><body><nav>Home</nav></body></html>", "no article"),
        (b"a" * 20_000_001, "20 MB"),
        ("Die Bundesregierung hat am Montag beschlossen, den Verteidigungshaushalt im kommenden Jahr zu erhöhen.".encode(), "German"),
        ("日本政府は来年度の防衛予算を大幅に増額する方針を固めた。関係者が月曜日に明らかにした。与党内では慎重論もある。".encode(), "Japanese"),
    ],
)
def test_refusals_say_what_is_wrong(data, words):
    with pytest.raises(UnusableInput) as caught:
        from_bytes(data, name="a")
    message = str(caught.value)
    assert words in message
    assert message.endswith(".")
    assert "\n" not in message


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(UnusableInput, match="no such file"):
        to_article(tmp_path / "none.txt")
    with pytest.raises(UnusableInput, match="folder"):
        to_article(tmp_path)


@pytest.mark.parametrize("text", ["yesterday", "2023-13-01", "2023-02-30", "2999-01-01", "", "14/04/2023"])
def test_dates_that_are_refused(text):
    with pytest.raises(UnusableInput):
        to_date(text)


def test_a_year_or_month_means_its_last_day():
    assert to_date("2020") == date(2020, 12, 31)
    assert to_date("2023-02") == date(2023, 2, 28)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "http://user:secret@example.org/",
        "http://nowhere.invalid/",
    ],
)
def test_addresses_that_are_refused(address):
    with pytest.raises(RefusedAddress):
        fetching.fetch(address)


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        answers = {
            "/story": (200, "text/plain", STORY.encode(), {}),
            "/moved": (302, "text/plain", b"", {"Location": "/story"}),
            "/loop": (302, "text/plain", b"", {"Location": "/loop"}),
            "/inside": (302, "text/plain", b"", {"Location": "http://169.254.169.254/"}),
            "/video": (200, "video/mp4", b"xx", {}),
            "/large": (200, "text/plain", b"a" * 2000, {}),
        }
        status, kind, body, more = answers.get(self.path, (404, "text/html", b"no", {}))
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **more}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def pages():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)


def _only_loopback(address: str) -> bool:
    return address == "127.0.0.1"


@pytest.mark.parametrize("path", ["/story", "/moved"])
def test_a_page_is_fetched(pages, path):
    assert fetching.fetch(pages + path, allow=_only_loopback).data.decode() == STORY


@pytest.mark.parametrize("path", ["/none", "/loop", "/inside", "/video", "/large"])
def test_a_page_is_refused(pages, path):
    with pytest.raises(RefusedAddress):
        fetching.fetch(pages + path, allow=_only_loopback, max_bytes=1000)


ODD = st.text(alphabet=st.sampled_from("Ab. ?!\r\n\t\u200b\u200f\u202e\u00a0\u2028😀é“”'\"(1$–…\x0b\x1b"), max_size=300)


@given(st.one_of(ODD, st.text(max_size=300)))
def test_sentences_are_spans_of_the_text(text):
    from dragoman.intake.sentences import split

    last = 0
    for sentence in split(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= last
        last = sentence.end


def test_errors_survive_pickling():
    import pickle

    error = UnusableInput("it is empty", do="give more", where="a.txt")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.found, again.do, again.where) == (str(error), "it is empty", "give more", "a.txt")
    assert isinstance(again, DragomanError)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "missing.txt"], "no such file"),
        (["check", "."], "folder"),
        (["check", "a.txt", "--published", "soon"], "not a date"),
        (["check", "a.txt", "--format", "pdf"], "no format"),
        (["check", "a.txt", "--store", "none.duckdb"], "no such store"),
        (["check", "http://localhost/x"], "never fetched"),
    ],
)
def test_the_command_line_says_one_sentence(tmp_path, arguments, words):
    (tmp_path / "a.txt").write_text(STORY)
    done = subprocess.run([sys.executable, "-m", "dragoman", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_help_and_import_stay_light():
    heavy = "('spacy', 'duckdb', 'numpy', 'trafilatura', 'pypdf', 'fastapi')"
    code = (
        "import sys, contextlib, io\nimport dragoman\nfrom dragoman.cli import main\nsys.argv = ['dragoman', '--help']\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n    main()\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_examples_say_that_they_are_made_up():
    folder = Path(__file__).parents[1] / "examples"
    files = sorted(folder.glob("*.txt"))
    assert len(files) == 3
    for file in files:
        assert "made up" in file.read_text(encoding="utf-8")[:400]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("LISBON, March 3, 2024 (Wire) - ", date(2024, 3, 3)),
        ("SEOUL, South Korea, 3 May 2024 — ", date(2024, 5, 3)),
        ("Brussels, 5 May 2023 – ", date(2023, 5, 5)),
        ("OSLO, 3 June (Wire) -- ", None),
        ("QUITO (Wire) – ", None),
        ("Nairobi (The Desk/Wire) -", None),
        ("PORT LOUIS, Mauritius — ", None),
        ("Lagos, Nigeria – ", None),
        ("(WIRE) - ", None),
        ("LIMA, February 12. /WIRE/. ", None),
        ("ACCRA, August 21, 2023, Wire-Plus - ", date(2023, 8, 21)),
        ("Accra, Jan 14 (UNI) ", None),
        ("NEW DELHI, 12 March 2024 (PTI): ", date(2024, 3, 12)),
        ("LIMA / QUITO — ", None),
        ("RIGA/VILNIUS/WARSAW – ", None),
        ("SEOUL: ", None),
        ("Beijing: ", None),
    ],
)
def test_an_agency_line_dates_the_article_and_is_no_part_of_its_first_sentence(line, day):
    article = to_article(f"Ministers meet again\n\n{line}Norway joined the talks last year. Talks went on.")
    assert article.published == day
    assert article.sentences[1].text == "Norway joined the talks last year."
    assert all(article.text[one.start : one.end] == one.text for one in article.sentences)


@pytest.mark.parametrize(
    "sentence",
    ["In Warsaw, 5 May 2025 - The Day - was kept.", "Sweden joined on 7 March 2024 - It was late.", "Finland, 4 April 2023 - joined.",
     "Peru, Chile – Both sent ships.", "NATO — The alliance met.", "Chile: The army met.", "Seoul: no sign of a test", "Poland (4 percent) – It led."],
)
def test_a_sentence_with_a_day_and_a_dash_stays_whole(sentence):
    assert to_article(f"Other news of the day here.\n\n{sentence}").sentences[1].text == sentence
