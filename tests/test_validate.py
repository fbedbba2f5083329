"""Document graphs conform to the shapes, and what breaks them is found by either engine."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from time import process_time

import pyshacl
import pytest
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from claim_samples import DOCUMENT, FACTS, TRADED, ByName, fact
from coopatlas import gazetteer
from coopatlas.claims import document_graph
from coopatlas.model import Document, Fact, Value
from coopatlas.ontology.measured import measured
from coopatlas.ontology.validate import Violation, findings, violations
from coopatlas.ontology.vocabulary import turtle
from coopatlas.rdf import iri
from coopatlas.resolve import Resolver

COOP = iri.ONTOLOGY
V = iri.VOCABULARY
Harm = Callable[[Graph], object]
DEV = Path(__file__).parents[2] / "shared" / "corpus" / "dev"


def sample() -> Graph:
    return document_graph(DOCUMENT, FACTS, ByName())


def places(found: list[Violation]) -> list[tuple[str, str, str]]:
    return [(violation.severity, violation.shape, violation.focus) for violation in found]


@cache
def shapes() -> Graph:
    return Graph().parse(data=turtle("shapes"), format="turtle")


def by_reference(graph: Graph) -> list[Violation]:
    """Return what pySHACL finds; it wants a store that knows contexts, which a document's graph is spared."""
    _, report, _ = pyshacl.validate(Graph() + graph, shacl_graph=shapes(), inference="none", do_owl_imports=False)
    assert isinstance(report, Graph)
    return findings(graph, report)


def one(graph: Graph, cls: str) -> Node:
    return min(graph.subjects(RDF.type, COOP[cls]), key=str)


def drop(cls: str, name: str) -> Harm:
    return lambda graph: graph.remove((one(graph, cls), COOP[name], None))


def add(cls: str, name: str, value: Node) -> Harm:
    return lambda graph: graph.add((one(graph, cls), COOP[name], value))


def put(cls: str, name: str, value: Node) -> Harm:
    return lambda graph: graph.set((one(graph, cls), COOP[name], value))


def decimal(number: str) -> Literal:
    return Literal(number, datatype=XSD.decimal)


def plan_as_fact(graph: Graph) -> None:
    graph.add((one(graph, "CooperationInitiative"), RDF.type, COOP["JointVenture"]))


def nameless_party(graph: Graph) -> None:
    graph.add((one(graph, "Agreement"), COOP["party"], iri.ID["nobody"]))


def goods_that_sign(graph: Graph) -> None:
    graph.add((one(graph, "Agreement"), COOP["party"], one(graph, "CommodityGroup")))


def period_in_reverse(graph: Graph) -> None:
    graph.set((one(graph, "Period"), COOP["endsOn"], Literal("1990-01-01", datatype=XSD.date)))


def meeting_inside_a_person(graph: Graph) -> None:
    graph.add((one(graph, "Meeting"), COOP["heldIn"], one(graph, "Person")))


def item_that_nobody_claims(graph: Graph) -> None:
    graph.remove((None, COOP["claims"], one(graph, "Twinning")))
    graph.remove((None, COOP["asserts"], one(graph, "Twinning")))


def denial_that_is_asserted(graph: Graph) -> None:
    claim = min(graph.subjects(COOP["asserts"]), key=str)
    graph.set((claim, COOP["polarity"], V["polarity-negative"]))


def unlabelled_item(graph: Graph) -> None:
    graph.remove((one(graph, "Visit"), RDFS.label, None))


