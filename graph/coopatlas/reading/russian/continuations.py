"""Of which flow a figure tells: one that its sentence names, or one of the sentences before when it goes on about it.

A figure belongs to the flow named last before it in its sentence, else to the first behind it, else to that of the
sentence before: «за весь 2014 год он составлял 17,2 млн».
"""

import re

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.figures import Figure
from coopatlas.reading.russian.flows import Flow, flows_of
from coopatlas.reading.russian.scene import Scene

_COMPARING = re.compile(r"\b(?:больше|выше|меньше|ниже)\b", re.IGNORECASE)
_FIGURE_WORDS = frozenset({"он", "это", "показатель", "цифра", "объем", "сумма", "который"})
"""Subjects of a sentence that goes on about the flow of the one before."""
_LEVELS = frozenset(
    {
        "составить",
        "составлять",
        "достигнуть",
        "достичь",
        "превысить",
        "превышать",
        "прибавить",
        "вырасти",
        "увеличиться",
        "сократиться",
        "снизиться",
        "равняться",
        "дойти",
    }
)


def flow_of(scene: Scene, sentence: Sentence, figure: Figure) -> Flow | None:
    """Return the flow of a figure: named last before it, else behind it, else that which is gone on about."""
    flows = flows_of(sentence.text)
    bare = figure.unit == "%" and _bare_growth(sentence, figure)
    before = [f for f in flows if f.start < figure.start]
    if before:
        return before[-1]
    if flows and not bare:
        return flows[0]
    return _flow_before(scene, sentence) if bare or (not flows and goes_on(scene, sentence)) else None


def goes_on(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence without a flow speaks on of the one before: «в 2022 году он достиг 170 млн»."""
    if flows_of(sentence.text) or not any(
        flows_of(s.text) for s in scene.sentences[max(0, sentence.index - 2) : sentence.index]
    ):
        return False
    subjects = [t for t in sentence.tokens if t.rel.startswith("nsubj") and not _says(sentence, t)]
    levels = any(t.lemma in _LEVELS for t in sentence.tokens)
    compares = bool(subjects) and _COMPARING.search(sentence.text) is not None
    return (levels or compares) and all(t.lemma in _FIGURE_WORDS for t in subjects)


def _says(sentence: Sentence, subject: Token) -> bool:
    verb = sentence.head(subject)
    return verb is not None and verb.lemma in lexicon.SAYING


def _bare_growth(sentence: Sentence, figure: Figure) -> bool:
    """Whether a growth is named without what grows: «мы видим рост», not «рост производства».

    Before a flow that is named behind it too: «прирост составил 5 %, в том числе по экспорту — 7 %».
    """
    named = flows_of(sentence.text)
    nouns = [
        t
        for t in sentence.tokens
        if t.lemma in {"рост", "прирост", "снижение", "увеличение", "падение"}
        and t.pos == "NOUN"
        and (not named or t.start - sentence.start < figure.start)
    ]
    return bool(nouns) and not any(
        c.case == "Gen" and c.pos == "NOUN" for n in nouns for c in sentence.children(n, "nmod")
    )


def _flow_before(scene: Scene, sentence: Sentence) -> Flow | None:
    """Return the flow that the sentences before speak of."""
    kinds = [
        flow.kind for s in scene.sentences[max(0, sentence.index - 8) : sentence.index] for flow in flows_of(s.text)
    ]
    kind = "turnover" if "turnover" in kinds else next(reversed(kinds), None)
    return Flow(kind, 0, 0) if kind else None
