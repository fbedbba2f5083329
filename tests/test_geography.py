"""The map without a browser: projection, coastline, places."""

from math import hypot, isclose
from typing import Any

import pytest

from coopatlas import views
from coopatlas.model import Document, Value
from coopatlas.views import earth
from drawn import Memory, Names, data, fact, sample


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
    projection, _ = earth.frame([(30.0, 45.0), (90.0, 65.0)])

    def area(west: float, south: float) -> float:
        corners = [projection(p) for p in ((west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1))]
        turned = corners[1:] + corners[:1]
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, turned, strict=True))) / 2

    assert isclose(area(40, 55), area(80, 55), rel_tol=1e-6)
    assert area(40, 65) / area(40, 45) == pytest.approx(0.5878, rel=0.01)  # cos 65.5° / cos 45.5°


def test_north_is_above_and_east_to_the_right() -> None:
    projection, _ = earth.frame([(30.0, 45.0), (90.0, 65.0)])
    middle, north, east = projection((60.0, 55.0)), projection((60.0, 60.0)), projection((65.0, 55.0))
    assert north[1] < middle[1]
    assert east[0] > middle[0]
    assert hypot(*middle) < 1


@pytest.mark.parametrize(
    "points", [[(30.0, 45.0), (90.0, 65.0)], [(170.0, 60.0), (178.0, 66.0)], [(-70.0, -30.0), (140.0, 50.0)], []]
)
def test_the_coastline_is_drawn_wherever_the_places_are(points: list[earth.Point]) -> None:
    projection, window = earth.frame(points)
    path = earth.coast(projection, window)
    assert path.startswith("M")
    assert path.count("M") == path.count("Z") > 3
    assert len(path) < 100_000
    assert earth.graticule(projection, window).startswith("M")


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
    projection, _ = earth.frame([(45.0, 50.0)] * 9 + [(130.0, 45.0)])
    assert projection((45.0, 60.0))[0] == pytest.approx(0)
