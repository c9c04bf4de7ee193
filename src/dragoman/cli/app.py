"""`dragoman`: the commands are found in the modules of this package, loaded when asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

import typer

from dragoman.errors import DragomanError

COMMANDS = ("check", "evidence", "outlook", "ties", "commitments", "corpus", "serve")

app = typer.Typer(
    name="dragoman",
    help="Reads reporting on security affairs and checks what it says against the dated public record.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


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
