"""Transport corridors in a sentence: by the names of the reference data, then by «маршрут», "the corridor"."""

import re
from functools import lru_cache

from coopatlas import gazetteer
from coopatlas.gazetteer import Entry
from coopatlas.language.wording import any_of, lexicon
from coopatlas.reading.flows.sides import Named

_STEM = 5
"""Letters of a word that stay the same in all its forms, where it has more."""
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=3)
def _names(lang: str) -> tuple[tuple["re.Pattern[str]", Entry], ...]:
    entries = [e for e in gazetteer.load().entries().values() if e.kind == "corridor"]
    texts = [(text, entry) for entry in entries for text in entry.called(lang)]
    ordered = sorted(texts, key=lambda item: -len(item[0]))
    return tuple((re.compile(_pattern(text), re.IGNORECASE if " " in text else 0), entry) for text, entry in ordered)


@lru_cache(maxsize=3)
def _nouns(lang: str) -> "re.Pattern[str]":
    return re.compile(any_of(lexicon(lang, "flows")["corridors"]["nouns"]), re.IGNORECASE)


def _pattern(text: str) -> str:
    words = [re.escape(w[: max(_STEM, len(w) - 2)]) + (r"\w*" if len(w) > _STEM else "") for w in _WORD.findall(text)]
    return r"(?<!\w)" + r"[\W_]{1,4}".join(words) + r"(?!\w)"


def corridors(lang: str, text: str, told: list[tuple[str, Entry]]) -> list[Named]:
    """Return the corridors of a text, one with another name in brackets once; `told` keeps the last that was named."""
    found: list[Named] = []
    for pattern, entry in _names(lang):
        for match in pattern.finditer(text):
            if any(n.start < match.end() and match.start() < n.end for n in found):
                continue
            name = entry.called(lang)[0]
            found.append(Named(name, match.start(), match.end(), "corridor", "via", "", entry))
            told[:] = [(name, entry)]
    if not found and told:
        for match in _nouns(lang).finditer(text):
            name, entry = told[0]
            found.append(Named(name, match.start(), match.end(), "corridor", "via", "", entry, described=True))
    return found
