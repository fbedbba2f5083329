"""What a store keeps of a document's graph: what follows from the rest is left unsaid, and can be said again.

Left unsaid are: that a span or the evidence of a role is one; the document of a claim or a span, which is the
name of the graph; the end of a span, which its text tells; the first evidence where there is one alone; the certainty,
which the confidence tells; what a place or body of the gazetteer is called, and which days a period has: of these the
first is in the reference data, and both are in the graph of asserted statements.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.namespace import PROV
from rdflib.term import Node

from coopatlas import gazetteer, iri
from coopatlas.claims.items import coop
from coopatlas.iri import Triple
from coopatlas.model import CERTAIN
from coopatlas.model.period import period

_CLAIMS, _EVIDENCE, _FIRST, _ROLE, _SHOWN = map(
    coop, ("claims", "evidence", "firstEvidence", "roleEvidence", "shownIn")
)
_START, _END, _TEXT, _CONFIDENCE, _CERTAINTY = map(
    coop, ("startChar", "endChar", "exactText", "confidence", "certainty")
)
_PERIOD = f"{iri.ID}period-"


def compact(graph: Graph) -> Graph:
    """Return the graph of a document without what `complete` adds to it."""
    kept = _copy(graph)
    for triple in _unsaid(graph):
        kept.remove(triple)
    return kept if set(complete(kept)) == set(graph) else _copy(graph)


def complete(kept: Graph) -> Graph:
    """Return the graph with all that `compact` left unsaid; one that says it already is as it was."""
    graph = _copy(kept)
    for triple in _unsaid(kept):
        graph.add(triple)
    return graph


def shared(node: Node) -> tuple[Triple, ...]:
    """Return what every document says of a place or body of the gazetteer, or of a period; nothing of others."""
    return _known().get(str(node)) or _days(str(node))


def is_period(node: str) -> bool:
    """Tell whether a node is a period, whose days follow from its IRI."""
    return bool(_days(node))


def _copy(graph: Iterable[Triple]) -> Graph:
    copied = Graph("SimpleMemory", bind_namespaces="none")
    for triple in graph:
        copied.add(triple)
    return copied


def _unsaid(graph: Graph) -> Iterator[Triple]:
    for claim in graph.subjects(_CLAIMS):
        yield from _of_claim(graph, claim)
    for _, _, shown in graph.triples((None, _ROLE, None)):
        yield shown, RDF.type, coop("RoleEvidence")
    for span in {*graph.objects(None, _EVIDENCE), *graph.objects(None, _SHOWN)}:
        yield from _of_span(graph, span)
    items = {*graph.objects(None, _CLAIMS)}
    items |= {post for item in items for post in graph.objects(item, coop("post"))}
    claims = {*graph.subjects(_CLAIMS), *graph.objects(None, _ROLE)}
    for node in {value for one in items | claims for value in graph.objects(one)} - items - claims:
        yield from shared(node)


def _of_claim(graph: Graph, claim: Node) -> Iterator[Triple]:
    yield claim, PROV.wasDerivedFrom, iri.document_of(str(claim))
    spans = list(graph.objects(claim, _EVIDENCE))
    if len(spans) == 1:
        yield claim, _FIRST, spans[0]
    said = graph.value(claim, _CERTAINTY)
    confidence = graph.value(claim, _CONFIDENCE)
    name = "certain" if float(str(confidence or 1)) >= CERTAIN else "uncertain"
    if said in (None, iri.term("certainty", name)):
        yield claim, _CERTAINTY, iri.term("certainty", name)


def _of_span(graph: Graph, span: Node) -> Iterator[Triple]:
    yield span, RDF.type, coop("TextSpan")
    yield span, coop("spanOf"), iri.document_of(str(span))
    start, text, end = (graph.value(span, name) for name in (_START, _TEXT, _END))
    told = Literal(int(str(start)) + len(str(text)))
    if end in (None, told):
        yield span, _END, told


@cache
def _known() -> dict[str, tuple[Triple, ...]]:
    return {str(iri.ID[one.id]): tuple(_entry(one)) for one in gazetteer.load().entries().values()}


def _entry(entry: gazetteer.Entry) -> Iterator[Triple]:
    node = iri.ID[entry.id]
    yield node, RDF.type, coop(entry.cls)
    for lang, name in entry.names.items():
        yield node, RDFS.label, Literal(name, lang=lang)


@cache
def _days(node: str) -> tuple[Triple, ...]:
    label = node.removeprefix(_PERIOD).replace("--", "/")
    span = period(label) if node.startswith(_PERIOD) else None
    if span is None:
        return ()
    own = URIRef(node)
    return (
        (own, RDF.type, coop("Period")),
        (own, RDFS.label, Literal(label)),
        (own, coop("beginsOn"), Literal(span.first.isoformat(), datatype=XSD.date)),
        (own, coop("endsOn"), Literal(span.last.isoformat(), datatype=XSD.date)),
    )
