"""Names found in running text, in the forms that Russian, English and Kazakh give them."""

import re
from collections.abc import Collection
from functools import cache
from itertools import pairwise

import pymorphy3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopatlas.gazetteer import KINDS, Match, load
from coopatlas.gazetteer.entry import is_abbreviation

GAZETTEER = load()
ANALYZER = pymorphy3.MorphAnalyzer()
CASES = ("gent", "datv", "accs", "ablt", "loct")


@cache
def lemmas(token: str) -> frozenset[str]:
    return frozenset(parse.normal_form.replace("ё", "е") for parse in ANALYZER.parse(token))


def scanned(text: str, lang: str = "ru") -> list[Match]:
    tokens = tokenized(text)
    normal: list[Collection[str]] = [lemmas(token) if lang == "ru" else () for token in tokens]
    return GAZETTEER.scan(tokens, normal, lang)


def tokenized(text: str) -> list[str]:
    return re.findall(r"\w+(?:[-'’]\w+)*|[^\w\s]", text)


def found(text: str, lang: str = "ru") -> list[str]:
    tokens = tokenized(text)
    return [
        f"{' '.join(tokens[m.start_token : m.end_token])}={'|'.join(e.id for e in m.entries)}"
        for m in scanned(text, lang)
    ]


NAMES = {
    "руководит Северо-Западным федеральным округом": "Северо-Западным федеральным округом=macroregion-RU-NW",
    "в Санкт-Петербурге": "Санкт-Петербурге=city-RU-saint-petersburg",
    "из Мангистауской области": "Мангистауской области=region-KZ-47",
    "порты Мангистау": "Мангистау=region-KZ-47",
    "глава Ямало-Ненецкого автономного округа": "Ямало-Ненецкого автономного округа=region-RU-YAN",
    "глава Республики Карелия": "Республики Карелия=region-RU-KR",
    "в Республике Татарстан": "Республике Татарстан=region-RU-TA",
    "в республике Татарстан": "республике Татарстан=region-RU-TA",
    "вылетел в Нур-Султан": "Нур-Султан=city-KZ-astana",
    "экспорт в ОАЭ": "ОАЭ=country-AE",
    "с Актау и только": "Актау=city-KZ-aktau",
    "через Баку": "Баку=city-AZ-baku",
    "из Тбилиси": "Тбилиси=city-GE-tbilisi",
    "в районе Караганды": "Караганды=city-KZ-karaganda",
    "в Алматы": "Алматы=city-KZ-almaty",
    "в Шымкенте": "Шымкенте=city-KZ-shymkent",
    "доволен Шымкентом": "Шымкентом=city-KZ-shymkent",
    "из Экибастуза": "Экибастуза=city-KZ-ekibastuz",
    "в Архангельске": "Архангельске=city-RU-arkhangelsk",
    "в Ростове-на-Дону": "Ростове-на-Дону=city-RU-rostov-on-don",
    "в Петропавловске-Камчатском": "Петропавловске-Камчатском=city-RU-petropavlovsk-kamchatsky",
    "в Набережных Челнах": "Набережных Челнах=city-RU-naberezhnye-chelny",
    "в Великих Луках": "Великих Луках=city-RU-velikiye-luki",
    "мэр Йошкар-Олы": "Йошкар-Олы=city-RU-yoshkar-ola",
    "в Череповце": "Череповце=city-RU-cherepovets",
    "Ханты-Мансийского автономного округа – Югры": "Ханты-Мансийского автономного округа – Югры=region-RU-KHM",
    "предприятия Приангарья": "Приангарья=region-RU-IRK",
    "жители области Абай": "области Абай=region-KZ-10",
    "из провинции Голестан": "провинции Голестан=region-IR-27",
    "через порт Курык": "порт Курык=port-KZKUR",
    "в порту Усть-Луга": "порту Усть-Луга=port-RUULU",
    "мурманский порт": "мурманский порт=port-RUMMK",
    "в Мурманском морском порту": "Мурманском морском порту=port-RUMMK",
    "Евразийского экономического союза": "Евразийского экономического союза=union-EAEU",
    "со странами СНГ": "СНГ=union-CIS",
    "в Киргизской Республике": "Киргизской Республике=country-KG",
    "с Южной Кореей": "Южной Кореей=country-KR",
    "в Соединённых Штатах Америки": "Соединённых Штатах Америки=country-US",
    "на Дальнем Востоке": "Дальнем Востоке=macroregion-far-east",
    "у КАМАЗа": "КАМАЗа=organization-RU-kamaz",
    "глава Росморпорта": "Росморпорта=organization-RU-rosmorport",
    "правительство РФ": "правительство РФ=organization-RU-government",
    "глава МИД Казахстана": "МИД Казахстана=organization-KZ-mid",
    "посольство РК": "РК=country-KZ|region-RU-KL|region-RU-KR|region-RU-KO",
    "делегация РБ": "РБ=country-BY|region-RU-BA|region-RU-BU",
    "с Мурманском": "Мурманском=city-RU-murmansk",
    "в Мурманском заливе": "Мурманском=region-RU-MUR|city-RU-murmansk",
}


