"""`dragoman commitments`: who is obliged, and who would be drawn in, if one state attacks another."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.ties import ask, day, plain, write
from dragoman.errors import UnreadableValue

if TYPE_CHECKING:
    from dragoman.estimate.commitments.contingency import Answer

FORMATS = ("table", "json", "html", "svg")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("commitments")(commitments)


def commitments(
    attacker: Annotated[str, typer.Option(help="The state that attacks, ISO code (CHN).")],
    target: Annotated[str, typer.Option(help="The state attacked (TWN).")],
    on: Annotated[str | None, typer.Option(help="The day of the attack, YYYY-MM-DD; by default today.")] = None,
    known_by: Annotated[str | None, typer.Option(help="Only what was public by this day; with no --on also the day.")] = None,
    runs: Annotated[int, typer.Option(min=100, max=20000, help="How many times to play it through.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same answer.")] = 20261122,
    format: Annotated[str, typer.Option(help="table, json, html or svg.")] = "table",
    out: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None,
    store: Annotated[Path | None, typer.Option(help="A store file instead of the embedded evidence.")] = None,
) -> None:
    """Say who is obliged by what if one state attacks another, and how often states in such a place joined wars."""
    from dragoman.estimate.commitments.contingency import contingency

    if format not in FORMATS:
        raise UnreadableValue(f"unknown format {format}", do=f"give one of {', '.join(FORMATS)}")
    known = day(known_by)
    when = day(on) or known or date.today()
    answer = contingency(
        attacker.upper(), target.upper(), ask(store, known_by=known), on=when, known_by=known, runs=runs, seed=seed
    )
    write(render(answer, format), out)


def render(answer: Answer, format: str) -> str:
    """Return an answer as a table, JSON, a page or a drawing."""
    from dragoman.export import ties as written

    if format == "json":
        return json.dumps(to_dict(answer), ensure_ascii=False, indent=1) + "\n"
    if format == "svg":
        return written.svg(drawing(answer))
    title = f"If {answer.attacker.name} attacked {answer.target.name} on {answer.on}"
    owed, joins, carried = _obligations(answer), _joins(answer), _carried(answer)
    if format == "html":
        tables = [(name, header, rows) for name, header, rows in (owed, joins, carried) if rows]
        return written.page(title, notes=notes(answer), tables=tables, charts=[written.svg(drawing(answer))])
    parts = [plain(name, header, rows) for name, header, rows in (owed, joins, carried) if rows]
    return f"{title}\n\n" + "\n".join(parts) + "\n" + "\n".join(notes(answer)) + "\n"


Table = tuple[str, tuple[str, ...], list[list[str]]]


def _obligations(answer: Answer) -> Table:
    from dragoman.estimate.commitments.contingency import kept

    rows = []
    for one in answer.obligations:
        verdict = {True: "applies", False: "does not apply", None: "open"}[one.applies]
        point, low, high = kept(one.instrument)
        record = f"{point:.0%} ({low:.0%} to {high:.0%})" if one.fights and one.applies else ""
        told = (one.instrument.name, one.instrument.article, one.instrument.weight, record, one.why, one.instrument.source[2])
        rows.append([one.by, verdict, *told])
    header = ("state", "obliged", "instrument", "where", "weight", "kept when invoked", "why", "source")
    if len(rows) > 12:
        rows = _grouped(rows)
    return f"Obligations to {answer.target.name} in force", header, rows


def _grouped(rows: list[list[str]]) -> list[list[str]]:
    """Return one row for each instrument and verdict, its states together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        found.setdefault(tuple(row[1:]), []).append(row[0])
    return [[" ".join(states), *rest] for rest, states in found.items()]


def _joins(answer: Answer) -> Table:
    outcome = answer.outcome
    header = ("state", "with target", "90 %", "with attacker", "90 %", "at the outset", "through")
    if outcome is None:
        return "", header, []
    through = through_by_state(answer)
    names = sorted(outcome.joined, key=lambda name: (-outcome.joined[name]["target"], -outcome.joined[name]["attacker"], name))
    rows = [
        [
            name,
            f"{outcome.joined[name]['target']:.1%}",
            _span(outcome.interval[name]["target"]),
            f"{outcome.joined[name]['attacker']:.1%}",
            _span(outcome.interval[name]["attacker"]),
            f"{outcome.alone[name]['target']:.1%} / {outcome.alone[name]['attacker']:.1%}",
            through.get(name, ""),
        ]
        for name in names
        if max(outcome.joined[name].values()) >= 0.005
    ]
    return f"Who would be drawn in with force ({outcome.runs} runs)", header, rows


def _span(interval: tuple[float, float, float, float]) -> str:
    return f"{interval[0]:.1%} to {interval[3]:.1%}"


def through_by_state(answer: Answer) -> dict[str, str]:
    """Return, for each state, the instruments that carried its joins, with the share of runs."""
    found: dict[str, list[str]] = {}
    for row in answer.outcome.carried if answer.outcome else ():
        for name, fall in row.joins.items():
            if fall >= 0.001:
                found.setdefault(name, []).append(f"{answer.instruments[row.instrument]} {fall:.1%}")
    return {name: "; ".join(rows[:3]) for name, rows in found.items()}


