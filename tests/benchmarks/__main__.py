"""Runs the benchmarks named on the command line, or all: `python -m tests.benchmarks starting building`.

What begins with a dash, and what follows it, is for the benchmark itself: `… scale --documents 10000`.
"""

import sys
from importlib import import_module
from itertools import takewhile
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))  # the stores that tests are made of serve here too
named = list(takewhile(lambda argument: not argument.startswith("-"), sys.argv[1:]))
names = named or sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*"))
for name in names:
    print(f"\n== {name}", flush=True)
    import_module(f"tests.benchmarks.{name}").run()
