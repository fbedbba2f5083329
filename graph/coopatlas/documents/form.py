"""Which form a file has: by its content, and by its suffix only where contents are alike."""

import gzip
import io
import re
import zipfile
import zlib
from pathlib import PurePath

from coopatlas.documents import feed, mail, office, page, pdf, plain, records, tables
from coopatlas.documents.draft import Content, Reader
from coopatlas.documents.encoding import decoded
from coopatlas.errors import DocumentError, LeftOutError

FORMS = "txt, md, html, mhtml, pdf, docx, odt, rtf, eml, RSS, Atom, csv, tsv, xlsx, xls, ods, json, jsonl, zip"
"""What is read, for people."""

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"\0\0\1\0")
_SOUNDS = (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3")
_PROGRAMS = (b"\x7fELF", b"MZ", b"\xca\xfe\xba\xbe", b"SQLite format 3")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_NO_DOCUMENTS = frozenset(
    [
        ".py",
        ".pyc",
        ".js",
        ".css",
        ".ts",
        ".java",
        ".c",
        ".h",
        ".cpp",
        ".go",
        ".rs",
        ".sh",
        ".bat",
        ".ps1",
        ".ini",
        ".cfg",
        ".conf",
        ".toml",
        ".yaml",
        ".yml",
        ".log",
        ".lock",
        ".map",
        ".sql",
        ".rq",
        ".ttl",
        ".nq",
        ".nt",
        ".trig",
        ".gpg",
        ".asc",
        ".sig",
        ".tmp",
        ".bak",
        ".part",
        ".crdownload",
        ".url",
        ".lnk",
        ".ics",
        ".vcf",
        ".svg",
        ".ttf",
        ".woff",
        ".woff2",
    ]
)
"""Suffixes of texts that are no documents: programs, settings, data of other programs."""
_PAGE = re.compile(
    r"<!doctype\s+html|<html[\s>]|<(?:body|head|article|main|div|p|title|table|section|h1)\b[^>]*>", re.IGNORECASE
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_HEADER = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_MAIL = re.compile(
    r"^(?:From|To|Date|Subject|Message-ID|MIME-Version|Received|Return-Path|Delivered-To):",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 4096
LARGEST = 200_000_000
"""Bytes of the largest file that is read, packed or unpacked."""


def reader(content: Content) -> tuple[Reader, Content]:
    """Return what reads a content, and the content, unpacked where it was packed; raises `DocumentError`."""
    data = content.data
    if data.startswith(b"\x1f\x8b"):
        return reader(_unpacked(content))
    if data.startswith(b"PK\x03\x04"):
        return _zipped(content), content
    if b"%PDF-" in data[:1024]:
        return pdf.read, content
    if data.startswith(b"{\\rtf"):
        return office.rtf, content
    if data.startswith(_OLD_OFFICE):
        return _old(content), content
    _refuse(content)
    if PurePath(content.name).suffix.lower() in _NO_DOCUMENTS:
        raise LeftOutError(content.where, "a program, settings or data, no document", "save it as .txt if it is one")
    return _written(content, decoded(content.where, data, content.charset)[0]), content


def _refuse(content: Content) -> None:
    data = content.data
    kinds = ((_PICTURES, "a picture"), (_SOUNDS, "sound or film"), (_PROGRAMS, "a program or a database"))
    for marks, kind in (*kinds, (_PACKED, "an archive other than zip")):
        if data.startswith(marks) or (kind == "sound or film" and data[4:8] == b"ftyp"):
            raise LeftOutError(content.where, f"{kind}, no text", "give the text")
    if data.startswith(b"RIFF"):
        raise LeftOutError(content.where, "a picture, sound or film, no text", "give the text")


def _written(content: Content, text: str) -> Reader:
    """Return what reads a text, whatever it is called."""
    suffix = PurePath(content.name).suffix.lower()
    head = text.lstrip("\ufeff \t\n")[:_HEAD]
    if head.startswith("<"):
        return _marked_up(content, head)
    if suffix in (".json", ".jsonl", ".ndjson") or (head.startswith("{") and re.match(r"\{\s*\"", head)):
        return records.read
    if _is_mail(head):
        is_page = (
            re.search(r"^content-type:\s*multipart/related", head, re.IGNORECASE | re.MULTILINE)
            and "text/html" in text[:20_000]
        )
        return mail.saved_page if is_page and not re.search(r"^To:", head, re.MULTILINE) else mail.read
    if suffix in (".csv", ".tsv", ".tab") or (suffix not in (".md", ".markdown") and tables.delimiter(text)):
        return tables.separated
    if suffix in (".html", ".htm", ".xhtml", ".php", ".aspx") or (suffix == "" and _PAGE.search(head[:500])):
        return page.read
    return plain.text


def _marked_up(content: Content, head: str) -> Reader:
    if _FEED.search(head) and not re.match(r"(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)", head, re.IGNORECASE):
        return feed.read
    if PurePath(content.name).suffix.lower() in (".md", ".markdown") and not re.match(
        "<!doctype|<html", head, re.IGNORECASE
    ):
        return plain.text
    if _PAGE.search(head) or not head.startswith("<?xml"):
        return page.read
    raise LeftOutError(content.where, "XML that is neither a page nor a feed", "save its text as .txt or .html")


def _is_mail(head: str) -> bool:
    match = _HEADER.match(head if "\n\n" in head else f"{head}\n\n")
    return match is not None and len(set(map(str.lower, _MAIL.findall(match.group())))) >= 2


def _zipped(content: Content) -> Reader:
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, RuntimeError) as error:
        raise DocumentError(content.where, f"a broken archive or document ({error})", "save it anew") from None
    if "word/document.xml" in names:
        return office.docx
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or b"spreadsheet" in kind:
        return tables.workbook
    if b"opendocument.text" in kind:
        return office.odt
    if any(name.startswith("ppt/") for name in names) or b"presentation" in kind or b"epub" in kind:
        raise LeftOutError(
            content.where, "slides or a book, which are not read", "save its text as .docx, .pdf or .txt"
        )
    from coopatlas.documents import archive as archives

    return archives.read


def _old(content: Content) -> Reader:
    if "Workbook".encode("utf-16-le") in content.data:
        return tables.workbook
    raise DocumentError(content.where, "a text of Word before 2007", "save it as .docx")


def _unpacked(content: Content) -> Content:
    try:
        with gzip.open(io.BytesIO(content.data)) as packed:
            data = packed.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DocumentError(content.where, f"broken as gzip ({error})", "pack it anew") from None
    if len(data) > LARGEST or data.startswith(b"\x1f\x8b"):
        raise DocumentError(content.where, "unpacks to more than 200 MB or to an archive again", "unpack it yourself")
    name = content.name.removesuffix(".gz")
    return Content(content.where, data, name, content.charset, content.address, content.columns)
