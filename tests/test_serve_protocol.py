"""The W3C tests of the SPARQL 1.1 Protocol and of service descriptions, requests as they stand."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

import blank
from served import Server, serving

SUITE = Path(__file__).parents[2] / "shared" / "sparql11" / "protocol"
pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C tests of ../shared are not part of the repository")

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
TOKEN = "a token for tests"
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}

MANIFEST = Graph().parse(SUITE / "manifest.ttl") if SUITE.is_dir() else Graph()
TESTS = sorted(map(str, MANIFEST.subjects(RDF.type, MF.ProtocolTest)))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("protocol")
    blank.new(folder / "store").close()
    database = ox.Store(folder / "store")
    for number in (1, 2, 3):
        graph = ox.NamedNode(DATA.format(number))
        database.load((SUITE / f"data{number}.nt").read_bytes(), ox.RdfFormat.N_TRIPLES, to_graph=graph)
    del database
    with serving(folder / "store", folder / "log", "--token", TOKEN) as server:
        yield server


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.partition("#")[2])
def test_the_requests_of_the_protocol_are_answered_as_it_says(server: Server, test: str) -> None:
    action = MANIFEST.value(URIRef(test), MF.action)
    requests = MANIFEST.value(action, HT.requests)
    assert requests is not None
    for one in Collection(MANIFEST, requests):
        answer = sent(server, one)
        expected = MANIFEST.value(one, HT.resp)
        statuses = {
            str(status).rpartition("StatusCode")[2][0] for status in MANIFEST.objects(expected, MF.expectedStatus)
        }
        assert str(answer.status_code)[0] in statuses, answer.text
        if (form := MANIFEST.value(expected, MF.expectedFormat)) and answer.status_code == 200:
            assert answer.headers["Content-Type"].partition(";")[0] in FORMATS[str(form)]
        if (truth := MANIFEST.value(expected, MF.expectedBoolean)) is not None:
            assert answer.json()["boolean"] == (str(truth) == "true")


def sent(server: Server, request: Node) -> httpx.Response:
    path = str(MANIFEST.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    listed = MANIFEST.value(request, HT.headers)
    for one in Collection(MANIFEST, listed) if listed else ():
        headers[str(MANIFEST.value(one, HT.fieldName))] = str(MANIFEST.value(one, HT.fieldValue))
    body = MANIFEST.value(request, HT.body)
    encoding = str(MANIFEST.value(body, CNT.characterEncoding) or "utf-8")
    content = str(MANIFEST.value(body, CNT.chars) or "").encode(encoding)
    method = str(MANIFEST.value(request, HT.methodName))
    return httpx.request(method, server.address + path, content=content or None, headers=headers, timeout=60)


def test_the_service_describes_itself(server: Server) -> None:
    answer = server.get("/sparql")
    assert answer.headers["Content-Type"].startswith("text/turtle")
    described = Graph().parse(data=answer.text, format="turtle")
    (service,) = described.subjects(RDF.type, SD.Service)
    assert described.value(service, SD.endpoint) == URIRef(f"{server.address}/sparql")
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in described
    for kind in ("application/rdf+xml", "application/ld+json", "application/n-triples"):
        assert server.get("/sparql", headers={"Accept": kind}).headers["Content-Type"].startswith(kind)
