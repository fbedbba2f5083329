"""An archive as dense as real ones: what it costs to build, hold, ask, draw, open and look through again.

`python -m tests.benchmarks scale --documents 10000` makes them of the gold facts (see `made`); `--store FOLDER` keeps
what was built and uses it again. `--statements` builds and counts, and asks nothing; `--start` only starts `ask`,
`--unchanged` only looks through what was built again. A question and a page have a process of their own, and are ended
after `PATIENCE` seconds of the processor; times are of the processor, in the main thread and in those of the database.
"""

import argparse
import multiprocessing
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

import made
from coopatlas import build, claims, content, documents, gazetteer, index, reading, views
from coopatlas.model import Document, Fact
from coopatlas.questions import ask, load
from coopatlas.rdf import iri
from coopatlas.resolve import Resolver
from coopatlas.store import Store
from coopatlas.store.entry import Entry

DOCUMENTS, SHOWN, PATIENCE = 1_000, 50, 10
_SAMPLE = 200
"""The documents in which it is counted what their graphs say."""
ABOUT = {"a": "Россия", "b": "Казахстан", "territory": "Казахстан", "about": "Казахстан", "union": "ЕАЭС"}
"""Who is asked about; few are named more often in what is made."""
VIEWS = ("network", "board", "map")
START = "import sys; from coopatlas.cli import main; sys.argv = ['coopatlas', *sys.argv[1:]]; main()"


