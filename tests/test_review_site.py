"""The review desk on the server: by keyboard alone, seen by a second browser, closed to who has no token."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import napping
from browsed import BROWSER, HOSTILE, Visitor
from coopatlas import reading
from coopatlas.model import Document, Fact, Value
from coopatlas.review import writing
from coopatlas.review.decisions import Decisions, Docket
from coopatlas.serve import atlas
from coopatlas.serve.pages import desk
from coopatlas.serve.settings import Settings
from coopatlas.store import Store
from desk import GREW, MET, READ, SENT, SIGNED, House
from served import Server, apart, serving, visiting

TOKEN = "open sesame, and be quick"
NASTY = [text.replace("\n", " ")[:200] for text in HOSTILE]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    found = House(tmp_path_factory.mktemp("desk"), READ)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read", found.reader)
        found.tell(MET, SIGNED, GREW, SENT)
        found.build()
    facts, text = [], ""
    for one in NASTY:
        sentence = f"{one} встретился с Иваном Реутовым."
        start, text = len(text), f"{text}{sentence}\n"
        told: dict[str, Value] = {"participant": (one, "Иван Реутов"), "topic": (one,)}
        facts.append(Fact.plain("meeting", told, sentence, start, start + len(sentence), rule=one, confidence=0.5))
    document = Document("nasty", text, "ru", title=NASTY[0])
    with Store.open(found.folder / "store") as store:
        written = writing.told(document, facts, Docket())
        store.commit(document, written.graph, "by hand", "2024-01-01T00:00:00Z", written.kept)
    return found


@pytest.fixture(scope="module")
def server(house: House) -> Iterator[Server]:
    with serving(house.folder / "store", house.folder / "log", "--review-token", TOKEN) as found:
        yield found


def decisions(house: House) -> Decisions:
    return Decisions.read(house.folder / "decisions.jsonl")


def key(server: Server, sentence: str) -> str:
    claims = server.get("/review/queue").json()
    return next(str(one["key"]) for one in claims if one["sentence"] == sentence)


class TestWithoutABrowser:
    def test_nothing_is_written_without_the_token(self, house: House, server: Server) -> None:
        wanted = {"action": "reject", "key": key(server, MET)}
        assert server.post("/review/decide", json=wanted).status_code == 401
        wrong = {"Authorization": "Bearer open barley"}
        assert server.post("/review/decide", json=wanted, headers=wrong).status_code == 401
        assert server.post("/review/sign-in", json={"who": "Ева", "token": "x"}).status_code == 403
        forged = {"Cookie": "coopatlas-review=0JXQstCw.9999999999.00"}
        assert server.post("/review/decide", json=wanted, headers=forged).status_code == 401
        assert not decisions(house).every

    def test_nothing_is_written_in_the_name_of_a_reviewer_by_another_site(self, house: House, server: Server) -> None:
        with httpx.Client(base_url=server.address, timeout=60) as client:
            own = {"Origin": server.address}
            assert client.post("/review/sign-in", json={"who": "Анна", "token": TOKEN}, headers=own).status_code == 200
            state = client.get("/review/state").json()
            assert state["who"] == "Анна"
            wanted = {"action": "reject", "key": key(server, MET)}
            right = {"X-CSRF-Token": state["csrf"]}
            for headers in (own, right, {**right, "Origin": "https://evil.example"}, {**own, "X-CSRF-Token": "0"}):
                assert client.post("/review/decide", json=wanted, headers=headers).status_code == 403
        assert not decisions(house).every

    def test_what_is_no_decision_is_told_in_one_line(self, server: Server) -> None:
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        for told in (
            {"action": "dance"},
            {"action": "confirm", "key": "zz"},
            {"action": "confirm", "key": "0" * 12},
            {"action": "correct", "key": key(server, MET), "settings": ["colour=синий"]},
            {"action": "correct", "key": key(server, GREW), "settings": ["value=inf"]},
            {"action": "add", "document": "x", "kind": "meeting"},
            {"action": "add", "document": "<x y>", "kind": "meeting"},
            {"action": "reject", "key": ["a"]},
        ):
            answer = server.post("/review/decide", json=told, headers=bearer)
            assert answer.status_code == 400, told
            assert answer.text.count("\n") == 1
        half = b'{"who": "x", "token": "\\ud800"}'
        assert (
            server.post("/review/sign-in", content=half, headers={"Content-Type": "application/json"}).status_code
            == 400
        )

    def test_no_query_is_smuggled_in_by_a_day(self, server: Server) -> None:
        wanted = '2024-01-01T00:00:00Z"^^xsd:dateTime) FILTER(true) } #'
        answer = server.get("/review/queue", params={"since": wanted})
        assert (answer.status_code, answer.text.count("\n")) == (400, 1)
        assert server.get("/review/queue", params={"since": "2000-01-01"}).json()

    def test_a_server_without_a_token_is_closed(self, house: House) -> None:
        async def asked() -> None:
            async with visiting(house.folder / "store") as closed:
                told = await closed.post("/review/decide", json={}, headers={"Authorization": "Bearer x"})
                assert told.status_code == 403
                assert not (await closed.get("/review/state")).json()["open"]

        apart(asked())

    @pytest.mark.parametrize("work", [napping.note, napping.note_and_perish])
    def test_what_is_noted_and_takes_too_long_or_is_lost_is_not_told_as_failed(
        self, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[..., None]
    ) -> None:
        monkeypatch.setattr(atlas, "_WRITING", 2.0)
        monkeypatch.setattr(desk, "decide", work)
        settings = Settings(review_token=TOKEN, decisions=str(tmp_path / "decisions.jsonl"))

        async def asked() -> None:
            async with visiting(house.folder / "store", settings) as client:
                wanted = {"action": "undo", "id": "0", "who": "Анна"}
                told = await client.post("/review/decide", json=wanted, headers={"Authorization": f"Bearer {TOKEN}"})
                assert (told.status_code, told.json()["verdict"], told.json()["later"]) == (202, "undo", True)

        apart(asked())
        assert len((tmp_path / "decisions.jsonl").read_text("utf-8").splitlines()) == 1


def tab_to(page: Any, selector: str) -> None:
    """Go to an element by the tab key."""
    for _ in range(80):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by keyboard to {selector}")


def choose(page: Any, selector: str, value: str) -> None:
    """Choose from a list by the arrow keys."""
    tab_to(page, selector)
    page.keyboard.press("Home")
    for _ in range(40):
        if page.locator(selector).input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no way by keyboard to {value}")


def signed_in(visitor: Visitor, server: Server, who: str) -> Any:
    page = visitor.go(server.address, "/review")
    page.wait_for_selector("#desk[data-started]")
    tab_to(page, "input[name=who]")
    page.keyboard.type(who)
    tab_to(page, "input[name=token]")
    page.keyboard.type(TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector(".card-review.now")
    return page


def until(page: Any, told: Callable[[], bool]) -> None:
    for _ in range(300):
        if told():
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.locator("[role=status]").inner_text())


@BROWSER
def test_one_decides_by_keyboard_alone_and_another_sees_it(visitor: Visitor, house: House, server: Server) -> None:
    page, other = signed_in(visitor, server, "Анна"), signed_in(visitor, server, "Борис")
    whole = other.locator(".card-review").count()

    def last() -> tuple[str, str, str]:
        every = decisions(house).every
        one = every[-1] if every else None
        return (one.verdict, one.who, one.sentence) if one else ("", "", "")

    def go_to(sentence: str) -> None:
        while sentence not in page.locator(".card-review.now").inner_text():
            page.keyboard.press("j")

    go_to(SIGNED)
    page.keyboard.press("c")
    choose(page, "select[name=status]", "planned")
    choose(page, "select[name=modality]", "intention")
    tab_to(page, "input[name=why]")
    page.keyboard.press("Enter")
    until(page, lambda: last() == ("correct", "Анна", SIGNED))
    until(other, lambda: other.locator(".card-review").count() < whole)
    assert "Анна 1" in other.locator(".counts-live").inner_text()
    page.wait_for_selector(".card-review.now")
    go_to(MET)
    page.keyboard.press("n")
    until(page, lambda: last() == ("reject", "Анна", MET))
    page.wait_for_selector(f".card-review.now:not(:has-text('{MET}'))")
    page.keyboard.press("u")
    until(page, lambda: last()[0] == "undo")
    until(page, lambda: page.locator(f".card-review:has-text('{MET}')").count() == 1)
    document = str(page.locator(f".card-review:has-text('{MET}') a").get_attribute("href"))
    added(page, server, document, last)
    told = server.get("/review/queue", params={"document": document.rpartition("/")[2]}).json()
    assert {one["sentence"]: one["verdict"] for one in told} == {MET: "", SIGNED: "corrected", GREW: "", SENT: "added"}
    text = other.goto(server.address + document).text()
    assert "исправлено человеком" in text
    assert "Анна" in text


def added(page: Any, server: Server, document: str, last: Callable[[], tuple[str, str, str]]) -> None:
    """Add a missed fact on the page of a document: mark its words, choose its kind and roles."""
    page.goto(server.address + document)
    page.wait_for_selector("#desk[data-started]", state="attached")
    page.keyboard.press("e")
    page.wait_for_selector("body.editing")
    page.wait_for_selector(".fact.now")
    page.keyboard.press("a")
    area = page.locator(".adding textarea")
    while area.input_value() != SENT:
        page.keyboard.press("PageDown")
    choose(page, "select[name=kind]", "supply")
    tab_to(page, "input[name=supplier]")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    for _ in SENT[: SENT.index(" ")]:
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Alt+1")
    assert page.locator("input[name=supplier]").input_value() == "Кострома"
    tab_to(page, "input[name=goods]")
    page.keyboard.type("фанера")
    choose(page, "select[name=status]", "planned")
    tab_to(page, "input[name=why]")
    page.keyboard.press("Enter")
    until(page, lambda: last() == ("add", "Анна", SENT))


@BROWSER
def test_hostile_text_stays_text_in_every_field(visitor: Visitor, house: House, server: Server) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    for text in NASTY[:5]:
        wanted = {"action": "reject", "key": key(server, f"{text} встретился с Иваном Реутовым."), "why": text}
        assert server.post("/review/decide", json={**wanted, "who": text}, headers=bearer).status_code == 200
    page = visitor.go(server.address, "/review")
    page.wait_for_selector("#desk[data-started] .card-review")
    shown = page.locator("#desk").inner_text()
    assert NASTY[5] in shown or NASTY[6][:4] in shown
    assert "<script>" in shown  # the name of a reviewer
    page.goto(server.address + "/documents?name=nasty")
    page.wait_for_selector("#desk[data-started]", state="attached")
    assert page.locator("img[src=x]").count() == 0
