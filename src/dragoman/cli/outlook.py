"""`dragoman outlook`: the odds of a country's military spending in the years ahead, or of its rank."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.errors import OutOfScope, UnreadableValue

if TYPE_CHECKING:
    from dragoman.estimate.paths import Paths
    from dragoman.estimate.rules import Rule
    from dragoman.kinds.forecast.record import Record

MEASURES = {
    "military_expenditure": ("level", "US dollars"),
    "military_expenditure_constant": ("constant", "constant US dollars"),
    "military_expenditure_share": ("share", "percent of GDP"),
}
FORMATS = ("table", "json", "png", "svg", "html")
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
YEARS_BACK, LARGEST = 9, 60


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("outlook")(outlook)


def outlook(
    what: Annotated[str, typer.Argument(help="A country's ISO code (JPN), or `rank`.")],
    measure: Annotated[str, typer.Option(help=f"One of {', '.join(MEASURES)}.")] = "military_expenditure",
    to: Annotated[int | None, typer.Option(help="The last year, at most ten after the last figures.")] = None,
    known_by: Annotated[str | None, typer.Option(help="Only what had been published by this day, YYYY-MM-DD.")] = None,
    rule: Annotated[
        list[str] | None, typer.Option(help='What to take as kept, such as "2% of GDP in 2027"; may be repeated.')
    ] = None,
    plans: Annotated[bool, typer.Option(help="Follow announced plans as often as such plans have been kept.")] = True,
    at_least: Annotated[float | None, typer.Option(help="Odds of reaching this, in dollars or percent.")] = None,
    at_most: Annotated[float | None, typer.Option(help="Odds of staying below this, in dollars or percent.")] = None,
    over: Annotated[str | None, typer.Option(help="Odds of spending more than this country.")] = None,
    country: Annotated[str | None, typer.Option(help="With `rank`: the country.")] = None,
    year: Annotated[int | None, typer.Option(help="With `rank`: the year.")] = None,
    paths: Annotated[int, typer.Option(help="How many joint paths.", min=100, max=100_000)] = 10_000,
    format: Annotated[str, typer.Option(help="table, json, png, svg or html.")] = "table",
    out: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None,
    store: Annotated[Path | None, typer.Option(help="A store file instead of the embedded evidence.")] = None,
) -> None:
    """Show the odds of a country's military spending, or of its rank, in the years ahead."""
    ranked = what.lower() == "rank"
    actor = (country or "" if ranked else what).upper()
    if ranked and not (country and year):
        raise UnreadableValue("a rank is asked of a country in a year", do="give --country and --year")
    if measure not in MEASURES:
        raise UnreadableValue(f"no measure is called {measure!r}", do=f"choose {', '.join(MEASURES)}")
    if format not in FORMATS or (ranked and format in FORMATS[2:]):
        raise UnreadableValue(f"no {format!r} of this", do="choose table or json" if ranked else f"choose {', '.join(FORMATS)}")
    _checked(ranked, actor, at_least, at_most, over)
    day = _day(known_by)
    held, rules, notes = _known(actor, day, store, rule or (), plans)
    last = held.panel.years[-1]
    until = (year if ranked else to) or last + 5
    if ranked:
        body = _rank(held, actor, until, rules, paths, notes)
    else:
        body = _odds(held, actor, measure, until, rules, paths, notes, (at_least, at_most, over.upper() if over else None))
    _write(body, format, out, ranked)


def _checked(ranked: bool, actor: str, at_least: float | None, at_most: float | None, over: str | None) -> None:
    """Refuse bounds that no spending can meet or that contradict each other, and a country beside itself."""
    if ranked and not (at_least is None and at_most is None and over is None):
        raise UnreadableValue("--at-least, --at-most and --over are asked of spending, not of a rank", do="leave them out")
    for name, bound in (("--at-least", at_least), ("--at-most", at_most)):
        if bound is not None and not 0 <= bound < float("inf"):
            raise UnreadableValue(f"{bound:g} is no amount", where=name, do="give a number from zero on")
    if at_least is not None and at_most is not None and at_least > at_most:
        raise UnreadableValue("--at-least lies above --at-most", do="give the smaller one to --at-least")
    if over and over.upper() == actor:
        raise UnreadableValue(f"{actor} cannot be compared with itself", where="--over", do="name another country")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnreadableValue(f"{text!r} is no date", where="--known-by", do="write it YYYY-MM-DD") from None


