"""What a store keeps of a document's graph: what follows from the rest is left unsaid, and can be said again.

Left unsaid are: that a span or the evidence of a role is one; the document of a claim or a span, which is the
name of the graph, and its digest; where a span begins and ends, which its name tells; the first evidence where there is
one alone; the certainty, which the confidence tells; what a place or body of the gazetteer is called, and which days a
period has: of these the first is in the reference data, and both are in the graph of asserted statements.

What no question joins is noted of all claims of a document in one text, in Turtle: by what key decisions name a claim,
by which rule it was read and how surely, where a value stands that the first sentence does not show, and what an item
is called that is asserted, which the graph of asserted statements tells too.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import pyoxigraph as ox
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.namespace import PROV
from rdflib.term import Node

from coopatlas import gazetteer
from coopatlas.claims.items import coop
from coopatlas.model import CERTAIN
from coopatlas.model.period import period
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple
from coopatlas.rdf.oxigraph import statement, triple

_CLAIMS, _ASSERTS, _EVIDENCE, _FIRST, _ROLE, _SHOWN, _POST = map(
    coop, ("claims", "asserts", "evidence", "firstEvidence", "roleEvidence", "shownIn", "post")
)
_START, _END, _CONFIDENCE, _CERTAINTY, _HASH = map(
    coop, ("startChar", "endChar", "confidence", "certainty", "contentHash")
)
_KEY, _RULE, _DECIDED = map(coop, ("claimKey", "rule", "decidedIn"))
_OF_CLAIM = frozenset({_KEY, _RULE, _CONFIDENCE, _ROLE})
_OF_ROLE = frozenset(map(coop, ("role", "filler", "origin", "reason", "shownIn")))
"""What is noted of claims, and of the evidence of their roles."""
_PERIOD = f"{iri.ID}period-"
_PREFIXES = {
    "c": str(iri.ONTOLOGY),
    "v": str(iri.VOCABULARY),
    "i": str(iri.ID),
    "r": str(RDFS),
}
_OLD = re.compile(r"\d+ ")
"""How notes began that told of keys and rules alone, a line a claim: its number, the key, the rule."""


@dataclass(frozen=True, slots=True)
class Compact:
    """What is said in a document's graph, and what is noted of it in Turtle."""

    said: frozenset[Triple]
    notes: str = ""


def compact(graph: Iterable[Triple]) -> Compact:
    """Return the graph of a document without what `complete` adds to it."""
    whole = frozenset(graph)
    by_subject = _by_subject(whole)
    said = whole.difference(_unsaid(by_subject))
    told = said.intersection(_to_note(by_subject))
    short = Compact(said - told, _written(told, _document(whole)))
    return short if _whole(short) == whole else Compact(whole)


def complete(kept: Iterable[Triple], notes: str = "") -> Graph:
    """Return the graph with all that `compact` left unsaid; one that says it already is as it was."""
    graph = Graph("SimpleMemory", bind_namespaces="none")
    for found in _whole(Compact(frozenset(kept), notes)):
        graph.add(found)
    return graph


def noted(document: str, notes: str) -> Iterator[ox.Triple]:
    """Yield what is noted of a document, by its IRI."""
    if _OLD.match(notes):
        yield from map(statement, _noted_before(document, notes))
    elif notes:
        yield from (found.triple for found in ox.parse(_head(document) + notes, ox.RdfFormat.TURTLE))


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
    told = short.said.union(map(triple, noted(_document(short.said), short.notes))) if short.notes else short.said
    return told.union(_unsaid(_by_subject(told)))


def _document(triples: Iterable[Triple]) -> str:
    return next((str(iri.document_of(str(claim))) for claim, name, _ in triples if name == _CLAIMS), "")


def _head(document: str) -> str:
    return "".join(f"@prefix {name}: <{base}> .\n" for name, base in _prefixes(document).items())


def _prefixes(document: str) -> dict[str, str]:
    return {"": f"{document}-", **_PREFIXES}


def _written(told: Iterable[Triple], document: str) -> str:
    statements = sorted(map(statement, told), key=str)
    prefixes = _prefixes(document)
    text = ox.serialize(statements, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"" if statements else b""
    return "".join(text.decode().splitlines(keepends=True)[len(prefixes) :])


def _to_note(by_subject: _Said) -> Iterator[Triple]:
    """Yield what is noted: but for what questions ask of claims that are decided, or not certain."""
    claims = {one for one, said in by_subject.items() if _CLAIMS in said}
    for claim in claims:
        said = by_subject[claim]
        asked = {_KEY} if _DECIDED in said else set()
        asked |= set() if _is_certain(said) else {_CONFIDENCE}
        yield from _of(claim, said, _OF_CLAIM - asked)
        for role in said.get(_ROLE, ()):
            yield from _of(role, by_subject.get(role, {}), _OF_ROLE)
        for item in said.get(_ASSERTS, ()):
            yield from _of(item, by_subject.get(item, {}), {RDFS.label})


def _of(node: Node, said: Mapping[Node, list[Node]], names: Collection[Node]) -> Iterator[Triple]:
    yield from ((node, name, value) for name in names for value in said.get(name, ()))


def _is_certain(said: Mapping[Node, list[Node]]) -> bool:
    certain = set(said.get(_CERTAINTY, ())) <= {iri.term("certainty", "certain")}
    return certain and all(float(str(one)) >= CERTAIN for one in said.get(_CONFIDENCE, ()))


def _noted_before(document: str, notes: str) -> Iterator[Triple]:
    """Yield what notes told in stores of formats 4 and 5."""
    for line in filter(None, notes.split("\n")):
        number, key, rule = line.split(" ", 2)
        claim = iri.claim(document.removeprefix(str(iri.DOCUMENT)), int(number))
        yield claim, _KEY, Literal(key)
        if rule:
            yield claim, _RULE, Literal(rule)


def _unsaid(by_subject: _Said) -> Iterator[Triple]:
    linked: set[Node] = set()
    own = {claim for claim, said in by_subject.items() if _CLAIMS in said}
    for claim in own:
        yield from _of_claim(claim, by_subject[claim])
    for document in {iri.document_of(str(claim)) for claim in own}:
        yield document, _HASH, Literal(document.removeprefix(str(iri.DOCUMENT)))
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
    for name, place in zip((_START, _END), iri.place_of(str(span)), strict=True):
        told = Literal(place)
        if set(said.get(name, ())) <= {told}:
            yield span, name, told


@cache
def _known() -> dict[str, tuple[Triple, ...]]:
    return {str(iri.ID[one.id]): tuple(_entry(one)) for one in gazetteer.load().entries().values()}


def _entry(entry: gazetteer.Entry) -> Iterator[Triple]:
    node = iri.ID[entry.id]
    yield node, RDF.type, coop(entry.cls)
    for lang, name in entry.names.items():
        yield node, RDFS.label, Literal(name, lang=lang)


def _days(node: str) -> tuple[Triple, ...]:
    return _days_of(node) if node.startswith(_PERIOD) else ()


@lru_cache(maxsize=4_096)
def _days_of(node: str) -> tuple[Triple, ...]:
    label = node.removeprefix(_PERIOD).replace("--", "/")
    span = period(label)
    if span is None:
        return ()
    own = URIRef(node)
    return (
        (own, RDF.type, coop("Period")),
        (own, RDFS.label, Literal(label)),
        (own, coop("beginsOn"), Literal(span.first.isoformat(), datatype=XSD.date)),
        (own, coop("endsOn"), Literal(span.last.isoformat(), datatype=XSD.date)),
    )
