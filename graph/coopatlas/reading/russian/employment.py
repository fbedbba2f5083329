"""Who works where and as what, in news of any kind: «глава ОАО «Газпром» Алексей Миллер», «X, редактор газеты «Y»».

`posts` reads the offices of cooperation news, as its guideline has them; this reads every position, with the body or
the territory in which it is held, and gives no fact of the guideline.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from coopatlas.reading.annotation import Mention, Sentence, Token
from coopatlas.reading.russian import naming, positions
from coopatlas.reading.russian.clauses import complements, objects, subjects
from coopatlas.reading.russian.phrases import Names

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


@dataclass(slots=True)
class Position:
    """A position as a sentence words it, tokens `[first, end)`, with the bodies or the territory that it governs."""

    head: Token
    first: int
    end: int
    words: list[Token] = field(default_factory=list)
    where: list[Mention] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the position, without those of the body."""
        return " ".join(token.text for token in self.words)

    @property
    def placed(self) -> bool:
        """Whether a body or territory is named, not by an adjective alone."""
        return any(mention.form != "adjective" for mention in self.where)


def read(sentences: Sequence[Sentence], named: Sequence[Sequence[Mention]]) -> Iterator[Employment]:
    """Yield the employments that a text states; `named` are the entities of its sentences, from `entities`."""
    country = _country(sentences)
    for sentence, own in zip(sentences, named, strict=True):
        for employment in [*_stated(sentence, own), *_heading(sentence, own)]:
            fallen_back = employment.where is None and _of_country(employment)
            yield replace(employment, where=country) if fallen_back else employment


def _stated(sentence: Sentence, own: Sequence[Mention]) -> Iterator[Employment]:
    found = _positions(sentence, own)
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
    return head in positions.OF_COUNTRY or (head == "глава" and employment.position.split()[-1] in positions.STATE)


def _positions(sentence: Sentence, own: Sequence[Mention]) -> list[Position]:
    found: list[Position] = []
    for token in sentence.tokens:
        if found and token.i < found[-1].end:
            continue
        if any(m.first <= token.i <= m.last for m in own) and token.lemma not in positions.STRONG:
            continue
        if _is_position(token):
            found.append(_position(sentence, own, token))
    return [p for p in found if _holds(p)]


def _is_position(token: Token) -> bool:
    if token.text.casefold().startswith(positions.PARTICIPLES):
        return True
    if token.pos not in {"NOUN", "PROPN", "ADJ"} or token.lemma in positions.KIN:
        return False
    return positions.known(token.lemma) or (token.pos == "NOUN" and token.feats.get("Animacy") == "Anim")


def _holds(position: Position) -> bool:
    """Whether a position can be held there: in a territory only those of the state can."""
    if any(m.kind == "organization" for m in position.where) or not position.where:
        return True
    return any(positions.of_state(t.lemma) for t in position.words)


def _position(sentence: Sentence, own: Sequence[Mention], head: Token) -> Position:
    position = Position(head, head.i, head.i + 1, [head])
    _before(sentence, position)
    names = {m.first: m for m in sorted(own, key=lambda m: m.last)}
    at = head.i + 1
    while at < len(sentence.tokens):
        step = _step(sentence, names, position, sentence.tokens[at])
        if not step:
            break
        at = position.end = step
    _divide(sentence, position)
    return position


def _before(sentence: Sentence, position: Position) -> None:
    """Take the adjectives before the noun: parts of the position, or the territory («турецкий премьер-министр»)."""
    at = position.head.i - 1
    while at >= 0:
        token = sentence.tokens[at]
        joins = token.text == "и" and at > 0 and sentence.tokens[at - 1].pos == "ADJ"
        if not joins and (token.pos not in {"ADJ", "VERB"} or token.case != position.head.case):
            break
        place = sentence.mention_at(token)
        if place is not None and place.form == "adjective":
            position.where = position.where or [place]
        elif joins or positions.belongs(token.lemma, position.head.lemma):
            position.words.insert(0, token)
        elif token.lemma not in naming.PASSING:
            break
        position.first = at
        at -= 1


def _step(sentence: Sentence, names: dict[int, Mention], position: Position, token: Token) -> int:
    """Return the token after what the position governs at this place; 0 where its phrase ends."""
    name = names.get(token.i)
    if name is not None:
        return _name(sentence, position, name)
    if token.text in naming.QUOTES:
        closes = position.placed and sentence.tokens[token.i - 1].i == position.end - 1
        return token.i + 1 if token.i + 1 in names or closes else 0
    if position.placed:
        return _behind(sentence, names, position, token)
    common = any(t.lemma in naming.COMMON for t in position.words)
    if token.lemma in {"в", "на"} and common:
        return _aside(sentence, names, token)
    if token.lemma in {"в", "на", "от", "при", "из"}:
        after = next((names[i] for i in (token.i + 1, token.i + 2) if i in names), None)
        return _name(sentence, position, after) if after is not None else 0
    if _belongs(sentence, position, token) and not (common and positions.known(token.lemma)):
        position.words.append(token)
        return token.i + 1
    return 0


