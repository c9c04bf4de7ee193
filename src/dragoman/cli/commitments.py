"""`dragoman commitments`: who is obliged, and who would be drawn in, if one state attacks another."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    attacker: Annotated[str, typer.Option(help="The state that attacks (China, CHN).")],
    target: Annotated[str, typer.Option(help="The state attacked (TWN).")],
    on: Annotated[str | None, typer.Option(help="The day of the attack, YYYY-MM-DD; by default today.")] = None,
    known_by: Annotated[str | None, typer.Option(help="Only what was public by this day; with no --on also the day.")] = None,
    runs: Annotated[int, typer.Option(min=100, max=20000, help="How many times to play it through.")] = 8000,
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
        _state(attacker), _state(target), ask(store, known_by=known), on=when, known_by=known, runs=runs, seed=seed
    )
    write(render(answer, format), out)


def _state(text: str) -> str:
    from dragoman.lexicon.names import actor_named

    return actor_named(text).upper()


def render(answer: Answer, format: str) -> str:
    """Return an answer as a table, JSON, a page or a drawing."""
    from dragoman.export import ties as written

    if format == "json":
        return json.dumps(to_dict(answer), ensure_ascii=False, indent=1) + "\n"
    if format == "svg":
        return written.svg(drawing(answer))
    title = f"If {answer.attacker.name} attacked {answer.target.name} on {answer.on}"
    tables = [table for table in (_obligations(answer), _joins(answer), _carried(answer)) if table[2]]
    if format == "html":
        shown = [written.svg(drawing(answer))]
        return written.page(title, notes=[*lead(answer), DRAWN], tables=tables, charts=shown, after=notes(answer))
    parts = [plain(name, header, rows) for name, header, rows in tables]
    return f"{title}\n\n" + "\n".join(lead(answer)) + "\n\n" + "\n".join(parts) + "\n" + "\n".join(notes(answer)) + "\n"


Table = tuple[str, tuple[str, ...], list[list[str]]]
DRAWN = "Drawing: lines are pledges to fight that are owed to either of the two; a state is the larger the likelier it joins."


def lead(answer: Answer) -> list[str]:
    """Return what a reader must know before the numbers: what they are, who is obliged, and where they are weak."""
    told = [
        "How often states in such a place joined wars from 1823 to 2003: history's frequency, no prediction of a decision."
    ]
    bound = sorted({one.by for one in answer.obligations if one.applies and one.instrument.treaty})
    open_ = sorted({one.by for one in answer.obligations if one.applies is None and one.instrument.treaty} - set(bound))
    name = answer.target.name
    if bound:
        told.append(f"Bound by treaty to help {name} against this attack: {_people(bound)}.")
    if open_:
        told.append(f"By a treaty that is signed and whose entry into force was not seen: {_people(open_)}.")
    if not bound and not open_:
        told.append(f"No treaty held obliges anybody to fight for {name}; treaties that are not held are unknown, not absent.")
    return told + [f"Read the chances as orders of magnitude at most: {reason}." for reason in answer.thin]


def _people(actors: Sequence[str]) -> str:
    """Return up to six states by name, more as their number."""
    from dragoman.estimate.commitments.states import states

    return ", ".join(states()[one].name for one in actors) if len(actors) <= 6 else f"{len(actors)} states"


def _obligations(answer: Answer) -> Table:
    from dragoman.estimate.commitments.contingency import kept

    rows = []
    for one in answer.obligations:
        verdict = {True: "applies", False: "does not apply", None: "open"}[one.applies]
        point, low, high = kept(one.instrument)
        tested = one.fights and one.applies and one.instrument.treaty
        record = f"{point:.0%} ({low:.0%} to {high:.0%})" if tested else ""
        told = (one.instrument.name, one.instrument.weight, record, one.why, one.instrument.source[2])
        rows.append([one.by, verdict, *told])
    header = ("state", "obliged", "instrument", "weight", "such pledges kept when tested", "why", "source")
    return f"What is owed to {answer.target.name}", header, _grouped(rows)


def _grouped(rows: list[list[str]]) -> list[list[str]]:
    """Return one row for each instrument and verdict, its states together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        found.setdefault(tuple(row[1:]), []).append(row[0])
    return [[" ".join(states), *rest] for rest, states in found.items()]


