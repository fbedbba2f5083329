"""What Kazakh press items say, by kinds of fault: states in full, offices in chains, figures, their bounds and bases.

Sentences, names and figures are invented.
"""

from typing import Any

import pytest

from coopatlas import reading
from coopatlas.model import Document, Fact


def _read(text: str) -> list[Fact]:
    return reading.read(Document("test", text, "kk", published="2025-06-15"), judged=False)


def _told(text: str, kind: str) -> list[dict[str, Any]]:
    records = [fact.record("test") for fact in _read(text) if fact.kind == kind]
    return [{**record["args"], "modality": record["modality"]} for record in records]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Қазақстан министрі Болат Серіков Ресей Федерациясы Омбы облысының губернаторы Павел Кречетпен кездесті.",
            "meeting",
            {"participant": ["Болат Серіков", "Павел Кречет"], "party": None},
        ),
        (
            "Өзбекстан Республикасының Қазақстан Республикасындағы елшісі Анвар Қодиров порттың басшысымен кездесті.",
            "post",
            {"person": "Анвар Қодиров", "represents": "Өзбекстан", "seat": "Қазақстан"},
        ),
        (
            "Қазақстан Қырғыз Республикасымен келісімге қол қойды.",
            "agreement",
            {"party": ["Қазақстан", "Қырғызстан"], "status": "signed"},
        ),
        (
            "Қазақстан Президенті Ресейдің Омбы облысының губернаторы Павел Кречетті қабылдады.",
            "post",
            {"person": "Павел Кречет", "role": "губернатор", "represents": "Омбы облысы"},
        ),
        (
            "Ресей мен Қазақстан бірлескен кәсіпорын құру туралы меморандумға қол қойды.",
            "venture",
            {"status": "planned", "modality": "intention"},
        ),
        (
            "Жамбыл облысының әкімдігі Хорезм облысының хокиматымен ынтымақтастық туралы уағдаластыққа қол қойды.",
            "agreement",
            {"party": ["Жамбыл облысының әкімдігі", "Хорезм облысының хокиматы"], "status": "signed"},
        ),
        (
            "Жиын барысында қытайлық және қазақстандық компаниялар арасында сүт өңдеу туралы меморандумға қол қойылды.",
            "agreement",
            {"party": ["Қытай", "Қазақстан"], "subject": "сүт өңдеу"},
        ),
        (
            "2023 жылы Омбы мен Қазақстанның тауар айналымы 8 млн доллар болды, бұл алдыңғы жылғыдан 15 пайызға көп.",
            "growth",
            {"percent": 15, "period": "2023", "base": "2022"},
        ),
        (
            "Өзбекстанның сыртқы сауда айналымы 2024 жылғы қаңтар-мамырда 21 млрд долларға жетіп, былтырғы кезеңмен "
            "салыстырғанда 9,3%-ға өсті.",
            "growth",
            {"percent": 9.3, "period": "2024-01/2024-05"},
        ),
        (
            "Қазақстанның Ресейге экспорты 9 млрд долларды құрайды.",
            "trade",
            {"value": 9_000_000_000, "modality": "stated"},
        ),
        (
            "2030 жылға дейін Қазақстанның Ресейге экспорты 9 млрд доллардан асады.",
            "trade",
            {"bound": "min", "modality": "intention"},
        ),
        (
            "Ресми Астана мен Ташкент арасындағы тауар айналымы 2 млрд доллардан (6,1%) артық.",
            "trade",
            {"reporter": "Қазақстан", "partner": "Өзбекстан", "value": 2_000_000_000, "bound": "min"},
        ),
        (
            "Бұл туралы айтылды. Қазақстан мен Қытай арасындағы экспорт-импорт көлемі 5 млрд доллардан асты.",
            "trade",
            {"flow": "turnover", "bound": "min"},
        ),
    ],
)
def test_a_press_item_is_read(text: str, kind: str, expected: dict[str, Any]) -> None:
    (told, *_) = _told(text, kind)
    assert {role: told.get(role) for role in expected} == expected


