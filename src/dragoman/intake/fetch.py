"""An article from an address. Private, loopback, link-local and metadata addresses are refused, on every redirect too.

The check is made on the address that is then connected to, so that a name cannot point elsewhere between the two.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from dragoman.errors import RefusedAddress

MAX_BYTES = 10_000_000
MAX_REDIRECTS = 5
TIMEOUT = 20.0
TYPES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/pdf",
    "application/rss+xml",
    "application/atom+xml",
    "application/xml",
    "text/xml",
    "application/vnd.openxmlformats-officedocument",
)


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: the address after redirects, the bytes; status 304 where nothing changed."""

    url: str
    data: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def is_public(address: str) -> bool:
    """Return whether an IP address lies on the open internet."""
    ip = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not (mapped or ip).is_multicast


def fetch(
    url: str,
    *,
    allow: Callable[[str], bool] = is_public,
    max_bytes: int = MAX_BYTES,
    headers: Mapping[str, str] | None = None,
) -> Page:
    """Return the page at an http or https address.

    Args:
        headers: more request headers, such as the conditions of a feed reader.
        allow: says of each IP address whether it may be connected to.

    Raises:
        RefusedAddress: no such host, a private address, an error reply, too many redirects, too large, not a document.
    """
    import httpcore

    with httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=_backend(allow, url)) as pool:
        here = url
        for _ in range(MAX_REDIRECTS + 1):
            _check_form(here, url)
            try:
                reply = _get(pool, here, url, max_bytes, headers or {})
            except (httpcore.ConnectError, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
                raise RefusedAddress(
                    "the address cannot be reached", do="check it, or save the page and check the file", where=url
                ) from error
            except httpcore.TimeoutException as error:
                raise RefusedAddress(
                    f"no answer within {TIMEOUT:.0f} seconds", do="try later, or save the page", where=url
                ) from error
            if isinstance(reply, Page):
                return reply
            here = urljoin(here, reply)
    raise RefusedAddress(f"more than {MAX_REDIRECTS} redirects", do="give the article's final address", where=url)


def _check_form(here: str, url: str) -> None:
    parts = urlsplit(here)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RefusedAddress("only http and https addresses are fetched", do="give the article's full web address", where=url)
    if parts.username or parts.password:
        raise RefusedAddress("an address with a user name in it is refused", do="give the plain address", where=url)


def _get(pool: Any, here: str, url: str, max_bytes: int, more: Mapping[str, str]) -> Page | str:
    """Return the page, or where it redirects to."""
    limits = {"timeout": {"connect": TIMEOUT, "read": TIMEOUT, "write": TIMEOUT, "pool": TIMEOUT}}
    headers = {
        "Host": urlsplit(here).netloc,
        "User-Agent": "dragoman (fact-checking tool; one request for one reader)",
        "Accept": "text/html, application/pdf, text/plain",
        "Accept-Encoding": "identity",
        **more,
    }
    with pool.stream("GET", here, headers=headers, extensions=limits) as reply:
        found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in reply.headers}
        if 300 <= reply.status < 400 and "location" in found:
            return str(found["location"])
        if reply.status == 304:
            return Page(here, b"", 304, found)
        if reply.status != 200:
            raise RefusedAddress(
                f"the server answered with status {reply.status}", do="open it in a browser and save the page", where=url
            )
        kind = found.get("content-type", "text/html").split(";")[0].strip().lower()
        if not kind.startswith(TYPES):
            raise RefusedAddress(
                f"the address gives {kind}, not an article", do="give the address of a page, text, PDF or DOCX", where=url
            )
        return Page(here, _read(reply.iter_stream(), url, max_bytes), 200, found)


def _read(chunks: Iterable[bytes], url: str, max_bytes: int) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > max_bytes:
            raise RefusedAddress(
                f"the page is larger than {max_bytes // 1_000_000} MB", do="save the article's text and check that", where=url
            )
    return bytes(data)


def _backend(allow: Callable[[str], bool], url: str) -> Any:
    import httpcore

    class Checked(httpcore.SyncBackend):
        """Resolves a host, refuses it if any of its addresses is not allowed, connects to the address that was checked."""

        def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> Any:
            try:
                addresses = [row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
            except (socket.gaierror, UnicodeError) as error:
                raise RefusedAddress(f"there is no host {host!r}", do="check the address", where=url) from error
            if not addresses or not all(allow(str(address)) for address in addresses):
                raise RefusedAddress(
                    f"{host} is a private or local address, which is never fetched",
                    do="save the page and check the file",
                    where=url,
                )
            return super().connect_tcp(str(addresses[0]), port, *args, **options)

    return Checked()
