"""Passages of a document made from what each language's reader knows of its sentences."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from coopatlas.language.tokens import Sentence
from coopatlas.reading.figures import figures
from coopatlas.reading.flows.passage import GoodsReader, Passage
from coopatlas.reading.flows.sides import Named, clauses, spoken, with_roles
from coopatlas.reading.flows.words import Flow, words
from coopatlas.reading.periods import Calendar, periods, unresolved

Names = Callable[[Sentence], Sequence[Named]]


def passages(
    lang: str, sentences: Sequence[Sentence], calendar: Calendar, named: Names, goods: GoodsReader
) -> Iterator[Passage]:
    """Yield the passages of a document in order; a sum without currency takes that of the sentences before."""
    known = words(lang)
    currency, context, dated = "", None, -99
    for sentence in sentences:
        text = sentence.text
        found = figures(text, lang, currency)
        names = [n for n in named(sentence) if not any(f.start < n.start < f.end for f in found)]  # «долл. США»
        sides, quiet = spoken(known, text, with_roles(known, text, names))
        money = [f.figure.unit for f in found if f.kind == "money"]
        currency = money[-1] if money else currency
        when = periods(text, lang, calendar, context if sentence.index - dated <= 4 else None)
        told = [p.label for p in when if p.role in {"", "goal"} and p.reading not in {"day", "weekday", "near"}]
        if told:
            context, dated = told[-1], sentence.index
        lost = unresolved(text, lang, calendar, context)
        bodies = [(n.start, n.end) for n in names if n.kind == "organization"]
        flows = [_as_tagged(f, sentence) for f in known.flows(text)]
        flows = [f for f in flows if not any(a <= f.start < b for a, b in bodies)]
        yield Passage(sentence, lang, sides, found, when, flows, goods, clauses(known, text), quiet, lost)


def _as_tagged(flow: Flow, sentence: Sentence) -> Flow:
    """Return a flow as the verb or noun that its word is here: "Georgia exports wine", "wine exports"."""
    token = next((t for t in sentence.tokens if t.end - sentence.start > flow.start), None)
    if token is None or token.pos not in {"VERB", "NOUN"} or token.end - sentence.start < flow.end:
        return flow
    return replace(flow, verb=token.pos == "VERB")
