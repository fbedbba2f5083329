"""Who is made responsible for what a text tells: the examples of each language's lexicon."""

import re
import tomllib
from types import ModuleType

import pytest

from coopatlas import content
from coopatlas.language.english import grammar as english
from coopatlas.language.kazakh import grammar as kazakh
from coopatlas.language.russian import grammar as russian
from coopatlas.language.tokens import Sentence
from coopatlas.reading.speakers import Named, Speakers

GRAMMARS: dict[str, ModuleType] = {"ru": russian, "en": english, "kk": kazakh}
MARK = re.compile(r"[\[{<](?P<name>[^\]}>]+)[\]}>]|\*")


def sentences(lang: str, text: str) -> list[Sentence]:
    if lang == "ru":
        return russian.sentences(text)[0]
    found: list[Sentence] = GRAMMARS[lang].sentences(text)
    return found


def said(lang: str, marked: str) -> str:
    """Return who says what stands at the asterisk of a text whose people and bodies are marked."""
    text, place, at = "", 0, 0
    spans: list[tuple[int, int, str]] = []
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        if match["name"]:
            spans.append((len(text), len(text) + len(match["name"]), match[0][0]))
            text += match["name"]
        else:
            place = len(text)
        at = match.end()
    text += marked[at:]
    named = [Named(start, end, text[start:end], mark == "[", state=mark == "<") for start, end, mark in spans]
    read = sentences(lang, text)
    own = next(s for s in read if s.start <= place < s.end)
    return Speakers(lang, text, read, named, lambda _sentence, _token: None).at(own, place, "mission") or ""


def examples() -> list[tuple[str, str, str]]:
    found = []
    for lang in GRAMMARS:
        path = content.ontology() / "lexicon" / lang / "examples" / "speech.toml"
        rows = tomllib.loads(path.read_text("utf-8")).values()
        tables = (row for row in rows if isinstance(row, dict))  # beside them there may be examples of facts
        found += [(lang, text, name) for table in tables for text, name in table.items()]
    return found


@pytest.mark.parametrize(("lang", "text", "name"), examples())
def test_who_says_it(lang: str, text: str, name: str) -> None:
    assert said(lang, text) == name


@pytest.mark.parametrize(
    ("who", "text", "name"),
    [
        ("Минторга", "По данным Минторга, торговля выросла на 4%. *Экспорт поднялся на 5%.", "Минторга"),
        ("Минторга", "По данным Минторга, торговля выросла на 4%.\n*Экспорт поднялся на 5%.", "Минторга"),
        ("Минторг", "Торговля выросла на 4%. Об этом сообщает Минторг.\n*Экспорт поднялся на 5%.", "Минторг"),
        ("Дроздова", "По данным Дроздова, торговля выросла на 4%. *Экспорт поднялся на 5%.", None),
        ("Минторга", "По данным Минторга, переговоры шли долго.\n*Экспорт поднялся на 5%.", None),
        ("Минздрава", "По данным Минздрава, закупки выросли на 4%.\n*Экспорт поднялся на 5%.", None),
        ("Минторга", "По данным Минторга, торговля выросла на 4%.\n*Напомним, экспорт поднялся на 5%.", None),
    ],
)
def test_figures_go_on_after_a_body_that_gave_some(who: str, text: str, name: str | None) -> None:
    place, text = text.index("*"), text.replace("*", "")
    read = sentences("ru", text)
    named = [Named(text.index(who), text.index(who) + len(who), who, who == "Дроздова")]
    own = next(s for s in read if s.start <= place < s.end)
    assert Speakers("ru", text, read, named, lambda _sentence, _token: None).at(own, place, "growth") == name


def test_nobody_answers_for_an_office() -> None:
    text = "По словам Дроздова, мэром стал Котов."
    read = sentences("ru", text)
    named = [Named(text.index("Дроздова"), text.index("Дроздова") + 8, "Дроздов", True)]
    speakers = Speakers("ru", text, read, named, lambda _sentence, _token: None)
    assert speakers.at(read[0], 20, "mission") == "Дроздов"
    assert speakers.at(read[0], 20, "post") is None
