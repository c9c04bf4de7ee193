"""What the pages and the API share: the saved checks, the workers, the checks under way, and the rendered reports."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from markupsafe import Markup
from starlette.requests import Request

from dragoman.errors import DragomanError, OutOfScope, RefusedAddress, StoreError, UnreadableValue, UnusableInput
from dragoman.export import words
from dragoman.export.view import View, view
from dragoman.model import Claim, Report
from dragoman.runners.repeats import Repeat
from dragoman.web import corrections, keep
from dragoman.web.corrections import changed
from dragoman.web.guard import Rate, Refused
from dragoman.web.jobs import Jobs
from dragoman.web.saved import Correction, Saved
from dragoman.web.settings import Settings
from dragoman.web.work import Again, Job
from dragoman.web.workers import Busy, Died, Pool, TooSlow

T = TypeVar("T")
RENDERED = 64
STATUS: tuple[tuple[type[DragomanError], int], ...] = (
    (TooSlow, 504), (Died, 422), (Busy, 429), (StoreError, 503),
    (UnusableInput, 422), (UnreadableValue, 422), (RefusedAddress, 422), (OutOfScope, 422),
)  # fmt: skip


class NotFound(DragomanError):
    """No such check, claim or page."""


class WrongType(DragomanError):
    """A file of a type that is no article."""


def status_of(error: DragomanError) -> int:
    """Return the HTTP status of an error."""
    if isinstance(error, Refused):
        return error.status
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, WrongType):
        return 415
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


class Kept(Generic[T]):
    """What was made before, by key; what is longest unused is forgotten. May be asked by several threads at once."""

    def __init__(self, most: int = RENDERED) -> None:
        self.most, self._held, self._lock = most, OrderedDict[tuple[str, str], T](), threading.Lock()

    def get(self, key: tuple[str, str]) -> T | None:
        """Return what is kept under a key, or None."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: tuple[str, str], value: T) -> T:
        """Keep a value under a key and return it."""
        with self._lock:
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self.most:
                self._held.popitem(last=False)
        return value


@dataclass(slots=True)
class State:
    """Everything one app holds."""

    settings: Settings
    saved: Saved
    pool: Pool
    jobs: Jobs
    rate: Rate
    store: Any = None
    reading: Any = field(default_factory=threading.Lock)
    rendered: Kept[tuple[View, Markup]] = field(default_factory=Kept)
    looked: Kept[dict[str, Any]] = field(default_factory=Kept)
    clustering: Any = field(default_factory=threading.Lock)
    repeated: tuple[tuple[tuple[str, int], ...], dict[str, Repeat]] | None = None
    explored: Kept[dict[str, Any]] = field(default_factory=Kept)
    bodies: Kept[bytes] = field(default_factory=Kept)

    def report(self, key: str) -> Report:
        """Return a saved report with its corrections applied.

        Raises:
            NotFound: there is none under that address.
        """
        found = self.saved.get(key)
        if found is None:
            raise NotFound("no check is saved under this address", do="look in the list of saved checks")
        return corrections.applied(found, self.saved.corrections(key))

    def stamp(self, key: str) -> str:
        """Return what changes when the corrections of a check do.

        Raises:
            NotFound: there is no such check (any more).
        """
        if not self.saved.has(key):
            raise NotFound("no check is saved under this address", do="look in the list of saved checks")
        return "|".join(f"{one.claim}:{one.made}" for one in self.saved.corrections(key))

    def shown(self, key: str) -> View:
        """Return a saved report in words."""
        return view(self.report(key))

    def claim(self, key: str, claim: str) -> tuple[Report, Claim]:
        """Return a report as saved, without corrections, and one of its claims.

        Raises:
            NotFound: there is no such check or claim.
        """
        report = self.saved.get(key)
        found = next((one for one in report.claims if one.id == claim), None) if report else None
        if report is None or found is None:
            raise NotFound("there is no such claim", do="look in the list of saved checks")
        return report, found

    async def correct(self, key: str, claim: str, *, misread: bool, note: str, slots: dict[str, str]) -> Correction:
        """Keep a correction, the claim judged again with its changed slots.

        Raises:
            NotFound, UnreadableValue, and what judging raises.
        """
        report, found = self.claim(key, claim)
        filled = {name: slots[name].strip()[:200] for name in corrections.SLOTS if slots.get(name, "").strip()}
        if not misread and not filled:
            raise UnreadableValue("nothing was corrected", do="mark the claim as misread or change a slot")
        made, finding = "", ""
        if not misread:
            claimed = changed(found, filled)
            made, finding = keep.dumps(claimed), keep.dumps(await self.pool.finish(Again(report.article, claimed)))
        one = Correction(key, claim, "", misread, note.strip()[:1000], keep.dumps(filled), made, finding)
        self.saved.correct(one)
        return one

    def cases(self, key: str | None = None) -> list[dict[str, Any]]:
        """Return the corrections of one check, or all, as cases."""
        found = []
        for one in self.saved.corrections(key):
            report, claim = self.claim(one.check, one.claim)
            found.append(corrections.case(report.article, claim, one))
        return found

    def admit(self, request: Request) -> None:
        """Count a new check against its client's rate.

        Raises:
            Refused: it has made too many (429).
        """
        wait = self.rate.take(request.client.host if request.client else "")
        if wait:
            raise Refused(
                "too many checks from this address", do=f"try again in {wait:.0f} seconds", status=429, retry=int(wait) + 1
            )


def state_of(request: Request) -> State:
    """Return the state of the app that serves a request."""
    found: State = request.app.state.dragoman
    return found


def job(*, text: str = "", data: bytes = b"", name: str = "", url: str = "", published: str = "") -> Job:
    """Return the job that a form or an API call asks for: exactly one of text, file or address.

    Raises:
        Refused: none, or more than one, was given (400).
        UnreadableValue: the date is no date.
        WrongType: the file is of a type that is no article (415).
    """
    given = [bool(text.strip()), bool(data), bool(url.strip())]
    if sum(given) != 1:
        which = "nothing was given" if not any(given) else "more than one article was given"
        raise Refused(which, do="paste the text, choose a file, or give an address: one of them")
    day = _day(published)
    if url.strip():
        return Job(None, "address", url.strip()[:2000], day)
    if text.strip():
        return Job(text.encode("utf-8", "replace"), "pasted text", None, day)
    if not readable(data):
        raise WrongType("this file is neither text, HTML, PDF nor Word (.docx)", do="give one of these")
    return Job(data, shown_name(name), None, day)


def _day(text: str) -> date | None:
    from dragoman.intake import to_date

    return to_date(text.strip()) if text.strip() else None


def readable(data: bytes) -> bool:
    """Return whether a file is by its content one that can hold an article: PDF, Word, or text (HTML is text)."""
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\x00" not in data[:8192]


def shown_name(name: str) -> str:
    """Return what to call an uploaded file: the last part of its name, printable, short. Never opened."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:120] or "uploaded file"


def day(made: str) -> str:
    """Return an ISO day as a reader writes it."""
    return words.day(date.fromisoformat(made))


def when(made: str) -> str:
    """Return an ISO time as a reader writes it."""
    at = datetime.fromisoformat(made)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"
