"""Linked data: each IRI of the graph answers under its path, as a page or as RDF; what the data are; all as a dump."""

from collections.abc import Sequence

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from coopatlas.rdf import iri
from coopatlas.serve import atlas, descriptions, negotiation, pages, querying, rendering, replies
from coopatlas.serve.errors import ServeError
from coopatlas.serve.negotiation import Form
from coopatlas.serve.worker import Answer
from coopatlas.store import Store

_MOST = 5000
"""The greatest number of statements about a thing that are told at once."""


async def thing(request: Request) -> Response:
    """Tell of the thing whose IRI has the path of the request."""
    return await _told(request, iri.at(request.url.path.lstrip("/")))


async def resource(request: Request) -> Response:
    """Tell of the thing whose IRI is a parameter."""
    return await _told(request, request.query_params.get("iri", ""))


async def void(request: Request) -> Response:
    """Describe the data, as VoID and DCAT."""
    form = _wanted(request, negotiation.TRIPLES)
    headers = {"Content-Type": form.header, "Vary": "Accept"}
    address = atlas.address(request)
    return await replies.answered(
        request, atlas.of(request).pages, _described, address, form, written=bytes, headers=headers
    )


async def dump(request: Request) -> Response:
    """Give all statements, as they were when somebody first asked for them in this state."""
    if same := rendering.unchanged(request, atlas.of(request).state):
        return same
    file = await atlas.of(request).dump()
    headers = {"Cache-Control": "no-cache", "ETag": f'W/"{file.name.partition(".")[0]}"'}
    return FileResponse(file, media_type="application/gzip", filename="coopatlas.nq.gz", headers=headers)


async def _told(request: Request, name: str) -> Response:
    form = _wanted(request, (negotiation.PAGE, *negotiation.TRIPLES))
    if form is negotiation.PAGE:
        return await pages.entity(request, name)
    served = atlas.of(request)
    if same := rendering.unchanged(request, _tag(served.state, form)):
        return same
    streamed = await served.queries.stream(_write, name, form)
    own = _tag(streamed.state, form)
    headers = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-cache", "ETag": f'W/"{own}"'}
    return StreamingResponse(streamed.parts(), media_type=form.header, headers=headers)


def _write(store: Store, answer: Answer, name: str, form: Form) -> None:
    """Write what is said of a thing; raises `ServeError` where nothing is."""
    hidden = querying.hidden(store)
    if name in hidden:
        raise ServeError(404, name[:200], "this graph is not told", "ask others")
    first = next(store.within(name), None)
    triples = store.within(name) if first else store.description(name, _MOST, hidden)
    if not triples:
        raise ServeError(404, name[:200], "nothing is said of it", "look at the spelling")
    ox.serialize(triples, answer.file, descriptions.SYNTAXES[form.name], prefixes=descriptions.PREFIXES)


def _described(store: Store, address: str, form: Form) -> bytes:
    return descriptions.written(descriptions.data(store, address), form)


def _wanted(request: Request, forms: Sequence[Form]) -> Form:
    return negotiation.chosen(request.headers.get("accept", ""), forms, request.query_params.get("format", ""))


def _tag(state: str, form: Form) -> str:
    return f"{state}.{form.name}"


ROUTES: list[BaseRoute] = [
    Route("/resource", resource),
    Route("/.well-known/void", void),
    Route("/catalog", void),
    Route("/dump/coopatlas.nq.gz", dump),
    Route("/{name:path}", thing),  # the last of all: any path may be that of an IRI
]
