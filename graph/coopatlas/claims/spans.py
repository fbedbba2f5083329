"""Writes stretches of a document's text."""

from collections.abc import Iterator

from rdflib import RDF, Literal

from coopatlas.claims.items import coop
from coopatlas.model import Document, Evidence
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple


def text_span(document: Document, evidence: Evidence) -> Iterator[Triple]:
    """Yield what is said of a sentence, or of a cell of a table."""
    span = iri.span(document.digest, evidence.start, evidence.end)
    yield span, RDF.type, coop("TextSpan")
    yield span, coop("spanOf"), iri.document(document.digest)
    yield span, coop("startChar"), Literal(evidence.start)
    yield span, coop("endChar"), Literal(evidence.end)
    yield span, coop("exactText"), Literal(evidence.text)
    if cell := evidence.cell:
        yield span, RDF.type, coop("TableCell")
        for name, place in (("tableNumber", cell.table), ("rowNumber", cell.row), ("columnNumber", cell.column)):
            yield span, coop(name), Literal(place)
        for head in cell.heads:
            yield span, coop("heading"), Literal(head)
