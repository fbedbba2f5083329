"""An empty answer says how far it is to be relied on, and what is near."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from coopatlas import claims, gazetteer, questions
from coopatlas.model import Document, Fact, Value, kinds
from coopatlas.ontology.measured import measured
from coopatlas.resolve import Resolver
from coopatlas.store import Store
from told_documents import AT

README = Path(__file__).parents[1] / "README.md"


def put(store: Store, name: str, args: dict[str, Value], kind: str = "agreement", confidence: float = 1.0) -> None:
    text = f"{name}: сказано."
    facts = [Fact.plain(kind, args, text, 0, len(text), confidence=confidence)]
    document = Document(name, text, "ru", published="2020-03-10")
    graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts, None, name))
    store.commit(document, graph, "by hand", AT)


@pytest.fixture(scope="module")
def store() -> Store:
    held = Store(Path("memory"), ox.Store())
    signed: dict[str, Value] = {"party": ("Республика Карелия", "Казахстан"), "type": "agreement", "status": "signed"}
    put(held, "a", signed | {"date": "2019"})
    put(held, "b", {"party": ("Псковская область", "Казахстан"), "type": "agreement"}, confidence=0.3)
    return held


def near(store: Store, question: str, **given: str) -> list[tuple[dict[str, str], int]]:
    found = questions.load()[question]
    assert not questions.ask(store, found, given).stated
    return [(dict(one.given), one.rows) for one in questions.near_answers(store, found, given)]


def test_the_region_of_a_city_is_told_where_the_city_has_no_answer(store: Store) -> None:
    asked = {"a": "Петрозаводск", "b": "Казахстан"}
    assert near(store, "agreements", **asked) == [({"a": "Карелия", "b": "Казахстан"}, 1)]


def test_another_year_is_told(store: Store) -> None:
    asked = {"a": "Карелия", "b": "Казахстан", "year": "2001"}
    assert near(store, "agreements", **asked) == [({"a": "Карелия", "b": "Казахстан"}, 1)]


def test_nothing_is_near_where_nothing_is_told(store: Store) -> None:
    assert near(store, "agreements", a="Саратов", b="Сирия") == []


def test_to_widen_is_to_count_what_is_around(store: Store) -> None:
    question = questions.load()["agreements"]
    asked = {"a": "Петрозаводск", "b": "Казахстан"}
    assert len(questions.ask(store, question, asked, widen=True).rows) == 1


def test_what_was_read_unsurely_is_counted(store: Store) -> None:
    question = questions.load()["agreements"]
    assert questions.unsure(store, question, {"a": "Псковская область", "b": "Казахстан"}) == 1
    assert questions.unsure(store, question, {"a": "Карелия", "b": "Казахстан"}) == 0


def test_an_answer_tells_how_well_its_kinds_are_read(store: Store) -> None:
    answer = questions.ask(store, questions.load()["agreements"], {"a": "Сирия"})
    own = measured()["agreement"]
    told = answer.reliability("en")
    assert "Documents: 2" in told
    assert f"{round(100 * own.right)} % of what is read is right" in told
    assert f"{round(100 * own.found)} % of what is said is found" in told


def test_the_table_of_the_readme_is_what_was_measured() -> None:
    rows = re.findall(
        r"^\| (\w+) \| (\d+) % \| (\d+) % \| (\d+) % \| (\d+) % \|$", README.read_text("utf-8"), re.MULTILINE
    )
    shown = {kind: tuple(map(int, told)) for kind, *told in rows}
    known = {
        kind: tuple(round(100 * one) for one in (m.right, m.found, m.values_right, m.values_found))
        for kind, m in measured().items()
    }
    assert shown == known
    assert known.keys() == kinds().keys()
