"""Who says it: quotation blocks, verbs of saying and «по словам …», as a speaker for every place of the text.

A quotation runs from its opening to its closing mark, over several sentences; its speaker is found in what stands
outside the marks in the same paragraph, after the quotation first, and else is the speaker of the quotation before.
"""

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass

from coopatlas.language.russian import clauses
from coopatlas.language.russian.morphology import lemmas, nominal_case
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.scene import MEMORY, Person, Scene

_OPEN, _CLOSE, _STRAIGHT = "«„“", "»”", '"'
_LOCAL = frozenset(
    {
        "областной",
        "областное",
        "областная",
        "краевой",
        "краевое",
        "краевая",
        "региональный",
        "региональное",
        "региональная",
        "республиканский",
        "республиканское",
        "республиканская",
    }
)
_LONGEST_NAME = 60
"""Code points up to which a quoted text without a verb of saying is a name, not speech."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Speech in quotation marks: code points of the document, half-open, and who speaks."""

    start: int
    end: int
    speaker: str | None


class Speech:
    """The speakers of a document."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        _settle(scene)
        self._sentence_starts = [sentence.start for sentence in scene.sentences]
        self._reported = [_reported(scene, sentence) for sentence in scene.sentences]
        self.quotations = self._attribute(_quoted(scene))
        self._starts = [quotation.start for quotation in self.quotations]

    def speaker(self, sentence: Sentence, place: int) -> str | None:
        """Return who says what stands at a code point: of its quotation, else of the verb of saying, else nobody."""
        at = bisect_right(self._starts, place) - 1
        if at >= 0 and place < self.quotations[at].end:
            return self.quotations[at].speaker
        return self._reported[sentence.index]

    def _sentence(self, place: int) -> Sentence | None:
        """Return the sentence at a code point, or the last before it."""
        at = bisect_right(self._sentence_starts, place) - 1
        return self._scene.sentences[at] if at >= 0 else None

    def _attribute(self, spans: Sequence[tuple[int, int]]) -> "list[Quotation]":
        found: list[Quotation] = []
        for start, end in spans:
            speaker = self._outside(start, end, spans) or self._carried(start, found)
            found.append(Quotation(start, end, speaker))
        return found

    def _outside(self, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str | None:
        """Return the speaker named outside the marks: where the quotation ends, where it begins, else right before."""
        last, first = self._sentence(end - 1), self._sentence(start)
        for sentence in (last, first):
            if sentence is not None and (name := self._named(sentence, spans)):
                return name
        if first is not None and first.index and first.start - 1 <= start <= first.start + 1:
            before = self._scene.sentences[first.index - 1]
            if before.text.rstrip().endswith(":") or before.paragraph == first.paragraph:
                return self._named(before, spans)
        return None

    def _named(self, sentence: Sentence, spans: Sequence[tuple[int, int]]) -> str | None:
        near = spans[max(0, bisect_right(spans, (sentence.start, 0)) - 1) : bisect_right(spans, (sentence.end, 0))]
        outside = [t for t in sentence.tokens if not any(a <= t.start < b for a, b in near)]
        for token in outside:
            if (
                token.lemma in lexicon.SAYING
                and token.pos == "VERB"
                and (name := _speaker_of(self._scene, sentence, token, outside))
            ):
                return name
        return _by_words(self._scene, sentence, outside)

    def _carried(self, start: int, found: Sequence[Quotation]) -> str | None:
        """Return the speaker of the quotation before, where it ends in this paragraph or the one before."""
        here = self._sentence(start)
        there = self._sentence(found[-1].start) if found else None
        if here is None or there is None or here.paragraph - there.paragraph > 1:
            return None
        return found[-1].speaker


def _settle(scene: Scene) -> None:
    """Note where «дипломат», «губернатор» stand for a person, so that a later «он» finds the one last spoken of."""
    for sentence in scene.sentences:
        for token in sentence.tokens:
            if token.lemma in lexicon.OFFICES | {"дипломат"} and token.case == "Nom" and not _beside(sentence, token):
                person = described_person(scene, sentence, token)
                if person is not None:
                    insort(person.seen, (sentence.index, token.i))


def _beside(sentence: Sentence, token: Token) -> bool:
    return any(m.kind == "person" and token.i - 4 < m.first <= token.i + 14 for m in sentence.mentions)


def _quoted(scene: Scene) -> list[tuple[int, int]]:
    """Return the stretches in quotation marks that are speech; none crosses a paragraph."""
    text = scene.document.text
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        spans += [(start + a, start + b) for a, b in _pairs(line)]
        start += len(line) + 1
    return [(a, b) for a, b in spans if b - a > _LONGEST_NAME or _is_speech(text, a, b)]


def _pairs(line: str) -> list[tuple[int, int]]:
    """Return the outermost quotations of a line; one that is never closed runs to its end."""
    spans, depth, opened = [], 0, 0
    for i, c in enumerate(line):
        opens = c in _OPEN or (
            c == _STRAIGHT
            and (depth == 0 or (i > 0 and line[i - 1] == " " and i + 1 < len(line) and line[i + 1].isalnum()))
        )
        if opens:
            opened = i if depth == 0 else opened
            depth += 1
        elif c in _CLOSE or c == _STRAIGHT:
            depth = max(0, depth - 1)
            if depth == 0 and i > opened:
                spans.append((opened, i + 1))
    if depth:
        spans.append((opened, len(line)))
    return spans


def _is_speech(text: str, start: int, end: int) -> bool:
    """Whether a short quotation is speech: a dash or comma and dash follow it, or it ends as a sentence does."""
    after = text[end : end + 4].lstrip(" ,")
    return text[end - 2 : end - 1] in ".!?…" or (
        after[:1] in "—–-−" and text[end : end + 1] in {",", " "} and " " in text[start:end].strip()
    )


def _reported(scene: Scene, sentence: Sentence) -> str | None:
    """Return whom a sentence without quotation marks makes responsible for what it says."""
    return _by_words(scene, sentence, sentence.tokens) or next(
        (
            name
            for token in sentence.tokens
            if token.lemma in lexicon.SAYING and token.pos == "VERB" and token.feats.get("VerbForm") != "Inf"
            if (name := _speaker_of(scene, sentence, token, sentence.tokens))
        ),
        None,
    )


def _by_words(scene: Scene, sentence: Sentence, tokens: Sequence[Token]) -> str | None:
    """Read «по словам X», «по данным X», «по мнению X»."""
    for token in tokens:
        if (
            token.lemma in lexicon.REPORTING_NOUNS
            and token.i
            and sentence.tokens[token.i - 1].lemma in {"по", "согласно"}
        ):
            owner = token.i + 1
            if owner < len(sentence.tokens):
                before = sentence.tokens[token.i - 2] if token.i > 1 else None
                if before is not None and before.text.casefold() == "его":
                    owner = before.i
                mention = sentence.mention_at(sentence.tokens[owner])
                return _name_at(scene, sentence, sentence.tokens[mention.head if mention else owner])
    for token in tokens:
        if (
            token.lemma == "его"
            and token.i
            and token.i + 1 < len(sentence.tokens)
            and sentence.tokens[token.i - 1].lemma == "по"
            and sentence.tokens[token.i + 1].lemma in lexicon.REPORTING_NOUNS
        ):
            person = scene.last_person(sentence, token.i)
            return person.name if person else None
    return None


def _speaker_of(scene: Scene, sentence: Sentence, verb: Token, allowed: Sequence[Token]) -> str | None:
    places = {t.i for t in allowed}
    for subject in clauses.subjects(sentence, verb):
        if subject.i in places and (name := _name_at(scene, sentence, subject)):
            return name
    after = [m for m in sentence.mentions if m.kind == "person" and m.first in places and verb.i < m.first]
    if (
        after
        and not any(t.pos == "VERB" for t in sentence.tokens[verb.i + 1 : after[0].first])
        and after[0].first - verb.i <= 16
    ):
        return scene.full_name(after[0])
    if verb.feats.get("Number") == "Plur":
        for place in clauses.complements(sentence, verb, "в"):
            mention = sentence.mention_at(place)
            if mention is not None and mention.kind == "organization" and place.case == "Loc":
                return full_body(scene, sentence, mention)
    return None


def _name_at(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    """Return the speaker that a noun names or describes."""
    mention = sentence.mention_at(token)
    if mention is not None and mention.kind == "person":
        return scene.full_name(mention)
    if token.lemma in lexicon.OFFICES | lexicon.PERSON_DESCRIPTIONS:
        return _office(scene, sentence, token)
    if token.lemma in {"он", "она"} and token.case == "Nom":
        person = scene.last_person(sentence, token.i, feminine=token.text.casefold() == "она")
        return person.name if person else None
    if (
        mention is not None
        and mention.kind == "organization"
        and (mention.form != "noun" or token.lemma in lexicon.SPEAKING_BODIES)
    ):
        return full_body(scene, sentence, mention)
    return None


def _office(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    """Return the person named beside an office, else the last person described by it."""
    beside = [m for m in sentence.mentions if m.kind == "person" and token.i < m.first <= token.i + 14]
    if beside and not any(t.text in ",;—–" for t in sentence.tokens[token.i : beside[0].first]):
        return scene.full_name(beside[0])
    person = described_person(scene, sentence, token)
    return person.name if person else None


def described_person(scene: Scene, sentence: Sentence, token: Token) -> Person | None:
    """Return the person that «дипломат», «губернатор», «министр» stands for."""
    if token.lemma == "дипломат":
        diplomats = [w for w in ("консул", "посол", "торговый", "посланник") if scene.last_person(sentence, token.i, w)]
        return scene.last_person(sentence, token.i, diplomats[0]) if diplomats else scene.last_person(sentence, token.i)
    if (person := in_charge(scene, sentence, token)) is not None:
        return person
    spelled = lexicon.OFFICE_SPELLING.get(token.lemma, token.lemma).split()
    return scene.last_person(sentence, token.i, spelled[-1]) or (
        scene.last_person(sentence, token.i)
        if token.lemma in {"чиновник", "политик", "собеседник", "руководитель", "вице-губернатор", "глава"}
        else None
    )


def in_charge(scene: Scene, sentence: Sentence, token: Token) -> Person | None:
    """Return the person whose territory an office names: «глава Южного Урала», «губернатор Омской области»."""
    if token.lemma not in lexicon.TERRITORY_HEADS:
        return None
    named = (m for m in sentence.mentions if m.kind == "territory" and m.form == "name" and m.first == token.i + 1)
    territory = next(named, None)
    return scene.last_person_of(sentence, token.i, territory.name) if territory is not None else None


def full_body(scene: Scene, sentence: Sentence, mention: Mention) -> str:
    """Return the name of a body; a bare noun («посольство») takes the fullest name that the document gave it before."""
    first, _, rest = mention.name.partition(" ")
    if first.casefold() in _LOCAL and (
        region := scene.last_territory(sentence, mention.first, "region") or scene.first("region")
    ):
        return f"{rest} {nominal_case(region.name, 'gent')}"
    if rest:
        return mention.name
    for earlier in reversed(scene.sentences[max(0, sentence.index - MEMORY) : sentence.index + 1]):
        for other in reversed(earlier.mentions):
            inside = other.name.split(" ", 1)
            if (
                other.kind == "organization"
                and len(inside) == 2
                and (earlier.index < sentence.index or other.last < mention.first)
            ):
                if inside[0].casefold() == mention.name.casefold():
                    return other.name
                if mention.name.casefold() in {w.casefold() for w in nominatives(other.name)}:
                    return _from_noun(other.name, mention.name)
    return mention.name


def nominatives(name: str) -> list[str]:
    """Return the dictionary forms of the words of a name."""
    return [lemma for word in name.split() for lemma in lemmas(word)]


def _from_noun(name: str, noun: str) -> str:
    """Return the part of a name from a noun on, which is put into the nominative: «пресс-служба посольства …»."""
    words = name.split()
    at = next(i for i, word in enumerate(words) if noun.casefold() in lemmas(word))
    return " ".join([noun, *words[at + 1 :]])
