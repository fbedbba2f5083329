"""The start page, search, and what is offered while a name is being typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from coopatlas import index, questions
from coopatlas.model import kinds
from coopatlas.questions import Question, entities
from coopatlas.questions.answers import Named, labelled
from coopatlas.questions.parameters import TERMS
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import batches, select
from coopatlas.review import sampling
from coopatlas.review.decisions import Decisions
from coopatlas.search import FACETS, Hit, search, suggest
from coopatlas.search.free_questions import understood
from coopatlas.serve import indexed
from coopatlas.serve.pages.answering import Page
from coopatlas.serve.pages.portrait import THINGS, classes_like, classes_of, is_item
from coopatlas.serve.rendering import Visit, path, words
from coopatlas.store import Store, info_of
from coopatlas.views.view import legend, load, names

_LATEST = 8
_LATELY = 300
"""The latest documents, of which it is told who is named in them most."""
_CHIEF, _RANKED = 18, 300
_SHOWN = ("territory", "person")
_HITS = 40
_VALUES = 40
"""The values of a facet that are listed: those that most documents have."""
_ASKING = 3
"""The words of the shortest text that is taken for a question."""

_NAMED = """
SELECT ?key (COUNT(DISTINCT ?document) AS ?documents) {
  VALUES ?document { %s }
  GRAPH ?document { ?claim coop:claims ?item . ?item ?role ?key FILTER(STRSTARTS(STR(?key), STR(id:))) }
} GROUP BY ?key ORDER BY DESC(?documents) ?key"""


_CHANGED = "SELECT (MAX(?time) AS ?at) { GRAPH graph:catalogue { ?record dcterms:modified ?time } }"


def start(store: Store, visit: Visit, log: str) -> Page:
    """Return the start page: what there is, what is new, how right it is by a sample, and the ways in."""
    asked = index.source(store)
    info = info_of(asked)
    manners, documents = legend().manners, entities.latest(store)
    changed = next(select(asked, _CHANGED), {"at": None})["at"]
    context = {
        "info": info,
        "firmness": [(name, info.modalities.get(name, 0)) for name in manners if info.modalities.get(name)],
        "kinds": [(name, info.kinds[name]) for name in sorted(info.kinds, key=lambda name: -info.kinds[name])],
        "latest": entities.listed(store, documents[:_LATEST]),
        "changed": (changed or "")[:10],
        "chief": _chief(store, documents[:_LATELY]),
        "right": sampling.shown(Decisions.read(Path(log))),
        "views": [load(name) for name in names()],
        "groups": {name: labels[visit.lang] for name, labels in questions.GROUPS.items()},
    }
    return Page("start.html", context)


@dataclass(frozen=True, slots=True)
class Facet:
    """By what the documents that are found may be narrowed: values with their names and how many have them.

    `more` counts the rarer values, which are not listed.
    """

    name: str
    chosen: str
    values: tuple[tuple[str, str, int], ...]
    more: int


def found(store: Store, visit: Visit, text: str, page: int = 1, traits: Mapping[str, str] | None = None) -> Page:
    """Return what a search finds: names, then what is told, then sentences, then questions."""
    number, traits = max(1, page), traits or {}
    hits = search(store, indexed.of(store), text, _HITS, _HITS * (number - 1), traits)
    entities_found = [hit for hit in hits.named if not is_item(hit.cls)]
    items = [hit for hit in hits.named if is_item(hit.cls)]
    classes = labelled(store, {str(iri.ONTOLOGY[hit.cls]) for hit in hits.named})
    context = {
        "text": text,
        "entities": entities_found,
        "items": items,
        "said": hits.said,
        "more": (hits.named_more, hits.said_more),
        "facets": _facets(store, hits.facets, traits, visit.lang),
        "narrowed": bool(traits),
        "number": number,
        "unread": hits.unread,
        "classes": {hit.cls: classes[str(iri.ONTOLOGY[hit.cls])].label(visit.lang) for hit in hits.named},
        "kind": {hit.cls: legend().kind(frozenset({hit.cls})) for hit in hits.named},
        "questions": _asked(text),
    }
    return Page("search.html", context)


def _facets(
    store: Store, counted: Mapping[str, Sequence[tuple[str, int]]], chosen: Mapping[str, str], lang: str
) -> list[Facet]:
    """Return the facets in their order, a chosen value first though no document that is found has it."""
    places = [str(iri.ID[value]) for value, _ in counted.get("territory", ())[:_VALUES]]
    if "territory" in chosen:
        places.append(str(iri.ID[chosen["territory"]]))
    named = labelled(store, places)

    def name(facet: str, value: str) -> str:
        if facet == "territory":
            return named[str(iri.ID[value])].label(lang)
        if facet == "kind" and value in kinds():
            return kinds()[value].label[lang]
        if facet == "firmness" and value in legend().manners:
            return str(legend().manners[value]["words"][lang])
        return words(lang).get(f"language_{value}", value) if facet == "language" else value

    found = []
    for facet in FACETS:
        values = counted.get(facet, ())
        if own := chosen.get(facet, ""):
            values = [(own, dict(values).get(own, 0))]
        shown = sorted(values, reverse=True) if facet == "year" else values[:_VALUES]
        if shown:
            told = tuple((value, name(facet, value), count) for value, count in shown)
            found.append(Facet(facet, own, told, len(values) - len(shown)))
    return found


def offered(store: Store, kind: str, text: str, lang: str) -> list[dict[str, Any]]:
    """Return what completes a text: of a type of parameter, or of anything that has a name."""
    if kind in TERMS:
        return []
    if kind == "document":
        return _documents(store, text)
    classes = classes_like(*THINGS[kind]) if kind in THINGS else None
    hits = suggest(indexed.of(store), text, classes, 30)
    return [_offer(hit, lang) for hit in _entities_first(hits) if kind != "entity" or not is_item(hit.cls)][:10]


def _entities_first(hits: Sequence[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: is_item(hit.cls))


def _offer(hit: Hit, lang: str) -> dict[str, Any]:
    return {
        "value": hit.named.label(lang),
        "iri": hit.named.iri,
        "path": path(hit.named.iri),
        "kind": legend().kind(frozenset({hit.cls})),
        "cls": hit.cls,
        "documents": hit.documents,
    }


def _documents(store: Store, text: str) -> list[dict[str, Any]]:
    wanted = text.casefold()
    listed = (one for one in entities.documents(store) if wanted in f"{one.name} {one.title or ''}".casefold())
    first = islice(listed, 10)
    return [{"value": one.name, "label": one.title or one.name, "path": path(one.iri)} for one in first]


def _asked(text: str) -> list[tuple[Question, Mapping[str, str]]]:
    """Return the questions that a text asks in a person's own words, filled, else those whose titles have its words."""
    if len(text.split()) >= _ASKING and (meant := understood(text, questions.load())):
        return [(one.question, one.given) for one in meant[:3]]
    wanted = [word[:5] for word in text.casefold().split()]
    titled = {name: " ".join(one.title.values()).casefold() for name, one in questions.load().items()}
    named = [name for name, title in titled.items() if wanted and all(word in title for word in wanted)]
    return [(questions.load()[name], {}) for name in named[:8]]


def _chief(store: Store, documents: Sequence[str]) -> dict[str, list[tuple[Named, str]]]:
    """Return the territories and people that most of these documents name, each with its kind in the legend."""
    rows = batches(index.source(store), _NAMED, documents)
    ranked = [row["key"] or "" for row in islice(rows, _RANKED)]
    known = classes_of(store, set(ranked))
    drawn = {node: legend().kind(known[node]) for node in ranked if node in known}
    chief = {name: [node for node in ranked if drawn.get(node) in THINGS[name]][:_CHIEF] for name in _SHOWN}
    named = labelled(store, {node for held in chief.values() for node in held})
    return {name: [(named[node], drawn[node]) for node in held] for name, held in chief.items()}
