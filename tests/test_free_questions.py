"""Questions in a person's own words: those of `free_questions.toml` are older than what matches them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from coopatlas import content, gazetteer, questions
from coopatlas.errors import ContentError, QuestionError
from coopatlas.questions import parse
from coopatlas.search import free_questions
from coopatlas.search.free_questions import Understood, understood

LISTED = tomllib.loads((Path(__file__).parent / "free_questions.toml").read_text("utf-8"))
NEEDED = 38
"""Of the 40; issue 16 asks for 36."""


def best(words: str) -> Understood | None:
    return next(iter(understood(words, questions.load())), None)


def same(one: str, other: str) -> bool:
    places = gazetteer.load()
    return one == other or (bool(places.find(one)) and places.find(one)[:1] == places.find(other)[:1])


def right(asked: dict[str, Any]) -> bool:
    found = best(asked["words"])
    if found is None or found.question.id != asked["question"] or found.given.keys() != asked["given"].keys():
        return False
    return all(same(value, asked["given"][name]) for name, value in found.given.items())


def test_free_questions_find_their_question_with_its_parameters() -> None:
    assert len(LISTED["asked"]) == 40
    wrong = [one["words"] for one in LISTED["asked"] if not right(one)]
    assert len(wrong) <= 40 - NEEDED, wrong


@pytest.mark.parametrize("words", [one["words"] for one in LISTED["refused"]])
def test_what_the_atlas_cannot_answer_is_refused(words: str) -> None:
    assert best(words) is None


def test_what_is_asked_for_with_a_parameter_wins_over_the_words() -> None:
    found = free_questions.chosen("каков товарооборот Карелии и Казахстана", {"b": "Беларусь"})
    assert (found.question.id, dict(found.given)) == ("turnover", {"a": "Карелия", "b": "Беларусь"})


def test_a_name_of_a_question_needs_no_guess() -> None:
    assert free_questions.chosen("turnover", {}).score == 1


@pytest.mark.parametrize("words", ["asdf qwerty", "какая погода в Петрозаводске"])
def test_what_is_no_question_is_an_error_with_what_to_do(words: str) -> None:
    with pytest.raises(QuestionError, match="no such question"):
        free_questions.chosen(words, {})


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("с кем встречался Лебединский", "Лебединский"),
        ("кто встречался с Лепёхиным", "Лепёхин"),
        ("кто встречался с Заславским", "Заславский"),
        ("who met Anna Lunina", "Anna Lunina"),
    ],
)
def test_people_are_named_in_the_nominative(words: str, person: str) -> None:
    found = best(words)
    assert found
    assert (found.question.id, found.given["person"]) == ("meetings", person)


def test_places_need_no_capitals() -> None:
    found = best("товарооборот казахстана с беларусью")
    assert found
    assert (found.question.id, dict(found.given)) == ("turnover", {"a": "Казахстан", "b": "Беларусь"})


def test_a_phrase_that_names_a_parameter_that_is_none_is_an_error_of_the_file() -> None:
    text = (content.queries() / "posts.rq").read_text("utf-8")
    with pytest.raises(ContentError, match="asked names a parameter"):
        parse("posts", text.replace("{person}", "{nobody}"))
