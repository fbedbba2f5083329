"""Fetching an address politely and safely: robots, limits of time and size, no private address, each redirect checked.

The address of a host is looked up once, checked, and that very address is connected to, so that no name can be a public
one when it is checked and a private one when it is used.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from coopatlas import __version__
from coopatlas.documents.limits import Limits
from coopatlas.errors import DocumentError

AGENT = f"coopatlas/{__version__}"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_RETRY = "look at the address in a browser, and run again later"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was fetched: `address` after redirects, `state` to ask next time whether it changed, empty data if not."""

    data: bytes
    address: str
    name: str = ""
    charset: str | None = None
    state: str = ""
    unchanged: bool = False


@dataclass(slots=True)
class Visits:
    """What one run knows of hosts: their robots, and when each was last asked."""

    robots: dict[str, RobotFileParser] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)


@cache
def visits() -> Visits:
    """Return what this run knows of hosts."""
    return Visits()


def fetch(address: str, state: str = "", limits: Limits | None = None) -> Answer:
    """Return what stands at an address; with the `state` of last time, only if it changed since.

    Raises `DocumentError` for whatever goes wrong.
    """
    bounds = limits or Limits()
    until = time.monotonic() + bounds.seconds
    target = _normal(address)
    _allowed(target, bounds, until)
    for _ in range(bounds.redirects + 1):
        found = _asked(target, state, bounds, until)
        if isinstance(found, Answer):
            return found
        target = _normal(urljoin(target, found), address)
        _allowed(target, bounds, until)
    raise DocumentError(address, f"more than {bounds.redirects} redirects", _RETRY)


def _normal(address: str, first: str = "") -> str:
    """Return an address as it is asked for: host in ASCII, path escaped, no fragment."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        raise DocumentError(first or address, f"«{address}» is no address", "write it as https://host/path") from None
    if parts.scheme not in ("http", "https") or not host:
        raise DocumentError(first or address, f"«{address}» is not on the web", "write it as https://host/path")
    host = f"[{host}]" if ":" in host else host
    path, query = (_escaped(part) for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, f"{host}{port}", path, query, ""))


def _escaped(part: str) -> str:
    return "".join(sign if "!" <= sign <= "~" else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in part)


def _allowed(address: str, limits: Limits, until: float) -> None:
    """Raise `DocumentError` where the host's robots.txt keeps programs away from an address."""
    parts = urlsplit(address)
    host = f"{parts.scheme}://{parts.netloc}"
    if host not in visits().robots:
        visits().robots[host] = _robots(address, host, limits, until)
    if not visits().robots[host].can_fetch(AGENT, address):
        raise DocumentError(address, "the host's robots.txt asks programs to stay away", "save the page by hand")


def _robots(address: str, host: str, limits: Limits, until: float) -> RobotFileParser:
    rules = RobotFileParser()
    try:
        found = _asked(f"{host}/robots.txt", "", limits, until)
        text = found.data.decode("utf-8", "replace") if isinstance(found, Answer) else ""
    except _RefusedError as error:
        raise _RefusedError(address, error.problem, error.remedy) from None
    except DocumentError:
        text = ""
    rules.parse(text.splitlines())
    return rules


class _RefusedError(DocumentError):
    """An address that must not be asked at all."""


def _asked(address: str, state: str, limits: Limits, until: float) -> Answer | str:
    """Ask once: return the answer, or where it says to go."""
    try:
        with _connected(address, limits, until) as connection:
            connection.request("GET", _path(address), headers=_headers(state))
            response = connection.getresponse()
            if response.status in _REDIRECTS and response.getheader("Location"):
                return str(response.getheader("Location"))
            if response.status == 304:
                return Answer(b"", address, state=state, unchanged=True)
            if response.status != 200:
                raise DocumentError(address, f"the server answers {response.status} {response.reason}".strip(), _RETRY)
            return _answer(address, response, limits, until)
    except TimeoutError:
        raise DocumentError(address, f"no whole answer within {limits.seconds:g} seconds", _RETRY) from None
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if time.monotonic() >= until:
            raise DocumentError(address, f"no whole answer within {limits.seconds:g} seconds", _RETRY) from None
        told = " ".join(f"{type(error).__name__} {error}".split())[:120]
        raise DocumentError(address, f"cannot be fetched ({told})", _RETRY) from error


