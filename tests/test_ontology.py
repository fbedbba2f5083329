"""The ontology's files say of themselves all that a reader and a program need, and agree with each other."""

import re
from collections.abc import Iterator

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS
from rdflib.term import Node

import turtles
from coopatlas import content
from coopatlas.model import MODALITIES, POLARITIES, ROLES, kinds
from coopatlas.model.kinds import INITIATIVE
from coopatlas.ontology.vocabulary import turtle
from coopatlas.rdf import iri

FILES = {
    name: Graph().parse(data=turtle(name), format="turtle")
    for name in ("core", "restrictions", "shapes", "vocabularies", "alignment")
}
CORE, RESTRICTIONS, SHAPES, VOCABULARIES, _ = FILES.values()
TERMS = sorted(
    term
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    for term in CORE.subjects(RDF.type, kind)
    if isinstance(term, URIRef) and term.startswith(str(iri.ONTOLOGY))
)
CONCEPTS = sorted(str(concept) for concept in VOCABULARIES.subjects(RDF.type, SKOS.Concept))

# The values of the annotation guideline, scheme by scheme.
GUIDELINE = {
    "modality": " ".join(MODALITIES),
    "polarity": " ".join(POLARITIES),
    "certainty": "certain uncertain",
    "kind": " ".join(ROLES),
    "agreement": "agreement memorandum contract protocol roadmap programme declaration",
    "stage": "proposed negotiated planned signed in_force ended interest existing started ongoing opened operating "
    "closed established",
    "flow": "turnover export import transit",
    "gateway": "sea_gate hub transit bridge",
    "mission": "embassy consulate_general consulate honorary_consulate trade_mission office",
    "membership": "member observer candidate",
    "rank": "main leading strategic",
    "mode": "sea rail road air pipeline multimodal",
    "form": "agreement joint-venture investment supply twinning mission route proposal",
}


def languages(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    return sorted(text.language or "" for text in graph.objects(subject, predicate) if isinstance(text, Literal))


def lists(graph: Graph, predicate: URIRef) -> Iterator[set[str]]:
    for head in graph.objects(None, predicate):
        yield {str(member) for member in Collection(graph, head)}


def scheme(name: str) -> set[str]:
    return {str(concept) for concept in VOCABULARIES.subjects(SKOS.inScheme, iri.VOCABULARY[name])}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.rpartition("#")[2])
def test_a_term_is_labelled_and_defined_in_both_languages(term: URIRef) -> None:
    assert set(languages(CORE, term, RDFS.label)) >= {"ru", "en"}
    assert languages(CORE, term, SKOS.definition) == ["en", "ru"]
    assert CORE.value(term, RDFS.isDefinedBy) == URIRef(str(iri.ONTOLOGY).removesuffix("#"))


def test_labels_of_one_language_tell_classes_apart() -> None:
    classes = [term for term in TERMS if (term, RDF.type, OWL.Class) in CORE]
    for language in ("ru", "en"):
        labels = [str(o) for c in classes for o in CORE.objects(c, RDFS.label) if getattr(o, "language", 0) == language]
        assert len(labels) == len(set(labels)) == len(classes)


def test_a_concept_is_labelled_in_both_languages_and_belongs_to_one_scheme() -> None:
    for concept in CONCEPTS:
        assert {*languages(VOCABULARIES, URIRef(concept), SKOS.prefLabel)} >= {"en", "ru"}, concept
        schemes = list(VOCABULARIES.objects(URIRef(concept), SKOS.inScheme))
        assert len(schemes) == 1, concept
        assert (schemes[0], RDF.type, SKOS.ConceptScheme) in VOCABULARIES
        assert concept.startswith(f"{schemes[0]}-")


@pytest.mark.parametrize("name", GUIDELINE)
def test_a_scheme_holds_the_values_of_the_guideline_and_defines_them(name: str) -> None:
    assert scheme(name) == {str(iri.term(name, value)) for value in GUIDELINE[name].split()}
    for concept in scheme(name):
        assert {*languages(VOCABULARIES, URIRef(concept), SKOS.definition)} >= {"en", "ru"}


def test_a_unit_is_meant_by_one_word_only() -> None:
    words: dict[str, str] = {}
    for concept in sorted(scheme("unit")):
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.notation):
            for word in VOCABULARIES.objects(URIRef(concept), predicate):
                assert words.setdefault(str(word).casefold(), concept) == concept, word


