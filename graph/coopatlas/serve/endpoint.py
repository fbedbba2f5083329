"""The SPARQL 1.1 Protocol at `/sparql`: https://www.w3.org/TR/sparql11-protocol/."""

import asyncio
import hmac
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from coopatlas.serve import atlas, bodies, descriptions, negotiation, querying, rendering
from coopatlas.serve.errors import ServeError
from coopatlas.serve.kept import tag
from coopatlas.store import protocol

PATH = "/sparql"
WORKBENCH = "/workbench"

_SMALL = 1 << 18
"""The bytes of an answer that is sent at once, and kept for who asks for the same again."""

_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"

T = TypeVar("T")
Fields = Sequence[tuple[str, str]]


async def sparql(request: Request) -> Response:
    """Answer a query or an update, or describe the service."""
    fields = [*request.query_params.multi_items()]
    if request.method == "POST":
        posted, verb = await _posted(request)
        fields += posted
        if verb == "update" or any(name == "update" for name, _ in posted):
            return await _update(request, fields)
    elif any(name == "update" for name, _ in fields):
        raise ServeError(400, "update", "it came by GET", "send it by POST")
    if request.method != "POST" and not any(name == "query" for name, _ in fields):
        return await _described(request)
    return await _query(request, fields)


async def _query(request: Request, fields: Fields) -> Response:
    text, base = _one(fields, "query"), atlas.address(request) + "sparql"
    query = protocol.Request(text, _graphs(fields, "default-graph-uri"), _graphs(fields, "named-graph-uri"), base)
    form = next((value for name, value in fields if name in {"format", "output"}), "")
    served = atlas.of(request)
    wanted = request.headers.get("accept", ""), form
    own = tag(served.state, query, wanted)
    if request.method != "POST" and (same := rendering.unchanged(request, own)):
        return same
    if found := served.results.get(own):
        return Response(found[1], media_type=found[0], headers=_headers(own))
    asked = served.queries.stream(querying.answer, query, served.settings.is_public, wanted)
    streamed = await _wanted(request, asked)
    if streamed is None:
        return Response(status_code=499)  # nobody reads it
    media, lasts = streamed.head
    own = tag(streamed.state, query, wanted)
    headers = _headers(own if lasts else "")
    if (whole := streamed.whole(_SMALL)) is None:
        return StreamingResponse(streamed.parts(), headers=headers, media_type=media)
    if lasts:
        served.results.put(own, (media, whole), len(whole))
    return Response(whole, headers=headers, media_type=media)


async def _update(request: Request, fields: Fields) -> Response:
    text = _one(fields, "update")
    token = atlas.of(request).settings.token
    if not token:
        raise ServeError(403, "update", "this server is read-only", "start it with a token")
    given = request.headers.get("authorization", "").partition(" ")
    if given[0].lower() != "bearer" or not hmac.compare_digest(given[2].strip().encode(), token.encode()):
        raise ServeError(401, "update", "the token is missing or wrong", "send Authorization: Bearer TOKEN")
    graphs, named = _graphs(fields, "using-graph-uri"), _graphs(fields, "using-named-graph-uri")
    change = protocol.Request(text, graphs, named, atlas.address(request) + "sparql")
    await atlas.of(request).change(querying.update, change)
    return Response(status_code=204)


async def _described(request: Request) -> Response:
    forms = (*negotiation.TRIPLES, negotiation.PAGE)
    form = negotiation.chosen(request.headers.get("accept", ""), forms, request.query_params.get("format", ""))
    if form is negotiation.PAGE:
        return RedirectResponse(WORKBENCH, 303, {"Vary": "Accept"})
    described = descriptions.written(descriptions.service(atlas.address(request)), form)
    return Response(described, media_type=form.header, headers={"Vary": "Accept"})


async def _posted(request: Request) -> tuple[list[tuple[str, str]], str]:
    """Return the fields of a body; the text of a query or an update that is the body is one of them."""
    media, body = await bodies.text(request)
    if media == bodies.FORM:
        return bodies.fields(body), ""
    if media == _QUERY:
        return [("query", body)], "query"
    if media == _UPDATE:
        return [("update", body)], "update"
    raise ServeError(415, "Content-Type", f"«{media[:60]}» is not of the protocol", f"send {bodies.FORM} or {_QUERY}")


async def _wanted(request: Request, work: Coroutine[Any, Any, T]) -> T | None:
    """Do work as long as the client waits for it; return None where it has gone away."""
    doing, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return await doing if doing.done() else None
    finally:
        doing.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _one(fields: Fields, name: str) -> str:
    values = [value for key, value in fields if key == name]
    if len(values) != 1:
        raise ServeError(400, name, f"there are {len(values)} of them", f"send one {name}")
    return values[0]


def _graphs(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(value for key, value in fields if key == name)


def _headers(state: str) -> dict[str, str]:
    headers = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}
    return {**headers, "ETag": f'W/"{state}"'} if state else headers


ROUTES: list[BaseRoute] = [Route(PATH, sparql, methods=["GET", "POST"])]
