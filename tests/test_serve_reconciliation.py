"""Reconciliation as OpenRefine asks for it: real requests, answers by the schemas of the specification."""

import importlib
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from served import Server

SCHEMAS = Path(__file__).parents[2] / "shared" / "open-data"


@pytest.fixture(scope="module")
def server(sampled_server: Server) -> Server:
    return sampled_server


def asked(server: Server, **queries: Any) -> dict[str, Any]:
    # On a busy machine the names may take longer to be there than one request waits.
    tried = (server.post("/reconcile", data={"queries": json.dumps(queries)}) for _ in range(6))
    answer = next(answer for answer in tried if answer.status_code != 503)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def first(server: Server, text: str, **more: Any) -> dict[str, Any]:
    found = asked(server, q0={"query": text, **more})["q0"]["result"]
    return found[0] if found else {}


def valid(answer: Any, schema: str) -> None:
    if not SCHEMAS.is_dir():
        pytest.skip("the schemas of ../shared are not part of the repository")
    text = (SCHEMAS / f"recon-0.2-{schema}.json").read_text("utf-8")
    # What the manifest refers to elsewhere, types and Swagger, ../shared has not.
    loose = re.sub(r'"\$ref": "(type.json|http://swagger[^"]*)"', "", text)
    jsonschema: Any = importlib.import_module("jsonschema")
    jsonschema.Draft7Validator(json.loads(loose)).validate(answer)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Казахстан", "id/country-KZ"),
        ("Kazakhstan", "id/country-KZ"),
        ("КАЗАХСТАН ", "id/country-KZ"),
        ("Karelia", "id/region-RU-KR"),
        ("Республика Карелия", "id/region-RU-KR"),
        ("Карелии", "id/region-RU-KR"),
        ("Атырауская обл.", "id/region-KZ-23"),
        ("порт Архангельск", "id/port-RUARH"),
        ("RUARH", "id/port-RUARH"),
        ("KZ", "id/country-KZ"),
        ("ЕАЭС", "id/union-EAEU"),
        ("Мурмансая область", "id/region-RU-MUR"),
    ],
)
def test_a_name_finds_who_is_meant(server: Server, text: str, wanted: str) -> None:
    assert first(server, text).get("id") == wanted


@pytest.mark.parametrize("text", ["", "?", "Зурбаган", "%" * 300, "\0", "x" * 100_000, "' OR 1=1 --"])
def test_what_is_no_name_matches_nothing(server: Server, text: str) -> None:
    assert not any(one["match"] for one in asked(server, q={"query": text})["q"]["result"])


def test_an_exact_name_of_one_thing_is_a_match_and_a_likeness_is_none(server: Server) -> None:
    assert first(server, "Казахстан")["match"]
    near = first(server, "Казахстн")
    assert near["id"] == "id/country-KZ"
    assert not near["match"]
    assert near["score"] < 100


def test_a_type_and_a_property_tell_names_apart(server: Server) -> None:
    both = asked(server, q={"query": "РТ"})["q"]["result"]
    assert {one["id"] for one in both} == {"id/country-TJ", "id/region-RU-TA"}
    assert not any(one["match"] for one in both)
    region = first(server, "РТ", type="Region")
    assert region["id"] == "id/region-RU-TA"
    assert region["match"]
    inside = first(server, "РТ", properties=[{"pid": "coop:locatedIn", "v": {"id": "id/country-RU"}}])
    assert inside["id"] == "id/region-RU-TA"
    assert inside["match"]
    inside = first(server, "Актау", properties=[{"pid": "coop:locatedIn", "v": "Казахстан"}])
    assert {"id": "coop:locatedIn", "value": 100.0} in inside["features"]
    outside = first(server, "Актау", properties=[{"pid": "coop:locatedIn", "v": "Россия"}])
    assert outside["score"] < inside["score"]
    assert first(server, "Казахстан", type=["SeaPort"]) == {}


def test_people_organisations_and_goods_of_documents_are_found(server: Server) -> None:
    types = {
        one["id"] for one in server.get("/reconcile/suggest/type", params={"prefix": "", "limit": 500}).json()["result"]
    }
    assert {"Person", "Organization", "CommodityGroup", "Country", "SeaPort"} <= types
    people = server.get("/reconcile/suggest/entity", params={"prefix": "Парф", "type": "Person"}).json()["result"]
    assert people
    assert first(server, people[0]["name"], type="Person")["id"] == people[0]["id"]


def test_the_answers_are_those_of_the_specification(server: Server) -> None:
    manifest = server.get("/reconcile").json()
    valid(manifest, "manifest")
    queries = {"a": {"query": "Казахстан", "limit": 3}, "b": {"query": "порт Актау", "type": "SeaPort"}}
    valid(queries, "reconciliation-query-batch")
    valid(asked(server, **queries), "reconciliation-result-batch")
    extension = {"ids": ["id/country-KZ", "id/region-RU-KR"], "properties": [{"id": "coop:locatedIn"}]}
    valid(extension, "data-extension-query")
    rows = server.post("/reconcile", data={"extend": json.dumps(extension)}).json()["rows"]
    assert {"id": "id/country-RU", "name": "Russia"} in rows["id/region-RU-KR"]["coop:locatedIn"]
    proposed = server.get("/reconcile/properties", params={"type": "Region"}).json()["properties"]
    assert "coop:locatedIn" in {one["id"] for one in proposed}
    preview = server.get("/reconcile/preview", params={"id": "id/country-KZ"})
    assert preview.status_code == 200
    assert "Kazakhstan" in preview.text
    assert server.get(manifest["view"]["url"].replace("{{id}}", "id/country-KZ").removeprefix(server.address),
                      headers={"Accept": "text/turtle"}).status_code == 200  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        {"queries": "{"},
        {"queries": "[]"},
        {"queries": '{"q": 1}'},
        {"queries": '{"q": {"query": "x", "limit": NaN}}'},
        {"queries": '{"q": {"query": "x", "properties": [{"pid": 1}]}}'},
        {"queries": '{"q": {"query": "x", "properties": [{"pid": "coop:x> ?y", "v": 1}]}}'},
        {"queries": "[" * 100_000},
        {"queries": '{"\\ud800": {"query": "x"}}'},
        {"extend": '{"ids": ["id/> . }"], "properties": [{"id": "coop:locatedIn"}]}'},
        {"extend": '{"ids": 1}'},
    ],
)
def test_what_is_not_of_the_protocol_is_refused_in_one_line(server: Server, fields: dict[str, str]) -> None:
    answer = server.post("/reconcile", data=fields)
    assert answer.status_code == 400
    assert answer.text.count("\n") == 1


def test_ten_thousand_names_are_reconciled_while_others_are_served(server: Server) -> None:
    known = ["Казахстан", "Karelia", "Атырауская область", "порт Актау", "Мурманскк", "Неведомая земля"]
    queries = {
        f"q{number}": {"query": f"{known[number % 6]}{number if number % 6 == 5 else ''}"} for number in range(10_000)
    }
    begun = time.monotonic()
    found = asked(server, **queries)
    print(f"reconciliation: 10 000 names in {time.monotonic() - begun:.1f} s")
    assert len(found) == 10_000
    assert found["q0"]["result"][0]["id"] == "id/country-KZ"
