"""A base of one's own: what is told of has IRIs that lead to the server of whoever publishes."""

import os
import subprocess
import sys
from pathlib import Path

from coopatlas.rdf import iri

OWN = """
import sys
sys.path.insert(0, {tests!r})
from coopatlas.rdf import iri
from coopatlas import questions
from coopatlas.store import Store
from told_documents import commit
with Store.open({store!r}, create=True) as store:
    commit(store, "a", "trade", "post", title="A")
    answer = questions.ask(store, questions.load()["turnover"], {{"a": "Карелия", "b": "KZ"}})
    assert len(answer.rows) == 1, answer
    known = store.query("SELECT DISTINCT ?s {{ GRAPH ?g {{ ?s ?p ?o }} }}").rows
    names = {{str(row[0]) for row in known}}
print(sum(one.startswith("https://atlas.example/a/id/") for one in names))
print(sum(one.startswith("https://w3id.org/coopatlas/id/") for one in names))
print(iri.path("https://atlas.example/a/id/country-KZ"), iri.at("id/country-KZ"), iri.at("vocabulary/hs2022-87"))
"""


def test_a_store_with_a_base_of_its_own_is_whole(tmp_path: Path) -> None:
    code = OWN.format(tests=str(Path(__file__).parent), store=str(tmp_path / "store"))
    environment = {**os.environ, "COOPATLAS_BASE": "https://atlas.example/a", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    own, other, paths = done.stdout.splitlines()
    assert int(own) > 1000
    assert int(other) == 0
    assert (
        paths == "id/country-KZ https://atlas.example/a/id/country-KZ https://w3id.org/coopatlas/vocabulary/hs2022-87"
    )


def test_a_path_leads_to_its_iri_and_back() -> None:
    for node in (str(iri.ID["country-KZ"]), str(iri.document("0" * 16)), str(iri.term("goods", "wood"))):
        assert iri.at(iri.path(node) or "") == node
    assert iri.path("http://www.wikidata.org/entity/Q232") is None