def _known(
    actor: str, day: date | None, store: Path | None, texts: tuple[str, ...] | list[str], plans: bool
) -> tuple[Record, list[Rule], list[str]]:
    """Return the record as known by a day, the rules to follow, and what is to be said about them."""
    from dragoman.estimate.rules import chance, check, parse
    from dragoman.evidence.store import Store
    from dragoman.kinds.forecast.record import record
    from dragoman.kinds.forecast.record import rules as announced
    from dragoman.model import Question

    start = date((day or date.today()).year - YEARS_BACK, 1, 1)
    measures = ("military_expenditure", "defence_budget")
    asked = (
        Question("quantity", measures, (actor,), known_by=day, forms=("level", "share")),
        Question("quantity", measures, (), start=start, known_by=day, forms=("level", "share")),
    )
    answers = Store.open(store).ask(asked)
    statements = list({row.id: row for question in asked for row in answers[question]}.values())
    held = record(statements)
    held.panel.row(actor)
    own = [parse(text, actor) for text in texts]
    check(own, held.panel.years[-1], held.panel.years[-1] + 10)
    notes = [f"Rule taken as kept: {rule.words}." for rule in own]
    found = [pair[0] for pair in announced(statements, held.panel.years[-1], day) if pair[0].actor in held.panel.actors]
    followed = [rule for rule in found if not (own and rule.actor == actor)] if plans else []
    odds, kept, due = chance(day)
    for rule in followed:
        if rule.actor == actor:
            record_ = f"{kept} of {due} such pledges had been kept" if due else "no such pledge had fallen due"
            notes.append(f"Announced: {rule.value:g} percent of GDP in {rule.year}, kept in {odds:.0%} of the paths ({record_}).")
    return held, [*followed, *own], notes


def _simulated(held: Record, actors: list[str], to: int, rules: list[Rule], count: int) -> Paths:
    import numpy as np

    from dragoman.estimate.fit import shipped
    from dragoman.estimate.paths import simulate
    from dragoman.estimate.rules import apply

    measures = tuple(name for name in ("level", "constant", "share") if np.isfinite(held.panel.series(name)).any())
    return apply(simulate(held.panel, shipped(), to=to, actors=actors, measures=measures, count=count), rules)


def _odds(
    held: Record,
    actor: str,
    measure: str,
    to: int,
    rules: list[Rule],
    count: int,
    notes: list[str],
    asked: tuple[float | None, float | None, str | None],
) -> dict[str, Any]:
    import numpy as np

    name, unit = MEASURES[measure]
    at_least, at_most, over = asked
    paths = _simulated(held, [actor, *([over] if over and over != actor else [])], to, rules, count)
    if not paths.has(actor, name):
        raise OutOfScope(f"no {measure} of {actor} is held", do="choose another measure, or add SIPRI's workbook")
    table = paths.quantiles(actor, name, LEVELS)
    values = np.exp(held.panel.series(name)[held.panel.row(actor)])
    body: dict[str, Any] = {
        "title": f"{actor}: {measure.replace('_', ' ')}",
        "subtitle": "; ".join(note.rstrip(".") for note in notes) or f"figures to {held.panel.years[-1]}",
        "country": actor,
        "measure": measure,
        "unit": unit,
        "paths": count,
        "notes": notes,
        "history": [{"year": y, "value": _plain(v)} for y, v in zip(held.panel.years, values, strict=True) if np.isfinite(v)],
        "odds": [
            {"year": y, **{f"p{level * 100:.0f}": _plain(v) for level, v in zip(LEVELS, row, strict=True)}}
            for y, row in zip(paths.years, table, strict=True)
        ],
    }
    years = paths.years
    if at_least is not None or at_most is not None:
        for row in body["odds"]:
            row["odds"] = round(float(paths.within(actor, name, (row["year"],), at_least, at_most).mean()), 4)
        body["every_year"] = round(float(paths.within(actor, name, years, at_least, at_most).mean()), 4)
    if at_least is not None:
        first = paths.first_year(actor, name, at_least=at_least)
        body["first_year"] = {str(y): round(float((first == y).mean()), 4) for y in (*years, 0)}
        body["first_year"]["later or never"] = body["first_year"].pop("0")
    if over:
        for row in body["odds"]:
            row["over"] = round(float(paths.overtakes(actor, over, name, row["year"]).mean()), 4)
    if name != "share":
        total = np.quantile(paths.total(actor, name, years), LEVELS)
        body["total"] = {f"p{level * 100:.0f}": _plain(v) for level, v in zip(LEVELS, total, strict=True)}
    return body


