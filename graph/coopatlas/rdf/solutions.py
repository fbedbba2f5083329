"""Rows of SPARQL, from anything that answers it: the store on disk, a store in memory, a server."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from coopatlas.rdf.iri import PREFIXES

BATCH = 500
"""The nodes that are asked for at once."""

Record = Mapping[str, str | None]
"""One row of an answer, by column, as text."""


class Rows(Protocol):
    """The answer of a store to a SELECT."""

    @property
    def columns(self) -> Sequence[str]:
        """The names of the variables."""

    @property
    def rows(self) -> Iterable[Sequence[Any]]:
        """A term or None for each variable; of rdflib, of pyoxigraph, or plain text."""


@dataclass(frozen=True, slots=True)
class Texts:
    """An answer in the lexical forms of its terms."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


class Source(Protocol):
    """What can be asked: anything that answers SPARQL."""

    def query(self, sparql: str) -> Rows:
        """Answer a SELECT."""


@runtime_checkable
class Filled(Protocol):
    """A source that takes many keys at once, beside the query."""

    def filled(self, sparql: str, keys: Sequence[str] | None) -> Rows:
        """Answer a SELECT for the keys that stand in its VALUES."""


PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def select(store: Source, sparql: str) -> Iterator[Record]:
    """Yield the rows of a query by column, as text; the prefixes are given."""
    return _records(store.query(PROLOGUE + sparql))


def batches(store: Source, sparql: str, keys: Iterable[str]) -> Iterator[Record]:
    """Yield the rows of a query for its `?key`, whose VALUES are the `%s` of the query, some hundreds at a time."""
    ordered = sorted(keys)
    if isinstance(store, Filled):
        yield from _records(store.filled(PROLOGUE + sparql, ordered)) if ordered else ()
        return
    for first in range(0, len(ordered), BATCH):
        yield from select(store, sparql % " ".join(f"<{key}>" for key in ordered[first : first + BATCH]))


def rows(store: Source, sparql: str, *columns: str) -> Iterator[tuple[str | None, ...]]:
    """Yield the rows of a query as text, of these columns; raises `KeyError` for one that it does not select.

    One that may be lacking begins with a question mark, and is None then.
    """
    found = store.query(PROLOGUE + sparql)
    places = {name: place for place, name in enumerate(found.columns)}
    chosen = [places.get(name[1:]) if name.startswith("?") else places[name] for name in columns]
    told = found.rows if isinstance(found, Texts) else (tuple(map(_text, row)) for row in found.rows)
    for row in told:
        yield tuple([None if place is None else row[place] for place in chosen])


def _records(solutions: Rows) -> Iterator[Record]:
    columns, told = solutions.columns, solutions.rows
    for row in told if isinstance(solutions, Texts) else (map(_text, row) for row in told):
        yield dict(zip(columns, row, strict=True))


def local(iri: str | None) -> str:
    """Return the local name of an IRI."""
    return (iri or "").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _text(term: object) -> str | None:
    """Return the lexical form: the terms of rdflib are strings, whose `value` may be a number or a truth of Python."""
    if term is None or type(term) is str:
        return term
    return str(term if isinstance(term, str) else getattr(term, "value", term))
