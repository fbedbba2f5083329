"""The index of a store: what it holds once more in SQLite, where lists and sums over all of it take a moment.

It is derived, never the truth: made from the store at any time, brought up to date by what was committed, and used only
where it is of the state that the store is in. SPARQL of the catalogue, the views and the pages is turned into SQL and
gives the same rows in the same order; what is not, the store answers itself.
"""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import thread_time
from typing import Any, overload
from weakref import WeakKeyDictionary

from rdflib import XSD, Literal, URIRef
from rdflib.term import Identifier

from coopatlas.errors import StoreError
from coopatlas.index import answers, filling
from coopatlas.index.database import connect, numbers_of, terms_of, texts_of
from coopatlas.index.fulltext import FullText
from coopatlas.index.plan import Plan, plan
from coopatlas.index.relation import UnsupportedError
from coopatlas.index.statistics import Statistics
from coopatlas.index.tables import SLOT
from coopatlas.rdf import iri, solutions
from coopatlas.rdf.solutions import PROLOGUE, Source
from coopatlas.store import Store, opening
from coopatlas.store.server import is_address

__all__ = ["LEAST", "SLOT", "Index", "Indexed", "Rows", "current", "keep", "lacking", "source"]

_LOG = logging.getLogger(__name__)

LEAST = 300
"""The documents of the smallest store for which an index is kept: smaller ones answer at once."""
_FEW = 50
"""The changed documents that an index of any size is brought up to date with; of more, a third of the store."""

_CALLED_ANYWHERE = """
SELECT DISTINCT ?key ?label (LANG(?label) AS ?lang) {
  VALUES ?key { %s } VALUES ?named { rdfs:label skos:prefLabel dcterms:title dcterms:identifier }
  GRAPH ?graph { ?key ?named ?label }
}"""
_CALLED = _CALLED_ANYWHERE.replace("{ %s }", "{ %s } VALUES ?graph { graph:asserted graph:reference }")

Given = Mapping[str, Sequence[Identifier]]


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer whose cells are numbers of terms, or what SQL computed, until they are shown."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    kinds: tuple[str, ...]
    index: "Index"
    asked: Mapping[int, Identifier]

    def terms(self, rows: Iterable[Sequence[Any]]) -> list[Sequence[Identifier | None]]:
        """Return some of the rows as terms."""
        chosen = list(rows)
        places = [place for place, kind in enumerate(self.kinds) if kind == "id"]
        numbers = {row[place] for row in chosen for place in places if row[place] is not None}
        known = {**self.asked, **dict(terms_of(self.index.connection, (one for one in numbers if one > 0)))}

        def term(kind: str, cell: Any) -> Identifier | None:
            if cell is None:
                return None
            return known[cell] if kind == "id" else Literal(bool(cell) if kind == "boolean" else cell)

        return [tuple(map(term, self.kinds, row)) for row in chosen]

    def texts(self) -> tuple[tuple[str | None, ...], ...]:
        """Return all rows in their lexical forms: of an IRI or a literal the text alone."""
        places = [place for place, kind in enumerate(self.kinds) if kind == "id"]
        numbers = {row[place] for row in self.rows for place in places if row[place] is not None}
        known = {number: str(term) for number, term in self.asked.items()}
        known |= texts_of(self.index.connection, (one for one in numbers if one > 0))
        said: dict[str, Callable[[Any], str | None]] = {"id": known.get, "boolean": _truth}
        columns = [said.get(kind, _said) for kind in self.kinds]
        return tuple(tuple([say(cell) for say, cell in zip(columns, row, strict=True)]) for row in self.rows)


def _said(cell: Any) -> str | None:
    return None if cell is None else str(cell)


def _truth(cell: Any) -> str | None:
    return None if cell is None else "true" if cell else "false"


