"""How long work may go on: on a crowded machine it is given back what its process waits for a processor."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

CROWDED = 4
"""How many times as long as it may, by the clock, work takes at most, however long it waits for a processor."""

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 1
_PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the system tells of a process at a moment: the seconds that it has worked, and waited for a processor.

    `waited` is None where it does not tell; whether the process `runs` then is the next best.
    """

    worked: float = 0
    waited: float | None = None
    runs: bool = False


def seen(process: int, told: Path = _PROCESSES) -> Seen:
    """Return what the system tells of the first thread of a process, which does the work."""
    place, waited = told / str(process), None
    with suppress(OSError, ValueError, IndexError):
        waited = int((place / "schedstat").read_text("ascii").split()[1]) / 1e9
    with suppress(OSError, ValueError, IndexError):
        fields = (place / "stat").read_text("utf-8").rpartition(") ")[2].split()
        return Seen(sum(map(int, fields[11:13])) / _TICKS, waited, fields[0] == "R")
    return Seen(waited=waited)


def left(seconds: float, elapsed: float, before: Seen, now: Seen) -> float:
    """Return for how long work may go on that may take `seconds`, and was begun `elapsed` seconds before.

    What waits for anything but a processor, a disk or a lock, is given nothing back.
    """
    if before.waited is not None and now.waited is not None:
        delay = now.waited - before.waited
    else:
        delay = elapsed - (now.worked - before.worked) if now.runs else 0
    return min(seconds - elapsed + max(delay, 0), CROWDED * seconds - elapsed)
