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
_LONGEST = 64_000_000
"""The bytes of the longest answer that is kept, before it is compressed."""

Row = tuple[Any, ...]


def mark(connection: sqlite3.Connection) -> str:
    """Return what changes whenever the index does; empty where it cannot be read, or is being made."""
    with suppress(sqlite3.Error):
        for (state,) in connection.execute("SELECT value FROM state WHERE name = 'store'"):
            return str(state)
    return ""


def kept(connection: sqlite3.Connection, key: str) -> list[Row] | None:
    """Return the rows of an answer that is kept, None where it is not, or is none: an index may be another's."""
    with suppress(sqlite3.Error, zlib.error, ValueError, TypeError):
        for (packed,) in connection.execute("SELECT rows FROM answer WHERE key = ?", (key,)):
            unpacking = zlib.decompressobj()
            text = unpacking.decompress(packed, _LONGEST)
            return None if unpacking.unconsumed_tail else list(map(tuple, json.loads(text)))
    return None


def keep(connection: sqlite3.Connection, key: str, rows: Sequence[Row], of: str) -> None:
    """Keep an answer, unless the index changed since this mark, another reads it, or it may not be written.

    Nobody waits for an answer to be kept: a writer that waits for readers keeps new ones from beginning.
    """
    if len(rows) > _LARGEST:
        return
    text = json.dumps(rows, separators=(",", ":")).encode()
    if len(text) > _LONGEST:
        return
    with suppress(sqlite3.Error):
        (waits,) = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            connection.execute(
                "INSERT OR REPLACE INTO answer (key, rows) SELECT ?, ? WHERE ? ="
                " (SELECT value FROM state WHERE name = 'store')",
                (key, zlib.compress(text, 1), of),
            )
            connection.execute("DELETE FROM answer WHERE id <= (SELECT MAX(id) FROM answer) - ?", (_MOST,))
        finally:
            connection.execute(f"PRAGMA busy_timeout = {int(waits)}")
