"""A folder to be published: what is in it is described, checked and licensed; what may not be passed on is named."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, RDF, VOID, Graph, URIRef
from typer.testing import CliRunner

import blank
import told_statistics
from coopatlas import claims, content, gazetteer
from coopatlas.claims import read
from coopatlas.cli import app
from coopatlas.errors import QuestionError
from coopatlas.export import export
from coopatlas.publish import Published, Terms, publish
from coopatlas.publish.description import catalogue, faults
from coopatlas.publish.graphs import parts
from coopatlas.rdf import iri, links
from coopatlas.resolve import Resolver
from coopatlas.serve import querying
from coopatlas.statistics import keep
from coopatlas.store import Store
from statistics_rows import release, row
from told import DOCUMENTS

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
TERMS = Terms("Палата «Север» & Co", CC_BY)
CLOSED = "release-closed-2021-03-01"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with blank.new(tmp_path_factory.mktemp("published") / "store") as opened:
        for document, facts in DOCUMENTS[3:5]:
            graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))
            opened.commit(document, graph, "by hand", "2020-01-01T00:00:00Z")
        closed = replace(release(CLOSED), redistributable=False)
        keep.keep(opened, closed, [row("RU-TA UZ", "export", "2020", "149.1", release=CLOSED)])
        told_statistics.load(opened)
        yield opened


@pytest.fixture(scope="module")
def made(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(store, tmp_path_factory.mktemp("folder") / "out", TERMS)


def _read(made: Published, name: str) -> Graph:
    return Graph().parse(made.folder / name, publicID="https://example.org/out/")


def test_what_may_not_be_passed_on_is_left_out_and_named(store: Store, made: Published) -> None:
    assert [part.graph for part in made.left_out] == [str(iri.GRAPH[CLOSED])]
    text = (made.folder / "data.nq").read_text("utf-8")
    assert f"<{iri.GRAPH[CLOSED]}> .\n" not in text
    assert "149100000" not in text
    assert made.withheld >= 1
    assert b"149100000" not in export(store, "nq")
    with (made.folder / "graphs.csv").open(encoding="utf-8-sig") as file:
        rows = {one["graph"]: one for one in csv.DictReader(file)}
    assert rows[str(iri.GRAPH[CLOSED])]["published"] == "no"
    assert rows[str(iri.GRAPH[CLOSED])]["why not"]
    assert rows[str(iri.ASSERTED)]["licence"] == CC_BY
    assert sum(one["published"] == "yes" for one in rows.values()) == len(rows) - 1


def test_a_server_tells_nothing_that_is_said_of_a_row_that_may_not_be_passed_on(store: Store) -> None:
    rows = (one.subject for one in store.within(iri.release(CLOSED)) if "printedStep" in one.predicate.value)
    row = next(one for one in rows if isinstance(one, ox.NamedNode))
    assert any(one.subject == row for one in store.description(row.value, 10, ()))
    assert not any(one.subject == row for one in store.description(row.value, 10, querying.hidden(store)))


def test_the_dump_is_read_by_another_program_and_holds_all_else(store: Store, made: Published) -> None:
    found = list(ox.parse((made.folder / "data.nq").read_bytes(), ox.RdfFormat.N_QUADS))
    assert len(found) == sum(1 for _ in store.quads())
    assert {str(iri.ASSERTED), str(iri.REFERENCE)} <= {
        one.graph_name.value for one in found if isinstance(one.graph_name, ox.NamedNode)
    }


def test_the_record_is_sound_by_the_shapes_and_by_the_reference_engine(store: Store, made: Published) -> None:
    shapes = Graph().parse(data=(content.ontology() / "publishing" / "dcat-ap.ttl").read_bytes(), format="turtle")
    record = _read(made, "dcat.ttl")
    conforms, _, text = pyshacl.validate(record, shacl_graph=shapes)
    assert conforms, text
    assert len(set(record.subjects(RDF.type, DCAT.Distribution))) == len(made.files) - 2
    closed = next(record.subjects(DCTERMS.identifier, None))
    assert (closed, RDF.type, DCAT.Dataset) in record


@pytest.mark.parametrize(
    ("predicate", "message"),
    [
        (DCTERMS.title, "it has a title"),
        (DCTERMS.publisher, "it has one publisher"),
        (DCTERMS.license, "it has a licence"),
        (DCAT.accessURL, "a file has an address"),
        (DCAT.dataset, "a catalogue holds data sets"),
    ],
)
def test_the_shapes_find_what_a_record_lacks(made: Published, predicate: URIRef, message: str) -> None:
    shapes = Graph().parse(data=(content.ontology() / "publishing" / "dcat-ap.ttl").read_bytes(), format="turtle")
    record = _read(made, "dcat.ttl")
    record.remove((None, predicate, None))
    conforms, _, text = pyshacl.validate(record, shacl_graph=shapes)
    assert not conforms
    assert message in text


def test_a_record_that_is_not_sound_is_refused(store: Store) -> None:
    found = parts(store, CC_BY)
    assert any("a publisher has a name" in one for one in faults(Terms("", CC_BY), [], found))


def test_every_file_is_described_with_its_size_and_checksum(store: Store, made: Published) -> None:
    record = _read(made, "dcat.ttl")
    for name in made.files:
        if name.endswith(".ttl"):
            continue
        data = (made.folder / name).read_bytes()
        address = URIRef(f"https://example.org/out/{name}")
        (node,) = record.subjects(DCAT.downloadURL, address)
        assert int(str(record.value(node, DCAT.byteSize))) == len(data)
        assert sha256(data).hexdigest() in record.serialize(format="nt")


def test_void_counts_what_is_there(made: Published) -> None:
    described = _read(made, "void.ttl")
    (whole,) = described.subjects(VOID.dataDump, None)
    lines = (made.folder / "data.nq").read_text("utf-8").count("\n")
    assert int(str(described.value(whole, VOID.triples))) == lines
    assert {str(one) for one in described.objects(None, VOID.objectsTarget)} >= {"http://www.wikidata.org/entity/"}


def test_the_table_is_what_its_description_says(store: Store, made: Published) -> None:
    described = json.loads((made.folder / "claims.csv-metadata.json").read_text("utf-8"))
    with (made.folder / described["url"]).open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        assert table.fieldnames == [one["name"] for one in described["tableSchema"]["columns"]]
        assert len(list(table)) == len(read.every(store))


def test_each_set_of_links_is_a_file_of_its_own_under_its_own_licence(made: Published) -> None:
    names = {name: one for one in links.shipped() if (name := f"links-{one.name}.sssom.tsv") in made.files}
    assert len(names) == len(links.shipped())
    record = _read(made, "dcat.ttl")
    for name, one in names.items():
        assert links.read(name, (made.folder / name).read_text("utf-8")).links
        (node,) = record.subjects(DCAT.downloadURL, URIRef(f"https://example.org/out/{name}"))
        assert str(record.value(node, DCTERMS.license)) == one.licence


def test_a_folder_that_is_in_use_and_terms_that_are_not_told_are_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(QuestionError, match="the folder is not empty; name a new one"):
        publish(store, tmp_path, TERMS)
    call = ["export", "--store", str(store.path), "--publish", str(tmp_path / "new")]
    assert "who publishes" in str(CliRunner().invoke(app, call).exception)
    assert not (tmp_path / "new").exists()


def test_the_same_store_gives_the_same_bytes(store: Store, made: Published, tmp_path: Path) -> None:
    again = publish(store, tmp_path / "again", TERMS)
    for name in ("data.nq", "claims.csv", "graphs.csv"):
        assert (again.folder / name).read_bytes() == (made.folder / name).read_bytes()


def test_relative_addresses_are_told_for_any_place(store: Store) -> None:
    record = catalogue(TERMS, [], parts(store, CC_BY), "https://data.example/atlas/")
    assert (URIRef("https://data.example/atlas/#catalogue"), RDF.type, DCAT.Catalog) in record
