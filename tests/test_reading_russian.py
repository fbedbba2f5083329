import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from coopatlas import reading
from coopatlas.language.russian import tagger
from coopatlas.model import LIST_ROLES, MODALITIES, POLARITIES, ROLES, Document, Evidence, Fact, Filler, typed
from coopatlas.reading.figures import figures
from coopatlas.reading.learned import sided
from coopatlas.reading.periods import Calendar, periods
from coopatlas.reading.russian import reader
from coopatlas.reading.russian.posts import read as read_posts
from coopatlas.reading.russian.speech import speakers

STORY = (
    "Губернатор Томской области Пётр Ветров встретился с послом Монголии в России Батбаяром Дашдоржем. "
    "За 2022 год товарооборот региона с Монголией вырос на 30% и превысил 12 млн долларов.\n"
    "«Мы хотим создать совместное предприятие в Томске», — сказал посол. Он предложил подписать меморандум."
)

AMBASSADOR, GOVERNOR, PRESS_SERVICE = "Рахим Ахмади", "Сергей Лугов", "пресс-служба правительства Омской области"


def read(text: str, published: str | None = "2023-05-17") -> list[Fact]:
    return reading.read(Document("test", text, "ru", published=published), judged=False)


def assert_sound(text: str, facts: list[Fact]) -> None:
    for fact in facts:
        assert text[fact.start : fact.end] == fact.evidence
        assert fact.anchor is None or fact.start <= fact.anchor < fact.end
        assert fact.kind in ROLES
        assert set(fact.args) <= set(ROLES[fact.kind])
        assert fact.modality in MODALITIES
        assert fact.polarity in POLARITIES
        assert 0 < fact.confidence <= 1
        for role, value in fact.args.items():
            assert isinstance(value, tuple) == ((fact.kind, role) in LIST_ROLES)
            assert value not in ("", ())


def test_a_story_is_read_whole() -> None:
    facts = read(STORY)
    assert_sound(STORY, facts)
    kinds = {fact.kind for fact in facts}
    assert {"post", "meeting", "trade", "growth", "venture", "agreement"} <= kinds
    venture = next(fact for fact in facts if fact.kind == "venture")
    assert (venture.modality, venture.speaker) == ("interest", "Батбаяр Дашдорж")


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.lower,
        lambda t: t.replace(".", "").replace(",", ""),
        lambda t: t.replace("о", "o").replace("а", "a"),
        lambda t: t.replace("»", ""),
        lambda t: t.replace("«", '"').replace("»", ""),
        lambda t: "🚢" + t.replace(" ", " 🇰🇿 ", 3),
        lambda t: t.replace("е", "е\u0301"),
        lambda t: t.replace(" ", "\u00a0"),
        lambda t: t.replace(". ", "\n- "),
        lambda t: "\n".join(f"{n}\t{w}\t|" for n, w in enumerate(t.split())),
        lambda t: t.replace("и", "и\u00ad"),
        lambda t: t[::-1],
    ],
)
def test_damaged_text_is_read_without_false_offsets(change: "object") -> None:
    assert callable(change)
    text = change(STORY)
    assert_sound(text, read(text))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(STORY.split()),
            st.sampled_from(
                ["«", "»", '"', "—", ".", ",", ":", "\n", "%", "млн", "долларов", "2022", "году", "😀", "он", "их"]
            ),
            st.text(max_size=4),
        ),
        max_size=60,
    )
)
def test_any_text_gives_sound_facts(words: list[str]) -> None:
    text = " ".join(words)
    assert_sound(text, read(text))


def test_a_sentence_of_ten_thousand_words_is_read() -> None:
    text = "Экспорт Томской области в Монголию составил 5 млн долларов и " + "бумага и картон, " * 3300
    assert_sound(text, read(text))


