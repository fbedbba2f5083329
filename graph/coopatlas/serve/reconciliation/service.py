"""The routes of reconciliation: the manifest, batches of names, suggestions, previews, extension."""

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from coopatlas.questions.answers import labelled
from coopatlas.rdf import iri
from coopatlas.search import suggest
from coopatlas.serve import atlas, bodies, indexed, rendering, replies
from coopatlas.serve.errors import ServeError
from coopatlas.serve.reconciliation import knowledge
from coopatlas.serve.reconciliation.candidates import Candidate, Query, matcher
from coopatlas.serve.reconciliation.knowledge import identifier, node, refused
from coopatlas.store import Store

PATH = "/reconcile"

_AT_ONCE = 50
"""The names that a worker is given at once, so that others get their turn."""
_SUGGESTED = 20

Json = dict[str, Any]


async def reconcile(request: Request) -> Response:
    """Describe the service, reconcile a batch, or extend the data."""
    fields = {**request.query_params, **(await bodies.form(request) if request.method == "POST" else {})}
    lang = rendering.language(request)
    if "queries" in fields:
        return JSONResponse(await _batch(request, _parsed(fields["queries"], "queries"), lang))
    if "extend" in fields:
        asked = _extension(_parsed(fields["extend"], "extend"))
        return JSONResponse(await atlas.of(request).names.run(extended, *asked, lang))
    return await replies.answered(request, atlas.of(request).names, described, atlas.address(request), lang)


async def entities(request: Request) -> Response:
    """Suggest entities by the beginning of a name."""
    wanted = request.query_params.get("type", "")
    return await _suggested(request, suggested, wanted)


async def types(request: Request) -> Response:
    """Suggest types."""
    return await _suggested(request, suggested_types)


async def properties(request: Request) -> Response:
    """Suggest properties."""
    return await _suggested(request, suggested_properties)


async def proposed(request: Request) -> Response:
    """Propose the properties by which things of a type can be extended."""
    wanted = request.query_params.get("type", "") or "Region"
    limit = _limit(request)
    found = await atlas.of(request).names.run(properties_of, wanted, rendering.language(request))
    return JSONResponse({"type": wanted, "limit": limit, "properties": found[:limit]})


async def preview(request: Request) -> Response:
    """Show what is known of an entity in a small page, which a tool may frame."""
    told = await atlas.of(request).names.run(shown, request.query_params.get("id", ""), rendering.language(request))
    if told is None:
        raise ServeError(404, "id", "there is no such entity", "ask /reconcile for its identifier")
    page = rendering.page(request, "preview.html", told=told, address=atlas.address(request))
    page.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; frame-ancestors *"
    return page


def described(store: Store, address: str, lang: str) -> Json:
    """Return the manifest."""
    suggest_at = {"service_url": address.rstrip("/")}
    return {
        "versions": ["0.2"],
        "name": "coopatlas",
        "identifierSpace": iri.BASE,
        "schemaSpace": str(iri.ONTOLOGY),
        "documentation": f"{address}openapi.json",
        "defaultTypes": _typed(knowledge.types(store, knowledge.DEFAULT_TYPES, lang)),
        "view": {"url": address + "{{id}}"},
        "preview": {"url": f"{address}reconcile/preview?id={{{{id}}}}", "width": 400, "height": 200},
        "suggest": {
            "entity": {**suggest_at, "service_path": f"{PATH}/suggest/entity"},
            "type": {**suggest_at, "service_path": f"{PATH}/suggest/type"},
            "property": {**suggest_at, "service_path": f"{PATH}/suggest/property"},
        },
        "extend": {
            "propose_properties": {**suggest_at, "service_path": f"{PATH}/properties"},
            "property_settings": [],
        },
    }


def reconciled(store: Store, queries: Mapping[str, Any], lang: str) -> Json:
    """Return the candidates for each name of a batch; raises `QuestionError` for what is not of the protocol."""
    with_labels: dict[str, str] = {}
    found = {}
    for key, asked in queries.items():
        candidates = matcher(store).candidates(Query.of(asked))
        _learn_labels(store, with_labels, candidates, lang)
        found[key] = {"result": [_candidate(one, with_labels, lang) for one in candidates]}
    return found


def suggested(store: Store, prefix: str, wanted: str, lang: str) -> list[Json]:
    """Return the entities whose names begin so."""
    own = matcher(store)
    classes = frozenset(cls for cls in own.classes() if own.is_of(cls, wanted)) if wanted else None
    hits = suggest(indexed.of(store), prefix, classes, _SUGGESTED)
    labels = dict(knowledge.types(store, sorted({hit.cls for hit in hits}), lang))
    return [
        {
            "id": identifier(hit.named.iri),
            "name": hit.named.label(lang),
            "description": labels[hit.cls],
            "notable": [{"id": hit.cls, "name": labels[hit.cls]}],
        }
        for hit in hits
    ]


def suggested_types(store: Store, prefix: str, _wanted: str, lang: str) -> list[Json]:
    """Return the types whose names hold these letters."""
    found = knowledge.types(store, matcher(store).classes(), lang)
    return [{"id": name, "name": label} for name, label in found if _holds(prefix, name, label)]


