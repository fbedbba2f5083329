"""What a store keeps of a document's graph: what follows from the rest is left unsaid, and can be said again.

Left unsaid are: that a span or the evidence of a role is one; the document of a claim or a span, which is the
name of the graph; the end of a span, which its text tells; the first evidence where there is one alone; the certainty,
which the confidence tells; what a place or body of the gazetteer is called, and which days a period has: of these the
first is in the reference data, and both are in the graph of asserted statements. By what key decisions name a claim,
and by which rule it was read, is noted of all claims of a document in one text, a line a claim.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.namespace import PROV
from rdflib.term import Node

from coopatlas import gazetteer
from coopatlas.claims.items import coop
from coopatlas.model import CERTAIN
from coopatlas.model.period import period
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple

_CLAIMS, _EVIDENCE, _FIRST, _ROLE, _SHOWN, _POST = map(
    coop, ("claims", "evidence", "firstEvidence", "roleEvidence", "shownIn", "post")
)
_START, _END, _TEXT, _CONFIDENCE, _CERTAINTY = map(
    coop, ("startChar", "endChar", "exactText", "confidence", "certainty")
)
_KEY, _RULE, _DECIDED = map(coop, ("claimKey", "rule", "decidedIn"))
_PERIOD = f"{iri.ID}period-"


@dataclass(frozen=True, slots=True)
class Compact:
    """What is said in a document's graph, and the notes of its claims: the number of each, its key, its rule."""

    said: frozenset[Triple]
    notes: str = ""


def compact(graph: Iterable[Triple]) -> Compact:
    """Return the graph of a document without what `complete` adds to it."""
    whole = frozenset(graph)
    by_subject = _by_subject(whole)
    notes = "\n".join(_noted(by_subject))
    kept = {triple for triple in _told(notes, whole) if _DECIDED in by_subject[triple[0]]}
    said = whole.difference(_unsaid(by_subject)).difference(_told(notes, whole)) | kept
    short = Compact(said, notes)
    return short if _whole(short) == whole else Compact(whole)


def complete(kept: Iterable[Triple], notes: str = "") -> Graph:
    """Return the graph with all that `compact` left unsaid; one that says it already is as it was."""
    graph = Graph("SimpleMemory", bind_namespaces="none")
    for triple in _whole(Compact(frozenset(kept), notes)):
        graph.add(triple)
    return graph


def noted(document: str, notes: str) -> Iterator[tuple[URIRef, str, str]]:
    """Yield the claims of a document, by its IRI, of which something is noted: their keys and rules."""
    digest = document.removeprefix(str(iri.DOCUMENT))
    for line in filter(None, notes.split("\n")):
        number, key, rule = line.split(" ", 2)
        yield iri.claim(digest, int(number)), key, rule


def shared(node: Node) -> tuple[Triple, ...]:
    """Return what every document says of a place or body of the gazetteer, or of a period; nothing of others."""
    return _known().get(str(node)) or _days(str(node))


def is_period(node: str) -> bool:
    """Tell whether a node is a period, whose days follow from its IRI."""
    return bool(_days(node))


_Said = Mapping[Node, Mapping[Node, list[Node]]]
"""What is said of nodes: the values by property."""


def _by_subject(triples: Iterable[Triple]) -> _Said:
    found: dict[Node, dict[Node, list[Node]]] = {}
    for subject, predicate, value in triples:
        found.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return found


def _whole(short: Compact) -> frozenset[Triple]:
    return short.said.union(_unsaid(_by_subject(short.said)), _told(short.notes, short.said))


def _noted(by_subject: _Said) -> Iterator[str]:
    for claim in sorted((claim for claim, said in by_subject.items() if _CLAIMS in said), key=str):
        key, rule = ("".join(map(str, by_subject[claim].get(name, ()))) for name in (_KEY, _RULE))
        number = str(claim).rpartition("-claim-")[2]
        if key and number.isdecimal() and "\n" not in f"{key} {rule}":
            yield f"{number} {key} {rule}"


def _told(notes: str, triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield what notes tell of the claims among these statements."""
    document = next((iri.document_of(str(claim)) for claim, predicate, _ in triples if predicate == _CLAIMS), None)
    for claim, key, rule in noted(document, notes) if document else ():
        yield claim, _KEY, Literal(key)
        if rule:
            yield claim, _RULE, Literal(rule)


def _unsaid(by_subject: _Said) -> Iterator[Triple]:
    linked: set[Node] = set()
    own = {claim for claim, said in by_subject.items() if _CLAIMS in said}
    for claim in own:
        yield from _of_claim(claim, by_subject[claim])
    for said in by_subject.values():
        for shown in said.get(_ROLE, ()):
            own.add(shown)
            yield shown, RDF.type, coop("RoleEvidence")
        linked.update(said.get(_EVIDENCE, ()), said.get(_SHOWN, ()))
    for span in linked:
        yield from _of_span(span, by_subject.get(span, {}))
    items = {item for claim in own for item in by_subject.get(claim, {}).get(_CLAIMS, ())}
    items |= {post for item in items for post in by_subject.get(item, {}).get(_POST, ())}
    named = {value for one in items | own for values in by_subject.get(one, {}).values() for value in values}
    for node in named - items - own:
        yield from shared(node)


def _of_claim(claim: Node, said: Mapping[Node, list[Node]]) -> Iterator[Triple]:
    yield claim, PROV.wasDerivedFrom, iri.document_of(str(claim))
    spans = said.get(_EVIDENCE, ())
    if len(spans) == 1:
        yield claim, _FIRST, spans[0]
    confidence = next(iter(said.get(_CONFIDENCE, ())), 1)
    name = "certain" if float(str(confidence)) >= CERTAIN else "uncertain"
    if set(said.get(_CERTAINTY, ())) <= {iri.term("certainty", name)}:
        yield claim, _CERTAINTY, iri.term("certainty", name)


def _of_span(span: Node, said: Mapping[Node, list[Node]]) -> Iterator[Triple]:
    yield span, RDF.type, coop("TextSpan")
    yield span, coop("spanOf"), iri.document_of(str(span))
    for start, text in zip(said.get(_START, ()), said.get(_TEXT, ()), strict=False):
        told = Literal(int(str(start)) + len(str(text)))
        if set(said.get(_END, ())) <= {told}:
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
