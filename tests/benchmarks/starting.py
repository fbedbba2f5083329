"""How long the command takes to start: `coopatlas --help`, beside the bare interpreter."""

import statistics
import subprocess
import sys
import time

RUNS = 11


def run() -> None:
    """Print the medians of several runs, in seconds."""
    bare = _median([sys.executable, "-c", "pass"])
    command = _median([sys.executable, "-c", "from coopatlas.cli import main; main()", "--help"])
    print(f"Start-up, median of {RUNS}: coopatlas --help {command:.3f} s, bare interpreter {bare:.3f} s")


def _median(command: list[str]) -> float:
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])
