"""What is wanted, proposed and offered: interest, proposals of cooperation, and support."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.annotation import Sentence, Token
from coopatlas.reading.records import make
from coopatlas.reading.russian import clauses, lexicon
from coopatlas.reading.russian.modality import modality, negated
from coopatlas.reading.russian.scene import PAIR_NOUNS, Scene, unique
from coopatlas.reading.russian.speech import Speech, full_body, side_of

_INTERESTED = frozenset({"интересоваться", "заинтересоваться", "заинтересовать", "интересовать", "заинтересованный", "заинтересован", "интересный", "присматриваться"})
_HOLDING = frozenset({"интересоваться", "заинтересоваться", "заинтересованный", "заинтересован", "присматриваться"})
_PROPOSING = frozenset({"предложить", "предлагать", "пригласить", "приглашать", "призвать", "призывать"})
_HELPING = frozenset({"содействовать", "помочь", "помогать", "поддержать", "поддерживать", "содействие", "поддержка", "помощь", "способствовать", "возмещать"})
_BENEFICIARIES = frozenset({"предприятие", "бизнес", "экспортер", "компания", "предприниматель", "гражданин", "инвестор", "соотечественник", "производитель", "бизнесмен", "фермер"})


def read(scene: Scene, speech: Speech, sentence: Sentence) -> Iterator[Fact]:
    """Yield the interests, proposals and offers of support of a sentence."""
    for token in sentence.tokens:
        if token.lemma in _INTERESTED and token.pos in {"VERB", "ADJ"}:
            yield from _interest(scene, speech, sentence, token)
        elif token.lemma in {"интерес", "заинтересованность"} and token.pos == "NOUN":
            yield from _interest_noun(scene, speech, sentence, token)
    yield from _proposals(scene, speech, sentence)
    yield from _support(scene, speech, sentence)


# Interest ------------------------------------------------------------------------------------------------------------


def _interest(scene: Scene, speech: Speech, sentence: Sentence, token: Token) -> Iterator[Fact]:
    """Read «X интересуется Y», «X заинтересован в Y», «Y заинтересовал X», «X интересует Y»."""
    subjects, objects = clauses.subjects(sentence, token), clauses.objects(sentence, token)
    if token.lemma in _HOLDING:
        holders, wanted = subjects, [*clauses.complements(sentence, token, case="Ins"), *clauses.complements(sentence, token, "в", "к")]
    else:
        holders, wanted = objects, subjects
    names = unique([n for h in holders if (n := _holder(scene, speech, sentence, h))])
    yield from _interests(scene, sentence, token, names, wanted)


def _interest_noun(scene: Scene, speech: Speech, sentence: Sentence, token: Token) -> Iterator[Fact]:
    """Read «X проявляет интерес к Y», «заинтересованность в Y»."""
    verb = sentence.head(token)
    wanted = clauses.complements(sentence, token, "к", "в")
    if verb is None or verb.pos != "VERB" or not wanted:
        return
    names = unique([n for h in clauses.subjects(sentence, verb) if h.i != token.i and (n := _holder(scene, speech, sentence, h))])
    yield from _interests(scene, sentence, token, names, wanted)


def _interests(scene: Scene, sentence: Sentence, token: Token, holders: list[str], wanted: list[Token]) -> Iterator[Fact]:
    if not holders or not wanted:
        return
    targets, subjects = [], []
    for head in wanted:
        if head.lemma in {"то", "тот"}:
            subjects += _of_clause(sentence, head)
            continue
        if "как" in {t.lemma for t in sentence.tokens[max(0, head.i - 3) : head.i]}:
            targets += [m.name for m in sentence.mentions_in(sentence.subtree(head), "territory") if sentence.tokens[m.head].case == head.case]
            continue
        phrase = sentence.subtree(head, lambda t: t.rel not in {"acl:relcl", "advcl"} and t.lemma != "как")
        places = [m for m in sentence.mentions_in(phrase, "territory", "port") if m.name not in holders]
        if places and sentence.mention_at(head) is places[0]:
            targets += [m.name for m in places if not _nested(sentence, m.head)]
        else:
            targets += [m.name for m in places][:1]
            if head.pos == "NOUN":
                subjects.append(clauses.phrase_name(sentence, head))
    if not targets and (named := scene.last_territory(sentence, token.i, "region")) is not None and named.name not in holders:
        targets = [named.name]
    subject = " и ".join(subjects) or _purpose(sentence)
    for target in unique(targets):
        yield make("interest", sentence, {"holder": holders[0], "target": target, "subject": subject}, "wishes.interest", at=token, modality="interest", polarity="negative" if negated(sentence, token) else "positive", confidence=0.75)


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
    match = re.search(r"(?:выход\w*|доступ\w*)\s+(?:на|в|к)\s+[\w-]+(?:\s+рын\w+)?", sentence.text, re.I)
    if match is None:
        return None
    words = match.group().split()
    return " ".join(["выход" if words[0].startswith("выход") else "доступ", *words[1:]])


def _holder(scene: Scene, speech: Speech, sentence: Sentence, token: Token) -> str | None:
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
        return side_of(scene, speech.speaker(sentence, token.start))
    if mention is not None and mention.kind == "person":
        return scene.full_name(mention)
    return scene.described(sentence, token)


# Proposals -----------------------------------------------------------------------------------------------------------


def _proposals(scene: Scene, speech: Speech, sentence: Sentence) -> Iterator[Fact]:
    for token in sentence.tokens:
        if token.lemma in _PROPOSING and token.pos == "VERB":
            proposer = _proposer(scene, speech, sentence, token)
            subject = _proposed(sentence, token)
        elif token.lemma in {"предложение", "инициатива"} and token.pos == "NOUN" and any(w.lemma in {"выступить", "внести", "выдвинуть"} for w in sentence.ancestors(token)):
            verb = next(w for w in sentence.ancestors(token) if w.lemma in {"выступить", "внести", "выдвинуть"})
            proposer = _proposer(scene, speech, sentence, verb)
            subject = _proposed(sentence, token) or _opening_clause(sentence)
        elif token.lemma in {"подумать", "стоить", "следовать", "давать"} and _suggesting(sentence, token):
            proposer = speech.speaker(sentence, token.start)
            subject = _proposed(sentence, token)
        else:
            continue
        if proposer and subject:
            args = {"proposer": proposer, "party": _sides(scene, sentence, proposer), "subject": subject}
            yield make("proposal", sentence, args, "wishes.proposal", at=token, modality="proposal", confidence=0.7)
            return


def _suggesting(sentence: Sentence, token: Token) -> bool:
    text = sentence.text.casefold()
    if token.lemma == "подумать":
        return re.search(r"может\s+быть|надо|нужно|стоит|можно|следует|давайте", text) is not None
    return token.lemma == "давать" and token.text.casefold() == "давайте" or token.lemma in {"стоить"} and re.search(r"стоило\s+бы", text) is not None


def _proposer(scene: Scene, speech: Speech, sentence: Sentence, verb: Token) -> str | None:
    for subject in clauses.subjects(sentence, verb):
        mention = sentence.mention_at(subject)
        if mention is not None and mention.kind == "person":
            return scene.full_name(mention)
        inside = sentence.mentions_in(sentence.subtree(subject, lambda t: t.rel not in {"acl:relcl"}), "person") if subject.lemma in lexicon.OFFICES else []
        if inside:
            return scene.full_name(inside[0])
        if mention is not None and mention.kind in {"territory", "organization"}:
            return full_body(scene, sentence, mention) if mention.kind == "organization" else mention.name
    return speech.speaker(sentence, verb.start)


def _proposed(sentence: Sentence, token: Token) -> str | None:
    """Return what is proposed: the infinitive or the noun phrase that the verb governs."""
    for child in sentence.children(token, "xcomp", "ccomp", "csubj", "obj", "obl", "nmod"):
        if child.pos == "VERB" and child.i > token.i:
            return clauses.text_of(sentence, [t for t in sentence.tokens[child.i :] if t.i <= _end_of_clause(sentence, child)])
        if child.pos == "NOUN" and child.i > token.i and sentence.mention_at(child) is None:
            return clauses.phrase_name(sentence, child)
    return None


def _end_of_clause(sentence: Sentence, verb: Token) -> int:
    for token in sentence.tokens[verb.i + 1 :]:
        if token.text in ",.;:»\"" and token.i > verb.i + 1:
            return token.i - 1
    return len(sentence.tokens) - 1


def _opening_clause(sentence: Sentence) -> str | None:
    """Return what stands before a colon: «грузы стоило бы развернуть …: с такой инициативой выступил»."""
    before, colon, _ = sentence.text.partition(":")
    return before.strip() if colon else None


def _sides(scene: Scene, sentence: Sentence, proposer: str) -> list[str]:
    """Return the territories that the proposal joins: those of the sentence, completed by the two spoken of before."""
    own = side_of(scene, proposer)
    pair = scene.pair(sentence)
    return unique([*([own] if own else []), *(p for p in pair or () if p != own)])[:2]


# Support -------------------------------------------------------------------------------------------------------------


def _support(scene: Scene, speech: Speech, sentence: Sentence) -> Iterator[Fact]:
    for token in sentence.tokens:
        if token.lemma not in _HELPING or token.pos not in {"VERB", "NOUN"}:
            continue
        if (body := _whose_task(scene, sentence, token)) is not None:
            args = {"supporter": body, "beneficiary": _beneficiary(scene, sentence, token), "subject": _supported(scene, sentence, token)}
            yield make("support", sentence, args, "wishes.task", at=token, modality="intention", confidence=0.65)
            return
        verb = token if token.pos == "VERB" else next((w for w in sentence.ancestors(token) if w.pos in {"VERB", "ADJ"}), None)
        if verb is None:
            continue
        supporter = next((n for s in clauses.subjects(sentence, verb) if (n := _supporter(scene, speech, sentence, s))), None)
        subject = _supported(scene, sentence, token)
        beneficiary = _beneficiary(scene, sentence, token)
        if supporter is None or not (subject or beneficiary):
            continue
        mode = modality(sentence, token, ignore=lexicon.SAYING)
        args = {"supporter": supporter, "beneficiary": beneficiary, "subject": subject}
        yield make("support", sentence, args, "wishes.support", at=token, modality=mode if mode in {"readiness", "intention", "evaluation"} else "stated", confidence=0.7)
        return


def _whose_task(scene: Scene, sentence: Sentence, verb: Token) -> str | None:
    """Return the body whose task it is to help: «консульство, главная забота которого — помогать …»."""
    task = next((t for t in sentence.tokens[: verb.i] if t.lemma in {"забота", "задача", "цель", "миссия", "функция", "предназначение"}), None)
    if task is None or verb.feats.get("VerbForm") != "Inf" or verb.i - task.i > 5:
        return None
    bodies = [m for m in sentence.mentions if m.kind == "organization" and m.last < task.i]
    return full_body(scene, sentence, bodies[-1]) if bodies else None


def _supporter(scene: Scene, speech: Speech, sentence: Sentence, token: Token) -> str | None:
    mention = sentence.mention_at(token)
    if mention is not None and mention.kind == "organization":
        return full_body(scene, sentence, mention)
    if mention is not None and mention.kind == "person":
        return scene.full_name(mention)
    if token.lemma in PAIR_NOUNS and token.feats.get("Number") == "Plur":
        return None
    return _holder(scene, speech, sentence, token)


def _supported(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    heads = clauses.complements(sentence, token, "в", "с") + clauses.complements(sentence, token, case="Dat")
    for head in heads:
        if head.pos == "NOUN" and sentence.mention_at(head) is None and head.lemma not in _BENEFICIARIES and scene.described(sentence, head) is None:
            return clauses.phrase_name(sentence, head)
    for head in sentence.children(token, "obj"):
        if head.pos == "NOUN" and sentence.mention_at(head) is None:
            return clauses.phrase_name(sentence, head)
    infinitive = next((c for c in sentence.children(token, "xcomp") if c.feats.get("VerbForm") == "Inf"), None)
    return clauses.text_of(sentence, [t for t in sentence.tokens[infinitive.i : _end_of_clause(sentence, infinitive) + 1]]) if infinitive else None


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
