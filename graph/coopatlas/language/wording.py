"""Words of the lexicon as patterns: `*` ends a stem, blanks are any blanks. Independent of language."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    return _alternatives(ordered, bounded) if ordered else "(?!)"


_LOOKED_AT = 2
"""Letters of a phrase that are looked at before it is tried."""
_FEW = 4
"""Below so many alternatives a look costs more than it saves."""


def _alternatives(phrases: Sequence[str], written: Callable[[str], str], at: int = 0) -> str:
    """Return the pattern of the first of these phrases that matches; those that begin alike are tried together.

    `re` tries alternatives one by one: a look at the first letters rules out most of hundreds.
    """
    beginnings: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        beginnings[phrase[at : at + 1].lower()].append(phrase)
    if at == _LOOKED_AT or len(phrases) < _FEW or not all(letter.isalnum() for letter in beginnings):
        return "(?:" + "|".join(map(written, phrases)) + ")"
    passed = r"\w" * at
    groups = [
        rf"(?={passed}[{letter}{letter.upper()}]){_alternatives(own, written, at + 1)}"
        for letter, own in beginnings.items()
    ]
    return (r"(?<!\w)(?:" if at == 0 else "(?:") + "|".join(groups) + ")"


class Choice:
    """Finds which value a place of a text names: `{value: phrases}`, the longest phrase first."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        values: dict[str, str] = {}
        for value, phrases in table.items():
            for phrase in phrases:
                values.setdefault(phrase, value)
        self._values: list[str] = []
        """Of each group of the pattern the value that it names."""

        def group(phrase: str) -> str:
            self._values.append(values[phrase])
            return f"({bounded(phrase)})"

        ordered = sorted(values, key=len, reverse=True)
        self._pattern = re.compile(_alternatives(ordered, group) if ordered else "((?!))", re.IGNORECASE)

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        """Return the value that the words at `at` name, and where they end."""
        found = self._pattern.match(text, at)
        return (self._values[(found.lastindex or 1) - 1], found.end()) if found else None

    def finditer(self, text: str) -> Iterable[tuple[str, int, int]]:
        """Yield every value named in the text, with its place."""
        for found in self._pattern.finditer(text):
            yield self._values[(found.lastindex or 1) - 1], found.start(), found.end()
