"""A question in a person's own words → questions of the catalogue with their parameters filled, the likeliest first.

Each question says in its file how people ask it, in phrases with slots. The words of a text are compared with those of
each phrase by their dictionary forms, rare words counting more (inverse document frequency, Spärck Jones 1972; the
cosine of the two sets); names of places and people, years and numbers go into the slots, by type and by the word before
them. Nothing is asked of a network, and a text that no phrase is like enough gets no answer.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from math import log, sqrt

from coopatlas import gazetteer, questions
from coopatlas.claims.terms import words as labels_of
from coopatlas.errors import QuestionError
from coopatlas.gazetteer.inflection import fold
from coopatlas.index.words import keys, words
from coopatlas.questions import Question
from coopatlas.questions.parameters import TERMS, Parameter
from coopatlas.rdf import iri

LEAST = 0.45
"""The score below which a question is not offered."""
MOST = 5
"""The greatest number of questions that are offered."""

_TOKEN = re.compile(r"\{\w+\}|(?:19|20)\d\d-\d\d(?:-\d\d)?|\w+(?:[-’']\w+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_MEANT = {
    "from": "из от с со from of",
    "in": "в во на при in at on to into through через",
    "with": "с со и with and",
    "for": "у для к for",
    "about": "о об про about",
}
_BEFORE = {
    word: {sense for sense, listed in _MEANT.items() if word in listed.split()}
    for word in " ".join(_MEANT.values()).split()
}
"""What each word before a name may mean: by it a name finds its slot."""
_PLAIN_WORDS = (
    "а бы ли же и в во на с со у к о об от до из по при для про между за через не то это та тот те эта есть быть год"
    " the a an of in on at to into from with and or for by about between through does did do is are was were has have"
    " had there it that this year"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Words that tell nothing of what is asked."""
_SURNAME = re.compile(r"([оеё]в|[иы]н)(?:ым|у|е)$")
_OF_ADJECTIVE = re.compile(r"(?<=[сц]к)(?:ого|ому|им|ом)$")
"""The cases of surnames that are no other name's nominative: «Ивановым», «Островского»."""
_FITS = {
    "territory": {"territory", "entity"},
    "name": {"person", "organization", "entity"},
    "year": {"year"},
    "date": {"date"},
    "number": {"number"},
}
"""The types of parameter that a value fits."""
_FEW = 10
"""One question of so many may have a word, for it to be what is asked about."""
_UNFILLED, _BESIDE, _MISPLACED, _HOMELESS = 0.94, 0.92, 0.97, 0.55
"""What a score is multiplied by: a slot without a value; a value in a slot that the phrase lacks; one behind another
word than in the phrase; one that the question cannot take."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that may be meant, with the values of its parameters as a person writes them; `score` is up to 1."""

    question: Question
    given: Mapping[str, str]
    score: float


