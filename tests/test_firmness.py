"""How firmly a sentence says what one of its words evokes: the examples of each language's lexicon, and scope."""

import tomllib
from collections import Counter
from types import ModuleType

import pytest

from coopatlas import content
from coopatlas.language.english import grammar as english
from coopatlas.language.kazakh import grammar as kazakh
from coopatlas.language.russian import grammar as russian
from coopatlas.language.tokens import Sentence
from coopatlas.reading import firmness
from coopatlas.reading.firmness import Firmness

GRAMMARS: dict[str, ModuleType] = {"ru": russian, "en": english, "kk": kazakh}


def sentences(lang: str, text: str) -> list[Sentence]:
    if lang == "ru":
        return russian.sentences(text)[0]
    found: list[Sentence] = GRAMMARS[lang].sentences(text)
    return found


def decided(lang: str, marked: str) -> Firmness:
    """Return the firmness at the word between asterisks."""
    at = marked.index("*")
    for sentence in sentences(lang, marked.replace("*", "")):
        for token in sentence.tokens:
            if token.start <= at < token.end:
                return firmness.decide(GRAMMARS[lang], sentence, token)
    raise AssertionError(f"no word at the asterisk: {marked}")


def shown(found: Firmness) -> str:
    sign = "+" if found.polarity == "positive" else "-"
    return f"{found.modality} {sign} {found.phase}" if found.claimed else "nothing"


def examples(lang: str) -> list[tuple[str, str]]:
    path = content.ontology() / "lexicon" / lang / "examples" / "firmness.toml"
    return [row for rows in tomllib.loads(path.read_text("utf-8")).values() for row in rows.items()]


@pytest.mark.parametrize("lang", GRAMMARS)
def test_examples_are_read_as_they_say(lang: str) -> None:
    wrong = {text: (shown(decided(lang, text)), wanted) for text, wanted in examples(lang)}
    assert {text: pair for text, pair in wrong.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize("lang", GRAMMARS)
def test_a_word_is_of_one_class(lang: str) -> None:
    words = tomllib.loads((content.ontology() / "lexicon" / lang / "firmness.toml").read_text("utf-8"))
    listed = Counter(
        word for name, entry in words.items() if name not in {"particles", "forms"} for word in entry["words"]
    )
    assert [word for word, times in listed.items() if times > 1] == []


VERBS = ["отказался", "отказывается"]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    "object_", ["подписывать договор", "открывать цех", "поставлять шины", "создавать предприятие"]
)
def test_a_refusal_denied_is_no_refusal(verb: str, object_: str) -> None:
    word, rest = object_.split(" ", 1)
    assert decided("ru", f"Завод {verb} *{word}* {rest}.").polarity == "negative"
    assert decided("ru", f"Завод не {verb} *{word}* {rest}.").polarity == "positive"


@pytest.mark.parametrize(
    ("governor", "modality"),
    [
        ("намерен", "intention"),
        ("готов", "readiness"),
        ("хочет", "interest"),
        ("предложил", "proposal"),
        ("может", "evaluation"),
    ],
)
@pytest.mark.parametrize("place", range(3))
def test_what_governs_a_list_governs_each(governor: str, modality: str, place: int) -> None:
    members = ["открыть цех", "подписать договор", "запустить линию"]
    members[place] = "*" + members[place].replace(" ", "* ", 1)
    found = decided("ru", f"Завод {governor} {members[0]}, {members[1]} и {members[2]}.")
    assert (found.modality, found.polarity) == (modality, "positive")


@pytest.mark.parametrize("governor", ["plans", "is ready", "wants", "has agreed", "is not going"])
@pytest.mark.parametrize("place", range(3))
def test_what_governs_an_english_list_governs_each(governor: str, place: int) -> None:
    members = ["open a shop", "sign a contract", "launch a line"]
    members[place] = "*" + members[place].replace(" ", "* ", 1)
    found = decided("en", f"Leeds {governor} to {members[0]}, {members[1]} and {members[2]}.")
    assert found.modality != "stated"


def test_negation_reaches_what_it_governs_and_no_further() -> None:
    assert decided("ru", "Завод не планирует *открывать* цех.").polarity == "negative"
    assert decided("ru", "Завод, который не платит налоги, *открыл* цех.").polarity == "positive"
    assert decided("ru", "Стороны не *подписали* договор, а обсудили тарифы.").polarity == "negative"
    assert decided("ru", "Стороны не подписали договор, а *обсудили* тарифы.").polarity == "positive"
    assert decided("en", "The firm, which does not pay taxes, *opened* a shop.").polarity == "positive"


def test_what_is_wished_planned_refused_or_supposed_is_never_done() -> None:
    for lang in GRAMMARS:
        for text, wanted in examples(lang):
            if not wanted.startswith("stated +"):
                found = decided(lang, text)
                assert not found.claimed or (found.modality, found.polarity) != ("stated", "positive"), text
