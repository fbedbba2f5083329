"""The board in a real browser: the sentence of each pair, words against deeds, order, paper."""

from typing import Any

import pytest

from browsed import BROWSER, Visitor
from coopatlas import views
from coopatlas.model import Document, Fact, Value
from drawn import Memory, Named, Names, fact

pytestmark = BROWSER
PARTIES = ("Казахстан", "Республика Карелия")


class Territories(Names):
    """Takes every party for a territory."""

    def entity(self, name: str, role_type: str, lang: str) -> Named:
        return super().entity(name, {"agent": "territory"}.get(role_type, role_type), lang)


def wish(*parties: str, kind: str = "proposal") -> Fact:
    args: dict[str, Value] = {"proposer": parties[0], "party": parties[1:], "subject": "порты"}
    if kind == "interest":
        args = {"holder": parties[0], "target": parties[1], "subject": "порты"}
    return fact(kind, args, f"{kind} {parties}", kind)


def signed(*parties: str, date: str) -> Fact:
    return fact("agreement", {"party": parties, "status": "signed", "date": date}, f"Подписали {parties} {date}.")


def opened(visitor: Visitor, *facts: Fact, address: str = "", **options: Any) -> Any:
    memory = Memory()
    memory.add(Document("d", "t", "ru", published="2018-09-11"), list(facts), Territories())
    return visitor.open(views.render(memory, "board"), address, **options)


def headline(page: Any) -> str:
    return str(page.locator(".overview .headline").inner_text())


def test_a_promise_without_a_deed_is_said_and_seen(visitor: Visitor) -> None:
    page = opened(visitor, wish(*PARTIES))
    assert headline(page) == "Предложено в 2018; дела не указаны."
    assert page.locator(".lacks").all_inner_texts() == ["не указано", "не указано"]
    assert "1 пара после слов дело не указано" in page.inner_text(".gist").replace("\n", " ")
    assert page.locator(".lane .unsaid").first.bounding_box()["width"] > 40
    page.click("#language")
    assert headline(page) == "Proposed in 2018; no deed is stated."


def test_a_deed_after_the_words_answers_them_and_an_older_one_does_not(visitor: Visitor) -> None:
    later = opened(visitor, wish(*PARTIES), signed(*PARTIES, date="2019"))
    assert headline(later) == "Предложено в 2018; соглашение – 2019; не указано: предприятие, торговля."
    assert later.locator(".lacks").count() == 0
    older = opened(visitor, wish(*PARTIES), signed(*PARTIES, date="2012"))
    assert older.locator(".lacks").count() == 1


def test_a_denial_reaches_nothing_and_is_said(visitor: Visitor) -> None:
    args: dict[str, Value] = {"party": PARTIES, "status": "existing"}
    page = opened(visitor, fact("venture", args, "Предприятия нет.", polarity="negative"))
    assert headline(page) == "Отрицается: предприятие."
    assert page.locator(".stair .on").count() == 0


def test_a_cell_leads_to_all_sentences_of_its_stage_and_the_address_restores_it(visitor: Visitor) -> None:
    facts = (
        wish(*PARTIES),
        fact("proposal", {"proposer": "Казахстан", "party": ("Республика Карелия",)}, "Ещё.", "proposal"),
    )
    page = opened(visitor, *facts)
    page.locator(".cell").focus()
    page.keyboard.press("Enter")
    assert page.locator("#evidence blockquote").count() == 2
    again = opened(visitor, *facts, address=page.evaluate("location.hash"))
    assert again.inner_text("#evidence") == page.inner_text("#evidence")


def cells(page: Any) -> list[str]:
    """Return what the cells of the first pair say; a mark as its years."""
    return [
        text.replace("\n", "").strip()
        for text in page.locator(".overview tbody tr").first.locator("td").all_inner_texts()
    ]


def test_not_stated_is_told_from_not_applicable_and_leads_to_the_words(visitor: Visitor) -> None:
    page = opened(visitor, wish(*PARTIES))
    silent, none = "не указано", "–неприменимо"
    assert cells(page) == [none, "2018", silent, silent, silent, none, silent]
    page.locator(".lacks button").first.click()
    assert "не указано; слова, за которыми этого нет" in page.inner_text("#evidence")
    assert page.locator("#evidence blockquote").count() == 1


