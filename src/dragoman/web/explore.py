"""The evidence explorer: what is held, and a state's spending, ties and plans by source and vintage."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from dragoman.export import charts, html, words
from dragoman.export.view import Source, source
from dragoman.model import Question, Statement
from dragoman.web.corrections import known_actors
from dragoman.web.pages import admitted, render
from dragoman.web.state import NotFound, State, state_of

if TYPE_CHECKING:
    from dragoman.evidence.store import Store

router = APIRouter(include_in_schema=False, dependencies=[Depends(admitted)])
SPENDING = ("military_expenditure", "defence_budget", "gdp", "personnel", "population")
MOST_TIES, MOST_FOUND, LEAST_YEARS, MOST_NAMED = 16, 60, 3, 4
FOREVER = 9999


@dataclass(frozen=True, slots=True)
class Held:
    """One vintage of a source, with what it covers."""

    source: str
    vintage: str
    published: str
    retrieved: str
    rows: int
    covers: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and how it went. `amounts` as announced; `since` what has been recorded of the same kind for its last year."""

    whose: str
    name: str
    period: str
    amounts: str
    status: str
    since: str
    source: Source


def plans(figures: Sequence[Statement]) -> list[Plan]:
    """Return the plans held, newest period first, what one plan says in several units together."""
    groups: dict[tuple[str, str, str], list[Statement]] = {}
    for one in figures:
        if one.kind == "plan":
            groups.setdefault((one.actor, one.name or one.rule, words.period(one.period)), []).append(one)
    made: list[tuple[date, Plan]] = []
    for (whose, name, period), group in groups.items():
        first = group[0]
        amounts = "; ".join(dict.fromkeys(words.recorded(one) for one in group))
        since = "; ".join(dict.fromkeys(found for one in group if (found := _since(one, figures))))
        plan = Plan(words.actor(whose), name, period, amounts, first.status, since, source(first))
        made.append((first.period.end or date.max, plan))
    return [plan for _, plan in sorted(made, key=lambda pair: pair[0], reverse=True)]


def _since(plan: Statement, figures: Sequence[Statement]) -> str:
    """Return the newest observation of the plan's form and unit in the year it aims at, with its source; "" without one."""
    if plan.period.end is None or plan.form not in ("level", "share"):
        return ""
    year = plan.period.start.year if plan.calendar.startswith("fiscal") and plan.period.start else plan.period.end.year
    alike = [
        one
        for one in figures
        if one.kind == "observation"
        and (one.actor, one.form, one.of, one.unit, one.currency) == (plan.actor, plan.form, plan.of, plan.unit, plan.currency)
        and one.measure in ("military_expenditure", "defence_budget")
        and one.period.start
        and one.period.start.year == year
    ]
    if not alike:
        return ""
    newest = max(alike, key=lambda one: one.vintage.known or date.min)
    return f"{words.recorded(newest)} in {year} ({newest.definition or words.short_source(newest)}, {newest.vintage.label})"


def store_of(held: State) -> Store:
    """Return the store that pages read, opened on first use.

    Raises:
        StoreError: it cannot be opened.
    """
    from dragoman.evidence.store import Store

    if held.store is None:
        held.store = Store.open(held.settings.store)
    opened: Store = held.store
    return opened


def ask(held: State, questions: Sequence[Question]) -> tuple[Statement, ...]:
    """Return the statements that answer any of the questions, each once."""
    with held.reading:
        answers = store_of(held).ask(questions)
    return tuple({one.id: one for question in questions for one in answers[question]}.values())


def vintages(held: State) -> tuple[Held, ...]:
    """Return what is held, by source and vintage, newest first within a source."""
    with held.reading:
        rows = store_of(held).rows(
            "SELECT v.source, v.label, v.published, v.retrieved, coalesce(v.rows, 0),"
            " coalesce(string_agg(DISTINCT c.measure, ', ' ORDER BY c.measure), ''), min(c.first), max(c.last)"
            " FROM vintage v LEFT JOIN coverage c ON c.vintage = v.id"
            " GROUP BY v.id, v.source, v.label, v.published, v.retrieved, v.rows"
            " ORDER BY v.source, coalesce(v.published, v.retrieved) DESC"
        )
    return tuple(Held(s, label, words.day(p), words.day(r), n, _covers(m, a, z)) for s, label, p, r, n, m, a, z in rows)


