"""What a name turned out to be."""

from dataclasses import dataclass

from rdflib import URIRef


@dataclass(frozen=True, slots=True)
class Entity:
    """What a name turned out to be: labels are pairs of text and language, `reason` says how it was decided.

    `links` are what the name itself tells of other entities, as properties of the ontology by their local names:
    ports lie in a region, an embassy represents its country, goods belong to a group of the reference data.
    """

    iri: URIRef
    cls: URIRef
    labels: tuple[tuple[str, str], ...]
    reason: str
    links: tuple[tuple[str, URIRef], ...] = ()
