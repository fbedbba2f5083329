"""Flows of trade: turnover, exports, imports and transit as a text names them, and whose they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.russian.scene import PAIR_NOUNS, Scene, unique

_FLOWS = (
    ("turnover", re.compile(r"товарооборот|торгов\w+\s+оборот|торгооборот|взаимн\w+\s+торговл|"
        r"(?<![а-я])оборот(?:а|е|ом)?\b|объ[её]м\w*\s+(?:\w+\s+)?торговл|торговл[яиюей]+|наторговал|товарообмен",
        re.IGNORECASE)),
    ("export", re.compile(r"экспортн\w+\s+(?:позици|товар)|"
        r"экспорт(?!\s*-\s*импорт)(?!\w*(?:[её]р|н))|вывоз\w*|экспортирова\w+|продаж\w+\s+(?:в|"
        r"за\s+рубеж)", re.IGNORECASE)),
    ("import", re.compile(r"импортн\w+\s+(?:позици|товар)|"
        r"(?<!экспорта-)(?<!экспортно-)импорт(?!\w*(?:[её]р|н))|ввоз\w*|импортирова\w+|закуп(?:ки|"
        r"ок|ил\w*)\b", re.IGNORECASE)),
    ("transit", re.compile(r"транзит\w*", re.IGNORECASE)),
)  # fmt: skip  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow of trade, and the code points of a text where it is named; `end` is 0 where another sentence names it."""

    kind: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def flows_of(text: str) -> tuple[Flow, ...]:
    """Return the flows named in `text`, in order."""
    return tuple(
        sorted(
            ((Flow(kind, m.start(), m.end()) for kind, pattern in _FLOWS for m in pattern.finditer(text))),
            key=lambda f: f.start,
        )
    )


def participants(scene: Scene, sentence: Sentence, flow: Flow) -> tuple[str, str | None] | None:
    """Return reporter and partner of a flow: as named beside it, completed by the two territories spoken of before."""
    at = _at(sentence, flow)
    named = unique(_beside(scene, sentence, at)) if flow.end else []
    if len(named) >= 2:
        return (named[1], named[0]) if _towards(sentence, flow, at) else (named[0], named[1])
    if len(named) == 1:
        other = None if _whole(sentence, flow, at) else scene.counterpart(sentence, named[0])
        return None if other is None and _towards(sentence, flow, at) else _ordered(sentence, at, named[0], other)
    return _named_before(scene, sentence, flow) or scene.trading_pair(sentence) or _alone(scene, sentence)


def _at(sentence: Sentence, flow: Flow) -> int:
    """Return the token with which the words of a flow end."""
    return next((t.i for t in sentence.tokens if t.end - sentence.start >= max(flow.end, 1)), 0)


def _named_before(scene: Scene, sentence: Sentence, flow: Flow) -> tuple[str, str | None] | None:
    """Return the sides of the flow named last before, of which this one is a part: «… с Индией …, в том числе экспорт».

    It stands in the same sentence, or in the one before in the same paragraph.
    """
    here = [f for f in flows_of(sentence.text) if f.start < flow.start]
    before = scene.sentences[sentence.index - 1] if sentence.index else sentence
    there = [] if before is sentence or before.paragraph != sentence.paragraph else flows_of(before.text)
    for where, flows in ((sentence, here), (before, there)):
        for other in reversed(flows):
            if next(_beside(scene, where, _at(where, other)), None):
                return participants(scene, where, other)
    return None


def _whole(sentence: Sentence, flow: Flow, at: int) -> bool:
    """Whether a flow is all the foreign trade of the one side named: «внешнеторговый оборот края», not «… с Индией»."""
    abroad = re.search(
        r"(?:внешн\w*|общ(?:ий|его|ем|ему)\s+(?:объ[её]м\w*)?)\s*$", sentence.text[: flow.start], re.IGNORECASE
    )
    return abroad is not None and not any(t.lemma == "с" for t in sentence.tokens[at + 1 : at + 2])


def _towards(sentence: Sentence, flow: Flow, at: int) -> bool:
    """Whether a flow goes to, or comes from, the side right behind it: «экспорт в Китай», «импорт из Китая»."""
    return (flow.kind, *(t.lemma for t in sentence.tokens[at + 1 : at + 2])) in {("export", "в"), ("import", "из")}


def _alone(scene: Scene, sentence: Sentence) -> tuple[str, None] | None:
    """Return the one territory of which the text speaks, as the side of a flow without names; none where more are."""
    sides = scene.prominent(sentence)
    return (sides[0].name, None) if len(sides) == 1 else None


def _beside(scene: Scene, sentence: Sentence, at: int) -> Iterator[str]:
    """Yield the territories around the word of a flow: in adjectives before it, in genitives and after «с», «между»."""
    tokens = sentence.tokens
    start = at
    while start > 0 and (tokens[start - 1].pos in {"ADJ", "DET"} or tokens[start - 1].lemma == "объем"):
        start -= 1
    for token in tokens[start:at]:
        yield from (m.name for m in sentence.mentions if m.first <= token.i <= m.last and m.kind == "territory")
    place = at + 1
    while place < len(tokens) and not _ends_phrase(tokens[place]):
        token = tokens[place]
        mention = sentence.mention_at(token)
        if mention is not None and mention.kind == "territory" and mention.first == place:
            yield mention.name
        elif (
            token.lemma in PAIR_NOUNS
            and token.feats.get("Number") != "Plur"
            and (name := scene.described(sentence, token))
        ):
            yield name
        place += 1
    if tokens[at].pos == "VERB":
        yield from (m.name for m in sentence.mentions if m.kind == "territory" and m.last < at and m.form == "name")


def _ends_phrase(token: Token) -> bool:
    return (token.pos in {"VERB", "NUM"} and token.feats.get("VerbForm") != "Part") or token.text in ",;:()—–"


def _ordered(sentence: Sentence, at: int, named: str, other: str | None) -> tuple[str, str | None]:
    """Put the side that the flow is of first: «экспорт в Казахстан» is another's."""
    after = sentence.tokens[at + 1 : at + 3]
    if other and after and after[0].lemma in {"в", "с", "из"}:
        return other, named
    return named, other
