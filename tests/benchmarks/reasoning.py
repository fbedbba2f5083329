"""Seconds of the closure under the rules on growing stores, beside HermiT on the smallest and beside loading.

The made documents are those of the benchmark of questions; a ratio near that of the sizes means linear.
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
from tests.benchmarks.questions import fill

from coopatlas import axioms, clashes, closure, reason
from coopatlas.axioms import Triple
from coopatlas.store import Store

Found = TypeVar("Found")

DOCUMENTS = (30, 300, 3_000)
BY_HERMIT = 30
"""The greatest store that HermiT is asked about; ten times as many take it more than a minute."""


def run(counts: tuple[int, ...] = DOCUMENTS) -> None:
    """Print a table: statements, seconds and what follows, and how each grows from the store before."""
    table = Table(title="Closure")
    for heading in (
        "documents",
        "statements",
        "× before",
        "closure, s",
        "× before",
        "clashes, s",
        "inferred",
        "HermiT, s",
    ):
        table.add_column(heading, justify="right")
    before: tuple[int, float] | None = None
    for count in counts:
        known = _known(count)
        closing, every = _timed(partial(closure.closed, known))
        seeking, _ = _timed(partial(clashes.within, every))
        hermit = ""
        if count <= BY_HERMIT and shutil.which("java"):
            hermit = f"{_timed(partial(reason.verdict, known))[0]:.1f}"
        grown = [f"{len(known) / before[0]:.1f}", f"{closing / before[1]:.1f}"] if before else ["", ""]
        news = len(closure.news(every, known))
        table.add_row(
            f"{count}", f"{len(known)}", grown[0], f"{closing:.2f}", grown[1], f"{seeking:.2f}", f"{news}", hermit
        )
        before = (len(known), closing)
    Console().print(table)


def _known(count: int) -> set[Triple]:
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / "store", count)
        with Store.open(Path(folder) / "store") as store:
            return axioms.beside(store.statements())


def _timed(work: Callable[[], Found]) -> tuple[float, Found]:
    # HermiT is a process of its own, so only the clock tells.
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found
