"""Reading English: whole texts, who says it, when it was, and what bad input gets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopatlas import reading
from coopatlas.model import ROLES, Document, Fact
from coopatlas.reading.figures import figures
from coopatlas.reading.periods import Calendar, periods

_STORY = """Governor Igor Babushkin of the Astrakhan Region met Iran's ambassador to Russia, Kazem Jalali, on Monday.

According to the regional press service, trade between the Astrakhan Region and Iran reached $120 million in 2022.

"Iran is one of our main partners," the governor said. "We are interested in the port of Anzali."

The diplomat proposed opening a trade house. Would he have done so last year?"""


def _read(text: str, published: str | None = "2023-09-12") -> list[Fact]:
    return reading.read(Document("test", text, "en", published=published), judged=False)


def _of(facts: list[Fact], kind: str) -> list[Fact]:
    return [fact for fact in facts if fact.kind == kind]


def test_a_story_gives_its_facts_with_their_speakers() -> None:
    facts = _read(_STORY)
    (trade,) = _of(facts, "trade")
    assert trade.args["reporter"] == "Astrakhan Region"
    assert trade.speaker == "press service of Astrakhan Region"
    (proposal,) = _of(facts, "proposal")
    assert proposal.args["proposer"] == "Kazem Jalali"
    assert proposal.speaker == "Kazem Jalali"


def test_a_question_states_nothing() -> None:
    assert _read("Will Georgia and Armenia sign an agreement on transit?") == []


def test_a_dateline_is_no_party() -> None:
    facts = _read("BAKU, May 17 (Wire) - Georgia and Armenia signed an agreement on transit.")
    assert [fact.args["party"] for fact in facts] == [("Georgia", "Armenia")]


def test_evidence_is_a_whole_sentence_behind_emoji_and_combining_marks() -> None:
    text = "🚢🚂 Cafe\u0301 news. Georgia and Armenia signed an agreement on transit. 👍🏽 The end."
    (fact,) = _read(text)
    assert text[fact.start : fact.end] == fact.evidence == "Georgia and Armenia signed an agreement on transit."


def test_private_use_characters_are_no_symbols() -> None:
    assert _read("\ue001\U000f0000 and \ue001\U000f0001 signed an agreement on \ue008\U000f0009.") == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("in the first half of 2018", "2018-H1"),
        ("between January and July 2022", "2022-01/2022-07"),
        ("in the first eight months of 2023", "2023-01/2023-08"),
        ("Q1 2024", "2024-Q1"),
        ("2026–2028", "2026/2028"),
        ("on December 9", "2022-12-09"),
        ("last year", "2022"),
        ("on Tuesday", "2023-09-12"),
        ("2,018 tonnes", None),
        ("it may rise", None),
    ],
)
def test_dates(text: str, label: str | None) -> None:
    found = periods(text, "en", Calendar("2023-09-12"))
    assert [p.period.label for p in found if p.reading not in {"same", "earlier"}] == ([label] if label else [])


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("more than $65 million", 65_000_000, "USD", "min"),
        ("nearly 1.2 billion tenge", 1_200_000_000, "KZT", "about"),
        ("up to 4,500 tonnes", 4500, "t", "max"),
        ("7.5 per cent", 7.5, "%", "exact"),
        ("more than doubled", 100, "%", "min"),
        ("2.5 times", 150, "%", "exact"),
    ],
)
def test_figures(text: str, value: float, unit: str, bound: str) -> None:
    (found,) = figures(text, "en")
    assert (float(found.figure.value), found.figure.unit, found.figure.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n \t\n",
        _STORY.upper(),
        _STORY.replace(".", "").replace(",", "").replace("\n", " "),
        _STORY.replace('"', "").replace("the governor", '"""the governor'),
        "Georgia and Armenia signed " * 2500,
        "Georgia, Armenia, $5 million, 2019, " * 400,
        '"' * 1000,
        "A. B. " * 1000,
        "trade exports imports $1 million by 5% from to " * 200,
    ],
)
def test_bad_input_is_read_without_harm(text: str) -> None:
    for fact in _read(text):
        assert text[fact.start : fact.end] == fact.evidence


_WORDS = st.sampled_from(
    [
        "Georgia",
        "Armenia's",
        "Kazakhstan",
        "Aktau",
        "governor",
        "Igor",
        "Babushkin",
        "signed",
        "met",
        "a",
        "memorandum",
        "with",
        "and",
        ",",
        ".",
        '"',
        "“",
        "$5",
        "million",
        "7%",
        "trade",
        "exports",
        "of",
        "in",
        "2019",
        "the",
        "port",
        "region",
        "he",
        "said:",
        "to",
        "between",
        "joint",
        "venture",
        "sister",
        "cities",
        "👍",
        "é",
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
        assert fact.rule
        assert fact.lang == "en"
