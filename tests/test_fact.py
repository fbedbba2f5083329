"""A fact of typed values, and its plain view."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from coopatlas.model import EntityRef, Evidence, Fact, Figure, Filler, Period, Value, typed
from coopatlas.model.fact import figure
from coopatlas.reading.identity import tied
from coopatlas.reading.merging import merged

TEXT = "Курган принял гостей из Актобе. Вывоз муки в 2020 году превысил 40 тыс. тонн."
FIRST, SECOND = Evidence(0, 31, TEXT[:31]), Evidence(32, len(TEXT), TEXT[32:])
KURGAN = EntityRef("Курган", "territory", "city-kurgan")
AKTOBE = EntityRef("Актобе", "territory", "city-aktobe", ("city-aktobe", "region-kz-akt"), "abbreviation")
AT = TEXT.index("40"), TEXT.index("40") + 12
MORE = Figure(Decimal(40000), None, "тонна", "40 тыс. тонн")


def export(**more: object) -> Fact:
    roles = {
        "reporter": Filler(KURGAN, (0, 6), "sentence before"),
        "flow": Filler("export"),
        "value": Filler(MORE, AT),
    }
    return typed(
        "trade",
        {**roles, "period": Filler(Period("2020", date(2020, 1, 1), date(2020, 12, 31)))},
        [SECOND],
        rule="by hand",
    )


def test_the_plain_view_is_the_record_of_the_guideline() -> None:
    told = {"reporter": "Курган", "flow": "export", "value": 40000, "unit": "тонна", "bound": "min", "period": "2020"}
    assert export().args == told
    assert export().printed == "40 тыс. тонн"
    assert export().record("d")["args"] == told


@pytest.mark.parametrize(
    ("unit", "told"),
    [("USD", {"currency": "USD"}), ("TEU", {"unit": "TEU"}), ("тонна", {"unit": "тонна"}), ("", {})],
)
def test_a_figure_fills_the_roles_of_its_unit_and_its_bound(unit: str, told: dict[str, str]) -> None:
    fact = typed("trade", {"value": Filler(Figure(Decimal("2.5"), Decimal(3), unit, "2,5–3"))}, [SECOND])
    assert fact.args == {"value": 2.75, "bound": "about", **told}


def test_a_plain_fact_keeps_its_record_to_the_letter() -> None:
    args: dict[str, Value] = {"party": ("Карелия", "Казахстан"), "type": "memorandum", "date": "2018-03"}
    fact = Fact.plain("agreement", args, FIRST.text, 0, 31, speaker="Посольство", confidence=0.7)
    assert (fact.args, fact.evidence, fact.start, fact.end, fact.speaker) == (args, FIRST.text, 0, 31, "Посольство")
    assert fact.record("d") == {
        "doc": "d",
        "kind": "agreement",
        "args": {**args, "party": ["Карелия", "Казахстан"]},
        "modality": "stated",
        "polarity": "positive",
        "speaker": "Посольство",
        "evidence": FIRST.text,
        "start": 0,
        "end": 31,
        "rule": "",
        "confidence": 0.7,
    }


def test_a_record_tells_where_a_value_stands_and_what_it_may_stand_for() -> None:
    fact = typed("visit", {"visitor": [Filler(AKTOBE, (24, 30), "slot")], "destination": Filler(KURGAN)}, [FIRST])
    assert fact.record("d")["roles"]["visitor"] == [
        {
            "value": "Актобе",
            "entity": "city-aktobe",
            "candidates": ["city-aktobe", "region-kz-akt"],
            "reason": "abbreviation",
            "span": [24, 30],
            "source": "slot",
        }
    ]


def test_a_role_knows_the_sentence_that_shows_it_and_one_from_elsewhere_has_none() -> None:
    fact = export()
    (value,), (reporter,) = fact.roles["value"], fact.roles["reporter"]
    assert fact.shown(value) == SECOND
    assert fact.shown(reporter) is None
    assert TEXT[slice(*(value.span or ()))] == "40 тыс. тонн"


def test_lists_lose_repetitions_and_roles_without_a_filler_are_left_out() -> None:
    fact = typed("visit", {"visitor": [Filler(AKTOBE), Filler(AKTOBE)], "destination": None, "date": ()}, [FIRST])
    assert fact.args == {"visitor": ("Актобе",)}


@pytest.mark.parametrize("roles", [{"colour": Filler("red")}, {"person": Filler("Иван")}])
def test_a_role_that_is_not_declared_is_no_role(roles: dict[str, Filler]) -> None:
    with pytest.raises(KeyError):
        typed("visit", roles, [FIRST])


def test_a_fact_of_a_part_of_a_text_is_placed_in_the_whole_with_all_its_spans() -> None:
    whole = "Новости. " + TEXT
    placed = replace(export(), anchor=40).placed(lambda start, end: (start + 9, end + 9), whole)
    assert (placed.evidence, placed.start, placed.anchor) == (SECOND.text, SECOND.start + 9, 49)
    assert whole[slice(*(placed.roles["value"][0].span or ()))] == "40 тыс. тонн"
    assert placed.roles["flow"] == export().roles["flow"]


def test_other_args_keep_what_is_known_of_those_that_stay() -> None:
    fact = export().with_args({**export().args, "flow": "import"})
    assert fact.args["flow"] == "import"
    assert fact.roles["reporter"] == export().roles["reporter"]
    assert fact.args == {**export().args, "flow": "import"}


def test_the_figure_of_a_plain_fact_is_that_of_a_typed_one() -> None:
    plain = Fact.plain("trade", export().args, SECOND.text, 32, len(TEXT), printed="40 тыс. тонн")
    assert figure(plain, "value") == figure(export(), "value") == MORE
    assert figure(plain, "flow") is None
    assert figure(plain, "commodity") is None


def visit(destination: str, sentence: Evidence, **more: str) -> Fact:
    args: dict[str, Value] = {"visitor": ("Актобе",), "destination": destination, **more}
    return Fact.plain("visit", args, sentence.text, sentence.start, sentence.end)


def test_a_city_and_its_region_are_two_visits_each_with_its_own_sentence() -> None:
    facts = merged([visit("Курган", FIRST), visit("Курганская область", SECOND)])
    assert [(fact.args["destination"], fact.evidence) for fact in facts] == [
        ("Курган", FIRST.text),
        ("Курганская область", SECOND.text),
    ]


def test_what_two_sentences_tell_of_one_thing_rests_on_both() -> None:
    (fact,) = merged([visit("Курган", FIRST), visit("Курган", SECOND, date="2020")])
    assert fact.spans == (FIRST, SECOND)
    assert fact.args == {"visitor": ("Актобе",), "destination": "Курган", "date": "2020"}
    assert fact.shown(fact.roles["date"][0]) == SECOND


def test_a_repetition_that_adds_nothing_adds_no_sentence() -> None:
    (fact,) = merged([visit("Курган", FIRST), visit("Курган", SECOND)])
    assert fact.spans == (FIRST,)


def test_names_are_tied_to_what_they_stand_for_where_they_are_read() -> None:
    args: dict[str, Value] = {"participant": ("Болат Иманбаев",), "party": ("Казахстан", "ООО «Ничто»")}
    met = Fact.plain("meeting", args, FIRST.text, 0, 31, speaker="Болат Иманбаев")
    offer = Fact.plain("proposal", {"proposer": "Болат Иманбаев", "subject": "Казахстан"}, FIRST.text, 0, 31)
    first, second = tied([met, offer])
    person = EntityRef("Болат Иманбаев", "person")
    assert [filler.value for filler in first.roles["party"]] == [
        EntityRef("Казахстан", "territory", "country-KZ"),
        "ООО «Ничто»",
    ]
    assert first.roles["participant"][0].value == second.roles["proposer"][0].value == person
    assert first.attribution == Filler(person)
    assert second.roles["subject"][0].value == "Казахстан", "what is talked of is words"
    assert (first.args, second.args) == (met.args, offer.args)
