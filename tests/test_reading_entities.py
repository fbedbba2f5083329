"""Named entities, employment, companies and encounters in Russian news of any kind."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import factrueval
from coopatlas.language.tokens import Mention, Sentence
from coopatlas.reading.russian import companies, employment, encounters, entities


def written(sentence: Sentence, mention: Mention) -> str:
    return sentence.text[sentence.tokens[mention.first].start - sentence.start :][
        : sentence.tokens[mention.last].end - sentence.tokens[mention.first].start
    ]


def names(text: str, kind: str) -> list[str]:
    sentences, named = entities.read(text)
    return [written(s, m) for s, own in zip(sentences, named, strict=True) for m in own if m.kind == kind]


def jobs(text: str) -> list[tuple[str, str, str]]:
    found = employment.read(*entities.read(text))
    return [
        (job.person.name, job.position, factrueval.words(job.sentence, job.where) if job.where else "")
        for job in found
        if not job.owner
    ]


def company_news(text: str) -> list[tuple[str, ...]]:
    sentences, named = entities.read(text)
    found = [fact for s, own in zip(sentences, named, strict=True) for fact in companies.read(s, own)]
    return [
        (f.owner.name, "owns", f.property.name)
        if isinstance(f, companies.Ownership)
        else (f.parties[0].name, f.type, f.parties[1].name)
        for f in found
    ]


def met(text: str) -> list[list[str]]:
    sentences, named = entities.read(text)
    return [
        [m.name for m in people] for s, own in zip(sentences, named, strict=True) for people in encounters.read(s, own)
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
        ("Как заявил глава Сбербанка Игорь Лужин, кризис не закончился.", ("Игорь Лужин", "глава", "Сбербанка")),
        ("Иван Лужин, заместитель главы «Ространса», уехал.", ("Иван Лужин", "заместитель главы", "Ространса")),
        ("Об этом рассказала корреспондент «Известий» Анна Лужина.", ("Анна Лужина", "корреспондент", "Известий")),
        ("Российский президент Олег Лужин выступил с речью.", ("Олег Лужин", "президент", "Россия")),
        ("Франция ответила. Премьер-министр Жан Лорье уехал.", ("Жан Лорье", "Премьер-министр", "Франция")),
        ("Партию «Наш дом» возглавляет Борис Лужин.", ("Борис Лужин", "", "Партию Наш дом")),
        ("Сергей Лужин был назначен ректором МГУ.", ("Сергей Лужин", "ректором", "МГУ")),
    ],
)  # fmt: skip
def test_a_position_is_read_with_its_holder(text: str, job: tuple[str, str, str]) -> None:
    assert [found for found in jobs(text) if found[2]] == [job]


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
    assert [job for job in jobs(text) if job[2]] == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Компания «Вымпел» приобрела 49% акций сети «Европа-сеть».", "purchase"),
        ("«Северсталь» объявила о покупке компании Rouge Industries.", "purchase"),
        ("Сбербанк выдал «Русалу» кредит на 4,5 млрд долларов.", "loan"),
        ("Антимонопольная служба оштрафовала «Газпром нефть».", "fine"),
        ("Газпром владеет контрольным пакетом «Сибнефти».", "owns"),
        ("Доля Газпрома в «Сибнефти» составляет 70 процентов.", "owns"),
        ("Владелец «Сибнефти» «Газпром» увеличил добычу.", "owns"),
        ("«Газпром», которому принадлежит 75% акций «Сибнефти», увеличил добычу.", "owns"),
        ("«Аэрофлот» заключил контракт с компанией Boeing.", "contract"),
        ("Контракт между «Газпромом» и компанией Boeing подписан.", "contract"),
        ("«Русал» получил кредит у Внешэкономбанка.", "loan"),
        ("Внешторгбанк вложил миллиард долларов в концерн EADS.", "investment"),
    ],
)
def test_companies_own_and_deal(text: str, fact: str) -> None:
    assert [found[1] for found in company_news(text)] == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "Компания «Вымпел» купила новое оборудование.",
        "Газпром должен построить завод.",
        "«Северсталь» владеет тремя заводами.",
    ],
)
def test_no_deal_without_another_party(text: str) -> None:
    assert company_news(text) == []


def test_an_owner_is_no_employee() -> None:
    found = list(employment.read(*entities.read("Владелец «Челси» Роман Лужин купил яхту.")))
    assert [(job.owner, job.person.name) for job in found] == [(True, "Роман Лужин")]


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
    assert met(text) == [people]


@pytest.mark.parametrize(
    "text",
    [
        "Владимир Лужин встретился с журналистами. Об этом сообщила Анна Белова.",
        "Владимир Лужин принял решение, о котором говорила Анна Белова.",
        "На встрече с избирателями Иван Лужин критиковал Анну Белову.",
    ],
)
def test_one_name_meets_nobody(text: str) -> None:
    assert met(text) == []


PIECES = (
    "глава", "Газпром", "«", "»", "(", ")", "Иван", "Лужин", ",", "и", "России", "президент", "компания", "имени", "с",
    "встретился", "купила", "акций", "зав", ".", "по", "доля", "в", "принадлежит", "Экс-министр", "🚢", "his", "\n",
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    sentences, named = entities.read(text)
    for sentence, own in zip(sentences, named, strict=True):
        for mention in own:
            assert 0 <= mention.first <= mention.head <= mention.last < len(sentence.tokens)
    factrueval.fact_blocks(sentences, named)


def test_run_files_are_written(tmp_path: Path) -> None:
    (tmp_path / "book_7.txt").write_text("Глава «Газпрома» Алексей Лужин уехал.", encoding="utf-8")
    factrueval.write(tmp_path, tmp_path / "out")
    assert (tmp_path / "out" / "book_7.task1").read_text("utf-8") == "ORG 7 8\nPER 17 13\n"
    fact = (tmp_path / "out" / "book_7.task3").read_text("utf-8")
    assert fact == "Occupation\nwho: Алексей Лужин\nwhere: Газпрома\nposition: Глава\n"


def test_the_development_half_is_read_as_well_as_reported(tmp_path: Path) -> None:
    if not factrueval.SHARED.exists():
        pytest.skip("../shared/factrueval is absent")
    factrueval.write(factrueval.SHARED / "devset", tmp_path)
    assert factrueval.score("entities", factrueval.SHARED / "devset", tmp_path) >= 0.94
    assert factrueval.score("facts", factrueval.SHARED / "devset", tmp_path) >= 0.7


def test_adjectives_of_a_body_stand_in_the_nominative() -> None:
    _, named = entities.read("Экономист Всемирного банка дал прогноз.")
    assert [m.name for own in named for m in own] == ["Всемирный банк"]
