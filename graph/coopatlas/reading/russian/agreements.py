"""Agreements between parties, from the proposal to the signature and the end."""

import re
from collections.abc import Iterator

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import dates, lexicon
from coopatlas.reading.russian.modality import modality, negated
from coopatlas.reading.russian.scene import PAIR_NOUNS, Scene, unique
from coopatlas.reading.russian.speech import full_body

_TYPES = (
    ("memorandum", re.compile(r"меморандум\w*", re.IGNORECASE)),
    ("roadmap", re.compile(r"дорожн\w+\s+карт\w+", re.IGNORECASE)),
    (
        "programme",
        re.compile(
            r"(?:план\w*|программ\w+)\s+(?:совместных\s+)?(?:мероприятий|действий|сотрудничества|"
            r"работы)|программ\w+\s+(?:приграничн\w+\s+)?сотрудничества",
            re.IGNORECASE,
        ),
    ),
    ("protocol", re.compile(r"протокол\w*", re.IGNORECASE)),
    ("contract", re.compile(r"контракт\w*|договор(?![её]нн)\w*", re.IGNORECASE)),
    ("declaration", re.compile(r"деклараци\w+|совместн\w+\s+заявлени\w+", re.IGNORECASE)),
    ("agreement", re.compile(r"соглашени\w+", re.IGNORECASE)),
)
_SIGNING = frozenset(
    {
        "подписать",
        "подписывать",
        "заключить",
        "скрепить",
        "расписаться",
        "парафировать",
        "подписание",
        "подписаться",
        "подписанный",
        "заключение",
        "подписываться",
    }
)
_IN_FORCE = frozenset({"действовать", "вступить", "действующий"})
_PROVIDING = frozenset({"предусматривать", "предусмотреть", "предполагать"})
"""What a document does by its words; it is not planned for that."""
_ENDING = frozenset({"истечь", "расторгнуть", "прекратить", "денонсировать"})