def test_a_mission_is_no_venture_and_answers_words_about_missions_alone(visitor: Visitor) -> None:
    planned = {"sender": "Казахстан", "host": "Республика Карелия", "type": "consulate"}
    wished = fact("mission", {**planned, "status": "planned"}, "Откроют консульство.", "intention")
    page = opened(visitor, wished, wish(*PARTIES))
    assert page.locator("td.lacks").evaluate_all("all => all.map((td) => td.dataset.stage)") == [
        "Соглашение",
        "Предприятие",
        "Миссия",
    ]
    done = fact("mission", {**planned, "status": "open", "date": "2019"}, "Консульство открыли.")
    page = opened(visitor, wished, done)
    assert page.locator("td.lacks").count() == 0
    assert page.locator(".gist .answered strong").inner_text() == "1 пара"


def test_each_number_opens_what_it_counts_and_the_address_keeps_it(visitor: Visitor) -> None:
    facts = (wish("Казахстан", "Россия"), signed("Казахстан", "Россия", date="2019"), wish(*PARTIES))
    page = opened(visitor, *facts)
    for group, expected in (("unanswered", ["Казахстан — Республика Карелия"]), ("answered", ["Казахстан — Россия"])):
        page.click(f".gist [data-group={group}]")
        assert page.locator(".overview .name").all_inner_texts() == expected
    again = opened(visitor, *facts, address=page.evaluate("location.hash"))
    assert again.locator(".overview .name").count() == 1
    again.click(".lane h2 .link")
    assert again.locator("#evidence blockquote").count() == 2
    again.click("#reset")
    assert again.locator(".overview .name").count() == 2


@pytest.mark.parametrize(
    ("order", "expected"), [("reached", "Республика Карелия"), ("unanswered", "Россия"), ("latest", "Область")]
)
def test_pairs_are_ordered_as_asked(visitor: Visitor, order: str, expected: str) -> None:
    facts = (
        wish(*PARTIES),
        wish(*PARTIES, kind="interest"),
        signed(*PARTIES, date="2019"),
        wish("Казахстан", "Россия"),
        signed("Казахстан", "Область", date="2024"),
    )
    page = opened(visitor, *facts)
    page.select_option("#option", order)
    assert page.locator(".overview .name").first.inner_text() == f"Казахстан — {expected}"
    again = opened(visitor, *facts, address=page.evaluate("location.hash"))
    assert again.locator(".overview .name").first.inner_text() == f"Казахстан — {expected}"


def test_forty_pairs_are_printed_on_one_page_and_their_sentences_on_the_next(visitor: Visitor) -> None:
    facts = [
        each
        for number in range(40)
        for each in (
            wish("Казахстан", f"Длинная область {number}"),
            signed("Казахстан", f"Длинная область {number}", date="2019"),
        )
    ]
    page = opened(visitor, *facts, viewport={"width": 718, "height": 1047})  # A4 with margins of a centimetre
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".overview tbody tr").count() == 40
    assert page.evaluate("document.querySelector('.overview').getBoundingClientRect().bottom") <= 1047
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    assert page.evaluate("getComputedStyle(document.querySelector('.overview + .lane')).breakBefore") == "page"


@pytest.mark.parametrize("width", [390, 900, 1280])
def test_no_column_of_the_overview_runs_into_the_next(visitor: Visitor, width: int) -> None:
    page = opened(visitor, wish(*PARTIES), signed(*PARTIES, date="2019"), viewport={"width": width, "height": 800})
    page.locator(".cell").first.click()
    heads = (
        "[...document.querySelectorAll('.overview thead th')].filter((th) => th.scrollWidth > th.clientWidth).length"
    )
    assert page.evaluate(heads) == 0
    assert page.evaluate(
        "document.querySelector('.overview').scrollWidth <= document.getElementById('sheet').clientWidth"
    )
