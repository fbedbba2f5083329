"""The ontology as a reasoner takes it: what is declared, and what is said of it, one axiom at a time."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from coopatlas.ontology.vocabulary import turtle
from coopatlas.rdf.iri import Triple

Axiom = tuple[Triple, ...]
"""The triples of one axiom, the one that says what it is about first."""

_FILES = ("core", "restrictions", "vocabularies")
_KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
_REMARKS = {RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso}


@cache
def declarations() -> frozenset[Triple]:
    """Return what says that a term is a class or a property, without which no axiom can be read."""
    return frozenset(triple for triple in _graph() if triple[1] == RDF.type and triple[2] in _KINDS)


@cache
def axioms() -> tuple[Axiom, ...]:
    """Return all that the ontology and its vocabularies say but for labels, definitions and headers, in a fixed order.

    What says that several classes exclude each other is one axiom for each pair.
    """
    graph = _graph()
    remarks = {*graph.subjects(RDF.type, OWL.AnnotationProperty), *_REMARKS}
    headers = set(graph.subjects(RDF.type, OWL.Ontology))
    found = [
        (triple, *_below(graph, triple[2]))
        for triple in graph
        if not isinstance(triple[0], BNode) and triple[0] not in headers and triple[1] not in remarks
        if not (triple[1] == RDF.type and triple[2] in _KINDS)
    ]
    return (*sorted(found, key=_order), *sorted(_disjoint(graph), key=_order), *sorted(_different(graph), key=_order))


def beside(statements: Iterable[Triple]) -> set[Triple]:
    """Return `statements` with all that the ontology says."""
    return {*statements}.union(declarations(), *axioms())


@cache
def label(term: Node, lang: str) -> str:
    """Return what the ontology calls one of its own terms in a language, empty for any other."""
    graph = _graph()
    texts = (*graph.objects(term, RDFS.label), *graph.objects(term, SKOS.prefLabel))
    return next((str(text) for text in texts if isinstance(text, Literal) and text.language == lang), "")


@cache
def _graph() -> Graph:
    graph = Graph(bind_namespaces="none")
    for name in _FILES:
        graph.parse(data=turtle(name), format="turtle")
    return graph


def _disjoint(graph: Graph) -> Iterator[Axiom]:
    for node in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        for one, other in combinations(_members(graph, node, OWL.members), 2):
            yield ((one, OWL.disjointWith, other),)


def _different(graph: Graph) -> Iterator[Axiom]:
    for node in graph.subjects(RDF.type, OWL.AllDifferent):
        yield ((node, RDF.type, OWL.AllDifferent), *(found for found in _below(graph, node) if found[1] != RDF.type))


def _members(graph: Graph, node: Node, predicate: Node) -> Iterable[Node]:
    return Collection(graph, graph.value(node, predicate) or RDF.nil)


def _below(graph: Graph, node: Node) -> Iterator[Triple]:
    """Yield the triples of a blank node and of those below it."""
    if isinstance(node, BNode):
        for triple in graph.triples((node, None, None)):
            yield triple
            yield from _below(graph, triple[2])


def _order(axiom: Axiom) -> list[str]:
    # Blank nodes have other names in every run; what they hold has not.
    return [str(term) for triple in sorted(axiom) for term in triple if not isinstance(term, BNode)]
