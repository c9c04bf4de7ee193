"""`dragoman check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)
    app.callback()(lambda: None)


def check(
    article: Annotated[str, typer.Argument(help="A path, a URL, or - for standard input.")],
    published: Annotated[str | None, typer.Option(help="The article's date, YYYY-MM-DD.")] = None,
    format: Annotated[str, typer.Option(help="table, json, html, csv or jsonld.")] = "table",
    out: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None,
    store: Annotated[Path | None, typer.Option(help="A store file instead of the embedded evidence.")] = None,
) -> None:
    """Check one article."""
    import dragoman
    from dragoman.model import wire

    report = dragoman.check(Path(article), published=published, store=store)
    print(wire.dumps(report.to_dict()), end="")
