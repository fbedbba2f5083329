"""The ground of a map: an equal-area projection, the coastline and the graticule, without any border."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from math import cos, hypot, radians, sin, sqrt
from operator import itemgetter
from statistics import median

from coopatlas.content import visualizations

Point = tuple[float, float]
"""Longitude and latitude in degrees, or a place on the page."""
Window = tuple[float, float, float, float]
"""West, south, east, north, in degrees; east may lie beyond 180."""

_SIZE = 12.0
"""Units of the page for one degree of latitude."""
_STEP = 2.0
"""Units of the page between two points of a line; a sixth of a degree."""
_WIDEST = 170.0
"""Degrees of longitude that the cone still shows well."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Albers' equal-area conic between two parallels; beyond half of the Earth, plain longitude and latitude.

    Snyder, Map Projections: A Working Manual (USGS 1395, 1987), section 14.
    """

    meridian: float
    middle: float
    cone: float

    def __call__(self, point: Point) -> Point:
        """Return the place on the page, y growing to the south."""
        east, north = radians(point[0] - self.meridian), radians(point[1])
        unit = _SIZE * 180 / 3.141592653589793
        if not self.cone:
            return unit * east * cos(radians(self.middle)), -unit * north
        spread = self._radius(north)
        return unit * spread * sin(self.cone * east), -unit * (
            self._radius(radians(self.middle)) - spread * cos(self.cone * east)
        )

    def _radius(self, north: float) -> float:
        middle = radians(self.middle)
        constant = cos(middle) ** 2 + 2 * self.cone * sin(middle)
        return sqrt(max(0.0, constant - 2 * self.cone * sin(north))) / self.cone


def frame(points: Sequence[Point]) -> tuple[Projection, Window]:
    """Return the projection that suits these places, and a window with room around them."""
    wests, souths = zip(*points, strict=True) if points else ((30.0, 90.0), (40.0, 60.0))
    west, east, south, north = min(wests), max(wests), min(souths), max(souths)
    meridian, middle = median(wests), median(souths)  # upright where most of them lie
    conic = east - west < _WIDEST and abs(middle) > 15 and south * north >= 0
    room = min(25 + (east - west) / 3, 180 - (east - west) / 2)
    seam = (meridian - 179, meridian + 179)
    window = (max(west - room, seam[0]), max(-80.0, south - 35), min(east + room, seam[1]), min(84.0, north + 30))
    return Projection(meridian, middle, sin(radians(middle)) if conic else 0.0), window


def coast(projection: Projection, window: Window) -> str:
    """Return the path of the land in the window, of an SVG picture."""
    paths = (_path(map(projection, part)) for ring, box in _rings() for part in _parts(ring, box, window))
    return "".join(f"{path}Z" for path in paths if path)


@cache
def _rings() -> list[tuple[list[Point], Window]]:
    """Return the rings of the land, each with the window that it fills."""
    text = (visualizations() / "land.json").read_text(encoding="utf-8")
    rings = [_unrolled(_degrees(ring)) for ring in json.loads(text)["rings"]]
    return [(ring, (min(xs), min(ys), max(xs), max(ys))) for ring in rings for xs, ys in [zip(*ring, strict=True)]]


def lines(projection: Projection, window: Window, found: Iterable[Sequence[Point]]) -> str:
    """Return the path of what of these lines shows in the window; steps too short to be seen are left out."""
    west, south, east, north = window
    paths: list[str] = []
    for line in map(_unrolled, found):
        for turn in (-360, 0, 360):
            turned = [(x + turn, y) for x, y in line]
            inside = [west <= x <= east and south <= y <= north for x, y in turned]
            for shown, part in groupby(zip(inside, turned, strict=True), key=itemgetter(0)):
                paths += [_path(_sparse(projection(point) for _, point in part))] if shown else []
    return "".join(paths)


def graticule(projection: Projection, window: Window) -> str:
    """Return the path of every tenth meridian and parallel."""
    west, south, east, north = window
    tens = range(-60, 37)
    meridians = [[(ten * 10.0, y) for y in _steps(south, north)] for ten in tens if west < ten * 10 < east]
    parallels = [[(x, ten * 10.0) for x in _steps(west, east)] for ten in tens if south < ten * 10 < north]
    return "".join(_path(map(projection, line)) for line in meridians + parallels)


def _steps(first: float, last: float) -> list[float]:
    return [first + (last - first) * step / 24 for step in range(25)]


def _degrees(ring: Sequence[int]) -> Iterator[Point]:
    return ((x / 10, y / 10) for x, y in zip(ring[::2], ring[1::2], strict=True))


def _unrolled(line: Iterable[Point]) -> list[Point]:
    """Return the points of a line, its longitudes running on past 180 rather than leaping to -180."""
    points: list[Point] = []
    for x, y in line:
        east = x + 360 * round((points[-1][0] - x) / 360) if points else x
        points.append((east, y))
    return points


def _sparse(line: Iterable[Point]) -> Iterator[Point]:
    """Yield the first and the last point, and between them those that are two units from the one before."""
    kept: Point | None = None
    point: Point | None = None
    for point in line:
        if kept is None or hypot(point[0] - kept[0], point[1] - kept[1]) >= _STEP:
            yield (kept := point)
    if point and point != kept:
        yield point


def _parts(ring: list[Point], box: Window, window: Window) -> Iterator[list[Point]]:
    """Yield what of a ring, wherever in the window it shows, lies inside: Sutherland and Hodgman, 1974."""
    west, south, east, north = window
    left, bottom, right, top = box
    for turn in (-360, 0, 360):
        if left + turn > east or right + turn < west or bottom > north or top < south:
            continue
        part = [(x + turn, y) for x, y in ring]
        for axis, bound, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
            part = list(_clipped(part, axis, bound, sign))
        if len(part) > 2:
            yield part


def _clipped(ring: list[Point], axis: int, bound: float, sign: int) -> Iterator[Point]:
    for before, after in zip(ring[-1:] + ring[:-1], ring, strict=True):
        was, now = (sign * (point[axis] - bound) for point in (before, after))
        if (was < 0) != (now < 0):
            share = was / (was - now)
            yield (before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1]))
        if now >= 0:
            yield after


def _path(points: Iterable[Point]) -> str:
    """Return a path in whole units, each point relative to the one before."""
    words: list[str] = []
    last = (0, 0)
    for x, y in points:
        here = (round(x), round(y))
        if not words:
            words.append(f"M{here[0]} {here[1]}l")
        elif here != last:
            words.append(f"{here[0] - last[0]} {here[1] - last[1]}")
        last = here
    return words[0] + " ".join(words[1:]) if len(words) > 1 else ""
