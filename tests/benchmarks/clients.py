"""Programs of others against the server: Comunica, which npm fetches, and `reconciler` of PyPI where it is installed.

`python -m tests.benchmarks clients`; Comunica is asked by its three ways: an endpoint that it is told of, one that it
finds out about, and a page of linked data.
"""

import json
import shutil
import subprocess
import tempfile
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from benchmarks.serving import ours
from coopatlas.rdf.iri import PREFIXES
from coopatlas.store import Store

_PACKAGE = "@comunica/query-sparql@3"
"""The latest that runs with the Node.js of Debian."""
_NAMES = "SELECT ?name { GRAPH graph:reference { ?region a coop:Region ; rdfs:label ?name } } ORDER BY ?region ?name"
_OF_ONE = "SELECT ?name { %s }"
_LABELS = "id:country-KZ rdfs:label ?name"
_ASKED = {"карелией": "id/region-RU-KR", "Kazakhstan": "id/country-KZ", "Актау": "id/city-KZ-aktau"}


def run() -> None:
    """Say of each client whether it is told what the store says."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        with Store.open(store, create=True) as opened:
            names = [str(row[0]) for row in opened.query(_NAMES).rows]
            own = [str(row[0]) for row in opened.query(_OF_ONE % f"GRAPH graph:reference {{ {_LABELS} }}").rows]
        with ours(store) as (port, _):
            address = f"http://localhost:{port}"
            _comunica(f"sparql@{address}/sparql", _NAMES, names)
            _comunica(f"{address}/sparql", _NAMES, names)
            _comunica(f"{address}/id/country-KZ", _OF_ONE % _LABELS, own)
            _reconciler(f"{address}/reconcile")


def _comunica(source: str, query: str, expected: list[str]) -> None:
    npm = shutil.which("npm")
    if npm is None:
        print("Comunica: not run, since npm is not installed")
        return
    prefixes = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
    command = [npm, "exec", "--yes", f"--package={_PACKAGE}", "--", "comunica-sparql", source, prefixes + query]
    begun = time.monotonic()
    done = subprocess.run([*command, "-t", "application/sparql-results+json"], capture_output=True, check=False)
    if done.returncode:
        print(f"Comunica, {source}: failed: {done.stderr.decode()[-300:]}")
        return
    found = [row["name"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]]
    print(f"Comunica, {source}: {len(found)} rows, {'as' if sorted(found) == sorted(expected) else 'NOT as'} the store "
          f"says, in {time.monotonic() - begun:.1f} s")  # fmt: skip


def _reconciler(address: str) -> None:
    if find_spec("reconciler") is None:
        print("reconciler: not run, since it is not installed")
        return
    import pandas as pd

    found = import_module("reconciler").reconcile(pd.Series(list(_ASKED)), reconciliation_endpoint=address, top_res=1)
    same = dict(zip(found["input_value"], found["id"], strict=True)) == _ASKED
    print(f"reconciler: {len(found)} names, {'as' if same else 'NOT as'} they are meant")
