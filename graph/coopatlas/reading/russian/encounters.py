"""Which people meet, in news of any kind: «X встретился с Y», «X принимает Y», «встреча X и Y».

`meetings` reads whom cooperation news lets take part in a meeting; here two names must stand beside one word of
meeting. Between them stand titles («министра иностранных дел Грузии»), on which the parser stumbles: so places in the
sentence decide, not its tree.
"""

from collections.abc import Iterator, Sequence

from coopatlas.language.tokens import Mention, Sentence, Token

_MEET = frozenset({"встретиться", "встречаться", "увидеться", "побеседовать"})
_RECEIVE = frozenset({"принять", "принимать"})
_MEETINGS = frozenset({"встреча", "беседа", "переговоры"})
_TITLE = 14
"""Words between a word of meeting and a name at most."""


def read(sentence: Sentence, own: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the people of each meeting that a sentence tells of; `own` are its named entities, from `entities`."""
    people = [mention for mention in own if mention.kind == "person"]
    if len({m.name for m in people}) < 2:
        return
    for token in sentence.tokens:
        met = _met(sentence, people, token)
        if len({m.name for m in met}) > 1:
            yield met
            return


def _met(sentence: Sentence, people: Sequence[Mention], token: Token) -> list[Mention]:
    before = [m for m in people if m.last < token.i and _plain(sentence, m.last + 1, token.i)]
    after = [m for m in people if token.i < m.first and _plain(sentence, token.i + 1, m.first)]
    if token.lemma in _MEET:
        if _joined(sentence, before[-2:]) and token.feats.get("Number") == "Plur":
            return before[-2:]
        return [*before[-1:], *(m for m in after[:1] if _led(sentence, token, m))]
    if token.lemma in _RECEIVE and token.pos == "VERB":
        return [*before[-1:], *(m for m in after[:1] if _received(sentence, m))]
    if token.lemma in _MEETINGS and token.pos == "NOUN":
        return _sides(sentence, after[:2]) or _held(sentence, people, token, after[:1])
    return []


def _sides(sentence: Sentence, pair: list[Mention]) -> list[Mention]:
    """Return who meets, named behind the word: «встреча X и Y», «переговоры между X и Y», «переговоры X с Y»."""
    if len(pair) < 2:
        return []
    led = any(t.lemma == "с" for t in sentence.tokens[pair[0].last + 1 : pair[1].first])
    return pair if led or _joined(sentence, pair) else []


def _held(sentence: Sentence, people: Sequence[Mention], token: Token, guest: Sequence[Mention]) -> list[Mention]:
    """Return who meets whom by a verb of holding: «X провел переговоры с Y»."""
    verb = next((t for t in sentence.tokens[: token.i] if t.lemma in {"провести", "проводить"}), None)
    if verb is None or token.case != "Acc" or not guest or not _led(sentence, token, guest[0]):
        return []
    return [*[m for m in people if m.last < verb.i and _plain(sentence, m.last + 1, verb.i)][-1:], guest[0]]


def _plain(sentence: Sentence, first: int, end: int) -> bool:
    """Whether no other clause stands between two places."""
    between = sentence.tokens[first:end]
    return len(between) <= _TITLE and all(t.pos not in {"VERB", "SCONJ"} and t.text not in ";:»" for t in between)


def _joined(sentence: Sentence, pair: Sequence[Mention]) -> bool:
    if len(pair) < 2:
        return False
    between = sentence.tokens[pair[0].last + 1 : pair[1].first]
    return any(t.text == "и" for t in between) and _plain(sentence, pair[0].last + 1, pair[1].first)


def _led(sentence: Sentence, token: Token, person: Mention) -> bool:
    return any(t.lemma == "с" for t in sentence.tokens[token.i + 1 : person.first])


def _received(sentence: Sentence, guest: Mention) -> bool:
    name = sentence.tokens[guest.first]
    return name.case == "Acc" or (name.case == "Nom" and name.text[-1] in "оиуюэея")
