"""What nobody honest sends, as bytes: it is refused or answered, and the server goes on."""

import socket
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest

from served import Server

HOST = b"Host: 127.0.0.1\r\n"
END = b"Connection: close\r\n\r\n"


@pytest.fixture(scope="module")
def server(sampled_server: Server) -> Server:
    return sampled_server


@pytest.fixture(scope="module", autouse=True)
def slow(server: Server) -> Iterator[list[socket.socket]]:
    """A thousand who never say what they want, and one whose body drips: they are there while all else is asked."""
    links = [connected(server) for _ in range(1001)]
    for link in links[:-1]:
        link.sendall(b"GET / HT")
    head = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"
    links[-1].sendall(head + b"Content-Length: 9\r\n\r\nA")
    yield links
    for link in links:
        link.close()


@pytest.fixture(autouse=True)
def alive(server: Server) -> Iterator[None]:
    yield
    assert server.process.poll() is None
    assert server.get("/health").status_code == 200
    assert "Traceback" not in server.log.read_text("utf-8")


def connected(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=30)


def told(server: Server, request: bytes) -> bytes:
    """All that comes back for these bytes; nothing where the connection is closed on them."""
    with connected(server) as link:
        try:
            link.sendall(request)
            parts = iter(lambda: link.recv(1 << 16), b"")
            return b"".join(parts)
        except ConnectionError:
            return b""


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/static/../../pyproject.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/static/\\..\\x",
        "/dump/../coopatlas-store/CURRENT",
        "/document/..%2f..%2f..%2fetc%2fpasswd",
        "/resource?iri=file:///etc/passwd",
        "/id/%00",
        "/id/" + "a/" * 3000,
        "/api/documents/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    ],
)
def test_no_path_leads_out(server: Server, path: str) -> None:
    answer = told(server, f"GET {path} HTTP/1.1\r\n".encode() + HOST + b"Accept: text/turtle\r\n" + END)
    assert 400 <= status(answer) < 500
    assert b"root:" not in answer


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        (b"127.0.0.1", True), (b"localhost:80", True), (b"[::1]:8010", True), (b"192.0.2.1", True),
        (b"rebound.example", False), (b"localhost.rebound.example", False), (b"127.0.0.1.rebound.example", False),
        (b"127.0.0.1@rebound.example", False), (b"[::1", False), (b"", False), (b"a b", False),
    ],
)  # fmt: skip
def test_only_its_own_names_are_answered(server: Server, host: bytes, allowed: bool) -> None:
    answer = told(server, b"GET /health HTTP/1.1\r\nHost: " + host + b"\r\n" + END)
    assert (status(answer) == 200) == allowed
    assert allowed or status(answer) in {400, 421}


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\n" + END,
        b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 1_000_000 + b"\r\n" + END,
        b"GET / HTTP/1.1\r\n" + HOST + b"".join(b"X%d: y\r\n" % n for n in range(50_000)) + END,
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n" + HOST + END,
        b"GET /\r\nX-Injected: 1 HTTP/1.1\r\n" + HOST + END,
        b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n" + END + b"abcde",
        b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n" + END,
        b"POST /sparql HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n" + END + b"zz\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x00" * 1000,
        b"TRACE / HTTP/1.1\r\n" + HOST + END,
        b"CONNECT example.org:443 HTTP/1.1\r\n" + HOST + END,
        b"DELETE /sparql HTTP/1.1\r\n" + HOST + END,
        b"PUT /id/country-KZ HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n" + END,
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n" + END,
        b"GET http://169.254.169.254/latest HTTP/1.1\r\n" + HOST + END,
    ],
    ids=lambda request: repr(request[:40]),
)
def test_what_is_no_request_of_ours_is_refused(server: Server, request_: bytes) -> None:
    if not request_.endswith(b"\r\n\r\n"):
        request_ += b"\r\n\r\n"
    answer = told(server, request_)
    assert status(answer) == 0 or 400 <= status(answer) < 500
    assert b"X-Injected" not in answer.partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize("path", ["/%0d%0aSet-Cookie:%20a=b", "/?lang=ru%0d%0aSet-Cookie:%20a=b", "/sparql/%0d%0aX:y"])
def test_no_line_is_slipped_into_the_headers(server: Server, path: str) -> None:
    head = told(server, f"GET {path} HTTP/1.1\r\n".encode() + HOST + END).partition(b"\r\n\r\n")[0]
    assert b"\nset-cookie" not in head.lower()
    assert b"\nx:" not in head.lower()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + "{" * 50_000 + "}" * 50_000 + " }",
        "ASK { FILTER(" + "!" * 50_000 + "1) }",
        "ASK { ?s " + "(" * 20_000 + "a" + ")" * 20_000 + " ?o }",
        "ASK {} #" + "x" * 5_000_000,
    ],
    ids=["groups", "signs", "paths", "comment"],
)
def test_a_query_that_would_break_the_engine_is_refused(server: Server, query: str) -> None:
    answer = server.post("/sparql", data={"query": query})
    assert answer.status_code in {200, 400}
    assert server.sparql("ASK {}").json()["boolean"] is True


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <{0}> { ?s ?p ?o } }",
        "SELECT * { S\\u0045RVICE <{0}> { ?s ?p ?o } }",
        "ASK FROM <{0}> { ?s ?p ?o }",
        "CONSTRUCT {} FROM NAMED <{0}> { GRAPH ?g {} }",
        "LOAD <{0}>",
    ],
)
def test_no_query_calls_anyone(server: Server, query: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        answer = server.post("/sparql", data={"query": query.replace("{0}", address)})
        with pytest.raises(TimeoutError):
            listening.accept()
    assert answer.status_code in {200, 400}


def test_no_update_goes_through_without_its_token(server: Server) -> None:
    state = server.get("/health").json()["state"]
    for fields, headers in (({"update": "CLEAR ALL"}, {}), ({"update": "CLEAR ALL"}, {"Authorization": "Bearer x"})):
        assert server.post("/sparql", data=fields, headers=headers).status_code == 403
    assert server.get("/sparql", params={"update": "CLEAR ALL"}).status_code == 400
    assert server.post("/sparql", data={"query": "CLEAR ALL"}).status_code == 400
    assert server.get("/health").json()["state"] == state


def test_a_body_that_is_too_long_is_refused(server: Server) -> None:
    head = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"
    assert status(told(server, head + b"Content-Length: 100000000\r\n" + END + b"x" * 10_000_000)) in {0, 413}


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://page.example", False),
        ("null", False),
        ("http://localhost.example", False),
        ("http://localhost:33", True),
    ],
)
def test_foreign_pages_may_not_read_what_only_this_machine_may_see(server: Server, origin: str, allowed: bool) -> None:
    answer = server.sparql("ASK {}", headers={"Origin": origin})
    assert answer.headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)
    asking = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    preflight = httpx.options(f"{server.address}/sparql", headers=asking)
    assert preflight.headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)


def test_who_is_slow_is_not_waited_for(server: Server, slow: list[socket.socket]) -> None:
    assert server.sparql("ASK {}").status_code == 200
    *silent, dripping = slow
    for link in slow:
        link.settimeout(60)
    for link in silent:
        with suppress(ConnectionResetError):
            assert link.recv(100) == b""
    assert status(dripping.recv(1 << 16)) == 408
