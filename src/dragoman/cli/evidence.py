"""`dragoman evidence`: what the record holds, and how to add to it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.errors import StoreError, UnreadableValue

if TYPE_CHECKING:
    from dragoman.evidence.listing import Change, Holding
    from dragoman.evidence.rows import Source
    from dragoman.evidence.sides import Side
    from dragoman.evidence.store import Store

evidence = typer.Typer(help="The record: what is held by source and vintage; add, remove, cite, compare.", no_args_is_help=True)
StoreOption = Annotated[Path | None, typer.Option("--store", help="A store file instead of the user's own.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(evidence, name="evidence")


@evidence.command("list")
def list_(
    store: StoreOption = None,
    format: Annotated[str, typer.Option(help="table or json.")] = "table",
) -> None:
    """What is held: source, vintages, coverage, rows, licence, what may be passed on."""
    from dragoman.evidence.listing import holdings

    opened = _open(store)
    held = holdings(opened)
    if format == "json":
        rows = [{name: getattr(one, name) for name in one.__dataclass_fields__} for one in held]
        _json({"store": opened.hash, "file": str(opened.path), "holdings": rows})
        return
    _only(format, "table", "json")
    for name in dict.fromkeys(one.source for one in held):
        own = [one for one in held if one.source == name]
        _print(f"{name}: {own[0].publisher}, {own[0].title}")
        _print(_source_table(own))
        _print(f"Licence: {own[0].licence}.\nMay be passed on: {own[0].redistribute}.\n")
    if any(one.published is None for one in held):
        _print("A day in brackets is that on which a file without a date was fetched.")
    _print(f"store {opened.hash[:16]} in {opened.path}")


@evidence.command("show")
def show(
    actor: Annotated[str, typer.Argument(help="A state (Japan, JPN), an organisation (NATO), a currency (cur:JPY), a region.")],
    measure: Annotated[str, typer.Argument(help="Such as military_expenditure; see docs/evidence.md.")],
    years: Annotated[str | None, typer.Option(help="Such as 2015:2025.")] = None,
    known_by: Annotated[str | None, typer.Option(help="Only what was public by this day, YYYY-MM-DD.")] = None,
    format: Annotated[str, typer.Option(help="table, csv, json, png, svg or html.")] = "table",
    out: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None,
    store: StoreOption = None,
) -> None:
    """One series: a table with every vintage side by side, what was revised, or a plot of it."""
    from dragoman.evidence import states
    from dragoman.evidence.sides import plot, series
    from dragoman.lexicon.names import actor_named

    _only(format, "table", "csv", "json", "png", "svg", "html")
    actor = actor_named(actor)
    sides = series(_open(store), actor, measure, years=years, known_by=_day(known_by))
    if format in ("png", "svg", "html"):
        _picture(plot(sides, f"{states.names().get(actor, actor)}: {measure.replace('_', ' ')}"), format, out)
    elif format == "csv":
        _write(_csv(sides), out)
    elif format == "json":
        _json([_side(side) for side in sides], out)
    else:
        for side in sides:
            _print(f"{side.title}" + f" ({side.shown_unit})" * bool(side.shown_unit))
            _print(_compared(side))
        marks = dict.fromkeys(mark for side in sides for mark in side.marks())
        if marks:
            _print(f"Marks: {', '.join(marks)}.")


@evidence.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The source, such as sipri; see 'dragoman evidence sources'.")],
    files: Annotated[list[Path], typer.Argument(help="The publisher's own files.")],
    published: Annotated[str | None, typer.Option(help="The day of a file that carries none, YYYY-MM-DD.")] = None,
    store: StoreOption = None,
) -> None:
    """Load files that the user has into the record."""
    from dragoman.evidence import ingest

    source = _source(name)
    for path in files:
        if not path.is_file():
            raise StoreError("there is no such file", where=str(path), do="give the publisher's own file")
        if source.about.suffixes and path.suffix.lower() not in source.about.suffixes:
            raise UnreadableValue(f"{name} is not loaded from {path.suffix or 'such a file'}", where=str(path),
                                  do=f"expected {' or '.join(source.about.suffixes)}")  # fmt: skip
    with _busy(f"loading {len(files)} file{'s' * (len(files) != 1)}"):
        added = ingest.add(source, files, store=store, published=_day(published))
    for release, count in added:
        print(f"{release.vintage.source} {release.vintage.label}: {count:,} statements")


@evidence.command("pull")
def pull(
    name: Annotated[str, typer.Argument(help="The source, such as worldbank.")],
    only: Annotated[list[str] | None, typer.Option("--only", help="Only these parts (for worldbank: indicators).")] = None,
    years: Annotated[str | None, typer.Option(help="Such as 2000:2025, where the source can be asked for years.")] = None,
    store: StoreOption = None,
) -> None:
    """Fetch a source from its publisher and load it."""
    from dragoman.evidence import fetch

    source = _source(name)
    with _bars() as progress:
        added = fetch.pull(source, only=tuple(only or ()), years=years, store=store, progress=progress)
    for release, count in added:
        print(f"{release.vintage.source} {release.vintage.label}: {count:,} statements")


@evidence.command("remove")
def remove(name: Annotated[str, typer.Argument(help="The source.")], store: StoreOption = None) -> None:
    """Withdraw everything that came from a source."""
    from dragoman.evidence import ingest

    gone = ingest.remove(name, store=store)
    print(f"{name}: {gone} vintage{'s' * (gone != 1)} removed")


@evidence.command("cite")
def cite(
    format: Annotated[str, typer.Option(help="plain or bibtex.")] = "plain",
    store: StoreOption = None,
) -> None:
    """How to cite what is held, with its vintages and the store's hash."""
    from dragoman.evidence.listing import citations

    _only(format, "plain", "bibtex")
    print("\n".join(citations(_open(store), bibtex=format == "bibtex")))


