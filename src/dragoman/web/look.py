"""The outlook and the commitments: asked by their controls, answered in a worker process, kept for whoever asks the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from dragoman.errors import DragomanError, UnreadableValue
from dragoman.export import charts, html, words
from dragoman.export.view import web_address
from dragoman.web.corrections import actors
from dragoman.web.pages import Short, admitted, render
from dragoman.web.state import state_of, status_of

if TYPE_CHECKING:
    from dragoman.evidence.store import Store

router = APIRouter(include_in_schema=False, dependencies=[Depends(admitted)])
PATHS, RUNS, SHOWN = 5000, 300, 15


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to the outlook or the commitments: `what` is outlook, rank or commitments; `given` its controls."""

    what: str
    given: tuple[tuple[str, str], ...]


def answer(one: Ask, store: Store) -> dict[str, Any]:
    """Return the answer, as `dragoman outlook` or `dragoman commitments` give it as JSON. Runs in a worker.

    Raises:
        UnreadableValue, OutOfScope: a control means nothing, or the data cannot carry the question.
    """
    given = dict(one.given)
    return _commitments(given, store) if one.what == "commitments" else _outlook(given, store, ranked=one.what == "rank")


def _outlook(given: Mapping[str, str], store: Store, *, ranked: bool) -> dict[str, Any]:
    from dragoman.kinds.forecast import outlook as room
    from dragoman.kinds.forecast.known import known

    over, rule, today = given.get("over"), given.get("rule"), date.today()
    asked = room.Asked(
        _state(given["country"]),
        measure=given.get("measure") or "military_expenditure",
        day=_day(given.get("known_by", "")),
        today=today,
        rules=(rule,) if rule else (),
        over=_state(over) if over and not ranked else None,
        count=PATHS,
    )
    wanted = room.wanted(asked)
    held = known(store.ask(wanted), wanted, asked.day)
    until = _year(given.get("to", ""), held.held.panel.years[-1])
    return room.rank(asked, held, until) if ranked else room.odds(replace(asked, to=until), held)


def _commitments(given: Mapping[str, str], store: Store) -> dict[str, Any]:
    from dragoman.cli import commitments as asked
    from dragoman.estimate.commitments.contingency import contingency
    from dragoman.model import Question

    on = _day(given.get("on", "")) or date.today()
    question = Question("tie", ())
    held = store.ask([question])[question]
    found = contingency(_state(given["attacker"]), _state(given["target"]), tuple(held), on=on, known_by=None, runs=RUNS, seed=1)
    return {**asked.to_dict(found), "drawing": asked.drawing(found)}


def _state(text: str) -> str:
    found = actors(text)
    if len(found) != 1 or ":" in found[0]:
        raise UnreadableValue("one state is needed here", do="give its English name or its ISO code")
    return found[0]


def _day(text: str) -> date | None:
    from dragoman.intake import to_date

    return to_date(text) if text.strip() else None


def _year(text: str, last: int) -> int:
    if not text.strip():
        return last + 5
    if not text.strip().isdigit() or not last < int(text) <= last + 10:
        raise UnreadableValue(f"“{text[:20]}” is no year that the outlook reaches", do=f"give one from {last + 1} to {last + 10}")
    return int(text)


async def ask(request: Request, one: Ask) -> dict[str, Any]:
    """Return the answer to a question, from memory where it was asked before with the same evidence."""
    held = state_of(request)
    key = (repr(one), held.pool.store)
    found = held.looked.get(key)
    if found is None:
        held.admit(request)
        found = held.looked.put(key, await held.pool.finish(one))
    return found


@router.get("/outlook")
async def outlook(
    request: Request,
    country: Short = "",
    measure: Short = "",
    to: Short = "",
    over: Short = "",
    rule: Short = "",
    known_by: Short = "",
    rank: Short = "",
) -> Response:
    """The odds of a state's military spending, or of its rank, in the years ahead."""
    from dragoman.kinds.forecast.outlook import MEASURES

    given = {"country": country, "measure": measure, "to": to, "over": over, "rule": rule, "known_by": known_by}
    shown: dict[str, Any] = {"given": {**given, "rank": rank}, "measures": {name: _measure(name) for name in MEASURES}}
    if not country.strip():
        return render(request, "outlook.html", **shown)
    if measure and measure not in MEASURES:
        raise UnreadableValue("there is no such measure", do="choose one of the list")
    what = "rank" if rank else "outlook"
    try:
        body = await ask(request, Ask(what, tuple((k, v.strip()) for k, v in given.items() if v.strip())))
    except DragomanError as error:
        return render(request, "outlook.html", status=status_of(error), error=str(error), **shown)
    drawn = None if rank else html.drawn(charts.outlook(body))
    return render(request, "outlook.html", body=body, drawn=drawn, name=words.actor(body["country"]), odds=odds, **shown)