@pytest.mark.parametrize("text", NAMES)
def test_finds_a_name_as_it_stands_in_a_text(text: str) -> None:
    assert found(text) == [NAMES[text]]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Атырауская и Мангистауская области", ["region-KZ-23", "region-KZ-47"]),
        ("Павлодарской и Омской областей", ["region-KZ-55", "region-RU-OMS"]),
        ("Атырауской, Актюбинской и Мангистауской областями", ["region-KZ-23", "region-KZ-15", "region-KZ-47"]),
        ("Алтайского и Краснодарского краёв", ["region-RU-ALT", "region-RU-KDA"]),
        ("Ненецкий и Ямало-Ненецкий автономные округа", ["region-RU-NEN", "region-RU-YAN"]),
        (
            "порты Карелии, Мурманской области и Санкт-Петербурга",
            ["region-RU-KR", "region-RU-MUR", "city-RU-saint-petersburg"],
        ),
        ("Россия–Казахстан", ["country-RU", "country-KZ"]),
    ],
)
def test_finds_each_of_several_names(text: str, ids: list[str]) -> None:
    matches = scanned(text)
    assert [match.entries[0].id for match in matches] == ids
    assert {match.form for match in matches} == {"name"}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("казахстанско-российский форум", ["country-KZ", "country-RU"]),
        ("Ирано-казахстанские переговоры", ["country-IR", "country-KZ"]),
        ("российско-китайско-монгольского коридора", ["country-RU", "country-CN", "country-MN"]),
        ("карельские порты", ["region-RU-KR"]),
        ("узбекских экспортёров", ["country-UZ"]),
        ("кабардино-балкарским аграриям", ["region-RU-KB"]),
        ("уральские заводы", ["macroregion-urals"]),
    ],
)
def test_finds_adjectives_and_both_halves_of_a_compound(text: str, ids: list[str]) -> None:
    matches = scanned(text)
    assert [match.entries[0].id for match in matches] == ids
    assert {match.form for match in matches} == {"adjective"}


@pytest.mark.parametrize(
    ("text", "country"),
    [("казахстанцами", "KZ"), ("Белорусы", "BY"), ("россиянам", "RU"), ("узбекистанцев", "UZ"), ("израильтяне", "IL")],
)
def test_finds_inhabitants(text: str, country: str) -> None:
    (match,) = scanned(text)
    assert (match.form, match.entries[0].id) == ("demonym", "country-" + country)