def _joins(answer: Answer) -> Table:
    from dragoman.estimate.commitments.states import states

    outcome = answer.outcome
    one, other = answer.target.name, answer.attacker.name
    header = ("state", f"joins {one}", "90 %", f"joins {other}", "90 %", "before others join", "chance lost without a treaty")
    if outcome is None:
        return "", header, []
    through = through_by_state(answer)
    names = sorted(outcome.joined, key=lambda name: (-outcome.joined[name]["target"], -outcome.joined[name]["attacker"], name))
    rows = [
        [
            f"{states()[name].name} ({name})",
            f"{outcome.joined[name]['target']:.1%}",
            _span(outcome.interval[name]["target"]),
            f"{outcome.joined[name]['attacker']:.1%}",
            _span(outcome.interval[name]["attacker"]),
            f"{outcome.alone[name]['target']:.1%} / {outcome.alone[name]['attacker']:.1%}",
            through.get(name, ""),
        ]
        for name in names
        if max(outcome.joined[name].values()) >= SHOWN
    ]
    return f"Who would be drawn in with force ({outcome.runs} runs; {SHOWN:.1%} or more)", header, rows


SHOWN = 0.005


def _span(interval: tuple[float, float, float, float]) -> str:
    return f"{interval[0]:.1%} to {interval[3]:.1%}"


def through_by_state(answer: Answer) -> dict[str, str]:
    """Return, for each state, by how much its chance falls in the runs played again without a treaty; three at most."""
    found: dict[str, list[str]] = {}
    for row in answer.outcome.carried if answer.outcome else ():
        for name, fall in row.joins.items():
            if fall >= 0.001:
                found.setdefault(name, []).append(f"{fall:.1%} {_short(answer.instruments[row.instrument])}")
    return {name: "; ".join(rows[:3]) for name, rows in found.items()}


def _short(name: str) -> str:
    """Return an instrument's name without its parties, where no other of its name is held."""
    bare = name.partition(" (")[0]
    return name if bare in ("Mutual Defense Treaty", "Comprehensive Strategic Partnership Treaty") else bare


def _carried(answer: Answer) -> Table:
    header = ("treaty", "runs with a joiner only because of it", "joins lost in 100 runs without it")
    rows = [
        [answer.instruments[row.instrument], f"{row.anyone:.1%}", f"{100 * sum(row.joins.values()):.1f}"]
        for row in (answer.outcome.carried if answer.outcome else ())
        if sum(row.joins.values()) >= 0.001
    ]
    return "Which treaties carried it (each cut in turn, the same random numbers played again)", header, rows


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
        told.append(
            "90 %: interval over refits of the model on resampled conflicts. Before others join: with the target / with the "
            "attacker. The war is taken to be fought in the target's territory, for those who join it too."
        )
    if any(one.applies for one in answer.obligations):
        tested = answer.tested
        told.append(
            f"Such pledges kept when tested: another unit, one alliance that a war put to the test ({tested['kept']} of "
            f"{tested['n']} kept, {tested['years'][0]} to {tested['years'][1]}); by kind of pledge, number of parties and era, "
            "with 90 % interval. Of pacts of many parties hardly one was kept after 1945; NATO's was not among those tested."
        )
    if answer.rivals:
        told.append("Rivals of either, as far as read: " + "; ".join(answer.rivals) + ". Other rivalries are unknown.")
    return [*told, "Left out: " + "; ".join(LEAVES_OUT) + "."]


def drawing(answer: Answer) -> dict[str, Any]:
    """Return the network drawing: the two in the middle, the states likeliest to join, and the pledges owed to the two."""
    from dragoman.export.ties import drawing as drawn

    two = (answer.attacker.actor, answer.target.actor)
    joined = answer.outcome.joined if answer.outcome else {}
    chances = {name: max(sides.values()) for name, sides in joined.items()}
    bound = sorted(
        {one.by for one in answer.obligations if one.applies is not False} - set(two),
        key=lambda name: (-chances.get(name, 0), name),
    )
    likely = sorted(chances, key=lambda name: (-chances[name], name))
    shown = {*two, *likely[:12], *bound[:12]}
    lines: dict[tuple[str, str], tuple[int, str]] = {}
    for one in answer.pledged:
        if one.by in shown and one.to in two and one.fights:
            a, b = sorted((one.by, one.to))
            number, weight = lines.get((a, b), (0, "political"))
            lines[a, b] = number + 1, "treaty" if one.instrument.treaty else weight
    drawn_lines = [(a, b, number, weight) for (a, b), (number, weight) in lines.items()]
    return drawn(sorted(shown), drawn_lines, centre=two, chances=chances)


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
                "kept_when_invoked": list(kept(one.instrument)) if one.fights and one.instrument.treaty else None,
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
        "rivals": list(answer.rivals),
        "thin": list(answer.thin),
        "lead": lead(answer),
        "notes": notes(answer),
    }  # fmt: skip
