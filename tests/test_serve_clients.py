"""The programs that people have: SPARQLWrapper, rdflib, pandas, curl; and linked data as they find it."""

import gzip
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
from rdflib import DCAT, RDF, VOID, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from coopatlas.rdf import iri
from coopatlas.serve.settings import Settings
from coopatlas.store import Store
from served import Server, apart, visiting

REGIONS = (
    "SELECT ?region ?name { GRAPH graph:reference { ?region a coop:Region ; rdfs:label ?name } } ORDER BY ?region ?name"
)
RDF_FORMS = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
}


@pytest.fixture(scope="module")
def server(sampled_server: Server) -> Server:
    return sampled_server


@pytest.fixture(scope="module")
def regions(sampled_store: Path) -> list[tuple[str, str]]:
    with Store.open(sampled_store, read_only=True) as store:
        return [(str(region), str(name)) for region, name in store.query(REGIONS).rows]


@pytest.mark.parametrize("form", [JSON, XML])
def test_sparqlwrapper(server: Server, regions: list[tuple[str, str]], form: str) -> None:
    client = SPARQLWrapper(f"{server.address}/sparql", returnFormat=form)
    client.setQuery(REGIONS)
    found: Any = client.query().convert()
    if form == JSON:
        rows = [(row["region"]["value"], row["name"]["value"]) for row in found["results"]["bindings"]]
        assert rows == regions
    else:
        assert len(found.getElementsByTagName("result")) == len(regions)
    client.setMethod("POST")
    client.setQuery("ASK { ?s a coop:Person }")
    client.setReturnFormat(JSON)
    asked: Any = client.query().convert()
    assert asked["boolean"] is True


def test_sparqlwrapper_takes_graphs_and_tables(server: Server) -> None:
    client = SPARQLWrapper(f"{server.address}/sparql", returnFormat=TURTLE)
    client.setQuery("DESCRIBE id:country-KZ")
    described: Any = client.query().convert()
    assert len(Graph().parse(data=described, format="turtle")) > 0
    client.setReturnFormat(CSV)
    client.addDefaultGraph(str(iri.REFERENCE))
    client.setQuery("SELECT (COUNT(*) AS ?n) { ?s a coop:Region }")
    table: Any = client.query().convert()
    assert int(table.decode().split()[1]) > 100


def test_rdflib_asks_a_remote_store(server: Server, regions: list[tuple[str, str]]) -> None:
    for method in ("GET", "POST", "POST_FORM"):
        graph = Graph(SPARQLStore(f"{server.address}/sparql", method=method))
        rows: Any = graph.query(REGIONS)
        assert [(str(row[0]), str(row[1])) for row in rows] == regions
    assert Graph(SPARQLStore(f"{server.address}/sparql")).query("ASK { ?s a coop:Person }").askAnswer is True


def test_pandas_reads_a_table_from_an_address(server: Server, regions: list[tuple[str, str]]) -> None:
    frame = pd.read_csv(f"{server.address}/sparql?{urlencode({'query': REGIONS, 'format': 'csv'})}")
    assert list(frame.itertuples(index=False, name=None)) == regions
    answer = pd.read_csv(f"{server.address}/api/questions/meetings?territory=KZ&format=csv")
    assert len(answer) > 0


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(server: Server) -> None:
    command = ["curl", "-s", "--compressed", "-H", "Accept: text/csv", "--data-urlencode", f"query={REGIONS}"]
    done = subprocess.run([*command, f"{server.address}/sparql"], capture_output=True, check=True, timeout=60)
    assert done.stdout.startswith(b"region,name\r\n")


@pytest.mark.parametrize(("accept", "syntax"), RDF_FORMS.items())
def test_a_thing_is_told_of_in_the_form_that_is_wanted(server: Server, accept: str, syntax: str) -> None:
    answer = server.get("/id/country-KZ", headers={"Accept": accept})
    assert answer.headers["Content-Type"].startswith(accept)
    assert "Accept" in answer.headers["Vary"]
    told = Graph().parse(data=answer.text, format=syntax)
    assert (iri.ID["country-KZ"], RDF.type, iri.ONTOLOGY.Country) in told
    assert (
        server.get("/id/country-KZ", headers={"Accept": "text/html,*/*;q=0.8"})
        .headers["Content-Type"]
        .startswith("text/html")
    )


