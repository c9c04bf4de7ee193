"""The pages: server-rendered, usable without script; htmx makes progress and charts come by themselves."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup
from starlette.datastructures import UploadFile

from dragoman.export import charts, html, words
from dragoman.export.view import View
from dragoman.plugins import exporters
from dragoman.web import corrections, state
from dragoman.web.guard import Refused
from dragoman.web.jobs import State as Running
from dragoman.web.state import NotFound, state_of
from dragoman.web.work import STEPS

PATIENCE = 1.0
ROOMS = [
    ("/", "New check"), ("/checks", "Saved"), ("/evidence", "Evidence"), ("/outlook", "Outlook"), ("/commitments", "Commitments"),
]  # fmt: skip
FORMATS = {
    "html": "One HTML file", "docx": "Word with comments", "markdown": "Markdown", "csv": "CSV", "json": "JSON",
    "jsonld": "ClaimReview", "annotations": "Web Annotation", "table": "Plain table",
}  # fmt: skip
STEP_WORDS = {
    "waiting": "Waiting for a free worker", "fetching": "Fetching the page", "reading": "Reading the sentences",
    "finding": "Finding the claims", "asking": "Asking the record", "judging": "Writing the report",
}  # fmt: skip
Short = Annotated[str, Query(max_length=80)]
"""What a control of a page may hold."""


def admitted(request: Request) -> None:
    """Turn a request away that the guard has refused."""
    refused = request.scope.get("state", {}).get("refused")
    if isinstance(refused, Refused):
        raise refused


router = APIRouter(include_in_schema=False, dependencies=[Depends(admitted)])


@cache
def environment() -> Environment:
    """Return the templates of the app, with those of the report behind them."""
    made = html.environment().overlay(loader=ChoiceLoader([PackageLoader("dragoman.web"), PackageLoader("dragoman.export.html")]))
    made.filters["when"], made.filters["day"] = state.when, state.day
    made.globals["asset_version"] = html.asset_version()
    return made


def render(
    request: Request, name: str, /, *, status: int = 200, headers: dict[str, str] | None = None, **more: Any
) -> HTMLResponse:
    """Return a page."""
    nonce = request.scope.get("state", {}).get("nonce", "")
    rooms = [*ROOMS, ("/repeats", "Repeats")] if state_of(request).settings.corpus else ROOMS
    shown = environment().get_template(name).render(nonce=nonce, path=request.url.path, rooms=rooms, **more)
    return HTMLResponse(shown, status, headers)


@router.get("/")
async def home(request: Request) -> Response:
    """The form, and the latest checks."""
    return render(request, "home.html", entries=state_of(request).saved.list()[:5], values={})


@router.post("/checks")
async def submit(request: Request) -> Response:
    """Begin a check from the form; to its report where that is quick, else to its progress page."""
    held = state_of(request)
    async with request.form(max_files=1, max_fields=10, max_part_size=held.settings.upload) as form:
        file = form.get("file")
        data, name = (await file.read(), file.filename or "") if isinstance(file, UploadFile) else (b"", "")
        given = {slot: _field(form, slot) for slot in ("text", "url", "published")}
    wanted = state.job(data=data, name=name, **given)
    kept = held.jobs.kept(wanted)
    if kept:
        return RedirectResponse(f"/checks/{kept}", 303)
    held.admit(request)
    running = held.jobs.submit(wanted)
    await held.jobs.wait(running, PATIENCE)
    return RedirectResponse(f"/checks/{running.check}" if running.check else f"/jobs/{running.id}", 303)


def _field(form: Any, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


@router.get("/jobs/{job}")
async def progress(request: Request, job: str) -> Response:
    """How far a check is; its report or its error once it is over."""
    running = _running(request, job)
    if running.check:
        return RedirectResponse(f"/checks/{running.check}", 303)
    return render(request, "job.html", job=running, steps=STEPS, step_words=STEP_WORDS)


@router.get("/jobs/{job}/state")
async def progress_now(request: Request, job: str) -> Response:
    """The progress alone, for the page to replace; says where to go once it is over."""
    running = _running(request, job) if not _over(request, job) else None
    if running is None:
        return Response(status_code=200, headers={"HX-Redirect": f"/jobs/{job}"})
    return render(request, "progress.html", job=running, steps=STEPS, step_words=STEP_WORDS)


def _over(request: Request, job: str) -> bool:
    running = state_of(request).jobs.get(job)
    return running is None or running.over


def _running(request: Request, job: str) -> Running:
    running = state_of(request).jobs.get(job)
    if running is None:
        raise NotFound("this check is not under way", do="look in the list of saved checks, or start it again")
    if running.error is not None:
        raise running.error
    return running


@router.get("/checks")
async def saved(request: Request) -> Response:
    """The list of saved checks."""
    return render(request, "saved.html", entries=state_of(request).saved.list())


@router.get("/checks/{key}")
async def check(request: Request, key: str) -> Response:
    """A report at its permanent address."""
    shown, body = await asyncio.to_thread(_body, request, key)
    return render(request, "check.html", view=shown, key=key, body=body, formats=_formats())


def _formats() -> dict[str, str]:
    """Return the exporters' names with what a reader calls them, the handiest first."""
    every = exporters()
    named = {name: words for name, words in FORMATS.items() if name in every}
    return {**named, **{name: name for name in sorted(every) if name not in named}}