_STAGES = {
    "proposal": ("proposed", "proposal"),
    "interest": ("proposed", "proposal"),
    "negotiation": ("negotiated", "negotiation"),
    "intention": ("planned", "intention"),
    "readiness": ("planned", "intention"),
    "evaluation": ("planned", "intention"),
}
"""The status of a document that is not signed, and its modality, by how firmly it is spoken of."""
_PARTIES = frozenset({"territory", "organization", "union"})


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the agreements that a sentence names."""
    seen: set[int] = set()
    for kind, pattern in _TYPES:
        for match in pattern.finditer(sentence.text):
            token = next(t for t in sentence.tokens if t.end - sentence.start > match.start())
            if token.i not in seen and token.pos in {"NOUN", "PROPN", "ADJ"} and not _shouted(token):
                seen.add(token.i)
                yield from _agreement(scene, sentence, kind, token)


def _shouted(token: Token) -> bool:
    """Whether a word in capitals belongs to a heading or a name, not to a sentence about a document."""
    return token.text.isupper() and len(token.text) > 4


def _agreement(scene: Scene, sentence: Sentence, kind: str, token: Token) -> Iterator[Fact]:
    status, mode = _stage(sentence, token)
    if status is None:
        return
    parties = _parties(scene, sentence, token)
    if len(parties) < 2:
        return
    when = next(
        (
            p.label
            for p in dates.periods(sentence.text, scene.calendar)
            if status == "signed" or "/" in p.label or len(p.label) > 4
        ),
        None,
    )
    args = {
        "party": parties,
        "type": kind,
        "subject": _subject(sentence, token),
        "status": status,
        "date": when,
        "place": _signed_in(sentence) if status == "signed" else None,
    }
    yield make(
        "agreement",
        sentence,
        args,
        "agreements.agreement",
        at=token,
        modality=mode,
        polarity="negative" if status == "signed" and negated(sentence, token) else "positive",
        confidence=0.75,
    )


def _stage(sentence: Sentence, token: Token) -> tuple[str | None, str]:
    """Return the status of a document and the modality that goes with it."""
    if any(c.lemma in _SIGNING and c.feats.get("VerbForm") == "Part" for c in sentence.children(token, "amod", "acl")):
        return "signed", "stated"
    chain = [
        token,
        *sentence.ancestors(token),
        *(c for w in [token, *sentence.ancestors(token)] for c in sentence.children(w, "xcomp", "acl", "amod")),
    ]
    signing = any(w.lemma in _SIGNING for w in chain)
    mode = modality(sentence, token, ignore=(lexicon.SAYING - lexicon.PROPOSAL) | _PROVIDING)
    if mode in _STAGES:
        return _STAGES[mode]
    if any(w.lemma in _ENDING for w in chain):
        return "ended", "stated"
    if signing:
        return "signed", "stated"
    if any(w.lemma in _IN_FORCE for w in chain):
        return "in_force", "stated"
    if re.search(r"готовит\w*\s+к\s+подписанию|разрабатыва\w+|дорабатыва\w+", sentence.text, re.IGNORECASE):
        return "negotiated", "negotiation"
    return None, mode


def _parties(scene: Scene, sentence: Sentence, token: Token) -> list[str]:
    """Return the parties: beside the document («между A и B»), else the signers, else the two sides spoken of."""
    between = _between(scene, sentence, token)
    if len(between) >= 2:
        return between
    verb = next((w for w in sentence.ancestors(token) if w.pos == "VERB"), None)
    signers: list[str] = []
    for subject in clauses.subjects(sentence, verb) if verb is not None and not clauses.passive(verb) else []:
        signers += _party_of(scene, sentence, subject)
    signers = unique([*signers, *between])
    if len(signers) >= 2:
        return signers
    named = unique(
        [m.name for m in sentence.mentions if m.kind == "territory" and m.form == "name" and not _located(sentence, m)]
    )
    if len(named) == 2:
        return named
    pair = scene.pair(sentence)
    if len(signers) == 1 and pair:
        other = next((p for p in pair if p != signers[0]), None)
        return [*signers, other] if other else []
    return list(pair) if pair else []


def _located(sentence: Sentence, mention: Mention) -> bool:
    return (
        mention.first > 0
        and sentence.tokens[mention.first - 1].lemma in {"в", "на"}
        and sentence.tokens[mention.head].case == "Loc"
    )


def _between(scene: Scene, sentence: Sentence, token: Token) -> list[str]:
    tail = sentence.tokens[token.i : token.i + 14]
    start = next((t.i for t in tail if t.lemma in {"между", "с"}), None)
    if start is None:
        return []
    found = [
        m for m in sentence.mentions if start < m.first <= start + 12 and m.kind in _PARTIES and m.form != "adjective"
    ]
    bodies = [m for m in found if m.kind == "organization"]
    found = [m for m in found if m in bodies or not any(b.first <= m.first <= b.last for b in bodies)]
    return unique(
        [
            _party_name(scene, sentence, m)
            for m in found
            if not any(t.pos == "VERB" for t in sentence.tokens[start : m.first])
        ]
    )[:4]


def _party_of(scene: Scene, sentence: Sentence, subject: Token) -> list[str]:
    mention = sentence.mention_at(subject)
    if mention is not None and mention.kind in _PARTIES:
        return [_party_name(scene, sentence, mention)]
    if mention is not None and mention.kind == "person":
        person = scene.person(mention)
        return (
            [person.represents or person.organization] if person and (person.represents or person.organization) else []
        )
    if subject.lemma in lexicon.OFFICES:
        people = sentence.mentions_in(sentence.subtree(subject), "person")
        return [
            side for m in people if (person := scene.person(m)) and (side := person.represents or person.organization)
        ]
    if subject.lemma in PAIR_NOUNS and subject.feats.get("Number") == "Plur":
        return list(scene.pair(sentence) or ())
    name = scene.described(sentence, subject)
    return [name] if name else []


def _party_name(scene: Scene, sentence: Sentence, mention: Mention) -> str:
    return full_body(scene, sentence, mention) if mention.kind == "organization" else mention.name


def _subject(sentence: Sentence, token: Token) -> str | None:
    """Return what the document is about: «о сотрудничестве», «по поставкам», «на поставку»."""
    for child in sentence.tokens[token.i + 1 : token.i + 9]:
        if child.lemma in {"о", "об", "по", "на"} and child.pos == "ADP":
            head = next((t for t in sentence.tokens[child.i + 1 : child.i + 6] if t.pos == "NOUN"), None)
            if head is not None and sentence.mention_at(head) is None and head.lemma not in {"год", "рамка", "полях"}:
                return clauses.phrase_name(sentence, head)
        if child.text in ",.;" or child.pos == "VERB":
            break
    return None


def _signed_in(sentence: Sentence) -> str | None:
    for mention in sentence.mentions:
        if (
            mention.kind == "territory"
            and mention.entry is not None
            and mention.entry.kind == "city"
            and mention.form == "name"
            and _located(sentence, mention)
        ):
            return mention.name
    return None
