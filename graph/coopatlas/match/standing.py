"""Who and what stands for a territory: its places, its bodies and companies, those who speak for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from coopatlas.rdf.solutions import Source, batches

_PARTS = "SELECT DISTINCT ?key ?part { VALUES ?key { %s } GRAPH ?graph { ?part coop:locatedIn ?key } }"
_SPEAKERS = """
SELECT DISTINCT ?key ?part {
  VALUES ?key { %s }
  GRAPH ?graph { ?part ^coop:holder/coop:post/coop:represents|coop:represents ?key }
}"""
_TOUCHING = """
SELECT DISTINCT ?key ?claim {
  VALUES ?key { %s }
  GRAPH ?graph { ?item ?role ?key . ?claim coop:claims ?item . FILTER(?role != coop:locatedIn) }
}"""

Standing = Mapping[str, frozenset[str]]
"""The territories for which each person, body or place stands."""


def standing(store: Source, regions: Iterable[str], countries: Iterable[str] = ()) -> Standing:
    """Return who stands for these territories; a country is stood for by those who speak for it as a whole."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    ring = {region: {region} for region in regions}
    while ring:
        for place, ends in ring.items():
            found[place] |= ends
        ring = _led(store, _PARTS, ring, found)
    for country in countries:
        found[country].add(country)
    for speaker, ends in _led(store, _SPEAKERS, dict(found), found).items():
        found[speaker] |= ends
    return {node: frozenset(ends) for node, ends in found.items()}


def touching(store: Source, known: Standing) -> dict[str, frozenset[str]]:
    """Return the claims about any of those who stand for a territory, with all the territories that they touch."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in batches(store, _TOUCHING, known):
        found[row["claim"] or ""] |= known[row["key"] or ""]
    return {claim: frozenset(ends) for claim, ends in found.items()}


def _led(store: Source, query: str, ring: Mapping[str, set[str]], found: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return what belongs to the places of a ring, with the territories that are new to it."""
    led: defaultdict[str, set[str]] = defaultdict(set)
    for row in batches(store, query, ring):
        part, ends = row["part"] or "", ring[row["key"] or ""]
        if not ends <= found.get(part, set()):
            led[part] |= ends
    return dict(led)
