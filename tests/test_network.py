"""What `questions.network` works out is what networkx says of the same links."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopatlas.questions import analysis
from coopatlas.questions.analysis import Links

ITEMS = st.lists(st.sets(st.integers(0, 14), min_size=1, max_size=4), min_size=1, max_size=25)


def _links(items: list[set[int]]) -> tuple[Links, "nx.Graph[int]"]:
    """Return links and the same graph; nodes are named so that their order is not that of their numbers."""
    rows = [(1000 + item, node) for item, nodes in enumerate(items) for node in sorted(nodes)]
    links = analysis.joined([item for item, _ in rows], [node for _, node in rows], None, _named)
    number = {name: place for place, name in enumerate(links.network.names)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(number)))
    graph.add_edges_from(
        (number[_name(one)], number[_name(two)]) for nodes in items for one, two in combinations(nodes, 2)
    )
    return links, graph


def _name(number: int) -> str:
    return f"{(number * 7001) % 9973:04}"


def _named(numbers: object) -> dict[int, str]:
    assert isinstance(numbers, list | set)
    return {number: _name(number) for number in numbers}


@given(ITEMS)
def test_neighbours_parts_and_ways_are_those_of_networkx(items: list[set[int]]) -> None:
    links, graph = _links(items)
    network = links.network
    assert network.links == graph.number_of_edges()
    assert [network.near(node).tolist() for node in graph] == [sorted(graph[node]) for node in sorted(graph)]
    through = nx.betweenness_centrality(graph)
    assert np.allclose(network.ways_through(None, 1), [through[node] for node in sorted(graph)])
    parts = network.parts(np.arange(len(network)))
    assert {frozenset(part.tolist()) for part in parts} == set(map(frozenset, nx.connected_components(graph)))
    for one, two in combinations(sorted(graph), 2):
        ways = [tuple(way) for way in nx.all_shortest_paths(graph, one, two)] if nx.has_path(graph, one, two) else []
        assert list(network.shortest(one, two)) == sorted(ways)


@given(ITEMS)
def test_a_link_is_told_by_its_first_item(items: list[set[int]]) -> None:
    links, graph = _links(items)
    names = links.network.names
    found = links.network.first_items(graph.edges)
    for (one, two), item in found.items():
        both = [n for n, nodes in enumerate(items) if {names[one], names[two]} <= set(map(_name, nodes))]
        assert item == min(_name(1000 + n) for n in both)


@given(ITEMS)
def test_communities_are_a_partition_and_always_the_same(items: list[set[int]]) -> None:
    links, graph = _links(items)
    groups = [set(group.tolist()) for group in links.network.communities()]
    assert sorted(node for group in groups for node in group) == sorted(graph)
    assert groups == [set(group.tolist()) for group in links.network.communities()]
    if graph.number_of_edges():
        alone = [{node} for node in graph]
        assert nx.community.modularity(graph, groups) >= nx.community.modularity(graph, alone) - 1e-9


def test_communities_are_about_as_good_as_those_of_networkx() -> None:
    graph = nx.planted_partition_graph(8, 25, 0.4, 0.02, seed=3)
    links, same = _links([{one, two} for one, two in graph.edges])
    ours = nx.community.modularity(same, [set(group.tolist()) for group in links.network.communities()])
    assert ours == pytest.approx(
        nx.community.modularity(same, nx.community.louvain_communities(same, seed=1)), abs=0.01
    )


def test_what_ways_of_a_sample_tell_is_what_networkx_tells_of_it() -> None:
    graph = nx.gnm_random_graph(60, 150, seed=4)
    links, same = _links([{one, two} for one, two in graph.edges])
    told = nx.betweenness_centrality(same, k=20, seed=1)
    assert np.allclose(links.network.ways_through(20, 1), [told[node] for node in sorted(same)])
