"""Trade: whose figure it is and with whom, of which period, how firmly; lists of goods and ranks; three languages."""

from typing import Any

import pytest

from coopatlas import reading
from coopatlas.model import Document, Fact


def _read(lang: str, text: str, *kinds: str) -> list[Fact]:
    facts = reading.read(Document("flows", text, lang, published="2023-05-16"), judged=False)
    return [fact for fact in facts if fact.kind in (kinds or ("trade", "growth", "commodity", "partner"))]


def _sides(lang: str, text: str, kind: str = "trade") -> list[tuple[Any, ...]]:
    return [tuple(f.args.get(role) for role in ("reporter", "flow", "partner")) for f in _read(lang, text, kind)]


@pytest.mark.parametrize(
    ("lang", "text", "sides"),
    [
        ("ru", "Экспорт Томской области в Монголию составил 5 млн $.", ("Томская область", "export", "Монголия")),
        ("ru", "Импорт Перми из Сербии составил 5 млн долларов.", ("Пермь", "import", "Сербия")),
        ("ru", "Китай увеличил импорт российских товаров на 31 %, до 5 млрд долларов.", ("Китай", "import", "Россия")),
        ("ru", "Томская область граничит с Казахстаном. Экспорт Тверской области в Монголию составил 5 млн долларов.",
         ("Тверская область", "export", "Монголия")),
        ("ru", "Товарооборот между Томской областью и Монголией достиг 5 млн долларов.",
         ("Томская область", "turnover", "Монголия")),
        ("ru", "Торговля Томской области с партнёрами из Монголии достигла 5 млн долларов.",
         ("Томская область", "turnover", "Монголия")),
        ("ru", "Томская область растёт. Монгольским покупателям из области отгружено 5 тыс. тонн муки.",
         ("Томская область", "export", "Монголия")),
        ("ru", "Порт Ванино перевалил 5 млн тонн грузов.", ("порт Ванино", "turnover", None)),
        ("ru", "Экспорт рыбы в Монголию достиг 5 млн долларов, сообщил губернатор Томской области Иван Ильин.",
         ("Томская область", "export", "Монголия")),
        ("en", "Exports from Latvia to Uzbekistan amounted to $5 million.", ("Latvia", "export", "Uzbekistan")),
        ("en", "Imports to Latvia from Uzbekistan amounted to $5 million.", ("Latvia", "import", "Uzbekistan")),
        ("en", "Latvia's exports to Uzbekistan amounted to $5 million.", ("Latvia", "export", "Uzbekistan")),
        ("en", "Trade between Latvia and Uzbekistan amounted to US$ 5 million.", ("Latvia", "turnover", "Uzbekistan")),
        ("en", "Trade between Central Asian countries and Latvia amounted to US$ 5 million.",
         ("Central Asia", "turnover", "Latvia")),
        ("en", "Latvia exported close to 3 million tons worth $5 million to EEU states.",
         ("Latvia", "export", "Eurasian Economic Union")),
        ("kk", "Қазақстанның Латвияға экспорты 5 млн доллар болды.", ("Қазақстан", "export", "Латвия")),
        ("kk", "Қазақстан мен Латвияның тауар айналымы 5 млн доллар болды.", ("Қазақстан", "turnover", "Латвия")),
    ],
)  # fmt: skip
def test_whose_figure_it_is_and_with_whom(lang: str, text: str, sides: tuple[str, str, str | None]) -> None:
    assert _sides(lang, text)[:1] == [sides]


def test_the_country_spoken_of_is_the_partner_and_no_dateline_is() -> None:
    text = (
        "Псков. 5 мая. ВЕСТНИК - СЕВЕРО-ЗАПАД - Оборот Псковской области вырос на 12 %. Лидер – Китай. "
        "Оборот с этой страной составил 2 млрд рублей."
    )
    assert _sides("ru", text, "growth") == [("Псковская область", "turnover", None)]
    assert _sides("ru", text) == [("Псковская область", "turnover", "Китай")]


def test_a_dash_behind_a_second_verb_leaves_the_goods_of_the_first() -> None:
    text = "Томская область экспортирует в Монголию зерно и шины, импортирует – уголь."
    found = {(fact.args["flow"], fact.args["commodity"]) for fact in _read("ru", text, "commodity")}
    assert found == {("export", "зерно"), ("export", "шины"), ("import", "уголь")}


