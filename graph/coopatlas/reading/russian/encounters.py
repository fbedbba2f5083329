"""Which people meet, in news of any kind: «X встретился с Y», «X принимает Y», «встреча X и Y».

`meetings` reads whom cooperation news lets take part in a meeting; here two names must stand in the phrases of one
word of meeting.
"""

from collections.abc import Iterator, Sequence

from coopatlas.reading.annotation import Mention, Sentence, Token
from coopatlas.reading.russian.clauses import CLAUSAL, complements, conjuncts, objects, subjects

_MEET = frozenset({"встретиться", "встречаться", "увидеться", "побеседовать"})
_RECEIVE = frozenset({"принять", "принимать"})
_MEETINGS = frozenset({"встреча", "беседа", "переговоры"})


def read(sentence: Sentence, own: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the people of each meeting that a sentence tells of; `own` are its named entities, from `entities`."""
    people = [mention for mention in own if mention.kind == "person"]
    if len(people) < 2:
        return
    for token in sentence.tokens:
        met = _met(sentence, people, token)
        if len(met) > 1:
            yield met
            return


def _met(sentence: Sentence, people: Sequence[Mention], token: Token) -> list[Mention]:
    if token.lemma in _MEET:
        return _named(sentence, people, [*subjects(sentence, token), *complements(sentence, token, "с")])
    if token.lemma in _RECEIVE:
        hosts = _named(sentence, people, subjects(sentence, token))
        guests = _named(sentence, people, objects(sentence, token))
        return [*hosts, *guests] if hosts and guests else []
    if token.lemma in _MEETINGS:
        sides = [t for t in complements(sentence, token, "с", "между") for t in conjuncts(sentence, t)]
        sides += complements(sentence, token, case="Gen")
        return _named(sentence, people, sides)
    return []


def _named(sentence: Sentence, people: Sequence[Mention], heads: Sequence[Token]) -> list[Mention]:
    """Return the person that each phrase names, in its head or in an apposition to it."""
    found: list[Mention] = []
    for head in heads:
        below = {t.i for t in sentence.subtree(head, lambda t: t.rel not in CLAUSAL and t.rel != "conj")}
        named = next((m for m in people if m.head in below), None)
        if named is not None and named not in found:
            found.append(named)
    return found
