"""Files, folders and standard input → documents, one at a time; what cannot be read is an error of its own."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from coopatlas.documents import formats
from coopatlas.documents.encoding import decoded, well_formed
from coopatlas.documents.html import from_html
from coopatlas.documents.language import detected
from coopatlas.errors import DocumentError
from coopatlas.model import LANGUAGES, Document

__all__ = ["LARGEST", "count", "detected", "read"]

LARGEST = 200_000_000
"""The largest file that is read, in bytes."""

FORMATS: dict[str, Callable[[str, str], formats.Draft]] = {
    ".txt": formats.from_text,
    ".md": formats.from_markdown,
    ".markdown": formats.from_markdown,
    ".json": formats.from_json,
    ".html": from_html,
    ".htm": from_html,
}
"""The format that a suffix means; a file with none of these is plain text, and read only when it is named itself."""


def read(paths: Iterable[str], lang: str | None = None) -> Iterator[Document | DocumentError]:
    """Yield the documents of files, folders (sorted, hidden files left out) and `-` (standard input), in that order.

    `lang` overrides what a document says of its language and what is detected. What cannot be read is yielded as an
    error, so that the rest of a batch goes on.
    """
    for found in _found(paths):
        yield found if isinstance(found, DocumentError) else _outcome(*found, lang)


def count(paths: Iterable[str]) -> int:
    """Return how many documents and errors `read` would yield now."""
    return sum(1 for _ in _found(paths))


def _found(paths: Iterable[str]) -> Iterator[tuple[str, str] | DocumentError]:
    """Yield the path of each file, with what to do should it be missing."""
    for path in paths:
        if path != "-" and Path(path).is_dir():
            yield from _listed(path)
        else:
            yield path, "check the path"


def _listed(folder: str) -> Iterator[tuple[str, str] | DocumentError]:
    found = False
    unlisted: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=unlisted.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            # os.path keeps the path as it was given, «./» included.
            path = os.path.join(place, name)  # noqa: PTH118
            if not name.startswith(".") and Path(name).suffix.lower() in FORMATS and not _is_special(path):
                found = True
                yield path, "it vanished after its folder was listed: run again"
    for error in unlisted:
        yield DocumentError(str(error.filename), "the folder cannot be listed", "check its permissions")
    if not found and not unlisted:
        yield DocumentError(folder, "the folder holds no documents", f"put {', '.join(FORMATS)} files there")


def _is_special(path: str) -> bool:
    """Tell a pipe, a socket or a device, from which nothing may ever come, from a file or a link to nowhere."""
    return Path(path).exists() and not Path(path).is_file()


def _outcome(path: str, if_missing: str, lang: str | None) -> Document | DocumentError:
    where = os.fsencode(path).decode("utf-8", "replace")
    try:
        content = decoded(where, _bytes(path))
        return _checked(where, _format(path, content)(where, content), lang)
    except FileNotFoundError:
        return DocumentError(where, "there is no such file", if_missing)
    except PermissionError:
        return DocumentError(where, "the file may not be read", "check its permissions")
    except OSError as error:
        return DocumentError(where, error.strerror or "the file cannot be read", "check the path")
    except DocumentError as error:
        return error


def _bytes(path: str) -> bytes:
    if path == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise DocumentError(path, f"larger than {LARGEST // 1_000_000} MB", "split it into several documents")
    return data


def _format(path: str, content: str) -> Callable[[str, str], formats.Draft]:
    if path != "-":
        return FORMATS.get(Path(path).suffix.lower(), formats.from_text)
    first = content.lstrip()[:1]
    return {"{": formats.from_json, "<": from_html}.get(first, formats.from_markdown)


def _checked(where: str, draft: formats.Draft, lang: str | None) -> Document:
    text = well_formed(re.sub(r"\r\n?", "\n", draft.text))
    if not text.strip():
        raise DocumentError(where, "the document has no text", "give one with text")
    spoken = lang or draft.lang or detected(text)
    if spoken not in LANGUAGES:
        problem = f"its language «{spoken}» is not read" if spoken else "its language cannot be told from the text"
        raise DocumentError(where, problem, f"name it: --lang {'|'.join(LANGUAGES)}")
    if draft.published and not _is_date(draft.published):
        raise DocumentError(where, f"«{draft.published}» is no date", "write it as 2018, 2018-03 or 2018-03-09")
    described = (well_formed(value) if value else None for value in (draft.title, draft.source, draft.published))
    return Document(well_formed(draft.name or where), text, spoken, *described)


def _is_date(text: str) -> bool:
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text, re.ASCII)
    try:
        return match is not None and bool(date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False
