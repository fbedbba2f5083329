"""JSON: one document, a list of them, one a line, or a JSON Feed."""

import json
from collections.abc import Iterator
from typing import Any

from coopatlas.documents.draft import Content, Draft
from coopatlas.documents.encoding import decoded
from coopatlas.errors import DocumentError

_REMEDY = 'give one object with the key "text"'
KEYS = {
    "name": ("id",),
    "lang": ("lang", "language"),
    "title": ("title",),
    "source": ("source", "url", "external_url"),
    "published": ("published", "date", "date_published"),
}


def read(content: Content) -> Iterator[Draft | DocumentError]:
    """Yield the documents of a file in JSON; gold facts are left aside."""
    text, notes = decoded(content.where, content.data, content.charset)
    lines = text.strip().split("\n")
    if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines[:2]) and _is_whole(lines[0]):
        yield from _lines(content.where, lines)
        return
    data = _parsed(content.where, text)
    listed = data.get("items") if isinstance(data, dict) and isinstance(data.get("items"), list) else data
    if isinstance(listed, list) and listed and all(isinstance(one, dict) for one in listed):
        for number, one in enumerate(listed, start=1):
            yield _outcome(f"{content.where}#{number}", one, str(number))
    else:
        yield _draft(content.where, data, "", notes)


def _is_whole(line: str) -> bool:
    return line.rstrip().endswith("}")


def _lines(where: str, lines: list[str]) -> Iterator[Draft | DocumentError]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _draft(f"{where}:{number}", _parsed(f"{where}:{number}", line), str(number))
            except DocumentError as error:
                yield error


def _outcome(where: str, data: Any, part: str) -> Draft | DocumentError:
    try:
        return _draft(where, data, part)
    except DocumentError as error:
        return error


def _parsed(where: str, text: str) -> Any:
    try:
        return json.loads(text, parse_int=_number)
    except json.JSONDecodeError as error:
        place = where if error.lineno == 1 and ":" in where[-8:] else f"{where}:{error.lineno}"
        raise DocumentError(place, f"broken JSON ({error.msg})", "mend that line") from None
    except RecursionError:
        raise DocumentError(where, "JSON nested too deeply", _REMEDY) from None


def _number(digits: str) -> int | str:
    # Python refuses to read integers of more than 4,300 digits; no key that is read here holds one.
    return int(digits) if len(digits) < 1000 else digits


def _draft(where: str, data: Any, part: str, notes: tuple[str, ...] = ()) -> Draft:
    if not isinstance(data, dict):
        raise DocumentError(where, "JSON without a text", _REMEDY)
    text = next((data[key] for key in ("text", "content_text") if isinstance(data.get(key), str)), None)
    if text is None and isinstance(data.get("content_html"), str):
        from coopatlas.documents.page import paragraphs

        text = paragraphs(where, data["content_html"])
    if text is None:
        raise DocumentError(where, "JSON without a text", _REMEDY)
    described = {role: _first(where, data, keys) for role, keys in KEYS.items()}
    return Draft(text, part=part, notes=notes, **described)


def _first(where: str, data: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((found for key in keys if (found := _string(where, data, key))), None)


def _string(where: str, data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if key in KEYS["published"] and isinstance(value, int):
        return str(value)
    if value is None or isinstance(value, str):
        return value or None
    raise DocumentError(where, f'"{key}" is not a string', f'write "{key}" in quotation marks, or null')
