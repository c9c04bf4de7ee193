"""The app: pages, API, guards, workers, put together."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from dragoman import __version__
from dragoman.errors import DragomanError
from dragoman.export import charts
from dragoman.web import api, explore, look, pages, spread
from dragoman.web.guard import Guard, Rate, Refused
from dragoman.web.jobs import Jobs
from dragoman.web.saved import Saved
from dragoman.web.settings import Settings
from dragoman.web.state import State, status_of
from dragoman.web.workers import Pool

ABOUT = (
    "Checks what an article on security affairs says against the dated public record. Every error is "
    '`{"error": {"status": …, "message": "…"}}` with one sentence.'
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the app. Its worker processes start with it and end with it.

    Raises:
        StoreError: the file of saved checks cannot be opened.
    """
    chosen = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        state = _open(chosen)
        app.state.dragoman = state
        warming = asyncio.create_task(_warm(state))
        try:
            yield
        finally:
            warming.cancel()
            state.jobs.close()
            await asyncio.to_thread(state.pool.close)
            state.saved.close()
            if state.store is not None:
                state.store.close()

    app = FastAPI(title="Dragoman", version=__version__, description=ABOUT, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(explore.router)
    app.include_router(look.router)
    app.include_router(spread.router)
    app.mount("/static", StaticFiles(packages=[("dragoman.web", "static"), ("dragoman.export.html", "static")]), name="static")
    app.add_exception_handler(DragomanError, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unknown)
    app.add_middleware(Guard, settings=chosen)
    return app


def _open(settings: Settings) -> State:
    saved, pool = Saved(settings.saved), Pool(settings)
    pool.open()
    return State(settings, saved, pool, Jobs(pool, saved), Rate(settings.rate, settings.burst))


async def _warm(state: State) -> None:
    """Make ready what the first visitor would wait for: workers, the evidence, the chart engine."""
    await state.pool.warm()
    with contextlib.suppress(DragomanError):
        await asyncio.to_thread(explore.store_of, state)
        await asyncio.to_thread(charts.svg, {"mark": "point", "data": {"values": []}})


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, DragomanError)
    return refuse(request, status_of(error), str(error), retry=error.retry if isinstance(error, Refused) else 0)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, Refused):
        return await _known(request, error.__cause__)
    words = {
        400: "The body of this request cannot be read; send it as the description of the API says.",
        404: "There is no such page.",
        405: "This address does not take that method.",
    }
    response = refuse(request, error.status_code, words.get(error.status_code, HTTPStatus(error.status_code).phrase + "."))
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first.get("loc", ()) if part != "body")
    return refuse(request, 422, f"{where + ': ' if where else ''}{first.get('msg', 'not as expected')}.")


async def _unknown(request: Request, error: Exception) -> Response:
    return refuse(request, 500, f"Something failed inside ({type(error).__name__}); the other checks are not affected.")


def refuse(request: Request, status: int, message: str, *, retry: int = 0) -> Response:
    """Return a refusal: a page for a browser, JSON for anything else. One sentence either way."""
    headers = {"retry-after": str(retry)} if retry else {}
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": {"status": status, "message": message}}, status, headers)
    with contextlib.suppress(Exception):
        return pages.render(request, "error.html", status=status, headers=headers, code=status, message=message)
    return Response(message, status, headers, "text/plain")
