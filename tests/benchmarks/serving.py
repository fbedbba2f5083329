"""Many clients at once: requests a second, median and 95th percentile, beside the `oxigraph` server on the same store.

First the same SPARQL for both, as it repeats and with a remark that makes each query new; then our mix of pages,
questions, linked data and SPARQL; then that with three bombs, whom nobody else may feel; then ten thousand connections.
`python -m tests.benchmarks serving --documents 10000 --seconds 60`, or `--store FOLDER` for a store that is there.
"""

import argparse
import asyncio
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count, cycle
from pathlib import Path
from urllib.parse import quote, unquote_plus, urlencode

from rich.console import Console
from rich.table import Table

from benchmarks.questions import fill
from coopatlas.rdf.iri import PREFIXES
from coopatlas.store import Store

DOCUMENTS, CLIENTS, SECONDS, CONNECTIONS = 1_000, 50, 10.0, 10_000
NUMBER = "NUMBER"
"""What stands in an address for a number that no other request has."""
OXIGRAPH_PORT = 17878

_QUERIES = (
    "SELECT ?p ?o { GRAPH graph:reference { id:country-KZ ?p ?o } }",
    "SELECT ?region ?name { GRAPH graph:reference { ?region a coop:Region ; rdfs:label ?name } } LIMIT 50",
    "SELECT ?item ?label { GRAPH graph:asserted { ?item a coop:Agreement ; rdfs:label ?label } } LIMIT 20",
    "ASK { GRAPH graph:asserted { ?person a coop:Person } }",
    "SELECT ?kind (COUNT(*) AS ?n) { GRAPH graph:asserted { ?item a ?kind } } GROUP BY ?kind",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH graph:reference { ?s a coop:Country ; ?p ?o } } LIMIT 200",
)
_PAGES = (
    "/",
    "/id/country-KZ",
    "/id/region-RU-KR",
    "/api/questions/turnover?" + urlencode({"a": "Карелия", "b": "Казахстан"}),
    "/api/questions/agreement-history?" + urlencode({"a": "Карелия", "b": "Казахстан"}),
    "/api/search?" + urlencode({"q": "Карелия"}),
    "/reconcile?queries=" + quote('{"q":{"query":"Казахстан"}}'),
    "/health",
)
_BOMBS = (
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT (COUNT(*) AS ?n) { ?a (!<urn:a>|^!<urn:a>)+ ?b . ?c (!<urn:a>|^!<urn:a>)+ ?d }",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f) }",
)


Load = tuple[int, float]
"""How many clients ask, and for how many seconds."""


@dataclass
class Measured:
    """What clients saw: the seconds of each answer, and how often each status came."""

    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    failed: Counter[tuple[int, str]] = field(default_factory=Counter)
    """How often each address was answered by another status than 200."""


