"""What a query may take, and what it costs others; what is left after kill -9; a build beside."""

import asyncio
import contextlib
import gzip
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import blank
from coopatlas.serve import crowding, replies, workers
from coopatlas.serve.app import application
from coopatlas.serve.atlas import of
from coopatlas.serve.errors import BusyError, LimitError, LostError, ServeError
from coopatlas.serve.kept import Kept
from coopatlas.serve.settings import Limits, Settings
from coopatlas.serve.streamed import Room, Streamed
from coopatlas.serve.workers import Pool
from coopatlas.store import Store
from napping import abort, nap, perish, toil
from served import Server, apart, serving, visiting
from told_documents import SENTENCES

SECONDS = 3.0
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a (!<urn:a>|^!<urn:a>)+ ?b . ?c (!<urn:a>|^!<urn:a>)+ ?d . ?e ?f ?g }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SIMPLE = "ASK { ?s a coop:Person }"


@pytest.fixture(scope="module")
def server(sampled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    options = ["--seconds", str(SECONDS), "--memory", "200", "--answer", "2", "--workers", "1", "--patience", "1"]
    with serving(sampled_store, tmp_path_factory.mktemp("limits") / "log", *options) as server:
        assert patiently(server, SIMPLE) == 200  # once the worker has started
        yield server


@pytest.fixture(scope="module")
def bomb(server: Server) -> tuple[httpx.Response, float]:
    """The answer of a query that never ends, and after how many seconds it came."""
    begun = time.monotonic()
    return server.sparql(ENDLESS), time.monotonic() - begun


def test_what_takes_too_long_is_ended_and_the_next_is_answered(
    server: Server, bomb: tuple[httpx.Response, float]
) -> None:
    assert bomb[0].status_code == 504
    assert "longer" in bomb[0].text
    assert bomb[1] < SECONDS + 15
    assert server.sparql(SIMPLE).json()["boolean"] is True


@pytest.mark.usefixtures("bomb")
def test_bombs_keep_nobody_waiting_and_too_many_are_told_to_come_again(server: Server) -> None:
    with ThreadPoolExecutor(3) as threads:
        bombs = [threads.submit(server.sparql, ENDLESS) for _ in range(3)]
        time.sleep(0.3)
        for path in ("/health", "/api/questions/meetings?territory=KZ", "/openapi.json"):
            assert server.get(path).status_code == 200
        assert server.sparql(f"{SIMPLE} # not asked before").status_code == 200
        assert not all(one.done() for one in bombs)
        answers = sorted((one.result() for one in bombs), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [503, 504, 504]
    assert int(answers[0].headers["Retry-After"]) > 0


def test_what_takes_too_much_memory_is_ended(server: Server) -> None:
    answer = server.sparql(GREEDY)
    assert answer.status_code in {504, 507}  # whichever limit it meets first
    assert server.sparql(SIMPLE).status_code == 200


def test_an_answer_that_is_too_long_is_broken_off_and_seen_to_be(server: Server) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        server.sparql(LONG, headers={"Accept": "text/csv"})
    assert server.sparql(SIMPLE).status_code == 200


def test_a_client_that_goes_away_leaves_its_worker_free(server: Server) -> None:
    for number in range(4):
        with contextlib.suppress(httpx.ReadTimeout):
            httpx.get(f"{server.address}/sparql", params={"query": f"{ENDLESS} # {number}"}, timeout=0.3)
    assert server.sparql(SIMPLE).status_code == 200


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

    async def again() -> None:
        async with visiting(sampled_store) as client:
            assert (await client.get("/sparql", params={"query": SIMPLE})).status_code == 200

    apart(again())


def test_long_work_steps_aside(sampled_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_SHORT", 0.3)
    pool = Pool(sampled_store, Settings(workers=1, patience=0.5, limits=Limits(seconds=20)), nice=3)

    async def work() -> None:
        await pool.start()
        usual, niceness = await pool.run(nap, 0)
        first = asyncio.create_task(pool.run(nap, 2, "first"))
        await asyncio.sleep(0.4)
        replaced, _ = await pool.run(nap, 0)
        assert replaced != usual
        assert not first.done()
        assert await first == (usual, niceness + 3)
        # What was long before does not begin among the short.
        long = [asyncio.create_task(pool.run(nap, 2, "first")) for _ in range(3)]
        assert await pool.run(nap, 0) == (replaced, niceness)
        ended = await asyncio.gather(*long, return_exceptions=True)
        assert [type(one) for one in ended] == [tuple, tuple, BusyError]
        assert await pool.run(nap, 0) == (replaced, niceness)

    try:
        apart(work())
    finally:
        pool.close()


@contextlib.asynccontextmanager
async def many(
    store: Path, seconds: float, file: Path, work: float
) -> AsyncIterator[Callable[[], Awaitable[list[int]]]]:
    """A server with a page that takes so much work, and what gets it for fifty clients at once."""

    async def page(request: Request) -> Response:
        return await replies.answered(request, of(request).pages, toil, str(file), work)

    app = application(store, Settings(workers=1, limits=Limits(seconds=seconds)))
    app.routes.insert(0, Route("/toil", page))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        served = asyncio.create_task(server.serve(sockets=[listening]))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with httpx.AsyncClient(timeout=60) as client:

            async def get() -> list[int]:
                answers = await asyncio.gather(*(client.get(f"{address}/toil") for _ in range(50)))
                return [answer.status_code for answer in answers]

            yield get
        server.should_exit = True
        await served


def test_many_who_ask_for_the_same_share_one_piece_of_work(sampled_store: Path, tmp_path: Path) -> None:
    async def work() -> None:
        async with many(sampled_store, 20, tmp_path / "begun", 0.5) as get:
            assert await get() == [200] * 50
            assert await get() == [200] * 50

    apart(work())
    assert (tmp_path / "begun").read_text() == "begun\n"


def pooled(store: Path, work: Callable[[Pool], Awaitable[None]], *, seconds: float = 20, changes: bool = False) -> None:
    """Do something with a pool of one worker."""
    pool = Pool(store, Settings(workers=1, limits=Limits(seconds=seconds)), changes=changes)

    async def done() -> None:
        await pool.start()
        await work(pool)

    try:
        apart(done())
    finally:
        pool.close()


def test_what_is_starved_goes_on_and_what_is_not_is_ended(sampled_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(pool: Pool) -> None:
        monkeypatch.setattr(crowding, "left", lambda *_: 1.0)
        assert len(await pool.run(nap, 0.5)) == 2
        monkeypatch.setattr(crowding, "left", lambda *_: 0.0)
        with pytest.raises(LimitError):
            await pool.run(nap, 60)

    pooled(sampled_store, work, seconds=0.1)


def test_what_is_starved_is_ended_where_others_wait_for_its_turn(
    sampled_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowding, "left", lambda *_: 1.0)

    async def work(pool: Pool) -> None:
        naps = [asyncio.create_task(pool.run(nap, 60, str(number))) for number in range(workers._ASIDE + 1)]
        ended, others = await asyncio.wait(naps, return_when=asyncio.FIRST_COMPLETED)
        for one in others:
            one.cancel()
        assert {type(one.exception()) for one in ended} == {LimitError}

    pooled(sampled_store, work, seconds=0.1)


def test_a_worker_that_does_not_open_the_store_in_time_is_told_to_be_busy(
    sampled_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_STARTING", 0.0)

    async def work(pool: Pool) -> None:
        await pool.run(nap, 0)

    with pytest.raises(BusyError):
        pooled(sampled_store, work)


def test_a_page_whose_process_is_lost_is_begun_once_more_and_no_refusal_is_kept(
    sampled_store: Path, tmp_path: Path
) -> None:
    async def page(request: Request) -> Response:
        place, times = str(tmp_path / request.path_params["name"]), request.path_params["times"]
        return await replies.answered(request, of(request).pages, perish, place, times)

    async def work() -> None:
        app = application(sampled_store, Settings(workers=1))
        app.routes.insert(0, Route("/perish/{name}/{times:int}", page))
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
        ):
            assert (await client.get("/perish/once/1")).status_code == 200
            lost = await client.get("/perish/twice/2")
            assert (lost.status_code, "memory" in lost.text) == (503, False)
            assert int(lost.headers["Retry-After"]) > 0
            assert (await client.get("/perish/twice/2")).status_code == 200

    apart(work())
    assert [(tmp_path / name).read_text().count("begun") for name in ("once", "twice")] == [2, 3]


def test_what_changes_the_store_is_not_begun_once_more(sampled_store: Path, tmp_path: Path) -> None:
    async def work(pool: Pool) -> None:
        with pytest.raises(LostError):
            await pool.run(perish, str(tmp_path / "begun"), 1)

    pooled(sampled_store, work, changes=True)
    assert (tmp_path / "begun").read_text() == "begun\n"


def test_an_engine_that_aborts_has_got_no_memory(sampled_store: Path) -> None:
    async def work(pool: Pool) -> None:
        with pytest.raises(LimitError) as raised:
            await pool.run(abort)
        assert raised.value.status == 507

    pooled(sampled_store, work)


def test_what_is_ended_with_the_server_is_lost_and_not_begun_once_more(sampled_store: Path) -> None:
    async def work(pool: Pool) -> None:
        napping = asyncio.create_task(pool.run(nap, 60))
        while not any(one.at_work for one in pool._workers):
            await asyncio.sleep(0)
        pool.close()
        with pytest.raises((LostError, LimitError)):
            await napping

    pooled(sampled_store, work, seconds=0.5)


@pytest.mark.parametrize(("status", "kind"), [(504, LimitError), (507, LimitError), (503, LostError)])
def test_a_refusal_is_kept_for_a_while_and_a_loss_is_not(status: int, kind: type[ServeError]) -> None:
    now, begun = [0.0], []
    kept = Kept[str](1000, rest=20, clock=lambda: now[0])

    async def make() -> tuple[str, str]:
        begun.append(now[0])
        raise kind(status, "the query", "fails", "ask for less")

    async def work() -> None:
        for now[0] in (0.0, 19.0, 21.0):
            with pytest.raises(kind) as raised:
                await kept.once("tag", make)
            assert raised.value.status == status

    apart(work())
    assert begun == ([0.0, 21.0] if kind is LimitError else [0.0, 19.0, 21.0])


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
        while time.monotonic() < until and seen[-1] < 5:
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
        count = int(last.json()["results"]["bindings"][0]["n"]["value"])
        for _ in range(60):  # the index comes some seconds later
            found = server.get("/api/search", params={"q": SENTENCES["trade"][0].split()[0]}).json()
            if len(found["said"]) + found["said_more"] == count:
                break
            time.sleep(0.2)
        assert len(found["said"]) + found["said_more"] == count
        dump = gzip.decompress(server.get("/dump/coopatlas.nq.gz").content).decode()
        with Store.open(store, read_only=True) as opened:
            assert opened.count() == count
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

    apart(kept())
