"""The application: its routes, what guards them, and how it is run."""

import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from coopatlas import index
from coopatlas.errors import CoopatlasError, StoreError
from coopatlas.sanitize import line
from coopatlas.serve import api, atlas, connections, endpoint, linked, pages, rendering, reviewing
from coopatlas.serve.atlas import Atlas
from coopatlas.serve.errors import ServeError
from coopatlas.serve.guard import METHODS, Guard
from coopatlas.serve.reconciliation import service as reconciliation
from coopatlas.serve.settings import Settings
from coopatlas.store import Store


async def health(request: Request) -> Response:
    """Say that the server answers, without asking a worker."""
    return JSONResponse({"status": "ok", "state": atlas.of(request).state})


ROUTES: list[BaseRoute] = [
    Route("/health", health),
    Route("/static/{name}", rendering.static),
    *api.ROUTES,
    *endpoint.ROUTES,
    *reconciliation.ROUTES,
    *reviewing.ROUTES,
    *pages.ROUTES,
    *linked.ROUTES,
]


def application(folder: str | Path, settings: Settings | None = None) -> Starlette:
    """Return the application that serves the store in a folder; raises `StoreError` where none is to be read.

    A route finds its store by `atlas.of(request)`, which is `request.app.state.atlas`, an `Atlas`.
    """
    with Store.open(folder, read_only=True) as store:
        if slow := index.lacking(store):
            logging.getLogger("uvicorn.error").warning("%s", slow)
    served = Atlas(Path(folder), settings or Settings())

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        served.start()
        yield
        served.close()

    middleware = [
        Middleware(Guard, settings=served.settings),
        Middleware(CORSMiddleware, **_origins(served.settings), allow_methods=METHODS, allow_headers=["*"]),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
    ]
    handlers: dict[Any, Any] = {CoopatlasError: refused, ClientDisconnect: abandoned, 404: pages.missing}
    app = Starlette(routes=ROUTES, middleware=middleware, lifespan=lifespan, exception_handlers=handlers)
    app.state.atlas = served
    return app


async def refused(_request: Request, error: Exception) -> Response:
    """Answer an error of the user's in one line."""
    status = error.status if isinstance(error, ServeError) else 400
    headers = {"Retry-After": "5"} if status == 503 else {}
    return PlainTextResponse(line(str(error)) + "\n", status, headers)


async def abandoned(_request: Request, _error: Exception) -> Response:
    """Answer a request that broke off, where anybody still listens."""
    return PlainTextResponse("the body: it broke off; send it whole\n", 400)


def _origins(settings: Settings) -> dict[str, Any]:
    """Return whose scripts may read: those of this machine alone, where only this machine is to be reached."""
    if settings.origins:
        return {"allow_origins": settings.origins}
    if not settings.is_public:
        return {"allow_origin_regex": r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?"}
    return {"allow_origins": ["*"]}


def run(folder: str | Path, settings: Settings) -> None:
    """Serve a store until the process is told to end; raises `StoreError` where that cannot be."""
    import uvicorn

    connections.allow_many()
    config = uvicorn.Config(
        application(folder, settings),
        log_level="info",
        server_header=False,
        proxy_headers=False,
        http=connections.Connection,
        ws="none",
        timeout_graceful_shutdown=5,
    )
    with _listening(settings) as listening:
        port = listening.getsockname()[1]
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        logging.getLogger("uvicorn.error").info("Serving %s at http://%s:%d (Ctrl-C ends it)", folder, host, port)
        uvicorn.Server(config).run(sockets=[listening])


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=1024)
    except OSError as error:
        where, why = f"{settings.host}:{settings.port}", error.strerror or str(error)
        raise StoreError(where, f"it cannot be listened at ({why})", "choose another --port or --host") from error
