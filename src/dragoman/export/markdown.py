"""Markdown for an editor: the tally, then each claim with its working and sources."""

from __future__ import annotations

import re

from dragoman.export.cut import excerpt
from dragoman.export.view import Card, Side, Source, view
from dragoman.model import Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#])")
_LIST = re.compile(r"^(\d*)([-+.)])(?= |$)")


class MarkdownExporter:
    """`--format markdown`: CommonMark that any editor's tool renders."""

    name = "markdown"
    suffix = ".md"
    media_type = "text/markdown"

    def export(self, report: Report) -> str:
        """Return the report as Markdown."""
        shown = view(report)
        about = [f"published {shown.published}" if shown.published else "publication date unknown", escape(shown.source)]
        head = [
            f"# {escape(shown.title)}",
            "",
            " · ".join(part for part in about if part),
            "",
            f"**{shown.summary}** {shown.lead}".strip(),
        ]
        notes = [f"Note: {escape(note)}" for note in report.notes]
        first = ["\n".join(_first(one) for one in shown.first)] if shown.first else []
        blocks = ["\n".join(head), *first, *notes, *(_claim(one, shown.published) for one in shown.cards)]
        return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Return text on one line that Markdown shows as it is, HTML included.

    >>> print(escape("1. *a* <b> & 25.5"))
    1\\. \\*a\\* \\<b\\> &amp; 25.5
    """
    flat = " ".join(text.split())
    return _LIST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", flat).replace("&", "&amp;"))


def _first(one: Card) -> str:
    record = f" → {escape(one.record)}" if one.record else ""
    return f"- {one.icon} {one.number}: {_quoted(*excerpt(one, 90))}{record}"


def _quoted(before: str, core: str, after: str) -> str:
    """Return a quotation with its core in bold, the blanks round the core kept."""
    left = " " if before[-1:].isspace() and before.strip() else ""
    right = " " if after[:1].isspace() else ""
    return f"{escape(before)}{left}**{escape(core)}**{right}{escape(after)}"


def _claim(one: Card, published: str) -> str:
    quote = f"> {_quoted(one.before, one.core, one.after)}"
    lines = [f"## {one.number}. {one.icon} {one.label} · {one.kind_label}", "", quote, ""]
    lines += [f"- **Who says it:** {escape(one.says_long)} It is {escape(one.hedge)}."]
    lines += [f"- **{name}:** {escape(shown)}" for name, shown in one.claimed]
    if one.same:
        lines += [_side("Then and now", one.now, one)]
    else:
        lines += [_side(f"By {published}" if published else "Then", one.then, one), _side("Today", one.now, one)]
    lines += [f"- **{name}:** {escape(shown)}" for name, shown in one.odds]
    lines += [f"- **Why:** {escape(one.reason)}"] if one.reason else []
    if one.working:
        lines += ["", "Working:", "", *(f"{n}. {escape(step)}" for n, step in enumerate(one.working, 1))]
    if one.sources:
        lines += ["", "Sources:", "", *(f"{n}. {_source(source)}" for n, source in enumerate(one.sources, 1))]
    return "\n".join(lines)


def _side(name: str, side: Side, one: Card) -> str:
    definition = side.definition and f"{one.rests_on.lower()}: {side.definition}"
    parts = [side.value, definition, one.note_of(side), ", ".join(side.grounds)]
    told = "; ".join(escape(part) for part in parts if part)
    return f"- **{name}:** {side.label}{f': {told}' if told else ''}"


def _source(source: Source) -> str:
    title = escape(source.title or source.publisher)
    linked = f"[{title}](<{source.url}>)" if source.url else title
    return ", ".join(part for part in (escape(source.publisher), linked, source.date, escape(source.value)) if part)
