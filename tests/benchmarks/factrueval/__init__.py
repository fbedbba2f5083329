"""FactRuEval-2016: what the Russian reader finds, as the run files of the evaluation, and their scores.

`python -m tests.benchmarks.factrueval SET_DIR OUT_DIR` writes `book_N.task1` (entities) and `book_N.task3` (facts) for
every `book_N.txt` of a set; `../shared/factrueval/factrueval.py` scores them. Nothing is read here: mentions and facts
are those of the product, `runs` puts them into the form of the evaluation.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.factrueval import runs

SHARED = Path(__file__).resolve().parents[4] / "shared" / "factrueval"


def run() -> None:
    """Print the scores on the development half."""
    if not SHARED.exists():
        print("FactRuEval: ../shared/factrueval is absent")
        return
    devset = SHARED / "devset"
    with tempfile.TemporaryDirectory() as folder:
        runs.write(devset, Path(folder))
        print(f"Entities\n{_scores('entities', devset, Path(folder))}")
        print(f"Facts, easy mode\n{_scores('facts', devset, Path(folder))}")


def score(track: str, documents: Path, out: Path) -> float:
    """Return the F1 over all types of the run files in a folder; `track` is entities or facts."""
    return float(_scores(track, documents, out).splitlines()[-1].split()[3])


def _scores(track: str, documents: Path, out: Path) -> str:
    scorer = [sys.executable, str(SHARED / "factrueval.py"), track, str(documents), str(out)]
    return subprocess.run(scorer, check=True, capture_output=True, text=True).stdout
