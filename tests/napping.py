"""Work for workers, which takes as long as it is told to; a module of its own, since workers import it."""

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coopatlas.review import log
from coopatlas.review.decision import made
from coopatlas.store import Store


def nap(_store: Store, seconds: float, _name: str = "") -> tuple[int, int]:
    """Sleep, and return which process did, and how much it lets others come first."""
    time.sleep(seconds)
    return os.getpid(), os.getpriority(os.PRIO_PROCESS, 0)


def toil(_store: Store, begun: str, seconds: float) -> int:
    """Say in a file that it begins, and work so long that the processor is at work for these seconds."""
    with Path(begun).open("a", encoding="utf-8") as file:
        file.write("begun\n")
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return os.getpid()


def perish(_store: Store, begun: str, times: int) -> int:
    """Say in a file that it begins, and lose its process where it has done so at most so many times."""
    with Path(begun).open("a", encoding="utf-8") as file:
        file.write("begun\n")
    if Path(begun).read_text("utf-8").count("begun") <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    return times


def abort(_store: Store) -> None:
    """End as an engine does that gets no memory."""
    os.abort()


def note(_store: Store, path: str, who: str, _given: Mapping[str, Any]) -> None:
    """Note a decision, and get no further."""
    log.append(Path(path), [made("undo", of="0", who=who)])
    time.sleep(60)


def note_and_perish(_store: Store, path: str, who: str, _given: Mapping[str, Any]) -> None:
    """Note a decision, and lose the process."""
    log.append(Path(path), [made("undo", of="0", who=who)])
    os.kill(os.getpid(), signal.SIGKILL)
