"""The graphs of a store as they are published: under which licence each is, and which are left out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from coopatlas import statistics
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import select
from coopatlas.statistics import Release
from coopatlas.store import Store

_LICENCES = "SELECT DISTINCT ?graph ?licence { GRAPH ?graph { ?x dcterms:license ?licence } }"
_COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH <%s> { ?x ?property ?value } }"
_LINKS = str(iri.GRAPH["links-"])


@dataclass(frozen=True, slots=True)
class Part:
    """A graph as it is published: `kind` is what it holds, `why` the reason where it is left out."""

    graph: str
    kind: str
    licence: str
    statements: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """All graphs of a store by name, its releases, and the comparisons that rest on rows that are left out."""

    parts: Mapping[str, Part]
    releases: Mapping[str, Release]
    withheld: frozenset[str]


def parts(store: Store, licence: str) -> Parts:
    """Return the graphs of a store; what bears no licence of its own is published under `licence`."""
    releases = statistics.releases(store)
    counts = Counter(quad.graph_name.value for quad in store.quads() if isinstance(quad.graph_name, ox.NamedNode))
    for graph in store.withheld():
        counts[graph] = int(next(select(store, _COUNT % graph))["n"] or 0)
    own: dict[str, set[str]] = {}
    for row in select(store, _LICENCES):
        own.setdefault(row["graph"] or "", set()).add(row["licence"] or "")
    found = {graph: _part(graph, count, releases, own, licence) for graph, count in sorted(counts.items())}
    return Parts(found, releases, store.telling_withheld())


def _part(graph: str, count: int, releases: Mapping[str, Release], own: Mapping[str, set[str]], licence: str) -> Part:
    name = graph.removeprefix(iri.GRAPH)
    if release := releases.get(name):
        why = "" if release.redistributable else "no licence of its source lets others have its rows"
        return Part(graph, "statistics", release.licence, count, why)
    if graph.startswith(_LINKS) or graph == str(iri.REFERENCE):
        return Part(
            graph, "links" if graph.startswith(_LINKS) else "reference", " ".join(sorted(own.get(graph, ()))), count
        )
    return Part(graph, "document" if iri.holds_document(graph) else name, licence, count)