@evidence.command("diff")
def diff(
    before: Annotated[Path, typer.Argument(help="A store file.")],
    after: Annotated[Path | None, typer.Argument(help="Another; the user's own store without it.")] = None,
    format: Annotated[str, typer.Option(help="table or json.")] = "table",
    most: Annotated[int, typer.Option(help="Lines shown of each source's changes in a table.", min=0)] = 20,
) -> None:
    """Which vintages and statements differ between two stores."""
    from dragoman.evidence.listing import difference, moved

    _only(format, "table", "json")
    old, new = _open(before), _open(after)
    if format == "json":
        _json([{name: getattr(one, name) for name in one.__dataclass_fields__} for one in difference(old, new)])
        return
    vintages = moved(old, new)
    if not vintages:
        print("the same statements")
    for vintage in vintages:
        print(f"{vintage.what}: {vintage.source} {vintage.label}, {vintage.statements:,} statements")
    changes = list(difference(old, new, within=True))
    if changes:
        _print(_changes(changes, most))


@evidence.command("sources")
def sources_() -> None:
    """The sources that are known: what they are, their terms, and whether they can be fetched."""
    from dragoman.evidence.sources import sources

    for name, source in sources().items():
        about = source.about
        fetched = f"'dragoman evidence pull {name}' fetches it from {', '.join(about.hosts)}" if hasattr(source, "pull") else ""
        added = f"'dragoman evidence add {name} FILE' takes {' or '.join(about.suffixes)}" if about.suffixes else ""
        ways = "; ".join(filter(None, ("comes with Dragoman" if about.embedded else "", fetched, added)))
        _print(f"{name}: {about.publisher}, {about.title}\n  {ways}.\n  Terms: {about.licence}.")


def _open(path: Path | None) -> Store:
    from dragoman.evidence.store import Store

    return Store.open(path)


def _source(name: str) -> Source:
    from dragoman.evidence.sources import sources

    known = sources()
    if name not in known:
        raise UnreadableValue(f"no source is called {name!r}", do=f"known are {', '.join(known)}")
    return known[name]


def _only(format: str, *known: str) -> None:
    if format not in known:
        raise UnreadableValue(f"no format {format!r} here", where="--format", do=f"use {', '.join(known)}")


