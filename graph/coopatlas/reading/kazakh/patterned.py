"""Kinds that frames do not read yet: names, figures and dates become symbols, and every family reads every sentence."""

from collections.abc import Iterator
from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.language.tokens import Sentence
from coopatlas.model import Document, Fact
from coopatlas.reading import segmentation
from coopatlas.reading.kazakh import (
    dates,
    lexicon,
    posts,
    references,
    relations,
)
from coopatlas.reading.kazakh.names import Names
from coopatlas.reading.patterns import Line, Mark, figure_marks
from coopatlas.reading.periods import Calendar
from coopatlas.reading.speakers import Speakers
from coopatlas.reading.story import Story

FAMILIES = (relations.read,)
"""The readers of the families of kinds; each yields the facts of one sentence. `posts` comes before all of them."""
_JOINT = " мен "


def read(document: Document, said: Speakers) -> list[Fact]:
    """Return the facts that patterns read, with who says them."""
    story = Story(document, Calendar(document.published))
    facts: list[Fact] = []
    for line in _lines(story):
        list(posts.read(story, line))  # The people of the story learn their offices.
        facts += [fact for family in FAMILIES for fact in family(story, line)]
        story.lines.append(line)
    return [replace(_attributed(story, fact, said), lang=document.lang) for fact in facts]


def _attributed(story: Story, fact: Fact, said: Speakers) -> Fact:
    sentence = next(line.sentence for line in story.lines if line.sentence.start <= fact.start < line.sentence.end)
    return fact.attributed(said.at(sentence, fact.anchor, fact.kind))


def _lines(story: Story) -> Iterator[Line]:
    """Yield the sentences with their marks; each is read before the next one is made, which refers back to it."""
    sentences = segmentation.split(story.document.text, lexicon.ABBREVIATIONS)
    names = Names(gazetteer.load())
    names.learn(sentences)
    year: str | None = None
    for sentence in sentences:
        when = dates.periods(sentence.text, story.calendar, year)
        year = next((label for label, _, _ in reversed(when)), year)
        marks = references.resolve(story, sentence, names.marks(sentence))
        yield Line(sentence, [*_figures(sentence, marks, when), *marks], _JOINT)


def _figures(sentence: Sentence, marks: list[Mark], when: list[tuple[str, int, int]]) -> Iterator[Mark]:
    taken = bytearray(len(sentence.text) + 1)
    for mark in marks:
        taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    for mark in (*(Mark("D", label, start, end) for label, start, end in when), *figure_marks(sentence.text, "kk")):
        if not any(taken[mark.start : mark.end]):
            taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
            yield mark
