"""Statements and paths of SPARQL in SQL: joins of the table of statements, by the order that finds them soonest."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

from coopatlas.index.database import LEFT_OUT
from coopatlas.index.operands import Operand, is_plain, steps
from coopatlas.index.relation import Cell, Relation, unsupported
from coopatlas.index.tables import Tables


class Statements(Tables, ABC):
    """Turns statements of a query into relations."""

    @abstractmethod
    def _all(self, waiting: list[Operand], base: Relation) -> list[Relation]:
        """Return the join of patterns and statements, what restricts most first."""

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
        """Return by which order of the statements they are found, given what is known.

        The graph counts: what many documents tell of would else be read for each of them, of all.
        """
        subject, predicates, value = statement
        known = self._known(base.cells)
        is_subject, is_value, is_graph = (
            not isinstance(end, Variable) or str(end) in known for end in (subject, value, self._graph)
        )
        is_predicate = len(predicates) > 1 or not isinstance(predicates[0], Variable) or str(predicates[0]) in known
        if is_value and not is_predicate and (is_graph or not is_subject):
            return " INDEXED BY quad_ogsp"
        if is_subject:
            return " INDEXED BY sqlite_autoindex_quad_1"
        if is_value or (is_predicate and not is_graph):
            return " INDEXED BY quad_pogs"
        return " INDEXED BY quad_gpso" if is_graph else ""

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
            return reached(self._held(base))
        return self._alternatives(base, reached)

    def _end(self, end: Any, base: Relation) -> Cell | None:
        return base.cells.get(str(end)) if isinstance(end, Variable) else self.constant(end)


def _same(one: Relation, unknown: str, known: Cell, base: Relation) -> Relation:
    # Once the base is a table of its own the known end stands there.
    cell = next((one.cells[name] for name, held in base.cells.items() if held == known), known)
    return one.with_cell(unknown, cell)
