"""Pages in a real browser: what a person sees, and that nothing of a document ever runs.

Debian's Chromium is driven by its path; without it these tests are skipped.
"""

import json
from typing import Any

import pytest

from browsed import BROWSER, Visitor, broken_rules
from coopatlas import views
from coopatlas.model import Document
from drawn import Memory, Names, fact, sample

PAIR = "country-kazakhstan|region-respublika-kareliya|"

pytestmark = BROWSER


@pytest.fixture(scope="module")
def html() -> str:
    return views.render(sample())


def evidence(page: Any) -> str:
    return str(page.locator("#evidence").inner_text())


def find(page: Any, text: str) -> list[str]:
    page.fill("#query", text)
    return [str(row) for row in page.locator("#results li").all_inner_texts()]


def test_opens_and_says_what_it_shows(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    assert page.title() == "Сеть сотрудничества · coopatlas"
    assert "11 утверждений из 11" in page.inner_text("#status")
    assert page.evaluate("names.length") > 5


def test_search_leads_to_the_sentence_its_speaker_and_its_date(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    find(page, "казахстаном")
    page.keyboard.press("Enter")
    shown = evidence(page)
    assert "Казахстан интересуется Карелией." in shown
    assert "Иван Пробный" in shown
    assert "11 сентября 2018" in shown
    assert "Интерес" in shown
    assert page.locator("#evidence a").first.get_attribute("href") == "https://example.org/news?a=1&b=2"


def test_search_understands_inflection_and_latin_letters(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    expected = {
        "Карелией": "Республика Карелия",
        "карел": "Республика Карелия",
        "kareliya": "Республика Карелия",
        "Karelia": "Республика Карелия",
        "Примеровой": "Анна Примерова",
        "Primerova": "Анна Примерова",
        "бумагой": "бумага и картон",
    }
    assert {typed: find(page, typed)[0].split("\n")[0] for typed in expected} == expected


def test_search_finds_words_of_sentences(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    assert find(page, "возможно подумать") == ["Возможно, стоит подумать о связях с одной из областей."]
    page.keyboard.press("Enter")
    assert page.locator(".card.wanted blockquote").inner_text().startswith("Возможно")


def test_what_is_not_found_is_said(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    assert find(page, "ъъъ нет такого") == ["Ничего не найдено"]


def test_click_on_a_node_opens_its_evidence(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    spot = page.evaluate("network.canvasToDOM(nodes.get('country-kazakhstan'))")
    page.locator("#drawing").click(position=spot)
    assert page.locator("#evidence h2").inner_text() == "Казахстан"


def test_click_on_a_line_opens_its_evidence(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    key = json.dumps(f"{PAIR}denied")
    spot = page.evaluate(f"network.canvasToDOM(network.body.edges[{key}].edgeType.getPoint(0.5))")
    page.locator("#drawing").click(position=spot)
    assert "не входит в число основных партнёров" in evidence(page)
    assert "Отрицается" in evidence(page)


def test_arrow_keys_walk_from_node_to_node(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    page.locator("#drawing").focus()
    seen = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        seen.add(page.evaluate("state.node"))
    assert len(seen - {None}) > 1
    page.keyboard.press("Escape")
    assert page.evaluate("state.node") is None


def test_filters_hide_and_the_address_restores_them(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    page.uncheck("#manners-stated")
    page.uncheck("#kinds-person")
    before = page.inner_text("#status")
    assert "5 утверждений из 11" in before
    address = page.evaluate("location.hash")
    again = visitor.open(html, address)
    assert again.inner_text("#status") == before
    assert not again.is_checked("#manners-stated")
    again.click("#reset")
    assert "11 утверждений из 11" in again.inner_text("#status")


def test_a_hostile_address_is_ignored(visitor: Visitor, html: str) -> None:
    page = visitor.open(
        html, "#node=__proto__&kinds=constructor%20toString&confidence=NaN&lang=%3Cscript%3E&years=0%209&path=a%20b"
    )
    assert "11 утверждений из 11" in page.inner_text("#status")


def test_focus_leaves_a_neighbourhood_and_gives_it_back(visitor: Visitor, html: str) -> None:
    page = visitor.open(html, "#node=seaport-port-belomorsk")
    page.get_by_role("button", name="Только окрестность").click()
    assert page.evaluate("shown.nodes.size") == 2
    page.get_by_role("button", name="Вернуть всю сеть").click()
    assert page.evaluate("shown.nodes.size === nodes.size")


def test_path_shows_the_sentence_of_each_step(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    find(page, "Пробный")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Путь отсюда…").click()
    find(page, "Беломорск")
    page.keyboard.press("Enter")
    assert page.locator("#evidence .step").count() == 3
    assert "предприятие в порту" in evidence(page)


def test_a_path_prefers_what_is_stated_and_never_runs_over_a_denial(visitor: Visitor) -> None:
    memory = Memory()
    stated = [
        fact("visit", {"visitor": "Казахстан", "destination": "Карелия"}, "Казахстан посетил Карелию."),
        fact("visit", {"visitor": "Армения", "destination": "Карелия"}, "Армения посетила Карелию."),
    ]
    denied = fact(
        "visit",
        {"visitor": "Казахстан", "destination": "Армения"},
        "Казахстан не посещал Армению.",
        polarity="negative",
    )
    memory.add(Document("a", "t", "ru"), [*stated, denied], Names())
    page = visitor.open(views.render(memory))
    by_name = "(name) => [...nodes.values()].find((node) => nameOf(node.id) === name).id"
    steps = page.evaluate(
        f"shortestPath(({by_name})('Казахстан'), ({by_name})('Армения')).map((id) => links.get(id).manner)"
    )
    assert steps == ["stated", "stated"]
    page.evaluate("state.hiddenManners.add('stated'); show()")
    assert page.evaluate(f"shortestPath(({by_name})('Казахстан'), ({by_name})('Армения'))") is None


def test_the_table_follows_what_is_chosen(visitor: Visitor, html: str) -> None:
    page = visitor.open(html, "#view=table")
    every = page.locator("#table tbody tr").count()
    page.evaluate("choose({ node: 'seaport-port-belomorsk' })")
    rows = page.locator("#table tbody tr")
    assert 0 < rows.count() < every
    assert page.locator("#table th").first.inner_text() == "Предложение"
    assert all("Беломорск" in row for row in rows.locator(".c-kinds").all_inner_texts())


def test_the_legend_counts_what_the_other_filters_leave(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    before = page.inner_text("#manners")
    page.evaluate("choose({ confidence: 1.01 })")
    assert page.inner_text("#manners") != before
    assert page.locator("#manners li").count() > 0


def test_language_and_theme_switch(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.inner_text("h1") == "The network of cooperation"
    assert "11 claims of 11" in page.inner_text("#status")
    assert find(page, "Карелия")[0].startswith("Republic of Karelia")
    page.keyboard.press("Escape")
    page.click("#theme")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_dark_is_taken_from_the_system(visitor: Visitor, html: str) -> None:
    assert visitor.open(html, color_scheme="dark").evaluate("document.documentElement.dataset.theme") == "dark"


def test_paper_is_printed_in_light_dress(visitor: Visitor, html: str) -> None:
    page = visitor.open(html, color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.evaluate("ink.paper === getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_table_holds_every_claim_and_its_sentence(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    page.click("#show-table")
    table = page.inner_text("#table")
    for sentence in page.evaluate("atlas.sentences"):
        assert sentence in table
    page.get_by_role("button", name="Кто говорит").click()
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Кто говорит")


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (390, 844)])
def test_names_do_not_overlap(visitor: Visitor, html: str, size: tuple[int, int]) -> None:
    page = visitor.open(html, viewport={"width": size[0], "height": size[1]})
    assert page.evaluate("names.some((a, i) => names.some((b, j) => i < j && meets(a, b)))") is False
    named = page.evaluate("names.filter((name) => nodes.has(name.id)).length")
    assert named >= page.evaluate("nodes.size") - 2


def test_a_phone_scrolls_down_and_not_sideways(visitor: Visitor, html: str) -> None:
    page = visitor.open(html, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.is_visible("#legend")
    page.click("#legend-button")
    assert page.is_visible("#kinds-country")


def test_addresses_in_prose_become_links(visitor: Visitor) -> None:
    memory = Memory()
    source = "Сообщение, https://example.org/a?b=1. И javascript:boom(), и http://[нет"
    memory.add(Document("d", "t", "ru", source=source), [fact("support", {"supporter": "А"}, "А поможет.")])
    page = visitor.open(views.render(memory))
    page.evaluate("reach([...nodes.keys()][0])")
    addresses = page.locator("#evidence a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
    assert addresses == ["https://example.org/a?b=1"]
    assert page.locator("#evidence details bdi").evaluate("(element) => element.textContent") == source


def test_click_on_a_name_opens_its_evidence(visitor: Visitor, html: str) -> None:
    page = visitor.open(html)
    box = page.evaluate("names.find((name) => name.id === 'country-rossiya')")
    page.locator("#drawing").click(position={"x": box["left"] + 8, "y": box["bottom"] - 4})
    assert page.locator("#evidence h2").inner_text() == "Россия"


def test_javascript_links_stay_text(visitor: Visitor) -> None:
    memory = Memory()
    memory.add(
        Document("d", "t", "ru", source="javascript:boom()"), [fact("support", {"supporter": "А"}, "А поможет.")]
    )
    page = visitor.open(views.render(memory))
    page.evaluate("reach([...nodes.keys()][0])")
    assert "javascript:boom()" in str(page.locator("#evidence").evaluate("(element) => element.textContent"))
    assert page.locator("a[href^=javascript]").count() == 0


def test_an_empty_store_says_what_to_do(visitor: Visitor) -> None:
    assert "coopatlas build" in visitor.open(views.render(Memory())).inner_text("#message")


def test_what_is_left_out_is_said(visitor: Visitor) -> None:
    page = visitor.open(views.render(sample(), focus=views.Focus(limit=4)))
    assert "Не нарисовано" in page.inner_text("#status")
    assert "Не нарисовано" in evidence(page)


def test_three_hundred_nodes_are_drawn_and_the_rest_is_told(visitor: Visitor) -> None:
    memory = Memory()
    facts = [
        fact("visit", {"visitor": f"Лицо {n}", "destination": f"Город {n // 9}"}, f"Лицо {n} посетило город.")
        for n in range(300)
    ]
    memory.add(Document("many", "t", "ru"), facts, Names())
    page = visitor.open(views.render(memory))
    assert page.evaluate("nodes.size") == 300
    assert "Не нарисовано" in page.inner_text("#status")


def test_axe_finds_no_violation(visitor: Visitor, html: str) -> None:
    page = visitor.open(html, "#node=country-kazakhstan")
    page.evaluate("byId('query').value = ''")
    assert broken_rules(page, "choose({})", "choose({view: 'table'})", "choose({node: null})") == []
