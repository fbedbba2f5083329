"""How a page comes about: a function of a store gives what a template needs, and both run in a worker."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from coopatlas.errors import CoopatlasError, StoreError
from coopatlas.serve import atlas, rendering
from coopatlas.serve.errors import ServeError
from coopatlas.serve.rendering import Visit
from coopatlas.store import Store

Handler = Callable[[Request], Awaitable[Response]]

_KEPT = 32 << 20
"""The bytes of pages that are kept for those who ask for the same again."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is made of: a template and what it needs; `elsewhere` leads to another page instead."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    elsewhere: str = ""


Making = Callable[..., Page]
"""A function of a store, a visit and further arguments."""


class _Kept:
    """Pages by what they were asked with; the ones longest not asked for go first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, str] = OrderedDict()
        self._size = 0

    def get(self, key: str) -> str | None:
        if key in self._pages:
            self._pages.move_to_end(key)
        return self._pages.get(key)

    def put(self, key: str, page: str) -> None:
        self._size += len(page) - len(self._pages.pop(key, ""))
        self._pages[key] = page
        while self._size > _KEPT and self._pages:
            self._size -= len(self._pages.popitem(last=False)[1])


_kept = _Kept()


async def answered(request: Request, making: Making, *args: Any, names: bool = False) -> Response:
    """Return the page that `making(store, visit, *args)` gives; an error is a page that says it.

    `names` lets it run where the index of names and words is.
    """
    visit = rendering.visit(request)
    served = atlas.of(request)
    pool = served.names if names else served.pages
    try:
        tag = _tag(served.state, served.folder, making.__qualname__, visit, args)
        if f'"{tag}"' in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"ETag": f'W/"{tag}"'})
        text = _kept.get(tag)
        if text is None:
            reply = await pool.reply(make, making, visit, *args)
            tag = _tag(reply.state, served.folder, making.__qualname__, visit, args)
            text = reply.value
            _kept.put(tag, text)
    except CoopatlasError as error:
        return failed(request, error)
    if text.startswith(_ELSEWHERE):
        return RedirectResponse(text.removeprefix(_ELSEWHERE), 303)
    told = {**rendering.headers(visit), "Cache-Control": "no-cache", "ETag": f'W/"{tag}"'}
    return HTMLResponse(text, headers=told)


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


def _tag(*parts: object) -> str:
    return sha256("\x1f".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:24]
