"""A network of many nodes begins with an overview of its territories, from which one goes into detail."""

from typing import Any

import pytest

from browsed import BROWSER, Visitor, broken_rules
from coopatlas import views
from coopatlas.model import Document, Fact, Value
from coopatlas.views import overview
from drawn import Memory, Names, data, fact, sample

REGIONS = [f"Область {number}" for number in range(12)]


def crowd(regions: list[str] = REGIONS) -> Memory:
    """Return a store of regions that trade with Kazakhstan in goods of their own, each with ministers who met there."""
    memory, names = Memory(), Names()
    consul = "Иван Пробный"
    names.people.add(consul)
    facts: list[Fact] = [fact("post", {"person": consul, "role": "консул", "represents": "Казахстан"}, "Он консул.")]
    for region in regions:
        ministers = [f"Министр {number} из {region}" for number in range(3)]
        names.people |= set(ministers)
        ends: dict[str, Value] = {"reporter": region, "partner": "Казахстан"}
        facts += [
            fact("trade", {**ends, "flow": "turnover", "value": 5, "currency": "USD"}, f"Торгует {region}."),
            fact("commodity", {**ends, "commodity": f"товар {region}"}, f"Возят из {region}."),
            fact("trade", {**ends, "flow": "export", "value": 9, "currency": "USD"}, f"Хочет {region}.", "intention"),
        ]
        for one in ministers:
            facts.append(fact("post", {"person": one, "role": "министр", "represents": region}, f"{one} на посту."))
            facts.append(fact("meeting", {"participant": (one, consul)}, f"{one} встретился с консулом."))
    facts.append(fact("support", {"supporter": "неведомое бюро"}, "Бюро поможет.", "readiness"))
    memory.add(Document("crowd", "t", "ru", "Много встреч", published="2020-02-02"), facts, names)
    return memory


@pytest.fixture(scope="module")
def html() -> str:
    return views.render(crowd())


def test_a_readable_drawing_has_no_overview() -> None:
    assert data(views.render(sample()), "atlas-data")["rolledUp"] is None


def test_people_goods_and_meetings_are_rolled_up_to_their_territories(html: str) -> None:
    atlas, links = data(html, "atlas-data"), data(html, "link-data")
    rolled = [link for link in links if link["data"]["level"] == "overview"]
    between = [link for link in rolled if "region-oblast-3" in (link["from"], link["to"])]
    kinds = {
        link["data"]["manner"]: sorted(atlas["claims"][number]["kind"] for number in link["data"]["forward"])
        for link in between
    }
    assert kinds == {"stated": ["commodity", "meeting", "meeting", "meeting", "trade"], "intention": ["trade"]}
    territories = [node for node in data(html, "node-data") if node["data"]["overview"]]
    assert {node["data"]["kind"] for node in territories} == {"country", "region"}
    assert len(territories) == 13


def test_a_claim_of_one_territory_stands_at_it_and_what_has_none_is_counted(html: str) -> None:
    atlas = data(html, "atlas-data")
    (node,) = (node for node in data(html, "node-data") if node["id"] == "region-oblast-3")
    assert {atlas["claims"][number]["kind"] for number in node["data"]["overview"]["claims"]} == {"post"}
    assert atlas["rolledUp"] == {"omitted": 0, "claims": 1}


def test_an_overview_is_of_the_most_claimed_territories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "TERRITORIES", 5)
    page = views.render(crowd())
    assert sum(node["data"]["overview"] is not None for node in data(page, "node-data")) == 5
    assert data(page, "atlas-data")["rolledUp"]["omitted"] == 8


def overlaps(page: Any) -> bool:
    return bool(page.evaluate("names.some((a, i) => names.some((b, j) => i < j && meets(a, b)))"))


