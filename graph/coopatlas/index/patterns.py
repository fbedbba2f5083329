"""Patterns of SPARQL in SQL: joins of the table of statements, with what is known before what is asked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

from rdflib import XSD, Literal, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateGroupGraphPattern
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier

from coopatlas.index.database import LEFT_OUT
from coopatlas.index.expressions import UNBOUND, Cells, Expressions
from coopatlas.index.operands import Operand, is_plain, is_small, operands, scope, steps
from coopatlas.index.relation import OPTIONAL, Cell, Relation, unsupported
from coopatlas.index.statistics import Statistics
from coopatlas.rdf.iri import ASSERTED

SLOT = "urn:coopatlas:slot:"
"""The names of what stands in VALUES in the place of terms that are given when the query is asked."""

_EMPTY = Relation()
_KINDS = {XSD.integer: "integer", XSD.string: "text", None: "text"}
_NONE_OF_MANY = "FROM quad INDEXED BY quad_posg WHERE p = 0"
"""What gives no row, and is taken for some ten thousand (see `statistics`)."""
_OF_TABLE = re.compile(r"\w+\.\w+")


class Patterns:
    """Turns the algebra of one query into relations; `tables` are what it works out before, `constants` its terms."""

    def __init__(self, statistics: Statistics, slots: Mapping[str, Sequence[Identifier]]) -> None:
        self._statistics = statistics
        self._slots = slots
        self.tables: list[str] = []
        self.constants: dict[Identifier, str] = {}
        self.expressions = Expressions(self.constant, self._exists)
        self._given: dict[str, Identifier] = {}
        self._numbers = count(1)
        self._graph: URIRef | Variable = ASSERTED
        self._correlated = 0

    def constant(self, term: URIRef | Literal) -> Cell:
        """Return the cell of a term, which is looked up when the query is asked."""
        name = self.constants.setdefault(term, f"t{len(self.constants)}")
        return Cell(f":{name}", known=f":v_{name}", is_name=isinstance(term, URIRef))

    def solved(self, node: CompValue, base: Relation = _EMPTY) -> Relation:
        """Return the join of a relation with what a pattern gives."""
        return self._one(self._solve(node, base))

    def named(self, relation: Relation, columns: Iterable[str], *, distinct: bool = False) -> Relation:
        """Return a relation as a table of its own that has these columns, worked out once."""
        kept = {name: relation.cells[name] for name in columns if name in relation.cells}
        shown = {name: cell for name, cell in kept.items() if not cell.is_constant}
        select = relation.select((_column(name, cell) for name, cell in shown.items()), distinct=distinct)
        table = self.table("r", select)
        return Relation((table,), cells=kept | _columns(table, shown))

    def table(self, kind: str, select: str) -> str:
        """Return the name of a table that is worked out once, before the query."""
        name = self._name(kind)
        self.tables.append(f"{name} AS MATERIALIZED ({select})")
        return name

    def _name(self, kind: str) -> str:
        return f"{kind}{next(self._numbers)}"

    def _one(self, found: Sequence[Relation]) -> Relation:
        """Return the union of alternatives as one relation."""
        if len(found) == 1:
            return found[0]
        names = list(dict.fromkeys(name for one in found for name in one.cells))
        cells = {name: _united([one.cells.get(name) for one in found]) for name in names}
        shown = {name: cell for name, cell in cells.items() if not cell.is_constant}
        parts = (one.select(_column(name, one.cells.get(name, UNBOUND)) for name in shown) for one in found)
        table = self.table("u", " UNION ALL ".join(parts))
        return Relation((table,), cells=cells | _columns(table, shown))

    def _solve(self, node: CompValue, base: Relation) -> list[Relation]:
        method = getattr(self, f"_solve_{node.name.lower()}", None)
        if method is None:
            raise unsupported(node.name)
        found: list[Relation] = method(node, base)
        return found

    def _solve_join(self, node: CompValue, base: Relation) -> list[Relation]:
        return self._all(list(operands(node, self._graph)), base)

    _solve_bgp = _solve_join

    def _all(self, waiting: list[Operand], base: Relation) -> list[Relation]:
        """Return the join of patterns and statements, what restricts most first."""
        found = [base]
        while waiting:
            chosen = min(waiting, key=lambda one: self._urgency(one, found[0], waiting))
            waiting.remove(chosen)
            with self._within(chosen.graph):
                if isinstance(chosen.part, CompValue):
                    found = [more for one in found for more in self._solve(chosen.part, one)]
                else:
                    found = [more for one in found for more in self._statement(chosen.part, one)]
        return found

    def _urgency(self, one: Operand, found: Relation, waiting: Sequence[Operand]) -> tuple[int, float]:
        """Return the less, the earlier a part is to be joined: what gives constants, and what hangs on them, first."""
        part, cells = one.part, found.cells
        if isinstance(part, CompValue):
            if part.name == "ToMultiSet" and part.p.name == "values":
                others = set().union(*(_mentioned(other) for other in waiting if other is not one))
                return (0 if scope(part) & others or not others else 9), 0
            if part.name == "ToMultiSet":
                return (2 if is_small(part.p) else 5), 0
            shared = scope(part) & cells.keys()
            hangs = shared if not found.tables or not any("quad" in table for table in found.tables) else set()
            return (1 if hangs or any(cells[name].is_constant for name in shared) else 4), 0
        if is_plain(part):
            return 3, self._statistics.fanout(part, one.graph, self._known(cells))
        ends = [self._end(end, found) for end in (part[0], part[2])]
        return (1 if any(end and end.is_constant for end in ends) else 4), 0

    def _known(self, cells: Cells) -> Mapping[str, Identifier | None]:
        """Return the variables that are bound, with their terms where they are constant."""
        terms = {f":{name}": term for term, name in self.constants.items()} | self._given
        return {name: terms.get(cell.sql) for name, cell in cells.items() if not cell.optional}

    def _solve_graph(self, node: CompValue, base: Relation) -> list[Relation]:
        with self._within(node.term):
            return self._solve(node.p, base)

    @contextmanager
    def _within(self, graph: URIRef | Variable) -> Iterator[None]:
        outer, self._graph = self._graph, graph
        try:
            yield
        finally:
            self._graph = outer

    def _solve_union(self, node: CompValue, base: Relation) -> list[Relation]:
        return self._alternatives(base, lambda one: [*self._solve(node.p1, one), *self._solve(node.p2, one)])

    def _alternatives(self, base: Relation, solve: Any) -> list[Relation]:
        if self._correlated:
            return list(solve(base))
        return [self._one(solve(self.named(base, base.cells) if base.tables else base))]

    def _solve_filter(self, node: CompValue, base: Relation) -> list[Relation]:
        visible = self._visible(node.p, base)
        found = self._solve(node.p, base)
        return [one.filtered(self.expressions.test(node.expr, _only(one.cells, visible))) for one in found]

    def _solve_extend(self, node: CompValue, base: Relation) -> list[Relation]:
        visible = self._visible(node.p, base)
        found = self._solve(node.p, base)
        name = str(node.var)
        return [one.with_cell(name, self.expressions.cell(node.expr, _only(one.cells, visible))) for one in found]

    def _visible(self, node: CompValue, base: Relation) -> set[str]:
        """Return what an expression about a pattern sees: the pattern, and within EXISTS what is outside."""
        graph = {str(self._graph)} if isinstance(self._graph, Variable) else set()
        return scope(node) | graph | (set(base.cells) if self._correlated else set())

    def _solve_minus(self, node: CompValue, base: Relation) -> list[Relation]:
        gone = self.named(found := self.solved(node.p2), found.cells)

        def left(one: Relation) -> Relation:
            shared = [name for name in gone.cells if name in one.cells]
            both = replace(gone, where=())
            for name in shared:
                both = both.with_cell(name, one.cells[name])
            return one.filtered(f"NOT EXISTS ({both.select(())})") if shared else one

        return [left(one) for one in self._solve(node.p1, base)]

    def _solve_leftjoin(self, node: CompValue, base: Relation) -> list[Relation]:
        outside = (scope(node.p2) - scope(node.p1)) & base.cells.keys()
        if outside:
            apart = self.named(found := self.solved(node), found.cells)
            return [_both(base, apart)]
        return [self._optional(one, node) for one in self._solve(node.p1, base)]

    def _optional(self, one: Relation, node: CompValue) -> Relation:
        parts = list(operands(node.p2, self._graph)) if node.p2.name in {"BGP", "Graph"} else []
        if len(parts) == 1 and is_plain(parts[0].part):
            with self._within(parts[0].graph):
                return self._left_joined(one, parts[0].part, node.expr)
        if self._correlated:
            raise unsupported("OPTIONAL of several statements within EXISTS")
        base = self.named(one, one.cells)
        row = self._name("n")
        table = self.table("b", f"SELECT row_number() OVER () AS v_{row}, * FROM {base.tables[0]}")
        moved = {name: _moved(cell, base.tables[0], table) for name, cell in base.cells.items()}
        held = Relation((table,), cells={**moved, row: Cell(f"{table}.v_{row}", "integer")})
        matched = self.solved(node.p2, held)
        if node.expr.name != "TrueFilter":
            matched = matched.filtered(self.expressions.test(node.expr, matched.cells))
        matched = self.named(matched, matched.cells)
        without = held.filtered(f"{held.cells[row].sql} NOT IN (SELECT v_{row} FROM {matched.tables[0]})")
        both = self._one([matched, without])
        return replace(both, cells={name: cell for name, cell in both.cells.items() if name != row})

    def _left_joined(self, one: Relation, triple: Any, expression: CompValue) -> Relation:
        (more,) = self._statement(triple, Relation(cells=one.cells))
        where = list(more.where)
        if expression.name != "TrueFilter":
            where.append(self.expressions.test(expression, more.cells))
        cells = dict(one.cells)
        for name, cell in more.cells.items():
            before = one.cells.get(name)
            if before is None:
                cells[name] = replace(cell, optional=True)
            elif before.optional and before != cell:
                cells[name] = Cell(f"COALESCE({before.sql}, {cell.sql})", before.kind, optional=True)
        joined = f"{OPTIONAL} {more.tables[0]} ON {' AND '.join(where)}"
        return replace(one, optional=(*one.optional, joined), cells=cells)

    def _solve_tomultiset(self, node: CompValue, base: Relation) -> list[Relation]:
        if node.p.name == "values":
            return [self._values(node.p.res, base)]
        return [_both(base, self.selected(node.p))]

    def selected(self, node: CompValue) -> Relation:
        """Return a SELECT within a query as a table."""
        distinct = node.name in {"Distinct", "Reduced"}
        project = node.p if distinct else node
        if project.name != "Project":
            raise unsupported(project.name)
        body = project.p.p if project.p.name == "OrderBy" else project.p
        found = self.solved(body)
        columns = [str(name) for name in project.PV]
        if isinstance(self._graph, Variable) and str(self._graph) in found.cells and str(self._graph) not in columns:
            raise unsupported("a SELECT within GRAPH")
        return self._many(self.named(found, columns, distinct=distinct))

    def _many(self, relation: Relation) -> Relation:
        """Let SQLite take the last table for a long one: it sorts that by what it is joined by.

        It knows nothing of what is worked out on the way, takes it for a few rows, and would read all for each.
        """
        columns = sum(not cell.is_constant for cell in relation.cells.values())
        if columns:
            made = self.tables[-1].removesuffix(")")
            self.tables[-1] = f"{made} UNION ALL SELECT {', '.join(['NULL'] * columns)} {_NONE_OF_MANY})"
        return relation

    def _solve_aggregatejoin(self, node: CompValue, base: Relation) -> list[Relation]:
        group = node.p
        found = self.solved(group.p)
        keys = [str(one) for one in group.expr or ()]
        if any(not isinstance(one, Variable) for one in group.expr or ()):
            raise unsupported("GROUP BY an expression")
        shown = {name: found.cells.get(name, UNBOUND) for name in keys}
        sums = {str(one.res): self._aggregate(one, found.cells) for one in node.A}
        columns = [_column(name, cell) for name, cell in {**shown, **sums}.items()]
        grouped = f" GROUP BY {', '.join(cell.sql for cell in shown.values())}" if keys else ""
        if keys and all(cell.is_constant for cell in shown.values()):
            raise unsupported("GROUP BY constants alone")
        table = self.table("g", f"{found.select(columns)}{grouped}")
        return [_both(base, Relation((table,), cells=_columns(table, {**shown, **sums})))]

    def _aggregate(self, node: CompValue, cells: Cells) -> Cell:
        if node.vars == "*":
            return Cell("COUNT(*)", "integer")
        found = self.expressions.cell(node.vars, cells)
        distinct = "DISTINCT " if node.distinct else ""
        match node.name.removeprefix("Aggregate_"):
            case "Count":
                return Cell(f"COUNT({distinct}{found.sql})", "integer")
            case "Sample":
                return replace(found, sql=f"MIN({found.sql})", optional=True, known="")
            case "Max" | "Min" as which if found.kind == "id":
                return Cell(f"{which.lower()}_term({found.ordered}, {found.sql})", optional=True)
            case "Max" | "Min" as which:
                return Cell(f"{which.upper()}({found.sql})", found.kind, optional=True)
            case "Sum" if found.kind == "integer":
                return Cell(f"COALESCE(SUM({distinct}{found.sql}), 0)", "integer")
            case other:
                raise unsupported(other)

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
        listed = ", ".join(
            f"({', '.join(self._value(term, kind) for term, kind in zip(row, kinds, strict=True))})" for row in terms
        )
        self.tables.append(f"{table}({', '.join(f'v_{name}' for name in names)}) AS (VALUES {listed})")
        bound = [(name, Cell(f"{table}.v_{name}", kind)) for name, kind in zip(names, kinds, strict=True)]
        return base.joined(table, bound)

    def _value(self, term: URIRef | Literal, kind: str) -> str:
        cell = self.constant(term)
        if kind == "id" and not cell.is_name:
            raise unsupported("VALUES of several literals")
        return cell.sql if kind == "id" else cell.known

    def _statement(self, triple: Any, base: Relation) -> list[Relation]:
        subject, predicate, value = triple
        match predicate:
            case InvPath() | SequencePath():
                return self._all([Operand(self._graph, part) for part in steps(triple)], base)
            case AlternativePath() if not is_plain(triple):
                return self._alternatives(
                    base,
                    lambda one: [
                        more for arg in predicate.args for more in self._statement((subject, arg, value), one)
                    ],
                )
            case MulPath():
                return self._repeated(subject, predicate, value, base)
            case AlternativePath():
                return [self._row(subject, predicate.args, value, base)]
            case Variable() | URIRef():
                return [self._row(subject, [predicate], value, base)]
        raise unsupported("this path")

    def _row(
        self, subject: Any, predicates: Sequence[Any], value: Any, base: Relation, table: str = "quad"
    ) -> Relation:
        if any(str(one) in LEFT_OUT for one in predicates):
            raise unsupported("what the index leaves out")
        name = self._name("q")
        places = [("g", self._graph), ("s", subject), ("o", value)]
        where = []
        if len(predicates) > 1:
            where.append(f"{name}.p IN ({', '.join(self.constant(one).sql for one in predicates)})")
        else:
            places.append(("p", predicates[0]))
        bound = []
        for column, term in places:
            if isinstance(term, Variable):
                bound.append((str(term), Cell(f"{name}.{column}", is_name=column != "o" or self._is_link(predicates))))
            else:
                where.append(f"{name}.{column} = {self.constant(term).sql}")
        chosen = self._order((subject, predicates, value), base) if table == "quad" else ""
        return base.joined(f"{table} {name}{chosen}", bound, where)

    def _is_link(self, predicates: Sequence[Any]) -> bool:
        """Tell whether what properties give are no literals: names, which are compared as they are."""
        return all(isinstance(one, URIRef) and self._statistics.is_link(one) for one in predicates)

    def _order(self, statement: Any, base: Relation) -> str:
        """Return by which order of the statements they are found, given what is known."""
        subject, predicates, value = statement
        known = self._known(base.cells)
        is_subject, is_value, is_graph = (
            not isinstance(end, Variable) or str(end) in known for end in (subject, value, self._graph)
        )
        is_predicate = len(predicates) > 1 or not isinstance(predicates[0], Variable) or str(predicates[0]) in known
        if is_value and not is_predicate:
            is_rarer = is_graph and not is_subject
            is_rarer = is_rarer and self._statistics.is_rarer_in_graph(statement, self._graph, known)
            return f" INDEXED BY {'quad_gpso' if is_rarer else 'quad_ospg'}"
        if is_subject:
            return " INDEXED BY sqlite_autoindex_quad_1"
        if is_value and not (is_graph and self._statistics.is_rarer_in_graph(statement, self._graph, known)):
            return " INDEXED BY quad_posg"
        if is_graph:
            return " INDEXED BY quad_gpso"
        return " INDEXED BY quad_posg" if is_predicate else ""

    def _repeated(self, subject: Any, path: MulPath, value: Any, base: Relation) -> list[Relation]:
        """Return what a path of none, one or more steps joins; of more, what is reached is kept in a table."""
        if not isinstance(path.path, URIRef):
            raise unsupported("a repeated path")
        if path.mod != "?" and isinstance(self._graph, Variable):
            raise unsupported("a repeated path in any graph")
        table = "quad" if path.mod == "?" else "reach"

        def further(one: Relation) -> Relation:
            return self._row(subject, [path.path], value, one, table)

        if path.mod == "+":
            return [further(base)]
        ends = [self._end(end, base) for end in (subject, value)]
        if ends[0] and ends[1]:
            steps = self._row(subject, [path.path], value, Relation(cells=base.cells), table)
            same = f"{ends[0].sql} = {ends[1].sql}"
            return [base.filtered(f"({same} OR EXISTS ({steps.select(())}))")]
        unknown, known = (subject, ends[1]) if ends[1] else (value, ends[0])
        if known is None:
            raise unsupported("a path between two unknown ends")

        def reached(one: Relation) -> list[Relation]:
            return [_same(one, str(unknown), known, base), further(one)]

        if isinstance(self._graph, Variable) and not self._correlated:
            # A step tells the graph, and what is joined is sought there; where there is none, the end tells more.
            return reached(self.named(base, base.cells) if base.tables else base)
        return self._alternatives(base, reached)

    def _end(self, end: Any, base: Relation) -> Cell | None:
        return base.cells.get(str(end)) if isinstance(end, Variable) else self.constant(end)

    def _exists(self, node: CompValue, cells: Cells) -> str:
        pattern = translateGroupGraphPattern(node) if node.name == "GroupGraphPatternSub" else node
        self._correlated += 1
        try:
            found = self._solve(pattern, Relation(cells=dict(cells)))
        finally:
            self._correlated -= 1
        return f"({' OR '.join(f'EXISTS ({one.select(())})' for one in found)})"


def _same(one: Relation, unknown: str, known: Cell, base: Relation) -> Relation:
    # Once the base is a table of its own the known end stands there.
    cell = next((one.cells[name] for name, held in base.cells.items() if held == known), known)
    return one.with_cell(unknown, cell)


def _mentioned(one: Operand) -> set[str]:
    return scope(one.part) | ({str(one.graph)} if isinstance(one.graph, Variable) else set())


def _only(cells: Cells, visible: set[str]) -> Cells:
    return {name: cell for name, cell in cells.items() if name in visible}


def _both(base: Relation, table: Relation) -> Relation:
    base = base.after(table.cells)
    joined = replace(base, tables=(*base.tables, *table.tables), where=(*base.where, *table.where))
    for name, cell in table.cells.items():
        joined = joined.with_cell(name, cell)
    return joined


def _column(name: str, cell: Cell) -> str:
    # A column is sought by an index of its own only where SQLite knows that it is of the type of what is sought.
    is_number = cell.kind in {"id", "integer"} and not _OF_TABLE.fullmatch(cell.sql)
    return f"{f'CAST({cell.sql} AS INTEGER)' if is_number else cell.sql} AS v_{name}"


def _columns(table: str, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {
        name: Cell(f"{table}.v_{name}", cell.kind, cell.optional, is_name=cell.is_name) for name, cell in cells.items()
    }


def _moved(cell: Cell, before: str, after: str) -> Cell:
    return replace(cell, sql=cell.sql.replace(f"{before}.", f"{after}."))


def _united(cells: Sequence[Cell | None]) -> Cell:
    held = [cell for cell in cells if cell is not None]
    if len(held) == len(cells) and len(set(held)) == 1 and held[0].is_constant:
        return held[0]
    if len({cell.kind for cell in held}) > 1:
        raise unsupported("a union of two types")
    optional = len(held) < len(cells) or any(cell.optional for cell in held)
    return Cell("", held[0].kind, optional, is_name=all(cell.is_name for cell in held))


def _kind(column: Iterable[Any]) -> str:
    """Return of which kind all terms of a column are: whole numbers, texts without a language, or any."""
    found = {
        _KINDS.get(term.datatype, "id") if isinstance(term, Literal) and not term.language else "id" for term in column
    }
    return found.pop() if len(found) == 1 else "id"
