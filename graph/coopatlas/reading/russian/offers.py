"""Offers: proposals of cooperation, and readiness to support."""

import re
from collections.abc import Iterator

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.interests import holder
from coopatlas.reading.russian.modality import modality
from coopatlas.reading.russian.scene import PAIR_NOUNS, Scene, unique
from coopatlas.reading.russian.speech import full_body

_PROPOSING = frozenset({"предложить", "предлагать", "пригласить", "приглашать", "призвать", "призывать"})
_HELPING = frozenset(
    {
        "содействовать",
        "помочь",
        "помогать",
        "поддержать",
        "поддерживать",
        "содействие",
        "поддержка",
        "помощь",
        "способствовать",
        "возмещать",
    }
)
_BENEFICIARIES = frozenset(
    {
        "предприятие",
        "бизнес",
        "экспортер",
        "компания",
        "предприниматель",
        "гражданин",
        "инвестор",
        "соотечественник",
        "производитель",
        "бизнесмен",
        "фермер",
    }
)


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the proposals and the offers of support of a sentence."""
    yield from _proposals(scene, sentence)
    yield from _support(scene, sentence)


def _proposals(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    for token in sentence.tokens:
        if token.lemma in _PROPOSING and token.pos == "VERB":
            proposer = _proposer(scene, sentence, token)
            subject = _proposed(sentence, token)
        elif (
            token.lemma in {"предложение", "инициатива"}
            and token.pos == "NOUN"
            and any(w.lemma in {"выступить", "внести", "выдвинуть"} for w in sentence.ancestors(token))
        ):
            verb = next(w for w in sentence.ancestors(token) if w.lemma in {"выступить", "внести", "выдвинуть"})
            proposer = _proposer(scene, sentence, verb)
            subject = _proposed(sentence, token) or _opening_clause(sentence)
        elif token.lemma in {"подумать", "стоить", "следовать", "давать"} and _suggesting(sentence, token):
            proposer = scene.speaker(sentence, token.start)
            subject = _proposed(sentence, token)
        else:
            continue
        if proposer and subject:
            args = {"proposer": proposer, "party": _sides(scene, sentence, proposer), "subject": subject}
            yield make("proposal", sentence, args, "offers.proposal", at=token, modality="proposal", confidence=0.7)
            return


def _suggesting(sentence: Sentence, token: Token) -> bool:
    text = sentence.text.casefold()
    if token.lemma == "подумать":
        return re.search(r"может\s+быть|надо|нужно|стоит|можно|следует|давайте", text) is not None
    return (token.lemma == "давать" and token.text.casefold() == "давайте") or (
        token.lemma == "стоить" and re.search(r"стоило\s+бы", text) is not None
    )


def _proposer(scene: Scene, sentence: Sentence, verb: Token) -> str | None:
    for subject in clauses.subjects(sentence, verb):
        mention = sentence.mention_at(subject)
        if mention is not None and mention.kind == "person":
            return scene.full_name(mention)
        inside = (
            sentence.mentions_in(sentence.subtree(subject, lambda t: t.rel != "acl:relcl"), "person")
            if subject.lemma in lexicon.OFFICES
            else []
        )
        if inside:
            return scene.full_name(inside[0])
        if mention is not None and mention.kind in {"territory", "organization"}:
            return full_body(scene, sentence, mention) if mention.kind == "organization" else mention.name
    return scene.speaker(sentence, verb.start)


def _proposed(sentence: Sentence, token: Token) -> str | None:
    """Return what is proposed: the infinitive or the noun phrase that the verb governs."""
    for child in sentence.children(token, "xcomp", "ccomp", "csubj", "obj", "obl", "nmod"):
        if child.pos == "VERB" and child.i > token.i:
            return clauses.text_of(
                sentence, [t for t in sentence.tokens[child.i :] if t.i <= _end_of_clause(sentence, child)]
            )
        if child.pos == "NOUN" and child.i > token.i and sentence.mention_at(child) is None:
            return clauses.phrase_name(sentence, child)
    return None


def _end_of_clause(sentence: Sentence, verb: Token) -> int:
    for token in sentence.tokens[verb.i + 1 :]:
        if token.text in ',.;:»"' and token.i > verb.i + 1:
            return token.i - 1
    return len(sentence.tokens) - 1


def _opening_clause(sentence: Sentence) -> str | None:
    """Return what stands before a colon: «грузы стоило бы развернуть …: с такой инициативой выступил»."""
    before, colon, _ = sentence.text.partition(":")
    return before.strip() if colon else None


def _sides(scene: Scene, sentence: Sentence, proposer: str) -> list[str]:
    """Return the territories that the proposal joins: those of the sentence, completed by the two spoken of before."""
    own = scene.side_of(proposer)
    pair = scene.pair(sentence)
    return unique([*([own] if own else []), *(p for p in pair or () if p != own)])[:2]


def _support(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    for token in sentence.tokens:
        if token.lemma not in _HELPING or token.pos not in {"VERB", "NOUN"}:
            continue
        if (body := _whose_task(scene, sentence, token)) is not None:
            args = {
                "supporter": body,
                "beneficiary": _beneficiary(scene, sentence, token),
                "subject": _supported(scene, sentence, token),
            }
            yield make("support", sentence, args, "offers.task", at=token, modality="intention", confidence=0.65)
            return
        verb = (
            token
            if token.pos == "VERB"
            else next((w for w in sentence.ancestors(token) if w.pos in {"VERB", "ADJ"}), None)
        )
        if verb is None:
            continue
        supporter = next((n for s in clauses.subjects(sentence, verb) if (n := _supporter(scene, sentence, s))), None)
        subject = _supported(scene, sentence, token)
        beneficiary = _beneficiary(scene, sentence, token) or _beneficiary(scene, sentence, verb)
        if supporter is None or not (subject or beneficiary):
            continue
        mode = modality(sentence, token, ignore=lexicon.SAYING)
        args = {"supporter": supporter, "beneficiary": beneficiary, "subject": subject}
        yield make(
            "support",
            sentence,
            args,
            "offers.support",
            at=token,
            modality=mode if mode in {"readiness", "intention", "evaluation"} else "stated",
            confidence=0.7,
        )
        return


def _whose_task(scene: Scene, sentence: Sentence, verb: Token) -> str | None:
    """Return the body whose task it is to help: «консульство, главная забота которого — помогать …»."""
    task = next(
        (
            t
            for t in sentence.tokens[: verb.i]
            if t.lemma in {"забота", "задача", "цель", "миссия", "функция", "предназначение"}
        ),
        None,
    )
    if task is None or verb.feats.get("VerbForm") != "Inf" or verb.i - task.i > 5:
        return None
    bodies = [m for m in sentence.mentions if m.kind == "organization" and m.last < task.i]
    return full_body(scene, sentence, bodies[-1]) if bodies else None


def _supporter(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    mention = sentence.mention_at(token)
    if mention is not None and mention.kind == "organization":
        return full_body(scene, sentence, mention)
    if mention is not None and mention.kind == "person":
        return scene.full_name(mention)
    if token.lemma in PAIR_NOUNS and token.feats.get("Number") == "Plur":
        return None
    return holder(scene, sentence, token)


def _supported(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    heads = clauses.complements(sentence, token, "в", "с") + clauses.complements(sentence, token, case="Dat")
    for head in heads:
        if (
            head.pos == "NOUN"
            and sentence.mention_at(head) is None
            and head.lemma not in _BENEFICIARIES
            and scene.described(sentence, head) is None
        ):
            return clauses.phrase_name(sentence, head)
    for head in sentence.children(token, "obj"):
        if head.pos == "NOUN" and sentence.mention_at(head) is None:
            return clauses.phrase_name(sentence, head)
    infinitive = next((c for c in sentence.children(token, "xcomp") if c.feats.get("VerbForm") == "Inf"), None)
    return (
        clauses.text_of(sentence, list(sentence.tokens[infinitive.i : _end_of_clause(sentence, infinitive) + 1]))
        if infinitive
        else None
    )


def _beneficiary(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    for head in clauses.complements(sentence, token, case="Dat"):
        mention = sentence.mention_at(head)
        if mention is not None and mention.kind in {"territory", "organization"}:
            return mention.name
        if name := scene.described(sentence, head):
            return name
        if head.lemma in _BENEFICIARIES:
            return clauses.phrase_name(sentence, head)
    return None
