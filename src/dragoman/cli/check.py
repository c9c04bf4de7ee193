"""`dragoman check`: one article, read and checked."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.errors import UnusableInput

if TYPE_CHECKING:
    from dragoman.model import Report

TABLE = "table"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    article: Annotated[str, typer.Argument(help="A path, an http(s) address, or - for standard input.")],
    published: Annotated[str | None, typer.Option(help="The article's date, YYYY-MM-DD, where it does not carry it.")] = None,
    format: Annotated[str, typer.Option(help="table, json, html, csv, jsonld, annotations, markdown or docx.")] = TABLE,
    out: Annotated[Path | None, typer.Option(help="Write to this file; html and docx have one of their own otherwise.")] = None,
    store: Annotated[Path | None, typer.Option(help="A store file instead of the embedded evidence.")] = None,
) -> None:
    """Check one article: what it claims, who says so, and what the public record says, then and now."""
    from dragoman import plugins

    formats = sorted({TABLE, *plugins.names("dragoman.exporters")})
    if format not in formats:
        raise UnusableInput(f"there is no format {format!r}", do=f"take one of {', '.join(formats)}", where="--format")
    if out is not None and not out.absolute().parent.is_dir():
        raise UnusableInput("there is no such folder", do="make it first", where=str(out.absolute().parent))
    report = _check(article, published, store)
    if format == TABLE and out is None:
        _print_table(report)
        return
    exporter = plugins.exporter(format if format != TABLE else "markdown")
    content = exporter.export(report)
    target = out or (_own_file(article, exporter.suffix) if exporter.suffix in (".html", ".docx") else None)
    if target is None:
        sys.stdout.write(content if isinstance(content, str) else content.decode("utf-8"))
        return
    write(target, content)
    print(target)


def write(target: Path, content: str | bytes) -> None:
    """Write a file whole: aside first, then moved into place, so that an older one is never lost half-way."""
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise UnusableInput(f"it cannot be written ({error.strerror})", do="choose another file", where=str(target)) from error


def _check(article: str, published: str | None, store: Path | None) -> Report:
    import dragoman

    taken = article if article == "-" or "://" in article else Path(article)
    if store is not None and not store.is_file():
        raise UnusableInput("there is no such store", do="give a file that dragoman evidence add --store wrote", where=str(store))
    with _spinner():
        return dragoman.check(taken, published=published, store=store)


def _spinner() -> AbstractContextManager[Any]:
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status("reading and checking …")


def _own_file(article: str, suffix: str) -> Path:
    stem = Path(article).stem if article != "-" and "://" not in article else "article"
    return Path(f"{stem}.report{suffix}")


def _print_table(report: Report) -> None:
    from rich.console import Console

    from dragoman.export.table import render

    render(report, Console(highlight=False, soft_wrap=False))
