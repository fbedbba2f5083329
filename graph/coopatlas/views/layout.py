"""Where nodes stand: computed here and not in the browser, so that a page opens settled and is always the same."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

Points = NDArray[np.float64]
Box = tuple[float, float]
"""Half the width and half the height that a node and its label take."""

_EDGE = 150.0
_STRETCH = 1.3
_GAP = 60.0
_ASPECT = 1.5


def positions(boxes: Mapping[str, Box], links: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Return whole-number positions such that linked nodes are near and no two boxes overlap.

    A link given several times is longer, to give its parallel lines room, and holds its length more firmly. Each
    connected part is laid out by stress majorization (Gansner, Koren, North 2004) and the parts are set in rows, the
    largest first.
    """
    graph = nx.Graph()
    graph.add_nodes_from(sorted(boxes))
    graph.add_edges_from((*ends, {"times": times}) for ends, times in sorted(Counter(links).items()))
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    with threadpool_limits(1, "blas"):  # matrices of some hundred rows: threads would but wait for one another
        placed = _rows([_part(graph.subgraph(part), part, boxes) for part in parts])
    names = [name for part in parts for name in part]
    return {name: (round(x), round(y)) for name, (x, y) in zip(names, placed, strict=True)}


def _part(graph: nx.Graph, names: list[str], boxes: Mapping[str, Box]) -> tuple[Points, Points]:
    halves = np.array([boxes[name] for name in names])
    points = _settle(_distances(graph, names), _firmness(graph, names)) if len(names) > 1 else np.zeros((1, 2))
    return _apart(points * (_STRETCH, 1.0), halves), halves


def _distances(graph: nx.Graph, names: list[str]) -> Points:
    """Return path lengths; a link at a busy node is longer, so that its neighbours have room around it."""
    for tail, head in graph.edges:
        less, more = sorted((graph.degree[tail], graph.degree[head]))
        times = graph.edges[tail, head]["times"]
        graph.edges[tail, head]["length"] = _EDGE * (0.7 + 0.2 * times + 0.16 * sqrt(more) + 0.3 * sqrt(less - 1))
    return np.asarray(nx.floyd_warshall_numpy(graph, nodelist=names, weight="length"), dtype=np.float64)


def _firmness(graph: nx.Graph, names: list[str]) -> Points:
    times = nx.to_numpy_array(graph, nodelist=names, weight="times")
    return np.asarray(1 + 4 * np.maximum(times - 1, 0.0))


def _settle(wanted: Points, firmness: Points) -> Points:
    count = len(wanted)
    rounds = min(200, 60_000 // count)
    with np.errstate(divide="ignore"):
        weights = np.where(wanted > 0, wanted**-2.0, 0.0) * firmness
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + weights.max() / count) - 1 / (count * weights.max())
    points, strength = _scaled(wanted), weights * wanted
    for _ in range(rounds):
        apart = np.hypot(*(column[:, None] - column[None] for column in points.T))
        pull = np.divide(strength, apart, out=np.zeros_like(apart), where=apart > 1e-9)
        moved = inverse @ (pull.sum(axis=1)[:, None] * points - pull @ points)
        still = np.abs(moved - points).max() < _EDGE / 300
        points = moved
        if still:
            break
    return np.asarray(points - points.mean(axis=0))


def _scaled(wanted: Points) -> Points:
    """Return the start: classical scaling, with a little seeded noise to part the nodes that it puts together."""
    centred = wanted**2 - (wanted**2).mean(axis=0)
    centred = -0.5 * (centred - centred.mean(axis=1, keepdims=True))
    values, vectors = np.linalg.eigh(centred)
    noise = np.random.default_rng(2018).normal(scale=_EDGE / 8, size=(len(wanted), 2))
    return np.asarray(vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0.0)) + noise)


def _apart(points: Points, halves: Points, rounds: int = 300) -> Points:
    """Move boxes that overlap apart, each pair along the axis on which they overlap less."""
    moved = points.copy()
    for _ in range(rounds):
        wide, high = (
            half[:, None] + half - np.abs(at[:, None] - at) for at, half in zip(moved.T, halves.T, strict=True)
        )
        one, two = np.nonzero(np.triu((wide > 0.5) & (high > 0.5), 1))
        if not len(one):
            break
        gaps = moved[one] - moved[two]
        overlaps = halves[one] + halves[two] - np.abs(gaps)
        push = np.where(gaps < 0, -1, 1) * (overlaps / 2 + 1) * (overlaps.argmin(axis=1)[:, None] == (0, 1))
        total = np.zeros_like(moved)
        np.add.at(total, one, push)
        np.subtract.at(total, two, push)
        met = np.bincount(np.concatenate((one, two)), minlength=len(moved))
        moved += total / np.sqrt(np.maximum(met, 1))[:, None]
    return moved


def _rows(parts: list[tuple[Points, Points]]) -> list[tuple[float, float]]:
    """Set the parts in rows of such a width that the whole is a little wider than high."""
    placed: list[tuple[float, float]] = []
    left = top = bottom = 0.0
    sizes = [(points + halves).max(axis=0) - (points - halves).min(axis=0) + _GAP for points, halves in parts]
    width = max([float(size[0]) for size in sizes] + [sqrt(_ASPECT * sum(float(size.prod()) for size in sizes))])
    for points, halves in parts:
        low, high = (points - halves).min(axis=0), (points + halves).max(axis=0)
        if left and left + high[0] - low[0] > width:
            left, top = 0.0, bottom + _GAP
        placed += [(float(x), float(y)) for x, y in points - low + (left, top)]
        left, bottom = left + float(high[0] - low[0]) + _GAP, max(bottom, top + float(high[1] - low[1]))
    return placed
