"""What a name turned out to be."""

from dataclasses import dataclass

from rdflib import URIRef


@dataclass(frozen=True, slots=True)
class Entity:
    """What a name turned out to be: labels are pairs of text and language, `reason` says how it was decided.

    `located_in` is where the name places it, `classified_as` the groups of the reference data that goods belong to.
    """

    iri: URIRef
    cls: URIRef
    labels: tuple[tuple[str, str], ...]
    reason: str
    located_in: URIRef | None = None
    classified_as: tuple[URIRef, ...] = ()
