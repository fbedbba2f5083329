"""Documents into a store: read, resolved, validated and committed, each in one piece, on one process or several."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from time import monotonic
from traceback import extract_tb

from coopatlas import content, documents, reading
from coopatlas.build import cluster, reprints
from coopatlas.build.intake import Intake, Outcome, Upkeep
from coopatlas.documents import Given
from coopatlas.documents.draft import FAULTS
from coopatlas.errors import DocumentError
from coopatlas.languagemodel import LanguageModel
from coopatlas.languagemodel.both import Both
from coopatlas.model import Document, Fact
from coopatlas.ontology.validate import Violation
from coopatlas.review import writing
from coopatlas.review.decisions import Decisions, Docket
from coopatlas.store import Store
from coopatlas.store.entry import Entry

AT_ONCE, LONGEST = 64, 5.0
"""The documents that are put into a store at once, and the seconds of reading that may be lost before."""
LARGEST_TASK = 16
"""The documents of one task: starting a task costs as much as reading a few short documents."""


@dataclass(frozen=True, slots=True)
class Event:
    """What became of one document.

    It was read and committed, or left `unchanged` in the store, or it `repeated` another and was left out, or it
    `moved`, or it was no document and `left out`, or it `failed`, or it is `gone` or `forgotten`; `note` says why, or
    what of its description was not believed. `facts` counts those committed, `dropped` those that broke a shape and
    were left out. A document was `decided` of where decisions of people changed what it is taken to say.
    """

    outcome: Outcome
    document: str
    note: str = ""
    facts: int = 0
    dropped: int = 0
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Result:
    document: Document
    entry: Entry | None
    event: Event


Task = tuple[Document, Docket]
"""A document to be read, and what people decided of it."""


def build(
    paths: Sequence[str],
    store: Store,
    *,
    given: Given | None = None,
    processes: int | str = 1,
    model: LanguageModel | Both | None = None,
    decisions: Decisions | None = None,
    upkeep: Upkeep | None = None,
) -> Iterator[Event]:
    """Read documents into `store`, whole ones at any moment, and yield what became of each that is in it.

    What is in the store with the same content, read by the same reader, is not read again. What the store then holds
    does not depend on the number of processes; with several, the order of the events does. In the place of a number the
    address of a Dask scheduler lets its workers read; this process alone writes. A `model` reads instead of the rules,
    one document after the other. The `decisions` of people win over the reader and over the rules of resolution; every
    document of the store that they changed since is written anew from what was read in it. In the end reprints are
    linked to their originals.
    """
    decided = decisions or Decisions()
    store.judge(decided.judgements)
    reader = fingerprint(model.fingerprint() if model else reading.fingerprint())
    events: list[Event] = []

    def tell(outcome: Outcome, name: str, note: str) -> None:
        events.append(Event(outcome, name, note))

    intake = Intake(store, reader, given or Given(), upkeep or Upkeep(), tell)
    wanted = intake.wanted(paths)
    total = documents.count(paths)
    size = max(1, min(LARGEST_TASK, total // (4 * (processes if isinstance(processes, int) else LARGEST_TASK))))
    tasks = ((document, decided.docket(document.name, document.digest)) for document in wanted)
    results = _by_model(wanted, model, decided, events) if model else _results(tasks, processes, size)
    waiting: list[_Result] = []
    since = monotonic()
    for result in results:
        yield from _taken(events)
        if result.entry is None:
            intake.failed(result.document)
        waiting.append(result)
        if len(waiting) >= AT_ONCE or monotonic() - since > LONGEST:
            yield from _committed(store, waiting, reader)
            since = monotonic()
    yield from _committed(store, waiting, reader)
    store.settle()
    intake.finish()
    for record, told in writing.renewed(store, decided):
        yield Event("decided", record.name, "", len(told.facts), told.dropped, told.violations)
    reprints.link(store)
    yield from _taken(events)


@cache
def fingerprint(reader: str) -> str:
    """Return what identifies the way from a document to its claims: another one reads every document again."""
    folders = (files("coopatlas.model"), files("coopatlas.claims"), files("coopatlas.resolve"))
    sources = [entry for folder in folders for entry in folder.iterdir() if entry.name.endswith(".py")]
    sources += (files("coopatlas.review") / f"{name}.py" for name in ("applying", "precision", "writing"))
    sources += content.turtle_files(content.ontology())
    sources += content.turtle_files(content.ontology() / "reference")
    sources += (content.ontology() / "kinds").iterdir()
    texts = (entry.read_bytes() for entry in sorted(sources, key=lambda entry: entry.name))
    return f"{reader}-{sha256(b''.join(texts)).hexdigest()[:8]}"


def _committed(store: Store, waiting: list[_Result], reader: str) -> Iterator[Event]:
    """Put in what waits, then tell of it."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    store.commit_all([result.entry for result in waiting if result.entry], reader, at)
    while waiting:
        yield waiting.pop(0).event


