"""The tables of an index: numbers for terms, statements in four orders, what is reached by steps, counts, plans."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Identifier

from coopatlas.index import decimals
from coopatlas.rdf import iri
from coopatlas.rdf.oxigraph import term as engine_term
from coopatlas.store import catalogue

SCHEMA = """
CREATE TABLE term (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, kind INTEGER NOT NULL, value TEXT NOT NULL,
  lang TEXT, type TEXT, comparable);
CREATE TABLE quad (g INTEGER NOT NULL, s INTEGER NOT NULL, p INTEGER NOT NULL, o INTEGER NOT NULL,
  PRIMARY KEY (s, g, p, o)) WITHOUT ROWID;
CREATE TABLE reach (p INTEGER NOT NULL, g INTEGER NOT NULL, s INTEGER NOT NULL, o INTEGER NOT NULL,
  PRIMARY KEY (p, g, s, o)) WITHOUT ROWID;
CREATE TABLE counted (g INTEGER NOT NULL, p INTEGER NOT NULL, n INTEGER NOT NULL, subjects INTEGER NOT NULL,
  vals INTEGER NOT NULL, PRIMARY KEY (g, p)) WITHOUT ROWID;
CREATE TABLE plan (query TEXT PRIMARY KEY, planner TEXT NOT NULL, plan TEXT NOT NULL);
CREATE TABLE document (digest TEXT PRIMARY KEY, stamp TEXT NOT NULL);
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
ORDERS = """
CREATE UNIQUE INDEX term_hash ON term (hash);
CREATE INDEX quad_pogs ON quad (p, o, g, s);
CREATE INDEX quad_ogsp ON quad (o, g, s, p);
CREATE INDEX quad_gpso ON quad (g, p, s, o);
CREATE INDEX reach_back ON reach (p, g, o, s);
"""
LEFT_OUT = frozenset(
    one.value for one in (catalogue.TEXT, catalogue.FACTS, catalogue.NOTES, catalogue.SIGNATURE, catalogue.STATE)
) | {catalogue.UNLINKED.value, str(iri.ONTOLOGY.eventKey), str(iri.ONTOLOGY.tellingRecord)}
"""What the catalogue keeps for the store itself: texts, packed facts, notes, keys. An index is not asked about it."""
_NUMERIC = frozenset(str(XSD[name]) for name in ("integer", "decimal", "double", "float"))
_BATCH = 5_000
_GREATEST = 2**63 - 1
"""The greatest whole number of SQLite; greater ones are compared as floats."""
_OTHER_FILES = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH})


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open an index with the functions that its queries use."""
    address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    for name, function in _FUNCTIONS.items():
        connection.create_function(name, 1, function, deterministic=True)
    for name, (count, function) in {**_OF_TWO, **decimals.FUNCTIONS}.items():
        connection.create_function(name, count, function, deterministic=True)
    connection.create_aggregate("max_term", 2, _Greatest)
    connection.create_aggregate("min_term", 2, _Least)
    connection.create_aggregate("total_exact", 1, decimals.Total)
    # Plans are kept in the file, and a store may come from somebody else: they reach no other file.
    connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action in _OTHER_FILES else sqlite3.SQLITE_OK)
    for setting in ("cache_size = -65536", "mmap_size = 1073741824", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def number_of(connection: sqlite3.Connection, term: Identifier) -> int | None:
    """Return the number of a term, None where the index has none."""
    found = connection.execute("SELECT id FROM term WHERE hash = ?", (hash_of(engine_term(term)),)).fetchone()
    return found[0] if found else None


def numbers_of(connection: sqlite3.Connection, terms: Iterable[Identifier]) -> dict[Identifier, int]:
    """Return the numbers of those of these terms that the index has."""
    hashes = {term: hash_of(f"<{term}>" if isinstance(term, URIRef) else engine_term(term)) for term in terms}
    sql = "SELECT hash, id FROM term WHERE hash IN (SELECT value FROM json_each(?))"
    found = dict(connection.execute(sql, (json.dumps(list(hashes.values())),)))
    return {term: found[hashed] for term, hashed in hashes.items() if hashed in found}


def texts_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield the lexical forms of the terms of these numbers."""
    sql = "SELECT id, value FROM term WHERE id IN (SELECT value FROM json_each(?))"
    yield from connection.execute(sql, (json.dumps(list(numbers)),))


