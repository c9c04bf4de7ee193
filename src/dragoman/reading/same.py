"""What is worked out from the same sentence or claim is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")


def held(most: int) -> Callable[[Callable[[A, B], T]], Callable[[A, B], T]]:
    """Let what was worked out lately, up to so many results, be given again to whoever asks about the very same two objects.

    They are told apart by identity, and held so that it stays theirs: comparing them would take longer than what is kept of them.
    """

    def decorate(work: Callable[[A, B], T]) -> Callable[[A, B], T]:
        results: dict[tuple[int, int], tuple[A, B, T]] = {}

        @wraps(work)
        def once(first: A, second: B) -> T:
            key = id(first), id(second)
            found = results.get(key)
            if found is not None:
                return found[2]
            made = work(first, second)
            if len(results) >= most:
                results.clear()
            results[key] = (first, second, made)
            return made

        return once

    return decorate


def latest(work: Callable[[A, B], T]) -> Callable[[A, B], T]:
    """Let what was worked out last be given again to whoever asks about the same next: the five kinds ask about each sentence."""
    return held(1)(work)


claims = held(512)
"""For what is worked out from a claim and its article, once for asking and once for judging: more than a shard has figures."""
