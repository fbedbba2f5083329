"""What became of documents, and what was read in one, on a terminal."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from coopatlas.build import Event
from coopatlas.cli import messages
from coopatlas.cli.options import of_locale
from coopatlas.cli.terminal import note, table
from coopatlas.model import Document, EntityRef, Fact, Filler
from coopatlas.store import Store


def followed(events: Iterable[Event], total: int) -> Iterator[Event]:
    """Yield `events` while a bar on standard error shows how many of `total` have passed; none off a terminal."""
    if not sys.stderr.isatty():
        yield from events
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield from progress.track(events, total=total, description="documents")


def event(one: Event) -> None:
    """Note what became of a document: all there is to say off a terminal, only what is amiss beside a bar."""
    if one.outcome == "failed":
        note(f"coopatlas: {messages.line(one.note, of_locale())}")
    elif one.outcome == "left out":
        note(f"left out: {messages.line(one.note, of_locale())}")
    elif one.outcome == "decided":
        note(f"{one.document}: written anew by what people decided, {one.facts} facts")
    elif one.outcome in ("repeated", "moved", "gone", "forgotten"):
        outcome = "left out" if one.outcome == "repeated" else one.outcome
        note(f"{one.document}: {outcome}, {one.note}")
    elif one.outcome == "read" and one.note:
        note(f"{one.document}: read, {one.facts} facts; {one.note}")
    elif one.dropped:
        note(f"{one.document}: {one.outcome}, {one.facts} facts; {one.dropped} left out, which contradict themselves")
    elif one.outcome == "read" and not one.facts:
        note(f"{one.document}: read, no facts found")
    elif not sys.stderr.isatty():
        note(f"{one.document}: {one.outcome}" + (f", {one.facts} facts" if one.outcome == "read" else ""))


def outcomes(events: Sequence[Event], store: Store) -> None:
    """Note how many documents had which fate, the faults last, and what of the store is a reprint."""
    counted = Counter(one.outcome for one in events)
    told = [f"{count} {outcome}" for outcome, count in counted.most_common()]
    copies = len(store.reprints())
    note(", ".join([*told, *([f"{copies} of {store.count()} reprints of others"] if copies else [])]))
    for one in events:
        if one.outcome == "failed" and sys.stderr.isatty():
            note(f"coopatlas: {messages.line(one.note, of_locale())}")


def updated(events: Sequence[Event], store: Store) -> str:
    """Return the line of an update: how many documents came, changed, went, and what the store holds."""
    counted = Counter(one.outcome for one in events if one.outcome not in ("unchanged", "repeated"))
    facts_read = sum(one.facts for one in events)
    told = ", ".join(f"{count} {outcome}" for outcome, count in counted.most_common()) or "nothing new"
    return f"{told}; {facts_read} facts read; {store.count()} documents, {len(store.reprints())} of them reprints"


def facts(document: Document, found: Sequence[Fact], *, why: bool = False) -> None:
    """Print the facts of a document; with `why`, also the rule of each, its confidence, and whence its values."""
    rows = [(fact.kind, _roles(fact), _force(fact), *((_why(fact),) if why else ()), fact.evidence) for fact in found]
    headings = ("kind", "roles", "force", *(("why",) if why else ()), "sentence")
    table(headings, rows, document.title or document.name)


def _roles(fact: Fact) -> str:
    return "; ".join(f"{role}: {_listed(value)}" for role, value in fact.args.items())


def _why(fact: Fact) -> str:
    """Return the rule and the confidence of a fact, and of each value the words it was taken from and how."""
    told = [f"{fact.rule}, {fact.confidence:.2f}"]
    for role, fillers in fact.roles.items():
        told += [f"{role}: {whence}" for whence in map(partial(_whence, fact), fillers) if whence]
    return "; ".join(told)


def _whence(fact: Fact, filler: Filler) -> str:
    sentence = fact.shown(filler)
    stood = ""
    if sentence and filler.span:
        start, end = filler.span
        stood = f"«{sentence.text[start - sentence.start : end - sentence.start]}»"
    reason = filler.value.reason if isinstance(filler.value, EntityRef) else ""
    return ", ".join(part for part in (stood, filler.source, reason) if part)


def _force(fact: Fact) -> str:
    denied = ", denied" if fact.polarity == "negative" else ""
    return f"{fact.modality}{denied}{f', {fact.speaker}' if fact.speaker else ''}"


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
