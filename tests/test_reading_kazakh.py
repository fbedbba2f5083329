"""Reading Kazakh: endings, whole texts, dates and figures, and what bad input gets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopatlas import reading
from coopatlas.language.kazakh import grammar
from coopatlas.model import ROLES, Document, Fact
from coopatlas.reading.figures import figures
from coopatlas.reading.periods import Calendar, periods

_STORY = """Ақтөбе облысының әкімі Асхат Шахаров Орынбор облысының губернаторы Денис Паслермен кездесті.

Губернатордың айтуынша, 2023 жылы екі өңірдің тауар айналымы 1,2 млрд долларға жетті.

Ақтөбе облысы Ресейге хром және бидай экспорттайды. Кездесу соңында тараптар хаттамаға қол қойды."""


def _read(text: str, published: str | None = "2024-04-18") -> list[Fact]:
    return reading.read(Document("test", text, "kk", published=published), judged=False)


def test_a_story_gives_its_facts_with_their_speakers() -> None:
    facts = {fact.kind: fact for fact in _read(_STORY)}
    assert facts["meeting"].args["participant"] == ("Асхат Шахаров", "Денис Паслер")
    assert facts["trade"].args["reporter"] == "Ақтөбе облысы"
    assert facts["trade"].args["partner"] == "Орынбор облысы"
    assert facts["trade"].speaker == "Денис Паслер"
    assert facts["agreement"].args["party"] == ("Ақтөбе облысы", "Орынбор облысы")


@pytest.mark.parametrize(
    ("word", "bare"),
    [("Павлодарға", "Павлодар"), ("Омбының", "Омбы"), ("Ресейдегі", "Ресей"), ("Оралда", "Орал"), ("әкім", "әкім")],
)
def test_case_endings(word: str, bare: str) -> None:
    (sentence,) = grammar.sentences(word)
    assert grammar.nominative(sentence.tokens[0]) == bare


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2018 жылдың бірінші жартыжылдығында", "2018-H1"),
        ("2015 жылдың қазан айында", "2015-10"),
        ("2023 жылғы 5 мамырда", "2023-05-05"),
        ("2026–2028 жылдарға", "2026/2028"),
        ("былтыр", "2023"),
        ("биылғы тоғыз айда", "2024-01/2024-09"),
        ("2018 тонна", None),
    ],
)
def test_dates(text: str, label: str | None) -> None:
    found = periods(text, "kk", Calendar("2024-04-18"))
    assert [p.period.label for p in found] == ([label] if label else [])


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("100 миллион доллардан астам", 100_000_000, "USD", "min"),
        ("17 миллион долларға жуықтады", 17_000_000, "USD", "about"),
        ("1,5 млрд теңге", 1_500_000_000, "KZT", "exact"),
        ("25 пайызға", 25, "%", "exact"),
        ("екі есе", 100, "%", "exact"),
    ],
)
def test_figures(text: str, value: float, unit: str, bound: str) -> None:
    (found,) = figures(text, "kk")
    assert (float(found.figure.value), found.figure.unit, found.figure.bound) == (value, unit, bound)


def test_evidence_is_a_whole_sentence_behind_emoji() -> None:
    text = "🚢 Жаңалық. Қытай – Қазақстанның негізгі сауда серіктесі. 👍🏽"
    (fact,) = _read(text)
    assert text[fact.start : fact.end] == fact.evidence == "Қытай – Қазақстанның негізгі сауда серіктесі."


@pytest.mark.parametrize(
    "text",
    [
        "",
        _STORY.upper(),
        _STORY.replace(".", "").replace(",", "").replace("\n", " "),
        "«" + _STORY,
        "Қазақстан мен Ресей меморандум " * 200,
        "«" * 1000,
        "тауар айналымы 5 млн доллар 7 пайызға өсті " * 200,
    ],
)
def test_bad_input_is_read_without_harm(text: str) -> None:
    for fact in _read(text):
        assert text[fact.start : fact.end] == fact.evidence


_WORDS = st.sampled_from(
    [
        "Қазақстан",
        "Ресейдің",
        "Павлодар",
        "облысының",
        "әкімі",
        "Асхат",
        "Шахаров",
        "мен",
        "және",
        "меморандум",
        "жасасты",
        ",",
        ".",
        "«",
        "»",
        "5",
        "млн",
        "доллар",
        "7",
        "пайызға",
        "өсті",
        "тауар",
        "айналымы",
        "2019",
        "жылы",
        "бауырлас",
        "қала",
        "екі",
        "басшы",
        "мүдделі",
        "деді",
        "мүшесі",
        "👍",
        "\n",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=60))
def test_any_text_gives_records_of_the_vocabulary(words: list[str]) -> None:
    text = " ".join(words)
    for fact in _read(text):
        assert text[fact.start : fact.end] == fact.evidence
        assert set(fact.args) <= set(ROLES[fact.kind])
        assert 0 < fact.confidence <= 1
        assert fact.lang == "kk"
