"""The parts of a pattern that are joined, and the variables that they bind."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, SequencePath
from rdflib.plugins.sparql.parserutils import CompValue

_STEPS = count(1)


@dataclass(frozen=True, slots=True, eq=False)
class Operand:
    """A part of a join, a pattern or a statement, and the graph that it is of."""

    graph: URIRef | Variable
    part: Any


def operands(node: CompValue, graph: URIRef | Variable) -> Iterator[Operand]:
    """Yield the parts of a join, statement by statement."""
    match node.name:
        case "Join":
            yield from operands(node.p1, graph)
            yield from operands(node.p2, graph)
        case "Graph" if node.p.name in {"Join", "BGP", "Graph"}:
            yield from operands(node.p, node.term)
        case "BGP":
            yield from (Operand(graph, part) for triple in node.triples for part in steps(triple))
        case _:
            yield Operand(graph, node)


def steps(triple: Any) -> Iterator[Any]:
    """Yield the statements of a path that goes on, or back, each as far as it goes on: plain ones where it may be."""
    subject, predicate, value = triple
    match predicate:
        case InvPath():
            yield from steps((value, predicate.arg, subject))
        case SequencePath():
            ends = [subject, *(Variable(f"step{next(_STEPS)}") for _ in predicate.args[1:]), value]
            for part in zip(ends, predicate.args, ends[1:], strict=False):
                yield from steps(part)
        case _:
            yield triple


def is_plain(part: Any) -> bool:
    """Tell whether a statement is one row of the table, whatever it says."""
    if isinstance(part, CompValue):
        return False
    if isinstance(part[1], AlternativePath):
        return all(isinstance(one, URIRef) for one in part[1].args)
    return isinstance(part[1], URIRef | Variable)


def scope(node: Any) -> set[str]:
    """Return the variables that a pattern or a statement may bind."""
    if not isinstance(node, CompValue):
        return {str(end) for end in node if isinstance(end, Variable)}
    match node.name:
        case "BGP":
            return set().union(*map(scope, node.triples))
        case "Project":
            return set(map(str, node.PV))
        case "Minus":
            return scope(node.p1)
        case "Graph":
            return scope(node.p) | ({str(node.term)} if isinstance(node.term, Variable) else set())
        case "Extend":
            return scope(node.p) | {str(node.var)}
        case "values" | "AggregateJoin":
            return _columns(node)
    parts = (part for key in ("p", "p1", "p2") if (part := node.get(key)) is not None)
    return set().union(*map(scope, parts))


def _columns(node: CompValue) -> set[str]:
    if node.name == "values":
        return {str(name) for row in node.res for name in row}
    return {str(one.res) for one in node.A} | {str(one) for one in node.p.expr or ()}


def is_small(node: CompValue) -> bool:
    """Tell whether a SELECT within a query gives few rows: it begins with VALUES, or is a sum over all."""
    return _is_listed(node) or _is_one(node)


def _is_listed(node: CompValue) -> bool:
    parts = (part for key in ("p", "p1", "p2") if isinstance(part := node.get(key), CompValue))
    return node.name == "values" or any(map(_is_listed, parts))


def _is_one(node: CompValue) -> bool:
    if node.name == "AggregateJoin" and not node.p.expr:
        return True
    parts = [part for key in ("p", "p1", "p2") if isinstance(part := node.get(key), CompValue)]
    return bool(parts) and all(map(_is_one, parts))
