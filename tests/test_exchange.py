"""The page of figures: bounds, bases, goods; without a browser."""

from typing import Any

import pytest

from coopatlas import views
from coopatlas.errors import ContentError
from coopatlas.model import Document, Value
from drawn import Memory, Names, Plain, data, fact, sample


def figures(memory: Memory, kind: str) -> list[dict[str, Any]]:
    sheet = data(views.render(memory, "exchange"), "sheet-data")
    return [mark for pair in sheet["pairs"] for mark in pair["marks"] if mark["kind"] == kind]


def test_a_figure_keeps_its_open_bound_unit_and_period() -> None:
    (mark,) = figures(sample(), "trade")
    assert (mark["point"], mark["lower"], mark["upper"], mark["inclusive"]) == (None, 15e6, None, False)
    assert (mark["flow"], mark["unit"], mark["when"]) == ("turnover", "USD", "2017")


def test_growth_keeps_its_base_and_its_approximation() -> None:
    (mark,) = figures(sample(), "growth")
    assert (mark["point"], mark["about"], mark["base"]) == (20.0, True, "2016")


def test_goods_have_their_names() -> None:
    (mark,) = figures(sample(), "commodity")
    assert mark["goods"] == {"ru": "бумага и картон"}


def test_claims_of_two_documents_about_one_figure_stand_beside_each_other() -> None:
    memory = sample()
    ends = {"reporter": "Республика Карелия", "partner": "Казахстан", "flow": "turnover"}
    again = fact("trade", {**ends, "value": 16_000_000, "currency": "USD", "period": "2017"}, "Оборот – 16 млн.")
    memory.add(Document("other", "t", "ru", "Другой"), [again], Names())
    assert sorted((mark["point"] or mark["lower"]) for mark in figures(memory, "trade")) == [15e6, 16e6]


PAIR = {"reporter": "Республика Карелия", "partner": "Казахстан", "flow": "turnover"}


def told(memory: Memory, name: str, kind: str, speaker: str | None = None, **args: Value) -> Memory:
    memory.add(Document(name, name, "ru", name), [fact(kind, {**PAIR, **args}, name, speaker=speaker)], Names())
    return memory


def test_one_figure_of_one_speaker_in_two_documents_is_one_mark() -> None:
    memory = Memory()
    for name, speaker in (("один", "Иван Пробный"), ("два", "Иван Пробный"), ("три", "Анна Примерова")):
        told(memory, name, "trade", speaker, value=5, currency="USD", period="2017")
    assert sorted(len(mark["claims"]) for mark in figures(memory, "trade")) == [1, 2]


def test_goods_named_by_two_documents_are_one_mark_with_both_claims() -> None:
    memory = told(
        told(Memory(), "один", "commodity", commodity="сталь", period="2017"), "два", "commodity", commodity="сталь"
    )
    (mark,) = figures(memory, "commodity")
    assert len(mark["claims"]) == 2
    assert "when" not in mark  # each claim has its own date


def test_two_writings_of_one_group_are_one_mark_that_keeps_the_words_told() -> None:
    memory = Memory()
    for name, goods in (("один", "сталь"), ("два", "стальной прокат"), ("три", "сталь и зерно"), ("четыре", "туризм")):
        told(memory, name, "commodity", commodity=goods)
    memory.classify("сталь", "goods-steel")
    memory.classify("стальной прокат", "goods-steel")
    memory.classify("сталь и зерно", "goods-steel", "goods-grain")
    found = {next(iter(mark["goods"].values())): mark for mark in figures(memory, "commodity")}
    assert set(found) == {"goods-steel", "сталь и зерно", "туризм"}
    group = found["goods-steel"]
    assert len(group["claims"]) == 2
    assert group["told"] == [{"ru": "сталь"}, {"ru": "стальной прокат"}]
    assert "told" not in found["туризм"]


def test_a_query_without_ends_is_an_error_of_the_view() -> None:
    with pytest.raises(ContentError, match=r"view exchange.*select \?claim \?from \?to"):
        views.render(Plain({"claim": "urn:c", "to": "urn:a"}, marked="?from"), "exchange")
