"""What statistics say stands beside the claim: in the store, on the pages, and only as long as the claim does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import blank
import told_statistics
from browsed import BROWSER, Visitor
from coopatlas import claims, gazetteer, questions, views
from coopatlas.claims import read
from coopatlas.resolve import Resolver
from coopatlas.serve.pages import facts
from coopatlas.serve.pages.answering import make
from coopatlas.serve.pages.documents import document
from coopatlas.serve.rendering import Visit
from coopatlas.statistics import record
from coopatlas.statistics.check import check, check_all
from coopatlas.store import Store
from drawn import data
from told import DOCUMENTS


def _committed(store: Store, name: str) -> None:
    document, facts = next(one for one in DOCUMENTS if one[0].name == name)
    graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))
    store.commit(document, graph, "by hand", "2020-01-01T00:00:00Z")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with blank.new(tmp_path_factory.mktemp("compared") / "store") as opened:
        for name in ("hopes", "outcome"):
            _committed(opened, name)
        told_statistics.load(opened)
        yield opened


def _marks(store: Store) -> list[dict[str, Any]]:
    sheet = data(views.render(store, "exchange"), "sheet-data")
    return [mark for pair in sheet["pairs"] for mark in pair["marks"]]


def test_a_figure_bears_the_statistic_as_a_second_mark(store: Store) -> None:
    found = {(mark["kind"], mark["flow"], mark["point"]): mark.get("statistic") for mark in _marks(store)}
    assert found["trade", "export", 150e6] == 148.6e6
    assert found["growth", "turnover", 25] == pytest.approx(10.08, abs=0.01)


@pytest.mark.parametrize("view", ["exchange", "board", "network", "map"])
def test_every_page_tells_the_distance_in_words_on_the_card_of_the_claim(store: Store, view: str) -> None:
    atlas = data(views.render(store, view), "atlas-data")
    told = {one["statistics"]["verdict"]: one["statistics"]["words"] for one in atlas["claims"] if "statistics" in one}
    assert told["differs"]["ru"].startswith("расходится: по статистике ")
    assert told["agrees"]["en"].startswith("agrees: statistics say ")


def test_a_claim_that_a_list_has_too_says_so_on_its_card(store: Store) -> None:
    atlas = data(views.render(store, "network"), "atlas-data")
    listed = [words["en"] for one in atlas["claims"] for words in one.get("listed", ())]
    assert "also in “members of unions, reference data”: Russia – Eurasian Economic Union, 2015-01-01" in listed


def test_the_served_pages_say_it_beside_the_claim(store: Store) -> None:
    told = facts.told(store, [claim.iri for claim in read.every(store)], "en")
    beside = {words for one in told for words in one.beside}
    assert any(words.startswith("differs: statistics say 51.2M USD") for words in beside)
    assert any(words.startswith("also in “members of unions") for words in beside)
    digest = store.record("outcome").digest
    page = make(store, document, Visit("en", True, f"/document/{digest}"), digest)
    assert "differs: statistics say 199.8M USD" in page


@BROWSER
def test_the_page_of_figures_draws_it(store: Store, visitor: Visitor) -> None:
    page = visitor.open(views.render(store, "exchange"))
    assert page.locator(".interval .statistic").count() >= 5
    assert "по статистике 51,2" in page.inner_text("#sheet")
    page.locator(".figure").first.click()
    assert "по статистике" in page.inner_text("#evidence")


def test_what_is_read_back_is_what_was_found(store: Store) -> None:
    found = {one.claim.iri: one.comparison for one in check(store, {claim.iri for claim in read.every(store)})}
    kept = record.shown(store, found)
    assert kept.keys() == found.keys()
    for claim, comparison in found.items():
        own = kept[claim]
        assert (own.verdict, own.reason, len(own.rows)) == (comparison.verdict, comparison.reason, len(comparison.rows))
        assert set(own.notes) == set(comparison.notes)


def test_a_comparison_goes_with_its_document_and_a_second_check_leaves_nothing_twice(tmp_path: Path) -> None:
    with blank.new(tmp_path / "store") as opened:
        for name in ("hopes", "outcome"):
            _committed(opened, name)
        found = told_statistics.load(opened)
        assert len(check_all(opened)) == len(found)
        held = questions.ask(opened, questions.load()["statistics-beside"])
        assert len(held.rows) == len(found)
        opened.forget("outcome")
        left = questions.ask(opened, questions.load()["statistics-beside"])
        assert {row.keys[0] for row in left.rows} < {row.keys[0] for row in held.rows}
        kept = opened.query("SELECT ?x { GRAPH graph:comparisons { ?x coop:compares ?claim } }")
        assert len(kept.rows) == len(left.rows)


def test_a_statistic_is_no_claim(store: Store) -> None:
    found = questions.ask(store, questions.load()["turnover"], {"a": "Карелия", "b": "Казахстан"})
    assert not found.stated
    assert len(read.every(store)) == sum(
        len(facts) for document, facts in DOCUMENTS if document.name in {"hopes", "outcome"}
    )
