"""Names by their likeness: equal in their dictionary forms and any script, or alike in their letters."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from coopatlas.search import Index
from coopatlas.search.words import key, words

LEAST = 0.5
"""The least likeness, from 0 to 1, at which a name is worth showing."""


class Names:
    """All names of an index, by their normal forms and by the three-letter pieces of these."""

    def __init__(self, index: Index) -> None:
        self._called: defaultdict[str, list[str]] = defaultdict(list)
        for thing in index.things.values():
            for name in thing.names:
                for form in {" ".join(word[0] for word in name), " ".join(word[-1] for word in name)}:
                    self._called[form].append(thing.iri)
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        self._forms = [(form, len(pieces(form))) for form in self._called]
        for number, (form, _) in enumerate(self._forms):
            for piece in pieces(form):
                self._holding[piece].append(number)

    def equal(self, name: str) -> set[str]:
        """Return the IRIs of what is called so."""
        return set(self._called.get(normal(name), ()))

    def alike(self, name: str, most: int = 40) -> dict[str, float]:
        """Return the IRIs of what is called much so, each with the likeness of its best name."""
        asked = pieces(normal(name))
        common = Counter(number for piece in asked for number in self._holding.get(piece, ()))
        best: dict[str, float] = {}
        for number, shared in common.most_common(most):
            form, size = self._forms[number]
            likeness = 2 * shared / (len(asked) + size)
            for thing in self._called[form] if likeness >= LEAST else ():
                best[thing] = max(likeness, best.get(thing, 0))
        return best


@lru_cache(maxsize=50_000)
def normal(name: str) -> str:
    """Return a name in the dictionary forms of its words, in one spelling for all scripts."""
    return " ".join(key(word) for word in words(name))


@lru_cache(maxsize=50_000)
def pieces(form: str) -> frozenset[str]:
    """Return the pieces of three letters of a normal form, its ends included."""
    return frozenset(_pieces(f"  {form} "))


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1."""
    first, second = pieces(normal(one)), pieces(normal(other))
    return 2 * len(first & second) / (len(first) + len(second))


def _pieces(text: str) -> Iterator[str]:
    return (text[start : start + 3] for start in range(len(text) - 2))
