"""A store as files: RDF in four syntaxes, the asserted graph for graph programs, and a table of claims.

Two stores of the same documents give the same bytes, whatever the order in which they were built: lines are sorted, and
times are left out.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import networkx
import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Identifier

from coopatlas import iri
from coopatlas.claims import read
from coopatlas.claims.items import decimal
from coopatlas.claims.read import Claim
from coopatlas.errors import QuestionError
from coopatlas.iri import Triple
from coopatlas.oxigraph import statement
from coopatlas.sanitize import sheet
from coopatlas.store import Store

_COLUMNS = (
    "document title issued kind item modality polarity certainty confidence speaker printed sentence start end rule"
    " source further elsewhere"
)
"""The columns of the table: `further` holds the other sentences, one a line, `elsewhere` who is not in the first."""
_LABELS = "SELECT DISTINCT ?node ?label { GRAPH ?graph { ?node rdfs:label|skos:prefLabel ?label } }"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export(store: Store, name: str) -> bytes:
    """Return the store in the format `name`, UTF-8; raises `QuestionError` for a format that is not in `FORMATS`."""
    if name not in FORMATS:
        raise QuestionError(name, "there is no such format", f"use one of {', '.join(FORMATS)}")
    return FORMATS[name](store)


def inferred(statements: Iterable[Triple]) -> bytes:
    """Return what follows from a store as N-Quads, UTF-8, in a graph of its own."""
    graph = ox.NamedNode(iri.INFERRED)
    return "".join(sorted(f"{statement(found)} {graph} .\n" for found in statements)).encode()


def _nquads(store: Store) -> bytes:
    return "".join(sorted(f"{quad} .\n" for quad in store.quads())).encode()


def _serialized(store: Store, syntax: ox.RdfFormat) -> bytes:
    quads = sorted(store.quads(), key=lambda quad: (str(quad.graph_name), str(quad)))
    return ox.serialize(quads, format=syntax, prefixes=dict(iri.PREFIXES)) or b""


def _turtle(store: Store) -> bytes:
    asserted = ox.NamedNode(iri.ASSERTED)
    triples = sorted((quad.triple for quad in store.quads() if quad.graph_name == asserted), key=str)
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(iri.PREFIXES)) or b""


def _network(store: Store) -> "networkx.MultiDiGraph[str]":
    """Return the asserted graph: links between entities as edges, all else that is said of them as attributes."""
    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    triples = store.query("SELECT ?s ?p ?o { ?s ?p ?o }").rows
    for subject, predicate, value in sorted(triples, key=lambda row: [_sign(term) for term in row]):
        node, name = _local(subject), _local(predicate)
        if isinstance(value, URIRef) and value.startswith(iri.ID):
            network.add_edge(node, _local(value), key=network.number_of_edges(), property=name)
        else:
            tag = f"_{value.language}" if isinstance(value, Literal) and value.language else ""
            said[node][name + tag].append(_UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _local(value)))
    for node in sorted({*said, *network}):
        attributes = {name: "; ".join(values) for name, values in said[node].items()}
        label = attributes.get("label_ru") or attributes.get("label_en") or attributes.get("label") or node
        network.add_node(node, **{**attributes, "label": label})
    return network


def _graphml(store: Store) -> bytes:
    return "\n".join(networkx.generate_graphml(_network(store))).encode() + b"\n"


def _gexf(store: Store) -> bytes:
    text = "\n".join(networkx.generate_gexf(_network(store)))
    # The day of the export is no part of what is exported.
    return re.sub(r' lastmodifieddate="[^"]*"', "", text).encode() + b"\n"


def _claims(store: Store) -> bytes:
    labels = _labels(store)
    rows = (
        ["" if cell is None else _called(labels, cell) for cell in _cells(claim, labels)] for claim in read.every(store)
    )
    return sheet([_COLUMNS.split(), *rows]).encode()


def _cells(claim: Claim, labels: Mapping[Identifier, str]) -> tuple[URIRef | str | None, ...]:
    document, first, *further = claim.document, *claim.spans
    elsewhere = (
        f"{one.role}: {_called(labels, URIRef(one.filler)) if one.filler else ''} ({one.origin} {one.reason})"
        for one in claim.elsewhere
    )
    return (
        document.name,
        document.title,
        document.issued,
        iri.term("kind", claim.kind),
        URIRef(claim.item),
        iri.term("modality", claim.modality),
        iri.term("polarity", claim.polarity),
        iri.term("certainty", "certain" if claim.certain else "uncertain"),
        str(decimal(claim.confidence)),
        URIRef(claim.speaker) if claim.speaker else None,
        claim.printed,
        first.text,
        str(first.start),
        str(first.end),
        claim.rule,
        document.source,
        "\n".join(span.text for span in further),
        "\n".join(elsewhere),
    )


def _called(labels: Mapping[Identifier, str], cell: URIRef | str) -> str:
    return labels.get(cell, _local(cell)) if isinstance(cell, URIRef) else cell


def _labels(store: Store) -> dict[Identifier, str]:
    """Return a label for each node, in Russian where there is one; of several, the first by the alphabet."""
    found: defaultdict[Identifier, list[tuple[bool, str]]] = defaultdict(list)
    for node, label in store.query(_LABELS).rows:
        if node is not None and isinstance(label, Literal):
            found[node].append((label.language != "ru", str(label)))
    return {node: min(labels)[1] for node, labels in found.items()}


def _sign(term: Identifier | None) -> str:
    return "" if term is None else term.n3()


def _local(term: Identifier | None) -> str:
    text = str(term)
    return text[max(text.rfind("#"), text.rfind("/")) + 1 :] if isinstance(term, URIRef) else text


FORMATS: Mapping[str, Callable[[Store], bytes]] = {
    "nq": _nquads,
    "trig": lambda store: _serialized(store, ox.RdfFormat.TRIG),
    "ttl": _turtle,
    "jsonld": lambda store: _serialized(store, ox.RdfFormat.JSON_LD),
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _claims,
}
"""The formats by name; Turtle, GraphML and GEXF hold the asserted graph alone, CSV one row for each claim."""
