"""How an ending sounds behind a stem: vowel harmony and assimilation."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from coopatlas.language.kazakh import lexicon

_PART = re.compile(r"\((\w)\)|\[(\w)\]|(\w)")


@dataclass(frozen=True, slots=True)
class Sounds:
    """The classes of sounds, and what each capital letter of an ending becomes."""

    back: str
    front: str
    vowels: str
    glides: str
    voiceless: str
    devoiced: str
    unsettled: tuple[str, ...]
    letters: Mapping[str, Mapping[str, str]]

    def rows(self, stem: str) -> str:
        """Return the rows whose endings a stem takes: `back`, `front`, or both where its last vowel tells nothing."""
        if stem.endswith(self.unsettled):
            return "back front"
        for letter in reversed(stem):
            if letter in self.back:
                return "back"
            if letter in self.front:
                return "front"
            if letter in self.vowels:
                return "back front"
        return "back front"

    def classes(self, last: str) -> Iterator[str]:
        """Yield the classes of the last letter of a stem."""
        if last in self.vowels and last not in self.glides:
            yield "vowel"
        if last in self.devoiced:
            yield "devoiced"
        if last in self.voiceless:
            yield "voiceless"

    def spelt(self, letter: str, last: str, row: str) -> str:
        """Return the small letters that a letter of an ending may become behind `last`, in a row."""
        table = self.letters.get(letter)
        if table is None:
            return letter
        if row in table:
            return table[row]
        own = set(self.classes(last))
        chosen = next((value for key, value in table.items() if key in own or last in key), table.get("else", ""))
        return "".join(c for c in chosen if self._in_row(c, row))

    def _in_row(self, letter: str, row: str) -> bool:
        if letter in "аеыі":
            return (letter in self.back) == (row == "back")
        if letter in "ғқ":
            return row == "back"
        return row == "front" if letter in "гк" else True


@cache
def sounds() -> Sounds:
    """Return the sounds of the lexicon."""
    table = lexicon.morphology()
    return Sounds(
        **{name: table["sounds"][name] for name in ("back", "front", "vowels", "glides", "voiceless", "devoiced")},
        unsettled=tuple(table["sounds"]["unsettled"]),
        letters=table["letters"],
    )


@cache
def spellings(ending: str, last: str, row: str) -> frozenset[str]:
    """Return how an ending is spelt behind a letter, in a row."""
    found = {""}
    before = last
    for after_consonant, after_vowel, plain in _PART.findall(ending):
        vowel = "vowel" in sounds().classes(before)
        if (after_consonant and vowel) or (after_vowel and not vowel):
            continue
        letters = sounds().spelt(after_consonant or after_vowel or plain, before, row)
        found = {start + letter for start in found for letter in letters}
        before = letters[-1:] or before
    return frozenset(found)


@cache
def variants(ending: str) -> frozenset[str]:
    """Return all spellings that an ending has behind any letter."""
    letters = "абгзйклмнопстужеіыаү"
    return frozenset(s for last in letters for row in ("back", "front") for s in spellings(ending, last, row))


def fits(stem: str, ending: str, spelt: str) -> bool:
    """Whether an ending may be spelt so behind a stem."""
    return any(spelt in spellings(ending, stem.rstrip("ь")[-1:], row) for row in sounds().rows(stem).split())
