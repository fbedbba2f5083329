"""Names and words of a store in SQLite's FTS5: by which keys each thing and each document is found.

They stand in the index of a large store, and in memory for a small one: the same tables, filled by what came and went.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, Self

from coopatlas.index.words import both, key, padded, words
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import BATCH, Record, Source, batches, local, select

SCHEMA = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, cls TEXT NOT NULL,
  known INTEGER NOT NULL, documents INTEGER NOT NULL DEFAULT 0);
CREATE TABLE name (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, text INTEGER NOT NULL, lang TEXT,
  label TEXT NOT NULL, form TEXT NOT NULL, own TEXT NOT NULL, length INTEGER NOT NULL);
CREATE INDEX name_thing ON name (thing);
CREATE INDEX name_text ON name (text);
CREATE TABLE told (text INTEGER NOT NULL, thing INTEGER NOT NULL, PRIMARY KEY (text, thing)) WITHOUT ROWID;
CREATE INDEX told_thing ON told (thing);
CREATE TABLE text (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL,
  name TEXT NOT NULL, title TEXT NOT NULL, issued TEXT NOT NULL);
CREATE TABLE trait (facet TEXT NOT NULL, value TEXT NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (facet, value, text))
  WITHOUT ROWID;
CREATE INDEX trait_text ON trait (text);
CREATE VIRTUAL TABLE named USING fts5(form, own, content='', detail=none, columnsize=0, tokenize='ascii');
CREATE VIRTUAL TABLE piece USING fts5(form, content='', detail=none, columnsize=0, tokenize='trigram');
CREATE VIRTUAL TABLE held USING fts5vocab(piece, row);
CREATE VIRTUAL TABLE said USING fts5(keys, detail=none, columnsize=0, tokenize='ascii');
"""
"""Things and their names, of the reference data (text 0) and of each document; in which documents they are named;
documents, and by which traits they are told apart. FTS5 finds the keys of names, their pieces of three letters, the
keys of texts."""
FACETS = ("kind", "firmness", "territory", "year", "language")
"""By what documents are told apart: what they claim, how firmly, of which territory; their year, their language."""
LONGEST = 60
"""The letters of the longest name that is found by its pieces: a longer one tells what was, and nobody misspells it."""
_TERRITORIES = tuple(f"{iri.ID}{kind}-" for kind in ("country", "region"))
_UNNAMED = frozenset({"Period", "Post", "PostHolding", "RoleEvidence", "Claim", "TextSpan", "Document"})
"""Classes of what nobody looks for by name: it is reached from what it is part of."""

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
  { GRAPH ?graph { ?key a ?type ; rdfs:label ?label } }
  UNION { GRAPH ?graph { ?claim coop:asserts ?key . ?key a ?type } GRAPH graph:asserted { ?key rdfs:label ?label } }
}"""
_REFERRED = """
SELECT DISTINCT ?graph ?key {
  VALUES ?graph { %s }
  GRAPH ?graph { ?item ?role ?key FILTER(STRSTARTS(STR(?key), STR(id:))) }
}"""
"""What documents name; of what the reference data holds their graphs say no more."""
_GROUPED = """
SELECT DISTINCT ?graph ?key ?label {
  VALUES ?graph { %s }
  GRAPH ?graph { ?key coop:classifiedAs ?group }
  GRAPH graph:reference { ?group skos:prefLabel|skos:altLabel ?label }
}"""
_TITLES = """
SELECT ?key ?name ?title ?issued ?lang {
  VALUES ?graph { %s }
  GRAPH ?graph {
    ?key a coop:Document ; dcterms:identifier ?name .
    OPTIONAL { ?key dcterms:title ?title } OPTIONAL { ?key dcterms:issued ?issued }
    OPTIONAL { ?key dcterms:language ?lang }
  }
}"""
_CLAIMED = """
SELECT DISTINCT ?graph ?kind ?modality ?polarity {
  VALUES ?graph { %s }
  GRAPH ?graph { ?claim coop:factKind ?kind ; coop:modality ?modality OPTIONAL { ?claim coop:polarity ?polarity } }
}"""


class WithTexts(Source, Protocol):
    """What answers for a store, and has its texts."""

    def text(self, digest: str) -> str:
        """Return the text of a document."""


class FullText:
    """Names and words of a store, found at the cost of what is found, brought up to date at that of what changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.left = 0
        """How many documents are still to be learnt."""
        self._stamps: Mapping[str, str] = {}
        self._new: list[str] = []

    @classmethod
    def apart(cls, like: sqlite3.Connection | None = None) -> Self:
        """Return one of its own, that is gone with its process: empty, or as another is."""
        connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        if like:
            like.backup(connection)
        else:
            connection.executescript(SCHEMA)
        return cls(connection)

    def update(self, store: WithTexts, stamps: Mapping[str, str]) -> None:
        """Learn what came into the store since last time, and forget what went."""
        self.compare(store, stamps)
        self.learn(store, len(self._new))

    def compare(self, store: WithTexts, stamps: Mapping[str, str]) -> None:
        """Learn the reference data, forget documents that went or changed by these stamps, and see what came."""
        held = dict(self.connection.execute("SELECT digest, stamp FROM text"))
        with self._at_once():
            if not self.connection.execute("SELECT 1 FROM thing").fetchone():
                self._learn_reference(store)
            for digest in sorted(digest for digest, stamp in held.items() if stamps.get(digest) != stamp):
                self._forget(digest)
        self._stamps = stamps
        self._new = sorted(digest for digest, stamp in stamps.items() if held.get(digest) != stamp)
        self.left = len(self._new)

    def learn(self, store: WithTexts, most: int) -> None:
        """Learn some of what came into the store."""
        for _ in range(0, most, BATCH):
            if size := min(BATCH, most, len(self._new)):
                with self._at_once():
                    self._learn(store, self._new[-size:])
                del self._new[-size:]
        self.left = len(self._new)

    def labels(self, things: Iterable[int]) -> dict[int, dict[str, str]]:
        """Return the fullest name of each thing in each language."""
        found: dict[int, dict[str, str]] = {thing: {} for thing in things}
        sql = """SELECT DISTINCT thing, lang, label FROM name
            WHERE thing IN (SELECT value FROM json_each(?)) AND lang IS NOT NULL ORDER BY LENGTH(label), label"""
        for thing, lang, label in self.connection.execute(sql, (json.dumps(list(found)),)):
            found[thing][lang] = label
        return found

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Change all in one transaction: that which whoever keeps an index has begun, else one of its own."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise

    def _learn_reference(self, store: WithTexts) -> None:
        rows = sorted(select(store, _REFERENCE), key=lambda row: (row["key"] or "", row["type"] or ""))
        things = (self._thing(row["key"] or "", local(row["type"]), known=True) for row in rows)
        langs = (row["lang"] or "" if row["own"] else None for row in rows)
        self._name((thing, 0, lang, row) for thing, lang, row in zip(things, langs, rows, strict=True))

    def _learn(self, store: WithTexts, digests: Sequence[str]) -> None:
        graphs = [str(iri.document_graph(digest)) for digest in digests]
        texts = {row["key"]: self._learn_text(store, row) for row in batches(store, _TITLES, graphs)}
        told: set[tuple[int, int]] = set()
        traits = {
            (facet, value, texts[row["graph"]])
            for row in batches(store, _CLAIMED, graphs)
            for facet, value in _put(row)
        }
        own: dict[str, int] = {}
        names: list[tuple[int, int, str | None, Record]] = []
        for row in batches(store, _NAMED, graphs):
            node, cls = row["key"] or "", local(row["type"])
            if cls not in _UNNAMED and node.startswith(iri.ID):
                text, own[node] = texts[row["graph"]], self._thing(node, cls, known=False)
                names.append((own[node], text, row["lang"] or "", row))
                told.add((text, own[node]))
        for row in batches(store, _REFERRED, graphs):
            found = self.connection.execute("SELECT id FROM thing WHERE iri = ? AND known", (row["key"],)).fetchone()
            if found:
                told.add((texts[row["graph"]], *found))
                if (row["key"] or "").startswith(_TERRITORIES):
                    traits.add(("territory", local(row["key"]), texts[row["graph"]]))
        groups = batches(store, _GROUPED, graphs)
        names += [(own[row["key"] or ""], texts[row["graph"]], None, row) for row in groups if row["key"] in own]
        self._name(names)
        self.connection.executemany("INSERT INTO told VALUES (?, ?)", told)
        self.connection.executemany("INSERT INTO trait VALUES (?, ?, ?)", traits)
        self._count({thing for _, thing in told})

    def _learn_text(self, store: WithTexts, row: Record) -> int:
        digest, name, title = local(row["key"]), row["name"] or "", row["title"] or ""
        told = digest, self._stamps[digest], name, title, row["issued"] or ""
        sql = "INSERT INTO text (digest, stamp, name, title, issued) VALUES (?, ?, ?, ?, ?) RETURNING id"
        (number,) = self.connection.execute(sql, told).fetchone()
        keys = " ".join(sorted({key(word) for word in words(f"{title} {store.text(digest)}")}))
        self.connection.execute("INSERT INTO said (rowid, keys) VALUES (?, ?)", (number, keys))
        dated = {"year": (row["issued"] or "")[:4], "language": row["lang"] or ""}
        traits = [(facet, value, number) for facet, value in dated.items() if value]
        self.connection.executemany("INSERT INTO trait VALUES (?, ?, ?)", traits)
        return int(number)

    def _thing(self, node: str, cls: str, *, known: bool) -> int:
        found = self.connection.execute("SELECT id FROM thing WHERE iri = ?", (node,)).fetchone()
        if found is None:
            sql = "INSERT INTO thing (iri, cls, known) VALUES (?, ?, ?) RETURNING id"
            found = self.connection.execute(sql, (node, cls, known)).fetchone()
        return int(found[0])

    def _name(self, told: Iterable[tuple[int, int, str | None, Record]]) -> None:
        """Note what things are called; a name without a language is one by which a thing is found alone."""
        (last,) = self.connection.execute("SELECT COALESCE(MAX(id), 0) FROM name").fetchone()
        rows = []
        for thing, text, lang, row in told:
            label = row["label"] or ""
            if forms := [both(word) for word in words(label)]:
                form, own = (" ".join(word[place] for word in forms) for place in (0, -1))
                last += 1
                rows.append((last, thing, text, lang, label, form, own, len(forms)))
        self.connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._index(rows, "INSERT INTO {0} (rowid, {1}) VALUES ({2})")

    def _index(self, names: Sequence[tuple[Any, ...]], sql: str) -> None:
        """Let names be found by their keys and their pieces, or no more."""
        columns = [(number, form, own) for number, *_, form, own, _ in names]
        self.connection.executemany(sql.format("named", "form, own", "?, ?, ?"), columns)
        short = [(number, padded(form)) for number, form, _ in columns if len(form) <= LONGEST]
        self.connection.executemany(sql.format("piece", "form", "?, ?"), short)

    def _forget(self, digest: str) -> None:
        (text,) = self.connection.execute("SELECT id FROM text WHERE digest = ?", (digest,)).fetchone()
        names = self.connection.execute("SELECT * FROM name WHERE text = ?", (text,)).fetchall()
        self._index(names, "INSERT INTO {0} ({0}, rowid, {1}) VALUES ('delete', {2})")
        things = {thing for (thing,) in self.connection.execute("SELECT thing FROM told WHERE text = ?", (text,))}
        for table, column in (("name", "text"), ("told", "text"), ("trait", "text"), ("text", "id"), ("said", "rowid")):
            self.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (text,))
        self._count(things)

    def _count(self, things: set[int]) -> None:
        """Count anew the documents that name these things; what none names any more is gone."""
        rows = [(thing,) for thing in sorted(things)]
        counted = "UPDATE thing SET documents = (SELECT COUNT(*) FROM told WHERE thing = id) WHERE id = ?"
        self.connection.executemany(counted, rows)
        self.connection.executemany("DELETE FROM thing WHERE id = ? AND documents = 0 AND NOT known", rows)


def _put(row: Record) -> tuple[tuple[str, str], ...]:
    """Return of which kind a claim is, and how firmly it is put."""
    denied = (row["polarity"] or "").endswith("negative")
    manner = "denied" if denied else local(row["modality"]).removeprefix("modality-")
    return ("kind", local(row["kind"]).removeprefix("kind-")), ("firmness", manner)
