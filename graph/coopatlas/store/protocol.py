"""What the protocols of the web ask of a database: queries and updates with their graphs, all about one thing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox
from rdflib.namespace import RDFS, SKOS

from coopatlas.errors import QuestionError
from coopatlas.rdf import iri
from coopatlas.rdf.oxigraph import named
from coopatlas.store.sparql import explained, followed, names_graphs, screen, unescaped, using, without

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_ASSERTED, _CATALOGUE = named(iri.ASSERTED), named(iri.CATALOGUE)
_LABELS = ox.NamedNode(RDFS.label), ox.NamedNode(SKOS.prefLabel)
_PREFIXES = dict(iri.PREFIXES)


@dataclass(frozen=True, slots=True)
class Request:
    """A query or an update of the SPARQL protocol: its text, the graphs named beside it, the base of its IRIs.

    A query sees nothing of the `hidden` graphs.
    """

    text: str
    graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    hidden: tuple[str, ...] = ()


def evaluate(database: ox.Store, query: Request) -> Found:
    """Let the engine answer a query of the graphs named beside it, else of those that it names itself.

    Where neither names one, the default graph is that of asserted statements. Raises `QuestionError`; what the engine
    finds may raise when it is read.
    """
    text = unescaped(query.text)
    screen(text, own_graphs=True)
    if query.hidden:
        text = without(text, [str(_node(graph)) for graph in query.hidden])
    if told := {*query.graphs, *query.named_graphs} & {*query.hidden}:
        raise QuestionError(min(told), "this graph is not told", "ask others")
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | ox.NamedNode | None = None
    others: list[ox.NamedNode | ox.BlankNode] | None = None
    if query.graphs or query.named_graphs:
        default, others = [*map(_node, query.graphs)], [*map(_node, query.named_graphs)]
    elif not names_graphs(text):
        default = _ASSERTED
    try:
        return database.query(text, base_iri=query.base, prefixes=_PREFIXES, default_graph=default, named_graphs=others)
    except (SyntaxError, ValueError, RuntimeError) as error:
        raise explained(error, text) from error


def change(database: ox.Store, update: Request, kept: str) -> None:
    """Do an update, whose conditions are of the graphs named beside it, else of those it names, and then `kept`.

    Raises `QuestionError`.
    """
    text = unescaped(update.text)
    screen(text, own_graphs=True, update=True)
    graphs, named_graphs = (tuple(map(str, map(_node, names))) for names in (update.graphs, update.named_graphs))
    try:
        whole = followed(using(text, graphs, named_graphs), kept)
        database.update(whole, base_iri=update.base, prefixes=_PREFIXES)
        database.flush()
    except (SyntaxError, ValueError, RuntimeError) as error:
        raise explained(error, text) from error


def about(database: ox.Store, name: str, most: int, hidden: Collection[str]) -> list[ox.Triple]:
    """Return what is said of a thing, what is in it where it is a file of terms, and the labels of what is named there.

    Of what others say of it `most` statements are returned; of what stands in `hidden` graphs, none.
    """
    thing = _node(name)

    def told(subject: ox.NamedNode | None, value: ox.NamedNode | None) -> Iterator[ox.Quad]:
        quads = database.quads_for_pattern(subject, None, value, None)
        return (quad for quad in quads if str(quad.graph_name)[1:-1] not in hidden)

    own = {quad.triple for quad in told(thing, None)}
    defined = (quad for quad in told(None, thing) if quad.predicate.value == str(RDFS.isDefinedBy))
    own |= {
        quad.triple for term in defined if isinstance(term.subject, ox.NamedNode) for quad in told(term.subject, None)
    }
    own |= {quad.triple for quad in islice(told(None, thing), most)}
    mentioned = {node for one in own for node in (one.subject, one.object) if isinstance(node, ox.NamedNode)}
    labels = {
        quad.triple
        for node in mentioned - {thing}
        for predicate in _LABELS
        for quad in database.quads_for_pattern(node, predicate, None, None)
    }
    return sorted(own | labels, key=str) if own else []


def graph(database: ox.Store, name: str) -> Iterator[ox.Triple]:
    """Yield the statements of a named graph."""
    return (quad.triple for quad in database.quads_for_pattern(None, None, None, _node(name)))


def _node(name: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(name)
    except ValueError as error:
        raise QuestionError(name[:100], "it is no IRI", "write it in full, as in https://example.org/thing") from error