def suggested_properties(store: Store, prefix: str, _wanted: str, lang: str) -> list[Json]:
    """Return the properties of the usual types whose names hold these letters."""
    found = {pair: None for cls in knowledge.DEFAULT_TYPES for pair in knowledge.properties(store, cls, lang)}
    return [{"id": name, "name": label} for name, label in sorted(found) if _holds(prefix, name, label)]


def properties_of(store: Store, cls: str, lang: str) -> list[Json]:
    """Return the properties that things of a type have."""
    return [{"id": name, "name": label} for name, label in knowledge.properties(store, cls, lang)]


def extended(store: Store, ids: list[str], wanted: list[str], lang: str) -> Json:
    """Return the values of properties of entities."""
    nodes = {one: node(one) for one in ids}
    named = labelled(store, {knowledge.predicate(name) for name in wanted})
    meta = [{"id": name, "name": named[knowledge.predicate(name)].label(lang)} for name in wanted]
    rows: dict[str, Json] = {one: {} for one in ids}
    for name in wanted:
        held = knowledge.values(store, set(nodes.values()), name, lang, through=False)
        for one in ids:
            rows[one][name] = [
                {"id": identifier(value.iri), "name": value.text} if value.iri else {"str": value.text}
                for value in held.get(nodes[one], ())
            ]
    return {"meta": meta, "rows": rows}


def shown(store: Store, name: str, lang: str) -> Json | None:
    """Return what a preview shows of an entity, None where there is none."""
    found = matcher(store).named(node(name)) if name else None
    if found is None:
        return None
    named, cls = found
    rows = [
        (label, ", ".join(value.text for value in held[named.iri][:5]))
        for name, label in knowledge.properties(store, cls, lang)
        if name.startswith(("coop:", "skos:"))
        and (held := knowledge.values(store, [named.iri], name, lang, through=False))
    ]
    return {
        "id": identifier(named.iri),
        "name": named.label(lang),
        "type": dict(knowledge.types(store, [cls], lang))[cls],
        "rows": rows[:8],
    }


async def _batch(request: Request, queries: Any, lang: str) -> Json:
    if not isinstance(queries, dict):
        raise refused("queries", "it is no object of queries by key")
    pairs, found = list(queries.items()), {}
    for first in range(0, len(pairs), _AT_ONCE):
        part = dict(pairs[first : first + _AT_ONCE])
        found.update(await atlas.of(request).names.run(reconciled, part, lang))
    return found


async def _suggested(request: Request, function: Any, wanted: str = "") -> Response:
    prefix = request.query_params.get("prefix", "")[:200]
    start = request.query_params.get("cursor", "0")
    skipped = int(start) if start.isdecimal() and len(start) < 9 else 0
    found = await atlas.of(request).names.run(function, prefix, wanted, rendering.language(request))
    return JSONResponse({"result": found[skipped : skipped + _limit(request)]})


def _limit(request: Request) -> int:
    asked = request.query_params.get("limit", "")
    return min(int(asked), 1000) if asked.isdecimal() and len(asked) < 9 else _SUGGESTED


def _parsed(text: str, what: str) -> Any:
    try:
        return bodies.parsed(text)
    except (ValueError, RecursionError) as error:
        raise refused(what, f"it is no JSON ({error})") from error


def _extension(asked: Any) -> tuple[list[str], list[str]]:
    ids, listed = (asked.get("ids"), asked.get("properties")) if isinstance(asked, dict) else (None, None)
    if not isinstance(ids, list) or not isinstance(listed, list) or not all(isinstance(one, str) for one in ids):
        raise refused("extend", "it has no lists «ids» and «properties»")
    names = [one.get("id") if isinstance(one, dict) else None for one in listed]
    if not all(isinstance(name, str) for name in names):
        raise refused("extend", "a property has no «id»")
    return ids, [str(name) for name in names]


def _candidate(one: Candidate, labels: Mapping[str, str], lang: str) -> Json:
    return {
        "id": identifier(one.named.iri),
        "name": one.named.label(lang),
        "description": labels[one.cls],
        "score": one.score,
        "match": one.match,
        "type": [{"id": one.cls, "name": labels[one.cls]}],
        "features": [{"id": name, "value": value} for name, value in sorted(one.features.items())],
    }


def _learn_labels(store: Store, labels: dict[str, str], found: Iterable[Candidate], lang: str) -> None:
    new = sorted({one.cls for one in found} - labels.keys())
    labels.update(knowledge.types(store, new, lang))


def _typed(pairs: Iterable[tuple[str, str]]) -> list[Json]:
    return [{"id": name, "name": label} for name, label in pairs]


def _holds(letters: str, *names: str) -> bool:
    return any(letters.casefold() in name.casefold() for name in names)


ROUTES: list[BaseRoute] = [
    Route(PATH, reconcile, methods=["GET", "POST"]),
    Route(f"{PATH}/suggest/entity", entities),
    Route(f"{PATH}/suggest/type", types),
    Route(f"{PATH}/suggest/property", properties),
    Route(f"{PATH}/properties", proposed),
    Route(f"{PATH}/preview", preview),
]
