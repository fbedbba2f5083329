"""The index of a store gives what SPARQL gives, and follows what is committed."""

import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import XSD

import blank
import told_documents
import told_statistics
from coopatlas import claims, gazetteer, index
from coopatlas.index import answers, database, filling, keeping
from coopatlas.index.fulltext import FullText
from coopatlas.index.relation import UnsupportedError
from coopatlas.index.words import pieces
from coopatlas.questions import ask, entities, load
from coopatlas.questions.parameters import understand
from coopatlas.rdf import iri, solutions
from coopatlas.rdf.oxigraph import node
from coopatlas.resolve import Resolver
from coopatlas.search import Found, search
from coopatlas.store import Store, info_of, opening, protocol
from coopatlas.views import records
from coopatlas.views import view as views
from told import DOCUMENTS

NOT_IN_SQL = {"turnover-derived", "figures-revised", "mirror-disagrees", "who-overstates"}
"""The questions that divide, or round."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("indexed") / "store"
    with blank.new(folder) as opened:
        for document, facts in DOCUMENTS:
            graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))
            opened.commit(document, graph, "by hand", "2020-01-01T00:00:00Z")
        told_statistics.load(opened)
    assert index.keep(folder, always=True)
    with Store.open(folder, read_only=True) as opened:
        yield opened


@pytest.mark.parametrize("name", load())
@pytest.mark.parametrize("whole", [True, False])
def test_the_index_gives_the_rows_of_the_store(name: str, whole: bool, store: Store) -> None:
    question, held = load()[name], index.current(store)
    assert held
    pair = {"a": "Карелия", "b": "Казахстан", "territory": "Карелия", "about": "Карелия", "year": "2018"}
    given = {p.name: "founding" if p.type == "document" else p.example or "" for p in question.parameters if p.required}
    given |= {} if whole else {p.name: pair[p.name] for p in question.parameters if p.name in pair}
    values = understand(store, question.parameters, given)
    template = question.filled({one: f"<{index.SLOT}{one}>" for one in values})
    asked: list[str] = []
    held.connection.set_trace_callback(asked.append)
    try:
        found = held.ask(template, {one: list(map(node, terms)) for one, terms in values.items()})
    except UnsupportedError:
        assert name in NOT_IN_SQL
        return
    finally:
        held.connection.set_trace_callback(None)
    assert name not in NOT_IN_SQL
    # To spare look-ups by a Bloom filter SQLite would read all statements, for each join anew.
    steps = [step for *_, step in held.connection.execute(f"EXPLAIN QUERY PLAN {asked[-1]}")]
    assert not [step for step in steps if "BLOOM" in step and "AUTOMATIC" not in step]
    expected = store.query(question.sparql(values))
    rows = [tuple(map(str, row)) for row in found.terms(found.rows)]
    wanted = [tuple(map(str, row)) for row in expected.rows]
    assert found.columns == expected.columns
    if question.analysis:  # a network has no order
        rows, wanted = sorted(rows), sorted(wanted)
    assert rows == wanted


@pytest.mark.parametrize("name", [one.id for one in load().values() if one.analysis])
def test_an_analysis_is_the_same_kept_worked_out_and_without_an_index(
    name: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, held = load()[name], index.current(store)
    assert held
    given = {p.name: p.example or "" for p in question.parameters if p.required}
    monkeypatch.setattr(answers, "LONG", -1)
    worked, kept = (ask(store, question, given) for _ in range(2))
    held.connection.execute("DELETE FROM answer")
    monkeypatch.setattr(index, "current", lambda _: None)
    assert ask(store, question, given) == worked == kept


def test_an_answer_that_is_damaged_is_worked_out_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    held = index.current(store)
    assert held
    monkeypatch.setattr(answers, "LONG", -1)
    assert held.kept("one", lambda: [("a", None, 0)]) == held.kept("one", list) == [("a", None, 0)]
    for damaged in (b"no answer", zlib.compress(b"no rows"), zlib.compress(b"7"), zlib.compress(b" " * 1000), 7):
        held.connection.execute("UPDATE answer SET rows = ?", (damaged,))
        monkeypatch.setattr(answers, "_LONGEST", 100)
        assert held.kept("one", lambda: [("b",)]) == [("b",)]


def test_nobody_waits_for_an_answer_to_be_kept(tmp_path: Path) -> None:
    busy, own = (sqlite3.connect(tmp_path / "one.sqlite", isolation_level=None) for _ in range(2))
    busy.executescript(f"CREATE TABLE state (name TEXT, value TEXT); {answers.SCHEMA}")
    busy.execute("INSERT INTO state VALUES ('store', 'now')")
    own.execute("PRAGMA busy_timeout = 600000")
    busy.execute("BEGIN EXCLUSIVE")
    answers.keep(own, "one", [("a",)], "now")
    busy.execute("COMMIT")
    assert answers.kept(own, "one") is None
    assert own.execute("PRAGMA busy_timeout").fetchone() == (600000,)
    answers.keep(own, "one", [("a",)], "now")
    assert answers.kept(own, "one") == [("a",)]


@pytest.mark.parametrize("name", views.names())
def test_views_get_the_same_from_the_index(name: str, store: Store) -> None:
    source, query = index.source(store), views.load(name).query
    assert isinstance(source, index.Indexed)
    rows = list(solutions.select(store, query))
    assert sorted(map(str, solutions.select(source, query))) == sorted(map(str, rows))
    claimed = {claim for row in rows if (claim := row["claim"])}
    nodes = {value for row in rows for value in row.values() if value and value.startswith("http")}
    assert records.dates(source, claimed) == records.dates(store, claimed)
    assert records.events(source, claimed) == records.events(store, claimed)
    assert records.names(source, nodes) == records.names(store, nodes)
    assert records.types(source, nodes) == records.types(store, nodes)


@pytest.fixture(scope="module")
def apart(store: Store) -> FullText:
    """The words of the store as one learns them that has no index."""
    found = FullText.apart()
    found.update(store, filling.stamps(store))
    return found


@pytest.mark.parametrize("text", ["Карелией", "karel", "агр", "РК", "соглашение казахстан", "порт"])
def test_search_finds_the_same_with_an_index_and_without(text: str, store: Store, apart: FullText) -> None:
    held = index.texts(store)
    assert held
    found = search(store, held, text)
    assert found.named or found.said
    assert found == search(store, apart, text)
    pages = [search(store, held, text, 2, after) for after in range(0, 20, 2)]
    assert [hit for page in pages for hit in page.named] == list(found.named)[:20]
    assert all(
        page.named_more == max(0, len(found.named) + found.named_more - 2 * n - 2) for n, page in enumerate(pages)
    )


def test_a_facet_counts_what_it_leaves(store: Store) -> None:
    held = index.texts(store)
    assert held
    found = search(store, held, "Карелия")
    assert list(found.facets) == ["kind", "firmness", "territory", "year", "language"]
    assert {"stated", "intention"} <= dict(found.facets["firmness"]).keys(), "not what is denied alone"
    for facet, values in found.facets.items():
        for value, count in values:
            left = search(store, held, "Карелия", traits={facet: value})
            assert (facet, len(left.said) + left.said_more) == (facet, count)
            assert (value, count) in left.facets[facet]
    assert search(store, held, "Карелия", traits={"year": "1066"}) == Found((), ())


def test_pages_get_the_same_labels_and_descriptions_from_the_index(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = store.query("SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o FILTER(isIRI(?s)) } } ORDER BY ?s").rows
    nodes = [str(node) for (node,) in found][::60]
    source = index.source(store)
    assert isinstance(source, index.Indexed)
    for shared in (True, False):
        own, other = source.labels(nodes, shared), store.labels(nodes, shared)
        assert {key: set(one) for key, one in own.items()} == {key: set(one) for key, one in other.items()}
    named = [node for node in nodes if node.startswith(str(iri.ID))][::10]

    def told() -> list[object]:
        ways = (entities.describe, entities.mentions, entities.said_by)
        return [way(store, node) for way in ways for node in named] + [
            entities.documents(store),
            info_of(index.source(store)),
        ]

    indexed = told()
    monkeypatch.setattr(index, "source", lambda store: store)
    assert indexed == told()


def test_what_is_not_turned_into_sql_is_asked_of_the_store(store: Store) -> None:
    source = index.source(store)
    rows = list(solutions.select(source, "SELECT (MD5(STR(?s)) AS ?x) { ?s a coop:Meeting } LIMIT 1"))
    assert len(rows) == 1


_NAMES = "FROM name JOIN thing ON thing.id = thing JOIN text ON text.id = text"


def _statements(path: Path) -> set[tuple[object, ...]]:
    connection = database.connect(path)
    terms = dict(connection.execute("SELECT id, kind || value || COALESCE(lang, '') || COALESCE(type, '') FROM term"))
    quads = connection.execute("SELECT g, s, p, o FROM quad")
    found = {tuple(terms[one] for one in row) for row in quads}
    found |= {("reach", *(terms[one] for one in row)) for row in connection.execute("SELECT * FROM reach")}
    found |= set(connection.execute("SELECT iri, cls, documents FROM thing"))
    found |= set(connection.execute("SELECT digest, stamp, said.keys FROM text JOIN said ON said.rowid = text.id"))
    for keys, *name in connection.execute(f"SELECT form, iri, lang, label, digest {_NAMES}").fetchall():
        everywhere = [" AND ".join(f'"{part}"' for part in parts) for parts in (keys.split(), pieces(keys))]
        for table, asked in zip(("named", "piece"), everywhere, strict=True):
            sql = (
                f"SELECT COUNT(*) {_NAMES} JOIN {table} ON {table}.rowid = name.id WHERE {table} MATCH ? AND label = ?"
            )
            found.add((table, *name, *connection.execute(sql, (asked, name[-2])).fetchone()))
    connection.close()
    return found


def test_the_index_follows_what_is_committed(tmp_path: Path) -> None:
    folder, fresh = tmp_path / "store", tmp_path / "fresh.sqlite"
    names = iter("abcdef")

    def differs() -> set[tuple[object, ...]]:
        """Return in what the index that was brought up to date is not the one that is made anew."""
        with Store.open(folder, read_only=True) as opened:
            filling.made(fresh, opened, opening.state(folder), keeping.worded)
        return _statements(folder / opening.INDEX) ^ _statements(fresh)

    with blank.small(folder) as opened:
        told_documents.commit(opened, next(names), "post", "wish")
    assert not index.keep(folder), "a small store needs none"
    assert index.keep(folder, always=True)
    made = (folder / opening.INDEX).stat().st_ino
    steps = (
        lambda opened: told_documents.commit(opened, "b", "post", "trade"),
        lambda opened: told_documents.commit(opened, "a", "trade", "wish"),
        lambda opened: opened.rename(opened.record("b"), "c", None),
        lambda opened: opened.forget("a"),
        lambda opened: opened.set_reprints({}),
    )
    for step in steps:
        with Store.open(folder) as opened:
            step(opened)
            assert index.current(opened) is None, "it would not see the next commit"
        assert index.keep(folder)
        assert differs() == set()
    assert (folder / opening.INDEX).stat().st_ino == made, "it was brought up to date, not made anew"


def test_an_answer_that_took_long_is_kept_until_the_index_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, query = tmp_path / "store", "SELECT ?p ?l (STR(?l) AS ?n) { ?p a coop:Person ; rdfs:label ?l } ORDER BY ?l"

    def told(*names: str) -> tuple[list[str], int, int]:
        """Return what is answered twice, how often it was worked out, and how many answers are kept."""
        for name in names:
            with Store.open(folder) as opened:
                told_documents.commit(opened, name, "post")
        index.keep(folder, always=True)
        with Store.open(folder, read_only=True) as opened:
            held, statements = index.current(opened), list[str]()
            assert held
            held.connection.set_trace_callback(statements.append)
            first, second = (held.ask(query) for _ in range(2))
            held.connection.set_trace_callback(None)
            expected = [str(row) for row in opened.query(query).rows]
            assert [str(row) for row in first.terms(first.rows)] == expected
            assert [str(row) for row in second.terms(second.rows)] == expected
            (kept,) = held.connection.execute("SELECT COUNT(*) FROM answer").fetchone()
            answers.keep(held.connection, "other", [(1,)], "a state of before")
            assert answers.kept(held.connection, "other") is None
            return expected, sum("JOIN" in one and one.startswith("SELECT") for one in statements), kept

    blank.small(folder).close()
    assert told("a")[1:] == (2, 0), "what is quick is worked out each time"
    monkeypatch.setattr(answers, "LONG", -1)
    before = told()
    assert before[1:] == (1, 1)
    assert told()[1:] == (0, 1), "another process finds it kept"
    after = told("b")
    assert after[1:] == (1, 1)
    with Store.open(folder) as opened:
        opened.forget("b")  # which said what the first had said, and took its place
    assert told() == ([], 1, 1)


def test_an_index_that_is_damaged_or_behind_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with blank.small(folder) as opened:
        told_documents.commit(opened, "a", "trade")
    index.keep(folder, always=True)
    with sqlite3.connect(folder / opening.INDEX) as connection:
        connection.execute("UPDATE state SET value = 'another' WHERE name IN ('settings', 'store')")
    with Store.open(folder, read_only=True) as opened:
        assert index.current(opened) is None
    (folder / opening.INDEX).write_bytes(b"no database")
    with Store.open(folder, read_only=True) as opened:
        assert index.current(opened) is None
    assert index.keep(folder, always=True)
    with Store.open(folder, read_only=True) as opened:
        assert index.current(opened)


def test_a_large_store_says_why_it_answers_slowly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "LEAST", 1)
    folder = tmp_path / "store"

    def told() -> str:
        with Store.open(folder, read_only=True) as opened:
            return str(index.lacking(opened) or "")

    with blank.small(folder) as opened:
        told_documents.commit(opened, "a", "trade")
    assert "there is no index" in told()
    assert index.keep(folder)
    assert told() == ""
    with Store.open(folder) as opened:
        told_documents.commit(opened, "b", "trade")
    assert "behind the store" in told()
    with sqlite3.connect(folder / opening.INDEX) as connection:
        connection.execute("UPDATE state SET value = 'older' WHERE name = 'version'")
    assert "another version" in told()
    (folder / opening.INDEX).write_bytes(b"this is no database, and is longer than the head of one would be" * 9)
    assert "cannot be read" in told()


def test_whoever_asks_leaves_the_index_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with blank.small(folder) as opened:
        told_documents.commit(opened, "a", "post")
    assert index.keep(folder, always=True)
    before = (folder / opening.INDEX).read_bytes()
    with Store.open(folder) as opened:
        told_documents.commit(opened, "b", "trade")
    with Store.open(folder, read_only=True) as opened:
        assert index.current(opened) is None
    assert (folder / opening.INDEX).read_bytes() == before


def test_an_update_leaves_no_index_behind_it(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with blank.small(folder) as opened:
        told_documents.commit(opened, "a", "post")
    assert index.keep(folder, always=True)
    with Store.open(folder, read_only=True) as opened:
        opened.change(protocol.Request("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 'new' } }"))
    assert not (folder / opening.INDEX).exists()
    assert index.keep(folder, always=True)
    with Store.open(folder, read_only=True) as opened:
        assert list(solutions.select(index.source(opened), "SELECT ?o { GRAPH ?g { ?s <urn:p> ?o } }")) == [
            {"o": "new"}
        ]


def test_what_damages_an_index_while_it_is_open_leads_to_the_store(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "store"
    with blank.small(folder) as opened:
        told_documents.commit(opened, "a", "post")
    assert index.keep(folder, always=True)
    with Store.open(folder, read_only=True) as opened:
        source = index.source(opened)
        assert isinstance(source, index.Indexed)
        damaging = sqlite3.connect(folder / opening.INDEX)
        damaging.execute("DROP TABLE quad")
        damaging.close()
        for _ in range(2):
            assert list(solutions.select(source, "SELECT ?s { ?s a coop:Post }"))
    assert ["cannot be read" in one for one in caplog.messages] == [True], "it is said once"


def test_a_disk_that_takes_no_index_leaves_the_store_to_answer(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with blank.small(folder) as opened:
        told_documents.commit(opened, "a", "post")
    (folder / opening.INDEX).mkdir()
    assert not index.keep(folder, always=True)
    assert not list(folder.glob("*.part"))


def test_numbers_that_sqlite_cannot_hold_are_compared_or_left() -> None:
    def compared(text: str, kind: str) -> object:
        return database.described(ox.Literal(text, datatype=ox.NamedNode(str(XSD[kind]))))[-1]

    assert compared("99999999999999999999", "decimal") == 1e20
    assert compared(str(2**63 - 1), "integer") == 2**63 - 1
    assert compared("many", "integer") is None


def test_decimals_are_compared_exactly(tmp_path: Path) -> None:
    told = ("0.1", "0.10", "1", "1.0000000000000001", "1.0000000000000002", "9007199254740993", "9007199254740992.5")
    part, folder = iri.release("release-decimals"), tmp_path / "store"
    with blank.small(folder) as opened:
        number, decimal = ox.NamedNode(f"{iri.ONTOLOGY}pointValue"), ox.NamedNode(str(XSD.decimal))
        nodes = (ox.NamedNode(f"{iri.ID}figure-{place}") for place in range(len(told)))
        values = (ox.Literal(text, datatype=decimal) for text in told)
        opened.load(part, (ox.Triple(one, number, value) for one, value in zip(nodes, values, strict=True)))
    assert index.keep(folder, always=True)
    pairs = f"GRAPH <{part}> {{ ?a coop:pointValue ?x . ?b coop:pointValue ?y }}"
    tests = [f"?x {op} ?y" for op in ("<", "<=", "=", "!=", ">", ">=")]
    tests += ["?a = ?a && ?x = 1", "?a = ?a && ?x > 1", "?a = ?a && ?x < 9007199254740993"]
    with Store.open(folder, read_only=True) as opened:
        held = index.current(opened)
        assert held
        for test in tests:
            query = f"SELECT ?a ?b {{ {pairs} FILTER({test}) }} ORDER BY ?a ?b"
            assert held.ask(query).texts() == tuple(tuple(map(str, row)) for row in opened.query(query).rows), test


def test_what_is_reckoned_with_floats_is_asked_of_the_store(tmp_path: Path) -> None:
    part, folder = iri.release("release-floats"), tmp_path / "store"
    node, number = ox.NamedNode(f"{iri.ID}figure-1"), ox.NamedNode(f"{iri.ONTOLOGY}pointValue")
    with blank.small(folder) as opened:
        opened.load(part, [ox.Triple(node, number, ox.Literal("1.5E0", datatype=ox.NamedNode(str(XSD.double))))])
    assert index.keep(folder, always=True)
    with Store.open(folder, read_only=True) as opened:
        held = index.current(opened)
        assert held
        for asked in ("(?x * 2 AS ?s)", "(SUM(?x) AS ?s)", "(ABS(?x) AS ?s)"):
            with pytest.raises(UnsupportedError):
                held.ask(f"SELECT {asked} {{ GRAPH <{part}> {{ ?a coop:pointValue ?x }} }}")


def test_values_without_rows_are_asked_of_the_store(store: Store) -> None:
    held = index.current(store)
    assert held
    with pytest.raises(UnsupportedError):
        held.ask("SELECT ?a { VALUES ?x {} GRAPH ?g { ?a coop:pointValue ?x } }")


def test_a_plan_reaches_no_other_file(store: Store, tmp_path: Path) -> None:
    connection = database.connect(store.path / opening.INDEX, read_only=True)
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute("ATTACH ? AS other", (str(tmp_path / "other.sqlite"),))


@pytest.mark.parametrize(
    "asked",
    [
        "(IF(?x > 2, 0.5, 0.77) * 3 AS ?s) { VALUES ?x { 1 3 } }",
        "(SUM(IF(?x > 2, 10.5, 0.77)) AS ?s) { VALUES ?x { 1 3 } }",
        "(SUM(?x) AS ?s) { VALUES ?x { 1.5 2 } FILTER(?x > 9) }",
        "(SUM(?x) AS ?s) { VALUES ?x { 1.5 2 } }",
        "(?x * 1.5e3 AS ?s) { VALUES ?x { 2 } }",
    ],
)
def test_what_is_reckoned_with_constants_is_that_of_the_store(asked: str, store: Store) -> None:
    """A constant that no document has is no term of the index; what cannot be reckoned there the store is asked."""
    query = f"SELECT {asked}"
    held = index.current(store)
    assert held
    with suppress(UnsupportedError):
        found, wanted = held.ask(query), store.query(solutions.PROLOGUE + query)
        assert [one and one.n3() for (one,) in found.terms(found.rows)] == [one and one.n3() for (one,) in wanted.rows]


@pytest.mark.parametrize(
    "sum_of",
    [
        "1.10 + 2",
        "0.1 + 0.2 - 0.3",
        "2 * 3.50 - 7",
        "ABS(1 - 2.5) + 0.000000000000000001",
        "ABS(1 - 4)",
        "1000000 * 1000000.5",
    ],
)
def test_decimals_are_as_exact_as_in_the_store(sum_of: str, store: Store) -> None:
    # What stands in VALUES is a term, of which nothing is known before it is asked.
    values: list[str] = []
    expression = sum_of
    for number in dict.fromkeys(re.findall(r"\d+(?:\.\d+)?", sum_of)):
        values.append(f"VALUES ?n{len(values)} {{ {number} }}")
        expression = re.sub(rf"(?<![\w.?]){re.escape(number)}(?![\w.])", f"?n{len(values) - 1}", expression)
    query = f"SELECT (({expression}) AS ?sum) {{ {' '.join(values)} }}"
    held = index.current(store)
    assert held
    found, wanted = held.ask(query), store.query(solutions.PROLOGUE + query)
    assert [one and one.n3() for (one,) in found.terms(found.rows)] == [one and one.n3() for (one,) in wanted.rows]
