"""What the lexicon tells of English names: words of office, of bodies and places, of people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from coopatlas.language.english.words import load as grammar_words
from coopatlas.language.tokens import Token
from coopatlas.reading import lexicon

_INITIAL = re.compile(r"(?:[A-Z][a-z]?\.)+$")


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lists of `names.toml` with what is asked of them."""

    lists: Mapping[str, Any]

    def is_a(self, token: Token, *names: str) -> bool:
        """Whether a word is in one of the lists, by its form or its lemma."""
        low = token.text.casefold()
        return any(low in self.lists[name] or token.lemma in self.lists[name] for name in names)

    def is_office(self, token: Token) -> bool:
        """Whether a word is a noun of office."""
        return self.is_a(token, "offices")

    def is_calendar(self, token: Token) -> bool:
        """Whether a word is a day or a month: «Aug.» is no name, «Jun» may be one."""
        calendar = grammar_words().calendar
        if len(token.text) == 3 and token.text.casefold() != "may":
            return False
        parts = token.text.casefold().replace("–", "-").split("-")
        return all(part in calendar["months"] or part in calendar["days"] for part in parts)

    def is_initial(self, word: str) -> bool:
        """Whether a word is one or more initials of a person: "S.", "R.N.", "Ts."."""
        return _INITIAL.match(word) is not None and word.casefold() not in self.lists["no_initials"]

    def surname_like(self, word: str) -> bool:
        """Whether a word ends like a family name."""
        return word.casefold().endswith(tuple(self.lists["surname_endings"])) and len(word) > 4


@cache
def load() -> NameWords:
    """Return the lists that are installed."""
    return NameWords(lexicon.words("en", "names"))
