"""Which tellings are of one event, kept up to date with each commit, at the cost of those that may be meant.

The catalogue holds each telling, and the keys under which tellings of the same event are found; `graph:events` holds
what came of them. A commit looks up the tellings that may be of one event with those that come or go, and with these in
turn, and works out their events anew: what they then are depends on the tellings alone.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

import pyoxigraph as ox
from rdflib import RDF, RDFS

from coopatlas.rdf import iri
from coopatlas.rdf.oxigraph import delete, insert, named
from coopatlas.resolve.agreement import one_event
from coopatlas.resolve.events import Event, events
from coopatlas.resolve.judgements import Judgement
from coopatlas.resolve.tellings import Telling
from coopatlas.resolve.unions import Decided
from coopatlas.store.server import Server

GRAPH, CATALOGUE = named(iri.EVENTS), named(iri.CATALOGUE)

_KEY, _RECORD, _JUDGED, _ASSERTS = (
    ox.NamedNode(iri.ONTOLOGY[name]) for name in ("eventKey", "tellingRecord", "eventJudgements", "asserts")
)
_TELLS, _TOLD_AS, _FULLEST, _BECAUSE, _KIND, _HAPPENING = (
    ox.NamedNode(iri.ONTOLOGY[name])
    for name in ("tells", "toldAs", "fullestToldAs", "joinedBecause", "factKind", "Happening")
)
_WHO, _WHERE, _WHEN = (ox.NamedNode(iri.ONTOLOGY[name]) for name in ("participant", "heldIn", "occurredDuring"))
_Node = ox.NamedNode | ox.BlankNode | ox.Triple
_TYPE, _LABEL = ox.NamedNode(RDF.type), ox.NamedNode(RDFS.label)


class Happenings:
    """The events of a store, as the operations that keep them up to date."""

    def __init__(self, database: ox.Store | Server) -> None:
        self._database = database
        self._decided: Decided | None = None

    def changed(self, gone: Iterable[str], come: Sequence[Telling]) -> list[str]:
        """Return what a commit does to the events: documents of the digests `gone` leave, tellings `come`."""
        leaving = [one for digest in gone for one in self._of_document(digest)]
        nodes = map(_node, leaving)
        old = [q.triple for node in nodes for q in self._database.quads_for_pattern(node, None, None, CATALOGUE)]
        return [delete(CATALOGUE, old), insert(CATALOGUE, self.listed(come)), *self._worked_out(leaving, come)]

    def listed(self, come: Iterable[Telling]) -> Iterator[ox.Triple]:
        """Yield what the catalogue is to hold of tellings."""
        for one in come:
            node = _node(one)
            yield ox.Triple(node, _RECORD, ox.Literal(one.record()))
            yield from (ox.Triple(node, _KEY, ox.Literal(key)) for key in one.filed)

    def settled(self, digests: Iterable[str], done: set[str]) -> list[str]:
        """Return what makes the events those of which documents tell whose tellings are listed.

        Tellings that are `done` were concerned before; those that are concerned now are added to them.
        """
        found = [one for digest in digests for one in self._of_document(digest) if one.name not in done]
        concerned = self._concerned([], found, None)
        done.update(one.name for one in concerned)
        return self._replaced([], concerned)

    def refiled(self, digest: str) -> list[str]:
        """Return what files the tellings of a document as this version does."""
        found = self._of_document(digest)
        nodes = map(_node, found)
        old = [q.triple for node in nodes for q in self._database.quads_for_pattern(node, None, None, CATALOGUE)]
        return [delete(CATALOGUE, old), insert(CATALOGUE, self.listed(found))]

    def judged(self, judgements: Sequence[Judgement]) -> list[str]:
        """Return what makes the events those of these judgements, nothing where they were before."""
        before, decided = self._decisions(), Decided.of(judgements)
        if decided.pairs == before.pairs:
            return []
        items = sorted(before.items() | decided.items())
        concerned = {one.name: one for item in items for one in self._of_item(item)}
        self._decided = decided
        held = [quad.triple for quad in self._database.quads_for_pattern(GRAPH, _JUDGED, None, CATALOGUE)]
        kept = [ox.Triple(GRAPH, _JUDGED, ox.Literal(decided.record()))] if decided.pairs else []
        again = self._worked_out([], list(concerned.values()), before)
        return [delete(CATALOGUE, held), insert(CATALOGUE, kept), *again]

    def _decisions(self) -> Decided:
        if self._decided is None:
            quads = self._database.quads_for_pattern(GRAPH, _JUDGED, None, CATALOGUE)
            self._decided = next((Decided.read(_text(quad.object)) for quad in quads), Decided())
        return self._decided

    def _worked_out(
        self, leaving: Sequence[Telling], come: Sequence[Telling], also: Decided | None = None
    ) -> list[str]:
        """Return what replaces the events of all tellings that these may be of one event with, however remotely."""
        return self._replaced(leaving, self._concerned(leaving, come, also))

    def _replaced(self, leaving: Sequence[Telling], concerned: Sequence[Telling]) -> list[str]:
        claims = {claim for one in (*leaving, *concerned) for claim in one.claims}
        before = set(self._statements(claims))
        after = {found for event in events(concerned, self._decisions()) for found in _described(event)}
        return [delete(GRAPH, before - after), insert(GRAPH, after - before)]

    def _concerned(self, leaving: Sequence[Telling], come: Sequence[Telling], also: Decided | None) -> list[Telling]:
        away = {one.name for one in leaving}
        found = {one.name: one for one in come}
        waiting, read = [*leaving, *come], dict[_Node, Telling | None]()
        while waiting:
            one = waiting.pop()
            for other in self._near(one, also, read):
                if other.name not in found and other.name not in away:
                    found[other.name] = other
                    waiting.append(other)
        return list(found.values())

    def _near(self, one: Telling, also: Decided | None, read: dict[_Node, Telling | None]) -> Iterator[Telling]:
        """Yield the tellings that may be of one event with another, by the rules or by what a person decided."""
        rules = [self._decisions(), *([also] if also else [])]
        beside = [other for decided in rules for item in sorted(decided.beside(one)) for other in self._of_item(item)]
        for other in (*beside, *self._filed(one.sought, read)):
            if any(one_event(one, other, decided) for decided in rules):
                yield other

    def _filed(self, keys: Iterable[str], read: dict[_Node, Telling | None]) -> Iterator[Telling]:
        """Yield the tellings that are filed under one of these keys; many are found often, and `read` once."""
        found = (self._database.quads_for_pattern(None, _KEY, ox.Literal(key), CATALOGUE) for key in keys)
        for node in {quad.subject for quads in found for quad in quads}:
            if node not in read:
                read[node] = next(self._read(node), None)
            if (other := read[node]) is not None:
                yield other

    def _of_item(self, item: str) -> list[Telling]:
        """Return the tellings of an item in whichever document asserts it."""
        quads = self._database.quads_for_pattern(None, _ASSERTS, ox.NamedNode(item), None)
        digests = {_text(quad.graph_name).removeprefix(iri.DOCUMENT) for quad in quads}
        return [one for digest in sorted(digests) for one in self._read(_node_of(digest, item))]

    def _of_document(self, digest: str) -> list[Telling]:
        quads = self._database.quads_for_pattern(None, _ASSERTS, None, named(iri.document_graph(digest)))
        items = {_text(quad.object) for quad in quads}
        return [one for item in sorted(items) for one in self._read(_node_of(digest, item))]

    def _read(self, node: _Node) -> Iterator[Telling]:
        for quad in self._database.quads_for_pattern(node, _RECORD, None, CATALOGUE):
            yield _telling(_text(quad.object))

    def _statements(self, claims: Collection[str]) -> Iterator[ox.Triple]:
        """Yield all that the graph says of the events that these claims tell of."""
        for claim in claims:
            for told in self._database.quads_for_pattern(ox.NamedNode(claim), _TELLS, None, GRAPH):
                event = ox.NamedNode(_text(told.object))
                yield from (q.triple for q in self._database.quads_for_pattern(event, None, None, GRAPH))
                for other in self._database.quads_for_pattern(None, _TELLS, event, GRAPH):
                    yield from (q.triple for q in self._database.quads_for_pattern(other.subject, None, None, GRAPH))


@lru_cache(maxsize=10_000)
def _telling(record: str) -> Telling:
    return Telling.read(record)


def _node(one: Telling) -> ox.NamedNode:
    return _node_of(one.digest, one.item)


def _node_of(digest: str, item: str) -> ox.NamedNode:
    return ox.NamedNode(iri.DOCUMENT[f"{digest}-telling-{item.rpartition('/')[2]}"])


def _described(event: Event) -> Iterator[ox.Triple]:
    fullest, first = event.tellings[0], event.first
    node = named(iri.item("event", first.digest, first.item))
    yield ox.Triple(node, _TYPE, _HAPPENING)
    yield ox.Triple(node, _KIND, named(iri.term("kind", fullest.kind)))
    yield ox.Triple(node, _FULLEST, ox.NamedNode(fullest.item))
    for lang, text in fullest.labels:
        yield ox.Triple(node, _LABEL, ox.Literal(text, language=lang) if lang else ox.Literal(text))
    for predicate, values in ((_WHO, event.who), (_WHERE, [event.where]), (_WHEN, [event.period])):
        yield from (ox.Triple(node, predicate, ox.NamedNode(value)) for value in values if value)
    for one in event.tellings:
        yield ox.Triple(node, _TOLD_AS, ox.NamedNode(one.item))
        for claim in one.claims:
            yield ox.Triple(ox.NamedNode(claim), _TELLS, node)
    for one, reason in zip(event.tellings[1:], event.reasons, strict=True):
        for claim in one.claims:
            for why in reason:
                yield ox.Triple(ox.NamedNode(claim), _BECAUSE, named(iri.term("join", why)))


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