@dataclass(frozen=True, slots=True)
class _Value:
    """A name, a year or a number: its type, its dictionary form, and what the word before it may mean."""

    type: str
    text: str
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Asked:
    words: tuple[_Word, ...]
    values: tuple[_Value, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Phrase:
    question: Question
    words: tuple[_Word, ...]
    slots: tuple[_Slot, ...]

    def parameter(self, name: str) -> Parameter:
        return next(one for one in self.question.parameters if one.name == name)


@dataclass(slots=True)
class _Phrases:
    """All phrases of a language, and how many questions have each key."""

    phrases: list[_Phrase] = field(default_factory=list)
    frequencies: Counter[str] = field(default_factory=Counter)
    questions: int = 0

    def weight(self, word: _Word) -> float:
        """How much a word tells: more the fewer questions have it, most where none has."""
        return log(1 + self.questions / (1 + max(map(self.frequencies.__getitem__, word.keys), default=0)))

    def weights(self, those: Iterable[_Word]) -> float:
        """Return the sum of what words tell."""
        return sum(map(self.weight, those))

    def rare(self, word: _Word) -> bool:
        """Tell whether a word may be what is asked about, rather than how: few questions have it."""
        return self.weight(word) > log(1 + _FEW)

    def knows(self, word: _Word) -> bool:
        return any(key in self.frequencies for key in word.keys)


def chosen(text: str, given: Mapping[str, str]) -> Understood:
    """Return the question that is called so, or the likeliest that is meant; `given` wins over what the text tells.

    Raises `QuestionError` where no question is meant, or several are called so.
    """
    try:
        return Understood(questions.find(text), given, 1.0)
    except QuestionError as error:
        likely = understood(text, questions.load())
        if not likely:
            raise
        if error.problem == questions.AMBIGUOUS and len(text.split()) < 2:
            raise
        return replace(likely[0], given={**likely[0].given, **given})


def understood(text: str, catalogue: Mapping[str, Question]) -> list[Understood]:
    """Return the questions of the catalogue that a text may mean, the likeliest first; none where it means none."""
    lang = "ru" if re.search("[А-яЁё]", text) else "en"
    known = _phrases(tuple(catalogue.values()), lang)
    asked = _taken_apart(text, lang, known)
    best: dict[str, Understood] = {}
    for phrase in known.phrases:
        found = _compared(asked, phrase, known)
        if found and (found.question.id not in best or found.score > best[found.question.id].score):
            best[found.question.id] = found
    likely = [one for one in best.values() if one.score >= LEAST]
    return sorted(likely, key=lambda one: (-one.score, one.question.id))[:MOST]


def _phrases(catalogue: Sequence[Question], lang: str) -> _Phrases:
    found = _Phrases(questions=len(catalogue))
    for question in catalogue:
        own = [_phrase(question, text) for text in (*question.asked.get(lang, ()), question.title[lang])]
        found.phrases += own
        found.frequencies.update({key for phrase in own for word in phrase.words for key in word.keys})
    return found


def _phrase(question: Question, text: str) -> _Phrase:
    tokens = _TOKEN.findall(text)
    slots = [
        _Slot(token.strip("{}"), _before(tokens, place)) for place, token in enumerate(tokens) if token.startswith("{")
    ]
    return _Phrase(question, tuple(_words(token for token in tokens if not token.startswith("{"))), tuple(slots))


def _words(tokens: Iterator[str]) -> Iterator[_Word]:
    for token in tokens:
        if fold(token) not in _PLAIN:
            yield _Word(token, frozenset(key for part in words(token) for key in _keys(part)))


@cache
def _keys(word: str) -> frozenset[str]:
    return keys(word)


def _before(tokens: Sequence[str], place: int) -> frozenset[str]:
    return frozenset(_BEFORE.get(tokens[place - 1].casefold(), ()) if place else ())


def _taken_apart(text: str, lang: str, known: _Phrases) -> _Asked:
    tokens = _TOKEN.findall(text)
    values: dict[int, _Value] = {}
    taken: set[int] = set()
    for match in _named(tokens, lang, known):
        if match.start_token not in values:
            values[match.start_token] = _Value("territory", match.text, _before(tokens, match.start_token))
        taken |= set(range(match.start_token, match.end_token))
    for place, token in enumerate(tokens):
        if place not in taken and (kind := _number(token)):
            values[place] = _Value(kind, token, _before(tokens, place))
            taken.add(place)
    for place, name in _people(tokens, taken, known):
        values[place] = _Value("name", name, _before(tokens, place))
        taken |= set(range(place, place + len(name.split())))
    left = (token for place, token in enumerate(tokens) if place not in taken)
    return _Asked(tuple(_words(left)), tuple(values[place] for place in sorted(values)))


def _named(tokens: Sequence[str], lang: str, known: _Phrases) -> "list[gazetteer.Match]":
    """Return the places in a text; where it is written without capitals, of the words that no question has."""
    lemmas = [{fold(one) for one in _lemmas(token, lang)} for token in tokens]
    found = gazetteer.load().scan(tokens, lemmas, lang)
    if found:
        return found
    strange = [token.capitalize() if _strange(token, known) else token for token in tokens]
    return gazetteer.load().scan(strange, lemmas, lang)


def _strange(token: str, known: _Phrases) -> bool:
    return not any(known.knows(word) for word in _words(iter([token])))


def _lemmas(token: str, lang: str) -> frozenset[str]:
    if lang != "ru":
        return frozenset({token.casefold()})
    from coopatlas.language.russian.morphology import lemmas

    return lemmas(token.casefold())


def _number(token: str) -> str:
    if _DAY.fullmatch(token):
        return "date"
    if _YEAR.fullmatch(token):
        return "year"
    return "number" if re.fullmatch(r"\d{1,3}", token) else ""


def _people(tokens: Sequence[str], taken: set[int], known: _Phrases) -> Iterator[tuple[int, str]]:
    """Yield what is written with a capital, no question has a word for, and no place is called, as one name a row."""
    place = 0
    while place < len(tokens):
        end = place
        while end < len(tokens) and end not in taken and tokens[end][:1].isupper() and _strange(tokens[end], known):
            end += 1
        if end > place and any(fold(token) not in _PLAIN for token in tokens[place:end]):
            yield place, " ".join(map(_nominative, tokens[place:end]))
        place = max(end, place + 1)


def _nominative(token: str) -> str:
    if not re.search("[А-яЁё]", token):
        return token
    name = _SURNAME.sub(r"\1", token)
    return _OF_ADJECTIVE.sub("ий", name) if name == token else name


def _compared(asked: _Asked, phrase: _Phrase, known: _Phrases) -> Understood | None:
    shared = [word for word in asked.words if any(word.keys & other.keys for other in phrase.words)]
    if not shared:
        return None
    given, factor = _filled(asked, phrase)
    other = [word for word in asked.words if word not in shared]
    given |= _terms(asked, phrase)
    worded = next((slot.name for slot in phrase.slots if phrase.parameter(slot.name).type == "text"), "")
    if worded and other:
        # What no phrase has is what is asked about: goods, a topic; the rarest word of it.
        about = max(other, key=known.weight)
        if known.rare(about):
            given[worded] = _dictionary(about)
            other.remove(about)
    required = {one.name for one in phrase.question.parameters if one.required and one.default is None}
    if not required <= given.keys():
        return None
    unfilled = sum(slot.name not in given for slot in phrase.slots)
    return Understood(phrase.question, given, factor * _UNFILLED**unfilled * _likeness(shared, other, phrase, known))


def _likeness(shared: Sequence[_Word], other: Sequence[_Word], phrase: _Phrase, known: _Phrases) -> float:
    """Return how alike the words of a text and a phrase are, from 0 to 1."""
    common = [word for word in phrase.words if any(word.keys & one.keys for one in shared)]
    here, there = known.weights(shared), known.weights(common)
    return sqrt(here / (here + known.weights(other)) * there / known.weights(phrase.words))


def _filled(asked: _Asked, phrase: _Phrase) -> tuple[dict[str, str], float]:
    """Return the values in the slots that suit them best, and what that takes from the score."""
    given: dict[str, str] = {}
    left, factor = list(asked.values), 1.0
    slots = list(phrase.slots)
    options = sorted(
        (not _agree(value.before, slot.before), abs(i - j), i, j)
        for (i, slot), (j, value) in product(enumerate(slots), enumerate(left))
        if phrase.parameter(slot.name).type in _FITS[value.type]
    )
    used: set[int] = set()
    for amiss, _, i, j in options:
        if slots[i].name not in given and j not in used:
            given[slots[i].name] = left[j].text
            used.add(j)
            factor *= _MISPLACED if amiss else 1
    for j, value in enumerate(left):
        if j in used:
            continue
        free = (
            one.name for one in phrase.question.parameters if one.type in _FITS[value.type] and one.name not in given
        )
        if name := next(free, None):
            given[name] = value.text
            factor *= _BESIDE
        else:
            factor *= _HOMELESS
    return given, factor


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other) or not (one or other)


def _terms(asked: _Asked, phrase: _Phrase) -> dict[str, str]:
    """Return the parameters that take one of a list, such as a flow of trade, whose word the text has."""
    found: dict[str, str] = {}
    for parameter in phrase.question.parameters:
        for name in TERMS[parameter.type] if parameter.type == "flow" else ():
            labels = {name, *labels_of(iri.term(parameter.type, name))}
            own = {key for label in labels for part in words(label) for key in _keys(part)}
            if any(word.keys & own for word in asked.words):
                found[parameter.name] = name
    return found


def _dictionary(word: _Word) -> str:
    if not re.search("[А-яЁё]", word.text):
        return word.text.casefold()
    from coopatlas.language.russian.morphology import likeliest

    return likeliest(word.text.casefold())
