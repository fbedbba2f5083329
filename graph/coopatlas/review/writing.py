"""A document's facts, as decisions leave them, into its graph; and the documents of a store that decisions changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from coopatlas import claims, gazetteer
from coopatlas.errors import StoreError
from coopatlas.model import Document, Fact
from coopatlas.model.packing import packed, unpacked
from coopatlas.ontology.validate import Violation, violations
from coopatlas.rdf import iri
from coopatlas.resolve import Resolver
from coopatlas.review.applying import Ruled, ruled
from coopatlas.review.decisions import Decisions, Docket
from coopatlas.store import Store
from coopatlas.store.catalogue import Record
from coopatlas.store.entry import Kept


@dataclass(frozen=True, slots=True)
class Told:
    """A document's graph, the facts that are in it, how many were left out, what is wrong, and what is kept."""

    graph: Graph
    facts: tuple[Fact, ...]
    dropped: int
    violations: tuple[Violation, ...]
    kept: Kept


def told(document: Document, facts: Sequence[Fact], docket: Docket) -> Told:
    """Return what a document's facts become by the decisions about it; those that break a shape are left out."""
    decided = ruled(document, facts, docket.claims)
    final = [docket.precision.weighed(fact) for fact in decided.facts]
    resolver = Resolver(gazetteer.load(), [*final, *decided.rejected], docket.verdicts, document.name)
    graph = claims.document_graph(document, final, resolver, decided.rejected)
    found = violations(graph)
    kept = _sound(document, final, resolver, found)
    if len(kept) < len(final):
        graph = claims.document_graph(document, kept, resolver, decided.rejected)
    rules = {fact.rule for fact in facts if fact.rule}
    own = Kept(packed(facts), docket.mark(rules), tuple(sorted(rules)))
    return Told(graph, tuple(kept), len(final) - len(kept), tuple(found), own)


def renewed(
    store: Store, decisions: Decisions, records: Iterable[Record] | None = None
) -> Iterator[tuple[Record, Told]]:
    """Write those documents of a store anew that decisions changed, of `records` or of all, and yield them.

    A document that an older version read kept no facts, and stays as it is until it is read again.
    """
    for record in store.documents() if records is None else records:
        docket = decisions.docket(record.name, record.digest)
        if docket.mark(record.rules) == record.decided or not store.facts(record.digest):
            continue
        document = document_of(store, record)
        found = told(document, facts_of(store, record), docket)
        store.rewrite(document, found.graph, found.kept)
        yield record, found


def ruled_in(store: Store, record: Record, decisions: Decisions) -> Ruled:
    """Return what decisions make of what was read in a document of a store."""
    docket = decisions.docket(record.name, record.digest)
    return ruled(document_of(store, record), facts_of(store, record), docket.claims)


def facts_of(store: Store, record: Record) -> list[Fact]:
    """Return what was read in a document; raises `StoreError` where an older version read it."""
    text = store.facts(record.digest)
    if not text:
        raise StoreError(record.name, "an older version read it, and kept no facts", "build it again")
    return unpacked(text)


def document_of(store: Store, record: Record) -> Document:
    """Return a document of a store as it was read."""
    graph, node = store.graph(record), iri.document(record.digest)

    def of(predicate: URIRef) -> str | None:
        value = graph.value(node, predicate)
        return str(value) if isinstance(value, Literal) else None

    lang = of(DCTERMS.language) or "ru"
    title, source, issued = (of(predicate) for predicate in (DCTERMS.title, DCTERMS.source, DCTERMS.issued))
    text = store.text(record.digest)
    return Document(record.name, text, lang, title, source, issued, record.location or None)


def _sound(document: Document, facts: Sequence[Fact], resolver: Resolver, found: Iterable[Violation]) -> Sequence[Fact]:
    """Return the facts without those that contradict themselves and, where that is not enough, without both sides."""
    if not any(violation.fatal for violation in found):
        return facts
    alone = [(fact, claims.document_graph(document, [fact], resolver)) for fact in facts]
    kept = [(fact, graph) for fact, graph in alone if not any(v.fatal for v in violations(graph))]
    rest = violations(claims.document_graph(document, [fact for fact, _ in kept], resolver))
    focuses = [URIRef(violation.focus) for violation in rest if violation.fatal]
    return [fact for fact, graph in kept if not any((focus, None, None) in graph for focus in focuses)]
