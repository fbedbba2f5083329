"""The Harmonized System and the everyday names of goods: against their source, and found in the names of texts."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.term import Node

import turtles
from coopatlas.gazetteer import load
from coopatlas.rdf import iri
from coopatlas.resolve import Resolver, commodities

SOURCE = Path(__file__).parents[2] / "shared" / "reference-data" / "harmonized-system-2022.csv"
MATCHES = (SKOS.closeMatch, SKOS.narrowMatch, SKOS.broadMatch, SKOS.relatedMatch)


def graph() -> Graph:
    return turtles.reference("commodities")


def concepts(scheme: str) -> list[URIRef]:
    return sorted(URIRef(str(concept)) for concept in graph().subjects(SKOS.inScheme, iri.VOCABULARY[scheme]))


def codes() -> dict[str, Node]:
    return {str(graph().value(concept, SKOS.notation)): concept for concept in concepts("hs2022")}


def goods(name: str, lang: str = "ru") -> list[str]:
    return [str(group).rpartition("/goods-")[2] for group in commodities.groups(name, lang)]


def test_all_sections_and_chapters_are_there_and_each_code_stands_in_its_chapter() -> None:
    by_length = Counter(len(code) for code in codes() if code.isdigit())
    assert by_length[2] == 96, "chapter 77 is reserved"
    assert "77" not in codes()
    assert len([code for code in codes() if not code.isdigit()]) == 21
    for code, concept in codes().items():
        above = graph().value(concept, SKOS.broader)
        assert concept == iri.term("hs2022", code)
        assert (above is None) == (not code.isdigit())
        assert above is None or above in codes().values()
        assert len(code) != 4 or not code.isdigit() or above == iri.term("hs2022", code[:2])


@pytest.mark.skipif(not SOURCE.is_file(), reason="the table of the Harmonized System is not part of the repository")
def test_codes_and_english_titles_are_those_of_the_harmonized_system() -> None:
    with SOURCE.open(encoding="utf-8") as file:
        rows = {row["hscode"]: row for row in csv.DictReader(file)}
    for code, concept in codes().items():
        if code.isdigit():
            titles = {
                str(text) for text in graph().objects(concept, SKOS.prefLabel) if getattr(text, "language", "") == "en"
            }
            assert titles == {rows[code]["description"]}
        if len(code) == 2 and code.isdigit():
            assert graph().value(concept, SKOS.broader) == iri.term("hs2022", rows[code]["section"])
    assert {code for code, row in rows.items() if row["level"] == "2"} - {"99"} <= set(codes())


def test_every_concept_is_a_commodity_group_named_once_in_russian_and_once_in_english() -> None:
    for concept in (*concepts("hs2022"), *concepts("goods")):
        assert (concept, RDF.type, iri.ONTOLOGY.CommodityGroup) in graph()
        assert sorted(getattr(t, "language", "") for t in graph().objects(concept, SKOS.prefLabel)) == ["en", "ru"]


def test_every_everyday_name_means_known_positions_in_one_way() -> None:
    assert len(concepts("goods")) > 150
    for concept in concepts("goods"):
        meant = {match: set(graph().objects(concept, match)) for match in MATCHES}
        used = [match for match in MATCHES if meant[match]]
        assert len(used) == 1, concept
        assert meant[used[0]] <= set(codes().values()), concept


@pytest.mark.parametrize("lang", ["ru", "en", "kk"])
def test_no_name_means_two_groups_and_every_name_is_found(lang: str) -> None:
    named: defaultdict[str, set[URIRef]] = defaultdict(set)
    for group in concepts("goods"):
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for text in graph().objects(group, predicate):
                if getattr(text, "language", "") == lang:
                    named[str(text)].add(group)
    assert {text: found for text, found in named.items() if set(commodities.groups(text, lang)) != found} == {}
    assert named


@pytest.mark.parametrize(
    ("name", "lang", "found"),
    [
        ("бумага и картон", "ru", ["paper-and-board"]),
        ("картон и бумага", "ru", ["paper-and-board"]),
        ("Бумага с картоном", "ru", ["paper-and-board"]),
        ("древесина и изделия из неё", "ru", ["wood"]),
        ("цемент", "ru", ["cement"]),
        ("насос", "ru", ["pumps"]),
        ("железнодорожный вагон", "ru", ["railway-wagons"]),
        ("части для локомотивов и другого железнодорожного транспорта", "ru", ["locomotive-parts"]),
        ("бумага и целлюлоза", "ru", ["paper-and-board", "pulp"]),
        ("зерно, мука и сахар", "ru", ["grain", "flour", "sugar"]),
        ("Building Materials", "en", ["building-materials"]),
        ("fruit and vegetables", "en", ["fruit-and-vegetables"]),
        ("truck", "en", ["lorries"]),
        ("wheat and steel", "en", ["wheat", "ferrous-metals"]),
        ("flour and cereals", "en", ["flour", "grain"]),
        ("ауыл шаруашылығы өнімі", "kk", ["agricultural-products"]),
    ],
)
def test_a_name_of_goods_is_known_by_all_its_words(name: str, lang: str, found: list[str]) -> None:
    assert goods(name, lang) == found


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("туризм", "ru"),
        ("бумажный змей", "ru"),
        ("цемент и туризм", "ru"),
        ("трубы из неметаллических материалов", "ru"),
        ("машины", "ru"),
        ("pellets", "en"),
        ("cement", "ru"),
        ("holidaymakers", "en"),
        ("цемент", "en"),
        ("", "ru"),
        ("и, и", "ru"),
        (", and", "en"),
    ],
)
def test_what_is_not_known_stays_unclassified(name: str, lang: str) -> None:
    assert goods(name, lang) == []


@pytest.mark.parametrize(
    ("name", "match", "found"),
    [
        ("молоко", SKOS.broadMatch, "04"),
        ("чай", SKOS.broadMatch, "09"),
        ("чай и кофе", SKOS.closeMatch, "09"),
        ("лесоматериалы", SKOS.narrowMatch, "4403 4407"),
        ("пиломатериалы", SKOS.closeMatch, "4407"),
        ("вагоны", SKOS.narrowMatch, "8605 8606"),
        ("полувагоны", SKOS.closeMatch, "8606"),
        ("рыба", SKOS.closeMatch, "03"),
        ("рыбная продукция", SKOS.relatedMatch, "03 16"),
        ("смазочные материалы", SKOS.relatedMatch, "2710 3403"),
        ("битум", SKOS.relatedMatch, "2713 2714"),
    ],
)
def test_a_position_is_part_of_goods_that_cover_it_and_overlaps_with_others(
    name: str, match: URIRef, found: str
) -> None:
    (group,) = commodities.groups(name, "ru")
    positions = graph().objects(group, match)
    assert sorted(str(graph().value(position, SKOS.notation)) for position in positions) == found.split()


def test_goods_keep_their_name_and_tell_their_group() -> None:
    entity = Resolver(load()).entity("бумага с картоном", "goods", "ru")
    assert entity.iri == iri.ID["goods-bumaga-s-kartonom"]
    assert entity.labels == (("бумага с картоном", "ru"),)
    assert entity.links == (("classifiedAs", iri.term("goods", "paper-and-board")),)
