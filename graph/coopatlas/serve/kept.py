"""What was answered, kept for those who ask for the same again while the store is as it was."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial
from hashlib import sha256
from typing import Generic, TypeVar

from coopatlas.serve.errors import LimitError

T = TypeVar("T")
_ENTRY = 500
"""Bytes that an answer takes beside its body."""


class Kept(Generic[T]):
    """Answers by their tags; the ones longest not asked for go first, so that all take `most` bytes at most.

    What took too long or too much memory is not begun anew for the seconds of `rest`, by `clock`.
    """

    def __init__(self, most: int, rest: float = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._most = most
        self._rest = rest
        self._answers: OrderedDict[str, tuple[T, int]] = OrderedDict()
        self._size = 0
        self._making: dict[str, asyncio.Future[tuple[str, T]]] = {}
        self._refused: dict[str, tuple[float, tuple[int, str, str, str]]] = {}

    def get(self, tag: str) -> T | None:
        """Return the answer of a tag, None where it is not kept."""
        if (found := self._answers.get(tag)) is None:
            return None
        self._answers.move_to_end(tag)
        return found[0]

    def put(self, tag: str, answer: T, size: int) -> None:
        """Keep an answer of this size, unless it would take the place of all others."""
        size += _ENTRY
        if size > self._most:
            return
        self._size += size - self._answers.pop(tag, (None, 0))[1]
        self._answers[tag] = answer, size
        while self._size > self._most and self._answers:
            self._size -= self._answers.popitem(last=False)[1][1]

    async def once(self, tag: str, make: Callable[[], Awaitable[tuple[str, T]]]) -> tuple[str, T]:
        """Return what `make` gives; it is called once for all who ask for the same at the same time.

        Raises the `LimitError` of what went beyond a limit a moment ago: it is not begun anew by each who asks.
        """
        if tag not in self._making:
            self._raise_refused(tag)
            making = self._making[tag] = asyncio.ensure_future(make())
            making.add_done_callback(partial(self._note, tag))
        return await asyncio.shield(self._making[tag])

    def _note(self, tag: str, made: asyncio.Future[tuple[str, T]]) -> None:
        del self._making[tag]
        if not made.cancelled() and isinstance(error := made.exception(), LimitError):
            # No more of the error is kept: its traceback holds what was at work.
            self._refused[tag] = self._clock() + self._rest, error.args

    def _raise_refused(self, tag: str) -> None:
        now = self._clock()
        self._refused = {name: found for name, found in self._refused.items() if found[0] > now}
        if tag in self._refused:
            raise LimitError(*self._refused[tag][1])


def tag(*parts: object) -> str:
    """Return what stands for an answer: the same parts give the same."""
    return sha256("\x1f".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:24]
