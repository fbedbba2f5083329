"""What changes a store: documents in, replaced and out again, each in one transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from coopatlas import claims
from coopatlas.model import Document
from coopatlas.rdf import iri
from coopatlas.rdf.oxigraph import delete, insert, named, statement, text_of
from coopatlas.resolve.judgements import Judgement
from coopatlas.resolve.tellings import tellings
from coopatlas.store import catalogue, opening, protocol
from coopatlas.store.catalogue import Record
from coopatlas.store.entry import Entry, Kept
from coopatlas.store.happenings import Happenings
from coopatlas.store.holding import Holding
from coopatlas.store.reading import ASSERTED, CATALOGUE, STALE, ReadStore
from coopatlas.store.server import Server

_BATCH = 50_000
"""The statements that are loaded at once, where they are many."""
_FLUSHED = 100
"""The transactions after which what is in memory is written out: the database itself waits until that is gigabytes."""
_MANY = 8
"""The new documents from which on they are loaded at once; of fewer, the events are worked out as they come."""
_SETTLED = 100
"""The documents whose events are worked out in one transaction."""
_NOTHING = Kept()

Node = ox.NamedNode
Told = ox.Triple | str
"""A statement, also in N-Triples without the stop."""


class WriteStore(ReadStore):
    """A store that documents are put into and withdrawn from."""

    def __init__(self, path: Path, database: ox.Store | Server, *, read_only: bool = False) -> None:
        super().__init__(path, database, read_only=read_only)
        self._committed = 0
        self._happenings = Happenings(database)

    def commit(self, document: Document, graph: Graph, reader: str, read_at: str, kept: Kept = _NOTHING) -> None:
        """Put a document in, in the place of any of the same name, content or location, in one transaction."""
        self._put(Entry.of(document, graph, kept), reader, read_at)

    def commit_all(self, entries: Sequence[Entry], reader: str, read_at: str) -> None:
        """Put documents in, whole ones at any moment; the events of those that are many are told by `settle`."""
        new = [one for one in entries if not self._former(one)]
        many = len(new) >= _MANY and not isinstance(self._database, Server)
        if many:
            self._load(new, reader, read_at)
        loaded = {one.document.digest for one in new} if many else set()
        for one in entries:
            if one.document.digest not in loaded:
                self._put(one, reader, read_at)

    def settle(self) -> None:
        """Work out the events of which documents tell that were put in by many."""
        quads = self._database.quads_for_pattern(None, catalogue.UNSETTLED, None, CATALOGUE)
        marks, done = iter([quad.triple for quad in quads]), set[str]()
        while some := list(islice(marks, _SETTLED)):
            digests = [text_of(mark.subject).removeprefix(iri.GRAPH) for mark in some]
            self._update(delete(CATALOGUE, some), *self._happenings.settled(digests, done))

    def _put(self, entry: Entry, reader: str, read_at: str) -> None:
        old = self._former(entry)
        self._update(
            *self._withdrawn(old),
            *(insert(*one) for one in _held(entry, reader, read_at, _first(old, entry.document.name))),
            *self._happenings.changed([record.digest for record in old], entry.tellings),
        )

    def _load(self, entries: Iterable[Entry], reader: str, read_at: str) -> None:
        """Put in documents that take nobody's place: the database does all of it, or nothing."""
        lines = []
        for entry in entries:
            listed = [*self._happenings.listed(entry.tellings), catalogue.unsettled(entry.document.digest)]
            for graph, said in (*_held(entry, reader, read_at, None), (CATALOGUE, listed)):
                lines += [f"{one} {graph} .\n" for one in said]
        self._count = None
        try:
            self._own().bulk_load("".join(lines).encode(), ox.RdfFormat.N_QUADS)
        except OSError as error:
            raise opening.unwritten(self.path, error) from error

    def _former(self, entry: Entry) -> set[Record]:
        """Return the records of the documents whose place another takes."""
        document = entry.document
        old = {*self._records(ox.Literal(document.name)), *self._described(named(iri.record(document.digest)))}
        if document.location:
            old |= {*self._records(ox.Literal(document.location), catalogue.PLACE)}
        return old

    def rewrite(self, document: Document, graph: Graph, kept: Kept) -> None:
        """Let what a document of the store is taken to say be this, in one transaction; when it was read stays."""
        own, noted = named(iri.document_graph(document.digest)), named(iri.record(document.digest))
        entry, short = Entry.of(document, graph, kept), claims.compact(graph)
        held = {quad.triple for quad in self._database.quads_for_pattern(None, None, None, own)}
        new = {*map(statement, short.said), *(one for one in held if one.predicate == catalogue.REPRINT)}
        former, asserted = claims.asserted(self._graph(own)), claims.asserted(graph)
        holding = Holding(self._database, {own})
        gone = [statement(one) for one in former - asserted if not holding.holds(one)]
        old = [
            quad.triple
            for about, changing in ((noted, (catalogue.RULES, catalogue.DECIDED)), (own, catalogue.READ))
            for quad in self._database.quads_for_pattern(about, None, None, CATALOGUE)
            if quad.predicate in changing
        ]
        come = [*catalogue.read_by(noted, kept), *catalogue.read_from(own, entry)]
        self._update(
            *(delete(own, held - new), insert(own, new - held)),
            *(delete(ASSERTED, gone), insert(ASSERTED, map(statement, asserted - former))),
            *(delete(CATALOGUE, old), insert(CATALOGUE, come)),
            *self._happenings.changed([document.digest], entry.tellings),
        )

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Let these judgements, and no others, say which events are one; raises `JudgementError` where they clash."""
        if operations := self._happenings.judged(judgements):
            self._update(*operations)

    def forget(self, name: str) -> None:
        """Withdraw a document and all that it alone holds; raises `StoreError` where the store has no such document."""
        record = self.record(name)
        self._update(
            *self._withdrawn([record]),
            insert(CATALOGUE, [STALE]),
            *self._happenings.changed([record.digest], []),
        )

    def rename(self, record: Record, name: str, location: str | None) -> None:
        """Note that a document is called or stands elsewhere by now; what it says stays."""
        own, text = named(iri.record(record.digest)), named(iri.document(record.digest))
        identified = [ox.Triple(text, catalogue.NAME, ox.Literal(record.name))]
        old = [ox.Triple(own, catalogue.NAME, ox.Literal(record.name))]
        new = [ox.Triple(own, catalogue.NAME, ox.Literal(name))]
        old += [ox.Triple(own, catalogue.PLACE, ox.Literal(record.location))] if record.location else []
        new += [ox.Triple(own, catalogue.PLACE, ox.Literal(location))] if location else []
        renamed = [ox.Triple(text, catalogue.NAME, ox.Literal(name))]
        told = [replace(one, document=name) for one in tellings(record.digest, self.graph(record))]
        self._update(
            *(delete(CATALOGUE, old), insert(CATALOGUE, new), delete(text, identified), insert(text, renamed)),
            *self._happenings.changed([record.digest], told),
        )

    def set_reprints(self, originals: Mapping[str, str]) -> None:
        """Let the graph of each reprint name its original, digests both, and no other graph do so."""

        def link(copy: str, first: str) -> tuple[ox.NamedNode, list[ox.Triple]]:
            said = ox.Triple(named(iri.document(copy)), catalogue.REPRINT, named(iri.document(first)))
            return named(iri.document_graph(copy)), [said]

        held = self.reprints()
        gone = [link(*pair) for pair in held.items() - originals.items()]
        new = [link(*pair) for pair in originals.items() - held.items()]
        self._update(*(delete(*one) for one in gone), *(insert(*one) for one in new), delete(CATALOGUE, [STALE]))

    def note_states(self, states: Mapping[str, str]) -> None:
        """Note what is to be known of places next time."""
        held = self.states()
        changed = {place: state for place, state in states.items() if held.get(place) != state}
        old = [catalogue.state(place, held[place]) for place in changed if place in held]
        new = [catalogue.state(place, state) for place, state in changed.items()]
        if changed:
            self._update(delete(CATALOGUE, old), insert(CATALOGUE, new))

    def change(self, update: protocol.Request) -> None:
        """Do an update of the SPARQL protocol; raises `QuestionError`, `StoreError` where another process writes.

        It is for who knows the store: the next build does not bring back what it takes away. Only the format of the
        store stays, without which nothing could open it.
        """
        kept = insert(CATALOGUE, (quad.triple for quad in self._settings()))
        try:
            protocol.change(opening.to_write(self.path), update, kept)
        finally:
            # No list of changed documents tells what an update did.
            (self.path / opening.INDEX).unlink(missing_ok=True)

    def load(self, graph: str, statements: Iterable[ox.Triple]) -> int:
        """Let a graph of its own hold these statements and no others, however many; return how many they were.

        It is no transaction: what reads the graph must first find it named in one that `exchange` writes after.
        """
        name, total = ox.NamedNode(graph), 0
        self._update(f"DROP SILENT GRAPH {name}")
        quads = (ox.Quad(found.subject, found.predicate, found.object, name) for found in statements)
        try:
            # Given all at once, the loader of the database holds gigabytes.
            while batch := list(islice(quads, _BATCH)):
                self._database.bulk_extend(batch)
                total += len(batch)
        except OSError as error:
            raise opening.unwritten(self.path, error) from error
        return total

    def exchange(self, graph: str, gone: Iterable[ox.Triple], come: Iterable[ox.Triple], drop: str = "") -> None:
        """Let statements of a graph go and others come, and drop another graph, in one transaction."""
        name = ox.NamedNode(graph)
        dropped = f"DROP SILENT GRAPH {ox.NamedNode(drop)}" if drop else ""
        self._update(dropped, delete(name, gone), insert(name, come))

    def _withdrawn(self, records: Collection[Record]) -> list[str]:
        graphs = {named(iri.document_graph(record.digest)) for record in records}
        noted = graphs | {named(iri.record(record.digest)) for record in records}
        catalogued = [
            quad.triple for one in noted for quad in self._database.quads_for_pattern(one, None, None, CATALOGUE)
        ]
        drops = [f"DROP SILENT GRAPH {graph}" for graph in sorted(graphs, key=str)]
        return [
            *map(_without_comparisons, sorted(graphs, key=str)),
            *drops,
            delete(CATALOGUE, catalogued),
            delete(ASSERTED, self._alone(graphs)),
        ]

    def _alone(self, graphs: set[ox.NamedNode]) -> set[ox.Triple]:
        """Return what these graphs of documents assert and no other does."""
        asserted = {found for graph in graphs for found in claims.asserted(self._graph(graph))}
        holding = Holding(self._database, graphs)
        return {statement(found) for found in asserted if not holding.holds(found)}

    def _update(self, *operations: str) -> None:
        """Do all operations in one transaction: all are kept, or none is."""
        self._count = None
        try:
            self._database.update(" ;\n".join(filter(None, operations)))
        except OSError as error:
            raise opening.unwritten(self.path, error) from error
        self._committed += 1
        if self._committed % _FLUSHED == 0:
            self._flush()

    def _flush(self) -> None:
        try:
            self._database.flush()
        except OSError as error:
            raise opening.unwritten(self.path, error) from error


def _first(old: Collection[Record], name: str) -> Record | None:
    """Return the record that says since when a document is there: that of its name, else the oldest."""
    return min(old, key=lambda record: (record.name != name, record.added), default=None)


def _held(entry: Entry, reader: str, read_at: str, former: Record | None) -> Iterator[tuple[Node, Iterable[Told]]]:
    """Yield what each graph holds of a document but for the events."""
    yield named(iri.document_graph(entry.document.digest)), entry.said
    yield ASSERTED, entry.asserted
    yield CATALOGUE, [*catalogue.entries(entry, reader, read_at, former), STALE]


def _without_comparisons(graph: ox.NamedNode) -> str:
    """Return the operation that takes out what the claims of a graph came to when held against statistics."""
    found, compares = ox.NamedNode(iri.COMPARISONS), ox.NamedNode(iri.ONTOLOGY.compares)
    where = f"GRAPH {graph} {{ ?claim <{iri.ONTOLOGY.claims}> ?item }} GRAPH {found} {{ ?x {compares} ?claim ; ?p ?o }}"
    return f"DELETE {{ GRAPH {found} {{ ?x ?p ?o }} }} WHERE {{ {where} }}"