class Index:
    """An index that is open to be asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.texts = FullText(connection)
        self._statistics = Statistics(connection)
        self._plans: dict[str, Plan | None] = {}
        self._is_whole = True

    def ask(self, template: str, given: Given | None = None) -> Rows:
        """Answer a SELECT whose slots hold these terms; raises `UnsupportedError`."""
        try:
            chosen = self._plan(template, given or {})
            binds, asked = self._binds(chosen, given or {})
            rows = self._rows(chosen, binds)
        except sqlite3.Error as error:
            self._say_once(error)
            raise UnsupportedError("index", f"the index cannot be read ({error})", "ask the store") from error
        names, kinds = zip(*chosen.columns, strict=True)
        return Rows(names, rows, kinds, self, asked)

    def kept(self, name: str, work: Callable[[], list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
        """Return the rows that are kept under a name of this state; else work them out, and keep what took long."""
        mark = "" if self.connection.in_transaction else answers.mark(self.connection)
        if not mark:
            return work()  # while the index changes no answer is of its state
        key = sha256(name.encode()).hexdigest()
        if (kept := answers.kept(self.connection, key)) is not None:
            return kept
        begin = thread_time()
        rows = work()
        if thread_time() - begin > answers.LONG:
            answers.keep(self.connection, key, rows, mark)
        return rows

    def _rows(self, chosen: Plan, binds: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        def work() -> list[tuple[Any, ...]]:
            rows = self.connection.execute(chosen.sql, binds).fetchall()
            return list(dict.fromkeys(rows)) if chosen.distinct else rows

        return self.kept(json.dumps([chosen.sql, sorted(binds.items())]), work)

    def _say_once(self, error: sqlite3.Error) -> None:
        if self._is_whole:
            _LOG.warning("the index cannot be read (%s): the store answers, which takes longer", error)
        self._is_whole = False

    def _plan(self, template: str, given: Given) -> Plan:
        """Return the plan of a query, as it was made when it was first asked, by whomever."""
        shape = "\n".join(f"{name} {_shape(terms)}" for name, terms in sorted(given.items()))
        key = f"{template}\n{shape}"
        if key not in self._plans:
            sql = "SELECT plan FROM plan WHERE query = ? AND planner = ?"
            found = self.connection.execute(sql, (key, filling.planner())).fetchone()
            self._plans[key] = Plan.read(found[0]) if found else self._made(key, template, given)
        chosen = self._plans[key]
        if chosen is None:
            raise UnsupportedError("index", "the query is not turned into SQL", "ask the store")
        return chosen

    def _made(self, key: str, template: str, given: Given) -> Plan | None:
        try:
            made = plan(template, given, self._statistics)
        except UnsupportedError:
            return None
        with suppress(sqlite3.OperationalError):  # where it may not be written, it is made again
            row = key, filling.planner(), made.record()
            self.connection.execute("INSERT OR REPLACE INTO plan VALUES (?, ?, ?)", row)
        return made

    def _binds(self, chosen: Plan, given: Given) -> tuple[dict[str, Any], dict[int, Identifier]]:
        """Return the numbers and texts of the terms of a plan; what the index has not is numbered below zero."""
        binds: dict[str, Any] = {}
        asked: dict[int, Identifier] = {}

        slots = ((f"s_{name}", terms) for name, terms in given.items())
        filled = [*((name, [term]) for name, term in chosen.constants), *slots]
        known = numbers_of(self.connection, {term for _, terms in filled for term in terms})

        def number(term: Identifier) -> int:
            found = known.get(term)
            if found is None:
                found = known[term] = -1 - len(asked)
                asked[found] = term
            return found

        for name, terms in filled:
            if len(terms) == 1:
                binds |= {name: number(terms[0]), f"v_{name}": _value(terms[0])}
            else:
                binds[name] = json.dumps(list(map(number, terms)))
        return binds, asked


@dataclass(frozen=True, slots=True)
class Texts:
    """An answer in the lexical forms of its terms."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


