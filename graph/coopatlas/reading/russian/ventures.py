"""Joint ventures, joint productions and joint projects: wished, planned or existing."""

import re
from collections.abc import Iterator

from coopatlas.language.russian import clauses
from coopatlas.language.russian.morphology import nominal_case
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.modality import modality, negated
from coopatlas.reading.russian.scene import PAIR_NOUNS, Scene, unique

_SECTOR_NOUNS = frozenset({"выпуск", "производство", "сборка", "переработка", "сфера", "область", "отрасль", "сектор"})
_VENTURE = re.compile(
    r"совместн\w+\s+(?:\w+\s+)?(?:предприяти\w+|производств\w+|проект\w+|компани\w+|завод\w+)|"
    r"(?<![А-Яа-я])СП(?![А-Яа-я])",
    re.IGNORECASE,
)


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the joint venture that a sentence names first."""
    for match in _VENTURE.finditer(sentence.text):
        if match.group() == "СП" or match.group().casefold() != "сп":
            token = next(t for t in sentence.tokens if t.end - sentence.start >= match.end())
            yield from _venture(scene, sentence, token)
            return


def _venture(scene: Scene, sentence: Sentence, token: Token) -> Iterator[Fact]:
    mode = modality(sentence, token, ignore=lexicon.SAYING - lexicon.PROPOSAL)
    status = (
        "existing" if mode == "stated" else "interest" if mode in {"interest", "evaluation", "readiness"} else "planned"
    )
    project = "проект" in token.lemma
    parties = _venture_parties(scene, sentence, token, status)
    if not parties or (project and (status == "existing" or _only_helped(sentence, token))):
        return
    args = {
        "party": parties,
        "location": _locations(scene, sentence, token),
        "sector": _sector(sentence, token),
        "status": status,
    }
    yield make(
        "venture",
        sentence,
        args,
        "ventures.venture",
        at=token,
        modality=mode,
        polarity="negative" if negated(sentence, token) else "positive",
        confidence=0.7 if len(parties) > 1 else 0.6,
    )


def _only_helped(sentence: Sentence, project: Token) -> bool:
    """Whether joint projects are spoken of in general: «продолжит поддерживать совместные проекты»."""
    verb = sentence.head(project)
    return verb is not None and verb.lemma in {"поддерживать", "поддержать", "помогать", "приветствовать"}


def _venture_parties(scene: Scene, sentence: Sentence, token: Token, status: str) -> list[str]:
    """Return whose venture it is: its compound adjective, «с X», the subject of the wish; else the side that speaks."""
    found: list[str] = []
    for mention in sentence.mentions:
        if mention.kind != "territory":
            continue
        adjective = mention.form == "adjective" and 0 <= token.i - mention.last <= 3
        along = (
            mention.first > 0
            and sentence.tokens[mention.first - 1].lemma in {"с", "со"}
            and sentence.tokens[mention.head].case == "Ins"
        )
        if adjective or along:
            found.append(mention.name)
    for verb in sentence.ancestors(token):
        for subject in clauses.subjects(sentence, verb) if verb.pos in {"VERB", "ADJ"} else []:
            named = sentence.mention_at(subject)
            if named is not None and named.kind == "territory" and named.form != "adjective":
                found.insert(0, named.name)
            elif named is None and (name := scene.territory_of(sentence, subject)):
                found.insert(0, name)
            elif subject.lemma in PAIR_NOUNS and subject.feats.get("Number") == "Plur":
                found += list(scene.pair(sentence) or ())
    if not found:
        before = scene.last_territory(sentence, len(sentence.tokens), "country") if status == "interest" else None
        return list(scene.pair(sentence) or ()) if status != "interest" else [before.name] if before else []
    return unique(found)


def _locations(scene: Scene, sentence: Sentence, token: Token) -> list[str]:
    """Return where it is: «в портах Карелии», «в Татарстане», «на территории области»."""
    found: list[str] = []
    for place in _same_clause(sentence, token):
        if place.lemma not in {"в", "на"} or place.pos != "ADP":
            continue
        head = next(
            (t for t in sentence.tokens[place.i + 1 : place.i + 5] if t.pos in {"NOUN", "PROPN"} and t.case == "Loc"),
            None,
        )
        if head is None:
            continue
        mention = sentence.mention_at(head)
        inside = next((m for m in sentence.mentions if m.kind == "territory" and head.i < m.first <= head.i + 3), None)
        if mention is not None and mention.kind == "territory":
            found.append(mention.name)
        elif head.lemma in {"порт", "терминал"} and inside is not None:
            noun = "порты" if head.feats.get("Number") == "Plur" else "порт"
            found.append(f"{noun} {nominal_case(inside.name, 'gent')}")
        elif head.lemma == "территория" and inside is not None:
            found.append(inside.name)
        elif name := scene.described(sentence, head):
            found.append(name)
    return unique(found)


def _same_clause(sentence: Sentence, token: Token) -> Iterator[Token]:
    """Yield the tokens around `token` between verbs of saying, quotation marks and stronger stops."""

    def stops(other: Token) -> bool:
        return other.text in '";«»' or (other.lemma in lexicon.SAYING and other.pos == "VERB")

    first = next((t.i + 1 for t in reversed(sentence.tokens[: token.i]) if stops(t)), 0)
    last = next((t.i for t in sentence.tokens[token.i + 1 :] if stops(t)), len(sentence.tokens))
    yield from sentence.tokens[first:last]


def _sector(sentence: Sentence, token: Token) -> str | None:
    """Return what the venture is about: «по выпуску тракторов», «в сфере логистики»."""
    for noun in sentence.tokens[token.i + 1 : token.i + 8]:
        if noun.lemma in _SECTOR_NOUNS:
            head = next((t for t in sentence.children(noun, "nmod") if t.case == "Gen" and t.i > noun.i), None)
            if head is not None and sentence.mention_at(head) is None:
                return clauses.phrase_name(sentence, head)
    return None
