"""The page of the ontology tells of every term in both languages, and asks nothing of the network."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import RDF, SKOS

from browsed import BROWSER, Visitor
from coopatlas.views import ontology
from test_ontology import TERMS, VOCABULARIES
from test_questions import filled
from told import DOCUMENTS


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if name := given.get("id"):
            self.ids.append(name)
        if tag == "a":
            self.targets.add(str(given["href"]))
        elif given.get("src") or (tag == "link" and given.get("href")):
            self.loaded.append(tag)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    with filled(tmp_path_factory.mktemp("page") / "store", tuple(document.name for document, _ in DOCUMENTS)) as store:
        return ontology.page(store)


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_every_term_and_every_vocabulary_is_told_of_once(read: Reader) -> None:
    assert len(read.ids) == len(set(read.ids))
    assert {f"coop-{term.rpartition('#')[2]}" for term in TERMS} <= set(read.ids)
    schemes = VOCABULARIES.subjects(RDF.type, SKOS.ConceptScheme)
    assert {f"v-{str(scheme).rpartition('/')[2]}" for scheme in schemes} <= set(read.ids)


def test_every_link_leads_to_a_term_of_the_page_and_nothing_is_loaded(read: Reader) -> None:
    assert {target.removeprefix("#") for target in read.targets} <= set(read.ids)
    assert read.loaded == []


def test_a_term_shows_definition_examples_and_questions_in_both_languages(page: str) -> None:
    article = re.search(r'<article id="coop-Agreement">.*?</article>', page, re.DOTALL)
    assert article
    for words in (
        "соглашение",
        "agreement",
        "Карелия",
        "Karelia",
        "agreements-in-force",
        "Which agreements are in force",
    ):
        assert words in article[0]


def test_a_class_shows_what_it_excludes_its_axioms_an_example_in_turtle_and_its_kazakh_name(page: str) -> None:
    article = re.search(r'<article id="coop-Agreement">.*?</article>', page, re.DOTALL)
    assert article
    for words in ('<a href="#coop-JointVenture">', "at least 2 of “party”: “actor”", "<pre>id:agreement-", "келісім"):
        assert words in article[0]
    assert " a coop:Agreement" in article[0]
    assert "prov:Entity" in page
    assert "http://www.w3.org/ns/prov#" not in page


@BROWSER
def test_a_search_leaves_the_terms_that_hold_all_its_words(page: str, visitor: Visitor) -> None:
    tab = visitor.open(page, viewport={"width": 390, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    tab.fill("#sought", "coop:GrowthObservation БАЗО")
    shown = tab.evaluate("[...document.querySelectorAll('article:not([hidden])')].map(one => one.id)")
    assert "coop-GrowthObservation" in shown
    assert "coop-Agreement" not in shown
    assert tab.inner_text("#left") == str(len(shown))
    tab.click("#en")
    assert tab.get_attribute("#en", "aria-pressed") == "true"
    assert tab.inner_text("#coop-GrowthObservation h3").startswith("trade growth")
    tab.fill("#sought", "")
    assert not tab.evaluate("document.querySelectorAll('article[hidden], nav[hidden]').length")


def test_the_diagram_names_its_boxes_and_edges(page: str) -> None:
    diagram = page[page.index("<svg") : page.index("</svg>")]
    for words in ("утверждение", "claim", "основание", "evidence", "действующее лицо", "actor"):
        assert f">{words}</text>" in diagram


def test_the_page_is_the_same_whatever_the_order(tmp_path: Path, page: str) -> None:
    names = tuple(document.name for document, _ in DOCUMENTS)
    with filled(tmp_path / "store", names) as store:
        assert ontology.page(store) == page
