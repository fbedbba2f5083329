"""Text as it is given → text as it is read, with the way back: marks that nobody sees, look-alike letters, markup.

Every step notes what it puts in the place of which stretch; a span of the clean text is led back through the steps,
the last first. A text that holds nothing of the kind, and most do not, is returned as it is.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from coopatlas.language import asides, contrasts, line_breaks, markup
from coopatlas.language.edits import Edit

Find = Callable[[str], Iterator[Edit]]
"""What a step takes out of a text."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of cleaning: its edits in order, and where each begins and ends in the text that it made."""

    edits: tuple[Edit, ...]
    starts: tuple[int, ...] = field(init=False)
    ends: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        starts, ends, moved = [], [], 0
        for edit in self.edits:
            starts.append(edit.start + moved)
            ends.append(edit.start + moved + len(edit.text))
            moved += len(edit.text) - (edit.end - edit.start)
        object.__setattr__(self, "starts", tuple(starts))
        object.__setattr__(self, "ends", tuple(ends))

    def before(self, start: int, end: int) -> tuple[int, int]:
        """Return the span before this step of a span after it; what was put in counts as the whole that it replaced."""
        first = self._before(start, last=False)
        return first, max(first, self._before(end - 1, last=True) + 1) if end > start else first

    def _before(self, place: int, *, last: bool) -> int:
        i = bisect_right(self.starts, place) - 1
        # Of edits at one place, deletions and one that puts something in, the last one counts.
        if i < 0:
            return place
        edit = self.edits[i]
        if place < self.ends[i]:
            same = edit.end - edit.start == len(edit.text)
            offset = place - self.starts[i]
            return edit.start + offset if same else (edit.end - 1 if last else edit.start)
        return edit.end + place - self.ends[i]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean text and the steps that led to it, none where the text as given was clean."""

    text: str
    offsets: tuple[Step, ...] = ()

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text as given, code points, half-open, for a span of the clean text."""
        for step in reversed(self.offsets):
            start, end = step.before(start, end)
        return start, end


_ODD = re.compile(
    r"[^\S \n]|[\u00ad\u0300-\u036f\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
    r"|[\U0001f000-\U000e01ef\u2600-\u27bf\u2b50\u2b55]"
    r"|[A-Za-z\u00c0-\u024f\u0259][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z\u00c0-\u024f\u0259]"
)
"""What only a text with something to undo in its letters holds."""

_MARKS = re.compile(
    r"\u00ad[ \t]*\n[ \t]*(?=\w)"
    r"|[\u00ad\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f]+"
)
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_STRESS = re.compile(r"(?<=[\u0400-\u04ff])[\u0300\u0301\u0341]+")
_COMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_PICTURES = re.compile(r"[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\U000e0020-\U000e007f]+")
_WORD = re.compile(r"[^\W\d_]+")


def clean(text: str, lang: str = "") -> Cleaned:
    """Return `text` as it is to be read, in a language without the names that it sets aside."""
    steps: list[Step] = []
    of_language: Find = partial(contrasts.edits, lang=lang)
    for find in (*(_LETTERS if _ODD.search(text) else ()), markup.edits, asides.edits, line_breaks.edits, of_language):
        if edits := tuple(_apart(find(text))):
            steps.append(Step(edits))
            text = _edited(text, edits)
    return Cleaned(text, tuple(steps))


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield edits in order without those that begin within another."""
    end = -1
    for edit in edits:
        if edit.start >= end:
            yield edit
            end = edit.end


def _edited(text: str, edits: tuple[Edit, ...]) -> str:
    pieces = [text[: edits[0].start]]
    for edit, following in pairwise((*edits, Edit(len(text), len(text), ""))):
        pieces += (edit.text, text[edit.end : following.start])
    return "".join(pieces)


def _invisible(text: str) -> Iterator[Edit]:
    return (Edit(m.start(), m.end(), "") for m in _MARKS.finditer(text))


def _breaks(text: str) -> Iterator[Edit]:
    return (Edit(m.start(), m.end(), "\n") for m in _BREAKS.finditer(text))


def _stress(text: str) -> Iterator[Edit]:
    return (Edit(m.start(), m.end(), "") for m in _STRESS.finditer(text))


def _composed(text: str) -> Iterator[Edit]:
    """Compose letters that stand beside their marks: «и» and a breve are «й»."""
    for match in _COMPOSED.finditer(text):
        yield Edit(match.start(), match.end(), unicodedata.normalize("NFC", match.group()))


def _pictures(text: str) -> Iterator[Edit]:
    """Take out flags and other small pictures; between two words a blank stays."""
    for match in _PICTURES.finditer(text):
        around = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        yield Edit(match.start(), match.end(), " " if all(one and not one.isspace() for one in around) else "")


def _look_alikes(text: str) -> Iterator[Edit]:
    for match in _WORD.finditer(text):
        word = match.group()
        latin = {letter for letter in word if letter < "\u0370" and letter.isalpha()}
        if latin and len(latin) < len(set(word)):
            yield from _in_one_script(match.start(), word, latin)


def _in_one_script(start: int, word: str, latin: set[str]) -> Iterator[Edit]:
    """Put the letters of the other script right, where each of them looks like one of the script of the rest."""
    cyrillic = {letter for letter in word if "\u0400" <= letter <= "\u04ff"}
    if latin <= _TO_CYRILLIC.keys() and not cyrillic <= _TO_LATIN.keys():
        other = _TO_CYRILLIC
    elif cyrillic <= _TO_LATIN.keys() and not latin <= _TO_CYRILLIC.keys():
        other = _TO_LATIN
    elif latin <= _TO_CYRILLIC.keys() and cyrillic <= _TO_LATIN.keys():
        count = sum(letter in cyrillic for letter in word)
        other = _TO_CYRILLIC if 2 * count >= len(word) else _TO_LATIN
    else:
        return
    for i, letter in enumerate(word, start):
        if letter in other:
            yield Edit(i, i + 1, other[letter])


_TO_LATIN = dict(zip("асеорхуіјѕһәАВСЕНКМОРТХУІЈЅҺӘ", "aceopxyijshəABCEHKMOPTXYIJSHƏ", strict=True))
_TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in _TO_LATIN.items()} | dict(
    zip("áéóýëïÁÉÓÝËÏɵ", "аеоуёїАЕОУЁЇө", strict=True)
)
_LETTERS: tuple[Find, ...] = (
    _breaks,
    _invisible,
    _stress,
    _composed,
    _pictures,
    _look_alikes,
)
