"""What is written of a claim is read back: every sentence, and who is not in the first one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import blank
from browsed import BROWSER, Visitor
from coopatlas import claims, export, gazetteer, reading, views
from coopatlas.claims import read
from coopatlas.documents import read as documents_of
from coopatlas.model import Cell, Document, EntityRef, Evidence, Fact, Figure, Filler, Period, typed
from coopatlas.ontology import validate
from coopatlas.questions import answers
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import Rows
from coopatlas.resolve import Resolver
from coopatlas.store import Store
from drawn import data

TEXT = (
    "Карелия торгует с Казахстаном. Экспорт в республику составил 5–6 млн долларов. "
    "Сергей Левин сообщил об этом в 2018 году.\nТаблица 1. Бумага: 40 %."
)
FIRST, SECOND, THIRD, CELL = "Экспорт в республику", "Карелия торгует", "Сергей Левин", "40 %"
COMMIT = ("by hand", "2026-01-01T00:00:00+00:00")
DOCUMENT = Document("d", TEXT, "ru", title="О торговле", published="2018")


def sentence(begin: str) -> Evidence:
    start = TEXT.index(begin)
    end = TEXT.index(".", start) + 1
    return Evidence(start, end, TEXT[start:end])


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


KARELIA = EntityRef("Республика Карелия", "territory", "region-RU-KR")
KAZAKHSTAN = EntityRef("Казахстан", "territory", "country-KZ", reason="description: республика")
EXPORT = typed(
    "trade",
    {
        "reporter": Filler(KARELIA, at("Карелия"), "sentence before"),
        "partner": Filler(KAZAKHSTAN, source="context: республика"),
        "flow": Filler("export", at("Экспорт"), "slot"),
        "value": Filler(
            Figure(Decimal(5_000_000), Decimal(6_000_000), "USD", "5–6 млн долларов"), at("5–6 млн долларов")
        ),
        "period": Filler(Period("2018", date(2018, 1, 1), date(2018, 12, 31)), at("2018 году"), "sentence"),
    },
    [sentence(FIRST), sentence(THIRD)],
    speaker=Filler(EntityRef("Сергей Левин", "person"), at("Сергей Левин")),
    rule="by hand",
)
SHARE = typed(
    "commodity",
    {
        "reporter": Filler(KARELIA, source="title"),
        "flow": Filler("export", source="title"),
        "commodity": Filler("бумага", at("Бумага"), "cell"),
        "share": Filler(Figure(Decimal(40), Decimal(40), "%", "40 %"), at(CELL), "cell"),
    },
    [Evidence(*at(CELL), CELL, Cell(1, 2, 3, ("Бумага", "доля")))],
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    graph = claims.document_graph(DOCUMENT, [EXPORT, SHARE], Resolver(gazetteer.load(), [EXPORT, SHARE]))
    assert not [found for found in validate.violations(graph) if found.fatal]
    with blank.new(tmp_path_factory.mktemp("read") / "store") as opened:
        opened.commit(DOCUMENT, graph, *COMMIT)
        yield opened


@pytest.fixture(scope="module")
def told(store: Store) -> dict[str, read.Claim]:
    return {claim.kind: claim for claim in read.every(store)}


def test_every_sentence_of_a_claim_is_kept_the_one_it_was_read_from_first(told: dict[str, read.Claim]) -> None:
    assert told["trade"].spans == (sentence(FIRST), sentence(THIRD))
    assert told["trade"].sentence == sentence(FIRST).text
    assert all(TEXT[span.start : span.end] == span.text for span in told["trade"].spans)


def test_who_is_not_in_the_first_sentence_has_a_place_or_a_reason(told: dict[str, read.Claim]) -> None:
    elsewhere = {one.role: one for one in told["trade"].elsewhere}
    assert set(elsewhere) == {"reporter", "partner", "period"}
    reporter, partner, period = (elsewhere[role] for role in ("reporter", "partner", "period"))
    assert (reporter.filler, reporter.origin) == (str(iri.ID["region-RU-KR"]), "sentence-before")
    assert reporter.span == Evidence(*at("Карелия"), "Карелия")
    assert (partner.origin, partner.reason, partner.span) == ("context", "республика", None)
    assert period.span == sentence(THIRD)


def test_a_claim_has_the_values_of_its_roles(told: dict[str, read.Claim]) -> None:
    assert told["trade"].roles == {
        "reporter": (str(iri.ID["region-RU-KR"]),),
        "partner": (str(iri.ID["country-KZ"]),),
        "flow": (str(iri.term("flow", "export")),),
        "value": ("5000000", "6000000"),
        "currency": (str(iri.term("unit", "USD")),),
        "period": ("2018",),
    }
    assert told["commodity"].roles["share"] == ("40",)
    assert told["trade"].figures == {"value": Figure(Decimal(5_000_000), Decimal(6_000_000), "USD", "")}
    assert told["commodity"].figures == {"share": Figure(Decimal(40), Decimal(40), "percent", "")}


def test_a_claim_has_its_force_its_document_and_its_date(told: dict[str, read.Claim]) -> None:
    claim = told["trade"]
    assert (claim.modality, claim.polarity, claim.certain, claim.manner) == ("stated", "positive", True, "stated")
    assert claim.document == read.Origin(str(iri.document(DOCUMENT.digest)), "d", "О торговле", None, "2018")
    assert (claim.when, claim.printed, claim.rule) == ("2018", "5–6 млн долларов", "by hand")
    assert claim.speaker == str(iri.ID["person-levin-sergei"])


def test_a_cell_of_a_table_is_evidence(told: dict[str, read.Claim]) -> None:
    assert told["commodity"].spans == (Evidence(*at(CELL), CELL, Cell(1, 2, 3, ("Бумага", "доля"))),)


def test_one_claim_is_read_without_looking_at_the_others(store: Store, told: dict[str, read.Claim]) -> None:
    asked: list[str] = []

    class Watched:
        def query(self, sparql: str) -> Rows:
            asked.append(sparql)
            return store.query(sparql)

    claim = told["trade"]
    assert read.about(Watched(), [claim.iri]) == read.about(Watched(), [claim.item]) == {claim.iri: claim}
    assert all("VALUES ?key { <" in sparql for sparql in asked)


def test_sparql_can_ask_where_a_role_comes_from(store: Store) -> None:
    found = store.completed().query(
        "SELECT ?role ?origin ?text { GRAPH ?g { ?claim coop:factKind v:kind-trade ; coop:roleEvidence ?shown ."
        " ?shown coop:role ?role ; coop:origin ?origin ; coop:shownIn/coop:exactText ?text ;"
        " coop:filler id:region-RU-KR } }"
    )
    assert [tuple(map(str, row)) for row in found.rows] == [
        ("reporter", str(iri.term("origin", "sentence-before")), "Карелия")
    ]


def test_an_answer_shows_every_sentence_and_says_of_whom_it_does_not_name(
    store: Store, told: dict[str, read.Claim]
) -> None:
    (behind,) = answers.evidence(store, answers.Row((), (told["trade"].item,)))
    assert behind.sentences == (sentence(FIRST).text, sentence(THIRD).text)
    by_role = {one.role: one for one in behind.absent}
    assert by_role["partner"].filler is not None
    assert by_role["partner"].filler.label("ru") == "Казахстан"
    assert by_role["reporter"].origin is not None
    assert by_role["reporter"].origin.label("en") == "from the sentence before"
    assert by_role["period"].sentence == sentence(THIRD).text


def test_a_page_carries_every_sentence_and_the_origin_of_the_others(store: Store) -> None:
    atlas = data(views.render(store, "trade", "ru"), "atlas-data")
    (claim,) = [claim for claim in atlas["claims"] if claim["kind"] == "trade"]
    assert [atlas["sentences"][place] for place in claim["further"]] == [sentence(THIRD).text]
    assert {"Карелия", "Казахстан"} <= {one["name"].get("ru") for one in claim["elsewhere"]}
    assert "из предложения перед ним" in {one["origin"].get("ru") for one in claim["elsewhere"]}


@BROWSER
def test_the_card_of_a_claim_shows_them(store: Store, visitor: Visitor) -> None:
    page = visitor.open(views.render(store, "trade", "ru"))
    shown = page.evaluate("cards(atlas.claims.filter((claim) => claim.kind === 'trade')).textContent")
    assert sentence(FIRST).text in shown
    assert sentence(THIRD).text in shown
    assert "Казахстан не из этого предложения: из сказанного раньше: республика" in shown


def test_a_table_of_claims_holds_the_other_sentences(store: Store) -> None:
    text = export.export(store, "csv").decode()
    assert sentence(THIRD).text in text
    assert "partner: Казахстан (context республика)" in text


def sampled() -> Iterator[tuple[Document, list[Fact]]]:
    folder = Path(__file__).parents[1] / "graph" / "documents"
    for document in documents_of([str(path) for path in sorted(folder.glob("*karelia*"))]):
        if isinstance(document, Document):
            yield document, reading.read(document)


def test_no_value_that_a_reader_tied_to_an_entity_is_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    plain = Resolver._entry

    def counted(self: Resolver, name: str, lang: str) -> object:
        asked.append(name)
        return plain(self, name, lang)

    monkeypatch.setattr(Resolver, "_entry", counted)
    found = 0
    for document, facts in [*sampled(), (DOCUMENT, [EXPORT, SHARE])]:
        tied = [typed_alone(fact) for fact in facts]
        found += sum(len(fact.roles) for fact in tied)
        claims.document_graph(document, [fact for fact in tied if fact.roles], Resolver(gazetteer.load(), facts))
    assert found
    assert asked == []


def typed_alone(fact: Fact) -> Fact:
    """Return a fact with those of its roles that a reader tied to an entity."""
    roles = {role: tuple(one for one in told if isinstance(one.value, EntityRef)) for role, told in fact.roles.items()}
    return replace(fact, roles={role: told for role, told in roles.items() if told}, attribution=None)
