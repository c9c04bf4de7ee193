"""`dragoman outlook`: the odds of a country's military spending in the years ahead, or of its rank."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.errors import UnreadableValue

FORMATS = ("table", "json", "png", "svg", "html")
NAMES = ("military_expenditure", "military_expenditure_constant", "military_expenditure_share")
QUANTILES = ("p5", "p25", "p50", "p75", "p95")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("outlook")(outlook)


def outlook(
    what: Annotated[str, typer.Argument(help="A country (Japan, JPN), or `rank`.")],
    measure: Annotated[str, typer.Option(help=f"One of {', '.join(NAMES)}.")] = NAMES[0],
    to: Annotated[int | None, typer.Option(help="The last year, at most ten after the last figures.")] = None,
    known_by: Annotated[str | None, typer.Option(help="Only what had been published by this day, YYYY-MM-DD.")] = None,
    rule: Annotated[
        list[str] | None, typer.Option(help='What to take as kept, such as "2% of GDP in 2027"; may be repeated.')
    ] = None,
    plans: Annotated[bool, typer.Option(help="Follow announced plans as often as such plans have been kept.")] = True,
    at_least: Annotated[float | None, typer.Option(help="Odds of reaching this, in money or percent.")] = None,
    at_most: Annotated[float | None, typer.Option(help="Odds of staying below this, in money or percent.")] = None,
    over: Annotated[str | None, typer.Option(help="Odds of spending more than this country.")] = None,
    currency: Annotated[str | None, typer.Option(help="Amounts in this money (EUR) instead of US dollars.")] = None,
    total: Annotated[str | None, typer.Option(help="Odds of the sum over these years, 2023-2027.")] = None,
    growth: Annotated[str | None, typer.Option(help="Odds of the change from one year to another in percent, 2025-2030.")] = None,
    country: Annotated[str | None, typer.Option(help="With `rank`: the country.")] = None,
    year: Annotated[int | None, typer.Option(help="With `rank`: the year.")] = None,
    place: Annotated[
        int | None, typer.Option(help="With `rank`: odds of this place or a higher one, year by year.", min=1)
    ] = None,
    paths: Annotated[int, typer.Option(help="How many joint paths.", min=100, max=100_000)] = 10_000,
    format: Annotated[str, typer.Option(help="table, json, png, svg or html.")] = "table",
    out: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None,
    store: Annotated[Path | None, typer.Option(help="A store file instead of the embedded evidence.")] = None,
) -> None:
    """Show the odds of a country's military spending, or of its rank, in the years ahead."""
    from dragoman.evidence.store import Store
    from dragoman.kinds.forecast import outlook as room
    from dragoman.kinds.forecast.known import known

    ranked = what.lower() == "rank"
    if ranked and not (country and year):
        raise UnreadableValue("a rank is asked of a country in a year", do="give --country and --year")
    if not ranked and (country or year or place):
        raise UnreadableValue(
            "--country, --year and --place belong to `rank`", do="leave them out, or ask `dragoman outlook rank`"
        )
    if format not in FORMATS or (ranked and format in FORMATS[2:]):
        raise UnreadableValue(f"no {format!r} of this", do="choose table or json" if ranked else f"choose {', '.join(FORMATS)}")
    asked = room.Asked(
        _country(country or "" if ranked else what),
        measure=measure,
        to=to,
        day=_day(known_by),
        today=date.today(),
        rules=tuple(rule or ()),
        plans=plans,
        at_least=at_least,
        at_most=at_most,
        over=_country(over) if over else None,
        currency=currency.upper() if currency else None,
        total=_span(total, "--total"),
        growth=_span(growth, "--growth"),
        place=place,
        count=paths,
    )
    wanted = room.wanted(asked)
    held = known(Store.open(store).ask(wanted), wanted, asked.day)
    body = room.rank(asked, held, year or 0) if ranked else room.odds(asked, held)
    _write(body, format, out, ranked)


