"""Facts of readers that decide firmness for themselves, held against the one place where it is decided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Fact, kinds
from coopatlas.reading import firmness
from coopatlas.reading.firmness import Firmness, Language
from coopatlas.reading.firmness.settling import FIGURES

_UNTOUCHED = frozenset({"post"})
_OWN_MODALITY = frozenset({"interest", "proposal"})
"""Kinds whose word is itself a wish or a proposal: of these only what is denied or not claimed is settled here."""


def grounded(grammar: Language, sentences: Sequence[Sentence], facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the facts with modality, polarity and status as their sentence gives them; none that it does not claim."""
    for fact in facts:
        place = _trigger(sentences, fact)
        if place is None or fact.kind in _UNTOUCHED:
            yield fact
            continue
        decided = firmness.settled(fact.kind, firmness.decide(grammar, *place))
        if decided.claimed:
            yield _as_decided(fact, decided)


def _as_decided(fact: Fact, decided: Firmness) -> Fact:
    phases = kinds()[fact.kind].phases
    polarity = "negative" if decided.polarity == "negative" else fact.polarity
    if fact.kind in _OWN_MODALITY or decided.modality == "stated":
        ended = decided.phase == "ended" and phases and decided.modality == "stated"
        status = phases["ended"] if ended else fact.args.get("status")
        return replace(_with_status(fact, status), polarity=polarity)
    status = phases[decided.phase] if phases else None
    return replace(_with_status(fact, status), modality=decided.modality, polarity=polarity)


def _with_status(fact: Fact, status: object) -> Fact:
    if not isinstance(status, str) or "status" not in kinds()[fact.kind].roles:
        return fact
    return fact.with_args({**fact.args, "status": status})


def _trigger(sentences: Sequence[Sentence], fact: Fact) -> tuple[Sentence, Token] | None:
    """Return the word that a fact was read from, where the reader says so."""
    for sentence in sentences if fact.anchor is not None else ():
        if sentence.start <= fact.start < sentence.end or fact.start <= sentence.start < fact.end:
            found = _at(sentence, fact)
            if found is not None:
                return sentence, found
    return None


def _at(sentence: Sentence, fact: Fact) -> Token | None:
    token = next((t for t in sentence.tokens if t.start <= (fact.anchor or 0) < t.end), None)
    if token is None:
        return None
    head = sentence.head(token)
    if token.rel in {"amod", "compound"} and head is not None:
        token = head
    return _governing(sentence, token) if fact.kind in FIGURES else token


def _governing(sentence: Sentence, figure: Token) -> Token:
    """Return the verb that governs a figure, or the figure itself where there is no tree."""
    verbs = (t for t in (figure, *sentence.ancestors(figure)) if t.pos in {"VERB", "AUX"})
    return next(verbs, figure)
