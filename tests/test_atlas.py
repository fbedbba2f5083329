"""The Python API, and search, over some of the sample documents."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import blank
import coopatlas
from coopatlas.atlas import Atlas
from coopatlas.errors import QuestionError, StoreError
from coopatlas.index import filling
from coopatlas.index.fulltext import FullText
from coopatlas.questions.entities import Entity
from coopatlas.search import Found, search
from told_documents import commit

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def atlas(sampled_store: Path) -> Iterator[Atlas]:
    with coopatlas.open(sampled_store) as opened:
        yield opened


def first(atlas: Atlas, text: str) -> str:
    return atlas.search(text).named[0].named.label("ru")


def test_import_is_instant() -> None:
    code = "import sys, coopatlas; sys.exit(' '.join(n for n in sys.modules if n.startswith('coopatlas.')) or 0)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_example_of_the_readme_runs(sampled_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    (example,) = re.findall(r"^```python\n(import coopatlas.*?)^```", readme, re.DOTALL | re.MULTILINE)
    monkeypatch.chdir(sampled_store.parent)
    names: dict[str, Any] = {}
    exec(example, names)  # what the README tells users to write
    assert type(names["table"]).__name__ == "DataFrame"
    assert "Karelia" in names["table"]["reporter"].to_list()
    assert isinstance(names["karelia"], Entity)
    assert names["karelia"].codes == {"iso3166": ("RU-KR",)}


def test_a_frame_keeps_bounds_units_and_iris(atlas: Atlas) -> None:
    table = atlas.frame(atlas.ask("turnover", a="Карелия", b="KZ"), lang="en")
    assert table.loc[0, ["value_lower", "value_unit", "period"]].to_list() == [15_000_000, "USD", "2017"]
    assert table["value_point"].isna().all()
    assert table["speaker_iri"].str.startswith("https://w3id.org/coopatlas/id/").all()
    counted = atlas.frame(atlas.sparql("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?c coop:claims ?item } }"))
    assert counted["n"].to_list() == [len(atlas.claims())]
    facts = atlas.frame(atlas.read("Карелия и Иран подписали меморандум о туризме."))
    assert facts.loc[0, ["kind", "status"]].to_list() == ["agreement", "signed"]
    with pytest.raises(QuestionError, match="has no rows"):
        atlas.frame("Карелия")


def test_claims_are_those_about_someone_of_a_kind_in_a_document(atlas: Atlas) -> None:
    about = atlas.claims("Карелия")
    assert {claim.document.name for claim in about} == {"karelia-kazakhstan-2018", "karelia-abai-2025"}
    only = atlas.claims("Karelia", kind="agreement")
    assert [claim.kind for claim in only] == ["agreement"]
    assert only[0] in about
    told_there = atlas.claims(document="karelia-abai-2025")
    assert {claim.document.name for claim in told_there} == {"karelia-abai-2025"}
    with pytest.raises(StoreError, match="no such document"):
        atlas.claims(document="nowhere")
    with pytest.raises(QuestionError, match="Карелия"):
        atlas.claims("Кралия")


@pytest.mark.parametrize("typed", ["Карелия", "карелией", "Karelia", "kareliya", "карельск", "респ карелия"])
def test_a_territory_is_found_in_any_case_and_script(atlas: Atlas, typed: str) -> None:
    assert first(atlas, typed) == "Карелия"


def test_people_goods_and_words_are_found(atlas: Atlas) -> None:
    assert first(atlas, "парфенчиковым") == first(atlas, "Parfenchikov") == "Артур Парфенчиков"
    assert "бумага с картоном" in {hit.named.label("ru") for hit in atlas.search("paper").named}
    assert "paper and paperboard" in {hit.named.label("en") for hit in atlas.search("бумага").named}
    assert "Artur Parfenchikov" in {hit.named.label("en") for hit in atlas.search("парфенчиков").named}
    said = atlas.search("поезд с целлюлозой").said
    assert [one.name for one in said] == ["arkhangelsk-iran-train-2025"]
    assert {said[0].sentence[start:end].casefold() for start, end in said[0].marks} >= {"поезд", "целлюлозы"}
    assert atlas.search("нетничего").named == ()
    assert atlas.search(" … ").said == ()


def test_the_index_follows_the_store(tmp_path: Path) -> None:
    with blank.new(tmp_path / "store") as store:
        index = FullText.apart()
        index.update(store, filling.stamps(store))
        commit(store, "one", "post")
        index.update(store, filling.stamps(store))
        people = [hit for hit in search(store, index, "Иманбаевым").named if hit.cls == "Person"]
        assert [hit.documents for hit in people] == [1]
        store.forget("one")
        index.update(store, filling.stamps(store))
        assert search(store, index, "Иманбаевым") == Found((), ())
        commit(store, "two", "post")
        commit(store, "three", "post", "trade")
        index.compare(store, filling.stamps(store))
        for left in (1, 0):
            index.learn(store, 1)
            found = search(store, index, "Иманбаевым")
            assert ([hit.documents for hit in found.named if hit.cls == "Person"], found.unread) == ([2 - left], left)
