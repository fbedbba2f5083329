"""The ontology keeps the rules of OWL 2 DL and of good order, and each rule finds what breaks it."""

import re

import pytest
from rdflib import OWL, RDF, Graph, Literal, URIRef

from coopatlas import content
from coopatlas.ontology.hygiene import findings, rules
from coopatlas.questions import load
from coopatlas.rdf import iri

X = str(iri.ONTOLOGY["x"])
CLASS = "coop:x a owl:Class ."
BREACHES = {
    "circular-hierarchy": f"{CLASS} coop:x rdfs:subClassOf coop:Person . coop:Person rdfs:subClassOf coop:x .",
    "class-without-parent": CLASS,
    "concept-without-scheme": "coop:x a skos:Concept .",
    "definition-says-nothing": 'coop:x skos:definition "Thing."@en ; rdfs:label "thing"@en .',
    "disjoint-from-its-parent": "coop:x rdfs:subClassOf coop:Person . coop:x owl:disjointWith coop:Actor .",
    "dl-circular-chain": "coop:x owl:propertyChainAxiom ( coop:post coop:y ) . coop:x rdfs:subPropertyOf coop:y .",
    "dl-class-as-datatype": "coop:x a owl:Class, rdfs:Datatype .",
    "dl-complex-where-simple": "coop:x a owl:FunctionalProperty . coop:locatedIn rdfs:subPropertyOf coop:x .",
    "dl-data-property-as-relation": "coop:x a owl:DatatypeProperty, owl:SymmetricProperty .",
    "dl-range-of-wrong-kind": "coop:x a owl:ObjectProperty ; rdfs:range xsd:string .",
    "dl-reserved-term": "rdfs:label rdfs:domain coop:Person .",
    "dl-restriction-without-property": "coop:x rdfs:subClassOf [ a owl:Restriction ] .",
    "dl-two-kinds-of-property": "coop:x a owl:ObjectProperty, owl:AnnotationProperty .",
    "dl-undeclared-class": "coop:party rdfs:range coop:x .",
    "dl-undeclared-property": "coop:Person coop:x coop:Region .",
    "no-definition": f'{CLASS} coop:x skos:definition "Вещь."@ru .',
    "no-domain-or-range": "coop:x a owl:DatatypeProperty ; rdfs:domain coop:Person .",
    "no-label": f'{CLASS} coop:x rdfs:label "вещь"@ru .',
    "no-label-in-kazakh": CLASS,
    "not-defined-by-us": CLASS,
    "serves-no-question": CLASS,
    "two-domains": "coop:x rdfs:domain coop:Person, coop:Region .",
    "two-labels": 'coop:x rdfs:label "thing"@en, "object"@en .',
}


def test_the_ontology_breaks_no_rule() -> None:
    assert findings() == []


def test_every_rule_has_a_breach() -> None:
    assert {rule.name for rule in rules()} == set(BREACHES)


@pytest.mark.parametrize("rule", BREACHES)
def test_a_breach_is_found(rule: str) -> None:
    found = {finding.term for finding in findings(BREACHES[rule]) if finding.rule == rule}
    expected = "http://www.w3.org/2000/01/rdf-schema#label" if rule == "dl-reserved-term" else X
    assert expected in found


def test_a_rule_speaks_both_languages() -> None:
    for rule in rules():
        assert re.search("[А-яЁё]", rule.message_ru)
        assert not re.search("[А-яЁё]", rule.message_en)


def test_what_a_term_serves_is_in_the_catalogue_and_asks_for_it_where_any_question_does() -> None:
    graph = Graph().parse(data=(content.ontology() / "alignment.ttl").read_bytes(), format="turtle")
    named = {name: re.findall(r"coop:(\w+)", question.query) for name, question in load().items()}
    terms = set(graph.subjects(iri.ONTOLOGY["serves"]))
    assert len(terms) > 140
    for term in terms:
        served = {str(question) for question in graph.objects(term, iri.ONTOLOGY["serves"])}
        assert served <= set(load()), term
        local = str(term).removeprefix(str(iri.ONTOLOGY))
        asking = {name for name, found in named.items() if local in found}
        assert not asking or served & asking, term


def test_close_matches_are_annotations_of_our_terms() -> None:
    graph = Graph().parse(data=(content.ontology() / "alignment.ttl").read_bytes(), format="turtle")
    close = URIRef("http://www.w3.org/2004/02/skos/core#closeMatch")
    assert (close, RDF.type, OWL.AnnotationProperty) in graph
    matches = list(graph.subject_objects(close))
    assert len(matches) >= 15
    assert all(str(ours).startswith(str(iri.ONTOLOGY)) and not isinstance(theirs, Literal) for ours, theirs in matches)
