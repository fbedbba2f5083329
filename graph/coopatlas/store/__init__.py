"""The store: documents in, replaced and out again, each in one transaction; questions in SPARQL.

It is an Oxigraph database on disk. A document has a named graph of its own, called as it is, in the form that
`claims.compact` gives it; `graph:asserted` holds each asserted statement once, as long as some document holds it, and
the days of every period that some document names; `graph:reference` the vocabularies and the reference data;
`graph:events` which claims tell of one event (see `happenings`); `graph:catalogue` which document was read when
and by which reader, and what the store keeps for itself. Statistics stand apart: `graph:statistics` says which releases
there are, and the figures of each have a graph of their own, which nothing about documents looks into.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Self, TypeGuard

import pyoxigraph as ox
from rdflib import RDF, Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS
from rdflib.term import Identifier

from coopatlas import claims, iri, links
from coopatlas.documents.encoding import well_formed
from coopatlas.errors import StoreError
from coopatlas.iri import Triple
from coopatlas.model import Document
from coopatlas.oxigraph import delete, insert, named, node, statement, triple
from coopatlas.resolve.judgements import Judgement
from coopatlas.resolve.tellings import tellings
from coopatlas.sparql import explained, screen
from coopatlas.store import catalogue, opening, protocol, reference
from coopatlas.store.catalogue import Kept, Record
from coopatlas.store.happenings import Happenings
from coopatlas.store.holding import Holding
from coopatlas.store.server import Server, is_address

FORMAT = 3
"""The format of the stores that this version writes; it turns older ones into this one, and reads no newer one."""
WITHOUT_EVENTS = 1
"""The format of the stores that did not keep events."""

_ASSERTED, _REFERENCE, _CATALOGUE = (ox.NamedNode(graph) for graph in (iri.ASSERTED, iri.REFERENCE, iri.CATALOGUE))
_LABELS = tuple(ox.NamedNode(term) for term in (RDFS.label, SKOS.prefLabel, DCTERMS.title, DCTERMS.identifier))
_FORMAT, _DIGEST = (ox.NamedNode(iri.ONTOLOGY[name]) for name in ("storeFormat", "referenceDigest"))
_SHARED = ox.NamedNode(iri.ONTOLOGY["redistributable"])
_BATCH = 50_000
"""The statements that are loaded at once, where they are many."""
_STALE = ox.Triple(_ASSERTED, catalogue.UNLINKED, ox.Literal(True))
_REMNANT = re.compile(r"LOCK|LOG.*|IDENTITY|MANIFEST-\d+|OPTIONS-\d+.*|\d+\.(?:log|sst|dbtmp)")
_PREFIXES = dict(iri.PREFIXES)
_FLUSHED = 100
"""The transactions after which what is in memory is written out: the database itself waits until that is gigabytes."""
_NOTHING = Kept()
_TELLING = """SELECT DISTINCT ?x {
  GRAPH graph:comparisons { ?x coop:comparedWith|coop:mirroredBy ?row } GRAPH <%s> { ?row coop:printedStep ?step } }"""


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer of a query; the one cell of ASK is a boolean literal, CONSTRUCT gives subject, predicate, object."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Identifier | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Info:
    """What a store holds, claims counted by the local names of their kinds and modalities."""

    documents: int
    claims: int
    statements: int
    kinds: Mapping[str, int]
    modalities: Mapping[str, int]


class Store:
    """A store that one process has open; use it as a context, or let it go, to close it."""

    def __init__(self, path: Path, database: ox.Store | Server, *, read_only: bool = False) -> None:
        self.path = path
        self._database = database
        self._read_only = read_only
        self._count: int | None = None
        self._committed = 0
        self._happenings = Happenings(database)

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, read_only: bool = False) -> Self:
        """Open the store in the folder or on the server `path`; raises `StoreError` where none is to be used.

        Many may have a store open `read_only`, beside one that writes; they see what was committed when they opened.
        """
        if is_address(path):
            return cls._of_server(Server(str(path)), create=create, read_only=read_only)
        folder = Path(path)
        names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        if not names and not create and not folder.is_file():
            raise StoreError(str(path), "there is no store", "make one: coopatlas build PATH… --store FOLDER")
        if folder.is_file() or ("CURRENT" not in names and not all(map(_REMNANT.fullmatch, names))):
            raise StoreError(str(path), "this is no store", "name the folder of a store, or a new one")
        if read_only:
            store = cls(folder, opening.to_read(folder), read_only=True)
            if not store._is_current():
                # One that may write loads the reference data of this version first.
                store.close()
                return cls._refreshed(folder)
            return store
        store = cls(folder, opening.to_write(folder))
        store._prepare()
        return store

    @classmethod
    def _of_server(cls, server: Server, *, create: bool, read_only: bool) -> Self:
        store = cls(Path(server.address), server, read_only=read_only)
        if not create and not len(server):
            raise StoreError(server.address, "the server holds no store", "make one: coopatlas build PATH… --store URL")
        if not read_only:
            store._prepare()
        elif not store._is_current():
            raise StoreError(server.address, "the store is of another version", "build into it: that renews it")
        return store

    @classmethod
    def _refreshed(cls, folder: Path) -> Self:
        with suppress(StoreError), cls.open(folder):
            pass
        return cls(folder, opening.to_read(folder), read_only=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Write all to disk and let other processes open the store."""
        if hasattr(self, "_database"):
            if not self._read_only:
                self._flush()
            database = self._database
            del self._database, self._happenings
            if isinstance(database, Server):
                database.close()
                return
            del database  # the folder is free once nothing holds it
            if not self._read_only:
                opening.settle(self.path)
            opening.without_old_logs(self.path)

    def commit(self, document: Document, graph: Graph, reader: str, read_at: str, kept: Kept = _NOTHING) -> None:
        """Put a document in, in the place of any of the same name, content or location, in one transaction."""
        own = named(iri.document_graph(document.digest))
        old = {*self._records(ox.Literal(document.name)), *self._described(named(iri.record(document.digest)))}
        place = ox.Literal(document.location) if document.location else None
        if place is not None:
            old |= {*self._records(place, catalogue.PLACE)}
        former = min(old, key=lambda record: (record.name != document.name, record.added), default=None)
        catalogued = catalogue.entries(document, reader, read_at, former, kept)
        self._update(
            *self._withdrawn(old),
            insert(own, map(statement, claims.compact(graph))),
            insert(_ASSERTED, map(statement, claims.asserted(graph))),
            insert(_CATALOGUE, [*catalogued, _STALE]),
            *self._happenings.changed([record.digest for record in old], tellings(document.digest, graph)),
        )

    def rewrite(self, document: Document, graph: Graph, kept: Kept) -> None:
        """Let what a document of the store is taken to say be this, in one transaction; when it was read stays."""
        own, noted = named(iri.document_graph(document.digest)), named(iri.record(document.digest))
        held = {quad.triple for quad in self._database.quads_for_pattern(None, None, None, own)}
        new = {*map(statement, claims.compact(graph)), *(one for one in held if one.predicate == catalogue.REPRINT)}
        former, asserted = claims.asserted(self._graph(own)), claims.asserted(graph)
        holding = Holding(self._database, {own})
        gone = [statement(one) for one in former - asserted if not holding.holds(one)]
        quads = self._database.quads_for_pattern(noted, None, None, _CATALOGUE)
        old = [quad.triple for quad in quads if quad.predicate in (catalogue.RULES, catalogue.DECIDED)]
        self._update(
            *(delete(own, held - new), insert(own, new - held)),
            *(delete(_ASSERTED, gone), insert(_ASSERTED, map(statement, asserted - former))),
            *(delete(_CATALOGUE, old), insert(_CATALOGUE, catalogue.read_by(noted, kept))),
            *self._happenings.changed([document.digest], tellings(document.digest, graph)),
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
            insert(_CATALOGUE, [_STALE]),
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
            *(delete(_CATALOGUE, old), insert(_CATALOGUE, new), delete(text, identified), insert(text, renamed)),
            *self._happenings.changed([record.digest], told),
        )

    def text(self, digest: str) -> str:
        """Return the text of a document, into which its offsets point; empty where an older version did not keep it."""
        pattern = named(iri.document(digest)), catalogue.TEXT, None, _CATALOGUE
        return next((_text(quad.object) for quad in self._database.quads_for_pattern(*pattern)), "")

    def facts(self, digest: str) -> str:
        """Return the packed facts that were read in a document; empty where an older version did not keep them."""
        pattern = named(iri.document(digest)), catalogue.FACTS, None, _CATALOGUE
        return next((_text(quad.object) for quad in self._database.quads_for_pattern(*pattern)), "")

    def issued(self, digest: str) -> str:
        """Return the day of a document, empty where it is not known."""
        pattern = named(iri.document(digest)), ox.NamedNode(DCTERMS.issued), None, named(iri.document_graph(digest))
        return next((_text(quad.object) for quad in self._database.quads_for_pattern(*pattern)), "")

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """Yield the digests of the documents that are long enough to be copied, with their signatures."""
        for quad in self._database.quads_for_pattern(None, catalogue.SIGNATURE, None, _CATALOGUE):
            yield _text(quad.subject).removeprefix(iri.DOCUMENT), catalogue.signature(_text(quad.object))

    @property
    def unlinked(self) -> bool:
        """Whether documents came or went since reprints were last linked."""
        return ox.Quad(_STALE.subject, _STALE.predicate, _STALE.object, _CATALOGUE) in self._database

    def reprints(self) -> dict[str, str]:
        """Return the digest of the original for that of each reprint."""
        quads = self._database.quads_for_pattern(None, catalogue.REPRINT, None, None)
        pairs = ((_text(quad.subject), _text(quad.object)) for quad in quads if _of_document(quad.graph_name))
        return {copy.removeprefix(iri.DOCUMENT): first.removeprefix(iri.DOCUMENT) for copy, first in pairs}

    def set_reprints(self, originals: Mapping[str, str]) -> None:
        """Let the graph of each reprint name its original, digests both, and no other graph do so."""

        def link(copy: str, first: str) -> tuple[ox.NamedNode, list[ox.Triple]]:
            said = ox.Triple(named(iri.document(copy)), catalogue.REPRINT, named(iri.document(first)))
            return named(iri.document_graph(copy)), [said]

        held = self.reprints()
        gone = [link(*pair) for pair in held.items() - originals.items()]
        new = [link(*pair) for pair in originals.items() - held.items()]
        self._update(*(delete(*one) for one in gone), *(insert(*one) for one in new), delete(_CATALOGUE, [_STALE]))

    def states(self) -> dict[str, str]:
        """Return what was noted of the places that documents came from, by their URI."""
        return catalogue.states(self._database.quads_for_pattern(None, catalogue.STATE, None, _CATALOGUE))

    def note_states(self, states: Mapping[str, str]) -> None:
        """Note what is to be known of places next time."""
        held = self.states()
        changed = {place: state for place, state in states.items() if held.get(place) != state}
        old = [catalogue.state(place, held[place]) for place in changed if place in held]
        new = [catalogue.state(place, state) for place, state in changed.items()]
        if changed:
            self._update(delete(_CATALOGUE, old), insert(_CATALOGUE, new))

    def record(self, name: str) -> Record:
        """Return the record of one document; raises `StoreError` where the store has no such document."""
        for record in self._records(ox.Literal(well_formed(name))):
            return record
        raise StoreError(name, "the store has no such document", "coopatlas info --documents lists them")

    def recorded(self, digest: str) -> Record | None:
        """Return the record of the document of a digest, None where the store has no such document."""
        return next(self._described(named(iri.record(digest))), None)

    def documents(self) -> list[Record]:
        """Return the documents by name."""
        return sorted(self._records(), key=lambda record: record.name)

    def count(self) -> int:
        """Return the number of documents."""
        if self._count is None:
            rows = self.query(
                "SELECT (COUNT(*) AS ?n) { GRAPH graph:catalogue { ?graph dcterms:identifier ?name } }"
            ).rows
            self._count = int(str(rows[0][0]))
        return self._count

    def info(self) -> Info:
        """Count what the store holds."""
        kinds, modalities = self._counted("factKind"), self._counted("modality")
        ((asserted,),) = self.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
        return Info(self.count(), kinds.total(), int(str(asserted)), kinds, modalities)

    def _counted(self, about: str) -> Counter[str]:
        """Count the claims by a term of each; what is said so of events is not of claims."""
        rows = self.query(
            f"SELECT ?term (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?claim coop:{about} ?term }} FILTER(?g != graph:events) }}"
            " GROUP BY ?term"
        ).rows
        found = ((str(term).rpartition("/")[2].partition("-")[2], int(str(n))) for term, n in rows if term is not None)
        return Counter(dict(found))

    def query(self, sparql: str) -> Solutions:
        """Answer SELECT, ASK, CONSTRUCT or DESCRIBE; raises `QuestionError` for a text that may not or cannot run.

        The default graph is that of asserted statements; `GRAPH ?g` ranges over all graphs. The prefixes of
        `coopatlas.iri.PREFIXES` need no declaration.
        """
        screen(sparql)
        try:
            found = self._database.query(sparql, prefixes=_PREFIXES, default_graph=_ASSERTED)
            if isinstance(found, ox.QueryBoolean):
                return Solutions(("answer",), ((Literal(bool(found)),),))
            if isinstance(found, ox.QueryTriples | list):
                return Solutions(("subject", "predicate", "object"), tuple(map(triple, found)))
            columns = tuple(variable.value for variable in found.variables)
            return Solutions(columns, tuple(tuple(map(_cell, row)) for row in found))
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise explained(error, sparql) from error

    def evaluate(self, query: protocol.Request) -> protocol.Found:
        """Let the engine answer a query as the SPARQL protocol has it; raises `QuestionError`."""
        return protocol.evaluate(self._own(), query)

    def change(self, update: protocol.Request) -> None:
        """Do an update of the SPARQL protocol; raises `QuestionError`, `StoreError` where another process writes.

        It is for who knows the store: the next build does not bring back what it takes away. Only the format of the
        store stays, without which nothing could open it.
        """
        kept = insert(_CATALOGUE, (quad.triple for quad in self._settings()))
        protocol.change(opening.to_write(self.path), update, kept)

    def description(self, name: str, most: int, hidden: Collection[str]) -> list[ox.Triple]:
        """Return what is said of a thing outside `hidden` graphs, and of what others say of it so many statements."""
        return protocol.about(self._own(), name, most, hidden)

    def within(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the statements of a named graph."""
        return protocol.graph(self._own(), graph)

    def labels(self, terms: Iterable[str], shared: bool = True) -> dict[str, list[Literal]]:
        """Return the labels that the shared graphs give these IRIs, or any graph: far faster than by a query."""
        found: dict[str, list[Literal]] = {}
        for term in terms:
            subject = ox.NamedNode(term)
            quads = (
                quad
                for graph in ((_ASSERTED, _REFERENCE) if shared else (None,))
                for predicate in _LABELS
                for quad in self._database.quads_for_pattern(subject, predicate, None, graph)
            )
            found[term] = [text for quad in quads if isinstance(text := node(quad.object), Literal)]
        return found

    def quads(self, *, catalogue: bool = False) -> Iterator[ox.Quad]:
        """Yield all statements that may be passed on, with their graphs.

        Those of the catalogue, which holds times, only when asked; those of a release that is withheld, and of the
        comparisons that tell its figures, never. The graphs of documents are complete, as they were before they were
        put in.
        """
        telling = self.telling_withheld()
        kept = {named(URIRef(release)) for release in self.withheld()} | (set() if catalogue else {_CATALOGUE})
        for name in self._database.named_graphs():
            if _of_document(name):
                for found in map(statement, self._graph(name)):
                    yield ox.Quad(found.subject, found.predicate, found.object, name)
            elif name not in kept:
                quads = self._database.quads_for_pattern(None, None, None, name)
                yield from (quad for quad in quads if _text(quad.subject) not in telling)

    def withheld(self) -> list[str]:
        """Return the graphs of the releases that no licence lets be redistributed."""
        quads = self._database.quads_for_pattern(None, _SHARED, ox.Literal(False), named(iri.STATISTICS))
        return sorted(_text(quad.subject) for quad in quads)

    def telling_withheld(self) -> frozenset[str]:
        """Return the comparisons that tell figures of releases that are withheld."""
        return frozenset(str(node) for graph in self.withheld() for (node,) in self.query(_TELLING % graph).rows)

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

    def about(self, subject: str, graph: str) -> list[ox.Triple]:
        """Return what a graph says of a subject."""
        found = self._database.quads_for_pattern(ox.NamedNode(subject), None, None, ox.NamedNode(graph))
        return [quad.triple for quad in found]

    def graph(self, record: Record) -> Graph:
        """Return a copy of the graph of one document, complete as it was before it was put in."""
        return self._graph(named(iri.document_graph(record.digest)))

    def statements(self) -> Iterator[tuple[Identifier, Identifier, Identifier]]:
        """Yield the asserted statements and those of the reference data."""
        for graph in (_ASSERTED, _REFERENCE):
            yield from map(triple, self._database.quads_for_pattern(None, None, None, graph))

    def holders(self, found: Triple) -> list[str]:
        """Return the names of the documents whose graphs hold a statement."""
        wanted = statement(found)
        quads = self._database.quads_for_pattern(wanted.subject, wanted.predicate, wanted.object, None)
        graphs = {quad.graph_name for quad in quads if _of_document(quad.graph_name)}
        if found in claims.shared(found[0]):
            # No graph of a document repeats it; those that name its subject hold it.
            quads = self._database.quads_for_pattern(None, None, wanted.subject, None)
            graphs |= {quad.graph_name for quad in quads if _of_document(quad.graph_name)}
        return sorted(record.name for graph in graphs for record in self._described(_record_of(graph)))

    def completed(self) -> Self:
        """Return a copy in memory in which the graphs of documents leave nothing unsaid."""
        memory = ox.Store()
        memory.bulk_extend(self.quads(catalogue=True))
        return type(self)(self.path, memory, read_only=True)

    def dataset(self) -> Dataset:
        """Return a copy of all statements for work with rdflib."""
        dataset = Dataset()
        for prefix, namespace in iri.PREFIXES.items():
            dataset.bind(prefix, namespace)
        for quad in self.quads(catalogue=True):
            graph = dataset.graph(URIRef(str(quad.graph_name)[1:-1]))
            graph.add(triple(quad))
        return dataset

    def _prepare(self) -> None:
        """Load the reference data where it is missing or older than that installed."""
        if not self._is_current():
            held = {quad.predicate: _text(quad.object) for quad in self._settings()}
            older = int(held.get(_FORMAT, FORMAT))
            files = reference.files()
            # An older one is called older until all its documents are renewed: whoever opens it next goes on.
            settings = [
                ox.Triple(_CATALOGUE, _FORMAT, ox.Literal(older)),
                ox.Triple(_CATALOGUE, _DIGEST, ox.Literal(reference.digest())),
            ]
            self._update(
                f"DROP SILENT GRAPH {_REFERENCE}",
                insert(_REFERENCE, (found for name, text in files.items() for found in reference.parsed(name, text))),
                *self._links(),
                delete(_CATALOGUE, [quad.triple for quad in self._settings()]),
                insert(_CATALOGUE, settings),
                *(operation for name in self._known() for operation in self._renewed(name)),
            )
            if older < FORMAT:
                for record in self.documents():
                    self._renew(record, with_events=older == WITHOUT_EVENTS)
                now = ox.Triple(_CATALOGUE, _FORMAT, ox.Literal(FORMAT))
                self._update(delete(_CATALOGUE, settings[:1]), insert(_CATALOGUE, [now]))

    def _renew(self, record: Record, *, with_events: bool) -> None:
        """Turn what an older version wrote of a document into the form of this one."""
        former, own = named(iri.record(record.digest)), named(iri.document_graph(record.digest))
        graph = self._graph(former)
        if len(graph):
            self._update(
                f"DROP SILENT GRAPH {former}",
                insert(own, map(statement, claims.compact(graph))),
                insert(_ASSERTED, map(statement, claims.asserted(graph))),
                *(self._happenings.changed([], tellings(record.digest, graph)) if with_events else ()),
            )

    def _known(self) -> Iterator[ox.NamedNode]:
        """Yield the places and bodies of the reference data that the asserted graph describes."""
        for quad in self._database.quads_for_pattern(None, ox.NamedNode(RDF.type), None, _ASSERTED):
            if isinstance(quad.subject, ox.NamedNode) and claims.shared(URIRef(quad.subject.value)):
                yield quad.subject

    def _renewed(self, node: ox.NamedNode) -> list[str]:
        quads = self._database.quads_for_pattern(node, None, None, _ASSERTED)
        old, new = {quad.triple for quad in quads}, set(map(statement, claims.shared(URIRef(node.value))))
        return [delete(_ASSERTED, old - new), insert(_ASSERTED, new - old)]

    def _links(self) -> Iterator[str]:
        """Yield what puts the shipped links in the place of those that another version shipped."""
        for found in links.shipped():
            own = ox.NamedNode(links.graph(found.name))
            yield f"DROP SILENT GRAPH {own}"
            yield insert(own, links.statements(found))

    def _is_current(self) -> bool:
        """Check the format; tell whether the reference data is that installed."""
        held = {quad.predicate: _text(quad.object) for quad in self._settings()}
        if held.get(_FORMAT, "").isdigit() and int(held[_FORMAT]) > FORMAT:
            raise StoreError(self._where, "the store was made by a newer coopatlas", "install that version")
        if _FORMAT not in held and len(self._database):
            raise StoreError(
                str(self.path), "an Oxigraph database that is no store of coopatlas", "name another folder"
            )
        return (held.get(_FORMAT), held.get(_DIGEST)) == (str(FORMAT), reference.digest())

    def _records(self, value: ox.Literal | None = None, about: ox.NamedNode = catalogue.NAME) -> Iterator[Record]:
        """Yield the records of the documents, or of those of one name or location."""
        for quad in self._database.quads_for_pattern(None, about, value, _CATALOGUE):
            yield from self._described(quad.subject)

    def _described(self, graph: ox.NamedNode | ox.BlankNode | ox.Triple) -> Iterator[Record]:
        facts = {
            quad.predicate: _text(quad.object)
            for quad in self._database.quads_for_pattern(graph, None, None, _CATALOGUE)
        }
        if found := catalogue.record(facts):
            yield found

    @property
    def _where(self) -> str:
        return self._database.address if isinstance(self._database, Server) else str(self.path)

    def _own(self) -> ox.Store:
        """Return the database on disk; raises `StoreError` where the store is a server, which answers by itself."""
        if isinstance(self._database, Server):
            raise StoreError(self._where, "a server answers the protocols of the web itself", "ask it directly")
        return self._database

    def _settings(self) -> Iterator[ox.Quad]:
        return self._database.quads_for_pattern(_CATALOGUE, None, None, _CATALOGUE)

    def _withdrawn(self, records: Collection[Record]) -> list[str]:
        graphs = {named(iri.document_graph(record.digest)) for record in records}
        noted = graphs | {named(iri.record(record.digest)) for record in records}
        catalogued = [
            quad.triple for one in noted for quad in self._database.quads_for_pattern(one, None, None, _CATALOGUE)
        ]
        drops = [f"DROP SILENT GRAPH {graph}" for graph in sorted(graphs, key=str)]
        return [
            *map(_without_comparisons, sorted(graphs, key=str)),
            *drops,
            delete(_CATALOGUE, catalogued),
            delete(_ASSERTED, self._alone(graphs)),
        ]

    def _alone(self, graphs: set[ox.NamedNode]) -> set[ox.Triple]:
        """Return what these graphs of documents assert and no other does."""
        asserted = {found for graph in graphs for found in claims.asserted(self._graph(graph))}
        holding = Holding(self._database, graphs)
        return {statement(found) for found in asserted if not holding.holds(found)}

    def _graph(self, name: ox.NamedNode) -> Graph:
        graph = Graph("SimpleMemory", bind_namespaces="none")
        for quad in self._database.quads_for_pattern(None, None, None, name):
            graph.add(triple(quad))
        return claims.complete(graph)

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


def _without_comparisons(graph: ox.NamedNode) -> str:
    """Return the operation that takes out what the claims of a graph came to when held against statistics."""
    found, compares = ox.NamedNode(iri.COMPARISONS), ox.NamedNode(iri.ONTOLOGY.compares)
    where = f"GRAPH {graph} {{ ?claim a <{iri.ONTOLOGY.Claim}> }} GRAPH {found} {{ ?x {compares} ?claim ; ?p ?o }}"
    return f"DELETE {{ GRAPH {found} {{ ?x ?p ?o }} }} WHERE {{ {where} }}"


def _of_document(graph: object) -> TypeGuard[ox.NamedNode]:
    return isinstance(graph, ox.NamedNode) and iri.holds_document(graph.value)


def _record_of(graph: ox.NamedNode) -> ox.NamedNode:
    return named(iri.record(graph.value.removeprefix(iri.DOCUMENT)))


def _cell(term: object) -> Identifier | None:
    return None if term is None else node(term)


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
