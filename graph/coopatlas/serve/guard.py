"""What stands before every route: whose name is asked, how much may come in, what a browser may do with an answer."""

import asyncio
import ipaddress
import logging
import socket
from functools import cached_property
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coopatlas.errors import CoopatlasError
from coopatlas.sanitize import line
from coopatlas.serve.errors import ServeError
from coopatlas.serve.settings import Settings

_LOG = logging.getLogger("uvicorn.error")
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load, where its route says nothing else: all of it from here."""

SLOWEST = 60.0
"""The seconds that a client may take to read one part of an answer."""


class Guard:
    """Refuses what nobody honest sends, and says of each answer how it may be used."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        problem = self._problem(scope)
        app = PlainTextResponse(problem[1] + "\n", problem[0]) if problem else self._app
        try:
            await app(scope, _Body(receive, self._settings), _sending(send))
        except (CoopatlasError, RuntimeError, TimeoutError) as error:
            # Of an answer that has begun only its breaking off can say that something went wrong.
            reason = error.__cause__ or error
            if not isinstance(reason, CoopatlasError | TimeoutError):
                raise
            _LOG.warning("%s broken off: %s", line(scope["path"]), line(str(reason) or "it was not read"))

    def _problem(self, scope: Scope) -> tuple[int, str] | None:
        if not self._is_ours(Headers(scope=scope).get("host", "")):
            return 421, "Host: this server has another name; start it with --allow NAME"
        if scope["method"] not in METHODS:
            return 405, f"this method is not known; use one of {', '.join(METHODS)}"
        return None

    def _is_ours(self, host: str) -> bool:
        """Tell whether a name is one of this server.

        An address is never a name that somebody else lets point here, which is how a foreign page would read us.
        """
        try:
            name = urlsplit(f"//{host}").hostname or ""
            if name in self._names:
                return True
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    @cached_property
    def _names(self) -> frozenset[str]:
        base = urlsplit(self._settings.base).hostname
        listed = (name.lower() for name in (*self._settings.hosts, self._settings.host, base or ""))
        return frozenset({"localhost", socket.gethostname().lower(), *listed}) - {""}


class _Body:
    """The body of a request, which may be neither too long nor too slow."""

    def __init__(self, receive: Receive, settings: Settings) -> None:
        self._receive = receive
        self._settings = settings
        self._left = settings.body
        self._whole = False
        self._until = 0.0

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()  # which says when the client goes away
        now = asyncio.get_running_loop().time()
        self._until = self._until or now + self._settings.body_seconds
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError as error:
            raise ServeError(408, "the body", "came too slowly", "send it at once") from error
        self._left -= len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._left < 0:
            raise ServeError(413, "the body", "is too long", f"send {self._settings.body} bytes at most")
        return message


def _sending(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("X-Content-Type-Options", "nosniff")
            headers.setdefault("Referrer-Policy", "same-origin")
            if headers.get("Content-Type", "").startswith("text/html"):
                headers.setdefault("Content-Security-Policy", POLICY)
        async with asyncio.timeout(SLOWEST):
            await send(message)

    return sent
