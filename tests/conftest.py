"""Fixtures shared by several test files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def web_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one running web app, started when the first test asks for it."""
    import web_server

    with web_server.running(tmp_path_factory.mktemp("web")) as address:
        yield address
