"""The closure draws what HermiT draws, chains included, and nothing that HermiT does not entail."""

import shutil
from collections.abc import Iterable
from functools import cache

import pytest
from rdflib import OWL, RDF, RDFS, XSD, Literal
from rdflib.collection import Collection
from rdflib.graph import Graph
from rdflib.term import BNode, Node, URIRef

from claim_samples import DOCUMENT, FACTS, ByName
from coopatlas.claims import document_graph
from coopatlas.ontology.reasoning import axioms, closure, hermit
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple

COOP, ID = iri.ONTOLOGY, iri.ID
X, Y, Z = ID["x"], ID["y"], ID["z"]
CONSUL, GOVERNOR = iri.entity("person", "Болат Иманбаев"), iri.entity("person", "Артур Парфенчиков")
PLACES = {
    (X, RDF.type, COOP["SeaPort"]),
    (X, COOP["locatedIn"], Y),
    (Y, COOP["locatedIn"], Z),
    (Z, COOP["memberStateOf"], ID["u"]),
}


def inferred(statements: Iterable[Triple]) -> frozenset[Triple]:
    known = axioms.beside(statements)
    return closure.new_statements(closure.closed(known), known)


def chain(whole: Node, *steps: Node) -> Graph:
    graph = Graph()
    graph.add((whole, OWL.propertyChainAxiom, head := BNode()))
    Collection(graph, head, list(steps))
    return graph


def test_a_chain_follows_from_transitive_steps_and_feeds_classes() -> None:
    assert (X, COOP["withinUnion"], ID["u"]) in inferred(PLACES)
    drawn = inferred(document_graph(DOCUMENT, FACTS, ByName()))
    assert (CONSUL, COOP["holdsPost"], next(o for s, p, o in drawn if s == CONSUL and p == COOP["holdsPost"])) in drawn
    assert {(CONSUL, RDF.type, COOP["Diplomat"]), (CONSUL, RDF.type, COOP["Official"])} <= drawn
    assert (CONSUL, COOP["actsFor"], iri.entity("territory", "Казахстан")) in drawn
    assert (GOVERNOR, RDF.type, COOP["Diplomat"]) not in drawn


def test_chains_are_taken_from_the_axioms_whatever_their_length_and_feed_each_other() -> None:
    p, q, r, s = (ID[f"p{n}"] for n in range(4))
    links = {(X, p, Y), (Y, q, Z), (Z, r, ID["w"]), (ID["w"], p, X)}
    known = {*chain(s, p, q, r), *chain(q, s, p), *links}
    every = closure.closed(known)
    assert {(X, s, ID["w"]), (X, q, X)} <= every
    assert {triple for triple in every if triple[1] in {p, q, r, s}} == {*links, (X, s, ID["w"]), (X, q, X)}


def test_what_tells_nothing_or_was_said_is_no_news() -> None:
    said = {*PLACES, (Z, COOP["iso3166"], Literal("KZ", datatype=XSD.string)), (Y, COOP["iso3166"], Literal("KZ-ALA"))}
    said |= {(Y, COOP["latitude"], Literal("43.20", datatype=XSD.decimal, normalize=False))}
    drawn = inferred(said)
    assert (Y, RDF.type, COOP["Place"]) in drawn
    assert not drawn & said
    for subject, predicate, value in drawn:
        assert not isinstance(subject, BNode)
        assert not isinstance(value, BNode | Literal)
        assert value != OWL.Thing
        assert predicate != OWL.sameAs
        assert not str(subject).startswith(str(COOP))


def test_the_ontology_by_itself_says_nothing_new_of_things() -> None:
    assert inferred(()) == frozenset()


def test_the_order_of_statements_is_of_no_account() -> None:
    statements = sorted(document_graph(DOCUMENT, FACTS, ByName()))
    assert inferred(statements) == inferred(reversed(statements))


# What rules do not see and HermiT does: a thing that is one of two, both of one kind.
CASES = BNode("cases")
TWO_CASES = {(ID["case"], RDF.type, CASES), (CASES, RDF.type, OWL.Class)}
TWO_CASES |= {(CASES, OWL.unionOf, BNode("l1")), (BNode("l1"), RDF.first, COOP["SeaPort"])}
TWO_CASES |= {(BNode("l1"), RDF.rest, BNode("l2")), (BNode("l2"), RDF.first, COOP["InlandPort"])}
TWO_CASES |= {(BNode("l2"), RDF.rest, RDF.nil)}
BEYOND_RULES = {(ID["case"], RDF.type, COOP["Port"])}


def probes(drawn: Iterable[Triple]) -> dict[Triple, URIRef]:
    """Return a class for each relation, above all that have it: HermiT says who belongs, told or not."""
    relations = [triple for triple in drawn if triple[1] != RDF.type]
    return {triple: ID[f"probe-{number}"] for number, triple in enumerate(sorted(relations))}


def defined(relation: Triple, probe: URIRef) -> set[Triple]:
    node = BNode()
    return {
        (probe, RDF.type, OWL.Class),
        (node, RDFS.subClassOf, probe),
        (node, RDF.type, OWL.Restriction),
        (node, OWL.onProperty, relation[1]),
        (node, OWL.hasValue, relation[2]),
    }


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs a Java runtime")
def test_hermit_and_the_closure_agree_on_the_sample() -> None:
    statements = {*document_graph(DOCUMENT, FACTS, ByName()), *PLACES, *TWO_CASES}
    drawn = inferred(statements)
    asked = probes(drawn)
    known = axioms.beside(statements).union(*(defined(*probe) for probe in asked.items()))
    verdict = hermit.verdict(known)
    assert verdict.consistent
    everything = Graph()
    for triple in known | verdict.inferred:
        everything.add(triple)

    @cache
    def classes(node: Node) -> set[Node | None]:
        told = everything.objects(node, RDF.type)
        return {above for cls in told for above in everything.transitive_objects(cls, RDFS.subClassOf)}

    for subject, predicate, value in drawn:
        wanted = value if predicate == RDF.type else asked[subject, predicate, value]
        assert wanted in classes(subject), (subject, predicate, value)
    own = {triple for triple in verdict.inferred if not {*triple[:1], triple[2]} & {*asked.values()}}
    things = {triple for triple in own if str(triple[0]).startswith((str(ID), str(iri.DOCUMENT)))}
    assert {triple for triple in things - drawn if triple[2] != OWL.Thing} == BEYOND_RULES
