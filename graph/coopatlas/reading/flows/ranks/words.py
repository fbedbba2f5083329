"""The words of ranks of a language, compiled once."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from coopatlas.language.wording import Choice, any_of, lexicon

_DIGITS = re.compile(r"(?<![\d.,])(\d{1,3})(?:-\w{1,3})?(?=\s)")
"""A place in figures: «5 место», «27-ю строку»."""


class RankWords:
    """The words of ranks of a language."""

    def __init__(self, lang: str) -> None:
        words: dict[str, Any] = lexicon(lang, "flows")["ranks"]
        self.order: Sequence[str] = words["adjectives"]["order"]
        """Ranks by an adjective, the one that is meant where there are two first."""
        self.first_alone = bool(words["adjectives"].get("first_alone"))
        """Whether "first" alone is a rank: «первый партнёр», while the "first partner" came before all others."""
        self.owning = frozenset(words["sides"]["owning"])
        """Roles of whose partner it is, behind the word; `towards` before it."""
        self.towards = frozenset(words["sides"].get("towards", ()))
        self._patterns = {name: re.compile(told, re.IGNORECASE) for name, told in words["patterns"].items()}
        self.partners = Choice(words["partners"])
        self.ordinals = Choice(words["ordinals"])
        self._lists = {
            name: re.compile(any_of(words[name]), re.IGNORECASE) for name in words if isinstance(words[name], list)
        }

    def find(self, name: str, text: str) -> "re.Match[str] | None":
        """Return the first word of a list in a text; nothing where the language has no such list."""
        return self._lists[name].search(text) if name in self._lists else None

    def told(self, name: str, text: str) -> "re.Match[str] | None":
        """Return where a pattern is told in a text; nothing where the language has no such pattern."""
        return self._patterns[name].search(text) if name in self._patterns else None

    def member(self, text: str) -> str:
        """Return the last member of a list that a text is, where the language tells members apart."""
        parting = self._patterns.get("member")
        return parting.split(text)[-1] if parting is not None else text

    def ends_with(self, name: str, text: str) -> bool:
        """Whether a text ends with a word of a list."""
        pattern = self._lists.get(name)
        return pattern is not None and any(not text[m.end() :].strip() for m in pattern.finditer(text))

    def placed(self, text: str) -> int | None:
        """Return the place that a text tells behind «среди партнёров»: «… занимает третье место»."""
        found = [(int(value), end) for value, _, end in self.ordinals.finditer(text)]
        found += [(int(m[1]), m.end()) for m in _DIGITS.finditer(text)]
        return next((value for value, end in found if self._lists["places"].match(text[end:].lstrip())), None)

    def ordinal(self, text: str) -> int | None:
        """Return the ordinal that a text names last."""
        named = next((int(value) for value, _, _ in reversed(list(self.ordinals.finditer(text)))), None)
        return named if named is not None else self.placed(text)


@lru_cache(maxsize=3)
def rank_words(lang: str) -> RankWords:
    """Return the words of ranks of a language."""
    return RankWords(lang)