def run() -> None:
    """Print a row for each server and mix, as the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    parser.add_argument("--store", type=Path)
    chosen, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        store = chosen.store or Path(folder) / "store"
        if not chosen.store:
            fill(store, chosen.documents)
        with Store.open(store, read_only=True) as opened:
            print(f"{opened.count()} documents")
        _measure(store, (chosen.clients, chosen.seconds))
        _connect(store, chosen.connections)


def _measure(store: Path, load: Load) -> None:
    sparql = [f"?{urlencode({'query': _prologue() + query})}" for query in _QUERIES]
    table = Table(title=f"{load[0]} clients, {load[1]:g} s")
    for heading in ("what", "requests/s", "median, ms", "95th, ms", "longest, ms", "statuses", "MB before", "MB after"):
        table.add_column(heading)
    with _oxigraph(store) as server:
        table.add_row("oxigraph: SPARQL", *_cells(server, [f"/query{one}" for one in sparql], load))
    with ours(store) as server:
        own = [f"/sparql{one}" for one in sparql]
        mix = [path for pair in zip(cycle(own), _PAGES, strict=False) for path in pair]
        bombs = [f"/sparql?{urlencode({'query': _prologue() + bomb})}" for bomb in _BOMBS]
        table.add_row("coopatlas: SPARQL", *_cells(server, own, load))
        table.add_row("coopatlas: SPARQL, each new", *_cells(server, [f"{one}%23{NUMBER}" for one in own], load))
        table.add_row("coopatlas: the mix", *_cells(server, mix, load))
        table.add_row("coopatlas: the mix, three bombs", *_cells(server, mix, load, bombs))
    Console(width=150).print(table)


def _connect(store: Path, number: int) -> None:
    """Open so many connections, a third of which say nothing, a third half a request, and tell what becomes of them."""
    with ours(store) as (port, process):
        asyncio.run(_measured(port, _PAGES, (10, 2)))  # warm
        before = _megabytes(process)
        allowed = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(number + 200, allowed[1]), allowed[1]))
        found, there, took = asyncio.run(_connected(port, number, process))
        told = ", ".join(f"{times} {what}" for what, times in sorted(found.items()))
        print(f"{number} connections: {told}; another is answered in {took:.2f} s")
        after = _megabytes(process)
        print(f"memory: {before:.0f} MB before, {there:.0f} while they are there, {after:.0f} afterwards")


async def _connected(port: int, number: int, process: int) -> tuple[Counter[str], float, float]:
    whole = f"GET /health HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode()
    parts = (b"", whole[:20], whole)
    found: Counter[str] = Counter()

    async def one(place: int) -> None:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(parts[place % 3])
            answer = await asyncio.wait_for(reader.read(), 60)
            writer.close()
            found["answered" if answer.startswith(b"HTTP/1.1 200") else "closed"] += 1
        except TimeoutError:
            found["left waiting"] += 1
        except OSError:
            found["refused"] += 1

    waiting = [asyncio.create_task(one(place)) for place in range(number)]
    await asyncio.sleep(5)
    there, begun = _megabytes(process), time.monotonic()
    if await _get(port, "/health") != HTTPStatus.OK:
        found["others not answered"] += 1
    took = time.monotonic() - begun
    await asyncio.gather(*waiting)
    return found, there, took


def _cells(server: tuple[int, int], paths: Sequence[str], load: Load, bombs: Sequence[str] = ()) -> list[str]:
    port, process = server
    clients, seconds = load
    asyncio.run(_measured(port, paths, (min(clients, 10), 2)))  # warm
    before = _megabytes(process)
    found = asyncio.run(_measured(port, paths, load, bombs))
    times = sorted(found.took)
    for (status, path), count_of in found.failed.most_common():
        print(f"{status} ×{count_of}: {unquote_plus(path)[-120:]}")
    return [
        f"{len(times) / seconds:.0f}",
        f"{1000 * statistics.median(times):.0f}",
        f"{1000 * times[int(0.95 * len(times))]:.0f}",
        f"{1000 * times[-1]:.0f}",
        " ".join(f"{status}×{count}" for status, count in sorted(found.statuses.items())),
        f"{before:.0f}",
        f"{_megabytes(process):.0f}",
    ]


async def _measured(port: int, paths: Sequence[str], load: Load, bombs: Sequence[str] = ()) -> Measured:
    clients, seconds = load
    found, until, numbers = Measured(), time.monotonic() + seconds, count()

    async def client(number: int) -> None:
        place = number
        while time.monotonic() < until:
            begun = time.monotonic()
            path = paths[place % len(paths)].replace(NUMBER, f"{next(numbers)}")
            status = await _get(port, path)
            found.took.append(time.monotonic() - begun)
            found.statuses[status] += 1
            if status != HTTPStatus.OK:
                found.failed[status, paths[place % len(paths)]] += 1
            place += 1

    async def bomb(path: str) -> None:
        while time.monotonic() < until:
            await _get(port, path)

    await asyncio.gather(*(client(number) for number in range(clients)), *map(bomb, bombs))
    return found


async def _get(port: int, path: str) -> int:
    """Return the status of an answer that was read whole, 0 where the connection broke."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        return int(answer.split(b" ", 2)[1])
    except (OSError, IndexError):
        return 0


@contextmanager
def _oxigraph(store: Path) -> Iterator[tuple[int, int]]:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    command = [program, "serve-read-only", "--location", str(store), "--bind", f"localhost:{OXIGRAPH_PORT}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        _await(OXIGRAPH_PORT)
        yield OXIGRAPH_PORT, process.pid
        process.kill()


@contextmanager
def ours(store: Path) -> Iterator[tuple[int, int]]:
    """Serve a store by our own server, and yield its port and its process."""
    port = OXIGRAPH_PORT + 1
    code = "from coopatlas.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--store", str(store), "--port", str(port), "--seconds", "5"]
    begun = time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        _await(port, "/health")
        print(f"coopatlas serve answers after {time.monotonic() - begun:.2f} s")
        yield port, process.pid
        process.terminate()


def _await(port: int, path: str = "/") -> None:
    for _ in range(600):
        if asyncio.run(_get(port, path)):
            return
        time.sleep(0.05)
    raise TimeoutError(f"no server answers at {port}")


def _megabytes(process: int) -> float:
    """Return the memory of a process and of all that it started, what they share counted once."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = entry.read_text("utf-8").rpartition(") ")
        except OSError:
            continue
        parents[int(name.split(" ")[0])] = int(rest.split(" ")[1])
    wanted, waiting = set(), [process]
    while waiting:
        one = waiting.pop()
        wanted.add(one)
        waiting += [child for child, parent in parents.items() if parent == one]
    return sum(map(_share, wanted)) / 1024


def _share(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _prologue() -> str:
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
