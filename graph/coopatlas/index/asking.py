"""Asking an index: SPARQL whose plan is kept, and rows whose terms are looked up when they are shown."""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from time import thread_time
from typing import Any

from rdflib import XSD, Literal
from rdflib.term import Identifier

from coopatlas.index import answers, decimals, filling
from coopatlas.index.database import numbers_of, terms_of, texts_of
from coopatlas.index.fulltext import FullText
from coopatlas.index.plan import Plan
from coopatlas.index.relation import UnsupportedError
from coopatlas.index.statistics import Statistics

_LOG = logging.getLogger(__name__)

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
            if kind == "id":
                return known[cell]
            return decimals.literal(cell) if kind == "decimal" else Literal(bool(cell) if kind == "boolean" else cell)

        return [tuple(map(term, self.kinds, row)) for row in chosen]

    def kind(self, column: str) -> str:
        """Return what the cells of a column are: `id`, the numbers of terms, or what SQL computed; of none, nothing."""
        return dict(zip(self.columns, self.kinds, strict=True)).get(column, "")

    def named(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return the lexical forms of the terms of these numbers."""
        wanted = set(numbers)
        known = {number: str(self.asked[number]) for number in wanted & self.asked.keys()}
        return known | dict(texts_of(self.index.connection, wanted - known.keys()))

    def texts(self) -> tuple[tuple[str | None, ...], ...]:
        """Return all rows in their lexical forms: of an IRI or a literal the text alone."""
        places = [place for place, kind in enumerate(self.kinds) if kind == "id"]
        numbers = {row[place] for row in self.rows for place in places if row[place] is not None}
        known = self.named(numbers)
        said: dict[str, Callable[[Any], str | None]] = {"id": known.get, "boolean": _truth, "decimal": _figure}
        if not self.rows:
            return ()
        columns = zip(self.kinds, zip(*self.rows, strict=True), strict=True)
        return tuple(zip(*(map(said.get(kind, _said), column) for kind, column in columns), strict=True))


def _said(cell: Any) -> str | None:
    return None if cell is None else str(cell)


def _figure(cell: str | None) -> str | None:
    return None if cell is None else str(decimals.literal(cell))


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
            rows = self.connection.execute(chosen.sql, binds)
            return list(dict.fromkeys(rows)) if chosen.distinct else rows.fetchall()

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
        from coopatlas.index.planning import planned  # a parser, of which a plan that is kept has no need

        try:
            made = planned(template, given, self._statistics)
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


def _shape(terms: Sequence[Identifier]) -> str:
    kinds = {str(term.datatype or "") if isinstance(term, Literal) else "IRI" for term in terms}
    return f"{'one' if len(terms) == 1 else 'many'} {' '.join(sorted(kinds))}"


def _value(term: Identifier) -> Any:
    """Return a term as SQL compares it."""
    if isinstance(term, Literal) and term.datatype in (XSD.integer, XSD.decimal, XSD.double, XSD.float):
        return int(term) if term.datatype == XSD.integer else float(term)
    return str(term)