def test_the_kinds_name_only_what_the_ontology_declares() -> None:
    used = {INITIATIVE, "Claim", "TextSpan", "Document", "Period", "Post"}
    for kind in kinds().values():
        used |= {kind.cls, *(role.predicate.removeprefix("post/") for role in kind.roles.values()), *kind.fixed}
        assert kind.form is None or str(iri.term("form", kind.form)) in CONCEPTS
        assert {str(iri.term(kind.roles["status"].scheme, status)) for status in kind.statuses} <= set(CONCEPTS)
        assert {str(iri.term(*term)) for term in kind.fixed.values()} <= set(CONCEPTS)
        assert all(scheme(role.scheme) for role in kind.roles.values() if role.type == "term")
    assert {iri.ONTOLOGY[name] for name in used - {"label"}} <= set(TERMS)


def test_every_term_in_use_is_declared() -> None:
    folder = content.ontology()
    goods = turtles.reference("commodities")
    files = [*content.turtle_files(folder), *content.turtle_files(folder / "reference")]
    known = {"serves", "eventCode", *(term.removeprefix(str(iri.ONTOLOGY)) for term in TERMS)}
    concepts = {
        concept.removeprefix(str(iri.VOCABULARY)) for concept in (*CONCEPTS, *map(str, goods.subjects(SKOS.inScheme)))
    }
    schemes = {
        str(scheme).removeprefix(str(iri.VOCABULARY))
        for scheme in (VOCABULARIES + goods).subjects(RDF.type, SKOS.ConceptScheme)
    }
    for file in files:
        text = re.sub(r'"(?:[^"\\\n]|\\.)*"|^\s*#.*$', "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert set(re.findall(r"\bcoop:(\w+)", text)) <= known, file.name
        assert set(re.findall(r"\bv:([\w-]+)", text)) <= concepts | schemes, file.name


def test_terms_of_a_vocabulary_are_said_to_be_different() -> None:
    different = list(lists(RESTRICTIONS, OWL.distinctMembers))
    for name in ("modality", "polarity", "certainty", "kind", "stage", "flow", "unit"):
        assert scheme(name) in different, name


def test_lists_of_allowed_values_are_those_of_the_vocabularies() -> None:
    allowed = list(lists(SHAPES, SH["in"]))
    for name in (*GUIDELINE, "unit"):
        assert scheme(name) in allowed, name
    assert all(values <= set(CONCEPTS) for values in allowed)


def test_every_shape_that_can_fail_says_so_in_both_languages() -> None:
    shapes = [*SHAPES.subjects(RDF.type, SH.PropertyShape), *SHAPES.subjects(RDF.type, SH.SPARQLConstraint)]
    assert len(shapes) > 80
    for shape in shapes:
        assert languages(SHAPES, shape, SH.message) == ["en", "ru"], shape


@pytest.mark.parametrize("graph", FILES.values(), ids=FILES)
def test_every_file_has_one_header_that_says_what_it_is_and_whose_and_which_version(graph: Graph) -> None:
    header = graph.value(None, RDF.type, OWL.Ontology, any=False)
    assert header is not None
    version = graph.value(header, OWL.versionInfo)
    assert version is not None
    assert str(graph.value(header, OWL.versionIRI)).rstrip("/").endswith(f"/{version}")
    for predicate in (RDFS.label, DCTERMS.title, DCTERMS.description):
        assert languages(graph, header, predicate) == ["en", "ru"]
    assert graph.value(header, DCTERMS.creator)
    assert graph.value(header, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")


def test_the_files_are_of_one_version() -> None:
    assert len({str(version) for graph in FILES.values() for version in graph.objects(None, OWL.versionInfo)}) == 1


def test_every_class_descends_from_a_class_of_another_ontology() -> None:
    parents = set()
    for term in TERMS:
        if (term, RDF.type, OWL.Class) in CORE:
            above = [str(cls) for cls in CORE.transitive_objects(term, RDFS.subClassOf)]
            foreign = {cls for cls in above if not cls.startswith(str(iri.ONTOLOGY))}
            assert foreign, term
            parents |= foreign
    for namespace in (
        "http://www.w3.org/ns/org#",
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/2004/02/skos/core#",
        "http://purl.org/linked-data/cube#",
        "http://www.w3.org/2006/time#",
        "http://www.w3.org/ns/dcat#",
        "http://www.opengis.net/ont/geosparql#",
    ):
        assert any(parent.startswith(namespace) for parent in parents), namespace
