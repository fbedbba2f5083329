"""What fills an index: all of a store at first, then the documents that came, changed or went, and what they name."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, Self

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import RDFS, SKOS

from coopatlas.index import answers, fulltext, statistics
from coopatlas.index.database import LEFT_OUT, ORDERS, SCHEMA, connect, described, hash_of, number_of, terms_of
from coopatlas.rdf import iri
from coopatlas.rdf.iri import ONTOLOGY
from coopatlas.store import Store, catalogue
from coopatlas.store.catalogue import Record

_REPEATED = (ONTOLOGY.locatedIn, RDFS.subClassOf, SKOS.broader)
"""The properties of which a question may ask what is reached in several steps."""
_REACHED = (iri.REFERENCE, iri.ASSERTED)
"""The graphs in which it may: those that all documents share."""
_SHARED = tuple(map(str, (iri.ASSERTED, iri.REFERENCE, iri.EVENTS, iri.CATALOGUE, iri.STATISTICS, iri.COMPARISONS)))
_BATCH = 20_000
_TELLS = ONTOLOGY.tells
Worded = Callable[[sqlite3.Connection, Store, Mapping[str, str]], None]
"""What puts the names and words of a store in, by the stamps of its documents, when all else is there to be asked."""


@cache
def version() -> str:
    """Return what an index is made by: one that other code made is made anew."""
    made_by = ("answers", "database", "decimals", "filling", "fulltext", "statistics", "words")
    return _code_of(*(f"{name}.py" for name in made_by))


@cache
def planner() -> str:
    """Return what the plans of queries are made by: those that other code made are made anew."""
    return _code_of(*sorted(one.name for one in files("coopatlas.index").iterdir() if one.name.endswith(".py")))


def _code_of(*modules: str) -> str:
    sources = (files("coopatlas.index").joinpath(one).read_bytes() for one in modules)
    return sha256(b"".join(sources)).hexdigest()[:12]


def made(path: Path, store: Store, state: str, worded: Worded) -> bool:
    """Make an index of a store, in the place of any there is; tell whether it could be written."""
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        _written(part, store, state, worded)
        # What an earlier one left unfinished is not of this one.
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        part.replace(path)
    except (sqlite3.Error, OSError):
        part.unlink(missing_ok=True)
        return False
    return True


def _written(part: Path, store: Store, state: str, worded: Worded) -> None:
    part.unlink(missing_ok=True)
    connection = connect(part)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;")
        connection.executescript(f"{SCHEMA} {answers.SCHEMA} {fulltext.SCHEMA} BEGIN;")
        _load(connection, store.held())
        connection.execute("COMMIT")
        connection.executescript(ORDERS)
        connection.execute("BEGIN")
        reach(connection)
        count(connection)
        seen = Seen.of(store)
        worded(connection, store, seen.stamps)
        note(connection, seen, state)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _load(connection: sqlite3.Connection, quads: Iterable[ox.Quad]) -> None:
    connection.execute("CREATE TABLE loaded (g INTEGER, s INTEGER, p INTEGER, o INTEGER)")
    numbers: dict[int, int] = {}
    ordered = (quad for quad in quads if quad.predicate.value not in LEFT_OUT)
    while batch := list(islice(ordered, _BATCH)):
        new: list[tuple[Any, ...]] = []

        def numbered(term: Any, new: list[tuple[Any, ...]] = new) -> int:
            hashed = hash_of(term)
            number = numbers.get(hashed)
            if number is None:
                number = numbers[hashed] = len(numbers) + 1
                new.append((number, hashed, *described(term)))
            return number

        rows = [tuple(map(numbered, (q.graph_name, q.subject, q.predicate, q.object))) for q in batch]
        connection.executemany("INSERT INTO term VALUES (?, ?, ?, ?, ?, ?, ?)", new)
        connection.executemany("INSERT INTO loaded VALUES (?, ?, ?, ?)", rows)
    connection.execute("INSERT OR IGNORE INTO quad SELECT g, s, p, o FROM loaded ORDER BY s, g, p, o")
    connection.execute("DROP TABLE loaded")


def reach(connection: sqlite3.Connection) -> None:
    """Work out anew what is reached in several steps."""
    connection.execute("DELETE FROM reach")
    for graph in _numbers(connection, _REACHED):
        for step in _numbers(connection, _REPEATED):
            connection.execute(
                "WITH RECURSIVE way(s, o) AS (SELECT s, o FROM quad WHERE p = ?1 AND g = ?2"
                " UNION SELECT way.s, quad.o FROM way JOIN quad ON quad.s = way.o AND quad.p = ?1 AND quad.g = ?2)"
                " INSERT INTO reach SELECT ?1, ?2, s, o FROM way",
                (step, graph),
            )


def count(connection: sqlite3.Connection) -> None:
    """Count anew the statements by which the order of joins is chosen; plans are made anew too."""
    statistics.count(connection, _numbers(connection, _SHARED))
    connection.execute("DELETE FROM plan")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a store: `stamps` of its documents by digest, `marks` of the parts that no document holds."""

    stamps: Mapping[str, str]
    marks: Mapping[str, str]

    @classmethod
    def of(cls, store: Store) -> Self:
        """Look at a store."""
        return cls(stamps(store), dict(_marks(store)))