DEFECTS: list[tuple[str, Harm]] = [
    ("ClaimModality", drop("Claim", "modality")),
    ("ClaimModality", add("Claim", "modality", V["modality-readiness"])),
    ("ClaimModality", put("Claim", "modality", V["modality-hope"])),
    ("ClaimEvidence", drop("Claim", "evidence")),
    ("ClaimConfidence", put("Claim", "confidence", decimal("1.5"))),
    ("AssertedPolarity", denial_that_is_asserted),
    ("SpanStart", put("TextSpan", "startChar", Literal(100000))),
    ("TextSpan", put("TextSpan", "exactText", Literal("иное"))),
    ("DocumentHash", put("Document", "contentHash", Literal("?"))),
    ("PeriodBegin", period_in_reverse),
    ("HoldingPerson", put("PostHolding", "holder", iri.entity("territory", "Казахстан"))),
    ("HappeningPlace", meeting_inside_a_person),
    ("Existing", plan_as_fact),
    ("ExistingStage", put("Agreement", "stage", V["stage-planned"])),
    ("CooperationStage", put("CooperationInitiative", "stage", V["stage-dreamt"])),
    ("InitiativeForm", drop("CooperationInitiative", "cooperationForm")),
    ("PartyParty", nameless_party),
    ("PartyParty", goods_that_sign),
    ("Figure", add("ValueObservation", "pointValue", decimal("15"))),
    ("FigureLower", add("ValueObservation", "upperBound", decimal("1"))),
    ("FigureLower", put("ValueObservation", "lowerBound", Literal("15 млн"))),
    ("ValueLower", put("ValueObservation", "lowerBound", decimal("-1"))),
    ("GrowthPoint", put("GrowthObservation", "pointValue", decimal("-120"))),
    ("GrowthBase", put("GrowthObservation", "basePeriod", iri.period("2017"))),
    ("GrowthUnit", put("GrowthObservation", "unit", V["unit-USD"])),
    ("PartnerRank", add("PartnerRank", "rankNumber", Literal(2))),
    ("ItemClaimed", item_that_nobody_claims),
    ("NamedLabel", unlabelled_item),
]

UNSAID = [
    ("FigurePeriodMissing", fact("trade", reporter="Карелия", flow="export", value=5, currency="USD")),
    ("FigureMissing", fact("trade", reporter="Карелия", flow="export", currency="USD", period="2017")),
    ("FigureUnitKnown", fact("trade", reporter="Карелия", flow="export", value=5, unit="вьюк", period="2017")),
    ("AgreementParties", fact("agreement", party=("Карелия",), status="signed")),
    ("MeetingParticipantMissing", fact("meeting", place="Карелия")),
    ("HoldingPostMissing", fact("post", person="Болат Иманбаев")),
    ("PeriodKnown", fact("visit", visitor="Казахстан", destination="Карелия", date="прошлый год")),
    ("TradedWithItself", fact("commodity", reporter="Актау", partner="Актау", flow="export", commodity="нефть")),
]


def test_a_sample_of_every_kind_conforms_to_the_letter() -> None:
    assert violations(sample()) == []