def _covers(measures: str, first: object, last: object) -> str:
    every = [words.word("measures", one) for one in measures.split(", ") if one]
    named = ", ".join(every[:MOST_NAMED]) + (f" and {len(every) - MOST_NAMED} more" if len(every) > MOST_NAMED else "")
    years = f"{str(first)[:4]} {_until(str(last)[:4])}" if first and last else ""
    return "; ".join(part for part in (named, years) if part)


def _until(year: str) -> str:
    return "on" if int(year) >= FOREVER else f"to {year}"


@router.get("/evidence")
async def evidence(request: Request, q: Annotated[str, Query(max_length=100)] = "") -> Response:
    """What is held, and a search over states, organisations and ties."""
    held, wanted = state_of(request), q.strip()
    exact = known_actors().get(wanted.lower())
    if exact:
        return RedirectResponse(f"/evidence/{exact}", 303)
    places = await asyncio.to_thread(vintages, held)
    found = await asyncio.to_thread(search, held, wanted) if wanted else ()
    return render(request, "evidence.html", vintages=places, q=wanted, actors=matching(wanted), ties=found)


def matching(wanted: str) -> tuple[tuple[str, str], ...]:
    """Return (id, name) of the actors whose name holds some words, at most `MOST_FOUND`."""
    if len(wanted) < 2:
        return ()
    ids = dict.fromkeys(key for name, key in known_actors().items() if wanted.lower() in name)
    return tuple((key, words.actor(key)) for key in list(ids)[:MOST_FOUND])


def search(held: State, wanted: str) -> tuple[Source, ...]:
    """Return the ties whose name holds some words, at most `MOST_FOUND`."""
    every = ask(held, [Question("tie", ())])
    return tuple(source(one) for one in every if wanted.lower() in one.name.lower())[:MOST_FOUND]


@router.get("/evidence/{actor}")
async def actor(request: Request, actor: str, other: Annotated[str, Query(max_length=80)] = "") -> Response:
    """A state's figures by vintage and definition, its ties through time, its plans; beside another's where one is named."""
    known = known_actors()
    key, beside = known.get(actor.lower()), known.get(other.strip().lower())
    if key is None:
        raise NotFound(f"no state or organisation is known as “{actor[:60]}”", do="search for it under Evidence")
    held = state_of(request)
    page = await asyncio.to_thread(_kept, held, key, beside)
    missing = other.strip() if other.strip() and beside is None else ""
    return render(request, "actor.html", actor=key, name=words.actor(key), other=beside, missing=missing, unit=words, **page)


def _kept(held: State, key: str, beside: str | None) -> dict[str, Any]:
    """Return what a page of the evidence shows; its charts are drawn once for as long as the app runs on the same evidence."""
    at = (key, beside or "")
    return held.explored.get(at) or held.explored.put(at, _page(held, key, beside))


def _page(held: State, key: str, beside: str | None) -> dict[str, Any]:
    figures = ask(held, [Question("quantity", SPENDING, (one,)) for one in (key, beside) if one])
    ties = ask(held, [Question("tie", (), (key, beside) if beside else (key,))])
    return {
        "figures": [drawn for group in _groups(figures) if (drawn := html.drawn(charts.record(group)))],
        "plans": plans(figures),
        "timeline": _timeline(ties),
        "ties": [source(one) for one in sorted(ties, key=_begun, reverse=True)],
    }


def _begun(one: Statement) -> str:
    start = (one.signed or one.period).start
    return start.isoformat() if start else ""


def _groups(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Return observations that can stand on one axis together: the same measure, form, unit, currency and price basis."""
    groups: dict[tuple[str | None, ...], list[Statement]] = {}
    for one in statements:
        if one.kind == "observation" and one.value is not None and one.period.start:
            groups.setdefault((one.measure, one.form, one.of, one.unit, one.currency, one.basis), []).append(one)
    order = {name: place for place, name in enumerate(SPENDING)}
    usable = [group for group in groups.values() if len({one.period.start for one in group}) >= LEAST_YEARS]
    return sorted(usable, key=lambda group: (order[group[0].measure], -len(group)))


def _timeline(ties: Sequence[Statement]) -> html.Drawn | None:
    newest = f"The newest {MOST_TIES} of {len(ties)} ties" if len(ties) > MOST_TIES else "Ties"
    return html.drawn(charts.ties(ties, f"{newest} through time", most=MOST_TIES))
