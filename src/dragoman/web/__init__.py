"""The web app: paste, upload or give an address; read the report; correct it. `create_app` returns it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.web.app import create_app
    from dragoman.web.settings import Settings

__all__ = ["Settings", "create_app"]


def __getattr__(name: str) -> Any:
    if name == "create_app":
        from dragoman.web.app import create_app

        return create_app
    if name == "Settings":
        from dragoman.web.settings import Settings

        return Settings
    raise AttributeError(f"module 'dragoman.web' has no attribute {name!r}")
