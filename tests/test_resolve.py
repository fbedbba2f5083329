import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopatlas import gazetteer
from coopatlas.model import Fact, Value
from coopatlas.rdf import iri
from coopatlas.resolve import Entity, Resolver
from coopatlas.resolve.spelling import spelling

RESOLVER = Resolver(gazetteer.load())
COOP = iri.ONTOLOGY


def resolved(name: str, role_type: str = "agent", lang: str = "ru") -> Entity:
    return RESOLVER.entity(name, role_type, lang)


@pytest.mark.parametrize(
    ("name", "lang", "entity"),
    [
        ("Казахстан", "ru", "country-KZ"),
        ("Республика Казахстан", "ru", "country-KZ"),
        ("РК", "ru", "country-KZ"),
        ("Kazakhstan", "en", "country-KZ"),
        ("Қазақстан", "kk", "country-KZ"),
        ("РФ", "ru", "country-RU"),
        ("Карелия", "ru", "region-RU-KR"),
        ("Республика Карелия", "ru", "region-RU-KR"),
        ("Омбы облысы", "kk", "region-RU-OMS"),
        ("ЕАЭС", "ru", "union-EAEU"),
        ("Северо-Западный федеральный округ", "ru", "macroregion-RU-NW"),
    ],
)
@pytest.mark.parametrize("role_type", ["agent", "territory", "place", "union"])
def test_territories_have_one_iri_in_every_language(name: str, lang: str, entity: str, role_type: str) -> None:
    found = resolved(name, role_type, lang)
    assert found.iri == iri.ID[entity]
    assert {"ru", "en"} <= {tag for _, tag in found.labels}
    assert entity in found.reason


@pytest.mark.parametrize(
    ("names", "cls"),
    [
        (
            [
                ("посольство Казахстана в России", "ru"),
                ("Посольство Республики Казахстан в РФ", "ru"),
                ("посольство Казахстана в Москве", "ru"),
                ("Embassy of Kazakhstan in Russia", "en"),
                ("Kazakh Embassy in Moscow", "en"),
            ],
            "Embassy",
        ),
        (
            [
                ("генеральное консульство Узбекистана в Актау", "ru"),
                ("Генконсульство Республики Узбекистан в г. Актау", "ru"),
                ("Consulate General of Uzbekistan in Aktau", "en"),
            ],
            "ConsulateGeneral",
        ),
        (
            [
                ("МИД Узбекистана", "ru"),
                ("Министерство иностранных дел Республики Узбекистан", "ru"),
                ("Ministry of Foreign Affairs of Uzbekistan", "en"),
                ("Uzbekistan's Foreign Ministry", "en"),
            ],
            "GovernmentBody",
        ),
        (
            [
                ("правительство Калининградской области", "ru"),
                ("Правительство Калининградской обл.", "ru"),
                ("Government of Kaliningrad Oblast", "en"),
            ],
            "GovernmentBody",
        ),
        (
            [("пресс-служба посольства РК в РФ", "ru"), ("press service of Kazakhstan's embassy in Russia", "en")],
            "PressService",
        ),
        ([("ООО «Онежские причалы»", "ru"), ("компания «Онежские причалы»", "ru"), ("Онежские причалы", "ru")], None),
        ([("порт Мурманск", "ru"), ("мурманский порт", "ru"), ("Port of Murmansk", "en")], "SeaPort"),
        ([("порты Карелии", "ru"), ("ports of Karelia", "en")], "Place"),
        (
            [
                ("Болат Иманбаев", "ru"),
                ("Иманбаев Болат", "ru"),
                ("Иманбаев Болат Серикович", "ru"),
                ("Bolat Imanbaev", "en"),
                ("Bolat Imanbayev", "en"),
            ],
            "Person",
        ),
    ],
)  # fmt: skip
def test_writings_of_one_thing_have_one_iri(names: list[tuple[str, str]], cls: str | None) -> None:
    found = [resolved(name, "agent", lang) for name, lang in names]
    assert len({entity.iri for entity in found}) == 1
    if cls:
        assert {entity.cls for entity in found} == {COOP[cls]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("посольство Казахстана в России", "посольство России в Казахстане"),
        ("посольство Казахстана в России", "посольство Казахстана в Узбекистане"),
        ("посольство Казахстана в России", "пресс-служба посольства Казахстана в России"),
        ("генеральное консульство Узбекистана в Актау", "консульство Узбекистана в Актау"),
        ("министерство экономики Татарстана", "министерство транспорта Татарстана"),
        ("министерство экономики Татарстана", "министерство экономики Башкортостана"),
        ("Болат Иманбаев", "Булат Имангалиев"),
        ("Иван Петров", "Пётр Иванов"),
        ("порты Карелии", "порты Северо-Западного федерального округа"),
        ("бумага и картон" + " высшего качества" * 6 + " один", "бумага и картон" + " высшего качества" * 6 + " два"),
    ],
)
def test_different_things_have_different_iris(one: str, other: str) -> None:
    assert resolved(one).iri != resolved(other).iri