class Indexed:
    """A store whose index answers what it can: a source of rows for views and pages."""

    def __init__(self, store: Store, index: Index) -> None:
        self.store = store
        self.index = index

    def query(self, sparql: str) -> solutions.Rows:
        """Answer a SELECT."""
        return self.filled(sparql, None)

    def filled(self, sparql: str, keys: Sequence[str] | None) -> solutions.Rows:
        """Answer a SELECT for the keys that stand in its VALUES."""
        text = sparql.removeprefix(PROLOGUE)
        try:
            if keys is None:
                found = self.index.ask(text)
            else:
                found = self.index.ask(text % f"<{SLOT}key>", {"key": list(map(URIRef, keys))})
        except UnsupportedError:
            return self.store.query(sparql if keys is None else sparql % " ".join(f"<{key}>" for key in keys))
        return Texts(found.columns, found.texts())

    def text(self, digest: str) -> str:
        """Return the text of a document."""
        return self.store.text(digest)

    def labels(self, terms: Iterable[str], shared: bool = True) -> dict[str, list[Literal]]:
        """Return the labels that the shared graphs give these IRIs, or any graph, as the store does."""
        found: dict[str, list[Literal]] = {term: [] for term in terms}
        if not found:
            return found
        query = (_CALLED if shared else _CALLED_ANYWHERE) % f"<{SLOT}key>"
        try:
            rows = self.index.ask(query, {"key": list(map(URIRef, found))}).texts()
        except UnsupportedError:
            return self.store.labels(found, shared)
        for key, label, lang in rows:
            found[str(key)].append(Literal(label, lang=lang or None))
        return found


@overload
def source(store: Store) -> Store | Indexed: ...


@overload
def source(store: Source) -> Source: ...


def source(store: Source) -> Source:
    """Return what answers the queries of views and pages: the index of this state if there is one, else the store."""
    index = current(store) if isinstance(store, Store) else None
    return Indexed(store, index) if index and isinstance(store, Store) else store


@dataclass(frozen=True, slots=True)
class _Opened:
    """What was found beside a store in this state: its index, None where `file` is of another state or is not there."""

    state: str
    file: tuple[int, ...]
    index: Index | None


_OPEN: "WeakKeyDictionary[Store, _Opened]" = WeakKeyDictionary()


def current(store: Store) -> Index | None:
    """Return the index of a store as it is now, None where there is none or the store has gone on.

    Whoever asks leaves it as it is: `keep` alone knows that the store it reads is of the state it notes.
    What is open to be written has none: it would not see the next commit.
    """
    if not store.is_snapshot:
        return None
    path, held = store.path / opening.INDEX, _OPEN.get(store)
    if held is None or (held.index is None and held.file != _file(path)):
        state = held.state if held else opening.state(store.path)
        held = _OPEN[store] = _Opened(state, _file(path), _current(path, state))
    return held.index


def _current(path: Path, state: str) -> Index | None:
    if not path.is_file():
        return None
    with suppress(sqlite3.Error):
        connection = connect(path)
        if _is_of(connection, state):
            return Index(connection)
    return None


def lacking(store: Store) -> StoreError | None:
    """Return why a large store answers without an index, and what to do; None where it has one, or needs none."""
    if not store.is_snapshot or is_address(str(store.path)) or store.count() < LEAST or current(store):
        return None
    path = store.path / opening.INDEX
    remedy = "run the last build again: it reads nothing anew, and makes the index"
    if not path.is_file():
        return StoreError(str(path), "there is no index: answers come slowly", remedy)
    with suppress(sqlite3.Error):
        held = dict(connect(path, read_only=True).execute("SELECT name, value FROM state"))
        if held.get("version") == filling.version():
            return StoreError(str(path), "the index is behind the store: answers come slowly", remedy)
        return StoreError(str(path), "another version made the index: answers come slowly", remedy)
    return StoreError(str(path), "the index cannot be read: answers come slowly", remedy)


def _file(path: Path) -> tuple[int, ...]:
    """Return what changes when an index is made or brought up to date."""
    with suppress(OSError):
        found = path.stat()
        return found.st_ino, found.st_size, found.st_mtime_ns
    return ()


def texts(store: Store) -> FullText | None:
    """Return the names and words of a store as they stand in its index, None where there is no index of its state."""
    held = current(store)
    return held.texts if held else None


