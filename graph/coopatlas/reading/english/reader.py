"""The English reader: names, references, figures and dates become symbols; then every family reads every sentence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.language.english import grammar
from coopatlas.language.tokens import Sentence
from coopatlas.model import Document, Fact, kinds
from coopatlas.reading import assembly, grounding, segmentation
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.english import (
    bodies,
    dates,
    framed,
    lexicon,
    posts,
    references,
)
from coopatlas.reading.english.names import Names
from coopatlas.reading.firmness import decide
from coopatlas.reading.flows import documents
from coopatlas.reading.patterns import Line, Mark, figure_marks
from coopatlas.reading.periods import Calendar
from coopatlas.reading.posts import english as holders
from coopatlas.reading.speakers import Speakers, people
from coopatlas.reading.story import Story

_DATELINE = re.compile(
    r"[A-Z][A-Z .,'-]{2,40}(?:,? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)?(?: "
    r"?\([^)]{2,40}\))?(?:\.| ?[-–—])+ "
)


def understand(document: Document) -> tuple[Discourse | None, list[Fact]]:
    """Return an English document for the frames, and the facts that rules read in it, not yet merged."""
    story = Story(document, Calendar(document.published))
    facts: list[Fact] = []
    for line in _lines(story):
        facts += posts.read(story, line)
        story.lines.append(line)
    spoken = framed.discourse(document, lambda _sentence, _place: None)
    held = list(holders.read(spoken))
    said = people.speakers(spoken)
    spoken.speaker = said.at
    firm = grounding.grounded(grammar, spoken.sentences, assembly.without(WON, facts))
    ruled = [replace(_attributed(story, fact, said), lang=document.lang) for fact in firm]
    offices = (assembly.fact(spoken, draft, said.at) for draft in held)
    kept = [fact for fact in offices if fact.kind in WON]
    found = assembly.facts(spoken, lambda sentence, word: decide(grammar, sentence, word), said.at)
    kept += [fact for fact in found if fact.kind in WON]
    kept += documents.facts(spoken, lambda sentence, word: decide(grammar, sentence, word), said.at)
    return spoken, [*ruled, *(_by_proposer(fact, spoken.people) for fact in kept)]


WON = frozenset(kinds())
"""The kinds that the frames read, and no old reader."""


def _by_proposer(fact: Fact, people: Mapping[str, Person]) -> Fact:
    """Return a fact with its speaker: for some kinds none; who proposes speaks, where nobody else does."""
    proposer = fact.args.get("proposer")
    speaks = isinstance(proposer, str) and proposer in people and fact.speaker is None
    return fact.attributed(str(proposer)) if speaks else fact


def _attributed(story: Story, fact: Fact, said: Speakers) -> Fact:
    sentence = next(line.sentence for line in story.lines if line.sentence.start <= fact.start < line.sentence.end)
    speaker = said.at(sentence, fact.anchor, fact.kind)
    proposer = fact.args.get("proposer")
    if speaker is None and isinstance(proposer, str) and proposer in story.people:
        speaker = proposer
    return fact.attributed(speaker)


def _lines(story: Story) -> Iterator[Line]:
    """Yield the sentences with their marks; each is read before the next one is made, which refers back to it."""
    sentences = segmentation.split(story.document.text, lexicon.ABBREVIATIONS)
    names = Names(gazetteer.load())
    names.learn(sentences)
    year: str | None = None
    for sentence in sentences:
        named = bodies.extended(sentence, names.marks(sentence))
        when = dates.periods(sentence.text, story.calendar, year)
        year = next((label for label, _, _ in reversed(when)), year)
        dateline = _DATELINE.match(sentence.text)
        marks = references.resolve(story, sentence, [m for m in named if not dateline or m.start >= dateline.end()])
        yield Line(sentence, [*_figures(story, sentence, marks, when), *marks])


def _figures(story: Story, sentence: Sentence, marks: list[Mark], when: list[tuple[str, int, int]]) -> Iterator[Mark]:
    taken = bytearray(len(sentence.text) + 1)
    for mark in marks:
        taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    currency = next((m.unit for line in reversed(story.lines[-2:]) for m in line.of("M")), "")
    for label, start, end in when:
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            yield Mark("D", label, start, end)
    for mark in figure_marks(sentence.text, "en", currency):
        if not any(taken[mark.start : mark.end]):
            yield mark
