"""The store: documents in, replaced and out again, each in one transaction; questions in SPARQL.

It is an Oxigraph database on disk. A document has a named graph of its own, called as it is, in the form that
`claims.compact` gives it; `graph:asserted` holds each asserted statement once, as long as some document holds it, and
the days of every period that some document names; `graph:reference` the vocabularies and the reference data;
`graph:events` which claims tell of one event (see `happenings`); `graph:catalogue` which document was read when
and by which reader, and what the store keeps for itself. Statistics stand apart: `graph:statistics` says which releases
there are, and the figures of each have a graph of their own, which nothing about documents looks into.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

import pyoxigraph as ox
from rdflib import RDF, Graph, URIRef

from coopatlas import claims
from coopatlas.errors import StoreError
from coopatlas.rdf import iri, links
from coopatlas.rdf.oxigraph import delete, insert, named, statement, text_of
from coopatlas.resolve.tellings import tellings
from coopatlas.store import catalogue, opening, reference
from coopatlas.store.catalogue import Record
from coopatlas.store.reading import ASSERTED, CATALOGUE, REFERENCE, Info, Solutions, info_of
from coopatlas.store.server import Server, is_address
from coopatlas.store.writing import WriteStore

__all__ = ["FORMAT", "Info", "Solutions", "Store", "info_of"]

FORMAT = 6
"""The format of the stores that this version writes; it turns older ones into this one, and reads no newer one."""
WITHOUT_EVENTS, NAMED_AS_DOCUMENTS, FILED = 1, 3, 5
"""The format of the stores that did not keep events; from which on the graph of a document is called as it is; from
which on tellings are filed as they are now."""

_RENEWED = "%s: an earlier version wrote this store; its %d documents are put into the form of this one, once"
_RENEWS = "run the last build again, which puts it into the form of this one: coopatlas build PATH… --store FOLDER"
_LOG = logging.getLogger(__name__)
_FORMAT, _DIGEST = (ox.NamedNode(iri.ONTOLOGY[name]) for name in ("storeFormat", "referenceDigest"))
_REMNANT = re.compile(r"LOCK|LOG.*|IDENTITY|MANIFEST-\d+|OPTIONS-\d+.*|\d+\.(?:log|sst|dbtmp)")


class Store(WriteStore):
    """A store that one process has open; use it as a context, or let it go, to close it."""

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, read_only: bool = False) -> Self:
        """Open the store in the folder or on the server `path`; raises `StoreError` where none is to be used.

        Many may have a store open `read_only`, beside one that writes; they see what was committed when they opened.
        One of an earlier format is put into that of this version only when it is opened to be written.
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
            if store._is_current():
                return store
            older = store._format() < FORMAT
            store.close()
            if older:
                # All documents would be written anew, which takes minutes: whoever reads has not asked for that.
                raise StoreError(str(path), "an earlier version wrote this store", _RENEWS)
            # One that may write loads the reference data of this version first.
            return cls._refreshed(folder)
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
                opening.without_cut_loads(self.path)
                opening.settle(self.path)
            opening.without_old_logs(self.path)

    def _prepare(self) -> None:
        """Load the reference data where it is missing or older than that installed."""
        if not self._is_current():
            older = self._format()
            # An older one is called older until all its documents are renewed: whoever opens it next goes on.
            settings = [
                ox.Triple(CATALOGUE, _FORMAT, ox.Literal(older)),
                ox.Triple(CATALOGUE, _DIGEST, ox.Literal(reference.digest())),
            ]
            if not self._has_reference():
                self._update(
                    *self._supplied(),
                    delete(CATALOGUE, [quad.triple for quad in self._settings()]),
                    insert(CATALOGUE, settings),
                    *(operation for name in self._known() for operation in self._renewed(name)),
                )
            if older < FORMAT:
                records = self.documents()
                _LOG.warning(_RENEWED, self._where, len(records))
                for record in records:
                    self._renew(record, older)
                now = ox.Triple(CATALOGUE, _FORMAT, ox.Literal(FORMAT))
                self._update(delete(CATALOGUE, settings[:1]), insert(CATALOGUE, [now]))

    def _renew(self, record: Record, older: int) -> None:
        """Turn what an older version wrote of a document into the form of this one."""
        own = named(iri.document_graph(record.digest))
        former = named(iri.record(record.digest)) if older < NAMED_AS_DOCUMENTS else own
        graph = self._graph(former)
        if not len(graph):
            return
        short = claims.compact(graph)
        noted = self._database.quads_for_pattern(own, catalogue.NOTES, None, CATALOGUE)
        self._update(
            f"DROP SILENT GRAPH {former}",
            insert(own, map(statement, short.said)),
            insert(ASSERTED, map(statement, claims.asserted(graph)) if former != own else []),
            delete(CATALOGUE, [quad.triple for quad in noted]),
            insert(CATALOGUE, [ox.Triple(own, catalogue.NOTES, ox.Literal(short.notes))] if short.notes else []),
            *self._filed(record.digest, graph, older),
        )

    def _filed(self, digest: str, graph: Graph, older: int) -> list[str]:
        if older == WITHOUT_EVENTS:
            return self._happenings.changed([], tellings(digest, graph))
        return self._happenings.refiled(digest) if older < FILED else []

    def _known(self) -> Iterator[ox.NamedNode]:
        """Yield the places and bodies of the reference data that the asserted graph describes."""
        for quad in self._database.quads_for_pattern(None, ox.NamedNode(RDF.type), None, ASSERTED):
            if isinstance(quad.subject, ox.NamedNode) and claims.shared(URIRef(quad.subject.value)):
                yield quad.subject

    def _renewed(self, node: ox.NamedNode) -> list[str]:
        quads = self._database.quads_for_pattern(node, None, None, ASSERTED)
        old, new = {quad.triple for quad in quads}, set(map(statement, claims.shared(URIRef(node.value))))
        return [delete(ASSERTED, old - new), insert(ASSERTED, new - old)]

    def _supplied(self) -> list[str]:
        """Return what puts the reference data and the shipped links in the place of those of another version.

        In a new database they are at once, past the journal of its transactions, which takes a third of the time.
        """
        if isinstance(self._database, Server) or self._holds_any():
            return [one for graph, said in _supplies() for one in (f"DROP SILENT GRAPH {graph}", insert(graph, said))]
        # It is no transaction: where it is cut short, the store is known for one that lacks reference data.
        self._update(insert(CATALOGUE, [ox.Triple(CATALOGUE, _FORMAT, ox.Literal(FORMAT))]))
        quads = (ox.Quad(one.subject, one.predicate, one.object, graph) for graph, said in _supplies() for one in said)
        try:
            self._database.bulk_extend(quads)
        except OSError as error:
            raise opening.unwritten(self.path, error) from error
        return []

    def _holds_any(self) -> bool:
        if isinstance(self._database, Server):
            return len(self._database) > 0  # without the graphs of the server's own
        return next(iter(self._database.quads_for_pattern(None, None, None, None)), None) is not None

    def _format(self) -> int:
        """Return the format that the store says it has; a new one has that of this version."""
        return next((int(text_of(one.object)) for one in self._settings() if one.predicate == _FORMAT), FORMAT)

    def _is_current(self) -> bool:
        """Check the format; tell whether it is that of this version, and the reference data that installed."""
        held = {quad.predicate: text_of(quad.object) for quad in self._settings()}
        if held.get(_FORMAT, "").isdigit() and int(held[_FORMAT]) > FORMAT:
            raise StoreError(self._where, "the store was made by a newer coopatlas", "install that version")
        if _FORMAT not in held and self._holds_any():
            raise StoreError(
                str(self.path), "an Oxigraph database that is no store of coopatlas", "name another folder"
            )
        if held.get(_DIGEST) != reference.digest():
            reference.forget()  # the content may have been renewed beside a process that goes on
        return held.get(_FORMAT) == str(FORMAT) and self._has_reference()

    def _has_reference(self) -> bool:
        digests = (text_of(one.object) for one in self._settings() if one.predicate == _DIGEST)
        return reference.digest() in digests


def _supplies() -> Iterator[tuple[ox.NamedNode, Iterator[ox.Triple]]]:
    """Yield each graph that every store holds, and its statements."""
    yield REFERENCE, (found for name, text in reference.files().items() for found in reference.parsed(name, text))
    for found in links.shipped():
        yield ox.NamedNode(links.graph(found.name)), links.statements(found)
