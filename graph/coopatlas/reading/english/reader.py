"""The English reader: names, references, figures and dates become symbols; then every family reads every sentence."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.language.english import grammar
from coopatlas.language.tokens import Sentence
from coopatlas.model import Document, Fact
from coopatlas.reading import assembly, grounding, quotations, segmentation
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.english import (
    bodies,
    dates,
    deals,
    figures,
    framed,
    goods,
    lexicon,
    links,
    meetings,
    posts,
    references,
    relations,
    speech,
    trade,
    ventures,
    wishes,
)
from coopatlas.reading.english.names import Names
from coopatlas.reading.firmness import decide
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.periods import Calendar
from coopatlas.reading.posts import english as holders
from coopatlas.reading.story import Story

FAMILIES = (meetings.read, deals.read, ventures.read, trade.read, goods.read, relations.read, links.read, wishes.read)
"""The readers of the families of kinds; each yields the facts of one sentence. `posts` comes before all of them."""
_DATELINE = re.compile(
    r"[A-Z][A-Z .,'-]{2,40}(?:,? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)?(?: "
    r"?\([^)]{2,40}\))?(?:\.| ?[-–—])+ "
)
_CONTINUED = re.compile(r"\bof (?:that|this|which|these)\b|\bthe figure\b", re.IGNORECASE)
_UNATTRIBUTED = frozenset({"post", "visit"})
"""The kinds for which the newsroom answers itself, whoever speaks in the sentence."""


def understand(document: Document) -> tuple[Discourse | None, list[Fact]]:
    """Return an English document for the frames, and the facts that rules read in it, not yet merged."""
    story = Story(document, Calendar(document.published))
    facts: list[Fact] = []
    for line in _lines(story):
        facts += posts.read(story, line)
        if not line.code.endswith("?"):
            facts += [fact for family in FAMILIES for fact in family(story, line)]
        story.lines.append(line)
    said = _speakers(story)
    spoken = framed.discourse(document, _speaker(said))
    firm = grounding.grounded(grammar, spoken.sentences, assembly.without(WON, facts))
    ruled = [replace(_attributed(story, fact, said), lang=document.lang) for fact in firm]
    offices = (assembly.fact(spoken, draft, spoken.speaker) for draft in holders.read(spoken))
    kept = [fact for fact in offices if fact.kind in WON]
    found = assembly.facts(spoken, lambda sentence, word: decide(grammar, sentence, word), spoken.speaker)
    kept += [fact for fact in found if fact.kind in WON]
    return spoken, [*ruled, *(_unattributed(fact) for fact in kept)]


WON: frozenset[str] = frozenset({"post"})
"""The kinds that the frames read, and no old reader."""


def _unattributed(fact: Fact) -> Fact:
    return replace(fact, attribution=None) if fact.kind in _UNATTRIBUTED else fact


def _speaker(said: dict[int, str | None]) -> Callable[[Sentence, int], str | None]:
    """Return who says what stands at a place, by the sentences of the rules."""
    starts = sorted(said)

    def speaker(_sentence: Sentence, place: int) -> str | None:
        at = bisect_right(starts, place) - 1
        return said[starts[at]] if at >= 0 else None

    return speaker


def _speakers(story: Story) -> dict[int, str | None]:
    """Return who says each sentence, by its start; one that goes on about «that» is said by who said the one before."""
    found = quotations.speakers(story.document.text, story.lines, speech.named)
    for i, line in enumerate(story.lines[1:], 1):
        same = line.sentence.paragraph == story.lines[i - 1].sentence.paragraph
        if found[i] is None and same and _CONTINUED.search(line.code):
            found[i] = found[i - 1]
    return {line.sentence.start: speaker for line, speaker in zip(story.lines, found, strict=True)}


def _attributed(story: Story, fact: Fact, said: dict[int, str | None]) -> Fact:
    speaker = said.get(fact.start)
    proposer = fact.args.get("proposer")
    if speaker is None and isinstance(proposer, str) and proposer in story.people:
        speaker = proposer
    return fact if speaker is None or fact.kind in _UNATTRIBUTED else fact.attributed(speaker)


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
    for f in figures.figures(sentence.text, currency):
        if not any(taken[f.start : f.end]):
            yield Mark(
                f.letter, sentence.text[f.start : f.end], f.start, f.end, value=f.value, unit=f.unit, bound=f.bound
            )