def test_a_ruled_line_and_a_line_of_many_sentences_cost_what_they_are_long() -> None:
    lines = ("ИТОГО" + "-" * 4_000 + " x", "А-" * 2_000 + " x", "Экспорт вырос. " * 400)
    assert [len(tagger.annotate(line)[0]) for line in lines] == [1, 1, 400]


def test_the_context_of_a_long_text_does_not_grow() -> None:
    text = "\n".join(f"Абзац {n}. {STORY}" for n in range(60))
    facts = read(text)
    assert_sound(text, facts)
    assert sum(fact.kind == "meeting" for fact in facts) >= 1


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("в прошлом году", ["2022"]),
        ("по первому полугодию текущего года", ["2023-H1"]),
        ("за январь — май 2006 года", ["2006-01/2006-05"]),
        ("к январю — июню прошлого года", ["2022-H1"]),
        ("за 8 месяцев 2021 года", ["2021-01/2021-08"]),
        ("за девять месяцев", ["2022-01/2022-09"]),
        ("в III квартале 2019 года", ["2019-Q3"]),
        ("19–20 июля 2006 года", ["2006-07-19/2006-07-20"]),
        ("12 ноября 2015 года", ["2015-11-12"]),
        ("03.04.2021", ["2021-04-03"]),
        ("31 февраля 2021 года", []),
        ("в 2023-м через порт", ["2023"]),
        ("2026–2028 годы", ["2026/2028"]),
        ("в понедельник", ["2023-05-15"]),
        ("2000 тонн и 1990 долларов", []),
    ],
)
def test_periods(text: str, labels: list[str]) -> None:
    assert [p.label for p in periods(text, "ru", Calendar("2023-05-17"))] == labels


def test_relative_dates_need_a_date_of_publication() -> None:
    assert periods("в прошлом году, в среду", "ru", Calendar(None)) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("более 15 млн долларов", [(15_000_000, "USD", "min")]),
        ("превысил 16,7 млн долларов, а был 17,2 млн", [(16_700_000, "USD", "min"), (17_200_000, "USD", "exact")]),
        ("вырос до 32 млн долларов", [(32_000_000, "USD", "exact")]),
        ("не более 5 млн евро", [(5_000_000, "EUR", "max")]),
        ("почти $1,2 млрд", [(1_200_000_000, "USD", "about")]),
        ("увеличился в 2,5 раза", [(150, "%", "exact")]),
        ("более чем вдвое", [(100, "%", "min")]),
        ("на треть", [(33, "%", "exact")]),
        ("упал на 4,5 процента", [(4.5, "%", "exact")]),
        ("1 500 000 тонн", [(1_500_000, "тонна", "exact")]),
        ("2018 год и 25 предприятий", []),
        ("58 млн", []),
    ],
)
def test_figures(text: str, found: list[tuple[float, str, str]]) -> None:
    assert [(float(f.figure.value), f.figure.unit, f.figure.bound) for f in figures(text, "ru")] == found


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("«Торговля растёт. Это важно для всех нас», — сказал посол Ирана Рахим Ахмади.", "важно", AMBASSADOR),
        ("Посол Ирана Рахим Ахмади заявил: «Торговля растёт, и это очень важно для нас».", "важно", AMBASSADOR),
        ("По словам посла Ирана Рахима Ахмади, торговля растёт.", "растёт", AMBASSADOR),
        ("Торговля растёт, сообщает пресс-служба правительства Омской области.", "растёт", PRESS_SERVICE),
        ("Губернатор Тульской области Сергей Лугов принял посла. Он отметил, что торговля растёт.", "растёт", GOVERNOR),
        ("Торговля растёт.", "растёт", None),
    ],
)
def test_speakers(text: str, words: str, speaker: str | None) -> None:
    scene = reader.prepare(Document("test", text, "ru"))
    for sentence in scene.sentences:
        list(read_posts(scene, sentence))
    place = text.index(words)
    sentence = next(s for s in scene.sentences if s.start <= place < s.end)
    assert speakers(scene).at(sentence, place) == speaker


