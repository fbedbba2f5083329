"""Writes claims: who put forward what, where in which document, with which force, on which sentences."""

from collections.abc import Iterable, Iterator, Sequence

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV

from coopatlas.claims import decided, terms
from coopatlas.claims.items import Items, Resolver, coop, decimal
from coopatlas.claims.spans import text_span
from coopatlas.model import CERTAIN, Document, EntityRef, Evidence, Fact, Filler, kinds
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple


def document_graph(
    document: Document, facts: Sequence[Fact], resolver: Resolver, rejected: Sequence[Fact] = ()
) -> Graph:
    """Return all triples of the document's named graph: its description, its claims, and what they claim.

    The same facts in any order give the same graph, which holds no blank node. Of facts that claim the same item with
    the same modality and polarity on the same evidence, the surest is kept. What a person `rejected` is told of, and
    claimed by nothing.
    """
    items = Items(resolver)
    graph = Graph("SimpleMemory", bind_namespaces="none")
    for triple in _document(document):
        graph.add(triple)
    for number, (item, fact) in enumerate(_distinct((items.add(fact), fact) for fact in facts), start=1):
        node = iri.claim(document.digest, number)
        for triple in (*_Writer(document, node, fact, items).claim(item), *decided.of(document, node, fact, resolver)):
            graph.add(triple)
    for triple in items.triples:
        graph.add(triple)
    for fact in rejected:
        for triple in decided.rejection(document, fact, resolver):
            graph.add(triple)
    return graph


def asserted(graph: Graph) -> set[Triple]:
    """Return what a document's graph adds to the graph of asserted statements.

    That is the description of every asserted item and of the entities, periods and posts that it refers to; and of
    every period, of which the calendar alone tells.
    """
    triples: set[Triple] = set()
    waiting = [*graph.objects(None, coop("asserts")), *graph.subjects(RDF.type, coop("Period"))]
    seen = set(waiting)
    while waiting:
        for triple in graph.triples((waiting.pop(), None, None)):
            triples.add(triple)
            if isinstance(triple[2], URIRef) and triple[2] not in seen:
                seen.add(triple[2])
                waiting.append(triple[2])
    return triples


def _document(document: Document) -> Iterator[Triple]:
    node = iri.document(document.digest)
    yield node, RDF.type, coop("Document")
    yield node, DCTERMS.identifier, Literal(document.name)
    yield node, DCTERMS.language, Literal(document.lang)
    yield node, coop("contentHash"), Literal(document.digest)
    if document.title:
        yield node, DCTERMS.title, Literal(document.title, lang=document.lang)
    if document.source:
        yield node, DCTERMS.source, Literal(document.source)
    if document.published:
        yield node, DCTERMS.issued, Literal(document.published)


def _distinct(pairs: Iterable[tuple[URIRef, Fact]]) -> list[tuple[URIRef, Fact]]:
    surest: dict[tuple[object, ...], tuple[URIRef, Fact]] = {}
    for item, fact in pairs:
        key = (fact.start, fact.end, item, fact.modality, fact.polarity)
        if key not in surest or _rank(fact) > _rank(surest[key][1]):
            surest[key] = item, fact
    return [surest[key] for key in sorted(surest, key=repr)]


def _rank(fact: Fact) -> tuple[bool, float, bool, str, str, str]:
    return (
        fact.ruling is not None,
        fact.confidence,
        fact.speaker is not None,
        fact.speaker or "",
        fact.rule,
        fact.printed or "",
    )


class _Writer:
    """Writes one claim of a document."""

    def __init__(self, document: Document, node: URIRef, fact: Fact, items: Items) -> None:
        self._document, self._node, self._fact, self._items = document, node, fact, items

    def claim(self, item: URIRef) -> Iterator[Triple]:
        node, fact = self._node, self._fact
        yield node, RDF.type, coop("Claim")
        yield node, PROV.wasDerivedFrom, iri.document(self._document.digest)
        yield node, coop("factKind"), iri.term("kind", fact.kind)
        yield node, coop("claims"), item
        if fact.asserted:
            yield node, coop("asserts"), item
        yield node, coop("modality"), terms.term("modality", fact.modality)
        yield node, coop("polarity"), terms.term("polarity", fact.polarity)
        yield node, coop("certainty"), iri.term("certainty", "certain" if fact.confidence >= CERTAIN else "uncertain")
        yield node, coop("confidence"), decimal(round(fact.confidence, 2))
        yield node, coop("claimKey"), Literal(fact.key(self._document.digest))
        if speaker := fact.attribution:
            value = str(speaker.plain) if not isinstance(speaker.value, EntityRef) else speaker.value
            yield node, coop("statedBy"), self._items.entity(value, "agent", fact.lang)[0]
        if fact.rule:
            yield node, coop("rule"), Literal(fact.rule)
        if fact.printed:
            yield node, coop("printed"), Literal(fact.printed, lang=fact.lang)
        yield from self._evidence()

    def _evidence(self) -> Iterator[Triple]:
        for number, evidence in enumerate(self._fact.spans):
            span = iri.span(self._document.digest, evidence.start, evidence.end)
            yield self._node, coop("evidence"), span
            if number == 0:
                yield self._node, coop("firstEvidence"), span
            yield from text_span(self._document, evidence)
        for role, fillers in self._fact.roles.items():
            for number, filler in enumerate(fillers, start=1):
                yield from self._role(role, number, filler)

    def _role(self, role: str, number: int, filler: Filler) -> Iterator[Triple]:
        """Tell of a value that the first sentence does not show where it stands, and why it was taken."""
        shown = self._fact.shown(filler)
        if shown == self._fact.spans[0] or not (filler.span or filler.source):
            return
        node = iri.role(self._node, role, number)
        yield self._node, coop("roleEvidence"), node
        yield node, RDF.type, coop("RoleEvidence")
        yield node, coop("role"), Literal(role)
        for part in self._items.parts(kinds()[self._fact.kind].roles[role], self._fact, filler):
            if isinstance(part.node, URIRef):
                yield node, coop("filler"), part.node
            break
        origin, _, reason = filler.source.partition(": ")
        if origin:
            yield node, coop("origin"), terms.term("origin", origin)
        if reason:
            yield node, coop("reason"), Literal(reason)
        if filler.span:
            start, end = (shown.start, shown.end) if shown else filler.span
            span = iri.span(self._document.digest, start, end)
            yield node, coop("shownIn"), span
            if not shown:
                yield from text_span(self._document, Evidence(start, end, self._document.text[start:end]))
