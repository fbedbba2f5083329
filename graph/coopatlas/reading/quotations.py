"""Who says a sentence: reported in the sentence itself, or carried over a quotation. Independent of language."""

from collections.abc import Callable, Sequence

from coopatlas.reading.patterns import Line

_OPENING, _CLOSING, _STRAIGHT = "«“„", "»”", '"'
_LONGEST_NAME = 45
"""Code points up to which a quoted text is a name, not speech, unless it ends as a sentence does."""

Naming = Callable[[Line, Sequence[tuple[int, int]]], str | None]
"""Returns whom a line makes responsible, given the stretches of its sentence that are quoted speech."""


def speakers(text: str, lines: Sequence[Line], named: Naming) -> list[str | None]:
    """Return the speaker of each line: of its quotation, named in it or beside it, else of its own verb of saying."""
    quotations = quoted(text)
    found: list[str | None] = []
    inside: list[bool] = []
    own: list[str | None] = []
    at = 0
    for line in lines:
        sentence = line.sentence
        while at < len(quotations) and quotations[at][1] <= sentence.start:
            at += 1
        touching = [q for q in quotations[at : at + 20] if q[0] < sentence.end and sentence.start < q[1]]
        inside.append(bool(touching))
        own.append(named(line, [(a - sentence.start, b - sentence.start) for a, b in touching]))
    for i in range(len(lines)):
        found.append(own[i] or (_beside(i, lines, inside, own, found) if inside[i] else None))
    return found


def _beside(
    i: int, lines: Sequence[Line], inside: Sequence[bool], own: Sequence[str | None], found: Sequence[str | None]
) -> str | None:
    """Return the speaker of a quoted line that names none: of the quotation's later lines, else of the line before."""
    paragraph = lines[i].sentence.paragraph
    for j in range(i + 1, min(i + 8, len(lines))):
        if lines[j].sentence.paragraph != paragraph or not inside[j]:
            break
        if own[j]:
            return own[j]
    if not i or paragraph - lines[i - 1].sentence.paragraph > 1:
        return None
    before = lines[i - 1].sentence
    if before.paragraph == paragraph or inside[i - 1] or before.text.rstrip().endswith(":"):
        return found[i - 1]
    return None


def quoted(text: str) -> list[tuple[int, int]]:
    """Return the stretches of quoted speech, in order; a quotation left open ends with its paragraph."""
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        spans += [(start + a, start + b) for a, b in _pairs(line) if b - a > _LONGEST_NAME or line[b - 2] in ".!?…,"]
        start += len(line) + 1
    return spans


def _pairs(line: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    opened = -1
    for i, character in enumerate(line):
        if opened < 0 and (character in _OPENING or character == _STRAIGHT):
            opened = i
        elif opened >= 0 and (character in _CLOSING or character == _STRAIGHT):
            spans.append((opened, i + 1))
            opened = -1
    return [*spans, (opened, len(line))] if opened >= 0 and opened + 1 < len(line) else spans
