"""The JSON routes, which do what the Python API does (`coopatlas.atlas`), and their description in OpenAPI."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from coopatlas import __version__, questions
from coopatlas.atlas import Atlas
from coopatlas.errors import StoreError
from coopatlas.questions import formats
from coopatlas.questions.answers import Named
from coopatlas.search import FACETS, search
from coopatlas.serve import atlas, bodies, endpoint, indexed, linked, negotiation, rendering, replies
from coopatlas.serve.errors import ServeError
from coopatlas.serve.operations import LANG, Operation, Parameter, count, described
from coopatlas.serve.reconciliation import service as reconciliation
from coopatlas.store import Store

_FORMS = {"json": "application/json", "csv": "text/csv", "md": "text/markdown"}
_MOST = 10_000
_LONGEST_TEXT = 100_000


async def info(request: Request) -> Response:
    """Say how much there is."""
    return await replies.answered(request, atlas.of(request).pages, told, rendering.language(request))


async def catalogue(request: Request) -> Response:
    """List the questions."""
    lang = rendering.language(request)
    return JSONResponse([_question(one, lang) for one in questions.load().values()])


async def question(request: Request) -> Response:
    """Answer a question of the catalogue."""
    lang, name = rendering.language(request), request.path_params["name"]
    if name not in questions.load():
        raise ServeError(404, name[:100], "there is no such question", "see /api/questions")
    form = request.query_params.get("format", "json")
    if form not in _FORMS:
        raise ServeError(400, "format", f"«{form[:40]}» is none", f"use one of {', '.join(_FORMS)}")
    limit = count(request, "limit", _MOST, _MOST)
    given = {key: value for key, value in request.query_params.items() if key not in {"lang", "format", "limit"}}
    headers = {**replies.JSON, "Content-Type": _FORMS[form]}
    if form == "csv":
        headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    pool = atlas.of(request).pages
    return await replies.answered(
        request, pool, asked, name, given, limit, form, lang, written=str.encode, headers=headers
    )


async def find(request: Request) -> Response:
    """Search names and texts."""
    text, limit = request.query_params.get("q", "")[:300], count(request, "limit", 20, 200)
    first, lang = count(request, "first", 1, 10_000_000), rendering.language(request)
    traits = {facet: request.query_params.get(facet, "")[:100] for facet in FACETS}
    return await replies.answered(request, atlas.of(request).names, searched, text, limit, first - 1, traits, lang)


async def documents(request: Request) -> Response:
    """List the documents, the latest first."""
    limit, first = count(request, "limit", 100, _MOST), count(request, "first", 1, 10_000_000)
    pool, lang = atlas.of(request).pages, rendering.language(request)
    return await replies.answered(request, pool, listed, first - 1, limit, lang)


async def document(request: Request) -> Response:
    """Return one document: its description, its text, its claims."""
    name = request.path_params["name"]
    return await replies.answered(request, atlas.of(request).pages, whole, name, rendering.language(request))


async def entity(request: Request) -> Response:
    """Return what is known of a thing, by its name or IRI, and the claims about it."""
    name = request.query_params.get("name", "")
    if not name.strip():
        raise ServeError(400, "name", "it is empty", "write a name or an IRI")
    return await replies.answered(request, atlas.of(request).pages, known, name, rendering.language(request))


async def claims(request: Request) -> Response:
    """Return claims about someone, of a kind, in a document."""
    given = {key: request.query_params[key] for key in ("about", "kind", "document") if request.query_params.get(key)}
    if not given.keys() & {"about", "document"}:
        raise ServeError(400, "about", "neither it nor «document» is given", "say about whom, or in which document")
    limit = count(request, "limit", 100, _MOST)
    pool, lang = atlas.of(request).pages, rendering.language(request)
    return await replies.answered(request, pool, claimed, given, limit, lang)


async def read(request: Request) -> Response:
    """Return the facts that are read in a text, which is not kept."""
    given = await bodies.form(request)
    text, lang = given.get("text", ""), given.get("lang") or None
    if not text.strip() or len(text) > _LONGEST_TEXT or lang not in {None, "ru", "en", "kk"}:
        problem = "it is empty or too long, or «lang» is not one of ru, en, kk"
        raise ServeError(400, "text", problem, f"send {_LONGEST_TEXT} characters at most")
    return JSONResponse(await atlas.of(request).reading.run(facts, text, lang, rendering.language(request)))


async def unknown(request: Request) -> Response:
    """Say that there is no such route."""
    raise ServeError(404, request.url.path[:200], "there is no such route", "see /openapi.json")


async def openapi(request: Request) -> Response:
    """Describe these routes."""
    return JSONResponse(described(OPERATIONS, atlas.address(request), __version__))


def told(store: Store, lang: str) -> Any:
    """Return how much there is."""
    return plain(Atlas(store).info(), lang)


def listed(store: Store, first: int, limit: int, lang: str) -> Any:
    """Return some documents."""
    return plain(Atlas(store).documents()[first : first + limit], lang)


def asked(store: Store, name: str, given: Mapping[str, str], limit: int, form: str, lang: str) -> str:
    """Return the answer of a question as text."""
    return formats.FORMATS[form](Atlas(store).ask(name, given, limit=limit), lang)


def searched(store: Store, text: str, limit: int, after: int, traits: Mapping[str, str], lang: str) -> Any:
    """Return what a search finds."""
    return plain(search(store, indexed.of(store), text, limit, after, traits), lang)


def whole(store: Store, name: str, lang: str) -> Any:
    """Return a document with its text and its claims."""
    own = Atlas(store)
    try:
        found = own.document(name)
    except StoreError as error:
        raise ServeError(404, error.where[:200], error.problem, "see /api/documents") from error
    claims = own.claims(document=found.name)
    return {**plain(found, lang), "text": store.text(found.digest), "claims": plain(claims, lang)}


def known(store: Store, name: str, lang: str) -> Any:
    """Return an entity with the claims about it."""
    own = Atlas(store)
    found = own.entity(name)
    return {**plain(found, lang), "mentions": plain(own.mentions(found.iri), lang)}


def claimed(store: Store, given: Mapping[str, str], limit: int, lang: str) -> Any:
    """Return some claims."""
    found = Atlas(store).claims(given.get("about"), kind=given.get("kind"), document=given.get("document"))
    return plain(found[:limit], lang)


def facts(_store: Store, text: str, lang: str | None, shown: str) -> Any:
    """Return the facts that are read in a text."""
    return plain(Atlas.read(text, lang), shown)


def plain(thing: Any, lang: str) -> Any:
    """Return a dataclass, or what holds some, as JSON has it; an entity is its IRI and its label."""
    if isinstance(thing, Named):
        return {"iri": thing.iri, "label": thing.label(lang)}
    if is_dataclass(thing):
        return {one.name: plain(getattr(thing, one.name), lang) for one in fields(thing)}
    if isinstance(thing, Mapping):
        return {str(key): plain(value, lang) for key, value in thing.items()}
    if isinstance(thing, Decimal):
        return int(thing) if thing == thing.to_integral_value() else float(thing)
    if isinstance(thing, Iterable) and not isinstance(thing, str | bytes):
        listed = sorted(thing, key=str) if isinstance(thing, frozenset | set) else thing
        return [plain(one, lang) for one in listed]
    return thing if thing is None or isinstance(thing, str | int | float) else str(thing)


def _question(one: questions.Question, lang: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "group": one.group,
        "title": one.title[lang],
        "about": one.about[lang],
        "parameters": [
            {"name": p.name, "type": p.type, "label": p.labels[lang], "required": p.required, "example": p.example}
            for p in one.parameters
        ],
        "columns": [{"name": c.name, "type": c.type, "heading": c.heading[lang]} for c in one.columns],
    }


_LIMIT = Parameter("limit", "The greatest number of results.", "integer", most=_MOST)
_NAME = Parameter("name", "The name, or the end of the IRI.", in_path=True)
_FORMAT = Parameter("format", "The short name of a form, instead of Accept.")
_TABLES = tuple(form.media for form in negotiation.TABLES)
_TRIPLES = tuple(form.media for form in negotiation.TRIPLES)
_QUERY = Parameter("query", "A SPARQL query.", example="SELECT * { ?s a coop:Agreement } LIMIT 10")
_GRAPHS = tuple(
    Parameter(name, "The IRI of a graph; may be repeated.") for name in ("default-graph-uri", "named-graph-uri")
)
_TEXT: dict[str, Any] = {
    "application/x-www-form-urlencoded": {
        "schema": {
            "type": "object",
            "required": ["text"],
            "properties": {"text": {"type": "string"}, "lang": {"type": "string", "enum": ["ru", "en", "kk"]}},
        }
    }
}

OPERATIONS = (
    Operation("/api/info", info, "How much the atlas holds", [LANG]),
    Operation("/api/questions", catalogue, "The questions of the catalogue", [LANG]),
    Operation(
        "/api/questions/{name}",
        question,
        "The answer of a question; its own parameters stand in the query",
        [
            Parameter("name", "The id of the question.", in_path=True, example="new"),
            Parameter("format", "The form of the answer.", choices=tuple(_FORMS)),
            _LIMIT,
            LANG,
        ],
        tuple(_FORMS.values()),
    ),
    Operation(
        "/api/search",
        find,
        "What is called so, and which documents say so",
        [
            Parameter("q", "Words, inflected or not, in either script.", required=True, example="Карелия"),
            Parameter("limit", "The greatest number of results.", "integer", most=200),
            Parameter("first", "Which name, and which document, is the first.", "integer", most=10_000_000),
            *(Parameter(facet, f"The {facet} of the documents, as `facets` counts it.") for facet in FACETS),
            LANG,
        ],
    ),
    Operation(
        "/api/documents",
        documents,
        "The documents, the latest first",
        [_LIMIT, Parameter("first", "The number of the first, from 1.", "integer", most=10_000_000), LANG],
    ),
    Operation("/api/documents/{name}", document, "A document, its text, its claims", [_NAME, LANG]),
    Operation(
        "/api/entities",
        entity,
        "What is known of a thing, and the claims about it",
        [Parameter("name", "A name or an IRI.", required=True, example="Казахстан"), LANG],
    ),
    Operation(
        "/api/claims",
        claims,
        "Claims about someone or in a document",
        [
            Parameter("about", "A name or an IRI.", example="Казахстан"),
            Parameter("document", "The name of a document."),
            Parameter("kind", "The name of a kind of fact."),
            _LIMIT,
            LANG,
        ],
    ),
    Operation("/api/read", read, "The facts in a text, which is not kept", [LANG], methods=("POST",), body=_TEXT),
    Operation(
        endpoint.PATH,
        endpoint.sparql,
        "SPARQL 1.1 Protocol; without a query, the description of the service",
        [_QUERY, *_GRAPHS, _FORMAT],
        (*_TABLES, *_TRIPLES),
        ("GET", "POST"),
        (_QUERY, *_GRAPHS),
    ),
    Operation(
        "/resource",
        linked.resource,
        "What is said of the thing with an IRI",
        [Parameter("iri", "The IRI.", required=True, example="https://w3id.org/coopatlas/id/country-KZ"), _FORMAT],
        (*_TRIPLES, "text/html"),
    ),
    Operation("/.well-known/void", linked.void, "The data, as VoID and DCAT", [_FORMAT], _TRIPLES),
    Operation("/catalog", linked.void, "The data, as VoID and DCAT", [_FORMAT], _TRIPLES),
    Operation(
        reconciliation.PATH,
        reconciliation.reconcile,
        "Reconciliation API 0.2; without a query, its manifest",
        [Parameter("queries", "A batch of queries."), Parameter("extend", "A query of values of properties."), LANG],
        methods=("GET", "POST"),
        form=(Parameter("queries", "A batch of queries."), Parameter("extend", "A query of values of properties.")),
    ),
)

ROUTES: list[BaseRoute] = [
    Route("/openapi.json", openapi),
    *(
        # The name of a document may be a path.
        Route(one.path.replace("{name}", "{name:path}"), one.handler, methods=list(one.methods))
        for one in OPERATIONS
        if one.path.startswith("/api/")
    ),
    Route("/api/{rest:path}", unknown),
]