def test_a_text_longer_than_a_part_is_read_with_offsets_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"Абзац {n}. {STORY}" for n in range(4))
    monkeypatch.setattr(reading, "LONGEST", len(text) // 3)
    facts = read(text)
    assert_sound(text, facts)
    assert sum(fact.kind == "meeting" for fact in facts) == 4


@pytest.mark.parametrize("lang", ["", "de"])
def test_an_unknown_language_gives_no_facts(lang: str) -> None:
    assert reading.read(Document("test", STORY, lang), judged=False) == []


def test_letters_without_a_name_are_read_over() -> None:
    text = "Экспорт Томской области в Монголию 𗀀 составил 5 млн долларов."
    assert any(fact.kind == "trade" for fact in read(text))


def test_a_sentence_too_long_to_parse_is_read_in_parts_once() -> None:
    text = "экспорт Томской области в Монголию составил 5 млн долларов, " * 100
    facts = read(text)
    assert_sound(text, facts)
    assert len({fact.evidence for fact in facts}) == len(facts)


def test_a_long_run_of_digits_is_no_figure() -> None:
    assert figures("товарооборот " + "1" * 400 + " млн долларов", "ru") == ()


def test_the_base_of_a_span_of_months_is_the_same_span_a_year_before() -> None:
    text = (
        "Товарооборот Томской области с Монголией за январь-август 2018 года вырос на 16% "
        "по сравнению с аналогичным периодом 2017 года."
    )
    growth = next(fact for fact in read(text) if fact.kind == "growth")
    assert (growth.args["period"], growth.args["base"]) == ("2018-01/2018-08", "2017-01/2017-08")


def test_people_of_the_beginning_of_a_long_text_are_still_known_there() -> None:
    firsts = [a + b for a in "БВГДЖЗКЛМН" for b in ("ардин", "орзов", "улин", "елёв", "икин", "ыстров")]
    crowd = " ".join(f"{name} Иванович {name}ский{end} приехал." for name in firsts for end in ("", "к", "ч"))
    facts = read("Губернатор Томской области Пётр Ветров посетил Монголию. Он посетил Казахстан.\n" + crowd)
    visits = [fact.args for fact in facts if fact.kind == "visit"]
    assert {"visitor": ("Пётр Ветров",), "destination": "Казахстан"} in visits


@pytest.mark.parametrize("change", ["вырос на", "вырос более чем на", "сократился на"])
def test_a_difference_is_no_level(change: str) -> None:
    facts = read(f"Товарооборот Томской области с Монголией в 2022 году {change} 3 млн долларов.")
    assert not [fact for fact in facts if fact.kind == "trade"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("В Пермь приехал заместитель акима Мейржан Бараханов.", "Мейржан Бараханов"),
        ("Губернатор встретился с консулом Ержаном Маратовым.", "Ержан Маратов"),
        ("На встрече с губернатором Тувы Никитой Рожкиным обсудили торговлю.", "Никита Рожкин"),
        ("По словам посла Байбагысы Токоева, это важно.", "Байбагысы Токоев"),
        ("Губернатор принял консула Чжоу Вэя.", "Чжоу Вэй"),
        ("Он принял посла Бахрома Шарифзоду.", "Бахром Шарифзода"),
        ("Они говорили о министре Олеге Бирском.", "Олег Бирский"),
        ("При поддержке консула Чехии в Перми Жараса Оркина открыт класс.", "Жарас Оркин"),
        ("В Туву приехала заместитель губернатора Омской области Алла Ручьёва.", "Алла Ручьёва"),
    ],
)
def test_the_name_of_a_man_in_the_nominative(text: str, name: str) -> None:
    found = reading.read(Document("surname", text, "ru", published="2024-03-05"), judged=False)
    assert name in {str(fact.args.get("person")) for fact in found if fact.kind == "post"}