def _day(text: str | None) -> Any:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableValue(f"{text!r} is no date", do="write it as 2023-04-14") from None


def _table(*columns: str) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _print(what: Any) -> None:
    from rich.console import Console

    console = Console()
    console.print(what, markup=False, highlight=False, soft_wrap=isinstance(what, str))


def _changes(changes: Sequence[Change], most: int) -> Any:
    """Return a table of changed statements, so many of each vintage and kind of change, with how many more there are."""
    table = _table("change", "statement", "before", "after")
    seen: Counter[tuple[str, str]] = Counter()
    for one in changes:
        key = (one.what, ":".join(one.id.split(":")[:2]))
        seen[key] += 1
        if seen[key] <= most:
            table.add_row(one.what, one.id, one.before, one.after)
    for (what, vintage), count in seen.items():
        if count > most:
            table.add_row(what, f"{vintage}: {count - most:,} more", "", "")
    return table


def _source_table(held: list[Holding]) -> Any:
    """Return one source's vintages with what each covers, a measure a line."""
    table = _table("vintage", "published", "statements", "covers", "years", "actors")
    for one in held:
        day = str(one.published or f"({one.retrieved})")
        head = (one.label, day, f"{one.statements:,}")
        for at, (measure, start, end, actors) in enumerate(one.covers):
            years = start if start == end else f"{start}–{end}"
            table.add_row(*(head if at == 0 else ("", "", "")), measure, years, f"{actors:,}")
    return table


def _compared(side: Side) -> Any:
    several = len(side.columns) > 1
    table = _table("period", *side.columns, *["revised"] * several)
    for column in table.columns[1:]:
        column.justify = "right"
    for name, cells, revised in side.rows:
        moved = "" if revised is None or revised < 0.05 else f"{revised:.1f} %"
        table.add_row(name, *(side.cell(cell) for cell in cells), *[moved] * several)
    return table


def _side(side: Side) -> dict[str, Any]:
    rows = [
        {"period": name, "revised_percent": revised,
         "vintages": {column: None if cell is None or cell.value is None else float(cell.value)
                      for column, cell in zip(side.columns, cells, strict=True)}}
        for name, cells, revised in side.rows
    ]  # fmt: skip
    return {"title": side.title, "unit": side.unit, "rows": rows}


def _csv(sides: list[Side]) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["figures", "unit", "period", "vintage", "basis", "value", "flags", "id"])
    for side in sides:
        for name, cells, _ in side.rows:
            for column, cell in zip(side.columns, cells, strict=True):
                if cell is not None:
                    writer.writerow([side.title, side.unit, name, column, cell.basis, cell.value, ";".join(cell.flags), cell.id])
    return out.getvalue()


def _picture(spec: dict[str, Any], format: str, out: Path | None) -> None:
    import vl_convert

    if format == "png":
        if out is None and sys.stdout.isatty():
            raise UnreadableValue("a picture is no text for a terminal", where="--format png", do="name a file with --out")
        _write(vl_convert.vegalite_to_png(spec, scale=2), out)
    else:
        text = vl_convert.vegalite_to_svg(spec) if format == "svg" else vl_convert.vegalite_to_html(spec, bundle=True)
        _write(text, out)


def _write(content: str | bytes, out: Path | None) -> None:
    data = content if isinstance(content, bytes) else (content.rstrip("\n") + "\n").encode()
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror})", where=str(out)) from error


def _json(value: Any, out: Path | None = None) -> None:
    import json

    _write(json.dumps(value, ensure_ascii=False, indent=1, default=str), out)


@contextmanager
def _bars() -> Iterator[Any]:
    """Give a function that shows how far each file has come, on standard error, where somebody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def progress(name: str, done: int, whole: int | None) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=whole)
            bars.update(tasks[name], completed=done, total=whole)

        yield progress


@contextmanager
def _busy(what: str) -> Iterator[None]:
    """Show that work goes on, on standard error, where somebody watches."""
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield
