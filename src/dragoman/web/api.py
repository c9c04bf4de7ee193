"""The JSON API. `/openapi.json` describes it; the JSON of a check is that of docs/contract.md."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from dragoman import __version__
from dragoman.export import charts
from dragoman.web import corrections, state
from dragoman.web.guard import Refused
from dragoman.web.pages import admitted, exported
from dragoman.web.state import NotFound, state_of


class Problem(BaseModel):
    """What went wrong, in one sentence."""

    status: int
    message: str


class Refusal(BaseModel):
    """The body of every error."""

    error: Problem


class ArticleIn(BaseModel):
    """One article: its text or its address, and the day it was published."""

    model_config = ConfigDict(extra="forbid")
    text: str | None = Field(default=None, max_length=10_000_000, description="The article itself.")
    url: str | None = Field(default=None, max_length=2000, description="An http or https address on the public internet.")
    published: str | None = Field(default=None, max_length=40, description="The article's date, YYYY-MM-DD.")


class CorrectionIn(BaseModel):
    """A correction: the claim marked as misread, or slots changed. Actors by name or id, split by semicolons."""

    model_config = ConfigDict(extra="forbid")
    misread: bool = False
    note: str = Field(default="", max_length=1000)
    subject: str = Field(default="", max_length=200)
    object: str = Field(default="", max_length=200)
    measure: str = Field(default="", max_length=60)
    start: str = Field(default="", max_length=40, description="A year or a day.")
    end: str = Field(default="", max_length=40, description="A year or a day.")


class SavedCheck(BaseModel):
    """One line of the list of saved checks."""

    id: str
    title: str
    published: str
    source: str
    summary: str
    made: str


class Health(BaseModel):
    """How the app is."""

    status: str
    version: str
    store: str
    waiting: int


Key = Annotated[str, Path(max_length=64, description="A check's permanent address.")]
ClaimId = Annotated[str, Path(max_length=64)]
REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"model": Refusal, "description": words}
    for code, words in {
        400: "Nothing, or more than one article, was given; or the request is malformed.",
        403: "A page of another site tried to write.",
        404: "There is no such thing.",
        413: "More than 10 MB were sent.",
        415: "The content type is not JSON, or the file is no article.",
        422: "The article, the date or the address cannot be used.",
        429: "Too many checks.",
        500: "Something failed inside.",
        503: "The evidence cannot be opened.",
        504: "The check took too long.",
    }.items()
}


def json_only(request: Request) -> None:
    """Turn a body away that is not JSON.

    Raises:
        Refused: it is of another type (415).
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if request.method == "POST" and kind != "application/json":
        raise Refused("the body is not JSON", do="send it with the content type application/json", status=415)


router = APIRouter(dependencies=[Depends(admitted), Depends(json_only)], responses=REFUSALS)
ANY_JSON: dict[int | str, dict[str, Any]] = {
    200: {"description": "The JSON of docs/contract.md.", "content": {"application/json": {"schema": {"type": "object"}}}}
}


@router.post("/api/checks", responses=ANY_JSON)
async def check(request: Request, article: ArticleIn) -> Response:
    """Check one article and wait for the report. The same article again is answered from the saved checks."""
    held = state_of(request)
    wanted = state.job(text=article.text or "", url=article.url or "", published=article.published or "")
    key = held.jobs.kept(wanted)
    if key is None:
        held.admit(request)
        running = held.jobs.submit(wanted)
        await held.jobs.wait(running, None)
        if running.error:
            raise running.error
        key = running.check
    assert key is not None
    return await asyncio.to_thread(_json, request, key)


def _json(request: Request, key: str) -> Response:
    held = state_of(request)
    at = (key, held.stamp(key))
    body = held.bodies.get(at)
    if body is None:
        report = held.report(key)
        body = bytes(JSONResponse({"check": key, **report.to_dict()}).body)
        held.bodies.put(at, body)
    return Response(body, media_type="application/json", headers={"location": f"/checks/{key}"})


@router.get("/api/checks")
async def saved(request: Request) -> list[SavedCheck]:
    """The saved checks, newest first."""
    return [
        SavedCheck(**{name: getattr(one, name) for name in SavedCheck.model_fields}) for one in state_of(request).saved.list()
    ]


@router.get("/api/checks/{key}", responses=ANY_JSON)
async def get(request: Request, key: Key) -> Response:
    """A saved check, corrections applied."""
    return await asyncio.to_thread(_json, request, key)


@router.get("/api/checks/{key}/as/{format}", responses={200: {"description": "The report in that form.", "content": {"*/*": {}}}})
async def export(request: Request, key: Key, format: Annotated[str, Path(max_length=40)]) -> Response:
    """A saved check in one of the exporters' forms (csv, html, jsonld, annotations, markdown, docx …)."""
    return await asyncio.to_thread(exported, request, key, format)


@router.get("/api/checks/{key}/claims/{claim}/chart", responses=ANY_JSON)
async def chart(request: Request, key: Key, claim: ClaimId) -> Response:
    """The chart of a claim as a Vega-Lite specification, for whoever wants to draw it anew or explore it."""
    shown = await asyncio.to_thread(state_of(request).shown, key)
    made = next((charts.chart(one, shown.report.article) for one in shown.cards if one.id == claim), None)
    if made is None:
        raise NotFound("this claim has no chart")
    return JSONResponse(made.spec)


@router.delete("/api/checks/{key}", status_code=204)
async def delete(request: Request, key: Key) -> Response:
    """Delete a saved check and its corrections."""
    if not state_of(request).saved.delete(key):
        raise NotFound("no check is saved under this address")
    return Response(status_code=204)


@router.post("/api/checks/{key}/claims/{claim}/correction", responses=ANY_JSON)
async def correct(request: Request, key: Key, claim: ClaimId, given: CorrectionIn) -> Response:
    """Correct a claim and judge it again; returns the claim with its new finding."""
    held = state_of(request)
    slots = {name: getattr(given, name) for name in corrections.SLOTS}
    await held.correct(key, claim, misread=given.misread, note=given.note, slots=slots)
    report = held.report(key).to_dict()
    claims = report["claims"]
    assert isinstance(claims, list)
    return JSONResponse(next(one for one in claims if one["id"] == claim))


@router.delete("/api/checks/{key}/claims/{claim}/correction", status_code=204)
async def withdraw(request: Request, key: Key, claim: ClaimId) -> Response:
    """Withdraw a correction."""
    if not state_of(request).saved.withdraw(key, claim):
        raise NotFound("this claim has no correction")
    return Response(status_code=204)


@router.get("/api/cases", responses={200: {"description": "JSON Lines.", "content": {"application/jsonl": {}}}})
async def cases(request: Request, check: Annotated[str | None, Query(max_length=64)] = None) -> Response:
    """All corrections, or those of one check, as cases for `cases.jsonl`."""
    return Response(corrections.lines(state_of(request).cases(check)), media_type="application/jsonl")


@router.get("/healthz")
async def health(request: Request) -> Health:
    """Whether the app is up, its version and the hash of its evidence ("" until a worker is ready)."""
    held = state_of(request)
    return Health(status="ok", version=__version__, store=held.pool.store, waiting=held.pool.waiting)
