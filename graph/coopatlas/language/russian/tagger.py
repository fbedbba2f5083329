"""Russian text → sentences with morphology, syntax and named entities: natasha's stages, run in batches.

natasha 1.6 reaches F1 .901 over entities on FactRuEval-2016 as it is; it is imported here and in `morphology` alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController

from coopatlas.language.russian import trees
from coopatlas.language.russian.morphology import lemma
from coopatlas.language.russian.trees.words import checked
from coopatlas.language.tokens import NO_HEAD, Sentence, Token

LONGEST = 160
"""Words that are parsed together and make a sentence: the parser's memory grows with their square."""
BATCH = 24
"""Sentences that a stage takes at once; natasha's own eight leave the arithmetic waiting for Python."""
LONGEST_LINE = 20_000
"""Code points that are searched for names together."""


@dataclass(frozen=True, slots=True)
class Span:
    """A named entity of the tagger: code points into the document's text, and PER, LOC or ORG."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of one that is too long: its words, whose code points count from `origin`."""

    paragraph: int
    origin: int
    words: Sequence[Any]


@cache
def _stages() -> tuple[Any, Any, Any, Any]:
    from natasha import NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    import coopatlas.language.russian.morphology  # noqa: F401  gives natasha its morphology

    embedding = NewsEmbedding()
    stages = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)
    for stage in stages:
        stage.batch_size = BATCH
    return Segmenter(), *stages


@cache
def _arithmetic() -> ThreadpoolController:
    """Return the hold on the threads of numpy's arithmetic; natasha, which brings numpy, is loaded before."""
    return ThreadpoolController()


def annotate(text: str) -> tuple[list[Sentence], list[Span]]:
    """Return the sentences of `text` with their tokens, and its named entities; no sentence crosses a line break."""
    stages = _stages()
    # natasha's matrices are small: threads that wait for one another cost five times the processor time.
    with _arithmetic().limit(limits=1, user_api="blas"):
        return _annotated(text, *stages)


def _annotated(text: str, segmenter: Any, morph: Any, syntax: Any, ner: Any) -> tuple[list[Sentence], list[Span]]:
    pieces = list(_pieces(text, segmenter))
    words = [[getattr(word, "known", word.text) for word in piece.words] for piece in pieces]
    markups = zip(pieces, _batched(morph, words), _batched(syntax, words), strict=True)
    sentences = [
        _sentence(text, index, piece, tagged.tokens, parsed.tokens)
        for index, (piece, tagged, parsed) in enumerate(markups)
    ]
    return sentences, list(_entities(text, ner))


def _batched(stage: Any, words: Sequence[Sequence[str]]) -> list[Any]:
    """Return what a stage makes of each sentence; those of like length share a batch, which is padded to the longest.

    Batches hold sentences of one text only: rounding in a batch can settle a tie of the parser, and the facts of a
    document must not depend on its neighbours.
    """
    order = sorted(range(len(words)), key=lambda n: len(words[n]))
    marked: list[Any] = [None] * len(words)
    for n, markup in zip(order, stage.map(words[n] for n in order), strict=True):
        marked[n] = markup
    return marked


def _pieces(text: str, segmenter: Any) -> Iterator[_Piece]:
    for paragraph, (start, line) in enumerate(_lines(text)):
        for first, last in _spans(line, segmenter):
            words = list(_whole(segmenter.tokenize(line[first:last]), line[first:last]))
            for at in range(0, len(words), LONGEST):
                yield _Piece(paragraph, start + first, words[at : at + LONGEST])


@dataclass(frozen=True, slots=True)
class _Word:
    """A word where natasha sees several, and how natasha is told it."""

    start: int
    stop: int
    text: str
    known: str


_ACTING = re.compile(r"\b(?:вр\.?\s?)?и\.\s?о\.", re.IGNORECASE)
"""«и.о. губернатора»: one word, that of an office."""


