"""The day of a text, the day of a fact and its firmness agree, and what a sentence leaves open goes with its whole."""

from coopatlas import reading
from coopatlas.model import Document, Fact


def read(text: str, kind: str, published: str = "2024-05-14", lang: str = "ru") -> list[Fact]:
    facts = reading.read(Document("one", text, lang, published=published), judged=False)
    return [fact for fact in facts if fact.kind == kind]


def test_a_noun_with_a_day_to_come_is_a_plan() -> None:
    (visit,) = read("27 мая – поездка делегации Омской области в Павлодар.", "visit")
    assert (visit.modality, visit.args["date"]) == ("intention", "2024-05-27")
    (visit,) = read("27 апреля – поездка делегации Омской области в Павлодар.", "visit")
    assert (visit.modality, visit.args["date"]) == ("stated", "2024-04-27")


def test_a_deed_has_no_day_to_come() -> None:
    (agreement,) = read("В ноябре Омская область и Павлодар подписали соглашение.", "agreement", "2024-01-21")
    assert (agreement.modality, agreement.args["date"]) == ("stated", "2023-11")
    text = "Омская область и Павлодар подписали контракт, отгрузка намечена на август 2024 года."
    (agreement,) = read(text, "agreement")
    assert (agreement.modality, agreement.args["status"]) == ("stated", "signed")
    assert "date" not in agreement.args


def test_no_date_is_made_that_the_calendar_lacks() -> None:
    (agreement,) = read("29 февраля Омская область и Павлодар подписали соглашение.", "agreement", "2024-01-21")
    assert "date" not in agreement.args


def test_money_is_as_firm_as_its_project() -> None:
    text = "Омская область и Павлодар обсудили создание совместного завода в Таре. Стоимость проекта – 3 млрд рублей."
    (investment,) = read(text, "investment")
    assert investment.modality == "negotiation"
    text = "Омская область и Павлодар создали совместный завод в Таре. Стоимость проекта – 3 млрд рублей."
    (investment,) = read(text, "investment")
    assert investment.modality == "stated"


def test_what_is_counted_is_as_firm_as_its_figure() -> None:
    text = "Омская область намерена отправлять в Китай 5 млн тонн угля в год."
    assert {fact.modality for fact in read(text, "commodity")} == {"intention"}
    text = "Омская область отправила в Китай 5 млн тонн угля за год."
    assert {fact.modality for fact in read(text, "commodity")} == {"stated"}


def test_the_learned_part_adds_nothing_that_rules_found_unclaimed() -> None:
    text = "Побратимами Казань и Бурса стали бы ещё весной, если бы не карантин."
    assert reading.read(Document("one", text, "ru")) == []
