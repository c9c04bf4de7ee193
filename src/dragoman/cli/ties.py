"""`dragoman ties`: the register of security ties as a network over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import OutOfScope, UnreadableValue

if TYPE_CHECKING:
    from dragoman.estimate.network import Edge

FORMATS = ("table", "json", "csv", "graphml", "html", "svg")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ties")(ties)


def ties(
    actor: Annotated[str, typer.Argument(help="A state (Japan, JPN) or organisation (NATO).")],
    other: Annotated[str | None, typer.Argument(help="Only ties with this one.")] = None,
    on: Annotated[str | None, typer.Option(help="Only ties that stood on this day, YYYY-MM-DD.")] = None,
    start: Annotated[str | None, typer.Option("--from", help="With --to: what began and ended between two days.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="See --from.")] = None,
    type: Annotated[
        list[str] | None, typer.Option(help="Only this type of tie (alliance, agreement, exercise ...); may repeat.")
    ] = None,
    known_by: Annotated[str | None, typer.Option(help="Only what was public by this day.")] = None,
    memberships: Annotated[bool, typer.Option(help="Also list the organisations of the World Factbook.")] = False,
    drawing: Annotated[str, typer.Option(help="With --format svg: network or timeline.")] = "network",
    format: Annotated[str, typer.Option(help="table, json, csv, graphml, html or svg.")] = "table",
    out: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None,
    store: Annotated[Path | None, typer.Option(help="A store file instead of the embedded evidence.")] = None,
) -> None:
    """List the security ties of an actor, or between two: what, since when, of which legal weight, from which source."""
    from dragoman.estimate import network

    if format not in FORMATS:
        raise UnreadableValue(f"unknown format {format}", do=f"give one of {', '.join(FORMATS)}")
    if (start is None) != (end is None):
        raise OutOfScope("a change needs two days", do="give both --from and --to")
    if drawing not in ("network", "timeline"):
        raise UnreadableValue(f"unknown drawing {drawing}", do="give network or timeline")
    day_on = day(on)
    statements = ask(store, known_by=day(known_by))
    found = network.edges(statements)
    one, second = _actor(actor, found, day_on), _actor(other, found, day_on) if other else None
    wanted = _types(type or (), found)
    if start and on:
        raise OutOfScope("--on asks for one day, --from and --to for two", do="leave one of them out")
    if start and end:
        changed = network.changes(found, one, _need(day(start)), _need(day(end)), types=wanted)
        kept = [(what, edge) for what, edge in changed if second is None or edge.between(one, second)]
        kept = [(what, edge) for what, edge in kept if memberships or edge.subtype != "organisation-participation"]
        write(_changes(kept, one, start, end, format), out)
        return
    held = network.ties(found, one, second, on=day_on, types=wanted)
    shown = tuple(edge for edge in held if memberships or second or edge.subtype != "organisation-participation")
    title = f"Ties of {_name(one)}" + (f" with {_name(second)}" if second else "") + (f" on {on}" if on else "")
    write(_render(shown, title, format, drawing, (one, *([second] if second else [])), day_on), out)


def _types(asked: Sequence[str], found: Sequence[Edge]) -> tuple[str, ...]:
    """Return the types asked for, each of which must be a tie type, or a register type, that is held."""
    held = {edge.type for edge in found}
    for one in asked:
        if one not in held and not any(one == edge.subtype for edge in found):
            raise UnreadableValue(f"no tie held is of type {one}", where="--type", do=f"give one of {', '.join(sorted(held))}")
    return tuple(asked)


def day(text: str | None) -> date | None:
    """Return a day as typed, or None.

    Raises:
        UnreadableValue: it is no YYYY-MM-DD.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableValue(f"{text} is no day", do="give it as YYYY-MM-DD") from None


def _need(value: date | None) -> date:
    if value is None:
        raise OutOfScope("a day is missing", do="give it as YYYY-MM-DD")
    return value


def ask(store: Path | None, *, known_by: date | None = None) -> tuple:  # type: ignore[type-arg]
    """Return every tie of the store, as known by a day."""
    from dragoman.evidence.store import Store
    from dragoman.model import Question

    question = Question("tie", (), (), known_by=known_by)
    return tuple(Store.open(store).ask([question])[question])


