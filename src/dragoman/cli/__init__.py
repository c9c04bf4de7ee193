"""The command line. Thin: every command calls one function of the library."""

from dragoman.cli.app import main

__all__ = ["main"]
