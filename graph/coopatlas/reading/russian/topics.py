"""What meetings are about: what a sentence or the ones right after say was discussed."""

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.scene import Scene, unique

_TOPIC_VERBS = frozenset(
    {"обсудить", "обсуждать", "обсуждаться", "затронуть", "рассмотреть", "обговорить", "коснуться", "поднять"}
)


def topics(scene: Scene, sentence: Sentence) -> list[str]:
    """Return what was discussed, here or in the sentences right after: «стороны обсудили …», «речь шла о …»."""
    for candidate in scene.sentences[sentence.index : sentence.index + 4]:
        found = _discussed(candidate, here=candidate is sentence)
        if found:
            return found
    return []


def _discussed(sentence: Sentence, *, here: bool) -> list[str]:
    for token in sentence.tokens:
        if token.lemma in _TOPIC_VERBS and token.pos == "VERB" and (here or _of_both(sentence, token)):
            heads = clauses.objects(sentence, token)
            names = [_topic(sentence, h) for h in heads if h.pos in {"NOUN", "PROPN"}]
            if any(names):
                return unique([name for name in names if name])
        if token.lemma in {"речь", "говорить", "переговоры", "диалог", "беседа"}:
            about = [
                c
                for c in sentence.tokens[token.i + 1 : token.i + 12]
                if c.lemma in {"о", "об", "по"} and c.pos == "ADP"
            ]
            if about and token.lemma in {"речь", "говорить"}:
                heads = [t for t in sentence.tokens[about[0].i + 1 :] if t.case == "Loc" and t.pos == "NOUN"][:1]
                return unique([clauses.phrase_name(sentence, c) for h in heads for c in clauses.conjuncts(sentence, h)])
    return []


def _topic(sentence: Sentence, head: Token) -> str:
    """Return a topic as a phrase, without with whom it was talked of; nothing where it names one of those, or none."""
    if head.lemma in lexicon.OFFICES or any(t.lemma in {"этот", "данный"} for t in sentence.children(head, "det")):
        return ""
    phrase = clauses.phrase(sentence, head)
    people = {m.first for m in sentence.mentions if m.kind == "person"}
    end = next(
        (
            t.i
            for t in phrase
            if t.lemma in {"с", "со"}
            and t.i > head.i
            and any(
                o.i in people or o.lemma in lexicon.OFFICES
                for o in sentence.tokens[t.i + 1 : t.i + 4]
                if o.case == "Ins" or o.i in people
            )
        ),
        len(sentence.tokens),
    )
    kept = [t for t in phrase if t.i < end]
    while kept and (kept[0].pos in {"ADP", "CCONJ"} or kept[0].lemma in {"тот", "число", "и"}):
        kept = kept[1:]  # «в том числе и …»
    return clauses.dictionary_form(sentence, head, kept)


def _of_both(sentence: Sentence, verb: Token) -> bool:
    """Whether both sides are meant by what a later sentence says was discussed: «стороны обсудили», «обсуждались»."""
    subjects = clauses.subjects(sentence, verb)
    both = any(s.lemma in {"сторона", "собеседник", "участник", "переговорщик", "они"} for s in subjects)
    return verb.feats.get("Tense") == "Past" and (both or not subjects or clauses.passive(verb))
