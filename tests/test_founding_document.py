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
        ("gateways", {}, ["морские ворота", "Евразийский экономический союз"]),
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
    ("name", "given"), [("ventures-existing", {}), ("agreements-in-force", PAIR), ("trade-direction", PAIR)]
)
def test_what_the_document_does_not_say_is_refused(store: Store, name: str, given: dict[str, str]) -> None:
    answer, _ = ask(store, name, given)
    assert not answer.stated
    assert "не указано в 1 документе" in answer.silence("ru")
