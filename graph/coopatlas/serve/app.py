"""The application: its routes, what guards them, and how it is run."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from coopatlas.errors import CoopatlasError
from coopatlas.sanitize import line
from coopatlas.serve import atlas, pages, rendering
from coopatlas.serve.atlas import Atlas
from coopatlas.serve.errors import ServeError
from coopatlas.serve.settings import Settings

_LOG = logging.getLogger("coopatlas.serve")


async def health(request: Request) -> Response:
    """Say that the server answers, without asking a worker."""
    return JSONResponse({"status": "ok", "state": atlas.of(request).state})


ROUTES: list[BaseRoute] = [
    Route("/health", health),
    Route("/static/{name}", rendering.static),
    *pages.ROUTES,
]


def application(folder: str | Path, settings: Settings | None = None) -> Starlette:
    """Return the application that serves the store in a folder; raises `StoreError` where none is to be read.

    A route finds its store by `atlas.of(request)`, which is `request.app.state.atlas`, an `Atlas`.
    """
    served = Atlas(Path(folder), settings or Settings())

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await served.start()
        yield
        served.close()

    app = Starlette(routes=ROUTES, lifespan=lifespan, exception_handlers={CoopatlasError: refused})
    app.state.atlas = served
    return app


async def refused(_request: Request, error: Exception) -> Response:
    """Answer an error of the user's in one line."""
    status = error.status if isinstance(error, ServeError) else 400
    headers = {"Retry-After": "5"} if status == 503 else {}
    return PlainTextResponse(line(str(error)) + "\n", status, headers)


def run(folder: str | Path, settings: Settings) -> None:
    """Serve a store until the process is told to end."""
    import uvicorn

    config = uvicorn.Config(
        application(folder, settings),
        host=settings.host,
        port=settings.port,
        log_level="info",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run()
