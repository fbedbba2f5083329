"""The pages for people: search, things, documents, questions, views, the workbench; each made in a worker."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from coopatlas.content import visualizations
from coopatlas.rdf import iri
from coopatlas.search import FACETS
from coopatlas.serve import atlas, rendering, replies
from coopatlas.serve.errors import ServeError
from coopatlas.serve.pages import asking, documents, drawing, finding, things, workbench
from coopatlas.serve.pages.answering import answered, failed, parameter
from coopatlas.store import Store

_FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "md": "text/markdown; charset=utf-8"}
_OURS = frozenset({"lang", "rows", "query", "question"})
"""Parameters of an address that are none of a question."""
_MOST = 5000
_STANDING_ALONE = {"Content-Security-Policy": "frame-ancestors 'none'"}
"""Of a page that says itself what it may run: by the hashes of its own scripts."""


async def start(request: Request) -> Response:
    """Say what there is, what is new, and the ways in."""
    return await answered(request, finding.start, str(atlas.of(request).log))


async def search(request: Request) -> Response:
    """Search everything."""
    traits = {facet: value for facet in FACETS if (value := parameter(request, facet, 100))}
    return await answered(request, finding.found, parameter(request, "q", 200), _page(request), traits, names=True)


async def complete(request: Request) -> Response:
    """Offer what completes a name that is being typed."""
    lang = rendering.language(request)
    kind, text = parameter(request, "type", 40), parameter(request, "q", 200)
    return await replies.answered(request, atlas.of(request).names, finding.offered, kind, text, lang)


async def entity(request: Request, name: str) -> Response:
    """Tell of the thing with this IRI."""
    if name.startswith(iri.DOCUMENT):
        digest, _, part = name.removeprefix(iri.DOCUMENT).partition("-")
        if part:
            address = rendering.path(name if part.startswith("claim-") else iri.DOCUMENT + digest)
            return RedirectResponse(rendering.visit(request).to(address or "/"), 303)
        return await answered(request, documents.document, digest)
    if name.startswith(str(iri.ONTOLOGY).rstrip("#")):
        return _alone(await answered(request, drawing.terms))
    return await answered(request, things.thing, name, parameter(request, "only", 40), _page(request))


async def missing(request: Request, _error: Exception) -> Response:
    """Say that there is nothing at this address; to a browser as a page."""
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse("Not Found\n", 404)
    return failed(request, ServeError(404, request.url.path[:200], "nothing is here", "search for it"))


async def listed_documents(request: Request) -> Response:
    """List the documents."""
    text = parameter(request, "q", 200)
    if name := parameter(request, "name"):
        return await answered(request, documents.document, name)
    return await answered(request, documents.listed, text, _page(request))


async def listed_questions(request: Request) -> Response:
    """List the questions."""
    return await answered(request, asking.listed)


async def question(request: Request) -> Response:
    """Ask a question; with `.csv`, `.json` or `.md` at its end the answer is a file."""
    whole = request.path_params["name"]
    name, _, form = whole.rpartition(".")
    if name and form in _FORMS:
        return await _file(request, name, form)
    rows = parameter(request, "rows", 6)
    shown = min(int(rows), _MOST) if rows.isdecimal() else 0
    return await answered(request, asking.asked, whole, _given(request), shown)


async def evidence(request: Request) -> Response:
    """Show the sentences behind a row of an answer."""
    keys = tuple(request.query_params.getlist("key"))[:200]
    return await answered(request, asking.sentences, tuple(key for key in keys if key.startswith("https://")))


async def listed_views(request: Request) -> Response:
    """List the views."""
    return await answered(request, drawing.listed)


async def view(request: Request) -> Response:
    """Draw a view of what the address asks for."""
    return _alone(await answered(request, drawing.view, request.path_params["name"], _given(request)))


async def bench(request: Request) -> Response:
    """Show the workbench for SPARQL."""
    query, name = parameter(request, "query", 20_000), parameter(request, "question", 80)
    return await answered(request, workbench.workbench, query, name, _given(request) if name else {})


async def vocabulary(request: Request) -> Response:
    """Give what a query may be written with."""
    return await replies.answered(request, atlas.of(request).pages, workbench.vocabulary, rendering.language(request))


async def land(_request: Request) -> Response:
    """Give the coast that maps are drawn on."""
    data = (visualizations() / "land.json").read_bytes()
    return Response(data, media_type="application/json", headers={"Cache-Control": "max-age=86400"})


async def colours(request: Request) -> Response:
    """Give the colours of the legend as a style."""
    text = await atlas.of(request).pages.run(_colours)
    return Response(text, media_type="text/css", headers={"Cache-Control": "max-age=300"})


async def _file(request: Request, name: str, form: str) -> Response:
    lang = rendering.language(request)
    named = f'attachment; filename="{asking.find(name).id}.{form}"'
    headers = {**replies.JSON, "Content-Type": _FORMS[form], "Content-Disposition": named}
    pool, given = atlas.of(request).pages, _given(request)
    return await replies.answered(
        request, pool, asking.file, name, form, given, lang, written=str.encode, headers=headers
    )


def _page(request: Request) -> int:
    number = parameter(request, "page", 6)
    return int(number) if number.isdecimal() else 1


def _given(request: Request) -> dict[str, str]:
    given = {name: value.strip() for name, value in request.query_params.items() if name not in _OURS}
    if any(len(value) > 1000 for value in given.values()):
        raise ServeError(400, "a parameter", "is too long", "write 1000 letters at most")
    return {name: value for name, value in given.items() if value}


def _alone(response: Response) -> Response:
    if response.status_code == 200:
        response.headers.update(_STANDING_ALONE)
    return response


def _colours(_store: Store) -> str:
    return drawing.colours()


ROUTES: list[BaseRoute] = [
    Route("/", start),
    Route("/search", search),
    Route("/complete", complete),
    Route("/documents", listed_documents),
    Route("/questions", listed_questions),
    Route("/questions/{name}", question),
    Route("/evidence", evidence),
    Route("/views", listed_views),
    Route("/views/{name}", view),
    Route("/workbench", bench),
    Route("/workbench/terms", vocabulary),
    Route("/workbench/land", land),
    Route("/colours.css", colours),
]
