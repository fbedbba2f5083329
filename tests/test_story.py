"""The story of a pair: what was said, what was done, and of what no deed is told."""

from collections.abc import Iterator

import pytest

import blank
from coopatlas import claims, gazetteer
from coopatlas.errors import QuestionError
from coopatlas.model import Document, Fact, Value
from coopatlas.questions.story import story
from coopatlas.resolve import Resolver
from coopatlas.store import Store
from told_documents import AT


def put(store: Store, name: str, published: str, kind: str, args: dict[str, Value], modality: str = "stated") -> None:
    text = f"Сказано в {name}."
    facts = [Fact.plain(kind, args, text, 0, len(text), modality=modality)]
    document = Document(name, text, "ru", title=f"Документ {name}", published=published)
    graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts, None, name))
    store.commit(document, graph, "by hand", AT)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with blank.new(tmp_path_factory.mktemp("story") / "store") as held:
        fill(held)
        yield held


def fill(held: Store) -> None:
    pair: dict[str, Value] = {"party": ("Карелия", "Казахстан")}
    put(held, "a", "2018-03-01", "venture", pair | {"status": "interest"}, "interest")
    abai: dict[str, Value] = {"party": ("Карелия", "область Абай"), "type": "memorandum", "status": "signed"}
    put(held, "b", "2019-05-02", "agreement", abai)


def test_words_and_deeds_are_told_apart_with_their_sentences(store: Store) -> None:
    told = story(store, "Карелия", "Казахстан", "ru", widen=True)
    words, deeds = told.partition("Дела:")[::2]
    assert "1 марта 2018, интерес" in words
    assert "«Сказано в a.» — Документ a" in words
    assert "2 мая 2019, сообщено как факт: соглашение" in deeds
    assert "«Сказано в b.» — Документ b" in deeds


def test_what_no_deed_followed_is_told(store: Store) -> None:
    told = story(store, "Карелия", "Казахстан", "ru")
    assert "названы" in told.partition("Дела:")[2]
    assert "совместное предприятие" in told.partition("О деле после этого не сказано:")[2]


def test_a_country_counts_its_regions_only_when_widened(store: Store) -> None:
    assert "область Абай" not in story(store, "Карелия", "Казахстан", "ru")
    assert "Abai" in story(store, "Karelia", "Kazakhstan", "en", widen=True)


def test_silence_is_told_and_an_unknown_name_is_an_error(store: Store) -> None:
    assert "not stated in 2 documents" in story(store, "Karelia", "Syria", "en")
    with pytest.raises(QuestionError, match="no territory is named"):
        story(store, "Карелия", "Нигдеевия", "ru")
