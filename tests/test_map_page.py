"""The map in a real browser: what it frames, what it spreads, how wide its arcs are, routes and ports."""

import re
from typing import Any

import pytest

from browsed import BROWSER, Visitor
from coopatlas import views
from coopatlas.model import Document, Fact, Value
from drawn import Memory, Names, fact

pytestmark = BROWSER
CROWD = 14


def trade(place: str, value: float, **more: Value) -> Fact:
    args: dict[str, Value] = {"reporter": place, "partner": "Казахстан", "flow": "turnover", "value": value}
    return fact("trade", {**args, "currency": "USD", **more}, f"Торговля {place} {value} {more}.")


def crowd() -> Memory:
    """Return a crowd of regions about one place, and one far away."""
    memory = Memory()
    facts = [trade(f"Область {number}", 5 + number) for number in range(CROWD) for _ in "ab"]
    route: dict[str, Value] = {"from": "Санкт-Петербург", "to": "порт Беломорск", "status": "operating"}
    facts += [trade("Область далёкая", 7, period="2015"), fact("route", route, "Ходит паром.")]
    memory.add(Document("d", "t", "ru", published="2018"), facts, Names())
    for number in range(CROWD):
        memory.locate(f"region-oblast-{number}", 50 + number % 4 * 0.1, 50 + number // 4 * 0.1)
    memory.locate("region-oblast-dalekaya", 135, 48)
    memory.locate("city-astana", 71.45, 51.18)
    memory.describe("city-astana", "coop:capitalOf", "country-kazakhstan")
    memory.locate("city-sankt-peterburg", 30, 60)
    memory.locate("seaport-port-belomorsk", 34, 64)
    return memory


def boxes(page: Any, selector: str) -> list[dict[str, float]]:
    found = page.evaluate(f"[...document.querySelectorAll({selector!r})].map((each) => each.getBoundingClientRect())")
    return [dict(box) for box in found]


def width(page: Any, label: str) -> float:
    return float(page.locator(f'.arc[aria-label^="{label}"] .line').get_attribute("stroke-width"))


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_crowded_places_are_spread_and_no_name_covers_another(visitor: Visitor, size: tuple[int, int]) -> None:
    page = visitor.open(views.render(crowd(), "map"), viewport={"width": size[0], "height": size[1]})
    round_ones = boxes(page, ".globe :is(.spot, .port circle)")
    assert len(round_ones) >= CROWD + 3
    near = [(a, b) for i, a in enumerate(round_ones) for b in round_ones[:i] if gap(a, b) < -0.5]
    assert near == []
    names = boxes(page, ".globe text")
    assert len(names) >= 5
    assert not [(a, b) for i, a in enumerate(names) for b in names[:i] if touches(a, b)]


def gap(a: dict[str, float], b: dict[str, float]) -> float:
    """Return the space between two circles, by the boxes around them."""
    x, y = (a["left"] + a["right"] - b["left"] - b["right"]) / 2, (a["top"] + a["bottom"] - b["top"] - b["bottom"]) / 2
    return float((x * x + y * y) ** 0.5 - (a["width"] + b["width"]) / 2)


def touches(a: dict[str, float], b: dict[str, float]) -> bool:
    return a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]


def test_the_map_opens_where_most_is_told_and_names_what_lies_beyond(visitor: Visitor) -> None:
    page = visitor.open(views.render(crowd(), "map"))
    assert page.locator(".beyond button").all_inner_texts() == ["За краем", "Область далёкая"]
    near = page.evaluate("seen.width")
    page.click(".beyond button:last-child")
    assert page.evaluate("inside(around(spotOf('region-oblast-dalekaya'), 0)) && seen.width") == near
    page.click(".beyond .all")
    assert not page.is_visible(".beyond")
    assert page.evaluate("seen.width") > near * 1.2


def test_the_map_is_large_and_its_sea_darker_than_its_land_by_day_and_by_night(
    visitor: Visitor,
) -> None:
    for scheme in ("light", "dark"):
        page = visitor.open(views.render(crowd(), "map"), color_scheme=scheme)
        frame = page.locator(".globe").bounding_box()
        assert frame["height"] > 470
        sea = page.evaluate("getComputedStyle(document.querySelector('.globe')).backgroundColor")
        land = page.evaluate("getComputedStyle(document.querySelector('.globe .land')).fill")
        assert brightness(sea) < brightness(land), scheme


def brightness(colour: str) -> int:
    """Return the sum of red, green and blue of a colour as a browser tells it."""
    return sum(map(int, re.findall(r"\d+", colour)[:3]))


def test_on_a_phone_no_button_covers_another_and_a_tap_leaves_no_box(visitor: Visitor) -> None:
    page = visitor.open(views.render(crowd(), "map"), viewport={"width": 390, "height": 844}, has_touch=True)
    buttons = boxes(page, ".zoom button, .beyond button")
    assert not [(a, b) for i, a in enumerate(buttons) for b in buttons[:i] if touches(a, b)]
    page.locator(".arc .touch").first.dispatch_event("click")
    page.evaluate("document.querySelector('.arc[aria-pressed=true]').focus()")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    chips = boxes(page, "#manners .key")
    assert max(chip["right"] for chip in chips) <= 390


def test_arcs_are_weighed_by_trade_and_those_without_a_figure_are_thin(visitor: Visitor) -> None:
    html = views.render(crowd(), "map")
    page = visitor.open(html)
    page.select_option("#option", "trade")
    assert width(page, "Казахстан — Область 13") > width(page, "Казахстан — Область 1,") > 1
    assert "Тонкие дуги – цифра не названа: 1 пара" in page.inner_text(".places")
    assert "USD" in page.inner_text(".places")
    assert visitor.open(html, page.evaluate("location.hash")).inner_text(".places") == page.inner_text(".places")


def test_weights_of_trade_are_those_of_the_chosen_years(visitor: Visitor) -> None:
    memory = crowd()
    more = [trade("Область 1", 1000, period="2016"), trade("Область 1", 1, period="2019")]
    memory.add(Document("e", "e", "ru"), more, Names())
    page = visitor.open(views.render(memory, "map"), "#weight=trade")
    arc = page.locator('.arc[aria-label^="Казахстан — Область 1,"]')
    assert "≥ 1" in arc.get_attribute("aria-label").replace("\xa0", " ")
    wide = page.evaluate("valueOf(sheet.pairs.find((pair) => pair.ends.includes('region-oblast-1')))")
    page.locator("#until").focus()
    page.keyboard.press("Home")
    assert page.evaluate("state.until") == 2015
    assert wide == 1000


def test_routes_are_double_lines_and_ports_lead_to_what_names_them(visitor: Visitor) -> None:
    page = visitor.open(views.render(crowd(), "map"))
    route = page.locator(".arc.route")
    assert route.get_attribute("aria-label") == "Маршрут: Санкт-Петербург — порт Беломорск, Сообщается, 1 утверждение"
    assert route.locator("path").count() == 3
    page.locator(".port").focus()
    page.keyboard.press("Enter")
    assert "Ходит паром." in page.inner_text("#evidence")
    assert page.inner_text("#evidence h2") == "порт Беломорск"
    page.select_option("#place", "region-oblast-1")
    assert page.locator(".port").count() == 0