def _headers(state: str) -> dict[str, str]:
    kept, _, modified = state.partition("\n")
    asked = {"If-None-Match": kept, "If-Modified-Since": modified}
    return {
        "User-Agent": AGENT,
        "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **{name: value for name, value in asked.items() if value},
    }


def _path(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(("", "", parts.path, parts.query, "")) or "/"


@contextmanager
def _connected(address: str, limits: Limits, until: float) -> Iterator[http.client.HTTPConnection]:
    """Give a connection to the checked address of a host, closed when the time is up, whatever it is doing."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    place = _public(address, host, port, limits)
    _wait(host, limits, until)
    left = max(0.1, until - time.monotonic())
    raw = socket.create_connection((place, port), timeout=left)
    connection = http.client.HTTPConnection(host, port, timeout=left)
    connection.sock = raw
    timer = threading.Timer(left, _shut, (connection,))
    timer.daemon = True
    timer.start()
    try:
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        yield connection
    finally:
        timer.cancel()
        connection.close()
        raw.close()


def _shut(connection: http.client.HTTPConnection) -> None:
    """End whatever the connection waits for."""
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _public(address: str, host: str, port: int, limits: Limits) -> str:
    """Return the address of a host; raises `DocumentError` where any of them is not one of the open internet."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise DocumentError(address, "there is no such host", "check the address and the network") from None
    if (host, port) in limits.hosts:
        return found[0]
    for one in found:
        place = ipaddress.ip_address(one.partition("%")[0])
        mapped = getattr(place, "ipv4_mapped", None) or place
        if not mapped.is_global or mapped.is_multicast:
            problem = f"{one} is an address of a private network, which is not asked"
            raise _RefusedError(address, problem, "save the page by hand, or name the host in coopatlas.toml")
    return found[0]


def _wait(host: str, limits: Limits, until: float) -> None:
    """Let a host rest between two questions; its own wish in robots.txt counts for more, within bounds."""
    known = visits()
    delays = [float(rules.crawl_delay(AGENT) or 0) for name, rules in known.robots.items() if f"//{host}" in name]
    pause = min(max([limits.pause, *delays]), 10.0) if limits.pause else 0.0
    rest = known.asked.get(host, -pause) + pause - time.monotonic()
    if 0 < rest < until - time.monotonic():
        time.sleep(rest)
    known.asked[host] = time.monotonic()


def _answer(address: str, response: http.client.HTTPResponse, limits: Limits, until: float) -> Answer:
    data = _unpacked(address, response, limits, until)
    name = unquote(PurePosixPath(urlsplit(address).path).name)
    charset = response.headers.get_content_charset()
    state = f"{response.getheader('ETag', '')}\n{response.getheader('Last-Modified', '')}"
    return Answer(data, address, name, charset, state.strip("\n") and state)


def _unpacked(address: str, response: http.client.HTTPResponse, limits: Limits, until: float) -> bytes:
    packing = response.getheader("Content-Encoding", "").strip().lower()
    opener = zlib.decompressobj(47) if packing in ("gzip", "x-gzip") else None
    found: list[bytes] = []
    size = 0
    while piece := response.read1(_CHUNK):
        if time.monotonic() >= until:
            raise TimeoutError
        while piece:
            part = opener.decompress(piece, _CHUNK) if opener else piece
            piece = opener.unconsumed_tail if opener else b""
            found.append(part)
            size += len(part)
            if size > limits.size:
                raise DocumentError(address, f"larger than {limits.size // 1_000_000} MB", "save it by hand")
    if response.length:
        raise DocumentError(address, f"the answer breaks off {response.length} bytes too early", _RETRY)
    if time.monotonic() >= until:
        raise TimeoutError
    return b"".join(found)
