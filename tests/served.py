"""A server in a process of its own, as a user starts it; and the application alone, in the process of the tests."""

import asyncio
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from coopatlas.serve.app import application
from coopatlas.serve.settings import Settings

STARTED = re.compile(r"at (http://\S+)")


@dataclass(frozen=True)
class Server:
    address: str
    process: subprocess.Popen[bytes]
    log: Path
    started: float
    """The seconds from the call to the first line that says that it answers."""

    def get(self, path: str, **more: Any) -> httpx.Response:
        return httpx.get(self.address + path, timeout=60, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return httpx.post(self.address + path, timeout=60, **more)

    def sparql(self, query: str, **more: Any) -> httpx.Response:
        return self.get("/sparql", params={"query": query}, **more)

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def workers(self) -> list[int]:
        """The processes that began from this one and hold a store."""
        parents = {}
        for entry in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                name, _, rest = entry.read_text().rpartition(") ")
                parents[int(name.split(" ")[0])] = int(rest.split(" ")[1])
        found, waiting = [], [self.process.pid]
        while waiting:
            parent = waiting.pop()
            children = [child for child, of in parents.items() if of == parent]
            waiting += children
            found += children
        return [child for child in found if has_store(child)]


def has_store(process: int) -> bool:
    with suppress(OSError):
        return any(link.readlink().suffix == ".sst" for link in Path(f"/proc/{process}/fd").iterdir())
    return False


@contextmanager
def serving(store: Path, log: Path, *options: str) -> Iterator[Server]:
    """Serve a store at a free port; what is still at work at the end is killed."""
    command = [sys.executable, "-c", "from coopatlas.cli import main; main()", "serve", "--store", str(store)]
    begun = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen([*command, "--port", "0", *options], stdout=out, stderr=out)
    try:
        yield Server(started(process, log), process, log, time.monotonic() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()


def started(process: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(600):
        if found := STARTED.search(log.read_text("utf-8")):
            return found[1]
        assert process.poll() is None, log.read_text("utf-8")
        time.sleep(0.05)
    raise AssertionError("the server did not start")


@asynccontextmanager
async def visiting(store: Path, settings: Settings | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """Run the application without a server, and yield a client of it."""
    app = application(store, settings)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as one,
    ):
        yield one


def apart(work: Coroutine[Any, Any, None]) -> None:
    """Run this in a thread of its own: a browser of another test may have left a loop in that of the tests."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
