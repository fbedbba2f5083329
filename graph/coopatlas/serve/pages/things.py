"""The page of a thing: an entity, what is claimed, an event, a term; a document has a page of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coopatlas import gazetteer, index, questions
from coopatlas.errors import QuestionError
from coopatlas.questions import entities
from coopatlas.questions.answers import Named, labelled
from coopatlas.questions.entities import Entity
from coopatlas.rdf import iri, links
from coopatlas.rdf.solutions import batches
from coopatlas.serve.errors import ServeError
from coopatlas.serve.pages import facts
from coopatlas.serve.pages.answering import Page
from coopatlas.serve.pages.portrait import THINGS, Portrait
from coopatlas.serve.pages.sections import sections
from coopatlas.serve.rendering import Visit
from coopatlas.store import Store
from coopatlas.views.view import legend, load, names

_TELLINGS = """
SELECT DISTINCT ?claim ?because {
  VALUES ?key { %s }
  GRAPH graph:events { ?claim coop:tells ?key OPTIONAL { ?claim coop:joinedBecause ?because } }
}"""
_EVENT_OF = "SELECT ?event { VALUES ?key { %s } GRAPH graph:events { ?event coop:toldAs ?key } }"
_WITHIN = """
SELECT DISTINCT ?part {
  VALUES ?key { %s }
  { GRAPH graph:reference { ?part coop:locatedIn ?key } GRAPH ?graph { ?item ?role ?part . ?claim coop:claims ?item } }
  UNION { GRAPH ?graph { ?part coop:classifiedAs ?key } }
}"""
_PARTS = 60

_UNTOLD = frozenset(
    {"type", "inScheme", "factKind", "toldAs", "fullestToldAs", "exactMatch", "definition", "scopeNote"}
)
"""Properties that the page of a thing tells in another way, or not at all."""


@dataclass(frozen=True, slots=True)
class Property:
    """What the store says of a thing beside its names: the words for the property, and its values."""

    label: str
    values: tuple[Named | str, ...]


def thing(store: Store, visit: Visit, node: str, only: str = "", number: int = 1) -> Page:
    """Return the page of an IRI, or of `only` one section of it; raises `ServeError` where nothing is known of it."""
    try:
        entity = entities.describe(store, node)
    except QuestionError as error:
        raise ServeError(404, error.where, error.problem, error.remedy) from error
    portrait = Portrait(store, entity, visit.lang, only, max(1, number))
    context = {
        "entity": entity,
        "name": entity.named.label(visit.lang),
        "cls": _class(store, entity, visit.lang),
        "kind": legend().kind(entity.classes),
        "properties": _properties(store, entity, visit.lang),
        "only": only,
        "number": portrait.number,
        "value": value(entity),
    }
    if "Happening" in entity.classes or any(one.item == node for one in portrait.mentions):
        return Page("item.html", {**context, **_item(store, portrait)})
    return Page("thing.html", {**context, **_known(store, portrait)})


def value(entity: Entity) -> str:
    """Return how a person writes this thing where a question asks for it: by its name, where that means it alone."""
    name = entity.named.label("ru")
    known = gazetteer.load().find(name)
    return name if known and known[0].id == entity.named.local else f"id:{entity.named.local}"


def _known(store: Store, portrait: Portrait) -> dict[str, object]:
    entity, lang = portrait.entity, portrait.lang
    parts = sorted(row["part"] or "" for row in batches(index.source(store), _WITHIN, [entity.iri]))[:_PARTS]
    documents = {one.document for one in portrait.mentions}
    dated = sorted(one.dated for one in portrait.mentions if one.dated)
    return {
        "sections": sections(portrait),
        "known": links.known(entity.said.get("exactMatch", ())),
        "claims": len(portrait.mentions),
        "documents": len(documents),
        "span": (dated[0][:4], dated[-1][:4]) if dated else None,
        "parts": sorted(labelled(store, parts).values(), key=lambda one: one.label(lang)),
        "views": [load(name) for name in names()] if portrait.mentions else [],
        "questions": _questions(entity) if portrait.mentions else [],
    }


def _item(store: Store, portrait: Portrait) -> dict[str, object]:
    node = portrait.entity.iri
    if "Happening" in portrait.entity.classes:
        event, claims, because = "", *_tellings(store, node, portrait.lang)
    else:
        events = sorted(row["event"] or "" for row in batches(index.source(store), _EVENT_OF, [node]))
        event = events[0] if events else ""
        claims, because = [one.claim for one in portrait.mentions if one.item == node], {}
    told = facts.told(store, claims, portrait.lang)
    others = len(set(_tellings(store, event, portrait.lang)[0]) - set(claims)) if event else 0
    return {"told": told, "event": event if others else "", "others": others, "because": because}


def _tellings(store: Store, event: str, lang: str) -> tuple[list[str], Mapping[str, Sequence[str]]]:
    """Return the claims that tell of an event, and why each is taken to."""
    because: dict[str, list[str]] = {}
    for row in batches(index.source(store), _TELLINGS, [event]):
        reasons = because.setdefault(row["claim"] or "", [])
        if row["because"]:
            reasons.append(row["because"])
    named = labelled(store, {reason for reasons in because.values() for reason in reasons})
    return sorted(because), {claim: [named[one].label(lang) for one in held] for claim, held in because.items()}


def _class(store: Store, entity: Entity, lang: str) -> str:
    if not entity.cls:
        return ""
    node = str(iri.ONTOLOGY[entity.cls])
    return labelled(store, [node])[node].label(lang)


def _properties(store: Store, entity: Entity, lang: str) -> list[Property]:
    """Return what the reference data and the documents say of a thing itself."""
    told = {name: values for name, values in entity.said.items() if name not in _UNTOLD}
    nodes = {one for values in told.values() for one in values if one.startswith("http")}
    named = labelled(store, nodes | {str(iri.ONTOLOGY[name]) for name in told})
    found = []
    for name, values in told.items():
        label = named[str(iri.ONTOLOGY[name])]
        if label.labels:
            shown = sorted((named.get(one, one) for one in values), key=lambda one: _spoken(one, lang))
            found.append(Property(label.label(lang), tuple(shown[:40])))
    return found


def _spoken(one: Named | str, lang: str) -> str:
    return one.label(lang) if isinstance(one, Named) else one


def _questions(entity: Entity) -> list[tuple[questions.Question, str]]:
    """Return the questions that can be asked of this thing alone, each with the parameter that takes it."""
    kind = legend().kind(entity.classes)
    taken = {"entity", *(name for name, held in THINGS.items() if kind in held)}
    found = []
    for question in questions.load().values():
        fitting = [one for one in question.parameters if one.type in taken]
        needed = [one for one in question.parameters if one.required]
        if fitting and len(needed) <= 1 and all(one is fitting[0] for one in needed):
            found.append((question, fitting[0].name))
    return found
