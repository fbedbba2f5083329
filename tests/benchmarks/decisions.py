"""Ten thousand decisions: a build with and without them, the size of the log, the start of the queue.

Each document tells of four facts; every decision confirms, rejects or corrects one, and there are as many documents as
they need, with as many again of which nobody decided. The reader is a stand-in, so that what is measured is what
decisions cost, not reading.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import blank
from coopatlas import build, reading
from coopatlas.model import Document, Fact, Value
from coopatlas.model.said import Said
from coopatlas.review import log
from coopatlas.review.decision import Decision, made, words
from coopatlas.review.decisions import Decisions
from coopatlas.review.queue import queue
from coopatlas.store import Store

DECISIONS = 10_000
_FACTS = 4


def run(count: int = DECISIONS) -> None:
    """Print what the decisions cost."""
    with tempfile.TemporaryDirectory() as work, patch.object(reading, "read", told):
        folder = Path(work)
        (folder / "in").mkdir()
        names = [f"{number:06}" for number in range(2 * count // _FACTS)]
        for number, name in enumerate(names):
            (folder / "in" / f"{name}.txt").write_text("\n".join(sentences(number)), encoding="utf-8")
        log.append(folder / "decisions.jsonl", decided(folder / "in", names[: count // _FACTS]))
        size = (folder / "decisions.jsonl").stat().st_size
        print(
            f"{count} decisions, {len(names)} documents; the log: {size / 1e6:.1f} MB, {size // count} bytes a decision"
        )
        begun = time.process_time()
        decisions = Decisions.read(folder / "decisions.jsonl")
        print(f"read and sorted: {time.process_time() - begun:.1f} s")
        without, cpu = built(folder, "without", Decisions()), built(folder, "with", decisions)
        print(f"build without: {without:.1f} s of CPU, with: {cpu:.1f} s ({100 * (cpu / without - 1):+.0f} %)")
        print(f"the same build again, nothing new: {built(folder, 'with', decisions):.1f} s")
        print(f"decisions come to a store built without: {built(folder, 'without', decisions):.1f} s")
        with Store.open(folder / "with", read_only=True) as store:
            begun = time.process_time()
            waiting = queue(store, decisions)
            print(f"start of the queue: {time.process_time() - begun:.1f} s, {len(waiting)} claims wait")
        shutil.rmtree(folder / "with")
    sys.stdout.flush()


def sentences(number: int) -> list[str]:
    """Return the sentences of a document."""
    return [f"Лица {number}-{place} встретились в городе {place}." for place in range(_FACTS)]


def args(sentence: str) -> dict[str, Value]:
    """Return what is read in a sentence."""
    who = sentence.split()[1]
    return {"participant": (f"Анна Лунина{who}", f"Иван Реутов{who}"), "date": "2018-03-09"}


def told(document: Document) -> list[Fact]:
    """Read a document."""
    found = []
    for sentence in document.text.split("\n"):
        start = document.text.index(sentence)
        how = {"rule": "ru/meeting/by hand", "confidence": 0.8}
        found.append(Fact.plain("meeting", args(sentence), sentence, start, start + len(sentence), **how))
    return found


def decided(folder: Path, names: list[str]) -> Iterator[Decision]:
    """Yield the decisions."""
    verdicts = ("confirm", "reject", "correct", "confirm")
    for number, name in enumerate(names):
        for verdict, sentence in zip(verdicts, sentences(number), strict=True):
            read = Said(args(sentence))
            right = Said({**read.args, "date": "2018-03-10"}) if verdict == "correct" else None
            where = {"document": str(folder / f"{name}.txt"), "sentence": words(sentence), "kind": "meeting"}
            reader = {"rule": "ru/meeting/by hand", "confidence": 0.8}
            yield made(verdict, who="Анна", read=read, right=right, **where, **reader)


def built(folder: Path, store: str, decisions: Decisions) -> float:
    """Return the seconds of CPU that a build takes."""
    place = folder / store
    with Store.open(place) if place.exists() else blank.new(place) as opened:
        begun = time.process_time()
        for event in build.build([str(folder / "in")], opened, decisions=decisions):
            assert event.outcome != "failed", event
        return time.process_time() - begun
