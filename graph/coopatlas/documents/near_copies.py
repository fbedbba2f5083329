"""Near copies: which documents tell the same text, cut, retitled, reordered or lengthened, and which came first.

Candidates by MinHash and banding (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3);
whether they are copies is then seen in their texts. Figures must agree: reports of two months differ in hardly else.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import int64, uint64
    from numpy.typing import NDArray

WORDS = 3
"""Words of a shingle."""
SHORTEST = 20
"""Shingles of the shortest text that can be a copy: a single sentence is told by many."""
SHARED = 0.6
"""The part of the shorter text's shingles that the longer one holds at least."""
LIKELY = 0.25
"""The part of their signatures in which two documents agree that are worth a look."""
_LONGEST = 20_000
_BANDS, _ROWS = 48, 3
_CROWD = 50
"""Documents that share a band at most: more share a phrase of the trade, not a text."""
_KEPT = 10_000
"""Texts that are kept in parts while others are compared with them, each of its words as eight bytes."""
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a document before its text is looked at; `order` is smallest for the one that came first."""

    key: str
    signature: bytes
    order: tuple[str, ...]


def signature(text: str) -> bytes:
    """Return the MinHash of a text, empty where it is too short to be a copy of another."""
    import numpy as np

    hashes = np.fromiter((zlib.crc32(one.encode()) for one in _shingles(text)), dtype=np.uint64)
    if len(hashes) < SHORTEST:
        return b""
    factors, terms = _permutations()
    mixed = (factors[:, None] * hashes[None, :] + terms[:, None]) >> np.uint64(32)
    return bytes(mixed.min(axis=1).astype("<u4").tobytes())


@cache
def _permutations() -> "tuple[NDArray[uint64], NDArray[uint64]]":
    import numpy as np

    drawn = np.random.default_rng(20_180_309)
    factors = drawn.integers(1, 2**63, _BANDS * _ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return factors, drawn.integers(0, 2**63, _BANDS * _ROWS, dtype=np.uint64)


def _shingles(text: str) -> set[str]:
    words = [word.replace("ё", "е") for word in _WORD.findall(text[: _LONGEST * 8].casefold())][:_LONGEST]
    return {" ".join(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}


def originals(documents: Iterable[Told], text: Callable[[str], str]) -> Mapping[str, str]:
    """Return the document that came first for each that copies one, directly or over other copies."""
    known = {one.key: one for one in documents}
    above = {key: key for key in known}

    def first(key: str) -> str:
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    seen, strange = _Texts(text), set[tuple[str, str]]()
    for one, other in _candidates(known.values()):
        here, there = first(one), first(other)
        if here == there or (one, other) in strange:
            continue
        if seen.same(one, other):
            early, late = sorted((here, there), key=lambda key: known[key].order)
            above[late] = early
        else:
            strange.add((one, other))
    return {key: found for key in known if (found := first(key)) != key}


def _candidates(documents: Iterable[Told]) -> Iterator[tuple[str, str]]:
    """Yield pairs that share a band of their signatures and are alike, once for each band.

    All at a time, they would be millions.
    """
    ordered, width = sorted(documents, key=lambda one: one.order), 4 * _ROWS
    for start in range(0, 4 * _BANDS * _ROWS, width):
        sharing: defaultdict[bytes, list[Told]] = defaultdict(list)
        for one in ordered:
            if one.signature:
                sharing[one.signature[start : start + width]].append(one)
        for some in sharing.values():
            if len(some) > 1:
                yield from _alike(some[:_CROWD])


def _alike(some: Sequence[Told]) -> Iterator[tuple[str, str]]:
    """Yield the pairs whose signatures agree as those of a text and of a third of it do: cheaper than to see texts."""
    import numpy as np

    signatures = np.stack([np.frombuffer(one.signature, "<u4") for one in some])
    for place, one in enumerate(some):
        agreeing = np.count_nonzero(signatures[place + 1 :] == signatures[place], axis=1)
        for further in np.flatnonzero(agreeing >= LIKELY * signatures.shape[1]):
            yield one.key, some[place + 1 + int(further)].key


class _Texts:
    """The shingles and figures of texts, some of which are kept while they are compared."""

    def __init__(self, text: Callable[[str], str]) -> None:
        self._text = text
        self._of = lru_cache(maxsize=_KEPT)(self._read)

    def same(self, one: str, other: str) -> bool:
        import numpy as np

        (few, figures), (many, all_figures) = sorted((self._of(one), self._of(other)), key=lambda found: len(found[0]))
        if len(np.intersect1d(few, many, assume_unique=True)) < SHARED * len(few):
            return False
        return len(figures & all_figures) * 5 >= 4 * len(figures)

    def _read(self, key: str) -> "tuple[NDArray[int64], set[str]]":
        import numpy as np

        text = self._text(key)
        return np.fromiter(map(hash, _shingles(text)), dtype=np.int64), set(_FIGURE.findall(text))
