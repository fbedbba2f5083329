"""Where a text speaks in another's words: quotation marks, lines that open with a dash, questions and answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_OPEN, _CLOSE, _STRAIGHT = "«„“", "»”", '"'
_MARK = re.compile(f"[{_OPEN}{_CLOSE}{_STRAIGHT}]")
_DASH = "–—-−"
_LONGEST_NAME = 60
"""Code points up to which a quoted text is a name, not speech, unless it ends as a sentence does."""
_TURN = re.compile(r"(?:(?<=[?.!…])|^)\s*[–—−-]\s+(?=\S)")
"""Where someone begins to speak in a line: at its start, or behind the end of a sentence."""


@dataclass(slots=True)
class Stretch:
    """Words of another, `[start, end)` of the text; `line` is the paragraph; `question` is asked by the newsroom."""

    start: int
    end: int
    line: int
    dash: bool = False
    question: bool = False
    speaker: str | None = None


_LABEL = re.compile(
    r"(?:^|(?<=[?.!…]\s))(?:(?P<asks>Корр|Вопрос|Ред|Q|Сұрақ|Тілші)|[А-ЯӘҒҚҢӨҰҮҺІA-Z]\.\s?[А-ЯӘҒҚҢӨҰҮҺІA-Z]|Ответ|A|Жауап)\.?:\s"
)
"""Who speaks in an interview in short: «Корр.:», «М. А.:»."""


_MIDWAY = re.compile(r"[.!?…]\s+(?=[–—−]\s[А-ЯЁA-ZӘҒҚҢӨҰҮҺІ])")
_INSERTED = re.compile(r",\s+[–—−]\s+[а-яёa-zәғқңөұүһі]+")
"""Speech that begins within a line: «…. – Торговля растёт, – сказал он. – Это важно»."""


def stretches(text: str) -> list[Stretch]:
    """Return the stretches of speech of a text, in order; none crosses a line break."""
    found: list[Stretch] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line.lstrip()[:1] in tuple(_DASH) and line.lstrip()[1:2] in {" ", "\u00a0"}:
            found += _turns(line, start, number)
        elif _LABEL.match(line):
            found += _labelled(line, start, number)
        elif _INSERTED.search(line) and (opened := _MIDWAY.search(line)) and not _quoted(line):
            found.append(Stretch(start + opened.end(), start + len(line), number, dash=True))
        else:
            found += [
                Stretch(start + a, start + b, number)
                for a, b in _quoted(line)
                if b - a > _LONGEST_NAME or _is_speech(line, a, b)
            ]
        start += len(line) + 1
    return found


def _turns(line: str, start: int, number: int) -> Iterator[Stretch]:
    """Yield what each speaker of a line says: «– Вопрос? – Ответ.»; an insertion («– сказал он. –») parts nothing."""
    places = [m.start() + len(m[0]) - len(m[0].lstrip()) for m in _TURN.finditer(line)]
    places = places or [len(line) - len(line.lstrip())]
    cuts = [place for place in places if place == places[0] or line[:place].rstrip().endswith("?")]
    for a, b in zip(cuts, [*cuts[1:], len(line)], strict=True):
        yield Stretch(start + a, start + b, number, dash=True, question=line[a:b].rstrip().endswith("?"))


def _labelled(line: str, start: int, number: int) -> Iterator[Stretch]:
    labels = list(_LABEL.finditer(line))
    for label, end in zip(labels, [*(m.start() for m in labels[1:]), len(line)], strict=True):
        yield Stretch(start + label.start(), start + end, number, dash=True, question=label["asks"] is not None)


def _quoted(line: str) -> list[tuple[int, int]]:
    """Return the outermost quotations of a line; one that is never closed runs to its end."""
    spans, depth, opened = [], 0, 0
    for mark in _MARK.finditer(line):
        i, c = mark.start(), _meant(line, mark.start())
        begins = i + 1 < len(line) and line[i + 1].isalnum() and (i == 0 or not line[i - 1].isalnum())
        if c in _OPEN or (c == _STRAIGHT and (depth == 0 or begins) and begins):
            opened = i if depth == 0 else opened
            depth += 1
        elif c in _CLOSE or c == _STRAIGHT:
            depth = max(0, depth - 1)
            if depth == 0 and i > opened:
                spans.append((opened, i + 1))
    if depth:
        spans.append((opened, len(line)))
    return spans


def _meant(line: str, at: int) -> str:
    """Return a mark as it must be meant: one that opens behind a word and before a blank was mistyped for its pair."""
    mark, before, behind = line[at], line[at - 1 : at], line[at + 1 : at + 2]
    closes = mark in _OPEN and before.strip() and not (behind.strip() and behind not in ".,;:!?")
    return _CLOSE[0] if closes else mark


def _is_speech(text: str, start: int, end: int) -> bool:
    """Whether a short quotation is speech: a dash or a comma follows it, a colon leads to it, or it ends a sentence."""
    after = text[end : end + 4].lstrip(" ,")
    inside = text[start:end]
    if text[:start].rstrip().endswith(":") and inside.count(" ") >= _SENTENCE:
        return True
    if text[end - 2 : end - 1] in ".!?…,":
        return " " in inside.strip()
    return after[:1] in tuple(_DASH) and text[end : end + 1] in {",", " "} and " " in inside.strip()


_SENTENCE = 3
"""Blanks from which quoted words behind a colon are more than a name."""


def covering(found: Sequence[Stretch], place: int) -> Stretch | None:
    """Return the stretch of speech that a code point stands in."""
    return next((s for s in found if s.start <= place < s.end), None)
