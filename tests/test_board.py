"""The board of words and deeds: stages, dates, order; without a browser."""

from typing import Any

import pytest

from coopatlas import views
from coopatlas.errors import ContentError
from coopatlas.model import Document, Fact
from coopatlas.views.board import dated, extent
from drawn import Memory, Names, Plain, data, fact, sample

KAZAKHSTAN, KARELIA = "country-kazakhstan", "region-respublika-kareliya"
PARTIES = ("Казахстан", "Республика Карелия")


def board(memory: Memory, limit: int | None = None) -> Any:
    return data(views.render(memory, "board", focus=views.Focus(limit=limit)), "sheet-data")


def steps(memory: Memory, *ends: str) -> list[tuple[str, str, str | None]]:
    (pair,) = (pair for pair in board(memory)["pairs"] if pair["ends"] == sorted(ends))
    return [(mark["stage"], mark["manner"], mark["when"]) for mark in pair["marks"]]


def told(*facts: Fact, published: str | None = "2018-09-11", memory: Memory | None = None) -> Memory:
    memory = memory or Memory()
    memory.add(Document("d", "t", "ru", published=published), list(facts), Names())
    return memory


def test_words_stand_at_the_date_of_their_telling_and_deeds_at_their_own() -> None:
    assert steps(sample(), KAZAKHSTAN, KARELIA) == [
        ("interest", "interest", "2018-09-11"),
        ("exchange", "stated", "2017"),
    ]


def test_a_deed_without_a_date_is_not_dated_by_its_document() -> None:
    signed = fact("agreement", {"party": PARTIES, "status": "signed"}, "Подписано.")
    assert steps(told(signed), KAZAKHSTAN, KARELIA) == [("agreement", "stated", None)]


def test_a_planned_agreement_is_a_word() -> None:
    planned = fact("agreement", {"party": PARTIES, "status": "planned"}, "Будет.", "intention")
    prepared = fact("agreement", {"party": PARTIES, "status": "negotiated"}, "Готовится.")
    assert [step[0] for step in steps(told(planned, prepared), KAZAKHSTAN, KARELIA)] == ["negotiation", "negotiation"]


@pytest.mark.parametrize(
    ("period", "issued", "manner", "expected"),
    [
        ("2017", "2018", "stated", "2017"),
        (None, "2018", "stated", None),
        (None, "2018", "interest", "2018"),
        ("2016-03", "2018", "proposal", "2016-03"),
        ("2030", "2018-09-11", "intention", "2018-09-11"),
        ("2030", None, "intention", "2030"),
        (None, None, "interest", None),
        ("весной", "2018", "interest", "2018"),
    ],
)
def test_dates_are_stated_and_not_guessed(
    period: str | None, issued: str | None, manner: str, expected: str | None
) -> None:
    assert dated(period, issued, manner) == expected


def test_a_period_has_its_extent() -> None:
    assert extent("2017") == (2017.0, 2018.0)
    assert extent("2018-H1") == (2018.0, 2018.496)
    assert extent("весной") is None


def test_people_stand_for_whom_they_represent_and_ports_for_their_region() -> None:
    memory = told(
        fact("post", {"person": "Иван Пробный", "role": "консул", "represents": "Казахстан"}, "Консул Иван Пробный."),
        fact("proposal", {"proposer": "Иван Пробный", "party": ("порт Беломорск",), "subject": "x"}, "…", "proposal"),
    )
    memory.describe("seaport-port-belomorsk", "coop:locatedIn", KARELIA)
    memory.describe(KARELIA, "a", "x")
    (pair,) = board(memory)["pairs"]
    assert pair["ends"] == [KAZAKHSTAN, "seaport-port-belomorsk"]  # Karelia is not yet known to be a region
    memory.add(Document("e", "t2", "ru"), [fact("support", {"supporter": "Республика Карелия"}, "Поможет.")])
    (pair,) = board(memory)["pairs"]
    assert pair["ends"] == [KAZAKHSTAN, KARELIA]


def test_a_town_of_no_known_region_stands_for_its_country() -> None:
    memory = told(fact("interest", {"holder": "Казахстан", "target": "Санкт-Петербург"}, "и", "interest"))
    memory.add(Document("e", "t2", "ru"), [fact("support", {"supporter": "Россия"}, "Поможет.")])
    memory.describe("city-sankt-peterburg", "coop:locatedIn", "country-rossiya")
    (pair,) = board(memory)["pairs"]
    assert pair["ends"] == [KAZAKHSTAN, "country-rossiya"]


def test_an_organisation_stands_for_the_territory_for_which_it_speaks() -> None:
    memory = told(fact("agreement", {"party": ("МИД", "Республика Карелия"), "status": "signed"}, "Подписали."))
    assert board(memory)["pairs"] == []
    memory.describe("organization-mid", "coop:represents", KAZAKHSTAN)
    memory.add(Document("e", "t2", "ru"), [fact("support", {"supporter": "Казахстан"}, "Поможет.")])
    (pair,) = board(memory)["pairs"]
    assert pair["ends"] == [KAZAKHSTAN, KARELIA]


def test_a_region_and_its_country_are_no_pair() -> None:
    memory = told(fact("venture", {"party": ("Россия", "Республика Карелия"), "status": "existing"}, "Есть."))
    assert len(board(memory)["pairs"]) == 1
    memory.describe(KARELIA, "coop:locatedIn", "country-rossiya")
    assert (board(memory)["pairs"], board(memory)["alone"]) == ([], 1)


def test_pairs_of_more_steps_come_first_and_the_rest_is_counted() -> None:
    memory = told(
        *(fact("interest", {"holder": "Казахстан", "target": "Россия"}, f"{n}", "interest") for n in range(3)),
        fact("interest", {"holder": "Казахстан", "target": "Республика Карелия"}, "и", "interest"),
        fact("agreement", {"party": PARTIES, "status": "signed"}, "Подписано."),
    )
    assert [pair["ends"][1] for pair in board(memory)["pairs"]] == [KARELIA, "country-rossiya"]
    cut = board(memory, limit=1)
    assert (len(cut["pairs"]), cut["omitted"]) == (1, 1)
    assert len(data(views.render(memory, "board", focus=views.Focus(limit=1)), "atlas-data")["claims"]) == 2


def test_a_query_that_names_no_stage_is_an_error_of_the_view() -> None:
    row = {"claim": "urn:c", "party": "urn:p", "stage": "wedding"}
    with pytest.raises(ContentError, match=r"view board.*wedding.*a stage being one of interest, proposal"):
        views.render(Plain(row, marked="?stage"), "board")


def test_focus_on_a_territory_leaves_its_pairs_and_more_hops_those_of_its_partners() -> None:
    memory = told(
        fact("interest", {"holder": "Казахстан", "target": "Россия"}, "к", "interest"),
        fact("interest", {"holder": "Россия", "target": "Республика Карелия"}, "р", "interest"),
    )

    def ends(hops: int) -> list[list[str]]:
        focus = views.Focus(around=(f"https://w3id.org/coopatlas/id/{KAZAKHSTAN}",), hops=hops)
        return [pair["ends"] for pair in data(views.render(memory, "board", focus=focus), "sheet-data")["pairs"]]

    assert ends(1) == [[KAZAKHSTAN, "country-rossiya"]]
    assert len(ends(2)) == 2
