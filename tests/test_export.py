import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, URIRef

from coopatlas import iri
from coopatlas.errors import QuestionError
from coopatlas.export import FORMATS, export
from coopatlas.store import Store
from told_documents import SENTENCES, commit


@pytest.fixture
def store() -> Store:
    held = Store(Path("memory"), ox.Store())
    commit(held, "a", "post", "trade", "wish")
    commit(held, "b", *sorted(SENTENCES), title='Порт «A», "B" & <C>\x0b')
    return held


def test_the_order_of_commits_and_their_times_leave_no_trace(store: Store) -> None:
    other = Store(Path("memory"), ox.Store())
    commit(other, "c", "trade")
    commit(other, "b", *sorted(SENTENCES), title='Порт «A», "B" & <C>\x0b', reader="another")
    commit(other, "a", "post", "trade", "wish")
    other.forget("c")
    for form in FORMATS:
        assert export(store, form) == export(other, form), form


def test_nquads_are_sorted_and_hold_no_time(store: Store) -> None:
    lines = export(store, "nq").decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(set(lines)) == len(list(store.quads()))
    assert not any(str(iri.CATALOGUE) in line for line in lines)


@pytest.mark.parametrize(("form", "parser"), [("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")])
def test_rdflib_reads_every_syntax_as_the_same_statements(store: Store, form: str, parser: str) -> None:
    dataset = Dataset()
    dataset.parse(data=export(store, form), format=parser)
    for name in {quad.graph_name.value for quad in store.quads() if isinstance(quad.graph_name, ox.NamedNode)}:
        assert set(dataset.graph(URIRef(name))) == set(store.dataset().graph(URIRef(name)))


def test_turtle_is_the_asserted_graph(store: Store) -> None:
    graph = Graph().parse(data=export(store, "ttl"), format="turtle")
    assert set(graph) == set(store.dataset().graph(iri.ASSERTED))


@pytest.mark.parametrize(("form", "reader"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_graph_programs_get_labelled_nodes_and_named_links(store: Store, form: str, reader: object) -> None:
    data = export(store, form)
    ElementTree.fromstring(data)
    network = reader(io.BytesIO(data))  # type: ignore[operator]
    assert network.nodes["country-KZ"]["label"] == "Казахстан"
    assert network.nodes["country-KZ"]["type"] == "Country"
    links = {(tail, head, data["property"]) for tail, head, data in network.edges(data=True)}
    assert {name for tail, head, name in links if head == "country-KZ"} == {"tradePartner", "represents"}


def test_the_table_of_claims_has_a_row_for_each(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(export(store, "csv").decode("utf-8-sig"))))
    assert len(rows) == store.info().claims
    wish = next(row for row in rows if row["document"] == "a" and "хочет" in row["sentence"])
    assert wish["sentence"] == SENTENCES["wish"][0]
    assert wish["speaker"] == "посольство Казахстана в России"
    start = len(SENTENCES["post"][0]) + len(SENTENCES["trade"][0]) + 2
    assert (wish["start"], wish["modality"]) == (str(start), "modality-interest")


def test_an_unknown_format_is_an_error_that_lists_them(store: Store) -> None:
    with pytest.raises(QuestionError, match="graphml"):
        export(store, "docx")