@pytest.mark.parametrize(
    ("russian", "latin"),
    [
        ("Сергей", "Sergey Sergei"),
        ("Дмитрий", "Dmitry Dmitri Dmitriy Dmitrii"),
        ("Алексей", "Aleksei Alexey Aleksey"),
        ("Юрий", "Yuri Yury Iurii Yuriy"),
        ("Васильев", "Vasiliev Vasilyev Vasil'ev"),
        ("Сауранбаев", "Sauranbayev Sauranbaev"),
        ("Тугжанов", "Tugzhanov Tugjanov"),
        ("Ералы", "Yeraly Eraly"),
        ("Касым-Жомарт", "Kassym-Jomart Kasym-Zhomart"),
        ("Мирзиёев", "Mirziyoyev"),
        ("Джумагалиев", "Dzhumagaliyev Jumagaliev"),
        ("Хоценко", "Khotsenko Hotsenko"),
        ("Щукин", "Shchukin Schukin"),
        ("Эрдоган", "Erdoğan Erdogan"),
    ],
)
def test_transliterations_are_one_spelling(russian: str, latin: str) -> None:
    assert {spelling(word) for word in latin.split()} == {spelling(russian)}


@given(st.text())
def test_a_spelling_is_plain_and_final(word: str) -> None:
    once = spelling(word)
    assert once.isascii()
    assert once.isalnum() or not once


def fact(kind: str, **args: Value) -> Fact:
    return Fact.plain(kind, args, "", 0, 0)


MEETING = fact("meeting", participant=("Артур Парфенчиков", "Болат Иманбаев"))


@pytest.mark.parametrize(
    "short", ["А. Парфенчиков", "Парфенчиков", "Парфенчиков А.О.", "А.О. Парфенчиков", "A. Parfenchikov"]
)
def test_a_short_name_is_the_one_full_name_of_the_document_that_it_fits(short: str) -> None:
    resolver = Resolver(gazetteer.load(), [MEETING])
    found = resolver.entity(short, "person", "ru")
    assert found.iri == resolver.entity("Артур Парфенчиков", "person", "ru").iri
    assert found.labels == (("Артур Парфенчиков", "ru"),)
    assert short in found.reason
    assert found.iri == resolver.entity(short, "agent", "ru").iri


@pytest.mark.parametrize("people", [(), ("Андрей Парфенчиков", "Артур Парфенчиков"), ("Борис Парфенчиков",)])
def test_a_short_name_that_fits_none_or_several_stays_its_own(people: tuple[str, ...]) -> None:
    resolver = Resolver(gazetteer.load(), [fact("meeting", participant=people)])
    found = resolver.entity("А. Парфенчиков", "person", "ru")
    assert found.iri not in {resolver.entity(name, "person", "ru").iri for name in people}
    assert found.labels == (("А. Парфенчиков", "ru"),)


