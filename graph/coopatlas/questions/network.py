"""A network in numbers: who is next to whom, on which ways one lies, which hang together.

Nodes are numbered in the order of their names, so that equal links give equal answers; what makes a link, its items,
are numbers too, and are named where they are shown. networkx says the same of a network of tens of thousands of links
in half a minute; here it is columns of numpy.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count
from random import Random

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]
Named = Callable[[Iterable[int]], Mapping[int, str]]
"""What tells the names of items by their numbers."""


class Network:
    """Nodes with their neighbours in order, and the items that make each link."""

    def __init__(self, names: Sequence[str], items: Numbers, nodes: Numbers, named: Named) -> None:
        """Take pairs of an item and a node that it joins to its others, each once."""
        self.names = names
        self._named = named
        low, high, item = _pairs(items, nodes)
        pair = low * len(names) + high
        order = np.argsort(pair, kind="stable")
        self._pair, self._item = pair[order], item[order]
        one, other = np.divmod(np.unique(pair), max(1, len(names)))
        tails, heads = np.concatenate((one, other)), np.concatenate((other, one))
        self._near = heads[np.lexsort((heads, tails))]
        self.degree: Numbers = np.bincount(tails, minlength=len(names))
        self._begin = np.concatenate(([0], np.cumsum(self.degree)))

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def number(self, name: str) -> int | None:
        """Return the number of a node, None where the network has none of this name."""
        return self._numbers.get(name)

    @property
    def links(self) -> int:
        """How many pairs are linked."""
        return len(self._near) // 2

    def near(self, node: int) -> Numbers:
        """Return the neighbours of a node, in order."""
        return self._near[self._begin[node] : self._begin[node + 1]]

    def onward(self, nodes: Numbers) -> tuple[Numbers, Numbers]:
        """Return the links from these nodes: where each begins, and where it leads."""
        counts = self.degree[nodes]
        first = self._begin[nodes] - (np.cumsum(counts) - counts)
        return np.repeat(nodes, counts), self._near[np.repeat(first, counts) + np.arange(counts.sum())]

    def first_items(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
        """Return what links each of these pairs of neighbours, the first by its name."""
        ends = list(pairs)
        numbers = np.array([min(pair) * len(self) + max(pair) for pair in ends], np.int64)
        found = zip(*(np.searchsorted(self._pair, numbers, side).tolist() for side in ("left", "right")), strict=True)
        items = [self._item[begin:end].tolist() for begin, end in found]
        named = self._named({item for of_pair in items for item in of_pair})
        return {pair: min(map(named.__getitem__, of_pair)) for pair, of_pair in zip(ends, items, strict=True)}

    def ways_through(self, most: int | None, seed: int) -> Shares:
        """Return for each node the share of shortest ways on which it lies (Brandes 2001).

        They are counted from all nodes, or from a sample of `most`, always the same.
        """
        everyone = range(len(self))
        sources = everyone if most is None else Random(seed).sample(everyone, most)  # noqa: S311  a sample that is always the same
        found, asked = np.zeros(len(self)), np.full(len(self), len(sources))
        for source in sources:
            found += self._ways_from(source)
            asked[source] -= 1  # no way from a node goes through it
        return np.asarray(found / np.maximum(asked * (len(self) - 2), 1))

    def _ways_from(self, source: int) -> Shares:
        """Return for each node how many of the shortest ways from the source to another go through it, in shares."""
        ways, depth = np.zeros(len(self)), np.full(len(self), -1)
        ways[source], depth[source] = 1.0, 0
        front = np.array([source])
        steps: list[tuple[Numbers, Numbers]] = []
        while len(front):
            tails, heads = self.onward(front)
            depth[heads[depth[heads] < 0]] = len(steps) + 1
            on = depth[heads] == len(steps) + 1
            tails, heads = tails[on], heads[on]
            ways += np.bincount(heads, ways[tails], len(self))
            steps.append((tails, heads))
            front = np.flatnonzero(depth == len(steps))
        through = np.zeros(len(self))
        for tails, heads in reversed(steps):
            through += np.bincount(tails, ways[tails] / ways[heads] * (1 + through[heads]), len(self))
        through[source] = 0.0
        return through

    def steps_to(self, node: int) -> Numbers:
        """Return how many links each node is away, -1 where no way leads there."""
        depth = np.full(len(self), -1)
        front = np.array([node])
        for step in count():
            depth[front] = step
            _, heads = self.onward(front)
            front = np.unique(heads[depth[heads] < 0])
            if not len(front):
                break
        return depth

    def shortest(self, one: int, other: int) -> Iterator[tuple[int, ...]]:
        """Yield the shortest ways from one node to another, in the order of their nodes; none where there is none."""
        away = self.steps_to(other)

        def onward(way: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
            if way[-1] == other:
                yield way
                return
            near = self.near(way[-1])
            for further in near[away[near] == away[way[-1]] - 1].tolist():
                yield from onward((*way, further))

        if away[one] >= 0:
            yield from onward((one,))

    def parts(self, nodes: Numbers) -> list[Numbers]:
        """Return the groups of these nodes that hang together by links among them."""
        among = np.zeros(len(self), bool)
        among[nodes] = True
        tails, heads = self.onward(nodes)
        tails, heads = tails[among[heads]], heads[among[heads]]
        group = np.arange(len(self))
        while len(tails):
            before = group.copy()
            np.minimum.at(group, tails, group[heads])
            group = group[group]
            if (group == before).all():
                break
        found = group[nodes]
        return [nodes[found == one] for one in np.unique(found)]

    def communities(self) -> list[Numbers]:
        """Return groups with more links within than without, by modularity (Louvain; Blondel and others 2008)."""
        member = np.arange(len(self))
        near = [dict.fromkeys(self.near(node).tolist(), 1) for node in range(len(self))]
        within = [0] * len(self)
        while True:
            kept, group = np.unique(_grouped(near, within), return_inverse=True)
            member = group[member]
            if len(kept) == len(near):
                order = np.argsort(member, kind="stable")
                return np.split(order, np.flatnonzero(np.diff(member[order])) + 1)
            near, within = _merged(near, within, group.tolist(), len(kept))


def _pairs(items: Numbers, nodes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return for each item each two of its nodes, the lower first."""
    order = np.lexsort((nodes, items))
    items, nodes = items[order], nodes[order]
    found = []
    for step in range(1, len(items)):
        same = items[:-step] == items[step:]
        if not same.any():
            break
        found.append((nodes[:-step][same], nodes[step:][same], items[step:][same]))
    low, high, item = zip(*found, strict=True) if found else ([items[:0]],) * 3
    return np.concatenate(low), np.concatenate(high), np.concatenate(item)


