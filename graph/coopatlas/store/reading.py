"""What can be read of a store, on disk or on a server: documents, questions in SPARQL, graphs, copies."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeGuard

import pyoxigraph as ox
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS
from rdflib.term import Identifier

from coopatlas import claims
from coopatlas.documents.encoding import well_formed
from coopatlas.errors import StoreError
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple
from coopatlas.rdf.oxigraph import named, node, statement, text_of, triple
from coopatlas.rdf.solutions import Source, local, select
from coopatlas.store import catalogue, protocol
from coopatlas.store.catalogue import Record
from coopatlas.store.server import Server
from coopatlas.store.sparql import explained, screen

ASSERTED, REFERENCE, CATALOGUE = (ox.NamedNode(graph) for graph in (iri.ASSERTED, iri.REFERENCE, iri.CATALOGUE))
_ASSERTS = named(iri.ONTOLOGY.asserts)
STALE = ox.Triple(ASSERTED, catalogue.UNLINKED, ox.Literal(True))
"""What the catalogue says as long as documents came or went since reprints were last linked."""
_LABELS = tuple(ox.NamedNode(term) for term in (RDFS.label, SKOS.prefLabel, DCTERMS.title, DCTERMS.identifier))
_SHARED = ox.NamedNode(iri.ONTOLOGY["redistributable"])
_PREFIXES = dict(iri.PREFIXES)
_DOCUMENTS = "SELECT (COUNT(*) AS ?n) { GRAPH graph:catalogue { ?graph dcterms:identifier ?name } }"
_ASSERTED = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_OF_CLAIMS = """
SELECT ?term (COUNT(*) AS ?n) { GRAPH ?g { ?claim coop:%s ?term } FILTER(?g != graph:events) } GROUP BY ?term"""
_TELLING = """SELECT DISTINCT ?x {
  GRAPH graph:comparisons { ?x coop:comparedWith|coop:mirroredBy ?row } GRAPH <%s> { ?row coop:printedStep ?step } }"""


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer of a query; the one cell of ASK is a boolean literal, CONSTRUCT gives subject, predicate, object."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Identifier | None, ...], ...]

    def terms(self, rows: Iterable[Sequence[Any]]) -> list[Sequence[Identifier | None]]:
        """Return some of the rows as terms."""
        return list(rows)


@dataclass(frozen=True, slots=True)
class Info:
    """What a store holds, claims counted by the local names of their kinds and modalities."""

    documents: int
    claims: int
    statements: int
    kinds: Mapping[str, int]
    modalities: Mapping[str, int]


class ReadStore:
    """A store that is asked, and not changed."""

    def __init__(self, path: Path, database: ox.Store | Server, *, read_only: bool = False) -> None:
        self.path = path
        self._database = database
        self._read_only = read_only
        self._count: int | None = None

    @property
    def is_snapshot(self) -> bool:
        """Whether it stays as it was when it was opened: nothing is committed through it."""
        return self._read_only

    def text(self, digest: str) -> str:
        """Return the text of a document, into which its offsets point; empty where an older version did not keep it."""
        return self._noted(named(iri.document(digest)), catalogue.TEXT)

    def facts(self, digest: str) -> str:
        """Return the packed facts that were read in a document; empty where an older version did not keep them."""
        return self._noted(named(iri.document(digest)), catalogue.FACTS)

    def issued(self, digest: str) -> str:
        """Return the day of a document, empty where it is not known."""
        pattern = named(iri.document(digest)), ox.NamedNode(DCTERMS.issued), None, named(iri.document_graph(digest))
        return next((text_of(quad.object) for quad in self._database.quads_for_pattern(*pattern)), "")

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """Yield the digests of the documents that are long enough to be copied, with their signatures."""
        for quad in self._database.quads_for_pattern(None, catalogue.SIGNATURE, None, CATALOGUE):
            yield text_of(quad.subject).removeprefix(iri.DOCUMENT), catalogue.signature(text_of(quad.object))

    @property
    def unlinked(self) -> bool:
        """Whether documents came or went since reprints were last linked."""
        return ox.Quad(STALE.subject, STALE.predicate, STALE.object, CATALOGUE) in self._database

    def reprints(self) -> dict[str, str]:
        """Return the digest of the original for that of each reprint."""
        quads = self._database.quads_for_pattern(None, catalogue.REPRINT, None, None)
        pairs = ((text_of(quad.subject), text_of(quad.object)) for quad in quads if _of_document(quad.graph_name))
        return {copy.removeprefix(iri.DOCUMENT): first.removeprefix(iri.DOCUMENT) for copy, first in pairs}

    def states(self) -> dict[str, str]:
        """Return what was noted of the places that documents came from, by their URI."""
        return catalogue.states(self._database.quads_for_pattern(None, catalogue.STATE, None, CATALOGUE))

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
            self._count = int(str(self.query(_DOCUMENTS).rows[0][0]))
        return self._count

    def info(self) -> Info:
        """Count what the store holds."""
        return info_of(self)

    def query(self, sparql: str) -> Solutions:
        """Answer SELECT, ASK, CONSTRUCT or DESCRIBE; raises `QuestionError` for a text that may not or cannot run.

        The default graph is that of asserted statements; `GRAPH ?g` ranges over all graphs. The prefixes of
        `coopatlas.rdf.iri.PREFIXES` need no declaration.
        """
        screen(sparql)
        try:
            found = self._database.query(sparql, prefixes=_PREFIXES, default_graph=ASSERTED)
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

    def description(self, name: str, most: int, hidden: Collection[str]) -> list[ox.Triple]:
        """Return what is said of a thing outside `hidden` graphs, and of what others say of it so many statements."""
        found = protocol.about(self._own(), name, most, hidden)
        return sorted({*found, *map(statement, self._told(name))}, key=str)

    def told(self, name: str) -> list[tuple[str, str]]:
        """Return all that the graph of a document says of a claim, a span, or itself: local names and values."""
        return [(local(str(predicate)), str(value)) for _, predicate, value in self._told(name)]

    def within(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the statements of a named graph; of that of a document also what is left unsaid there."""
        if iri.holds_document(graph):
            return map(statement, self._graph(ox.NamedNode(graph)))
        return protocol.graph(self._own(), graph)

    def held_within(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the statements of a named graph as they are held."""
        return protocol.graph(self._own(), graph)

    def labels(self, terms: Iterable[str], shared: bool = True) -> dict[str, list[Literal]]:
        """Return the labels that the shared graphs give these IRIs, or any graph: far faster than by a query."""
        found: dict[str, list[Literal]] = {}
        for term in terms:
            subject = ox.NamedNode(term)
            quads = (
                quad
                for graph in ((ASSERTED, REFERENCE) if shared else (None,))
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
        kept = {named(URIRef(release)) for release in self.withheld()} | (set() if catalogue else {CATALOGUE})
        for name in self._database.named_graphs():
            if _of_document(name):
                yield from self._completed(name)
            elif name not in kept:
                quads = self._database.quads_for_pattern(None, None, None, name)
                yield from (quad for quad in quads if text_of(quad.subject) not in telling) if telling else quads

    def unsettled(self) -> set[str]:
        """Return the digests of documents whose events are not worked out yet."""
        quads = self._database.quads_for_pattern(None, catalogue.UNSETTLED, None, CATALOGUE)
        return {text_of(quad.subject).rpartition("/")[2] for quad in quads}

    def held(self) -> Iterator[ox.Quad]:
        """Yield all statements as they are held: graphs of documents leave unsaid what follows from the rest."""
        return self._database.quads_for_pattern(None, None, None, None)

    def told_of(self, node: str) -> list[str]:
        """Return the events of which a claim tells, and the claims that tell of an event."""
        one, graph, tells = ox.NamedNode(node), named(iri.EVENTS), named(iri.ONTOLOGY.tells)
        events = (quad.object for quad in self._database.quads_for_pattern(one, tells, None, graph))
        claims_of = (quad.subject for quad in self._database.quads_for_pattern(None, tells, one, graph))
        return [text_of(term) for term in (*events, *claims_of)]

    def withheld(self) -> list[str]:
        """Return the graphs of the releases that no licence lets be redistributed."""
        quads = self._database.quads_for_pattern(None, _SHARED, ox.Literal(False), named(iri.STATISTICS))
        return sorted(text_of(quad.subject) for quad in quads)

    def telling_withheld(self) -> frozenset[str]:
        """Return the comparisons that tell figures of releases that are withheld."""
        return frozenset(str(node) for graph in self.withheld() for (node,) in self.query(_TELLING % graph).rows)

    def about(self, subject: str, graph: str) -> list[ox.Triple]:
        """Return what a graph says of a subject."""
        found = self._database.quads_for_pattern(ox.NamedNode(subject), None, None, ox.NamedNode(graph))
        return [quad.triple for quad in found]

    def graph(self, record: Record) -> Graph:
        """Return a copy of the graph of one document, complete as it was before it was put in."""
        return self._graph(named(iri.document_graph(record.digest)))

    def statements(self) -> Iterator[tuple[Identifier, Identifier, Identifier]]:
        """Yield the asserted statements and those of the reference data."""
        for graph in (ASSERTED, REFERENCE):
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
        elif found[1] == RDFS.label:
            # What an asserted item is called is noted.
            quads = self._database.quads_for_pattern(None, _ASSERTS, wanted.subject, None)
            asserting = {quad.graph_name for quad in quads if _of_document(quad.graph_name)}
            graphs |= {graph for graph in asserting if found in self._graph(graph)}
        return sorted(record.name for graph in graphs for record in self._described(_record_of(graph)))

    def completed(self, documents: int | None = None) -> Self:
        """Return a copy in memory in which the graphs of documents leave nothing unsaid.

        Of a store of more than so many `documents` it holds the first of these, and the reference data.
        """
        memory = ox.Store()
        if documents is None or self.count() <= documents:
            memory.bulk_extend(self.quads(catalogue=True))
        else:
            graphs = sorted(filter(_of_document, self._database.named_graphs()), key=text_of)[:documents]
            memory.bulk_extend(self._database.quads_for_pattern(None, None, None, REFERENCE))
            memory.bulk_extend(quad for name in graphs for quad in self._completed(name))
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

    def _told(self, name: str) -> Iterable[Triple]:
        document = iri.document_of(name)
        is_of_document = name.startswith(iri.DOCUMENT) and iri.holds_document(document)
        own = self._graph(named(document)) if is_of_document else Graph()
        return own.triples((URIRef(name), None, None))

    def _records(self, value: ox.Literal | None = None, about: ox.NamedNode = catalogue.NAME) -> Iterator[Record]:
        """Yield the records of the documents, or of those of one name or location."""
        for quad in self._database.quads_for_pattern(None, about, value, CATALOGUE):
            yield from self._described(quad.subject)

    def _described(self, graph: ox.NamedNode | ox.BlankNode | ox.Triple) -> Iterator[Record]:
        facts = {
            quad.predicate: text_of(quad.object)
            for quad in self._database.quads_for_pattern(graph, None, None, CATALOGUE)
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
        return self._database.quads_for_pattern(CATALOGUE, None, None, CATALOGUE)

    def _noted(self, document: ox.NamedNode, about: ox.NamedNode) -> str:
        quads = self._database.quads_for_pattern(document, about, None, CATALOGUE)
        return next((text_of(quad.object) for quad in quads), "")

    def _completed(self, name: ox.NamedNode) -> Iterator[ox.Quad]:
        return (ox.Quad(one.subject, one.predicate, one.object, name) for one in map(statement, self._graph(name)))

    def _graph(self, name: ox.NamedNode) -> Graph:
        said = map(triple, self._database.quads_for_pattern(None, None, None, name))
        return claims.complete(said, self._noted(name, catalogue.NOTES))


def info_of(store: Source) -> Info:
    """Count what a store holds, by whatever answers for it."""
    kinds, modalities = (_counted(store, name) for name in ("factKind", "modality"))
    documents, asserted = (int(row["n"] or 0) for query in (_DOCUMENTS, _ASSERTED) for row in select(store, query))
    return Info(documents, kinds.total(), asserted, kinds, modalities)


def _counted(store: Source, about: str) -> Counter[str]:
    """Count the claims by a term of each; what is said so of events is not of claims."""
    rows = ((row["term"] or "", int(row["n"] or 0)) for row in select(store, _OF_CLAIMS % about))
    return Counter({term.rpartition("/")[2].partition("-")[2]: number for term, number in rows if term})


def _of_document(graph: object) -> TypeGuard[ox.NamedNode]:
    return isinstance(graph, ox.NamedNode) and iri.holds_document(graph.value)


def _record_of(graph: ox.NamedNode) -> ox.NamedNode:
    return named(iri.record(graph.value.removeprefix(iri.DOCUMENT)))


def _cell(term: object) -> Identifier | None:
    return None if term is None else node(term)
