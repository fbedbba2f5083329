"""Connections of HTTP that may neither be too many nor wait for ever before they ask something.

Where there are too many, the one that has waited longest goes: who says nothing keeps nobody out.
"""

import asyncio
from contextlib import suppress
from typing import Any, ClassVar, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 10.0
"""The seconds within which the head of a request is to come."""

MOST = 2000
"""The greatest number of connections, where the system allows as many files."""

_FILES = 200
"""How many files all else may need."""


class Connection(H11Protocol):
    """A connection of uvicorn's, which knows no limit to the time that the head of a request takes."""

    silent: ClassVar[dict["Connection", None]] = {}
    """Those whose next request is not there yet, the one that has waited longest first."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request."""
        super().connection_made(cast("asyncio.Transport", transport))
        if len(self.connections) > allowed():
            next(iter(self.silent), self).transport.abort()
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what came; what is no whole head yet does not prolong the wait."""
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._wait()
        else:
            self._wait_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._waiting is None:
            self.silent[self] = None
            self._waiting = self.loop.call_later(PATIENCE, self.transport.abort)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
            self.silent.pop(self, None)


def allowed() -> int:
    """Return how many connections there may be: some files are left for all else."""
    try:
        import resource
    except ImportError:
        return MOST
    return max(50, min(MOST, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - _FILES))


def allow_many() -> None:
    """Let the process have as many files as the connections need, where the system lets it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST + _FILES if hard == resource.RLIM_INFINITY else min(MOST + _FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
