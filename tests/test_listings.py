"""Claims that a list has too: parties by their codes, dates and types where the list has them; absence says nothing."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import blank
from coopatlas import claims, gazetteer, questions
from coopatlas.errors import ContentError, StatisticsError
from coopatlas.questions.formats import lines
from coopatlas.rdf import links
from coopatlas.resolve import Resolver
from coopatlas.statistics import listings
from coopatlas.statistics.check import check_all
from coopatlas.store import Store
from told import KAZAKHSTAN, RUSSIA, told, written

SENTENCES: Mapping[str, Any] = {
    "Омск и Петропавловск – побратимы.": [
        told("twinning", {"party": ("Омск", "Петропавловск"), "status": "established"})
    ],
    "Омск и Казань – побратимы.": [told("twinning", {"party": ("Омск", "Казань"), "status": "established"})],
    "Казахстан и Россия подписали соглашение в 2001 году.": [
        told("agreement", {"party": (KAZAKHSTAN, RUSSIA), "type": "agreement", "status": "signed", "date": "2001"})
    ],
    "Казахстан и Россия подписали соглашение в 2002 году.": [
        told("agreement", {"party": (KAZAKHSTAN, RUSSIA), "type": "agreement", "status": "signed", "date": "2002"})
    ],
    "В Омске работает консульство Казахстана.": [
        told("mission", {"sender": KAZAKHSTAN, "host": "Омск", "type": "consulate", "status": "operating"})
    ],
    "Россия – член Евразийского экономического союза.": [
        told("membership", {"member": RUSSIA, "union": "Евразийский экономический союз", "status": "member"})
    ],
}
CODES = dict(links.codes("wd"))


def _qid(name: str, kind: str = "city") -> str:
    return CODES[next(one.id for one in gazetteer.load().find(name) if one.kind == kind and one.id in CODES)]


@pytest.fixture
def files(tmp_path: Path) -> Mapping[str, Path]:
    omsk, kazan, kz = _qid("Омск"), _qid("Казань"), _qid(KAZAKHSTAN, "country")
    tables = {
        "twinnings-wikidata": "\n".join(
            ("city_qid\tcity_name\ttwin_qid\ttwin_name", f"{kazan}\tKazan\t{omsk}\tOmsk", f"{omsk}\tOmsk\tQ1\t?")
        ),
        "agreements-desta": "number,name,year,c1,c2,c3\n1,Kazakhstan Russia,2001,398,643,\n2,Three,2002,398,643,112\n",
        "missions-wikidata": (
            "operator,operatorQID,countryQID,city,cityQID,type\n"
            f"Kazakhstan,http://www.wikidata.org/entity/{kz},Q159,Omsk,http://www.wikidata.org/entity/{omsk},consulate\n"
        ),
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text, "utf-8")
    return {name: tmp_path / name for name in tables}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank.new(tmp_path / "store") as opened:
        document, facts = written("lists", "ru", "2024-05-01", SENTENCES)
        graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))
        opened.commit(document, graph, "by hand", "2024-05-02T00:00:00Z")
        yield opened


def test_what_lists_have_is_noted_and_what_they_lack_is_not(store: Store, files: Mapping[str, Path]) -> None:
    entries = [one for name, file in files.items() for one in listings.read(listings.described(name), file)]
    check_all(store, entries)
    found = lines(questions.ask(store, questions.load()["also-listed"]), "en")
    assert sorted(line[2] for line in found) == [
        "also in “Diplomatic missions, Wikidata”: consulate – Kazakhstan – Omsk",
        "also in “Trade agreements, DESTA”: Kazakhstan Russia, 2001",
        "also in “Twin cities, Wikidata”: Kazan – Omsk",
        "also in “members of unions, reference data”: Russia – Eurasian Economic Union, 2015-01-01",
    ]


def test_a_list_that_is_not_described_and_a_table_that_is_another_are_refused(files: Mapping[str, Path]) -> None:
    with pytest.raises(ContentError, match="no list is described by this name; use one of agreements-desta"):
        listings.described("towns")
    with pytest.raises(StatisticsError, match="it lacks columns of this list"):
        listings.read(listings.described("missions-wikidata"), files["agreements-desta"])
