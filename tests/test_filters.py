"""Years, kinds of fact and undated claims on every page that is read, and years in the network; in a real browser."""

import pytest

from browsed import BROWSER, Visitor
from coopatlas import views
from coopatlas.model import Document
from coopatlas.views import view
from drawn import Memory, Names, fact, sample

pytestmark = BROWSER
SHEETS = [name for name in view.names() if view.load(name).form != "network"]


def dated() -> Memory:
    """Return the sample with figures of other years, and one that no date tells."""
    memory = sample()
    ends = {"reporter": "Россия", "partner": "Казахстан", "flow": "turnover", "currency": "USD"}
    memory.add(
        Document("old", "t", "ru"), [fact("trade", {**ends, "value": 5, "period": "2009/2011"}, "Давно.")], Names()
    )
    memory.add(Document("bare", "u", "ru"), [fact("trade", {**ends, "value": 6}, "Когда-то.")], Names())
    return memory


@pytest.mark.parametrize("name", [*SHEETS, "network"])
def test_years_filter_by_key_and_the_address_restores_them(visitor: Visitor, name: str) -> None:
    html = views.render(dated(), name)
    page = visitor.open(html)
    assert page.inner_text("#span") == "2009–2018"
    page.locator("#until").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#span") == "2009–2010"
    page.click("#show-table")
    table = page.inner_text("#table")
    assert "Давно." in table  # a period that the years meet
    assert "Когда-то." in table  # what has no date is kept …
    assert "Оборот превысил" not in table
    page.uncheck("#undated")
    assert "Когда-то." not in page.inner_text("#table")  # … unless told otherwise
    again = visitor.open(html, page.evaluate("location.hash"))
    assert again.inner_text("#table") == page.inner_text("#table")
    assert not again.is_checked("#undated")
    again.click("#reset")
    assert again.inner_text("#span") == "2009–2018"
    assert again.is_checked("#undated")


@pytest.mark.parametrize("name", [*SHEETS, "network"])
def test_the_two_ends_of_the_years_push_each_other(visitor: Visitor, name: str) -> None:
    page = visitor.open(views.render(dated(), name))
    page.locator("#since").focus()
    page.keyboard.press("End")
    assert page.inner_text("#span") == "2018"
    page.locator("#until").focus()
    page.keyboard.press("Home")
    assert page.inner_text("#span") == "2009"


@pytest.mark.parametrize("name", SHEETS)
def test_kinds_of_fact_are_hidden_and_the_address_restores_it(visitor: Visitor, name: str) -> None:
    html = views.render(dated(), name)
    page = visitor.open(html)
    page.click("#facts summary")
    page.locator('#kinds [data-key="trade"]').press("Enter")
    page.click("#show-table")
    assert "Давно." not in page.inner_text("#table")
    again = visitor.open(html, page.evaluate("location.hash"))
    assert again.inner_text("#table") == page.inner_text("#table")
    assert "скрыто: 1" in again.inner_text("#facts summary")


@pytest.mark.parametrize("name", [*SHEETS, "network"])
def test_hostile_years_are_ignored(visitor: Visitor, name: str) -> None:
    html = views.render(dated(), name)
    page = visitor.open(html)
    for years in ("0%209", "2018%202009", "NaN%20x", "1e9%201e9", "2010"):
        page.evaluate(f"state.since = 2010; location.hash = 'years={years}'")
        page.wait_for_function("state.since !== 2010")
        assert page.inner_text("#span") == "2009–2018"
