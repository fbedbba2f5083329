"""What a worker does with SPARQL: it evaluates a query, and writes the answer in the form that is wanted."""

import pyoxigraph as ox

from coopatlas import sparql
from coopatlas.serve import descriptions, negotiation
from coopatlas.serve.worker import Answer
from coopatlas.store import Store
from coopatlas.store.protocol import Request

_TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


def answer(store: Store, answer: Answer, query: Request, accept: str, form: str) -> None:
    """Write the answer of a query; its head is its media type. Raises `QuestionError`, and `ServeError` of a form."""
    found = store.evaluate(query)
    is_triples = isinstance(found, ox.QueryTriples)
    chosen = negotiation.chosen(accept, negotiation.TRIPLES if is_triples else negotiation.TABLES, form)
    answer.head(chosen.header)
    try:
        if isinstance(found, ox.QueryTriples):
            found.serialize(answer.file, descriptions.SYNTAXES[chosen.name])
        else:
            found.serialize(answer.file, _TABLES[chosen.name])
    except (RuntimeError, ValueError) as error:
        raise sparql.explained(error, query.text) from error


def update(store: Store, request: Request) -> None:
    """Change the store; raises `QuestionError`, and `StoreError` where another process has it open to write."""
    store.change(request)
