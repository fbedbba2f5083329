import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic

import blank
import made
from coopatlas import claims, content, gazetteer, store
from coopatlas.errors import QuestionError, StoreError
from coopatlas.model import Document
from coopatlas.ontology import vocabulary
from coopatlas.rdf import iri, links
from coopatlas.rdf.oxigraph import insert, named, statement
from coopatlas.resolve import Resolver
from coopatlas.store import Solutions, Store, opening, reference
from coopatlas.store.catalogue import Record
from coopatlas.store.entry import Entry
from told_documents import AT, SENTENCES, commit, told

HOLDERS = "SELECT ?label { ?holding coop:holder ?person . ?person rdfs:label ?label } ORDER BY ?label"


@pytest.fixture
def opened(tmp_path: Path) -> Store:
    return blank.new(tmp_path / "store")


def in_graph(of: Store, graph: URIRef) -> list[ox.Quad]:
    return [quad for quad in of.quads() if quad.graph_name == ox.NamedNode(graph)]


def asserted(of: Store) -> set[str]:
    return {str(quad) for quad in in_graph(of, iri.ASSERTED)}


def in_memory() -> Store:
    """Return a store without reference data, which takes half a second to load."""
    return Store(Path("memory"), ox.Store())


def statements(of: Store) -> list[str]:
    return sorted(str(quad) for quad in of.quads())


def labels(of: Store) -> list[str]:
    return [str(row[0]) for row in of.query(HOLDERS).rows]


def test_a_document_has_a_graph_of_its_own_that_comes_back_as_it_went_in(opened: Store) -> None:
    document, facts = told("a", *SENTENCES)
    graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))
    opened.commit(document, graph, "by hand", AT)
    (record,) = opened.documents()
    assert (record.name, record.digest, record.reader, record.read_at) == ("a", document.digest, "by hand", AT)
    assert isomorphic(opened.graph(record), graph)
    assert isomorphic(opened.dataset().graph(iri.document_graph(document.digest)), graph)


@pytest.mark.parametrize("form", [2, 3])
def test_turning_an_older_store_into_this_form_goes_on_where_it_was_broken_off(
    opened: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, form: int
) -> None:
    for name, sentence in (("a", "trade"), ("b", "post"), ("c", "wish")):
        commit(opened, name, sentence)
    before, path, records = statements(opened), opened.path, opened.documents()
    graphs = {record.digest: opened.graph(record) for record in records}
    opened.close()
    database = ox.Store(path)
    for digest, graph in graphs.items():
        database.update(f"DROP GRAPH <{iri.document_graph(digest)}>")
        name = iri.record(digest) if form == 2 else iri.document_graph(digest)
        database.update(insert(named(name), map(statement, graph)))
    told, notes = f"<{iri.CATALOGUE}> <{iri.ONTOLOGY.storeFormat}>", f"<{iri.ONTOLOGY.claimNotes}>"
    database.update(f"WITH <{iri.CATALOGUE}> DELETE {{ {told} ?x }} INSERT {{ {told} {form} }} WHERE {{ {told} ?x }}")
    database.update(f"DELETE WHERE {{ GRAPH <{iri.CATALOGUE}> {{ ?document {notes} ?noted }} }}")
    del database
    for _ in range(2):  # nothing is changed by who reads
        with pytest.raises(StoreError, match=r"an earlier version wrote this store; run the last build again"):
            Store.open(path, read_only=True)
    renew = Store._renew
    with monkeypatch.context() as patch:

        def broken_off(self: Store, record: Record, older: int) -> None:
            if record.name == "b":
                raise KeyboardInterrupt
            renew(self, record, older)

        patch.setattr(Store, "_renew", broken_off)
        with pytest.raises(KeyboardInterrupt):
            Store.open(path)
    with pytest.raises(StoreError, match="an earlier version"):
        Store.open(path, read_only=True)
    with Store.open(path) as again:
        assert statements(again) == before
    Store.open(path, read_only=True).close()
    assert "3 documents are put into the form of this one" in caplog.text