def run() -> None:
    """Print what was measured, table after table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--store", type=Path)
    for part in ("--statements", "--unchanged", "--start"):
        parser.add_argument(part, action="store_true")
    given = parser.parse_known_args()[0]
    with tempfile.TemporaryDirectory() as folder:
        work = given.store or Path(folder)
        path, files = work / "store", work / "documents"
        if not path.exists():
            _in_process(lambda: _fill(path, files, given.documents))
        if given.unchanged or given.start:
            if given.unchanged:
                _in_process(lambda: _again(path, files))
            if given.start:
                _starting(path, Path(folder) / "small")
            return
        _in_process(lambda: _indexed(path))
        _size(path)
        if given.statements:
            return
        _questions(path)
        _pages(path)
        _starting(path, Path(folder) / "small")
        # Where this process has opened a store, a fork of it waits for threads of the database that it does not have.
        again = [sys.executable, "-m", "tests.benchmarks", "scale", "--store", str(work), "--unchanged"]
        subprocess.run(again, check=True)


def _fill(path: Path, files: Path, count: int) -> None:
    reader = build.fingerprint(reading.fingerprint())
    files.mkdir(parents=True, exist_ok=True)
    with Store.open(path, create=True) as store:
        making, committing = [], []
        for entries in _batches(files, count):
            made_at = time.process_time()
            waiting = [entry() for entry in entries]
            begin = time.process_time()
            store.commit_all(waiting, reader, "2026-01-01T00:00:00+00:00")
            making.append((begin - made_at) / len(entries))
            committing.append((time.process_time() - begin) / len(entries))
        begin = time.process_time()
        store.settle()
        settling = time.process_time() - begin
    print(f"made ready for the store, where it is read: {1000 * sum(making) / len(making):.1f} ms a document")
    tenth = max(1, len(committing) // 10)
    first, last = (1000 * sum(part) / tenth for part in (committing[:tenth], committing[-tenth:]))
    print(
        f"commit by {build.AT_ONCE}, ms a document: first tenth {first:.1f}, last {last:.1f}, ratio {last / first:.2f}"
    )
    print(f"events: {1000 * settling / count:.1f} ms a document; peak memory of building: {_peak()} MB")


def _batches(files: Path, count: int) -> Iterator[Sequence[Callable[[], Entry]]]:
    def entry(document: Document, facts: tuple[Fact, ...]) -> Entry:
        resolver = Resolver(gazetteer.load(), facts, None, document.name)
        return Entry.of(document, claims.document_graph(document, facts, resolver))

    written = _written(files, count)
    while some := [partial(entry, *one) for one in islice(written, build.AT_ONCE)]:
        yield some


def _written(files: Path, count: int) -> Iterator[tuple[Document, tuple[Fact, ...]]]:
    """Yield the made documents as they are read from the files that they are written to."""
    for number in range(count):
        document, facts = made.document(number)
        file = files / f"{document.name}.md"
        head = f"title: {document.title}\npublished: {document.published}\nlang: {document.lang}"
        file.write_text(f"---\n{head}\n---\n\n{document.text}\n", encoding="utf-8")
        (read,) = documents.read([str(file)])
        assert isinstance(read, Document)
        yield read, tuple(replace(fact, lang=read.lang) for fact in facts)


def _indexed(path: Path) -> None:
    for word in ("made", "unchanged"):
        begin = time.process_time()
        index.keep(path, always=True)
        spent, size = time.process_time() - begin, (path / "index.sqlite").stat().st_size
        print(f"index {word}: {spent:.1f} s, {size / 1e6:.0f} MB; peak memory {_peak()} MB")


def _size(path: Path) -> None:
    """Print the statements as they are kept, beside what they say: an export has what is left unsaid.

    What the graphs of documents say is counted in a sample of them: to complete one takes ten milliseconds.
    """
    kept = Counter(map(_purpose, ox.Store.read_only(str(path))))
    reference = kept.pop("reference data")
    with Store.open(path, read_only=True) as store:
        records = store.documents()
        count = len(records)
        some = records[:: max(1, len(records) // _SAMPLE)][:_SAMPLE]
        graphs = [str(iri.document_graph(one.digest)) for one in some]
        told = Counter(_purpose_of(graph, str(triple.subject)) for graph in graphs for triple in store.within(graph))
    said = Counter({purpose: round(number * count / len(some)) for purpose, number in told.items()})
    said.update({purpose: number for purpose, number in kept.items() if not purpose.startswith("documents: ")})
    title = f"Statements by purpose, {count} documents ({len(some)} sampled), beside {reference} of reference data"
    table = Table(title=title)
    for heading in ("purpose", "said, a document", "kept, a document"):
        table.add_column(heading, justify="left" if heading == "purpose" else "right")
    for purpose, number in said.most_common():
        table.add_row(purpose, f"{number / count:.1f}", f"{kept[purpose] / count:.1f}")
    table.add_row("all", f"{said.total() / count:.1f}", f"{kept.total() / count:.1f}")
    Console(width=100).print(table)
    size = sum(file.stat().st_size for file in path.iterdir())
    print(f"{size / 1e6:.0f} MB on disk, {size / count / 1000:.1f} kB a document")


def _purpose(quad: ox.Quad) -> str:
    return _purpose_of(str(quad.graph_name), str(quad.subject))


def _purpose_of(graph: str, subject: str) -> str:
    graph = graph.rstrip(">").rpartition("/")[2]
    if graph == "reference" or graph.startswith("links-"):
        return "reference data"
    if not re.fullmatch("[0-9a-f]{16}", graph):
        return graph
    name = subject.rstrip(">").rpartition("/")[2]
    inside = re.match(r"[0-9a-f]{16}-(claim-\d+$|claim|span)?", f"{name}-" if len(name) == 16 else name)
    if not inside:
        return "documents: items and who is in them"
    part = inside[1] or ""
    parts = {"": "description", "claim": "roles", "span": "spans"}
    return f"documents: {parts.get(part, 'claims')}"


def _questions(path: Path) -> None:
    table = Table(title=f"Milliseconds of `ask`, {SHOWN} rows shown; about: {', '.join(sorted(set(ABOUT.values())))}")
    for heading in ("question", "of all", "rows", "about", "rows"):
        table.add_column(heading, justify="left" if heading == "question" else "right")
    rows = [(name, _asked(path, name, only_required=True), _asked(path, name, only_required=False)) for name in load()]
    for name, everything, about in sorted(rows, key=lambda row: -row[1][0]):
        table.add_row(name, *everything[1:], *about[1:])
    Console(width=100).print(table)
    for title, slow in (
        ("of all, under 1 s", [name for name, everything, _ in rows if everything[0] >= 1000]),
        ("about, under 150 ms", [name for name, _, about in rows if about[0] >= 150]),
    ):
        print(f"{title}: {len(rows) - len(slow)} of {len(rows)}; not: {', '.join(slow) or 'none'}")


def _asked(path: Path, name: str, *, only_required: bool) -> tuple[float, str, str]:
    question = load()[name]
    given = {p.name: ABOUT.get(p.name, p.example or "") for p in question.parameters if p.required}
    if not only_required:
        given |= {p.name: ABOUT[p.name] for p in question.parameters if p.name in ABOUT}

    def work() -> str:
        with Store.open(path, read_only=True) as store:
            if "document" in given:
                given["document"] = store.documents()[0].name
            times = []
            for _ in range(3):
                begin = time.process_time()
                found = ask(store, question, given, SHOWN)
                times.append(1000 * (time.process_time() - begin))
                if times[-1] > 1000:
                    break
            return f"{min(times):.0f} {len(found.rows) + found.more}"

    told = _in_process(work, PATIENCE).split() or [f"{1000 * PATIENCE}", "–"]
    return float(told[0]), told[0] if told[1] != "–" else f"> {told[0]}", told[1]


def _pages(path: Path) -> None:
    for name in VIEWS:

        def work(name: str = name) -> str:
            with Store.open(path, read_only=True) as store:
                begin = time.process_time()
                page = views.render(store, name)
                spent = time.process_time() - begin
                return f"{spent:.1f} s, {len(page.encode()) / 1e6:.2f} MB, peak memory {_peak()} MB"

        print(f"page {name}: {_in_process(work, PATIENCE) or f'ended after {PATIENCE} s'}")


def _starting(path: Path, small: Path) -> None:
    with Store.open(small, create=True) as store:
        list(build.build([str(content.documents())], store))
    large, few = (_started(store) for store in (path, small))
    print(f"start-up of ask: {large:.2f} s, on the sample documents {few:.2f} s, ratio {large / few:.2f}")


def _started(store: Path) -> float:
    command = [sys.executable, "-c", START, "ask", "ports-of", "--set", "territory=Карелия", "--store", str(store)]
    times = []
    for _ in range(5):
        begin = os.times()
        subprocess.run(command, check=True, capture_output=True)
        end = os.times()
        times.append(end.children_user + end.children_system - begin.children_user - begin.children_system)
    return sorted(times)[2]


def _again(path: Path, files: Path) -> None:
    with Store.open(path) as store:
        # Whatever was changed since in how documents are read, these are as they were.
        reader = store.documents()[0].reader
        build.fingerprint = cache(lambda _: reader)
        for word in ("first", "next"):  # the first opens all files, and notes what came of them
            begin, at = time.process_time(), time.monotonic()
            outcomes = Counter(event.outcome for event in build.build([str(files)], store))
            spent = f"{time.process_time() - begin:.1f} s ({time.monotonic() - at:.1f} s by the clock)"
            print(f"{word} build of unchanged files: {spent}; {dict(outcomes)}; peak {_peak()} MB")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _in_process(work: Callable[[], str | None], patience: int | None = None) -> str:
    """Return what work in a process of its own gives; empty where it was ended, after so many seconds of work."""
    context = multiprocessing.get_context("fork")
    answers, answer = context.Pipe(duplex=False)

    def limited() -> None:
        if patience:
            limit = patience + int(time.process_time())
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        answer.send(work() or "")

    process = context.Process(target=limited)
    process.start()
    answer.close()
    try:
        return str(answers.recv())
    except EOFError:
        return ""
    finally:
        process.join()


if __name__ == "__main__":
    run()
