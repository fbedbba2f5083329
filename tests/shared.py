"""What is made once in a run of the tests, for all of its workers.

A run has a folder of its own, which the workers of pytest-xdist share and which no later run finds: a change of the
program is always seen. Nobody writes to what is shared; a test that has to, works in a copy.
"""

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path


class Shared:
    """The folders that a run makes once."""

    def __init__(self, run: Path) -> None:
        self._run = run

    def folder(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return the folder of this name, which the first who asks for it makes, while others wait."""
        made = self._run / name
        with (self._run / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                making = self._run / f"{name}.making"
                shutil.rmtree(making, ignore_errors=True)
                make(making)
                making.rename(made)
        return made
