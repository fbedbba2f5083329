"""Patterns of SPARQL in SQL: joins of the table of statements, with what is known before what is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rdflib import Variable
from rdflib.plugins.sparql.algebra import translateGroupGraphPattern
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier

from coopatlas.index.expressions import UNBOUND, Cells, Expressions
from coopatlas.index.operands import Operand, is_plain, is_small, operands, scope
from coopatlas.index.relation import OPTIONAL, Cell, Relation, as_column, carried, cells_of, unsupported, with_table
from coopatlas.index.statements import Statements
from coopatlas.index.statistics import Statistics

_EMPTY = Relation()


class Patterns(Statements):
    """Turns the algebra of one query into relations."""

    def __init__(self, statistics: Statistics, slots: Mapping[str, Sequence[Identifier]]) -> None:
        super().__init__(statistics, slots)
        self.expressions = Expressions(self.constant, self._exists)

    def solved(self, node: CompValue, base: Relation = _EMPTY) -> Relation:
        """Return the join of a relation with what a pattern gives."""
        return self._one(self._solve(node, base))

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
            if part.name == "ToMultiSet" and not isinstance(part.p, CompValue):
                raise unsupported("VALUES without rows")
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
        begin, end = (self._end(end, found) for end in (part[0], part[2]))
        if begin is None and end and end.is_constant:
            # All that leads to it, of which there may be many: beside each row of what else is known first, or after.
            return (4 if found.tables or self._correlated else 1), 1
        return (1 if any(one and one.is_constant for one in (begin, end)) else 4), 0

    def _solve_graph(self, node: CompValue, base: Relation) -> list[Relation]:
        with self._within(node.term):
            return self._solve(node.p, base)

    def _solve_union(self, node: CompValue, base: Relation) -> list[Relation]:
        return self._alternatives(base, lambda one: [more for part in _united(node) for more in self._solve(part, one)])

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
            return [with_table(base, apart)]
        return [self._optional(one, node) for one in self._solve(node.p1, base)]

    def _optional(self, one: Relation, node: CompValue) -> Relation:
        parts = list(operands(node.p2, self._graph)) if node.p2.name in {"BGP", "Graph"} else []
        if len(parts) == 1 and is_plain(parts[0].part):
            with self._within(parts[0].graph):
                (more,) = self._statement(parts[0].part, Relation(cells=one.cells))
            return self._left_joined(one, more, node.expr)
        if node.p2.name == "ToMultiSet" and node.p2.p.name != "values":
            return self._left_joined(one, with_table(Relation(cells=one.cells), self.selected(node.p2.p)), node.expr)
        if self._correlated:
            raise unsupported("OPTIONAL of several statements within EXISTS")
        base = self._held(one) if one.tables else self.named(one, one.cells)
        row = self._name("n")
        table = self.table("b", f"SELECT row_number() OVER () AS v_{row}, * FROM {base.tables[0]}")
        moved = {name: carried(cell, base.tables[0], table) for name, cell in base.cells.items()}
        held = Relation((table,), cells={**moved, row: Cell(f"{table}.v_{row}", "integer")})
        matched = self.solved(node.p2, held)
        if node.expr.name != "TrueFilter":
            matched = matched.filtered(self.expressions.test(node.expr, matched.cells))
        matched = self.named(matched, matched.cells)
        without = held.filtered(f"{held.cells[row].sql} NOT IN (SELECT v_{row} FROM {matched.tables[0]})")
        both = self._one([matched, without])
        return replace(both, cells={name: cell for name, cell in both.cells.items() if name != row})

    def _left_joined(self, one: Relation, more: Relation, expression: CompValue) -> Relation:
        """Return the join with one table if it can be joined: what it gives with the cells of the relation."""
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
        joined = f"{OPTIONAL} {more.tables[0]} ON {' AND '.join(where) or 'TRUE'}"
        return replace(one, optional=(*one.optional, joined), cells=cells)

    def _solve_tomultiset(self, node: CompValue, base: Relation) -> list[Relation]:
        if node.p.name == "values":
            return [self._values(node.p.res, base)]
        return [with_table(base, self.selected(node.p))]

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

    def _solve_aggregatejoin(self, node: CompValue, base: Relation) -> list[Relation]:
        group = node.p
        found = self.solved(group.p)
        keys = [str(one) for one in group.expr or ()]
        if any(not isinstance(one, Variable) for one in group.expr or ()):
            raise unsupported("GROUP BY an expression")
        shown = {name: found.cells.get(name, UNBOUND) for name in keys}
        sums = {str(one.res): self.expressions.aggregate(one, found.cells) for one in node.A}
        columns = [as_column(name, cell) for name, cell in {**shown, **sums}.items()]
        grouped = f" GROUP BY {', '.join(cell.sql for cell in shown.values())}" if keys else ""
        if keys and all(cell.is_constant for cell in shown.values()):
            raise unsupported("GROUP BY constants alone")
        table = self.table("g", f"{found.select(columns)}{grouped}")
        return [with_table(base, Relation((table,), cells=cells_of(table, {**shown, **sums})))]

    def _exists(self, node: CompValue, cells: Cells) -> str:
        pattern = translateGroupGraphPattern(node) if node.name == "GroupGraphPatternSub" else node
        self._correlated += 1
        try:
            found = self._solve(pattern, Relation(cells=dict(cells)))
        finally:
            self._correlated -= 1
        return f"({' OR '.join(f'EXISTS ({one.select(())})' for one in found)})"


def _united(node: CompValue) -> list[CompValue]:
    """Return the alternatives of a union, and of the unions among them."""
    return [*_united(node.p1), *_united(node.p2)] if node.name == "Union" else [node]


def _mentioned(one: Operand) -> set[str]:
    return scope(one.part) | ({str(one.graph)} if isinstance(one.graph, Variable) else set())


def _only(cells: Cells, visible: set[str]) -> Cells:
    return {name: cell for name, cell in cells.items() if name in visible}