def _whole(words: Iterable[Any], text: str) -> Iterator[Any]:
    """Yield the words of a sentence, those of a shortened office as one, which is tagged as «врио»."""
    acting = [(m.start(), m.end()) for m in _ACTING.finditer(text)]
    for word in words:
        inside = next(((a, b) for a, b in acting if a <= word.start < b), None)
        if inside is None:
            yield word
        elif word.start == inside[0]:
            yield _Word(*inside, text[slice(*inside)], "врио")


_SHORTENED = re.compile(r"\d\s*(?:(?:тыс|млн|млрд|трлн)\.?\s*)?(?:тыс|млн|млрд|трлн|долл|руб)\.$")
_UNIT = re.compile(r"[A-ZА-ЯЁ]{2,}\b")
_CELL = re.compile(r"[+–−-]?\d+(?:,\d+)?\s*%")
_CAPITALS = r"[А-ЯЁ]{2,30}(?:-[А-ЯЁ]{1,30}){0,4}"
_DATELINE = re.compile(
    rf"(?:[А-ЯЁ]{_CAPITALS}(?:(?: [—–-])? {_CAPITALS}){{0,3}}|[A-ZА-ЯЁ][\w-]{{1,40}}\.[a-zA-Zа-яё]{{2,5}}\b)"
    r"(?:,\s?\d{1,2}\s[а-яё]{3,10}\.?)?\s?(?:/[^/\n]{2,40}/|\([^()\n]{2,40}\))?\s?[—–-]\s{1,3}(?=[А-ЯЁ«\"])"
)
"""Where and through whom news comes, no part of what is told: «ТАШКЕНТ /Агентство/ - », «Agency.kz – »."""


def _spans(line: str, segmenter: Any) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a line stand: neither a unit in capitals nor a change behind a semicolon begins one.

    «17 тыс. TEU», «5 млн долл. США; 108 % к 2020 г.»
    """
    found: list[tuple[int, int]] = []
    for sentence in segmenter.sentenize(line):
        before = line[slice(*found[-1])] if found else ""
        unit = _UNIT.match(sentence.text) and _SHORTENED.search(before)
        if unit or (before.endswith(";") and _CELL.match(sentence.text)):
            found[-1] = found[-1][0], sentence.stop
        else:
            found.append((sentence.start, sentence.stop))
    for start, stop in found:
        opening = _DATELINE.match(line, start, stop)
        if opening is not None and not _MARKED.search(opening.group()):
            opening = opening if _DAY.search(line[max(0, start - _DATED) : start]) else None
        if opening is not None:
            yield start, start + len(opening.group().rstrip())
        yield (opening.end() if opening is not None else start), stop


_DATED = 20
"""Code points before a dateline among which its day stands."""
_DAY = re.compile(r"\b\d{1,2}\s+[а-яё]{3,8}\.?\s*$")
_MARKED = re.compile(r"[\d/().]")
"""What tells a dateline from a name in capitals: a day, an agency, an address."""


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def _sentence(text: str, index: int, piece: _Piece, tagged: Any, parsed: Any) -> Sentence:
    tokens = [
        Token(
            i=i,
            text=word.text,
            start=piece.origin + word.start,
            end=piece.origin + word.stop,
            lemma=lemma(getattr(word, "known", word.text), morph.pos, morph.feats),
            pos=morph.pos,
            feats=checked(word.text, morph.pos, morph.feats),
            head=int(arc.head_id) - 1 if int(arc.head_id) > 0 else NO_HEAD,
            rel=arc.rel,
        )
        for i, (word, morph, arc) in enumerate(zip(piece.words, tagged, parsed, strict=True))
    ]
    trees.mend(tokens)
    for token in tokens:
        if token.head != NO_HEAD:
            tokens[token.head].children.append(token.i)
    start, end = tokens[0].start, tokens[-1].end
    return Sentence(text[start:end], start, end, index, piece.paragraph, tokens)


def _entities(text: str, ner: Any) -> Iterator[Span]:
    parts = [
        (start + n, line[n : n + LONGEST_LINE])
        for start, line in _lines(text)
        for n in range(0, len(line), LONGEST_LINE)
    ]
    for (start, _), markup in zip(parts, ner.map(part for _, part in parts), strict=True):
        for span in markup.spans:
            yield Span(start + span.start, start + span.stop, span.type)
