"""The text layer of a PDF, without the running heads and numbers of its pages."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from coopatlas.documents import dates
from coopatlas.documents.draft import Content, Draft, faults, library
from coopatlas.errors import DocumentError

_NUMBER = re.compile(r"\W*(?:стр(?:аница|\.)?|page|бет)?\W*\d{1,4}\W*(?:из|of|/)?\W*\d{0,4}\W*", re.IGNORECASE)
_MOST_PAGES = 2000


def read(content: Content) -> Iterator[Draft]:
    """Yield the document of a PDF; raises `DocumentError` where it is locked, scanned or broken."""
    pypdf = library(content.where, "pypdf", "a PDF")
    library(content.where, "pypdf.errors", "a PDF")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with faults(content.where, "a PDF", pypdf.errors.PyPdfError):
        reader = pypdf.PdfReader(io.BytesIO(content.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(content.where, "a PDF that is locked by a password", "save it without one")
        pages = [_lines(page) for page in reader.pages[:_MOST_PAGES]]
        title = (reader.metadata or {}).get("/Title")
    text = "\n".join(line for page in _without_heads(pages) for line in page)
    if not text.strip():
        problem = f"scanned: {len(pages)} page{'s' * (len(pages) != 1)} of pictures without text"
        raise DocumentError(content.where, problem, "recognise its text first, for one with ocrmypdf")
    yield Draft(text, title=_title(title), published=_day(text) or dates.in_name(content.name))


def _lines(page: Any) -> list[str]:
    return [line.rstrip() for line in page.extract_text().split("\n")]


def _without_heads(pages: list[list[str]]) -> Iterator[list[str]]:
    """Yield the pages without their numbers and without first and last lines that most pages share."""
    edges = Counter(line for page in pages for line in {*_filled(page)[:1], *_filled(page)[-1:]})
    repeated = {line for line, count in edges.items() if len(pages) > 2 and count * 2 > len(pages)}
    for page in pages:
        filled = _filled(page)
        edge = {*filled[:1], *filled[-1:]}
        yield [line for line in page if line not in repeated and not (line in edge and _NUMBER.fullmatch(line))]


def _filled(page: list[str]) -> list[str]:
    return [line for line in page if line.strip()]


def _title(told: object) -> str | None:
    """Return the title in the description, unless it is the name that a program gave the file."""
    title = " ".join(str(told or "").split())
    return title if len(title) > 8 and " " in title and not re.search(r"\.\w{2,4}$|^Microsoft", title) else None


def _day(text: str) -> str | None:
    lines = (line.strip() for line in text[:1000].split("\n")[:5])
    return next((found for line in lines if line and len(line) < 60 and (found := dates.alone(line))), None)
