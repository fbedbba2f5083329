"""A worker process: it has the store open to read, and does one piece of work after the other.

It tells its parent, in this order, the state of the store that it works on, the head and the parts of an answer that is
sent while it is made, and what the work returned or raised.
"""

import gc
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import IO, Any, cast

from coopatlas.errors import CoopatlasError
from coopatlas.serve.errors import too_large
from coopatlas.serve.settings import Limits
from coopatlas.store import Store, opening
from coopatlas.store.bounded import limit_memory

PART = 1 << 16
"""The bytes of an answer that are sent at once."""

Job = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any], bool, int]
"""A function of a store, its arguments, whether it writes parts, and the last change that it must see."""

_YOUNG = 100_000
"""The new objects after which it is looked for cycles."""
_ATTEMPTS = 3
_RARELY = 5
"""How many times as long as it takes to open the store it stays open at least."""


class Reader:
    """A store that is opened anew when it has changed, at most once in `refresh` seconds.

    Where that takes long, since a build beside has written much, it is done less often.
    """

    def __init__(self, folder: Path, refresh: float) -> None:
        self._folder = folder
        self._refresh = refresh
        self._opened: Store | None = None
        self._since = 0.0
        self._cost = 0.0
        self._change = 0
        self.state = ""

    def store(self, change: int) -> Store:
        """Return the store as it was some moments ago at most, and not before the change of this number."""
        begun = time.monotonic()
        is_young = begun - self._since < max(self._refresh, _RARELY * self._cost) and change <= self._change
        if self._opened is not None and is_young:
            return self._opened
        self._change = max(change, self._change)
        state = opening.state(self._folder)
        if self._opened is None or state != self.state:
            self._opened = None
            self._opened = Store.open(self._folder, read_only=True)
            self.state = state
            self._cost = time.monotonic() - begun
        self._since = time.monotonic()
        return self._opened

    def forget(self) -> None:
        """Open the store anew next time."""
        self._opened = None


class Answer:
    """What a worker says of one piece of work, and where this writes an answer that is sent while it is made.

    What is small is said at once: each message costs the parent more than its length.
    """

    def __init__(self, channel: Connection, state: str) -> None:
        self._channel = channel
        self._said: list[tuple[str, Any]] = [("state", state)]
        self._held = bytearray()
        self.begun = False

    @property
    def file(self) -> IO[bytes]:
        """The answer as a file to write to."""
        return cast("IO[bytes]", self)

    def head(self, head: object) -> None:
        """Say what is known of the answer before its first part."""
        self._said.append(("head", head))

    def write(self, part: bytes) -> int:
        """Take some bytes."""
        self._held += part
        if len(self._held) >= PART:
            self._send()
            self.begun = True
        return len(part)

    def flush(self) -> None:
        """Do nothing: all is sent in time."""

    def end(self, said: str, what: object) -> None:
        """Say how the work ended."""
        self._send((said, what))

    def _send(self, *more: tuple[str, Any]) -> None:
        part = [("part", bytes(self._held))] if self._held else []
        self._channel.send([*self._said, *part, *more])
        self._said.clear()
        self._held.clear()


def work(channel: Connection, folder: str, refresh: float, limits: Limits) -> None:
    """Do what is sent through `channel` until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to end
    threading.Thread(target=_end_with_parent, daemon=True).start()
    reader = Reader(Path(folder), refresh)
    with suppress(CoopatlasError):
        reader.store(0)
    limit_memory(limits.memory)  # beyond what the store takes once it is open
    _collect_rarely()
    while (job := _received(channel, reader, refresh)) is not None:
        _done(channel, reader, job)


def _collect_rarely() -> None:
    """Let Python look for cycles among new objects alone, and after many: views make millions, of which none is one."""
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 20)


def _received(channel: Connection, reader: Reader, refresh: float) -> Any:
    """Return the next piece of work, None at the end; while there is none, keep the store fresh."""
    try:
        while not channel.poll(refresh):
            with suppress(CoopatlasError):
                reader.store(0)
        return channel.recv()
    except (EOFError, OSError):
        return None


def _done(channel: Connection, reader: Reader, job: Job) -> None:
    function, args, named, in_parts, change = job
    for attempt in range(_ATTEMPTS):
        answer = Answer(channel, reader.state)
        try:
            store = reader.store(change)
            answer = Answer(channel, reader.state)
            result = function(store, *([answer] if in_parts else []), *args, **named)
        except Exception as error:  # noqa: BLE001 - raised again by the parent, who answers for it
            if not _is_outdated(error) or answer.begun or attempt == _ATTEMPTS - 1:
                answer.end("failed", _sendable(error))
                return
            reader.forget()
        else:
            answer.end("done", result)
            return


def _is_outdated(error: Exception) -> bool:
    """Tell whether a build beside removed a file that this opening of the store had not read yet."""
    return isinstance(error, OSError) or isinstance(error.__cause__, OSError)


def _sendable(error: Exception) -> Exception:
    if isinstance(error, CoopatlasError):
        return error
    if isinstance(error, MemoryError):
        return too_large()
    return RuntimeError("".join(traceback.format_exception(error)))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
