"""Lines that were broken to fit a page: the break is a blank, and a word that runs over it is one word.

A line break stands in a sentence when the line before had no room for the word after, or when the line cannot end and
the next cannot begin a sentence. A heading, a list, a verse, an address have lines that end where they please.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coopatlas.language import page_lexicon
from coopatlas.language.edits import Edit

_BREAK = re.compile(r"\n[ \t]*(\S)")
_CUT = re.compile(r"(?:[-‐,]|\s\w{1,8}|\s[^\W\d_]{1,5}\.)\Z")
"""How a line ends that may go on in a line with a capital letter."""
_HYPHEN = re.compile(r"(?P<left>[^\W\d_]+)[-‐\u00ad]$")
_HYPHENATED = re.compile(r"[^\W\d_][-‐\u00ad][ \t]*\n")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_ENDED = re.compile(r"[.!?…:;][\"»”)\]]*$")
_ITEM = re.compile(r"(?:[-–—*•▪●+]|\d{1,2}[.)]|[a-zа-я][).])\s|[|#>]")
"""How an item of a list, a row, or a line with the place of a letter («г. Барнаул») begins."""
_FIRST = re.compile(r"[\s\"«“„(]*(\S+)")
_TAIL = 40
"""Code points at the end of a line that are looked at."""
_SHORTEST = 25
"""Code points of a line that is broken although its width tells nothing; shorter ones are headings, cells, verses."""
_WIDEST = 130
"""Code points of the widest line that a page, a mail or a terminal is broken at; longer ones are whole paragraphs."""
_SLACK = 0.85
"""How much of the width a line fills at least before a break: letters of a printed page differ in width."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def edits(text: str) -> Iterator[Edit]:
    """Yield what joins broken lines and broken words of a text, in order."""
    if not _may_be_broken(text):
        return
    blocks = list(_blocks(text))
    written = Counter(_COMPOUND.findall(text)) if _HYPHENATED.search(text) else Counter()
    wrapped = _is_wrapped(blocks)
    for block in blocks:
        width = max(len(line.text) for line in block)
        for line, following in pairwise(block):
            if _continues(line, following, width, wrapped):
                yield _joined(written, line, following)


def _may_be_broken(text: str) -> bool:
    """Whether any line may go on in the next one: a quick look, for most texts have none."""
    return any(
        match[1].islower() or _CUT.search(text[max(0, match.start() - _TAIL) : match.start()].rstrip())
        for match in _BREAK.finditer(text)
    )


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Yield the lines that stand together, those of two or more."""
    block: list[_Line] = []
    at = 0
    for whole in text.split("\n"):
        bare = whole.strip(" \t\xa0")
        if bare:
            start = at + len(whole) - len(whole.lstrip(" \t\xa0"))
            block.append(_Line(start, start + len(bare), bare))
        if not bare and block:
            yield block
            block = []
        at += len(whole) + 1
    yield block or [_Line(at, at, "")]


def _is_wrapped(blocks: Sequence[list[_Line]]) -> bool:
    """Whether the text as a whole is broken at some width: most lines before a small letter fill it.

    One such line will do where every line that ends no sentence is full.
    """
    breaks, plain, filled, unfilled = 0, 0, 0, 0
    for block in blocks:
        width = max(len(line.text) for line in block)
        for line, following in pairwise(block):
            full = width <= _WIDEST and _fills(line, following, width)
            within = _within(line, following)
            breaks += 1
            plain += within
            filled += within and full
            unfilled += not full and not _ends(line)
    if plain >= 2 and filled * 4 >= plain * 3 and plain * 5 >= breaks:
        return True
    return plain > 0 and not unfilled


def _ends(line: _Line) -> bool:
    """Whether a sentence, an item or an introduction ends with a line."""
    return _ENDED.search(line.text[-_TAIL:]) is not None


def _within(line: _Line, following: _Line) -> bool:
    """Whether a break stands in a sentence for sure: no end before it, a small letter after it."""
    return not _ends(line) and following.text[0].islower() and not _ITEM.match(following.text)


def _fills(line: _Line, following: _Line, width: int) -> bool:
    word = _FIRST.match(following.text)
    return len(line.text) + 1 + len(word[1] if word else following.text) > width * _SLACK


def _continues(line: _Line, following: _Line, width: int, wrapped: bool) -> bool:
    if _ITEM.match(following.text) and not (wrapped and following.text[0] in "—–-" and not _ends(line)):
        return False
    if wrapped and width <= _WIDEST and len(line.text) >= _SHORTEST and _fills(line, following, width):
        return True
    if _HYPHEN.search(line.text[-_TAIL:]):
        return following.text[0].isalpha()
    if _ends(line) and not _cannot_end(line):
        return False
    if following.text[0].islower():
        return len(line.text) >= _SHORTEST or _fills(line, following, width)
    comma = line.text[-1] == "," and width >= 2 * _SHORTEST and _fills(line, following, width)
    return len(line.text) >= _SHORTEST and (comma or _cannot_end(line))


def _cannot_end(line: _Line) -> bool:
    last = line.text.rpartition(" ")[2].casefold().replace("ё", "е")
    # «в», but no «В.», which may be a name.
    return last in page_lexicon.words("joins") and line.text[-len(last)].islower()


def _joined(written: Counter[str], line: _Line, following: _Line) -> Edit:
    match = _HYPHEN.search(line.text[-_TAIL:])
    if match is None:
        return Edit(line.end, following.start, " ")
    right = re.match(r"[^\W\d_]+", following.text)
    broken = right is not None and _is_one_word(written, match["left"], right.group())
    return Edit(line.end - broken, following.start, "")


def _is_one_word(written: Counter[str], left: str, right: str) -> bool:
    """Whether the hyphen at the end of a line only breaks a word, and is no part of it."""
    if right[0].isupper() and not left.isupper():
        return False
    if written[left + right] != written[f"{left}-{right}"]:
        return written[left + right] > written[f"{left}-{right}"]
    first, second = left.casefold().replace("ё", "е"), right.casefold().replace("ё", "е")
    listed = first in page_lexicon.words("hyphenated"), second in page_lexicon.words("hyphenated_ends")
    if not "а" <= second[0] <= "ӿ":
        return not all(listed)
    if listed[0] and len(first) > 3 and _are_known(second):
        return False
    if _are_known(first + second):
        return True
    return not any(listed) and not (min(len(first), len(second)) > 3 and _are_known(first, second))


def _are_known(*words: str) -> bool:
    from coopatlas.language.russian.morphology import is_known

    return all(map(is_known, words))
