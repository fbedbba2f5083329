"""An English document for the frames: sentences, mentions, periods, and the people that its posts make known."""

from collections.abc import Callable

from coopatlas import gazetteer
from coopatlas.language.english import grammar, words
from coopatlas.language.tokens import Sentence
from coopatlas.model import Document
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.mentions import english as mentions
from coopatlas.reading.mentions.english_stretches import after_dateline
from coopatlas.reading.periods import Calendar, FoundPeriod, periods, with_year


def _read_one(sentence: Sentence, before: Sentence | None) -> None:
    """Read «one» that stands for a thing as the noun for it: "has an office in X and plans to open one in Y"."""
    for token in sentence.tokens:
        if token.text.casefold() != "one" or token.rel not in {"obj", "nsubj", "nsubj:pass"} or token.pos == "NOUN":
            continue
        if token.i + 1 < len(sentence.tokens) and sentence.tokens[token.i + 1].text == "of":
            continue
        earlier = [t for t in (*(before.tokens if before else ()), *sentence.tokens[: token.i]) if t.pos == "NOUN"]
        objects = [t for t in earlier if t.rel in {"obj", "nsubj", "nsubj:pass"}]
        if objects:
            token.lemma, token.pos = objects[-1].lemma, "NOUN"


def _label(sentence: Sentence, found: FoundPeriod, calendar: Calendar) -> str:
    """Return the label of a period, of what is still to come in the next year where the text prints none."""
    label, published = found.period.label, calendar.published or ""
    if found.dated or not published or label >= published[: len(label)]:
        return label
    token = next((t for t in sentence.tokens if t.start - sentence.start >= found.start), None)
    verb = next((t for t in sentence.ancestors(token) if t.pos == "VERB"), None) if token is not None else None
    ahead = verb is not None and (
        verb.feats.get("Tense") == "Fut"
        or verb.feats.get("VerbForm") == "Inf"
        or verb.lemma in words.load().classes["ahead"]
    )
    return with_year(label, f"{int(label[:4]) + 1:04}") if ahead else label


def _of_saying(sentence: Sentence, found: FoundPeriod) -> bool:
    """Whether a period tells when something was said or where the dateline stands, not when it was."""
    token = next((t for t in sentence.tokens if t.start - sentence.start >= found.start), None)
    if token is None:
        return False
    if token.i < after_dateline(sentence):
        return True
    verb = next((t for t in sentence.ancestors(token) if t.pos == "VERB"), None)
    others = any(t.pos == "VERB" and t is not verb for t in sentence.tokens)
    return verb is not None and others and verb.lemma in words.load().classes["saying"]


_DATING = frozenset({"", "goal"})
"""Roles of the periods that date something: "in May", "by the end of the year"."""


def discourse(document: Document, speaker: Callable[[Sentence, int], str | None]) -> Discourse:
    """Return a document annotated; its posts are not read yet."""
    sentences = grammar.sentences(document.text)
    for sentence in sentences:
        _read_one(sentence, sentences[sentence.index - 1] if sentence.index else None)
    mentions.mark(sentences, gazetteer.load())
    calendar = Calendar(document.published)
    dated: list[list[tuple[str, int, int]]] = []
    context: str | None = None
    for sentence in sentences:
        found = periods(sentence.text, "en", calendar, context)
        context = found[-1].period.label if found else context
        told = [p for p in found if p.role in _DATING and not _of_saying(sentence, p)]
        dated.append([(_label(sentence, p, calendar), p.start, p.end) for p in told])
    return Discourse(document, grammar, sentences, {}, dated, speaker)