def _name(sentence: Sentence, position: Position, name: Mention) -> int:
    if name.kind == "person" or (position.placed and sentence.tokens[name.first - 1].text != "и"):
        return 0
    if not position.placed:
        position.where = []
    position.where.append(name)
    return name.last + 1


def _behind(sentence: Sentence, names: dict[int, Mention], position: Position, token: Token) -> int:
    """Pass what stands behind the body: its other name in brackets, where it is («в России»), a second body."""
    after = names.get(token.i + 1)
    if token.text == "(":
        close = next((t.i for t in sentence.tokens[token.i + 1 : token.i + 9] if t.text == ")"), None)
        return close + 1 if close is not None else 0
    if token.text == "и" and after is not None and after.kind == position.where[-1].kind:
        return token.i + 1
    return _aside(sentence, names, token) if token.lemma in {"в", "на", "по", "от", "из"} else 0


def _aside(sentence: Sentence, names: dict[int, Mention], token: Token) -> int:
    """Pass a prepositional phrase that tells where or about what: «в регионе», «от штата Аризона», «на переговорах»."""
    at = token.i + 1
    while at < len(sentence.tokens) and at < token.i + 4:
        if at in names and names[at].kind == "person":
            break
        if at in names:
            return names[at].last + 1 if names[at].kind == "place" else 0
        if not _nominal(sentence, at, "Loc", "Dat", "Gen"):
            break
        at += 1
    return at if at > token.i + 1 else 0


def _belongs(sentence: Sentence, position: Position, token: Token) -> bool:
    """Whether a common word belongs to the position: «иностранных дел», «по делам разведки»."""
    before = sentence.tokens[token.i - 1]
    if token.text == "." and before is position.head and len(before.text) < 4:
        return True
    if token.pos == "ADV":
        return any(t.pos == "ADJ" and t.case == "Gen" for t in sentence.tokens[token.i + 1 : token.i + 2])
    if token.lemma == "обязанность":
        return before.i == position.head.i
    if token.lemma == "по":
        return _nominal(sentence, token.i + 1, "Dat")
    if token.text == "и":
        return before.pos == "NOUN" and before.i > position.head.i and _nominal(sentence, token.i + 1, before.case)
    by = any(t.lemma == "по" for t in position.words)
    ruled = position.head.text.casefold().startswith(positions.PARTICIPLES)
    cases = {"Gen"} | ({"Dat"} if by else set()) | ({"Ins"} if ruled else set())
    return token.pos in {"NOUN", "ADJ", "PROPN"} and token.case in cases


def _divide(sentence: Sentence, position: Position) -> None:
    """Part the position from the body: its adjectives belong to the body, which may also be a common noun."""
    behind = [t for t in position.words if t.i > position.head.i]
    if position.placed:
        body = position.where[0]
        while behind and behind[-1].pos in {"ADJ", "ADV"} and _touching(sentence, behind[-1], body):
            word = behind.pop()
            position.words.remove(word)
            whole = body.first in {word.i + 1, word.i + 2} and sentence.mention_at(word) is None
            if whole and sentence.tokens[body.head].lemma not in naming.FIRMS and word.lemma not in naming.PASSING:
                body = replace(body, first=word.i)
        position.where[0] = body
    elif behind and (noun := _common_body(behind)) is not None:
        first = noun.i
        while first - 1 > position.head.i and sentence.tokens[first - 1].pos == "ADJ":
            first -= 1
        name = " ".join(t.text for t in sentence.tokens[first : position.end])
        position.where = [Mention("organization", name, first, position.end - 1, noun.i, "noun")]
        position.words = [t for t in position.words if t.i < first]


def _common_body(words: Sequence[Token]) -> Token | None:
    """Return the common noun of a body among the words of a position; «по делам разведки» tells a field."""
    for word in words:
        if word.lemma == "по":
            return None
        if word.lemma in naming.COMMON:
            return word
    return None


def _touching(sentence: Sentence, word: Token, body: Mention) -> bool:
    between = sentence.tokens[word.i + 1 : body.first]
    return all(t.text in naming.QUOTES for t in between)


def _nominal(sentence: Sentence, at: int, *cases: str) -> bool:
    return any(
        t.case in cases and t.pos in {"NOUN", "ADJ", "PROPN"} and not positions.known(t.lemma)
        for t in sentence.tokens[at : at + 1]
    )


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
