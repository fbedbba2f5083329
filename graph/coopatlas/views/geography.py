"""The map: pairs of territories as arcs over the ground, and apart what has no place on it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from coopatlas.views import earth, evidence, records
from coopatlas.views.earth import Point
from coopatlas.views.evidence import Evidence
from coopatlas.views.focus import Focus
from coopatlas.views.records import Source
from coopatlas.views.sheet import Sheet, short
from coopatlas.views.view import Legend, View

_COORDINATES = "SELECT DISTINCT ?key ?east ?north { GRAPH ?graph { ?key coop:longitude ?east ; coop:latitude ?north } }"
_INSIDE = """
SELECT DISTINCT ?key ?place { GRAPH ?graph { ?key coop:locatedIn ?place ; coop:longitude ?east } }"""
_CAPITALS = "SELECT DISTINCT ?key ?place { GRAPH ?graph { ?key coop:capitalOf ?place } }"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a territory is drawn: at its `own` coordinates, at its `capital`, or amid its `towns`."""

    point: Point
    reason: str


def compose(store: Source, view: View, legend: Legend, lang: str, focus: Focus) -> str:
    """Return the page of the pairs of which most is claimed; what has no place on the map is listed on it."""
    sheet = Sheet(store, view, legend, focus)
    pairs, alone = sheet.pairs()
    kept = sheet.borne(sorted(pairs, key=lambda ends: (-len(pairs[ends]), ends)), pairs.__getitem__)
    found = evidence.gather(store, view, {claim for ends in kept for claim in pairs[ends]})
    ends = {end for pair in kept for end in pair}
    spots = _spots(store, ends)
    projection, window = earth.frame([spot.point for _, spot in sorted(spots.items())])
    drawn = {
        "land": earth.coast(projection, window),
        "graticule": earth.graticule(projection, window),
        "spots": {
            short(end): {"at": [round(part) for part in projection(spot.point)], "reason": spot.reason}
            for end, spot in sorted(spots.items())
        },
        "pairs": [{"ends": [short(end) for end in pair], "marks": _marks(pairs[pair], found)} for pair in kept],
        "omitted": len(pairs) - len(kept),
        "alone": alone,
    }
    return sheet.page(lang, found, ends, drawn)


def _marks(claims: Iterable[str], evidence: Evidence) -> list[dict[str, Any]]:
    """Return an arc for each manner."""
    numbers = evidence.numbers()
    manners: defaultdict[str, list[int]] = defaultdict(list)
    for claim in sorted(claims):
        manners[evidence.claims[claim].manner].append(numbers[claim])
    return [{"manner": manner, "claims": held} for manner, held in sorted(manners.items())]


def _spots(store: Source, wanted: set[str]) -> Mapping[str, Spot]:
    """Return where territories are drawn, as far as the reference data tells."""
    own = {
        row["key"] or "": (float(row["east"] or 0), float(row["north"] or 0))
        for row in records.select(store, _COORDINATES)
    }
    capitals = {row["place"]: row["key"] for row in records.select(store, _CAPITALS)}
    inside: defaultdict[str, set[str]] = defaultdict(set)
    for row in records.select(store, _INSIDE):
        inside[row["place"] or ""].add(row["key"] or "")
    spots: dict[str, Spot] = {}
    for place in wanted:
        if place in own:
            spots[place] = Spot(own[place], "own")
        elif (capital := capitals.get(place)) in own:
            spots[place] = Spot(own[capital or ""], "capital")
        elif towns := inside[place] & own.keys():
            spots[place] = Spot(_amid(own[town] for town in sorted(towns)), "towns")
    return spots


def _amid(points: Iterable[Point]) -> Point:
    easts, norths = zip(*points, strict=True)
    return fmean(easts), fmean(norths)
