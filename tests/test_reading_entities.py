"""Named entities, posts and meetings in Russian news of any kind, and the run files of FactRuEval-2016."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import factrueval
from benchmarks.factrueval import runs
from coopatlas import reading
from coopatlas.language.tokens import Mention, Sentence
from coopatlas.model import Document, Fact, Value
from coopatlas.reading.russian import reader


def written(sentence: Sentence, mention: Mention) -> str:
    return sentence.text[sentence.tokens[mention.first].start - sentence.start :][
        : sentence.tokens[mention.last].end - sentence.tokens[mention.first].start
    ]


def prepared(text: str) -> Sequence[Sentence]:
    return reader.prepare(Document("news", text, "ru")).sentences


def names(text: str, kind: str) -> list[str]:
    return [written(s, m) for s in prepared(text) for m in s.names if m.kind == kind]


def facts(text: str, kind: str) -> list[Fact]:
    return [fact for fact in reading.read(Document("news", text, "ru"), judged=False) if fact.kind == kind]


def jobs(text: str) -> list[tuple[Value | None, ...]]:
    return [
        (fact.args["person"], fact.args["role"], fact.args.get("organization", fact.args.get("represents")))
        for fact in facts(text, "post")
    ]


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("Правительство Исландии попросило кредит.", "Правительство Исландии"),
        ("Об этом сообщил Комитет защиты лесов (КЗЛ).", "КЗЛ"),
        ("Жалобу подали в Европейский суд по правам человека.", "Европейский суд по правам человека"),
        ("Страны Евросоюза запретили въезд.", "Евросоюза"),
        ("Актёры театра имени Вахтангова вышли на сцену.", "театра имени Вахтангова"),
        ("Министерство финансов опровергло слухи.", "Министерство финансов"),
        ("Еврокомиссия выступила против.", "Еврокомиссия"),
        ("Об этом пишет lenta.ru со ссылкой на источник.", "lenta.ru"),
    ],
)
def test_an_organisation_is_found_at_its_full_extent(text: str, organization: str) -> None:
    assert organization in names(text, "organization")


@pytest.mark.parametrize(
    "text",
    [
        "Корабль «Союз» вернулся из космоса. Полёт «Союза» длился три дня.",
        "Он предстал перед судом по обвинению в краже.",
        "На улицах города вновь построили новые заводы и банки.",
    ],
)
def test_no_organisation_where_none_is_named(text: str) -> None:
    assert names(text, "organization") == []


def test_places_are_named_beside_their_buildings() -> None:
    assert "здания Конгресса США" in names("Митинг прошёл у здания Конгресса США.", "place")
    assert names("Самолёт приземлился в аэропорту «Домодедово».", "place") == ["Домодедово"]


def test_a_surname_told_in_full_is_found_again() -> None:
    text = "В полуфинал вышел Йохан Видсон. Видсон доволен. Спонсором Видсона выступил банк."
    assert names(text, "person") == ["Йохан Видсон", "Видсон", "Видсона"]


def test_names_in_other_letters_are_names_of_their_own() -> None:
    assert names("Об этом сказал Роберт Хьюз (Robert Hughes).", "person") == ["Роберт Хьюз", "Robert Hughes"]


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("Как заявил глава Сбербанка Игорь Лужин, кризис не закончился.", ("Игорь Лужин", "глава", "Сбербанк")),
        ("Иван Лужин, заместитель главы «Ространса», уехал.", ("Иван Лужин", "заместитель главы", "Ространс")),
        ("Об этом рассказала корреспондент «Известий» Анна Лужина.", ("Анна Лужина", "корреспондент", "Известия")),
        ("Российский президент Олег Лужин выступил с речью.", ("Олег Лужин", "президент", "Россия")),
        ("Франция ответила. Премьер-министр Жан Лорье уехал.", ("Жан Лорье", "премьер-министр", "Франция")),
        ("Сергей Лужин был назначен ректором МГУ.", ("Сергей Лужин", "ректор", "МГУ")),
    ],
)  # fmt: skip
def test_a_position_is_read_with_its_holder(text: str, job: tuple[str, str, str]) -> None:
    assert jobs(text) == [job]


def test_listed_positions_have_one_holder() -> None:
    text = "Владимир Лужин, вице-спикер Госдумы и лидер ЛДПР, раскритиковал закон."
    assert [job[1] for job in jobs(text)] == ["вице-спикер", "лидер"]
    assert {job[0] for job in jobs(text)} == {"Владимир Лужин"}


@pytest.mark.parametrize(
    "text",
    [
        "Житель Ростова Пётр Лужин выиграл миллион.",
        "Сын президента Франции Жан Лорье женился.",
        "Депутаты Госдумы Иванова не поддержали.",
    ],
)
def test_no_position_where_none_is_held(text: str) -> None:
    assert jobs(text) == []


def test_an_owner_is_no_employee() -> None:
    assert jobs("Владелец «Челси» Роман Лужин купил яхту.") == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Иван Лужин встретился в Сочи с президентом Финляндии Тарьей Халонен.", ["Иван Лужин", "Тарья Халонен"]),
        ("Переговоры Дмитрия Лужина с Ангелой Меркель прошли в Мюнхене.", ["Дмитрий Лужин", "Ангела Меркель"]),
        ("Глава МИД Германии Ян Кох провёл переговоры с Сергеем Лужиным.", ["Ян Кох", "Сергей Лужин"]),
        ("Президент Франции Жан Лорье принял в Париже Анну Белову.", ["Жан Лорье", "Анна Белова"]),
        ("Завтра Иван Лужин и Анна Белова встретятся вновь.", ["Иван Лужин", "Анна Белова"]),
    ],
)  # fmt: skip
def test_two_names_meet(text: str, people: list[str]) -> None:
    assert [fact.args["participant"] for fact in facts(text, "meeting")] == [tuple(people)]


@pytest.mark.parametrize(
    "text",
    [
        "Владимир Лужин встретился с журналистами. Об этом сообщила Анна Белова.",
        "Владимир Лужин принял решение, о котором говорила Анна Белова.",
    ],
)
def test_one_name_meets_nobody(text: str) -> None:
    assert facts(text, "meeting") == []


PIECES = (
    "глава", "Газпром", "«", "»", "(", ")", "Иван", "Лужин", ",", "и", "России", "президент", "компания", "имени", "с",
    "встретился", "купила", "акций", "зав", ".", "по", "доля", "в", "принадлежит", "Экс-министр", "🚢", "his", "\n",
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    for sentence in prepared(text):
        for mention in (*sentence.mentions, *sentence.names):
            assert 0 <= mention.first <= mention.head <= mention.last < len(sentence.tokens)
    runs.fact_blocks(reading.read(Document("news", text, "ru"), judged=False))


def test_run_files_are_written(tmp_path: Path) -> None:
    (tmp_path / "book_7.txt").write_text("Глава «Газпрома» Алексей Лужин уехал.", encoding="utf-8")
    runs.write(tmp_path, tmp_path / "out")
    assert (tmp_path / "out" / "book_7.task1").read_text("utf-8") == "ORG 7 8\nPER 17 13\n"
    fact = (tmp_path / "out" / "book_7.task3").read_text("utf-8")
    assert fact == "Occupation\nwho: Алексей Лужин\nwhere: Газпром\nposition: глава\n"


def test_the_development_half_is_read_as_well_as_reported(tmp_path: Path) -> None:
    if not factrueval.SHARED.exists():
        pytest.skip("../shared/factrueval is absent")
    runs.write(factrueval.SHARED / "devset", tmp_path)
    assert factrueval.score("entities", factrueval.SHARED / "devset", tmp_path) >= 0.94
    assert factrueval.score("facts", factrueval.SHARED / "devset", tmp_path) >= 0.59


def test_adjectives_of_a_body_stand_in_the_nominative() -> None:
    (sentence,) = prepared("Экономист Всемирного банка дал прогноз.")
    assert [m.name for m in sentence.names] == ["Всемирный банк"]
