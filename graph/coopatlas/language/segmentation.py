"""Text to sentences and words by rule, for languages without a parser. Independent of language."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from coopatlas.language.tokens import NO_HEAD, Sentence, Token

_WORD = re.compile(r"[\w\u0300-\u036f]+(?:[-‐‑’'&](?!s\b)[\w\u0300-\u036f]+)*|['’]s\b|\S")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_NEXT = re.compile(r"[\s\"'“‘«„(\[—–-]*(\w)")
_LAST_WORD = re.compile(r"(\w+)$")
_MOST_LOOKED_AT = 40
_LONGEST = 2000
"""Code points up to which a text without full stops is one sentence; a longer one is cut at a blank."""


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words and marks of a text stand, for languages without rules of their own."""
    yield from (match.span() for match in _WORD.finditer(text))


def split(
    text: str, abbreviations: Collection[str] = (), words: Callable[[str], Iterable[tuple[int, int]]] = words
) -> list[Sentence]:
    """Return the sentences of `text` with their words, untagged; a line break ends a sentence and a paragraph.

    `abbreviations` are folded words whose full stop ends no sentence when a name follows («Mr», «ж»); `words` yields
    where the words of a sentence stand.
    """
    found: list[Sentence] = []
    paragraph, at = 0, 0
    for line in text.split("\n"):
        for start, end in _spans(line, abbreviations):
            own = text[at + start : at + end]
            tokens = [
                Token(i, own[a:b], at + start + a, at + start + b, own[a:b].casefold(), "", {}, NO_HEAD, "")
                for i, (a, b) in enumerate(words(own))
            ]
            found.append(Sentence(own, at + start, at + end, len(found), paragraph, tokens))
        paragraph += bool(line.strip())
        at += len(line) + 1
    return found


def _spans(line: str, abbreviations: Collection[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(line):
        if _ends_sentence(line, match, abbreviations):
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


def _ends_sentence(line: str, match: "re.Match[str]", abbreviations: Collection[str]) -> bool:
    following = _NEXT.match(line, match.end(), match.end() + _MOST_LOOKED_AT)
    if following is not None and following[1].islower():
        return False
    if match.group() != ".":
        return True
    before = _LAST_WORD.search(line[max(0, match.start() - _MOST_LOOKED_AT) : match.start()])
    word = before[1] if before else ""
    return not (len(word) == 1 and word.isupper()) and word.casefold() not in abbreviations


def _trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = line[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
