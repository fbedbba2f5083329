"""Work on a store that is ended where it takes longer, or more memory, than it may.

The engine cannot be interrupted, so a process of its own asks it: opened once, it does one piece after the other.
"""

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from coopatlas.errors import BoundError, CoopatlasError
from coopatlas.store import Store

SECONDS = 60.0
"""How long a question may take where nothing else is said."""
MEMORY = 2 << 30
"""The bytes of memory that work may take beyond those of a store at rest."""

_STARTING = threading.Lock()
"""Held by who starts a process: what stands in for the script then is of all threads."""

P = ParamSpec("P")
T = TypeVar("T")


class Bounded:
    """A store that is open to read in a process of its own; `seconds` bound each piece of work, 0 does not."""

    def __init__(self, folder: str | Path, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.seconds = seconds
        self._arguments = str(folder), seconds, memory
        self._process: Any = None
        self._channel: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, function: Callable[Concatenate[Store, P], T], /, *args: P.args, **named: P.kwargs) -> T:
        """Return what a function of a store returns; it, its arguments and its result are to be picklable.

        The function stands in a module that can be imported: the script that asks is not run by the process that
        answers.

        Raises `BoundError` where it takes too much, `StoreError` where the store cannot be opened, and what it raises.
        """
        self._start()
        self._channel.send((function, args, named))
        if not self._channel.poll(self.seconds or None):
            self.close()
            problem = f"not answered within {self.seconds:g} s, and ended"
            raise BoundError("the question", problem, "ask for less at once, or allow more: --seconds N, 0 for no end")
        result: T = self._heard()
        return result

    def close(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join()
            self._channel.close()

    def _start(self) -> None:
        if self._process is not None:
            return
        context = _context()
        self._channel, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, dict(os.environ), *self._arguments), daemon=True)
        with nullcontext() if context.get_start_method() == "fork" else _without_script():
            self._process.start()
        theirs.close()
        self._heard()  # what another version made is renewed first, however long that takes

    def _heard(self) -> Any:
        try:
            is_done, what = self._channel.recv()
        except (EOFError, ConnectionError) as error:
            self.close()
            raise _too_large() from error
        if not is_done:
            raise what
        return what


def _context() -> Any:
    """Return how processes are started: as fast as is safe here.

    To fork costs nothing, and is safe where no other thread, an open store's among them, may hold a lock. Elsewhere a
    process without threads forks for this one, which costs a start once; it has the environment of its own start.
    """
    if sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1:
        return multiprocessing.get_context("fork")
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["coopatlas.questions"])
    return context


@contextmanager
def _without_script() -> Iterator[None]:
    """Let a process that starts not run the script that asks, as it would for functions that may stand there."""
    with _STARTING:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


def _work(channel: Connection, environment: Mapping[str, str], folder: str, seconds: float, memory: int) -> None:
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to end
    try:
        store = Store.open(folder, read_only=True)
    except CoopatlasError as error:
        channel.send((False, error))
        return
    limit_memory(memory)
    channel.send((True, None))
    with suppress(EOFError, OSError):
        while True:
            job = channel.recv_bytes()
            with _Alarm(seconds):
                said = _said(store, job)
            channel.send_bytes(said)


def _said(store: Store, job: bytes) -> memoryview:
    try:
        function, args, named = ForkingPickler.loads(job)
        return ForkingPickler.dumps((True, function(store, *args, **named)))
    except MemoryError:
        return ForkingPickler.dumps((False, _too_large()))
    except Exception as error:  # noqa: BLE001 - raised again by the parent, who answers for it
        # A traceback stays behind in the process; a note comes along.
        error.add_note(f"In the process that asked the store:\n{''.join(traceback.format_tb(error.__traceback__))}")
        return ForkingPickler.dumps((False, error))


def _too_large() -> BoundError:
    return BoundError("the question", "it takes more memory than it may", "ask for less at once", "memory")


class _Alarm:
    """Lets the system end this process a moment after its time, should the parent that would do so be gone."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds + 1 if seconds and hasattr(signal, "setitimer") else 0

    def __enter__(self) -> None:
        self._set(self._seconds)

    def __exit__(self, *raised: object) -> None:
        self._set(0)

    def _set(self, seconds: float) -> None:
        if self._seconds:
            signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_memory(beyond: int) -> None:
    """Let this process take no more memory than it holds and so many bytes; some systems have no such limits."""
    try:
        import resource

        held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return
    resource.setrlimit(resource.RLIMIT_AS, (held + beyond, held + beyond))