def test_a_whole_has_not_the_flow_of_its_parts() -> None:
    text = "Оборот Томской области с Монголией вырос. Прирост составил 19 %, в том числе по экспорту – 27 %."
    found = [(fact.args["flow"], fact.args["percent"]) for fact in _read("ru", text, "growth")]
    assert found == [("turnover", 19), ("export", 27)]


def test_what_one_train_brought_is_no_figure_of_the_port() -> None:
    text = "Поезд пришёл в порт Ванино. Состав перевозил 62 контейнера с бумагой."
    assert not _read("ru", text, "trade", "commodity")
    assert _read("ru", text.replace("Состав перевозил", "За год перевезено"), "trade")


def test_the_region_of_who_speaks_is_his_own() -> None:
    text = (
        "Форум прошёл в Тверской области. По словам министра экономики Псковской области Ивана Белова, Армения – "
        "главный партнёр региона. За год оборот вырос на 5 %, чему способствовал экспорт."
    )
    assert _sides("ru", text, "growth") == [("Псковская область", "turnover", "Армения")]
    assert [fact.modality for fact in _read("ru", text, "growth")] == ["stated"]


def test_each_partner_of_a_list_has_its_own_figure() -> None:
    text = "Экспорт Томской области в Монголию вырос на 5 %, в Сербию — на 8 %, а в Иран сократился вдвое."
    found = {fact.args["partner"]: fact.args["percent"] for fact in _read("ru", text, "growth")}
    assert found == {"Монголия": 5, "Сербия": 8, "Иран": -50}


def test_along_whom_a_flow_grows_is_its_partner() -> None:
    text = "Экспорт Томской области вырос на 25 %. По Монголии рост составил 5 %, по области в целом — 25 %."
    found = [(fact.args.get("partner"), fact.args["percent"]) for fact in _read("ru", text, "growth")]
    assert found[:2] == [(None, 25), ("Монголия", 5)]


def test_figures_of_two_are_theirs_in_turn() -> None:
    text = "Экспорт Томской области в Монголию и Иран вырос на 5 % и 8 % соответственно."
    assert [(f.args["partner"], f.args["percent"]) for f in _read("ru", text, "growth")] == [
        ("Монголия", 5),
        ("Иран", 8),
    ]
    text = "Экспорт и импорт Томской области составили 5 млн и 8 млн долларов соответственно."
    found = [(fact.args["flow"], fact.args["value"]) for fact in _read("ru", text, "trade")]
    assert found == [("export", 5_000_000), ("import", 8_000_000)]


def test_a_flow_behind_its_figure_has_the_side_behind_it() -> None:
    text = "Экспорт Томской области в Иран упал на 8 %. В 3,3 раза увеличился экспорт в Монголию до 12,5 млн долларов."
    found = [(fact.args["partner"], fact.args.get("percent")) for fact in _read("ru", text, "growth", "trade")]
    assert found == [("Иран", -8), ("Монголия", 230), ("Монголия", None)]


def test_a_rate_tells_a_level() -> None:
    text = "Экспорт Томской области в Монголию превысил 5 млн долларов с темпом роста 127 %."
    assert [fact.args["percent"] for fact in _read("ru", text, "growth")] == [27]


def test_what_a_port_handles_grows_to_what_it_came_to() -> None:
    text = "Перевалка нефти через порт Актау в 2023 году по сравнению с прошлым годом выросла на 63 % — до 5 млн тонн."
    told = {
        (f.kind, f.args["reporter"], f.args.get("percent"), f.args["bound"])
        for f in _read("ru", text, "growth", "trade")
    }
    assert told == {("growth", "порт Актау", 63, "exact"), ("trade", "порт Актау", None, "exact")}


def test_goods_left_out_are_those_of_the_same_flow() -> None:
    text = "Из Томской области в Монголию отгружено 5 тыс. тонн масла. Оттуда ввезли 8 тыс. тонн товаров."
    assert {(f.args["flow"], f.args["commodity"]) for f in _read("ru", text, "commodity")} == {("export", "масло")}


