"""Expressions of SPARQL in SQL. An error is NULL there, which SQL treats as SPARQL treats an error."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from rdflib import XSD, Literal, URIRef, Variable
from rdflib.plugins.sparql.parserutils import CompValue

from coopatlas.index.relation import Cell, unsupported

Cells = Mapping[str, Cell]
UNBOUND = Cell("NULL", optional=True)
Constant = Callable[[URIRef | Literal], Cell]
Exists = Callable[[CompValue, Cells], str]

_ORDERS = {"<", ">", "<=", ">="}
_TEXTS = {
    "Builtin_LCASE": "lowered({})",
    "Builtin_UCASE": "raised({})",
    "Builtin_STR": "{}",
}
_TESTS = {
    "Builtin_CONTAINS": "instr({0}, {1}) > 0",
    "Builtin_STRSTARTS": "substr({0}, 1, length({1})) = {1}",
    "Builtin_STRENDS": "({1} = '' OR substr({0}, -length({1})) = {1})",
}
_RECKONED = {"+": "plus", "-": "minus", "*": "times"}
_NUMBERS = ({"id", "integer"}, {"id", "decimal"}, {"integer", "decimal"}, {"decimal"})
"""The kinds of two values that are compared as numbers."""
_LOGIC = {"ConditionalAndExpression": " AND ", "ConditionalOrExpression": " OR "}


class Expressions:
    """Turns expressions into SQL; `constant` gives the cell of a term, `exists` the test of a pattern."""

    def __init__(self, constant: Constant, exists: Exists) -> None:
        self._constant = constant
        self._exists = exists

    def test(self, expression: Any, cells: Cells) -> str:
        """Return the condition that an expression is true."""
        found = self.cell(expression, cells)
        if found.kind == "boolean":
            return found.sql
        if found.kind == "id":
            return f"truth({found.text})"
        raise unsupported("the truth of a text or a number")

    def cell(self, expression: Any, cells: Cells) -> Cell:
        """Return the value of an expression."""
        if isinstance(expression, Variable):
            return cells.get(str(expression), UNBOUND)
        if isinstance(expression, URIRef | Literal):
            return _literal(self._constant(expression), expression)
        if not isinstance(expression, CompValue):
            raise unsupported(type(expression).__name__)
        name = expression.name
        if name in _LOGIC:
            tests = [self.test(one, cells) for one in (expression.expr, *expression.other)]
            decided = "TRUE" if name == "ConditionalOrExpression" else "FALSE"
            return Cell(decided if decided in tests else f"({_LOGIC[name].join(tests)})", "boolean", optional=True)
        if name in _TESTS:
            texts = (self.cell(one, cells).text for one in (expression.arg1, expression.arg2))
            return Cell(f"({_TESTS[name].format(*texts)})", "boolean", optional=True)
        if name in _TEXTS:
            return Cell(_TEXTS[name].format(self.cell(expression.arg, cells).text), "text", optional=True)
        method = getattr(self, f"_{name.lower()}", None)
        if method is None:
            raise unsupported(name)
        found: Cell = method(expression, cells)
        return found

    def aggregate(self, node: CompValue, cells: Cells) -> Cell:
        """Return the value of an aggregate over a group."""
        if node.vars == "*":
            return Cell("COUNT(*)", "integer")
        found = self.cell(node.vars, cells)
        distinct = "DISTINCT " if node.distinct else ""
        match node.name.removeprefix("Aggregate_"):
            case "Count":
                return Cell(f"COUNT({distinct}{found.sql})", "integer")
            case "Sample":
                return replace(found, sql=f"MIN({found.sql})", optional=True, known="")
            case "Max" | "Min" as which if found.kind == "id":
                return Cell(f"{which.lower()}_term({found.ordered}, {found.sql})", optional=True)
            case "Max" | "Min" as which if found.kind != "decimal":
                return Cell(f"{which.upper()}({found.sql})", found.kind, optional=True)
            case "Sum" if found.kind == "integer":
                return Cell(f"COALESCE(SUM({distinct}{found.sql}), 0)", "integer")
            case "Sum" if found.kind in {"id", "decimal"}:
                total = f"total_exact({distinct}{_exact(found)})"  # which is not asked where there is nothing
                return Cell(f"(CASE WHEN COUNT(*) THEN {total} ELSE '0' END)", "decimal", optional=True)
            case other:
                raise unsupported(other)

    def _relationalexpression(self, expression: CompValue, cells: Cells) -> Cell:
        one, op = self.cell(expression.expr, cells), expression.op
        if op in {"IN", "NOT IN"}:
            tests = " OR ".join(_equal(one, self.cell(other, cells)) for other in expression.other)
            return Cell(f"{'NOT ' * (op == 'NOT IN')}({tests})", "boolean", optional=True)
        other = self.cell(expression.other, cells)
        if op in _ORDERS:
            return Cell(_ordered(one, op, other), "boolean", optional=True)
        return Cell(f"{'NOT ' * (op == '!=')}{_equal(one, other)}", "boolean", optional=True)

    def _unarynot(self, expression: CompValue, cells: Cells) -> Cell:
        test = self.test(expression.expr, cells)
        return Cell({"TRUE": "FALSE", "FALSE": "TRUE"}.get(test, f"(NOT {test})"), "boolean", optional=True)

    def _builtin_bound(self, expression: CompValue, cells: Cells) -> Cell:
        found = self.cell(expression.arg, cells)
        if found == UNBOUND:
            return Cell("FALSE", "boolean")
        return Cell(f"({found.sql} IS NOT NULL)" if found.optional else "TRUE", "boolean")

    def _builtin_exists(self, expression: CompValue, cells: Cells) -> Cell:
        return Cell(self._exists(expression.graph, cells), "boolean")

    def _builtin_notexists(self, expression: CompValue, cells: Cells) -> Cell:
        return Cell(f"(NOT {self._exists(expression.graph, cells)})", "boolean")

    def _builtin_if(self, expression: CompValue, cells: Cells) -> Cell:
        test = self.test(expression.arg1, cells)
        yes, no = (self.cell(one, cells) for one in (expression.arg2, expression.arg3))
        kind, (one, other) = _alike(yes, no)
        return Cell(f"(CASE WHEN {test} THEN {one} WHEN NOT {test} THEN {other} END)", kind, optional=True)

    def _builtin_coalesce(self, expression: CompValue, cells: Cells) -> Cell:
        found = [self.cell(one, cells) for one in expression.arg]
        if len(found) == 1:
            return found[0]
        kind, parts = _alike(*found)
        return Cell(f"COALESCE({', '.join(parts)})", kind, all(one.optional for one in found))

    def _builtin_substr(self, expression: CompValue, cells: Cells) -> Cell:
        parts = [self.cell(expression.arg, cells).text, self.cell(expression.start, cells).ordered]
        if expression.length is not None:
            parts.append(self.cell(expression.length, cells).ordered)
        return Cell(f"substr({', '.join(parts)})", "text", optional=True)

    def _builtin_strafter(self, expression: CompValue, cells: Cells) -> Cell:
        return self._part("text_after", expression, cells)

    def _builtin_strbefore(self, expression: CompValue, cells: Cells) -> Cell:
        return self._part("text_before", expression, cells)

    def _part(self, function: str, expression: CompValue, cells: Cells) -> Cell:
        text, mark = (self.cell(one, cells).text for one in (expression.arg1, expression.arg2))
        return Cell(f"{function}({text}, {mark})", "text", optional=True)

    def _builtin_strlen(self, expression: CompValue, cells: Cells) -> Cell:
        return Cell(f"length({self.cell(expression.arg, cells).text})", "integer", optional=True)

    def _builtin_concat(self, expression: CompValue, cells: Cells) -> Cell:
        return Cell(f"({' || '.join(self.cell(one, cells).text for one in expression.arg)})", "text", optional=True)

    def _builtin_isiri(self, expression: CompValue, cells: Cells) -> Cell:
        found = self.cell(expression.arg, cells)
        if found.kind != "id":
            return Cell("FALSE", "boolean")
        return Cell(f"((SELECT kind FROM term WHERE id = {found.sql}) = 1)", "boolean", optional=True)

    def _builtin_lang(self, expression: CompValue, cells: Cells) -> Cell:
        found = self.cell(expression.arg, cells)
        if found.kind != "id":
            raise unsupported("the language of what is computed")
        return Cell(f"(SELECT lang FROM term WHERE id = {found.sql} AND kind = 2)", "text", optional=True)

    def _builtin_year(self, expression: CompValue, cells: Cells) -> Cell:
        found = self.cell(expression.arg, cells)
        years = f"SELECT CAST(substr(value, 1, 4) AS INTEGER) FROM term WHERE id = {found.sql} AND type IN"
        return Cell(f"({years} ('{XSD.date}', '{XSD.dateTime}'))", "integer", optional=True)

    def _additiveexpression(self, expression: CompValue, cells: Cells) -> Cell:
        return self._arithmetic(expression, cells)

    def _multiplicativeexpression(self, expression: CompValue, cells: Cells) -> Cell:
        if set(expression.op) != {"*"}:
            raise unsupported("a division")
        return self._arithmetic(expression, cells)

    def _arithmetic(self, expression: CompValue, cells: Cells) -> Cell:
        """Return a sum or a product: of whole numbers by SQL, of what may be a decimal exactly."""
        first, *others = (self.cell(one, cells) for one in (expression.expr, *expression.other))
        if all(one.kind == "integer" for one in (first, *others)):
            parts = (f" {op} {one.sql}" for op, one in zip(expression.op, others, strict=True))
            return Cell(f"({first.sql}{''.join(parts)})", "integer", optional=True)
        sql = _exact(first)
        for op, one in zip(expression.op, others, strict=True):
            sql = f"{_RECKONED[op]}({sql}, {_exact(one)})"
        return Cell(sql, "decimal", optional=True)

    def _builtin_abs(self, expression: CompValue, cells: Cells) -> Cell:
        return Cell(f"absolute({_exact(self.cell(expression.arg, cells))})", "decimal", optional=True)

    def _function(self, expression: CompValue, cells: Cells) -> Cell:
        if expression.iri != XSD.integer:
            raise unsupported(f"the function {expression.iri}")
        text = self.cell(expression.expr[0], cells).text
        return Cell(f"whole({text})", "integer", optional=True)


def _equal(one: Cell, other: Cell) -> str:
    """Return the test that two values are one: of terms that they are the same, or equal numbers."""
    if one.kind == other.kind == "id":
        same = f"{one.sql} = {other.sql}"
        if one.is_name or other.is_name:
            return f"({same})"
        numbers = " = ".join(f"number({cell.ordered})" for cell in (one, other))
        return f"({same} OR COALESCE({numbers} AND beside({one.text}, {other.text}) = 0, FALSE))"
    if {one.kind, other.kind} in _NUMBERS:
        return f"({one.ordered} = {other.ordered} AND beside({one.text}, {other.text}) = 0)"
    if {one.kind, other.kind} == {"id", "text"}:
        return f"({one.text} = {other.text})"
    if one.kind == other.kind:
        return f"({one.sql} = {other.sql})"
    raise unsupported(f"a comparison of {one.kind} and {other.kind}")


def _literal(cell: Cell, term: URIRef | Literal) -> Cell:
    """Return the cell of a constant as what is computed with."""
    if isinstance(term, URIRef) or term.language:
        return cell
    kinds = {XSD.integer: "integer", XSD.boolean: "boolean", None: "text", XSD.string: "text"}
    if term.datatype in {XSD.double, XSD.float}:
        raise unsupported("a float")
    if term.datatype == XSD.decimal:  # it may be no term of the index, whose numbers stand for values
        return Cell(f"exact({cell.known}, NULL)", "decimal")
    kind = kinds.get(term.datatype)
    return Cell(cell.known, kind) if kind else cell


def _ordered(one: Cell, op: str, other: Cell) -> str:
    """Return the test that one value comes before or after another.

    Decimals are exact in SPARQL. As floats they come in the same order but where these are equal: there the texts tell.
    """
    plain = f"{one.ordered} {op} {other.ordered}"
    if not {"id", "decimal"} & {one.kind, other.kind}:
        return f"({plain})"
    told = f"{one.ordered} = {other.ordered} AND beside({one.text}, {other.text}) <> 0"
    return f"(CASE WHEN {told} THEN beside({one.text}, {other.text}) {op} 0 ELSE {plain} END)"


def _truth(cell: Cell) -> Cell:
    if cell.kind != "id":
        return cell
    sql = f"(SELECT truth(value) FROM term WHERE id = {cell.sql} AND type = '{XSD.boolean}')"
    return Cell(sql, "boolean", optional=True)


def _alike(*cells: Cell) -> tuple[str, list[str]]:
    kinds = {cell.kind for cell in cells}
    if kinds == {"boolean", "id"}:
        cells, kinds = tuple(map(_truth, cells)), {"boolean"}
    if len(kinds) > 1:
        raise unsupported(f"a choice of {' and '.join(sorted(kinds))}")
    return kinds.pop(), [cell.sql for cell in cells]


def _exact(cell: Cell) -> str:
    """Return a number as `decimals` has it."""
    if cell.kind == "decimal":
        return cell.sql
    if cell.kind == "integer" or cell.known:
        return f"exact({cell.known or cell.sql}, NULL)"
    if cell.kind == "id":
        return f"(SELECT exact(value, COALESCE(type, '')) FROM term WHERE id = {cell.sql})"
    raise unsupported(f"arithmetic of a {cell.kind}")
