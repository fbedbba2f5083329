"""A server of SPARQL 1.1 in the place of a database on disk: the few things that a store does with one, over HTTP.

The address is that of the server, where `/query` and `/update` stand under it (Oxigraph), or of the one endpoint that
takes both; `COOPATLAS_STORE_UPDATE` names another for updates. A user and a password stand in the address,
or a token in `COOPATLAS_STORE_TOKEN`. What is read may be asked again after a failure; an update is sent once.
"""

import os
import re
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from itertools import groupby, islice
from typing import Any, TypeVar
from urllib.parse import SplitResult, unquote, urlencode, urlsplit

import pyoxigraph as ox

from coopatlas.errors import StoreError
from coopatlas.rdf import iri

UPDATE, TOKEN = "COOPATLAS_STORE_UPDATE", "COOPATLAS_STORE_TOKEN"
ATTEMPTS, LONGEST = 4, 600.0
"""How often what is read is asked for, and the seconds that are waited for an answer."""
AT_ONCE = 4_000
"""The statements of one update of a bulk load."""

Node = ox.NamedNode | ox.BlankNode
Subject = Node | ox.Triple
Graph = Node | ox.DefaultGraph
_BUSY = frozenset({429, 502, 503, 504})
_ANSWER = "application/sparql-results+json, application/n-triples;q=0.9"
_ASKED = re.compile(rb'"__ASK_RETVAL": \{[^{}]*"value": "([01])"')
_BOOLEAN = re.compile(rb'(#boolean", "value": )"([01])"')

One = TypeVar("One")


