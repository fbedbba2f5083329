"""The JSON routes: what they tell, that OpenAPI describes them, and that nothing sent to them is a fault of ours."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from coopatlas import atlas as library
from served import Server


@pytest.fixture(scope="module")
def server(sampled_server: Server) -> Server:
    return sampled_server


def test_the_routes_tell_what_the_library_tells(server: Server, sampled_store: Path) -> None:
    with library.Atlas.open(sampled_store) as atlas:
        info = server.get("/api/info").json()
        assert info["documents"] == atlas.info().documents
        assert info["kinds"] == dict(atlas.info().kinds)
        answer = server.get("/api/questions/meetings", params={"territory": "Карелия", "lang": "ru"}).json()
        assert len(answer["rows"]) == len(atlas.ask("meetings", territory="Карелия").rows) > 0
        listed = server.get("/api/documents").json()
        assert [one["name"] for one in listed] == [one.name for one in atlas.documents()]
        document = server.get(f"/api/documents/{listed[0]['name']}").json()
        assert document["text"] == atlas.text(listed[0]["name"])
        assert len(document["claims"]) == len(atlas.claims(document=listed[0]["name"])) > 0
        entity = server.get("/api/entities", params={"name": "Казахстан", "lang": "ru"}).json()
        assert entity["named"] == {"iri": "https://w3id.org/coopatlas/id/country-KZ", "label": "Казахстан"}
        assert entity["mentions"]


def test_a_search_finds_names_and_texts(server: Server) -> None:
    found = server.get("/api/search", params={"q": "Карелией", "lang": "ru"}).json()
    assert found["named"][0]["named"]["iri"].endswith("region-RU-KR")
    assert found["said"]


def test_a_text_is_read_and_not_kept(server: Server) -> None:
    before = server.get("/health").json()["state"]
    text = "Губернатор Томской области Иван Петров встретился с послом Казахстана в Москве."
    for _ in range(5):  # where the machine is busy, the first worker ends while it loads what reads
        answer = server.post("/api/read", data={"text": text})
        if answer.status_code != 504:
            break
    facts = answer.json()
    assert "meeting" in {fact["kind"] for fact in facts}
    assert server.get("/health").json()["state"] == before


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/questions/none", 404),
        ("/api/questions/meetings?territory=Nowhereland", 400),
        ("/api/questions/meetings?limit=0", 400),
        ("/api/questions/meetings?limit=²", 400),
        ("/api/questions/meetings?format=exe", 400),
        ("/api/documents/none", 404),
        ("/api/documents/..%2f..%2fetc/passwd", 404),
        ("/api/entities?name=", 400),
        ("/api/claims", 400),
        ("/api/claims?about=id:x> } INSERT", 400),
        ("/api/none", 404),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_line(server: Server, path: str, status: int) -> None:
    answer = server.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert answer.text.count("\n") <= 1


def test_nothing_that_openapi_allows_or_forbids_is_a_fault_of_the_server(server: Server) -> None:
    schema: Any = schemathesis.openapi.from_url(f"{server.address}/openapi.json")
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) >= 14
    for operation in operations:

        @settings(
            max_examples=5, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
        )
        @given(case=operation.as_strategy())
        def answers(case: schemathesis.Case[Any]) -> None:
            answer = case.call(timeout=60)
            assert answer.status_code < 500 or answer.status_code in {503, 504, 507}, answer.text
            assert "Traceback" not in answer.text

        answers()
