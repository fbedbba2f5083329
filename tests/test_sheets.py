"""Pages that are read – board, figures, map – in a real browser."""

import csv
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from browsed import BROWSER, HOSTILE, Visitor
from coopatlas import views
from coopatlas.model import Document
from coopatlas.views import view
from drawn import Memory, Names, fact, sample

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
    assert rows.count() == 6
    assert [place for place in range(6) if "не указано" in rows.nth(place).inner_text()] == [1, 2, 3, 4]


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


def located() -> Memory:
    memory = sample()
    for number in range(12):
        ends = {"reporter": f"Область {number}", "partner": "Казахстан", "flow": "turnover"}
        said = [fact("trade", {**ends, "value": 5, "currency": "USD"}, f"Торговля {number}.")]
        memory.add(Document(f"d{number}", f"{number}", "ru"), said)
        memory.locate(f"region-oblast-{number}", 40 + number * 3, 46 + number % 3 * 5)
    memory.locate("city-astana", 71.45, 51.18)
    memory.describe("city-astana", "coop:capitalOf", "country-kazakhstan")
    memory.locate("port-onega", 34, 61)
    memory.describe("port-onega", "coop:locatedIn", "region-respublika-kareliya")
    return memory


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_map_draws_arcs_and_names_that_do_not_overlap(visitor: Visitor, size: tuple[int, int]) -> None:
    page = visitor.open(views.render(located(), "map"), viewport={"width": size[0], "height": size[1]})
    assert (
        page.locator(".arc").count()
        == page.evaluate("sheet.pairs.filter(placed).flatMap((pair) => pair.marks).length")
        > 12
    )
    boxes = page.evaluate("[...document.querySelectorAll('.globe text')].map((text) => text.getBoundingClientRect())")
    assert len(boxes) > 5
    assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if touches(a, b)]


def test_an_arc_leads_to_its_sentences_by_mouse_and_by_key(visitor: Visitor) -> None:
    page = visitor.open(views.render(located(), "map"))
    arc = page.locator('.arc[aria-label^="Казахстан — Республика Карелия, Интерес"]')
    arc.focus()
    page.keyboard.press("Enter")
    shown = page.inner_text("#evidence")
    assert "Казахстан интересуется Карелией." in shown
    assert "у столицы" in shown
    assert "посередине известных городов и портов" in shown
    page.get_by_role("button", name="Крупнее").click()
    assert page.inner_text("#evidence") == shown


def test_the_map_is_saved_as_a_picture_of_its_own(visitor: Visitor, tmp_path: Path) -> None:
    memory = located()
    ends = {"reporter": "Область 1", "partner": '<b onload="boom()">&\u202e', "flow": "turnover"}
    memory.add(Document("odd", "t", "ru"), [fact("trade", {**ends, "value": 5, "currency": "USD"}, "Пять.")])
    page = visitor.open(views.render(memory, "map"))
    page.click("#save-button")
    with page.expect_download() as download:
        page.click("#save-svg")
    download.value.save_as(tmp_path / "map.svg")
    picture = ElementTree.fromstring((tmp_path / "map.svg").read_bytes())
    space = "{http://www.w3.org/2000/svg}"
    assert len(picture.findall(f"{space}g")) == page.locator(".arc").count()
    assert "Казахстан" in [text.text for text in picture.findall(f"{space}text")]
    assert not {name for element in picture.iter() for name in element.attrib} & {"class", "tabindex", "onload"}


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
def test_the_table_holds_every_sentence_and_is_saved(visitor: Visitor, name: str, tmp_path: Path) -> None:
    page = open_view(visitor, name)
    page.click("#show-table")
    sentences = page.evaluate("atlas.sentences")
    table = page.inner_text("#table")
    assert [sentence for sentence in sentences if sentence not in table] == []
    page.click("#save-button")
    with page.expect_download() as download:
        page.click("#save-csv")
    download.value.save_as(tmp_path / "csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "csv").read_bytes().decode("utf-8-sig"))))
    assert {row[6] for row in rows[1:]} == set(sentences)


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
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_as_text(visitor: Visitor, name: str, text: str) -> None:
    memory = Memory()
    document = Document(text, "t", "ru", title=text, source=text, published=text[:40])
    ends = {"reporter": text, "partner": text + "!", "flow": "turnover"}
    facts = [
        fact("trade", {**ends, "value": 5, "currency": "USD", "period": text[:30]}, text, speaker=text, printed=text),
        fact("commodity", {**ends, "commodity": text}, text),
        fact("interest", {"holder": text, "target": text + "!", "subject": text}, text, "interest", speaker=text),
    ]
    memory.add(document, facts, Names())
    page = visitor.open(views.render(memory, name))
    for each in page.locator("[data-mark]").all():
        each.dispatch_event("click")
        page.evaluate("state.chosen || choose({ chosen: null })")
    page.evaluate("choose({ view: 'table' })")
    page.evaluate("choose({ view: 'sheet', chosen: document.querySelector('[data-mark]')?.dataset.mark })")
    assert page.locator("#stage :is(script, img), #evidence :is(script, img, a)").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("name", SHEETS)
def test_an_empty_store_says_what_to_do(visitor: Visitor, name: str) -> None:
    assert "coopatlas build" in visitor.open(views.render(Memory(), name)).inner_text("#stage")


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_axe_finds_no_violation(visitor: Visitor, name: str, scheme: str, lang: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_view(visitor, name, f"#lang={lang}", color_scheme=scheme)
    for state in (
        "{}",
        "{view: 'table'}",
        "{view: 'sheet', chosen: document.querySelector('[data-mark]')?.dataset.mark}",
    ):
        page.evaluate(f"choose({state})")
        found = axe.Axe().run(page).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
