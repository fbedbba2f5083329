"""The W3C tests of SPARQL 1.1 through the endpoint, beside the engine alone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node

import blank
from served import Server, serving

SUITE = Path(__file__).parents[2] / "shared" / "sparql11"
pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C tests of ../shared are not part of the repository")

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
SYNTAX = {MF.PositiveSyntaxTest11: True, MF.NegativeSyntaxTest11: False}
EVALUATION = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}
NOTHING = "urn:nothing"
BASE = "http://w3c.example/"
RESULTS = {
    "srx": ox.QueryResultsFormat.XML,
    "srj": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
}
MEDIA = {"srx": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values"}


@dataclass(frozen=True)
class Case:
    name: str
    query: Path
    default: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None
    valid: bool = True

    @property
    def text(self) -> str:
        return f"BASE <{name(self.query)}>\n" + self.query.read_text("utf-8")


def name(file: Path) -> str:
    """The IRI of a file, which is the name of its graph too."""
    return BASE + str(file.relative_to(SUITE))


@cache
def cases() -> tuple[Case, ...]:
    return tuple(_cases())


def _cases() -> Iterator[Case]:
    for manifest in sorted(SUITE.glob("*/manifest.ttl")):
        graph = Graph().parse(manifest, publicID=manifest.as_uri())
        for entries in graph.objects(None, MF.entries):
            for entry in Collection(graph, entries):
                if found := case(graph, entry, manifest.parent.name):
                    yield found


def case(graph: Graph, entry: Node, folder: str) -> Case | None:
    kind, action = graph.value(entry, RDF.type), graph.value(entry, MF.action)
    title = f"{folder}: {graph.value(entry, MF.name)}"
    if kind in SYNTAX:
        return Case(title, path(action), valid=SYNTAX[URIRef(str(kind))])
    if kind not in EVALUATION:
        return None
    files = {about: tuple(path(one) for one in graph.objects(action, about)) for about in (QT.data, QT.graphData)}
    result = graph.value(entry, MF.result)
    return Case(title, path(graph.value(action, QT.query)), files[QT.data], files[QT.graphData], path(result))


def path(file: Node | None) -> Path:
    return Path(str(file).removeprefix("file://"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of one store with all data of the tests, a graph a file."""
    folder = tmp_path_factory.mktemp("w3c")
    blank.new(folder / "store").close()
    database = ox.Store(folder / "store")
    for file in {file for one in cases() for file in (*one.default, *one.named)}:
        graph = ox.NamedNode(name(file))
        database.load(file.read_bytes(), ox.RdfFormat.from_extension(file.suffix[1:]), base_iri=graph.value,
                      to_graph=graph)  # fmt: skip
    del database
    with serving(folder / "store", folder / "log") as server:
        yield server


def alone(one: Case) -> bool:
    store = ox.Store()
    for file, graph in [(f, None) for f in one.default] + [(f, ox.NamedNode(name(f))) for f in one.named]:
        store.load(file.read_bytes(), ox.RdfFormat.from_extension(file.suffix[1:]), base_iri=name(file),
                   to_graph=graph or ox.DefaultGraph())  # fmt: skip
    try:
        found = store.query(one.text)
        if one.result is None:
            return one.valid
        if isinstance(found, ox.QueryTriples):
            return same(found.serialize(format=ox.RdfFormat.N_TRIPLES) or b"", "nt", one.result)
        suffix = one.result.suffix[1:]
        form = ox.QueryResultsFormat.CSV if suffix == "csv" else ox.QueryResultsFormat.TSV
        if suffix not in {"csv", "tsv"}:
            form = ox.QueryResultsFormat.XML
        return same(found.serialize(format=form) or b"", {"csv": "csv", "tsv": "tsv"}.get(suffix, "srx"), one.result)
    except (SyntaxError, ValueError, RuntimeError):
        return one.result is None and not one.valid


def over_http(server: Server, client: httpx.Client, one: Case) -> bool:
    fields = [("query", one.text)]
    if one.result is not None and "FROM" not in one.text:
        fields += [("default-graph-uri", name(file)) for file in one.default] or [("default-graph-uri", NOTHING)]
        fields += [("named-graph-uri", name(file)) for file in one.named]
    suffix = one.result.suffix[1:] if one.result else ""
    wanted = suffix if suffix in {"csv", "tsv"} else "srx"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": f"{MEDIA[wanted]}, application/n-triples"}
    answer = client.post(f"{server.address}/sparql", content=urlencode(fields), headers=headers)
    if one.result is None:
        return one.valid == (answer.status_code == 200)
    if answer.status_code != 200:
        return False
    is_graph = answer.headers["Content-Type"].startswith("application/n-triples")
    return same(answer.content, "nt" if is_graph else wanted, one.result)


def same(found: bytes, form: str, file: Path) -> bool:
    expected, suffix = file.read_bytes(), file.suffix[1:]
    if form == "nt":
        return isomorphic(Graph().parse(found, format="nt"), Graph().parse(file))
    if form == "csv":
        return lines(found) == lines(expected)
    if suffix in {"ttl", "rdf"}:
        return False
    return solutions(found, form) == solutions(expected, suffix)


def lines(table: bytes) -> tuple[str, Counter[str]]:
    head, *rows = table.decode().split()
    return head, Counter(rows)


def solutions(table: bytes, form: str) -> object:
    found = ox.parse_query_results(table, RESULTS[form])
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = sorted(variable.value for variable in found.variables)
    return names, Counter(tuple(value(row[name]) for name in names) for row in found)


def value(term: object) -> object:
    """What a term means: blank nodes are alike, numbers are equal by value."""
    if isinstance(term, ox.BlankNode):
        return "blank"
    if isinstance(term, ox.Literal):
        literal = Literal(term.value, lang=term.language, datatype=None if term.language else term.datatype.value)
        return (literal.value if literal.value is not None else term.value, str(term.datatype), term.language)
    return str(term)


def test_the_endpoint_passes_what_the_engine_passes(server: Server) -> None:
    bare = {one.name for one in cases() if alone(one)}
    with httpx.Client(timeout=60) as client:
        served = {one.name for one in cases() if over_http(server, client, one)}
    print(f"W3C SPARQL 1.1: endpoint {len(served)}, engine alone {len(bare)}, of {len(cases())}")
    assert len(cases()) > 250
    assert bare - served == set()
    assert len(served) >= 0.95 * len(cases())
