"""The review desk over HTTP: who may decide, and what is decided.

A reviewer signs in once with the token and a name, and has a cookie that scripts cannot read. What changes anything
needs that cookie, a second token that only our own pages are told (against forged requests), and our own origin; a
program sends the token as a bearer token instead.
"""

import asyncio
import base64
import hmac
import time
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from coopatlas.serve import atlas, bodies, rendering
from coopatlas.serve.errors import LimitError, LostError, ServeError
from coopatlas.serve.pages import desk
from coopatlas.serve.pages.answering import answered, parameter

COOKIE = "coopatlas-review"
CSRF = "x-csrf-token"
_LASTS = 30 * 86400
"""The seconds after which one signs in again."""
_PAUSE = 1.0
"""The seconds after a wrong token, so that trying them all takes for ever."""
_LONGEST = 80
_JSON = "application/json"


async def page(request: Request) -> Response:
    """Show the queue."""
    return await answered(request, desk.page)


async def state(request: Request) -> Response:
    """Tell whether one may decide here, who one is, and the words and forms of the desk."""
    who = _reviewer(request)
    told: dict[str, Any] = {"open": bool(_token(request)), "who": who, "csrf": _csrf(request) if who else ""}
    told |= await atlas.of(request).pages.run(desk.forms, rendering.language(request))
    return _answer(told)


async def counts(request: Request) -> Response:
    """Tell how much was decided, by whom, and how much waits."""
    return _answer(await atlas.of(request).pages.run(desk.counts, str(atlas.of(request).log)))


async def waiting(request: Request) -> Response:
    """Tell what waits for a decision, what helps most first; or the claims of a document."""
    wanted = {name: parameter(request, name, 200) for name in ("kind", "about", "document", "since")}
    lang = rendering.language(request)
    return _answer(await atlas.of(request).pages.run(desk.waiting, str(atlas.of(request).log), wanted, lang))


async def sign_in(request: Request) -> Response:
    """Take a name and the token, and remember who it is."""
    given = await _body(request)
    token, who = str(given.get("token", "")), _named(given)
    if not _token(request) or not hmac.compare_digest(token.encode(), _token(request).encode()):
        await asyncio.sleep(_PAUSE)
        raise ServeError(403, "the token", "is wrong", "ask who started the server for it")
    if not who:
        raise ServeError(400, "the name", "is missing", "say who decides")
    response = JSONResponse({"who": who})
    secure = atlas.address(request).startswith("https:")
    cookie = _signed(request, who, int(time.time()) + _LASTS)
    response.set_cookie(COOKIE, cookie, max_age=_LASTS, path="/review", httponly=True, samesite="strict", secure=secure)
    return response


async def sign_out(request: Request) -> Response:
    """Forget who it is."""
    _refuse_forged(request)
    response = Response(status_code=204)
    response.delete_cookie(COOKIE, path="/review")
    return response


async def decide(request: Request) -> Response:
    """Take a decision: it is noted in the log, and holds in the store at once.

    Where that takes too long, or its process is lost, what is noted holds with the next build, which is told (202).
    """
    served, who = atlas.of(request), _decider(request)
    given = await _body(request)
    log, who = str(served.log), who or _named(given)
    last = await served.pages.run(desk.last, log)
    try:
        return _answer(await served.change(desk.decide, log, who, given))
    except (LimitError, LostError):
        noted = await served.pages.run(desk.noted, log, last, who, given)
        if noted is None:
            raise
        return _answer({**noted, "later": True}, 202)


def _named(given: Mapping[str, Any]) -> str:
    """Return who somebody says to be."""
    return " ".join(str(given.get("who", "")).split())[:_LONGEST]


def _token(request: Request) -> str:
    return atlas.of(request).settings.review_token


def _decider(request: Request) -> str:
    """Return who decides; raises `ServeError` for who may not. A program says itself who it is."""
    if not _token(request):
        raise ServeError(403, "the review desk", "is closed", "start the server with --review-token")
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        if not hmac.compare_digest(bearer.strip().encode(), _token(request).encode()):
            raise ServeError(401, "the token", "is wrong", "send Authorization: Bearer TOKEN")
        return ""
    who = _reviewer(request)
    if not who:
        raise ServeError(401, "the review desk", "does not know you", "sign in with the token and your name")
    _refuse_forged(request)
    return who


def _refuse_forged(request: Request) -> None:
    """Raise `ServeError` for what another site may have sent in the name of a reviewer."""
    origin = urlsplit(request.headers.get("origin", "")).netloc
    ours = {request.headers.get("host", ""), urlsplit(atlas.of(request).settings.base).netloc}
    told = hmac.compare_digest(request.headers.get(CSRF, "").encode(), _csrf(request).encode())
    if not origin or origin not in ours or not told:
        raise ServeError(403, "the request", "did not come from a page of this server", "reload the page")


def _reviewer(request: Request) -> str:
    """Return who has signed in, empty where nobody has, or the cookie is old or not ours."""
    parts = request.cookies.get(COOKIE, "").split(".")
    try:
        name, until = base64.urlsafe_b64decode(parts[0]).decode(), int(parts[1])
    except (ValueError, IndexError):
        return ""
    signed = hmac.compare_digest(request.cookies[COOKIE].encode(), _signed(request, name, until).encode())
    return name if signed and until > time.time() and _token(request) else ""


def _signed(request: Request, who: str, until: int) -> str:
    said = f"{base64.urlsafe_b64encode(who.encode()).decode()}.{until}"
    return f"{said}.{_keyed(request, said)}"


def _csrf(request: Request) -> str:
    return _keyed(request, f"csrf {request.cookies.get(COOKIE, '')}")


def _keyed(request: Request, text: str) -> str:
    return hmac.new(_token(request).encode(), text.encode(), sha256).hexdigest()


async def _body(request: Request) -> dict[str, Any]:
    media, text = await bodies.text(request)
    try:
        given = bodies.parsed(text) if media == _JSON else None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise ServeError(400, "the body", "is no object of JSON", f"send {_JSON}")
    return given


def _answer(told: Any, status: int = 200) -> Response:
    return JSONResponse(told, status, {"Cache-Control": "no-store"})


ROUTES: list[BaseRoute] = [
    Route("/review", page),
    Route("/review/state", state),
    Route("/review/counts", counts),
    Route("/review/queue", waiting),
    Route("/review/sign-in", sign_in, methods=["POST"]),
    Route("/review/sign-out", sign_out, methods=["POST"]),
    Route("/review/decide", decide, methods=["POST"]),
]
