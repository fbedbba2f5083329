"""How a page comes about: a function of a store gives what a template needs, and both run in a worker."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from coopatlas.errors import CoopatlasError, StoreError
from coopatlas.serve import atlas, rendering, replies
from coopatlas.serve.errors import ServeError
from coopatlas.serve.rendering import Visit
from coopatlas.store import Store

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is made of: a template and what it needs; `elsewhere` leads to another page instead."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    elsewhere: str = ""


Making = Callable[..., Page]
"""A function of a store, a visit and further arguments."""


async def answered(request: Request, making: Making, *args: Any, names: bool = False) -> Response:
    """Return the page that `making(store, visit, *args)` gives; an error is a page that says it.

    `names` lets it run where the index of names and words is.
    """
    visit = rendering.visit(request)
    served = atlas.of(request)
    pool = served.names if names else served.pages
    headers = {**rendering.headers(visit), "Content-Type": "text/html; charset=utf-8"}
    try:
        response = await replies.answered(
            request, pool, make, making, visit, *args, written=str.encode, headers=headers
        )
    except CoopatlasError as error:
        return failed(request, error)
    told = bytes(response.body)
    if told.startswith(_ELSEWHERE.encode()):
        return RedirectResponse(told.decode().removeprefix(_ELSEWHERE), 303)
    return response


def make(store: Store, making: Making, visit: Visit, *args: Any) -> str:
    """Make a page, in a worker."""
    page = making(store, visit, *args)
    return _ELSEWHERE + page.elsewhere if page.elsewhere else rendering.made(page.template, visit, page.context)


def failed(request: Request, error: CoopatlasError) -> Response:
    """Return the page that says what went wrong, and what to do."""
    status = error.status if isinstance(error, ServeError) else 404 if isinstance(error, StoreError) else 400
    response = rendering.page(request, "error.html", status=status, error=error, code=status)
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def parameter(request: Request, name: str, longest: int = 1000) -> str:
    """Return a parameter of the address, empty where there is none; raises `ServeError` for one that is too long."""
    value = request.query_params.get(name, "").strip()
    if len(value) > longest:
        raise ServeError(400, name, "is too long", f"write {longest} letters at most")
    return value


_ELSEWHERE = "elsewhere "
