"""What a request carries: text in UTF-8, and forms."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from coopatlas.serve.errors import ServeError

FORM = "application/x-www-form-urlencoded"
_FIELDS = 1000
"""The greatest number of fields of a form."""


async def text(request: Request) -> tuple[str, str]:
    """Return the media type of a body and the body; raises `ServeError` for what is not in UTF-8."""
    media, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    if "charset=" in parameters and "utf-8" not in parameters:
        raise ServeError(415, "Content-Type", "the body is not in UTF-8", "send it in UTF-8")
    try:
        return media.strip(), (await request.body()).decode()
    except UnicodeDecodeError as error:
        raise ServeError(400, "the body", "is not UTF-8", "send it in UTF-8") from error


def parsed(told: str) -> Any:
    """Return what a text of JSON holds; raises `ValueError` for another text, and `RecursionError`."""
    found = json.loads(told, parse_constant=_no_number)
    if "\\u" in told:
        json.dumps(found, ensure_ascii=False).encode()  # which half a pair of surrogates is not
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


async def form(request: Request) -> dict[str, str]:
    """Return the fields of a form that is sent; raises `ServeError` for another body."""
    media, body = await text(request)
    if media != FORM:
        raise ServeError(415, "Content-Type", f"«{media[:60]}» is no form", f"send {FORM}")
    return dict(fields(body))


def fields(body: str) -> list[tuple[str, str]]:
    """Return the fields of a form; raises `ServeError` where it cannot be read."""
    try:
        return parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise ServeError(400, "the body", f"cannot be read ({error})", "send a form in UTF-8") from error