def note(connection: sqlite3.Connection, seen: Seen, state: str) -> None:
    """Note of which state of the store an index is; what was answered from another is gone."""
    connection.execute("DELETE FROM answer")
    connection.execute("DELETE FROM document")
    connection.executemany("INSERT INTO document VALUES (?, ?)", seen.stamps.items())
    for name, value in (("version", version()), ("store", state), *seen.marks.items()):
        connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))


def _marks(store: Store) -> Iterator[tuple[str, str]]:
    settings = (one for one in store.about(str(iri.CATALOGUE), str(iri.CATALOGUE)))
    yield "settings", _fingerprint(settings)
    yield "judged", _fingerprint(one for one in store.about(str(iri.EVENTS), str(iri.CATALOGUE)))
    yield "statistics", _fingerprint(store.within(str(iri.STATISTICS)))
    yield "comparisons", _fingerprint(store.within(str(iri.COMPARISONS)))


def stamps(store: Store) -> dict[str, str]:
    """Return for each document what changes when it is read, called, judged or settled anew."""
    unsettled = store.unsettled()
    return {one.digest: f"{_stamp(one)}{'-' * (one.digest in unsettled)}" for one in store.documents()}


def _stamp(record: Record) -> str:
    told = (record.name, record.reader, record.read_at, record.changed, record.decided, record.location)
    return sha256("\n".join(told).encode()).hexdigest()[:16]


def relinked(connection: sqlite3.Connection, store: Store) -> set[str]:
    """Return the digests of documents that became, or are no more, the reprints of others."""
    (number,) = _numbers(connection, [catalogue.REPRINT.value]) or [0]
    rows = connection.execute("SELECT s FROM quad INDEXED BY quad_pogs WHERE p = ?", (number,))
    held = {str(term).removeprefix(iri.DOCUMENT) for _, term in terms_of(connection, (number for (number,) in rows))}
    return held ^ store.reprints().keys()


