"""The names of the reference data, looked up or found in running text."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from coopatlas.gazetteer import reference
from coopatlas.gazetteer.entry import Entry, likeliest
from coopatlas.gazetteer.inflection import fold
from coopatlas.gazetteer.scanner import Match, Scanner

_SEPARATORS = re.compile(r"[\s\"«»„“”()-]+|\.(?=\s|$)")
_SHORT = {"обл": "область", "респ": "республика", "г": "город", "ао": "округ"}
_TYPE_WORDS = {
    "республика republic республикасы": ("country", "region"),
    "область край округ провинция район облысы oblast krai okrug region province district": ("region",),
    "город city town қаласы": ("city",),
    "порт port": ("port",),
}
_TYPES = {word: kinds for words, kinds in _TYPE_WORDS.items() for word in words.split()}
_FILLING = frozenset({"of", "the", "автономный", "автономная", "морской", "речной", "sea", "autonomous"})


class Gazetteer:
    """All that the reference data names."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._scanners: dict[str, Scanner] = {}
        self._named: defaultdict[str, list[tuple[str, Entry]]] = defaultdict(list)
        self._typed: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries.values():
            for lang in {**entry.names, **entry.alternatives}:
                for text in entry.called(lang):
                    words = _words(text)
                    self._named[" ".join(words)].append((lang, entry))
                    self._typed[_core(words)].append(entry)

    def entries(self) -> Mapping[str, Entry]:
        """Return all entries by id."""
        return self._entries

    def find(self, name: str, lang: str = "ru") -> tuple[Entry, ...]:
        """Return what a name in dictionary form, an alternative or an abbreviation stands for, the likeliest first.

        Case, «ё», quotation marks and kinds of dash do not matter; «г. Атырау» and «Атырауская обл.» are understood.
        A name of another language is found too, after those of `lang`.
        """
        words = _words(name)
        if found := self._named.get(" ".join(words)):
            own = likeliest(entry for named, entry in found if named == lang)
            return own + tuple(entry for entry in likeliest(entry for _, entry in found) if entry not in own)
        kinds = [kind for word in words for kind in _TYPES.get(word, ())]
        typed = likeliest(entry for entry in self._typed.get(_core(words), ()) if entry.kind in kinds)
        return typed or self._around(words)

    def _around(self, words: Sequence[str]) -> tuple[Entry, ...]:
        """Return the region that Kazakh calls by its city: «Астрахань облысы»."""
        if words[-1:] != ["облысы"]:
            return ()
        cities = (entry for entry in self._typed.get(_core(words), ()) if entry.kind == "city")
        parts = (part for city in cities for part in city.part_of if part.startswith("region-"))
        return likeliest(self._entries[part] for part in parts)

    def scan(self, tokens: Sequence[str], lemmas: Sequence[Collection[str]], lang: str = "ru") -> list[Match]:
        """Return the names in a sentence, from left to right.

        `lemmas` holds the possible normal forms of each token, folded (lower case, «е» for «ё»); it may be empty where
        there is no morphology. A name must begin with a capital, an adjective need not in Russian. A name that is also
        a word or a person's name counts only where a place is expected («в Кирове»).
        """
        if lang not in self._scanners:
            # Readers tell a corridor by the words around it, «по коридору «Север – Юг»», and no place is meant by it.
            scanned = (entry for entry in self._entries.values() if entry.kind != "corridor")
            self._scanners[lang] = Scanner(scanned, lang)
        return self._scanners[lang].scan(tokens, lemmas)


@cache
def load() -> Gazetteer:
    """Return the gazetteer of the reference data that is installed."""
    return Gazetteer(reference.read())


def _words(name: str) -> list[str]:
    words = _SEPARATORS.sub(" ", fold(name)).split()
    return [_SHORT.get(word, word) for word in words]


def _core(words: Sequence[str]) -> str:
    return " ".join(word for word in words if word not in _TYPES and word not in _FILLING)
