"""What follows from statements by the rules of OWL 2 RL, at the scale of a store.

The rules are those of `reasonable`, which leaves property chains out; chains are taken from the ontology itself, and
the two take turns until nothing new follows. Rules see less than a reasoner of OWL 2 DL: nothing that rests on counting
above one, on something that must exist but is not named, or on one of two cases.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

import reasonable
from rdflib import OWL, RDF, XSD, Graph, Literal
from rdflib.collection import Collection
from rdflib.term import BNode, Node, URIRef

from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple

Chain = tuple[Node, tuple[Node, ...]]
"""A property, and the properties that give it one after the other."""

_THINGS = (str(iri.ID), str(iri.DOCUMENT), str(iri.VOCABULARY))


def closed(known: Iterable[Triple]) -> frozenset[Triple]:
    """Return `known`, axioms and statements, with all that follows from it."""
    every = frozenset(map(_plain, known))
    chains = list(_chains(every))
    reasoner = reasonable.PyReasoner()
    new = every | _chained(every, chains)
    while new:
        reasoner.from_graph(list(new))
        every = frozenset(map(_plain, reasoner.reason()))
        new = _chained(every, chains)
    return every


def new_statements(closure: Iterable[Triple], known: Iterable[Triple]) -> frozenset[Triple]:
    """Return what of a closure was not known before, of things rather than of terms of the ontology.

    Left out is what tells nothing: that a thing is a thing, or the same as itself, and classes without a name.
    """
    said = {_plain(triple) for triple in known}
    return frozenset(triple for triple in closure if triple not in said and _informative(triple))


def _informative(triple: Triple) -> bool:
    subject, predicate, value = triple
    if isinstance(value, BNode) or not str(subject).startswith(_THINGS):
        return False
    return value != OWL.Thing and not (predicate == OWL.sameAs and subject == value)


def _chains(known: Iterable[Triple]) -> Iterator[Chain]:
    lists = Graph(bind_namespaces="none")
    for triple in known:
        if triple[1] in {OWL.propertyChainAxiom, RDF.first, RDF.rest}:
            lists.add(triple)
    for whole, chain in lists.subject_objects(OWL.propertyChainAxiom):
        yield whole, tuple(Collection(lists, chain))


def _chained(every: frozenset[Triple], chains: Iterable[Chain]) -> frozenset[Triple]:
    """Return all that chains alone add to statements: a turn of the other rules costs much more than one of these."""
    new: frozenset[Triple] = frozenset()
    while more := frozenset(_linked(every | new, chains)) - every - new:
        new |= more
    return new


def _linked(every: Iterable[Triple], chains: Iterable[Chain]) -> Iterator[Triple]:
    links: defaultdict[Node, defaultdict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))
    steps = {step for _, chain in chains for step in chain}
    for subject, predicate, value in every:
        if predicate in steps:
            links[predicate][subject].add(value)
    for whole, (first, *others) in chains:
        for start, ends in links[first].items():
            reached = ends
            for step in others:
                reached = {value for middle in reached for value in links[step].get(middle, ())}
            yield from ((start, whole, end) for end in reached)


def _plain(triple: Triple) -> Triple:
    """Return the triple with its literal as rdflib normalizes it, and a string without its datatype."""
    subject, predicate, value = triple
    if not isinstance(value, Literal) or value.datatype is None:
        return triple
    return subject, predicate, _normal(str(value), value.datatype)


@lru_cache(maxsize=100_000)
def _normal(text: str, datatype: URIRef) -> Literal:
    return Literal(text, datatype=None if datatype == XSD.string else datatype)