def test_a_share_in_brackets_is_no_growth() -> None:
    assert not _told("Қазақстан мен Қытайдың тауар айналымы 2 млрд доллардан (жалпының 6,1%) асты.", "growth")


def test_a_verb_ends_what_it_tells() -> None:
    text = (
        "Өзбекстан Қазақстанға 410 млн доллардың тауарын экспорттап, 1,2 млрд доллардан астам сомаға өнім импорттады."
    )
    assert [(t["flow"], t["value"]) for t in _told(text, "trade")] == [
        ("export", 410_000_000),
        ("import", 1_200_000_000),
    ]


def test_what_a_flow_came_from_is_of_no_period_told() -> None:
    text = "Биыл Қазақстанның Иранға экспорты 738 мың тоннадан 1 049 мың тоннаға дейін артты."
    assert [(t.get("period"), t["value"], t["bound"]) for t in _told(text, "trade")] == [
        (None, 738_000, "exact"),
        ("2025", 1_049_000, "exact"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2027 жылы Қазақстан Әзербайжаннан сыйымдылығы 780 контейнер болатын екі кеме сатып алмақ.",
        "Қазақстан Ақтау портының өткізу қабілетін 30 млн тоннаға дейін арттырады.",
    ],
)
def test_a_capacity_is_no_trade(text: str) -> None:
    assert not _told(text, "trade")


_FACT = "Қазақстан 2024 жылы Қытайға 5 млн тонна астық экспорттады"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"{_FACT}, деп хабарлайды Aikyn.kz Үкіметтің баспасөз қызметіне сілтеме жасап.", "Қазақстан Үкіметі"),
        (f"{_FACT}, – деп жазды Болат Серіков.", "Болат Серіков"),
        (f"Болат Серіков атап өткендей, {_FACT}.", "Болат Серіков"),
        (f"{_FACT}, – делінген Сауда министрлігінің хабарламасында.", "Сауда министрлігі"),
        (f"ҚР СІМ мәліметінше, {_FACT}.", "Қазақстанның Сыртқы істер министрлігі"),
        (f"Жамбыл облысы өсті. Облыстық статистика департаментінің дерегінше, {_FACT}.",
         "Жамбыл облысының статистика департаменті"),
        (f"{_FACT}, деп хабарлайды NEWS.ABC.KZ.", None),
    ],
)  # fmt: skip
def test_who_is_made_responsible(text: str, speaker: str | None) -> None:
    (trade,) = (fact for fact in _read(text) if fact.kind == "trade")
    assert trade.speaker == speaker


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Жамбыл облысының әкімі Болат Серіков Омбыға барды. Аймақ басшысы Өзбекстан министрі Анвар Қодировпен "
            "кездесті.",
            "meeting",
            {"participant": ["Анвар Қодиров", "Болат Серіков"]},
        ),
        (
            "Атырау облысының әкімі Марат Сейітов пен Иранның елшісі Али Камали Атырау облысы мен Иранның сауда "
            "байланысын талқылады.",
            "meeting",
            {"participant": ["Марат Сейітов", "Али Камали"]},
        ),
        (
            "Қазақстан мен Ресей аймақаралық ынтымақтастығының XVI форумы Омбы қаласында өтті.",
            "meeting",
            {"party": ["Қазақстан", "Ресей"], "place": "Омбы"},
        ),
        (
            "ҚР Сауда министрлігі мен Reno Foods Co., Ltd. компаниясы арасында меморандумға қол қойылды.",
            "agreement",
            {"party": ["Қазақстан Сауда министрлігі", "Reno Foods Co., Ltd"]},
        ),
        (
            "Тараз қаласының әкімі Болат Серіков Үндістаннан келген кәсіпкерлер тобымен кездесті.",
            "meeting",
            {"participant": ["Болат Серіков"], "party": ["Үндістан"]},
        ),
        (
            "Ақтөбе облысының әкімі Болат Серіков Ресей консулымен кездесті.",
            "meeting",
            {"participant": ["Болат Серіков"], "party": ["Ресей"]},
        ),
        (
            "Бүгінде Маңғыстауда ресейлік капиталмен 90-ға жуық кәсіпорын жұмыс істейді.",
            "venture",
            {"party": ["Ресей"], "location": ["Маңғыстау облысы"]},
        ),
        (
            "Әкім Кубаның вице-премьері – сауда министрі Анвар Қодировпен кездесті.",
            "post",
            {"person": "Анвар Қодиров", "represents": "Куба"},
        ),
    ],
)
def test_who_meets_and_signs(text: str, kind: str, expected: dict[str, Any]) -> None:
    (told, *_) = _told(text, kind)
    assert {role: told.get(role) for role in expected} == expected


