"""Runs the benchmarks named on the command line, or all: `python -m tests.benchmarks starting building`."""

import sys
from importlib import import_module
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))  # the stores that tests are made of serve here too
names = sys.argv[1:] or sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*"))
for name in names:
    print(f"\n== {name}", flush=True)
    import_module(f"tests.benchmarks.{name}").run()
