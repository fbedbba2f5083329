"""Search: one line of words over all that a store names and says.

Inflected Russian is found by its dictionary forms, names in any of the usual Latin spellings, goods by the names of
their groups in either language. Nothing is asked of the engine but what came into the store since last time.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log

from coopatlas.questions.answers import Named
from coopatlas.resolve import names
from coopatlas.search.index import Index, Text, Thing
from coopatlas.search.words import keyed, keys, words
from coopatlas.store import Store

__all__ = ["Found", "Hit", "Index", "Quoted", "search", "suggest"]

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_LONGEST = 300
"""The letters of a sentence that is shown; a longer one is cut around the words."""
_RANKS = (
    ("Country", "EconomicUnion", "Region", "MacroRegion"),
    ("City", "District", "SeaPort", "InlandPort", "RiverPort", "Port", "TransportCorridor", "Territory", "Place"),
    ("Person",),
    ("Organization", "Company", "GovernmentBody", "BusinessAssociation", "Embassy", "Consulate", "ConsulateGeneral"),
    ("CommodityGroup",),
)
"""Classes in the order in which equally good names are offered; what is told of them comes last."""
_RANK = {cls: place for place, row in enumerate(_RANKS) for cls in row}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that is called so: `cls` is the local name of its class, `documents` counts those that name it."""

    named: Named
    cls: str
    documents: int
    score: float


@dataclass(frozen=True, slots=True)
class Quoted:
    """A document that says so: its first sentence with most of the words, and where they stand in it."""

    document: Named
    name: str
    issued: str
    sentence: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: what is called so, the best first, and which documents say so, the newest first.

    `named_more` and `said_more` count what the limit left out, `unread` the documents that are not in the index yet.
    """

    named: tuple[Hit, ...]
    said: tuple[Quoted, ...]
    named_more: int = 0
    said_more: int = 0
    unread: int = 0


def search(store: Store, index: Index, text: str, limit: int = 20) -> Found:
    """Return what `text` finds: every word must be found, in any order, or begin a word."""
    wanted = list(dict.fromkeys(words(text)))[:12]
    if not wanted:
        return Found((), (), unread=index.left)
    hits = _named(index, wanted)
    texts = _said(index, wanted)
    shown = [_quoted(store, one, wanted) for one in texts[:limit]]
    more = max(0, len(hits) - limit), max(0, len(texts) - limit)
    return Found(tuple(_called(store, hits[:limit])), tuple(shown), *more, index.left)


def _called(store: Store, hits: Sequence[Hit]) -> list[Hit]:
    """Return hits with what stands in for an English name that there is not."""
    known = names.completed(store, {hit.named.iri: dict(hit.named.labels) for hit in hits})
    return [replace(hit, named=Named(hit.named.iri, tuple(sorted(known[hit.named.iri].items())))) for hit in hits]


def suggest(index: Index, text: str, classes: frozenset[str] | None = None, limit: int = 10) -> list[Hit]:
    """Return what is called so, of these classes if any are given, while it is still being typed."""
    wanted = list(dict.fromkeys(words(text)))[:12]
    return _named(index, wanted, classes)[:limit] if wanted else []


def _named(index: Index, wanted: Sequence[str], classes: frozenset[str] | None = None) -> list[Hit]:
    found = set.intersection(*(index.named(word) for word in wanted))
    asked = [keys(word) for word in wanted]
    hits = (
        Hit(Named(thing.iri, tuple(sorted(thing.labels.items()))), thing.cls, len(thing.documents), score)
        for thing in index.names_of(found)
        if (classes is None or thing.cls in classes) and (score := _score(thing, asked))
    )
    return sorted(hits, key=lambda hit: (-hit.score, hit.named.iri))


def _score(thing: Thing, asked: Sequence[frozenset[str]]) -> float:
    """Return how well the words fit the best of the names; 0 where no single name has them all."""
    best = max((_fit(name, asked) for name in thing.names), default=0.0)
    if not best:
        return 0.0
    known = log(1 + len(thing.documents)) / 4
    return round(best + min(known, 1.5) - _RANK.get(thing.cls, len(_RANKS)) * 0.15, 4)


def _fit(name: Sequence[Sequence[str]], asked: Sequence[frozenset[str]]) -> float:
    total = 0.0
    for meant in asked:
        whole = any(not meant.isdisjoint(word) for word in name)
        begun = whole or any(form.startswith(one) for word in name for form in word for one in meant if len(one) > 1)
        if not begun:
            return 0.0
        total += 3 if whole else 2
    return total / len(asked) + 2 * len(asked) / max(len(name), len(asked))


def _said(index: Index, wanted: Iterable[str]) -> list[Text]:
    numbers = set.intersection(*(index.said(word) for word in wanted))
    texts = [text for number in numbers if (text := index.text(number))]
    return sorted(texts, key=lambda text: (text.when, text.name), reverse=True)


def _quoted(store: Store, text: Text, wanted: Sequence[str]) -> Quoted:
    asked = frozenset(one for word in wanted for one in keys(word))
    title = text.title or text.name
    best, marks = title, _marks(title, asked)
    most = 0
    for sentence in _SENTENCE.split(store.text(text.iri.rpartition("/")[2])):
        found = _marks(sentence, asked)
        if len({sentence[start:end].casefold() for start, end in found}) > most:
            best, marks, most = sentence, found, len(found)
    short, marks = _cut(best, marks)
    return Quoted(Named(text.iri, (("", title),)), text.name, text.when, short, tuple(marks))


def _marks(sentence: str, asked: frozenset[str]) -> list[tuple[int, int]]:
    return [
        (start, end)
        for one, start, end in keyed(sentence)
        if one in asked or any(len(begin) > 2 and one.startswith(begin) for begin in asked)
    ]


def _cut(sentence: str, marks: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    if len(sentence) <= _LONGEST:
        return sentence, marks
    start = max(0, (marks[0][0] if marks else 0) - _LONGEST // 3)
    lead = "…" if start else ""
    short = f"{lead}{sentence[start : start + _LONGEST]}…"
    move = start - len(lead)
    return short, [(a - move, b - move) for a, b in marks if a >= start and b <= start + _LONGEST]
