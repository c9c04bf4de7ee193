"""Fetching a source from its publisher. The only module that opens the network for data.

Only over https and only to the hosts that the source names, redirects included. A download that breaks off is resumed where
the server allows it; one that is refused for haste waits as long as it is told. What arrives is looked at before it is kept:
its kind, and that it is no page of excuses sent with a good status.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable
from urllib.parse import urljoin, urlsplit

import httpx
import tenacity

from dragoman import __version__
from dragoman.errors import RefusedAddress, SourceChanged, StoreError, UnreadableValue
from dragoman.evidence import ingest
from dragoman.evidence.rows import Release, Source

LARGEST = 300_000_000
PATIENCE = 60.0
AGAIN = {408, 425, 429, 500, 502, 503, 504}
KINDS = {
    "json": ("application/json", "text/json"),
    "csv": ("text/csv", "text/plain", "application/csv", "application/octet-stream", "application/vnd.ms-excel"),
    "html": ("text/html", "application/xhtml+xml"),
    "zip": ("application/zip", "application/x-zip-compressed", "application/octet-stream"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream", "application/zip"),
}


@runtime_checkable
class Pulls(Protocol):
    """A source that can be fetched: it names addresses, the fetcher gets them."""

    def pull(self, fetcher: Fetcher, *, only: Sequence[str], years: str | None) -> Iterable[Path]:
        """Yield the files fetched, ready to be loaded."""


class _Broken(Exception):
    """A transfer worth another try. `wait` is how long the server asks for."""

    def __init__(self, words: str, *, wait: float = 0.0) -> None:
        self.words, self.wait = words, wait
        super().__init__(words)


@dataclass
class Fetcher:
    """Gets files from the hosts of one source.

    Args:
        hosts: the hosts that may be asked.
        folder: where files are put, and parts of files wait to be resumed.
        tries: how often a transfer is tried.
        timeout: seconds of silence after which a transfer is given up.
        pause: seconds of the first wait between tries; doubled each time.
        mirrors: for a host, another base address that serves the same paths (an institution's mirror, a test's server).
        progress: called with (file name, bytes so far, bytes in all or None).
    """

    hosts: Sequence[str]
    folder: Path
    tries: int = 5
    timeout: float = 30.0
    pause: float = 1.0
    mirrors: Mapping[str, str] = field(default_factory=dict)
    progress: Callable[[str, int, int | None], None] = lambda *_: None

    def get(self, url: str, name: str, kind: str) -> Path:
        """Return a file fetched from an address, whole.

        Args:
            name: what to call it; a part of that name from an earlier try is gone on with.
            kind: json, csv, html, zip or xlsx: what it must be.

        Raises:
            RefusedAddress: a host that the source does not name, or one that cannot be reached.
            SourceChanged: something else than the file arrived.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        target = self.folder / name
        attempt = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.tries),
            wait=self._wait,
            retry=tenacity.retry_if_exception_type(_Broken),
            sleep=time.sleep,
            reraise=True,
        )
        try:
            attempt(self._transfer, url, target, kind)
        except _Broken as error:
            raise RefusedAddress(f"{error.words}, {self.tries} times", where=url, do="try again later") from error
        except OSError as error:
            raise StoreError(f"the file cannot be kept ({error.strerror})", where=str(self.folder)) from error
        return target

    def _wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, _Broken) else 0.0
        return min(PATIENCE, max(asked, self.pause * float(2 ** (state.attempt_number - 1))))

    def _address(self, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.hostname is None or parts.hostname not in self.hosts:
            raise RefusedAddress(
                "not an address of this source", where=url, do=f"allowed are https addresses at {', '.join(self.hosts)}"
            )
        mirror = self.mirrors.get(parts.hostname)
        return url if mirror is None else mirror.rstrip("/") + parts.path + (f"?{parts.query}" if parts.query else "")

    def _transfer(self, url: str, target: Path, kind: str) -> None:
        part = target.with_name(target.name + ".part")
        mark = target.with_name(target.name + ".etag")
        headers = {
            "User-Agent": f"dragoman/{__version__}",
            "Accept": f"{KINDS[kind][0]}, */*;q=0.5",
            "Accept-Encoding": "identity",
        }
        if part.exists() and part.stat().st_size and mark.exists():
            headers |= {"Range": f"bytes={part.stat().st_size}-", "If-Range": mark.read_text(encoding="utf-8")}
        try:
            with httpx.Client(timeout=self.timeout, follow_redirects=False) as client:
                self._receive(client, url, headers, part, mark, kind)
        except httpx.TimeoutException as error:
            raise _Broken("no answer in time") from error
        except httpx.TransportError as error:
            raise _Broken(f"the connection failed or broke off ({error.__class__.__name__})") from error
        _look(part, kind, url)
        part.replace(target)
        mark.unlink(missing_ok=True)

    def _receive(self, client: httpx.Client, url: str, headers: dict[str, str], part: Path, mark: Path, kind: str) -> None:
        for _ in range(6):
            with client.stream("GET", self._address(url), headers=headers) as answer:
                if answer.is_redirect:
                    url = urljoin(url, answer.headers.get("location", ""))
                    continue
                self._check(answer, url, kind, part)
                self._write(answer, part, mark)
                return
        raise RefusedAddress("redirected too often", where=url)

    def _check(self, answer: httpx.Response, url: str, kind: str, part: Path) -> None:
        if answer.status_code in AGAIN:
            asked = answer.headers.get("retry-after", "")
            raise _Broken(f"the server answers {answer.status_code}", wait=float(asked) if asked.isdigit() else 0.0)
        if answer.status_code == 416:
            part.unlink(missing_ok=True)
            raise _Broken("the part kept from before does not fit")
        if answer.status_code not in (200, 206):
            raise RefusedAddress(
                f"the server answers {answer.status_code}", where=url, do="the publisher may have moved the file"
            )
        got = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if got and got not in KINDS[kind]:
            raise SourceChanged(
                f"the server sent {got}", where=url, do=f"expected {KINDS[kind][0]}; the publisher may have moved the file"
            )
        length = answer.headers.get("content-length", "")
        if length.isdigit() and int(length) > LARGEST:
            raise SourceChanged(f"a file of {int(length):,} bytes", where=url, do=f"none larger than {LARGEST:,} is expected")

    def _write(self, answer: httpx.Response, part: Path, mark: Path) -> None:
        going_on = answer.status_code == 206
        if going_on and not part.exists():
            raise _Broken("the server sent a part that was not asked for")
        etag = answer.headers.get("etag") or answer.headers.get("last-modified")
        mark.write_text(etag, encoding="utf-8") if etag and not etag.startswith("W/") else mark.unlink(missing_ok=True)
        done = part.stat().st_size if going_on and part.exists() else 0
        length = answer.headers.get("content-length", "")
        whole = done + int(length) if length.isdigit() else None
        with part.open("ab" if going_on else "wb") as file:
            for block in answer.iter_raw():
                done += len(block)
                if done > LARGEST:
                    raise SourceChanged(f"more than {LARGEST:,} bytes", where=str(answer.url))
                file.write(block)
                self.progress(part.stem, done, whole)
        if whole is not None and done < whole:
            raise _Broken("the file broke off")


def _look(path: Path, kind: str, url: str) -> None:
    """Refuse a file that is not of its kind, whatever the server called it.

    Raises:
        SourceChanged: a web page where data was expected, an empty file, or no archive where there should be one.
    """
    with path.open("rb") as file:
        head = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
    page = re.match(rb"<(!doctype html|html|head|body)", head, re.I) is not None
    good = {"json": head[:1] in (b"[", b"{"), "html": page, "zip": head[:2] == b"PK", "xlsx": head[:2] == b"PK"}.get(
        kind, bool(head)
    )
    if good and (kind == "html" or not page):
        return
    path.unlink()
    what = "a web page" if page else "nothing" if not head else "something else"
    raise SourceChanged(
        f"the publisher sent {what} instead of the file", where=url, do="open the address in a browser to see why"
    )


def pull(
    source: Source,
    *,
    only: Sequence[str] = (),
    years: str | None = None,
    store: Path | None = None,
    fetcher: Fetcher | None = None,
    progress: Callable[[str, int, int | None], None] | None = None,
) -> list[tuple[Release, int]]:
    """Fetch a source and load it; return each release with its number of statements.

    Files are fetched into a folder of the cache first, so that a download that breaks off is gone on with by the next pull; they
    are removed once loaded.

    Raises:
        UnreadableValue: the publisher offers no file that can be fetched.
        RefusedAddress: the publisher cannot be reached.
        SourceChanged: what arrived is not what its loader knows, or that vintage is held already.
        StoreError: the store cannot be written.
    """
    if not isinstance(source, Pulls) or not source.about.hosts:
        raise UnreadableValue(
            f"{source.about.name} cannot be fetched", do=f"get the file from {source.about.url} and use 'dragoman evidence add'"
        )
    if years is not None and not re.fullmatch(r"\d{4}(:\d{4})?", years):
        raise UnreadableValue(f"no span of years: {years!r}", where="--years", do="write it as 2000:2025")
    folder = ingest.cache_folder() / "downloads" / source.about.name
    getter = fetcher or Fetcher(source.about.hosts, folder)
    if progress is not None:
        getter.progress = progress
    files = list(source.pull(getter, only=only, years=years))
    added = ingest.add(source, files, store=store)
    shutil.rmtree(getter.folder, ignore_errors=True)
    return added
