"""Interest: who is interested in which territory, port, sector or goods."""

import re
from collections.abc import Iterator, Sequence

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian.modality import negated
from coopatlas.reading.russian.scene import Scene, unique
from coopatlas.reading.russian.speech import full_body

_INTERESTED = frozenset(
    {
        "интересоваться",
        "заинтересоваться",
        "заинтересовать",
        "интересовать",
        "заинтересованный",
        "заинтересован",
        "интересный",
        "присматриваться",
    }
)
_HOLDING = frozenset({"интересоваться", "заинтересоваться", "заинтересованный", "заинтересован", "присматриваться"})


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the interests that a sentence states."""
    for token in sentence.tokens:
        if token.lemma in _INTERESTED and token.pos in {"VERB", "ADJ"}:
            yield from _interest(scene, sentence, token)
        elif token.lemma in {"интерес", "заинтересованность"} and token.pos == "NOUN":
            yield from _interest_noun(scene, sentence, token)


def _interest(scene: Scene, sentence: Sentence, token: Token) -> Iterator[Fact]:
    """Read «X интересуется Y», «X заинтересован в Y», «Y заинтересовал X», «X интересует Y»."""
    subjects, objects = clauses.subjects(sentence, token), clauses.objects(sentence, token)
    if token.lemma in _HOLDING or (token.lemma == "заинтересовать" and clauses.passive(token)):
        holders, wanted = (
            subjects,
            [*clauses.complements(sentence, token, case="Ins"), *clauses.complements(sentence, token, "в", "к")],
        )
    else:
        holders, wanted = objects, subjects
    names = unique([n for h in holders if (n := holder(scene, sentence, h))]) or _before(sentence, token)
    yield from _interests(scene, sentence, token, names, wanted)


def _interest_noun(scene: Scene, sentence: Sentence, token: Token) -> Iterator[Fact]:
    """Read «X проявляет интерес к Y», «заинтересованность в Y»."""
    verb = sentence.head(token)
    wanted = clauses.complements(sentence, token, "к", "в")
    if verb is None or verb.pos != "VERB" or verb.lemma in {"представлять", "защищать", "отстаивать"} or not wanted:
        return
    names = unique(
        [n for h in clauses.subjects(sentence, verb) if h.i != token.i and (n := holder(scene, sentence, h))]
    )
    yield from _interests(scene, sentence, token, names, wanted)


def _before(sentence: Sentence, token: Token) -> list[str]:
    """Return the territory in the nominative right before a predicate, where the parser found no subject."""
    comma = next((t.i for t in reversed(sentence.tokens[: token.i]) if t.text in ",;:—–"), -1)
    named = [
        m.name
        for m in sentence.mentions
        if m.kind == "territory"
        and m.form == "name"
        and comma < m.first < token.i
        and sentence.tokens[m.head].case == "Nom"
    ]
    return named[-1:]


def _interests(
    scene: Scene, sentence: Sentence, token: Token, holders: list[str], wanted: list[Token]
) -> Iterator[Fact]:
    if not holders or not wanted:
        return
    targets, subjects = [], []
    for head in wanted:
        places, goods = _wanted(sentence, head, holders)
        targets += places
        subjects += goods
    region = scene.last_territory(sentence, token.i, "region") if not targets else None
    if region is not None and region.name not in holders:
        targets = [region.name]
    subject = " и ".join(subjects) or _purpose(sentence)
    for target in unique(targets):
        yield make(
            "interest",
            sentence,
            {"holder": holders[0], "target": target, "subject": subject},
            "interests.interest",
            at=token,
            modality="interest",
            polarity="negative" if negated(sentence, token) else "positive",
            confidence=0.75,
        )


def _wanted(sentence: Sentence, head: Token, holders: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the territories and the subjects that one complement of an interest names."""
    if head.lemma in {"то", "тот"}:
        return [], _of_clause(sentence, head)
    if "как" in {t.lemma for t in sentence.tokens[max(0, head.i - 3) : head.i]}:
        inside = sentence.mentions_in(sentence.subtree(head), "territory")
        return [m.name for m in inside if sentence.tokens[m.head].case == head.case], []
    phrase = sentence.subtree(head, lambda t: t.rel not in {"acl:relcl", "advcl"} and t.lemma != "как")
    places = [m for m in sentence.mentions_in(phrase, "territory", "port") if m.name not in holders]
    if places and sentence.mention_at(head) is places[0]:
        return [m.name for m in places if not _nested(sentence, m.head)], []
    return [m.name for m in places][:1], [clauses.phrase_name(sentence, head)] if head.pos == "NOUN" else []


def _of_clause(sentence: Sentence, head: Token) -> list[str]:
    """Return what «в том, что …» comes down to: the noun behind its dash, or the subject of its clause."""
    rest = sentence.tokens[head.i + 1 :]
    dash = next((t.i for t in rest if t.text in "—–-"), head.i)
    noun = next((t for t in sentence.tokens[dash + 1 :] if t.pos == "NOUN" and t.case == "Nom"), None)
    return [clauses.phrase_name(sentence, noun)] if noun is not None else []


def _nested(sentence: Sentence, place: int) -> bool:
    """Whether a territory only says where another lies: «округом России»."""
    token = sentence.tokens[place]
    head = sentence.head(token)
    mention = sentence.mention_at(head) if head is not None else None
    return token.case == "Gen" and token.rel == "nmod" and mention is not None and mention.kind == "territory"


def _purpose(sentence: Sentence) -> str | None:
    match = re.search(r"(?:выход\w*|доступ\w*)\s+(?:на|в|к)\s+[\w-]+(?:\s+рын\w+)?", sentence.text, re.IGNORECASE)
    if match is None:
        return None
    words = match.group().split()
    return " ".join(["выход" if words[0].startswith("выход") else "доступ", *words[1:]])


def holder(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    """Return the territory or body that wants: named, described, by its people («белорусские коллеги»), or «мы»."""
    mention = sentence.mention_at(token)
    if mention is not None and mention.kind in {"territory", "union"}:
        return mention.name
    if mention is not None and mention.kind == "organization":
        return full_body(scene, sentence, mention)
    for child in sentence.children(token, "amod"):
        inner = sentence.mention_at(child)
        if inner is not None and inner.kind == "territory":
            return inner.name
    if token.lemma == "мы" or any(c.lemma == "наш" for c in sentence.children(token, "det", "amod")):
        return scene.side_of(scene.speaker(sentence, token.start))
    if mention is not None and mention.kind == "person":
        return scene.full_name(mention)
    return scene.described(sentence, token)
