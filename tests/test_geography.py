"""The map without a browser: projection, coastline, places."""

import json
from math import hypot, isclose
from pathlib import Path
from typing import Any

import pytest

from coopatlas import views
from coopatlas.errors import QuestionError
from coopatlas.model import Document, Value
from coopatlas.views import Boundaries, boundaries, geography
from coopatlas.views.projection import Point, coast, frame, graticule, lines
from drawn import Memory, Names, data, fact, located, sample


def sheet(memory: Memory) -> dict[str, dict[str, dict[str, object]]]:
    found: dict[str, dict[str, dict[str, object]]] = data(views.render(memory, "map"), "sheet-data")
    return found


def test_a_country_stands_at_its_capital_and_a_region_amid_its_towns() -> None:
    memory = sample()
    memory.locate("city-astana", 71.45, 51.18)
    memory.describe("city-astana", "coop:capitalOf", "country-kazakhstan")
    for name, east in (("kem", 34), ("onega", 36)):
        memory.locate(f"city-{name}", east, 62)
        memory.describe(f"city-{name}", "coop:locatedIn", "region-respublika-kareliya")
    spots = sheet(memory)["spots"]
    assert {place: spot["reason"] for place, spot in spots.items()} == {
        "country-kazakhstan": "capital",
        "region-respublika-kareliya": "towns",
    }


def test_a_place_without_coordinates_is_not_guessed() -> None:
    assert sheet(sample())["spots"] == {}


def test_the_projection_keeps_areas() -> None:
    projection, _ = frame([(30.0, 45.0), (90.0, 65.0)])

    def area(west: float, south: float) -> float:
        corners = [projection(p) for p in ((west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1))]
        turned = corners[1:] + corners[:1]
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, turned, strict=True))) / 2

    assert isclose(area(40, 55), area(80, 55), rel_tol=1e-6)
    assert area(40, 65) / area(40, 45) == pytest.approx(0.5878, rel=0.01)  # cos 65.5° / cos 45.5°


def test_north_is_above_and_east_to_the_right() -> None:
    projection, _ = frame([(30.0, 45.0), (90.0, 65.0)])
    middle, north, east = projection((60.0, 55.0)), projection((60.0, 60.0)), projection((65.0, 55.0))
    assert north[1] < middle[1]
    assert east[0] > middle[0]
    assert hypot(*middle) < 1


@pytest.mark.parametrize(
    "points", [[(30.0, 45.0), (90.0, 65.0)], [(170.0, 60.0), (178.0, 66.0)], [(-70.0, -30.0), (140.0, 50.0)], []]
)
def test_the_coastline_is_drawn_wherever_the_places_are(points: list[Point]) -> None:
    projection, window = frame(points)
    path = coast(projection, window)
    assert path.startswith("M")
    assert path.count("M") == path.count("Z") > 3
    assert len(path) < 100_000
    assert graticule(projection, window).startswith("M")


LAND = {"type": "Polygon", "coordinates": [[[30, 50], [40, 50], [40, 60], [30, 60], [30, 50]]]}


def written(folder: Path, page: object, name: str = "lines.geojson") -> str:
    (folder / name).write_text(page if isinstance(page, str) else json.dumps(page), encoding="utf-8")
    return str(folder / name)


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        (LAND, 1),
        ({"type": "Feature", "properties": None, "geometry": LAND}, 1),
        ({"type": "Feature", "properties": None, "geometry": {**LAND, "type": "MultiLineString"}}, 1),
        ({"type": "GeometryCollection", "geometries": [LAND, {"type": "Point", "coordinates": [1, 2]}, LAND]}, 2),
        ({"type": "MultiPolygon", "coordinates": [LAND["coordinates"], LAND["coordinates"]]}, 2),
        ({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None}, LAND]}, 1),
    ],
)
def test_lines_of_every_kind_of_geojson_are_read(tmp_path: Path, page: object, lines: int) -> None:
    found = boundaries.read(written(tmp_path, page))
    assert len(found.lines) == lines
    assert found.lines[0][:2] == ((30.0, 50.0), (40.0, 50.0))


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("", "no GeoJSON"),
        ("{", "no GeoJSON"),
        ("[]", "no GeoJSON"),
        ("null", "no GeoJSON"),
        ("[" * 200_000, "nested too deeply"),
        ('{"type": "Topology"}', "unknown type 'Topology'"),
        ('{"type": "LineString"}', "coordinates"),
        ('{"type": "LineString", "coordinates": [[1e999, 2], [3, 4]]}', "no longitude"),
        ('{"type": "LineString", "coordinates": [[NaN, 2], [3, 4]]}', "no longitude"),
        ('{"type": "LineString", "coordinates": [[4000000, 7000000], [3, 4]]}', "no longitude"),
        ('{"type": "LineString", "coordinates": [["<script>", 2]]}', "no GeoJSON"),
        ('{"type": "LineString", "coordinates": 7}', "no GeoJSON"),
        ('{"type": "LineString", "coordinates": [[%s, 1]]}' % ("9" * 5_000), "no GeoJSON"),
        ('{"type": "Point", "coordinates": [1, 2]}', "no lines and no polygons"),
    ],
)
def test_a_broken_boundary_file_is_told_in_one_line(tmp_path: Path, page: str, problem: str) -> None:
    with pytest.raises(QuestionError, match=problem) as told:
        boundaries.read(written(tmp_path, page))
    assert str(told.value).startswith("lines.geojson: the boundary file ")
    assert "\n" not in str(told.value)


