"""An index of what a store names and says, kept in memory and brought up to date by what came and went."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from coopatlas.rdf import iri
from coopatlas.rdf.solutions import BATCH, local, select
from coopatlas.search.words import both, key, keys, words
from coopatlas.store import Store

_UNNAMED = frozenset({"Period", "Post", "PostHolding", "RoleEvidence", "Claim", "TextSpan", "Document"})
"""Classes of what nobody looks for by name: it is reached from what it is part of."""
_SHORTEST = 3
"""The letters of the shortest word that is completed."""
_COMPLETED = 200
"""The greatest number of words that a beginning stands for."""

_REFERENCE = """
SELECT DISTINCT ?key ?type ?label (LANG(?label) AS ?lang) ?own {
  GRAPH graph:reference {
    ?key a ?type .
    { ?key rdfs:label|skos:prefLabel ?label BIND(1 AS ?own) } UNION { ?key skos:altLabel|coop:adjective ?label }
    FILTER(STRSTARTS(STR(?type), STR(coop:)))
  }
}"""
_NAMED = """
SELECT DISTINCT ?graph ?key ?type ?label (LANG(?label) AS ?lang) {
  VALUES ?graph { %s }
  GRAPH ?graph { ?key a ?type ; rdfs:label ?label }
}"""
_REFERRED = """
SELECT DISTINCT ?graph ?key {
  VALUES ?graph { %s }
  GRAPH ?graph { ?item ?role ?key FILTER(STRSTARTS(STR(?key), STR(id:))) }
}"""
"""What documents name; of what the reference data holds their graphs say no more."""
_GROUPED = """
SELECT DISTINCT ?key ?label {
  VALUES ?graph { %s }
  GRAPH ?graph { ?key coop:classifiedAs ?group }
  GRAPH graph:reference { ?group skos:prefLabel|skos:altLabel ?label }
}"""
_TITLES = """
SELECT ?key ?name ?title ?issued {
  VALUES ?graph { %s }
  GRAPH ?graph {
    ?key a coop:Document ; dcterms:identifier ?name .
    OPTIONAL { ?key dcterms:title ?title } OPTIONAL { ?key dcterms:issued ?issued }
  }
}"""


@dataclass(slots=True)
class Thing:
    """Something that has a name: an entity or an item.

    `names` are all by which it is found, as the keys of their words; `documents` are the numbers of those that
    name it, of which what the reference data holds needs none.
    """

    iri: str
    cls: str
    labels: dict[str, str] = field(default_factory=dict)
    names: set[tuple[tuple[str, ...], ...]] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    reference: bool = False


@dataclass(slots=True)
class Text:
    """A document of the index: `number` orders it, `when` is its day."""

    iri: str
    name: str
    title: str
    when: str
    number: int
    things: list[str] = field(default_factory=list)


class Index:
    """Names and words of a store; `update` brings it up to date at the cost of what changed."""

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.texts: dict[str, Text] = {}
        self._by_number: dict[int, Text] = {}
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        self._said: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._ordered: dict[str, list[str]] = {}
        self._count = 0
        self._new: list[str] = []

    def update(self, store: Store) -> None:
        """Learn what came into the store since last time, and forget what went."""
        self.compare(store)
        self.learn(store, len(self._new))

    def compare(self, store: Store) -> None:
        """Learn what the reference data names, forget what went from the store, and see what came into it."""
        if not self.things:
            self._learn_reference(store)
        added = {record.digest: record.added for record in store.documents()}
        for digest in self.texts.keys() - added.keys():
            self._forget(digest)
        self._new = sorted(added.keys() - self.texts.keys(), key=lambda digest: (added[digest], digest))
        self._ordered.clear()

    def learn(self, store: Store, most: int) -> None:
        """Learn some of what came into the store, the latest first."""
        for _ in range(0, most, BATCH):
            size = min(BATCH, most, len(self._new))
            if size:
                self._learn(store, self._new[-size:])
                del self._new[-size:]
        self._ordered.clear()

    @property
    def left(self) -> int:
        """How many documents that came into the store are still to be learnt."""
        return len(self._new)

    def named(self, word: str) -> set[str]:
        """Return the IRIs of what has a name with this word, or with one that begins so."""
        return {found for one in self._meant(word, "names") for found in self._named.get(one, ())}

    def said(self, word: str) -> set[int]:
        """Return the numbers of the documents that hold this word, or one that begins so."""
        return {number for one in self._meant(word, "texts") for number in self._said.get(one, ())}

    def text(self, number: int) -> Text | None:
        """Return the document of this number, None where it is gone."""
        return self._by_number.get(number)

    def _meant(self, word: str, where: str) -> Iterator[str]:
        """Yield the keys of the index that a word of a query stands for."""
        exact = keys(word)
        yield from exact
        if len(word) < _SHORTEST:
            return
        ordered = self._keys(where)
        for begin in exact:
            at = bisect_left(ordered, begin)
            for one in ordered[at : at + _COMPLETED]:
                if not one.startswith(begin):
                    break
                yield one

    def _keys(self, where: str) -> list[str]:
        if where not in self._ordered:
            self._ordered[where] = sorted(self._named if where == "names" else self._said)
        return self._ordered[where]

    def _learn_reference(self, store: Store) -> None:
        for row in select(store, _REFERENCE):
            thing = self._thing(row["key"] or "", local(row["type"]))
            thing.reference = True
            self._name(thing, row["label"] or "", row["lang"] or "" if row["own"] else None)

    def _learn(self, store: Store, digests: Sequence[str]) -> None:
        graphs = " ".join(f"<{iri.document_graph(digest)}>" for digest in digests)
        for row in select(store, _TITLES % graphs):
            self._learn_text(store, row["key"] or "", row["name"] or "", row["title"] or "", row["issued"] or "")
        for row in select(store, _NAMED % graphs):
            cls = local(row["type"])
            if cls in _UNNAMED or not (row["key"] or "").startswith(iri.ID):
                continue
            thing, text = self._thing(row["key"] or "", cls), self.texts[local(row["graph"])]
            self._name(thing, row["label"] or "", row["lang"] or "")
            thing.documents.add(text.number)
            text.things.append(thing.iri)
        for row in select(store, _REFERRED % graphs):
            if (known := self.things.get(row["key"] or "")) and known.reference:
                text = self.texts[local(row["graph"])]
                known.documents.add(text.number)
                text.things.append(known.iri)
        for row in select(store, _GROUPED % graphs):
            if thing_of_group := self.things.get(row["key"] or ""):
                self._name(thing_of_group, row["label"] or "", None)

    def _learn_text(self, store: Store, node: str, name: str, title: str, when: str) -> None:
        digest = local(node)
        self._count += 1
        text = Text(node, name, title, when, self._count)
        self.texts[digest] = self._by_number[self._count] = text
        for one in sorted({key(word) for word in words(f"{title} {store.text(digest)}")}):
            self._said[one].append(text.number)

    def _thing(self, node: str, cls: str) -> Thing:
        thing = self.things.get(node)
        if thing is None:
            thing = self.things[node] = Thing(node, cls)
        return thing

    def _name(self, thing: Thing, label: str, lang: str | None) -> None:
        """Note what a thing is called; a name without a language is one by which it is found alone."""
        if lang is not None and len(label) > len(thing.labels.get(lang, "")):
            thing.labels[lang] = label
        name = tuple(both(word) for word in words(label))
        if name and name not in thing.names:
            thing.names.add(name)
            for one in name:
                for form in one:
                    self._named[form].add(thing.iri)

    def _forget(self, digest: str) -> None:
        text = self.texts.pop(digest)
        del self._by_number[text.number]
        for node in text.things:
            if thing := self.things.get(node):
                thing.documents.discard(text.number)
                if not thing.documents and not thing.reference:
                    del self.things[node]

    def names_of(self, found: Iterable[str]) -> Iterator[Thing]:
        """Yield the things of these IRIs that are still there."""
        return (self.things[node] for node in found if node in self.things)
