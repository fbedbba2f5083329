"""Bytes → text: by their mark, as UTF-8, as declared, or in the encoding in which the letters are likeliest."""

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise

from coopatlas.errors import DocumentError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso-8859-5", "kz1048")
_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіғқңөұүәһ")
_FREQUENT = frozenset("оеаинтсрв")
"""Nine letters that make up some six tenths of any Russian text; read in a wrong encoding they come to a fifth."""
_SAMPLE = 20_000
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)


def decoded(where: str, data: bytes, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, its lines ended by a line feed alone, and what is to be said of its encoding.

    `charset` is what was said beside the data, as in the header of an answer. Raises `DocumentError`.
    """
    text, notes = _text(where, data, charset)
    text = re.sub(r"\r\n?", "\n", text)
    if not text.strip():
        raise DocumentError(where, "the file is empty", "give a file with text")
    return well_formed(text), notes


def well_formed(text: str) -> str:
    """Return `text` with U+FFFD for each lone surrogate, which no file and no store can hold."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _text(where: str, data: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(where, data[len(mark) :], encoding), ()
    if b"\0" in data:
        return _wide(where, data), ()
    if data.isascii():
        return data.decode("ascii"), ()
    declared = charset or _declared(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(where, data, declared, error)
    twice = _once_less(text)
    if twice is not None:
        return twice, ("saved twice over as UTF-8, which was undone",)
    return text, _contradicted(declared, "utf-8")


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:2048])
    return match[1].decode("ascii") if match else None


def _contradicted(declared: str | None, found: str) -> tuple[str, ...]:
    try:
        same = declared is None or codecs.lookup(declared).name == codecs.lookup(found).name
    except LookupError:
        same = False
    return () if same else (f"declared as {declared}, read as {found}",)


def _other(where: str, data: bytes, declared: str | None, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    found = _likeliest(data)
    if found is not None:
        return data.decode(found), _contradicted(declared, found)
    # One byte cut in half by a program that counts bytes spoils no document.
    lenient = data.decode("utf-8", "replace")
    if len(re.findall("\ufffd+", lenient)) * 100 < len(lenient) and not lenient.isascii():
        return lenient, (f"broken bytes in UTF-8, the first at byte {error.start}, stand as \ufffd",)
    ascii_only = sum(byte < 0x80 for byte in data) * 50 > len(data) * 49
    if ascii_only and (encoding := _western(data, declared)):
        return data.decode(encoding), ()
    raise DocumentError(where, "its encoding cannot be told", "save it as text in UTF-8")


def _western(data: bytes, declared: str | None) -> str | None:
    """Return the encoding of an English text, whose only other signs are quotation marks and dashes."""
    for encoding in (declared, "cp1252"):
        try:
            if encoding and not re.search(r"[^\W\d_\x00-\x7f]{2}", data.decode(encoding)):
                return encoding
        except (LookupError, UnicodeDecodeError):
            continue
    return None


def _likeliest(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    scored = [(_score(text), -number, encoding) for number, (encoding, text) in enumerate(_candidates(sample))]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= 0.4 and _decodes(data, best[2]) else None


def _candidates(sample: bytes) -> Iterator[tuple[str, str]]:
    for encoding in _CYRILLIC:
        yield encoding, sample.decode(encoding, "replace")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _score(text: str) -> float:
    """Return how much like Russian or Kazakh prose a text is: the frequent small letters among all its odd signs."""
    odd = [sign for sign in text if sign >= "\x80" and sign not in "«»—–№„“”…’‘\xa0"]
    if not odd:
        return 0.0
    wrong = sum(sign.casefold() not in _LETTERS for sign in odd)
    # A capital after a small letter, and a Latin letter beside a Cyrillic one, stand in no word.
    broken = sum(
        (first.islower() and second.isupper()) or (first.isascii() and first.isalpha() and second > "\x7f")
        for first, second in pairwise(text)
        if second in odd[:1] or second.isalpha()
    )
    frequent = sum(sign in _FREQUENT for sign in odd)
    few = 1.5 if len(odd) < 20 else 1.0
    return few * (frequent - 2 * wrong - 2 * broken) / len(odd)


def _once_less(text: str) -> str | None:
    """Return the text that was saved as UTF-8, read in another encoding and saved again; None for any other."""
    sample = text[:_SAMPLE]
    odd = len(sample) - len(sample.encode("ascii", "ignore"))
    for encoding, lead in (("cp1252", "ÐÑÒÓ"), ("latin-1", "ÐÑÒÓ"), ("cp1251", "РСТУ")):
        if sum(map(sample.count, lead)) * 3 < odd:
            continue
        try:
            undone = b"".join(_byte(sign, encoding) for sign in text).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if _score(undone[:_SAMPLE]) > 0.3:
            return undone
    return None


def _byte(sign: str, encoding: str) -> bytes:
    # Programs let a byte that Windows-1252 leaves open pass as it is.
    return sign.encode("latin-1" if "\x80" <= sign < "\xa0" else encoding)


def _wide(where: str, data: bytes) -> str:
    """Return UTF-16 without its mark; other data with zero bytes is no text."""
    even, odd = data[:2000:2].count(0), data[1:2000:2].count(0)
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _score(text[:_SAMPLE]) > 0.4 or (odd if encoding.endswith("le") else even) * 3 > len(data[:2000]):
            return text
    raise DocumentError(where, "a binary file, not text", "save it as .txt, .md, .html or .json in UTF-8")


def _strictly(where: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"its mark says {encoding.upper()}, which byte {error.start} is not"
        raise DocumentError(where, problem, "save it as text in UTF-8") from None
