"""An answer that is kept while it comes in from a worker, so that a slow client keeps no worker waiting."""

import asyncio
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import Any

from coopatlas.serve.errors import BusyError, LimitError
from coopatlas.serve.worker import PART

_IN_MEMORY = 1 << 20
"""The bytes beyond which an answer is kept on disk."""


class Room:
    """The bytes that the answers of a server may keep together: slow clients must not fill the disk."""

    def __init__(self, most: int) -> None:
        self.left = most


class Streamed:
    """An answer in parts; `state` is that of the store that it is of, `head` what the work said of it first."""

    def __init__(self, longest: int, room: Room) -> None:
        self._room = room
        self.state = ""
        self.head: Any = None
        self.begun = asyncio.Event()
        self._longest = longest
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when all is sent
        self._size = 0
        self._news = asyncio.Event()
        self._ended = False
        self._error: BaseException | None = None
        self._source: asyncio.Task[None] | None = None

    def come_from(self, source: asyncio.Task[None]) -> None:
        """Note who brings the parts: it is cancelled when nobody wants them any more."""
        self._source = source

    def hear(self, said: str, what: Any) -> None:
        """Take what a worker says; raises `LimitError` where it is too much, `BusyError` for a second beginning."""
        if said == "part":
            self.add(what)
        elif said == "state" and self._size:
            raise BusyError(503, "the server", "is busy", "ask again in some seconds")
        elif said != "done":
            setattr(self, said, what)  # its state or its head

    def add(self, part: bytes) -> None:
        """Take the next part; raises `LimitError` where it is too much."""
        if self._size + len(part) > self._longest:
            raise LimitError(413, "the answer", "is longer than it may be", "ask for less, or with LIMIT")
        if len(part) > self._room.left:
            raise BusyError(503, "the server", "keeps too many answers for slow clients", "ask again in a minute")
        self._room.left -= len(part)
        self._file.seek(self._size)
        self._size += self._file.write(part)
        self._tell()

    def end(self, error: BaseException | None = None) -> None:
        """Note that no more parts come, and why."""
        self._ended, self._error = True, error
        self._tell()

    def raise_early(self) -> None:
        """Raise what went wrong before there was a part."""
        if self._error is not None and not self._size:
            self.close()
            raise self._error

    def whole(self, most: int) -> bytes | None:
        """Return the answer where all of it is there and it has so many bytes at most, None where not."""
        if not self._ended or self._error is not None or self._size > most:
            return None
        self._file.seek(0)
        found = self._file.read()
        self.close()
        return found

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield all parts as they come; raises what went wrong."""
        sent = 0
        try:
            while True:
                self._news.clear()
                if sent < self._size:
                    self._file.seek(sent)
                    part = self._file.read(PART)
                    sent += len(part)
                    yield part
                elif self._error is not None:
                    raise self._error
                elif self._ended:
                    return
                else:
                    await self._news.wait()
        finally:
            self.close()

    def close(self) -> None:
        """Let go of what was kept, and of who brings more."""
        if self._source is not None:
            self._source.cancel()
        self._file.close()
        self._room.left += self._size
        self._size = 0

    def __del__(self) -> None:
        """Let go of an answer that nobody came to read."""
        self.close()

    def _tell(self) -> None:
        self._news.set()
        self.begun.set()
