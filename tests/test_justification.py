"""Each contradiction is explained by the statements and axioms that make it, and by no more."""

import shutil
from collections.abc import Iterable
from itertools import chain

import pytest
from rdflib import OWL, RDF, RDFS, Literal

from claim_samples import DOCUMENT, FACTS, ByName
from coopatlas.claims import document_graph
from coopatlas.ontology.query_rules import load
from coopatlas.ontology.reasoning import axioms, clashes, consistency, hermit, justification, sentences
from coopatlas.ontology.reasoning.axioms import Axiom
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple

COOP, ID = iri.ONTOLOGY, iri.ID
GRAPH = document_graph(DOCUMENT, FACTS, ByName())
WISH = next(iter(GRAPH.subjects(COOP["cooperationForm"], iri.term("form", "joint-venture"))))
CLAIM, SPAN = (min(GRAPH.subjects(RDF.type, COOP[cls]), key=str) for cls in ("Claim", "TextSpan"))
STATED, WISHED = iri.term("modality", "stated"), iri.term("modality", "interest")
X, Y, Z = ID["x"], ID["y"], ID["z"]

# What is put into a sound document, all of it needed for the contradiction; what of the document takes part; the rule.
CONTRADICTIONS: dict[str, tuple[set[Triple], set[Triple], str]] = {
    "a wished venture is existing": (
        {(WISH, RDF.type, COOP["JointVenture"])},
        {(WISH, RDF.type, COOP["CooperationInitiative"])},
        "two-classes",
    ),
    "a region is a country": (
        {(X, RDF.type, COOP["Region"]), (X, RDF.type, COOP["Country"])},
        set(),
        "two-classes",
    ),
    "a port holds a post": (
        {(X, RDF.type, COOP["SeaPort"]), (Y, COOP["holder"], X)},
        set(),
        "two-classes",
    ),
    "a claim is a wish and a fact": (
        {(CLAIM, COOP["modality"], WISHED)},
        {(CLAIM, COOP["modality"], STATED)},
        "same-and-different",
    ),
    "one post is held by two": (
        {(X, COOP["holder"], Y), (X, COOP["holder"], Z), (Y, OWL.differentFrom, Z)},
        set(),
        "same-and-different",
    ),
    "a span begins twice": (
        {(SPAN, COOP["startChar"], Literal(123456))},
        {(SPAN, COOP["startChar"], value) for value in GRAPH.objects(SPAN, COOP["startChar"])},
        "two-values",
    ),
    "a span begins before the text": ({(X, COOP["startChar"], Literal(-5))}, set(), "value-of-wrong-kind"),
    "a code is a number": ({(X, COOP["iso3166"], Literal(7))}, set(), "value-of-wrong-kind"),
    "a term reports its trade": ({(X, COOP["reporter"], WISHED)}, set(), "none-of-the-cases"),
    "a member of nothing": ({(X, RDF.type, OWL.Nothing)}, set(), "no-such-thing"),
}
with_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs a Java runtime")


def parts(found: justification.Justification) -> list[Axiom]:
    return [*((triple,) for triple in found.statements), *found.axioms]


def known(units: Iterable[Axiom]) -> set[Triple]:
    return {*axioms.declarations(), *chain.from_iterable(units)}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_explained_by_what_makes_it_and_no_more(name: str) -> None:
    added, taking_part, rule = CONTRADICTIONS[name]
    found = justification.justification({*GRAPH, *added})
    assert found
    assert set(found.statements) == added | taking_part
    assert found.clash
    assert found.clash.rule == rule
    units = parts(found)
    assert clashes.found(known(units))
    for left_out in units:
        assert not clashes.found(known(unit for unit in units if unit != left_out)), left_out


@with_java
def test_hermit_agrees_that_an_explanation_contradicts_itself_and_that_all_of_it_is_needed() -> None:
    found = justification.justification({(X, RDF.type, COOP["SeaPort"]), (Y, COOP["holder"], X)})
    assert found
    units = parts(found)
    assert len(units) == 5
    assert hermit.contradictory(known(units))
    for left_out in units:
        assert not hermit.contradictory(known(unit for unit in units if unit != left_out)), left_out


