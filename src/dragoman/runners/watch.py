"""Watching feeds: RSS and Atom, read politely, each new article checked once.

Conditional requests (ETag, Last-Modified) ask only for what changed; robots.txt is respected; one request a host at a time,
with a pause between. What was seen is kept in a state file, so that a watch goes on where it stopped.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from dragoman.errors import DragomanError, RefusedAddress, UnusableInput
from dragoman.intake import fetch as fetching

AGENT = "dragoman"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a feed: its address, title and date as the feed gives them."""

    url: str
    title: str | None
    published: str | None


class Watch:
    """Feeds and what was seen of them.

    Args:
        feeds: addresses.
        state: file that keeps what was seen; made where it is missing.
        pause: seconds between two requests to one host.
        allow: as `dragoman.intake.fetch.fetch` has it.
    """

    def __init__(
        self, feeds: list[str], state: Path, *, pause: float = 2.0, allow: Callable[[str], bool] = fetching.is_public
    ) -> None:
        self.feeds, self.path, self.pause, self.allow = feeds, state, pause, allow
        self.state = _load(state)
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}

    def new(self) -> Iterator[Entry | DragomanError]:
        """Return each article that was not seen before, and an error for each feed that could not be read."""
        for feed in self.feeds:
            try:
                yield from self._entries(feed)
            except DragomanError as error:
                yield error

    def done(self, entry: Entry) -> None:
        """Remember an article as seen."""
        self.state["seen"][entry.url] = entry.published or ""
        self._save()

    def page(self, entry: Entry) -> fetching.Page:
        """Return an article's page.

        Raises:
            RefusedAddress: robots.txt forbids it, or it cannot be fetched.
        """
        return self._get(entry.url)

    def _entries(self, feed: str) -> Iterator[Entry]:
        import feedparser

        kept = self.state["feeds"].get(feed, {})
        page = self._get(feed, headers=_conditions(kept))
        if page.status == 304:
            return
        parsed = feedparser.parse(page.data)
        if not parsed.version:
            raise UnusableInput("this is no RSS or Atom feed", do="give the feed's own address", where=feed)
        for entry in reversed(parsed.entries):
            url = entry.get("link")
            if url and url not in self.state["seen"]:
                yield Entry(url, entry.get("title"), _day(entry.get("published_parsed") or entry.get("updated_parsed")))
        self.state["feeds"][feed] = {"etag": page.headers.get("etag"), "modified": page.headers.get("last-modified")}
        self._save()

    def _get(self, url: str, *, headers: dict[str, str] | None = None) -> fetching.Page:
        host = urlsplit(url).netloc
        if not self._rules(url, host).can_fetch(AGENT, url):
            raise RefusedAddress("its robots.txt forbids fetching it", do="leave it out", where=url)
        return self._wait_and_fetch(url, host, headers)

    def _rules(self, url: str, host: str) -> RobotFileParser:
        if host not in self._robots:
            rules = RobotFileParser()
            try:
                text = self._wait_and_fetch(f"{urlsplit(url).scheme}://{host}/robots.txt", host, None).data.decode(
                    "utf-8", "replace"
                )
            except DragomanError:
                text = ""
            rules.parse(text.splitlines())
            self._robots[host] = rules
        return self._robots[host]

    def _wait_and_fetch(self, url: str, host: str, headers: dict[str, str] | None) -> fetching.Page:
        left = self._asked.get(host, float("-inf")) + self.pause - time.monotonic()
        if left > 0:
            time.sleep(left)
        try:
            return fetching.fetch(url, allow=self.allow, headers=headers)
        finally:
            self._asked[host] = time.monotonic()

    def _save(self) -> None:
        aside = self.path.with_name(f".{self.path.name}")
        aside.write_text(json.dumps(self.state, ensure_ascii=False, indent=1), encoding="utf-8")
        aside.replace(self.path)


def _load(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {"feeds": {}, "seen": {}}
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        return {"feeds": dict(state["feeds"]), "seen": dict(state["seen"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnusableInput("this is no state file of a watch", do="give another --state", where=str(path)) from error


def _conditions(kept: dict[str, Any]) -> dict[str, str]:
    wanted = {"If-None-Match": kept.get("etag"), "If-Modified-Since": kept.get("modified")}
    return {name: value for name, value in wanted.items() if value}


def _day(parsed: Any) -> str | None:
    return time.strftime("%Y-%m-%d", parsed) if parsed else None