def _grouped(near: Sequence[Mapping[int, int]], within: Sequence[int]) -> list[int]:
    """Return the group into which each node moves, while a move raises the modularity."""
    group = list(range(len(near)))
    degree = [sum(links.values()) + 2 * inner for links, inner in zip(near, within, strict=True)]
    total, whole = list(degree), sum(degree)
    waiting, is_waiting = deque(sorted(group, key=lambda node: -degree[node])), [True] * len(near)
    while waiting:
        node = waiting.popleft()
        is_waiting[node] = False
        old, own = group[node], degree[node]
        into: dict[int, int] = {}
        for other, links in near[node].items():
            into[group[other]] = into.get(group[other], 0) + links
        total[old] -= own
        # Whole numbers: the gain of a group is its links less those that chance would give, times twice all links.
        best, gain = old, into.get(old, 0) * whole - total[old] * own
        for one, links in into.items():
            if (more := links * whole - total[one] * own) > gain:
                best, gain = one, more
        total[best] += own
        if best != old:
            group[node] = best
            for other in near[node]:
                if group[other] != best and not is_waiting[other]:
                    is_waiting[other] = True
                    waiting.append(other)
    return group


def _merged(
    near: Sequence[Mapping[int, int]], within: Sequence[int], group: Sequence[int], count: int
) -> tuple[list[dict[int, int]], list[int]]:
    """Return the network whose nodes are groups of nodes, with the links between them, and within each."""
    further: list[dict[int, int]] = [{} for _ in range(count)]
    inner = [0] * count
    doubled = [0] * count
    for node, links in enumerate(near):
        own = group[node]
        inner[own] += within[node]
        for other, times in links.items():
            if (into := group[other]) == own:
                doubled[own] += times
            else:
                further[own][into] = further[own].get(into, 0) + times
    return further, [one + twice // 2 for one, twice in zip(inner, doubled, strict=True)]
