"""Who works where and as what, in news of any kind: «глава ОАО «Газпром» Алексей Миллер», «X, редактор газеты «Y»».

`posts` reads the offices of cooperation news, as its guideline has them; this reads every position, with the body or
the territory in which it is held, and gives no fact of the guideline.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coopatlas.language.russian.clauses import complements, objects, subjects
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.russian import positions
from coopatlas.reading.russian.phrases import Names
from coopatlas.reading.russian.titles import Position, titles

_BREAKS = {",", "—", "–", "-", "("}


@dataclass(frozen=True, slots=True)
class Employment:
    """A person's position in a body or territory; `owner` tells that the word is one of owning: «совладелец»."""

    sentence: Sentence
    person: Mention
    position: str
    where: Mention | None
    head: Token
    owner: bool = False


def read(sentences: Sequence[Sentence], named: Sequence[Sequence[Mention]]) -> Iterator[Employment]:
    """Yield the employments that a text states; `named` are the entities of its sentences, from `entities`."""
    country = _country(sentences)
    for sentence, own in zip(sentences, named, strict=True):
        for employment in [*_stated(sentence, own), *_heading(sentence, own)]:
            fallen_back = employment.where is None and _of_country(employment)
            yield replace(employment, where=country) if fallen_back else employment


def _stated(sentence: Sentence, own: Sequence[Mention]) -> Iterator[Employment]:
    found = titles(sentence, own)
    for at, position in enumerate(found):
        person = _person(sentence, own, found, at)
        if person is not None and position.head.feats.get("Number") != "Plur":
            owner = position.head.lemma in positions.OWNERS
            places: list[Mention | None] = [*(position.where or _shared(sentence, found, at))]
            for where in places or [None]:
                yield Employment(sentence, person, position.text, where, position.head, owner)


def _heading(sentence: Sentence, own: Sequence[Mention]) -> Iterator[Employment]:
    """Yield who heads a body or works in it by the verb of a clause: «X возглавляет Y», «X работает в Y»."""
    names = Names(sentence, own)
    for verb in sentence.tokens:
        ruled = positions.HEADING.get(verb.lemma)
        if ruled is None or verb.pos != "VERB":
            continue
        people = [m for m in names.parties(subjects(sentence, verb), "person") if m.kind == "person"]
        bodies = (
            objects(sentence, verb) if ruled == ("Acc",) else complements(sentence, verb, *ruled[1:], case=ruled[0])
        )
        for body in names.parties(bodies, "organization"):
            for person in people[:1]:
                yield Employment(sentence, person, "", body, verb)


def _country(sentences: Sequence[Sentence]) -> Mention | None:
    """Return the country that the text names most: that of a «премьер-министр» of whom it does not say it."""
    named = [m for s in sentences for m in s.mentions if m.entry is not None and m.entry.kind == "country"]
    counts = Counter(m.name for m in named)
    return max(named, key=lambda m: counts[m.name], default=None)


def _of_country(employment: Employment) -> bool:
    head = employment.head.lemma
    tokens = employment.sentence.tokens[max(0, employment.head.i - 2) : employment.head.i]
    if any(t.lemma == "с" for t in tokens):
        return False  # «встретился с президентом …» tells of the other side
    return head in positions.OF_COUNTRY or (head == "глава" and employment.position.split()[-1] in positions.STATE)


# Whose position ---------------------------------------------------------------------------------------------------


def _person(sentence: Sentence, own: Sequence[Mention], found: Sequence[Position], at: int) -> Mention | None:
    people = [m for m in own if m.kind == "person"]
    return (
        _after(sentence, people, found, at)
        or _ahead(sentence, people, found, at)
        or _linked(sentence, people, found[at])
    )


def _after(sentence: Sentence, people: Sequence[Mention], found: Sequence[Position], at: int) -> Mention | None:
    """Return the person right behind the position, or behind the positions that are listed with it."""
    position = found[at]
    named = next((m for m in people if m.first >= position.end), None)
    between = sentence.tokens[position.end : named.first] if named is not None else []
    if named is not None and _beside(sentence, position, named, between):
        return named
    nearest = found[at + 1] if at + 1 < len(found) else None
    if nearest is not None and _listed(sentence, position, nearest):
        return _after(sentence, people, found, at + 1)
    return None


