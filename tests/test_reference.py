"""The reference data against its sources: pycountry, CLDR, and what a code or a coordinate may be."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pycountry
import pytest
from babel import Locale
from rdflib import RDF, Graph

import turtles
from coopatlas import content
from coopatlas.errors import ContentError
from coopatlas.gazetteer import Entry, load, reference
from coopatlas.ontology.reasoning import axioms, closure
from coopatlas.rdf import iri
from coopatlas.rdf.iri import PREFIXES

ENTRIES = load().entries()
WITH_REGIONS = ("RU", "KZ", "BY", "UZ", "KG", "AZ", "AM", "TM", "TJ", "GE", "MN", "IR", "CN", "TR", "CA")
COUNTRIES_THEMSELVES = {"CN-HK", "CN-MO", "CN-TW"}


def unions() -> Graph:
    return turtles.reference("unions")


def entries(kind: str) -> list[Entry]:
    return [entry for entry in ENTRIES.values() if entry.kind == kind]


def test_all_countries_are_there() -> None:
    assert {entry.codes["iso3166"] for entry in entries("country")} == {c.alpha_2 for c in pycountry.countries}
    assert all(entry.id == "country-" + entry.codes["iso3166"] for entry in entries("country"))


@pytest.mark.parametrize("country", WITH_REGIONS)
def test_all_first_level_divisions_are_there(country: str) -> None:
    divisions = {s.code for s in pycountry.subdivisions if s.country_code == country and s.parent_code is None}
    codes = Counter(
        e.codes["iso3166"] for e in ENTRIES.values() if e.codes.get("iso3166", "").startswith(country + "-")
    )
    assert divisions - COUNTRIES_THEMSELVES - set(codes) == set()
    assert [code for code, count in codes.items() if count > 1] == []


def test_every_code_exists_and_agrees_with_the_country() -> None:
    known = {s.code for s in pycountry.subdivisions}
    for entry in [*entries("region"), *entries("city")]:
        code = entry.codes.get("iso3166")
        if code:
            assert code in known, entry.id
            assert entry.country == "country-" + code[:2], entry.id
        if entry.kind == "region":
            assert entry.id == f"region-{code or entry.codes['nuts']}"


def test_countries_are_known_by_their_names_in_cldr() -> None:
    for code, name in Locale("ru").territories.items():
        if "country-" + code in ENTRIES and not re.search(r"о-ва?\b|\(|Конго", name):
            assert ENTRIES["country-" + code] in load().find(name), name


@pytest.mark.parametrize("code", ["KZ", "RU", "CN", "TR", "UZ", "DE"])
def test_kazakh_names_of_countries_are_those_of_cldr(code: str) -> None:
    assert ENTRIES["country-" + code].names["kk"] == Locale("kk").territories[code]


def test_every_entry_is_named_in_russian_and_english() -> None:
    assert [entry.id for entry in ENTRIES.values() if not {"ru", "en"} <= set(entry.names)] == []


def test_every_division_of_kazakhstan_is_named_in_kazakh() -> None:
    named = [e for e in ENTRIES.values() if e.codes.get("iso3166", "").startswith("KZ")]
    assert len(named) == 21
    assert [entry.id for entry in named if "kk" not in entry.names] == []


def test_names_are_written_in_the_script_of_their_language() -> None:
    latin = {"BRICS", "Kazakh Invest", "QazTrade", "SOCAR", "COSCO", "G20", "G7"}
    for entry in ENTRIES.values():
        for text, _ in entry.texts("ru"):
            assert text in latin or not re.search("[a-zA-Z]", text), (entry.id, text)
        for text, _ in entry.texts("en"):
            assert not re.search("[а-яА-Я]", text), (entry.id, text)


def test_what_an_entry_lies_in_is_described() -> None:
    assert [(entry.id, part) for entry in ENTRIES.values() for part in entry.part_of if part not in ENTRIES] == []
    for kind in ("region", "city", "port"):
        assert [entry.id for entry in entries(kind) if entry.country is None] == []


def test_capitals_lie_in_their_countries() -> None:
    capitals = {entry.capital_of: entry.id for entry in ENTRIES.values() if entry.capital_of}
    assert [city for country, city in capitals.items() if ENTRIES[city].country != country] == []
    assert len(capitals) == len([entry for entry in ENTRIES.values() if entry.capital_of])
    assert capitals["country-KZ"] == "city-KZ-astana"


def test_regions_of_russia_lie_in_a_federal_district() -> None:
    of_russia = [e for e in ENTRIES.values() if e.codes.get("iso3166", "").startswith("RU-")]
    districts = Counter(part for e in of_russia for part in e.part_of if part.startswith("macroregion-RU-"))
    assert len(of_russia) == 83
    assert sum(districts.values()) == 83
    assert len(districts) == 8
    assert districts["macroregion-RU-NW"] == 11


def test_un_locodes_are_well_formed_and_of_the_country() -> None:
    for entry in entries("port"):
        code = entry.codes.get("unLocode")
        if code:
            assert re.fullmatch(r"[A-Z]{2}[A-Z2-9]{3}", code)
            assert entry.id == "port-" + code
            assert entry.country == "country-" + code[:2], entry.id


def test_coordinates_are_near_what_is_known() -> None:
    boxes = {"RU": (41, 82, 19, 180), "AZ": (38, 42, 44, 51), "GE": (41, 44, 40, 47), "IR": (25, 40, 44, 64)}
    located = [entry for entry in ENTRIES.values() if "latitude" in entry.codes]
    assert len(located) > 50
    for entry in located:
        latitude, longitude = float(entry.codes["latitude"]), float(entry.codes["longitude"])
        south, north, west, east = boxes.get(str(entry.country)[-2:], (-90, 90, -180, 180))
        assert south <= latitude <= north, entry.id
        assert west <= longitude <= east, entry.id


def test_homographs_are_names_of_their_entry() -> None:
    for entry in ENTRIES.values():
        for lang, texts in entry.homographs.items():
            assert set(texts) <= set(entry.called(lang)), entry.id


def test_every_file_states_its_sources_and_licence() -> None:
    for file in content.turtle_files(content.ontology() / "reference"):
        head = file.read_text(encoding="utf-8").split(" .\n\n")[1]
        assert "dcterms:source" in head, file.name
        assert "dcterms:license" in head, file.name


@pytest.mark.parametrize(
    ("turtle", "problem"),
    [
        ("id:country-AA a coop:Country ; .;", "bad.ttl"),
        ("id:planet-Mars a coop:Place .", "planet-Mars is of no known kind"),
        ('id:country-AA rdfs:label "А"@ru .', "country-AA has no single class"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    turtle: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("coop", "id", "rdfs"))
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "bad.ttl").write_text(prefixes + turtle, encoding="utf-8")
    monkeypatch.setattr(content, "ontology", lambda: tmp_path)
    with pytest.raises(ContentError, match=problem):
        reference.read()


def test_members_of_unions_are_countries_and_members_of_a_union_once() -> None:
    pairs: Counter[tuple[str, ...]] = Counter()
    for membership in unions().subjects(RDF.type, iri.ONTOLOGY.UnionMembership):
        ends = [
            str(unions().value(membership, iri.ONTOLOGY[role])).removeprefix(str(iri.ID))
            for role in ("member", "union")
        ]
        assert [ENTRIES[end].kind for end in ends] == ["country", "union"], membership
        pairs[tuple(ends)] += 1
    assert len(pairs) > 100
    assert set(pairs.values()) == {1}


def test_member_states_are_those_whose_membership_has_not_ended() -> None:
    members = unions().subjects(iri.ONTOLOGY.membershipStatus, iri.term("membership", "member"))
    lasting = [one for one in members if unions().value(one, iri.ONTOLOGY.until) is None]
    now = {(unions().value(one, iri.ONTOLOGY.member), unions().value(one, iri.ONTOLOGY.union)) for one in lasting}
    countries = Graph().parse(data=(content.ontology() / "reference" / "countries.ttl").read_bytes(), format="turtle")
    assert set(countries.subject_objects(iri.ONTOLOGY.memberStateOf)) == now


def test_a_port_lies_within_the_unions_of_its_country_by_the_chain() -> None:
    known = Graph(bind_namespaces="none")
    for name in ("countries", "macroregions", "regions", "cities", "ports", "unions"):
        known.parse(data=(content.ontology() / "reference" / f"{name}.ttl").read_bytes(), format="turtle")
    within = {
        (str(place).removeprefix(str(iri.ID)), str(union).removeprefix(str(iri.ID)))
        for place, relation, union in closure.closed(axioms.beside(known))
        if relation == iri.ONTOLOGY.withinUnion
    }
    assert {("port-RUBEM", "union-EAEU"), ("port-KZAAU", "union-EAEU"), ("region-RU-KR", "union-CIS")} <= within
    assert ("port-KZAAU", "union-EU") not in within


def test_dates_of_membership_are_iso_8601_and_in_order() -> None:
    for membership in unions().subjects(RDF.type, iri.ONTOLOGY.UnionMembership):
        dates = [str(unions().value(membership, iri.ONTOLOGY[name]) or "") for name in ("since", "until")]
        for text in filter(None, dates):
            date.fromisoformat(text + "1900-01-01"[len(text) :])
        assert dates[0] <= (dates[1] or "9999"), membership


@pytest.mark.parametrize(
    ("union", "status", "members"),
    [
        ("EAEU", "member", "AM BY KG KZ RU"),
        ("EAEU", "observer", "CU IR UZ"),
        ("CSTO", "member", "AM BY KG KZ RU TJ"),
        ("SCO", "member", "BY CN IN IR KG KZ PK RU TJ UZ"),
        ("ECO", "member", "AF AZ IR KG KZ PK TJ TM TR UZ"),
        ("OTS", "member", "AZ KG KZ TR UZ"),
        ("ASEAN", "member", "BN ID KH LA MM MY PH SG TH TL VN"),
    ],
)
def test_unions_have_their_members(union: str, status: str, members: str) -> None:
    found = {
        str(unions().value(membership, iri.ONTOLOGY.member))[-2:]
        for membership in unions().subjects(iri.ONTOLOGY.union, iri.ID[f"union-{union}"])
        if (membership, iri.ONTOLOGY.membershipStatus, iri.term("membership", status)) in unions()
    }
    assert found == set(members.split())


def test_the_european_union_has_27_members_today() -> None:
    of_union = set(unions().subjects(iri.ONTOLOGY.union, iri.ID["union-EU"]))
    members = of_union & set(unions().subjects(iri.ONTOLOGY.membershipStatus, iri.term("membership", "member")))
    ended = [membership for membership in members if unions().value(membership, iri.ONTOLOGY.until)]
    assert len(members) - len(ended) == 27
    assert [str(unions().value(membership, iri.ONTOLOGY.member))[-2:] for membership in ended] == ["GB"]
