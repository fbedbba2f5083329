"""Relations of SQL under construction: what is joined, under which conditions, and where each variable stands."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coopatlas.errors import CoopatlasError


class UnsupportedError(CoopatlasError):
    """A query that the index does not answer: the store does."""


def unsupported(what: object) -> UnsupportedError:
    """Return the error of a part of SPARQL that is not turned into SQL."""
    return UnsupportedError("index", f"no SQL for {what}", "ask the store")


OPTIONAL = "LEFT JOIN"
_OF_TABLE = re.compile(r"\w+\.\w+")


@dataclass(frozen=True, slots=True)
class Cell:
    """An expression of SQL: `kind` is `id` for the number of a term, else `text`, `integer`, `boolean` or `decimal`.

    It may be NULL where it is `optional`: unbound. A constant need not be a term of the store: `known` is what SQL says
    of its text or number, `is_name` tells whether it is an IRI.
    """

    sql: str
    kind: str = "id"
    optional: bool = False
    known: str = ""
    is_name: bool = False

    @property
    def is_constant(self) -> bool:
        """Whether it is the same in all rows."""
        return self.sql.startswith(":")

    @property
    def text(self) -> str:
        """Return the lexical form."""
        if self.kind == "id":
            return f"CAST({self.known} AS TEXT)" if self.known else f"(SELECT value FROM term WHERE id = {self.sql})"
        if self.kind == "decimal":
            return f"rtrim({self.sql}, '.')"
        return self.sql if self.kind == "text" else f"CAST({self.sql} AS TEXT)"

    @property
    def ordered(self) -> str:
        """Return what is compared: numbers by value, all other literals by their text."""
        if self.kind == "decimal":
            return f"CAST({self.sql} AS REAL)"
        if self.kind != "id":
            return self.sql
        return self.known or f"(SELECT COALESCE(comparable, value) FROM term WHERE id = {self.sql})"


@dataclass(frozen=True, slots=True)
class Relation:
    """Tables that are joined, tables that are joined if they can, conditions, and the cells of the variables.

    What is joined if it can stands last, unless a table is joined by what it gives.
    """

    tables: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    cells: Mapping[str, Cell] = field(default_factory=dict)

    def joined(self, table: str, bound: Sequence[tuple[str, Cell]], where: Iterable[str] = ()) -> "Relation":
        """Return the join with a table whose columns are those of these variables."""
        found = self.after(name for name, _ in bound)
        found = replace(found, tables=(*found.tables, table), where=(*found.where, *where))
        for name, cell in bound:
            found = found.with_cell(name, cell)
        return found

    def after(self, names: Iterable[str]) -> "Relation":
        """Return the relation to which a table is joined by these variables: what may give them stands before it."""
        given = " ".join(self.cells[name].sql for name in names if name in self.cells)
        if any(f"{table.removeprefix(OPTIONAL).split()[1]}." in given for table in self.optional):
            return replace(self, tables=(*self.tables, *self.optional), optional=())
        return self

    def with_cell(self, name: str, cell: Cell) -> "Relation":
        """Return the relation in which a variable is this too."""
        before = self.cells.get(name)
        if before is None:
            return replace(self, cells={**self.cells, name: cell})
        where, both = agreed(before, cell)
        return replace(self, where=(*self.where, where), cells={**self.cells, name: both})

    def filtered(self, *where: str) -> "Relation":
        """Return the relation under more conditions."""
        return replace(self, where=(*self.where, *where))

    def select(self, columns: Iterable[str], *, distinct: bool = False) -> str:
        """Return the SELECT of these columns."""
        # The order is chosen by what is known of the statements (`statistics`), of which SQLite knows averages alone.
        tables = " CROSS JOIN ".join((*self.tables, *self.optional)) or "(SELECT 1)"
        tables = tables.replace(f"CROSS JOIN {OPTIONAL}", OPTIONAL)
        condition = f" WHERE {' AND '.join(self.where)}" if self.where else ""
        chosen = ", ".join(columns) or "1"
        return f"SELECT {'DISTINCT ' * distinct}{chosen} FROM {tables}{condition}"


def agreed(one: Cell, other: Cell) -> tuple[str, Cell]:
    """Return under which condition two cells of a variable agree, and the cell that holds for both.

    What is unbound agrees with all.
    """
    if one.kind != other.kind:
        raise unsupported("a variable of two types")
    tests = [f"{one.sql} = {other.sql}", *(f"{cell.sql} IS NULL" for cell in (one, other) if cell.optional)]
    if not one.optional:
        both = one
    elif not other.optional:
        both = other
    else:
        both = Cell(f"COALESCE({one.sql}, {other.sql})", one.kind, optional=True)
    return (tests[0] if len(tests) == 1 else f"({' OR '.join(tests)})"), both


def with_table(base: Relation, table: Relation) -> Relation:
    """Return the join of a relation with a table."""
    base = base.after(table.cells)
    joined = replace(base, tables=(*base.tables, *table.tables), where=(*base.where, *table.where))
    for name, cell in table.cells.items():
        joined = joined.with_cell(name, cell)
    return joined


def as_column(name: str, cell: Cell) -> str:
    """Return a cell as a column of a table, called after its variable."""
    # A column is sought by an index of its own only where SQLite knows that it is of the type of what is sought.
    is_number = cell.kind in {"id", "integer"} and not _OF_TABLE.fullmatch(cell.sql)
    return f"{f'CAST({cell.sql} AS INTEGER)' if is_number else cell.sql} AS v_{name}"


def cells_of(table: str, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return where cells stand once they are columns of a table."""
    return {
        name: Cell(f"{table}.v_{name}", cell.kind, cell.optional, is_name=cell.is_name) for name, cell in cells.items()
    }


def carried(cell: Cell, before: str, after: str) -> Cell:
    """Return a cell of a table that another holds whole."""
    return replace(cell, sql=cell.sql.replace(f"{before}.", f"{after}."))


def united(cells: Sequence[Cell | None]) -> Cell:
    """Return what a variable is in a union, None where an alternative does not bind it."""
    held = [cell for cell in cells if cell is not None]
    if len(held) == len(cells) and len(set(held)) == 1 and held[0].is_constant:
        return held[0]
    if len({cell.kind for cell in held}) > 1:
        raise unsupported("a union of two types")
    optional = len(held) < len(cells) or any(cell.optional for cell in held)
    return Cell("", held[0].kind, optional, is_name=all(cell.is_name for cell in held))