class Server:
    """A server; raises `StoreError` where it does not answer or does not know what is asked."""

    def __init__(self, address: str) -> None:
        self.address = _without_user(address)
        parts = urlsplit(address)
        self._headers = _authorized(parts)
        bare = urlsplit(self.address)
        self._query, self._update = _endpoints(bare)
        self._connections: dict[str, HTTPConnection] = {}

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        default_graph: object = None,
        named_graphs: object = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]:
        """Answer a query; `default_graph` is honoured where the query names no graph itself."""
        # In one line, so that the places of which a server complains are those of the text.
        prologue = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in (prefixes or {}).items())
        base = f"BASE <{base_iri}> " if base_iri else ""
        graphs = [("default-graph-uri", uri) for uri in _uris(default_graph) if named_graphs or "GRAPH" not in query]
        graphs += [("named-graph-uri", uri) for uri in _uris(named_graphs)]
        body = urlencode([("query", f"{base}{prologue}{query}"), *graphs]).encode()
        kind, data = self._asked(body)
        if "n-triples" in kind:
            return [quad.triple for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES)]
        try:
            return ox.parse_query_results(_standard(data), format=ox.QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise self._strange(f"its answer is no SPARQL result ({error})") from error

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: ox.NamedNode | None,
        object: Subject | ox.Literal | None,  # noqa: A002 - the name that the database gives it
        graph_name: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the statements of named graphs that are so."""
        asked = {"s": subject, "p": predicate, "o": object, "g": graph_name}
        terms = {name: str(term) if term is not None else f"?{name}" for name, term in asked.items()}
        wanted = " ".join(f"?{name}" for name, term in asked.items() if term is None) or "(1 AS ?is)"
        found = self.query(f"SELECT {wanted} {{ GRAPH {terms['g']} {{ {terms['s']} {terms['p']} {terms['o']} }} }}")
        for solution in found if isinstance(found, ox.QuerySolutions) else ():
            told: dict[str, Any] = {name: term if term is not None else solution[name] for name, term in asked.items()}
            yield ox.Quad(told["s"], told["p"], told["o"], told["g"])

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """Yield the names of the graphs of a store that hold anything; the server may have others."""
        # Virtuoso counts by its index of graphs, and sorts all statements to tell those that are DISTINCT.
        found = self.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        for solution in found if isinstance(found, ox.QuerySolutions) else ():
            if isinstance(name := solution["g"], ox.NamedNode) and iri.path(name.value) is not None:
                yield name

    def update(self, update: str, *, base_iri: str | None = None, prefixes: Mapping[str, str] | None = None) -> None:
        """Do an update, as the server does it: of those tested, all or nothing."""
        prologue = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in (prefixes or {}).items())
        base = f"BASE <{base_iri}> " if base_iri else ""
        if update.strip():
            body = f"{base}{prologue}{update}".encode()
            self._sent(self._update, body, {"Content-Type": "application/sparql-update"})

    def bulk_extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add many statements, some thousands at once."""
        for some in _batches(quads, AT_ONCE):
            by_graph = groupby(sorted(some, key=lambda quad: str(quad.graph_name)), key=lambda quad: quad.graph_name)
            told = (f"GRAPH {name} {{ {' . '.join(str(one.triple) for one in ours)} }}" for name, ours in by_graph)
            self.update(f"INSERT DATA {{ {' '.join(told)} }}")

    def flush(self) -> None:
        """Do nothing: a server writes by itself."""

    def __contains__(self, quad: ox.Quad) -> bool:
        found = self.query(f"ASK {{ GRAPH {quad.graph_name} {{ {quad.triple} }} }}")
        return isinstance(found, ox.QueryBoolean) and bool(found)

    def __len__(self) -> int:
        """Return 1 where the server holds a store, else 0: counting all takes long."""
        found = self.query(f"ASK {{ GRAPH <{iri.CATALOGUE}> {{ ?s ?p ?o }} }}")
        return int(isinstance(found, ox.QueryBoolean) and bool(found))

    def close(self) -> None:
        """Let go of the connections."""
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()

    def _asked(self, body: bytes) -> tuple[str, bytes]:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": _ANSWER}
        for attempt in range(ATTEMPTS):
            try:
                return self._sent(self._query, body, headers)
            except _BusyError as busy:
                if attempt == ATTEMPTS - 1:
                    raise StoreError(self.address, busy.problem, "see that the server runs, then ask again") from busy
                time.sleep(0.2 * 4**attempt)
        raise AssertionError("an attempt returns or raises")

    def _sent(self, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[str, bytes]:
        parts = urlsplit(url)
        connection = self._connection(parts)
        try:
            connection.request("POST", parts.path or "/", body, {**self._headers, **headers})
            answer = connection.getresponse()
            data = answer.read()
        except (OSError, HTTPException) as error:
            self._connections.pop(parts.netloc, connection).close()
            raise _BusyError(self.address, f"the server does not answer ({error or type(error).__name__})") from error
        if answer.status in _BUSY:
            raise _BusyError(self.address, f"the server is busy ({answer.status} {answer.reason})")
        if answer.status >= 300:
            raise self._refused(answer, data)
        return answer.getheader("Content-Type") or "", data

    def _connection(self, parts: SplitResult) -> HTTPConnection:
        if parts.netloc not in self._connections:
            made = HTTPSConnection if parts.scheme == "https" else HTTPConnection
            self._connections[parts.netloc] = made(parts.netloc, timeout=LONGEST)
        return self._connections[parts.netloc]

    def _refused(self, answer: HTTPResponse, data: bytes) -> Exception:
        told = " ".join(data.decode("utf-8", "replace").split())[:300]
        if answer.status == 400:
            return SyntaxError(told)
        if answer.status in {401, 403}:
            remedy = f"give user and password in the address, or a token in {TOKEN}"
            return StoreError(self.address, f"the server lets nobody in so ({answer.status})", remedy)
        return self._strange(f"the server answers {answer.status} {answer.reason} {told}".strip())

    def _strange(self, problem: str) -> StoreError:
        return StoreError(self.address, problem, f"check the address: that of SPARQL queries; {UPDATE} for updates")


class _BusyError(StoreError):
    def __init__(self, address: str, problem: str) -> None:
        super().__init__(address, problem, "see that the server runs, then ask again")
        self.problem = problem


def _standard(data: bytes) -> bytes:
    """Return an answer as the standard has it: Virtuoso tells of ASK in a table, and of true and false as 1 and 0."""
    if asked := _ASKED.search(data):
        return b'{"head": {}, "boolean": %s}' % (b"true" if asked[1] == b"1" else b"false")
    return _BOOLEAN.sub(lambda found: found[1] + (b'"true"' if found[2] == b"1" else b'"false"'), data)


def is_address(path: object) -> bool:
    """Tell the address of a server from a folder."""
    return str(path).startswith(("http://", "https://"))


def _endpoints(parts: SplitResult) -> tuple[str, str]:
    path = parts.path.rstrip("/")
    query = update = path
    if not path:
        query, update = "/query", "/update"
    elif path.endswith("/query"):
        update = f"{path.removesuffix('/query')}/update"
    root = f"{parts.scheme}://{parts.netloc}"
    return root + query, os.environ.get(UPDATE) or root + update


def _authorized(parts: SplitResult) -> dict[str, str]:
    if parts.username:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
    token = os.environ.get(TOKEN)
    return {"Authorization": f"Bearer {token}"} if token else {}


def _without_user(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _uris(graphs: object) -> list[str]:
    listed: Sequence[object] = graphs if isinstance(graphs, list) else [] if graphs is None else [graphs]
    return [graph.value for graph in listed if isinstance(graph, ox.NamedNode)]


def _batches(found: Iterable[One], size: int) -> Iterator[list[One]]:
    waiting = iter(found)
    while some := list(islice(waiting, size)):
        yield some
