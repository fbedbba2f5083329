"""How long work may go on, by what the system tells of its process."""

import os
import sys
from pathlib import Path

import pytest

from coopatlas.serve.crowding import CROWDED, Seen, left, seen

TICKS = os.sysconf("SC_CLK_TCK")


def told(place: Path, state: str, worked: int, waited: float | None) -> Seen:
    """What is seen where the system tells this of a process."""
    folder = place / "7"
    folder.mkdir(exist_ok=True)
    fields = [state, *["0"] * 10, str(worked * TICKS), "0", *["0"] * 8]
    (folder / "stat").write_text(f"7 (a (name) b) {' '.join(fields)}\n")
    (folder / "schedstat").unlink(missing_ok=True)
    if waited is not None:
        (folder / "schedstat").write_text(f"{worked * 10**9} {int(waited * 1e9)} 35\n")
    return seen(7, place)


@pytest.mark.parametrize(
    ("state", "worked", "waited", "elapsed", "expected"),
    [
        ("R", 4, 6.0, 10, 6),  # starved: what it waited for a processor is given back
        ("S", 4, 6.0, 10, 6),  # whatever it does at this moment
        ("D", 0, 0.0, 10, 0),  # waiting for a disk
        ("S", 2, 0.0, 10, 0),  # asleep
        ("R", 10, 0.0, 10, 0),  # at work
        ("R", 1, 38.0, 39, 1),  # starved almost to the last
        ("R", 1, 99.0, 40, 0),
        ("R", 4, None, 10, 6),  # nothing is told of waiting: it goes on where it runs
        ("S", 4, None, 10, 0),
        ("R", 10, None, 10, 0),
    ],
)
def test_only_waiting_for_a_processor_is_given_back(
    tmp_path: Path, state: str, worked: int, waited: float | None, elapsed: float, expected: float
) -> None:
    before = told(tmp_path, "S", 100, None if waited is None else 50)
    now = told(tmp_path, state, 100 + worked, None if waited is None else 50 + waited)
    assert CROWDED == 4
    assert left(10, elapsed, before, now) == pytest.approx(expected)


def test_a_process_of_which_nothing_is_told_is_given_nothing_back(tmp_path: Path) -> None:
    assert left(10, 10, seen(7, tmp_path), seen(7, tmp_path)) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="as Linux tells it")
def test_the_own_process_is_seen_to_run() -> None:
    assert seen(os.getpid()).runs
