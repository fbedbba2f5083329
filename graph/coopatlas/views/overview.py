"""The network at first sight: people, goods, agreements and towns rolled up to their territories."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from coopatlas.rdf.solutions import Source
from coopatlas.views import records, territories
from coopatlas.views.drawing import Drawing, Link, Node
from coopatlas.views.view import Legend

READABLE = 60
"""A drawing of more nodes is shown rolled up first."""
TERRITORIES = 40
"""The most of an overview: their names have room on a stage of 650 × 630 pixels."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Territories that are linked, with the claims that name one alone, and how many territories and claims are not."""

    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    omitted: int = 0
    omitted_claims: int = 0


def roll_up(store: Source, drawing: Drawing, legend: Legend) -> Overview:
    """Return the overview of a drawing; an empty one where the drawing is readable or links no two territories."""
    if len(drawing.nodes) <= READABLE:
        return Overview()
    known = territories.load(store, set().union(*drawing.parties.values()))
    named = {claim: {place for one in ends for place in known.of(one)} for claim, ends in drawing.parties.items()}
    weights = Counter(place for places in named.values() for place in places)
    ranked = sorted(weights, key=lambda place: (-weights[place], place))
    linked = {place for places in named.values() for pair in known.pairs(places) for place in pair}
    chief = set([place for place in ranked if place in linked][:TERRITORIES])
    pairs = {claim: list(known.pairs(places & chief)) for claim, places in named.items()}
    links = _links(pairs, drawing)
    kept = {end for link in links for end in (link.tail, link.head)}
    alone = {place: [claim for claim in named if place in named[claim] and not pairs[claim]] for place in kept}
    names, types = records.names(store, kept), records.types(store, kept)
    nodes = (
        Node(iri, legend.kind(types[iri]), names[iri], names[iri], False, weights[iri], tuple(sorted(alone[iri])))
        for iri in sorted(kept)
    )
    omitted_claims = sum(places.isdisjoint(kept) for places in named.values())
    return Overview(tuple(nodes), links, len(weights) - len(kept), omitted_claims)


def _links(pairs: Mapping[str, list[tuple[str, str]]], drawing: Drawing) -> tuple[Link, ...]:
    bundles: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for claim, ends in pairs.items():
        for tail, head in ends:
            bundles[tail, head, drawing.evidence.claims[claim].manner].add(claim)
    return tuple(Link(*ends, tuple(sorted(claims)), ()) for ends, claims in sorted(bundles.items()))
