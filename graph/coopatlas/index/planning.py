"""A SELECT of SPARQL as one SELECT of SQL."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rdflib import Variable
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier

from coopatlas.index.expressions import Cells
from coopatlas.index.patterns import Patterns
from coopatlas.index.plan import Plan
from coopatlas.index.relation import OPTIONAL, Cell, Relation, unsupported
from coopatlas.index.statistics import Statistics
from coopatlas.rdf.solutions import PROLOGUE

_LOOKED_UP = re.compile(
    r"\(SELECT (?P<what>kind|value|COALESCE\(comparable, value\)) FROM term WHERE id = (?P<id>[\w.]+)\)"
)


def planned(template: str, slots: Mapping[str, Sequence[Identifier]], statistics: Statistics) -> Plan:
    """Return the plan of a SELECT without a prologue, whose slots hold these terms; raises `UnsupportedError`."""
    query = _parsed(template)
    distinct = query.p.name in {"Distinct", "Reduced"}
    project = query.p.p if distinct else query.p
    if project.name != "Project":
        raise unsupported(project.name)
    order = project.p if project.p.name == "OrderBy" else None
    patterns = Patterns(statistics, slots)
    found = patterns.solved(order.p if order else project.p)
    names = [str(name) for name in project.PV]
    cells = [found.cells.get(name, Cell("NULL", optional=True)) for name in names]
    shown = [f"{cell.sql} AS v_{name}" for name, cell in zip(names, cells, strict=True)]
    if order and distinct and {str(one.expr) for one in order.expr} <= set(names):
        distinct = False  # in SQL, since few are sorted sooner than many; without an order whoever reads them is sooner
        answer = patterns.table("answer", found.select(shown, distinct=True))
        held = {name: Cell(f"v_{name}", cell.kind) for name, cell in zip(names, cells, strict=True)}
        shown, found = [f"{answer}.*"], Relation((answer,), cells=held)
    keys, terms = _sorting(order, patterns, found.cells)
    body = f"{replace(found, optional=(*found.optional, *terms)).select(shown)}{keys}"
    head = f"WITH {', '.join(patterns.tables)} " if patterns.tables else ""
    columns = tuple((name, cell.kind) for name, cell in zip(names, cells, strict=True))
    return Plan(head + body, columns, tuple((name, term) for term, name in patterns.constants.items()), distinct)


@lru_cache(maxsize=256)
def _parsed(template: str) -> CompValue:
    query: CompValue = translateQuery(parseQuery(PROLOGUE + template)).algebra
    if query.name != "SelectQuery" or query.datasetClause:
        raise unsupported(query.name)
    return query


def _sorting(order: CompValue | None, patterns: Patterns, cells: Cells) -> tuple[str, list[str]]:
    """Return by what rows are sorted, and the terms that are joined for it: each is looked up once a row."""
    if order is None:
        return "", []
    keys = []
    for one in order.expr:
        cell = patterns.expressions.cell(one.expr, cells)
        way = " DESC" if one.order == "DESC" else ""
        if cell.kind == "id" and isinstance(one.expr, Variable):
            keys.append(f"(SELECT kind FROM term WHERE id = {cell.sql}){way}")
            keys.append(f"(SELECT COALESCE(comparable, value) FROM term WHERE id = {cell.sql}){way}")
        else:
            keys.append(f"{cell.ordered}{way}")
    names: dict[str, str] = {}

    def joined(asked: re.Match[str]) -> str:
        name = names.setdefault(asked["id"], f"k{len(names)}")
        return re.sub(r"\b(?=(?:kind|comparable|value)\b)", f"{name}.", asked["what"])

    sorting = _LOOKED_UP.sub(joined, ", ".join(keys))
    return f" ORDER BY {sorting}", [f"{OPTIONAL} term {name} ON {name}.id = {sql}" for sql, name in names.items()]