def test_deliveries_beside_an_import_are_of_it() -> None:
    text = "Импорт сербских слив в Томскую область вырос на 30 %, а поставки керамики увеличились на 10 %."
    assert [(f.args["flow"], f.args["percent"]) for f in _read("ru", text, "growth")] == [
        ("import", 30),
        ("import", 10),
    ]


def test_what_goes_back_is_no_delivery_of_the_import_beside_it() -> None:
    text = (
        "Из Сербии в Томскую область завезено 5 тыс. тонн цемента, в обратном направлении отгрузили 8 тыс. тонн зерна."
    )
    assert [(f.args["flow"], f.args["value"]) for f in _read("ru", text, "trade")] == [
        ("import", 5000),
        ("export", 8000),
    ]


def test_parts_of_a_turnover_keep_its_pair() -> None:
    text = "Товарооборот Томской области с Монголией составил 8 млн долларов: экспорт – 5 млн, импорт – 3 млн."
    found = {fact.args["flow"]: (fact.args["partner"], fact.args["value"]) for fact in _read("ru", text, "trade")}
    assert found == {"turnover": ("Монголия", 8e6), "export": ("Монголия", 5e6), "import": ("Монголия", 3e6)}


def test_a_figure_takes_the_period_beside_it() -> None:
    text = "Exports of Latvia to Uzbekistan amounted to $1.25 billion ($1.1 billion in 2020) in 2021."
    found = {fact.args["period"]: fact.args["value"] for fact in _read("en", text, "trade")}
    assert found == {"2021": 1_250_000_000, "2020": 1_100_000_000}


@pytest.mark.parametrize(
    ("lang", "text", "modality"),
    [
        ("ru", "Томская область планирует довести экспорт в Монголию до 5 млн долларов.", "intention"),
        ("ru", "Экспорт Томской области в Монголию может вырасти на 5 %.", "evaluation"),
        ("ru", "Товарооборот Томской области и Монголии будет увеличен до 5 млн долларов.", "intention"),
        ("ru", "Из Томской области в Монголию будет отгружено 5 тыс. тонн муки.", "intention"),
        ("en", "Latvia wants to bring its exports to Uzbekistan to $5 million.", "intention"),
        ("kk", "Қазақстан Латвияға экспортты 5 млн долларға жеткізуді жоспарлап отыр.", "intention"),
    ],
)
def test_an_aim_is_not_told_as_reached(lang: str, text: str, modality: str) -> None:
    assert [fact.modality for fact in _read(lang, text, "trade", "growth")] == [modality]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Доля Монголии в экспорте Томской области увеличилась с 12 до 15 %."),
        ("ru", "Доля Монголии во внешнеторговом обороте Томской области снизилась до 4,3 % с 4,9 %."),
        ("ru", "Сальдо внешней торговли Томской области осталось положительным и составляет 5 млн долларов."),
        ("ru", "Инвестиции в завод составили 5 млрд рублей."),
        ("ru", "Экспорт Томской области в Монголию составил -3 млн долларов."),
        ("ru", "В порту работают 500 человек."),
        ("en", "Did exports of Latvia to Uzbekistan reach $5 million?"),
    ],
)
def test_what_is_no_figure_of_trade(lang: str, text: str) -> None:
    assert _read(lang, text, "trade", "growth") == []


@pytest.mark.parametrize(
    ("lang", "text", "goods"),
    [
        ("ru", "Томская область экспортирует в Монголию муку, сыры и фанеру.", {"мука", "сыры", "фанера"}),
        ("ru", "Основу экспорта Томской области в Монголию составляют мука и сыры.", {"мука", "сыры"}),
        ("en", "Latvia exports timber, cheese and fish to Uzbekistan.", {"timber", "cheese", "fish"}),
        ("en", "Timber and cheese made up the bulk of Latvia's exports to Uzbekistan.", {"timber", "cheese"}),
        ("kk", "Қазақстан Латвияға бидай, ұн және мыс экспорттайды.", {"бидай", "ұн", "мыс"}),
    ],
)
def test_goods_that_a_flow_consists_of(lang: str, text: str, goods: set[str]) -> None:
    assert {str(fact.args["commodity"]).casefold() for fact in _read(lang, text, "commodity")} == goods