def _body(request: Request, key: str) -> tuple[View, Markup]:
    """Return a report's view and its rendered body, kept until a correction changes it."""
    held = state_of(request)
    at = (key, held.stamp(key))
    kept = held.rendered.get(at)
    if kept:
        return kept
    shown = held.shown(key)
    made = {one.claim: one for one in held.saved.corrections(key)}
    slots = {name: json.loads(one.slots) for name, one in made.items()}
    web = {"key": key, "corrections": made, "slots": slots}
    drawn = {one.id for one in shown.cards if charts.chart(one, shown.report.article)}
    body = environment().get_template("report.html").render({**html.body(shown, {}), "web": {**web, "charts": drawn}})
    return held.rendered.put(at, (shown, Markup(body)))


@router.get("/checks/{key}/claims/{claim}/chart")
async def drawn_chart(request: Request, key: str, claim: str) -> Response:
    """The chart of one claim, drawn when its card is opened."""
    shown, _ = await asyncio.to_thread(_body, request, key)
    one = next((card for card in shown.cards if card.id == claim), None)
    if one is None:
        raise NotFound("there is no such claim")
    drawn = await asyncio.to_thread(html.draw, one, shown)
    return render(request, "chart.html", one=one, drawings={one.id: drawn} if drawn else {}, web=None)


@router.get("/checks/{key}/as/{format}")
async def export(request: Request, key: str, format: str) -> Response:
    """A report in one of the exporters' forms, as a download."""
    return await asyncio.to_thread(exported, request, key, format)


def exported(request: Request, key: str, format: str) -> Response:
    """Return a saved report in a form, as a file named after its address."""
    exporter = exporters().get(format)
    if exporter is None:
        raise NotFound(f"there is no form called “{format[:40]}”", do=f"take one of {', '.join(sorted(exporters()))}")
    if hasattr(exporter, "address"):
        exporter = type(exporter)(address=f"{str(request.base_url).rstrip('/')}/checks/{key}")  # type: ignore[call-arg]
    content = exporter.export(state_of(request).report(key))
    name = f"dragoman-{key[:12]}{exporter.suffix}"
    return Response(content, media_type=exporter.media_type, headers={"content-disposition": f'attachment; filename="{name}"'})


@router.post("/checks/{key}/delete")
async def delete(request: Request, key: str) -> Response:
    """Delete a saved check and its corrections."""
    if not state_of(request).saved.delete(key):
        raise NotFound("no check is saved under this address")
    return RedirectResponse("/checks", 303)


@router.get("/checks/{key}/claims/{claim}/correct")
async def correction(request: Request, key: str, claim: str) -> Response:
    """The form that corrects a claim: within its card where htmx asks for it, else a page of its own.

    A report does not carry a form for each of its claims: a browser takes a minute over a page of a thousand forms.
    """
    return await asyncio.to_thread(_correction, request, key, claim)


def _correction(request: Request, key: str, claim: str) -> Response:
    shown, _ = _body(request, key)
    one = next((card for card in shown.cards if card.id == claim), None)
    if one is None:
        raise NotFound("there is no such claim")
    made = next((kept for kept in state_of(request).saved.corrections(key) if kept.claim == claim), None)
    name = "correct_form.html" if request.headers.get("hx-request") else "correct.html"
    given = json.loads(made.slots) if made else {}
    return render(request, name, one=one, key=key, made=made, given=given, measures=corrections.measures(), unit=words)


@router.post("/checks/{key}/claims/{claim}/correct")
async def correct(request: Request, key: str, claim: str) -> Response:
    """Keep a reader's correction, judge the claim again, and show it."""
    async with request.form(max_files=0, max_fields=12, max_part_size=5000) as form:
        slots = {name: _field(form, name) for name in corrections.SLOTS}
        misread, note = _field(form, "misread") == "yes", _field(form, "note")
    await state_of(request).correct(key, claim, misread=misread, note=note, slots=slots)
    return RedirectResponse(f"/checks/{key}#{claim}", 303)


@router.post("/checks/{key}/claims/{claim}/withdraw")
async def withdraw(request: Request, key: str, claim: str) -> Response:
    """Withdraw a correction."""
    if not state_of(request).saved.withdraw(key, claim):
        raise NotFound("this claim has no correction")
    return RedirectResponse(f"/checks/{key}#{claim}", 303)


@router.get("/cases.jsonl")
async def cases(request: Request, check: str | None = None) -> Response:
    """The corrections of one check, or all, as cases for the tests of the kinds."""
    content = corrections.lines(state_of(request).cases(check))
    return Response(
        content, media_type="application/jsonl", headers={"content-disposition": 'attachment; filename="cases.jsonl"'}
    )


@router.get("/checks/{key}/cases.jsonl")
async def check_cases(request: Request, key: str) -> Response:
    """The corrections of one check as cases."""
    return await cases(request, key)
