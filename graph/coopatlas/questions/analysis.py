"""Who joins whom: networkx over the links between entities that the graph of asserted statements holds.

A question of the catalogue names an operation in its header, `# analysis: brokers`, and its query gives the links: the
pairs of an `?item` and a `?node`, where an item joins all its nodes to each other. Where the query selects a
`?candidate` too, only the nodes for which it is true are answers; the others still join.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, pairwise

import networkx as nx
from rdflib import XSD, Literal, URIRef
from rdflib.term import Identifier

from coopatlas.errors import ContentError
from coopatlas.store import Solutions

MOST = 20
"""The greatest number of brokers, pairs or circles in an answer."""
CHAINS = 3
"""The greatest number of chains of one length."""
SOURCES = 200
"""From how many nodes the ways of a larger network are counted: a sample, always the same."""
STEPS = 2_000_000
"""The links that are gone along at most: of a network that is larger still, the sample is smaller."""
FEWEST = 10
"""The nodes of the smallest sample."""

Given = Mapping[str, Sequence[str]]
Cells = tuple[Identifier | None, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """A network whose edges hold the `items` that make them, and the nodes that may be answers."""

    network: "nx.Graph[str]"
    candidates: frozenset[str]

    def items(self, one: str, other: str) -> list[URIRef]:
        """Return what links two neighbours, in order."""
        return [URIRef(item) for item in sorted(self.network.edges[one, other]["items"])]


@dataclass(frozen=True, slots=True)
class Operation:
    """What is made of the links: cells under `columns`; `parameters` are those that no slot of the query takes."""

    columns: tuple[str, ...]
    work: Callable[[Links, Given], Iterable[Cells]]
    parameters: tuple[str, ...] = ()


def solve(name: str, links: Solutions, given: Given) -> Solutions:
    """Return what the operation makes of the links; raises `ContentError` where there is no such operation."""
    if name not in OPERATIONS:
        raise ContentError(name, "there is no such analysis", f"use one of {', '.join(OPERATIONS)}")
    operation = OPERATIONS[name]
    return Solutions(operation.columns, tuple(operation.work(_joined(links), given)))


def _joined(links: Solutions) -> Links:
    nodes_of: dict[str, set[str]] = {}
    candidates: set[str] = set()
    for row in links.rows:
        record = dict(zip(links.columns, map(str, row), strict=True))
        nodes_of.setdefault(record["item"], set()).add(record["node"])
        if record.get("candidate", "true") == "true":
            candidates.add(record["node"])
    network: nx.Graph[str] = nx.Graph()
    # In order, so that equal links give equal answers.
    network.add_nodes_from(sorted(set().union(*nodes_of.values())))
    for item, nodes in sorted(nodes_of.items()):
        for one, other in combinations(sorted(nodes), 2):
            network.add_edge(one, other)
            network.edges[one, other].setdefault("items", set()).add(item)
    return Links(network, frozenset(candidates))


def brokers(links: Links, _given: Given) -> Iterator[Cells]:
    """Yield those whose neighbours have no direct link to each other, by the share of shortest ways through them."""
    network = links.network
    most = max(FEWEST, min(SOURCES, STEPS // max(1, network.number_of_edges())))
    sample = most if len(network) > SOURCES else None
    through = nx.betweenness_centrality(network, k=sample, seed=1)
    ranked = sorted((node for node in links.candidates if through[node]), key=lambda node: (-through[node], node))
    parted = ((broker, sides) for broker in ranked if len(sides := _sides(network, broker)) > 1)
    for broker, sides in islice(parted, MOST):
        for side in sides:
            yield (
                links.items(broker, side)[0],
                URIRef(broker),
                _percent(through[broker]),
                Literal(network.degree[broker]),
                URIRef(side),
            )


def _sides(network: "nx.Graph[str]", broker: str) -> list[str]:
    """Return of each group of neighbours that hang together without the broker the one with the most links."""
    groups = nx.connected_components(network.subgraph(network[broker]))
    heads = [min(group, key=lambda node: (-network.degree[node], node)) for group in groups]
    return sorted(heads, key=lambda node: (-network.degree[node], node))[:MOST]


def chains(links: Links, given: Given) -> Iterator[Cells]:
    """Yield the steps of the shortest chains from any node of `a` to any of `b`: one link each, with its item."""
    ways = [
        way
        for a in given.get("a", ())
        for b in given.get("b", ())
        if a != b and {a, b} <= set(links.network) and nx.has_path(links.network, a, b)
        for way in islice(nx.all_shortest_paths(links.network, a, b), CHAINS)
    ]
    for number, way in enumerate(sorted(ways, key=lambda way: (len(way), way))[:CHAINS], start=1):
        for step, (one, other) in enumerate(pairwise(way), start=1):
            item = links.items(one, other)[0]
            yield item, Literal(number), Literal(step), URIRef(one), item, URIRef(other)


def likely(links: Links, given: Given) -> Iterator[Cells]:
    """Yield pairs without a link that share neighbours, by the sum over these of 1/degree (Zhou, Lü, Zhang 2009)."""
    network = links.network
    wanted = set(given.get("a", links.candidates)) & links.candidates
    shared: dict[tuple[str, str], list[str]] = {}
    for common in network:
        near = sorted(links.candidates & set(network[common]))
        for pair in combinations(near, 2):
            if wanted & set(pair) and pair[1] not in network[pair[0]]:
                shared.setdefault(pair, []).append(common)
    weights = {pair: sum(1 / network.degree[node] for node in nodes) for pair, nodes in shared.items()}
    for pair in sorted(shared, key=lambda pair: (-round(weights[pair], 9), pair))[:MOST]:
        one, other = pair if pair[0] in wanted else pair[::-1]
        for common in shared[pair][:MOST]:
            for end in (one, other):
                item = links.items(end, common)[0]
                yield item, URIRef(one), URIRef(other), _number(weights[pair]), URIRef(common)


def circles(links: Links, _given: Given) -> Iterator[Cells]:
    """Yield groups that are linked more within than without (Louvain), the largest first, two members at least."""
    found = nx.community.louvain_communities(links.network, seed=1)
    groups = sorted((sorted(group & links.candidates) for group in found), key=lambda group: (-len(group), group))
    for number, group in enumerate((group for group in groups[:MOST] if len(group) > 1), start=1):
        inside = links.network.subgraph(group)
        for member in sorted(group, key=lambda node: (-inside.degree[node], node)):
            closest = min(inside[member], key=lambda node: (-inside.degree[node], node), default=None)
            item = links.items(member, closest)[0] if closest else None
            yield item, Literal(number), Literal(len(group)), URIRef(member)


def _percent(share: float) -> Literal:
    return _number(100 * share)


def _number(value: float) -> Literal:
    return Literal(f"{value:.2f}".rstrip("0").rstrip("."), datatype=XSD.decimal)


OPERATIONS: Mapping[str, Operation] = {
    "brokers": Operation(("basis", "broker", "share", "links", "joins"), brokers),
    "chains": Operation(("item", "chain", "step", "from", "what", "to"), chains, ("a", "b")),
    "likely": Operation(("basis", "one", "other", "weight", "common"), likely, ("a",)),
    "circles": Operation(("basis", "circle", "size", "member"), circles),
}
"""The operations by the name that a question's header gives them."""