def _plain(value: float) -> float:
    """Return a number to six digits, whole where it is large."""
    rounded = float(f"{value:.6g}")
    return int(rounded) if abs(rounded) >= 1e6 else rounded


def _rank(held: Record, actor: str, year: int, rules: list[Rule], count: int, notes: list[str]) -> dict[str, Any]:
    import numpy as np

    panel = held.panel
    newest = np.where(np.isfinite(panel.level), panel.level, -np.inf).max(axis=1)
    largest = [panel.actors[row] for row in np.argsort(-newest, kind="stable")[:LARGEST]]
    wanted = [actor, *(other for other in largest if other != actor)]
    paths = _simulated(held, wanted, max(year, panel.years[-1] + 1), rules, count)
    ranks = paths.rank(actor, "level", year)
    others = [other for other in paths.actors if other != actor and paths.has(other, "level")]
    return {
        "country": actor,
        "year": year,
        "paths": count,
        "of": len(others) + 1,
        "notes": [*notes, f"Among the {len(others) + 1} countries whose figures are held."],
        "rank": {str(place): round(float((ranks == place).mean()), 4) for place in range(1, int(ranks.max()) + 1)},
        "at_least": {str(top): round(float((ranks <= top).mean()), 4) for top in (1, 2, 3, 5, 10, 15, 20)},
        "above": {other: round(float(paths.overtakes(actor, other, "level", year).mean()), 4) for other in others[:20]},
    }


def _write(body: dict[str, Any], form: str, out: Path | None, ranked: bool) -> None:
    if form == "json":
        data = (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()
    elif form == "table":
        data = ("\n".join(_rank_lines(body) if ranked else _lines(body)) + "\n").encode()
    else:
        from dragoman.cli._fan import fan, render

        data = render(fan(body), form)
    if out is not None:
        out.write_bytes(data)
        return
    if form == "png" and sys.stdout.isatty():
        raise UnreadableValue("a picture cannot be shown in a terminal", do="give --out FILE")
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


def _lines(body: dict[str, Any]) -> list[str]:
    share = body["unit"] == "percent of GDP"
    scale, unit = (1.0, body["unit"]) if share else (1e9, f"billion {body['unit']}")
    extra = [key for key in ("odds", "over") if key in body["odds"][0]]
    lines = [f"{body['title']}, {unit}", "", f"{'year':>6}{'5 %':>10}{'25 %':>10}{'middle':>10}{'75 %':>10}{'95 %':>10}"]
    lines[-1] += "".join(f"{name:>9}" for name in extra)
    places = 2 if share else 1
    lines += [f"{row['year']:>6}{'':20}{row['value'] / scale:>10,.{places}f}" for row in body["history"][-5:]]
    for row in body["odds"]:
        cells = "".join(f"{row[f'p{level * 100:.0f}'] / scale:>10,.{places}f}" for level in LEVELS)
        lines.append(f"{row['year']:>6}{cells}" + "".join(f"{row[name]:>9.0%}" for name in extra))
    if "total" in body:
        cells = "".join(f"{body['total'][f'p{level * 100:.0f}'] / scale:>10,.{places}f}" for level in LEVELS)
        lines.append(f"{'total':>6}{cells}")
    if "every_year" in body:
        lines += ["", f"in every year: {body['every_year']:.0%}"]
    if "first_year" in body:
        lines.append("first met: " + ", ".join(f"{when} {odds:.0%}" for when, odds in body["first_year"].items()))
    return [*lines, "", *body["notes"], f"{body['paths']:,} joint paths; how good such odds were: docs/outlook.md"]


def _rank_lines(body: dict[str, Any]) -> list[str]:
    lines = [f"{body['country']}: rank by military expenditure in {body['year']}", "", f"{'rank':>6}{'odds':>8}{'or higher':>11}"]
    reached = 0.0
    for place, odds in body["rank"].items():
        reached += odds
        if odds >= 0.005:
            lines.append(f"{place:>6}{odds:>8.1%}{min(reached, 1.0):>11.1%}")
    above = ", ".join(f"{other} {odds:.0%}" for other, odds in body["above"].items() if 0.005 < odds < 0.995)
    return [*lines, "", f"spends more than: {above}", *body["notes"]]
