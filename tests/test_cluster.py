"""Reading by the workers of a Dask scheduler: the same store, though a worker is lost on the way."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

import blank
from coopatlas import build, content
from coopatlas.build import cluster
from coopatlas.errors import DocumentError
from coopatlas.store import Store


def statements(store: Store) -> list[str]:
    return sorted(map(str, store.quads()))


def test_workers_read_what_one_process_reads_and_a_lost_one_loses_nothing(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
    names = ("karelia-kazakhstan-2018.md", "baku-port-ktz-2022.md", "penza-kazakhstan-2025.md", "rasht-astara-2025.md")
    paths = [str(content.documents() / name) for name in names]
    with blank.new(tmp_path / "alone") as alone:
        list(build.build(paths, alone))
        expected = statements(alone)
    started: Any = distributed.LocalCluster  # Dask tells no types
    with (
        started(n_workers=2, threads_per_worker=1, dashboard_address=None) as running,
        blank.new(tmp_path / "cluster") as store,
    ):
        events = build.build(paths, store, processes=running.scheduler_address)
        outcomes = [next(events).outcome]
        os.kill(next(iter(running.workers.values())).pid, signal.SIGKILL)
        outcomes += [event.outcome for event in events]
        assert outcomes == ["read"] * len(paths)
        assert statements(store) == expected


def test_a_scheduler_that_does_not_answer_is_told_of_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    monkeypatch.setattr(cluster, "SECONDS", 1)
    with blank.new(tmp_path / "store") as store, pytest.raises(DocumentError, match="dask scheduler"):
        list(build.build([str(content.documents() / "rasht-astara-2025.md")], store, processes="tcp://127.0.0.1:9"))
