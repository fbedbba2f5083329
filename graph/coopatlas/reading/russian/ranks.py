"""Ranks: who is a main, leading or strategic partner of whom, or which in order, in words or by a place in a list."""

import re
from collections.abc import Iterator

from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import Filler, make
from coopatlas.reading.russian.flows import flows_of
from coopatlas.reading.russian.modality import negated
from coopatlas.reading.russian.scene import Scene, foreign


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the ranks among partners that a sentence names."""
    ranked = [*_ranks(scene, sentence)]
    yield from ranked or _placed(sentence)


_RANKS = (
    ("leading", re.compile(r"одн\w+\s+из\s+(?:ведущ|крупнейш|основн|главн|ключев)|ведущ\w+|один\s+из", re.IGNORECASE)),
    ("strategic", re.compile(r"стратегическ", re.IGNORECASE)),
    ("main", re.compile(r"основн|главн|крупнейш|ключев|важнейш", re.IGNORECASE)),
)
_PARTNERS = {"партнер": None, "партнерша": None, "покупатель": "export", "импортер": "export"}
"""Words for a partner, and the flow in which it is one."""
_BEING = frozenset({"быть", "являться", "оставаться", "остаться", "стать", "становиться", "считаться"})
_BEHIND = re.compile(r"\s+из\s+числа\s+\w+|\s+номер\s+один")
_WORLD = re.compile(r"\bв\s+(?:мире|Европе|Азии|Африке)\b|\bмиров\w+", re.IGNORECASE)
"""A rank among all, not among the partners of one."""
_BY_FLOW = re.compile(
    r"\bпо\s+(?:объ[её]м\w+\s+)?(?:\w+\s+)?(?=товарооборот|экспорт|импорт|торгов|внешнеторг)", re.IGNORECASE
)
_PLACES = {
    "перв": 1,
    "втор": 2,
    "трет": 3,
    "четверт": 4,
    "пят": 5,
    "шест": 6,
    "седьм": 7,
    "восьм": 8,
    "девят": 9,
    "десят": 10,
}


def _ranks(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    for token in sentence.tokens:
        if token.lemma not in _PARTNERS:
            continue
        behind = _BEHIND.match(sentence.text[token.end - sentence.start :])
        words = sentence.text[
            max(0, token.start - sentence.start - 70) : token.end - sentence.start + (behind.end() if behind else 0)
        ]
        rank = next((name for name, pattern in _RANKS if pattern.search(words)), None) or _numbered(sentence.text)
        if rank is None or _WORLD.search(words):
            continue
        for party, of in _pairs(scene, sentence, token):
            yield _rank(sentence, token, party, of, rank, words)


def _rank(sentence: Sentence, token: Token, party: str, of: str, rank: str | int, words: str) -> Fact:
    verb = next((w for w in sentence.ancestors(token) if w.pos == "VERB"), token)
    denied = negated(sentence, token) or negated(sentence, verb)
    return make(
        "partner",
        sentence,
        {"party": party, "of": of, "rank": rank, "flow": _PARTNERS[token.lemma]},
        "partners.rank.trade" if "торгов" in words.casefold() else "partners.rank",
        at=token,
        polarity="negative" if denied else "positive",
        confidence=0.8,
    )


def _pairs(scene: Scene, sentence: Sentence, token: Token) -> list[tuple[str, str]]:
    """Return who is a partner of whom: one side, or each that is listed («основные партнёры — A, B и C»)."""
    listed = _listed(sentence, token)
    if listed:
        names = {m.name for m in listed}
        of = _of_whom(scene, sentence, token, names)
        if of is None:
            sides = scene.prominent(sentence)
            of = next((m.name for m in sides if m.name not in names and all(foreign(m, o) for o in listed)), None)
        return [(m.name, of) for m in listed] if of else []
    of = _of_whom(scene, sentence, token, set())
    party = _ranked(scene, sentence, token, of)
    return [(party, of)] if of and party and of != party else []


def _listed(sentence: Sentence, token: Token) -> list[Mention]:
    """Return the territories of a list behind «партнёры — …», «партнёрами остаются …», two at least."""
    if token.feats.get("Number") != "Plur":
        return []
    named = [m for m in sentence.mentions if m.kind == "territory" and m.form == "name" and m.first > token.i]
    start = next((t.i for t in sentence.tokens[token.i + 1 :] if t.text in "—–-:" or t.lemma in _BEING), None)
    found: list[Mention] = []
    for mention in named:
        end = found[-1].last if found else start
        between = sentence.tokens[end + 1 : mention.first] if end is not None else None
        if between is not None and mention.first > (start or 0):
            joined = all(t.text in {",", "и", "а", "также", "такие", "страны", "как"} for t in between)
            if not joined or [t.text for t in between[-1:]] == ["а"]:
                break
            found.append(mention)
    return found if len(found) > 1 else []


def _placed(sentence: Sentence) -> Iterator[Fact]:
    """Read «X на третьем месте по товарообороту с Y», «X занял 5 место по экспорту из Y»."""
    rank = _numbered(sentence.text)
    by = _BY_FLOW.search(sentence.text)
    flow = next((f for f in flows_of(sentence.text) if by and f.start >= by.start()), None)
    if rank is None or flow is None:
        return
    at = next(t for t in sentence.tokens if t.end - sentence.start > flow.start)
    other = next((m for m in sentence.mentions if at.i < m.first <= at.i + 3 and m.form == "name"), None)
    before = [m for m in sentence.mentions if m.kind == "territory" and m.form == "name" and m.last < at.i]
    party = next((m for m in before if sentence.tokens[m.head].rel.startswith("nsubj")), None)
    if party is None or other is None or other.kind != "territory" or other.name == party.name:
        return
    if sentence.tokens[other.first - 1].lemma not in {"с", "из"}:
        return
    args: dict[str, Filler] = {"party": party.name, "of": other.name, "rank": rank, "flow": flow.kind}
    yield make("partner", sentence, args, "partners.placed", at=at, confidence=0.75)


def _numbered(text: str) -> int | None:
    if re.search(r"первенствует|лидирует|номер\s+один|возглавляет\s+(?:список|рейтинг|перечень)", text, re.IGNORECASE):
        return 1
    match = re.search(
        r"(\d+)-?[её]?\s*(?:место|позици)|(перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|"
        r"десят)\w*\s+(?:мест|позици)\w+",
        text,
        re.IGNORECASE,
    )
    if match is None:
        return None
    return int(match[1]) if match[1] else _PLACES[match[2].casefold().replace("ё", "е")]


def _of_whom(scene: Scene, sentence: Sentence, token: Token, others: set[str]) -> str | None:
    named = [m for m in sentence.mentions if m.kind == "territory" and m.form == "name" and m.name not in others]
    for mention in named:
        if mention.first and sentence.tokens[mention.first - 1].lemma == "для":
            return mention.name
    after = [m for m in named if token.i < m.first <= token.i + 4]
    if after:
        return after[0].name
    for child in sentence.children(token, "nmod"):
        if name := scene.territory_of(sentence, child):
            return name
    adjective = [
        m for m in sentence.mentions if m.kind == "territory" and m.form == "adjective" and 0 < token.i - m.last <= 4
    ]
    return adjective[0].name if adjective else None


def _ranked(scene: Scene, sentence: Sentence, token: Token, of: str | None) -> str | None:
    for word in (token, *sentence.ancestors(token)):
        for subject in sentence.children(word, "nsubj"):
            name = scene.territory_of(sentence, subject)
            if name and name != of:
                return name
    named = [m for m in sentence.mentions if m.kind == "territory" and m.name != of and m.form == "name"]
    before = [m for m in named if m.last < token.i]
    return before[-1].name if before else (named[0].name if named else None)
