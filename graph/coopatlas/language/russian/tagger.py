"""Russian text → sentences with morphology, syntax and named entities: natasha's stages, run in batches.

natasha 1.6 reaches F1 .901 over entities on FactRuEval-2016 as it is; it is imported here and in `morphology` alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from threadpoolctl import ThreadpoolController

from coopatlas.language.russian.morphology import certain, is_common, lemma, may_be, verb
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
    words = [[word.text for word in piece.words] for piece in pieces]
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
            words = list(segmenter.tokenize(line[first:last]))
            for at in range(0, len(words), LONGEST):
                yield _Piece(paragraph, start + first, words[at : at + LONGEST])


_SHORTENED = re.compile(r"\d\s*(?:(?:тыс|млн|млрд|трлн)\.?\s*)?(?:тыс|млн|млрд|трлн|долл|руб)\.$")
_UNIT = re.compile(r"[A-ZА-ЯЁ]{2,}\b")
_CELL = re.compile(r"[+–−-]?\d+(?:,\d+)?\s*%")


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
    yield from found


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
            lemma=lemma(word.text, morph.pos, morph.feats),
            pos=morph.pos,
            feats=_checked(word.text, morph.pos, morph.feats),
            head=int(arc.head_id) - 1 if int(arc.head_id) > 0 else NO_HEAD,
            rel=arc.rel,
        )
        for i, (word, morph, arc) in enumerate(zip(piece.words, tagged, parsed, strict=True))
    ]
    _verbs(tokens)
    _opening(tokens[0])
    _agree(tokens)
    _turn(tokens)
    _subjects(tokens)
    _nearer(tokens)
    _swap(tokens)
    _objects(tokens)
    _likened(tokens)
    _part(tokens)
    _apposed(tokens)
    _hang(tokens)
    _cut_cycles(tokens)
    for token in tokens:
        if token.head != NO_HEAD:
            tokens[token.head].children.append(token.i)
    start, end = tokens[0].start, tokens[-1].end
    return Sentence(text[start:end], start, end, index, piece.paragraph, tokens)


def _checked(word: str, pos: str, feats: Mapping[str, str]) -> dict[str, str]:
    """Return the features of a word, those that the dictionary knows better corrected."""
    if pos == "NOUN" or (pos == "VERB" and feats.get("VerbForm", "Fin") == "Fin"):
        return {**feats, **dict(certain(word, pos))}
    return dict(feats)


def _verbs(tokens: list[Token]) -> None:
    """Let a word be the verb that it can only be: the tagger takes rare ones for nouns, first ones for names."""
    for token in tokens:
        named = token.pos in {"PROPN", "X", "NOUN", "ADJ", "ADV"} and (token.i == 0 or token.text.islower())
        mistaken = token.pos == "VERB" and token.feats.get("VerbForm") in {"Conv", "Part"}
        if (named or mistaken) and (told := verb(token.text)):
            token.pos, token.lemma = "VERB", told["Lemma"]
            token.feats = {name: value for name, value in told.items() if name != "Lemma"}
            if told["VerbForm"] == "Inf" and token.rel in _NOMINAL:
                token.rel = "xcomp"
            elif token.rel == "amod" and token.head > token.i:
                _govern(token, tokens[token.head])


def _govern(word: Token, noun: Token) -> None:
    """Let a verb that was taken for an attribute govern its noun: «завод отгружает стекло»."""
    circle = noun.head in {NO_HEAD, word.i}
    word.head, word.rel = (NO_HEAD, "root") if circle else (noun.head, noun.rel)
    noun.head, noun.rel = word.i, _OF_CASES.get(noun.feats.get("Case", ""), "obl")


_OF_CASES = {"Nom": "nsubj", "Acc": "obj", "Gen": "obj", "Dat": "iobj"}
"""What a noun without a preposition is to its verb."""


_NOMINAL = frozenset({"obj", "iobj", "obl", "nmod"})
"""Relations of a noun to what it hangs on."""


def _opening(token: Token) -> None:
    """Let the first word of a sentence be the noun in the case that it can only have: «Экспортёрам поможет …»."""
    told = dict(certain(token.text, "NOUN")) if token.pos == "PROPN" and is_common(token.text.casefold()) else {}
    if told.get("Case") in {"Dat", "Ins"} and told["Case"] != token.feats.get("Case"):
        token.pos, token.feats = "NOUN", {**token.feats, **told}


def _agree(tokens: list[Token]) -> None:
    """Let a noun have the number of the attribute right before it, where its form allows it: «компании» many."""
    for before, noun in pairwise(tokens):
        attribute = before.pos == "ADJ" and noun.pos == "NOUN" and before.head == noun.i
        case, number = before.feats.get("Case", ""), before.feats.get("Number", "")
        if attribute and number != noun.feats.get("Number") and may_be(noun.text, case, number):
            noun.feats = {**noun.feats, "Case": case, "Number": number}


def _turn(tokens: list[Token]) -> None:
    """Let a noun govern its attribute and its genitive, where the parser drew the arc the other way round.

    It does so around rare compounds: «российско-узбекский бизнес-форум», «бизнес-миссия компаний».
    """
    for one, noun in pairwise(tokens):
        if noun.pos != "NOUN":
            continue
        case = one.feats.get("Case", "")
        agrees = case == noun.feats.get("Case") or may_be(noun.text, case, noun.feats.get("Number", ""))
        if one.pos == "ADJ" and noun.head == one.i and case and agrees:
            noun.feats = {**noun.feats, "Case": case}
            _above(tokens, noun, one, "amod")
        elif one.pos == "NOUN" and one.rel == "amod" and one.head == noun.i and noun.feats.get("Case") == "Gen":
            _above(tokens, one, noun, "nmod")


def _subjects(tokens: list[Token]) -> None:
    """Give a subject in the singular back to its own verb, where the parser hung it on a plural one that reports it.

    «Делегация, возглавляемая X, прибудет в Y, анонсировали в Z»: nobody announces, and what is announced comes before.
    """
    for token in tokens:
        verb = tokens[token.head] if token.head != NO_HEAD else token
        if token.rel != "nsubj" or not _counts(verb, "Plur") or token.feats.get("Number") != "Sing":
            continue
        listed = any(t.head == token.i and t.rel == "conj" for t in tokens)
        own = next((t for t in tokens[token.i + 1 : verb.i] if _counts(t, "Sing")), None)
        if own is None or listed or any(t.head == own.i and t.rel.startswith("nsubj") for t in tokens):
            continue
        token.head = own.i
        if own.head in {NO_HEAD, verb.i}:
            own.head, own.rel = verb.head, verb.rel
            verb.head, verb.rel = own.i, "parataxis"


def _nearer(tokens: list[Token]) -> None:
    """Give an object to the verb right before it that the parser hung on the one before: «посетил X и обсудил Y»."""
    for thing in (t for t in tokens if t.rel == "obj" and 0 <= t.head < t.i):
        others = [t for t in tokens if t.head == thing.head and t.rel == "obj" and t.i < thing.i]
        between = [t for t in tokens[thing.head + 1 : thing.i] if t.pos == "VERB" and t.rel == "conj"]
        if not others or not between or others[-1].i > between[-1].i:
            continue
        last = between[-1]
        if last.feats.get("VerbForm") == "Fin" and not any(t.head == last.i and t.rel == "obj" for t in tokens):
            thing.head = last.i


def _swap(tokens: list[Token]) -> None:
    """Let what agrees with a verb be its subject, where a list before a verb in the singular cannot.

    «Омск и Пермь связывает авиарейс»
    """
    for listed in (t for t in tokens if t.rel == "nsubj" and t.i < t.head):
        governing = tokens[listed.head]
        many = any(t.head == listed.i and t.rel == "conj" and t.i < governing.i for t in tokens)
        after = [t for t in tokens if t.head == governing.i and t.rel == "obj" and t.i > governing.i]
        single = governing.feats.get("Number") == "Sing" and governing.feats.get("VerbForm") == "Fin"
        if (
            many
            and single
            and listed.feats.get("Animacy") != "Anim"
            and len(after) == 1
            and _may_act(after[0], governing)
        ):
            listed.rel, after[0].rel = "obj", "nsubj"
            after[0].feats = {**after[0].feats, "Case": "Nom"}


def _objects(tokens: list[Token]) -> None:
    """Part what the parser takes for two objects of one verb: one of them acts, or it is to whom something is done.

    «Птицефабрики поставляют яйцо», «ввозит край технику», «поставит авиакомпании вертолёт»
    """
    for governing in (t for t in tokens if t.pos == "VERB" and t.feats.get("VerbForm") != "Part"):
        below = [t for t in tokens if t.head == governing.i]
        objects = [t for t in below if t.rel == "obj" and t.pos in {"NOUN", "PROPN"}]
        if len(objects) < _TWO:
            continue
        if _may_receive(tokens, objects[0]):
            objects[0].rel, objects[0].feats = "iobj", {**objects[0].feats, "Case": "Dat"}
            continue
        finite = governing.feats.get("VerbForm") == "Fin" and not any(t.rel.startswith("nsubj") for t in below)
        acting = [t for t in objects if _may_act(t, governing)] if finite else []
        before = [t for t in acting if t.i < governing.i]
        chosen = next(iter(before if len(before) == 1 else acting if len(acting) == 1 else ()), None)
        if chosen is not None:
            chosen.rel, chosen.feats = "nsubj", {**chosen.feats, "Case": "Nom"}


_TWO = 2


def _may_receive(tokens: list[Token], noun: Token) -> bool:
    """Whether a noun that the tagger takes for a genitive may be a dative, and its attribute is one."""
    attributes = [t for t in tokens if t.head == noun.i and t.rel == "amod"]
    dative = bool(attributes) and all(t.feats.get("Case") == "Dat" for t in attributes)
    return dative and may_be(noun.text, "Dat", noun.feats.get("Number", ""))


def _may_act(noun: Token, verb: Token) -> bool:
    """Whether a noun may be the subject of a finite verb by its form, number and gender."""
    number = noun.feats.get("Number", "")
    agrees = number == verb.feats.get("Number")
    gender = verb.feats.get("Gender")
    form = noun.feats.get("Case") in {"Nom", "Acc"} and may_be(noun.text, "Nom", number)
    return agrees and form and (number == "Plur" or gender in {None, noun.feats.get("Gender")})


def _counts(word: Token, number: str) -> bool:
    """Whether a word is a finite verb or a short participle in a number."""
    predicate = word.feats.get("VerbForm") == "Fin" or word.feats.get("Variant") == "Short"
    return word.pos == "VERB" and predicate and word.feats.get("Number") == number


def _likened(tokens: list[Token]) -> None:
    """Let what is likened stand in the place of what it is likened to: «интересуется Омском как рынком сбыта»."""
    for before, word in pairwise(tokens):
        role = tokens[before.head] if word.lemma == "как" and before.head > word.i else None
        case = before.feats.get("Case")
        if role is not None and case and case == role.feats.get("Case"):
            verbs = (t.i for t in reversed(tokens[: before.i]) if t.pos == "VERB")
            upper = role.head if role.head != before.i else next(verbs, NO_HEAD)
            before.head, before.rel = upper, role.rel
            role.head, role.rel = before.i, "nmod"
            if word.head == before.i:
                word.head = role.i


_ATTRIBUTIVE = (
    "ий",
    "ый",
    "ой",
    "ая",
    "яя",
    "ое",
    "ее",
    "ые",
    "ие",
    "ую",
    "юю",
    "ого",
    "его",
    "ому",
    "ему",
    "ым",
    "им",
    "ом",
    "ем",
    "ых",
    "их",
    "ей",
)


def _part(tokens: list[Token]) -> None:
    """Let a name behind a preposition be no attribute of the noun behind it: «в Джизак оборудование»."""
    for before, name in pairwise(tokens):
        noun = tokens[name.head] if name.head != NO_HEAD else None
        capital = name.text[:1].isupper() and before.pos == "ADP" and before.head == name.i
        attribute = name.pos == "ADJ" and name.rel == "amod" and not name.text.casefold().endswith(_ATTRIBUTIVE)
        if capital and attribute and noun is not None and noun.i > name.i:
            name.pos, name.rel, name.head = "PROPN", "obl", noun.head if noun.head != NO_HEAD else noun.i


def _apposed(tokens: list[Token]) -> None:
    """Let a name stand to the last noun of a list before it, where the first has one: «министр A и посол страны B»."""
    for name in (t for t in tokens if t.rel == "appos" and t.pos == "PROPN" and t.head != NO_HEAD):
        first = tokens[name.head]
        named = any(t.head == first.i and t.rel == "appos" and t.i < name.i for t in tokens)
        for noun in reversed(tokens[first.i + 1 : name.i]) if named else ():
            listed = noun.pos == "NOUN" and noun.rel == "conj" and noun.head == first.i
            if listed and noun.feats.get("Case") == name.feats.get("Case"):
                name.head = noun.i
                break


def _hang(tokens: list[Token]) -> None:
    """Hang what the parser left alone: an object on the verb beside it, a measure that a printed point cut off.

    «С коллегами достраиваем линию …», «поставка 15 тыс. кубометров плит»
    """
    roots = [t for t in tokens if t.head == NO_HEAD and t.pos != "PUNCT"]
    for token in roots[1:]:
        if token.rel in _OF_VERBS and (above := _verb_beside(tokens, token)) is not None:
            token.head = above.i
            continue
        at = token.i - 1
        while at >= 0 and (tokens[at].pos == "NUM" or tokens[at].text == "." or tokens[at].text in _THOUSANDS):
            at -= 1
        counted = token.feats.get("Case") == "Gen" and token.pos == "NOUN" and at < token.i - 1
        if counted and at >= 0 and tokens[at].pos in {"NOUN", "VERB"}:
            token.head, token.rel = at, "nmod" if tokens[at].pos == "NOUN" else "obj"


_OF_VERBS = frozenset({"obj", "iobj", "nsubj"})


def _verb_beside(tokens: list[Token], noun: Token) -> Token | None:
    """Return the verb nearest before a noun, else behind it, with no stop between."""
    for side in (reversed(tokens[: noun.i]), iter(tokens[noun.i + 1 :])):
        for token in side:
            if token.pos == "PUNCT" and token.text not in _QUOTES:
                break
            if token.pos == "VERB" and token.head != noun.i:
                return token
    return None


_QUOTES = frozenset('«»"')
_THOUSANDS = frozenset({"тыс", "млн", "млрд"})


def _above(tokens: list[Token], upper: Token, lower: Token, relation: str) -> None:
    """Put one of two words in the place of the other, which hangs on it by `relation`."""
    upper.head, upper.rel = lower.head, lower.rel
    lower.head, lower.rel = upper.i, relation
    for token in tokens:
        if token.head == lower.i and token.rel not in {"nmod", "advmod", "punct"} and token.i != upper.i:
            token.head = upper.i


def _cut_cycles(tokens: list[Token]) -> None:
    """Make the arcs a forest: the parser decides on each by itself, and now and then they run in a circle."""
    safe: set[int] = set()
    for token in tokens:
        path: list[int] = []
        at = token.i
        while at != NO_HEAD and at not in safe and at not in path:
            path.append(at)
            at = tokens[at].head
        if at in path:
            tokens[path[-1]].head = NO_HEAD
        safe.update(path)


def _entities(text: str, ner: Any) -> Iterator[Span]:
    parts = [
        (start + n, line[n : n + LONGEST_LINE])
        for start, line in _lines(text)
        for n in range(0, len(line), LONGEST_LINE)
    ]
    for (start, _), markup in zip(parts, ner.map(part for _, part in parts), strict=True):
        for span in markup.spans:
            yield Span(start + span.start, start + span.stop, span.type)
