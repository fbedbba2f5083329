import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import owlready2
import pandas
import pyoxigraph as ox
import pytest
from rdflib import RDF, Dataset, Graph, URIRef

from coopatlas import claims, gazetteer
from coopatlas.claims import read
from coopatlas.errors import QuestionError
from coopatlas.export import FORMATS, export, exported, format_of, tables
from coopatlas.model import Document, Fact, Value, kinds
from coopatlas.model.period import period
from coopatlas.rdf import iri
from coopatlas.rdf.oxigraph import triple
from coopatlas.resolve import Resolver
from coopatlas.store import Store
from told_documents import AT, SENTENCES, commit


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


def test_turtle_holds_what_is_asserted_and_all_claims_without_the_names_of_graphs(store: Store) -> None:
    graph = Graph().parse(data=export(store, "ttl"), format="turtle")
    apart = {str(iri.REFERENCE), str(iri.EVENTS)}
    said = {triple(quad) for quad in store.quads() if str(quad.graph_name).strip("<>") not in apart}
    assert set(graph) == said
    assert len(set(graph.subjects(RDF.type, iri.ONTOLOGY.Claim))) == store.info().claims


def test_what_is_asserted_is_written_alone_when_asked(store: Store) -> None:
    graph = Graph().parse(data=export(store, "asserted"), format="turtle")
    assert set(graph) == set(store.dataset().graph(iri.ASSERTED))


def test_owl_programs_find_classes_and_individuals(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "atlas.owl"
    file.write_bytes(export(store, "owl"))
    world = owlready2.World()
    loaded = world.get_ontology(f"file://{file}").load()
    assert {"Country", "Meeting", "Claim"} <= {cls.name for cls in loaded.classes()}
    individuals = {one.name for one in loaded.individuals()}
    assert "country-KZ" in individuals
    assert len([name for name in individuals if "-claim-" in name]) == store.info().claims


@pytest.mark.parametrize(("form", "reader"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_graph_programs_get_labelled_nodes_and_weighted_links(
    store: Store, form: str, reader: Callable[[io.BytesIO], Any]
) -> None:
    data = export(store, form)
    ElementTree.fromstring(data)
    network = reader(io.BytesIO(data))
    assert network.nodes["country-KZ"]["label"] == "Казахстан"
    assert network.nodes["country-KZ"]["type"] == "Country"
    told = {(d["kind"], d["manner"]): d for _, head, d in network.edges(data=True) if head == "country-KZ"}
    post = told["post", "stated"]
    assert (post["weight"], post["documents"]) == (3, 2)
    assert all({"weight", "documents", "label"} <= set(link) for link in told.values())


def test_a_wish_is_told_from_a_deed_on_the_links(store: Store) -> None:
    network = networkx.read_gexf(io.BytesIO(export(store, "gexf")))
    manners = {(data["kind"], data["manner"]) for *_, data in network.edges(data=True)}
    claims = {(claim.kind, claim.manner if claim.certain else "uncertain") for claim in read.every(store)}
    assert manners <= claims
    assert {manner for _, manner in manners} - {"stated"}


def test_the_table_of_claims_has_a_row_for_each_and_a_column_for_each_role(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(export(store, "csv").decode("utf-8-sig"))))
    assert len(rows) == store.info().claims
    wish = next(row for row in rows if row["document"] == "a" and "хочет" in row["sentence"])
    assert wish["sentence"] == SENTENCES["wish"][0]
    assert wish["speaker"] == "посольство Казахстана в России"
    start = len(SENTENCES["post"][0]) + len(SENTENCES["trade"][0]) + 2
    assert (wish["sentence_start"], wish["modality"]) == (str(start), "interest")
    post = next(row for row in rows if row["kind"] == "post")
    assert (post["represents"], post["represents_id"]) == ("Казахстан", f"{iri.ID}country-KZ")


def test_figures_and_periods_have_their_bounds_in_columns_of_their_own(store: Store) -> None:
    trade = next(claim for claim in read.every(store) if claim.kind == "trade")
    row = next(one for one in tables.claims(store, "ru") if one["claim"] == trade.iri)
    figure, when = trade.figures["value"], period(trade.when or "")
    assert (row["value_lower"], row["value_upper"]) == (figure.lower, figure.upper)
    assert when
    assert (row["period_from"], row["period_to"]) == (when.first, when.last)


def test_no_column_of_a_role_is_one_of_the_claim_itself() -> None:
    assert not {role for kind in kinds().values() for role in kind.roles} & set(tables._FIXED)


def test_parquet_gives_the_same_rows_with_their_types(store: Store) -> None:
    frame = pandas.read_parquet(io.BytesIO(export(store, "parquet")))
    table = pandas.read_csv(io.BytesIO(export(store, "csv")), dtype=str, keep_default_na=False)
    assert list(frame.columns) == list(table.columns)
    assert list(frame["claim"]) == list(table["claim"])
    lower = frame["value_lower"].dropna()
    assert list(lower) == [float(value) for value in table["value_lower"] if value]
    assert len(lower)


def test_names_are_in_the_language_asked_for(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(export(store, "csv", "en").decode("utf-8-sig"))))
    kinds_told = {row["kind_label"] for row in rows}
    assert "post" in kinds_told
    assert not any(re.search("[а-я]", name) for name in kinds_told)


def test_events_are_lines_of_json_with_all_who_tell_of_them() -> None:
    held = Store(Path("memory"), ox.Store())
    met: Mapping[str, Value] = {"participant": ("Болат Иманбаев", "Анна Лунина"), "date": "2018-03-09"}
    for name in ("a", "b"):
        text = f"{name}: Болат Иманбаев встретился с Анной Луниной."
        facts = [Fact.plain("meeting", met, text, 0, len(text))]
        document = Document(name, text, "ru", published="2018-03-10")
        graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts, None, name))
        held.commit(document, graph, "by hand", AT)
    (line,) = [json.loads(line) for line in export(held, "jsonl").decode().splitlines()]
    assert (line["kind"], line["when"]) == ("meeting", "2018-03-09")
    assert {one["label"] for one in line["roles"]["participant"]} == {"Болат Иманбаев", "Анна Лунина"}
    assert [(one["document"], one["manner"]) for one in line["tellings"]] == [("a", "stated"), ("b", "stated")]


@pytest.mark.parametrize(
    ("asked", "output", "form"), [(None, "x.csv", "csv"), (None, "-", "nq"), ("ttl", "x.csv", "ttl")]
)
def test_the_format_is_that_of_the_files_name_unless_asked_otherwise(asked: str | None, output: str, form: str) -> None:
    assert format_of(asked, output) == form


def test_a_name_that_tells_no_format_is_an_error() -> None:
    with pytest.raises(QuestionError, match=r"atlas\.docx.*add --format"):
        format_of(None, "atlas.docx")


def test_an_export_says_what_it_holds(store: Store) -> None:
    assert exported(store, "csv").told["en"] == f"{store.info().claims} claims"
    assert "only what is asserted" in exported(store, "asserted").told["en"]


def test_an_unknown_format_is_an_error_that_lists_them(store: Store) -> None:
    with pytest.raises(QuestionError, match="graphml"):
        export(store, "docx")
