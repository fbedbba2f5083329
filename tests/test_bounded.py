import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import blank
from coopatlas.errors import BoundError, QuestionError, StoreError
from coopatlas.store import Store
from coopatlas.store.bounded import Bounded


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bounded") / "store"
    blank.new(path).close()
    return path


@pytest.fixture
def bounded(folder: Path) -> Iterator[Bounded]:
    with Bounded(folder, 1.5, 1 << 30) as bounded:
        yield bounded


def long(_store: Store) -> None:
    time.sleep(20)


def large(_store: Store) -> int:
    return len(bytearray(2 << 30))


def failing(_store: Store) -> None:
    raise QuestionError("x", "no such name", "write another")


def test_work_that_takes_too_long_is_ended_and_the_next_is_done(bounded: Bounded) -> None:
    begun = time.monotonic()
    with pytest.raises(BoundError, match=r"1\.5 s.*--seconds") as raised:
        bounded.run(long)
    assert raised.value.what == "time"
    assert time.monotonic() - begun < 10
    assert bounded.run(Store.count) == 0


def test_work_that_takes_too_much_memory_is_told_so(folder: Path) -> None:
    with Bounded(folder, 60, 1 << 30) as bounded, pytest.raises(BoundError) as raised:
        bounded.run(large)
    assert raised.value.what == "memory"


def test_errors_come_as_they_are_raised(folder: Path, tmp_path: Path) -> None:
    with Bounded(folder, 60, 1 << 30) as bounded, pytest.raises(QuestionError, match="write another") as raised:
        bounded.run(failing)
    assert "in failing" in raised.value.__notes__[0]
    with pytest.raises(StoreError, match="no store"), Bounded(tmp_path / "none") as other:
        other.run(Store.count)


def test_the_script_that_asks_is_not_run_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "script.py"
    script.write_text("raise ValueError", "utf-8")
    for name, value in (("__file__", str(script)), ("__spec__", None)):
        monkeypatch.setattr(sys.modules["__main__"], name, value, raising=False)
    with Store.open(folder, read_only=True), Bounded(folder) as bounded:  # an open store has threads: nothing forks
        assert bounded.run(Store.count) == 0
