"""The page of figures in a real browser: goods as tiles, one scale, growth from its base, contradictions in words."""

from typing import Any

import pytest

from browsed import BROWSER, Visitor
from coopatlas import views
from coopatlas.model import Document, Fact, Value
from coopatlas.rdf import iri
from drawn import Memory, Names, fact

pytestmark = BROWSER
PAIR: dict[str, Value] = {"reporter": "Республика Карелия", "partner": "Казахстан", "flow": "turnover"}


def figure(value: float, **more: Value) -> Fact:
    return fact(
        "trade", {**PAIR, "value": value, "currency": "USD", "period": "2017", **more}, f"Оборот {value} {more}."
    )


def goods(*names: str) -> list[Fact]:
    return [fact("commodity", {**PAIR, "commodity": name}, f"Возят: {name}.") for name in names]


def told(*documents: list[Fact]) -> Memory:
    memory = Memory()
    for number, facts in enumerate(documents):
        memory.add(Document(f"d{number}", f"{number}", "ru", f"Новость {number}"), facts, Names())
    return memory


def areas(page: Any) -> dict[str, float]:
    boxes = page.evaluate(
        "[...document.querySelectorAll('.tiles li')].map((li) => [li.innerText, li.offsetWidth * li.offsetHeight])"
    )
    return {name.split("\n")[0]: area for name, area in boxes}


def test_goods_are_tiles_by_the_documents_that_name_them_and_no_share_is_claimed(visitor: Visitor) -> None:
    memory = told(goods("сталь", "зерно", "бумага"), goods("сталь", "зерно"), goods("сталь"))
    page = visitor.open(views.render(memory, "exchange"))
    found = areas(page)
    assert list(found) == ["сталь", "зерно", "бумага"]
    assert found["сталь"] / found["бумага"] == pytest.approx(3, rel=0.06)
    assert found["зерно"] / found["бумага"] == pytest.approx(2, rel=0.06)
    assert "доли не названы" in page.inner_text("#sheet")
    page.locator(".tile").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#evidence .card").count() == 3
    page.click("#language")
    assert "no shares are stated" in page.inner_text("#sheet")


@pytest.mark.parametrize("width", [390, 900, 1280])
def test_the_names_of_goods_are_not_cut_off(visitor: Visitor, width: int) -> None:
    names = (
        "минеральные и химические продукты",
        "промышленное и электрооборудование",
        "промышленное и электрическое оборудование",
        "древесина и изделия из неё",
        "продукты питания",
        "цемент",
        "природный камень",
        "бумага и картон",
        "бумага с картоном",
        "химическая продукция",
        "штукатурка",
    )
    page = visitor.open(
        views.render(told(goods(*names), goods(*names[-1:], names[5], names[6])), "exchange"),
        viewport={"width": width, "height": 800},
    )
    assert page.locator(".tile").count() == len(names)
    cut = "[...document.querySelectorAll('.tile')].filter((tile) => tile.scrollHeight > tile.clientHeight + 1).length"
    assert page.evaluate(cut) == 0


def test_a_stated_share_is_drawn_as_a_figure_with_its_bounds(visitor: Visitor) -> None:
    memory = told(goods("сталь", "зерно"))
    prologue = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in iri.PREFIXES.items())
    memory.quads.update(
        f"""{prologue} INSERT {{ GRAPH ?g {{ ?item coop:lowerBound 40 ; coop:unit v:unit-percent }} }}
        WHERE {{ GRAPH ?g {{ ?item coop:commodity ?goods . ?goods rdfs:label "сталь"@ru }} }}"""
    )
    page = visitor.open(views.render(memory, "exchange"))
    assert list(areas(page)) == ["зерно"]
    row = page.locator(".figure").inner_text().replace("\xa0", " ")
    assert "сталь" in row
    assert "> +40 %" in row or "> 40 %" in row


def test_figures_of_a_pair_in_one_currency_have_one_scale(visitor: Visitor) -> None:
    exports: dict[str, Value] = {"flow": "export"}
    page = visitor.open(
        views.render(told([figure(100), figure(25, **exports), figure(900, currency="EUR")]), "exchange")
    )
    rows = page.locator(".figure").all()
    at = [float(row.locator(".dot").get_attribute("cx")[:-1]) for row in rows]
    ends = dict(zip([row.locator("strong").inner_text().replace("\xa0", " ") for row in rows], at, strict=True))
    assert ends["25 $"] / ends["100 $"] == pytest.approx(0.25)
    assert ends["900 €"] == pytest.approx(ends["100 $"])


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (figure(15, bound="min"), figure(16), False),
        (figure(15, bound="min"), figure(12), True),
        (figure(15), figure(12), True),
        (figure(15, bound="about"), figure(12), False),
        (figure(15), figure(12, period="2018"), False),
        (figure(15), figure(12, currency="EUR"), False),
    ],
)
def test_a_contradiction_is_said_in_words(visitor: Visitor, one: Fact, other: Fact, apart: bool) -> None:
    page = visitor.open(views.render(told([one], [other]), "exchange"))
    assert ("Цифры расходятся" in page.inner_text("#sheet")) is apart


def test_growth_is_drawn_from_its_base_and_says_when_none_is_named(visitor: Visitor) -> None:
    based = fact("growth", {**PAIR, "percent": 25, "period": "2017", "base": "2016"}, "Рост на четверть.")
    baseless = fact("growth", {**PAIR, "percent": 50, "period": "2018"}, "Рост в полтора раза.")
    page = visitor.open(views.render(told([based, baseless]), "exchange"))
    first, second = (page.locator(".figure").nth(place) for place in (0, 1))
    assert "2016 → 2017" in first.inner_text()
    assert "база: не указано" in second.inner_text()
    base, dot = (
        float(first.locator(part).get_attribute(side)[:-1]) for part, side in ((".base", "x2"), (".dot", "cx"))
    )
    assert dot / base == pytest.approx(1.25)
