"""The keys by which words are found: «Карелией», «карелия», "Karelia" and "Kareliya" have one."""

import re
from collections.abc import Iterator
from functools import lru_cache

from coopatlas.resolve.spelling import spelling

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ENDING = re.compile(r"(?:(?<=[^s])s|es)$")
_CASES = re.compile(
    "(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|иям|иях|ой|ей|ом|ем|ам|ям|ах|ях|ов|ев|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю"
    "|ым|им|ых|их|ия|ию|ии|ью|а|я|о|е|у|ю|ы|и|ь|й)$"
)
"""The endings of names that no dictionary knows: «Парфенчиковым» is guessed to be of «парфенчиковый»."""


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case."""
    return _WORD.findall(text.casefold().replace("ё", "е"))


@lru_cache(maxsize=200_000)
def key(word: str) -> str:
    """Return the key of a word of a text: its dictionary form, in one spelling for all scripts."""
    return spelling(_dictionary(word)) or word


@lru_cache(maxsize=200_000)
def both(word: str) -> tuple[str, ...]:
    """Return the keys of a word of a name: that of its dictionary form, and its own where that is another."""
    return tuple(dict.fromkeys((key(word), spelling(word) or word)))


@lru_cache(maxsize=50_000)
def keys(word: str) -> frozenset[str]:
    """Return all keys that a word of a query may be meant by: those of its dictionary forms, its own, its stem's."""
    forms = {word, _dictionary(word)}
    if _CYRILLIC.search(word):
        from coopatlas.language.russian.morphology import lemmas

        forms |= lemmas(word)
        if len(word) > 5:
            forms.add(_CASES.sub("", word))
    return frozenset(spelling(form) or form for form in forms)


def keyed(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the key of each word of a text with where it stands."""
    for found in _WORD.finditer(text):
        yield key(found[0].casefold().replace("ё", "е")), found.start(), found.end()


@lru_cache(maxsize=50_000)
def normal(name: str) -> str:
    """Return a name in the dictionary forms of its words, in one spelling for all scripts."""
    return " ".join(key(word) for word in words(name))


def padded(form: str) -> str:
    """Return a normal form with its ends, as it is cut into pieces of three letters."""
    return f"  {form} "


@lru_cache(maxsize=50_000)
def pieces(form: str) -> frozenset[str]:
    """Return the pieces of three letters of a normal form, its ends included."""
    text = padded(form)
    return frozenset(text[start : start + 3] for start in range(len(text) - 2))


def _dictionary(word: str) -> str:
    if word.isdecimal():
        return word
    if _CYRILLIC.search(word):
        # Here, since the dictionaries take half a second to load.
        from coopatlas.language.russian.morphology import likeliest

        return likeliest(word)
    return _ENDING.sub("", word) if len(word) > 3 else word
