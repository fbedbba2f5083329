"""Asks an OpenAI-compatible endpoint, again and later where it is busy, and never longer or more than is bearable."""

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from coopatlas.errors import LanguageModelError
from coopatlas.languagemodel.settings import KEY, MODEL, URL, Settings

LONGEST_WAIT = 300.0
"""The longest time, in seconds, that is waited at the endpoint's wish before a further attempt."""

_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_REMEDIES = {
    401: f"check the key in {KEY}",
    403: f"check the key in {KEY}",
    404: f"check the address in {URL} and the model in {MODEL}",
}
_PIECE = 65_536


@dataclass(slots=True)
class Usage:
    """What reading by a language model has cost so far; `dropped` counts what failed a check, by its reason."""

    documents: int = 0
    requests: int = 0
    retries: int = 0
    cached: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    dropped: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Usage") -> None:
        """Add what another reading has cost."""
        for name in ("documents", "requests", "retries", "cached", "prompt_tokens", "completion_tokens", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.dropped.update(other.dropped)

    def line(self) -> str:
        """Return all of it in one line."""
        dropped = ", ".join(f"{reason} {count}" for reason, count in sorted(self.dropped.items())) or "nothing"
        requests = f"{self.requests} requests ({self.retries} of them repeated)"
        tokens = f"{self.prompt_tokens} + {self.completion_tokens} tokens"
        cost = f"{requests}, {self.cached} answers kept from before, {tokens}, {self.seconds:.1f} s"
        return f"{self.documents} documents, {cost}; dropped: {dropped}"


class _Busy(Exception):  # noqa: N818 - it ends an attempt, not the asking
    def __init__(self, problem: str, wait: float | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.wait = wait


class _NoRedirect(HTTPRedirectHandler):
    """Follows nothing: a redirect would carry the key to a host that the user did not name."""

    def redirect_request(self, *_: object) -> None:
        return None


class Client:
    """One endpoint; `sleep` and `clock` are those of `time` unless a test gives its own."""

    def __init__(
        self,
        settings: Settings,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._sleep = sleep
        self._clock = clock
        self._opener = build_opener(_NoRedirect)

    def ask(self, request: bytes, usage: Usage) -> str | None:
        """Return the text of the answer, None for an answer without one; raises `LanguageModelError`."""
        problem = ""
        for attempt in range(self._settings.attempts):
            started = self._clock()
            usage.requests += 1
            try:
                return _content(self._post(request), usage)
            except _Busy as busy:
                problem = busy.problem
                wait = min(2.0**attempt, 30.0) if busy.wait is None else busy.wait
            finally:
                usage.seconds += self._clock() - started
            if wait > LONGEST_WAIT:
                raise self._error(f"it asks to wait for {wait:.0f} s", "run again later; what was answered is kept")
            if attempt + 1 < self._settings.attempts:
                usage.retries += 1
                self._sleep(wait)
        raise self._error(
            f"no answer in {self._settings.attempts} attempts: {problem}", f"check {URL}, or run again later"
        )

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "coopatlas"}
        if self._settings.key:
            headers["Authorization"] = f"Bearer {self._settings.key}"
        request = Request(self._settings.url, body, headers, method="POST")  # noqa: S310 - Settings lets http(s) alone pass
        deadline = self._clock() + self._settings.timeout
        try:
            with self._opener.open(request, timeout=self._settings.timeout) as response:
                return self._all_of(response, deadline)
        except HTTPError as error:
            with error:
                raise self._refusal(error) from None
        except TimeoutError:
            raise _Busy(f"nothing for {self._settings.timeout:g} s") from None
        except URLError as error:
            raise _Busy(_plain(str(error.reason))) from None
        except (HTTPException, OSError) as error:
            raise _Busy(_plain(str(error)) or type(error).__name__) from None

    def _all_of(self, response: Any, deadline: float) -> bytes:
        """Return the body; read1, unlike read, comes back with what there is, so that a trickle is noticed."""
        body = bytearray()
        while piece := response.read1(_PIECE):
            body += piece
            if len(body) > self._settings.largest:
                raise _Busy(f"an answer of more than {self._settings.largest} bytes")
            if self._clock() > deadline:
                raise _Busy(f"no whole answer in {self._settings.timeout:g} s")
        return bytes(body)

    def _refusal(self, error: HTTPError) -> Exception:
        problem = f"HTTP {error.code}"
        if error.code in _BUSY:
            return _Busy(problem, retry_after(error.headers, datetime.now(UTC)))
        try:
            said = _plain(error.read1(1_000).decode("utf-8", "replace"))
        except (OSError, HTTPException):
            said = ""
        remedy = _REMEDIES.get(error.code, f"check {URL} and {MODEL}, or what the model allows")
        return self._error(f"{problem} {said}".strip(), remedy)

    def _error(self, problem: str, remedy: str) -> LanguageModelError:
        return LanguageModelError(self._settings.url.partition("?")[0], problem, remedy)


def retry_after(headers: Message, now: datetime) -> float | None:
    """Return the seconds that a server asks to wait (RFC 9110, 10.2.3: a number or a date), None where it does not."""
    value = (headers.get("Retry-After") or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max((parsedate_to_datetime(value) - now).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


def _content(body: bytes, usage: Usage) -> str | None:
    """Return the message of a chat completion, and add up its tokens."""
    try:
        data = json.loads(body)
        message = data["choices"][0]["message"]["content"]
    except (ValueError, RecursionError):
        raise _Busy("an answer that is no JSON") from None
    except (KeyError, IndexError, TypeError):
        raise _Busy("an answer that is no chat completion") from None
    tokens = data.get("usage")
    if isinstance(tokens, dict):
        usage.prompt_tokens += _count(tokens.get("prompt_tokens"))
        usage.completion_tokens += _count(tokens.get("completion_tokens"))
    return message if isinstance(message, str) else None


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _plain(text: str) -> str:
    """Return a stranger's words as a part of one line, without anything that a terminal would obey."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:200]
