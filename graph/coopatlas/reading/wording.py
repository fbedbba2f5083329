"""Words of the lexicon as patterns: `*` ends a stem, blanks are any blanks. Independent of language."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from coopatlas import content

BLANK = r"[\s\u00a0\u2007\u2009\u202f]"
"""A blank of any width."""


@cache
def lexicon(lang: str, name: str) -> Mapping[str, Any]:
    """Return the file `name` of a language's lexicon."""
    file = content.ontology() / "lexicon" / lang / f"{name}.toml"
    return tomllib.loads(file.read_text("utf-8"))


def pattern(phrase: str) -> str:
    """Return the regular expression of a phrase: «тысяч*» is a stem, a blank any blanks or a hyphen."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in phrase.split()]
    return rf"(?:{BLANK}+|-)".join(words)


def bounded(phrase: str) -> str:
    """Return the pattern of a phrase that neither begins nor ends within a word."""
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() or phrase[-1] == "*" else ""
    return before + pattern(phrase) + after


def any_of(phrases: Iterable[str]) -> str:
    """Return the pattern of any of these phrases, the longest first; one that never matches where there are none."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "(?:" + "|".join(bounded(phrase) for phrase in ordered) + ")" if ordered else "(?!)"


def compiled(phrases: Iterable[str]) -> "re.Pattern[str]":
    """Return `any_of` compiled, without regard to case."""
    return re.compile(any_of(phrases), re.IGNORECASE)


class Choice:
    """Finds which value a place of a text names: `{value: phrases}`, the longest phrase first."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        pairs = [(phrase, value) for value, phrases in table.items() for phrase in phrases]
        self._values = [value for _, value in sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)]
        ordered = sorted((phrase for phrase, _ in pairs), key=len, reverse=True)
        alternatives = "|".join(f"({bounded(phrase)})" for phrase in ordered) or "((?!))"
        self._pattern = re.compile(alternatives, re.IGNORECASE)

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        """Return the value that the words at `at` name, and where they end."""
        found = self._pattern.match(text, at)
        return (self._values[(found.lastindex or 1) - 1], found.end()) if found else None

    def finditer(self, text: str) -> Iterable[tuple[str, int, int]]:
        """Yield every value named in the text, with its place."""
        for found in self._pattern.finditer(text):
            yield self._values[(found.lastindex or 1) - 1], found.start(), found.end()
