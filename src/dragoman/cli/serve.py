"""`dragoman serve`: the web app."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from dragoman.errors import UnusableInput


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen on. 127.0.0.1 is reached from this machine only.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    store: Annotated[Path | None, typer.Option(help="A store file instead of the embedded evidence.")] = None,
    corpus: Annotated[
        Path | None, typer.Option(help="The folder of a corpus run, whose repeats are shown.")
    ] = None,
    saved: Annotated[Path | None, typer.Option(help="The file of saved checks instead of the one in your data folder.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that check; each takes about 400 MB.")] = 2,
    seconds: Annotated[float, typer.Option(min=1, help="How long one check may take.")] = 60.0,
    rate: Annotated[float, typer.Option(min=1, help="New checks a minute for each client.")] = 60.0,
    host_name: Annotated[list[str] | None, typer.Option(help="A name under which it may be reached, besides addresses.")] = None,
) -> None:
    """Serve the web app: paste, upload or give an address; read the report, correct it, take it away."""
    import uvicorn

    from dragoman.web.app import create_app
    from dragoman.web.saved import Saved
    from dragoman.web.settings import Settings

    if store is not None and not store.is_file():
        raise UnusableInput("there is no such store", do="give a file that dragoman evidence add --store wrote", where=str(store))
    if corpus is not None and not (corpus / "claims").is_dir():
        raise UnusableInput("this folder holds no corpus run", do="run dragoman corpus run first", where=str(corpus))
    names, burst = tuple(host_name or ()), int(rate / 2) + 1
    chosen = Settings(store=store, corpus=corpus, workers=workers, seconds=seconds, rate=rate, burst=burst, hosts=names)
    settings = chosen if saved is None else replace(chosen, saved=saved)
    Saved(settings.saved).close()
    free(host, port)
    app = create_app(settings)
    print(f"Dragoman is at http://{host}:{port}/ (end it with Ctrl-C).")
    print(reach(host))
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def free(host: str, port: int) -> None:
    """Make sure that an address can be listened on.

    Raises:
        UnusableInput: it is in use, or no address of this machine.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except OSError as error:
        where, why = f"{host}:{port}", (error.strerror or "unknown").lower()
        raise UnusableInput(f"this cannot be listened on ({why})", do="choose another --port or --host", where=where) from error


def reach(host: str) -> str:
    """Return who can reach an app that listens on an address, in one sentence.

    >>> reach("127.0.0.1")
    'It answers programs on this machine only.'
    """
    try:
        alone = ipaddress.ip_address(host).is_loopback
    except ValueError:
        alone = host == "localhost"
    if alone:
        return "It answers programs on this machine only."
    return (
        "Everyone who can reach this machine over the network can use it, read every saved check and delete them: "
        "there are no accounts. Put a proxy with a password in front of it, or listen on 127.0.0.1."
    )
