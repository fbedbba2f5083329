"""The index of a store: what it holds once more in SQLite, where lists and sums over all of it take a moment.

It is derived, never the truth: made from the store at any time, brought up to date by what was committed, and used only
where it is of the state that the store is in. SPARQL of the catalogue, the views and the pages is turned into SQL and
gives the same rows in the same order; what is not, the store answers itself.
"""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import overload
from weakref import WeakKeyDictionary

from coopatlas.errors import StoreError
from coopatlas.index import filling, keeping
from coopatlas.index.asking import Index, Rows
from coopatlas.index.database import connect
from coopatlas.index.fulltext import FullText
from coopatlas.index.indexed import Indexed
from coopatlas.index.keeping import keep
from coopatlas.index.plan import SLOT
from coopatlas.rdf.solutions import Source
from coopatlas.store import Store, opening
from coopatlas.store.server import is_address

__all__ = ["SLOT", "Index", "Indexed", "Rows", "current", "keep", "lacking", "source"]


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
        if keeping.is_of(connection, state):
            return Index(connection)
    return None


def lacking(store: Store) -> StoreError | None:
    """Return why a large store answers without an index, and what to do; None where it has one, or needs none."""
    if not store.is_snapshot or is_address(str(store.path)) or store.count() < keeping.LEAST or current(store):
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
