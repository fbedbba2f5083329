"""A store as RDF."""

import re
from collections.abc import Iterable

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF

from coopatlas.ontology import vocabulary
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple
from coopatlas.rdf.oxigraph import statement
from coopatlas.store import Store

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_APART = frozenset(ox.NamedNode(graph) for graph in (iri.REFERENCE, iri.EVENTS))
"""The graphs that are no part of what documents say."""
_ONTOLOGY = ("core", "restrictions", "vocabularies")
"""The files of `ontology/` without which a program that reads OWL sees no classes, properties or terms."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""The characters that XML cannot hold."""
_TYPE, _INDIVIDUAL = ox.NamedNode(RDF.type), ox.NamedNode(OWL.NamedIndividual)


def nquads(store: Store, _lang: str) -> tuple[bytes, int]:
    """Return all graphs as N-Quads."""
    lines = sorted(f"{quad} .\n" for quad in store.quads())
    return "".join(lines).encode(), len(lines)


def trig(store: Store, _lang: str) -> tuple[bytes, int]:
    """Return all graphs as TriG."""
    return _quads(store, ox.RdfFormat.TRIG)


def jsonld(store: Store, _lang: str) -> tuple[bytes, int]:
    """Return all graphs as JSON-LD."""
    return _quads(store, ox.RdfFormat.JSON_LD)


def turtle(store: Store, _lang: str) -> tuple[bytes, int]:
    """Return what is asserted and all claims as Turtle, which has no graphs."""
    return _triples((quad.triple for quad in store.quads() if quad.graph_name not in _APART), ox.RdfFormat.TURTLE)


def asserted(store: Store, _lang: str) -> tuple[bytes, int]:
    """Return what is asserted, and nothing else, as Turtle."""
    graph = ox.NamedNode(iri.ASSERTED)
    return _triples((quad.triple for quad in store.quads() if quad.graph_name == graph), ox.RdfFormat.TURTLE)


def owl(store: Store, _lang: str) -> tuple[bytes, int]:
    """Return the ontology with all entities and claims as RDF/XML, which OWL tools read with nothing else at hand."""
    meaning = (found for name in _ONTOLOGY for found in ox.parse(vocabulary.turtle(name), ox.RdfFormat.TURTLE))
    quads = list(store.quads())
    said = [quad.triple for quad in quads if quad.graph_name not in _APART]
    named = {one.subject for one in said}
    places = (quad.triple for quad in quads if quad.graph_name in _APART and quad.subject in named)
    # Programs that read OWL list as individuals only what is declared to be one.
    individuals = (ox.Triple(one.subject, _TYPE, _INDIVIDUAL) for one in said if one.predicate == _TYPE)
    everything = ox.Dataset(
        ox.Quad(one.subject, one.predicate, _of_xml(one.object))
        for one in [*said, *places, *individuals, *(quad.triple for quad in meaning)]
    )
    # Nodes without a name, such as restrictions, get the same one in each export.
    everything.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return _triples((quad.triple for quad in everything), ox.RdfFormat.RDF_XML)


def _of_xml(value: Term) -> Term:
    """Return a value with U+FFFD for each character that XML 1.0 (2.2) cannot hold."""
    if not isinstance(value, ox.Literal) or not UNPRINTABLE.search(value.value):
        return value
    text = UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", value.value)
    return ox.Literal(text, language=value.language) if value.language else ox.Literal(text, datatype=value.datatype)


def inferred(statements: Iterable[Triple]) -> bytes:
    """Return what follows from a store as N-Quads, UTF-8, in a graph of its own."""
    graph = ox.NamedNode(iri.INFERRED)
    return "".join(sorted(f"{statement(found)} {graph} .\n" for found in statements)).encode()


def _quads(store: Store, syntax: ox.RdfFormat) -> tuple[bytes, int]:
    quads = sorted(store.quads(), key=lambda quad: (str(quad.graph_name), str(quad)))
    return ox.serialize(quads, format=syntax, prefixes=dict(iri.PREFIXES)) or b"", len(quads)


def _triples(found: Iterable[ox.Triple], syntax: ox.RdfFormat) -> tuple[bytes, int]:
    triples = sorted(set(found), key=str)
    return ox.serialize(triples, format=syntax, prefixes=dict(iri.PREFIXES)) or b"", len(triples)
