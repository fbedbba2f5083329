"""What the server says of itself in RDF: of its SPARQL service, and of its data (VoID, DCAT).

The text stands in `ontology/service/`; the addresses are those of the server, the numbers those of the store.
"""

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib.namespace import VOID

from coopatlas.content import ontology
from coopatlas.rdf import iri
from coopatlas.rdf.iri import PREFIXES as OWN
from coopatlas.serve.negotiation import Form
from coopatlas.store import Store

PREFIXES = {
    **OWN,
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
}
SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_COUNTS = {
    VOID.triples: "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    VOID.distinctSubjects: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    VOID.properties: "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    VOID.documents: "SELECT (COUNT(*) AS ?n) { GRAPH graph:catalogue { ?graph dcterms:identifier ?name } }",
}
_CLASSES = "SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY ?class"


def service(address: str) -> list[ox.Triple]:
    """Return the description of the SPARQL service of a server at this address, which ends with `/`."""
    return _read("sparql.ttl", address)


def data(store: Store, address: str) -> list[ox.Triple]:
    """Return the description of the data of a server at this address, which ends with `/`."""
    own = ox.NamedNode(f"{address}.well-known/void#dataset")

    def number(of: ox.NamedNode | ox.BlankNode, what: str, count: object) -> ox.Triple:
        return ox.Triple(of, ox.NamedNode(what), ox.Literal(int(str(count))))

    described = _read("catalogue.ttl", address)
    described += [number(own, name, store.query(query).rows[0][0]) for name, query in _COUNTS.items()]
    for place, (name, count) in enumerate(store.query(_CLASSES).rows):
        part = ox.BlankNode(f"class{place}")
        described.append(ox.Triple(own, ox.NamedNode(VOID.classPartition), part))
        described.append(ox.Triple(part, ox.NamedNode(VOID["class"]), ox.NamedNode(str(name))))
        described.append(number(part, VOID.entities, count))
    return described


def written(triples: Iterable[ox.Triple], form: Form) -> bytes:
    """Return statements in a form."""
    return ox.serialize(triples, format=SYNTAXES[form.name], prefixes=PREFIXES) or b""


def _read(name: str, address: str) -> list[ox.Triple]:
    text = iri.based((ontology() / "service" / name).read_text("utf-8"))
    return [quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE, base_iri=address)]
