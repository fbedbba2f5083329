"""The same RDF in rdflib, where graphs are made, and in Oxigraph, where they are kept."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Identifier, Node

from coopatlas.rdf.iri import Triple

LONGEST = 4_000
"""The statements of one operation of an update: Virtuoso takes no 5,000."""


def insert(graph: ox.NamedNode, statements: Iterable[ox.Triple | str]) -> str:
    """Return the SPARQL operation that adds `statements` to `graph`, empty where there are none.

    They may be in N-Triples, without the stop.
    """
    return _data("INSERT", graph, statements)


def delete(graph: ox.NamedNode, statements: Iterable[ox.Triple]) -> str:
    """Return the SPARQL operation that removes `statements` from `graph`, empty where there are none."""
    return _data("DELETE", graph, statements)


def statement(triple: Triple) -> ox.Triple:
    """Return a triple of rdflib's, without blank nodes, as Oxigraph's."""
    subject, predicate, value = triple
    return ox.Triple(named(subject), named(predicate), _value(value))


def quad(found: Triple) -> ox.Quad:
    """Return a triple of rdflib's as Oxigraph's in the default graph, blank nodes under their own names."""
    subject, predicate, value = found
    return ox.Quad(_blank(subject) or named(subject), named(predicate), _blank(value) or _value(value))


def named(node: Node) -> ox.NamedNode:
    """Return an IRI of rdflib's as Oxigraph's; raises `ValueError` for what is no IRI."""
    return ox.NamedNode(str(node))


@lru_cache(maxsize=50_000)
def node(term: object) -> Identifier:
    """Return a term of Oxigraph's as rdflib's, its lexical form unchanged."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        plain = term.language or term.datatype.value == str(XSD.string)
        datatype = None if plain else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    return BNode(str(term).removeprefix("_:"))


def text_of(term: object) -> str:
    """Return the IRI of a node, the text of a literal."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def triple(found: ox.Triple | ox.Quad) -> tuple[Identifier, Identifier, Identifier]:
    """Return a statement of Oxigraph's as rdflib's triple."""
    return node(found.subject), node(found.predicate), node(found.object)


def _blank(term: Node) -> ox.BlankNode | None:
    return ox.BlankNode(str(term)) if isinstance(term, BNode) else None


def _value(term: Node) -> ox.NamedNode | ox.Literal:
    if not isinstance(term, Literal):
        return named(term)
    datatype = None if term.datatype is None or term.language else named(term.datatype)
    return ox.Literal(str(term), language=term.language, datatype=datatype)


def term(node: Identifier) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    """Return a term of rdflib's as Oxigraph's."""
    return _blank(node) or _value(node)


def _data(verb: str, graph: ox.NamedNode, statements: Iterable[ox.Triple | str]) -> str:
    waiting = map(str, statements)
    operations = []
    while lines := " .\n".join(islice(waiting, LONGEST)):
        operations.append(f"{verb} DATA {{ GRAPH {graph} {{\n{lines}\n}} }}")
    return " ;\n".join(operations)
