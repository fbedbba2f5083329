"""Gateways: the places that somebody calls a sea gate, a hub, a bridge or a transit link, and for whom."""

import re
from collections.abc import Iterator

from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.modality import modality, negated
from coopatlas.reading.russian.scene import Scene

_GATES = (
    ("sea_gate", re.compile(r"морски\w+\s+ворот\w+|ворота\w*\s+(?:к\s+морю|в\s+море)", re.IGNORECASE)),
    ("bridge", re.compile(r"\bмост(?:ом|а|у)?\s+(?:между|в|из)|(?:соединительн|связующ)\w+\s+звен\w+", re.IGNORECASE)),
    ("hub", re.compile(r"\bхаб(?:а|у|ом|е|ы|ов|ам|ами|ах)?\b|"
        r"логистическ\w+\s+центр\w*|транспортн\w+\s+узл\w+|транспортн\w+\s+узел|"
        r"логистическ\w+\s+узл?е?л\w*", re.IGNORECASE)),
    ("sea_gate", re.compile(r"\bворота(?:ми)?\b|\bворот\b", re.IGNORECASE)),
    ("transit", re.compile(r"транзитн\w+\s+(?:потенциал\w*|центр\w*|коридор\w*|узл\w*|узел|территори\w+|направлени\w+)|"
        r"кратчайш\w+\s+(?:путь|дорог\w+)", re.IGNORECASE)),
)  # fmt: skip


def read(_scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the gateways that a sentence names."""
    taken: list[tuple[int, int]] = []
    for function, pattern in _GATES:
        for match in pattern.finditer(sentence.text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append((match.start(), match.end()))
            yield from _gateway(sentence, function, match.start(), match.end())


def _gateway(sentence: Sentence, function: str, start: int, end: int) -> Iterator[Fact]:
    noun = next(
        t
        for t in sentence.tokens
        if t.end - sentence.start > start and (t.pos == "NOUN" or t.end - sentence.start >= end)
    )
    inside = [
        m
        for m in sentence.mentions
        if noun.i < m.first <= noun.i + 4
        and m.form == "name"
        and not any(t.pos in {"PUNCT", "VERB"} for t in sentence.tokens[noun.i + 1 : m.first])
        and m.kind in {"territory", "union"}
        and sentence.tokens[m.head].case
        in {"Gen", "Acc", ""} | ({"Nom"} if sentence.tokens[m.head].text.isupper() else set())
    ]
    beneficiary = inside[0].name if inside else _for_whom(sentence, noun) or _possessed(sentence, noun)
    place = _gate_place(sentence, noun, {m.name for m in inside} | {beneficiary or ""})
    if place is None:
        return
    mode = modality(sentence, noun, ignore=lexicon.INTEREST | lexicon.SAYING)
    mode = mode if mode in {"evaluation", "intention", "proposal", "negotiation"} else "stated"
    args = {"place": place, "function": function, "for": beneficiary}
    yield make(
        "gateway",
        sentence,
        args,
        "gateways.gateway",
        at=noun,
        modality=mode,
        polarity="negative" if negated(sentence, noun) else "positive",
        confidence=0.75,
    )


def _possessed(sentence: Sentence, noun: Token) -> str | None:
    """Return whose gate «его морские ворота» is: the territory named before the place itself."""
    if not any(t.lemma in {"его", "их", "ее", "она", "он"} for t in sentence.tokens[max(0, noun.i - 3) : noun.i]):
        return None
    before = [m for m in sentence.mentions if m.kind == "territory" and m.last < noun.i and m.form == "name"]
    return before[-2].name if len(before) > 1 else None


def _for_whom(sentence: Sentence, noun: Token) -> str | None:
    """Return for whom a place is a gate, as its part of the sentence says: «для страны», «для узбекских грузов»."""
    for mention in sentence.mentions:
        if (
            mention.kind in {"territory", "union"}
            and mention.first
            and sentence.tokens[mention.first - 1].lemma == "для"
        ):
            between = sentence.tokens[min(mention.last, noun.i) : max(mention.first, noun.i)]
            if not any(t.text in ",;:" for t in between):
                return mention.name
    return None


def _gate_place(sentence: Sentence, noun: Token, others: set[str]) -> str | None:
    """Return the place that is called a gate: what «как», a dash, a copula or a possessive joins to the noun."""
    if any(t.lemma in {"его", "их", "ее"} for t in sentence.tokens[max(0, noun.i - 3) : noun.i]):
        before = [
            m for m in sentence.mentions if m.kind in {"territory", "port"} and m.last < noun.i and m.form == "name"
        ]
        return before[-1].name if before else None
    subjects = [s for w in (noun, *sentence.ancestors(noun)) for s in sentence.children(w, "nsubj")]
    for subject in subjects:
        mention = sentence.mention_at(subject)
        if (
            mention is not None
            and mention.kind in {"territory", "port"}
            and mention.name not in others
            and "как" not in {t.lemma for t in sentence.tokens[max(0, noun.i - 3) : noun.i]}
        ):
            return mention.name
    before = [
        m
        for m in sentence.mentions
        if m.kind in {"territory", "port"} and m.last < noun.i and m.form == "name" and m.name not in others
    ]
    before = [m for m in before if not m.first or sentence.tokens[m.first - 1].lemma not in {"для", "с", "к"}]
    return before[-1].name if before else None
