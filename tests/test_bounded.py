import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

import blank
from coopatlas.errors import BoundError, QuestionError, StoreError
from coopatlas.store import Store
from coopatlas.store import bounded as bounding
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


def test_a_function_of_the_script_says_what_is_wrong(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def here(store: Store) -> int:
        return store.count()

    here.__module__, here.__qualname__ = "__main__", "here"
    monkeypatch.setattr(sys.modules["__main__"], "here", here, raising=False)
    with (
        Store.open(folder, read_only=True),
        Bounded(folder) as bounded,
        pytest.raises(AttributeError, match=r"here.*__main__"),
    ):
        bounded.run(here)


def unsendable(_store: Store) -> Callable[[], None]:
    return lambda: None


def test_a_result_that_cannot_be_sent_says_so(folder: Path) -> None:
    with Bounded(folder) as bounded:
        with pytest.raises(Exception, match="pickle"):
            bounded.run(unsendable)
        assert bounded.run(Store.count) == 0


def test_one_thread_at_a_time_puts_something_in_the_place_of_the_script() -> None:
    script = sys.modules["__main__"]
    with bounding._without_script():
        assert sys.modules["__main__"] is not script
        assert not bounding._STARTING.acquire(blocking=False)
    assert sys.modules["__main__"] is script
    assert bounding._STARTING.acquire(blocking=False)
    bounding._STARTING.release()


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_a_fork_alone_keeps_the_script(folder: Path, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    script, context = sys.modules["__main__"], Mock()
    context.get_start_method.return_value = method
    context.Pipe.return_value = Mock(), Mock()
    context.Pipe.return_value[0].recv.return_value = True, 3
    met = []
    context.Process.return_value.start = lambda: met.append(sys.modules["__main__"] is script)
    monkeypatch.setattr(bounding, "_context", lambda: context)
    with Bounded(folder) as bounded:
        assert bounded.run(Store.count) == 3
    assert met == [method == "fork"]
