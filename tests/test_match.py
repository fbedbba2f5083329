"""Which regions fit a territory: each reason with its sentence or its row, and silence told as silence."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from typer.testing import CliRunner

import blank
from coopatlas import claims, gazetteer
from coopatlas.claims.read import Claim
from coopatlas.cli import app
from coopatlas.match import Candidate, Found, matches, telling
from coopatlas.rdf import iri
from coopatlas.resolve import Resolver
from coopatlas.statistics import keep
from coopatlas.store import Store
from statistics_rows import chapter, release, row
from told import KARELIA, KAZAKHSTAN, told, written

AKTAU, MANGYSTAU, PAVLODAR, CONSUL = "Актау", "Мангистауская область", "Павлодарская область", "Болат Иманбаев"
SENTENCES: Mapping[str, Any] = {
    "Карелия поставляет в Мангистаускую область пиломатериалы.": [
        told("supply", {"supplier": KARELIA, "recipient": MANGYSTAU, "goods": "пиломатериалы", "status": "ongoing"}),
    ],
    "Петрозаводск и Актау стали побратимами.": [
        told("twinning", {"party": ("Петрозаводск", AKTAU), "status": "established"}),
    ],
    "Генеральный консул Болат Иманбаев представляет Казахстан.": [
        told("post", {"person": CONSUL, "role": "генеральный консул", "represents": KAZAKHSTAN}),
    ],
    "Иманбаев предложил Карелии дружить с одним из регионов страны.": [
        told(
            "proposal",
            {"proposer": CONSUL, "party": (KARELIA,), "subject": "дружба с регионом"},
            modality="proposal",
            speaker=CONSUL,
        ),
    ],
    "Павлодарская область заинтересована в бумаге.": [
        told("interest", {"holder": PAVLODAR, "subject": "бумага"}, modality="interest"),
    ],
    "Карелия вывозит бумагу в Казахстан.": [
        told("commodity", {"reporter": KARELIA, "partner": KAZAKHSTAN, "flow": "export", "commodity": "бумага"}),
    ],
    "Договора между Карелией и Костанайской областью нет.": [
        told(
            "agreement",
            {"party": (KARELIA, "Костанайская область"), "status": "signed"},
            polarity="negative",
        ),
    ],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with blank.new(tmp_path_factory.mktemp("match") / "store") as opened:
        document, facts = written("match", "ru", "2024-05-01", SENTENCES)
        graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))
        opened.commit(document, graph, "by hand", "2024-05-02T00:00:00Z")
        name = "release-regions-2024-02-01"
        rows = [
            row("RU-KR DE", "export", "2023", "21.5", goods=chapter("44"), release=name),
            row("KZ-55 RU", "import", "2023", "4.1", goods=chapter("44"), release=name),
        ]
        keep.keep(opened, release(name), rows)
        yield opened


def _region(name: str) -> str:
    return str(iri.ID[next(one.id for one in gazetteer.load().find(name) if one.kind in {"region", "country"})])


@pytest.fixture(scope="module")
def found(store: Store) -> Found:
    return matches(store, _region(KARELIA), [_region(KAZAKHSTAN)])


def _of(found: Found, name: str) -> Candidate:
    return next(one for one in (*found.candidates, *found.wholes) if one.place.iri == _region(name))


def test_a_country_means_its_regions_and_those_fit_best_of_which_most_is_known(found: Found) -> None:
    regions = [one.id for one in gazetteer.load().entries().values() if one.id.startswith("region-KZ-")]
    assert len(found.candidates) == len(regions)
    assert found.candidates[0].place.iri == _region(MANGYSTAU)
    assert [one.known for one in found.candidates].index(False) == 3


def test_a_city_counts_for_its_region_and_a_supply_is_a_tie_and_goods(found: Found) -> None:
    best = _of(found, MANGYSTAU)
    ties = {one.sentence for reason in best.of("ties") for one in reason.proof if isinstance(one, Claim)}
    assert ties == {
        "Карелия поставляет в Мангистаускую область пиломатериалы.",
        "Петрозаводск и Актау стали побратимами.",
    }
    assert [reason.form for reason in best.of("goods")] == ["sells"]
    assert best.of("ways")[0].form == "ports"
    assert not best.of("wishes")


def test_goods_are_fitted_by_statistics_and_by_claims(found: Found) -> None:
    goods = _of(found, PAVLODAR).of("goods")
    proof = [one for reason in goods for one in reason.proof]
    assert {getattr(one, "cell", "") for one in proof} >= {"A1", ""}
    assert any(getattr(one, "sentence", "") == "Павлодарская область заинтересована в бумаге." for one in proof)


def test_a_denial_is_shown_as_a_denial(found: Found) -> None:
    (tie,) = _of(found, "Костанайская область").of("ties")
    told_ = telling.account(found, "ru")
    section = next(one for one in told_.sections if one.place == _region("Костанайская область"))
    ties = next(one for one in section.aspects if one.name == "ties")
    assert "отрицается" in ties.reasons[0].proof[0].source
    assert len(tie.proof) == 1


def test_what_is_said_of_the_country_stands_apart(found: Found) -> None:
    whole = _of(found, KAZAKHSTAN)
    (wish,) = [one for reason in whole.of("wishes") for one in reason.proof if isinstance(one, Claim)]
    assert (wish.modality, wish.sentence[:8]) == ("proposal", "Иманбаев")
    assert "Север" in " ".join(one.label("ru") for reason in whole.of("ways") for one in reason.about)


def test_silence_is_told_as_silence_and_those_of_whom_nothing_is_known_are_named(found: Found) -> None:
    for lang, silent in (("ru", "не сказано в документах (1)"), ("en", "not said in the documents (1)")):
        text = telling.text(telling.account(found, lang))
        assert silent in text
    assert "Абайская область" in text or "Abai" in text


def test_the_page_is_whole_and_escapes_what_it_is_given(found: Found) -> None:
    page = telling.page(telling.account(found, "ru"), "ru")
    assert "<q>Петрозаводск и Актау стали побратимами.</q>" in page
    assert "script" not in page


def test_the_verb_prints_text_json_and_a_page(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("page") / "match.html"
    call = ["match", "--territory", "Карелия", "--among", "KZ", "--store", str(store.path), "--lang", "ru"]
    assert "пиломатериалы" in CliRunner().invoke(app, call).output
    record = json.loads(CliRunner().invoke(app, [*call, "--format", "json", "--limit", "1"]).output)
    assert record["sections"][0]["place"] == _region(MANGYSTAU)
    CliRunner().invoke(app, [*call, "-o", str(file)])
    assert "побратимами" in file.read_text("utf-8")
