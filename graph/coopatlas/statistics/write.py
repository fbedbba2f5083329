"""Observations → RDF: each a `qb:Observation` in the graph of its release, the release a `dcat:Dataset`.

A release says of itself, in `graph:statistics`, who published it when, under which licence, and from which file of
which digest it comes; no graph of documents holds any of this.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pyoxigraph as ox
from rdflib.namespace import DCAT, DCTERMS, PROV, QB, RDF, XSD

from coopatlas.claims import terms
from coopatlas.model import Period
from coopatlas.rdf import iri
from coopatlas.statistics.observation import Observation, Rate, Release

_TYPE, _DATA_SET = ox.NamedNode(RDF.type), ox.NamedNode(QB.dataSet)
_DATE, _DECIMAL = ox.NamedNode(XSD.date), ox.NamedNode(XSD.decimal)


@cache
def coop(name: str) -> ox.NamedNode:
    """Return a term of the ontology."""
    return ox.NamedNode(iri.ONTOLOGY[name])


def observation(found: Observation) -> ox.NamedNode:
    """Return the IRI of an observation."""
    return ox.NamedNode(iri.item("observation", found.release, *found.key))


def observed(found: Observation) -> Iterator[ox.Triple]:
    """Yield the statements of one observation."""
    node = observation(found)
    yield ox.Triple(node, _TYPE, coop("StatisticalObservation"))
    yield ox.Triple(node, coop("reporter"), _thing(found.reporter))
    if found.partner:
        yield ox.Triple(node, coop("tradePartner"), _thing(found.partner))
    yield ox.Triple(node, coop("flow"), _term("flow", found.flow))
    if found.goods:
        yield ox.Triple(node, coop("commodity"), goods(found.goods.scheme, found.goods.code))
    if found.valuation:
        yield ox.Triple(node, coop("valuation"), _term("valuation", found.valuation))
    for status in found.statuses:
        yield ox.Triple(node, coop("observationStatus"), _term("observation-status", status))
    yield from _figure(node, found)


def rated(found: Rate) -> Iterator[ox.Triple]:
    """Yield the statements of one exchange rate."""
    node = ox.NamedNode(iri.item("rate", found.release, *found.key))
    yield ox.Triple(node, _TYPE, coop("ExchangeRate"))
    yield ox.Triple(node, coop("exchangedCurrency"), _unit(found.currency))
    yield ox.Triple(node, coop("rateBasis"), _term("rate-basis", found.basis))
    yield from _figure(node, found)


def described(period: Period) -> Iterator[ox.Triple]:
    """Yield what is said of a period, as claims say it."""
    node = _period(period.label)
    yield ox.Triple(node, _TYPE, coop("Period"))
    for name, day in (("beginsOn", period.first), ("endsOn", period.last)):
        yield ox.Triple(node, coop(name), ox.Literal(day.isoformat(), datatype=_DATE))


def released(release: Release) -> Iterator[ox.Triple]:
    """Yield what `graph:statistics` says of a release: a record of DCAT, with its file and the source behind it."""
    node, source = ox.NamedNode(iri.release(release.id)), _thing(f"source-{release.source}")
    file = ox.NamedNode(f"urn:sha256:{release.digest}")
    for cls in (DCAT.Dataset, QB.DataSet, iri.ONTOLOGY.StatisticalRelease):
        yield ox.Triple(node, _TYPE, ox.NamedNode(cls))
    yield ox.Triple(node, ox.NamedNode(DCTERMS.isPartOf), source)
    yield ox.Triple(node, ox.NamedNode(DCTERMS.issued), ox.Literal(release.issued, datatype=_DATE))
    for predicate, texts in ((DCTERMS.title, release.title), (DCTERMS.publisher, release.publisher)):
        for lang, text in texts:
            yield ox.Triple(node, ox.NamedNode(predicate), ox.Literal(text, language=lang))
    for predicate, said in (
        (DCTERMS.license, release.licence),
        (DCAT.landingPage, release.landing),
        *((DCTERMS.description, note) for note in release.notes),
    ):
        if said:
            yield ox.Triple(node, ox.NamedNode(predicate), _link(said))
    yield ox.Triple(node, coop("redistributable"), ox.Literal(release.redistributable))
    if release.part:
        yield ox.Triple(node, ox.NamedNode(DCTERMS.spatial), _thing(release.part))
    if release.covers:
        yield ox.Triple(node, ox.NamedNode(DCTERMS.temporal), _period(release.covers.label))
        yield from described(release.covers)
    if release.replaces:
        yield ox.Triple(node, ox.NamedNode(DCTERMS.replaces), ox.NamedNode(iri.release(release.replaces)))
    yield ox.Triple(node, ox.NamedNode(PROV.wasDerivedFrom), file)
    yield ox.Triple(node, ox.NamedNode(PROV.wasAttributedTo), source)
    yield ox.Triple(file, ox.NamedNode(DCTERMS.identifier), ox.Literal(release.file))
    yield ox.Triple(file, ox.NamedNode(DCAT.byteSize), ox.Literal(release.size))


def withheld(name: str) -> ox.Triple:
    """Return what keeps a release, of which nothing else is said yet, from being passed on."""
    return ox.Triple(ox.NamedNode(iri.release(name)), coop("redistributable"), ox.Literal(False))


def goods(scheme: str, code: str) -> ox.NamedNode:
    """Return the IRI of a group of goods of a nomenclature, such as `v:hs2022-44`."""
    return ox.NamedNode(iri.VOCABULARY[f"{scheme}-{code}"])


def _figure(node: ox.NamedNode, found: Observation | Rate) -> Iterator[ox.Triple]:
    yield ox.Triple(node, _DATA_SET, ox.NamedNode(iri.release(found.release)))
    yield ox.Triple(node, coop("refPeriod"), _period(found.period.label))
    yield ox.Triple(node, coop("unit"), _unit(found.unit))
    if found.value is not None:
        yield ox.Triple(node, coop("pointValue"), _decimal(found.value))
    yield ox.Triple(node, coop("printedStep"), _decimal(found.step))
    yield ox.Triple(node, coop("cell"), ox.Literal(found.cell))


@cache
def _thing(local: str) -> ox.NamedNode:
    return ox.NamedNode(iri.ID[local])


@cache
def _period(label: str) -> ox.NamedNode:
    return ox.NamedNode(iri.period(label))


@cache
def _unit(unit: str) -> ox.NamedNode:
    return ox.NamedNode(terms.unit(unit))


@cache
def _term(scheme: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(iri.term(scheme, name))


def _link(text: str) -> ox.NamedNode | ox.Literal:
    return ox.NamedNode(text) if text.startswith(("https://", "http://")) else ox.Literal(text)


def _decimal(value: Decimal) -> ox.Literal:
    return ox.Literal(f"{value:f}", datatype=_DECIMAL)