@pytest.mark.parametrize(
    ("name", "lang", "cls"),
    [
        ("Алексей Бородавкин", "ru", "Person"),
        ("Aidarbekov", "en", "Person"),
        ("Хаят Кимья", "ru", "Organization"),
        ("Danube Logistics", "en", "Organization"),
        ("узбекские экспортёры", "ru", "Organization"),
        ("особая экономическая зона «Алабуга»", "ru", "Organization"),
        ("Aktau Seaport Development Company", "en", "Company"),
        ("Торгово-промышленная палата Карелии", "ru", "BusinessAssociation"),
    ],
)
def test_an_agent_is_a_person_by_its_name_alone(name: str, lang: str, cls: str) -> None:
    assert resolved(name, "agent", lang).cls == COOP[cls]


def test_a_person_of_the_document_is_one_as_an_agent_too() -> None:
    resolver = Resolver(gazetteer.load(), [fact("post", person="Мейрим Калауи", role="консул")])
    assert resolver.entity("Мейрим Калауи", "agent", "ru").cls == COOP.Person


def test_ports_lie_in_their_territory() -> None:
    assert resolved("порты Карелии", "place").links == (("locatedIn", iri.ID["region-RU-KR"]),)
    harbour = resolved("порт Тьмутаракань", "place")
    assert (harbour.cls, harbour.links) == (COOP.Port, ())


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("посольство Казахстана в России", {"represents": "country-KZ", "seatedIn": "country-RU"}),
        ("Consulate General of Uzbekistan in Aktau", {"represents": "country-UZ", "seatedIn": "city-KZ-aktau"}),
        ("генеральное консульство Казахстана", {"represents": "country-KZ"}),
        ("правительство Калининградской области", {"represents": "region-RU-KGD"}),
        ("пресс-служба посольства РК в РФ", {"represents": "country-KZ"}),
        ("пресс-служба правительства Карелии", {"represents": "region-RU-KR"}),
        (
            "петербургское генконсульство Казахстана",
            {"represents": "country-KZ", "seatedIn": "city-RU-saint-petersburg"},
        ),
        ("Embassy of Uzbekistan, Tashkent", {"represents": "country-UZ", "seatedIn": "country-UZ"}),
        ("московское представительство правительства Татарстана", {"represents": "region-RU-TA"}),
        ("администрация города Омска", {"represents": "city-RU-omsk"}),
        ("администрация порта Астрахань", {}),
        ("представительство МИД России в Казани", {}),
        ("пресс-служба ООО «Карелия»", {}),
        ("Торгово-промышленная палата Казахстана", {}),
        ("Университет Казахстана", {}),
    ],
)
def test_a_mission_or_a_government_speaks_for_the_territory_in_its_name(name: str, links: dict[str, str]) -> None:
    lang = "ru" if name[0] not in "CE" else "en"
    assert dict(resolved(name, "organization", lang).links) == {link: iri.ID[end] for link, end in links.items()}


def test_an_unknown_place_is_one_whatever_its_role() -> None:
    assert resolved("Тьмутаракань", "place").iri == resolved("Тьмутаракань", "territory").iri


@given(
    st.text(min_size=1), st.sampled_from(["person", "organization", "agent", "territory", "place", "union", "goods"])
)
@settings(deadline=None)
def test_every_name_gets_an_iri_without_a_slash(name: str, role_type: str) -> None:
    found = resolved(name, role_type)
    local = found.iri.removeprefix(str(iri.ID))
    assert local.isascii()
    assert "/" not in local
    assert not local.endswith("-")
    assert found == resolved(name, role_type)


@pytest.mark.parametrize("name", ["администрация", "генеральное консульство", "компания"])
def test_a_body_that_is_only_described_is_its_documents_own(name: str) -> None:
    one, other = (
        Resolver(gazetteer.load(), document=document).entity(name, "organization", "ru") for document in ("a", "b")
    )
    assert one.iri != other.iri
    assert one.iri == Resolver(gazetteer.load(), document="a").entity(name, "organization", "ru").iri


@pytest.mark.parametrize("name", ["посольство Казахстана в России", "карельское министерство торговли", "«Амкодор»"])
def test_a_body_that_is_named_is_one_in_all_documents(name: str) -> None:
    one, other = (
        Resolver(gazetteer.load(), document=document).entity(name, "organization", "ru") for document in ("a", "b")
    )
    assert one.iri == other.iri