@pytest.mark.parametrize(
    "text",
    [
        "Груз прибыл без опозданий, и грузы пошли дальше.",
        "Того требует закон, кроме того, это выгодно.",
        "Он намного мали не мал. Малый бизнес растёт.",
        "Перу этого автора принадлежит книга о том, как дали чаду имя.",
        "Чад от костра заволок центральный рынок.",
        "Чай, кубики, мир и дружба.",
        "Семей стало больше, а Орёл взлетел над полем.",
        "Иван Грозный и Владимир Киров встретились с Владимиром Путиным.",
        "Пушкин, Чехов, Шевченко и Гурьев – писатели.",
        "Самое важное – находка археологов и курган у реки.",
        "иордания и казахстан со строчной буквы названиями не считаются.",
        "Орал он громко; мары и росток в поле не видны.",
        "Светлый и рудный путь.",
        "Кратко: ряд рк, ес, сша и т. д. строчными.",
    ],
)
def test_finds_nothing_in_ordinary_words(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Встреча прошла в Орле.", ["city-RU-oryol"]),
        ("Поезд из Кирова во Владимир.", ["city-RU-kirov", "city-RU-vladimir"]),
        ("родился в г. Грозный", ["city-RU-grozny"]),
        ("экспорт в Мали и Чад", ["country-ML", "country-TD"]),
        ("президент Перу", ["country-PE"]),
        ("Грузия и Куба", ["country-GE", "country-CU"]),
        ("в Владимире Путине", []),
    ],
)
def test_a_homograph_counts_where_a_place_is_meant(text: str, ids: list[str]) -> None:
    assert [match.entries[0].id for match in scanned(text)] == ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kazakhstan's exports to Iran", ["Kazakhstan's=country-KZ", "Iran=country-IR"]),
        ("Golestan Province of Iran", ["Golestan Province=region-IR-27", "Iran=country-IR"]),
        ("the Mangistau region", ["Mangistau region=region-KZ-47"]),
        ("the port of Kuryk", ["port of Kuryk=port-KZKUR"]),
        ("Republic of Karelia", ["Republic of Karelia=region-RU-KR"]),
        ("Kazakh-Russian trade", ["Kazakh-Russian=country-KZ", "Kazakh-Russian=country-RU"]),
        ("the EU's market", ["EU's=union-EU"]),
        ("They polish it and tell us about oral history.", []),
        ("Mary said that Chad left.", ["Chad=country-TD"]),
        ("Jordan runs.", []),
    ],
)
def test_finds_names_in_english(text: str, expected: list[str]) -> None:
    assert found(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Қазақстанның экспорты", ["Қазақстанның=country-KZ"]),
        ("Ресейден Омбыға", ["Ресейден=country-RU", "Омбыға=city-RU-omsk"]),
        ("Павлодар облысының әкімі", ["Павлодар облысының=region-KZ-55"]),
        ("ҚР-ның елшілігі", ["ҚР-ның=country-KZ"]),
        ("Еуразиялық экономикалық одақта", ["Еуразиялық экономикалық одақта=union-EAEU"]),
    ],
)
def test_finds_names_in_kazakh(text: str, expected: list[str]) -> None:
    assert found(text, "kk") == expected


def test_a_match_has_its_dictionary_form() -> None:
    assert [match.text for match in scanned("Главы Республики Карелия и Казахстана")] == [
        "Республика Карелия",
        "Казахстан",
    ]


def test_without_morphology_names_are_found_by_their_forms() -> None:
    tokens = tokenized("Из Мангистауской области в Шымкент через Атырау")
    assert len(GAZETTEER.scan(tokens, [], "ru")) == 3


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Казахстан", "country-KZ"),
        ("РК", "country-KZ"),
        ("Республика Беларусь", "country-BY"),
        ("КАРЕЛИЯ", "region-RU-KR"),
        ("«Татарстан»", "region-RU-TA"),
        ("Мангистауская обл.", "region-KZ-47"),
        ("г. Атырау", "city-KZ-atyrau"),
        ("Atyrau Oblast", "region-KZ-23"),
        ("Mangystau", "region-KZ-47"),
        ("Орёл", "city-RU-oryol"),
        ("ХМАО — Югра", "region-RU-KHM"),
        ("Северо–Западный федеральный округ", "macroregion-RU-NW"),
        ("Қазақстан", "country-KZ"),
        ("ЕАЭС", "union-EAEU"),
        ("Türkiye", "country-TR"),
        ("порт Актау", "port-KZAAU"),
        ("Port of Aktau", "port-KZAAU"),
        ("«Север – Юг»", "corridor-north-south"),
        ("Middle Corridor", "corridor-middle"),
        ("Trans-Caspian International Transport Route", "corridor-middle"),
        ("Севморпуть", "corridor-northern-sea-route"),
        ("TRACECA", "corridor-traceca"),
    ],
)
def test_looks_up_any_name(name: str, first: str) -> None:
    assert GAZETTEER.find(name)[0].id == first


