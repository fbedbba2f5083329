"""The desk: what a person decides is noted in the log and holds in the store at once."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from coopatlas.claims import read
from coopatlas.errors import DecisionError, StoreError
from coopatlas.model import Document, Fact, kinds
from coopatlas.model.said import Said
from coopatlas.rdf import iri
from coopatlas.resolve.judgements import EVENT
from coopatlas.review import log, writing
from coopatlas.review.applying import Ruled, ruled, standing
from coopatlas.review.decision import OF_CLAIMS, UNDO, Decision, check, made, words
from coopatlas.review.decisions import Decisions
from coopatlas.store import Store
from coopatlas.store.catalogue import Record

_LEAST = 4
"""The hexadecimal digits that may stand for a key."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of a document as it stands by now, and the document; a rejected one says what had been read."""

    record: Record
    document: Document
    fact: Fact

    @property
    def key(self) -> str:
        """By which the fact is named."""
        return self.fact.key(self.document.digest)

    @property
    def verdict(self) -> str:
        """What a person made of it, nothing where nobody decided."""
        return self.fact.ruling.verdict if self.fact.ruling else ""


@dataclass(slots=True)
class Desk:
    """Takes decisions of one person: `who` decides, `path` is the log, `sample` names the sample that is worked on.

    `known` are the decisions of the log, for who has read them already.
    """

    store: Store
    path: Path
    who: str = ""
    sample: str = ""
    known: Decisions | None = None

    @property
    def decisions(self) -> Decisions:
        """All decisions of the log."""
        if self.known is None:
            self.known = Decisions.read(self.path)
        return self.known

    def find(self, key: str) -> Told:
        """Return the fact of a key, or of its beginning; raises `DecisionError` where there is none, or several."""
        if len(key) < _LEAST or not all(c in "0123456789abcdef" for c in key):
            raise DecisionError(key, "this is no key of a claim", "coopatlas review list shows them")
        rows = read.keyed(self.store, key)
        if len(rows) != 1:
            problem = "several claims have keys that begin so" if rows else "no claim has this key"
            remedy = "write more of it" if rows else "list them anew: its document may have changed"
            raise DecisionError(key, problem, remedy)
        ((document, whole),) = rows
        record = self.store.recorded(document.removeprefix(str(iri.DOCUMENT)))
        if record is None:
            raise DecisionError(key, "its document is gone", "list the claims anew")
        return next(one for one in self.told(record) if one.key == whole)

    def told(self, record: Record) -> list[Told]:
        """Return the facts of a document as they stand by now, those that were rejected last."""
        document = writing.document_of(self.store, record)
        now = self._ruled(record, document)
        return [Told(record, document, fact) for fact in (*now.facts, *now.rejected)]

    def said(self, told: Told) -> Said:
        """Return what a fact says by now, with the entities that a person tied its names to."""
        ruling = told.fact.ruling
        before = self.decisions.by_id[ruling.decision].said if ruling else None
        return replace(Said.of(told.fact), entities=before.entities if before else {})

    def confirm(self, told: Told, why: str = "") -> Decision:
        """Say that a fact is right as it stands."""
        ruling, first = told.fact.ruling, _first(told.fact)
        before = self.decisions.by_id[ruling.decision].said if ruling else None
        right = before if before and (before.key != first.key or before.entities) else None
        return self._decided("confirm", told, why, read=first, right=right)

    def reject(self, told: Told, why: str = "") -> Decision:
        """Say that the sentence says no such thing."""
        return self._decided("reject", told, why, read=_first(told.fact))

    def correct(self, told: Told, right: Said, why: str = "") -> Decision:
        """Say what the sentence says instead; raises `DecisionError` for what a fact of the kind cannot say."""
        check(told.key, told.fact.kind, right)
        if right.key == _first(told.fact).key and not right.entities:
            return self._decided("confirm", told, why, read=right)
        return self._decided("correct", told, why, read=_first(told.fact), right=right)

    def add(self, record: Record, sentence: str, kind: str, right: Said, why: str = "") -> Decision:
        """Say what a sentence says beside what was read; raises `DecisionError` where it does not stand there."""
        document = writing.document_of(self.store, record)
        if not any(standing(document.text, sentence)):
            raise DecisionError(record.name, f"«{sentence}» does not stand in it", "copy the sentence as it stands")
        if kind not in kinds():
            raise DecisionError(kind, "there is no such kind of fact", f"use one of {', '.join(kinds())}")
        check("the new fact", kind, right)
        if lacking := kinds()[kind].lacking(right.args):
            raise DecisionError("the new fact", f"a {kind} needs {', '.join(lacking)}", "give it a value")
        where = {"document": record.name, "digest": record.digest, "sentence": words(sentence)}
        return self.note(made("add", who=self.who, kind=kind, right=right, why=why, sample=self.sample, **where))

    def undo(self, decision: str = "", why: str = "") -> Decision:
        """Withdraw a decision, by its id or the beginning of it; the last one of this person where none is named."""
        decisions = self.decisions
        found = [
            one
            for one in decisions.every
            if not decisions.undone(one) and (one.id.startswith(decision) if decision else one.who == self.who)
        ]
        if decision and len(found) > 1:
            raise DecisionError(decision, "several decisions begin so", "write more of the id")
        last = [one for one in found if decision or one.verdict != UNDO]
        if not last:
            raise DecisionError(decision or self.who or "undo", "there is no such decision", "coopatlas review list")
        return self.note(made(UNDO, who=self.who, of=last[-1].id, why=why))

    def note(self, one: Decision) -> Decision:
        """Add a decision to the log and let it hold in the store: its document is written anew.

        What is decided of names holds from the next build on. Raises `DecisionError` for what would break a shape; it
        is not noted.
        """
        after = Decisions([*self.decisions.every, one])
        meant = one
        while meant.verdict == UNDO:
            meant = after.by_id[meant.of]
        record = self.store.recorded(meant.digest) if meant.verdict in OF_CLAIMS else None
        if record and one.said:
            self._refuse_unsound(record, one, after)
        log.append(self.path, [one])
        self.known = after
        if meant.verdict in OF_CLAIMS:
            for _ in writing.renewed(self.store, after, [record] if record else self._named(meant.document)):
                pass
        elif meant.kind == EVENT:
            self.store.judge(after.judgements)
        return one

    def _named(self, name: str) -> list[Record]:
        with suppress(StoreError):
            return [self.store.record(name)]
        return []

    def orphans(self) -> Iterator[tuple[Decision, str]]:
        """Yield the decisions that hold and fit nothing in the store, with the reason."""
        by_decision: dict[str, list[str]] = {one.id: [] for one in self.decisions.claims}
        fitting: set[str] = set()
        for record in self.store.documents():
            docket = self.decisions.docket(record.name, record.digest)
            if docket.claims:
                unfit = writing.ruled_in(self.store, record, self.decisions).unfit
                fitting |= {one.id for one in docket.claims if one.id not in unfit}
                for name, reason in unfit.items():
                    by_decision[name].append(reason)
        for one in self.decisions.claims:
            if one.id not in fitting:
                yield one, next(iter(by_decision[one.id]), "no such document is in the store")

    def _decided(self, verdict: str, told: Told, why: str, *, read: Said, right: Said | None = None) -> Decision:
        fact, record = _undecided(told.fact), told.record
        reader = {"rule": fact.rule, "confidence": fact.confidence} if fact.rule else {}
        where = {"document": record.name, "digest": record.digest, "sentence": words(fact.evidence)}
        said: Mapping[str, object] = {"read": read, "right": right, "why": why, "sample": self.sample}
        return self.note(made(verdict, who=self.who, kind=fact.kind, **where, **said, **reader))

    def _ruled(self, record: Record, document: Document) -> Ruled:
        docket = self.decisions.docket(record.name, record.digest)
        return ruled(document, writing.facts_of(self.store, record), docket.claims)

    def _refuse_unsound(self, record: Record, one: Decision, after: Decisions) -> None:
        facts = writing.facts_of(self.store, record)
        told = writing.told(writing.document_of(self.store, record), facts, after.docket(record.name, record.digest))
        if not any(fact.ruling and fact.ruling.decision == one.id for fact in told.facts):
            problem = next((broken.message_en for broken in told.violations if broken.fatal), "it contradicts itself")
            raise DecisionError(record.name, problem, "correct the values; nothing was noted")


def _undecided(fact: Fact) -> Fact:
    return fact.ruling.first if fact.ruling else fact


def _first(fact: Fact) -> Said:
    """Return what was told before anyone decided."""
    return Said.of(_undecided(fact))