def test_what_a_document_foresees_is_no_further_document() -> None:
    (told,) = _told("Ресей мен Қазақстан меморандумға қол қойды. Меморандум сауданы дамытуды көздейді.", "agreement")
    assert told["status"] == "signed"


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Желтоқсаннан бастап SKAD әуекомпаниясы Түркістан – Бухара, Түркістан – Үргеніш (Хиуа) және Түркістан – "
            "Самарқанд рейстерін ашты.",
            {("Түркістан", "Бухара"), ("Түркістан", "Үргеніш"), ("Түркістан", "Самарқанд")},
        ),
        (
            "Қостанай облысы Астана, Қарағанды, Ақтөбе секілді қалалармен автобус бағыты арқылы байланысып отыр.",
            {("Қостанай облысы", "Астана"), ("Қостанай облысы", "Қарағанды"), ("Қостанай облысы", "Ақтөбе")},
        ),
        ("Өзбекстаннан Қазақстанға тұрақты автобус қатынасы қайта ашылды.", {("Өзбекстан", "Қазақстан")}),
    ],
)
def test_routes_of_a_list(text: str, pairs: set[tuple[str, str]]) -> None:
    assert {(told["from"], told["to"]) for told in _told(text, "route")} == pairs


@pytest.mark.parametrize(
    "text",
    [
        "Ыстамбұлда қазақстан-түрік бизнес-форумы өтті.",
        "Қазақстан мен Түркияның саудасы өсті. Ертең екі ел басшылары кездеседі.",
        "Болат Серіков – Қазақстан министрі. Жиында Түркия туралы айтылды. Болат Серіковтің Түркия делегациясымен "
        "кездесуі өтті.",
    ],
)
def test_sides_meet(text: str) -> None:
    (meeting,) = _told(text, "meeting")
    assert {*meeting.get("party", ()), *meeting.get("participant", ())} & {"Түркия"}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Түркістан облысының әкімі Дархан Ерберді бастаған делегация Қытайға барды.",
            "visit",
            {"visitor": ["Дархан Ерберді", "Түркістан облысы"], "destination": "Қытай"},
        ),
        (
            "Солтүстік Қазақстан мен Омбы облысы сауда туралы келісімге қол қойды.",
            "agreement",
            {"party": ["Омбы облысы", "Солтүстік Қазақстан облысы"]},
        ),
        (
            "Қытай мен Ресейдің министрлері жиналды. Қытай елімізге 5 млн доллар инвестиция салды.",
            "investment",
            {"investor": "Қытай", "recipient": "Қазақстан"},
        ),
        (
            "Жиында Болат Серіков пен Павел Кречет өзара сауданы дамыту мәселелерін талқылады.",
            "meeting",
            {"topic": ["өзара сауданы дамыту"]},
        ),
    ],
)
def test_names_as_newsrooms_write_them(text: str, kind: str, expected: dict[str, Any]) -> None:
    (told, *_) = _told(text, kind)
    assert {role: told.get(role) for role in expected} == expected


def test_an_information_agency_never_speaks() -> None:
    text = f"{_FACT}, деп хабарлайды «Сарыарқа» ұлттық ақпараттық агенттігі."
    (trade,) = (fact for fact in _read(text) if fact.kind == "trade")
    assert trade.speaker is None