@pytest.mark.parametrize(("shape", "harm"), DEFECTS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_contradiction_is_a_violation_and_the_reference_agrees(shape: str, harm: Harm) -> None:
    graph = sample()
    harm(graph)
    found = violations(graph)
    assert shape in {violation.shape for violation in found if violation.fatal}
    assert places(found) == places(by_reference(graph))
    assert all(violation.message_ru and violation.message_en for violation in found)


@pytest.mark.parametrize(("shape", "partial"), UNSAID, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_left_unsaid_is_a_warning_and_the_reference_agrees(shape: str, partial: Fact) -> None:
    graph = document_graph(DOCUMENT, [partial], ByName())
    found = violations(graph)
    assert [violation.shape for violation in found] == [shape]
    assert not found[0].fatal
    assert places(found) == places(by_reference(graph))
    assert all(violation.message_ru and violation.message_en for violation in found)


def test_a_violation_names_document_and_sentence_and_speaks_both_languages() -> None:
    graph = document_graph(DOCUMENT, [UNSAID[0][1]], ByName())
    (found,) = violations(graph)
    assert (found.document, found.sentence) == (DOCUMENT.name, TRADED)
    assert (found.message_ru, found.message_en) == ("Число без периода.", "The figure has no period.")
    assert found.severity == "Warning"


def test_a_node_behind_the_item_leads_to_its_sentence() -> None:
    graph = document_graph(DOCUMENT, [FACTS[0]], ByName())
    graph.add((one(graph, "Post"), COOP["seatedIn"], iri.entity("person", "Болат Иманбаев")))
    (found,) = violations(graph)
    assert (found.shape, found.sentence) == ("PostSeat", FACTS[0].evidence)


def test_contradictions_come_before_warnings() -> None:
    graph = sample()
    drop("ValueObservation", "refPeriod")(graph)
    put("GrowthObservation", "pointValue", decimal("-120"))(graph)
    assert [violation.severity for violation in violations(graph)] == ["Violation", "Warning"]


def test_an_empty_document_conforms() -> None:
    assert violations(document_graph(replace(DOCUMENT, text=""), (), ByName())) == []


def test_text_with_quotes_and_line_breaks_is_read_as_it_stands() -> None:
    text = 'Он сказал: "Да\\нет".\n\tИ "ушёл" — 😀.'
    document = replace(DOCUMENT, text=text)
    said = Fact.plain("interest", {"holder": "Он"}, text, 0, len(text), modality="interest")
    assert violations(document_graph(document, [said], ByName())) == []


def test_a_document_is_checked_in_milliseconds() -> None:
    graph = sample()
    violations(graph)
    times = []
    for _ in range(5):
        begin = process_time()
        violations(graph)
        times.append(process_time() - begin)
    assert min(times) < 0.05  # some 7 ms; pySHACL takes 300


def corpus() -> list[tuple[Document, list[Fact]]]:
    read = []
    for file in sorted(DEV.glob("*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        document = Document(told["id"], told["text"], told["lang"], told.get("title"), None, told.get("published"))
        facts = [
            Fact.plain(
                record["kind"],
                {role: tuple(v) if isinstance(v, list) else v for role, v in record["args"].items()},
                record["evidence"],
                start := document.text.index(record["evidence"]),
                start + len(record["evidence"]),
                modality=record["modality"],
                polarity=record["polarity"],
                speaker=record.get("speaker"),
                lang=document.lang,
            )
            for record in told["facts"]
        ]
        read.append((document, facts))
    return read


@pytest.mark.skipif(not DEV.is_dir(), reason="the development corpus is not part of the repository")
def test_gold_facts_of_real_documents_hold_no_contradiction() -> None:
    documents = corpus()
    assert len(documents) >= 16
    for document, facts in documents:
        graph = document_graph(document, facts, ByName())
        assert [found for found in violations(graph) if found.fatal] == []
        assert graph.value(iri.document(document.digest), DCTERMS.identifier) == Literal(document.name)
        assert all(isinstance(item, URIRef) for item in graph.objects(None, COOP["claims"]))


def test_what_stands_in_the_sentence_was_rather_missed_and_the_rest_is_rather_unsaid() -> None:
    said = "Оборот Карелии с Казахстаном в 2017 году достиг 15 млн долларов."
    whose: dict[str, Value] = {"partner": "Казахстан", "flow": "turnover", "value": 15_000_000, "currency": "USD"}
    (undated, nobodys) = sorted(violations(told_of(whose, said)), key=lambda one: one.shape)
    assert (undated.shape, undated.sort, undated.seen) == ("FigurePeriodMissing", "Missed", "2017")
    assert (nobodys.sort, nobodys.seen) == ("Missed", "Карелии")
    assert "«2017»" in undated.remedy("ru")
    (silent,) = violations(told_of({**whose, "reporter": "Карелия"}, "Оборот достиг 15 млн долларов."))
    assert (silent.sort, silent.kind) == ("Unsaid", "trade")
    assert f"{round(100 * measured()['trade'].values_found)} %" in silent.remedy("en")


def told_of(args: dict[str, Value], sentence: str) -> Graph:
    facts = [Fact.plain("trade", args, sentence, 0, len(sentence))]
    document = Document("a", sentence, "ru")
    return document_graph(document, facts, Resolver(gazetteer.load(), facts, None, "a"))