def _country(text: str) -> str:
    """Return the code of a country as typed, by name or code.

    Raises:
        UnreadableValue: no country is called so, or several are ("Korea").
    """
    from dragoman.evidence import states
    from dragoman.lexicon.names import actor_named

    code = actor_named(text).upper()
    if code not in states.names():
        raise UnreadableValue(f"no single country is called {text}", do="give its name or ISO code, such as Japan or JPN")
    return code


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnreadableValue(f"{text!r} is no date", where="--known-by", do="write it YYYY-MM-DD") from None


def _span(text: str | None, name: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\d{4})\s*(?:-|to)\s*(\d{4})", text.strip()) if text else None
    if text and not found:
        raise UnreadableValue(f"{text!r} are no years", where=name, do="write them 2025-2030")
    return (int(found[1]), int(found[2])) if found else None


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
    scale, name = (1.0, "") if share else _scale(max(row["p50"] for row in body["odds"]))
    places = 2 if share else 1
    extra = [key for key in ("odds", "over") if key in body["odds"][0]]
    lines = [
        f"{body['title']}, {name}{body['unit']}",
        "",
        f"{'year':>9}{'5 %':>10}{'25 %':>10}{'middle':>10}{'75 %':>10}{'95 %':>10}",
    ]
    lines[-1] += "".join(f"{heading:>9}" for heading in extra)
    lines += [f"{row['year']:>9}{'':20}{row['value'] / scale:>10,.{places}f}" for row in body["history"][-5:]]
    for row in body["odds"]:
        lines.append(f"{row['year']:>9}{_cells(row, scale, places)}" + "".join(f"{row[key]:>9.0%}" for key in extra))
    for key, unit, digits in (("total", scale, places), ("growth", 1.0, 1)):
        if key in body:
            found = body[key]
            odds = f"{found['odds']:>9.0%}" if "odds" in found else ""
            label = f"{key} {found['from']}-{found['to']}" + (", percent" if key == "growth" else "")
            lines += ["", f"{label}:", f"{'':9}{_cells(found, unit, digits)}{odds}"]
    if "every_year" in body:
        lines += ["", f"in every year: {body['every_year']:.0%}"]
    for key, label in (("first_year", "first met"), ("first_over", f"first spends more than {_name(body.get('over') or 'it')}")):
        if key in body:
            lines.append(f"{label}: " + ", ".join(f"{when} {odds:.0%}" for when, odds in body[key].items()))
    return [*lines, "", *body["notes"], f"{body['paths']:,} joint paths; how good such odds were: docs/outlook.md"]


def _scale(largest: float) -> tuple[float, str]:
    """Return the size that amounts are given in, and its name."""
    sizes = ((1e12, "trillion "), (1e9, "billion "), (1e6, "million "))
    return next(((size, name) for size, name in sizes if largest >= size), (1.0, ""))


def _cells(row: dict[str, Any], scale: float, places: int) -> str:
    return "".join(f"{row[name] / scale:>10,.{places}f}" for name in QUANTILES)


def _name(code: str) -> str:
    from dragoman.evidence import states

    return states.names().get(code, code)


def _rank_lines(body: dict[str, Any]) -> list[str]:
    title = f"{_name(body['country'])}: rank by military expenditure in {body['year']}"
    lines = [title, "", f"{'rank':>6}{'odds':>8}{'or higher':>11}"]
    reached = 0.0
    for place, odds in body["rank"].items():
        reached += odds
        if odds >= 0.005:
            lines.append(f"{place:>6}{odds:>8.1%}{min(reached, 1.0):>11.1%}")
    above = ", ".join(f"{_name(other)} {odds:.0%}" for other, odds in body["above"].items() if 0.005 < odds < 0.995)
    if "place" in body:
        lines += [
            "",
            f"place {body['place']} or higher: " + ", ".join(f"{when} {odds:.0%}" for when, odds in body["by_year"].items()),
        ]
        lines.append("first reached: " + ", ".join(f"{when} {odds:.0%}" for when, odds in body["first_year"].items()))
    return [*lines, "", f"spends more than: {above}", *body["notes"]]
