"""Kazakh text to sentences and words by rule."""

import re
from collections.abc import Iterator

from coopatlas.language.kazakh import lexicon, tagging
from coopatlas.language.kazakh.morphology import readings
from coopatlas.language.tokens import NO_HEAD, Sentence, Token

_WORD = re.compile(
    r"\d+(?:[\u00a0\u202f ]\d{3})+(?:,\d+)?(?:%?-[а-яәіңғүұқөһ]{1,4}\b)?"
    r"|\d+(?:[.,]\d+)*(?:%?-[а-яәіңғүұқөһ]{1,4}\b)?"
    r"|[\w\u0300-\u036f]+(?:[-‐‑’'&][\w\u0300-\u036f]+)*|\S"
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_NEXT = re.compile(r"[\s\"'“‘«„(\[—–-]*(\w)")
_LAST_WORD = re.compile(r"(\w+)$")
_MOST_LOOKED_AT = 40
_LONGEST = 2000
"""Code points up to which a text without full stops is one sentence; a longer one is cut at a blank."""


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text with their words, untagged; a line break ends a sentence and a paragraph."""
    found: list[Sentence] = []
    paragraph, at = 0, 0
    for line in text.split("\n"):
        for start, end in _spans(line):
            found.append(_sentence(text, at + start, at + end, len(found), paragraph))
        paragraph += bool(line.strip())
        at += len(line) + 1
    return found


def _spans(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(line):
        if _ends_sentence(line, match):
            yield from _pieces(line, start, match.end())
            start = match.end()
    yield from _pieces(line, start, len(line))


def _pieces(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = line.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield from _trimmed(line, start, cut)
        start = cut
    yield from _trimmed(line, start, end)


def _ends_sentence(line: str, match: "re.Match[str]") -> bool:
    following = _NEXT.match(line, match.end(), match.end() + _MOST_LOOKED_AT)
    if following is not None and following[1].islower():
        return False
    if match.group() != ".":
        return True
    before = _LAST_WORD.search(line[max(0, match.start() - _MOST_LOOKED_AT) : match.start()])
    word = before[1] if before else ""
    return not (len(word) == 1 and word.isupper()) and word.casefold() not in lexicon.abbreviations()


def _trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = line[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _sentence(text: str, start: int, end: int, index: int, paragraph: int) -> Sentence:
    own = text[start:end]
    spans = [span for m in _WORD.finditer(own) for span in _parts(own, *m.span())]
    words = (
        Token(i, own[a:b], start + a, start + b, own[a:b].casefold(), "", {}, NO_HEAD, "")
        for i, (a, b) in enumerate(spans)
    )
    return Sentence(own, start, end, index, paragraph, list(words))


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of «Қостанай-Өскемен», two places, or the word whole: «Абу-Даби», «сауда-саттық»."""
    word = text[start:end]
    first, hyphen, last = word.partition("-")
    if not (hyphen and first[:1].isupper() and last[:1].isupper()) or word.casefold() in tagging.places():
        return [(start, end)]
    if first.casefold() not in tagging.places() or not any(
        r.lemma in tagging.places() for r in readings(last.casefold())
    ):
        return [(start, end)]
    at = start + len(first)
    return [(start, at), (at, at + 1), (at + 1, end)]
