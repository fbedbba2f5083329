"""The founding document through the whole line: read, kept, asked. Its text is not part of the repository."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import blank
from coopatlas import build, questions
from coopatlas.questions import formats
from coopatlas.questions.answers import Answer
from coopatlas.store import Store

DOCUMENT = Path(__file__).parents[2] / "shared" / "corpus" / "dev" / "dev-000.json"
PAIR = {"a": "Карелия", "b": "Казахстан"}

pytestmark = pytest.mark.skipif(not DOCUMENT.is_file(), reason="the founding document is not part of the repository")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with blank.new(tmp_path_factory.mktemp("founding") / "store") as opened:
        (event,) = build.build([str(DOCUMENT)], opened)
        assert (event.outcome, event.dropped) == ("read", 0)
        yield opened


def ask(store: Store, name: str, given: dict[str, str]) -> tuple[Answer, str]:
    answer = questions.ask(store, questions.load()[name], given)
    return answer, "\n".join(" · ".join(map(str, line)) for line in formats.lines(answer, "ru"))


EMBASSY, IMANBAEV, PARFENCHIKOV = "посольство Казахстана в России", "Болат Иманбаев", "Артур Парфенчиков"


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("representatives", {}, [f"Казахстан · Санкт-Петербург · генеральный консул · {IMANBAEV}"]),
        ("posts", {}, [f"{PARFENCHIKOV} · глава · Карелия"]),
        ("diplomats", {}, [IMANBAEV]),
        (
            "speakers",
            {},
            [
                f"{EMBASSY} ·  · Казахстан",
                f"пресс-служба {EMBASSY.replace('посольство', 'посольства')} ·  · Казахстан",
                f"{IMANBAEV} · генеральный консул · Казахстан",
                f"{PARFENCHIKOV} · глава · Карелия",
            ],
        ),
        (
            "missions-named",
            {},
            [f"{EMBASSY} · посольство · Казахстан · Россия", "генеральное консульство Казахстана · генеральное"],
        ),
        ("meetings", {}, [IMANBAEV, PARFENCHIKOV, "генеральный консул", "глава"]),
        ("topics", {}, ["наиболее перспективные направления сотрудничества Карелии и Казахстана"]),
        ("event-codes", {}, ["PLOVER CONSULT; CAMEO 04"]),
        (
            "ventures-wished",
            {},
            [
                "порты Северо-Западного федерального округа ·  · интерес · Болат Иманбаев",
                "порты Карелии ·  · интерес · пресс-служба",
            ],
        ),
        ("interests", {"holder": "Казахстан"}, ["выход на западные рынки", "целлюлозно-бумажной промышленности"]),
        ("proposals", {}, [PARFENCHIKOV, "двусторонние отношения Карелии с одним из регионов Республики Казахстан"]),
        ("readiness", {}, ["генеральное консульство Казахстана", "экспорта-импорта", "готовность"]),
        ("turnover", PAIR, ["2017", "> 15 000 000 USD", "более 15 млн долларов"]),
        ("turnover-derived", PAIR, ["2016 · > 12 500 000 USD"]),
        ("growth", {}, ["20 % · 2017 · 2016", "> 16 % · 1-е полугодие 2018", PARFENCHIKOV, EMBASSY]),
        ("commodities", PAIR, ["бумага и картон", "древесина и изделия из нее", "продукты питания", "цемент"]),
        ("main-partners", {}, ["Казахстан · Карелия · отрицается"]),
        (
            "supplies",
            {"from": "Карелия"},
            ["Казахстан · части для локомотивов и другого железнодорожного транспорта · 2018"],
        ),
        ("gateways", {}, ["Карелия · морские ворота · Евразийский экономический союз"]),
        ("ports-of", {"territory": "Карелия"}, ["RUBEM", "RUKEM", "RUPES", "RUMEG"]),
        ("claims", {"said": "Иманбаев"}, ["генконсульство Казахстана готово содействовать"]),
        ("modalities", {}, ["сообщено как факт · утверждается · 16", "интерес · утверждается · 5", "отрицается · 1"]),
        ("single-source", {}, ["товарооборот, > 15 000 000 USD, 2017"]),
        ("periods-inferred", {}, ["2017 · 2018 · объём торговли", "1-е полугодие 2018 · 2018 · изменение торговли"]),
        ("words-to-deeds", PAIR, ["1 · интерес", "2 · предложение", "6 · сообщено как факт · начато"]),
        ("goods-traded", {"chapter": "48"}, ["бумага и картон"]),
        ("goods-traded", {"chapter": "2523"}, ["цемент"]),
        ("common-unions", PAIR, ["Евразийский экономический союз · Россия · Казахстан · 2015-01-01"]),
        ("within-union", {"union": "ЕАЭС"}, ["Карелия", "Северо-Западный федеральный округ", "Санкт-Петербург"]),
    ],
)
def test_what_the_document_says_is_answered(store: Store, name: str, given: dict[str, str], told: list[str]) -> None:
    answer, lines = ask(store, name, given)
    assert answer.stated
    for words in told:
        assert words in lines.replace("\u00a0", " ").replace("\u202f", " "), lines


@pytest.mark.parametrize(
    ("goods", "codes"),
    [
        ("бумага и картон", "48"),
        ("древесина и изделия из нее", "44"),
        ("продукты питания", "02; 03; 04; 07; 08; 09; 10; 11; 15; 16; 17; 18; 19; 20; 21; 22"),
        ("промышленное и электрооборудование", "84; 85"),
        ("природный камень", "2515; 2516"),
        ("штукатурка", "2520; 3214"),
        ("цемент", "2523"),
        ("части для локомотивов и другого железнодорожного транспорта", "8607"),
    ],
)
def test_the_goods_of_the_document_belong_to_their_codes(store: Store, goods: str, codes: str) -> None:
    _, lines = ask(store, "goods-classified", PAIR)
    assert [line.rpartition(" · ")[2] for line in lines.splitlines() if line.startswith(f"{goods} · ")] == [codes]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("ventures-existing", {}),
        ("agreements-in-force", PAIR),
        ("trade-direction", PAIR),
        ("companies", {}),
        ("consular-districts", {"territory": "Карелия"}),
        ("claims", {"modality": "negotiation"}),
    ],
)
def test_what_the_document_does_not_say_is_refused(store: Store, name: str, given: dict[str, str]) -> None:
    answer, _ = ask(store, name, given)
    assert not answer.stated
    assert "не указано в 1 документе" in answer.silence("ru")
