"""Search: one line of words over all that a store names and says.

Inflected Russian is found by its dictionary forms, names in any of the usual Latin spellings, goods by the names of
their groups in either language. What is found stands in the full text of the store's index (`index.fulltext`).
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log
from typing import Any

from coopatlas.index import source
from coopatlas.index.fulltext import FACETS, FullText
from coopatlas.index.words import keyed, keys, words
from coopatlas.questions.answers import Named
from coopatlas.rdf import iri
from coopatlas.resolve import names
from coopatlas.store import Store

__all__ = ["FACETS", "Found", "Hit", "Quoted", "search", "suggest"]

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_LONGEST = 300
"""The letters of a sentence that is shown; a longer one is cut around the words."""
_MOST = 12
"""The words of a text that are looked for."""
_SHORTEST = 3
"""The letters of the shortest word that is completed."""
_RANKS = (
    ("Country", "EconomicUnion", "Region", "MacroRegion"),
    ("City", "District", "SeaPort", "InlandPort", "RiverPort", "Port", "TransportCorridor", "Territory", "Place"),
    ("Person",),
    ("Organization", "Company", "GovernmentBody", "BusinessAssociation", "Embassy", "Consulate", "ConsulateGeneral"),
    ("CommodityGroup",),
)
"""Classes in the order in which equally good names are offered; what is told of them comes last."""
_RANK = {cls: place for place, row in enumerate(_RANKS) for cls in row}
_CALLED = """
WITH {whole}, hit AS MATERIALIZED (SELECT rowid AS id FROM named WHERE named MATCH :all),
best AS (
  SELECT thing, MAX((2 * :words + {wholes}) / CAST(:words AS REAL) + 2.0 * :words / MAX(length, :words)) AS fit
  FROM hit JOIN name USING (id) GROUP BY thing
)
SELECT thing, iri, cls, documents, rated(fit, documents, cls) AS score, COUNT(*) OVER () AS count
FROM best JOIN thing ON thing.id = best.thing
WHERE (:classes IS NULL OR cls IN (SELECT value FROM json_each(:classes))){told}
ORDER BY score DESC, iri LIMIT :limit OFFSET :after"""
"""A name must have every word, whole or begun. It is the better, the more it has whole, and the less it has beside."""
_WHOLE = "w{0} AS MATERIALIZED (SELECT rowid FROM named WHERE named MATCH :w{0})"
_SAYING = """
SELECT digest, name, title, issued, COUNT(*) OVER () AS count FROM said JOIN text ON text.id = said.rowid
WHERE said MATCH :all{having} ORDER BY issued DESC, name DESC LIMIT :limit OFFSET :after"""
_TRAITS = """
WITH hit AS MATERIALIZED (SELECT rowid AS text FROM said WHERE said MATCH :all{having})
SELECT facet, value, COUNT(*) FROM hit CROSS JOIN trait INDEXED BY trait_text USING (text)
GROUP BY facet, value ORDER BY COUNT(*) DESC, value"""
_ALL_TRAITS = """
SELECT facet, value, COUNT(*) FROM trait WHERE +text IN (SELECT rowid FROM said WHERE said MATCH :all{having})
GROUP BY facet, value ORDER BY COUNT(*) DESC, value"""
"""The same for many documents: all traits are gone through in their order, which needs no sorting."""
_FEW = 5
"""Of so many documents one may be found, so that their traits are looked up for each."""
_TOLD_IN = " AND best.thing IN (SELECT thing FROM told WHERE text IN ({having}))"
_WITHIN = " AND +said.rowid IN ({having})"
"""The plus keeps FTS5 from looking for the words anew in each document that has the traits."""
_HAVING = "SELECT text FROM trait WHERE facet = :f{0} AND value = :t{0}"


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

    `facets` count the documents that say so by their traits, the most frequent first.
    `named_more` and `said_more` count what comes after, `unread` the documents that are not in the index yet.
    """

    named: tuple[Hit, ...]
    said: tuple[Quoted, ...]
    named_more: int = 0
    said_more: int = 0
    unread: int = 0
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


