"""The map of a thing: where it is, and where those are with whom most is told of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coopatlas import index
from coopatlas.questions.answers import Named
from coopatlas.serve.pages.portrait import Portrait, Section
from coopatlas.serve.rendering import words
from coopatlas.views.geography import spots_of
from coopatlas.views.projection import Point, coast, frame

_PARTNERS = 30
_WIDTH, _LARGEST, _SMALLEST, _LETTER, _LINE = 1000.0, 13.0, 4.0, 7.6, 16.0
"""Of a picture of this many units: radii of spots, width and height of letters."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map: where, how large, and its name where there is room for it."""

    named: Named
    x: float
    y: float
    radius: float
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: the window, the land, the thing itself where it has a place, its partners."""

    box: tuple[float, float, float, float]
    unit: float
    land: str
    own: Mark | None
    partners: tuple[Mark, ...]


def place_map(portrait: Portrait) -> Section | None:
    """Return the map of a thing and its partners, where two of them have a place."""
    counts = Counter(
        other for one in portrait.mentions for other in portrait.others.get(one.item, {}) if one.manner != "denied"
    )
    spots = spots_of(index.source(portrait.store), {portrait.entity.iri, *counts})
    shown = [node for node, _ in counts.most_common() if node in spots][:_PARTNERS]
    own = [portrait.entity.iri] if portrait.entity.iri in spots else []
    if len(shown) + len(own) < 2:
        return None
    points = {node: spots[node].point for node in (*own, *shown)}
    picture = _drawn(portrait, points, own, shown, counts)
    return Section("map", words(portrait.lang)["section_map"], "map.html", picture, count=len(shown))


def _drawn(
    portrait: Portrait, points: dict[str, Point], own: Sequence[str], shown: Sequence[str], counts: Counter[str]
) -> Picture:
    projection, window = frame(list(points.values()))
    at = {node: projection(point) for node, point in points.items()}
    box = _box(at.values())
    unit = box[2] / _WIDTH
    named = portrait.named(set(at))
    most = max((counts[node] for node in shown), default=1)
    taken: list[tuple[float, float, float, float]] = []

    def mark(node: str) -> Mark:
        (x, y), count = at[node], counts[node]
        radius = unit * (_SMALLEST + (_LARGEST - _SMALLEST) * (count / most) ** 0.5 if count else _LARGEST)
        name = named[node].label(portrait.lang)[:32]
        return Mark(named[node], x, y, radius, count, name if _has_room(taken, (x + radius, y), name, unit) else "")

    # The thing itself is named first.
    marks = [mark(node) for node in (*own, *shown)]
    return Picture(box, unit, coast(projection, window), marks[0] if own else None, tuple(marks[len(own) :]))


def _box(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the picture: the places with room around them, twice as wide as high."""
    xs, ys = zip(*points, strict=True)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    width = max(60.0, wide * 1.3, high * 1.3 * 2)
    height = width / 2
    return (min(xs) + wide / 2 - width / 2, min(ys) + high / 2 - height / 2, width, height)


def _has_room(taken: list[tuple[float, float, float, float]], at: Point, name: str, unit: float) -> bool:
    """Tell whether a name has room where it would stand, and take it."""
    x, y = at
    left, right = x, x + len(name) * _LETTER * unit
    top, bottom = y - _LINE / 2 * unit, y + _LINE / 2 * unit
    free = all(right < a or c < left or bottom < b or d < top for a, b, c, d in taken)
    if free:
        taken.append((left, top, right, bottom))
    return free
