"""One event, many tellings: what is joined, what is not, and that neither order nor history matters."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import blank
from coopatlas import claims, gazetteer, views
from coopatlas.claims import read
from coopatlas.errors import JudgementError
from coopatlas.model import Document, Fact
from coopatlas.questions import ask, find
from coopatlas.questions.answers import evidence
from coopatlas.rdf import iri
from coopatlas.resolve import Resolver
from coopatlas.resolve.events import events
from coopatlas.resolve.judgements import Judgement
from coopatlas.resolve.tellings import Telling, tellings
from coopatlas.resolve.unions import Decided
from coopatlas.store import Store
from coopatlas.views import records
from drawn import data
from told import DOCUMENTS

ANNA, IVAN, SERIK = "Анна Лунина", "Иван Реутов", "Серик Байжанов"
AT = "2020-01-01T00:00:00Z"
Told = tuple[str, Mapping[str, Any]]


def meeting(*who: str, **more: Any) -> Told:
    return "meeting", {"participant": who, **more}


def of_parties(*who: str) -> Told:
    return "meeting", {"party": who}


def post(person: str, represents: str) -> Told:
    return "post", {"person": person, "role": "посол", "represents": represents}


def document(
    name: str, *told: Told, issued: str | None = "2020-03-10", lang: str = "ru"
) -> tuple[Document, list[Fact]]:
    sentences = [f"{name}: {n} {kind}." for n, (kind, _) in enumerate(told)]
    text = " ".join(sentences)
    facts = [
        Fact.plain(kind, args, sentence, text.index(sentence), text.index(sentence) + len(sentence))
        for sentence, (kind, args) in zip(sentences, told, strict=True)
    ]
    return Document(name, text, "ru", published=issued), facts


def put(store: Store, told: tuple[Document, Sequence[Fact]]) -> None:
    about, facts = told
    resolver = Resolver(gazetteer.load(), facts, None, about.name)
    store.commit(about, claims.document_graph(about, facts, resolver), "by hand", AT)


def one_event(folder: Path, *told: tuple[Document, Sequence[Fact]]) -> bool:
    with blank.new(folder / "store") as store:
        for one in told:
            put(store, one)
        joined = "?one coop:tells ?event . ?other coop:tells ?event FILTER(?one != ?other)"
        return bool(store.query(f"SELECT ?event {{ GRAPH graph:events {{ {joined} }} }}").rows)


def count(store: Store) -> int:
    return len(store.query("SELECT ?event { GRAPH graph:events { ?event a coop:Happening } }").rows)


MADE = "2020-03-09"
PLACED = {"place": "Казань", "date": MADE}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (meeting(ANNA, IVAN, date=MADE), meeting(ANNA, IVAN, date="2020-03")),
        (meeting(ANNA, IVAN), meeting(ANNA, IVAN)),
        (meeting(ANNA, IVAN, place="Казань"), meeting(ANNA, IVAN, place="Татарстан")),
        (meeting(ANNA, IVAN, SERIK, **PLACED), meeting(ANNA, IVAN)),
        (meeting(ANNA, IVAN, **PLACED), meeting(ANNA, **PLACED)),
        (
            ("visit", {"visitor": (ANNA,), "destination": "Казань"}),
            ("visit", {"visitor": (ANNA,), "destination": "Россия"}),
        ),
        (
            ("visit", {"visitor": ("Казахстан",), "destination": "Казань", "date": MADE}),
            ("visit", {"visitor": ("Казахстан",), "destination": "Казань", "date": MADE}),
        ),
        (
            ("agreement", {"party": ("Казань", "Актау"), "type": "memorandum", "status": "signed"}),
            ("agreement", {"party": ("Казань", "Актау"), "status": "signed", "subject": "перевозки"}),
        ),
        (
            ("mission", {"sender": "Казахстан", "host": "Казань", "type": "consulate_general", "status": "opened"}),
            ("mission", {"sender": "Казахстан", "host": "Казань", "type": "consulate_general", "status": "opened"}),
        ),
        (
            ("twinning", {"party": ("Казань", "Актау"), "status": "established", "date": "2019"}),
            ("twinning", {"party": ("Казань", "Актау"), "status": "established"}),
        ),
    ],
)  # fmt: skip
def test_tellings_that_agree_are_of_one_event(tmp_path: Path, one: Told, other: Told) -> None:
    assert one_event(tmp_path, document("first", one), document("second", other, issued="2020-03-12"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (meeting(ANNA, IVAN, date=MADE), meeting(ANNA, IVAN, date="2020-03-10")),
        (meeting(ANNA, IVAN, place="Казань"), meeting(ANNA, IVAN, place="Самара")),
        (meeting(ANNA, IVAN, **PLACED), meeting(ANNA, SERIK, **PLACED)),
        (meeting(ANNA, IVAN), meeting(ANNA, date="2020-03")),
        (of_parties("Казахстан", "Россия"), of_parties("Казахстан", "Россия")),
        (
            ("agreement", {"party": ("Казань", "Актау"), "type": "memorandum", "status": "signed"}),
            ("agreement", {"party": ("Казань", "Актау"), "type": "contract", "status": "signed"}),
        ),
        (
            ("agreement", {"party": ("Казань", "Актау"), "status": "signed", "subject": "поставки зерна"}),
            ("agreement", {"party": ("Казань", "Актау"), "status": "signed", "subject": "обмен студентами"}),
        ),
        (
            ("agreement", {"party": ("Казань", "Актау"), "type": "memorandum", "status": "signed"}),
            ("agreement", {"party": ("Казань", "Актау"), "type": "memorandum", "status": "in_force"}),
        ),
        (
            ("mission", {"sender": "Казахстан", "host": "Казань", "type": "consulate_general", "status": "opened"}),
            ("mission", {"sender": "Казахстан", "host": "Самара", "type": "consulate_general", "status": "opened"}),
        ),
        (
            ("visit", {"visitor": (ANNA,), "destination": "Казань"}),
            ("visit", {"visitor": (ANNA,)}),
        ),
    ],
)  # fmt: skip
def test_tellings_that_contradict_or_tell_too_little_are_kept_apart(tmp_path: Path, one: Told, other: Told) -> None:
    assert not one_event(tmp_path, document("first", one), document("second", other, issued="2020-03-12"))


def test_news_of_different_weeks_is_not_of_one_meeting(tmp_path: Path) -> None:
    told = meeting(ANNA, IVAN)
    assert not one_event(tmp_path / "far", document("first", told), document("second", told, issued="2020-03-20"))
    assert not one_event(tmp_path / "unknown", document("first", told), document("second", told, issued=None))


def test_who_holds_a_post_stands_for_the_country(tmp_path: Path) -> None:
    place = {"place": "Казань", "date": MADE}
    named = document("named", post(SERIK, "Казахстан"), meeting(ANNA, SERIK, **place))
    described = document("described", ("meeting", {"participant": (ANNA,), "party": ("Казахстан",), **place}))
    assert one_event(tmp_path, named, described)


def test_what_fits_two_events_is_taken_for_neither(tmp_path: Path) -> None:
    with blank.new(tmp_path / "store") as store:
        put(store, document("first", meeting(ANNA, IVAN, date="2020-03-05")))
        put(store, document("second", meeting(ANNA, IVAN, date="2020-03-09")))
        put(store, document("third", meeting(ANNA, IVAN, date="2020-03")))
        assert count(store) == 3
        store.forget("second")
        assert count(store) == 1


def test_a_joined_telling_says_why(tmp_path: Path) -> None:
    with blank.new(tmp_path / "store") as store:
        put(store, document("first", meeting(ANNA, IVAN, **PLACED)))
        put(store, document("second", meeting(ANNA, IVAN, date=MADE)))
        found = store.query("SELECT ?why { GRAPH graph:events { ?claim coop:joinedBecause ?why } }").rows
        assert {why for (why,) in found} == {iri.term("join", name) for name in ("participants", "several", "day")}
        ((fullest, place),) = store.query(
            "SELECT ?item ?place { GRAPH graph:events { ?event coop:fullestToldAs ?item }"
            " GRAPH graph:asserted { ?item coop:heldIn ?place } }"
        ).rows
        assert str(fullest).startswith(str(iri.ID["meeting-"]))
        assert place is not None


def items(store: Store) -> list[str]:
    rows = store.query("SELECT DISTINCT ?item { GRAPH graph:events { ?event coop:toldAs ?item } } ORDER BY ?item").rows
    return [str(item).replace(str(iri.ID), "id:") for (item,) in rows]


def of_events(verdict: str, first: str, second: str) -> Judgement:
    return Judgement(verdict, first, second, kind="event")


def test_a_person_joins_and_parts_events_and_takes_it_back(tmp_path: Path) -> None:
    with blank.new(tmp_path / "store") as store:
        put(store, document("first", meeting(ANNA, IVAN, **PLACED)))
        put(store, document("second", meeting(ANNA, IVAN, date="2020-03-10")))
        plain = blank.beyond(store)
        assert count(store) == 2
        same = of_events("same", *items(store))
        store.judge([same])
        assert count(store) == 1
        put(store, document("third", meeting(ANNA, IVAN, place="Казань", date=MADE, topic=("лес",))))
        assert count(store) == 1
        store.forget("third")
        store.judge([])
        assert blank.beyond(store) == plain
        store.forget("second")
        put(store, document("second", meeting(ANNA, IVAN)))
        assert count(store) == 1
        store.judge([of_events("different", *items(store))])
        assert count(store) == 2


def test_one_content_of_two_documents_is_told_apart_by_the_document(tmp_path: Path) -> None:
    with blank.new(tmp_path / "store") as store:
        for name in ("first", "second"):
            put(store, document(name, meeting(ANNA, IVAN)))
        (item,) = items(store)
        assert count(store) == 1
        store.judge([of_events("different", f"{item} @ first", f"{item} @ second")])
        assert count(store) == 2
        with pytest.raises(JudgementError, match="contradicts"):
            store.judge([of_events("different", item, item)])


KINDS_OF_TELLING = st.sampled_from(
    [
        meeting(ANNA, IVAN),
        meeting(ANNA, IVAN, date="2020-03"),
        meeting(ANNA, IVAN, date=MADE),
        meeting(ANNA, IVAN, date="2020-03-10"),
        meeting(ANNA, IVAN, SERIK, **PLACED),
        meeting(ANNA, SERIK, place="Казань"),
        meeting(ANNA, **PLACED),
        ("visit", {"visitor": (ANNA,), "destination": "Казань"}),
        ("visit", {"visitor": (ANNA, IVAN), "destination": "Татарстан", "date": MADE}),
    ]
)
DAYS = st.sampled_from([None, "2020-03-09", "2020-03-12", "2020-03-18", "2020-04"])


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[tuple[Document, list[Fact]]], list[int]]:
    pool = [
        document(f"d{n}", *draw(st.lists(KINDS_OF_TELLING, min_size=1, max_size=2, unique_by=str)), issued=draw(DAYS))
        for n in range(draw(st.integers(2, 6)))
    ]
    return pool, draw(st.permutations(range(len(pool))))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_the_store_is_the_same_whatever_the_order(history: tuple[list[tuple[Document, list[Fact]]], list[int]]) -> None:
    pool, order = history
    with (
        TemporaryDirectory() as folder,
        blank.new(Path(folder) / "one") as one,
        blank.new(Path(folder) / "two") as two,
    ):
        for told in pool:
            put(one, told)
        for n in order:
            put(two, pool[n])
        assert blank.beyond(one) == blank.beyond(two)
        two.forget(pool[order[0]][0].name)
        put(two, pool[order[0]])
        assert blank.beyond(one) == blank.beyond(two)
        assert count(one) == len(events(every_telling(one), Decided()))


def test_the_board_counts_an_event_once_and_dates_it_as_closely_as_it_is_told(tmp_path: Path) -> None:
    signed = {"party": ("Самара", "Актау"), "type": "memorandum", "status": "signed"}
    with blank.new(tmp_path / "store") as store:
        put(store, document("first", ("agreement", {**signed, "date": MADE})))
        put(store, document("second", ("agreement", signed)))
        page = views.render(store, "board")
    (pair,) = data(page, "sheet-data")["pairs"]
    (mark,) = pair["marks"]
    assert mark["when"] == MADE
    assert [data(page, "atlas-data")["claims"][number]["event"] for number in mark["claims"]] == [0, 0]


@pytest.mark.parametrize(
    ("question", "told", "fuller"),
    [
        ("agreements", ("agreement", {"party": ("Самара", "Актау"), "status": "signed"}), {"date": MADE}),
        ("twinnings", ("twinning", {"party": ("Самара", "Актау"), "status": "established"}), {"date": "2019"}),
        ("meetings", meeting(ANNA, IVAN), {"date": MADE, "place": "Казань"}),
        ("visits", ("visit", {"visitor": (ANNA,), "destination": "Казань"}), {"date": MADE}),
    ],
)  # fmt: skip
def test_an_event_is_listed_once_with_the_sentences_of_all(
    tmp_path: Path, question: str, told: Told, fuller: Mapping[str, str]
) -> None:
    with blank.new(tmp_path / "store") as store:
        put(store, document("brief", told))
        alone = len(ask(store, find(question)).rows)
        put(store, document("full", (told[0], {**told[1], **fuller})))
        answer = ask(store, find(question))
        assert len(answer.rows) == alone
        dates = [row.cells[next(n for n, c in enumerate(answer.columns) if c.name == "date")] for row in answer.rows]
        assert all(date is not None for date in dates)
        for row in answer.rows:
            assert {one.document.label("ru") for one in evidence(store, row)} == {"brief", "full"}


def every_telling(store: Store) -> list[Telling]:
    return [one for record in store.documents() for one in tellings(record.digest, store.graph(record))]


def test_an_event_without_a_date_has_none(tmp_path: Path) -> None:
    document, facts = DOCUMENTS[0]
    with blank.new(tmp_path / "store") as store:
        resolver = Resolver(gazetteer.load(), facts)
        store.commit(document, claims.document_graph(document, facts, resolver), "by hand", AT)
        found = records.events(store, {claim.iri for claim in read.every(store)})
        assert {when for _, when in found.values()} == {None}
