"""What stands between the network and the pages: sizes, rates, hosts, cross-site writes, response headers.

Plain ASGI, so that a request that is turned away costs nothing further.
"""

from __future__ import annotations

import ipaddress
import secrets
import time
from collections import OrderedDict
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.errors import DragomanError
from dragoman.web.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
SAFE = ("GET", "HEAD", "OPTIONS")
MOST_CLIENTS = 10_000


class Refused(DragomanError):
    """A request that is turned away. `status` is the HTTP status, `retry` seconds after which it may be tried again."""

    def __init__(self, found: str, *, do: str = "", where: str = "", status: int = 400, retry: int = 0) -> None:
        super().__init__(found, do=do, where=where)
        self.status, self.retry = status, retry


class Guard:
    """Wraps the app: checks each request's host, origin and size, and adds the security headers and the nonce."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        scope["state"]["refused"] = refusal(scope, self.settings)
        await self.app(scope, self._counted(receive), _headed(send, nonce))

    def _counted(self, receive: Receive) -> Receive:
        """Return a channel that refuses a body once it is longer than it may be."""
        read = 0

        async def take() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.settings.upload:
                raise too_large(self.settings)
            return message

        return take


def too_large(settings: Settings) -> Refused:
    """Return the refusal of a body that is too long."""
    return Refused(f"more than {settings.upload / 1e6:.0f} MB were sent", do="give a shorter article", status=413)


def refusal(scope: Scope, settings: Settings) -> Refused | None:
    """Return why a request is turned away before its body is read, or None."""
    headers = Headers(scope=scope)
    if not known_host(headers.get("host", ""), settings):
        return Refused("this app does not answer under that name", do="start it with --host-name", status=400)
    length = headers.get("content-length", "0")
    if not length.isdigit():
        return Refused("the length of the body is no number")
    if int(length) > settings.upload:
        return too_large(settings)
    if scope["method"] not in SAFE and not same_site(headers):
        return Refused("a page of another site may not write here", status=403)
    return None


def known_host(host: str, settings: Settings) -> bool:
    """Return whether the app answers under a Host header: an address, localhost, or a name it was given.

    A name that somebody else controls could be pointed here (DNS rebinding); an address cannot.
    """
    try:
        name = urlsplit(f"//{host}").hostname if not set(host) & set("/\\@ ?#") else None
    except ValueError:
        return False
    if not name:
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost" or name in settings.hosts
    return True


def same_site(headers: Headers) -> bool:
    """Return whether a write comes from this app's own pages or from no page at all."""
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or (origin.partition("://")[2] == headers.get("host"))


def _headed(send: Send, nonce: str) -> Send:
    async def give(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("content-security-policy", POLICY.format(nonce=nonce))
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return give


class Rate:
    """A bucket of new checks for each client: `burst` at once, `rate` a minute after that. Forgets the longest idle clients."""

    def __init__(self, rate: float, burst: int, *, clock: Any = time.monotonic) -> None:
        self.rate, self.burst, self._clock = rate, burst, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take one; return 0, or the seconds until the next is there."""
        now = self._clock()
        left, seen = self._held.pop(client, (float(self.burst), now))
        left = min(float(self.burst), left + (now - seen) * self.rate / 60)
        wait = 0.0 if left >= 1 else (1 - left) * 60 / self.rate
        self._held[client] = (left - 1 if wait == 0 else left, now)
        while len(self._held) > MOST_CLIENTS:
            self._held.popitem(last=False)
        return wait