def terms_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[tuple[int, Identifier]]:
    """Yield the terms of these numbers."""
    wanted = list(numbers)
    for first in range(0, len(wanted), _BATCH):
        part = wanted[first : first + _BATCH]
        marks = ",".join("?" * len(part))
        for number, kind, value, lang, datatype in connection.execute(
            f"SELECT id, kind, value, lang, type FROM term WHERE id IN ({marks})", part
        ):
            yield number, _term(kind, value, lang, datatype)


def _term(kind: int, value: str, lang: str | None, datatype: str | None) -> Identifier:
    if kind == 1:
        return URIRef(value)
    if kind == 2:
        return Literal(value, lang=lang, datatype=URIRef(datatype) if datatype else None, normalize=False)
    return BNode(value)


def hash_of(term: Any) -> int:
    """Return 64 bits that tell a term from others; of a billion two may agree."""
    return int.from_bytes(blake2b(str(term).encode(), digest_size=8).digest(), "big", signed=True)


def described(term: Any) -> tuple[int, str, str | None, str | None, Any]:
    """Return kind, text, language, datatype and what is compared."""
    if isinstance(term, ox.NamedNode):
        return 1, term.value, None, None, None
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        plain = term.language or datatype == str(XSD.string)
        return 2, term.value, term.language, None if plain else datatype, _comparable(term.value, datatype)
    return 0, str(term).removeprefix("_:"), None, None, None


def _comparable(value: str, datatype: str) -> Any:
    if datatype not in _NUMERIC:
        return None
    try:
        number = int(value)
        return number if abs(number) <= _GREATEST else float(number)
    except (ValueError, OverflowError):
        pass
    try:
        return float(value)
    except ValueError:  # a text of the type of numbers, which the store compares to nothing
        return None


def _whole(text: str | None) -> int | None:
    try:
        return int(text) if text else None
    except ValueError:
        return None


def _number(value: Any) -> Any:
    return value if isinstance(value, int | float) else None


def _beside(one: str | None, other: str | None) -> int:
    """Compare two numbers by their texts, exactly; what is no number is taken for the same."""
    if one is None or other is None or one == other:
        return 0
    try:
        return int(Decimal(one).compare(Decimal(other)))
    except (ArithmeticError, ValueError):
        return 0


def _truth(text: str | None) -> bool | None:
    return None if text is None else text in {"true", "1"}


def _before(text: str | None, mark: str | None) -> str | None:
    if text is None or mark is None:
        return None
    found, at, _ = text.partition(mark) if mark else ("", "", "")
    return found if at else ""


def _after(text: str | None, mark: str | None) -> str | None:
    if text is None or mark is None:
        return None
    return text.partition(mark)[2] if mark else text


_OF_TWO: Mapping[str, tuple[int, Callable[..., Any]]] = {
    "beside": (2, _beside),
    "text_before": (2, _before),
    "text_after": (2, _after),
}
_FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {
    "lowered": lambda text: None if text is None else str(text).lower(),
    "raised": lambda text: None if text is None else str(text).upper(),
    "whole": _whole,
    "number": _number,
    "truth": _truth,
}


class _Greatest:
    """The aggregate of the number of the greatest term."""

    def __init__(self) -> None:
        self._best: tuple[Any, Any] | None = None

    def step(self, *given: Any) -> None:
        """Take what is compared, and the number."""
        comparable, number = given
        if number is not None and (self._best is None or self._is_better(comparable, self._best[0])):
            self._best = comparable, number

    def finalize(self) -> Any:
        """Return it."""
        return self._best[1] if self._best else None

    @staticmethod
    def _is_better(one: Any, other: Any) -> bool:
        return bool(one > other)


class _Least(_Greatest):
    """The aggregate of the number of the least term."""

    @staticmethod
    def _is_better(one: Any, other: Any) -> bool:
        return bool(one < other)
