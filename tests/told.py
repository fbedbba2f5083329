"""Facts written by hand for the tests of the questions: what reading would make of six small documents.

The first holds the facts of the founding document (a consul general meets the head of a region) in sentences of
our own; the others what it rightly lacks: signed agreements, existing ventures, twinnings, routes, exports. The last
two are of another pair: what was hoped for in 2021, and what came of it, in part at odds, in 2023.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from coopatlas.model import Document, Fact, Ruling, Value

KAZAKHSTAN, RUSSIA, KARELIA, NORTH_WEST = (
    "Казахстан",
    "Россия",
    "Республика Карелия",
    "Северо-Западный федеральный округ",
)
CONSUL, HEAD, EMBASSY = "Болат Иманбаев", "Артур Парфенчиков", "посольство Казахстана в России"
PAIR = {"reporter": KARELIA, "partner": KAZAKHSTAN, "flow": "turnover"}

Told = tuple[str, Mapping[str, Any], Mapping[str, Any]]


def told(kind: str, args: Mapping[str, Any], **how: Any) -> Told:
    return kind, args, how


FOUNDING: Mapping[str, Iterable[Told]] = {
    "Казахстан хотел бы вместе с Россией открыть предприятия в портах Карелии, передаёт посольство.": [
        told(
            "venture",
            {"party": (KAZAKHSTAN, RUSSIA), "location": ("порты Карелии",), "status": "interest"},
            modality="interest",
            speaker=EMBASSY,
        ),
    ],
    "Северо-Запад и Карелия для нас – морские ворота союза, сказал консул.": [
        told(
            "interest",
            {"holder": KAZAKHSTAN, "target": NORTH_WEST, "subject": "выход на западные рынки"},
            modality="interest",
            speaker=CONSUL,
        ),
        told(
            "interest",
            {"holder": KAZAKHSTAN, "target": KARELIA, "subject": "выход на западные рынки"},
            modality="interest",
            speaker=CONSUL,
        ),
        told(
            "gateway",
            {"place": KARELIA, "function": "sea_gate", "for": "Евразийский экономический союз"},
            speaker=CONSUL,
        ),
    ],
    "Генеральный консул Болат Иманбаев и глава Карелии Артур Парфенчиков встретились во вторник.": [
        told(
            "post",
            {"person": CONSUL, "role": "генеральный консул", "represents": KAZAKHSTAN, "seat": "Санкт-Петербург"},
        ),
        told("post", {"person": HEAD, "role": "глава", "represents": KARELIA}),
        told("meeting", {"participant": (CONSUL, HEAD), "topic": ("перспективные направления сотрудничества",)}),
        told(
            "venture",
            {"party": (KAZAKHSTAN,), "location": ("порты Северо-Западного федерального округа",), "status": "interest"},
            modality="interest",
            speaker=CONSUL,
        ),
    ],
    "Казахстан к основным партнёрам Карелии не относится.": [
        told("partner", {"party": KAZAKHSTAN, "of": KARELIA, "rank": "main"}, polarity="negative", speaker=EMBASSY),
    ],
    "За прошлый год оборот превысил 15 млн долларов и вырос на 20%.": [
        told(
            "trade",
            {**PAIR, "value": 15000000, "currency": "USD", "bound": "min", "period": "2017"},
            speaker=EMBASSY,
            printed="превысил 15 млн долларов",
            decided=("confirmed",),
        ),
        told(
            "growth",
            {**PAIR, "percent": 20, "bound": "exact", "period": "2017", "base": "2016"},
            speaker=EMBASSY,
            printed="на 20%",
        ),
    ],
    "Основа оборота – бумага, древесина, продукты, оборудование, минералы и химия: камень, штукатурка, цемент.": [
        told("commodity", {**PAIR, "commodity": goods, "period": "2017"}, speaker=EMBASSY)
        for goods in (
            "бумага и картон",
            "древесина и изделия из нее",
            "продукты питания",
            "промышленное и электрооборудование",
            "минеральные и химические продукты",
            "природный камень",
            "штукатурка",
            "цемент",
        )
    ],
    "С 2018 года Карелия поставляет Казахстану части локомотивов.": [
        told(
            "supply",
            {
                "supplier": KARELIA,
                "recipient": KAZAKHSTAN,
                "goods": "части для локомотивов",
                "start": "2018",
                "status": "started",
            },
        ),
    ],
    "Нам нужна прежде всего целлюлозно-бумажная продукция, сказал дипломат.": [
        told(
            "interest",
            {"holder": KAZAKHSTAN, "target": KARELIA, "subject": "целлюлозно-бумажная продукция"},
            modality="interest",
            speaker=CONSUL,
        ),
    ],
    "Генконсульство готово помочь расширить экспорт и импорт.": [
        told(
            "support",
            {"supporter": "генеральное консульство Казахстана", "subject": "расширение экспорта-импорта"},
            modality="readiness",
            speaker=CONSUL,
        ),
    ],
    "В первом полугодии рост – более 16%, отметил глава региона.": [
        told("growth", {**PAIR, "percent": 16, "bound": "min", "period": "2018-H1"}, speaker=HEAD, printed="более 16%"),
    ],
    "Может быть, Карелии стоит подружиться с одним из регионов Казахстана.": [
        told(
            "proposal",
            {"proposer": HEAD, "party": (KARELIA, KAZAKHSTAN), "subject": "отношения с одним из регионов Казахстана"},
            modality="proposal",
            speaker=HEAD,
        ),
    ],
}

LATER: Mapping[str, Iterable[Told]] = {
    "Карелия и Казахстан подписали 12 июня 2019 года меморандум о торговле.": [
        told(
            "agreement",
            {
                "party": (KARELIA, KAZAKHSTAN),
                "type": "memorandum",
                "subject": "торговля",
                "status": "signed",
                "date": "2019-06-12",
            },
        ),
    ],
    "Дорожная карта с Казахстаном ещё обсуждается.": [
        told(
            "agreement",
            {"party": (KARELIA, KAZAKHSTAN), "type": "roadmap", "status": "negotiated"},
            modality="negotiation",
            speaker=HEAD,
        ),
    ],
    "За 2018 год оборот Карелии и Казахстана составил 18,5 млн долларов, экспорт – почти 12 млн.": [
        told(
            "trade",
            {**PAIR, "value": 18500000, "currency": "USD", "bound": "exact", "period": "2018"},
            printed="18,5 млн долларов",
        ),
        told(
            "trade",
            {**PAIR, "flow": "export", "value": 12000000, "currency": "USD", "bound": "about", "period": "2018"},
            printed="почти 12 млн",
        ),
    ],
    "К 2021 году оборот намерены довести до 30 млн долларов.": [
        told(
            "trade",
            {**PAIR, "value": 30000000, "currency": "USD", "bound": "max", "period": "2021"},
            modality="intention",
            speaker=HEAD,
            printed="до 30 млн долларов",
        ),
    ],
    "Казахстан откроет в Петрозаводске почётное консульство.": [
        told(
            "mission",
            {"sender": KAZAKHSTAN, "host": "Петрозаводск", "type": "honorary_consulate", "status": "planned"},
            modality="intention",
        ),
    ],
}

EXISTING: Mapping[str, Iterable[Told]] = {
    "В Астрахани работает совместное предприятие России и Ирана в судостроении.": [
        told(
            "venture",
            {"party": (RUSSIA, "Иран"), "location": ("Астрахань",), "sector": "судостроение", "status": "existing"},
        ),
    ],
    "Действует программа Астраханской области и Ирана о морских перевозках.": [
        told(
            "agreement",
            {
                "party": ("Астраханская область", "Иран"),
                "type": "programme",
                "subject": "морские перевозки",
                "status": "in_force",
            },
        ),
    ],
    "Из Астрахани в Энзели ходит морская линия, планируется железная дорога до Решта.": [
        told(
            "route",
            {"from": "Астрахань", "to": "Энзели", "mode": "sea", "status": "operating", "name": "Каспийская линия"},
        ),
        told("route", {"from": "Астрахань", "to": "Решт", "mode": "rail", "status": "planned"}, modality="intention"),
    ],
    "Астрахань и Решт – города-побратимы, Казань о таком думает.": [
        told("twinning", {"party": ("Астрахань", "Решт"), "status": "established"}),
        told("twinning", {"party": ("Казань", "Решт"), "status": "proposed"}, modality="proposal"),
    ],
    "Иран вложит в порт Оля около 10 млн долларов.": [
        told(
            "investment",
            {"investor": "Иран", "recipient": "порт Оля", "value": 10000000, "currency": "USD", "bound": "about"},
            modality="intention",
            printed="около 10 млн долларов",
        ),
    ],
    "Делегация Ирана побывала в Астрахани 3 марта 2020 года.": [
        told("visit", {"visitor": ("Иран",), "destination": "Астрахань", "date": "2020-03-03"}),
    ],
}

ENGLISH: Mapping[str, Iterable[Told]] = {
    "Consul General Bolat Imanbaev met officials in Petrozavodsk on 9 March 2018.": [
        told("post", {"person": "Bolat Imanbaev", "role": "consul general", "represents": "Kazakhstan"}),
        told(
            "meeting",
            {"participant": ("Bolat Imanbaev",), "party": ("Karelia",), "place": "Petrozavodsk", "date": "2018-03-09"},
        ),
    ],
    "Belarus is a member of the Eurasian Economic Union; Uzbekistan is an observer.": [
        told("membership", {"member": "Belarus", "union": "Eurasian Economic Union", "status": "member"}),
        told("membership", {"member": "Uzbekistan", "union": "Eurasian Economic Union", "status": "observer"}),
    ],
    "China is the main partner of Kazakhstan.": [
        told("partner", {"party": "China", "of": "Kazakhstan", "rank": "main"}),
    ],
    "Kazakhstan operates a consulate general in Saint Petersburg.": [
        told(
            "mission",
            {"sender": "Kazakhstan", "host": "Saint Petersburg", "type": "consulate_general", "status": "operating"},
        ),
    ],
    "Turnover of Karelia and Kazakhstan came to 18.5 million dollars in 2018.": [
        told(
            "trade",
            {
                "reporter": "Karelia",
                "partner": "Kazakhstan",
                "flow": "turnover",
                "value": 18500000,
                "currency": "USD",
                "bound": "exact",
                "period": "2018",
            },
            printed="18.5 million dollars",
        ),
    ],
}

TATARSTAN, UZBEKISTAN, TATAR_HEAD, AMBASSADOR = "Татарстан", "Узбекистан", "Марат Каримов", "Шухрат Азизов"
OTHER_PAIR = {"reporter": TATARSTAN, "partner": UZBEKISTAN, "flow": "turnover"}
LEADING = {"party": UZBEKISTAN, "of": TATARSTAN, "rank": "leading"}

HOPES: Mapping[str, Iterable[Told]] = {
    "Глава Татарстана Марат Каримов и посол Узбекистана Шухрат Азизов 18 мая 2021 года обсудили в Казани торговлю.": [
        told("post", {"person": TATAR_HEAD, "role": "глава", "represents": TATARSTAN}),
        told("post", {"person": AMBASSADOR, "role": "посол", "represents": UZBEKISTAN, "seat": "Россия"}),
        told(
            "meeting",
            {
                "participant": (TATAR_HEAD, AMBASSADOR),
                "place": "Казань",
                "date": "2021-05-18",
                "topic": ("торговля",),
            },
        ),
    ],
    "Татарстан и Узбекистан хотели бы открыть совместное предприятие в Ташкенте.": [
        told(
            "venture",
            {"party": (TATARSTAN, UZBEKISTAN), "location": ("Ташкент",), "status": "interest"},
            modality="interest",
            speaker=TATAR_HEAD,
        ),
    ],
    "Планируется железнодорожная линия из Казани в Ташкент.": [
        told("route", {"from": "Казань", "to": "Ташкент", "mode": "rail", "status": "planned"}, modality="intention"),
    ],
    "За 2020 год оборот составил 200 млн долларов и вырос на 10% к 2019 году: экспорт – 150 млн, импорт – 40 млн.": [
        told("trade", {**OTHER_PAIR, "value": 200000000, "currency": "USD", "bound": "exact", "period": "2020"}),
        told("growth", {**OTHER_PAIR, "percent": 10, "bound": "exact", "period": "2020", "base": "2019"}),
        told(
            "trade",
            {**OTHER_PAIR, "flow": "export", "value": 150000000, "currency": "USD", "bound": "exact", "period": "2020"},
        ),
        told(
            "trade",
            {**OTHER_PAIR, "flow": "import", "value": 40000000, "currency": "USD", "bound": "exact", "period": "2020"},
        ),
    ],
    "Узбекистан – ведущий партнёр Татарстана, сказал посол.": [told("partner", LEADING, speaker=AMBASSADOR)],
    "Генеральное консульство Узбекистана в Казани обслуживает Татарстан.": [
        told(
            "mission",
            {
                "sender": UZBEKISTAN,
                "host": "Казань",
                "type": "consulate_general",
                "status": "operating",
                "district": TATARSTAN,
            },
        ),
    ],
}

OUTCOME: Mapping[str, Iterable[Told]] = {
    "Глава Татарстана Ильдар Сафин подписал 10 ноября 2022 года соглашение с Узбекистаном.": [
        told("post", {"person": "Ильдар Сафин", "role": "глава", "represents": TATARSTAN}),
        told(
            "agreement",
            {"party": (TATARSTAN, UZBEKISTAN), "type": "agreement", "status": "signed", "date": "2022-11-10"},
        ),
    ],
    "В Ташкенте работает совместное предприятие Татарстана и Узбекистана.": [
        told("venture", {"party": (TATARSTAN, UZBEKISTAN), "location": ("Ташкент",), "status": "existing"}),
    ],
    "Из Казани в Ташкент пошли поезда.": [
        told("route", {"from": "Казань", "to": "Ташкент", "mode": "rail", "status": "operating"}),
    ],
    "Оборот 2020 года превысил 230 млн долларов, рост – 25% к 2019 году.": [
        told("trade", {**OTHER_PAIR, "value": 230000000, "currency": "USD", "bound": "min", "period": "2020"}),
        told("growth", {**OTHER_PAIR, "percent": 25, "bound": "exact", "period": "2020", "base": "2019"}),
    ],
    "Ведущим партнёром Узбекистан назвать нельзя, сказал Сафин.": [
        told("partner", LEADING, polarity="negative", speaker="Ильдар Сафин"),
    ],
    "Завод «Прибой» поставляет Узбекистану насосы.": [
        told(
            "supply",
            {
                "supplier": "завод «Прибой»",
                "recipient": UZBEKISTAN,
                "goods": "насосы",
                "status": "ongoing",
                "period": "2022",
            },
        ),
    ],
    "Напомним, о торговле глава республики и посол говорили в Казани в мае 2021 года.": [
        told(
            "meeting",
            {"participant": (TATAR_HEAD, AMBASSADOR), "place": "Казань", "date": "2021-05", "topic": ("торговля",)},
        ),
    ],
    "Сафин побывал в Реште; экспорт Татарстана в Китай за 2022 год – 90 млн долларов.": [
        told("visit", {"visitor": ("Ильдар Сафин",), "destination": "Решт"}),
        told(
            "trade",
            {
                "reporter": TATARSTAN,
                "partner": "Китай",
                "flow": "export",
                "value": 90000000,
                "currency": "USD",
                "bound": "exact",
                "period": "2022",
            },
        ),
    ],
    "Россия и Казахстан – члены Евразийского экономического союза.": [
        told("membership", {"member": country, "union": "Евразийский экономический союз", "status": "member"})
        for country in (RUSSIA, KAZAKHSTAN)
    ],
    "Кажется, Узбекистану нужны и порты Каспия.": [
        told(
            "interest",
            {"holder": UZBEKISTAN, "subject": "порты Каспия"},
            modality="interest",
            confidence=0.5,
        ),
    ],
}


def decided(fact: Fact, verdict: str, **before: Any) -> Fact:
    """Return the fact as one of which a person decided; it had been read with the values `before`."""
    first = fact.with_args({**fact.args, **before})
    return replace(fact, ruling=Ruling(verdict, f"{verdict}-1", "Анна Реутова", AT, "сверено с текстом", first))


AT = "2020-05-06T07:08:09Z"


def written(
    name: str, lang: str, published: str, sentences: Mapping[str, Iterable[Told]]
) -> tuple[Document, tuple[Fact, ...]]:
    """Return the document made of these sentences and its facts, each with the offsets of its sentence."""
    facts: list[Fact] = []
    text = ""
    for sentence, records in sentences.items():
        text += " " * bool(text) + sentence
        start = len(text) - len(sentence)
        for kind, args, how in records:
            values: dict[str, Value] = dict(args)
            beside = {key: value for key, value in how.items() if key != "decided"}
            fact = Fact.plain(kind, values, sentence, start, len(text), rule="by hand", lang=lang, **beside)
            facts.append(decided(fact, *how["decided"]) if "decided" in how else fact)
    return Document(name, text, lang, title=f"«{name}»", published=published), tuple(facts)


DOCUMENTS = (
    written("founding", "ru", "2018-09-11", FOUNDING),
    written("later", "ru", "2019-06-13", LATER),
    written("existing", "ru", "2020-03-04", EXISTING),
    written("english", "en", "2019-02-01", ENGLISH),
    written("hopes", "ru", "2021-05-20", HOPES),
    written("outcome", "ru", "2023-03-01", OUTCOME),
)
