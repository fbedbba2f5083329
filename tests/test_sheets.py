"""Pages that are read – board, figures, map – in a real browser."""

from typing import Any

import pytest

from browsed import BROWSER, Visitor, broken_rules
from coopatlas import views
from coopatlas.model import Document
from coopatlas.views import view
from drawn import Memory, Names, fact, located_page, sample

pytestmark = BROWSER
SHEETS = [name for name in view.names() if view.load(name).form != "network"]


def open_view(visitor: Visitor, name: str, address: str = "", **options: Any) -> Any:
    return visitor.open(views.render(sample(), name), address, **options)


def mark(page: Any, stage: str) -> Any:
    return page.locator(f'.mark[aria-label^="{stage}"]').first


def test_board_says_what_is_stated_and_what_is_not(visitor: Visitor) -> None:
    page = open_view(visitor, "board")
    lane = page.get_by_role("region", name="Казахстан — Республика Карелия")
    rows = lane.get_by_role("listitem")
    assert rows.count() == 7
    assert [place for place in range(7) if "не указано" in rows.nth(place).inner_text()] == [1, 2, 3, 4]
    assert "неприменимо" in rows.nth(5).inner_text()  # nobody spoke of a mission


def test_a_mark_leads_to_its_sentence_speaker_and_date(visitor: Visitor) -> None:
    page = open_view(visitor, "board")
    lane = page.get_by_role("region", name="Казахстан — Республика Карелия")
    lane.locator(".mark").first.click()
    shown = page.inner_text("#evidence")
    assert "Казахстан интересуется Карелией." in shown
    assert "Иван Пробный" in shown
    assert "11 сентября 2018" in shown
    again = visitor.open(views.render(sample(), "board"), page.evaluate("location.hash"))
    assert again.inner_text("#evidence") == shown
    again.keyboard.press("Escape")
    assert "Казахстан интересуется" not in again.inner_text("#evidence")


def test_marks_of_one_row_do_not_overlap(visitor: Visitor) -> None:
    memory = Memory()
    facts = [
        fact("interest", {"holder": "Казахстан", "target": "Россия", "subject": str(n)}, f"{n}", "interest")
        for n in range(30)
    ]
    for number, each in enumerate(facts):
        memory.add(Document(f"d{number}", f"{number}", "ru", published=f"2018-01-{number + 1:02d}"), [each], Names())
    for width in (1280, 390):
        page = visitor.open(views.render(memory, "board"), viewport={"width": width, "height": 800})
        boxes = page.evaluate("[...document.querySelectorAll('.track .mark')].map((m) => m.getBoundingClientRect())")
        assert len(boxes) == 30
        meet = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if touches(a, b)]
        assert not meet


def touches(a: dict[str, float], b: dict[str, float]) -> bool:
    return a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]


def test_figures_are_drawn_with_their_bounds_and_bases(visitor: Visitor) -> None:
    page = open_view(visitor, "exchange")
    trade, growth = (page.locator(".figure").nth(place) for place in (0, 1))
    assert "> 15 млн" in trade.inner_text().replace("\xa0", " ")
    assert trade.locator(".head").count() == 1
    assert "2016 → 2017" in growth.inner_text()
    assert growth.locator(".dot.about").count() == 1
    growth.click()
    assert "вырос на пятую часть" in page.inner_text("#evidence")


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_map_draws_arcs_and_names_that_do_not_overlap(visitor: Visitor, size: tuple[int, int]) -> None:
    page = visitor.open(located_page("map"), viewport={"width": size[0], "height": size[1]})
    assert (
        page.locator(".arc").count()
        == page.evaluate("sheet.pairs.filter(placed).flatMap((pair) => pair.marks).length")
        > 12
    )
    boxes = page.evaluate("[...document.querySelectorAll('.globe text')].map((text) => text.getBoundingClientRect())")
    assert len(boxes) > 5
    assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if touches(a, b)]


def test_an_arc_leads_to_its_sentences_by_mouse_and_by_key(visitor: Visitor) -> None:
    page = visitor.open(located_page("map"))
    arc = page.locator('.arc[aria-label^="Казахстан — Республика Карелия, Интерес"]')
    arc.focus()
    page.keyboard.press("Enter")
    shown = page.inner_text("#evidence")
    assert "Казахстан интересуется Карелией." in shown
    assert "у столицы" in shown
    assert "посередине известных городов и портов" in shown
    page.get_by_role("button", name="Крупнее").click()
    assert page.inner_text("#evidence") == shown


def test_what_has_no_place_is_listed_beside_the_map(visitor: Visitor) -> None:
    page = open_view(visitor, "map")
    assert page.locator(".arc").count() == 0
    page.locator(".places button").first.click()
    assert page.locator("#evidence blockquote").count() > 0


@pytest.mark.parametrize("name", SHEETS)
def test_a_territory_filters_and_the_address_restores_it(visitor: Visitor, name: str) -> None:
    memory = sample()
    ends = {"reporter": "Россия", "partner": "Казахстан", "flow": "turnover"}
    memory.add(Document("more", "t", "ru"), [fact("trade", {**ends, "value": 5, "currency": "USD"}, "Пять.")])
    html = views.render(memory, name)
    page = visitor.open(html)
    before = page.inner_text("#status")
    page.select_option("#place", "region-respublika-kareliya")
    after = page.inner_text("#status")
    assert after != before
    assert visitor.open(html, page.evaluate("location.hash")).inner_text("#status") == after


@pytest.mark.parametrize("name", SHEETS)
def test_a_hostile_address_is_ignored(visitor: Visitor, name: str) -> None:
    page = open_view(visitor, name, "#place=__proto__&chosen=constructor&manners=toString&lang=%3Cscript%3E&view=x")
    assert page.inner_text("#status") == open_view(visitor, name).inner_text("#status")


@pytest.mark.parametrize("name", SHEETS)
def test_the_table_holds_every_sentence(visitor: Visitor, name: str) -> None:
    page = open_view(visitor, name)
    page.click("#show-table")
    sentences = page.evaluate("atlas.sentences")
    table = page.inner_text("#table")
    assert [sentence for sentence in sentences if sentence not in table] == []


@pytest.mark.parametrize("name", SHEETS)
def test_a_phone_scrolls_down_and_not_sideways(visitor: Visitor, name: str) -> None:
    page = open_view(visitor, name, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[data-mark]").first.dispatch_event("click")
    assert page.locator("#evidence blockquote").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", SHEETS)
def test_language_and_theme_switch(visitor: Visitor, name: str) -> None:
    page = open_view(visitor, name)
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.inner_text("h1") == view.load(name).title["en"]
    assert "Republic of Karelia" in page.inner_text("#stage")
    page.click("#theme")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_print_holds_the_sentences_beneath_each_lane(visitor: Visitor) -> None:
    page = open_view(visitor, "board", color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert "Казахстан интересуется Карелией." in page.inner_text("#sheet")
    assert not page.is_visible("#evidence")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("name", SHEETS)
def test_an_empty_store_says_what_to_do(visitor: Visitor, name: str) -> None:
    assert "coopatlas build" in visitor.open(views.render(Memory(), name)).inner_text("#stage")


@pytest.mark.parametrize("name", SHEETS)
def test_axe_finds_no_violation(visitor: Visitor, name: str) -> None:
    chosen = "choose({view: 'sheet', chosen: document.querySelector('[data-mark]')?.dataset.mark})"
    assert broken_rules(open_view(visitor, name), "choose({})", "choose({view: 'table'})", chosen) == []