@pytest.mark.parametrize(
    ("lang", "text", "ranks"),
    [
        ("ru", "Монголия – второй после Сербии торговый партнёр Томской области.", {("Монголия", 2), ("Сербия", 1)}),
        ("ru", "Монголия остаётся главным торговым партнёром Томской области.", {("Монголия", "main")}),
        ("en", "Latvia is the main trading partner of Uzbekistan.", {("Latvia", "main")}),
        ("en", "Latvia is one of Uzbekistan's leading trading partners.", {("Latvia", "leading")}),
    ],
)
def test_ranks_of_partners(lang: str, text: str, ranks: set[tuple[str, str | int]]) -> None:
    assert {(f.args["party"], f.args["rank"]) for f in _read(lang, text, "partner")} == ranks


def test_a_rank_that_is_hoped_for_or_lost_is_not_held() -> None:
    hoped = "Монголия надеется стать главным торговым партнёром Томской области."
    lost = "Latvia is no longer the main trading partner of Uzbekistan."
    assert not [f for f in (*_read("ru", hoped, "partner"), *_read("en", lost, "partner")) if f.asserted]


@pytest.mark.parametrize(
    ("lang", "text", "role", "ends"),
    [
        ("ru", "Экспорт России в Узбекистан составил 2,5–3 млрд долларов.", "value", (2_500_000_000, 3_000_000_000)),
        ("ru", "Товарооборот России и Узбекистана вырос на 15–20 %.", "percent", (15, 20)),
        ("ru", "Товарооборот России и Узбекистана упал на 15–20 %.", "percent", (-20, -15)),
        ("en", "Trade between Russia and Uzbekistan fell by 15-20%.", "percent", (-20, -15)),
        ("en", "Exports from Latvia to Uzbekistan amounted to $2.5-3 million.", "value", (2_500_000, 3_000_000)),
    ],
)
def test_a_fact_keeps_both_ends_of_a_range(lang: str, text: str, role: str, ends: tuple[int, int]) -> None:
    (fact,) = _read(lang, text, "trade", "growth")
    told = fact.record("x")
    assert tuple(told["roles"][role][0][end] for end in ("lower", "upper")) == ends
    assert (told["args"][role], told["args"]["bound"]) == (sum(ends) / 2, "about")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Оборот Перми с Сербией в 2021 году дошёл до 7 млн долларов; довести его до 9 млн планируют к 2030 году.",
            [("stated", "2021"), ("intention", "2030")],
        ),
        ("Оборот Перми с Сербией в первой половине 2020 года составил 7 млн долларов.", [("stated", "2020-H1")]),
        ("Во второй половине года оборот Перми с Сербией составил 7 млн долларов.", [("stated", "2022-H2")]),
        ("Во второй половине дня названо: оборот Перми с Сербией составил 7 млн долларов.", [("stated", None)]),
    ],
)
def test_a_goal_has_its_own_year_and_a_half_is_one_of_a_year(text: str, told: list[tuple[str, str | None]]) -> None:
    assert [(fact.modality, fact.args.get("period")) for fact in _read("ru", text, "trade")] == told


def test_months_without_a_year_are_of_the_year_of_publication() -> None:
    text = "Линия открыта в 2015 году. Экспорт Томской области в Монголию за первый квартал составил 5 млн долларов."
    assert [fact.args["period"] for fact in _read("ru", text, "trade")] == ["2023-Q1"]


def test_an_aim_takes_over_no_period() -> None:
    text = (
        "В 2022 году товарооборот Латвии с Монголией составил 5 млн $. Цель сторон – довести товарооборот до 8 млн $."
    )
    assert [fact.args.get("period") for fact in _read("ru", text, "trade")] == ["2022", None]


def test_a_change_that_goes_on_is_compared_as_the_one_before() -> None:
    text = "Latvia's trade grew by 5% in 2022 compared with 2021. Exports increased by 8%."
    assert [fact.args.get("base") for fact in _read("en", text, "growth")] == ["2021", "2021"]


def test_whose_trade_a_text_tells_of_is_weighed_over_the_whole_of_it() -> None:
    text = (
        "В Томской области побывали гости из Монголии. Гости из Монголии осмотрели завод. Монголия растёт. "
        "Взаимная торговля за год составила 5 млн долларов."
    )
    assert _sides("ru", text) == [("Томская область", "turnover", "Монголия")]


