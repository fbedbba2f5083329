"""Decisions as gold: the documents that people decided of, in the form of the corpora that `train` and `evaluate` read.

A document is gold only as far as it was looked at: `reviewed` lists its sentences in which all that is read was decided
of. What nobody may have noticed to be missing there is missing in the gold too.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopatlas.model import Document, Fact
from coopatlas.review import writing
from coopatlas.review.decisions import Decisions
from coopatlas.store import Store


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document, the sentences in which all was decided of, and the facts that are right there."""

    document: Document
    sentences: tuple[str, ...]
    facts: tuple[Fact, ...]

    def record(self) -> dict[str, Any]:
        """Return the document as an object of JSON, as a corpus holds it."""
        one = self.document
        about = {"title": one.title, "published": one.published, "source": one.source}
        return {
            "id": one.name,
            "lang": one.lang,
            **{key: value for key, value in about.items() if value},
            "text": one.text,
            "reviewed": list(self.sentences),
            "facts": [_fact(fact) for fact in self.facts],
        }


def reviewed(store: Store, decisions: Decisions) -> Iterator[Reviewed]:
    """Yield the documents of a store in which some sentence was decided of as a whole."""
    for record in store.documents():
        docket = decisions.docket(record.name, record.digest)
        if not docket.claims:
            continue
        now = writing.ruled_in(store, record, decisions)
        open_ = {fact.evidence for fact in now.facts if fact.ruling is None}
        decided = {fact.evidence: fact.start for fact in (*now.facts, *now.rejected) if fact.ruling}
        whole = sorted((sentence for sentence in decided if sentence not in open_), key=decided.__getitem__)
        if whole:
            right = [fact for fact in now.facts if fact.evidence in whole]
            yield Reviewed(writing.document_of(store, record), tuple(whole), tuple(right))


def write(store: Store, decisions: Decisions, folder: Path) -> int:
    """Write the documents that people decided of into a folder, one JSON file each, and return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for one in reviewed(store, decisions):
        text = json.dumps(one.record(), ensure_ascii=False, indent=1)
        (folder / f"{one.document.digest}.json").write_text(text + "\n", "utf-8")
        count += 1
    return count


def _fact(fact: Fact) -> Mapping[str, Any]:
    args = {role: list(value) if isinstance(value, tuple) else value for role, value in fact.args.items()}
    told = {"kind": fact.kind, "args": args, "modality": fact.modality, "polarity": fact.polarity}
    return {**told, **({"speaker": fact.speaker} if fact.speaker else {}), "evidence": fact.evidence}