def _beside(sentence: Sentence, position: Position, named: Mention, between: Sequence[Token]) -> bool:
    head, name = position.head, sentence.tokens[named.first]
    agree = _agree(name, head)
    if not between:
        return not _of_kin(sentence, position) and (agree or position.placed or name.case != "Gen")
    dash = len(between) == 1 and between[0].text in {"—", "–", "-", ","}
    return dash and agree and position.placed and between[0].text == "," and _subject_of_clause(sentence, named)


def _agree(one: Token, other: Token) -> bool:
    """Whether two nouns of people may be in one case; their accusative is their genitive."""
    cases = {one.case, other.case}
    return len(cases) == 1 or "" in cases or cases == {"Gen", "Acc"} or bool(one.feats.get("Foreign"))


def _of_kin(sentence: Sentence, position: Position) -> bool:
    """Whether the person behind a position is another's: «сын президента Франции Жан»."""
    before = sentence.tokens[position.first - 1] if position.first else None
    return before is not None and before.lemma in positions.KIN and before.case != position.head.case


def _subject_of_clause(sentence: Sentence, named: Mention) -> bool:
    after = sentence.tokens[named.last + 1 : named.last + 2]
    return any(t.text == "," for t in after)


def _listed(sentence: Sentence, one: Position, other: Position) -> bool:
    texts = [t.text for t in sentence.tokens[one.end : other.first]]
    return texts in ([], [","], ["и"], [",", "и"], ["и", "одновременно"]) and one.head.case == other.head.case


def _ahead(sentence: Sentence, people: Sequence[Mention], found: Sequence[Position], at: int) -> Mention | None:
    """Return the person before a comma, bracket or dash whose apposition the position is."""
    position = found[at]
    before = [m for m in people if m.last < position.first]
    if before:
        between = _outside_brackets(sentence.tokens[before[-1].last + 1 : position.first])
        name = sentence.tokens[before[-1].first]
        if (_agree(name, position.head) or position.head.case == "Nom") and _apposed(between, position):
            return before[-1]
    if at and _listed(sentence, found[at - 1], position):
        return _ahead(sentence, people, found, at - 1)
    return None


def _outside_brackets(tokens: Sequence[Token]) -> list[Token]:
    opened = next((n for n, t in enumerate(tokens) if t.text == "("), None)
    closed = next((n for n, t in enumerate(tokens) if t.text == ")"), None)
    if opened is None or closed is None or closed < opened:
        return list(tokens)
    return [*tokens[:opened], *tokens[closed + 1 :]]


def _apposed(between: Sequence[Token], position: Position) -> bool:
    """Whether what stands between a name and a position makes it an apposition; another one may come first."""
    texts = [t.text for t in between]
    if len(texts) == 1:
        return texts[0] in _BREAKS
    if not texts:
        return position.placed and position.head.case == "Nom" and position.head.text[:1].isupper()
    if len(texts) == 3 and texts[0] in _BREAKS and texts[2] == "и":
        return between[1].pos == "NOUN"
    plain = len(texts) <= 8 and all(t.pos not in {"VERB", "SCONJ", "PRON"} for t in between)
    return texts[0] == texts[-1] == "," and texts.count(",") == 2 and plain and _agree(between[1], position.head)


def _linked(sentence: Sentence, people: Sequence[Mention], position: Position) -> Mention | None:
    """Return the person whom a verb gives the position: «стал», «назначен», «занимает пост»."""
    above = next(iter(sentence.ancestors(position.head)), None)
    if above is not None and above.lemma in positions.POSTS:
        above = next(iter(sentence.ancestors(above)), None)
    if above is None or above.lemma not in positions.BECOMING:
        return None
    heads = {t.i for t in subjects(sentence, above)}
    return next((m for m in people if m.head in heads or m.first - 1 in heads), None)


def _shared(sentence: Sentence, found: Sequence[Position], at: int) -> list[Mention]:
    """Return the body that a neighbour in a list names for both: «директор и совладелец X», «глава X полковник»."""
    listed = at + 1 < len(found) and _listed(sentence, found[at], found[at + 1])
    if listed and sentence.tokens[found[at].end].text == "и":
        return found[at + 1].where
    rank = at > 0 and found[at - 1].end == found[at].first and found[at].head.lemma in positions.RANKS
    return found[at - 1].where if rank else []
