"""Errors in the language of the output: they are written in English, and `ru.po` has them in Russian.

An error says what is wrong and what to do as text that is filled in where it is raised; the message of the catalogue
that fits it, the one with the most words of its own, is filled with the same.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.pofile import read_po

from coopatlas.errors import CoopatlasError

GAP = "{}"
"""What stands in a message for what is filled in."""

_Pattern = tuple[re.Pattern[str], str]


def told(error: CoopatlasError, lang: str) -> str:
    """Return an error as one line: where, what is wrong, what to do."""
    return f"{error.where}: {translated(error.problem, lang)}; {translated(error.remedy, lang)}"


def translated(text: str, lang: str) -> str:
    """Return a message in a language; as it is where the catalogue lacks it."""
    if lang == "en":
        return text
    known = catalogue(lang)
    if whole := known.get(text):
        return whole
    for pattern, message in _patterns(lang):
        if found := pattern.fullmatch(text):
            return _filled(message, [known.get(value, value) for value in found.groups()])
    return text


def line(text: str, lang: str) -> str:
    """Return in a language the line that an error became: the parts of it that the catalogue knows."""
    for colon in re.finditer(": ", text):
        for stop in re.finditer("; ", text[colon.end() :]):
            problem, remedy = text[colon.end() : colon.end() + stop.start()], text[colon.end() + stop.end() :]
            own = translated(problem, lang), translated(remedy, lang)
            if own[0] != problem and own[1] != remedy:
                return f"{text[: colon.start()]}: {own[0]}; {own[1]}"
    return text


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Return the messages of a language by the English ones."""
    found = read_po(BytesIO((files("coopatlas.cli.messages") / f"{lang}.po").read_bytes()))
    return {str(one.id): str(one.string) for one in found if one.id and one.string}


@cache
def _patterns(lang: str) -> Sequence[_Pattern]:
    """Return the messages that are filled in, those with the most words of their own first."""
    filled = {english: own for english, own in catalogue(lang).items() if GAP in english}
    ranked = sorted(filled, key=lambda english: (-len(english.replace(GAP, "")), english))
    return [(re.compile("(.*)".join(map(re.escape, one.split(GAP))), re.DOTALL), filled[one]) for one in ranked]


def _filled(message: str, values: Sequence[str]) -> str:
    first, *rest = message.split(GAP)
    return first + "".join(value + part for value, part in zip(values, rest, strict=True))
