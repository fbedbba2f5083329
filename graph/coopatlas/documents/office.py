"""Texts of word processors: DOCX and ODT by their XML, RTF by striprtf."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from coopatlas.documents import dates, plain
from coopatlas.documents.draft import Content, Draft, faults, library
from coopatlas.errors import DocumentError

LARGEST_PART = 100_000_000
"""Bytes of the largest part that is unpacked."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _COMPATIBLE}
_UNSEEN |= {f"{_T}tracked-changes", f"{_T}note", "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"}
_UNSEEN |= {"{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}frame"}
_INSTEAD = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}
_INSTEAD |= {f"{_T}tab": "\t", f"{_T}line-break": "\n", f"{_T}s": " "}
_PARAGRAPHS = {f"{_W}p", f"{_T}p", f"{_T}h"}


def docx(content: Content) -> Iterator[Draft]:
    """Yield the document of a DOCX: its paragraphs and cells, without what was deleted in it."""
    yield _packed(content, "word/document.xml", "docProps/core.xml", "a DOCX")


def odt(content: Content) -> Iterator[Draft]:
    """Yield the document of an ODT."""
    yield _packed(content, "content.xml", "meta.xml", "an ODT")


def rtf(content: Content) -> Iterator[Draft]:
    """Yield the document of an RTF."""
    striprtf = library(content.where, "striprtf.striprtf", "RTF")
    with faults(content.where, "RTF"):
        text = str(striprtf.rtf_to_text(content.data.decode("cp1252", "replace"), errors="replace"))
    yield _described(content, text.replace("\r\n", "\n"), None)


def part(where: str, archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a member of an archive; raises `DocumentError` where it is larger than may be."""
    with archive.open(name) as member:
        data = member.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise DocumentError(f"{where}/{name}", "unpacks to more than 100 MB", "split it into several documents")
    return data


def _packed(content: Content, body: str, description: str, form: str) -> Draft:
    with faults(content.where, form), zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        try:
            tree = ET.fromstring(part(content.where, archive, body))  # noqa: S314 - expat bounds what entities grow to
            title = (
                _told_title(part(content.where, archive, description)) if description in archive.namelist() else None
            )
        except (zlib.error, zipfile.BadZipFile, KeyError, EOFError, ET.ParseError) as error:
            raise DocumentError(content.where, f"broken as {form} ({error})", "open it and save it anew") from error
    return _described(content, "\n".join(_paragraphs(tree)), title)


def _told_title(data: bytes) -> str | None:
    found = ET.fromstring(data).find(f".//{_DC}title")  # noqa: S314 - see above
    return " ".join((found.text or "").split()) or None if found is not None else None


def _described(content: Content, text: str, title: str | None) -> Draft:
    above, day = plain.top(text)
    return Draft(text, title=title or above, published=day or dates.in_name(content.name))


def _paragraphs(tree: ET.Element) -> Iterator[str]:
    """Yield the paragraphs in order; one that stands within another, as in a text box, comes by itself."""
    words: list[str] = []
    stack: list[tuple[ET.Element, bool]] = [(tree, False)]
    while stack:
        element, left = stack.pop()
        paragraph = element.tag in _PARAGRAPHS
        if left:
            if paragraph:
                yield from _line(words)
            words.append(element.tail or "" if element.tag.startswith(_T) or "opendocument" in element.tag else "")
            continue
        if element.tag in _UNSEEN:
            words.append(element.tail or "" if "opendocument" in element.tag else "")
            continue
        if paragraph:
            yield from _line(words)
        if element.tag in _INSTEAD:
            words.append(_INSTEAD[element.tag])
        elif element.tag == f"{_W}t" or "opendocument" in element.tag:
            words.append(element.text or "")
        stack.append((element, True))
        stack += [(child, False) for child in reversed(element)]
    yield from _line(words)


def _line(words: list[str]) -> Iterator[str]:
    text = "".join(words).strip()
    words.clear()
    if text:
        yield text
