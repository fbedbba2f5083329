"""What sources say beyond the guideline's roles can be said, and asked for: goods of a figure, shares, terms, ways."""

from collections.abc import Iterator

import pytest

import blank
from coopatlas import claims, gazetteer, questions
from coopatlas.model import Document, Fact, Value
from coopatlas.ontology import validate
from coopatlas.questions import formats
from coopatlas.resolve import Resolver
from coopatlas.store import Store

KARELIA, KAZAKHSTAN = "Республика Карелия", "Казахстан"
PAIR: dict[str, Value] = {"reporter": KARELIA, "partner": KAZAKHSTAN}
TOLD: tuple[tuple[str, dict[str, Value]], ...] = (
    ("trade", {**PAIR, "flow": "turnover", "value": 7, "currency": "USD", "period": "2019"}),
    ("trade", {**PAIR, "flow": "turnover", "value": 5, "currency": "USD", "period": "2019", "commodity": "бумага"}),
    ("growth", {**PAIR, "flow": "export", "percent": 12, "period": "2019", "commodity": "бумага"}),
    ("commodity", {**PAIR, "flow": "export", "commodity": "мука", "value": 3, "currency": "USD", "share": 25}),
    ("partner", {"party": KAZAKHSTAN, "of": KARELIA, "rank": "2", "share": 8.5, "period": "2019"}),
    (
        "route",
        {"from": "Актау", "to": "Астана", "mode": "rail", "status": "operating", "through": ("Актобе", "Костанай")},
    ),
    ("venture", {"party": (KARELIA, KAZAKHSTAN), "status": "existing", "number": 12, "value": 4, "currency": "USD"}),
    (
        "mission",
        {
            "sender": KAZAKHSTAN,
            "host": "Санкт-Петербург",
            "type": "consulate_general",
            "status": "operating",
            "added": (KARELIA,),
            "removed": ("Псковская область",),
        },
    ),
    ("post", {"person": "Лидия Вершинина", "role": "глава", "represents": KARELIA, "start": "2017-02", "end": "2022"}),
)
TEXT = "Это образец."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    document = Document("fuller", TEXT, "ru", title="«fuller»", published="2020")
    facts = [Fact.plain(kind, args, TEXT, 0, len(TEXT)) for kind, args in TOLD]
    graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))
    assert validate.violations(graph) == [], "no shape is broken, no unit or place unknown"
    with blank.new(tmp_path_factory.mktemp("fuller") / "store") as opened:
        opened.commit(document, graph, "by hand", "2026-01-01T00:00:00+00:00")
        yield opened


def asked(store: Store, question: str, **given: str) -> list[dict[str, str]]:
    answer = questions.ask(store, questions.load()[question], given)
    names = [column.name for column in answer.columns]
    return [dict(zip(names, line, strict=True)) for line in formats.lines(answer, "en")]


def test_the_turnover_of_one_group_of_goods_is_not_that_of_the_pair(store: Store) -> None:
    assert [row["value"] for row in asked(store, "turnover", a="Карелия", b="Казахстан")] == ["7 USD"]
    figures = {row["value"]: row["commodity"] for row in asked(store, "trade-figures")}
    assert figures == {"7 USD": "", "5 USD": "paper and paperboard"}
    assert asked(store, "figures-disagree") == []
    assert [row["value"] for row in asked(store, "trade-partners", a="Карелия")] == ["7 USD"]


def test_growth_may_be_that_of_goods(store: Store) -> None:
    assert [(row["commodity"], row["value"]) for row in asked(store, "growth")] == [("paper and paperboard", "12 %")]


def test_goods_have_their_value_and_their_share(store: Store) -> None:
    (row,) = asked(store, "commodities")
    assert (row["commodity"], row["value"], row["share"]) == ("flour", "3 USD", "25 %")


def test_a_partner_has_a_share_and_a_period(store: Store) -> None:
    (row,) = asked(store, "main-partners")
    assert (row["number"], row["share"], row["period"]) == ("2", "8.5 %", "2019")


def test_a_route_is_found_by_what_it_leads_through(store: Store) -> None:
    (row,) = asked(store, "routes", a="Костанай")
    assert set(row["through"].split("; ")) == {"Aktobe", "Kostanay"}


def test_ventures_are_counted(store: Store) -> None:
    assert [row["number"] for row in asked(store, "ventures-existing")] == ["12"]


def test_the_district_of_a_mission_changes(store: Store) -> None:
    (row,) = asked(store, "missions")
    assert (row["added"], row["removed"]) == ("Karelia", "Pskov Oblast")


def test_a_post_has_its_beginning_and_its_end(store: Store) -> None:
    (row,) = asked(store, "posts")
    assert (row["start"], row["end"]) == ("February 2017", "2022")