def _measure(name: str) -> str:
    tail = {"military_expenditure": "in US dollars", "military_expenditure_constant": "after inflation"}.get(
        name, "as a share of GDP"
    )
    return f"military expenditure {tail}"


@router.get("/commitments")
async def commitments(request: Request, attacker: Short = "", target: Short = "", on: Short = "") -> Response:
    """Who is obliged to whom if one state attacks another, and who would be drawn in."""
    given = {"attacker": attacker, "target": target, "on": on}
    if not (attacker.strip() and target.strip()):
        return render(request, "commitments.html", given=given)
    try:
        body = await ask(request, Ask("commitments", tuple((k, v.strip()) for k, v in given.items() if v.strip())))
    except DragomanError as error:
        return render(request, "commitments.html", status=status_of(error), error=str(error), given=given)
    drawn = html.drawn(charts.ring(body["drawing"]))
    day = date.fromisoformat(body["on"])
    shown: dict[str, Any] = {"bound": _bound(body["obligations"]), "states": _likeliest(body), "anyone": _anyone(body)}
    return render(request, "commitments.html", given=given, body=body, day=day, drawn=drawn, unit=words, **shown)


@dataclass(frozen=True, slots=True)
class Bound:
    """What one instrument asks of whom, in words. `kept` is how often such pledges were kept, "" where it promises no force."""

    instrument: str
    article: str
    applies: str
    weight: str
    states: str
    number: int
    why: str
    kept: str
    source: str


def _bound(obligations: Sequence[Mapping[str, Any]]) -> list[Bound]:
    """Return the obligations by instrument, those that apply to most states first."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for one in obligations:
        article = "" if one["article"] in one["instrument"] else one["article"]
        applies = {True: "applies", False: "does not apply"}.get(one["applies"], "open")
        kept = f"{odds(one['kept_when_invoked'][0])} ({span(one['kept_when_invoked'][1:])})" if one["kept_when_invoked"] else ""
        key = (one["instrument"], article, applies, one["weight"], one["why"], kept, web_address(one["source"]))
        groups.setdefault(key, []).append(words.actor(one["state"]))
    made = [
        Bound(str(a), str(b), str(c), str(d), words.listed(sorted(names)), len(names), str(e), str(f), str(g))
        for (a, b, c, d, e, f, g), names in groups.items()
    ]
    return sorted(made, key=lambda one: (("applies", "open", "does not apply").index(one.applies), -one.number, one.instrument))


def _anyone(body: Mapping[str, Any]) -> str:
    found = body["drawn_in"]
    return f"{odds(found['anyone'])} ({span(found['anyone_interval90'])})" if found else ""


def odds(value: float) -> str:
    """Return a probability in whole percent, the ends told apart from impossible and certain.

    >>> odds(0.213), odds(0.0004), odds(0.999)
    ('21 %', 'under 1 %', 'over 99 %')
    """
    return "under 1 %" if value < 0.01 else "over 99 %" if value > 0.99 else f"{100 * value:.0f} %"


def span(ends: Sequence[float]) -> str:
    """Return an interval of probabilities in whole percent.

    >>> span((0.16, 0.41)), span((0.0, 0.004)), span((0.0, 0.03))
    ('16 to 41 %', 'under 1 %', '0 to 3 %')
    """
    low, high = ends
    return "under 1 %" if high < 0.01 else f"{100 * low:.0f} to {100 * high:.0f} %"


def _likeliest(body: Mapping[str, Any]) -> list[tuple[str, str, str, str, str]]:
    """Return (state, its odds with the target, their interval, the same with the attacker) of the likeliest, at most `SHOWN`."""
    states = (body["drawn_in"] or {"states": {}})["states"]
    ordered = sorted(states.items(), key=lambda one: (-max(side["probability"] for side in one[1].values()), one[0]))
    return [(words.actor(name), *_side(sides["target"]), *_side(sides["attacker"])) for name, sides in ordered[:SHOWN]]


def _side(one: Mapping[str, Any]) -> tuple[str, str]:
    return odds(one["probability"]), span(one["interval90"])
