"""Words as patterns: looking at first letters changes only how fast a phrase is found."""

import re

import pytest

from coopatlas.language.wording import Choice, any_of, bounded

PHRASES = (
    "мост",
    "моста через",
    "мостик*",
    "мол",
    "Мох",
    "мир",
    "и",
    "в пути",
    "в порту",
    "вперёд",
    "% роста",
    "7 дней",
)
TEXTS = (
    "Мостики и МОСТА через реку, в  пути",
    "мостовая, мох-мир, Мох; 7 дней, 17 дней",
    "рост на 5 % роста и вперёд",
    "помост и мол",
    "",
)


@pytest.mark.parametrize("phrases", [PHRASES, PHRASES[:10], PHRASES[:3]])
def test_any_of_finds_what_the_longest_of_its_phrases_finds(phrases: tuple[str, ...]) -> None:
    plain = re.compile("|".join(map(bounded, sorted(phrases, key=len, reverse=True))), re.IGNORECASE)
    found = re.compile(any_of(phrases), re.IGNORECASE)
    for text in TEXTS:
        assert [m.span() for m in found.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_a_choice_tells_the_value_of_the_longest_phrase() -> None:
    choice = Choice({"bridge": ["мост", "моста через"], "small": ["мостик*"], "other": ["мол", "мох", "мир", "мост"]})
    found = [value for value, _, _ in choice.finditer("Мол, мостики и моста через мост; помост, МИР")]
    assert found == ["other", "small", "bridge", "bridge", "other"]
    assert choice.match("под мостом", 4) is None


def test_a_choice_of_nothing_finds_nothing() -> None:
    assert list(Choice({}).finditer("мост")) == []
