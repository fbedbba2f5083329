"""What a SPARQL query gives, as a table or in a form of the standard."""

import re
from collections.abc import Sequence
from functools import partial

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat

from coopatlas.cli.terminal import table
from coopatlas.errors import QuestionError
from coopatlas.rdf import iri
from coopatlas.sanitize import line, sheet
from coopatlas.store import Store
from coopatlas.store.protocol import Found as Results
from coopatlas.store.protocol import Request

_OF_ROWS = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}


_OF_STATEMENTS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "json": RdfFormat.JSON_LD,
    "xml": RdfFormat.RDF_XML,
}
"""The W3C's forms of what a query gives, by what they are called here."""


Told = str | tuple[Sequence[str], list[list[str]]]
"""The results of a query: a text in a standard form, else headings and rows."""


def solved(store: Store, text: str, form: str) -> tuple[Told, bool]:
    """Return what a query gives, to be shown as a table, Markdown, CSV that spreadsheets open, or as the W3C has it.

    The second is False for the answer no. Raises `QuestionError` for a form that does not suit: rows are no statements.
    """
    found = store.evaluate(Request(text))
    return _told(found, form), not isinstance(found, QueryBoolean) or bool(found)


def _told(found: Results, form: str) -> Told:
    if form in ("table", "md", "csv"):
        return _cells(found, shortened=form != "csv")
    statements = isinstance(found, QueryTriples)
    forms = _OF_STATEMENTS if statements else _OF_ROWS
    if form not in forms:
        told, known = "statements" if statements else "rows", ", ".join(["table", "md", "csv", *forms])
        raise QuestionError(form, f"the query gives {told}", f"use one of {known}")
    made = (
        found.serialize(format=_OF_STATEMENTS[form])
        if isinstance(found, QueryTriples)
        else found.serialize(format=_OF_ROWS[form])
    )
    return (made or b"").decode().rstrip("\n")


def solutions(told: Told, form: str) -> None:
    """Print the results of a query."""
    if isinstance(told, str):
        print(told)
        return
    columns, rows = told
    if form == "table":
        table(columns, rows)
    elif form == "csv":
        print(sheet([columns, *rows]), end="")
    else:
        for row in (columns, ["---"] * len(columns), *rows):
            print("|", " | ".join(line(cell.replace("|", r"\|")) for cell in row), "|")


def _cells(found: Results, *, shortened: bool) -> tuple[Sequence[str], list[list[str]]]:
    if isinstance(found, QueryBoolean):
        return ("answer",), [[str(bool(found)).lower()]]
    terms = partial(_term, shortened=shortened)
    if isinstance(found, QueryTriples):
        parts = ((one.subject, one.predicate, one.object) for one in found)
        return ("subject", "predicate", "object"), [list(map(terms, one)) for one in parts]
    return [variable.value for variable in found.variables], [list(map(terms, row)) for row in found]


def _term(term: object, *, shortened: bool) -> str:
    """Return a term as text; an IRI with its prefix, if it has a known one and a plain local name."""
    if isinstance(term, NamedNode) and shortened:
        for prefix, base in iri.PREFIXES.items():
            if term.value.startswith(base) and re.fullmatch(r"[\w.-]+", term.value[len(base) :]):
                return f"{prefix}:{term.value[len(base) :]}"
    return "" if term is None else term.value if isinstance(term, NamedNode | Literal) else str(term)
