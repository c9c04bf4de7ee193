"""`dragoman`: the commands are found in the modules of this package, loaded when asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.errors import DragomanError

COMMANDS = ("check", "evidence", "outlook", "ties", "commitments", "corpus", "serve")

app = typer.Typer(
    name="dragoman",
    help="Reads reporting on security affairs and checks what it says against the dated public record.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line. Bad input ends with one sentence on standard error and exit code 2."""
    for name in COMMANDS:
        if find_spec(f"dragoman.cli.{name}"):
            import_module(f"dragoman.cli.{name}").register(app)
    try:
        app()
    except DragomanError as error:
        print(f"dragoman: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