def test_a_line_of_a_table_goes_on_about_the_port_above_it() -> None:
    text = (
        "Порт Ванино, первый квартал 2023 года (в скобках – к первому кварталу 2022 года)\n"
        "Перевалка: 5 млн т (+8 %)\nУголь: 3 млн т (–2 %)\nКонтейнеры: 11 тыс. TEU (+4 %)"
    )
    found = [(f.args["reporter"], f.args["value"], f.args["period"]) for f in _read("ru", text, "trade")]
    assert found == [("порт Ванино", value, "2023-Q1") for value in (5e6, 3e6, 11e3)]
    assert [fact.args["base"] for fact in _read("ru", text, "growth")] == ["2022-Q1"] * 3
    assert [fact.args["commodity"] for fact in _read("ru", text, "commodity")] == ["уголь"]


def test_a_currency_is_no_partner_and_ends_no_sentence() -> None:
    text = "Оборот Томской области: 5,2 млн долл. США; 108,5 % к январю – июню 2022 г."
    assert _sides("ru", text) == [("Томская область", "turnover", None)]
    assert [fact.args["percent"] for fact in _read("ru", text, "growth")] == [8.5]


def test_own_cargo_through_a_port_is_its_throughput_and_that_of_another_is_transit() -> None:
    assert _sides("en", "In 2022, 5 million tons of cargo were transshipped through the port of Kuryk.") == [
        ("port of Kuryk", "turnover", None)
    ]
    text = "За 2022 год через порт Ванино прошло 5 млн тонн монгольских грузов."
    assert _sides("ru", text) == [("порт Ванино", "transit", "Монголия")]


def test_what_goes_on_to_another_is_the_transit_that_was_told_of() -> None:
    text = "Транзит через Казахстан в 2022 году составил 9 тыс. TEU. В Европу проследовало 5 тыс. TEU."
    assert _sides("ru", text) == [("Казахстан", "transit", None), ("Казахстан", "transit", "Европа")]


def test_who_is_given_goods_is_not_the_one_that_sends_them() -> None:
    text = "Экспорт Томской области составил 9 млн долларов. Вторым стал Китай: в КНР отгружено муки на 5 млн долларов."
    assert _sides("ru", text)[1] == ("Томская область", "export", "Китай")


def test_a_kazakh_text_that_names_no_other_home_tells_of_kazakhstan() -> None:
    text = "Былтыр 5 млн тонна астық экспортталды. Ең көп астықты Өзбекстан сатып алды – 2 млн тонна."
    assert _sides("kk", text) == [("Қазақстан", "export", None), ("Қазақстан", "export", "Өзбекстан")]


def test_places_that_follow_a_flow_are_among_its_partners() -> None:
    text = (
        "Томская область в марте вывезла за рубеж 9 тыс. тонн муки. Лидером остаётся Монголия: на неё пришлось 37 %. "
        "На втором месте Сербия (2 тыс. тонн), на третьем – Иран."
    )
    found = [(f.args["party"], f.args["of"], f.args["rank"], f.args.get("flow")) for f in _read("ru", text, "partner")]
    of = "Томская область"
    assert found == [("Монголия", of, 1, "export"), ("Сербия", of, 2, "export"), ("Иран", of, 3, "export")]


def test_who_leads_elsewhere_than_in_trade_is_no_partner() -> None:
    assert not _read("ru", "Лидером гонки остаётся Монголия. На втором месте Сербия.", "partner")


def test_a_verb_goes_on_from_another_with_goods_of_its_own() -> None:
    text = "Latvia exports oil and zinc to Uzbekistan and imports machinery, paper and glass."
    found = {(f.args["flow"], f.args["commodity"], f.args["partner"]) for f in _read("en", text, "commodity")}
    assert {
        ("export", "zinc", "Uzbekistan"),
        ("import", "machinery", "Uzbekistan"),
        ("import", "glass", "Uzbekistan"),
    } <= found


def test_what_a_change_came_to_is_no_aim() -> None:
    fact = _read("en", "Trade between Latvia and Uzbekistan grew by 7% in 2021 to reach $5 million.", "trade")[0]
    assert (fact.modality, fact.args["period"]) == ("stated", "2021")
    aim = _read("en", "Latvia and Uzbekistan plan to reach a trade of $5 million.", "trade")[0]
    assert aim.modality == "intention"


