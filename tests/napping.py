"""Work for workers, which takes as long as it is told to; a module of its own, since workers import it."""

import os
import time

from coopatlas.store import Store


def nap(_store: Store, seconds: float, _name: str = "") -> tuple[int, int]:
    """Sleep, and return which process did, and how much it lets others come first."""
    time.sleep(seconds)
    return os.getpid(), os.getpriority(os.PRIO_PROCESS, 0)
