"""What a worker does with SPARQL: it evaluates a query, and writes the answer in the form that is wanted."""

from dataclasses import replace

import pyoxigraph as ox

from coopatlas.rdf import iri
from coopatlas.serve import descriptions, negotiation
from coopatlas.serve.worker import Answer
from coopatlas.store import Store, sparql
from coopatlas.store.protocol import Request

_TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


def answer(store: Store, answer: Answer, query: Request, public: bool, wanted: tuple[str, str]) -> None:
    """Write the answer of a query; its head is its media type, and whether the answer is the same when asked again.

    Raises `QuestionError`, and `ServeError` of a form. `wanted` is what `Accept` says, and the short name of a form. A
    `public` server says nothing of `hidden` graphs.
    """
    found = store.evaluate(replace(query, hidden=hidden(store)) if public else query)
    is_triples = isinstance(found, ox.QueryTriples)
    chosen = negotiation.chosen(wanted[0], negotiation.TRIPLES if is_triples else negotiation.TABLES, wanted[1])
    answer.head((chosen.header, not sparql.varies(query.text)))
    try:
        if isinstance(found, ox.QueryTriples):
            found.serialize(answer.file, descriptions.SYNTAXES[chosen.name])
        else:
            found.serialize(answer.file, _TABLES[chosen.name])
    except (RuntimeError, ValueError) as error:
        raise sparql.explained(error, query.text) from error


def hidden(store: Store) -> tuple[str, ...]:
    """Return the graphs of which a server that others reach says nothing.

    The catalogue holds places of this machine; a release that is withheld no licence lets be passed on.
    """
    return (str(iri.CATALOGUE), *store.withheld())


def update(store: Store, request: Request) -> None:
    """Change the store; raises `QuestionError`, and `StoreError` where another process has it open to write."""
    store.change(request)
