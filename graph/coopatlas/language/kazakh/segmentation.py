"""Kazakh text to sentences and words by rule: numbers with their endings, two places joined by a hyphen."""

import re
from collections.abc import Iterator

from coopatlas.language import segmentation
from coopatlas.language.kazakh import lexicon, tagging
from coopatlas.language.kazakh.morphology import readings
from coopatlas.language.tokens import Sentence

_WORD = re.compile(
    r"\d+(?:[\u00a0\u202f ]\d{3})+(?:,\d+)?(?:%?-[а-яәіңғүұқөһ]{1,4}\b)?"
    r"|\d+(?:[.,]\d+)*(?:%?-[а-яәіңғүұқөһ]{1,4}\b)?"
    r"|[\w\u0300-\u036f]+(?:[-‐‑’'&][\w\u0300-\u036f]+)*|\S"
)


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text with their words, untagged; a line break ends a sentence and a paragraph."""
    found = segmentation.split(text, lexicon.abbreviations(), _words)
    for sentence in found:
        _turn_marks(sentence)
    return found


def _turn_marks(sentence: Sentence) -> None:
    """Take a straight quotation mark that stands right before a word, and behind none, for one that opens."""
    for mark in (token for token in sentence.tokens if token.text == '"'):
        at = mark.start - sentence.start
        before, behind = sentence.text[at - 1 : at] if at else "", sentence.text[at + 1 : at + 2]
        opens = (behind.isalnum() or behind in {"«", "“"}) and not before.isalnum()
        mark.text = "«" if opens else "»"


def _words(text: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        yield from _parts(text, *match.span())


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of «Қостанай-Өскемен», places joined, or the word whole: «Абу-Даби», «сауда-саттық»."""
    word = text[start:end]
    *others, last = word.split("-")
    if not others or not all(part[:1].isupper() for part in (*others, last)) or word.casefold() in tagging.places():
        return [(start, end)]
    named = all(part.casefold() in tagging.places() for part in others)
    if not named or not any(r.lemma in tagging.places() for r in readings(last.casefold())):
        return [(start, end)]
    return [(start + m.start(), start + m.end()) for m in re.finditer(r"[^-]+|-", word)]
