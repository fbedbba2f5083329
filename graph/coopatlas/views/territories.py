"""Roll-up: which territory a person, an organisation, a city or a port stands for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from coopatlas.rdf.solutions import Source, batches, select
from coopatlas.views import records

_WITHIN = "SELECT DISTINCT ?key ?place { GRAPH ?graph { ?key coop:locatedIn ?place } }"
_REPRESENTED = """
SELECT DISTINCT ?key ?place {
  VALUES ?key { %s }
  GRAPH ?graph { ?key ^coop:holder/coop:post/coop:represents|coop:represents ?place }
}"""

_REGION = frozenset({"Region"})
_COUNTRY = frozenset({"Country"})
_BROAD = frozenset({"Region", "MacroRegion", "Country", "EconomicUnion"})
_FOR_MANY = 8
"""Who is told to speak for more territories is several people of one name, or an archive of errors: for none."""
_SMALL = frozenset({"City", "District", "Port", "SeaPort", "InlandPort", "RiverPort", "Territory", "Place"})


@dataclass(frozen=True, slots=True)
class Territories:
    """What stands for what: `within` holds where places lie, `represented` for whom people and bodies speak."""

    types: Mapping[str, frozenset[str]]
    within: Mapping[str, frozenset[str]]
    represented: Mapping[str, frozenset[str]]

    def of(self, entity: str) -> tuple[str, ...]:
        """Return the territories for which an entity stands, none where nothing is known.

        A city or a port stands for its region, for its country where no region is known, else for itself.
        """
        types = self.types.get(entity, frozenset())
        if types & _BROAD:
            return (entity,)
        above = self.above(entity)
        regions = self._of_type(above, _REGION)
        if types & _SMALL:
            return regions or self._of_type(above, _COUNTRY) or (entity,)
        posts = {territory for place in self.represented.get(entity, ()) for territory in self.of(place)}
        return tuple(sorted(posts)) or regions

    def _of_type(self, places: Iterable[str], types: frozenset[str]) -> tuple[str, ...]:
        return tuple(sorted(place for place in places if self.types.get(place, frozenset()) & types))

    def above(self, place: str) -> set[str]:
        """Return all places in which a place lies."""
        found: set[str] = set()
        waiting = [place]
        while waiting:
            waiting += (new := self.within.get(waiting.pop(), frozenset()) - found)
            found |= new
        return found

    def pairs(self, entities: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the pairs of territories, in the order of their IRIs, of which neither lies in the other."""
        ends = sorted({territory for entity in entities for territory in self.of(entity)})
        above = {end: self.above(end) for end in ends}
        return ((a, b) for a, b in combinations(ends, 2) if a not in above[b] and b not in above[a])


def load(store: Source, entities: set[str]) -> Territories:
    """Return what the store knows of the territories of these entities."""
    within: defaultdict[str, set[str]] = defaultdict(set)
    for row in select(store, _WITHIN):
        within[row["key"] or ""].add(row["place"] or "")
    told: defaultdict[str, set[str]] = defaultdict(set)
    for row in batches(store, _REPRESENTED, entities):
        told[row["key"] or ""].add(row["place"] or "")
    represented = {one: places for one, places in told.items() if len(places) <= _FOR_MANY}
    places = set().union(entities, *represented.values())
    known = Territories({}, _frozen(within), _frozen(represented))
    return Territories(records.types(store, places.union(*map(known.above, places))), known.within, known.represented)


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in sets.items()}
