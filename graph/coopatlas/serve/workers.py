"""The worker processes of a server: each does one piece of work at a time, and is ended when it goes beyond a limit."""

import asyncio
import multiprocessing
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from coopatlas.serve import worker
from coopatlas.serve.errors import BusyError, LimitError, too_large
from coopatlas.serve.settings import Settings
from coopatlas.serve.streamed import Streamed
from coopatlas.serve.worker import Answer, Job
from coopatlas.store import Store, opening

_PREPARING = 3600.0
"""The seconds that preparation may take."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reply(Generic[T]):
    """What a piece of work returned, and the state of the store that it worked on."""

    state: str
    value: T


class Worker:
    """The parent's side of one worker process, which is started when there is work for it."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["coopatlas.serve.preload"])
        self._arguments = str(folder), settings.refresh, settings.limits
        self._process: Any = None
        self._channel: Any = None
        self._deadline = 0.0
        self.at_work = False
        self.prepared = ""
        """The state of the store for which it is prepared."""

    def start(self) -> None:
        """Start the process where none runs."""
        if self._process is None or not self._process.is_alive():
            self.end()
            self._channel, theirs = self._context.Pipe()
            self._process = self._context.Process(target=worker.work, args=(theirs, *self._arguments), daemon=True)
            self._process.start()
            theirs.close()

    def begin(self, job: Job, seconds: float) -> None:
        """Hand over a piece of work, which may take so many seconds."""
        self.at_work = True
        self._channel.send(job)
        self._deadline = time.monotonic() + seconds

    def next(self) -> tuple[str, Any]:
        """Return what the worker says next; raises `LimitError` where it says nothing in time, or ended."""
        if not self._channel.poll(max(0, self._deadline - time.monotonic())):
            raise LimitError(504, "the query", "takes longer than it may", "ask for less at once")
        try:
            said, what = self._channel.recv()
        except (EOFError, OSError) as error:
            raise too_large() from error
        self.at_work = said not in {"done", "failed"}
        return said, what

    def end(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join()
            self._channel.close()
        self.at_work = False
        self.prepared = ""

    @property
    def process(self) -> int | None:
        """The number of the process, where one runs."""
        return self._process.pid if self._process is not None else None


class Pool:
    """Some workers on one store, and those who wait for one.

    `prepare` is work that each does before all other, and again whenever the store has changed; it may take its time.
    """

    def __init__(self, folder: Path, settings: Settings, prepare: Callable[[Store], None] | None = None) -> None:
        self._folder = folder
        self._settings = settings
        self._prepare = prepare
        self.workers = [Worker(folder, settings) for _ in range(settings.workers)]
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._threads = ThreadPoolExecutor(settings.workers)
        self._waiting = 0
        self.change = 0
        """The number of the last change that all work from now on must see."""
        for one in self.workers:
            self._idle.put_nowait(one)

    async def run(self, function: Callable[Concatenate[Store, P], T], /, *args: P.args, **named: P.kwargs) -> T:
        """Return what a function of a store returns; it, its arguments and its result are to be picklable.

        Raises `BusyError` where no worker gets free, `LimitError` where the work goes beyond a limit, and what the
        function raises.
        """
        return (await self.reply(function, *args, **named)).value

    async def reply(
        self, function: Callable[Concatenate[Store, P], T], /, *args: P.args, **named: P.kwargs
    ) -> Reply[T]:
        """Do as `run`, and say of which state of the store."""
        state = ""
        async with self._worker() as one:
            async for said, what in self._said(one, (function, args, named, False, self.change)):
                if said == "done":
                    return Reply(state, what)
                state = what
        raise AssertionError("a worker always says how its work ends")

    async def stream(
        self, function: Callable[Concatenate[Store, Answer, P], None], /, *args: P.args, **named: P.kwargs
    ) -> Streamed:
        """Return the answer that a function writes, when its first part is there; raises as `run` does."""
        streamed = Streamed(self._settings.limits.answer)
        streamed.come_from(asyncio.create_task(self._fill(streamed, (function, args, named, True, self.change))))
        try:
            await streamed.begun.wait()
        except asyncio.CancelledError:
            streamed.close()
            raise
        streamed.raise_early()
        return streamed

    async def start(self) -> None:
        """Start all workers, so that the first requests need not wait for it."""
        await asyncio.gather(*(self.run(_nothing) for _ in self.workers))

    def close(self) -> None:
        """End all workers."""
        for one in self.workers:
            one.end()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _fill(self, streamed: Streamed, job: Job) -> None:
        try:
            async with self._worker() as one:
                async for said, what in self._said(one, job):
                    if said == "part":
                        streamed.add(what)
                    elif said != "done":
                        setattr(streamed, said, what)  # its state or its head
        except Exception as error:  # noqa: BLE001 - raised again where the answer is read
            streamed.end(error)
        else:
            streamed.end()

    async def _said(self, one: Worker, job: Job) -> AsyncIterator[tuple[str, Any]]:
        """Yield what a worker says about its work; raises what it failed with."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._threads, one.start)
        if self._prepare and one.prepared != (state := opening.state(self._folder)):
            async for _ in self._work(one, (self._prepare, (), {}, False, self.change), _PREPARING):
                pass
            one.prepared = state
        async for told in self._work(one, job, self._settings.limits.seconds):
            yield told

    async def _work(self, one: Worker, job: Job, seconds: float) -> AsyncIterator[tuple[str, Any]]:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._threads, one.begin, job, seconds)
        while one.at_work:
            said, what = await loop.run_in_executor(self._threads, one.next)
            if said == "failed":
                raise what
            yield said, what

    @asynccontextmanager
    async def _worker(self) -> AsyncIterator[Worker]:
        if self._waiting >= self._settings.waiting:
            raise BusyError(503, "the server", "is busy", "ask again in some seconds")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._settings.patience):
                one = await self._idle.get()
        except TimeoutError as error:
            raise BusyError(503, "the server", "is busy", "ask again in some seconds") from error
        finally:
            self._waiting -= 1
        try:
            yield one
        finally:
            if one.at_work:
                one.end()
            self._idle.put_nowait(one)


def _nothing(store: Store) -> None:
    """Do nothing: the store is open by then."""
