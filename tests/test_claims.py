"""Facts become claims about items whose IRI follows from their content."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, PROV
from rdflib.term import Node

import made
from claim_samples import DOCUMENT, FACTS, SIGNED, TEXT, TRADED, WISHED, ByName, fact
from coopatlas import claims, gazetteer
from coopatlas.claims import asserted, document_graph
from coopatlas.claims.compact import _days_of, is_period
from coopatlas.claims.items import MAX_LABEL, Items
from coopatlas.claims.terms import unit
from coopatlas.model import Fact, Period, Value, kinds
from coopatlas.model.kinds import FIGURES
from coopatlas.model.period import period
from coopatlas.rdf import iri
from coopatlas.resolve import Resolver

COOP = iri.ONTOLOGY
V = iri.VOCABULARY


def graph_of(*facts: Fact) -> Graph:
    return document_graph(DOCUMENT, facts, ByName())


def item_of(*facts: Fact) -> tuple[Graph, Node]:
    graph = graph_of(*facts)
    (item,) = set(graph.objects(None, COOP["claims"]))
    return graph, item


def local(graph: Graph, item: Node, name: str) -> set[str]:
    return {str(value) for value in graph.objects(item, COOP[name])}


def test_a_claim_has_its_force_its_evidence_and_its_document() -> None:
    graph = graph_of(
        replace(fact("supply", goods="бумага", status="ongoing"), printed="бумага").attributed("Посольство")
    )
    claim, span = iri.claim(DOCUMENT.digest, 1), iri.span(DOCUMENT.digest, TEXT.index(TRADED), len(TEXT))
    assert set(graph.objects(None, RDF.type)) >= {COOP[name] for name in ("Document", "Claim", "TextSpan", "Supply")}
    assert graph.value(claim, COOP["factKind"]) == V["kind-supply"]
    assert graph.value(claim, COOP["modality"]) == V["modality-stated"]
    assert graph.value(claim, COOP["polarity"]) == V["polarity-positive"]
    assert graph.value(claim, COOP["certainty"]) == V["certainty-certain"]
    assert graph.value(claim, COOP["confidence"]) == Literal("1", datatype=XSD.decimal)
    assert graph.value(claim, COOP["printed"]) == Literal("бумага", lang="ru")
    assert graph.value(claim, COOP["statedBy"]) == iri.entity("agent", "Посольство")
    assert graph.value(claim, PROV.wasDerivedFrom) == iri.document(DOCUMENT.digest)
    assert graph.value(claim, COOP["evidence"]) == span
    start, end = (int(str(graph.value(span, COOP[name]))) for name in ("startChar", "endChar"))
    assert TEXT[start:end] == str(graph.value(span, COOP["exactText"])) == TRADED


def test_the_document_is_described() -> None:
    graph = document_graph(DOCUMENT, (), ByName())
    said = dict(graph.predicate_objects(iri.document(DOCUMENT.digest)))
    assert said[DCTERMS.identifier] == Literal("sample-1")
    assert said[DCTERMS.title] == Literal("Карелия и Казахстан", lang="ru")
    assert said[DCTERMS.issued] == Literal("2018")
    assert said[COOP["contentHash"]] == Literal(DOCUMENT.digest)


def test_every_kind_has_an_item_labelled_in_both_languages() -> None:
    graph = graph_of(*FACTS)
    assert {one.kind for one in FACTS} == set(kinds())
    for claim in graph.subjects(RDF.type, COOP["Claim"]):
        item = graph.value(claim, COOP["claims"])
        labels = [o for o in graph.objects(item, RDFS.label) if isinstance(o, Literal)]
        assert sorted(str(label.language) for label in labels) == ["en", "ru"]
        assert all(len(label) <= MAX_LABEL for label in labels)
        assert (item, RDF.type, None) in graph


def test_every_role_leaves_its_property() -> None:
    for one in FACTS:
        graph = graph_of(one)
        for role in one.args:
            told = kinds()[one.kind].roles[role]
            if told.type not in {*FIGURES, "bound"} and told.predicate != "post/label":
                assert any(graph.subject_objects(COOP[told.predicate.removeprefix("post/")])), (one.kind, role)


def test_the_order_of_facts_and_of_parties_does_not_matter() -> None:
    turned = []
    for one in reversed(FACTS):
        backwards = {role: v[::-1] if isinstance(v, tuple) else v for role, v in one.args.items()}
        turned.append(one.with_args(dict(reversed(list(backwards.items())))))
    assert set(graph_of(*turned)) == set(graph_of(*FACTS))


def test_the_graph_holds_no_blank_node_and_survives_a_round_trip() -> None:
    graph = graph_of(*FACTS)
    assert not any(isinstance(node, BNode) for triple in graph for node in triple)
    again = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert isomorphic(graph, again)
    assert asserted(again) == asserted(graph)


def test_equal_content_is_one_item_in_every_document() -> None:
    other = replace(DOCUMENT, name="sample-2", title="Другая")
    one, two = (
        set(document_graph(document, FACTS, ByName()).objects(None, COOP["claims"])) for document in (DOCUMENT, other)
    )
    assert DOCUMENT.digest != other.digest
    assert one == two


@pytest.mark.parametrize("change", [{"period": "2016"}, {"value": 16_000_000}, {"bound": "max"}, {"flow": "export"}])
def test_other_content_is_another_item(change: dict[str, Value]) -> None:
    trade = next(one for one in FACTS if one.kind == "trade")
    _, before = item_of(trade)
    _, after = item_of(trade.with_args({**trade.args, **change}))
    assert before != after


def test_repeated_facts_collapse_into_the_surest() -> None:
    doubtful = replace(fact("partner", party="Казахстан", rank="main"), confidence=0.5, rule="second")
    graph = graph_of(doubtful, replace(doubtful, confidence=0.9, rule="first"))
    (claim,) = graph.subjects(RDF.type, COOP["Claim"])
    assert graph.value(claim, COOP["rule"]) == Literal("first")
    assert len(set(graph_of(doubtful, replace(doubtful, polarity="negative")).subjects(RDF.type, COOP["Claim"]))) == 2


GATEWAY = fact("gateway", place="Актау", function="hub")


@pytest.mark.parametrize(
    ("gateway", "stands"),
    [
        (GATEWAY, True),
        (replace(GATEWAY, polarity="negative"), False),
        (replace(GATEWAY, confidence=0.5), False),
        (replace(GATEWAY, modality="evaluation"), False),
    ],
)
def test_only_what_is_stated_affirmed_and_certain_is_asserted(gateway: Fact, stands: bool) -> None:
    graph = graph_of(gateway)
    assert bool(list(graph.subject_objects(COOP["asserts"]))) is stands
    assert bool(asserted(graph)) is stands


PLANNED = [
    (fact("agreement", SIGNED, "proposal", party=("Карелия",), status="proposed"), "agreement"),
    (fact("agreement", SIGNED, party=("Карелия",), status="planned"), "agreement"),
    (fact("venture", WISHED, "interest", party=("Казахстан",), status="interest"), "joint-venture"),
    (fact("venture", WISHED, "intention", party=("Казахстан",), status="existing"), "joint-venture"),
    (fact("investment", WISHED, "intention", investor="Казахстан"), "investment"),
    (fact("supply", WISHED, "negotiation", goods="бумага", status="planned"), "supply"),
    (fact("twinning", WISHED, party=("Актау",), status="proposed"), "twinning"),
    (fact("mission", WISHED, sender="Казахстан", status="planned"), "mission"),
    (fact("route", WISHED, from_="Актау"), "route"),
    (fact("proposal", WISHED, proposer="Артур Парфенчиков"), "proposal"),
]


@pytest.mark.parametrize(("planned", "form"), PLANNED, ids=lambda value: getattr(value, "kind", value))
def test_what_is_planned_is_an_initiative(planned: Fact, form: str) -> None:
    graph, item = item_of(planned)
    assert list(graph.objects(item, RDF.type)) == [COOP["CooperationInitiative"]]
    assert list(graph.objects(item, COOP["cooperationForm"])) == [V[f"form-{form}"]]


def test_what_exists_has_the_class_of_its_kind() -> None:
    existing = ("agreement", "investment", "supply", "twinning", "mission", "route")
    for one in (fact_ for fact_ in FACTS if fact_.kind in existing):
        graph, item = item_of(one)
        assert list(graph.objects(item, RDF.type)) == [COOP[kinds()[one.kind].cls]]
        assert not list(graph.objects(item, COOP["cooperationForm"]))


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        ("min", {"lowerBound": "15.5", "lowerInclusive": "false"}),
        ("max", {"upperBound": "15.5", "upperInclusive": "true"}),
        ("about", {"pointValue": "15.5", "approximate": "true"}),
        ("exact", {"pointValue": "15.5"}),
    ],
)
def test_a_bound_stays_a_bound(bound: str, said: dict[str, str]) -> None:
    graph, item = item_of(fact("trade", value=15.50, bound=bound))
    figures = ("pointValue", "approximate", "lowerBound", "lowerInclusive", "upperBound", "upperInclusive")
    assert {name: str(graph.value(item, COOP[name])) for name in figures if (item, COOP[name], None) in graph} == said


def test_numbers_are_plain_decimals() -> None:
    for value, text in ((3_000_000_000, "3000000000"), (2.50, "2.5"), (-4.5, "-4.5"), (1e9, "1000000000")):
        graph, item = item_of(fact("growth", percent=value))
        number = graph.value(item, COOP["pointValue"])
        assert isinstance(number, Literal)
        assert (str(number), number.datatype) == (text, XSD.decimal)


def test_what_is_no_number_is_no_figure() -> None:
    for value in ("много", "NaN", float("inf")):
        graph, item = item_of(fact("trade", reporter="Карелия", value=value))
        assert not local(graph, item, "pointValue")


def test_growth_is_in_per_cent_against_its_base() -> None:
    graph, item = item_of(next(one for one in FACTS if one.kind == "growth"))
    assert local(graph, item, "unit") == {str(V["unit-percent"])}
    assert local(graph, item, "basePeriod") == {str(iri.period("2016"))}


@pytest.mark.parametrize("word", ["т", "тонна", "t", "tons", "Tonne"])
def test_a_unit_is_known_by_its_names(word: str) -> None:
    assert unit(word) == V["unit-tonne"]


def test_an_unknown_word_makes_a_valid_iri() -> None:
    assert unit("вьюк <овса>") == V["unit-vyuk-ovsa"]
    graph, item = item_of(fact("mission", status="in exile"))
    assert local(graph, item, "stage") == {str(V["stage-in-exile"])}


@pytest.mark.parametrize("rank", [3, "3"])
def test_a_rank_is_a_word_or_a_number(rank: Value) -> None:
    graph, item = item_of(fact("partner", rank=rank))
    assert graph.value(item, COOP["rankNumber"]) == Literal(3)
    graph, item = item_of(fact("partner", rank="leading"))
    assert graph.value(item, COOP["rank"]) == V["rank-leading"]


def test_a_target_without_a_capital_is_goods() -> None:
    for target, role_type in (("Карелия", "place"), ("нефтехимия", "goods")):
        graph, item = item_of(fact("interest", WISHED, "interest", target=target))
        assert local(graph, item, "target") == {str(iri.entity(role_type, target))}


def test_a_post_is_a_node_of_its_own() -> None:
    graph, holding = item_of(FACTS[0])
    post = graph.value(holding, COOP["post"])
    assert graph.value(post, RDF.type) == COOP["Post"]
    assert graph.value(post, RDFS.label) == Literal("генеральный консул", lang="ru")
    assert graph.value(post, COOP["represents"]) == iri.entity("territory", "Казахстан")
    assert graph.value(holding, COOP["represents"]) is None
    assert (
        item_of(FACTS[0].with_args({**FACTS[0].args, "person": "Другой Человек"}))[0].value(
            None, RDF.type, COOP["Post"]
        )
        == post
    )  # the same post, another holder


def test_asserted_describes_the_item_and_what_it_refers_to_and_nothing_else() -> None:
    statements = asserted(graph_of(*FACTS))
    subjects = {s for s, _, _ in statements}
    for s, p, o in statements:
        assert not str(s).startswith(str(iri.DOCUMENT))
        if isinstance(o, URIRef) and p != RDF.type and not o.startswith(str(V)):
            assert o in subjects
    types = Counter(o for _, p, o in statements if p == RDF.type)
    assert types[COOP["Agreement"]] == types[COOP["Post"]] == 1
    assert not types[COOP["CooperationInitiative"]]


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018-02", date(2018, 2, 1), date(2018, 2, 28)),
        ("2018-03-09", date(2018, 3, 9), date(2018, 3, 9)),
        ("2018-H1", date(2018, 1, 1), date(2018, 6, 30)),
        ("2018-H2", date(2018, 7, 1), date(2018, 12, 31)),
        ("2018-Q3", date(2018, 7, 1), date(2018, 9, 30)),
        ("2018-01/2018-08", date(2018, 1, 1), date(2018, 8, 31)),
        ("2020/2022", date(2020, 1, 1), date(2022, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(label: str, first: date, last: date) -> None:
    assert period(label) == Period(label, first, last)


@pytest.mark.parametrize(
    "label", ["прошлый год", "2018-13", "2018-00", "2018-02-30", "2022/2020", "2018-H3", "", "20180"]
)
def test_what_is_no_period_has_no_days(label: str) -> None:
    assert period(label) is None


def test_an_unreadable_period_is_kept_by_its_words() -> None:
    graph, item = item_of(fact("visit", date="прошлый год"))
    period = graph.value(item, COOP["occurredDuring"])
    assert graph.value(period, RDFS.label) == Literal("прошлый год")
    assert graph.value(period, COOP["beginsOn"]) is None


def test_a_label_says_who_what_how_much_and_when() -> None:
    items = Items(ByName())
    items.add(next(one for one in FACTS if one.kind == "trade"))
    labels = {str(o).replace("\N{NO-BREAK SPACE}", " ") for _, p, o in items.triples if p == RDFS.label}
    assert "объём торговли: Карелия — Казахстан, товарооборот, > 15 000 000 USD, 2017" in labels
    assert "trade figure: Карелия — Казахстан, turnover, > 15 000 000 USD, 2017" in labels


@pytest.mark.parametrize("number", range(12))
def test_what_is_left_unsaid_can_be_said_again(number: int) -> None:
    document, facts = made.document(number)
    graph = document_graph(document, facts, Resolver(gazetteer.load(), facts))
    kept = claims.compact(graph)
    assert len(kept.said) < 0.7 * len(graph)
    assert set(claims.complete(kept.said, kept.notes)) == set(graph) == set(claims.complete(graph))


def test_what_does_not_follow_is_kept() -> None:
    graph = graph_of(*FACTS)
    claim = min(graph.subjects(RDF.type, COOP["Claim"]), key=str)
    graph.set((claim, COOP["certainty"], V["certainty-uncertain"]))
    span = graph.value(claim, COOP["evidence"])
    assert span
    graph.set((span, COOP["endChar"], Literal(100_000)))
    kept = claims.compact(graph)
    assert set(claims.complete(kept.said, kept.notes)) == set(graph)
    assert (span, COOP["endChar"], Literal(100_000)) in kept.said


def test_only_of_periods_the_days_are_remembered() -> None:
    """Each node and label of each document was, some 70 texts a document, as long as a build took."""
    _days_of.cache_clear()
    assert is_period(str(iri.ID["period-1931-05"]))
    assert not is_period("a label")
    after = _days_of.cache_info()
    assert after.maxsize is not None
    assert after.currsize == 1
