"""What a worker does with SPARQL: it evaluates a query, and writes the answer in the form that is wanted."""

from dataclasses import dataclass

import pyoxigraph as ox

from coopatlas import sparql
from coopatlas.serve import descriptions, negotiation
from coopatlas.serve.worker import Answer
from coopatlas.store import Store

_TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


@dataclass(frozen=True, slots=True)
class Query:
    """A query or an update of the SPARQL protocol: its text, and the graphs that the request names for it."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def answer(store: Store, answer: Answer, query: Query, accept: str, form: str) -> None:
    """Write the answer of a query; its head is its media type. Raises `QuestionError`, and `ServeError` of a form."""
    found = store.evaluate(query.text, query.default_graphs, query.named_graphs)
    is_triples = isinstance(found, ox.QueryTriples)
    chosen = negotiation.chosen(accept, negotiation.TRIPLES if is_triples else negotiation.TABLES, form)
    answer.head(chosen.header)
    try:
        if isinstance(found, ox.QueryTriples):
            found.serialize(answer.file, descriptions.SYNTAXES[chosen.name])
        else:
            found.serialize(answer.file, _TABLES[chosen.name])
    except (RuntimeError, ValueError) as error:
        raise sparql.explained(error) from error


def update(store: Store, request: Query) -> None:
    """Change the store; raises `QuestionError`, and `StoreError` where another process has it open to write."""
    store.change(request.text, request.default_graphs, request.named_graphs)
