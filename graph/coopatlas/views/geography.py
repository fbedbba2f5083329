"""The map: pairs of territories as arcs over the ground, and apart what has no place on it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from coopatlas.errors import QuestionError
from coopatlas.rdf.solutions import Source, batches, select
from coopatlas.views import evidence
from coopatlas.views.boundaries import Boundaries
from coopatlas.views.evidence import Evidence
from coopatlas.views.focus import Focus
from coopatlas.views.projection import Point, Projection, Window, coast, frame, graticule, lines
from coopatlas.views.sheet import Ends, Sheet, short
from coopatlas.views.view import Legend, View

_COORDINATES = "SELECT DISTINCT ?key ?east ?north { GRAPH ?graph { ?key coop:longitude ?east ; coop:latitude ?north } }"
_INSIDE = """
SELECT DISTINCT ?key ?place { GRAPH ?graph { ?key coop:locatedIn ?place ; coop:longitude ?east } }"""
_LONGEST = 1_000_000
"""Letters of the path of boundaries; a page of more is slow to pull."""
_CAPITALS = "SELECT DISTINCT ?key ?place { GRAPH ?graph { ?key coop:capitalOf ?place } }"
_PORTS = """
SELECT DISTINCT ?key ?port {
  VALUES ?key { %s }
  VALUES ?class { coop:Port coop:SeaPort coop:InlandPort coop:RiverPort }
  GRAPH ?graph { ?key coop:claims ?item . ?item ?role ?port }
  GRAPH ?other { ?port a ?class }
}"""
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a territory is drawn: at its `own` coordinates, at its `capital`, or amid its `towns`."""

    point: Point
    reason: str


def compose(
    store: Source, view: View, legend: Legend, lang: str, focus: Focus, boundaries: Boundaries | None = None
) -> str:
    """Return the page of the pairs of which most is claimed; what has no place on the map is listed on it.

    The ground is a coastline without borders unless the user gives some.
    """
    sheet = Sheet(store, view, legend, focus)
    pairs, alone = sheet.pairs()
    kept = sheet.within_limit(sorted(pairs, key=lambda ends: (-len(pairs[ends]), ends)), pairs.__getitem__)
    found = evidence.gather(store, view, {claim for ends in kept for claim in pairs[ends]})
    numbers = found.numbers()
    ends = {end for pair in kept for end in pair}
    routes, ports = _routes(found), _ports(store, found)
    places = ends.union(ports, *routes.values())
    spots = spots_of(store, places)
    around = [spots[end].point for pair in kept for end in pair if end in spots for _ in pairs[pair]]
    projection, window = frame(around)
    values = _values(found)
    drawn = {
        "land": coast(projection, window),
        "graticule": graticule(projection, window),
        "boundaries": boundaries and _drawn(boundaries, projection, window),
        "spots": {
            short(place): {"at": [round(part) for part in projection(spot.point)], "reason": spot.reason}
            for place, spot in sorted(spots.items())
        },
        "ports": {
            short(port): [numbers[claim] for claim in sorted(claims)]
            for port, claims in sorted(ports.items())
            if port in spots
        },
        "pairs": [
            {
                "ends": [short(end) for end in pair],
                "marks": _marks(pairs[pair], found, {c: on for c, on in routes.items() if spots.keys() >= set(on)}),
                "values": [{"claim": numbers[c], **values[c]} for c in sorted(pairs[pair] & values.keys())],
            }
            for pair in kept
        ],
        "omitted": len(pairs) - len(kept),
        "alone": alone,
    }
    return sheet.page(lang, found, places, drawn)


def _drawn(boundaries: Boundaries, projection: Projection, window: Window) -> Mapping[str, str]:
    path = lines(projection, window, boundaries.lines)
    if len(path) > _LONGEST:
        problem = f"the boundary file draws {len(path) / 1e6:.1f} MB of lines"
        raise QuestionError(boundaries.name, problem, "simplify its lines, or narrow the view: --around NAME")
    return {"path": path, "name": boundaries.name, "attribution": boundaries.attribution}


def _marks(claims: Iterable[str], evidence: Evidence, routes: Mapping[str, Ends]) -> list[dict[str, Any]]:
    """Return an arc for each manner, and one for each manner of each route, between the places of the route."""
    numbers = evidence.numbers()
    arcs: defaultdict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for claim in sorted(claims):
        arcs[evidence.claims[claim].manner, routes.get(claim, ())].append(numbers[claim])
    return [
        {"manner": manner, "claims": held, "route": [short(end) for end in route]}
        for (manner, route), held in sorted(arcs.items())
    ]


def _routes(evidence: Evidence) -> dict[str, Ends]:
    """Return the two ends of each route that is claimed, by claim."""
    routes = ((key, claim.roles) for key, claim in evidence.claims.items() if claim.kind == "route")
    return {key: (roles["from"][0], roles["to"][0]) for key, roles in routes if "from" in roles and "to" in roles}


def _ports(store: Source, evidence: Evidence) -> dict[str, set[str]]:
    """Return the claims that name each port."""
    ports: defaultdict[str, set[str]] = defaultdict(set)
    for row in batches(store, _PORTS, evidence.claims):
        ports[row["port"] or ""].add(row["key"] or "")
    return dict(ports)


def _values(evidence: Evidence) -> dict[str, dict[str, Any]]:
    """Return what is stated of trade in money, by claim: the currency, and the least that it is."""
    stated = {key: claim for key, claim in evidence.claims.items() if (claim.kind, claim.manner) == ("trade", "stated")}
    found = ((key, figure) for key, claim in stated.items() if (figure := claim.figures.get("value")))
    return {
        key: {"unit": figure.unit, "least": float(figure.lower)}
        for key, figure in found
        if figure.lower is not None and _CURRENCY.fullmatch(figure.unit)
    }


def spots_of(store: Source, wanted: set[str]) -> Mapping[str, Spot]:
    """Return where territories are drawn, as far as the reference data tells."""
    own = {row["key"] or "": (float(row["east"] or 0), float(row["north"] or 0)) for row in select(store, _COORDINATES)}
    capitals = {row["place"]: row["key"] for row in select(store, _CAPITALS)}
    inside: defaultdict[str, set[str]] = defaultdict(set)
    for row in select(store, _INSIDE):
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