@BROWSER
class TestInTheBrowser:
    @pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
    def test_it_opens_with_territories_and_their_names(
        self, visitor: Visitor, html: str, size: tuple[int, int]
    ) -> None:
        page = visitor.open(html, viewport={"width": size[0], "height": size[1]})
        assert page.evaluate("[...shown.nodes].map((id) => nodes.get(id).kind).toSorted()[0]") == "country"
        assert page.evaluate("shown.nodes.size") == 13
        assert page.evaluate("names.filter((name) => nodes.has(name.id)).length") >= (13 if size[0] > 390 else 9)
        assert not overlaps(page)
        assert "сведены в свои территории" in page.inner_text("#evidence")

    def test_the_legend_counts_the_claims_of_the_level(self, visitor: Visitor, html: str) -> None:
        page = visitor.open(html)
        assert page.locator("#manners-readiness").count() == 0  # said of no territory
        page.click("#level-detail")
        assert page.inner_text("label[for=manners-readiness] small") == "1"

    @pytest.mark.parametrize(("size", "upright"), [((1280, 720), False), ((390, 844), True)])
    def test_a_wide_drawing_is_turned_on_a_phone(
        self, visitor: Visitor, html: str, size: tuple[int, int], upright: bool
    ) -> None:
        page = visitor.open(html, viewport={"width": size[0], "height": size[1]})
        places = page.evaluate("[...shown.nodes].map((id) => nodes.get(id)).map(({ x, y }) => [x, y])")
        wide, high = (max(each) - min(each) for each in zip(*places, strict=True))
        assert (high > wide) is upright

    def test_detail_is_one_press_away_and_the_address_restores_it(self, visitor: Visitor, html: str) -> None:
        page = visitor.open(html)
        page.click("#level-detail")
        assert page.evaluate("shown.nodes.size") > 60
        assert not overlaps(page)
        again = visitor.open(html, page.evaluate("location.hash"))
        assert again.inner_text("#status") == page.inner_text("#status")
        again.click("#level-overview")
        assert again.evaluate("shown.nodes.size") == 13

    def test_a_neighbourhood_is_in_detail_and_grows(self, visitor: Visitor, html: str) -> None:
        page = visitor.open(html, "#node=region-oblast-3")
        page.get_by_role("button", name="Только окрестность").click()
        assert page.evaluate("[...shown.nodes].filter((id) => nodes.get(id).kind === 'person').length") == 3
        before = page.evaluate("shown.nodes.size")
        page.evaluate("reach('country-kazakhstan')")
        page.get_by_role("button", name="Добавить его соседей").click()
        assert page.evaluate("shown.nodes.size") > before
        again = visitor.open(html, page.evaluate("location.hash"))
        assert again.inner_text("#status") == page.inner_text("#status")
        page.locator("#drawing").focus()
        page.keyboard.press("Escape")
        assert page.evaluate("shown.nodes.size") == 13

    def test_search_leads_into_the_neighbourhood_of_whom_the_overview_rolls_up(
        self, visitor: Visitor, html: str
    ) -> None:
        page = visitor.open(html)
        page.fill("#query", "министру 1 из область 7")
        page.keyboard.press("Enter")
        assert page.locator("#evidence h2").inner_text() == "Министр 1 из Область 7"
        assert page.evaluate("shown.nodes.size") == 3

    def test_search_finds_the_sentence_that_the_overview_does_not_hold(self, visitor: Visitor, html: str) -> None:
        page = visitor.open(html)
        page.fill("#query", "бюро поможет")
        page.keyboard.press("Enter")
        assert "Бюро поможет." in page.inner_text("#evidence")

    def test_a_path_between_territories_shows_the_sentences_of_its_steps(self, visitor: Visitor, html: str) -> None:
        page = visitor.open(html, "#path=region-oblast-3+region-oblast-4")
        assert page.locator("#evidence .step").count() == 2
        assert page.locator("#evidence .step blockquote").count() >= 2

    def test_a_path_to_a_person_goes_into_detail(self, visitor: Visitor, html: str) -> None:
        page = visitor.open(html, "#node=region-oblast-3")
        page.get_by_role("button", name="Путь отсюда…").click()
        page.fill("#query", "Министр 1 из область 7")
        page.keyboard.press("Enter")
        assert page.evaluate("state.rolled") is False
        assert page.locator("#evidence .step blockquote").count() >= 3
        again = visitor.open(html, page.evaluate("location.hash"))
        assert again.inner_text("#evidence") == page.inner_text("#evidence")

    def test_axe_finds_no_violation(self, visitor: Visitor, html: str) -> None:
        page = visitor.open(html, "#node=region-oblast-3")
        assert broken_rules(page, "choose({})", "goTo(false)", "choose({view: 'table'})") == []


@BROWSER
@pytest.mark.parametrize(("size", "level"), [((1280, 720), "detail"), ((390, 844), "overview"), ((390, 844), "detail")])
def test_the_eight_most_named_are_always_labelled(
    visitor: Visitor, html: str, size: tuple[int, int], level: str
) -> None:
    page = visitor.open(html, viewport={"width": size[0], "height": size[1]})
    page.evaluate(f"goTo({str(level == 'overview').lower()})")
    page.wait_for_function("names.length > 0")
    chief = (
        "[...shown.nodes].sort((a, b) => nodes.get(b).weight - nodes.get(a).weight || (a < b ? -1 : 1)).slice(0, 8)"
        ".filter((id) => !names.some((name) => name.id === id))"
    )
    assert page.evaluate(chief) == []
