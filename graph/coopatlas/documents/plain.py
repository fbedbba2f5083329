"""Plain text, and Markdown with a header."""

import re
from collections.abc import Iterator

from coopatlas.documents import dates
from coopatlas.documents.draft import Content, Draft
from coopatlas.documents.encoding import decoded
from coopatlas.errors import DocumentError

_HEADED = re.compile(r"---[ \t]*\n(?P<head>.*?)(?:^(?P<closing>---)[ \t]*(?:\n|\Z)|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$")
_LONGEST_TITLE = 200
KEYS = ("id", "lang", "title", "published", "date", "source", "sources")
"""What the header of a document may say; other keys are free."""


def text(content: Content) -> Iterator[Draft]:
    """Yield the whole content as the text, below its header where it has one."""
    whole, notes = decoded(content.where, content.data, content.charset)
    strict = content.name.lower().endswith((".md", ".markdown"))
    try:
        draft = headed(content.where, whole)
    except DocumentError:
        if strict:
            raise
        draft = Draft(whole)
    title, day = top(draft.text)
    yield Draft(
        draft.text,
        name=draft.name,
        lang=draft.lang,
        title=draft.title or title,
        source=draft.source,
        published=draft.published or day or dates.in_name(content.name),
        notes=notes,
    )


def headed(where: str, content: str) -> Draft:
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


def top(text: str) -> tuple[str | None, str | None]:
    """Return the title and the day that stand above a text: a heading, a first line that is no sentence, a date."""
    lines = [line.strip() for line in text[:2000].split("\n")]
    filled = [line for line in lines if line]
    day = next((found for line in filled[:4] if len(line) < 60 and (found := dates.alone(line))), None)
    title = next((line for line in filled[:3] if not dates.alone(line)), "")
    if match := _HEADING.match(title):
        return match[1], day
    after = lines.index(title) + 1 if title else 0
    # A line about as long as the next may be the first of a paragraph that was broken to fit a page.
    below = lines[after] if after < len(lines) else title
    apart = not below or 2 * len(below) > 3 * len(title) or dates.alone(below)
    if len(filled) > 1 and apart and len(title) <= _LONGEST_TITLE and not re.search(r"[.!?…:;,][\"»”]*$", title):
        return title or None, day
    return None, day


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