def test_every_iri_of_the_graph_answers(server: Server, sampled_store: Path) -> None:
    with Store.open(sampled_store, read_only=True) as store:
        found = store.query("SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } FILTER(?g != graph:catalogue) }").rows
    root = str(iri.ONTOLOGY).removesuffix("ontology#")
    names = sorted({str(row[0]).partition("#")[0] for row in found if str(row[0]).startswith(root)})
    kinds = {name.removeprefix(root).partition("/")[0] for name in names}
    assert {"id", "document", "vocabulary", "ontology"} <= kinds
    # One of each sort, and each hundredth of the rest.
    for name in {*names[::100], *(next(one for one in names if one.startswith(root + kind)) for kind in kinds)}:
        answer = server.get("/" + name.removeprefix(root), headers={"Accept": "application/n-triples"})
        assert answer.status_code == 200, name
        assert f"<{name}" in answer.text or name.startswith(str(iri.GRAPH))
    elsewhere = server.get("/resource", params={"iri": "http://www.w3.org/ns/org#"}, headers={"Accept": "text/turtle"})
    assert elsewhere.status_code in {200, 404}
    assert server.get("/id/country-ZZ", headers={"Accept": "text/turtle"}).status_code == 404


def test_what_is_there_is_described_and_can_be_taken_away(server: Server, sampled_store: Path) -> None:
    void = Graph().parse(data=server.get("/.well-known/void").text, format="turtle")
    (dataset,) = void.subjects(RDF.type, VOID.Dataset)
    assert str(void.value(dataset, VOID.sparqlEndpoint)) == f"{server.address}/sparql"
    assert int(str(void.value(dataset, VOID.triples))) > 0
    catalogue = Graph().parse(data=server.get("/catalog").text, format="turtle")
    assert list(catalogue.subjects(RDF.type, DCAT.Catalog)) == [URIRef(f"{server.address}/catalog")]
    dump = server.get(str(void.value(dataset, VOID.dataDump)).removeprefix(server.address))
    with Store.open(sampled_store, read_only=True) as store:
        assert len(gzip.decompress(dump.content).splitlines()) == sum(1 for _ in store.quads())
    assert b"file://" not in gzip.decompress(dump.content)


def test_an_answer_is_not_sent_twice_and_is_small(server: Server) -> None:
    first = server.sparql(REGIONS, headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    paths = ("/api/info", "/api/documents", "/api/search?q=Karelia", "/questions/meetings.csv?territory=KZ",
             "/workbench/terms", "/reconcile", "/id/country-KZ", "/.well-known/void", "/dump/coopatlas.nq.gz",
             "/static/site.css", "/sparql?query=ASK%7B%7D")  # fmt: skip
    for path in paths:
        told = server.get(path, headers={"Accept": "text/turtle, */*;q=0.5"})
        same = {"Accept": "text/turtle, */*;q=0.5", "If-None-Match": told.headers["ETag"]}
        again = server.get(path, headers=same)
        assert (told.status_code, again.status_code, again.content) == (200, 304, b""), path
    # What differs each time is not kept.
    random = [server.sparql("SELECT (STRUUID() AS ?x) {}") for _ in range(2)]
    assert random[0].text != random[1].text
    assert "ETag" not in random[0].headers
    assert server.sparql(REGIONS, headers={"Accept": "image/png"}).status_code == 406


def test_what_tells_of_this_machine_is_not_told_to_others(sampled_store: Path) -> None:
    places = {"query": "SELECT ?place { GRAPH ?g { ?d prov:atLocation ?place } }"}

    async def asked() -> None:
        async with visiting(sampled_store, Settings(base="https://atlas.example")) as client:
            assert (await client.get("/sparql", params=places)).json()["results"]["bindings"] == []
            named = await client.get("/sparql", params=places, headers={"Host": "atlas.example"})
            assert named.status_code == 200
            catalogue = await client.get("/graph/catalogue", headers={"Accept": "text/turtle"})
            assert catalogue.status_code == 404
            void = Graph().parse(data=(await client.get("/.well-known/void")).text, format="turtle")
            (dataset,) = void.subjects(RDF.type, VOID.Dataset)
            assert str(void.value(dataset, VOID.sparqlEndpoint)) == "https://atlas.example/sparql"

    apart(asked())