def search(
    store: Store, index: FullText, text: str, limit: int = 20, after: int = 0, traits: Mapping[str, str] | None = None
) -> Found:
    """Return what `text` finds, so many of either list after so many: every word must be found, or begin a word.

    Of the documents, those alone that have these traits, by facet (`FACETS`); what is named, in such a document.
    """
    wanted = _wanted(text)
    if not wanted:
        return Found((), (), unread=index.left)
    having, given = _having(traits or {})
    given |= {"all": _all(wanted), "limit": limit, "after": after}
    hits, named = _named(index, wanted, None, limit, after, (having, given))
    within = _WITHIN.format(having=having) if having else ""
    rows = index.connection.execute(_SAYING.format(having=within), given).fetchall()
    asked = frozenset(one for word in wanted for one in keys(word))
    said = tuple(_quoted(store, row[:4], asked) for row in rows)
    more = max(0, named - after - len(hits)), rows[0][4] - after - len(rows) if rows else 0
    facets: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    (documents,) = index.connection.execute("SELECT COUNT(*) FROM text").fetchone()
    counting = _ALL_TRAITS if rows and rows[0][4] * _FEW > documents else _TRAITS
    for facet, value, count in index.connection.execute(counting.format(having=within), given):
        facets[facet].append((value, count))
    counted = {facet: tuple(facets[facet]) for facet in FACETS if facet in facets}
    return Found(tuple(_called(store, hits)), said, *more, index.left, counted)


def suggest(index: FullText, text: str, classes: frozenset[str] | None = None, limit: int = 10) -> list[Hit]:
    """Return what is called so, of these classes if any are given, while it is still being typed."""
    wanted = _wanted(text)
    return _named(index, wanted, classes, limit)[0] if wanted else []


def _having(traits: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """Return the SELECT of the texts that have these traits, empty where all have, and what fills it."""
    chosen = [(facet, traits[facet]) for facet in FACETS if traits.get(facet)]
    sql = " INTERSECT ".join(_HAVING.format(place) for place in range(len(chosen)))
    return sql, {
        f"{name}{place}": one for place, pair in enumerate(chosen) for name, one in zip("ft", pair, strict=True)
    }


def _wanted(text: str) -> list[str]:
    return list(dict.fromkeys(words(text)))[:_MOST]


def _all(wanted: Iterable[str]) -> str:
    """Return a query of FTS5: every word by one of its keys, or by the beginning of one."""
    return " AND ".join(f"({_any(word)}{_begun(word)})" for word in wanted)


def _any(word: str) -> str:
    return " OR ".join(f'"{one}"' for one in sorted(keys(word)))


def _begun(word: str) -> str:
    return "".join(f' OR "{one}"*' for one in sorted(keys(word)) if len(one) > 1) if len(word) >= _SHORTEST else ""


def _named(
    index: FullText,
    wanted: Sequence[str],
    classes: frozenset[str] | None,
    limit: int,
    after: int = 0,
    having: tuple[str, Mapping[str, Any]] = ("", {}),
) -> tuple[list[Hit], int]:
    """Return what has a name with all these words, and how many things have."""
    places = range(len(wanted))
    whole, wholes = ", ".join(map(_WHOLE.format, places)), " + ".join(f"(id IN w{n})" for n in places)
    told = _TOLD_IN.format(having=having[0]) if having[0] else ""
    sql = _CALLED.format(whole=whole, wholes=wholes, told=told)
    given: dict[str, Any] = (
        {**having[1]}
        | {f"w{n}": _any(word) for n, word in enumerate(wanted)}
        | {
            "all": _all(wanted),
            "words": len(wanted),
        }
    )
    given |= {"classes": None if classes is None else json.dumps(sorted(classes)), "limit": limit, "after": after}
    index.connection.create_function("rated", 3, _rated, deterministic=True)
    rows = index.connection.execute(sql, given).fetchall()
    labels = index.labels(thing for thing, *_ in rows)
    hits = [
        Hit(Named(node, tuple(sorted(labels[thing].items()))), cls, documents, score)
        for thing, node, cls, documents, score, _ in rows
    ]
    return hits, rows[0][5] if rows else 0


def _rated(fit: float, documents: int, cls: str) -> float:
    """Return how good a name is: by how it fits, by how many documents name it, and by what it is."""
    known = log(1 + documents) / 4
    return round(fit + min(known, 1.5) - _RANK.get(cls, len(_RANKS)) * 0.15, 4)


def _called(store: Store, hits: Sequence[Hit]) -> list[Hit]:
    """Return hits with what stands in for an English name that there is not."""
    known = names.completed(source(store), {hit.named.iri: dict(hit.named.labels) for hit in hits})
    return [replace(hit, named=Named(hit.named.iri, tuple(sorted(known[hit.named.iri].items())))) for hit in hits]


def _quoted(store: Store, document: Sequence[str], asked: frozenset[str]) -> Quoted:
    digest, name, title, issued = document
    title = title or name
    best, marks = title, _marks(title, asked)
    most = 0
    for sentence in _SENTENCE.split(store.text(digest)):
        found = _marks(sentence, asked)
        if len({sentence[start:end].casefold() for start, end in found}) > most:
            best, marks, most = sentence, found, len(found)
    short, marks = _cut(best, marks)
    return Quoted(Named(iri.document(digest), (("", title),)), name, issued, short, tuple(marks))


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