def test_only_what_is_stated_affirmed_and_certain_is_asserted(opened: Store) -> None:
    commit(opened, "a", "wish", "denial", "doubt")
    assert asserted(opened) == set()
    commit(opened, "b", "trade")
    assert asserted(opened)


def test_the_same_statement_of_two_documents_is_asserted_once(opened: Store) -> None:
    commit(opened, "a", "post", "trade")
    alone = asserted(opened)
    commit(opened, "b", "trade", "post")
    assert asserted(opened) == alone
    (row,) = opened.query("SELECT (COUNT(?x) AS ?n) { ?x a coop:ValueObservation }").rows
    assert str(row[0]) == "1"


def test_a_label_leaves_with_the_last_document_that_asserts_it(opened: Store) -> None:
    commit(opened, "a", "post")
    commit(opened, "b", "post in Latin")
    commit(opened, "c", "doubt")
    assert labels(opened) == ["Bolat Imanbayev", "Болат Иманбаев"]
    opened.forget("a")
    # «c» names him too, but asserts nothing of him.
    assert labels(opened) == ["Bolat Imanbayev"]
    opened.forget("b")
    assert asserted(opened) == set()


def test_a_changed_document_replaces_its_claims(opened: Store) -> None:
    commit(opened, "a", "post")
    new = commit(opened, "a", "trade")
    assert [record.digest for record in opened.documents()] == [new.digest]
    assert labels(opened) == []
    graphs = {quad.graph_name for quad in opened.quads()}
    own = {ox.NamedNode(g) for g in (iri.REFERENCE, iri.ASSERTED, iri.document_graph(new.digest))}
    assert graphs == own | {ox.NamedNode(links.graph(found.name)) for found in links.shipped()}


def test_a_document_read_again_or_under_another_name_is_there_once(opened: Store) -> None:
    commit(opened, "a", "post")
    commit(opened, "a", "post", reader="another")
    commit(opened, "b", "post")
    assert [(record.name, record.reader) for record in opened.documents()] == [("b", "by hand")]
    commit(opened, "c", "trade")
    opened.forget("c")
    assert labels(opened) == ["Болат Иманбаев"]


def test_forgetting_what_is_not_there_is_an_error(opened: Store) -> None:
    commit(opened, "a", "post")
    with pytest.raises(StoreError, match="info --documents"):
        opened.forget("b")
    assert labels(opened) == ["Болат Иманбаев"]


NAMES = ["a", "b", "c"]
STEPS = st.tuples(st.sampled_from(NAMES), st.none() | st.lists(st.sampled_from(sorted(SENTENCES)), max_size=3))


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=8))
def test_any_history_leaves_what_a_fresh_build_gives(steps: list[tuple[str, list[str] | None]]) -> None:
    lived, fresh = in_memory(), in_memory()
    for name, sentences in steps:
        if sentences is not None:
            commit(lived, name, *sentences)
        elif name in {record.name for record in lived.documents()}:
            lived.forget(name)
    left = {record.name: record.digest for record in lived.documents()}
    last = {name: said for name, said in steps if said is not None and told(name, *said)[0].digest == left.get(name)}
    for name in sorted(left, reverse=True):
        commit(fresh, name, *last[name])
    assert statements(lived) == statements(fresh)


def test_documents_put_in_by_many_leave_what_each_alone_leaves() -> None:
    entries = []
    for number in range(12):
        document, facts = made.document(number)
        entries.append(Entry.of(document, claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))))
    alone, many = in_memory(), in_memory()
    for entry in reversed(entries):
        alone.commit_all([entry], "by hand", AT)
    many.commit_all(entries[:3], "by hand", AT)  # they are there when the others come
    many.commit_all(entries[1:], "by hand", AT)
    assert set(statements(many)) < set(statements(alone))
    many.settle()
    assert statements(many) == statements(alone)
    assert not many.query("SELECT ?x { GRAPH graph:catalogue { ?x coop:eventsUnsettled ?y } }").rows
    for one in (alone, many):
        one.forget("made-5")
    assert statements(many) == statements(alone)


