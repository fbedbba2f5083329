"""What decisions make of the facts that were read in a document.

Decisions are taken in the order in which they were made. One is about the facts of its kind whose sentence it names
and that say what the reader said then. Where a reader says it otherwise by now, it is about the fact that tells the
same and says nothing else; where there is none, what a person said is right stands for itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from coopatlas.model import Document, Evidence, Fact, Ruling, kinds
from coopatlas.model.matching import matched
from coopatlas.model.said import Said, fresh, revised
from coopatlas.review.decision import Decision

GONE, UNREAD = "the sentence is gone", "this is not read there any more"
"""Why a decision fits nothing in a document."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """The facts of a document as decisions leave them, those that were rejected, and which decisions fit nothing."""

    facts: tuple[Fact, ...]
    rejected: tuple[Fact, ...] = ()
    unfit: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Entry:
    """A fact as it was first told, by the reader unless it is `added`, and as it is told now: not, where rejected."""

    first: Fact
    told: Fact | None
    added: bool = False
    ruling: Ruling | None = None


def ruled(document: Document, facts: Iterable[Fact], decisions: Sequence[Decision]) -> Ruled:
    """Return what decisions, in their order, make of the facts read in a document."""
    entries = [_Entry(fact, fact) for fact in facts]
    unfit: dict[str, str] = {}
    for one in decisions:
        places = list(standing(document.text, one.sentence))
        if not places:
            unfit[one.id] = GONE
        elif not _decide(document, entries, one, places):
            unfit[one.id] = UNREAD
    told = [replace(one.told, ruling=one.ruling) for one in entries if one.told]
    rejected = [replace(one.first, ruling=one.ruling) for one in entries if not one.told and not one.added]
    return Ruled(tuple(told), tuple(rejected), unfit)


def standing(text: str, sentence: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence stands in a text, however its lines are broken."""
    if not sentence.strip():
        return
    pattern = r"\s+".join(map(re.escape, sentence.split()))
    yield from (match.span() for match in re.finditer(pattern, text))


def _decide(document: Document, entries: list[_Entry], one: Decision, places: Sequence[tuple[int, int]]) -> bool:
    """Let a decision hold; tell whether there was anything to decide of."""
    there = [entry for entry in entries if entry.first.kind == one.kind and _stands(entry.first, places)]
    meant = _meant(there, one)
    if one.said is None:
        for entry in meant:
            entry.told, entry.ruling = None, _ruling(one, "rejected", entry.first)
        return bool(meant)
    if not meant:
        start, end = places[0]
        fact = fresh(one.kind, one.said, Evidence(start, end, document.text[start:end]), document.lang)
        meant = [_Entry(fact, fact, added=True)]
        entries += meant
    for entry in meant:
        # What its reader may be sure of is no matter any more.
        entry.told = replace(revised(entry.first, one.said), confidence=1.0)
        same = Said.of(entry.told).key == Said.of(entry.first).key and not one.said.entities
        verdict = "added" if entry.added and not one.read else "confirmed" if same else "corrected"
        entry.ruling = _ruling(one, verdict, entry.first)
    return True


def _ruling(one: Decision, verdict: str, first: Fact) -> Ruling:
    return Ruling(verdict, one.id, one.who, one.when, one.why, first)


def _stands(fact: Fact, places: Iterable[tuple[int, int]]) -> bool:
    """Whether a fact was read in one of these places, or in what holds one of them or is held by it."""
    return any(
        (start <= fact.start and fact.end <= end) or (fact.start <= start and end <= fact.end) for start, end in places
    )


def _meant(entries: Sequence[_Entry], one: Decision) -> list[_Entry]:
    """Return the entries of a sentence that a decision is about."""
    read = one.read or one.right
    if read is None:
        return []
    exact = [entry for entry in entries if Said.of(entry.first).key == read.key]
    if exact:
        return exact
    open_ = [entry for entry in entries if entry.ruling is None]
    if one.said is None:
        return [entry for entry in open_ if Said.of(entry.first).covers(read)]
    already = [entry for entry in open_ if Said.of(entry.first).key == one.said.key]
    forms = [said for said in (one.read, one.right) if said]
    return (already or [entry for entry in open_ if _tells_the_same(entry.first, one.kind, forms)])[:1]


def _tells_the_same(fact: Fact, kind: str, forms: Sequence[Said]) -> bool:
    """Whether a fact says nothing that none of these forms says, and something telling that one of them says."""
    plain = [Fact.plain(kind, said.args, "", 0, 0) for said in forms]
    telling = False
    for role in kinds()[kind].roles.values():
        filled = [form for form in plain if role.name in form.args]
        if role.name not in fact.args or not filled:
            continue
        if not any(matched(form, fact, role) for form in filled):
            return False
        telling = telling or not role.weak
    return telling