def _actor(text: str, found: Sequence[Edge], on: date | None) -> str:
    """Return the actor id of a name or code as typed; a state must have existed on the day."""
    from dragoman.estimate.commitments.states import existing, states
    from dragoman.estimate.network import actor_id
    from dragoman.lexicon.names import actor_named

    one = actor_id(actor_named(text), {party for edge in found for party in edge.parties} | set(states()))
    if on is not None and one in states():
        existing(one, on.year)
    return one


def _name(actor: str) -> str:
    from dragoman.estimate.commitments.states import states

    return states()[actor].name if actor in states() else actor.removeprefix("org:")


def _render(found: Sequence[Edge], title: str, format: str, drawing: str, centre: Sequence[str], on: date | None) -> str:
    from dragoman.export import ties as written

    if format == "csv":
        return written.to_csv(found)
    if format == "json":
        return written.to_json(found, title=title, on=on.isoformat() if on else None, unknown=note(found))
    if format == "graphml":
        return written.to_graphml(found)
    until = on or _shown_until(found)
    if format == "svg":
        return written.svg(
            written.timeline(found, until=until) if drawing == "timeline" else written.network(found, centre=centre)
        )
    lines = [[str(cell or "") for cell in _row(edge)] for edge in found]
    header = ("since", "until", "type", "weight", "parties", "name", "status", "source")
    if format == "html":
        charts = (
            [written.svg(written.timeline(found, until=until)), written.svg(written.network(found, centre=centre))]
            if found
            else []
        )
        return written.page(title, notes=[note(found)], tables=[("Ties in order of time", header, lines)], charts=charts)
    return plain(title, header, lines, note(found))


def _shown_until(found: Sequence[Edge]) -> date:
    """Return the day to which a tie that goes on is drawn: the end of the latest year that the ties or their sources name."""
    from dragoman.estimate.network import FIRST_YEAR

    days = [day for edge in found for day in (edge.since, edge.statement.vintage.retrieved) if day is not None]
    return date(max((day.year for day in days), default=FIRST_YEAR), 12, 31)


def _row(edge: Edge) -> tuple[str | None, ...]:
    from dragoman.export.ties import row

    cells = row(edge)
    parties = (cells["parties"] or "").replace("org:", "")
    return cells["since"], cells["until"], cells["type"], cells["weight"], parties, cells["name"], cells["status"], cells["url"]


def note(found: Sequence[Edge]) -> str:
    """Return what the list does not say: what is absent from it is unknown, but where a source is complete."""
    from dragoman.estimate.network import coverage

    sources = sorted({edge.statement.vintage.source for edge in found} | {"register"})
    covers = coverage()
    told = "; ".join(f"{name}: {covers[name]['about']}" for name in sources if name in covers)
    return f"{len(found)} ties. What is not listed is unknown, not absent ({told})."


def plain(title: str, header: Sequence[str], lines: Sequence[Sequence[str]], *notes: str) -> str:
    """Return a table for a terminal, followed by its notes."""
    from rich.console import Console
    from rich.table import Table

    console = Console(width=160, no_color=True, highlight=False)
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name in header:
        table.add_column(name, overflow="fold", no_wrap=name in ("since", "until", "type", "weight"))
    for line in lines:
        table.add_row(*line)
    with console.capture() as capture:
        console.print(table)
        for one in notes:
            console.print(one, soft_wrap=True)
    return capture.get()


def _changes(changed: Sequence[tuple[str, Edge]], one: str, start: str, end: str, format: str) -> str:
    import json

    from dragoman.export import ties as written

    title = f"What changed in the ties of {_name(one)} from {start} to {end}"
    if format == "json":
        rows = [{"change": what, **written.row(edge)} for what, edge in changed]
        return json.dumps({"title": title, "from": start, "to": end, "changes": rows}, ensure_ascii=False, indent=1) + "\n"
    if format in ("csv", "graphml", "svg"):
        return _render([edge for _, edge in changed], title, format, "timeline", (one,), date.fromisoformat(end))
    header = ("change", "since", "until", "type", "weight", "parties", "name", "status", "source")
    lines = [[what, *(str(cell or "") for cell in _row(edge))] for what, edge in changed]
    told = note([edge for _, edge in changed])
    if format == "html":
        return written.page(title, notes=[told], tables=[("Changes in order of time", header, lines)], charts=[])
    return plain(title, header, lines, told)


def write(text: str, out: Path | None) -> None:
    """Write to a file, or to standard output."""
    if out is None:
        print(text, end="")
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UnreadableValue(f"cannot write {out}: {error.strerror}", do="give another --out") from None
