"""The pages of a server in a real browser: ways through them, both languages and themes, and text that stays text."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsed import BROWSER, HOSTILE, Profiles, Visitor, violations
from coopatlas import gazetteer
from coopatlas.claims import document_graph
from coopatlas.model import Document, Fact, Value
from coopatlas.resolve import Resolver
from coopatlas.store import Store
from served import Server, serving

DOCUMENT = "/documents?name=karelia-kazakhstan-2018"
PAGES = [
    "/",
    "/search?q=карелией",
    "/search?q=карелией&year=2018",
    "/id/region-RU-KR",
    "/id/person-artur-parfenchikov",
    DOCUMENT,
    "/documents",
    "/questions",
    "/questions/turnover?a=Карелия&b=KZ",
    "/views",
    "/workbench",
    "/nowhere",
]
DRESSES = [("ru-RU", "light"), ("en-US", "dark"), ("ru-RU", "dark"), ("en-US", "light")]


def hostile(number: int, text: str) -> tuple[Document, list[Fact]]:
    """Return a document that says a hostile text wherever a document says something."""
    facts: list[Fact] = []
    sentences = [f"{text} встретился с Иваном Пробным.", f"Казахстан и Карелия: {text}, 5 млн долларов."]
    body = "\n".join(sentences)
    pair: dict[str, Value] = {"reporter": "Карелия", "partner": "Казахстан", "flow": "turnover"}
    told: list[tuple[str, dict[str, Value]]] = [
        ("meeting", {"participant": (f"Пётр {text[:60]}", "Иван Пробный"), "topic": text}),
        ("trade", {**pair, "value": 5_000_000, "currency": "USD", "commodity": text[:60], "period": "2017"}),
    ]
    for (kind, args), sentence in zip(told, sentences, strict=True):
        start = body.index(sentence)
        facts.append(
            Fact.plain(kind, args, sentence, start, start + len(sentence), speaker=f"Пётр {text[:60]}", printed=text)
        )
    title, source = f"Заголовок {text}", f"javascript:boom() {text}"
    return Document(f"hostile {number} {text}", body, "ru", title=title, source=source, published="2018-01-01"), facts


@pytest.fixture(scope="module")
def server(sampled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("site") / "store"
    shutil.copytree(sampled_store, folder)
    with Store.open(folder) as store:
        for number, text in enumerate(HOSTILE):
            document, facts = hostile(number, text)
            graph = document_graph(document, facts, Resolver(gazetteer.load(), facts))
            store.commit(document, graph, "by hand", "2024-01-01T00:00:00Z")
    with serving(folder, folder.parent / "log") as server:
        # On a busy machine the index may take longer to be there than one request waits.
        assert any(server.get("/search", params={"q": "карелией"}).status_code == 200 for _ in range(6))
        yield server


class TestWithoutABrowser:
    def test_a_search_finds_the_inflected_the_transliterated_and_goods(self, server: Server) -> None:
        for typed in ("карелией", "kareliya", "Karelia"):
            assert "/id/region-RU-KR" in server.get("/search", params={"q": typed}).text
        english = server.get("/search", params={"q": "paper", "lang": "en"}).text
        assert "/id/goods-bumaga-s-kartonom" in english
        assert "бумага с картоном" not in english
        offers = server.get("/complete", params={"q": "карел", "type": "territory"}).json()
        assert offers[0]["path"] == "/id/region-RU-KR"

    def test_each_page_says_its_language_and_keeps_the_one_that_was_chosen(self, server: Server) -> None:
        page = server.get("/id/region-RU-KR", params={"lang": "en"}, headers={"Accept": "text/html"})
        assert page.headers["Content-Language"] == "en"
        assert "<h1><bdi>Karelia</bdi></h1>" in page.text
        assert 'href="/questions?lang=en"' in page.text

    def test_what_has_not_changed_is_not_sent_again(self, server: Server) -> None:
        first = server.get("/questions", headers={"Accept": "text/html"})
        again = server.get("/questions", headers={"Accept": "text/html", "If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/id/nothing", 404),
            ("/nowhere", 404),
            ("/document/0123456789abcdef", 404),
            ("/questions/nothing", 404),
            ("/views/nothing", 404),
            ("/views/network?since=<b>", 400),
            ("/search?q=" + "x" * 300, 400),
            ("/documents?page=99999&q=%00", 200),
            ("/questions/turnover?a=<script>&b=KZ", 200),
            ("/evidence?key=https://example.org/%3E%20x", 400),
            ("/id/a%3E%20b", 404),
        ],
    )
    def test_what_is_wrong_is_said_in_a_page(self, server: Server, path: str, status: int) -> None:
        page = server.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert (page.status_code, "<script>&b" in page.text) == (status, False)
        assert "default-src 'none'" in page.headers.get("Content-Security-Policy", "default-src 'none'")

    def test_a_question_that_lacks_a_parameter_asks_for_it(self, server: Server) -> None:
        page = server.get("/questions/turnover", params={"a": "Кралия", "b": "KZ", "lang": "ru"}).text
        assert "Карелия" in page
        assert 'role="alert"' in page


@BROWSER
class TestWays:
    def test_from_the_start_to_a_territory_to_a_sentence_in_its_document(
        self, server: Server, visitor: Visitor
    ) -> None:
        page = visitor.go(server.address, "/")
        page.fill("#find", "карелией")
        page.wait_for_selector("#offers li")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/id/region-RU-KR")
        assert page.inner_text("h1") == "Карелия"
        claim = page.locator("#agreement .claim").first
        claim.locator("summary").click()
        sentence = claim.locator("blockquote").inner_text()
        claim.locator(".ways a").last.click()
        page.wait_for_selector("mark.lit")
        assert page.locator("mark.lit").first.inner_text() == sentence
        assert page.locator(".fact.lit").count() == 1

    def test_a_question_is_asked_sorted_filtered_and_taken_home(self, server: Server, visitor: Visitor) -> None:
        page = visitor.go(server.address, "/questions/meetings")
        page.fill("[name=territory]", "карел")
        page.wait_for_selector("#offers-territory option", state="attached")
        page.fill("[name=territory]", page.evaluate("document.querySelector('#offers-territory').options[0].value"))
        page.click("form.ask button")
        page.wait_for_selector("#answer tbody tr")
        rows = page.locator("#answer tbody tr")
        count = rows.count()
        assert count > 1
        page.click("#answer thead button >> nth=0")
        assert page.locator("#answer th").first.get_attribute("aria-sort") == "ascending"
        page.fill("[data-filters=answer]", "2018")
        assert 0 < page.locator("#answer tbody tr:visible").count() < count
        page.locator("#answer tbody tr:visible summary").first.click()
        page.wait_for_selector("#answer blockquote")
        with page.expect_download() as started:
            page.click("a[download]:has-text('CSV')")
        text = Path(started.value.path()).read_text("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text)))) == count + 1

    def test_a_query_is_written_run_and_drawn(self, server: Server, visitor: Visitor) -> None:
        page = visitor.go(server.address, "/workbench")
        page.wait_for_selector("html[data-bench]")
        assert page.locator("#query").bounding_box()["width"] > 900
        page.select_option("#examples", "2")
        page.wait_for_selector("#shown[data-form=map] svg .spot")
        assert page.locator("#shown .land").count() == 1
        page.fill("#query", "SELECT ?a ?b (COUNT(?x) AS ?n) { ?x coop:par")
        page.keyboard.press("End")
        page.wait_for_selector("#completions li")
        page.keyboard.press("Enter")
        assert "coop:participant " in page.input_value("#query")
        page.keyboard.type("?a , ?b FILTER(STR(?a) < STR(?b)) } GROUP BY ?a ?b")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+Enter")
        page.locator("#status", has_text="строк").wait_for()
        for form, drawn in (("network", "svg line"), ("chart", "svg .bar"), ("table", "tbody a")):
            page.click(f"#outcome [data-show={form}]")
            page.wait_for_selector(f"#shown[data-form={form}] {drawn}")
        assert page.locator("#shown tbody td bdi", has_text="Артур Парфенчиков").count()
        assert page.locator("#shown tbody a").first.get_attribute("href").startswith("/id/")

    def test_an_error_of_a_query_is_shown_at_its_place(self, server: Server, visitor: Visitor) -> None:
        page = visitor.go(server.address, "/workbench")
        page.fill("#query", "SELECT ?a {\n  ?a ?b ?c .\n  FILTER(\n}")
        page.click("#run")
        page.wait_for_selector("#problem:visible")
        assert "4:2" in page.inner_text("#problem")
        assert page.evaluate("document.getElementById('query').selectionStart") == 36
        visitor.trouble[:] = [one for one in visitor.trouble if "400" not in one]  # the browser tells of the answer

    def test_a_view_leads_to_the_pages_of_what_it_shows(self, server: Server, visitor: Visitor) -> None:
        page = visitor.go(server.address, "/views/network?around=Карелия#node=region-RU-KR")
        page.click("#evidence h2 a")
        page.wait_for_url("**/id/region-RU-KR*")
        page.click("nav.site a[href^='/views']")
        page.wait_for_url("**/views*")


@BROWSER
def test_a_search_is_narrowed_by_keys_and_the_address_keeps_it(server: Server, visitor: Visitor) -> None:
    page: Any = visitor.go(server.address, "/search?q=карелией")
    page.locator(".narrow > summary").press("Enter")
    year = page.locator("#facet-year ~ .chips a").first
    count = year.locator("small").inner_text()
    year.press("Enter")
    page.wait_for_url("**year=*")
    assert page.locator(".quotes > li").count() == int(count)
    assert page.locator("#facet-year ~ .chips a").inner_text().split()[-1] == "снять"
    page.locator("#facet-kind ~ .chips a").first.press("Enter")
    page.wait_for_url("**kind=*")
    assert "year=" in page.url
    assert page.locator(".facets [aria-current]").count() == 2
    title, chosen = (page.locator(where).bounding_box() for where in (".narrow > summary", ".facets"))
    assert chosen["y"] >= title["y"] + title["height"]
    assert chosen["x"] == title["x"]  # below it, and not beside it
    page.goto(f"{server.address}/search?q=карелией&year=1066")
    assert page.locator(".quotes, .hits").count() == 0
    page.get_by_text("Искать без сужения").click()
    page.wait_for_url(lambda address: "year" not in address)
    assert page.locator(".quotes > li").count() > 0
    assert page.locator("summary").count() > 0


@pytest.fixture(scope="module")
def dressed(profiles: Profiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """A visitor who stays for all pages."""
    visitor = Visitor(tmp_path_factory.mktemp("dressed"), profiles, stays=True)
    yield visitor
    visitor.leave()


@BROWSER
@pytest.mark.parametrize(("place", "path"), list(enumerate(PAGES)), ids=lambda one: str(one)[:24])
def test_axe_finds_no_violation_and_a_phone_holds_the_page(
    server: Server, dressed: Visitor, place: int, path: str
) -> None:
    for locale, scheme in DRESSES[place % 2 * 2 : place % 2 * 2 + 2]:
        page = dressed.go(server.address, path, locale=locale, color_scheme=scheme)
        assert violations(page) == []
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        dressed.leave()
    trouble, dressed.trouble = dressed.trouble, []
    assert [one for one in trouble if not (path == "/nowhere" and "404" in one)] == []


@BROWSER
def test_no_text_of_a_document_is_ever_run(server: Server, visitor: Visitor) -> None:
    listed = server.get("/api/documents", params={"limit": 100}).json()
    hostile_ones = [one for one in listed if one["name"].startswith("hostile")]
    assert len(hostile_ones) == len(HOSTILE)
    page: Any = visitor.go(server.address, "/documents")
    for one in hostile_ones:
        page.goto(f"{server.address}/document/{one['iri'].rpartition('/')[2]}")
        assert "встретился с Иваном Пробным" in page.inner_text(".text")
        assert page.locator("a[href^='javascript']").count() == 0
    person = server.get("/complete", params={"q": "Пробный", "type": "person"}).json()[0]["path"]
    for path in (
        "/id/region-RU-KR",
        person,
        "/search?q=пробный",
        "/questions/meetings",
        "/views/people",
    ):
        page.goto(server.address + path)
    page.goto(f"{server.address}/search?q=%3Cscript%3Eboom()%3C/script%3E%22%3E")
    assert page.locator("main script").count() == 0
