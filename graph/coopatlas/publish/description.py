"""What a published folder says of itself: a record of DCAT-AP with its checksums, and a description by VoID."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

import pyoxigraph as ox
import shifty
from rdflib import DCAT, DCTERMS, FOAF, RDF, SH, VOID, XSD, BNode, Graph, Literal, Namespace, URIRef

from coopatlas import content
from coopatlas.publish.graphs import Part, Parts
from coopatlas.rdf import iri
from coopatlas.rdf.links import MATCHES, REGISTERS
from coopatlas.statistics import Release

SPDX = Namespace("http://spdx.org/rdf/terms#")
MEDIA = Namespace("https://www.iana.org/assignments/media-types/")
RIGHTS = Namespace("http://publications.europa.eu/resource/authority/access-right/")
_ELSEWHERE = "https://w3id.org/coopatlas/published/"
"""Where the folder is taken to stand while it is validated; in its files addresses are relative."""
_TITLE = {"ru": "Атлас регионального экономического сотрудничества", "en": "Atlas of regional economic cooperation"}
_ABOUT = {
    "ru": "Что документы говорят о сотрудничестве территорий, с предложениями; рядом – справочник, события, ссылки.",
    "en": "What documents say of the cooperation of territories, with the sentences; reference data, events and links.",
}
_WITHHELD = {"ru": "Строки не передаются: {}.", "en": "The rows are not passed on: {}."}


@dataclass(frozen=True, slots=True)
class Terms:
    """Who publishes, and under which licence all that bears none of its own; a licence is an IRI."""

    publisher: str
    licence: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder, and what it holds."""

    name: str
    media: str
    data: bytes
    licence: str
    title: Mapping[str, str]


def catalogue(terms: Terms, files: Iterable[File], found: Parts, base: str = "") -> Graph:
    """Return the record of DCAT-AP: the atlas with its files, and each release of statistics, also those left out."""
    graph = Graph()
    catalog, atlas, agent = (URIRef(f"{base}#{name}") for name in ("catalogue", "atlas", "publisher"))
    graph.add((agent, RDF.type, FOAF.Agent))
    graph.add((agent, FOAF.name, Literal(terms.publisher)))
    for node, cls in ((catalog, DCAT.Catalog), (atlas, DCAT.Dataset)):
        graph.add((node, RDF.type, cls))
        graph.add((node, DCTERMS.publisher, agent))
        graph.add((node, DCTERMS.license, URIRef(terms.licence)))
        _say(graph, node, DCTERMS.title, _TITLE)
        _say(graph, node, DCTERMS.description, _ABOUT)
    graph.add((catalog, DCAT.dataset, atlas))
    graph.add((atlas, DCTERMS.conformsTo, URIRef(str(iri.ONTOLOGY).removesuffix("#"))))
    for file in files:
        graph.add((atlas, DCAT.distribution, _distribution(graph, file, base)))
    for release in found.releases.values():
        node = _release(graph, release, found.parts.get(str(iri.release(release.id))), base)
        graph.add((catalog, DCAT.dataset, node))
    return graph


