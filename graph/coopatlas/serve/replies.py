"""Answers that are what a function of the store returns: from memory where somebody asked before in the same state.

Who holds an answer already is told so (304); who asks while it is being made waits for that.
"""

import json
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from coopatlas.serve import atlas
from coopatlas.serve.kept import tag
from coopatlas.serve.rendering import unchanged
from coopatlas.serve.workers import Pool

JSON = {"Content-Type": "application/json", "Vary": "Accept-Language"}


def as_json(value: object) -> bytes:
    """Write what JSON can hold."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _named(part: object) -> object:
    """Return what stands for a part of a request in its tag: for a function its name, with the module that it is of."""
    return (part.__module__, part.__qualname__) if isinstance(part, FunctionType) else part


async def answered(
    request: Request,
    pool: Pool,
    function: Callable[..., Any],
    *args: Any,
    written: Callable[[Any], bytes] = as_json,
    headers: Mapping[str, str] = JSON,
) -> Response:
    """Answer with what a function of a store returns, as `written` writes it; `headers` say what that is."""
    served = atlas.of(request)

    def tagged(state: str) -> str:
        return tag(state, pool.left, *map(_named, (function, *args)))

    async def make() -> tuple[str, bytes]:
        reply = await pool.reply(function, *args)
        body = written(reply.value)
        if not pool.is_prepared(reply.state):
            return "", body  # it may be another in a moment
        own = tagged(reply.state)
        served.kept.put(own, body, len(body))
        return own, body

    own = tagged(served.state)
    if same := unchanged(request, own):
        return same
    body = served.kept.get(own)
    if body is None:
        own, body = await served.kept.once(own, make)
    tags = {"ETag": f'W/"{own}"'} if own else {}
    return Response(body, headers={"Cache-Control": "no-cache", **headers, **tags})
