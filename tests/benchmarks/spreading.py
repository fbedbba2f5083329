"""Reading on the workers of a Dask scheduler: what two of one core do beside one, and what is left to who writes.

On a busy machine the time that passes tells little. What two workers gain follows from the work of each side: with a
core for each process a document takes as long as the longer of reading (shared by the workers) and writing; with two
cores for all, reading and writing share them. Sending has what the scheduler and its client do all the time: the busier
the machine, the more of it falls to a document.
"""

import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from distributed import Client, LocalCluster

import made
from coopatlas import build
from coopatlas.store import Store

DOCUMENTS, FIRST = 128, 32
"""How many are read, and how many of them before the clock runs, for the models to be loaded."""


def run() -> None:
    """Print the work of both sides, a document, with one worker and with two."""
    texts = [made.document(number)[0].text for number in range(DOCUMENTS)]
    for count in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            paths = _written(Path(folder), texts)
            started: Any = LocalCluster  # Dask tells no types
            with started(n_workers=count, threads_per_worker=1, dashboard_address=None) as running:
                print(f"{count}: {_measured(running.scheduler_address, Path(folder), paths)}", flush=True)


def _written(folder: Path, texts: Sequence[str]) -> list[str]:
    paths = [folder / f"{number:03}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def _measured(address: str, folder: Path, paths: Sequence[str]) -> str:
    connect: Any = Client
    with Store.open(folder / "store", create=True) as store, connect(address, set_as_default=False) as client:
        list(build.build(paths[:FIRST], store, processes=address))
        before, begin, passed = _spent(client), (time.thread_time(), time.process_time()), time.perf_counter()
        list(build.build(paths[FIRST:], store, processes=address))
        count = len(paths) - FIRST
        writing = 1000 * (time.thread_time() - begin[0]) / count
        sending = 1000 * (time.process_time() - begin[1]) / count - writing
        reading = 1000 * (_spent(client) - before) / count
        passed = 1000 * (time.perf_counter() - passed) / count
    ours = writing + sending
    own, shared = reading / max(reading / 2, ours), 2 * reading / (reading + ours)
    return (
        f"{count} documents, ms each: {passed:.1f} passed, {reading:.1f} of reading, {writing:.1f} of writing,"
        f" {sending:.1f} of sending; two workers beside one: ×{own:.2f} with a core for each process,"
        f" ×{shared:.2f} with two for all"
    )


def _spent(client: Any) -> float:
    return sum(sum(times[:2]) for times in client.run(os.times).values())
