"""Writes what a person decided of a claim, and what had been read before: PROV's activity, agent and revision."""

from collections.abc import Iterator

from rdflib import RDF, RDFS, XSD, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV

from coopatlas.claims import terms
from coopatlas.claims.items import Items, Resolver, coop
from coopatlas.claims.spans import text_span
from coopatlas.model import Document, Fact, Ruling
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple


def of(document: Document, claim: URIRef, fact: Fact, resolver: Resolver) -> Iterator[Triple]:
    """Yield what a person decided of a claim, nothing where nobody did; a correction keeps what had been read."""
    ruling = fact.ruling
    if ruling is None:
        return
    yield claim, coop("decidedIn"), iri.decision(ruling.decision)
    yield from _decision(ruling)
    if ruling.verdict == "corrected":
        reading = iri.reading(document.digest, fact.key(document.digest))
        yield claim, PROV.wasRevisionOf, reading
        yield from _reading(document, reading, ruling.first, resolver)


def rejection(document: Document, fact: Fact, resolver: Resolver) -> Iterator[Triple]:
    """Yield what had been read and a person rejected: it is claimed by nothing, and still to be seen."""
    ruling = fact.ruling
    if ruling is None:
        return
    reading = iri.reading(document.digest, fact.key(document.digest))
    yield reading, coop("decidedIn"), iri.decision(ruling.decision)
    yield reading, coop("claimKey"), Literal(fact.key(document.digest))
    yield from _decision(ruling)
    yield from _reading(document, reading, ruling.first, resolver)


def _decision(ruling: Ruling) -> Iterator[Triple]:
    node = iri.decision(ruling.decision)
    yield node, RDF.type, coop("Decision")
    yield node, coop("ruling"), terms.term("ruling", ruling.verdict)
    yield node, PROV.endedAtTime, Literal(ruling.when, datatype=XSD.dateTime, normalize=False)
    if ruling.who:
        agent = iri.entity("reviewer", ruling.who)
        yield node, PROV.wasAssociatedWith, agent
        yield agent, RDF.type, PROV.Agent
        yield agent, RDFS.label, Literal(ruling.who)
    if ruling.why:
        yield node, RDFS.comment, Literal(ruling.why)


def _reading(document: Document, node: URIRef, fact: Fact, resolver: Resolver) -> Iterator[Triple]:
    """Yield what had been read, in words: none of it is claimed any more, and no question about claims finds it."""
    yield node, RDF.type, coop("SetAside")
    yield node, PROV.wasDerivedFrom, iri.document(document.digest)
    yield node, DCTERMS.type, iri.term("kind", fact.kind)
    span = fact.spans[0]
    yield node, PROV.wasQuotedFrom, iri.span(document.digest, span.start, span.end)
    yield from text_span(document, span)
    scratch = Items(resolver)
    item = scratch.add(fact)
    manner = [terms.term("modality", fact.modality)] if fact.modality != "stated" else []
    manner += [terms.term("polarity", fact.polarity)] if fact.polarity != "positive" else []
    for subject, predicate, text in scratch.triples:
        if subject == item and predicate == RDFS.label and isinstance(text, Literal):
            said = [terms.words(term)[terms.LANGUAGES.index(text.language or "")] for term in manner]
            yield node, RDFS.label, Literal(text + (f" ({', '.join(said)})" if said else ""), lang=text.language)
