"""Seconds of the closure under the rules on growing stores, and of HermiT on the smallest without its reference data.

The made documents are those of the benchmark of questions; where the closure grows as the statements do, it is linear.
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks.questions import fill
from coopatlas.ontology.reasoning import axioms, clashes, closure, hermit
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple
from coopatlas.store import Store

Found = TypeVar("Found")

DOCUMENTS = (30, 300, 3_000)
HEADINGS = ("documents", "statements", "× before", "closure, s", "× before", "clashes, s", "inferred")


def run(counts: tuple[int, ...] = DOCUMENTS) -> None:
    """Print a table: statements, seconds and what follows, and how each grows from the store before."""
    table = Table(title="Closure")
    for heading in HEADINGS:
        table.add_column(heading, justify="right")
    before: tuple[int, float] | None = None
    for count in counts:
        statements, asserted = _made(count)
        if before is None and shutil.which("java"):
            # HermiT is a process of its own, so only the clock tells.
            taken, _ = _timed(partial(hermit.check, asserted), time.perf_counter)
            print(f"HermiT on {len(asserted)} statements of {count} documents: {taken:.1f} s")
        known = axioms.beside(statements)
        closing, every = _timed(partial(closure.closed, known))
        seeking, _ = _timed(partial(clashes.within, every))
        grown = (f"{len(known) / before[0]:.1f}", f"{closing / before[1]:.1f}") if before else ("", "")
        news = len(closure.new_statements(every, known))
        table.add_row(f"{count}", f"{len(known)}", grown[0], f"{closing:.2f}", grown[1], f"{seeking:.2f}", f"{news}")
        before = (len(known), closing)
    Console().print(table)


def _made(count: int) -> tuple[set[Triple], set[Triple]]:
    """Return the statements of a store of made documents, and those of them that are no reference data."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / "store", count)
        with Store.open(Path(folder) / "store") as store:
            return set(store.statements()), set(store.dataset().graph(iri.ASSERTED))


def _timed(work: Callable[[], Found], clock: Callable[[], float] = time.process_time) -> tuple[float, Found]:
    start = clock()
    found = work()
    return clock() - start, found
