import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import blank
import real_statistics
from browsed import CHROMIUM, Profiles, Visitor
from called import PROGRAM, Run, call
from served import Server, serving
from shared import Shared

# The suite starts hundreds of processes: what one of them compiles, the others load, whatever the shell says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# The suite opens databases a thousand times, and each waits for the disk to have what nobody needs after the run: they
# stand in memory where there is room, a hundredth of which they take.
_MEMORY = "/dev/shm"
if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 8 << 30:
    os.environ["TMPDIR"] = tempfile.tempdir = _MEMORY
# HermiT has work for a second or two, in which Java's better compiler and its threads would cost more than they spare.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture(autouse=True)
def same_signals() -> Iterator[None]:
    """Verbs that may be ended at once let signals end the process, which here is that of all other tests."""
    handlers = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGPIPE)}
    yield
    for one, handler in handlers.items():
        signal.signal(one, handler)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Call a verb in this process; a start of another costs a second."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return partial(call, monkeypatch, capfd)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    base = tmp_path_factory.getbasetemp()
    return Shared(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield chromium
        chromium.close()


SAMPLES = ("karelia-kazakhstan-2018", "karelia-abai-2025", "arkhangelsk-iran-train-2025", "aktau-trabzon-2025")
"""Sample documents, one of them in English, that between them tell of all that pages show."""


@pytest.fixture(scope="session")
def sampled_store(shared: Shared) -> Path:
    """The folder of a store of some of the sample documents; not to be written to."""
    from coopatlas import build, content

    def make(folder: Path) -> None:
        with blank.new(folder / "coopatlas-store") as store:
            files = [str(content.documents() / f"{name}.md") for name in SAMPLES]
            assert [event.outcome for event in build.build(files, store, processes=1)] == ["read"] * len(files)

    return shared.folder("sampled", make) / "coopatlas-store"


@pytest.fixture(scope="session")
def demonstrated(shared: Shared) -> Path:
    """The folder where `coopatlas demo --lang ru` ran beside a decision of its user; `told.txt` is what it told."""
    from coopatlas.review import log

    decision = '{"verdict": "same", "when": "2020-01-01", "first": "А Б", "second": "В Г"}\n'

    def make(folder: Path) -> None:
        folder.mkdir()
        (folder / log.FILE).write_text(decision, "utf-8")
        with (folder / "told.txt").open("w") as told:
            subprocess.run([sys.executable, "-c", PROGRAM, "demo", "--lang", "ru"], cwd=folder, stdout=told, check=True)
        assert (folder / log.FILE).read_text("utf-8") == decision

    return shared.folder("demonstrated", make)


@pytest.fixture(scope="session")
def statistics_store(shared: Shared) -> Path:
    """The folder of a store of the files of `real_statistics`; not to be written to."""
    return shared.folder("statistics", real_statistics.make)


@pytest.fixture(scope="session")
def sampled_server(sampled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the sample documents, in a process of its own, as it is without options."""
    with serving(sampled_store, tmp_path_factory.mktemp("served") / "log") as server:
        yield server


@pytest.fixture(scope="session")
def profiles(browser: Any) -> Iterator[Profiles]:
    found = Profiles(browser)
    yield found
    found.close()


@pytest.fixture
def visitor(profiles: Profiles, tmp_path: Path) -> Iterator[Visitor]:
    visitor = Visitor(tmp_path, profiles)
    yield visitor
    visitor.leave()
    assert visitor.trouble == []
