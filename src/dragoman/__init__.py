"""Dragoman reads reporting on security affairs and checks what it says against the dated public record.

    >>> import dragoman
    >>> report = dragoman.check("Japan spent 1.2 percent of GDP on defence in 2023.", published="2024-06-01")  # doctest: +SKIP

Importing this package loads neither the parser nor the database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.model import Article, Claim, Finding, Report, Statement

if TYPE_CHECKING:
    from dragoman.evidence.store import Store
    from dragoman.pipeline import check, read

__version__ = "0.1.0"
__all__ = ["Article", "Claim", "Finding", "Report", "Statement", "Store", "check", "read"]

_LATE = {"check": "dragoman.pipeline", "read": "dragoman.pipeline", "Store": "dragoman.evidence.store"}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        from importlib import import_module

        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
