"""Knows the terms of the vocabularies by name: their labels, and the unit that a document's word means."""

from dataclasses import dataclass, field
from functools import cache

from pyoxigraph import Literal, RdfFormat, parse
from rdflib import URIRef

from coopatlas.ontology.vocabulary import turtle
from coopatlas.rdf import iri

LANGUAGES = ("ru", "en")
"""The languages of generated labels."""

Words = tuple[str, ...]
"""The same words in each of `LANGUAGES`."""

_SKOS = iri.PREFIXES["skos"]


@dataclass(frozen=True, slots=True)
class _Vocabularies:
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)


@cache
def _load() -> _Vocabularies:
    known = _Vocabularies()
    for triple in parse(turtle("vocabularies"), RdfFormat.TURTLE):
        name, value = str(triple.subject.value), triple.object
        if not isinstance(value, Literal) or not name.startswith(str(iri.VOCABULARY)):
            continue
        local, about = name.removeprefix(str(iri.VOCABULARY)), triple.predicate.value.removeprefix(_SKOS)
        if about == "prefLabel" and value.language:
            known.labels.setdefault(local, {})[value.language] = value.value
        if about == "notation":
            known.symbols[local] = value.value
        if local.startswith("unit-") and about in {"prefLabel", "altLabel", "notation"}:
            known.units[value.value.casefold()] = local
    return known


def term(scheme: str, name: str) -> URIRef:
    """Return the term of this name; a name that the scheme lacks gets a term of its own, which validation reports."""
    return iri.term(scheme, name if f"{scheme}-{name}" in _load().labels else iri.slug(name) or "unknown")


def of(scheme: str) -> list[str]:
    """Return the names of the terms of a scheme."""
    return sorted(name.removeprefix(f"{scheme}-") for name in _load().labels if name.startswith(f"{scheme}-"))


def words(term: URIRef) -> Words:
    """Return the labels of a vocabulary term, its local name where it has none."""
    local = term.removeprefix(str(iri.VOCABULARY))
    labels = _load().labels.get(local, {})
    return tuple(labels.get(language, local) for language in LANGUAGES)


def symbol(term: URIRef) -> str:
    """Return the symbol of a unit, such as `USD` or `%`; its local name where it has none."""
    local = term.removeprefix(str(iri.VOCABULARY))
    return _load().symbols.get(local, local.removeprefix("unit-"))


def unit(word: str) -> URIRef:
    """Return the unit that an ISO 4217 code, a symbol or a name in any language means; else as `term` does."""
    known = _load().units.get(word.casefold())
    return iri.VOCABULARY[known] if known else term("unit", word)
