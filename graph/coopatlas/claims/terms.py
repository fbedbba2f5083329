"""Knows the terms of the vocabularies by name: their labels, and the unit that a document's word means."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, RdfFormat, parse
from rdflib import URIRef

from coopatlas import content, iri

LANGUAGES = ("ru", "en")
"""The languages of generated labels."""

Words = tuple[str, ...]
"""The same words in each of `LANGUAGES`."""

_SKOS = iri.PREFIXES["skos"]


@dataclass(frozen=True, slots=True)
class _Vocabularies:
    labels: Mapping[str, Mapping[str, str]]
    symbols: Mapping[str, str]
    units: Mapping[str, str]


@cache
def _load() -> _Vocabularies:
    labels: dict[str, dict[str, str]] = {}
    symbols: dict[str, str] = {}
    units: dict[str, str] = {}
    text = (content.ontology() / "vocabularies.ttl").read_bytes()
    for triple in parse(text, RdfFormat.TURTLE):
        name, value = str(triple.subject.value), triple.object
        if not isinstance(value, Literal) or not name.startswith(str(iri.VOCABULARY)):
            continue
        local, about = name.removeprefix(str(iri.VOCABULARY)), triple.predicate.value.removeprefix(_SKOS)
        if about == "prefLabel" and value.language:
            labels.setdefault(local, {})[value.language] = value.value
        if about == "notation":
            symbols[local] = value.value
        if local.startswith("unit-") and about in {"prefLabel", "altLabel", "notation"}:
            units[value.value.casefold()] = local
    return _Vocabularies(labels, symbols, units)


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
    """Return the unit that an ISO 4217 code, a symbol or a name in any language means.

    A word that the vocabulary lacks gets a term of its own, which validation reports.
    """
    known = _load().units.get(word.casefold())
    return iri.VOCABULARY[known] if known else iri.term("unit", iri.slug(word) or "unknown")
