"""The only place where IRIs are made.

Those of the ontology and its vocabularies are the same everywhere. Those of things, documents and graphs begin with
`COOPATLAS_BASE` where that is set, so that they lead to the server of whoever publishes a store.
No local name holds a `/`: rdflib does not unescape it in SPARQL, and such a query silently finds nothing.
"""

import os
import re
import unicodedata
from functools import cache
from hashlib import sha256

from rdflib import Namespace, URIRef
from rdflib.term import Node

Triple = tuple[Node, Node, Node]
"""A statement, in the terms of rdflib."""

ONTOLOGY = Namespace("https://w3id.org/coopatlas/ontology#")
VOCABULARY = Namespace("https://w3id.org/coopatlas/vocabulary/")
HOME = "https://w3id.org/coopatlas/"
BASE = (os.environ.get("COOPATLAS_BASE") or HOME).rstrip("/") + "/"
ID = Namespace(f"{BASE}id/")
DOCUMENT = Namespace(f"{BASE}document/")
GRAPH = Namespace(f"{BASE}graph/")

ASSERTED = GRAPH["asserted"]
"""The deduplicated graph of asserted statements."""
REFERENCE = GRAPH["reference"]
"""The graph of the vocabularies and the reference data."""
EVENTS = GRAPH["events"]
"""The graph of events: which claims of which documents tell of one."""
CATALOGUE = GRAPH["catalogue"]
"""The graph of what the store holds: its format, and when and by which reader each document was read."""
STATISTICS = GRAPH["statistics"]
"""The graph of what releases of statistics a store holds; the figures of each stand in a graph of its own."""
COMPARISONS = GRAPH["comparisons"]
"""The graph of what claims came to when they were held against statistics; it is made anew, and holds no claim."""
INFERRED = GRAPH["inferred"]
"""The graph of what follows by rule; no store holds it, an export may."""

PREFIXES = {
    "coop": str(ONTOLOGY),
    "v": str(VOCABULARY),
    "id": str(ID),
    "doc": str(DOCUMENT),
    "graph": str(GRAPH),
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes of every query and every export."""

_DOCUMENT_GRAPH = re.compile(rf"{re.escape(DOCUMENT)}[0-9a-f]{{16}}")
_SPAN = re.compile(r"-span-(\d+)-(\d+)$")
_INSTANCES = ("id", "document", "graph")

_LETTERS = (
    "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh"
    " щ=shch ъ= ы=y ь= э=e ю=yu я=ya ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h і=i"
)
_CYRILLIC = dict(letter.split("=") for letter in _LETTERS.split(" "))


def based(content: str) -> str:
    """Return a file of the content in which what is told of has the base that is set."""
    if BASE != HOME:
        for place in _INSTANCES:
            content = content.replace(f"{HOME}{place}/", f"{BASE}{place}/")
    return content


def at(path: str) -> str:
    """Return the IRI whose path, without its first stroke, this is."""
    return (BASE if path.partition("/")[0] in _INSTANCES else HOME) + path


def path(iri: str) -> str | None:
    """Return the path of an IRI of ours, without its first stroke; None for another."""
    for base in (BASE, HOME):
        if iri.startswith(base):
            return iri.removeprefix(base)
    return None


def slug(text: str) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens; Cyrillic is transliterated."""
    latin = "".join(_CYRILLIC.get(c, c) for c in text.casefold())
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def entity(kind: str, name: str) -> URIRef:
    """Return the IRI of an entity that the reference data does not hold, such as `id:person-imanbaev-bolat`."""
    readable = slug(name)
    if len(readable) > 80:
        # Two long names that begin alike stay apart.
        readable = f"{readable[:63]}-{_hash(readable)}"
    return ID[f"{kind}-{readable}"] if readable else ID[f"{kind}-{_hash(name)}"]


def item(kind: str, *parts: str) -> URIRef:
    """Return the IRI of what a claim claims: the same content has the same IRI in every document."""
    return ID[f"{kind}-{_hash(*parts)}"]


def period(label: str) -> URIRef:
    """Return the IRI of a period such as `2018-H1` or `2018-01/2018-08`."""
    return ID["period-" + label.replace("/", "--")]


@cache
def term(scheme: str, name: str) -> URIRef:
    """Return the IRI of a vocabulary term, such as `v:modality-stated`."""
    return VOCABULARY[f"{scheme}-{name}"]


def document(digest: str) -> URIRef:
    """Return the IRI of the document with this digest."""
    return DOCUMENT[digest]


def document_graph(digest: str) -> URIRef:
    """Return the name of the graph that holds all that the document claims: the IRI of the document itself."""
    return DOCUMENT[digest]


def document_of(node: str) -> URIRef:
    """Return the document of a claim, a span or whatever else is numbered within a document."""
    return URIRef(f"{DOCUMENT}{node.removeprefix(DOCUMENT).partition('-')[0]}")


def record(digest: str) -> URIRef:
    """Return the node under which the catalogue notes when and by which reader a document was read."""
    return GRAPH[digest]


def holds_document(graph: str) -> bool:
    """Tell the graph of a document from one that the store keeps for itself, and from a release of statistics."""
    return _DOCUMENT_GRAPH.fullmatch(graph) is not None


def release(name: str) -> URIRef:
    """Return the name of the graph of a release of statistics, such as `release-SOURCE-2024-07-25`."""
    return GRAPH[name]


def claim(digest: str, number: int) -> URIRef:
    """Return the IRI of the document's claim of this number, from 1."""
    return DOCUMENT[f"{digest}-claim-{number:04d}"]


def comparison(claim: URIRef) -> URIRef:
    """Return the IRI of what holding a claim against statistics came to."""
    return URIRef(f"{claim}-comparison")


def span(digest: str, start: int, end: int) -> URIRef:
    """Return the IRI of a span of the document's text, in code points, half-open."""
    return DOCUMENT[f"{digest}-span-{start}-{end}"]


def place_of(span: str) -> tuple[int, int]:
    """Return where a span of a text begins and ends, as its IRI tells; zeros for what is no span."""
    found = _SPAN.search(span)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def reading(digest: str, key: str) -> URIRef:
    """Return the IRI of what had been read in a document and a person set aside, by the key of its claim."""
    return DOCUMENT[f"{digest}-reading-{key}"]


def decision(name: str) -> URIRef:
    """Return the IRI of a decision of a person, by its id."""
    return ID[f"decision-{slug(name)}"]


def role(claim: URIRef, name: str, number: int) -> URIRef:
    """Return the IRI of what shows the value of this number, from 1, in a role of a claim."""
    return URIRef(f"{claim}-{name}-{number}")


def _hash(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