def test_no_republic_is_an_oblast() -> None:
    text = (
        "Республика Карелия и Псковская область подписали меморандум. Гости Карелии осмотрели порт.\n"
        "Приехал заместитель губернатора области Мейржан Бараханов."
    )
    posts = [fact.args for fact in read(text) if fact.kind == "post"]
    assert [one["represents"] for one in posts] == ["Псковская область"]


def test_two_documents_with_two_sides_are_no_one_document_of_three() -> None:
    text = (
        "Губернатор Омской области подписал два соглашения: одно с Павлодарской областью, другое с Тульской областью."
    )
    assert not [fact for fact in read(text) if fact.kind == "agreement" and len(list_of(fact, "party")) > 2]
    joint = "Омская область подписала соглашение с Павлодарской областью и Тульской областью."
    assert [len(list_of(fact, "party")) for fact in read(joint) if fact.kind == "agreement"] == [3]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Порт Оля перевалил 2 млн тонн грузов.", "exact"),
        ("Экспорт Чувашии в Оман перевалил за 2 млн долларов.", "min"),
    ],
)
def test_what_a_port_handles_exceeds_nothing(text: str, bound: str) -> None:
    assert [fact.args["bound"] for fact in read(text) if fact.kind == "trade"] == [bound]


def test_a_rate_of_growth_is_what_is_above_a_hundred() -> None:
    text = "Темп роста товарооборота Рязанской области с Оманом составил 112%."
    assert [fact.args["percent"] for fact in read(text) if fact.kind == "growth"] == [12]


def test_what_never_was_is_no_figure() -> None:
    assert not read("Товарооборота с Оманом в 40 млн долларов, о котором пишут, у Рязанской области никогда не было.")


def list_of(fact: Fact, role: str) -> tuple[str, ...]:
    value = fact.args.get(role, ())
    return value if isinstance(value, tuple) else (str(value),)


def test_the_arithmetic_of_reading_runs_on_one_thread_and_that_of_others_as_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def threads() -> list[int]:
        return [int(library["num_threads"]) for library in threadpool_info() if library["user_api"] == "blas"]

    seen: list[int] = []
    monkeypatch.setattr(tagger, "_annotated", lambda *_: seen.extend(threads()))
    tagger._stages()
    before = threads()
    tagger.annotate("Текст.")
    assert seen == [1] * len(before)
    assert threads() == before


def test_several_sides_deal_with_the_one_who_speaks_and_not_with_each_other() -> None:
    text = (
        "Губернатор Рязанской области Иван Дроздов встретился с послом. «В 2023 году подписали соглашения "
        "с Бухарской областью и Навоийской областью», – сказал Дроздов."
    )
    found = [list_of(fact, "party") for fact in read(text) if fact.kind == "agreement"]
    assert found == [("Рязанская область", "Бухарская область"), ("Рязанская область", "Навоийская область")]


def test_what_is_carried_out_is_not_signed_anew() -> None:
    text = "Омская область и Тульская область подписали дорожную карту по реализации соглашения о торговле."
    found = [(fact.args["type"], fact.args["status"]) for fact in read(text) if fact.kind == "agreement"]
    assert found == [("roadmap", "signed"), ("agreement", "in_force")]


def test_goods_without_a_side_are_those_of_the_flow_told_of_last() -> None:
    def told(kind: str, start: int, **args: str) -> Fact:
        return typed(kind, {r: [Filler(v)] for r, v in args.items()}, [Evidence(start, start + 9, "Торговля.")])

    growth = told("growth", 0, reporter="Пермский край", partner="Оман", flow="export")
    goods, far = (told("commodity", start, flow="export", commodity="стекло") for start in (10, 90))
    found = list(sided([growth, goods, far], {0: 0, 10: 1, 90: 9}))
    assert [dict(fact.args).get("partner") for fact in found] == ["Оман", "Оман", None]
    assert found[1].args["reporter"] == "Пермский край"
