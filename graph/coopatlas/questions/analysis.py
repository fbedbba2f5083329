"""Who joins whom: what is worked out over the links between entities that the graph of asserted statements holds.

A question of the catalogue names an operation in its header, `# analysis: brokers`, and its query gives the links: the
pairs of an `?item` and a `?node`, where an item joins all its nodes to each other. Where the query selects a
`?candidate` too, only the nodes for which it is true are answers; the others still join.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray
from rdflib import XSD, Literal, URIRef
from rdflib.term import Identifier

from coopatlas.errors import ContentError
from coopatlas.questions.network import Named, Network, Numbers, Shares
from coopatlas.store import Solutions

MOST = 20
"""The greatest number of brokers, pairs or circles in an answer."""
MEMBERS = 100
"""The greatest number of members of a circle that are named: those with the most links within it."""
CHAINS = 3
"""The greatest number of chains of one length."""
SOURCES = 200
"""From how many nodes the ways of a larger network are counted: a sample, always the same."""
STEPS = 2_000_000
"""The links that are gone along at most: of a network that is larger still, the sample is smaller."""
FEWEST = 10
"""The nodes of the smallest sample."""

Given = Mapping[str, Sequence[str]]
Pair = tuple[int, int]
"""Two neighbours, in the place of what links them: the first item by its name."""
Cells = tuple[Identifier | Pair | None, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """A network, and which of its nodes may be answers."""

    network: Network
    candidates: NDArray[np.bool_]

    def node(self, number: int) -> URIRef:
        """Return the IRI of a node."""
        return URIRef(self.network.names[number])


@dataclass(frozen=True, slots=True)
class Operation:
    """What is made of the links: cells under `columns`; `parameters` are those that no slot of the query takes."""

    columns: tuple[str, ...]
    work: Callable[[Links, Given], Iterable[Cells]]
    parameters: tuple[str, ...] = ()


def solve(name: str, links: Links, given: Given) -> Solutions:
    """Return what the operation makes of the links; raises `ContentError` where there is no such operation."""
    if name not in OPERATIONS:
        raise ContentError(name, "there is no such analysis", f"use one of {', '.join(OPERATIONS)}")
    operation = OPERATIONS[name]
    rows = tuple(operation.work(links, given))
    items = links.network.first_items({cell for row in rows for cell in row if isinstance(cell, tuple)})
    named = {pair: URIRef(item) for pair, item in items.items()}
    told = (tuple(named[cell] if isinstance(cell, tuple) else cell for cell in row) for row in rows)
    return Solutions(operation.columns, tuple(told))


def joined(items: Sequence[int], nodes: Sequence[int], candidates: Sequence[bool] | None, named: Named) -> Links:
    """Return the links that items make between the nodes beside them; numbers whose names `named` tells."""
    numbers, places = np.unique(np.array(nodes, np.int64), return_inverse=True)
    told = named(numbers.tolist())
    names = [told[number] for number in numbers.tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    node, item = rank[places], np.array(items, np.int64)
    may_answer = np.full(len(order), candidates is None)
    if candidates is not None:
        may_answer[node[np.array(candidates, bool)]] = True
    item, node = np.divmod(np.unique(item * len(order) + node), max(1, len(order)))
    return Links(Network([names[one] for one in order], item, node, named), may_answer)


def brokers(links: Links, _given: Given) -> Iterator[Cells]:
    """Yield those whose neighbours have no direct link to each other, by the share of shortest ways through them."""
    network = links.network
    most = max(FEWEST, min(SOURCES, STEPS // max(1, network.links)))
    through = network.ways_through(most if len(network) > SOURCES else None, seed=1)
    ranked = _ranked(through, np.flatnonzero(links.candidates & (through > 0)))
    parted = ((broker, sides) for broker in ranked if len(sides := _sides(network, broker)) > 1)
    for broker, sides in islice(parted, MOST):
        for side in sides:
            yield (
                (broker, side),
                links.node(broker),
                _number(100 * through[broker]),
                Literal(int(network.degree[broker])),
                links.node(side),
            )


def _ranked(measure: Shares | Numbers, nodes: Numbers) -> list[int]:
    """Return nodes in the order of what they measure, the greatest first; equals by their names."""
    return [int(node) for node in nodes[np.argsort(-measure[nodes], kind="stable")]]


def _sides(network: Network, broker: int) -> list[int]:
    """Return of each group of neighbours that hang together without the broker the one with the most links."""
    heads = [_ranked(network.degree, group)[0] for group in network.parts(network.near(broker))]
    return _ranked(network.degree, np.sort(heads))[:MOST]


def chains(links: Links, given: Given) -> Iterator[Cells]:
    """Yield the steps of the shortest chains from any node of `a` to any of `b`: one link each, with its item."""
    ends = [[links.network.number(name) for name in given.get(side, ())] for side in ("a", "b")]
    ways = [
        way
        for a in ends[0]
        for b in ends[1]
        if a is not None and b is not None and a != b
        for way in islice(links.network.shortest(a, b), CHAINS)
    ]
    for number, way in enumerate(sorted(ways, key=lambda way: (len(way), way))[:CHAINS], start=1):
        for step, (one, other) in enumerate(pairwise(way), start=1):
            yield (one, other), Literal(number), Literal(step), links.node(one), (one, other), links.node(other)


def likely(links: Links, given: Given) -> Iterator[Cells]:
    """Yield pairs without a link that share neighbours, by the sum over these of 1/degree (Zhou, Lü, Zhang 2009)."""
    network = links.network
    wanted = links.candidates
    if "a" in given:
        asked = [number for name in given["a"] if (number := network.number(name)) is not None]
        wanted = np.zeros_like(wanted)
        wanted[asked] = links.candidates[asked]
    pairs: list[tuple[float, int, int]] = []
    for one in np.flatnonzero(wanted).tolist():
        pairs = sorted(pairs + list(_likely(links, wanted, one)))[:MOST]
    for less, low, high in pairs:
        one, other = (low, high) if wanted[low] else (high, low)
        for common in np.intersect1d(network.near(one), network.near(other), assume_unique=True)[:MOST].tolist():
            for end in (one, other):
                yield (end, common), links.node(one), links.node(other), _number(-less), links.node(common)


def _likely(links: Links, wanted: NDArray[np.bool_], one: int) -> Iterator[tuple[float, int, int]]:
    """Yield the likeliest partners of a node, each pair once: its weight below zero, and both, the lower first."""
    network = links.network
    tails, heads = network.onward(network.near(one))
    weights = np.bincount(heads, 1 / network.degree[tails], len(network))
    may_be = links.candidates & (weights > 0)
    may_be[network.near(one)] = may_be[one] = False
    may_be[:one] &= ~wanted[:one]
    others = np.flatnonzero(may_be)
    rounded = -np.round(weights[others], 9)
    best = np.lexsort((others, rounded))
    for place in best[:MOST]:
        other = int(others[place])
        yield float(rounded[place]), min(one, other), max(one, other)


def circles(links: Links, _given: Given) -> Iterator[Cells]:
    """Yield groups that are linked more within than without (Louvain), the largest first, two members at least."""
    found = (group[links.candidates[group]] for group in links.network.communities())
    groups = sorted((group.tolist() for group in found if len(group) > 1), key=lambda group: (-len(group), group))
    for number, group in enumerate(groups[:MOST], start=1):
        members = np.array(group)
        among = np.isin(np.arange(len(links.network)), members)
        tails, heads = links.network.onward(members)
        inside = np.bincount(tails[among[heads]], minlength=len(links.network))
        circle, size = Literal(number), Literal(len(group))
        for member in _ranked(inside, members)[:MEMBERS]:
            near = links.network.near(member)
            near = near[among[near]]
            closest = (member, int(near[np.argmax(inside[near])])) if len(near) else None
            yield closest, circle, size, links.node(member)


def _number(value: float) -> Literal:
    return Literal(f"{value:.2f}".rstrip("0").rstrip("."), datatype=XSD.decimal)


OPERATIONS: Mapping[str, Operation] = {
    "brokers": Operation(("basis", "broker", "share", "links", "joins"), brokers),
    "chains": Operation(("item", "chain", "step", "from", "what", "to"), chains, ("a", "b")),
    "likely": Operation(("basis", "one", "other", "weight", "common"), likely, ("a",)),
    "circles": Operation(("basis", "circle", "size", "member"), circles),
}
"""The operations by the name that a question's header gives them."""
