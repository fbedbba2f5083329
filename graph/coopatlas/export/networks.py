"""The links between entities for graph programs: one for each kind and firmness of what is said of a pair.

Which roles of a kind are the ends of a link is declared with the kind, as its drawing; a thing in which several take
part, an agreement or a venture, is a node of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, product

import networkx

from coopatlas.claims import read
from coopatlas.claims.read import Claim
from coopatlas.export.rdf import UNPRINTABLE
from coopatlas.export.tables import is_node
from coopatlas.model import kinds
from coopatlas.model.period import period
from coopatlas.questions.answers import labelled
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import local
from coopatlas.store import Store

_CLASSES = "SELECT ?node ?class { ?node a ?class }"
_POST = ("represents", "organization", "seat")
"""The roles of a post, which has no drawing, that a person is linked with."""


@dataclass(slots=True)
class _Link:
    claims: int = 0
    documents: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)

    def add(self, claim: Claim) -> None:
        self.claims += 1
        self.documents.add(claim.document.iri)
        when = period(claim.when or "") or period(claim.document.issued or "")
        self.years |= {when.first.year, when.last.year} if when else set()

    @property
    def attributes(self) -> dict[str, int]:
        years = {"first_year": min(self.years), "last_year": max(self.years)} if self.years else {}
        return {"weight": self.claims, "documents": len(self.documents), **years}


def graphml(store: Store, lang: str) -> tuple[bytes, int]:
    """Return the links as GraphML."""
    network = _network(store, lang)
    return "\n".join(networkx.generate_graphml(network)).encode() + b"\n", network.number_of_edges()


def gexf(store: Store, lang: str) -> tuple[bytes, int]:
    """Return the links as GEXF."""
    network = _network(store, lang)
    text = "\n".join(networkx.generate_gexf(network))
    # The day of the export is no part of what is exported.
    return re.sub(r' lastmodifieddate="[^"]*"', "", text).encode() + b"\n", network.number_of_edges()


def _network(store: Store, lang: str) -> "networkx.MultiDiGraph[str]":
    """Return the links of all claims: `kind`, `manner`, `weight` in claims, `documents`, `first_year`, `last_year`.

    `manner` is the modality, or `denied`, or `uncertain` where the reading is not sure.
    """
    links: defaultdict[tuple[str, str, str, str], _Link] = defaultdict(_Link)
    for claim in read.every(store):
        for tail, head in ends(claim):
            links[tail, head, claim.kind, claim.manner if claim.certain else "uncertain"].add(claim)
    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    classes = dict(sorted((str(a), local(str(b))) for a, b in store.query(_CLASSES).rows))
    for node, named in sorted(labelled(store, {node for tail, head, *_ in links for node in (tail, head)}).items()):
        labels = {f"label_{spoken}": _text(named.label(spoken)) for spoken in ("ru", "en")}
        network.add_node(local(node), label=labels[f"label_{lang}"], iri=node, type=classes.get(node, ""), **labels)
    for (tail, head, kind, manner), link in sorted(links.items()):
        network.add_edge(
            local(tail),
            local(head),
            key=network.number_of_edges(),
            label=_text(kinds()[kind].label[lang]) if kind in kinds() else kind,
            kind=kind,
            manner=manner,
            **link.attributes,
        )
    return network


def ends(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield the pairs of IRIs that a claim links."""

    def nodes(role: str) -> list[str]:
        return [value for value in claim.roles.get(role, ()) if is_node(value) and value.startswith(str(iri.ID))]

    if claim.kind not in kinds():
        return
    drawing = kinds()[claim.kind].drawing
    for tail, head in drawing.links or (tuple(("person", role) for role in _POST) if claim.kind == "post" else ()):
        yield from product(nodes(tail), nodes(head))
    yield from ((node, claim.item) for role in drawing.node for node in nodes(role))
    for role in drawing.equals:
        yield from combinations(sorted(nodes(role)), 2)


def _text(label: str) -> str:
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", label)
