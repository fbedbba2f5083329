"""What a query may take, and what it costs others; what is left after kill -9; a build beside."""

import asyncio
import contextlib
import gzip
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

import blank
from coopatlas.serve.errors import ServeError
from coopatlas.serve.streamed import Room, Streamed
from coopatlas.store import Store
from served import Server, serving

SECONDS = 3.0
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a (!<urn:a>|^!<urn:a>)+ ?b . ?c (!<urn:a>|^!<urn:a>)+ ?d . ?e ?f ?g }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SIMPLE = "ASK { ?s a coop:Person }"


@pytest.fixture(scope="module")
def server(sampled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    options = ["--seconds", str(SECONDS), "--memory", "200", "--answer", "2"]
    with serving(sampled_store, tmp_path_factory.mktemp("limits") / "log", *options) as server:
        yield server


def test_what_takes_too_long_is_ended_and_the_next_is_answered(server: Server) -> None:
    begun = time.monotonic()
    answer = server.sparql(ENDLESS)
    assert answer.status_code == 504
    assert "longer" in answer.text
    assert time.monotonic() - begun < SECONDS + 15
    assert server.sparql(SIMPLE).json()["boolean"] is True


def test_what_takes_too_much_memory_is_ended(server: Server) -> None:
    answer = server.sparql(GREEDY)
    assert answer.status_code in {504, 507}  # whichever limit it meets first
    assert server.sparql(SIMPLE).status_code == 200


def test_an_answer_that_is_too_long_is_broken_off_and_seen_to_be(server: Server) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        server.sparql(LONG, headers={"Accept": "text/csv"})
    assert server.sparql(SIMPLE).status_code == 200


def test_a_client_that_goes_away_leaves_its_worker_free(server: Server) -> None:
    for _ in range(6):
        with contextlib.suppress(httpx.ReadTimeout):
            httpx.get(f"{server.address}/sparql", params={"query": ENDLESS}, timeout=0.3)
    assert server.sparql(SIMPLE).status_code == 200


def test_bombs_keep_neither_pages_nor_health_waiting(server: Server) -> None:
    assert server.get("/api/questions/meetings?territory=KZ").status_code == 200  # all that it needs is loaded now
    bombs = [threading.Thread(target=tried, args=(server, query)) for query in (ENDLESS, GREEDY, LONG)]
    for bomb in bombs:
        bomb.start()
    time.sleep(0.5)
    begun = time.monotonic()
    for path in ("/health", "/api/questions/meetings?territory=KZ", "/openapi.json"):
        assert server.get(path).status_code == 200
    took = time.monotonic() - begun
    assert server.sparql(SIMPLE).status_code == 200
    for bomb in bombs:
        bomb.join()
    assert took < SECONDS + 5


def test_too_many_who_wait_are_told_to_come_again(sampled_store: Path, tmp_path: Path) -> None:
    options = ["--workers", "1", "--seconds", "4", "--patience", "1"]
    with serving(sampled_store, tmp_path / "log", *options) as server:
        bomb = threading.Thread(target=tried, args=(server, ENDLESS))
        server.sparql(SIMPLE)
        bomb.start()
        time.sleep(0.5)
        answer = server.sparql(SIMPLE)
        bomb.join()
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert patiently(server, SIMPLE) == 200


def test_a_worker_that_is_killed_is_replaced(server: Server) -> None:
    assert server.sparql(SIMPLE).status_code == 200
    for worker in server.workers():
        os.kill(worker, signal.SIGKILL)
    assert server.get("/health").status_code == 200
    answers = [server.sparql(SIMPLE).status_code for _ in range(3)]
    assert answers == [200] * 3


def test_a_server_that_is_killed_leaves_no_worker_and_starts_again(sampled_store: Path, tmp_path: Path) -> None:
    with serving(sampled_store, tmp_path / "log") as server:
        assert server.sparql(SIMPLE).status_code == 200
        bomb = threading.Thread(target=tried, args=(server, ENDLESS))
        bomb.start()
        time.sleep(0.5)
        workers = server.workers()
        assert workers
        server.process.send_signal(signal.SIGKILL)
        bomb.join()
        for _ in range(100):
            if not any(map(runs, workers)):
                break
            time.sleep(0.1)
        assert not any(map(runs, workers))
    with serving(sampled_store, tmp_path / "log2") as server:
        assert server.sparql(SIMPLE).status_code == 200


def patiently(server: Server, query: str) -> int:
    """The status of an answer; who is told to come again does."""
    for _ in range(30):
        if (status := server.sparql(query).status_code) != 503:
            break
        time.sleep(0.5)
    return status


def tried(server: Server, query: str) -> None:
    with contextlib.suppress(httpx.HTTPError):
        server.sparql(query)


def runs(process: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0] != "Z"
    return False


BUILD = """
import sys
sys.path.insert(0, {tests!r})
from itertools import count
from coopatlas.serve.errors import ServeError
from coopatlas.serve.streamed import Room, Streamed
from coopatlas.store import Store
from told_documents import commit
store = Store.open({path!r})
for number in count():
    commit(store, f"document {{number}}", "trade", "wish", title=f"{{number}}")
    print(number, flush=True)
"""
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?d a coop:Document } }"


def test_what_a_build_commits_beside_is_seen_within_seconds_and_outlives_its_end(tmp_path: Path) -> None:
    store = tmp_path / "store"
    blank.new(store).close()
    with serving(store, tmp_path / "log") as server:
        first = server.sparql(COUNT)
        code = BUILD.format(tests=str(Path(__file__).parent), path=str(store))
        build = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert build.stdout is not None
        build.stdout.readline()
        until, seen = time.monotonic() + 20, [0]
        while time.monotonic() < until and seen[-1] < 20:
            answer = server.sparql(COUNT)
            assert answer.status_code == 200, answer.text
            seen.append(int(answer.json()["results"]["bindings"][0]["n"]["value"]))
        build.kill()
        assert int(build.stdout.read().split()[-1]) >= seen[-1] - 1
        build.wait()
        assert seen == sorted(seen)
        assert seen[-1] > 0
        for _ in range(100):
            last = server.sparql(COUNT)
            again = server.sparql(COUNT, headers={"If-None-Match": last.headers["ETag"]})
            if again.status_code == 304:
                break
            time.sleep(0.2)
        assert again.status_code == 304
        assert last.headers["ETag"] != first.headers["ETag"]
        dump = gzip.decompress(server.get("/dump/coopatlas.nq.gz").content).decode()
        with Store.open(store, read_only=True) as opened:
            assert opened.count() == int(last.json()["results"]["bindings"][0]["n"]["value"])
            assert sorted(dump.splitlines()) == sorted(f"{quad} ." for quad in opened.quads())


def test_answers_that_nobody_reads_fill_no_disk() -> None:
    async def kept() -> None:
        room = Room(100)
        first, second = Streamed(80, room), Streamed(80, room)
        first.add(b"x" * 80)
        with pytest.raises(ServeError) as refused:
            first.add(b"x")
        assert refused.value.status == 413
        with pytest.raises(ServeError) as busy:
            second.add(b"x" * 30)
        assert busy.value.status == 503
        first.end()
        assert b"".join([part async for part in first.parts()]) == b"x" * 80
        second.add(b"x" * 70)
        second.close()
        assert room.left == 100

    # In a thread of its own: a browser of another test may have left a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, kept()).result()
