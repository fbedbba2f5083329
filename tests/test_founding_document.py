"""The founding document through the whole line: read, kept, asked. Its text is not part of the repository."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopatlas import build, formats, questions
from coopatlas.answers import Answer
from coopatlas.store import Store

DOCUMENT = Path(__file__).parents[2] / "shared" / "corpus" / "dev" / "dev-000.json"
PAIR = {"a": "Карелия", "b": "Казахстан"}

pytestmark = pytest.mark.skipif(not DOCUMENT.is_file(), reason="the founding document is not part of the repository")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("founding") / "store", create=True) as opened:
        (event,) = build.build([str(DOCUMENT)], opened)
        assert (event.outcome, event.dropped) == ("read", 0)
        yield opened


def ask(store: Store, name: str, given: dict[str, str]) -> tuple[Answer, str]:
    answer = questions.ask(store, questions.load()[name], given)
    return answer, "\n".join(" · ".join(map(str, line)) for line in formats.lines(answer, "ru"))


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("representatives", {}, ["Болат Иманбаев", "генеральный консул", "Санкт-Петербург"]),
        ("posts", {}, ["Артур Парфенчиков", "глава"]),
        ("meetings", {"territory": "Карелия"}, ["Болат Иманбаев", "Артур Парфенчиков"]),
        ("ventures-wished", {}, ["порты Северо-Западного федерального округа", "интерес"]),
        ("turnover", PAIR, ["2017", "> 15 000 000 USD", "более 15 млн долларов"]),
        ("growth", {}, ["20 %", "2016", "> 16 %"]),
        ("commodities", {}, ["бумага и картон", "древесина и изделия из нее", "цемент"]),
        ("main-partners", {}, ["отрицается"]),
        ("supplies", {}, ["части для локомотивов и другого железнодорожного транспорта", "2018"]),
        ("common-unions", PAIR, ["Евразийский экономический союз · Россия · Казахстан · 2015-01-01"]),
        ("within-union", {"union": "ЕАЭС"}, ["Карелия", "Северо-Западный федеральный округ", "Санкт-Петербург"]),
        ("gateways", {}, ["морские ворота", "Евразийский экономический союз"]),
        ("goods-traded", {"chapter": "48"}, ["бумага и картон"]),
        ("goods-traded", {"chapter": "2523"}, ["цемент"]),
        ("proposals", {}, ["Артур Парфенчиков"]),
        ("readiness", {}, ["генеральное консульство Казахстана", "готовность"]),
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
    ("name", "given"), [("ventures-existing", {}), ("agreements-in-force", PAIR), ("trade-direction", PAIR)]
)
def test_what_the_document_does_not_say_is_refused(store: Store, name: str, given: dict[str, str]) -> None:
    answer, _ = ask(store, name, given)
    assert not answer.stated
    assert "не указано в 1 документе" in answer.silence("ru")