def _taken(events: list[Event]) -> Iterator[Event]:
    while events:
        yield events.pop(0)


def _by_model(
    wanted: Iterator[Document], model: LanguageModel | Both, decided: Decisions, events: list[Event]
) -> Iterator[_Result]:
    for document, told in model.read_all(wanted):
        if isinstance(told, DocumentError):
            events.append(Event("failed", document.name, str(told)))
        else:
            yield _told(document, decided.docket(document.name, document.digest), told)


def _results(tasks: Iterator[Task], processes: int | str, size: int) -> Iterator[_Result]:
    if isinstance(processes, str):
        with cluster.workers(processes, _reader) as workers:
            yield from _by_pool(tasks, workers.submit, 2 * len(workers), size)
        return
    if processes == 1:
        yield from (_read(*task) for task in tasks)
        return
    # A child that is forked after threads were started may hang; one that is spawned cannot.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_start_worker)
    try:
        yield from _by_pool(tasks, pool.submit, 2 * processes, size)
    except BrokenProcessPool as error:
        raise DocumentError(
            "build", "a reading process was ended from outside", "run again with --processes 1"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _by_pool(
    tasks: Iterator[Task], submit: Callable[..., Future[list[_Result]]], waiting: int, size: int
) -> Iterator[_Result]:
    """Yield what a pool reads; so many batches wait at it, and no more, however many documents there are."""
    running: set[Future[list[_Result]]] = set()
    while True:
        while len(running) < waiting and (task := list(islice(tasks, size))):
            running.add(submit(_read_all, task))
        if not running:
            return
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield from future.result()


def _reader() -> str:
    return fingerprint(reading.fingerprint())


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _read_all(tasks: Sequence[Task]) -> list[_Result]:
    return [_read(*task) for task in tasks]


def _read(document: Document, docket: Docket) -> _Result:
    try:
        facts = reading.read(document)
    except FAULTS as error:
        # A reader that stumbles over one text must not keep a thousand others from being read.
        return _Result(document, None, Event("failed", document.name, _stumbled(document, error)))
    return _told(document, docket, facts)


def _told(document: Document, docket: Docket, facts: Sequence[Fact]) -> _Result:
    told = writing.told(document, facts, docket)
    event = Event("read", document.name, "; ".join(document.notes), len(told.facts), told.dropped, told.violations)
    _keep_what_is_loaded()
    return _Result(document, Entry.of(document, told.graph, told.kept), event)


def _stumbled(document: Document, error: Exception) -> str:
    frame = extract_tb(error.__traceback__)[-1]
    told = " ".join(f"{type(error).__name__} {error}".split())[:120]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return str(DocumentError(document.name, f"the reader stumbled over it ({told}, {place})", "report that, with it"))


@cache
def _keep_what_is_loaded() -> None:
    # Models and dictionaries never become garbage; to search them for it again and again costs a twentieth of the time.
    gc.collect()
    gc.freeze()
