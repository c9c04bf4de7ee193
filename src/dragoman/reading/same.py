"""What is worked out from the same sentence is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")


def latest(work: Callable[[A, B], T]) -> Callable[[A, B], T]:
    """Let what was worked out last be given again to whoever asks about the very same two objects next.

    They are told apart by identity: comparing readings would take longer than what is kept of them.
    """
    held: list[tuple[A, B, T]] = []

    @wraps(work)
    def once(first: A, second: B) -> T:
        for one, two, made in held:
            if one is first and two is second:
                return made
        made = work(first, second)
        held[:] = [(first, second, made)]
        return made

    return once
