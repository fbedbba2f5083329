"""Keeping the index of a store: making it, and bringing it up to date by what was committed."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from coopatlas.index import filling
from coopatlas.index.asking import Index
from coopatlas.index.database import connect
from coopatlas.index.indexed import Indexed
from coopatlas.rdf import iri
from coopatlas.store import Store, opening
from coopatlas.store.server import is_address

LEAST = 300
"""The documents of the smallest store for which an index is kept: smaller ones answer at once."""
_FEW = 50
"""The changed documents that an index of any size is brought up to date with; of more, a third of the store."""


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
            return is_of(connection, state) or _caught_up(connection, store, state, max(_FEW, store.count() // 3))
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def is_of(connection: sqlite3.Connection, state: str) -> bool:
    """Whether an index is of this version and of a state of its store."""
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