# A rule of the folder that the ontology alone gives no occasion for, and what breaks it.
IRREFLEXIVE, ASYMMETRIC = (
    (COOP["visitor"], RDF.type, OWL.IrreflexiveProperty),
    (COOP["host"], RDF.type, OWL.AsymmetricProperty),
)
NONE = [(X, OWL.onProperty, COOP["party"]), (X, OWL.maxCardinality, Literal(0)), (Y, RDF.type, X)]
OTHERS: dict[str, list[Triple]] = {
    "relation-to-itself": [IRREFLEXIVE, (X, COOP["visitor"], X)],
    "both-ways": [ASYMMETRIC, (X, COOP["host"], Y), (Y, COOP["host"], X)],
    "too-many": [*NONE, (Y, COOP["party"], Z)],
}


@pytest.mark.parametrize("rule", OTHERS)
def test_a_rule_finds_what_breaks_it_and_nothing_in_its_parts(rule: str) -> None:
    triples = OTHERS[rule]
    assert rule in {clash.rule for clash in clashes.found(triples)}
    for left_out in triples:
        assert clashes.found(triple for triple in triples if triple != left_out) == []


def test_every_rule_has_a_contradiction() -> None:
    assert {rule.name for rule in load("clashes")} == {*OTHERS, *(rule for *_, rule in CONTRADICTIONS.values())}


def test_what_only_a_reasoner_sees_is_sought_with_the_reasoner() -> None:
    needed = {(X, COOP["about"], Y), (Y, COOP["about"], Z), (COOP["asserts"], RDFS.subPropertyOf, COOP["claims"])}
    asked = 0

    def contradictory(triples: Iterable[Triple]) -> bool:
        nonlocal asked
        asked += 1
        return needed <= set(triples)

    found = justification.justification({*GRAPH, *needed}, contradictory)
    assert found
    assert found.clash is None
    assert {*found.statements, *chain.from_iterable(found.axioms)} == needed
    assert asked < 60


def test_contradictions_that_share_nothing_are_all_told_and_sound_statements_not() -> None:
    assert justification.justification(GRAPH) is None
    two = [CONTRADICTIONS[name][0] for name in ("a region is a country", "one post is held by two")]
    apart = {triple if triple[0] != X else (ID["other"], *triple[1:]) for triple in two[1]}
    report = consistency.by_rules({*GRAPH, *two[0], *apart})
    assert {frozenset(one.statements) for one in report.contradictions} == {frozenset(two[0]), frozenset(apart)}
    assert not report.sound
    assert report.inferred == frozenset()


def test_a_class_that_must_be_empty_is_explained() -> None:
    both = {(X, RDFS.subClassOf, COOP[cls]) for cls in ("JointVenture", "CooperationInitiative")}
    found = justification.of_class(X, {(X, RDF.type, OWL.Class), *both})
    assert found
    assert both < set(found.statements)
    assert len(found.axioms) == 2
    assert justification.of_class(COOP["JointVenture"]) is None


@pytest.mark.parametrize(
    ("lang", "problem", "statement", "axiom"),
    [
        ("en", "“Harbour” is both “country” and “region”", "“Harbour” is “region”", "“country” and “region” exclude"),
        ("ru", "«Гавань» — сразу «страна» и «регион»", "«Гавань» — это «регион»", "«страна» и «регион» исключают"),
    ],
)
def test_an_explanation_reads_as_sentences(lang: str, problem: str, statement: str, axiom: str) -> None:
    found = justification.justification(CONTRADICTIONS["a region is a country"][0])
    assert found
    called = sentences.name([(X, Literal("Гавань", lang="ru")), (X, Literal("Harbour", lang="en"))], lang)
    told = sentences.explanation(found, lang, called, lambda triple: ["doc"] if triple[2] == COOP["Region"] else [])
    assert problem in told.problem
    assert sentences.Said(statement, ("doc",)) in told.statements
    assert axiom in told.axioms[0]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_axiom_can_be_said_in_words_without_a_gap(lang: str) -> None:
    called = sentences.name((), lang)
    for axiom in axioms.axioms():
        said = sentences.sentence(axiom, lang, called)
        assert "…" not in said.removesuffix(", … — разное").removesuffix(", … are all different"), said
        assert "_:" not in said
        assert "//w3id.org" not in said, said
