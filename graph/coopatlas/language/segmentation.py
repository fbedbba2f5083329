"""Text to sentences and words by rule, for languages without a parser. Independent of language."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from coopatlas.language.tokens import NO_HEAD, Sentence, Token

_WORD = re.compile(r"[\w\u0300-\u036f]+(?:[-‐‑’'&](?!s\b)[\w\u0300-\u036f]+)*|['’]s\b|\S")
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_NEXT = re.compile(r"[\s\"'“‘«„(\[—–-]*(\w)")
_LAST_WORD = re.compile(r"(\w+)$")
_MOST_LOOKED_AT = 40
_LONGEST = 2000
"""Code points up to which a text without full stops is one sentence; a longer one is cut at a blank."""

Ends = Callable[[str, "re.Match[str]"], bool]


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words and marks of a text stand, for languages without rules of their own."""
    yield from (match.span() for match in _WORD.finditer(text))


def spans(text: str, ends: Ends) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and paragraph of each sentence of `text`; a line break ends one, and a blank line no paragraph.

    `ends` tells whether a stop, with the marks that close after it, ends a sentence of its line.
    """
    paragraph, at = 0, 0
    for line in text.split("\n"):
        start = 0
        for match in _STOP.finditer(line):
            if ends(line, match):
                yield from _pieces(line, at, start, match.end(), paragraph)
                start = match.end()
        yield from _pieces(line, at, start, len(line), paragraph)
        paragraph += bool(line.strip())
        at += len(line) + 1


def split(
    text: str, abbreviations: Collection[str] = (), words: Callable[[str], Iterable[tuple[int, int]]] = words
) -> list[Sentence]:
    """Return the sentences of `text` with their words, untagged.

    `abbreviations` are folded words whose full stop ends no sentence when a name follows («Mr», «ж»); `words` yields
    where the words of a sentence stand.
    """
    found: list[Sentence] = []
    for start, end, paragraph in spans(text, partial(_ends, abbreviations)):
        own = text[start:end]
        tokens = [
            Token(i, own[a:b], start + a, start + b, own[a:b].casefold(), "", {}, NO_HEAD, "")
            for i, (a, b) in enumerate(words(own))
        ]
        found.append(Sentence(own, start, end, len(found), paragraph, tokens))
    return found


def _ends(abbreviations: Collection[str], line: str, match: "re.Match[str]") -> bool:
    following = _NEXT.match(line, match.end(), match.end() + _MOST_LOOKED_AT)
    if following is not None and following[1].islower():
        return False
    if match.group() != ".":
        return True
    before = _LAST_WORD.search(line[max(0, match.start() - _MOST_LOOKED_AT) : match.start()])
    word = before[1] if before else ""
    return not (len(word) == 1 and word.isupper()) and word.casefold() not in abbreviations


def _pieces(line: str, at: int, start: int, end: int, paragraph: int) -> Iterator[tuple[int, int, int]]:
    while start < end:
        cut = end
        if end - start > _LONGEST:
            blank = line.rfind(" ", start + 1, start + _LONGEST)
            cut = blank if blank > 0 else start + _LONGEST
        piece = line[start:cut]
        if piece.strip():
            yield at + start + len(piece) - len(piece.lstrip()), at + start + len(piece.rstrip()), paragraph
        start = cut
