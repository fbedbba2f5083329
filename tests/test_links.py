"""Links to other registers: by codes, by a name with a distance or containment, never by a name alone."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

import blank
from coopatlas import gazetteer
from coopatlas.errors import ContentError, LinkError
from coopatlas.rdf import iri, links
from coopatlas.rdf.links import Link, LinkSet
from coopatlas.statistics import linking, registers
from coopatlas.statistics.joining import Joined, join, rows
from coopatlas.statistics.registers import Join, Register
from coopatlas.store import Store

SHARED = Path(__file__).parents[2] / "shared" / "open-data"
JUDGED = list(csv.DictReader((Path(__file__).parent / "judged_links.tsv").open(encoding="utf-8"), delimiter="\t"))
"""A random sample of 100 links by name, and names that stand elsewhere, each judged."""
COUNTRIES = SHARED.parent / "reference-data" / "country-codes.csv"
FILES = {
    "wikidata-countries": COUNTRIES,
    "geonames-countries": COUNTRIES,
    "m49": COUNTRIES,
    "wikidata-regions": SHARED / "dr5hn-states-wikidata.csv",
    "geonames-regions-ru": SHARED / "ru-regions-okato-oktmo-iso-geonames.csv",
    "okato": SHARED / "ru-regions-okato-oktmo-iso-geonames.csv",
    "oktmo": SHARED / "ru-regions-okato-oktmo-iso-geonames.csv",
    "kato": SHARED / "kz-kato-2025-upper.csv",
    "wikidata-cities": SHARED / "naturalearth-places-wikidata-geonames.csv",
    "geonames-cities": SHARED / "naturalearth-places-wikidata-geonames.csv",
    "unlocode": SHARED / "unlocode-2024-2-region.csv",
    "wpi": SHARED / "wpi-2024-10.csv",
}
RATES = {
    "wikidata-countries": {"country": 248},
    "geonames-countries": {"country": 249},
    "m49": {"country": 249},
    "wikidata-regions": {"region": 381},
    "okato": {"region": 81, "city": 2},
    "oktmo": {"region": 81, "city": 2},
    "kato": {"region": 17, "city": 34},
    "wikidata-cities": {"city": 358},
    "geonames-cities": {"city": 354},
    "unlocode": {"port": 101, "city": 64},
    "wpi": {"port": 71},
}
"""How many of each kind must be linked at least, as the joins gave when they were written."""
BY_NAME = Register(
    "toy",
    "Toy",
    "wd",
    ("id",),
    ("city",),
    (Join(("name",), by="name", country="cc", near=20.0, latitude="lat", longitude="lon", inside=("cc", "part")),),
    pattern=r"(Q\d+)",
    label="name",
)
AKTAU = {"id": "Q1", "name": "Aktau", "cc": "KZ", "lat": "43.65", "lon": "51.2", "part": ""}

needs_samples = pytest.mark.skipif(not SHARED.is_dir(), reason="the samples of ../shared are not in the repository")


def joined(*found: dict[str, str], register: Register = BY_NAME) -> Joined:
    return join(found, register, gazetteer.load(), ())


def test_a_name_with_a_distance_is_a_link_and_says_so() -> None:
    (link,) = joined(AKTAU).links
    assert (link.subject, link.target, link.because) == ("id:city-KZ-aktau", "wd:Q1", "place")
    assert "km away" in link.reason


def test_a_name_with_containment_is_a_link() -> None:
    (link,) = joined(AKTAU | {"lat": "", "part": "47"}).links
    assert link.reason == "the name, in region-KZ-47"


@pytest.mark.parametrize(
    "change",
    [{"lat": "50.1"}, {"lat": "", "part": "10"}, {"cc": "RU"}, {"id": ""}, {"name": "Nowhere"}],
    ids=["far", "another region", "another country", "no id", "no such name"],
)
def test_a_name_elsewhere_is_no_link(change: dict[str, str]) -> None:
    found = joined(AKTAU | change)
    assert not found.links
    assert not found.questions


def test_a_name_alone_is_a_question() -> None:
    found = joined(AKTAU | {"lat": "", "lon": ""})
    assert not found.links
    assert [one.reason for one in found.questions] == ["the name alone"]


def test_two_codes_of_one_thing_are_a_question_and_the_nearest_is_taken() -> None:
    register = replace(
        BY_NAME,
        kinds=("country",),
        joins=(
            Join(
                ("cc",),
            ),
        ),
    )
    assert len(joined(AKTAU, AKTAU | {"id": "Q2"}, register=register).questions) == 2
    near = joined(AKTAU | {"id": "Q2", "lat": "43.75"}, AKTAU).links
    assert [one.target for one in near] == ["wd:Q1"]


def test_minutes_above_59_are_no_coordinate() -> None:
    assert joined(AKTAU | {"lat": "4339N", "lon": "05112E"}).links
    assert joined(AKTAU | {"lat": "4399N", "lon": "05112E"}).questions


def test_another_register_that_contradicts_makes_a_question(tmp_path: Path) -> None:
    file = tmp_path / "toy.csv"
    file.write_text("id,name,cc,lat,lon,part\nQ1,Aktau,KZ,43.65,51.2,\n", "utf-8")
    known = [Link("id:city-KZ-aktau", "wd:Q7", reason="a code")]
    found = linking.linked(BY_NAME, file, known)
    assert not found.links
    assert "but wd:Q7" in found.questions[0].reason


def test_what_a_person_decided_stays(tmp_path: Path) -> None:
    file = tmp_path / "links-toy.sssom.tsv"
    unsure = joined(AKTAU | {"lat": ""})
    linking.keep(BY_NAME, unsure, file)
    assert not links.read(file.name, file.read_text("utf-8")).links
    file.write_text(file.read_text("utf-8").replace(links.ASKED, ""), "utf-8")
    kept = linking.keep(BY_NAME, joined(AKTAU | {"id": "Q2"}), file)
    assert [(one.target, one.because) for one in kept.links] == [("wd:Q1", "person")]
    refused = tmp_path / "links-no.sssom.tsv"
    linking.keep(BY_NAME, unsure, refused)
    refused.write_text(refused.read_text("utf-8").replace(links.ASKED, links.REFUSED), "utf-8")
    assert not linking.keep(BY_NAME, joined(AKTAU), refused).links
    assert links.REFUSED in refused.read_text("utf-8")


def test_links_are_written_and_read_as_sssom() -> None:
    found = LinkSet(
        "toy", "Toy", "https://example.org/licence", "a file", (Link("id:country-KZ", "wd:Q232", "Kazakhstan"),)
    )
    text = links.written(found)
    assert text.startswith("# mapping_set_id: ")
    assert "\nid:country-KZ\tKazakhstan\tskos:exactMatch\twd:Q232\t\tsemapv:MappingChaining\t1\t\n" in text
    assert links.read("toy.sssom.tsv", text) == found
    for broken in (
        text.replace("wd:Q232", "nowhere:1"),
        text.replace("exactMatch", "sameAs"),
        text.replace("subject_id", "x"),
    ):
        with pytest.raises(LinkError):
            links.read("toy.sssom.tsv", broken)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank.new(tmp_path / "store") as opened:
        yield opened


def test_a_new_store_has_the_shipped_links_each_set_under_its_licence(store: Store) -> None:
    asked = """SELECT ?graph ?item { GRAPH ?graph { id:country-KZ skos:exactMatch ?item .
      ?graph dcterms:license ?licence ; dcterms:source ?source ; <http://rdfs.org/ns/void#triples> ?count } }"""
    found = {str(item) for _, item in store.query(asked).rows}
    assert {"http://www.wikidata.org/entity/Q232", links.REGISTERS["m49"] + "398"} <= found
    assert not store.query("SELECT ?x { GRAPH ?g { ?x <http://www.w3.org/2002/07/owl#sameAs> ?y } }").rows
    assert not store.query("SELECT ?x { ?x skos:exactMatch ?y }").rows


def test_a_store_takes_links_of_its_own(store: Store) -> None:
    mine = LinkSet("mine", "Mine", "", "by hand", (Link("id:port-RUMAG", "wd:Q1"),))
    linking.load(store, mine)
    linking.load(store, mine)
    assert (
        len(
            store.query(
                "SELECT ?x { GRAPH ?g { id:port-RUMAG skos:exactMatch ?x FILTER(?g = graph:links-mine) } }"
            ).rows
        )
        == 1
    )


def test_shipped_links_name_things_of_ours_once_and_their_licence() -> None:
    entries = gazetteer.load().entries()
    exact: dict[tuple[str, str], str] = {}
    for found in links.shipped():
        assert found.licence.startswith("https://"), found.name
        assert found.source
        for one in found.links:
            assert one.subject.partition(":")[2] in entries
            assert one.because in {"code", "place", "person"}
            assert one.because != "place" or "km away" in one.reason or ", in " in one.reason
            assert exact.setdefault((one.subject, one.register), one.code) == one.code
    assert (dict(links.codes("m49"))["country-KZ"], dict(links.codes("m49"))["country-AF"]) == ("398", "004")


def test_no_link_by_name_is_false_in_the_judged_sample() -> None:
    right = {(row["subject"], row["target"]) for row in JUDGED if row["verdict"] == "right"}
    wrong = {(row["subject"], row["target"]) for row in JUDGED if row["verdict"] == "wrong"}
    shipped = {(one.subject, one.target) for found in links.shipped() for one in found.links}
    assert len(right) == 100
    assert not wrong & shipped
    assert {pair for pair in right if pair[1].startswith(("wd:", "kato:"))} <= shipped


def test_quickstatements_say_the_codes_of_items() -> None:
    told = linking.quickstatements(links.shipped())
    assert 'Q1914\tP764\t"86000000"\n' in told
    assert all(len(line.split("\t")) == 3 for line in told.splitlines())


def test_missions_that_documents_told_of_are_found_by_whose_they_are_and_where(store: Store, tmp_path: Path) -> None:
    turtle = """@prefix coop: <https://w3id.org/coopatlas/ontology#> . @prefix id: <https://w3id.org/coopatlas/id/> .
      @prefix v: <https://w3id.org/coopatlas/vocabulary/> . id:mission-1 a coop:MissionPresence ;
      coop:sender id:country-KZ ; coop:host id:city-RU-saint-petersburg ; coop:missionType v:mission-consulate_general ;
      <http://www.w3.org/2000/01/rdf-schema#label> "consulate" ."""
    store.load(str(iri.document_graph("0" * 16)), (quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)))
    file = tmp_path / "missions.csv"
    prefix = "http://www.wikidata.org/entity/"
    line = f"{prefix}Q232,{prefix}Q656,%s,{prefix}Q9\n"
    file.write_text("operatorQID,cityQID,type,QID\n" + line % "embassy" + line % "consulate general", "utf-8")
    known = [one for found in links.shipped() for one in found.links]
    found = linking.linked(registers.register("wikidata-missions"), file, known, store)
    assert [(one.subject.partition("-")[0], one.target) for one in found.links] == [("id:mission", "wd:Q9")]


def test_a_join_by_name_alone_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "toy.toml"
    text = 'title = "T"\nto = "wd"\nid = ["id"]\nkinds = ["city"]\n[[join]]\nby = "name"\ncolumns = ["name"]\n'
    file.write_text(text, "utf-8")
    with pytest.raises(ContentError, match="name alone"):
        registers.read(file)
    file.write_text(text.replace("by =", "bye ="), "utf-8")
    with pytest.raises(ContentError, match="bye is not known"):
        registers.read(file)


def test_headings_that_correspond_are_matched_by_their_subheadings(tmp_path: Path) -> None:
    file = tmp_path / "hs.csv"
    pairs = [
        "90111,90111,2022 to 2017",
        "90112,90112,2022 to 2017",
        "10121,10121,2022 to 2017",
        "10122,10130,1996 to 1992",
    ]
    file.write_text("\n".join(["code.after,code.before,adjustment", *pairs]), "utf-8")
    found = {
        (one.subject, one.target, one.match)
        for one in linking.linked(registers.register("unsd-concordance"), file, ()).links
    }
    assert ("v:hs2022-09", "hs2017:09", "exactMatch") in found
    assert {target for _, target, _ in found} <= {"hs2017:09", "hs2017:0901", "hs2017:01", "hs2017:0101"}


@needs_samples
@pytest.mark.parametrize("name", RATES)
def test_joins_reach_their_rates_and_none_is_false(name: str) -> None:
    register = registers.register(name)
    found = join(rows(FILES[name], register), register, gazetteer.load(), ())
    rates = {kind: linked for kind, (linked, _, _) in found.rates().items()}
    assert all(rates[kind] >= count for kind, count in RATES[name].items()), rates
    wrong = {(row["subject"], row["target"]) for row in JUDGED if row["verdict"] == "wrong"}
    assert not wrong & {(one.subject, one.target) for one in found.links}


@needs_samples
def test_port_codes_are_those_of_ports() -> None:
    """The codes of sea ports have the function of a port in UN/LOCODE, but for two towns that were never given it."""
    register = registers.register("unlocode")
    functions = {row["Country"] + row["Location"]: row["Function"] for row in rows(FILES["unlocode"], register)}
    codes = {one.codes.get("unLocode"): one.cls for one in gazetteer.load().entries().values() if one.kind == "port"}
    without = {code for code, cls in codes.items() if cls == "SeaPort" and functions.get(str(code), "1")[0] != "1"}
    assert without == {"KZKUR", "RUTMR"}
    assert str(iri.ID["port-RUMAG"]).removeprefix(str(iri.ID)) in gazetteer.load().entries()


def test_what_other_registers_call_a_thing_is_known_by_their_names() -> None:
    targets = [links.expanded(one) for one in ("m49:398", "wd:Q232", "v:hs2022-44")]
    found = [(one.register, one.code, bool(one.page)) for one in links.known(targets)]
    assert found == [("Wikidata", "Q232", True), ("UN M49", "398", False)]
