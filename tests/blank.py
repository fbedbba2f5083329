"""Empty stores for tests, copied from one that is made once: loading the reference data takes half a second."""

import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from rdflib import Literal
from rdflib.term import Node

from coopatlas.store import Store

_KEPT: list[TemporaryDirectory[str]] = []
"""Removed when the process ends."""
_SAID = """SELECT ?s ?p ?o ?g {
  GRAPH ?g { ?s ?p ?o }
  FILTER(?g NOT IN (graph:reference, graph:catalogue) && !STRSTARTS(STR(?g), CONCAT(STR(graph:), "links-")))
}"""


def new(folder: Path) -> Store:
    """Return an empty store in a folder that is not there yet."""
    shutil.copytree(_made(), folder)
    return Store.open(folder)


def beyond(store: Store) -> list[str]:
    """Return what a store says beyond a new one; to list the reference data, the same in all, takes a second."""
    said: Iterator[Iterable[Node | None]] = chain(
        store.query(_SAID).rows,
        ((*said, Literal(one.name)) for one in store.documents() for said in store.graph(one)),
    )
    return sorted(" ".join(map(str, row)) for row in said)


@cache
def _made() -> Path:
    _KEPT.append(TemporaryDirectory())
    path = Path(_KEPT[0].name) / "store"
    Store.open(path, create=True).close()
    return path
