"""Write the run files of a set: `python -m tests.benchmarks.factrueval SET_DIR OUT_DIR`."""

import sys
from pathlib import Path

from benchmarks.factrueval import runs

if len(sys.argv) != 3:
    sys.exit("usage: factrueval SET_DIR OUT_DIR")
runs.write(Path(sys.argv[1]), Path(sys.argv[2]))
