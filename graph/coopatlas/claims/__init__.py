"""Claims: who put forward what, where in which document, with which force."""

from collections.abc import Iterable, Sequence

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV

from coopatlas import iri
from coopatlas.claims import terms
from coopatlas.claims.items import Items, Resolver, coop, decimal
from coopatlas.iri import Triple
from coopatlas.model import CERTAIN, Document, Fact

__all__ = ["Resolver", "asserted", "document_graph"]


def document_graph(document: Document, facts: Sequence[Fact], resolver: Resolver) -> Graph:
    """Return all triples of the document's named graph: its description, its claims, and what they claim.

    The same facts in any order give the same graph, which holds no blank node. Of facts that claim the same item with
    the same modality and polarity on the same evidence, the surest is kept.
    """
    items = Items(resolver)
    graph = Graph("SimpleMemory", bind_namespaces="none")
    for triple in _document(document):
        graph.add(triple)
    for number, (item, fact) in enumerate(_distinct((items.add(fact), fact) for fact in facts), start=1):
        for triple in _claim(document, iri.claim(document.digest, number), item, fact, items):
            graph.add(triple)
    for triple in items.triples:
        graph.add(triple)
    return graph


def asserted(graph: Graph) -> set[Triple]:
    """Return what a document's graph adds to the graph of asserted statements.

    That is the description of every asserted item and of the entities, periods and posts that it refers to.
    """
    triples: set[Triple] = set()
    waiting = list(graph.objects(None, coop("asserts")))
    seen = set(waiting)
    while waiting:
        for triple in graph.triples((waiting.pop(), None, None)):
            triples.add(triple)
            if isinstance(triple[2], URIRef) and triple[2] not in seen:
                seen.add(triple[2])
                waiting.append(triple[2])
    return triples


def _document(document: Document) -> Iterable[Triple]:
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


def _rank(fact: Fact) -> tuple[float, bool, str, str, str]:
    return fact.confidence, fact.speaker is not None, fact.speaker or "", fact.rule, fact.printed or ""


def _claim(document: Document, claim: URIRef, item: URIRef, fact: Fact, items: Items) -> Iterable[Triple]:
    span = iri.span(document.digest, fact.start, fact.end)
    yield from _span(document, span, fact)
    yield claim, RDF.type, coop("Claim")
    yield claim, PROV.wasDerivedFrom, iri.document(document.digest)
    yield claim, coop("factKind"), iri.term("kind", fact.kind)
    yield claim, coop("claims"), item
    if fact.asserted:
        yield claim, coop("asserts"), item
    yield claim, coop("modality"), terms.term("modality", fact.modality)
    yield claim, coop("polarity"), terms.term("polarity", fact.polarity)
    yield claim, coop("certainty"), iri.term("certainty", "certain" if fact.confidence >= CERTAIN else "uncertain")
    yield claim, coop("confidence"), decimal(round(fact.confidence, 2))
    yield claim, coop("evidence"), span
    if fact.speaker:
        yield claim, coop("statedBy"), items.entity(fact.speaker, "agent", fact.lang)[0]
    if fact.rule:
        yield claim, coop("rule"), Literal(fact.rule)
    if fact.printed:
        yield claim, coop("printed"), Literal(fact.printed, lang=fact.lang)


def _span(document: Document, span: URIRef, fact: Fact) -> Iterable[Triple]:
    yield span, RDF.type, coop("TextSpan")
    yield span, coop("spanOf"), iri.document(document.digest)
    yield span, coop("startChar"), Literal(fact.start)
    yield span, coop("endChar"), Literal(fact.end)
    yield span, coop("exactText"), Literal(fact.evidence)
