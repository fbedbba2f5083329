"""The formats in which a document may stand: plain text, Markdown with a header, and the JSON of the corpora."""

import json
import re
from dataclasses import dataclass
from typing import Any

from coopatlas.errors import DocumentError

_HEADED = re.compile(r"---[ \t]*\n(?P<head>.*?)(?:^(?P<closing>---)[ \t]*(?:\n|\Z)|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file says of itself, before anything is checked or detected."""

    text: str
    name: str | None = None
    lang: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None


def from_text(where: str, content: str) -> Draft:  # noqa: ARG001 - every format has this shape
    """Return the whole content as the text."""
    return Draft(content)


def from_json(where: str, content: str) -> Draft:
    """Return the document of the corpora's JSON form; gold facts are left aside."""
    try:
        data = json.loads(content)
    except json.JSONDecodeError as error:
        raise DocumentError(f"{where}:{error.lineno}", f"broken JSON ({error.msg})", "mend that line") from None
    except RecursionError:
        raise DocumentError(where, "JSON nested too deeply", 'give one object with the key "text"') from None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise DocumentError(where, "JSON without a text", 'give one object with the key "text"')
    return Draft(
        data["text"],
        name=_string(where, data, "id"),
        lang=_string(where, data, "lang"),
        title=_string(where, data, "title"),
        source=_string(where, data, "source"),
        published=_string(where, data, "published"),
    )


def _string(where: str, data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is None or isinstance(value, str):
        return value or None
    raise DocumentError(where, f'"{key}" is not a string', f'write "{key}" in quotation marks, or null')


def from_markdown(where: str, content: str) -> Draft:
    """Return the text below a header of `key: value` lines between two lines `---`, and what the header says.

    Read are `id`, `lang`, `title`, `published` (or `date`) and `source` (or `sources`, a list); other keys are free.
    """
    if not (parts := _HEADED.match(content)):
        return Draft(content)
    if parts["closing"] is None:
        raise DocumentError(f"{where}:1", "its header is not closed", "end the header with a line ---")
    keys = _header(where, parts["head"].splitlines())
    sources = keys.get("source", []) + keys.get("sources", [])
    return Draft(
        content[parts.end() :].lstrip("\n"),
        name=_one(keys, "id"),
        lang=_one(keys, "lang"),
        title=_one(keys, "title"),
        source="\n".join(sources) or None,
        published=_one(keys, "published") or _one(keys, "date"),
    )


def _header(where: str, lines: list[str]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    key = None
    for number, line in enumerate(lines, start=2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if named := re.match(r"([A-Za-z_][\w-]*):(?:\s+(.*))?$", line):
            key = named[1].lower()
            keys[key] = _listed(named[2] or "")
        elif key and (entry := re.match(r"\s*-\s+(.*)$", line)):
            keys[key].append(_bare(entry[1]))
        elif key and line[0] in " \t":
            continue
        else:
            raise DocumentError(f"{where}:{number}", "not a line of a header", "write it as key: value")
    return keys


def _listed(value: str) -> list[str]:
    if value.startswith("[") and value.endswith("]"):
        return [_bare(part) for part in value[1:-1].split(",") if part.strip()]
    return [_bare(value)] if _bare(value) else []


def _bare(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _one(keys: dict[str, list[str]], key: str) -> str | None:
    return " ".join(keys.get(key, [])) or None
