"""Text cut to a width, at words, with an ellipsis where something was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.export import words

if TYPE_CHECKING:
    from dragoman.export.view import Card


def shorten(text: str, width: int) -> str:
    """Return text on one line, at most `width` characters, cut at a word with an ellipsis."""
    flat = words.printable(text)
    if len(flat) <= width:
        return flat
    kept = flat[: max(width - 1, 0)]
    cut = kept.rsplit(" ", 1)[0] if " " in kept[width // 2 :] else kept
    return cut.rstrip(" ,;:") + "…"


def excerpt(one: Card, width: int) -> tuple[str, str, str]:
    """Return (before, core, after) of a quotation on one line within `width`, cut evenly around the core."""
    before, core, after = (_flat(part) for part in (one.before, one.core, one.after))
    room = width - len(core)
    if room <= 0:
        return "", shorten(core, width), ""
    left = min(len(before), max(room // 2, room - len(after)))
    right = min(len(after), room - left)
    return _tail(before, left), core, _head(after, right)


def _flat(text: str) -> str:
    """Return text on one line, a blank kept at either end where there was one."""
    flat = words.printable(text)
    return f"{' ' if text[:1].isspace() and flat else ''}{flat}{' ' if text[-1:].isspace() and flat else ''}"


def _tail(text: str, width: int) -> str:
    """Return the end of a text within `width`, from a whole word on, with an ellipsis where it was cut."""
    if len(text) <= width:
        return text
    kept = text[len(text) - width + 1 :] if width > 1 else ""
    at = kept.find(" ", 0, -1)
    return f"…{kept[at + 1 :] if at >= 0 else kept}" if kept.strip() else ""


def _head(text: str, width: int) -> str:
    """Return the start of a text within `width`, up to a whole word, with an ellipsis where it was cut."""
    if len(text) <= width:
        return text
    kept = text[: width - 1] if width > 1 else ""
    at = kept.rfind(" ", 1)
    return f"{(kept[:at] if at > 0 else kept).rstrip()}…" if kept.strip() else ""
