"""Answers that took long to work out, kept in the index until it changes: sums and lists over all of a store."""

import json
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

SCHEMA = """
CREATE TABLE answer (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, rows BLOB NOT NULL);
"""
LONG = 0.1
"""The seconds of work from which on an answer is kept."""
_LARGEST, _MOST = 300_000, 200
"""The rows of the largest answer that is kept, and how many are: the oldest go."""

Row = tuple[Any, ...]


def mark(connection: sqlite3.Connection) -> str:
    """Return what changes whenever the index does; empty where it cannot be read, or is being made."""
    with suppress(sqlite3.Error):
        for (state,) in connection.execute("SELECT value FROM state WHERE name = 'store'"):
            return str(state)
    return ""


def kept(connection: sqlite3.Connection, key: str) -> list[Row] | None:
    """Return the rows of an answer that is kept, None where it is not."""
    found = None
    with suppress(sqlite3.Error):
        found = connection.execute("SELECT rows FROM answer WHERE key = ?", (key,)).fetchone()
    return list(map(tuple, json.loads(zlib.decompress(found[0])))) if found else None


def keep(connection: sqlite3.Connection, key: str, rows: Sequence[Row], of: str) -> None:
    """Keep an answer, unless the index changed since this mark, or may not be written."""
    if len(rows) > _LARGEST:
        return
    packed = zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 1)
    with suppress(sqlite3.OperationalError):
        connection.execute(
            "INSERT OR REPLACE INTO answer (key, rows) SELECT ?, ? WHERE ? ="
            " (SELECT value FROM state WHERE name = 'store')",
            (key, packed, of),
        )
        connection.execute("DELETE FROM answer WHERE id <= (SELECT MAX(id) FROM answer) - ?", (_MOST,))
