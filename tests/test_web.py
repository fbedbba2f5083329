"""A server that misbehaves: one line each, and nothing is fetched that must not be."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import paper
from coopatlas import documents
from coopatlas.documents import Given, Limits, web
from coopatlas.errors import DocumentError
from coopatlas.model import Document

BOMB = gzip.compress(b"\0" * 60_000_000)


@dataclass
class Site:
    """A server on a free port: what it was asked, and what it answers."""

    asked: list[str] = field(default_factory=list)
    robots: str = ""
    port: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def limits(self) -> Limits:
        return Limits(size=1_000_000, seconds=2.0, pause=0.0, hosts=frozenset({("127.0.0.1", self.port)}))

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


class Handler(BaseHTTPRequestHandler):
    site: Site

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        name = self.path.lstrip("/").partition("?")[0].replace(".", "_").replace("/", "_")
        with suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"send_{name}", self.nothing)()

    def answer(self, data: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for key, value in ({"Content_Length": str(len(data))} | headers).items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def nothing(self) -> None:
        self.answer(b"", status=404)

    def send_robots_txt(self) -> None:
        self.answer(self.site.robots.encode(), "text/plain")

    def send_page(self) -> None:
        if self.headers.get("If-None-Match") == '"1"':
            self.answer(b"", status=304)
        else:
            self.answer(paper.page(), ETag='"1"')

    def send_private_page(self) -> None:
        self.answer(paper.page())

    def send_packed(self) -> None:
        self.answer(gzip.compress(paper.page()), Content_Encoding="gzip")

    def send_pdf(self) -> None:
        self.answer(paper.pdf(list(paper.STORY)), "text/html; charset=koi8-r")

    def send_feed(self) -> None:
        self.answer(
            paper.rss([(self.site.at("/page"), "К", "Кратко о встрече в Кургане.")]), "application/octet-stream"
        )

    def send_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"<p>x")
            self.wfile.flush()
            self.site.ended.wait(0.2)

    def send_silent(self) -> None:
        self.site.ended.wait(20)

    def send_dripping_headers(self) -> None:
        for letter in "HTTP/1.1 200 OK\r\nX-Header: " + "x" * 200:
            self.wfile.write(letter.encode())
            self.wfile.flush()
            self.site.ended.wait(0.1)

    def send_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"<p>text and more</p>" * 1000)

    def send_bomb(self) -> None:
        self.answer(BOMB, Content_Encoding="gzip")

    def send_broken_gzip(self) -> None:
        self.answer(b"this is no gzip", Content_Encoding="gzip")

    def send_short(self) -> None:
        self.answer(paper.page(), Content_Length=str(len(paper.page()) + 500))

    def send_picture(self) -> None:
        self.answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "text/html")

    def send_failing(self) -> None:
        self.answer(b"broken", status=500)

    def send_circle(self) -> None:
        self.answer(b"", status=302, Location="/circle")

    def send_to_page(self) -> None:
        self.answer(b"", status=301, Location="/page")

    def send_to_loopback(self) -> None:
        self.answer(b"", status=302, Location=f"http://localhost:{self.site.port}/private-page")

    def send_to_other_port(self) -> None:
        self.answer(b"", status=302, Location="http://127.0.0.1:9/x")

    def send_to_metadata(self) -> None:
        self.answer(b"", status=302, Location="http://169.254.169.254/latest/meta-data/")

    def send_to_file(self) -> None:
        self.answer(b"", status=302, Location="file:///etc/passwd")


@pytest.fixture
def site() -> Iterator[Site]:
    web.visits.cache_clear()
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": site}))
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield site
    site.ended.set()
    server.shutdown()
    server.server_close()
    thread.join()


def fetched(site: Site, path: str, *, follow: bool = False) -> list[Document | DocumentError]:
    given = Given(limits=site.limits, follow=follow)
    return list(documents.read([site.at(path)], given=given))


@pytest.mark.parametrize("path", ["/page", "/packed", "/to_page", "/pdf"])
def test_an_address_is_read_by_its_content(site: Site, path: str) -> None:
    (found,) = fetched(site, path)
    assert isinstance(found, Document), found
    assert found.text == paper.TEXT
    if path != "/pdf":
        assert (found.title, found.published) == (paper.TITLE, paper.DAY)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/slow", "within 2 seconds"),
        ("/silent", "within 2 seconds"),
        ("/dripping_headers", "within 2 seconds"),
        ("/endless", "larger than 1 MB"),
        ("/bomb", "larger than 1 MB"),
        ("/broken_gzip", "cannot be fetched"),
        ("/short", "breaks off 500 bytes too early"),
        ("/picture", "a picture"),
        ("/failing", "answers 500"),
        ("/nowhere", "answers 404"),
        ("/circle", "redirects"),
        ("/to_loopback", "private network"),
        ("/to_other_port", "private network"),
        ("/to_metadata", "private network"),
        ("/to_file", "not on the web"),
    ],
)
def test_what_misbehaves_costs_a_line_and_little_time(site: Site, path: str, told: str) -> None:
    begun = time.monotonic()
    (found,) = fetched(site, path)
    assert isinstance(found, DocumentError)
    line = str(found)
    assert told in line, line
    assert "\n" not in line
    assert time.monotonic() - begun < 8
    assert "/private-page" not in site.asked


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x",
        "http://localhost/x",
        "http://[::1]/x",
        "http://[::ffff:127.0.0.1]/x",
        "http://0.0.0.0/x",
        "http://10.0.0.1/x",
        "http://192.168.1.1/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/x",
        "http://0x7f.1/x",
    ],
)
def test_no_private_address_is_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object, **__: object) -> socket.socket:
        raise AssertionError(address)

    web.visits.cache_clear()
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(DocumentError, match=r"private network|no such host"):
        web.fetch(address)


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = iter(["93.184.215.14", "127.0.0.1", "127.0.0.1"])

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (next(answers), port))]

    def connect(place: tuple[str, int], **_: object) -> socket.socket:
        asked.append(place[0])
        raise OSError("refused")

    web.visits.cache_clear()
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(DocumentError, match="private network"):
        web.fetch("http://rebinding.example/x", limits=Limits(pause=0))
    assert asked == ["93.184.215.14"]


def test_robots_are_obeyed_and_asked_once(site: Site) -> None:
    site.robots = "User-agent: *\nDisallow: /private\nAllow: /\n"
    (refused,) = fetched(site, "/private/page")
    assert "robots.txt" in str(refused)
    (found,) = fetched(site, "/page")
    assert isinstance(found, Document)
    assert site.asked == ["/robots.txt", "/page"]


def test_what_did_not_change_is_not_sent_again(site: Site) -> None:
    first = web.fetch(site.at("/page"), limits=site.limits)
    again = web.fetch(site.at("/page"), first.state, site.limits)
    assert first.data == paper.page()
    assert again.unchanged
    assert not again.data


def test_a_feed_gives_its_items_or_the_pages_that_they_link_to(site: Site) -> None:
    (item,) = fetched(site, "/feed")
    assert isinstance(item, Document)
    assert item.text == "Кратко о встрече в Кургане."
    (page,) = fetched(site, "/feed", follow=True)
    assert isinstance(page, Document)
    assert (page.text, page.name, page.title) == (paper.TEXT, site.at("/page"), "К")


def test_a_host_rests_between_two_questions(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    monkeypatch.setattr(time, "sleep", rests.append)
    limits = Limits(pause=1.0, hosts=site.limits.hosts)
    web.fetch(site.at("/page"), limits=limits)
    assert len(rests) == 1
    assert 0 < rests[0] <= 1.0