def test_days_in_brackets_tell_which_months_are_meant() -> None:
    text = "Iran exported 7,000 tons of tiles to Latvia in the first two months of the Iranian year (March 21-May 21)."
    assert _read("en", text, "trade")[0].args["period"] == "2023-03-21/2023-05-21"


def test_a_share_behind_a_change_is_none_in_kazakh() -> None:
    text = "2022 жылы Қазақстанның Латвиямен тауар айналымы 7 пайызға артты, оның 70 пайызы импортқа тиесілі."
    assert [f.args["percent"] for f in _read("kk", text, "growth")] == [7]


def test_both_regions_of_a_kazakh_text_are_the_sides_of_their_trade() -> None:
    text = (
        "Омбы облысының делегациясы Петропавлға келді. Екі облыс арасындағы сауда көлемі 2022 жылы 7 млн доллар болды."
    )
    (fact,) = _read("kk", text, "trade")
    assert {fact.args["reporter"], fact.args["partner"]} == {"Омбы облысы", "Солтүстік Қазақстан облысы"}


def test_a_change_told_of_its_own_year_is_one_on_the_year_before_in_english() -> None:
    (fact,) = _read("en", "Exports of Latvia to Uzbekistan grew by 7 percent in 2021.", "growth")
    assert (fact.args["period"], fact.args["base"]) == ("2021", "2020")


def test_no_region_trades_with_its_own_country() -> None:
    text = (
        "Пензенская область и Ферганская область Узбекистана подпишут соглашение, сообщил министр региона Иван Гуров. "
        "В прошлом году экспорт региона в Узбекистан достиг 210 млн долларов."
    )
    facts = reading.read(Document("flows", text, "ru", published="2023-05-16"), judged=False)
    (trade,) = (fact for fact in facts if fact.kind == "trade")
    assert (trade.args["reporter"], trade.args["partner"]) == ("Пензенская область", "Узбекистан")
    (post,) = (fact for fact in facts if fact.kind == "post")
    assert post.args["represents"] == "Пензенская область"


def test_a_figure_that_is_aimed_at_is_of_the_year_behind_it() -> None:
    text = "In 2022, Latvia and Uzbekistan signed a roadmap to increase trade to $2 billion by 2030."
    assert [fact.args["period"] for fact in _read("en", text, "trade")] == ["2030"]


def test_who_are_the_leading_partners_of_is_no_part_of_the_world() -> None:
    text = "Latvia is among Uzbekistan's leading European partners."
    assert [fact.args["of"] for fact in _read("en", text, "partner")] == ["Uzbekistan"]


@pytest.mark.parametrize("months", ["In May 2022,", "In January–May 2022,", "Between March and May 2022,"])
def test_a_month_does_not_colour_a_figure(months: str) -> None:
    text = f"{months} exports of Latvia to Uzbekistan amounted to $5 million."
    assert [fact.modality for fact in _read("en", text, "trade")] == ["stated"]


def test_a_state_in_brackets_is_no_other_name_of_its_town() -> None:
    text = "A train left for Xi'an (China). Exports of Latvia to China amounted to $5 million."
    assert _sides("en", text) == [("Latvia", "export", "China")]


@pytest.mark.parametrize("verb", ["dropped", "declined", "fell"])
def test_a_fall_denies_no_figure(verb: str) -> None:
    text = f"Exports of Latvia to Uzbekistan {verb} by 5 percent to $5 million."
    assert {fact.polarity for fact in _read("en", text, "trade", "growth")} == {"positive"}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's exports to Malta saw an increase of $20 million in 2022.",
        "Kenya's exports to Malta had a $20 million increase in 2022.",
        "Kenya's exports to Malta grew by $20 million, and imports by $30 million.",
    ],
)
def test_by_how_much_a_flow_rose_is_no_level(text: str) -> None:
    assert not _read("en", text, "trade")


def test_what_counts_something_else_is_no_sum() -> None:
    text = "Trade between Kenya and Malta exceeds $600m, and over four thousand Kenyans live there."
    assert [fact.args["value"] for fact in _read("en", text, "trade")] == [600000000]
