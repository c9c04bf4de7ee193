"""The repeats of a corpus run: claims that several articles make, when first, how they spread, what the record says."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from dragoman.export import charts, html, words
from dragoman.runners.repeats import Mention, Repeat, mentions, repeats
from dragoman.web.pages import Short, admitted, render
from dragoman.web.state import NotFound, State, state_of

router = APIRouter(include_in_schema=False, dependencies=[Depends(admitted)])
PAGE, ROWS, MENTIONS = 40, 12, 400
ORDERS = {
    "articles": "most articles", "first": "first seen", "last": "last seen", "refuted": "most often refuted",
}  # fmt: skip


def found(held: State) -> tuple[Path, dict[str, Repeat]]:
    """Return the corpus run and its repeats by id, clustered anew where the run has grown.

    Raises:
        NotFound: the app was started without a corpus.
        UnusableInput: the folder holds no run.
    """
    folder = held.settings.corpus
    if folder is None:
        raise NotFound("no corpus was given to this app", do="start it with --corpus and the folder of a run")
    stamp = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in (folder / "claims").glob("*.parquet")))
    with held.clustering:
        if held.repeated is None or held.repeated[0] != stamp:
            held.repeated = stamp, {one.id: one for one in repeats(folder)}
        return folder, held.repeated[1]


def chosen(every: Iterable[Repeat], *, q: str = "", kind: str = "", refuted: str = "", order: str = "articles") -> list[Repeat]:
    """Return the repeats that hold some words, are of a kind, are refuted anywhere, in an order of `ORDERS`."""
    wanted = q.strip().lower()
    kept = [one for one in every if wanted in one.quote.lower() and kind in ("", one.kind) and (not refuted or one.refuted)]
    keys = {
        "first": lambda one: (str(one.first_seen or "9999"), one.id),
        "last": lambda one: (_last(one), one.id),
        "refuted": lambda one: (one.refuted, one.articles, one.id),
    }
    return kept if order not in keys else sorted(kept, key=keys[order], reverse=order != "first")


def _last(one: Repeat) -> str:
    return one.days[-1][0] if one.days else ""


def told(one: Repeat) -> str:
    """Return in one line how often, where and when a claim was made, and how often the record refutes it."""
    where = f" in {_count(len(one.outlets), 'outlet')}" if one.outlets else ""
    by = f" in {one.first_outlet}" if one.first_outlet else ""
    first = f" · first seen {words.day(one.first_seen)}{by}" if one.first_seen else ""
    return f"{_count(one.articles, 'article')}{where}{first}"


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def overview(shown: Sequence[Repeat]) -> charts.Chart | None:
    """Return the timeline of the first of the repeats shown: a row a claim."""
    rows = [
        {"row": " ".join(one.quote.split()), "day": day, "articles": articles, "refuted": one.refuted > 0}
        for one in shown[:ROWS]
        for day, articles in one.days
    ]
    return charts.spread(rows, "When each was made", "Claim")


def by_outlet(made: Sequence[Mention]) -> charts.Chart | None:
    """Return the timeline of one claim: a row an outlet, in the order in which they took it up."""
    groups: dict[str, dict[str, list[Mention]]] = {}
    for one in made:
        if one.published:
            groups.setdefault(one.outlet or "no outlet named", {}).setdefault(one.published.isoformat(), []).append(one)
    rows = [
        {"row": outlet, "day": day, "articles": len({one.article for one in held}), "refuted": any(one.refuted for one in held)}
        for outlet, days in list(groups.items())[: 2 * ROWS]
        for day, held in days.items()
    ]
    return charts.spread(rows, "By outlet and day", "Outlet")


@router.get("/repeats")
async def index(
    request: Request,
    q: Short = "",
    kind: Short = "",
    refuted: Short = "",
    order: Short = "articles",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """The claims that several articles of the corpus make."""
    return await asyncio.to_thread(_index, request, {"q": q, "kind": kind, "refuted": refuted, "order": order}, page)


def _index(request: Request, given: dict[str, str], page: int) -> Response:
    _, every = found(state_of(request))
    kept = chosen(every.values(), **given)
    shown = kept[(page - 1) * PAGE : page * PAGE]
    kinds = sorted({one.kind for one in every.values()})
    tally: dict[str, Any] = {"total": len(every), "kept": len(kept), "page": page, "pages": -(-len(kept) // PAGE)}
    drawn = html.drawn(overview(shown))
    return render(request, "repeats.html", shown=shown, given=given, kinds=kinds, orders=ORDERS, told=told, drawn=drawn, **tally)


@router.get("/repeats/{repeat}")
async def one_repeat(request: Request, repeat: str) -> Response:
    """One claim wherever the corpus makes it: its timeline by outlet, its articles, the record."""
    return await asyncio.to_thread(_one, request, repeat)


def _one(request: Request, repeat: str) -> Response:
    folder, every = found(state_of(request))
    one = every.get(repeat)
    if one is None:
        raise NotFound("no repeated claim has this address", do="look in the list; a run that grew has new addresses")
    made = mentions(folder, one)
    shown: dict[str, Any] = {
        "drawn": html.drawn(by_outlet(made)),
        "made": made[:MENTIONS],
        "more": max(len(made) - MENTIONS, 0),
        "told": told(one),
    }
    return render(request, "repeat.html", one=one, quote=" ".join(one.quote.split()), unit=words, **shown)