def _carried(answer: Answer) -> Table:
    header = ("instrument", "runs with a joiner only because of it", "joins a hundred runs")
    rows = [
        [answer.instruments[row.instrument], f"{row.anyone:.1%}", f"{100 * sum(row.joins.values()):.1f}"]
        for row in (answer.outcome.carried if answer.outcome else ())
    ]
    return "Which commitments carried it (played again without each, same random numbers)", header, rows


def notes(answer: Answer) -> list[str]:
    """Return what must stand beside the numbers: unit, years, sample, base rate, what is left out."""
    from dragoman.estimate.commitments.contingency import LEAVES_OUT

    base: dict[str, Any] = answer.base
    near = base["relevant"]
    told = [
        f"Unit: one state joining one side with force at any time in a war between states. Sample: {base['conflicts']} wars, "
        f"{base['years'][0]} to {base['years'][1]}, {base['rows']:,} rows of state and side, {base['joins']} joins.",
        f"Base rate: {near['joined']:.1%} of great powers, allies and neighbours joined a side "
        f"({near['joins']} of {near['rows']:,}; {near['interval'][0]:.1%} to {near['interval'][1]:.1%}); "
        f"{base['anyone']:.0%} of wars had any joiner.",
    ]
    if answer.outcome:
        outcome = answer.outcome
        low, high = outcome.anyone_interval
        told.append(
            f"Anyone joins: {outcome.anyone:.0%} of runs ({low:.0%} to {high:.0%} over the parameters), Monte Carlo error at "
            f"most {outcome.error:.1%}; {len(answer.candidates)} states watched. Number of joiners: "
            + ", ".join(f"{number}: {share:.0%}" for number, share in enumerate(outcome.count[:6]))
            + "."
        )
    if any(one.applies for one in answer.obligations):
        tested = answer.tested
        told.append(
            f"Kept when invoked: another unit, one alliance that a war put to the test ({tested['kept']} of {tested['n']} kept, "
            f"{tested['years'][0]} to {tested['years'][1]}); figures for pledges of the same kind, with 90 % interval."
        )
    told += [f"Weak here: {reason}." for reason in answer.thin]
    return [*told, "Left out: " + "; ".join(LEAVES_OUT) + "."]


def drawing(answer: Answer) -> dict[str, Any]:
    """Return the network drawing: the two, the states obliged or likeliest to join, and what ties them."""
    from dragoman.export.ties import drawing as drawn

    two = (answer.attacker.actor, answer.target.actor)
    joined = answer.outcome.joined if answer.outcome else {}
    likely = sorted(joined, key=lambda name: -max(joined[name].values()))
    shown = {*two, *likely[:14], *(one.by for one in answer.obligations if one.applies)}
    lines: dict[tuple[str, str], tuple[int, str]] = {}
    for one in answer.pledged:
        pair = tuple(sorted((one.by, one.to)))
        if one.by in shown and one.to in shown and one.fights:
            number, _ = lines.get((pair[0], pair[1]), (0, ""))
            lines[pair[0], pair[1]] = number + 1, one.instrument.weight if one.instrument.weight == "treaty" else "political"
    return drawn(sorted(shown), [(a, b, number, weight) for (a, b), (number, weight) in lines.items()], centre=two)


def to_dict(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain JSON values; probabilities from 0 to 1."""
    from dragoman.estimate.commitments.contingency import kept

    outcome = answer.outcome
    return {
        "attacker": answer.attacker.actor,
        "target": answer.target.actor,
        "on": answer.on.isoformat(),
        "known_by": answer.known_by.isoformat(),
        "obligations": [
            {
                "state": one.by, "to": one.to, "applies": one.applies, "instrument": one.instrument.name,
                "article": one.instrument.article,
                "weight": one.instrument.weight, "kinds": sorted(one.instrument.kinds),
                "kept_when_invoked": list(kept(one.instrument)) if one.fights else None,
                "conditions": list(one.instrument.conditions),
                "why": one.why, "since": one.instrument.since.isoformat(), "source": one.instrument.source[2],
                "evidence": list(one.evidence),
            }
            for one in answer.obligations
        ],
        "drawn_in": None if outcome is None else {
            "runs": outcome.runs,
            "anyone": outcome.anyone,
            "anyone_interval90": list(outcome.anyone_interval),
            "count": list(outcome.count),
            "monte_carlo_error": outcome.error,
            "states": {
                name: {
                    side: {
                        "probability": outcome.joined[name][side],
                        "interval50": list(outcome.interval[name][side][1:3]),
                        "interval90": [outcome.interval[name][side][0], outcome.interval[name][side][3]],
                        "at_the_outset": outcome.alone[name][side],
                    }
                    for side in ("target", "attacker")
                }
                for name in answer.candidates
            },
            "carried": [
                {"instrument": answer.instruments[row.instrument], "anyone": row.anyone, "joins": dict(row.joins)}
                for row in outcome.carried
            ],
        },
        "base_rate": answer.base,
        "thin": list(answer.thin),
        "notes": notes(answer),
    }  # fmt: skip
