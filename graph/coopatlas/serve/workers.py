"""The worker processes of a server: each does one piece of work at a time, and is ended when it goes beyond a limit.

Most work is short. What is not soon done steps aside: another worker takes the place of its own, which goes on with
less of the machine, so that nobody waits for what others ask. Only so much may be aside at once; what was long before
waits for its turn there from the beginning.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from coopatlas.errors import CoopatlasError
from coopatlas.serve import crowding, worker
from coopatlas.serve.errors import BusyError, LimitError, LostError, ServeError, too_large
from coopatlas.serve.settings import Settings
from coopatlas.serve.streamed import Room, Streamed
from coopatlas.serve.worker import Answer, Job
from coopatlas.store import Store, opening

_ANSWERS = 16
"""How many answers of the greatest length may be kept at once."""

_PREPARING = 3600.0
"""The seconds that preparation may take."""
_STARTING = 60.0
"""The seconds, by the clock, within which a worker has the store open."""

_RARELY = 5
"""How many times as long as it takes a worker works before it is prepared anew, where that is less than `_LATEST`."""
_LATEST = 5.0
"""The seconds after which what was committed is prepared for."""

_GLANCE = 0.05
"""The shortest time after which it is looked again how long work may go on."""

_SHORT = 1.0
"""The seconds after which work is long."""
_ASIDE = 2
"""How many pieces of long work there may be at once for each worker."""
_REMEMBERED = 1000
"""How many pieces of work are remembered to be long."""
NICE = 5
"""By how much the system may be asked to prefer others to long work."""

Hearing = Callable[[str, Any], None]
"""What takes each thing that a worker says of its work."""

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
        self.is_aside = False
        self.prepared = ""
        """The state of the store for which it is prepared."""
        self.change = 0
        """The number of the last change for which it is prepared."""
        self.due = 0.0
        """The time of the loop before which it is not prepared anew."""

    async def start(self) -> None:
        """Start the process where none runs, and wait until it has the store open.

        Raises `BusyError` where that takes long.
        """
        if self._process is None or not self._process.is_alive():
            self.end()
            await asyncio.to_thread(self._start)
            try:
                async with asyncio.timeout(_STARTING):
                    await self.do(_packed((_nothing, (), {}, False, 0)), _PREPARING, _unheard)
            except TimeoutError as error:
                raise _busy() from error

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=worker.work, args=(theirs, *self._arguments), daemon=True)
        process.start()
        theirs.close()
        self._channel, self._process = ours, process

    def step_aside(self, nice: int) -> None:
        """Let the system prefer others by so much from now on."""
        self.is_aside = True
        if not nice:
            return
        with suppress(AttributeError, OSError):  # not on every system, and the process may just have ended
            os.setpriority(os.PRIO_PROCESS, self._process.pid, nice)

    async def do(
        self,
        job: bytes,
        seconds: float,
        hear: Hearing,
        when_long: Callable[[], Awaitable[None]] | None = None,
        is_waited_for: Callable[[], bool] = bool,
    ) -> None:
        """Hand over a piece of work and pass on what the worker says of it; raises what it failed with.

        Raises `LimitError` where it takes longer than `seconds`, to which is added what it waits for a processor unless
        it is waited for, or more memory than it may, and `LostError` where the process ends for anything else.
        `when_long` is called once, where the work is long.
        """
        self.at_work = True
        # Locals, since both may be gone after each wait: the server ends.
        channel, process = self._channel, self._process
        now = asyncio.get_running_loop().time()
        try:
            _open(channel).send_bytes(job)
            before = crowding.seen(process.pid)
            is_done = False
            while not is_done:
                if when_long and not await _heard(channel, now + min(_SHORT, seconds)):
                    await when_long()
                    when_long = None
                    continue
                until = now + seconds
                while not await _heard(channel, until):
                    until = _later(now, seconds, before, crowding.seen(process.pid), is_waited_for())
                is_done = self._pass_on(_open(channel).recv(), hear)
        except (EOFError, ConnectionError) as error:
            raise await _gone(process) from error

    def _pass_on(self, said: list[tuple[str, Any]], hear: Hearing) -> bool:
        """Pass on what the worker says; tell whether its work is done."""
        for kind, what in said:
            self.at_work = kind not in {"done", "failed"}
            if kind == "failed":
                raise what
            hear(kind, what)
        return not self.at_work

    def end(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            self._channel.close()
            # To free its memory may take the system a moment, in which others are served.
            threading.Thread(target=process.join, daemon=True).start()
        self.at_work = False
        self.prepared, self.due = "", 0.0


class Pool:
    """Some workers on one store, and those who wait for one.

    `prepare` is work that each does before all other, and again whenever the store has changed; it may take its time.
    It returns how much of it is left, which is done between other work.
    Where `one_by_one`, long work is waited for, since no other worker could take its place; else the system is asked to
    prefer others to it by `nice`. Work whose process is lost is begun once more, unless it `changes` the store.
    """

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        prepare: Callable[[Store], int] | None = None,
        *,
        one_by_one: bool = False,
        nice: int = 0,
        changes: bool = False,
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._prepare = prepare
        self._one_by_one = one_by_one
        self._nice = nice
        self._repeats = not changes
        self._workers: set[Worker] = set()
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._turns = asyncio.Semaphore(_ASIDE * settings.workers)
        self._long: dict[int, None] = {}
        self._room = Room(_ANSWERS * settings.limits.answer)
        self._waiting = 0
        self._waiting_aside = 0
        self.change = 0
        """The number of the last change that all work from now on must see."""
        self.left = 0
        """How much of the preparation is left."""
        self._prepared = ""
        self._going_on: asyncio.Task[None] | None = None
        self._size = 1 if one_by_one else settings.workers
        for _ in range(self._size):
            self._idle.put_nowait(self._another())

    async def run(self, function: Callable[Concatenate[Store, P], T], /, *args: P.args, **named: P.kwargs) -> T:
        """Return what a function of a store returns; it, its arguments and its result are to be picklable.

        Raises `BusyError` where no worker gets free, `LimitError` where the work goes beyond a limit, `LostError` where
        its process ends for something else, and what the function raises.
        """
        return (await self.reply(function, *args, **named)).value

    async def reply(
        self, function: Callable[Concatenate[Store, P], T], /, *args: P.args, **named: P.kwargs
    ) -> Reply[T]:
        """Do as `run`, and say of which state of the store."""
        told: dict[str, Any] = {}
        await self._do(_packed((function, args, named, False, self.change)), told.__setitem__)
        return Reply(told["state"], told["done"])

    async def stream(
        self, function: Callable[Concatenate[Store, Answer, P], None], /, *args: P.args, **named: P.kwargs
    ) -> Streamed:
        """Return the answer that a function writes, when its first part is there; raises as `run` does."""
        streamed = Streamed(self._settings.limits.answer, self._room)
        job = _packed((function, args, named, True, self.change))
        streamed.come_from(asyncio.create_task(self._fill(streamed, job)))
        try:
            await streamed.begun.wait()
        except asyncio.CancelledError:
            streamed.close()
            raise
        streamed.raise_early()
        return streamed

    async def start(self) -> None:
        """Start all workers, so that the first requests need not wait for it."""
        await asyncio.gather(*(self.run(_nothing) for _ in range(self._size)))

    def is_prepared(self, state: str) -> bool:
        """Tell whether what was prepared is of this state of the store, as far as it is."""
        return self._prepare is None or self._prepared == state

    def close(self) -> None:
        """End all workers."""
        self._repeats = False
        if self._going_on:
            self._going_on.cancel()
        for one in self._workers:
            one.end()

    async def _fill(self, streamed: Streamed, job: bytes) -> None:
        try:
            await self._do(job, streamed.hear)
        except Exception as error:  # noqa: BLE001 - raised again where the answer is read
            streamed.end(error)
        else:
            streamed.end()

    async def _do(self, job: bytes, hear: Hearing) -> None:
        """Have a piece of work done and pass on what the worker says of it; raises what it failed with."""
        try:
            await self._do_once(job, hear)
        except LostError:
            if not self._repeats:
                raise
            await self._do_once(job, hear)

    async def _do_once(self, job: bytes, hear: Hearing) -> None:
        if hash(job) in self._long:
            await self._do_aside(job, hear)
            return
        try:
            async with self._worker() as one:
                await self._ready(one)
                when_long = None if self._one_by_one else partial(self._step_aside, one, job)
                await one.do(job, self._settings.limits.seconds, hear, when_long, self._is_waited_for)
        except _LongError:
            await self._do_aside(job, hear)

    async def _step_aside(self, one: Worker, job: bytes) -> None:
        """Let another worker take the place of one whose work is long; raises `_LongError` where too many are aside."""
        self._long[hash(job)] = None
        if len(self._long) > _REMEMBERED:
            del self._long[next(iter(self._long))]
        if self._turns.locked():
            raise _LongError
        await self._turns.acquire()  # at once
        one.step_aside(self._nice)
        self._idle.put_nowait(self._another())

    async def _do_aside(self, job: bytes, hear: Hearing) -> None:
        """Do what is long when it is its turn, by a worker that ends with it."""
        self._waiting_aside += 1
        try:
            await self._awaited(self._turns.acquire)
        finally:
            self._waiting_aside -= 1
        one = self._another()
        try:
            await one.start()
            one.step_aside(self._nice)
            begun = asyncio.get_running_loop().time()
            await one.do(job, self._settings.limits.seconds, hear, is_waited_for=self._is_waited_for)
            if asyncio.get_running_loop().time() - begun < _SHORT:
                self._long.pop(hash(job), None)
        finally:
            self._let_go(one)

    def _is_waited_for(self) -> bool:
        """Tell whether others wait for a turn of what is long, for which they have no more than their patience."""
        return self._waiting_aside > 0

    async def _ready(self, one: Worker) -> None:
        """Start a worker, and let it go a step on with its preparation where the store has changed."""
        await one.start()
        if not self._prepare:
            return
        is_due = asyncio.get_running_loop().time() >= one.due or one.change != self.change
        if is_due and one.prepared != opening.state(self._folder):
            await self._step(one)
        if self.left and (self._going_on is None or self._going_on.done()):
            self._going_on = asyncio.create_task(self._go_on())

    async def _step(self, one: Worker) -> None:
        begun, change, told = asyncio.get_running_loop().time(), self.change, dict[str, Any]()
        await one.do(_packed((self._prepare or _nothing, (), {}, False, change)), _PREPARING, told.__setitem__)
        # A worker may see the store as it was a moment before; then it is not yet prepared for what is there now.
        one.prepared, one.change, self.left = told["state"], change, told["done"]
        self._prepared = one.prepared
        now = asyncio.get_running_loop().time()
        one.due = now + min(_RARELY * (now - begun), _LATEST)

    async def _go_on(self) -> None:
        """Prepare what is left, in turn with other work."""
        with suppress(CoopatlasError):  # it is tried again before the next work
            while self.left:
                async with self._worker() as one:
                    await one.start()
                    await self._step(one)

    @asynccontextmanager
    async def _worker(self) -> AsyncIterator[Worker]:
        one = await self._awaited(self._idle.get)
        try:
            yield one
        finally:
            if one.is_aside:
                self._let_go(one)
            else:
                if one.at_work:
                    one.end()
                self._idle.put_nowait(one)

    async def _awaited(self, turn: Callable[[], Awaitable[T]]) -> T:
        """Return what a turn gives; raises `BusyError` where too many wait for theirs, or it does not come in time."""
        if self._waiting >= self._settings.waiting:
            raise _busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._settings.patience):
                return await turn()
        except TimeoutError as error:
            raise _busy() from error
        finally:
            self._waiting -= 1

    def _another(self) -> Worker:
        one = Worker(self._folder, self._settings)
        self._workers.add(one)
        return one

    def _let_go(self, one: Worker) -> None:
        """End a worker that was aside."""
        one.end()
        self._workers.discard(one)
        self._turns.release()


class _LongError(Exception):
    """Work that is long, while no more may be aside."""


def _busy() -> BusyError:
    return BusyError(503, "the server", "is busy", "ask again in some seconds")


def _later(begun: float, seconds: float, before: crowding.Seen, now: crowding.Seen, is_waited_for: bool) -> float:
    """Return until when work goes on that was begun then and has taken its `seconds`.

    Raises `LimitError` where it may not, as where it is waited for: somebody may begin to, so it is looked again soon.
    """
    time = asyncio.get_running_loop().time()
    more = crowding.left(seconds, time - begun, before, now)
    if more <= 0 or is_waited_for:
        raise LimitError(504, "the query", "takes longer than it may", "ask for less at once")
    return time + min(max(more, _GLANCE), _SHORT)


async def _heard(channel: Any, until: float) -> bool:
    """Wait until the worker says something, or until that time of the loop; tell whether it has."""
    if _open(channel).poll():
        return True
    loop, place = asyncio.get_running_loop(), channel.fileno()
    heard = asyncio.Event()
    loop.add_reader(place, heard.set)
    try:
        async with asyncio.timeout_at(until):
            return await heard.wait()
    except TimeoutError:
        return False
    finally:
        loop.remove_reader(place)


def _open(channel: Any) -> Any:
    """Return a channel; raises `EOFError` where our side of it is closed."""
    if channel.closed:
        raise EOFError
    return channel


async def _gone(process: Any) -> ServeError:
    """Return the error of work whose process has ended: where the engine gets no memory, it aborts."""
    if process is not None:
        await asyncio.to_thread(process.join, _SHORT)
        if process.exitcode == -signal.SIGABRT:
            return too_large()
    return LostError(503, "the server", "lost the process that was at work", "ask again in some seconds")


def _packed(job: Job) -> bytes:
    """Return a piece of work as a worker takes it: the same work is the same bytes."""
    return bytes(ForkingPickler.dumps(job))


def _unheard(_said: str, _what: object) -> None:
    """Take what nobody asks for."""


def _nothing(store: Store) -> None:
    """Do nothing: the store is open by then."""
