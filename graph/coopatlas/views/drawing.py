"""From the rows of a view to nodes, links and the claims that each link carries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain

from coopatlas.claims.read import Claim
from coopatlas.errors import ContentError
from coopatlas.rdf.solutions import Source
from coopatlas.views import evidence, records
from coopatlas.views.evidence import CLAIM_LIMIT, Evidence
from coopatlas.views.focus import Focus
from coopatlas.views.records import Row
from coopatlas.views.view import Legend, View, Words


@dataclass(frozen=True, slots=True)
class Node:
    """A node with the claims that stand at it alone.

    `short` is its name on the drawing; `wished` is what no claim says to exist.
    """

    iri: str
    kind: str
    names: Words
    short: Words
    wished: bool
    weight: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """All claims of one manner between two nodes, whichever way they point; `tail < head` as strings."""

    tail: str
    head: str
    manner: str
    forward: tuple[str, ...]
    backward: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page shows, with what each claim names, and how many nodes of each kind and claims it leaves out."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    evidence: Evidence
    parties: Mapping[str, frozenset[str]]
    omitted: Mapping[str, int] = field(default_factory=dict)
    omitted_claims: int = 0


def draw(store: Source, view: View, legend: Legend, focus: Focus) -> Drawing:
    """Ask the view's query and return the drawing of the most claimed nodes in focus.

    A claim one of whose ends is left out stays at the other end, so that it is not lost to a drawn node.
    No more than `CLAIM_LIMIT` claims are carried; what is left out is counted.
    """
    rows = _focused(store, _rows(store, view), focus)
    weights = _weights(rows)
    kept = set(sorted(weights, key=lambda iri: (-weights[iri], iri))[: focus.limit or view.limit])
    types = records.types(store, set(weights))
    found = evidence.gather(store, view, _chosen(rows, kept))
    alone, links = _links(rows, kept, found.claims)
    nodes = _Nodes(legend, types, records.names(store, kept), records.subjects(store, kept))
    return Drawing(
        nodes=tuple(nodes.node(iri, weights[iri], alone[iri]) for iri in sorted(kept)),
        links=links,
        evidence=found,
        parties=_parties(rows, found.claims),
        omitted=_kinds(legend, (types[iri] for iri in set(weights) - kept)),
        omitted_claims=len({claim for claim, *_ in rows if claim} - found.claims.keys()),
    )


@dataclass(frozen=True, slots=True)
class _Nodes:
    legend: Legend
    types: Mapping[str, frozenset[str]]
    names: Mapping[str, Words]
    subjects: Mapping[str, Words]

    def node(self, iri: str, weight: int, claims: tuple[str, ...]) -> Node:
        kind = self.legend.kind(self.types[iri])
        one = self.legend.nodes[kind].get("one")
        short = {**one, **self.subjects.get(iri, {})} if one else self.names[iri]
        return Node(iri, kind, self.names[iri], short, "CooperationInitiative" in self.types[iri], weight, claims)


def _kinds(legend: Legend, types: Iterable[frozenset[str]]) -> dict[str, int]:
    """Return how many nodes of each kind there are of these types."""
    found: Counter[str] = Counter()
    for held, times in Counter(types).items():
        found[legend.kind(held)] += times
    return dict(sorted(found.items()))


def _weights(rows: Iterable[Row]) -> Counter[str]:
    weights: Counter[str] = Counter()
    for claim, tail, head in rows:
        for end in (tail, head):
            if end and claim:
                weights[end] += 1
    return weights


def _links(
    rows: Iterable[Row], kept: set[str], claims: Mapping[str, Claim]
) -> tuple[defaultdict[str, tuple[str, ...]], tuple[Link, ...]]:
    alone: dict[str, set[str]] = defaultdict(set)
    bundles: dict[tuple[str, str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for claim, tail, head in rows:
        ends = [end for end in (tail, head) if end in kept]
        if claim and claim not in claims:
            continue
        if claim and len(ends) == 1:
            alone[ends[0]].add(claim)
        elif len(ends) == 2:
            low, high = sorted(ends)
            manner = claims[claim].manner if claim else "reference"
            bundles[low, high, manner][low != tail].update({claim} if claim else ())
    for (low, high, _), carried in bundles.items():
        alone[low].difference_update(*carried)
        alone[high].difference_update(*carried)
    linked = (Link(*ends, tuple(sorted(there)), tuple(sorted(back))) for ends, (there, back) in sorted(bundles.items()))
    return defaultdict(tuple, {iri: tuple(sorted(found)) for iri, found in alone.items()}), tuple(linked)


def _parties(rows: Iterable[Row], claims: Mapping[str, Claim]) -> dict[str, frozenset[str]]:
    parties: dict[str, set[str]] = {claim: set() for claim in sorted(claims)}
    for claim, tail, head in rows:
        if claim in parties:
            parties[claim] |= {tail, head or tail}
    return {claim: frozenset(ends) for claim, ends in parties.items()}


def _rows(store: Source, view: View) -> list[Row]:
    """Return the rows of claims, and those of reference data whose two ends are named by claims."""
    try:
        found = records.rows(store, view.query)
    except KeyError as error:
        raise ContentError(f"view {view.name}", "its query does not select ?from", "select ?claim ?from ?to") from error
    named = {end for claim, *ends in found if claim for end in ends}
    return [(claim, tail, head) for claim, tail, head in found if claim or (tail in named and head in named)]


def _focused(store: Source, rows: list[Row], focus: Focus) -> list[Row]:
    """Return the rows of the years and the neighbourhood in focus; reference data make no neighbours."""
    if focus.is_of_years:
        timely = focus.timely(store, {claim for claim, *_ in rows if claim})
        rows = [row for row in rows if row[0] is None or row[0] in timely]
    if not focus.around:
        return rows
    near = focus.near(((tail, head or tail) for claim, tail, head in rows if claim), focus.around)
    return [row for row in rows if row[1] in near and (row[2] is None or row[2] in near)]


def _chosen(rows: Iterable[Row], kept: set[str]) -> set[str]:
    """Return the claims to carry, up to the limit: those of the links that most claims make, then those at one node."""
    drawn: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for claim, tail, head in rows:
        if not claim:
            continue
        if tail not in kept:
            if head in kept:
                drawn[claim].add((head,))
        elif head not in kept:
            drawn[claim].add((tail,))
        else:
            drawn[claim].add((tail, head) if tail < head else (head, tail))
    strength = Counter(chain.from_iterable(drawn.values()))
    rank = {ends: (-len(ends), -claims) for ends, claims in strength.items()}
    return set(nsmallest(CLAIM_LIMIT, drawn, key=lambda claim: (min(map(rank.__getitem__, drawn[claim])), claim)))
