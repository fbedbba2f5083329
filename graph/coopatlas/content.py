"""Finds what a domain expert edits: the ontology, the questions, the views and the sample documents.

In a wheel they lie beside the package, in a checkout at its top level; a place counts only if it holds `ontology/`.
`COOPATLAS_CONTENT` names another folder of the same form, whose kinds, words, questions and views are used instead;
`COOPATLAS_OWN` one whose questions and views are used besides.
"""

import os
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from coopatlas.errors import ContentError

OWN = "COOPATLAS_OWN"
"""The variable that names a folder of questions and views of one's own; processes that are started inherit it."""


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


def own() -> Path | None:
    """Return the folder of what someone adds, whose `queries/` and `visualizations/` stand beside those installed.

    `COOPATLAS_OWN` names it; raises `ContentError` where it is no folder.
    """
    chosen = os.environ.get(OWN)
    if chosen and not Path(chosen).is_dir():
        raise ContentError(chosen, "there is no such folder of content", "name one with queries/ or visualizations/")
    return Path(chosen) if chosen else None


def files_of(room: str, suffix: str) -> dict[str, Traversable]:
    """Return the files of `queries` or `visualizations` by name without suffix; one's own win over those installed."""
    mine = own()
    folders: list[Traversable] = [_root() / room, *([mine / room] if mine else [])]
    files = (file for folder in folders if folder.is_dir() for file in folder.iterdir())
    found = {file.name.removesuffix(suffix): file for file in files if file.name.endswith(suffix)}
    return dict(sorted(found.items()))


def documents() -> Traversable:
    """Return the folder of the sample documents."""
    in_wheel = _root() / "documents"
    return in_wheel if in_wheel.is_dir() else _root() / "graph" / "documents"


def decisions() -> Traversable:
    """Return what a person decided of the sample documents: a log as `coopatlas review` keeps it."""
    in_wheel = _root() / "decisions.jsonl"
    return in_wheel if in_wheel.is_file() else _root() / "graph" / "decisions.jsonl"


def turtle_files(folder: Traversable) -> list[Traversable]:
    """Return the Turtle files directly inside `folder`, by name."""
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".ttl")), key=lambda entry: entry.name)
