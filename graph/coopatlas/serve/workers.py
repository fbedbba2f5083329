"""The worker processes of a server: each does one piece of work at a time, and is ended when it goes beyond a limit."""

import asyncio
import multiprocessing
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from coopatlas.serve import worker
from coopatlas.serve.errors import BusyError, LimitError, too_large
from coopatlas.serve.settings import Settings
from coopatlas.serve.streamed import Room, Streamed
from coopatlas.serve.worker import Answer, Job
from coopatlas.store import Store, opening

_ANSWERS = 16
"""How many answers of the greatest length may be kept at once."""

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
        self.at_work = False
        self.prepared = ""
        """The state of the store for which it is prepared."""

    async def start(self) -> None:
        """Start the process where none runs."""
        if self._process is None or not self._process.is_alive():
            self.end()
            await asyncio.to_thread(self._start)

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=worker.work, args=(theirs, *self._arguments), daemon=True)
        process.start()
        theirs.close()
        self._channel, self._process = ours, process

    async def said(self, job: Job, seconds: float) -> AsyncIterator[tuple[str, Any]]:
        """Hand over a piece of work and yield what the worker says of it; raises `LimitError`, and what it failed with.

        Raises `LimitError` too where the process ends, which mostly is for its memory.
        """
        self.at_work = True
        until = asyncio.get_running_loop().time() + seconds
        try:
            self._channel.send(job)
            while self.at_work:
                await self._heard(until)
                for said, what in self._channel.recv():
                    self.at_work = said not in {"done", "failed"}
                    if said == "failed":
                        raise what
                    yield said, what
        except (EOFError, ConnectionError) as error:
            raise too_large() from error

    async def _heard(self, until: float) -> None:
        """Wait until the worker says something; raises `LimitError` at that time of the loop."""
        if self._channel.poll():
            return
        loop, place = asyncio.get_running_loop(), self._channel.fileno()
        heard = asyncio.Event()
        loop.add_reader(place, heard.set)
        try:
            async with asyncio.timeout_at(until):
                await heard.wait()
        except TimeoutError as error:
            raise LimitError(504, "the query", "takes longer than it may", "ask for less at once") from error
        finally:
            loop.remove_reader(place)

    def end(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            self._channel.close()
            # To free its memory may take the system a moment, in which others are served.
            threading.Thread(target=process.join, daemon=True).start()
        self.at_work = False
        self.prepared = ""


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
        self._room = Room(_ANSWERS * settings.limits.answer)
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
        streamed = Streamed(self._settings.limits.answer, self._room)
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
        await one.start()
        if self._prepare and one.prepared != (state := opening.state(self._folder)):
            async for _ in one.said((self._prepare, (), {}, False, self.change), _PREPARING):
                pass
            one.prepared = state
        async for told in one.said(job, self._settings.limits.seconds):
            yield told

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
