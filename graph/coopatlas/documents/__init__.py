"""Files, folders, feeds, addresses and standard input → documents; what cannot be read is an error of its own."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from coopatlas.documents import dates, feed, form, places
from coopatlas.documents.draft import Content, Draft
from coopatlas.documents.encoding import well_formed
from coopatlas.documents.language import agreed, detected
from coopatlas.documents.limits import Limits
from coopatlas.documents.places import Place
from coopatlas.errors import DocumentError, LeftOutError
from coopatlas.model import Document

__all__ = ["LARGEST", "Given", "Limits", "Place", "count", "detected", "fingerprint", "opened", "read"]

LARGEST = form.LARGEST
"""The largest file that is read, in bytes."""

_LIBRARIES = ("feedparser", "lxml", "pypdf", "python-calamine", "striprtf", "trafilatura")
"""What takes a text out of the bytes of a form, where it is installed."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says of documents; it counts more than what they say of themselves or what is detected.

    `follow` says to read the page that an item of a feed links to; `limits` bounds what is fetched.
    """

    lang: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    follow: bool = False
    limits: Limits = field(default_factory=Limits)


def read(
    paths: Iterable[str], lang: str | None = None, given: Given | None = None
) -> Iterator[Document | DocumentError]:
    """Yield the documents of files, folders (sorted, hidden files left out), addresses and `-` (standard input).

    `lang`, or `given`, overrides what a document says of itself and what is detected. What cannot be read is yielded
    as an error, so that the rest of a batch goes on; what is no document at all, as `LeftOutError`.
    """
    known = given or Given(lang)
    for place in places.found(paths):
        yield from (place,) if isinstance(place, DocumentError) else opened(place, known)


def sound(found: Iterable[Document | DocumentError], failed: list[DocumentError]) -> Iterator[Document]:
    """Yield the documents of what was read; the errors are put into `failed`."""
    for one in found:
        if isinstance(one, DocumentError):
            failed.append(one)
        else:
            yield one


def count(paths: Iterable[str]) -> int:
    """Return how many files, addresses and errors `read` would meet now."""
    return sum(1 for _ in places.found(paths))


@cache
def fingerprint() -> str:
    """Return what identifies the way from bytes to documents: this code, and the libraries that it uses."""
    modules = sorted(one.name for one in files("coopatlas.documents").iterdir() if one.name.endswith(".py"))
    digest = sha256(b"".join(files("coopatlas.documents").joinpath(one).read_bytes() for one in modules))
    for name in _LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            digest.update(f"{name} {metadata.version(name)}\n".encode())
    return digest.hexdigest()[:16]


def opened(place: Place, given: Given, states: dict[str, str] | None = None) -> Iterator[Document | DocumentError]:
    """Yield the documents of one place.

    `states` holds by address what a server said last time: one that did not change gives nothing; the new state is put
    there.
    """
    where = os.fsencode(place.path).decode("utf-8", "replace")
    if_missing = "it vanished after its folder was listed: run again" if place.listed else "check the path"
    try:
        content = _content(place, where, given, states if states is not None else {})
        if content is None:
            return
        read, content = form.reader(content)
        for found in read(content):
            if isinstance(found, Draft) and given.follow and read is feed.read and found.source:
                yield from _followed(found, given, states if states is not None else {})
            else:
                yield found if isinstance(found, DocumentError) else _outcome(where, place, found, given)
    except FileNotFoundError:
        yield DocumentError(where, "there is no such file", if_missing)
    except PermissionError:
        yield DocumentError(where, "the file may not be read", "check its permissions")
    except OSError as error:
        yield DocumentError(where, error.strerror or "the file cannot be read", "check the path")
    except LeftOutError as error:
        # What was named itself is missed; what only lay in a folder is not.
        yield error if place.listed else DocumentError(error.where, error.problem, error.remedy)
    except DocumentError as error:
        yield error


def _followed(item: Draft, given: Given, states: dict[str, str]) -> Iterator[Document | DocumentError]:
    """Yield the page that an item of a feed links to; its title and day are those of the item where it has any."""
    link = Place(item.source or "")
    described = replace(
        given,
        title=given.title or item.title,
        published=given.published or item.published,
        source=given.source or item.source,
        follow=False,
    )
    for found in opened(link, described, states):
        yield found if isinstance(found, DocumentError) else replace(found, name=item.name or found.name)


def _content(place: Place, where: str, given: Given, states: dict[str, str]) -> Content | None:
    if place.is_address:
        from coopatlas.documents import web

        answer = web.fetch(place.path, states.get(place.path, ""), given.limits)
        if answer.unchanged:
            return None
        states[place.path] = answer.state
        return Content(where, answer.data, answer.name, answer.charset, answer.address, given.columns)
    if place.path == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with Path(place.path).open("rb") as file:
            data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise DocumentError(where, f"larger than {LARGEST // 1_000_000} MB", "split it into several documents")
    return Content(where, data, "" if place.path == "-" else Path(place.path).name, columns=given.columns)


def _outcome(where: str, place: Place, draft: Draft, given: Given) -> Document | DocumentError:
    try:
        return _checked(where, place, draft, given)
    except DocumentError as error:
        return error


def _checked(where: str, place: Place, draft: Draft, given: Given) -> Document:
    part = f"{where}#{draft.part}" if draft.part else where
    text = well_formed(re.sub(r"\r\n?", "\n", draft.text))
    if not text.strip():
        raise DocumentError(part, "the document has no text", "give one with text")
    spoken, notes = (given.lang, ()) if given.lang else agreed(part, draft.lang, text)
    published, doubt = _dated(given.published or draft.published)
    title, source = given.title or draft.title, given.source or draft.source
    location = place.location
    return Document(
        well_formed(draft.name or part),
        text,
        spoken,
        well_formed(" ".join(title.split())) or None if title else None,
        well_formed(source) if source else None,
        published,
        location=f"{location}#{draft.part}" if location and draft.part else location,
        notes=(*draft.notes, *notes, *doubt),
    )


def _dated(told: str | None) -> tuple[str | None, tuple[str, ...]]:
    if not told:
        return None, ()
    found = dates.understood(told)
    shown = " ".join(told.split())[:60]
    return found, () if found else (f"«{shown}» is no date of publication, and was left out",)
