"""A name → the entities that may be meant by it, with their scores and what speaks for them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coopatlas import gazetteer
from coopatlas.index.fulltext import FullText
from coopatlas.questions.answers import Named
from coopatlas.rdf import iri
from coopatlas.serve import indexed
from coopatlas.serve.reconciliation import knowledge
from coopatlas.serve.reconciliation.knowledge import Value, identifier, refused
from coopatlas.serve.reconciliation.likeness import alike, equal, likeness
from coopatlas.store import Store

MOST = 50
"""The greatest number of candidates for a name."""

_EXACT = 100.0
_APART = 15.0
"""By how much the best must be ahead of the next to be the match."""
_LONGEST = 200
_CODE = re.compile(r"[A-Z]{2}|[A-Z]{2}-[A-Z0-9]{1,3}|[A-Z]{2}[A-Z0-9]{3}")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of one name: `types` are local names of classes, all of which are wanted where `strict` is."""

    text: str
    types: tuple[str, ...] = ()
    strict: str = "any"
    limit: int = 5
    properties: tuple[tuple[str, tuple[Any, ...]], ...] = ()

    @classmethod
    def of(cls, asked: Any) -> "Query":
        """Return what a part of a batch asks; raises `QuestionError` for what is not of the protocol."""
        if not isinstance(asked, dict) or not isinstance(asked.get("query", ""), str):
            raise refused("query", "it is no object with a string «query»")
        types, limit, listed = asked.get("type") or [], asked.get("limit", 5), asked.get("properties") or []
        types = [types] if isinstance(types, str) else types
        if not (isinstance(types, list) and all(isinstance(one, str) for one in types)):
            raise refused("type", "it is neither a string nor a list of strings")
        if not isinstance(limit, int | float) or not isinstance(listed, list):
            raise refused("limit", "it is no number, or «properties» no list")
        names = tuple(one.rpartition("#")[2].removeprefix("coop:") for one in types)
        wanted = int(max(1, min(limit, MOST)))
        strict = str(asked.get("type_strict") or "any")
        return cls(asked.get("query", "")[:_LONGEST], names, strict, wanted, tuple(map(_property, listed)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant; `score` is from 0 to 100, `features` are what it comes from."""

    named: Named
    cls: str
    score: float
    features: Mapping[str, float | bool] = field(default_factory=dict)
    match: bool = False


class Matcher:
    """What is needed to find the entities of one state of a store."""

    def __init__(self, store: Store, index: FullText) -> None:
        self._store = store
        self._index = index
        self._above = knowledge.above(store)
        self._gazetteer = gazetteer.load()
        entries = self._gazetteer.entries().values()
        self._coded = {code: entry.id for entry in entries for code in entry.codes.values() if _CODE.fullmatch(code)}

    def candidates(self, query: Query) -> list[Candidate]:
        """Return the entities that a query may mean, the likeliest first."""
        found = [one for node, how in self._called(query.text).items() if (one := self._candidate(query, node, how))]
        best = sorted(found, key=lambda one: (-one.score, one.named.iri))[:MOST]
        if query.properties:
            best = sorted(self._compared(query, best), key=lambda one: (-one.score, one.named.iri))
        return _matched(best)[: query.limit]

    def classes(self) -> list[str]:
        """Return the classes of all that can be found, and those above them."""
        own = {cls for (cls,) in self._index.connection.execute("SELECT DISTINCT cls FROM thing")}
        known = {above for cls in own for above in self._above.get(cls, (cls,))}
        return sorted(cls for cls in known if cls in self._above)

    def is_of(self, cls: str, wanted: str) -> bool:
        """Tell whether a class is another, or below it."""
        return wanted == cls or wanted in self._above.get(cls, ())

    def named(self, node: str) -> tuple[Named, str] | None:
        """Return the labels and the class of what can be found, None for what cannot."""
        found = self._index.connection.execute("SELECT id, cls FROM thing WHERE iri = ?", (node,)).fetchone()
        if found is None:
            return None
        thing, cls = found
        return Named(node, tuple(sorted(self._index.labels([thing])[thing].items()))), cls

    def _called(self, text: str) -> dict[str, dict[str, float | bool]]:
        """Return what is called so, or nearly so, with the features of each."""
        lang = "ru" if re.search("[А-яЁё]", text) else "en"
        known = [iri.ID[entry.id] for entry in self._gazetteer.find(text, lang)] if text.strip() else []
        coded = [iri.ID[self._coded[text.strip()]]] if text.strip() in self._coded else []
        exact = {*map(str, known), *map(str, coded), *equal(self._index, text)}
        if exact:
            return {one: {"name": _EXACT, "gazetteer": one in map(str, known), "code": one in coded} for one in exact}
        return {one: {"name": round(100 * part, 1)} for one, part in alike(self._index, text).items()}

    def _candidate(self, query: Query, node: str, features: Mapping[str, float | bool]) -> Candidate | None:
        found = self.named(node)
        if found is None:
            return None
        fits = [self.is_of(found[1], wanted) for wanted in query.types]
        fit = not fits or (all(fits) if query.strict == "all" else any(fits))
        if not fit and query.strict != "should":
            return None
        score = float(features["name"]) * (1 if fit else 0.8)
        told = {**features, "type": fit} if query.types else dict(features)
        return Candidate(*found, round(score, 1), told)

    def _compared(self, query: Query, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield the candidates with scores to which what is known of them beside their names adds its part."""
        nodes = [one.named.iri for one in found]
        held = {name: knowledge.values(self._store, nodes, name, "ru", through=True) for name, _ in query.properties}
        for one in found:
            shares = {
                name: max((_alike(given, value) for given in asked for value in held[name].get(one.named.iri, ())),
                          default=0.0)
                for name, asked in query.properties
            }  # fmt: skip
            share = sum(shares.values()) / len(shares)
            features = {**one.features, **{name: round(100 * part, 1) for name, part in shares.items()}}
            yield Candidate(one.named, one.cls, round(0.7 * one.score + 30 * share, 1), features)


def matcher(store: Store) -> Matcher:
    """Return the matcher of a store, of which a process keeps one."""
    index = indexed.of(store)
    if not _KEPT or _KEPT[0][:2] != (store, index):
        _KEPT[:] = [(store, index, Matcher(store, index))]
    return _KEPT[0][2]


_KEPT: list[tuple[Store, FullText, Matcher]] = []


def _matched(found: Sequence[Candidate]) -> list[Candidate]:
    """Mark the best where its name is exact and no other comes near."""
    if not found or found[0].features["name"] != _EXACT:
        return list(found)
    first = found[0]
    if (len(found) > 1 and first.score - found[1].score < _APART) or first.score < _EXACT - _APART:
        return list(found)
    return [Candidate(first.named, first.cls, first.score, first.features, match=True), *found[1:]]


def _property(listed: Any) -> tuple[str, tuple[Any, ...]]:
    if not isinstance(listed, dict) or not isinstance(listed.get("pid"), str) or "v" not in listed:
        raise refused("properties", "one has no «pid» or no «v»")
    asked = listed["v"] if isinstance(listed["v"], list) else [listed["v"]]
    return listed["pid"], tuple(asked)


def _alike(given: Any, value: Value) -> float:
    """Return how alike a value that is given and one that is known are, from 0 to 1."""
    if isinstance(given, dict):
        same = identifier(value.iri) == given.get("id") or value.iri == given.get("id")
        return 1.0 if same else _alike(given["name"], value) if isinstance(given.get("name"), str) else 0.0
    if isinstance(given, bool):
        return float(str(given).lower() == value.text)
    if isinstance(given, int | float):
        return _near(float(given), value.text)
    text = str(given)
    if value.iri and identifier(value.iri) == text:
        return 1.0
    meant = {str(iri.ID[entry.id]) for entry in gazetteer.load().find(text)[:1]} if text.strip() else set()
    return 1.0 if value.iri in meant else likeness(text, value.text)


def _near(given: float, text: str) -> float:
    try:
        known = float(text)
    except ValueError:
        return 0.0
    return 1.0 if abs(given - known) <= 0.01 * max(abs(given), abs(known)) else 0.0
