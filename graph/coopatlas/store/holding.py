"""Whether a document asserts a statement, found from the statement: at the cost of one that does, not of the store."""

from collections.abc import Collection, Iterator

import pyoxigraph as ox
from rdflib import RDFS

from coopatlas import claims
from coopatlas.claims.compact import is_period
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple
from coopatlas.rdf.oxigraph import named, statement, text_of
from coopatlas.store.catalogue import NOTES
from coopatlas.store.reading import CATALOGUE
from coopatlas.store.server import Server

_ASSERTS = ox.NamedNode(iri.ONTOLOGY["asserts"])

Node = ox.NamedNode


class Holding:
    """The documents of a database but for those `apart`, asked whether one of them asserts something."""

    def __init__(self, database: ox.Store | Server, apart: Collection[Node]) -> None:
        self._database = database
        self._apart = apart
        self._known: dict[tuple[Node, Node], bool] = {}
        self._nodes: dict[Node, bool] = {}
        self._notes: dict[Node, frozenset[ox.Triple]] = {}

    def holds(self, found: Triple) -> bool:
        """Return whether a document asserts the statement, be it left unsaid in its graph."""
        if found in claims.shared(found[0]):
            return self._refers(named(found[0]))
        said = statement(found)
        if found[1] == RDFS.label and self._names(named(found[0]), said):
            return True
        quads = self._database.quads_for_pattern(said.subject, said.predicate, said.object, None)
        return any(self._asserts(graph, named(found[0])) for graph in self._graphs(quads))

    def _names(self, node: Node, found: ox.Triple) -> bool:
        """Return whether a document that asserts an item calls it so, which its notes alone say."""
        asserting = self._database.quads_for_pattern(None, _ASSERTS, node, None)
        return any(found in self._noted(graph) for graph in self._graphs(asserting))

    def _noted(self, graph: Node) -> frozenset[ox.Triple]:
        if graph not in self._notes:
            quads = self._database.quads_for_pattern(graph, NOTES, None, CATALOGUE)
            told = (one for quad in quads for one in claims.noted(graph.value, text_of(quad.object)))
            self._notes[graph] = frozenset(told)
        return self._notes[graph]

    def _refers(self, node: Node) -> bool:
        """Return whether an asserted item of some document refers to a node, or whichever node to a period."""
        if node not in self._nodes:
            quads = self._database.quads_for_pattern(None, None, node, None)
            graphs = self._graphs(quads)
            self._nodes[node] = any(is_period(node.value) or self._asserts(graph, node) for graph in graphs)
        return self._nodes[node]

    def _graphs(self, quads: Iterator[ox.Quad]) -> Iterator[Node]:
        for quad in quads:
            if (
                isinstance(quad.graph_name, Node)
                and iri.holds_document(quad.graph_name.value)
                and quad.graph_name not in self._apart
            ):
                yield quad.graph_name

    def _asserts(self, graph: Node, node: Node) -> bool:
        """Return whether the way from what a document asserts leads to a node."""
        if (graph, node) not in self._known:
            self._known[graph, node] = any(quad.predicate == _ASSERTS for quad in self._above(graph, node))
        return self._known[graph, node]

    def _above(self, graph: Node, node: Node) -> Iterator[ox.Quad]:
        """Yield what leads to a node in a graph, and what leads there."""
        waiting, seen = [node], {node}
        while waiting:
            for quad in self._database.quads_for_pattern(None, None, waiting.pop(), graph):
                yield quad
                if isinstance(quad.subject, Node) and quad.subject not in seen:
                    seen.add(quad.subject)
                    waiting.append(quad.subject)