def test_a_corridor_is_looked_up_and_not_taken_for_a_place_in_a_text() -> None:
    assert found("Грузы пошли по коридору «Север – Юг» и по Севморпути.") == []


def test_looks_up_all_that_share_a_name() -> None:
    assert {entry.id for entry in GAZETTEER.find("РТ")} == {"country-TJ", "region-RU-TA"}
    assert GAZETTEER.find("Атлантида") == ()
    assert GAZETTEER.find("область") == ()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "corridor"])
@pytest.mark.parametrize("lang", ["ru", "en", "kk"])
def test_every_name_is_looked_up_and_found(kind: str, lang: str) -> None:
    named = [(e, text) for e in GAZETTEER.entries().values() if e.kind == kind for text in e.called(lang)]
    plain = [(entry, text) for entry, text in named if text not in entry.homographs.get(lang, ())]
    assert [text for entry, text in named if entry not in GAZETTEER.find(text, lang)] == []
    assert [
        text for entry, text in plain if entry not in {e for m in scanned(f"знаем {text}", lang) for e in m.entries}
    ] == []


def declined(text: str) -> list[list[str]]:
    """Return a name in the oblique cases, or nothing where the dictionary does not know a word of it."""
    parses = []
    for word in text.split():
        known = [p for p in ANALYZER.parse(word) if p.is_known and {"nomn", "sing"} in p.tag]
        if not known or "-" in word or not word.isalpha():
            return []
        parses.append(known[0])
    inflected = [[parse.inflect({case}) for parse in parses] for case in CASES]
    return [[f.word for f in forms] for forms in inflected if all(forms)]


def capitalized(words: list[str], text: str) -> list[str]:
    return [w.capitalize() if model[0].isupper() else w for w, model in zip(words, text.split(), strict=True)]


@pytest.mark.parametrize("kind", ["country", "region", "city", "macroregion", "port", "union"])
def test_names_are_found_in_every_case(kind: str) -> None:
    count, missed = 0, []
    for entry in GAZETTEER.entries().values():
        plain = [t for t in entry.called("ru") if not is_abbreviation(t) and t not in entry.homographs.get("ru", ())]
        for text in plain if entry.kind == kind else ():
            for words in declined(text):
                tokens = ["мы", "знаем", *capitalized(words, text), "давно"]
                matches = GAZETTEER.scan(tokens, [lemmas(token) for token in tokens], "ru")
                count += 1
                if not any(m.end_token - m.start_token == len(words) and entry in m.entries for m in matches):
                    missed.append(" ".join(tokens[2:-1]))
    assert count > 20
    assert missed == []


@given(st.lists(st.sampled_from(["Казахстан", "и", "область", "-", "", "Северо-", "в", ".", "Киров", "12", "«", "😀"])))
@settings(max_examples=200, deadline=None)
def test_any_tokens_give_matches_in_order_without_overlap(tokens: list[str]) -> None:
    matches = GAZETTEER.scan(tokens, [], "ru")
    spans = [(match.start_token, match.end_token) for match in matches]
    assert spans == sorted(spans)
    assert all(start < end <= len(tokens) for start, end in spans)
    assert all(left[1] <= right[0] or left == right for left, right in pairwise(spans))


def test_kazakh_calls_a_region_by_its_city() -> None:
    assert [entry.id for entry in load().find("Астрахань облысы", "kk")] == ["region-RU-AST"]
    assert load().find("Бұлақ облысы", "kk") == ()