class Filling:
    """Brings an index up to date, in one transaction; `changed` are the digests of documents."""

    def __init__(self, connection: sqlite3.Connection, store: Store, changed: Sequence[str]) -> None:
        self._connection = connection
        self._store = store
        self._changed = changed
        self._exchanged: set[tuple[int, int]] = set()
        """The graphs in which statements were exchanged, with the properties of these."""

    def work(self) -> None:
        """Put what the store says of these documents, and of what they name, in the place of what it said."""
        nodes: set[str] = set()
        for digest in self._changed:
            graph = iri.document_graph(digest)
            nodes |= self._nodes(graph)
            self.replace(str(graph))
            nodes |= self._nodes(graph)
        for node in sorted(nodes):
            self._replace_about(node, str(iri.ASSERTED))
        for node in sorted(self._told(nodes)):
            self._replace_about(node, str(iri.EVENTS))
        for digest in self._changed:
            for node in (iri.record(digest), iri.document(digest)):
                self._replace_about(str(node), str(iri.CATALOGUE))
        graphs, steps = (set(_numbers(self._connection, names)) for names in (_REACHED, _REPEATED))
        if any(graph in graphs and step in steps for graph, step in self._exchanged):
            reach(self._connection)

    def replace(self, graph: str) -> None:
        """Put what the store says in a graph in the place of what it said."""
        number = number_of(self._connection, URIRef(graph))
        rows = self._connection.execute("SELECT g, s, p, o FROM quad INDEXED BY quad_gpso WHERE g = ?", (number,))
        self._exchange(rows.fetchall(), graph, self._store.held_within(graph))

    def replace_statistics(self) -> None:
        """Put the releases and what was held against them in the place of those that were."""
        prefix = iri.release("release-")
        sql = "SELECT DISTINCT value FROM term WHERE kind = 1 AND value GLOB ?"
        held = {value for (value,) in self._connection.execute(sql, (f"{prefix}*",))}
        subjects = (one.subject for one in self._store.within(str(iri.STATISTICS)))
        told = {one.value for one in subjects if isinstance(one, ox.NamedNode) and one.value.startswith(prefix)}
        for graph in sorted({*held, *told, str(iri.STATISTICS), str(iri.COMPARISONS)}):
            self.replace(graph)

    def _replace_about(self, node: str, graph: str) -> None:
        numbers = [number_of(self._connection, URIRef(one)) for one in (node, graph)]
        rows = self._connection.execute("SELECT g, s, p, o FROM quad WHERE s = ? AND g = ?", numbers)
        self._exchange(rows.fetchall(), graph, self._store.about(node, graph))

    def _exchange(self, old: list[Any], graph: str, new: Iterable[ox.Triple]) -> None:
        name = ox.NamedNode(graph)
        kept = (one for one in new if one.predicate.value not in LEFT_OUT)
        terms = ((name, one.subject, one.predicate, one.object) for one in kept)
        rows: set[Any] = {tuple(map(self._number, four)) for four in terms}
        gone, come = set(old) - rows, rows - set(old)
        self._exchanged |= {(g, p) for g, _, p, _ in gone | come}
        self._connection.executemany("DELETE FROM quad WHERE g = ? AND s = ? AND p = ? AND o = ?", gone)
        self._connection.executemany("INSERT INTO quad VALUES (?, ?, ?, ?)", come)

    def _number(self, term: Any) -> int:
        hashed = hash_of(term)
        found = self._connection.execute("SELECT id FROM term WHERE hash = ?", (hashed,)).fetchone()
        if found is None:
            sql = "INSERT INTO term (hash, kind, value, lang, type, comparable) VALUES (?, ?, ?, ?, ?, ?) RETURNING id"
            found = self._connection.execute(sql, (hashed, *described(term))).fetchone()
        return int(found[0])

    def _nodes(self, graph: object) -> set[str]:
        """Return the IRIs that a graph is about."""
        number = number_of(self._connection, URIRef(str(graph)))
        sql = (
            "SELECT DISTINCT value FROM term JOIN (SELECT s AS id FROM quad INDEXED BY quad_gpso WHERE g = ?1"
            " UNION SELECT o FROM quad INDEXED BY quad_gpso WHERE g = ?1) USING (id) WHERE kind = 1"
        )
        return {value for (value,) in self._connection.execute(sql, (number,)) if value.startswith(_OWN)}

    def _told(self, nodes: set[str]) -> set[str]:
        """Return the events of which claims among these nodes told or tell, and all claims of these events."""
        waiting, found = [one for one in nodes if "-claim-" in one], set[str]()
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += self._beside(node)
        return found

    def _beside(self, node: str) -> Iterator[str]:
        numbers = [number_of(self._connection, one) for one in (URIRef(node), _TELLS, iri.EVENTS)]
        held = [
            *self._connection.execute("SELECT o FROM quad WHERE s = ? AND p = ? AND g = ?", numbers),
            *self._connection.execute("SELECT s FROM quad WHERE o = ? AND p = ? AND g = ?", numbers),
        ]
        yield from (str(term) for _, term in terms_of(self._connection, (number for (number,) in held)))
        yield from self._store.told_of(node)


_OWN = (iri.ID, iri.DOCUMENT)


def _numbers(connection: sqlite3.Connection, names: Iterable[object]) -> list[int]:
    found = (number_of(connection, URIRef(str(name))) for name in names)
    return [number for number in found if number is not None]


def _fingerprint(statements: Iterable[ox.Triple]) -> str:
    found = sorted(str(one) for one in statements if one.predicate != catalogue.UNLINKED)
    return sha256("\n".join(found).encode()).hexdigest()[:16]