TERMS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=40, deadline=None)
@given(TERMS, TERMS)
def test_every_text_comes_back_as_it_went_in(text: str, other: str) -> None:
    held = in_memory()
    graph = Graph()
    graph.add((iri.ID["a"], iri.ONTOLOGY["exactText"], Literal(text)))
    graph.add((iri.ID["a"], iri.ONTOLOGY["topic"], Literal(other, lang="ru")))
    held.commit(Document("имя " + text, text, "ru"), graph, other, AT)
    (record,) = held.documents()
    assert (record.name, record.reader) == ("имя " + text, other)
    assert set(held.graph(record)) == set(graph)


def test_reference_data_is_loaded_and_refreshed_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = 'SELECT ?c { GRAPH graph:reference { ?c rdfs:label "Казахстан"@ru ; a coop:Country } }'
    with Store.open(tmp_path / "store", create=True) as opened:
        commit(opened, "a", "trade")
        assert opened.query(question).rows == ((iri.ID["country-KZ"],),)
        before = statements(opened)
    folder = tmp_path / "ontology"
    (folder / "reference").mkdir(parents=True)
    (folder / "core.ttl").write_text('<http://a/a> <http://a/b> "new", [ <http://a/b> 1 ] .')
    with monkeypatch.context() as patch:
        patch.setattr(content, "ontology", lambda: folder)
        patch.setattr(vocabulary, "_DECLARED", {})
        with Store.open(tmp_path / "store") as opened:
            reference = in_graph(opened, iri.REFERENCE)
            assert [q.object.value for q in reference if isinstance(q.object, ox.Literal)] == ["new"]
            assert len(reference) == 1
            assert opened.info().documents == 1
    with Store.open(tmp_path / "store") as opened:
        assert statements(opened) == before


