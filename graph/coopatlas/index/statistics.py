"""How many statements there are of a kind: by which the order of joins is chosen."""

import sqlite3
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from rdflib import OWL, RDF, URIRef, Variable
from rdflib.paths import AlternativePath
from rdflib.term import Identifier

from coopatlas.index.database import number_of
from coopatlas.rdf.iri import REFERENCE

MOST = 50_000
"""As many statements are counted, and no more."""
_ESTIMATES = {
    "quad": {
        "quad": "50 10 1 1",
        "quad_pogs": "10000 10 10 1",
        "quad_ogsp": "50 50 1 1",
        "quad_gpso": "1000000 10 1 1",
    },
    "reach": {"reach": "1000 1000 100 1", "reach_back": "1000 1000 100 1"},
}
"""How many statements SQLite is told to expect by one, two, three and four columns of each order.

It chooses by them alone whether to sort what is worked out on the way. They are not counted: where SQLite knows how
many rows a table has and expects more look-ups than that, it first reads the whole table, for each join anew, to spare
some of them (a Bloom filter). What it expects of deep joins is far too much, and few statements are ever looked up.
"""
_ROWS = 4_000_000_000
"""The statements that SQLite is told there are: more than it expects look-ups; the greatest number of its 32 bits."""
_FAR = 1_000_000.0
"""How much more a statement counts that shares no variable with what is joined: a product of both."""

_BESIDE = 10.0
"""How much more it counts where it stands in the same graph and shares nothing else: a product within a document."""

Known = Mapping[str, Identifier | None]
"""The variables that are bound, with their terms where these are known."""


class Statistics:
    """The counts of an index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._counted: dict[tuple[int | None, int], int] = {}

    def fanout(self, statement: Any, graph: URIRef | Variable, known: Known) -> float:
        """Return how many rows a statement is likely to give for each row in which these variables are bound."""
        subject, predicate, value = statement
        predicates = predicate.args if isinstance(predicate, AlternativePath) else [predicate]
        rows = sum(self._rows(one, graph, subject, value, known) for one in predicates)
        names = {str(end) for end in statement if isinstance(end, Variable)}
        if not known or not names or names & known.keys():
            return rows
        return rows * (_BESIDE if isinstance(graph, Variable) and str(graph) in known else _FAR)

    def is_link(self, predicate: URIRef) -> bool:
        """Tell whether the ontology has a property for one whose values are things, never literals."""
        return self._number(predicate) in self._links

    def _rows(self, predicate: Any, graph: Any, subject: Any, value: Any, known: Known) -> float:
        number = None if isinstance(predicate, Variable) else self._number(predicate)
        total, subjects, values = self._of_predicate.get(number, (0, 1, 1)) if number else self._all
        is_subject, is_value = (_is_known(end, known) for end in (subject, value))
        if is_subject and is_value:
            return min(1.0, total / (subjects * values))
        term = known.get(str(value)) if isinstance(value, Variable) else value
        if term is not None:
            rows: float = self._count(number, term)
        else:
            rows = total / subjects if is_subject else total / values if is_value else total
        if not isinstance(graph, Variable):
            return rows * self._share(graph, number)
        if is_subject or str(graph) not in known:
            return rows
        # What a graph names it is likely to name again; a class, or what else a property has, is as likely in each.
        is_as_likely = not is_value or (term is not None and number is not None)
        return rows / self._graphs if is_as_likely else min(rows, total / self._graphs)

    def _count(self, predicate: int | None, value: Identifier) -> int:
        """Return in how many statements a term is the value."""
        number = self._number(value)
        if number is None:
            return 0
        if (predicate, number) not in self._counted:
            test = "o = ?1" if predicate is None else "o = ?1 AND p = ?2"
            sql = f"SELECT COUNT(*) FROM (SELECT 1 FROM quad WHERE {test} LIMIT {MOST})"
            given = (number,) if predicate is None else (number, predicate)
            self._counted[predicate, number] = self._connection.execute(sql, given).fetchone()[0]
        return self._counted[predicate, number]

    def _share(self, graph: URIRef, predicate: int | None) -> float:
        """Return which part of the statements of a property stands in a graph."""
        if predicate is None:
            return 1.0
        total = self._of_predicate.get(predicate, (1, 1, 1))[0]
        return self._of_graph.get((self._number(graph) or 0, predicate), 0) / total

    def _number(self, term: Identifier) -> int | None:
        return number_of(self._connection, term)

    @cached_property
    def _links(self) -> frozenset[int]:
        numbers = [self._number(one) for one in (RDF.type, OWL.ObjectProperty, REFERENCE)]
        sql = "SELECT s FROM quad INDEXED BY quad_pogs WHERE p = ? AND o = ? AND g = ?"
        return frozenset(number for (number,) in self._connection.execute(sql, numbers))

    @cached_property
    def _of_predicate(self) -> Mapping[int, tuple[int, int, int]]:
        rows = self._connection.execute("SELECT p, n, subjects, vals FROM counted WHERE g = 0")
        return {p: (n, max(1, s), max(1, o)) for p, n, s, o in rows}

    @cached_property
    def _of_graph(self) -> Mapping[tuple[int, int], int]:
        return {(g, p): n for g, p, n in self._connection.execute("SELECT g, p, n FROM counted WHERE g > 0")}

    @cached_property
    def _all(self) -> tuple[int, int, int]:
        total = sum(n for n, _, _ in self._of_predicate.values())
        return total, max(1, total // 10), max(1, total // 20)

    @cached_property
    def _graphs(self) -> int:
        return max(1, int(self._connection.execute("SELECT COUNT(*) FROM (SELECT DISTINCT g FROM quad)").fetchone()[0]))


def count(connection: sqlite3.Connection, graphs: list[int]) -> None:
    """Count the statements anew, those of these graphs apart."""
    connection.execute("DELETE FROM counted")
    connection.execute(
        "INSERT INTO counted SELECT 0, p, COUNT(*), 0, COUNT(DISTINCT o) FROM quad INDEXED BY quad_pogs GROUP BY p"
    )
    connection.execute(
        "UPDATE counted SET subjects = found.n FROM"
        " (SELECT p, COUNT(*) AS n FROM (SELECT DISTINCT s, p FROM quad) GROUP BY p) AS found WHERE counted.p = found.p"
    )
    for graph in graphs:
        connection.execute("INSERT INTO counted SELECT g, p, COUNT(*), 0, 0 FROM quad WHERE g = ? GROUP BY p", (graph,))
    _estimate(connection)


def _estimate(connection: sqlite3.Connection) -> None:
    reload = "ANALYZE sqlite_schema"  # which counts nothing, but makes the table of estimates where there is none
    connection.execute(reload)
    connection.execute("DELETE FROM sqlite_stat1")
    for table, orders in _ESTIMATES.items():
        rows = ((table, order, f"{_ROWS} {expected}") for order, expected in orders.items())
        connection.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", rows)
    connection.execute(reload)


def _is_known(end: Any, known: Known) -> bool:
    return not isinstance(end, Variable) or str(end) in known
