"""HermiT finds the ontology consistent, draws what it should, and its absence is not taken for inconsistency."""

import shutil

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from claim_samples import DOCUMENT, FACTS, ByName
from coopatlas.claims import document_graph
from coopatlas.errors import ReasonerError
from coopatlas.ontology.reasoning import hermit
from coopatlas.rdf import iri

COOP = iri.ONTOLOGY
X, Y, Z, UNION = (iri.ID[name] for name in ("x", "y", "z", "u"))

with_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs a Java runtime")


def graph_of(*triples: tuple[URIRef, URIRef, URIRef]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


@with_java
def test_a_document_is_consistent_and_its_people_are_classified() -> None:
    verdict = hermit.check(document_graph(DOCUMENT, FACTS, ByName()))
    assert verdict.consistent
    assert verdict.unsatisfiable == ()
    consul = iri.entity("person", "Болат Иманбаев")
    assert {o for s, p, o in verdict.inferred if s == consul and p == RDF.type} == {COOP["Diplomat"], COOP["Official"]}
    assert (consul, COOP["actsFor"], iri.entity("territory", "Казахстан")) in verdict.inferred
    governor = iri.entity("person", "Артур Парфенчиков")
    assert (governor, RDF.type, COOP["Diplomat"]) not in verdict.inferred


@with_java
def test_a_wished_venture_typed_as_existing_is_inconsistent() -> None:
    graph = document_graph(DOCUMENT, FACTS, ByName())
    wished = next(item for item in graph.subjects(COOP["cooperationForm"], iri.term("form", "joint-venture")))
    graph.add((wished, RDF.type, COOP["JointVenture"]))
    assert hermit.check(graph) == hermit.Verdict(consistent=False)


@with_java
def test_a_region_typed_as_a_country_is_inconsistent() -> None:
    graph = graph_of((X, RDF.type, COOP["Region"]), (X, RDF.type, COOP["Country"]))
    assert hermit.check(graph) == hermit.Verdict(consistent=False)


@with_java
def test_a_class_of_planned_and_existing_things_is_empty_and_a_port_lies_within_the_union() -> None:
    verdict = hermit.check(
        graph_of(
            (X, RDF.type, OWL.Class),
            (X, RDFS.subClassOf, COOP["JointVenture"]),
            (X, RDFS.subClassOf, COOP["CooperationInitiative"]),
            (Y, RDF.type, COOP["SeaPort"]),
            (Y, COOP["locatedIn"], Z),
            (Z, COOP["locatedIn"], iri.ID["country"]),
            (iri.ID["country"], COOP["memberStateOf"], UNION),
        )
    )
    assert verdict.consistent
    assert verdict.unsatisfiable == (str(X),)
    assert (Y, COOP["withinUnion"], UNION) in verdict.inferred


def test_without_java_the_reasoner_is_missing_and_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReasonerError, match="Java was not found"):
        hermit.check()


@with_java
def test_a_reasoner_that_fails_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("owlready2.reasoning._HERMIT_CLASSPATH", "nowhere")
    with pytest.raises(ReasonerError, match="HermiT failed"):
        hermit.check()
