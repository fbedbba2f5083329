"""Finds what a domain expert edits: the ontology, the questions, the views and the sample documents.

In a wheel they lie beside the package, in a checkout at its top level; a place counts only if it holds `ontology/`.
`COOPATLAS_CONTENT` names another folder of the same form, whose kinds, words, questions and views are used instead.
"""

import os
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from coopatlas.errors import ContentError


@cache
def _root() -> Traversable:
    chosen, checkout = os.environ.get("COOPATLAS_CONTENT"), Path(__file__).parents[2]
    for place in (Path(chosen),) if chosen else (files("coopatlas") / "content", checkout):
        if (place / "ontology").is_dir():
            return place
    remedy = "let COOPATLAS_CONTENT name a folder with ontology/" if chosen else "reinstall the package"
    raise ContentError(chosen or "coopatlas", "its ontology, queries and views are not there", remedy)


def ontology() -> Traversable:
    """Return the folder of the ontology: `*.ttl`, and `reference/*.ttl`."""
    return _root() / "ontology"


def queries() -> Traversable:
    """Return the folder of the questions: one `.rq` file each."""
    return _root() / "queries"


def visualizations() -> Traversable:
    """Return the folder of the views and their page template."""
    return _root() / "visualizations"


def documents() -> Traversable:
    """Return the folder of the sample documents."""
    in_wheel = _root() / "documents"
    return in_wheel if in_wheel.is_dir() else _root() / "graph" / "documents"


def turtle_files(folder: Traversable) -> list[Traversable]:
    """Return the Turtle files directly inside `folder`, by name."""
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".ttl")), key=lambda entry: entry.name)
