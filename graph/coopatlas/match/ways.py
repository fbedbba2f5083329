"""What lies between two territories by the reference data: corridors that pass both countries, ports on both sides."""

from collections import defaultdict
from collections.abc import Iterable

from coopatlas.rdf.solutions import Source, batches, select

_CORRIDORS = """
SELECT ?corridor ?country {
  GRAPH graph:reference { ?corridor a coop:TransportCorridor ; coop:corridorCountry ?country }
}
"""
_PORTS = """
SELECT DISTINCT ?key ?port {
  VALUES ?key { %s }
  VALUES ?class { coop:SeaPort coop:InlandPort coop:RiverPort coop:Port }
  GRAPH graph:reference { ?port a ?class ; coop:locatedIn+ ?key }
}"""


def corridors(store: Source, one: str, other: str) -> list[str]:
    """Return the corridors that pass both of two countries."""
    passed: defaultdict[str, set[str]] = defaultdict(set)
    for row in select(store, _CORRIDORS):
        passed[row["corridor"] or ""].add(row["country"] or "")
    return sorted(corridor for corridor, countries in passed.items() if {one, other} <= countries)


def ports(store: Source, places: Iterable[str]) -> dict[str, list[str]]:
    """Return the ports of the reference data in each of these territories."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in batches(store, _PORTS, places):
        found[row["key"] or ""].append(row["port"] or "")
    return {place: sorted(lying) for place, lying in found.items()}