def texts_apart(store: Store) -> FullText:
    """Return names and words that are brought up to date apart from any index: those of one that is behind, or none."""
    with suppress(sqlite3.Error):
        connection = connect(store.path / opening.INDEX, read_only=True)
        if dict(connection.execute("SELECT name, value FROM state")).get("version") == filling.version():
            return FullText.apart(connection)
    return FullText.apart()


def learnt(store: Store, found: FullText | None = None) -> FullText:
    """Return the names and words of a store: those of its index, else `found`, or such as are apart, up to date."""
    if held := texts(store):
        return held
    found = found or texts_apart(store)
    found.update(store, filling.stamps(store))
    return found


def keep(folder: str | Path, *, always: bool = False) -> bool:
    """Bring the index of a store up to date; make it where the store is large, or `always`. Tell whether there is one.

    There is none where it cannot be written, on a full disk say: an index is never the truth, and the store answers.
    Raises `StoreError` where the store cannot be opened. Beside a store that is a server none is kept.
    """
    if is_address(folder):
        return False
    path = Path(folder) / opening.INDEX
    Store.open(folder, read_only=True).close()  # which loads the reference data of this version
    state = opening.state(Path(folder))
    with Store.open(folder, read_only=True) as store:
        if not path.is_file() and not always and store.count() < LEAST:
            return False
        return (path.is_file() and _is_brought(path, store, state)) or filling.made(path, store, state, worded)


def worded(connection: sqlite3.Connection, store: Store, stamps: Mapping[str, str]) -> None:
    """Bring the names and words of an index up to date, by its own statements."""
    index = Index(connection)
    index.texts.update(Indexed(store, index), stamps)


def _is_brought(path: Path, store: Store, state: str) -> bool:
    try:
        connection = connect(path)
        try:
            return _is_of(connection, state) or _caught_up(connection, store, state, max(_FEW, store.count() // 3))
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def _is_of(connection: sqlite3.Connection, state: str) -> bool:
    held = dict(connection.execute("SELECT name, value FROM state"))
    return (held.get("version"), held.get("store")) == (filling.version(), state)


def _caught_up(connection: sqlite3.Connection, store: Store, state: str, most: int) -> bool:
    """Bring an index up to date, unless more documents changed than `most`, or the store itself is of another kind.

    What it holds is read under the lock: another process may be bringing it up to date too.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = _followed(connection, store, state, most)
        connection.execute("COMMIT" if done else "ROLLBACK")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return done


def _followed(connection: sqlite3.Connection, store: Store, state: str, most: int) -> bool:
    held = dict(connection.execute("SELECT name, value FROM state"))
    seen = filling.Seen.of(store)
    now = seen.marks
    if held.get("version") != filling.version() or held.get("settings") != now["settings"]:
        return False
    before = dict(connection.execute("SELECT digest, stamp FROM document"))
    changed = {digest for digest, _ in seen.stamps.items() ^ before.items()}
    changed |= filling.relinked(connection, store)
    if len(changed) > most:
        return False
    work = filling.Filling(connection, store, sorted(changed))
    work.work()
    if held.get("judged") != now["judged"]:
        work.replace(str(iri.EVENTS))
    if (held.get("statistics"), held.get("comparisons")) != (now["statistics"], now["comparisons"]):
        work.replace_statistics()
    worded(connection, store, seen.stamps)
    filling.note(connection, seen, state)
    return True


def _shape(terms: Sequence[Identifier]) -> str:
    kinds = {str(term.datatype or "") if isinstance(term, Literal) else "IRI" for term in terms}
    return f"{'one' if len(terms) == 1 else 'many'} {' '.join(sorted(kinds))}"


def _value(term: Identifier) -> Any:
    """Return a term as SQL compares it."""
    if isinstance(term, Literal) and term.datatype in (XSD.integer, XSD.decimal, XSD.double, XSD.float):
        return int(term) if term.datatype == XSD.integer else float(term)
    return str(term)
