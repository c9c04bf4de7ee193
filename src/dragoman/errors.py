"""Every error that Dragoman raises on purpose.

DragomanError                   one clear sentence; the command line prints it and exits with 2
├── UnusableInput               the article cannot be read: missing, empty, binary, not English, too large …
├── UnreadableValue             a number, date or code that means nothing
├── RefusedAddress              a URL that is private, unreachable or not a page
├── StoreError                  the evidence store is missing, locked, broken or of another version
├── SourceChanged               a publisher's file that is not laid out as its loader knows it
└── OutOfScope                  a question that the data cannot carry (a series too short, a state that did not exist …)
"""

from __future__ import annotations


class DragomanError(Exception):
    """What was found, what was expected, where, and what to do next: kept apart, said in one sentence.

    Args:
        found: what is wrong, as a sentence without its full stop.
        do: what the user can do about it, or empty.
        where: file, sheet, row or option, or empty.
    """

    def __init__(self, found: str, *, do: str = "", where: str = "") -> None:
        self.found, self.do, self.where = found, do, where
        super().__init__(found, do, where)

    def __str__(self) -> str:
        head = f"{self.where}: {self.found}" if self.where else self.found
        return f"{head}; {self.do}." if self.do else f"{head}."

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.found, self.do, self.where))


def _rebuild(cls: type[DragomanError], found: str, do: str, where: str) -> DragomanError:
    return cls(found, do=do, where=where)


class UnusableInput(DragomanError):
    """The article cannot be read."""


class UnreadableValue(DragomanError):
    """A number, date or code that means nothing."""


class RefusedAddress(DragomanError):
    """A URL that is private, unreachable or no page."""


class StoreError(DragomanError):
    """The evidence store is missing, locked, broken or of another version."""


class SourceChanged(DragomanError):
    """A publisher's file that is not laid out as its loader knows it."""


class OutOfScope(DragomanError):
    """A question that the data cannot carry."""