def test_a_process_that_goes_on_beside_renewed_content_renews_nothing_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It remembers the digest of the content of before; what it found to differ it would write anew at each opening."""
    core = tmp_path / "ontology" / "core.ttl"
    (core.parent / "reference").mkdir(parents=True)
    monkeypatch.setattr(content, "ontology", lambda: core.parent)
    monkeypatch.setattr(vocabulary, "_DECLARED", {})
    core.write_text('<http://a/a> <http://a/b> "new" .')
    reference.forget()
    Store.open(tmp_path / "store", create=True).close()
    core.write_text('<http://a/a> <http://a/b> "old" .')
    reference.forget()
    reference.digest()
    core.write_text('<http://a/a> <http://a/b> "new" .')
    before = opening.state(tmp_path / "store")
    Store.open(tmp_path / "store", read_only=True).close()
    reference.forget()
    assert opening.state(tmp_path / "store") == before


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", create=True) as opened:
        commit(opened, "a", "trade")
        before = statements(opened)
    with Store.open(tmp_path / "store") as opened:
        assert statements(opened) == before
        assert [record.name for record in opened.documents()] == ["a"]


def test_counts(opened: Store) -> None:
    commit(opened, "a", "trade", "wish")
    commit(opened, "b", "trade", "denial")
    info = opened.info()
    assert (info.documents, info.claims, info.statements) == (2, 4, len(asserted(opened)))
    assert dict(info.kinds) == {"trade": 2, "venture": 1, "partner": 1}
    assert dict(info.modalities) == {"stated": 3, "interest": 1}


def test_queries_of_every_form(opened: Store) -> None:
    commit(opened, "a", "trade")
    assert opened.query("ASK { ?x a coop:ValueObservation }") == Solutions(("answer",), ((Literal(True),),))
    (row,) = opened.query("SELECT ?lower ?none { ?x coop:lowerBound ?lower }").rows
    assert (str(row[0]), row[1]) == ("15000000", None)
    built = opened.query("CONSTRUCT { ?x a coop:ValueObservation } WHERE { ?x a coop:ValueObservation }")
    assert built.columns == ("subject", "predicate", "object")
    assert len(built.rows) == 1
    (graph,) = opened.query("SELECT ?g { GRAPH ?g { ?claim coop:claims ?item } }").rows
    assert graph[0] == iri.document_graph(opened.documents()[0].digest)


@pytest.mark.parametrize(
    "query", ["SELECT * { ?s", "SELECT * { SERVICE <http://a> { ?s ?p ?o } }", "SELECT (<http://a>(1) AS ?x) {}"]
)
def test_queries_that_cannot_run_are_errors(opened: Store, query: str) -> None:
    with pytest.raises(QuestionError):
        opened.query(query)


def test_the_dataset_is_a_copy_in_rdflib(opened: Store) -> None:
    commit(opened, "a", "trade")
    dataset = opened.dataset()
    assert isinstance(dataset, Dataset)
    assert len(dataset.graph(iri.ASSERTED)) == len(asserted(opened))
    dataset.graph(iri.ASSERTED).add((URIRef("a:a"), URIRef("a:a"), Literal(1)))
    assert len(dataset.graph(iri.ASSERTED)) == len(asserted(opened)) + 1


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store, "FORMAT", 99)
        Store.open(tmp_path / "store", create=True).close()
    with pytest.raises(StoreError, match="newer coopatlas"):
        Store.open(tmp_path / "store")


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for path in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(StoreError, match="this is no store"):
            Store.open(path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    database = ox.Store(tmp_path / "other")
    database.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:a"), ox.Literal("theirs")))
    del database
    with pytest.raises(StoreError, match="no store of coopatlas"):
        Store.open(tmp_path / "other")


def test_a_missing_store_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="coopatlas build"):
        Store.open(tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_store_whose_making_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    for name in ("LOCK", "LOG", "MANIFEST-000001"):
        (tmp_path / "store" / name).touch()
    Store.open(tmp_path / "store", create=True).close()


def test_a_store_whose_reference_data_was_cut_short_is_completed(tmp_path: Path, opened: Store) -> None:
    def cut_short(_: Store) -> Iterator[ox.NamedNode]:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:  # behind the load, before the settings that tell what was loaded
        patch.setattr(Store, "_known", cut_short)
        with pytest.raises(KeyboardInterrupt):
            Store.open(tmp_path / "cut", create=True)
    with Store.open(tmp_path / "cut", read_only=True) as again:
        assert statements(again) == statements(opened)


def test_a_store_that_another_process_has_open_is_told(tmp_path: Path) -> None:
    code = f"from coopatlas.store import Store; Store.open({str(tmp_path / 'store')!r})"
    with Store.open(tmp_path / "store", create=True):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "another process has the store open" in done.stderr
    assert "StoreError" in done.stderr
    Store.open(tmp_path / "store").close()


FULL = """
import resource, sys
sys.path.insert(0, {tests!r})
from coopatlas.errors import StoreError
from coopatlas.store import Store
from told_documents import commit
store = Store.open({path!r})
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))
try:
    for number in range(1000):
        commit(store, f"document {{number}}", "trade", "wish", title=f"{{number}}")
        print(number, flush=True)
except StoreError as error:
    print(error, file=sys.stderr)
    import os
    os._exit(2)
"""


def test_a_full_disk_is_told_and_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with Store.open(path, create=True) as opened:
        commit(opened, "first", "post")
    code = FULL.format(tests=str(Path(__file__).parent), path=str(path), limit=4_000_000)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "free space on the disk" in done.stderr
    numbers = [int(line) for line in done.stdout.split()]
    assert numbers
    with Store.open(path) as opened:
        names = {record.name for record in opened.documents()}
        assert {"first", *(f"document {number}" for number in numbers)} <= names
        (row,) = opened.query("SELECT (COUNT(?c) AS ?n) { GRAPH ?g { ?c coop:claims ?item } }").rows
        assert int(str(row[0])) == 1 + 2 * (len(names) - 1)
        commit(opened, "last", "post")
