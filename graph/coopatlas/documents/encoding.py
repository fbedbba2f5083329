"""Bytes → text: UTF-8, UTF-16 by its mark, Windows-1251 where the letters bear it out; binary data is refused."""

import codecs
import re

from coopatlas.errors import DocumentError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf")
_SLAVIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў")
_FREQUENT = frozenset("оеаинтсрв")
"""Nine letters that make up some six tenths of any Russian text; read in a wrong encoding they come to a fifth."""


def decoded(where: str, data: bytes) -> str:
    """Return the text of a file, its lines ended by a line feed alone; raises `DocumentError`."""
    text = re.sub(r"\r\n?", "\n", _text(where, data))
    if not text.strip():
        raise DocumentError(where, "the file is empty", "give a file with text")
    return well_formed(text)


def well_formed(text: str) -> str:
    """Return `text` with U+FFFD for each lone surrogate, which no file and no store can hold."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _text(where: str, data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(where, data[len(mark) :], encoding)
    if data.startswith(_BINARY) or b"\0" in data:
        raise DocumentError(where, "a binary file, not text", "save it as .txt, .md, .html or .json in UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1251", "replace")
    if not _is_windows_1251(text):
        raise DocumentError(where, "neither UTF-8 nor Windows-1251", "save it as text in UTF-8")
    return text


def _strictly(where: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"its mark says {encoding.upper()}, which byte {error.start} is not"
        raise DocumentError(where, problem, "save it as text in UTF-8") from None


def _is_windows_1251(text: str) -> bool:
    letters = [letter for letter in text.casefold() if letter.isalpha()]
    cyrillic = [letter for letter in letters if not letter.isascii()]
    if not _SLAVIC.issuperset(cyrillic) or "\ufffd" in text:
        return False
    # «cafй» is Latin-1, and a curly quotation mark alone says nothing against it.
    mixed = re.findall(r"[A-Za-z][а-яё]|[а-яё][A-Za-z]", text)
    if len(mixed) * 20 > len(cyrillic):
        return False
    frequent = sum(letter in _FREQUENT for letter in cyrillic)
    return len(cyrillic) < 20 or frequent * 20 > len(cyrillic) * 9
