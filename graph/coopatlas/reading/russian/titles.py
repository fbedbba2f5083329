"""Positions as a sentence words them: «первый заместитель министра энергетики Белоруссии», «директор и совладелец X».

A position is read from its noun: the adjectives before it, then what it governs, up to the person or to what cannot
belong to it. The body or territory in which it is held is told apart from its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.russian import naming, positions


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


def titles(sentence: Sentence, own: Sequence[Mention]) -> list[Position]:
    """Return the positions of a sentence in order; `own` are its named entities, from `entities`."""
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
        if token.lemma == "временно" and position.first == at + 1:
            position.words.insert(0, token)
            position.first = at
            break
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
