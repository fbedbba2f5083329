"""Empty stores for tests, copied from one that is made once: loading the reference data takes half a second."""

import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from rdflib import Literal
from rdflib.term import Node

from coopatlas.rdf import iri
from coopatlas.store import Store

_KEPT: list[TemporaryDirectory[str]] = []
"""Removed when the process ends."""
_LARGE = f"""FILTER(STRSTARTS(STR(?g), "{iri.GRAPH}links-") || ?g = <{iri.REFERENCE}>
    && STRSTARTS(STR(?s), "{iri.BASE}") && !STRSTARTS(STR(?s), "{iri.ID}country-")
    && !STRSTARTS(STR(?s), "{iri.ONTOLOGY}"))"""
_SAID = """SELECT ?s ?p ?o ?g {
  GRAPH ?g { ?s ?p ?o }
  FILTER(?g NOT IN (graph:reference, graph:catalogue) && !STRSTARTS(STR(?g), CONCAT(STR(graph:), "links-")))
}"""


def new(folder: Path) -> Store:
    """Return an empty store in a folder that is not there yet."""
    shutil.copytree(_made(), folder)
    return Store.open(folder)


def small(folder: Path) -> Store:
    """Return an empty store with the countries of the reference data, for tests that go through all it holds."""
    shutil.copytree(_made_small(), folder)
    return Store.open(folder)


def beyond(store: Store) -> list[str]:
    """Return what a store says beyond a new one; to list the reference data, the same in all, takes a second."""
    said: Iterator[Iterable[Node | None]] = chain(
        store.query(_SAID).rows,
        ((*said, Literal(one.name)) for one in store.documents() for said in store.graph(one)),
    )
    return sorted(" ".join(map(str, row)) for row in said)


def _folder() -> Path:
    _KEPT.append(TemporaryDirectory())
    return Path(_KEPT[-1].name) / "store"


@cache
def _made() -> Path:
    path = _folder()
    Store.open(path, create=True).close()
    return path


@cache
def _made_small() -> Path:
    path = _folder()
    shutil.copytree(_made(), path)
    database = ox.Store(path)
    database.update(f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {_LARGE} }}")
    database.optimize()  # or each copy would begin with working off the journal
    return path
