"""Patterns over sentences in which everything that has a name is one symbol. Independent of language.

«Kazakhstan's ambassador to Moldova, Aidarbekov» becomes «T's ambassador to T, P», and a rule is a regular expression
over that: `{a:T}'s ambassador to {b:T}, {p:P}`. The letters are those of `Mark`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from coopatlas.gazetteer import Entry
from coopatlas.language.tokens import Sentence
from coopatlas.reading.figures import figures

_FIRST, _LAST = 0xF0000, 0xFFFFD
_LETTERS = {letter: chr(0xE000 + i) for i, letter in enumerate("PTAGUOLNDMQX")}
_PLACEHOLDER = re.compile(r"\{(?:(?P<name>[a-z]\w*):)?(?P<letters>[A-Z]+)(?P<list>\+)?\}")
_SYMBOL = re.compile(r"[\uE000-\uE0FF]([\U000F0000-\U000FFFFD])")
_PRIVATE = re.compile(r"[\uE000-\uF8FF\U000F0000-\U000FFFFD]")
_PLAIN = str.maketrans(
    {**dict.fromkeys("’‘ʼ`´", "'"), **dict.fromkeys("“”«»„", '"'), **dict.fromkeys("\t\u00a0\u202f", " ")}
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `[start, end)` of a sentence that stands for something; `name` is its dictionary form.

    `letter` is P person, T territory, A adjective or people of a territory, G delegation by whose it is, U union,
    O organisation, L place (port, terminal, zone), N name of unknown kind, D period, M sum of money, Q quantity,
    X percentage. `form` is name, adjective, description, pronoun or possessive; figures carry value, unit and bound;
    `owner` is the territory of a body («Mangistau» of its administration).
    """

    letter: str
    name: str
    start: int
    end: int
    form: str = "name"
    entry: Entry | None = None
    value: float = 0.0
    unit: str = ""
    bound: str = "exact"
    owner: str = ""

    @property
    def kind(self) -> str:
        """The kind of its gazetteer entry, or an empty string."""
        return self.entry.kind if self.entry else ""


_FIGURE_LETTERS = {"money": "M", "amount": "Q", "percent": "X", "multiple": "X"}


def figure_marks(text: str, lang: str, currency: str = "") -> Iterator[Mark]:
    """Yield the figures of a text as marks."""
    for found in figures(text, lang, currency):
        letter, figure = _FIGURE_LETTERS[found.kind], found.figure
        name = text[found.opening : found.end]
        value = float(figure.value)
        yield Mark(letter, name, found.opening, found.end, value=value, unit=figure.unit, bound=figure.bound)


class Pattern:
    """A regular expression with symbols: `{T}`, `{name:TO}` for one of several, `{name:T+}` for a list of them."""

    def __init__(self, pattern: str, joiner: str) -> None:
        self._pattern = re.compile(_PLACEHOLDER.sub(lambda m: _expanded(m, joiner), pattern), re.IGNORECASE)

    def finditer(self, line: "Line") -> "Iterator[re.Match[str]]":
        """Yield the matches in a line."""
        return self._pattern.finditer(line.code)

    def match(self, line: "Line", start: int, end: int) -> "re.Match[str] | None":
        """Return the match that begins at a place of a line."""
        return self._pattern.match(line.code, start, end)

    def search(self, line: "Line", start: int = 0, end: int | None = None) -> "re.Match[str] | None":
        """Return the first match in a line from `start` on, up to `end`, code points of `line.code`."""
        return self._pattern.search(line.code, start, len(line.code) if end is None else end)


def _expanded(match: "re.Match[str]", joiner: str) -> str:
    symbol = "[" + "".join(_LETTERS[letter] for letter in match["letters"]) + "][\U000f0000-\U000ffffd]"
    if match["list"]:
        symbol = f"{symbol}(?:(?:{joiner}){symbol}){{0,7}}"
    return f"(?P<{match['name']}>{symbol})" if match["name"] else f"(?:{symbol})"


class Line:
    """A sentence with its marks, and its code: the text with a symbol of two code points for each mark.

    Marks of one stretch («both countries») stand side by side with `joint` between them; a mark inside another is left
    out. Code points for private use in the text itself are blanks in the code.
    """

    def __init__(self, sentence: Sentence, marks: Sequence[Mark], joint: str = " and ") -> None:
        self.sentence = sentence
        self.marks: list[Mark] = []
        self._origin: list[int] = []
        parts: list[str] = []
        text = _PRIVATE.sub(" ", sentence.text.translate(_PLAIN))
        at, last = 0, (-1, -1)
        for mark in sorted(marks, key=lambda m: (m.start, -m.end))[: _LAST - _FIRST]:
            together = (mark.start, mark.end) == last
            if mark.start < at and not together:
                continue
            gap = joint if together else text[at : mark.start]
            parts += [gap, _LETTERS[mark.letter], chr(_FIRST + len(self.marks))]
            self._origin += [mark.start] * len(gap) if together else range(at, mark.start)
            self._origin += [mark.start, mark.start]
            if mark.form == "possessive":
                parts.append("'s")
                self._origin += [mark.end, mark.end]
            self.marks.append(mark)
            at, last = mark.end, (mark.start, mark.end)
        parts.append(text[at:])
        self._origin += [*range(at, len(text)), len(text)]
        self.code = "".join(parts)

    @cached_property
    def places(self) -> list[int]:
        """Where each mark stands in the code."""
        return [m.start() for m in _SYMBOL.finditer(self.code)]

    def at(self, mark: Mark) -> int:
        """Return the place in the code behind one of its own marks."""
        return self._behind[id(mark)]

    @cached_property
    def _behind(self) -> dict[int, int]:
        return {id(mark): place + 2 for mark, place in zip(self.marks, self.places, strict=True)}

    def group(self, match: "re.Match[str]", name: str) -> list[Mark]:
        """Return the marks inside a group of a match; none where the group took no part."""
        if name not in match.re.groupindex or match[name] is None:
            return []
        return self.within(*match.span(name))

    def one(self, match: "re.Match[str]", name: str) -> Mark | None:
        """Return the first mark inside a group of a match."""
        return next(iter(self.group(match, name)), None)

    def within(self, start: int, end: int, letters: str = "") -> list[Mark]:
        """Return the marks between two places of the code, of the given letters where any are given."""
        found = [self.marks[ord(m[1]) - _FIRST] for m in _SYMBOL.finditer(self.code, start, end)]
        return [mark for mark in found if not letters or mark.letter in letters]

    def of(self, letters: str) -> list[Mark]:
        """Return the marks of the given letters."""
        return [mark for mark in self.marks if mark.letter in letters]

    def text(self, start: int, end: int) -> str:
        """Return the text that stands between two places of the code, blanks made single."""
        return " ".join(self.sentence.text[self._origin[start] : self._origin[end]].split())

    def offset(self, place: int) -> int:
        """Return the offset into the sentence of a place in the code; within a symbol, where its mark ends."""
        return self._origin[place] if place < len(self._origin) else len(self.sentence.text)

    def place(self, offset: int) -> int:
        """Return the place in the code of an offset into the sentence."""
        low, high = 0, len(self._origin) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._origin[middle] < offset else (low, middle)
        return low