def _distribution(graph: Graph, file: File, base: str) -> URIRef:
    node, address = URIRef(f"{base}#{quote(file.name)}"), URIRef(f"{base}{quote(file.name)}")
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCAT.accessURL, address))
    graph.add((node, DCAT.downloadURL, address))
    graph.add((node, DCAT.mediaType, MEDIA[file.media]))
    graph.add((node, DCAT.byteSize, Literal(len(file.data), datatype=XSD.nonNegativeInteger)))
    if file.licence:
        graph.add((node, DCTERMS.license, URIRef(file.licence)))
    _say(graph, node, DCTERMS.title, file.title)
    checksum = BNode()
    graph.add((node, SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    graph.add((checksum, SPDX.checksumValue, Literal(sha256(file.data).hexdigest(), datatype=XSD.hexBinary)))
    return node


def _release(graph: Graph, release: Release, part: Part | None, base: str) -> URIRef:
    node, agent = URIRef(f"{base}#{release.id}"), URIRef(f"{base}#publisher-{release.source}")
    graph.add((node, RDF.type, DCAT.Dataset))
    graph.add((node, DCTERMS.publisher, agent))
    graph.add((agent, RDF.type, FOAF.Agent))
    for lang, name in release.publisher:
        graph.add((agent, FOAF.name, Literal(name, lang=lang)))
    titles = dict(release.title)
    _say(graph, node, DCTERMS.title, titles)
    about = {lang: _WITHHELD[lang].format(part.why) for lang in _WITHHELD} if part and part.why else titles
    _say(graph, node, DCTERMS.description, about)
    graph.add((node, DCTERMS.issued, Literal(release.issued, datatype=XSD.date)))
    graph.add((node, DCTERMS.identifier, Literal(release.id)))
    graph.add((node, DCTERMS.accessRights, RIGHTS["NON_PUBLIC" if part and part.why else "PUBLIC"]))
    for predicate, address in ((DCTERMS.license, release.licence), (DCAT.landingPage, release.landing)):
        if address.startswith(("https://", "http://")):
            graph.add((node, predicate, URIRef(address)))
    return node


def void(terms: Terms, quads: Iterable[ox.Quad], found: Parts, base: str = "") -> Graph:
    """Return the description by VoID: counts, a subset for each graph with its licence, a linkset for each target."""
    graph, whole = Graph(), URIRef(f"{base}#atlas")
    classes: Counter[str] = Counter()
    targets: Counter[tuple[str, str]] = Counter()
    statements: Counter[str] = Counter()
    for quad in quads:
        statements[quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""] += 1
        if quad.predicate.value == str(RDF.type) and isinstance(quad.object, ox.NamedNode):
            classes[quad.object.value] += 1
        if target := _target(quad):
            targets[target] += 1
    graph.add((whole, RDF.type, VOID.Dataset))
    graph.add((whole, VOID.triples, Literal(statements.total())))
    graph.add((whole, VOID.dataDump, URIRef(f"{base}data.nq")))
    graph.add((whole, DCTERMS.license, URIRef(terms.licence)))
    graph.add((whole, VOID.vocabulary, URIRef(str(iri.ONTOLOGY))))
    for cls, count in sorted(classes.items()):
        partition = URIRef(f"{base}#class-{quote(cls, safe='')}")
        graph.add((whole, VOID.classPartition, partition))
        graph.add((partition, VOID["class"], URIRef(cls)))
        graph.add((partition, VOID.entities, Literal(count)))
    for name, count in sorted(statements.items()):
        _subset(graph, whole, found.parts[name], count)
    for (predicate, register), count in sorted(targets.items()):
        _linkset(graph, whole, predicate, register, count)
    return graph


def _subset(graph: Graph, whole: URIRef, part: Part, count: int) -> None:
    node = URIRef(part.graph)
    graph.add((whole, VOID.subset, node))
    graph.add((node, RDF.type, VOID.Dataset))
    graph.add((node, VOID.triples, Literal(count)))
    for licence in part.licence.split():
        if licence.startswith(("https://", "http://")):
            graph.add((node, DCTERMS.license, URIRef(licence)))


def _linkset(graph: Graph, whole: URIRef, predicate: str, register: str, count: int) -> None:
    node = URIRef(f"{whole}-{predicate.rpartition('#')[2]}-{register}")
    graph.add((whole, VOID.subset, node))
    graph.add((node, RDF.type, VOID.Linkset))
    graph.add((node, VOID.subjectsTarget, whole))
    graph.add((node, VOID.objectsTarget, URIRef(REGISTERS[register])))
    graph.add((node, VOID.linkPredicate, URIRef(predicate)))
    graph.add((node, VOID.triples, Literal(count)))


def _target(quad: ox.Quad) -> tuple[str, str] | None:
    """Return the predicate and the register of a link to what is not ours."""
    if quad.predicate.value not in _PREDICATES or not isinstance(quad.object, ox.NamedNode):
        return None
    target = quad.object.value
    fitting = (name for name, start in _FOREIGN.items() if target.startswith(start))
    register = next(fitting, None)
    return (quad.predicate.value, register) if register else None


_PREDICATES = frozenset(iri.PREFIXES["skos"] + match for match in MATCHES)
_FOREIGN = {
    name: start for name, start in REGISTERS.items() if not start.startswith((str(iri.ID), str(iri.VOCABULARY)))
}


def faults(terms: Terms, files: Iterable[File], found: Parts) -> Iterator[str]:
    """Yield what of the record breaks the shapes of `ontology/publishing/dcat-ap.ttl`."""
    shapes = (content.ontology() / "publishing" / "dcat-ap.ttl").read_bytes()
    described = catalogue(terms, files, found, _ELSEWHERE).serialize(format="nt")
    conforms, report, _ = shifty.PreparedValidator(shapes).validate(described.encode(), graph_mode="data", infer=False)
    if not conforms:
        for result in report.objects(None, SH.result):
            yield f"{report.value(result, SH.focusNode)}: {report.value(result, SH.resultMessage)}"


def _say(graph: Graph, node: URIRef, predicate: URIRef, texts: Mapping[str, str]) -> None:
    for lang, text in texts.items():
        graph.add((node, predicate, Literal(text, lang=lang)))
