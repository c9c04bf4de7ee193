"""`dragoman corpus`: many articles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.progress import Progress

corpus = typer.Typer(help="Many articles: check, ask, find repeats, watch feeds.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(corpus, name="corpus")


@corpus.command("run")
def run(
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders or globs: JSONL, Parquet, WARC, text, HTML, PDF, DOCX; .gz, .zst.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the tables; a run that was stopped goes on there.")],
    text: Annotated[str, typer.Option(help="Column or key of the text.")] = "text",
    id: Annotated[str, typer.Option(help="Column or key of the article's id.")] = "id",
    title: Annotated[str, typer.Option(help="Column or key of the title.")] = "title",
    published: Annotated[str, typer.Option(help="Column or key of the date.")] = "published",
    outlet: Annotated[str, typer.Option(help="Column or key of the outlet.")] = "outlet",
    store: Annotated[Path | None, typer.Option(help="A store file instead of the embedded evidence.")] = None,
    shard: Annotated[int, typer.Option(help="Articles a shard holds at most.", min=1)] = 200,
    workers: Annotated[int | None, typer.Option(help="Processes; one a core by default.", min=1)] = None,
    engine: Annotated[str, typer.Option(help="local or dask.")] = "local",
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler; a local cluster without it.")] = None,
) -> None:
    """Check every article of a corpus; stopped or killed, the same command goes on."""
    from dragoman.runners.corpus import run as run_corpus
    from dragoman.runners.records import Columns

    columns = Columns(text=text, id=id, title=title, published=published, outlet=outlet)
    with _progress() as bar:
        task = bar.add_task("articles", total=None)
        rows = run_corpus(
            inputs,
            out,
            columns=columns,
            store=store,
            articles=shard,
            workers=workers,
            engine=engine,
            scheduler=scheduler,
            progress=lambda _shards, done, total: bar.update(task, completed=done, total=total),
        )
    print(f"{rows['articles']} articles, {rows['claims']} claims, {rows['errors']} articles with errors: {out}")


@corpus.command("query")
def query(
    sql: Annotated[str, typer.Argument(help="SQL over articles, claims, findings, errors, checks, refuted, verdicts_by_outlet.")],
    folder: Annotated[Path, typer.Option("--out", help="Folder of the run.")],
    format: Annotated[str, typer.Option(help="table, csv or json.")] = "table",
) -> None:
    """Ask a run's tables in SQL (DuckDB's)."""
    from dragoman.runners.tables import query as ask

    names, rows = ask(folder, sql)
    _print(names, rows, format)


@corpus.command("repeats")
def repeats(
    folder: Annotated[Path, typer.Argument(help="Folder of the run.")],
    at_least: Annotated[int, typer.Option(help="Articles that make the claim, at least.", min=1)] = 2,
    format: Annotated[str, typer.Option(help="table, csv or json.")] = "table",
) -> None:
    """Show the claims that several articles make: first seen, spread, share refuted."""
    from dragoman.runners.repeats import repeats as find

    names = ["articles", "first seen", "first outlet", "outlets", "refuted", "kind", "claim"]
    rows = [
        (r.articles, r.first_seen, r.first_outlet, len(r.outlets), f"{r.refuted:.0%}", r.kind, " ".join(r.quote.split()))
        for r in find(folder, at_least=at_least)
    ]
    _print(names, rows, format)


@corpus.command("watch")
def watch(
    feeds: Annotated[list[str], typer.Argument(help="Addresses of RSS or Atom feeds.")],
    state: Annotated[Path, typer.Option(help="File that keeps what was seen.")] = Path("watch.json"),
    out: Annotated[Path, typer.Option(help="Folder for one JSON report an article.")] = Path("watched"),
    every: Annotated[int, typer.Option(help="Seconds between two rounds; 0 for one round.", min=0)] = 0,
    store: Annotated[Path | None, typer.Option(help="A store file instead of the embedded evidence.")] = None,
) -> None:
    """Check what is new in feeds, politely; state is kept, so nothing is checked twice."""
    import time

    from dragoman.runners.watch import Watch

    watching = Watch(feeds, state)
    out.mkdir(parents=True, exist_ok=True)
    while True:
        for entry in watching.new():
            _check_entry(watching, entry, out, store)
        if not every:
            return
        time.sleep(every)


def _check_entry(watching: Any, entry: Any, out: Path, store: Path | None) -> None:
    import hashlib

    import dragoman
    from dragoman.cli.check import write
    from dragoman.errors import DragomanError
    from dragoman.intake import from_bytes
    from dragoman.model.wire import dumps

    if isinstance(entry, DragomanError):
        print(f"dragoman: {entry}", file=sys.stderr)
        return
    try:
        page = watching.page(entry)
        report = dragoman.check(from_bytes(page.data, name=page.url, url=page.url), published=entry.published, store=store)
    except DragomanError as error:
        print(f"dragoman: {error}", file=sys.stderr)
    else:
        target = out / f"{hashlib.sha256(entry.url.encode()).hexdigest()[:16]}.json"
        write(target, dumps(report.to_dict()))
        refuted = sum(finding.verdict == "refuted" for finding in report.findings.values())
        head = f"{entry.published or '----------'} {entry.title or entry.url}"
        print(f"{head}: {len(report.claims)} claims, {refuted} refuted: {target}")
    watching.done(entry)


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Articles a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f} a second" if task.speed else "")

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def _print(names: list[str], rows: list[Any], format: str) -> None:
    from dragoman.errors import UnusableInput

    if format == "json":
        import json

        print(json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, default=str, indent=1))
    elif format == "csv":
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([names, *rows])
    elif format == "table":
        from rich.console import Console
        from rich.table import Table

        table = Table(*names, box=None, pad_edge=False)
        for row in rows:
            table.add_row(*("" if value is None else str(value) for value in row))
        console = Console(highlight=False)
        if not console.is_terminal:
            console.width = 160
        console.print(table)
    else:
        raise UnusableInput(f"there is no format {format!r}", do="take table, csv or json", where="--format")
