"""The terminal table: a line a claim, then how many of each verdict."""

from __future__ import annotations

import io

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.export import words
from dragoman.export.cut import excerpt, shorten
from dragoman.export.view import Card, View, view
from dragoman.model import Report

NARROW = 100
PIPE = 200


class TableExporter:
    """`--format table` into a file or a pipe: plain text, no colour."""

    name = "table"
    suffix = ".txt"
    media_type = "text/plain"

    def export(self, report: Report) -> str:
        """Return the table as plain text, `PIPE` columns wide."""
        out = io.StringIO()
        render(report, Console(file=out, width=PIPE, color_system=None, force_terminal=False, legacy_windows=False))
        return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def render(report: Report, console: Console) -> None:
    """Print a report: title, a line a claim, the tally. Below `NARROW` columns a claim takes a second, indented line.

    A console that is no terminal gets `PIPE` columns unless its width was set, and no colour.
    """
    if not console.is_terminal and console.width == 80 and console._width is None:
        console.width = PIPE
    shown = view(report)
    console.print(_head(shown), soft_wrap=False, highlight=False)
    if shown.cards:
        console.print()
        _rows(shown, console)
    console.print()
    console.print(_tally(shown), highlight=False)
    for note in report.notes:
        console.print(Text(f"Note: {words.printable(note)}", style="dim"), highlight=False)


def _head(shown: View) -> Text:
    head = Text(words.printable(shown.title), style="bold", overflow="ellipsis", no_wrap=True)
    dated = f"published {shown.published}" if shown.published else "no date known (give it with --published)"
    return head.append(f"\n{dated}", style="dim")


def _rows(shown: View, console: Console) -> None:
    if console.width < NARROW:
        for one in shown.cards:
            _stacked(one, console)
        return
    console.print(_table(shown, console.width), highlight=False)


def _table(shown: View, width: int) -> Table:
    """Return the table of a wide terminal. Columns: verdict, number and words, who says it, the record, source and date."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, expand=False, header_style="dim")
    verdict, who, source = 16, max(12, width // 10), max(18, width // 8)
    left = width - verdict - who - source - 8
    quote = left * 11 // 20
    columns = (("Verdict", verdict), ("Claim", quote), ("Who says it", who), ("The record", left - quote), ("Source", source))
    for name, room in columns:
        table.add_column(name, width=room, no_wrap=True, overflow="ellipsis")
    for one in shown.cards:
        table.add_row(
            _verdict(one),
            Text.assemble((f"{one.number:>2} ", "dim"), _quoted(one, quote - len(f"{one.number:>2} "))),
            shorten(one.says, who),
            shorten(_says(one), left - quote),
            Text(_source(one, source), style="dim"),
        )
    return table


def _stacked(one: Card, console: Console) -> None:
    """Print a claim on two lines: verdict and words; who, record, source."""
    room = console.width - 18
    line = Text.assemble(_verdict(one, pad=16), "  ", (f"{one.number} ", "dim"), _quoted(one, room - len(f"{one.number} ")))
    line.no_wrap, line.overflow = True, "ellipsis"
    console.print(line, highlight=False)
    source = _source(one, 26)
    tail = f" ({source})" if source else ""
    head = shorten(f"{shorten(one.says, 24)}: {_says(one)}", max(room - len(tail), 20))
    second = Text.assemble(head, (tail, "dim"))
    second.no_wrap, second.overflow = True, "ellipsis"
    console.print(Padding(second, (0, 0, 0, 18)), highlight=False)


def _verdict(one: Card, pad: int = 0) -> Text:
    label = words.word("short", one.verdict) if one.verdict in words.words()["short"] else one.label
    return Text(f"{one.icon} {label}".ljust(pad), style=words.verdict(one.verdict)["style"])


def _quoted(one: Card, width: int) -> Text:
    """Return the quotation on one line, its core emphasised."""
    before, core, after = excerpt(one, max(width - 2, 8))
    return Text.assemble("“", before, (core, "bold"), after, "”")


def _says(one: Card) -> str:
    changed = f"{one.record} (then: {one.then.label.lower()})" if one.changed else one.record
    return changed or "no record found"


def _source(one: Card, width: int) -> str:
    """Return publisher and date of the deciding source, the date kept whole."""
    if not one.sources:
        return ""
    first = one.sources[0]
    on = words.dated(first.statement)
    date = f", {on:%Y-%m}" if on else ""
    return f"{shorten(first.short, max(width - len(date), 4))}{date}"


def _tally(shown: View) -> Text:
    """Return the summary line, each verdict in its colour."""
    total = len(shown.cards)
    if not total:
        return Text("No checkable claim found.")
    line = Text(f"{total} claim{'' if total == 1 else 's'}: ", style="bold")
    for place, (name, number) in enumerate(shown.counts):
        style = words.verdict(name)
        line.append(", " if place else "").append(f"{number} {style['label'].lower()}", style=style["style"])
    return line.append(f". {shown.lead}" if shown.lead else ".")