def test_a_file_that_is_missing_too_large_or_not_text_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QuestionError, match="cannot be read"):
        boundaries.read(str(tmp_path / "none.geojson"))
    (tmp_path / "bytes.geojson").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QuestionError, match="no GeoJSON"):
        boundaries.read(str(tmp_path / "bytes.geojson"))
    monkeypatch.setattr(boundaries, "LARGEST", 10)
    with pytest.raises(QuestionError, match="larger than"):
        boundaries.read(written(tmp_path, LAND))


def test_boundaries_are_drawn_where_the_map_is_and_named() -> None:
    chosen = Boundaries("lines.geojson", "An office of maps", (((30.0, 50.0), (40.0, 50.0), (40.0, 60.0)),))
    drawn = data(views.render(located(), "map", boundaries=chosen), "sheet-data")["boundaries"]
    assert (drawn["name"], drawn["attribution"]) == ("lines.geojson", "An office of maps")
    assert drawn["path"].count("M") == 1
    assert data(views.render(located(), "map"), "sheet-data")["boundaries"] is None


def test_boundaries_far_from_the_map_and_steps_too_short_to_see_are_left_out() -> None:
    projection, window = frame([(30.0, 45.0), (90.0, 65.0)])
    fine = [(30 + step / 1000, 50.0) for step in range(10_000)]
    assert lines(projection, window, [[(-100.0, -60.0), (-90.0, -60.0)]]) == ""
    assert len(lines(projection, window, [fine])) < 600


def test_boundaries_that_cross_the_antimeridian_do_not_cross_the_map() -> None:
    projection, window = frame([(170.0, 60.0), (178.0, 66.0)])
    path = lines(projection, window, [[(179.0, 62.0), (-179.0, 62.0)]])
    assert abs(int(path.partition("l")[2].split()[0])) < 30


def test_boundaries_too_long_for_a_page_and_views_without_a_map_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = Boundaries("lines.geojson", "", (((30.0, 50.0), (40.0, 50.0)),))
    with pytest.raises(QuestionError, match="board draws no map"):
        views.render(sample(), "board", boundaries=chosen)
    monkeypatch.setattr(geography, "_LONGEST", 3)
    with pytest.raises(QuestionError, match="lines; simplify"):
        views.render(located(), "map", boundaries=chosen)


def test_a_route_joins_its_own_places_and_a_port_stands_at_its_own() -> None:
    memory = sample()
    ends: dict[str, Value] = {"from": "Санкт-Петербург", "to": "порт Беломорск", "status": "operating"}
    memory.add(Document("r", "r", "ru"), [fact("route", ends, "Ходит паром.")], Names())
    for place, east in (("city-sankt-peterburg", 30), ("seaport-port-belomorsk", 34)):
        memory.locate(place, east, 60)
    drawn: Any = sheet(memory)
    routes = [mark["route"] for pair in drawn["pairs"] for mark in pair["marks"] if mark["route"]]
    assert routes == [["city-sankt-peterburg", "seaport-port-belomorsk"]]
    assert list(drawn["ports"]) == ["seaport-port-belomorsk"]
    assert drawn["spots"]["seaport-port-belomorsk"]["reason"] == "own"


def test_values_of_trade_are_stated_lower_bounds_in_money() -> None:
    memory = sample()
    ends: dict[str, Value] = {"reporter": "Россия", "partner": "Казахстан", "flow": "export"}
    facts = [
        fact("trade", {**ends, "value": 9, "currency": "USD", "bound": "max"}, "До девяти."),
        fact("trade", {**ends, "value": 8, "currency": "EUR"}, "Намерены довести до восьми.", "intention"),
        fact("trade", {**ends, "value": 7, "unit": "т"}, "Семь тонн."),
    ]
    memory.add(Document("v", "v", "ru"), facts, Names())
    drawn: Any = sheet(memory)
    values = [(value["unit"], value["least"]) for pair in drawn["pairs"] for value in pair["values"]]
    assert values == [("USD", 15e6)]


def test_the_map_is_upright_where_most_places_are() -> None:
    projection, _ = frame([(45.0, 50.0)] * 9 + [(130.0, 45.0)])
    assert projection((45.0, 60.0))[0] == pytest.approx(0)
