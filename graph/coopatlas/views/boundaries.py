"""Boundaries of the user's choice: the lines and the outlines of polygons of a GeoJSON file (RFC 7946)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from coopatlas.errors import QuestionError
from coopatlas.sanitize import line
from coopatlas.views.projection import Point

LARGEST = 30_000_000
"""Bytes of a file that is still read."""

Line = tuple[Point, ...]

_DEPTHS = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How deep the positions of a geometry lie."""
_WITHOUT_LINES = {"Point", "MultiPoint"}
_ATTRIBUTIONS = ("name", "attribution", "source", "copyright", "license")
"""Members, foreign to the standard, by which files commonly say whose they are."""


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Lines in degrees, with the name of their file and what it says of its origin."""

    name: str
    attribution: str
    lines: tuple[Line, ...]


def read(file: str) -> Boundaries:
    """Read a file; raises `QuestionError` where it is too large, no GeoJSON, or holds no lines."""
    name = line(Path(file).name)
    try:
        path = Path(file)
        if path.stat().st_size > LARGEST:
            raise _refusal(name, f"is larger than {LARGEST // 1_000_000} MB", "simplify its lines")
        page = json.loads(path.read_text(encoding="utf-8-sig"))
        lines = tuple(_lines(page))
    except OSError as error:
        raise _refusal(name, f"cannot be read ({error.strerror})", "name a GeoJSON file") from error
    except RecursionError as error:
        raise _refusal(name, "is nested too deeply", "give GeoJSON as in RFC 7946") from error
    except (ValueError, OverflowError, KeyError, TypeError, AttributeError) as error:
        problem = f"is no GeoJSON of lines or polygons ({str(error)[:80] or type(error).__name__})"
        raise _refusal(name, problem, "give longitudes and latitudes as in RFC 7946, in UTF-8") from error
    if not lines:
        raise _refusal(name, "holds no lines and no polygons", "give the boundaries as lines or polygons")
    told = [page[key] for key in _ATTRIBUTIONS if isinstance(page.get(key), str)]
    return Boundaries(name, line(" · ".join(told))[:300], lines)


def _refusal(name: str, problem: str, remedy: str) -> QuestionError:
    return QuestionError(name, f"the boundary file {problem}", remedy)


def _lines(part: dict[str, Any]) -> Iterator[Line]:
    """Yield the lines of a GeoJSON object, depth first."""
    kind = part["type"]
    if kind == "FeatureCollection":
        for feature in part["features"]:
            yield from _lines(feature)
    elif kind == "Feature":
        if part["geometry"] is not None:
            yield from _lines(part["geometry"])
    elif kind == "GeometryCollection":
        for geometry in part["geometries"]:
            yield from _lines(geometry)
    elif kind in _DEPTHS:
        yield from _positions(part["coordinates"], _DEPTHS[kind])
    elif kind not in _WITHOUT_LINES:
        raise ValueError(f"unknown type {kind!r}")


def _positions(coordinates: list[Any], depth: int) -> Iterator[Line]:
    if depth > 1:
        for part in coordinates:
            yield from _positions(part, depth - 1)
    else:
        yield tuple(_point(position) for position in coordinates)


def _point(position: list[Any]) -> Point:
    east, north = (float(part) for part in position[:2])
    if not (isfinite(east) and abs(east) <= 360 and abs(north) <= 90):
        raise ValueError(f"{position!r} is no longitude and latitude in degrees")
    return east, north
