"""The tables of one SQL query, the terms that it looks up, and what is known of them when it is asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

from rdflib import XSD, Literal, URIRef, Variable
from rdflib.term import Identifier

from coopatlas.index.expressions import UNBOUND, Cells
from coopatlas.index.plan import SLOT
from coopatlas.index.relation import Cell, Relation, as_column, cells_of, united, unsupported
from coopatlas.index.statistics import Statistics
from coopatlas.rdf.iri import ASSERTED

_NONE_OF_MANY = "FROM quad INDEXED BY quad_pogs WHERE p = 0"
"""What gives no row, and is taken for some ten thousand (see `statistics`)."""
_KINDS = {XSD.integer: "integer", XSD.string: "text", None: "text"}


class Tables:
    """What a query needs: `tables` are worked out before it, `constants` are its terms."""

    def __init__(self, statistics: Statistics, slots: Mapping[str, Sequence[Identifier]]) -> None:
        self._statistics = statistics
        self._slots = slots
        self.tables: list[str] = []
        self.constants: dict[Identifier, str] = {}
        self._given: dict[str, Identifier] = {}
        self._numbers = count(1)
        self._graph: URIRef | Variable = ASSERTED
        self._correlated = 0

    def constant(self, term: URIRef | Literal) -> Cell:
        """Return the cell of a term, which is looked up when the query is asked."""
        name = self.constants.setdefault(term, f"t{len(self.constants)}")
        return Cell(f":{name}", known=f":v_{name}", is_name=isinstance(term, URIRef))

    def named(self, relation: Relation, columns: Iterable[str], *, distinct: bool = False) -> Relation:
        """Return a relation as a table of its own that has these columns, worked out once."""
        kept = {name: relation.cells[name] for name in columns if name in relation.cells}
        shown = {name: cell for name, cell in kept.items() if not cell.is_constant}
        select = relation.select((as_column(name, cell) for name, cell in shown.items()), distinct=distinct)
        table = self.table("r", select)
        return Relation((table,), cells=kept | cells_of(table, shown))

    def table(self, kind: str, select: str) -> str:
        """Return the name of a table that is worked out once, before the query."""
        name = self._name(kind)
        self.tables.append(f"{name} AS MATERIALIZED ({select})")
        return name

    def _many(self, relation: Relation) -> Relation:
        """Let SQLite take the last table for a long one: it sorts that by what it is joined by.

        It knows nothing of what is worked out on the way, takes it for a few rows, and would read all for each.
        """
        columns = sum(not cell.is_constant for cell in relation.cells.values())
        if columns:
            made = self.tables[-1].removesuffix(")")
            self.tables[-1] = f"{made} UNION ALL SELECT {', '.join(['NULL'] * columns)} {_NONE_OF_MANY})"
        return relation

    def _name(self, kind: str) -> str:
        return f"{kind}{next(self._numbers)}"

    def _one(self, found: Sequence[Relation]) -> Relation:
        """Return the union of alternatives as one relation."""
        if len(found) == 1:
            return found[0]
        names = list(dict.fromkeys(name for one in found for name in one.cells))
        cells = {name: united([one.cells.get(name) for one in found]) for name in names}
        shown = {name: cell for name, cell in cells.items() if not cell.is_constant}
        parts = (one.select(as_column(name, one.cells.get(name, UNBOUND)) for name in shown) for one in found)
        table = self.table("u", " UNION ALL ".join(parts))
        return Relation((table,), cells=cells | cells_of(table, shown))

    def _alternatives(self, base: Relation, solve: Any) -> list[Relation]:
        if self._correlated:
            return list(solve(base))
        return [self._one(solve(self._held(base)))]

    def _held(self, base: Relation) -> Relation:
        """Return a relation that is joined to several times as a table of its own, which one that is a table is."""
        is_held = not base.tables or (len(base.tables) == 1 and " " not in base.tables[0] and not base.where)
        return base if is_held and not base.optional else self.named(base, base.cells)

    def _known(self, cells: Cells) -> Mapping[str, Identifier | None]:
        """Return the variables that are bound, with their terms where they are constant."""
        terms = {f":{name}": term for term, name in self.constants.items()} | self._given
        return {name: terms.get(cell.sql) for name, cell in cells.items() if not cell.optional}

    @contextmanager
    def _within(self, graph: URIRef | Variable) -> Iterator[None]:
        outer, self._graph = self._graph, graph
        try:
            yield
        finally:
            self._graph = outer

    def _slot(self, name: str, slot: str, base: Relation) -> Relation:
        """Return the join with the terms that are given for a slot when the query is asked."""
        terms = self._slots[slot]
        if len(terms) == 1:
            self._given[f":s_{slot}"] = terms[0]
            cell = Cell(f":s_{slot}", known=f":v_s_{slot}", is_name=isinstance(terms[0], URIRef))
            return base.with_cell(name, cell)
        if not all(isinstance(term, URIRef) for term in terms):
            raise unsupported("several literals in a slot")
        table = self.table("w", f"SELECT value AS v_{name} FROM json_each(:s_{slot})")
        return base.joined(table, [(name, Cell(f"{table}.v_{name}"))])

    def _values(self, rows: Sequence[Mapping[Variable, Any]], base: Relation) -> Relation:
        names = list(dict.fromkeys(str(name) for row in rows for name in row))
        if len(rows) == len(names) == 1 and str(only := next(iter(rows[0].values()))).startswith(SLOT):
            return self._slot(names[0], only.removeprefix(SLOT), base)
        if any(value == "UNDEF" for row in rows for value in row.values()):
            if len(rows) == 1 == len(names):
                return base
            raise unsupported("UNDEF")
        terms = [[row[Variable(name)] for name in names] for row in rows]
        if len(terms) == 1:
            for name, term in zip(names, terms[0], strict=True):
                base = base.with_cell(name, self.constant(term))
            return base
        kinds = [_kind(column) for column in zip(*terms, strict=True)]
        table = self._name("w")
        first, *others = ([*map(self._value, row, kinds)] for row in terms)
        columns = ", ".join(map(as_column, names, map(Cell, first, kinds)))
        listed = ", ".join(f"({', '.join(row)})" for row in others)
        self.tables.append(f"{table} AS MATERIALIZED (SELECT {columns} UNION ALL VALUES {listed})")
        bound = {name: Cell(f"{table}.v_{name}", kind) for name, kind in zip(names, kinds, strict=True)}
        if bound.keys() & base.cells.keys():
            self._many(Relation((table,), cells=bound))
        return base.joined(table, list(bound.items()))

    def _value(self, term: URIRef | Literal, kind: str) -> str:
        cell = self.constant(term)
        if kind == "id" and not cell.is_name:
            raise unsupported("VALUES of several literals")
        return cell.sql if kind == "id" else cell.known


def _kind(column: Iterable[Any]) -> str:
    """Return of which kind all terms of a column are: whole numbers, texts without a language, or any."""
    found = {
        _KINDS.get(term.datatype, "id") if isinstance(term, Literal) and not term.language else "id" for term in column
    }
    return found.pop() if len(found) == 1 else "id"
